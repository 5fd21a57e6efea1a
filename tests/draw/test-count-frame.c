// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-count-frame.h"

/* Plan: where the area and its columns lie, with room, without room and without columns; values on whole pixels; what is filled and what is only edged. */

static const DwCountRoom room = { .left = 40, .right = 20, .top = 10, .bottom = 30, .bar_share = 0.5, .widest_bar = 12 };

static const struct
{
  const char *sentence;
  guint n_columns;
  double width, height;
  double area_width, area_height, step, bar_width;
} layouts[] = {
  { "half of a step of 20 px", 10, 260, 140, 200, 100, 20, 10 },
  { "never wider than the widest", 2, 260, 140, 200, 100, 100, 12 },
  { "whole pixels: half of 5", 40, 260, 140, 200, 100, 5, 2 },
  { "never none", 400, 260, 140, 200, 100, 0.5, 1 },
  { "no columns", 0, 260, 140, 200, 100, 200, 12 },
  { "no room", 4, 30, 20, 1, 1, 0.25, 1 },
};

static void
test_layout (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    {
      DwCountFrame frame;

      g_test_message ("%s", layouts[i].sentence);
      dw_count_frame_lay_out (&frame, &room, layouts[i].n_columns, 4, layouts[i].width, layouts[i].height);
      g_assert_cmpfloat (frame.left, ==, 40);
      g_assert_cmpfloat (frame.top, ==, 10);
      g_assert_cmpfloat (frame.width, ==, layouts[i].area_width);
      g_assert_cmpfloat (frame.height, ==, layouts[i].area_height);
      g_assert_cmpfloat (frame.step, ==, layouts[i].step);
      g_assert_cmpfloat (frame.bar_width, ==, layouts[i].bar_width);
    }
}

/* 100 px for 3: a count is 33.3 px high. */
static void
test_places (void)
{
  DwCountFrame frame;

  dw_count_frame_lay_out (&frame, &room, 10, 3, 260, 140);
  g_assert_cmpfloat (dw_count_frame_get_y (&frame, 0), ==, 110);
  g_assert_cmpfloat (dw_count_frame_get_y (&frame, 1), ==, 77);
  g_assert_cmpfloat (dw_count_frame_get_y (&frame, 3), ==, 10);
  g_assert_cmpfloat (dw_count_frame_get_x (&frame, 0), ==, 40);
  g_assert_cmpfloat (dw_count_frame_get_x (&frame, 9.5), ==, 230);
}

static guint32
get_pixel (cairo_surface_t *surface, int x, int y)
{
  return ((const guint32 *)(gpointer)(cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface)))[x] & 0xffffff;
}

static void
test_fill_and_outline (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 40, 20);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (DwPalette) palette = dw_palette_new_print ();
  DwCountCanvas canvas = { .cr = cr, .palette = palette };

  dw_count_canvas_fill (&canvas, DW_COLOR_S1, 0, 0, 10, 10);
  dw_count_canvas_outline (&canvas, DW_COLOR_S1, 20, 0, 10, 10);
  cairo_surface_flush (surface);
  g_assert_cmphex (get_pixel (surface, 5, 5), !=, 0);
  g_assert_cmphex (get_pixel (surface, 10, 5), ==, 0);
  g_assert_cmphex (get_pixel (surface, 20, 5), ==, get_pixel (surface, 5, 5));
  g_assert_cmphex (get_pixel (surface, 29, 9), ==, get_pixel (surface, 5, 5));
  g_assert_cmphex (get_pixel (surface, 25, 5), ==, 0);
  g_assert_cmphex (get_pixel (surface, 30, 5), ==, 0);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/count-frame/layout", test_layout);
  g_test_add_func ("/count-frame/places", test_places);
  g_test_add_func ("/count-frame/fill-and-outline", test_fill_and_outline);
  return g_test_run ();
}
