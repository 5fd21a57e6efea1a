// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-plot-private.h"

/* Where labels, marks, bars and cells come to lie, so that drawing and pointing agree. Widths of texts are estimated: no font is needed for a hit. */

#define MAX_MARK_ROWS 3

static const double label_distance = 5;
static const double label_height = 13;
static const double legend_swatch = 24, legend_gap = 14;
static const double text_distance = 10; /* from the middle of a mark to its text */
static const double mark_gap = 4;
static const double height_per_row = 40;
static const double bar_share = 0.72;
static const double heat_left = 44, heat_top = 22, heat_right = 12, heat_bottom = 30;

static int
compare_places (gconstpointer a, gconstpointer b)
{
  double x = **(const double *const *)a, y = **(const double *const *)b;

  return (x > y) - (x < y);
}

gboolean
dw_plot_stack_labels (double *ys, guint n, double gap, double top, double bottom)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  double last = -INFINITY, shift;

  for (guint i = 0; i < n; i++)
    if (isfinite (ys[i]))
      g_ptr_array_add (order, &ys[i]);
  if (order->len > 0 && (order->len - 1) * gap > bottom - top)
    return FALSE;
  g_ptr_array_sort (order, compare_places);
  for (guint i = 0; i < order->len; i++)
    {
      double *y = g_ptr_array_index (order, i);

      *y = last = fmax (fmax (*y, top), last + gap);
    }
  shift = fmax (0, last - bottom);
  /* The whole stack moves up; what then leaves the top is closed up from there. */
  last = -INFINITY;
  for (guint i = 0; shift > 0 && i < order->len; i++)
    {
      double *y = g_ptr_array_index (order, i);

      *y = last = fmax (fmax (*y - shift, top), last + gap);
    }
  return TRUE;
}

static void
place_area_labels (DwPlot *self, const DwPlotArea *area)
{
  double ys[DW_PLOT_MAX_SERIES];

  for (guint i = 0; i < self->traces->len; i++)
    {
      const DwPlotTrace *trace = dw_plot_get_trace (self, (int)i);
      gboolean has = trace->info.label && trace->last >= 0 && dw_plot_is_visible (self, (int)i) && dw_plot_is_in_area (area, (int)i);

      ys[i] = has ? dw_plot_y_of (self, area, (int)i, trace->info.side, trace->columns[trace->last].last) : NAN;
    }
  dw_plot_stack_labels (ys, self->traces->len, DW_PLOT_LABEL_GAP, area->rect.y, area->rect.y + area->rect.height);
  for (guint i = 0; i < self->traces->len; i++)
    if (isfinite (ys[i]))
      dw_plot_get_trace (self, (int)i)->label_y = ys[i];
}

void
dw_plot_place_labels (DwPlot *self)
{
  for (guint i = 0; i < self->traces->len; i++)
    dw_plot_get_trace (self, (int)i)->label_y = NAN;
  for (guint i = 0; self->has_labels && i < self->n_areas; i++)
    place_area_labels (self, &self->areas[i]);
}

static DwPlotRect
get_legend_rect (DwPlot *self, int series)
{
  DwPlotRect rect = { self->rect.x, 2, 0, label_height };

  for (int i = 0; i <= series; i++)
    {
      const DwPlotTrace *trace = dw_plot_get_trace (self, i);

      if (!trace->info.label || !dw_plot_is_visible (self, i))
        continue;
      rect.x += rect.width > 0 ? rect.width + legend_gap : 0;
      rect.width = legend_swatch + 6 + dw_plot_estimate_width (trace->info.label);
    }
  return rect;
}

DwPlotRect
dw_plot_get_label_rect (DwPlot *self, int series)
{
  const DwPlotTrace *trace = dw_plot_get_trace (self, series);
  double left = self->rect.x + self->rect.width + label_distance;

  if (!trace || !trace->info.label || !dw_plot_is_visible (self, series))
    return (DwPlotRect){ 0, 0, 0, 0 };
  if (self->has_legend)
    return get_legend_rect (self, series);
  if (isnan (trace->label_y))
    return (DwPlotRect){ 0, 0, 0, 0 };
  left += self->has_right_axis ? 36 : 0;
  return (DwPlotRect){ left, trace->label_y - label_height / 2, fmax (1, self->width - left), label_height };
}

/* Marks */

typedef struct
{
  double ends[DW_PLOT_MAX_AREAS][MAX_MARK_ROWS];
} MarkRows;

static guint
get_mark_area (DwPlot *self, const DwPlotMark *mark)
{
  for (guint i = 0; i < self->n_areas; i++)
    if (mark->series >= 0 && self->areas[i].series == mark->series)
      return i;
  return 0;
}

static gboolean
is_in_span (DwPlot *self, const DwPlotMark *mark)
{
  return mark->time_ms >= self->from_ms && mark->time_ms <= self->to_ms;
}

