// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-picture.h"

/* What a picture of pixels looks like when it is drawn: the same with a texture as by cairo, larger when it is told to be, and without a seam beside its neighbour. */

#define SIZE 16
#define RED 0xffc02020
#define BLUE 0xff2040c0
#define GROUND 0xff00ff00

/* Red on the left, blue on the right. */
static DwPicture *
make_picture (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, SIZE, SIZE);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 0xc0 / 255.0, 0x20 / 255.0, 0x20 / 255.0);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 0x20 / 255.0, 0x40 / 255.0, 0xc0 / 255.0);
  cairo_rectangle (cr, SIZE / 2, 0, SIZE / 2, SIZE);
  cairo_fill (cr);
  cairo_destroy (cr);
  return dw_picture_new (surface);
}

/* On a green ground; x beyond the picture is drawn by its neighbour, the same once more. */
static guint32
draw_pixel (DwPicture *picture, double size, int x, int y)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 128, 128);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GskRenderNode) node = NULL;
  guint32 pixel;

  gdk_paintable_snapshot (GDK_PAINTABLE (picture), snapshot, size, size);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float)size, 0));
  gdk_paintable_snapshot (GDK_PAINTABLE (picture), snapshot, size, size);
  node = gtk_snapshot_free_to_node (snapshot);
  cairo_set_source_rgb (cr, 0, 1, 0);
  cairo_paint (cr);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  pixel = *(const guint32 *)(const void *)(cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface) + 4 * x);
  cairo_surface_destroy (surface);
  return pixel;
}

static void
check_pixels (DwPicture *picture)
{
  g_assert_cmphex (draw_pixel (picture, SIZE, 0, 0), ==, RED);
  g_assert_cmphex (draw_pixel (picture, SIZE, SIZE / 2 - 1, SIZE - 1), ==, RED);
  g_assert_cmphex (draw_pixel (picture, SIZE, SIZE / 2, 0), ==, BLUE);
  g_assert_cmphex (draw_pixel (picture, SIZE, SIZE, 0), ==, RED);
  g_assert_cmphex (draw_pixel (picture, SIZE, 0, SIZE), ==, GROUND);
  g_assert_cmphex (draw_pixel (picture, 3 * SIZE, 0, 3 * SIZE + 2), ==, GROUND);
  g_assert_cmphex (draw_pixel (picture, 3 * SIZE, 1, 3 * SIZE - 1), ==, RED);
  g_assert_cmphex (draw_pixel (picture, 3 * SIZE, 3 * SIZE - 2, 1), ==, BLUE);
}

static void
before_a_window_is_shown_it_is_a_texture (void)
{
  g_autoptr (DwPicture) picture = make_picture ();

  check_pixels (picture);
  g_assert_cmpint (dw_picture_get_width (picture), ==, SIZE);
}

static GtkWindow *
open_window (void)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  gtk_window_present (window);
  g_assert_true (GSK_IS_CAIRO_RENDERER (gtk_native_get_renderer (GTK_NATIVE (window))));
  return window;
}

static void
in_software_it_looks_the_same (void)
{
  g_autoptr (DwPicture) picture = make_picture ();
  GtkWindow *window = open_window ();

  check_pixels (picture);
  gtk_window_destroy (window);
}

/* Where two pictures meet in the middle of a pixel, the ground does not shine through. */
static void
there_is_no_seam (void)
{
  g_autoptr (DwPicture) picture = make_picture ();
  GtkWindow *window = open_window ();

  for (double size = SIZE + 0.125; size < SIZE + 1; size += 0.125)
    for (int x = 0; x < 2 * SIZE; x++)
      g_assert_cmphex (draw_pixel (picture, size, x, 3) & 0xff00, <, 0x4500);
  gtk_window_destroy (window);
}

static void
a_texture_gives_its_pixels (void)
{
  static const guint32 pixels[] = { RED, BLUE, BLUE, RED };
  g_autoptr (GBytes) bytes = g_bytes_new_static (pixels, sizeof pixels);
  g_autoptr (GdkTexture) texture = gdk_memory_texture_new (2, 2, GDK_MEMORY_DEFAULT, bytes, 8);
  g_autoptr (DwPicture) picture = dw_picture_new_for_texture (texture);

  g_assert_cmpint (dw_picture_get_width (picture), ==, 2);
  g_assert_cmphex (draw_pixel (picture, 2, 0, 0), ==, RED);
  g_assert_cmphex (draw_pixel (picture, 2, 1, 0), ==, BLUE);
  g_assert_cmphex (draw_pixel (picture, 2, 1, 1), ==, RED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP there is no display\n");
      return 0;
    }
  g_test_add_func ("/picture/texture", before_a_window_is_shown_it_is_a_texture);
  g_test_add_func ("/picture/software", in_software_it_looks_the_same);
  g_test_add_func ("/picture/seam", there_is_no_seam);
  g_test_add_func ("/picture/pixels", a_texture_gives_its_pixels);
  return g_test_run ();
}
