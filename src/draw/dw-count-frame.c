// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-count-frame.h"

#include <math.h>

#include "dw-scale.h"

void
dw_count_frame_lay_out (DwCountFrame *self, const DwCountRoom *room, guint n_columns, double high, double width, double height)
{
  *self = (DwCountFrame){ .left = room->left, .top = room->top, .width = MAX (width - room->left - room->right, 1), .height = MAX (height - room->top - room->bottom, 1), .high = high };
  self->step = self->width / MAX (n_columns, 1);
  self->bar_width = CLAMP (floor (self->step * room->bar_share), 1, room->widest_bar);
}

double
dw_count_frame_get_x (const DwCountFrame *self, double column)
{
  return self->left + self->step * column;
}

double
dw_count_frame_get_y (const DwCountFrame *self, double value)
{
  return round (self->top + self->height * (1 - value / self->high));
}

/* --- drawing --- */

void
dw_count_canvas_fill (const DwCountCanvas *self, DwColor color, double x, double y, double width, double height)
{
  dw_palette_set (self->palette, self->cr, color);
  cairo_rectangle (self->cr, x, y, width, height);
  cairo_fill (self->cr);
}

void
dw_count_canvas_outline (const DwCountCanvas *self, DwColor color, double x, double y, double width, double height)
{
  dw_palette_set (self->palette, self->cr, color);
  cairo_set_line_width (self->cr, 1);
  cairo_rectangle (self->cr, x + 0.5, y + 0.5, MAX (width - 1, 0), MAX (height - 1, 0));
  cairo_stroke (self->cr);
}

void
dw_count_canvas_write (const DwCountCanvas *self, const char *text, DwColor color, DwAlign align, double x, double y, double max_width)
{
  dw_label_draw (self->cr, self->text, self->palette, &(DwLabelStyle){ .size = 11, .weight = 400, .color = color, .align = align, .width = max_width }, text, x, y);
}

static void
draw_tick (const DwCountCanvas *self, double tick, gboolean grid)
{
  double y = dw_count_frame_get_y (&self->frame, tick);
  g_autofree char *number = g_strdup_printf ("%.0f", tick);

  if (grid && tick != 0)
    dw_count_canvas_fill (self, DW_COLOR_GRID, self->frame.left, y, self->frame.width, 1);
  dw_count_canvas_write (self, number, DW_COLOR_TEXT_3, DW_ALIGN_END, self->frame.left - 6, y + 4, 0);
}

void
dw_count_canvas_draw_scale (const DwCountCanvas *self, guint max_ticks, gboolean grid)
{
  double ticks[8];
  guint n = max_ticks > 0 ? dw_scale_ticks (0, self->frame.high, max_ticks, ticks, G_N_ELEMENTS (ticks)) : 0;

  dw_count_canvas_fill (self, DW_COLOR_AXIS, self->frame.left, dw_count_frame_get_y (&self->frame, 0), self->frame.width, 1);
  /* Half a count is no tick. */
  for (guint i = 0; i < n; i++)
    if (fabs (ticks[i] - round (ticks[i])) <= 0.001)
      draw_tick (self, ticks[i], grid);
}
