// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-palette.h"

G_BEGIN_DECLS

/* The look of one display: style sheet, named colours, light or night. Made once per display by dw_style_install; widgets that draw ask for the palette in snapshot.
 * Follows AdwStyleManager. A switch restyles every widget, so that drawn ones are drawn again by themselves. Signal "changed" for those who keep textures. */
#define DW_TYPE_STYLE (dw_style_get_type ())
G_DECLARE_FINAL_TYPE (DwStyle, dw_style, DW, STYLE, GObject)

DwStyle *dw_style_get (GdkDisplay *display);
const DwPalette *dw_style_get_palette (DwStyle *self);
gboolean dw_style_is_night (DwStyle *self);
void dw_style_set_night (DwStyle *self, gboolean night);

/* The palette of the widget's display. */
const DwPalette *dw_palette_of (GtkWidget *widget);
/* The text colour that CSS gives the widget. */
void dw_style_get_text_color (GtkWidget *widget, GdkRGBA *rgba);
void dw_style_set_class (GtkWidget *widget, const char *css_class, gboolean on);
/* Of p1…p4 (grounds, stripes) exactly the class of that priority; 0 = none. */
void dw_style_set_priority_ground (GtkWidget *widget, guint priority);
/* The same of the text classes. */
void dw_style_set_priority_text (GtkWidget *widget, guint priority);

G_END_DECLS
