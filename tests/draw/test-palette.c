// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <string.h>

#include "dw-palette.h"

/* Plan: the two files of the screen are complete and agree with the design in samples; a bad line or a missing name is refused with its name; print is there. */

static char *
read_css (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "..", "ui", name, NULL);
  g_autoptr (GError) error = NULL;
  char *css = NULL;

  g_file_get_contents (path, &css, NULL, &error);
  g_assert_no_error (error);
  return css;
}

static guint
pack (const DwRgb *rgb)
{
  return ((guint)(rgb->red * 255 + 0.5) << 16) | ((guint)(rgb->green * 255 + 0.5) << 8) | (guint)(rgb->blue * 255 + 0.5);
}

static const struct
{
  const char *file;
  DwColor color;
  guint rgb;
} samples[] = {
  { "palette-light.css", DW_COLOR_BG, 0xE6E9EB },
  { "palette-light.css", DW_COLOR_P1, 0xC8171D },
  { "palette-light.css", DW_COLOR_MAP_LABEL, 0x6A7580 },
  { "palette-night.css", DW_COLOR_BG, 0x14181C },
  { "palette-night.css", DW_COLOR_P3_TEXT, 0xF7DC78 },
};

static void
test_files_are_read (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *css = read_css (samples[i].file);
      g_autoptr (GError) error = NULL;
      g_autoptr (DwPalette) palette = dw_palette_new_from_css (css, &error);

      g_assert_no_error (error);
      g_assert_cmphex (pack (dw_palette_get (palette, samples[i].color)), ==, samples[i].rgb);
    }
}

static void
test_print_is_built_in (void)
{
  g_autoptr (DwPalette) palette = dw_palette_new_print ();

  g_assert_cmphex (pack (dw_palette_get (palette, DW_COLOR_BG)), ==, 0xFFFFFF);
  g_assert_cmphex (pack (dw_palette_get (palette, DW_COLOR_P1)), ==, 0xB80F15);
}

static const struct
{
  const char *what, *from, *to, *complaint;
} faults[] = {
  { "a missing name", "@define-color dw_p3 ", "@define-color dw_p3x ", "dw_p3 is missing" },
  { "a short number", "#C8171D", "#C8171", "dw_p1" },
  { "a word for a colour", "#C8171D", "red", "dw_p1" },
  { "no semicolon", "#C8171D;", "#C8171D", "dw_p1" },
  { "digits that are none", "#C8171D", "#C8G71D", "dw_p1" },
};

static void
test_faults_are_refused (void)
{
  g_autofree char *css = read_css ("palette-light.css");

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) parts = g_strsplit (css, faults[i].from, 2);
      g_autofree char *broken = g_strconcat (parts[0], faults[i].to, parts[1], NULL);

      g_test_message ("%s", faults[i].what);
      g_assert_null (dw_palette_new_from_css (broken, &error));
      g_assert_error (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT);
      g_assert_nonnull (strstr (error->message, faults[i].complaint));
    }
}

static void
test_empty_text_is_refused (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (dw_palette_new_from_css ("", &error));
  g_assert_error (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT);
}

static void
test_priorities_find_their_tones (void)
{
  g_assert_cmpint (dw_color_of_priority (1, DW_TONE_SHAPE), ==, DW_COLOR_P1);
  g_assert_cmpint (dw_color_of_priority (2, DW_TONE_ON), ==, DW_COLOR_ON_P2);
  g_assert_cmpint (dw_color_of_priority (3, DW_TONE_TEXT), ==, DW_COLOR_P3_TEXT);
  g_assert_cmpint (dw_color_of_priority (4, DW_TONE_TINT), ==, DW_COLOR_P4_TINT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/palette/files-of-the-screen-are-read", test_files_are_read);
  g_test_add_func ("/palette/print-is-built-in", test_print_is_built_in);
  g_test_add_func ("/palette/faults-are-refused-by-name", test_faults_are_refused);
  g_test_add_func ("/palette/empty-text-is-refused", test_empty_text_is_refused);
  g_test_add_func ("/palette/priorities-find-their-tones", test_priorities_find_their_tones);
  return g_test_run ();
}
