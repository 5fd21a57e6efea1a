// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-plot-private.h"

/* Margins, areas, scales and ticks: all numbers, no drawing. The order matters: the width says how many columns, the columns say the range. */

static const double left_margin = 40, small_left_margin = 30;
static const double right_margin = 12, label_margin = 74, axis_margin = 36;
static const double top_margin = 14, bottom_margin = 24;
static const double unit_height = 14, legend_height = 18;
static const double area_gap = 12;
static const double least_width_for_labels = 320;
static const double limit_headroom = 1.1; /* a limit is not drawn on the upper edge */
static const double data_headroom = 0.05;
static const double nominal_low = 0.85, nominal_high = 1.15;
static const double largest_value = 1e18;
static const double farthest_px = 20000; /* keeps coordinates within what cairo can count */
static const double time_tick_room = 70;
static const guint max_time_ticks = 10;
static const guint max_columns = 16384;

/* Ticks that an area of at least that height takes. */
static const struct
{
  double height;
  guint ticks;
} tick_steps[] = { { 160, 5 }, { 110, 4 }, { 60, 3 }, { 0, 2 } };

double
dw_plot_x_of (const DwPlot *self, gint64 time_ms)
{
  DwScale scale = { .low = 0, .high = (double)(self->to_ms - self->from_ms), .from = self->rect.x, .to = self->rect.x + self->rect.width };
  double x = dw_scale_map (&scale, (double)time_ms - (double)self->from_ms);

  return CLAMP (x, -farthest_px, farthest_px);
}

double
dw_plot_y_in (const DwPlotArea *area, DwPlotSide side, double value)
{
  const DwPlotRange *range = &area->ranges[side];
  DwScale scale = { .low = range->low, .high = range->high, .from = area->rect.y + area->rect.height, .to = area->rect.y };
  double y = dw_scale_map (&scale, value);

  return isnan (y) ? y : CLAMP (y, -farthest_px, farthest_px);
}

static double
normalise (const DwPlotTrace *trace, double value)
{
  if (!trace || !(trace->min <= trace->max))
    return NAN;
  return trace->min < trace->max ? (value / 2 - trace->min / 2) / (trace->max / 2 - trace->min / 2) * 100 : 50 + (value > trace->max ? 100 : 0) - (value < trace->min ? 100 : 0);
}

double
dw_plot_y_of (DwPlot *self, const DwPlotArea *area, int series, DwPlotSide side, double value)
{
  if (self->mode == DW_PLOT_NORMALIZED)
    return dw_plot_y_in (area, DW_PLOT_LEFT, normalise (dw_plot_get_trace (self, series), value));
  return dw_plot_y_in (area, area->series >= 0 ? DW_PLOT_LEFT : side, value);
}

gboolean
dw_plot_is_in_area (const DwPlotArea *area, int series)
{
  return series < 0 || area->series < 0 || area->series == series;
}

gboolean
dw_plot_is_on_scale (DwPlot *self, const DwPlotArea *area, int series, DwPlotSide side)
{
  const DwPlotTrace *trace = dw_plot_get_trace (self, area->series);

  if (series >= 0 || !trace)
    return dw_plot_is_in_area (area, series);
  return trace->info.side == side;
}

/* Margins */

static guint
count_labels (DwPlot *self)
{
  guint n = 0;

  for (guint i = 0; i < self->traces->len; i++)
    n += dw_plot_is_visible (self, (int)i) && dw_plot_get_trace (self, (int)i)->info.label;
  return n;
}

static gboolean
has_part_labels (const DwPlot *self)
{
  for (guint i = 0; i < self->bars.n_parts; i++)
    if (self->bars.labels[i])
      return TRUE;
  return FALSE;
}

static gboolean
has_series_on (DwPlot *self, DwPlotSide side)
{
  for (guint i = 0; i < self->traces->len; i++)
    if (dw_plot_is_visible (self, (int)i) && dw_plot_get_trace (self, (int)i)->info.side == side)
      return TRUE;
  return self->has_bars && self->bars.side == side;
}

static gboolean
has_unit_line (DwPlot *self)
{
  return self->mode == DW_PLOT_NORMALIZED || (self->mode == DW_PLOT_SHARED && (self->axes[DW_PLOT_LEFT].unit || (self->has_right_axis && self->axes[DW_PLOT_RIGHT].unit)));
}

