// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan (ui.md 8.1): parts stand side by side without a gap in the numbers, in proportion, never beyond the bar · neighbours have different colours · a part of 0 is not drawn.

#include "dw-stack-bar.h"

static void
test_place (void)
{
  static const struct
  {
    const char *sentence;
    DwStackBar bar;
    double ends[4]; /* in a bar of 120 px */
  } rows[] = {
    { "the longest bar fills the width", { 4, { 28, 14, 12, 6 }, 60 }, { 56, 84, 108, 120 } },
    { "a shorter one in proportion", { 4, { 11, 9, 5, 3 }, 60 }, { 22, 40, 50, 56 } },
    { "nothing has no width", { 4, { 0 }, 60 }, { 0, 0, 0, 0 } },
    { "without any there is nothing to divide by", { 4, { 0 }, 0 }, { 0, 0, 0, 0 } },
    { "too much stays inside", { 4, { 50, 50, 50, 50 }, 60 }, { 100, 120, 120, 120 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      double at = 0;

      g_test_message ("%s", rows[i].sentence);
      for (guint part = 0; part < 4; part++)
        {
          double begin, end;

          dw_stack_bar_place (&rows[i].bar, 120, part, &begin, &end);
          g_assert_cmpfloat_with_epsilon (begin, at, 1e-9);
          g_assert_cmpfloat_with_epsilon (end, rows[i].ends[part], 1e-9);
          at = end;
        }
    }
}

static void
test_colours_differ (void)
{
  for (guint a = 0; a < DW_STACK_BAR_MAX_PARTS; a++)
    for (guint b = 0; b < a; b++)
      g_assert_cmpint (dw_stack_bar_color (a), !=, dw_stack_bar_color (b));
}

static void
test_empty_part_is_not_drawn (void)
{
  g_autoptr (DwPalette) palette = dw_palette_new_print ();
  DwStackBar bar = { 3, { 0, 5, 0 }, 10 };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 100, 14);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (PangoLayout) text = dw_label_layout_new_cairo (cr);
  const guint32 *row;

  dw_stack_bar_draw (&bar, cr, palette, text, 100, 14);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  row = (const guint32 *)(gpointer)cairo_image_surface_get_data (surface);
  g_assert_cmphex (row[2] & 0xffffff, !=, 0);
  g_assert_cmphex (row[60] & 0xffffff, ==, 0);
  cairo_surface_destroy (surface);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stack-bar/place", test_place);
  g_test_add_func ("/stack-bar/colours-differ", test_colours_differ);
  g_test_add_func ("/stack-bar/empty-part", test_empty_part_is_not_drawn);
  return g_test_run ();
}