static gboolean
try_rows (DwPlotPlacedMark *mark, double *ends, int n_rows, double from, double to)
{
  for (int row = 0; row < n_rows; row++)
    if (from >= ends[row] + mark_gap)
      {
        mark->row = row;
        ends[row] = to;
        return TRUE;
      }
  return FALSE;
}

/* First with its text, then without; a symbol that finds no place at all overlaps the first row. */
static void
place_mark (DwPlot *self, DwPlotPlacedMark *mark, MarkRows *rows)
{
  guint area = get_mark_area (self, &mark->info);
  double right = self->rect.x + self->rect.width, half = DW_PLOT_MARK_SIZE / 2.0;
  int n_rows = (int)CLAMP (self->areas[area].rect.height / height_per_row, 1, MAX_MARK_ROWS);
  double room;

  mark->x = dw_plot_x_of (self, mark->info.time_ms);
  mark->width = mark->info.text ? dw_plot_estimate_width (mark->info.text) : 0;
  mark->to_left = mark->x + text_distance + mark->width > right;
  room = mark->width > 0 ? text_distance + mark->width : half;
  if (try_rows (mark, rows->ends[area], n_rows, mark->x - (mark->to_left ? room : half), mark->x + (mark->to_left ? half : room)))
    return;
  mark->width = 0;
  mark->row = 0;
  try_rows (mark, rows->ends[area], n_rows, mark->x - half, mark->x + half);
}

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  const DwPlotPlacedMark *x = *(const DwPlotPlacedMark *const *)a, *y = *(const DwPlotPlacedMark *const *)b;

  return (x->info.time_ms > y->info.time_ms) - (x->info.time_ms < y->info.time_ms);
}

void
dw_plot_place_marks (DwPlot *self)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  MarkRows rows;

  for (guint i = 0; i < DW_PLOT_MAX_AREAS; i++)
    for (guint k = 0; k < MAX_MARK_ROWS; k++)
      rows.ends[i][k] = -INFINITY;
  for (guint i = 0; i < self->marks->len; i++)
    {
      DwPlotPlacedMark *mark = g_ptr_array_index (self->marks, i);

      mark->x = NAN;
      if (is_in_span (self, &mark->info))
        g_ptr_array_add (order, mark);
    }
  g_ptr_array_sort (order, compare_marks);
  for (guint i = 0; i < order->len; i++)
    place_mark (self, g_ptr_array_index (order, i), &rows);
}

DwPlotRect
dw_plot_get_mark_rect (DwPlot *self, int index)
{
  const DwPlotPlacedMark *mark = g_ptr_array_index (self->marks, (guint)index);
  const DwPlotRect *area;
  double half = DW_PLOT_MARK_SIZE / 2.0, room;

  if (isnan (mark->x))
    return (DwPlotRect){ 0, 0, 0, 0 };
  area = &self->areas[get_mark_area (self, &mark->info)].rect;
  room = mark->width > 0 ? text_distance + mark->width : half;
  return (DwPlotRect){ mark->x - (mark->to_left ? room : half), area->y + mark->row * DW_PLOT_MARK_ROW, half + room, DW_PLOT_MARK_SIZE };
}

/* Bars: part -1 is the whole place of a bar, from base line to upper edge. */

static double
get_base (const DwPlotBars *bars, guint bar, int part)
{
  double base = 0;

  for (int i = 0; i < part; i++)
    base += isfinite (bars->values[i][bar]) ? bars->values[i][bar] : 0;
  return base;
}

DwPlotRect
dw_plot_get_bar_rect (DwPlot *self, guint bar, int part)
{
  const DwPlotBars *bars = &self->bars;
  const DwPlotArea *area = &self->areas[0];
  double left = dw_plot_x_of (self, bars->edges_ms[bar]), right = dw_plot_x_of (self, bars->edges_ms[bar + 1]);
  double width = fmax (1, (right - left) * bar_share), x = (left + right - width) / 2, low, high;

  if (part < 0)
    return (DwPlotRect){ x, area->rect.y, width, area->rect.height };
  if (!isfinite (bars->values[part][bar]))
    return (DwPlotRect){ 0, 0, 0, 0 };
  low = dw_plot_y_in (area, bars->side, get_base (bars, bar, part));
  high = dw_plot_y_in (area, bars->side, get_base (bars, bar, part) + bars->values[part][bar]);
  return (DwPlotRect){ x, fmin (low, high), width, fabs (low - high) };
}

DwPlotRect
dw_plot_get_cell_rect (DwPlot *self, guint day, guint hour)
{
  double width = fmax (1, (self->width - heat_left - heat_right) / 24), height = fmax (1, (self->height - heat_top - heat_bottom) / MAX (1, self->heat.n_days));
  double left = round (heat_left + hour * width), top = round (heat_top + day * height);

  return (DwPlotRect){ left, top, round (heat_left + (hour + 1) * width) - left, round (heat_top + (day + 1) * height) - top };
}
