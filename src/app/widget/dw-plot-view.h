// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-plot.h"

G_BEGIN_DECLS

/* A DwPlot on the screen: a picture of its data that is kept until size, look or data change, and the cursor over it.
 *
 * The view knows gestures, the page around it knows what they mean:
 *   "panned" (gint64 delta_ms), "zoomed" (double factor, gint64 at_ms): drag, wheel, double click
 *   "cursor-moved" (gint64 time_ms, DW_PLOT_NO_TIME = none): pointer and keys
 *   "label-pressed" (int series, gboolean solo): direct label; with Ctrl held: solo
 *   "mark-pressed" (int mark)
 *   "resized": the number of columns differs now
 * Keys: ← → move the cursor and n p go to the next and previous mark by themselves; the others activate the actions of the group "trend" of the page around it. */
#define DW_TYPE_PLOT_VIEW (dw_plot_view_get_type ())
G_DECLARE_FINAL_TYPE (DwPlotView, dw_plot_view, DW, PLOT_VIEW, GtkWidget)

GtkWidget *dw_plot_view_new (void);
/* Borrowed. Fill it, then say dw_plot_view_redraw. */
DwPlot *dw_plot_view_get_plot (DwPlotView *self);
/* The data or their span changed. */
void dw_plot_view_redraw (DwPlotView *self);
/* FALSE: no cursor, no drag, no wheel: bars and heat maps, where only the hit counts. */
void dw_plot_view_set_interactive (DwPlotView *self, gboolean interactive);
void dw_plot_view_set_natural_height (DwPlotView *self, int height);
/* What the read-out says beside its time ("1 min mean"); NULL. */
void dw_plot_view_set_note (DwPlotView *self, const char *note);

gint64 dw_plot_view_get_cursor_ms (DwPlotView *self); /* DW_PLOT_NO_TIME = none */
/* It stays there until pointer or keys move on. */
void dw_plot_view_set_cursor_ms (DwPlotView *self, gint64 time_ms);
/* So many steps of a 240th of the width; from the middle when there is no cursor. */
void dw_plot_view_move_cursor (DwPlotView *self, int steps);
/* FALSE when there is no further mark. */
gboolean dw_plot_view_go_mark (DwPlotView *self, gboolean forward);
/* Zooms at the cursor, else in the middle: emits "zoomed". */
void dw_plot_view_zoom (DwPlotView *self, double factor);
/* What lies under the pointer; kind NONE when it is elsewhere. */
DwPlotHit dw_plot_view_get_hit (DwPlotView *self);
/* Pixels between left and right end of the curves, as far as known: how many points are worth asking for. */
guint dw_plot_view_get_columns (DwPlotView *self);
/* The plot in words, for those who do not see it. */
void dw_plot_view_set_words (DwPlotView *self, const char *words);
/* A texture of everything, cursor included, of that size. */
GdkTexture *dw_plot_view_take_picture (DwPlotView *self, int width, int height);

G_END_DECLS
