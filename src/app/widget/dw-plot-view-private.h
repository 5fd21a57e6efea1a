// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-picture.h"
#include "dw-plot-view.h"

G_BEGIN_DECLS

/* For dw-plot-view.c, which draws, and dw-plot-view-hand.c alone. */
struct _DwPlotView
{
  GtkWidget parent_instance;

  DwPlot *plot; /* owned */
  PangoLayout *layout;
  DwPicture *picture; /* NULL = to be drawn anew */
  int picture_width, picture_height, picture_scale;
  gboolean interactive;
  int natural_height;

  gint64 cursor_ms;
  gboolean cursor_stays; /* put there by a jump: neither a pointer that comes or goes nor the focus takes it away */
  char *note;
  double pointer_x, pointer_y; /* NaN = elsewhere */
  double drag_x;
  guint told_columns; /* by "resized" */
};

/* dw-plot-view.c */
/* The cursor is drawn where it is now, with its note. */
void dw_plot_view_show_cursor (DwPlotView *self);
/* Left and right end of the curves in pixels of the view; before the first layout 0 and 2. */
void dw_plot_view_get_ends (DwPlotView *self, double *left, double *right);

/* dw-plot-view-hand.c */
/* Their signals and keys; the controllers of one view. */
void dw_plot_view_hand_class_init (GtkWidgetClass *widget_class);
void dw_plot_view_hand_init (DwPlotView *self);
/* The hand moved the cursor; DW_PLOT_NO_TIME takes it away. */
void dw_plot_view_put_cursor (DwPlotView *self, gint64 time_ms);

G_END_DECLS