static void
set_margins (DwPlot *self)
{
  double left = self->small ? small_left_margin : left_margin, right = right_margin, top = top_margin;
  guint n_labels = count_labels (self);

  self->has_right_axis = self->mode == DW_PLOT_SHARED && has_series_on (self, DW_PLOT_RIGHT);
  self->has_labels = n_labels > 0 && self->width >= least_width_for_labels && (n_labels * DW_PLOT_LABEL_GAP <= self->height - top - bottom_margin || self->mode == DW_PLOT_MULTIPLES);
  self->has_legend = n_labels > 0 && !self->has_labels;
  if (self->has_labels || has_part_labels (self))
    right = label_margin;
  if (self->has_right_axis)
    right = right == label_margin ? right + axis_margin : axis_margin + 8;
  top += has_unit_line (self) ? unit_height : 0;
  top += self->has_legend ? legend_height : 0;
  self->rect = (DwPlotRect){ left, top, fmax (1, floor (self->width - left - right)), fmax (1, floor (self->height - top - bottom_margin)) };
}

/* Areas */

static void
add_area (DwPlot *self, int series)
{
  if (self->n_areas < DW_PLOT_MAX_AREAS)
    self->areas[self->n_areas++] = (DwPlotArea){ .series = series };
}

static void
make_areas (DwPlot *self)
{
  double height;

  self->n_areas = 0;
  for (guint i = 0; self->mode == DW_PLOT_MULTIPLES && i < self->traces->len; i++)
    if (dw_plot_is_visible (self, (int)i))
      add_area (self, (int)i);
  if (self->n_areas == 0)
    add_area (self, -1);
  height = fmax (1, floor ((self->rect.height - area_gap * (self->n_areas - 1)) / self->n_areas));
  for (guint i = 0; i < self->n_areas; i++)
    self->areas[i].rect = (DwPlotRect){ self->rect.x, self->rect.y + i * (height + area_gap), self->rect.width, height };
}

/* Ranges */

typedef struct
{
  double low, high; /* low > high: nothing yet */
} Extent;

static void
take_in (Extent *extent, double value)
{
  if (!isfinite (value))
    return;
  value = CLAMP (value, -largest_value, largest_value);
  extent->low = fmin (extent->low, value);
  extent->high = fmax (extent->high, value);
}

static void
take_in_series (DwPlot *self, const DwPlotArea *area, DwPlotSide side, Extent *extent)
{
  for (guint i = 0; i < self->traces->len; i++)
    {
      const DwPlotTrace *trace = dw_plot_get_trace (self, (int)i);
      gboolean belongs = area->series >= 0 ? area->series == (int)i : trace->info.side == side;

      if (!belongs || !dw_plot_is_visible (self, (int)i) || trace->min > trace->max)
        continue;
      take_in (extent, trace->min);
      take_in (extent, trace->max);
    }
}

static void
take_in_bars (DwPlot *self, Extent *extent)
{
  const DwPlotBars *bars = &self->bars;

  for (guint i = 0; i < bars->n; i++)
    {
      double sum = 0;

      if (bars->edges_ms[i] >= self->to_ms || bars->edges_ms[i + 1] <= self->from_ms)
        continue;
      for (guint part = 0; part < bars->n_parts; part++)
        sum += isfinite (bars->values[part][i]) ? bars->values[part][i] : 0;
      take_in (extent, sum);
    }
}

/* Limits and bands are seen even when the data is far from them. */
static void
take_in_frame (DwPlot *self, const DwPlotArea *area, DwPlotSide side, Extent *extent)
{
  for (guint i = 0; i < self->limits->len; i++)
    {
      const DwPlotLimit *limit = &g_array_index (self->limits, DwPlotLimit, i);

      if (dw_plot_is_on_scale (self, area, limit->series, limit->side) && (area->series >= 0 || limit->side == side))
        take_in (extent, limit->value > 0 ? limit->value * limit_headroom : limit->value);
    }
  for (guint i = 0; i < self->bands->len; i++)
    {
      const DwPlotBand *band = &g_array_index (self->bands, DwPlotBand, i);

      if (!dw_plot_is_on_scale (self, area, band->series, band->side) || (area->series < 0 && band->side != side))
        continue;
      take_in (extent, band->low);
      take_in (extent, band->high);
    }
}

static const DwPlotAxis *
get_axis (DwPlot *self, const DwPlotArea *area, DwPlotSide side)
{
  const DwPlotTrace *trace = dw_plot_get_trace (self, area->series);

  if (!trace)
    return &self->axes[side];
  return trace->info.scale ? trace->info.scale : &self->axes[trace->info.side];
}

