// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-plot-private.h"
#include "dw-refuse.h"

/* What a plot holds. Everything that comes in is checked here, so that layout and layers meet only what they can draw. */

#define FARTHEST_MS G_GINT64_CONSTANT (253370764800000) /* year 9999 */

static void
free_trace (gpointer data)
{
  DwPlotTrace *trace = data;

  g_free ((char *)trace->info.label);
  g_free ((char *)trace->info.unit);
  g_free ((char *)trace->own_scale.unit);
  dw_decimate_index_free (trace->index);
  g_free (trace->columns);
  g_free (trace);
}

static void
free_mark (gpointer data)
{
  DwPlotPlacedMark *mark = data;

  g_free ((char *)mark->info.letter);
  g_free ((char *)mark->info.text);
  g_free (mark);
}

static void
clear_band (gpointer data)
{
  g_free ((char *)((DwPlotBand *)data)->text);
}

static void
clear_limit (gpointer data)
{
  g_free ((char *)((DwPlotLimit *)data)->text);
}

static void
clear_gap (gpointer data)
{
  g_free ((char *)((DwPlotGap *)data)->text);
}

static GArray *
make_array (guint size, GDestroyNotify clear)
{
  GArray *array = g_array_new (FALSE, FALSE, size);

  g_array_set_clear_func (array, clear);
  return array;
}

DwPlot *
dw_plot_new (void)
{
  DwPlot *self = g_new0 (DwPlot, 1);

  self->from_ms = 0;
  self->to_ms = 1000 * 3600 * 24;
  self->zone = g_time_zone_new_local ();
  self->axes[DW_PLOT_LEFT].decimals = self->axes[DW_PLOT_RIGHT].decimals = -1;
  self->solo = -1;
  self->cursor_ms = DW_PLOT_NO_TIME;
  self->columns_per_px = 1;
  self->traces = g_ptr_array_new_with_free_func (free_trace);
  self->marks = g_ptr_array_new_with_free_func (free_mark);
  self->bands = make_array (sizeof (DwPlotBand), clear_band);
  self->limits = make_array (sizeof (DwPlotLimit), clear_limit);
  self->gaps = make_array (sizeof (DwPlotGap), clear_gap);
  return self;
}

static void
clear_bars (DwPlot *self)
{
  for (guint i = 0; i < self->bars.n_parts; i++)
    g_free ((char *)self->bars.labels[i]);
  self->bars = (DwPlotBars){ 0 };
  self->has_bars = FALSE;
}

static void
clear_heat (DwPlot *self)
{
  for (guint i = 0; self->heat_labels && i < self->heat.n_days; i++)
    g_free (self->heat_labels[i]);
  g_clear_pointer (&self->heat_labels, g_free);
  g_clear_pointer (&self->heat_values, g_free);
  self->heat = (DwPlotHeat){ 0 };
  self->has_heat = FALSE;
}

void
dw_plot_clear (DwPlot *self)
{
  g_ptr_array_set_size (self->traces, 0);
  g_ptr_array_set_size (self->marks, 0);
  g_array_set_size (self->bands, 0);
  g_array_set_size (self->limits, 0);
  g_array_set_size (self->gaps, 0);
  clear_bars (self);
  clear_heat (self);
  self->n_own_ticks = 0;
  self->solo = -1;
  dw_plot_set_cursor (self, DW_PLOT_NO_TIME, NULL, NULL);
  self->laid_out = FALSE;
}

void
dw_plot_free (DwPlot *self)
{
  if (!self)
    return;
  dw_plot_clear (self);
  g_ptr_array_unref (self->traces);
  g_ptr_array_unref (self->marks);
  g_array_unref (self->bands);
  g_array_unref (self->limits);
  g_array_unref (self->gaps);
  g_free ((char *)self->axes[DW_PLOT_LEFT].unit);
  g_free ((char *)self->axes[DW_PLOT_RIGHT].unit);
  g_free (self->empty_text);
  g_free (self->mask);
  g_time_zone_unref (self->zone);
  g_free (self);
}

void
dw_plot_forget_columns (DwPlot *self)
{
  for (guint i = 0; i < self->traces->len; i++)
    dw_plot_get_trace (self, (int)i)->n_columns = 0;
  self->laid_out = FALSE;
}

