// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-rate-bar.h"

/* S2-22, S3-48: the day as a bar; what begins before midnight goes on after it, and each rate has its colour of the palette. */

#define WIDTH 240 /* 10 px an hour */

static const DwRateBarPart day[] = {
  { 7 * 60, DW_RATE_TONE_FLAT, NULL },
  { 9 * 60, DW_RATE_TONE_PEAK, NULL },
  { 19 * 60, DW_RATE_TONE_SHARP, NULL },
  { 21 * 60, DW_RATE_TONE_DEEP, NULL },
  { 23 * 60, DW_RATE_TONE_VALLEY, NULL },
};

static void
test_parts (void)
{
  static const struct
  {
    guint minute, part;
  } rows[] = { { 0, 4 }, { 6 * 60 + 59, 4 }, { 7 * 60, 0 }, { 8 * 60 + 59, 0 }, { 9 * 60, 1 }, { 22 * 60 + 59, 3 }, { 23 * 60, 4 }, { 1439, 4 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpuint (dw_rate_bar_find_part (day, G_N_ELEMENTS (day), rows[i].minute), ==, rows[i].part);
  g_assert_cmpuint (dw_rate_bar_find_part (day, 1, 0), ==, 0);
}

static cairo_surface_t *
draw (const DwRateBarPart *parts, guint n)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, DW_RATE_BAR_HEIGHT);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (DwPalette) palette = dw_palette_new_print ();
  g_autoptr (PangoLayout) text = dw_label_layout_new_cairo (cr);

  dw_palette_set (palette, cr, DW_COLOR_SURFACE);
  cairo_paint (cr);
  dw_rate_bar_draw (cr, palette, text, parts, n, 0, 0, WIDTH);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static void
assert_color (cairo_surface_t *surface, guint hour, int y, DwColor color)
{
  g_autoptr (DwPalette) palette = dw_palette_new_print ();
  const DwRgb *rgb = dw_palette_get (palette, color);
  const guint32 *row = (const guint32 *)(gpointer)(cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface));
  guint32 expected = (guint32)(rgb->red * 255 + 0.5) << 16 | (guint32)(rgb->green * 255 + 0.5) << 8 | (guint32)(rgb->blue * 255 + 0.5);

  g_assert_cmphex (row[hour * 10 + 5] & 0xffffff, ==, expected);
}

static void
test_colors (void)
{
  static const struct
  {
    guint hour;
    DwColor color, cap;
  } rows[] = {
    { 0, DW_COLOR_S3, DW_COLOR_SURFACE }, /* over midnight */
    { 6, DW_COLOR_S3, DW_COLOR_SURFACE },
    { 8, DW_COLOR_AXIS, DW_COLOR_SURFACE },
    { 10, DW_COLOR_S4, DW_COLOR_TEXT },
    { 20, DW_COLOR_S4, DW_COLOR_TEXT },
    { 22, DW_COLOR_S1, DW_COLOR_SURFACE },
    { 23, DW_COLOR_S3, DW_COLOR_SURFACE },
  };
  cairo_surface_t *surface = draw (day, G_N_ELEMENTS (day));

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      assert_color (surface, rows[i].hour, 14, rows[i].color);
      assert_color (surface, rows[i].hour, 3, rows[i].cap);
    }
  /* The cap of sharp is twice that of peak: in grey they are told apart by it. */
  assert_color (surface, 10, 1, DW_COLOR_SURFACE);
  assert_color (surface, 20, 1, DW_COLOR_TEXT);
  cairo_surface_destroy (surface);
}

static void
test_edges (void)
{
  static const DwRateBarPart whole[] = { { 0, DW_RATE_TONE_FLAT, NULL } };
  cairo_surface_t *none = draw (NULL, 0), *one = draw (whole, 1);

  for (guint hour = 0; hour < 24; hour++)
    {
      assert_color (none, hour, 14, DW_COLOR_BAND);
      assert_color (one, hour, 14, DW_COLOR_AXIS);
    }
  cairo_surface_destroy (none);
  cairo_surface_destroy (one);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rate-bar/a-minute-belongs-to-one-part", test_parts);
  g_test_add_func ("/rate-bar/each-rate-has-its-colour", test_colors);
  g_test_add_func ("/rate-bar/a-day-without-parts-and-of-one-part", test_edges);
  return g_test_run ();
}
