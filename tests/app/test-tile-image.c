// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <string.h>

#include "dw-tile-image.h"

/* Plan: pictures of tiles from outside (S1-19): sizes, the part of one that is made larger, and bytes that only look like a picture or ask for gigabytes. Pictures are made by
 * gdk-pixbuf's writer or written down byte by byte. */

/* A chessboard of 4 by 4 fields, each of its own colour: red says the column, green the row. */
static GBytes *
make_png (int size, const char *type)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, size, size);
  guchar *pixels = gdk_pixbuf_get_pixels (pixbuf);
  g_autoptr (GError) error = NULL;
  char *bytes;
  gsize length;

  for (int y = 0; y < size; y++)
    for (int x = 0; x < size; x++)
      {
        guchar *pixel = pixels + y * gdk_pixbuf_get_rowstride (pixbuf) + 3 * x;

        pixel[0] = (guchar)(x * 4 / size * 60);
        pixel[1] = (guchar)(y * 4 / size * 60);
        pixel[2] = 200;
      }
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &bytes, &length, type, &error, NULL));
  return g_bytes_new_take (bytes, length);
}

static guint32
get_middle (GdkTexture *texture)
{
  int width = gdk_texture_get_width (texture), height = gdk_texture_get_height (texture);
  g_autofree guint32 *pixels = g_new (guint32, (gsize)(width * height));

  gdk_texture_download (texture, (guchar *)pixels, (gsize)width * 4);
  return pixels[height / 2 * width + width / 2] & 0xffffff;
}

static void
test_parts (void)
{
  static const struct
  {
    int levels, x, y, size;
    guint32 color; /* of the middle */
  } cases[] = {
    { 0, 0, 0, 256, 0x7878c8 }, /* column 2, row 2 */
    { 2, 0, 0, 64, 0x0000c8 },
    { 2, 3, 0, 64, 0xb400c8 },
    { 2, 0, 3, 64, 0x00b4c8 },
    { 2, 1, 2, 64, 0x3c78c8 },
    { 4, 15, 15, 16, 0xb4b4c8 },
    { 8, 255, 0, 1, 0xb400c8 },
    { 10, 1023, 1023, 1, 0xb4b4c8 }, /* less than a pixel: the nearest */
  };
  g_autoptr (GBytes) bytes = make_png (256, "png");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GdkTexture) texture = dw_tile_image_decode (bytes, cases[i].levels, cases[i].x, cases[i].y, &error);

      g_assert_no_error (error);
      g_assert_cmpint (gdk_texture_get_width (texture), ==, cases[i].size);
      g_assert_cmpint (gdk_texture_get_height (texture), ==, cases[i].size);
      g_assert_cmphex (get_middle (texture), ==, cases[i].color);
    }
}

static void
test_jpeg (void)
{
  g_autoptr (GBytes) bytes = make_png (512, "jpeg");
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = dw_tile_image_decode (bytes, 0, 0, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 512);
}

static GBytes *
cut (GBytes *whole, gsize length)
{
  return g_bytes_new_from_bytes (whole, 0, MIN (length, g_bytes_get_size (whole)));
}

/* Head of a PNG of 60,000 by 60,000 px, 10.8 GB when unpacked: signature, IHDR with its checksum, an IDAT that begins. */
static const guint8 bomb[] = {
  0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60, 8, 2, 0, 0, 0, 0x0f, 0xb0, 0xe2, 0x15,
  0, 0, 0, 4, 'I', 'D', 'A', 'T', 0x78, 0x9c, 0xed, 0xc1
};

static void
test_bad (void)
{
  static const char gzip[] = "\x1f\x8b\x08\0\0\0\0\0", page[] = "<html><p>Sign in", svg[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100000\" height=\"100000\"/>";
  g_autoptr (GBytes) whole = make_png (256, "png"), large = make_png (2052, "png");
  const struct
  {
    const char *sentence;
    GBytes *bytes;
  } cases[] = {
    { "nothing", g_bytes_new (NULL, 0) },
    { "the head alone", cut (whole, 8) },
    { "a half", cut (whole, g_bytes_get_size (whole) / 2) },
    { "all but the end", cut (whole, g_bytes_get_size (whole) - 30) },
    { "packed vectors", g_bytes_new_static (gzip, sizeof gzip) },
    { "a page", g_bytes_new_static (page, sizeof page) },
    { "a drawing", g_bytes_new_static (svg, sizeof svg) },
    { "a little too large", g_bytes_ref (large) },
    { "gigabytes", g_bytes_new_static (bomb, sizeof bomb) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].sentence);
      g_assert_null (dw_tile_image_decode (cases[i].bytes, 0, 0, 0, &error));
      g_assert_nonnull (error);
      g_bytes_unref (cases[i].bytes);
    }
}

static void
test_known (void)
{
  static const char webp[] = "RIFF\x10\0\0\0WEBPVP8 ", wave[] = "RIFF\x10\0\0\0WAVEfmt ", svg[] = "<svg/>";
  g_autoptr (GBytes) png = make_png (8, "png"), jpeg = make_png (8, "jpeg"), web = g_bytes_new_static (webp, sizeof webp), sound = g_bytes_new_static (wave, sizeof wave), drawing = g_bytes_new_static (svg, sizeof svg), nothing = g_bytes_new (NULL, 0);

  g_assert_true (dw_tile_image_is_known (png));
  g_assert_true (dw_tile_image_is_known (jpeg));
  g_assert_true (dw_tile_image_is_known (web));
  g_assert_false (dw_tile_image_is_known (sound));
  g_assert_false (dw_tile_image_is_known (drawing));
  g_assert_false (dw_tile_image_is_known (nothing));
  g_assert_true (dw_tile_image_can_show ("png"));
  g_assert_true (dw_tile_image_can_show ("jpg"));
  g_assert_false (dw_tile_image_can_show ("pbf"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tile-image/parts", test_parts);
  g_test_add_func ("/tile-image/jpeg", test_jpeg);
  g_test_add_func ("/tile-image/bad", test_bad);
  g_test_add_func ("/tile-image/known", test_known);
  return g_test_run ();
}