static void
apply_scale (const DwPlotAxis *axis, Extent *extent)
{
  double room = (extent->high - extent->low) * data_headroom;

  switch (axis->scale)
    {
    case DW_PLOT_SCALE_ZERO:
      take_in (extent, 0);
      break;
    case DW_PLOT_SCALE_NOMINAL:
      take_in (extent, axis->nominal * nominal_low);
      take_in (extent, axis->nominal * nominal_high);
      break;
    case DW_PLOT_SCALE_FIXED:
      *extent = (Extent){ axis->low, axis->high };
      break;
    case DW_PLOT_SCALE_DATA:
    default:
      if (extent->low <= extent->high)
        *extent = (Extent){ extent->low - room, extent->high + room };
      break;
    }
}

static guint
get_max_ticks (const DwPlot *self, double height)
{
  guint i = 0;

  while (height < tick_steps[i].height)
    i++;
  return self->small ? MIN (tick_steps[i].ticks, 3) : tick_steps[i].ticks;
}

static void
set_range (DwPlot *self, DwPlotArea *area, DwPlotSide side)
{
  const DwPlotAxis *axis = get_axis (self, area, side);
  DwPlotRange *range = &area->ranges[side];
  guint max_ticks = get_max_ticks (self, area->rect.height);
  Extent extent = { INFINITY, -INFINITY };

  take_in_series (self, area, side, &extent);
  if (self->has_bars && self->bars.side == side && area == &self->areas[0])
    take_in_bars (self, &extent);
  take_in_frame (self, area, side, &extent);
  apply_scale (axis, &extent);
  if (self->mode == DW_PLOT_NORMALIZED)
    extent = (Extent){ 0, 100 };
  if (axis->scale != DW_PLOT_SCALE_FIXED || self->mode == DW_PLOT_NORMALIZED)
    dw_scale_round_outwards (&extent.low, &extent.high, max_ticks);
  *range = (DwPlotRange){ .used = TRUE, .low = extent.low, .high = extent.high };
  range->n_ticks = dw_scale_ticks (range->low, range->high, max_ticks, range->ticks, DW_PLOT_MAX_VALUE_TICKS);
}

static void
set_ranges (DwPlot *self)
{
  for (guint i = 0; i < self->n_areas; i++)
    {
      set_range (self, &self->areas[i], DW_PLOT_LEFT);
      if (self->has_right_axis)
        set_range (self, &self->areas[i], DW_PLOT_RIGHT);
    }
}

static void
set_time_ticks (DwPlot *self)
{
  guint max = CLAMP ((guint)(self->rect.width / time_tick_room), 2, max_time_ticks);

  self->n_ticks = self->n_own_ticks;
  for (guint i = 0; i < self->n_own_ticks; i++)
    self->ticks[i] = self->own_ticks[i];
  if (self->n_own_ticks == 0)
    self->n_ticks = dw_time_axis_ticks (self->zone, self->from_ms, self->to_ms, max, self->ticks, DW_TIME_AXIS_MAX_TICKS);
}

void
dw_plot_lay_out_at (DwPlot *self, double width, double height, double columns_per_px)
{
  if (self->laid_out && self->width == width && self->height == height && self->columns_per_px == columns_per_px)
    return;
  self->width = width;
  self->height = height;
  self->columns_per_px = columns_per_px;
  set_margins (self);
  make_areas (self);
  for (guint i = 0; i < self->traces->len; i++)
    if (dw_plot_is_visible (self, (int)i))
      dw_plot_make_columns (self, dw_plot_get_trace (self, (int)i), (guint)CLAMP (self->rect.width * columns_per_px, 1, max_columns));
  set_ranges (self);
  set_time_ticks (self);
  dw_plot_place_labels (self);
  dw_plot_place_marks (self);
  self->laid_out = TRUE;
}

void
dw_plot_lay_out (DwPlot *self, double width, double height)
{
  dw_plot_lay_out_at (self, width, height, self->columns_per_px);
}

guint
dw_plot_get_n_areas (DwPlot *self)
{
  return self->n_areas;
}

DwPlotRect
dw_plot_get_area (DwPlot *self, guint area)
{
  return area < self->n_areas ? self->areas[area].rect : (DwPlotRect){ 0, 0, 0, 0 };
}