/* Frame */

gboolean
dw_plot_set_span (DwPlot *self, gint64 from_ms, gint64 to_ms, GError **error)
{
  if (from_ms >= to_ms || from_ms < -FARTHEST_MS || to_ms > FARTHEST_MS)
    return dw_refuse (error, "span of a plot: %" G_GINT64_FORMAT " … %" G_GINT64_FORMAT " ms", from_ms, to_ms);
  if (self->from_ms == from_ms && self->to_ms == to_ms)
    return TRUE;
  self->from_ms = from_ms;
  self->to_ms = to_ms;
  dw_plot_forget_columns (self);
  return TRUE;
}

void
dw_plot_set_zone (DwPlot *self, GTimeZone *zone)
{
  g_time_zone_ref (zone);
  g_time_zone_unref (self->zone);
  self->zone = zone;
  self->laid_out = FALSE;
}

void
dw_plot_set_mode (DwPlot *self, DwPlotMode mode)
{
  self->mode = mode;
  self->laid_out = FALSE;
}

static gboolean
check_axis (const DwPlotAxis *axis, GError **error)
{
  if (axis->scale == DW_PLOT_SCALE_NOMINAL && !(axis->nominal > 0 && isfinite (axis->nominal)))
    return dw_refuse (error, "axis of a plot: nominal value %g", axis->nominal);
  if (axis->scale == DW_PLOT_SCALE_FIXED && !(axis->low < axis->high && isfinite (axis->high - axis->low)))
    return dw_refuse (error, "axis of a plot: fixed range %g … %g", axis->low, axis->high);
  return TRUE;
}

static void
copy_axis (DwPlotAxis *to, const DwPlotAxis *axis)
{
  char *unit = g_strdup (axis->unit);

  g_free ((char *)to->unit);
  *to = *axis;
  to->unit = unit;
}

gboolean
dw_plot_set_axis (DwPlot *self, DwPlotSide side, const DwPlotAxis *axis, GError **error)
{
  if (!check_axis (axis, error))
    return FALSE;
  copy_axis (&self->axes[side], axis);
  self->laid_out = FALSE;
  return TRUE;
}

void
dw_plot_set_empty_text (DwPlot *self, const char *text)
{
  g_autofree char *old = self->empty_text;

  self->empty_text = g_strdup (text);
}

void
dw_plot_set_ticks (DwPlot *self, const DwTimeTick *ticks, guint n)
{
  self->n_own_ticks = MIN (n, DW_TIME_AXIS_MAX_TICKS);
  for (guint i = 0; i < self->n_own_ticks; i++)
    self->own_ticks[i] = ticks[i];
  self->laid_out = FALSE;
}

void
dw_plot_set_small (DwPlot *self, gboolean small)
{
  self->small = small;
  self->laid_out = FALSE;
}

/* Series */

DwPlotTrace *
dw_plot_get_trace (DwPlot *self, int series)
{
  return series >= 0 && (guint)series < self->traces->len ? g_ptr_array_index (self->traces, (guint)series) : NULL;
}

gboolean
dw_plot_is_visible (DwPlot *self, int series)
{
  const DwPlotTrace *trace = dw_plot_get_trace (self, series);

  if (!trace)
    return FALSE;
  return self->solo >= 0 ? self->solo == series : !trace->info.hidden;
}

static gboolean
check_series (DwPlot *self, const DwPlotSeries *series, GError **error)
{
  if (self->traces->len >= DW_PLOT_MAX_SERIES)
    return dw_refuse (error, "series %u of a plot: there is room for %d", self->traces->len, DW_PLOT_MAX_SERIES);
  if ((guint)series->style >= DW_PLOT_N_STYLES || (guint)series->side > DW_PLOT_RIGHT)
    return dw_refuse (error, "series %u of a plot: style %d, side %d", self->traces->len, (int)series->style, (int)series->side);
  return !series->scale || check_axis (series->scale, error);
}

static DwPlotTrace *
add_trace (DwPlot *self, const DwPlotSeries *series)
{
  DwPlotTrace *trace = g_new0 (DwPlotTrace, 1);

  trace->info = *series;
  trace->info.label = g_strdup (series->label);
  trace->info.unit = g_strdup (series->unit);
  if (series->scale)
    copy_axis (&trace->own_scale, series->scale);
  trace->info.scale = series->scale ? &trace->own_scale : NULL;
  trace->min = INFINITY;
  trace->max = -INFINITY;
  trace->last = -1;
  trace->label_y = NAN;
  g_ptr_array_add (self->traces, trace);
  self->laid_out = FALSE;
  return trace;
}

