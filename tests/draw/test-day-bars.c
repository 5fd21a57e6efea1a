// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-day-bars.h"

/* S1-29: columns of days. Where they lie, which day a pointer means, and that stacked parts, hollow ones too, are drawn in their order. */

#define WIDTH 756 /* 40 axis, 600 days, 116 legend */
#define HEIGHT 160

static const DwDayBarPart parts[] = {
  { "alarm", DW_COLOR_S1, DW_BAR_PLAIN },
  { "trip", DW_COLOR_S4, DW_BAR_CAPPED },
};
static const guint counts[30 * 2] = { [0] = 3, [2 * 2] = 10, [2 * 2 + 1] = 10, [29 * 2 + 1] = 1 };
static const char *const labels[30] = { "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "30" };

static DwDayBars
make_bars (guint n_days)
{
  return (DwDayBars){ .n_days = n_days, .n_parts = 2, .counts = counts, .parts = parts, .labels = labels, .brush_first = -1, .brush_last = -1, .cursor = -1 };
}

static void
test_layout (void)
{
  DwDayBars bars = make_bars (30);
  DwCountFrame layout;

  dw_day_bars_lay_out (&bars, WIDTH, HEIGHT, &layout);
  g_assert_cmpfloat (layout.step, ==, 20);
  g_assert_cmpfloat (layout.bar_width, ==, 12);
  g_assert_cmpfloat (layout.high, ==, 20);
  /* A label needs 40 px. */
  g_assert_cmpuint (dw_day_bars_get_label_step (&layout), ==, 2);
  /* Narrow days have narrow columns, never none. */
  dw_day_bars_lay_out (&bars, 40 + 116 + 240, HEIGHT, &layout);
  g_assert_cmpfloat (layout.bar_width, ==, 6);
  dw_day_bars_lay_out (&bars, 10, 10, &layout);
  g_assert_cmpfloat (layout.bar_width, ==, 1);
}

static void
test_pointer (void)
{
  DwDayBars bars = make_bars (30), none = make_bars (0);
  DwCountFrame layout;

  dw_day_bars_lay_out (&bars, WIDTH, HEIGHT, &layout);
  for (guint day = 0; day < 30; day++)
    g_assert_cmpint (dw_day_bars_find_day (&bars, &layout, dw_day_bars_get_x (&layout, day)), ==, (int)day);
  g_assert_cmpint (dw_day_bars_find_day (&bars, &layout, 40), ==, 0);
  g_assert_cmpint (dw_day_bars_find_day (&bars, &layout, 59.9), ==, 0);
  g_assert_cmpint (dw_day_bars_find_day (&bars, &layout, 60), ==, 1);
  /* A drag that leaves the chart stays at its end. */
  g_assert_cmpint (dw_day_bars_find_day (&bars, &layout, -500), ==, 0);
  g_assert_cmpint (dw_day_bars_find_day (&bars, &layout, 5000), ==, 29);
  dw_day_bars_lay_out (&none, WIDTH, HEIGHT, &layout);
  g_assert_cmpint (dw_day_bars_find_day (&none, &layout, 100), ==, -1);
}

static guint32
get_pixel (cairo_surface_t *surface, int x, int y)
{
  return ((const guint32 *)(gpointer)(cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface)))[x] & 0xffffff;
}

static guint32
get_rgb (DwColor color)
{
  g_autoptr (DwPalette) palette = dw_palette_new_print ();
  const DwRgb *rgb = dw_palette_get (palette, color);

  return (guint32)(rgb->red * 255 + 0.5) << 16 | (guint32)(rgb->green * 255 + 0.5) << 8 | (guint32)(rgb->blue * 255 + 0.5);
}

static cairo_surface_t *
draw (const DwDayBars *bars)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (DwPalette) palette = dw_palette_new_print ();
  g_autoptr (PangoLayout) text = dw_label_layout_new_cairo (cr);

  dw_palette_set (palette, cr, DW_COLOR_SURFACE);
  cairo_paint (cr);
  dw_day_bars_draw (bars, cr, palette, text, WIDTH, HEIGHT);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static void
test_stack (void)
{
  DwDayBars bars = make_bars (30);
  cairo_surface_t *surface = draw (&bars);
  DwCountFrame layout;
  int x, bottom, height;

  dw_day_bars_lay_out (&bars, WIDTH, HEIGHT, &layout);
  x = (int)dw_day_bars_get_x (&layout, 2);
  bottom = (int)(layout.top + layout.height);
  height = (int)layout.height;
  /* 10 of 20 below, 10 of 20 above, a pixel between, the cap on top. */
  g_assert_cmphex (get_pixel (surface, x, bottom - 2), ==, get_rgb (DW_COLOR_S1));
  g_assert_cmphex (get_pixel (surface, x, bottom - height / 2 + 1), ==, get_rgb (DW_COLOR_S1));
  g_assert_cmphex (get_pixel (surface, x, bottom - height / 2 - 3), ==, get_rgb (DW_COLOR_S4));
  g_assert_cmphex (get_pixel (surface, x, bottom - height + 1), ==, get_rgb (DW_COLOR_TEXT));
  /* The day beside it is empty. */
  x = (int)dw_day_bars_get_x (&layout, 3);
  g_assert_cmphex (get_pixel (surface, x, bottom - 2), ==, get_rgb (DW_COLOR_SURFACE));
  cairo_surface_destroy (surface);
}

static void
test_brush (void)
{
  DwDayBars bars = make_bars (30);
  cairo_surface_t *surface;
  DwCountFrame layout;
  int y;

  bars.brush_first = 5;
  bars.brush_last = 6;
  surface = draw (&bars);
  dw_day_bars_lay_out (&bars, WIDTH, HEIGHT, &layout);
  y = (int)layout.top + 3;
  g_assert_cmphex (get_pixel (surface, (int)dw_day_bars_get_x (&layout, 4), y), ==, get_rgb (DW_COLOR_SURFACE));
  g_assert_cmphex (get_pixel (surface, (int)dw_day_bars_get_x (&layout, 5), y), ==, get_rgb (DW_COLOR_ACCENT_SOFT));
  g_assert_cmphex (get_pixel (surface, (int)dw_day_bars_get_x (&layout, 6), y), ==, get_rgb (DW_COLOR_ACCENT_SOFT));
  g_assert_cmphex (get_pixel (surface, (int)dw_day_bars_get_x (&layout, 7), y), ==, get_rgb (DW_COLOR_SURFACE));
  cairo_surface_destroy (surface);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/day-bars/columns-of-12-px", test_layout);
  g_test_add_func ("/day-bars/the-day-under-the-pointer", test_pointer);
  g_test_add_func ("/day-bars/parts-are-stacked", test_stack);
  g_test_add_func ("/day-bars/brushed-days-are-lit", test_brush);
  return g_test_run ();
}
