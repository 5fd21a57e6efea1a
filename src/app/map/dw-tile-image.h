// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* Pictures of map tiles from outside: nothing in them is trusted. Any thread. */

/* Wider or higher is no map tile. */
#define DW_TILE_IMAGE_MAX_PX 2048

/* Begins as PNG, JPEG or WebP does: worth keeping. */
gboolean dw_tile_image_is_known (GBytes *bytes);
/* "png", "jpg" or "webp": this machine can show it. */
gboolean dw_tile_image_can_show (const char *format);
/* levels > 0: only the part that lies at column x, row y of 2^levels by 2^levels; what shows it makes it larger.
 * Errors: GDK_TEXTURE_ERROR, or GDK_PIXBUF_ERROR_CORRUPT_IMAGE for what is no picture or has a size that no tile has. */
GdkTexture *dw_tile_image_decode (GBytes *bytes, int levels, int x, int y, GError **error);

G_END_DECLS