int
dw_plot_add_samples (DwPlot *self, const DwPlotSeries *series, const DwPlotSamples *samples, GError **error)
{
  if (!check_series (self, series, error) || !dw_plot_samples_check (samples, error))
    return -1;
  add_trace (self, series)->samples = *samples;
  return (int)self->traces->len - 1;
}

int
dw_plot_add_buckets (DwPlot *self, const DwPlotSeries *series, const DwPlotBuckets *buckets, GError **error)
{
  DwPlotTrace *trace;

  if (!check_series (self, series, error) || !dw_plot_buckets_check (buckets, error))
    return -1;
  trace = add_trace (self, series);
  trace->buckets = *buckets;
  trace->is_buckets = TRUE;
  return (int)self->traces->len - 1;
}

guint
dw_plot_get_n_series (DwPlot *self)
{
  return self->traces->len;
}

void
dw_plot_set_hidden (DwPlot *self, int series, gboolean hidden)
{
  DwPlotTrace *trace = dw_plot_get_trace (self, series);

  if (!trace)
    return;
  trace->info.hidden = hidden;
  self->laid_out = FALSE;
}

void
dw_plot_set_solo (DwPlot *self, int series)
{
  self->solo = dw_plot_get_trace (self, series) ? series : -1;
  self->laid_out = FALSE;
}

void
dw_plot_set_chosen (DwPlot *self, int series)
{
  for (guint i = 0; i < self->traces->len; i++)
    dw_plot_get_trace (self, (int)i)->info.chosen = (int)i == series;
}

/* Bars and heat map */

static gboolean
check_bars (const DwPlotBars *bars, GError **error)
{
  if (bars->n == 0 || !bars->edges_ms || bars->n_parts == 0 || bars->n_parts > DW_PLOT_MAX_PARTS)
    return dw_refuse (error, "bars of a plot: %u bars of %u parts", bars->n, bars->n_parts);
  for (guint i = 0; i < bars->n; i++)
    if (bars->edges_ms[i + 1] <= bars->edges_ms[i])
      return dw_refuse (error, "bars of a plot: edge %u does not rise", i + 1);
  for (guint part = 0; part < bars->n_parts; part++)
    if (!bars->values[part] || (guint)bars->tones[part] >= DW_PLOT_N_TONES)
      return dw_refuse (error, "bars of a plot: part %u has no values or no such tone (%d)", part, (int)bars->tones[part]);
  for (guint i = 0; bars->bar_tones && i < bars->n; i++)
    if (bars->bar_tones[i] >= DW_PLOT_N_TONES)
      return dw_refuse (error, "bars of a plot: no such tone (%d) of bar %u", bars->bar_tones[i], i);
  return TRUE;
}

gboolean
dw_plot_set_bars (DwPlot *self, const DwPlotBars *bars, GError **error)
{
  DwPlotBars copy = *bars;

  if (!check_bars (bars, error))
    return FALSE;
  for (guint part = 0; part < bars->n_parts; part++)
    copy.labels[part] = g_strdup (bars->labels[part]);
  clear_bars (self);
  self->bars = copy;
  self->has_bars = TRUE;
  self->laid_out = FALSE;
  return TRUE;
}

gboolean
dw_plot_set_heat (DwPlot *self, const DwPlotHeat *heat, GError **error)
{
  g_autofree double *values = NULL;
  char **labels = NULL;

  if (heat->n_days == 0 || heat->n_days > DW_PLOT_MAX_DAYS || !heat->values)
    return dw_refuse (error, "heat map of a plot: %u days", heat->n_days);
  values = g_memdup2 (heat->values, sizeof (double) * 24 * heat->n_days);
  labels = g_new0 (char *, heat->n_days);
  for (guint i = 0; heat->day_labels && i < heat->n_days; i++)
    labels[i] = g_strdup (heat->day_labels[i]);
  clear_heat (self);
  self->heat = *heat;
  self->heat_labels = labels;
  self->heat.values = self->heat_values = g_steal_pointer (&values);
  self->heat.day_labels = (const char *const *)self->heat_labels;
  self->has_heat = TRUE;
  self->laid_out = FALSE;
  return TRUE;
}

