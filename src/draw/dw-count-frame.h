// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-label.h"

G_BEGIN_DECLS

/* What charts of counts have in common: an area with a scale from 0 upwards, and one step of equal width per column. Lengths in px. */
typedef struct
{
  double left, top, width, height; /* of the area that the columns stand in */
  double high;                     /* value at its top */
  double step, bar_width;
} DwCountFrame;

/* What lies around the area, and how much of its step a column fills. */
typedef struct
{
  double left, right, top, bottom;
  double bar_share; /* of the step */
  double widest_bar;
} DwCountRoom;

/* A chart that is being drawn; all pointers borrowed. */
typedef struct
{
  DwCountFrame frame;
  cairo_t *cr;
  const DwPalette *palette;
  PangoLayout *text;
} DwCountCanvas;

/* Columns and area are at least 1 px wide, also where there is no room or no column. */
void dw_count_frame_lay_out (DwCountFrame *self, const DwCountRoom *room, guint n_columns, double high, double width, double height);
/* Left edge of a column; half a column further is its middle. */
double dw_count_frame_get_x (const DwCountFrame *self, double column);
/* Whole pixels. */
double dw_count_frame_get_y (const DwCountFrame *self, double value);

void dw_count_canvas_fill (const DwCountCanvas *self, DwColor color, double x, double y, double width, double height);
/* An edge of 1 px within the rectangle. */
void dw_count_canvas_outline (const DwCountCanvas *self, DwColor color, double x, double y, double width, double height);
/* y is the base line; an ellipsis beyond max_width, 0 = no limit. */
void dw_count_canvas_write (const DwCountCanvas *self, const char *text, DwColor color, DwAlign align, double x, double y, double max_width);
/* The axis at 0 with numbers at the left, at most max_ticks steps (0 = no numbers), with grid a line at each. */
void dw_count_canvas_draw_scale (const DwCountCanvas *self, guint max_ticks, gboolean grid);

G_END_DECLS
