// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan: where columns lie and which one a pointer means · what is above the band is amber with an edge, the present period has the accent colour, the others are plain (ui.md 8.1, 9) ·
// the flood line shows only within reach.

#include "dw-count-columns.h"

#define WIDTH 760 /* 30 scale, 720 columns, 10 end */
#define HEIGHT 93 /* 15 top, 60 columns, 18 bottom */

static const guint QUIET[72] = { [0] = 1, [5] = 2, [6] = 3 };
static const guint FLOOD[72] = { [3] = 12 };

static DwCountColumns
make_columns (const guint *counts)
{
  return (DwCountColumns){ .n = 72, .counts = counts, .scale = TRUE, .band_high = 2, .flood = 10, .now = -1, .current = -1, .edges = TRUE, .cursor = -1 };
}

static void
test_layout (void)
{
  DwCountColumns columns = make_columns (QUIET), none = { .scale = TRUE };
  DwCountFrame layout;

  dw_count_columns_lay_out (&columns, WIDTH, HEIGHT, &layout);
  g_assert_cmpfloat (layout.left, ==, 30);
  g_assert_cmpfloat (layout.step, ==, 10);
  g_assert_cmpfloat (layout.bar_width, ==, 7);
  g_assert_cmpfloat (layout.height, ==, 60);
  g_assert_cmpfloat (layout.high, ==, 4); /* one alarm does not fill the height */
  g_assert_cmpint (dw_count_columns_find (&columns, &layout, 29.9), ==, -1);
  g_assert_cmpint (dw_count_columns_find (&columns, &layout, 30), ==, 0);
  g_assert_cmpint (dw_count_columns_find (&columns, &layout, 95), ==, 6);
  g_assert_cmpint (dw_count_columns_find (&columns, &layout, 749.9), ==, 71);
  g_assert_cmpint (dw_count_columns_find (&columns, &layout, 750), ==, -1);
  columns.counts = FLOOD;
  dw_count_columns_lay_out (&columns, WIDTH, HEIGHT, &layout);
  g_assert_cmpfloat (layout.high, >=, 12);
  dw_count_columns_lay_out (&none, 5, 5, &layout);
  g_assert_cmpint (dw_count_columns_find (&none, &layout, 31), ==, -1);
}

static guint32
get_pixel (cairo_surface_t *surface, int x, int y)
{
  return *(guint32 *)(gpointer)(cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface) + 4 * x);
}

static guint32
get_color (const DwPalette *palette, DwColor color)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1, 1);
  cairo_t *cr = cairo_create (surface);
  guint32 pixel;

  dw_palette_set (palette, cr, color);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  pixel = get_pixel (surface, 0, 0) & 0xffffff;
  cairo_surface_destroy (surface);
  return pixel;
}

static cairo_surface_t *
draw (const DwCountColumns *columns, const DwPalette *palette)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (PangoLayout) text = dw_label_layout_new_cairo (cr);

  dw_count_columns_draw (columns, cr, palette, text, WIDTH, HEIGHT);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static void
assert_pixel (cairo_surface_t *surface, const DwPalette *palette, int x, int y, DwColor color)
{
  g_assert_cmphex (get_pixel (surface, x, y) & 0xffffff, ==, get_color (palette, color));
}

static void
test_colours (void)
{
  g_autoptr (DwPalette) palette = dw_palette_new_print ();
  DwCountColumns columns = make_columns (QUIET);
  cairo_surface_t *surface;

  columns.current = 0;
  surface = draw (&columns, palette);
  /* 15 px an alarm, the base line at 75: columns begin at 60, 45 and 30; middles at 35, 85, 95. */
  assert_pixel (surface, palette, 35, 70, DW_COLOR_ACCENT);
  assert_pixel (surface, palette, 85, 60, DW_COLOR_AXIS);
  assert_pixel (surface, palette, 95, 60, DW_COLOR_P3);
  assert_pixel (surface, palette, 92, 60, DW_COLOR_P3_TEXT); /* its edge */
  assert_pixel (surface, palette, 205, 60, DW_COLOR_BAND);
  g_assert_cmphex (get_pixel (surface, 205, 40) & 0xffffff, ==, 0); /* nothing above the band */
  cairo_surface_destroy (surface);
}

/* Whether any pixel of a column of the picture has the colour of the flood line. */
static gboolean
has_flood_line (const guint *counts)
{
  g_autoptr (DwPalette) palette = dw_palette_new_print ();
  DwCountColumns columns = make_columns (counts);
  cairo_surface_t *surface = draw (&columns, palette);
  gboolean found = FALSE;

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 300; x < 310; x++)
      found = found || (get_pixel (surface, x, y) & 0xffffff) == get_color (palette, DW_COLOR_P2_TEXT);
  cairo_surface_destroy (surface);
  return found;
}

static void
test_flood_line (void)
{
  g_assert_false (has_flood_line (QUIET));
  g_assert_true (has_flood_line (FLOOD));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/count-columns/layout", test_layout);
  g_test_add_func ("/count-columns/colours", test_colours);
  g_test_add_func ("/count-columns/flood-line", test_flood_line);
  return g_test_run ();
}