/* Around the data */

static gboolean
check_place (DwPlot *self, const char *what, int series, DwPlotSide side, GError **error)
{
  if (series < -1 || series >= (int)self->traces->len)
    return dw_refuse (error, "%s of a plot: there is no series %d", what, series);
  return (guint)side <= DW_PLOT_RIGHT || dw_refuse (error, "%s of a plot: side %d", what, (int)side);
}

int
dw_plot_add_band (DwPlot *self, const DwPlotBand *band, GError **error)
{
  DwPlotBand copy = *band;

  if (!check_place (self, "band", band->series, band->side, error))
    return -1;
  if (!(band->low < band->high))
    return dw_refuse (error, "band of a plot: %g … %g", band->low, band->high) - 1;
  copy.text = g_strdup (band->text);
  g_array_append_val (self->bands, copy);
  self->laid_out = FALSE;
  return (int)self->bands->len - 1;
}

int
dw_plot_add_limit (DwPlot *self, const DwPlotLimit *limit, GError **error)
{
  DwPlotLimit copy = *limit;

  if (!check_place (self, "limit", limit->series, limit->side, error))
    return -1;
  if (!isfinite (limit->value))
    return dw_refuse (error, "limit of a plot: %g", limit->value) - 1;
  copy.text = g_strdup (limit->text);
  g_array_append_val (self->limits, copy);
  self->laid_out = FALSE;
  return (int)self->limits->len - 1;
}

int
dw_plot_add_gap (DwPlot *self, const DwPlotGap *gap, GError **error)
{
  DwPlotGap copy = *gap;

  if (!check_place (self, "gap", gap->series, DW_PLOT_LEFT, error))
    return -1;
  if (gap->from_ms >= gap->to_ms)
    return dw_refuse (error, "gap of a plot: %" G_GINT64_FORMAT " … %" G_GINT64_FORMAT " ms", gap->from_ms, gap->to_ms) - 1;
  copy.text = g_strdup (gap->text);
  g_array_append_val (self->gaps, copy);
  self->laid_out = FALSE;
  return (int)self->gaps->len - 1;
}

int
dw_plot_add_mark (DwPlot *self, const DwPlotMark *mark, GError **error)
{
  DwPlotPlacedMark *placed;

  if (!check_place (self, "mark", mark->series, DW_PLOT_LEFT, error))
    return -1;
  if ((guint)mark->kind > DW_PLOT_MARK_CLOCK || (mark->kind == DW_PLOT_MARK_ALARM && (mark->priority < 1 || mark->priority > 4)))
    return dw_refuse (error, "mark %u of a plot: kind %d, priority %u", self->marks->len, (int)mark->kind, mark->priority) - 1;
  if (mark->kind == DW_PLOT_MARK_LETTER && (!mark->letter || g_utf8_strlen (mark->letter, -1) != 1))
    return dw_refuse (error, "mark %u of a plot: a box takes one letter, not “%s”", self->marks->len, mark->letter ? mark->letter : "") - 1;
  placed = g_new0 (DwPlotPlacedMark, 1);
  placed->info = *mark;
  placed->info.letter = g_strdup (mark->letter);
  placed->info.text = g_strdup (mark->text);
  g_ptr_array_add (self->marks, placed);
  self->laid_out = FALSE;
  return (int)self->marks->len - 1;
}

const DwPlotMark *
dw_plot_get_mark (DwPlot *self, int mark)
{
  if (mark < 0 || (guint)mark >= self->marks->len)
    return NULL;
  return &((DwPlotPlacedMark *)g_ptr_array_index (self->marks, (guint)mark))->info;
}

guint
dw_plot_get_n_marks (DwPlot *self)
{
  return self->marks->len;
}

void
dw_plot_set_cursor (DwPlot *self, gint64 time_ms, const char *title, const char *note)
{
  g_autofree char *old_title = self->cursor_title, *old_note = self->cursor_note;

  self->cursor_ms = time_ms;
  self->cursor_title = g_strdup (title);
  self->cursor_note = g_strdup (note);
}
