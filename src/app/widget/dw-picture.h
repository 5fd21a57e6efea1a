// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A paintable with the pixels of a cairo image surface, as large as it is told to be. Where GTK draws in software it is drawn by cairo from those pixels, elsewhere it is a texture: to
 * draw a texture in software, GTK 4.8 turns all of its pixels into floats and back for each frame, also of those that are not in sight. */
#define DW_TYPE_PICTURE (dw_picture_get_type ())
G_DECLARE_FINAL_TYPE (DwPicture, dw_picture, DW, PICTURE, GObject)

/* Takes the surface: CAIRO_FORMAT_ARGB32, drawn to by nobody any more. Any thread. */
DwPicture *dw_picture_new (cairo_surface_t *surface);
/* A copy of its pixels. Any thread. */
DwPicture *dw_picture_new_for_texture (GdkTexture *texture);
/* Pixels across. */
int dw_picture_get_width (DwPicture *self);

G_END_DECLS
