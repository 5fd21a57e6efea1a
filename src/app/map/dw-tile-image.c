// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-tile-image.h"

#include <string.h>

#include <glib/gi18n-lib.h>

gboolean
dw_tile_image_is_known (GBytes *bytes)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  return (length >= 8 && memcmp (data, "\x89PNG\r\n\x1a\n", 8) == 0) || (length >= 3 && memcmp (data, "\xff\xd8\xff", 3) == 0) || (length >= 12 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0);
}

gboolean
dw_tile_image_can_show (const char *format)
{
  const char *name = g_str_equal (format, "jpg") ? "jpeg" : format;
  GSList *known = gdk_pixbuf_get_formats ();
  gboolean found = FALSE;

  for (GSList *item = known; item != NULL; item = item->next)
    {
      g_autofree char *word = gdk_pixbuf_format_get_name (item->data);

      found = found || g_str_equal (word, name);
    }
  g_slist_free (known);
  return found;
}

typedef struct
{
  int width, height; /* 0 before they are known */
} Size;

/* A few bytes can claim a picture of gigabytes: it is stopped before room is made for it. */
static void
size_prepared_cb (GdkPixbufLoader *loader, int width, int height, Size *size)
{
  *size = (Size){ width, height };
  if (width > DW_TILE_IMAGE_MAX_PX || height > DW_TILE_IMAGE_MAX_PX)
    gdk_pixbuf_loader_set_size (loader, 0, 0);
}

/* Unpacks no more than it needs to see the head. What is wrong with the picture is said by who unpacks all of it. */
static Size
find_size (GBytes *bytes)
{
  enum { PIECE = 1024 };
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  Size size = { 0 };
  gsize length, at = 0;
  const guchar *data = g_bytes_get_data (bytes, &length);
  gboolean going = TRUE;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), &size);
  for (; going && size.width == 0 && at < length; at += PIECE)
    going = gdk_pixbuf_loader_write (loader, data + at, MIN (PIECE, length - at), NULL);
  gdk_pixbuf_loader_close (loader, NULL);
  return size;
}

static gboolean
check_size (GBytes *bytes, GError **error)
{
  Size size = find_size (bytes);

  if (size.width <= 0 || size.height <= 0)
    g_set_error_literal (error, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_CORRUPT_IMAGE, _ ("this is not a picture"));
  else if (size.width > DW_TILE_IMAGE_MAX_PX || size.height > DW_TILE_IMAGE_MAX_PX)
    g_set_error (error, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_CORRUPT_IMAGE, _ ("a picture of a map tile is larger than %d px"), DW_TILE_IMAGE_MAX_PX);
  else
    return TRUE;
  return FALSE;
}

/* A share may be less than a pixel: then it is the nearest one. */
static GdkTexture *
cut_out (GdkTexture *whole, int levels, int x, int y)
{
  int n = 1 << levels, whole_width = gdk_texture_get_width (whole), whole_height = gdk_texture_get_height (whole);
  int width = MAX (whole_width / n, 1), height = MAX (whole_height / n, 1);
  int left = MIN (x * whole_width / n, whole_width - width), top = MIN (y * whole_height / n, whole_height - height);
  gsize stride = (gsize)whole_width * 4, begin = (gsize)top * stride + (gsize)left * 4, length = (gsize)(height - 1) * stride + (gsize)width * 4;
  guchar *pixels = g_malloc (stride * (gsize)whole_height);
  g_autoptr (GBytes) all = g_bytes_new_take (pixels, stride * (gsize)whole_height), part = NULL;

  gdk_texture_download (whole, pixels, stride);
  part = g_bytes_new (pixels + begin, length);
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, part, stride);
}

GdkTexture *
dw_tile_image_decode (GBytes *bytes, int levels, int x, int y, GError **error)
{
  g_autoptr (GdkTexture) whole = NULL;

  if (!check_size (bytes, error))
    return NULL;
  whole = gdk_texture_new_from_bytes (bytes, error);
  if (whole == NULL || levels <= 0)
    return g_steal_pointer (&whole);
  return cut_out (whole, levels, x, y);
}
