// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-trend-page-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-text.h"

/* The curves of the chart with their limits, gaps and marks. */

/* Nominal voltages of low-voltage networks (GB/T 156): between phases and between phase and neutral. */
#define NOMINAL_PHASE_V 220
#define NOMINAL_LINE_V 380

/* A value that was estimated, entered by hand or is doubted is drawn dotted. */
#define DOUBTFUL_QUALITIES ((1u << DW_QUALITY_DOUBTFUL) | (1u << DW_QUALITY_MANUAL) | (1u << DW_QUALITY_ESTIMATED))

/* --- axes --- */

static void
make_axis (DwTrendKind kind, const DwTrendChannel *channel, DwPlotAxis *axis)
{
  DwPhase phase = dw_trend_channel_phase (channel->name);

  *axis = (DwPlotAxis){ .scale = dw_trend_kind_is_from_zero (kind) ? DW_PLOT_SCALE_ZERO : DW_PLOT_SCALE_DATA, .decimals = dw_trend_desk_decimals (channel) };
  if (kind == DW_TREND_KIND_VOLTAGE)
    {
      axis->scale = DW_PLOT_SCALE_NOMINAL;
      axis->nominal = phase == DW_PHASE_AB || phase == DW_PHASE_BC || phase == DW_PHASE_CA ? NOMINAL_LINE_V : NOMINAL_PHASE_V;
    }
}

static void
set_axis (DwTrendPage *self, DwPlotSide side, DwTrendKind kind, const DwTrendChannel *channel)
{
  GError *error = NULL;
  DwPlotAxis axis;

  make_axis (kind, channel, &axis);
  if (side == DW_PLOT_RIGHT)
    axis.unit = dw_trend_desk_unit (channel);
  if (!dw_plot_set_axis (dw_trend_page_get_plot (self), side, &axis, &error))
    dw_trend_page_complain ("axis", error);
}

/* --- curves --- */

static int
add_samples (DwTrendPage *self, const DwPlotSeries *series, const DwSamples *samples, GError **error)
{
  DwPlotSamples data = {
    .times_ms = samples->times_ms,
    .values = samples->values,
    .qualities = samples->qualities,
    .doubtful_qualities = DOUBTFUL_QUALITIES,
    .n = samples->n,
    .gap_ms = 2 * (gint64)samples->period_ms + samples->period_ms / 2,
  };

  return dw_plot_add_samples (dw_trend_page_get_plot (self), series, &data, error);
}

static int
add_buckets (DwTrendPage *self, const DwPlotSeries *series, const DwBuckets *buckets, GError **error)
{
  DwPlotBuckets data = {
    .edges_ms = buckets->edges_ms,
    .mins = &buckets->buckets[0].min,
    .maxs = &buckets->buckets[0].max,
    .means = &buckets->buckets[0].mean,
    .stride = sizeof (DwBucket),
    .n = buckets->n,
  };

  return dw_plot_add_buckets (dw_trend_page_get_plot (self), series, &data, error);
}

static int
add_trace (DwTrendPage *self, const DwPlotSeries *series, const DwTrendTrace *trace)
{
  GError *error = NULL;
  int index = -1;

  if (trace->buckets != NULL && trace->buckets->n > 0)
    index = add_buckets (self, series, trace->buckets, &error);
  else if (trace->samples != NULL && trace->samples->n > 0)
    index = add_samples (self, series, trace->samples, &error);
  dw_trend_page_complain (trace->channel.name, error);
  return index;
}

/* Under the curves, grey and without a name. */
static void
add_previous (DwTrendPage *self, const DwTrendLine *line)
{
  const DwTrendTrace *trace = dw_trend_loader_find_previous (self->loader, &line->channel);
  DwPlotSeries series = { .style = DW_PLOT_STYLE_PREVIOUS, .no_last_dot = TRUE };
  gint64 from_ms, to_ms;

  if (trace == NULL || line->hidden || !dw_trend_choice_has_overlay (self->choice, DW_TREND_OVERLAY_PREVIOUS) || dw_trend_choice_get_mode (self->choice) != DW_TREND_MODE_SAME)
    return;
  dw_span_get_previous (self->span, &from_ms, &to_ms);
  series.shift_ms = dw_span_get_from_ms (self->span) - from_ms;
  add_trace (self, &series, trace);
}

static void
add_gaps (DwTrendPage *self, const DwTrendTrace *trace, const char *label, int series)
{
  for (guint i = 0; trace->gaps != NULL && i < trace->gaps->len; i++)
    {
      const DwTrendGap *gap = &g_array_index (trace->gaps, DwTrendGap, i);
      gint64 to_ms = MIN (gap->to_ms, dw_trend_page_now_ms (self));
      g_autofree char *length = dw_trend_format_duration (to_ms - gap->from_ms);
      /* TRANSLATORS: on a gap of a curve: circuit and how long nothing came. */
      g_autofree char *text = g_strdup_printf (_ ("%1$s missing %2$s"), label, length);
      GError *error = NULL;

      if (to_ms > gap->from_ms && dw_plot_add_gap (dw_trend_page_get_plot (self), &(DwPlotGap){ gap->from_ms, to_ms, series, text }, &error) < 0)
        dw_trend_page_complain ("gap", error);
    }
}

static gboolean
is_over (DwTrendPage *self)
{
  return dw_span_get_to_ms (self->span) < dw_trend_page_now_ms (self) - 60 * 1000;
}

/* The plot's index of each line is kept in the array of the legend: what was not added has -1. */
static int
add_line (DwTrendPage *self, guint index)
{
  const DwTrendLine *line = &g_array_index (self->lines, DwTrendLine, index);
  const DwTrendTrace *trace = dw_trend_loader_find_trace (self->loader, &line->channel);
  g_autofree char *label = dw_trend_line_label (line, dw_trend_page_find_device (self, line->channel.device_id));
  DwPlotAxis axis;
  DwPlotSeries series = {
    .style = dw_trend_line_style (line, self->lines->len),
    .label = label,
    .unit = dw_trend_desk_unit (&line->channel),
    .chosen = index == 0 && self->lines->len > 1 && line->phase == DW_PHASE_NONE,
    .hidden = line->hidden,
    .no_last_dot = is_over (self),
    .scale = &axis,
  };
  int added;

  if (trace == NULL)
    return -1;
  make_axis (dw_trend_choice_get_kind (self->choice), &line->channel, &axis);
  added = add_trace (self, &series, trace);
  if (!line->hidden)
    add_gaps (self, trace, label, added);
  return added;
}

const DwTrendTrace *
dw_trend_page_find_right (DwTrendPage *self, DwTrendChannel *channel)
{
  if (!dw_trend_choice_has_overlay (self->choice, DW_TREND_OVERLAY_RIGHT) || !dw_trend_choice_find_right (self->choice, dw_trend_page_list_channels, self, channel))
    return NULL;
  return dw_trend_loader_find_trace (self->loader, channel);
}

char *
dw_trend_page_name_right (DwTrendPage *self, const DwTrendChannel *channel)
{
  DwDevice *device = dw_trend_page_find_device (self, channel->device_id);
  g_autofree char *title = dw_trend_desk_title (channel);

  return device != NULL ? g_strdup_printf ("%s · %s", dw_device_get_name (device), title) : g_steal_pointer (&title);
}

static void
add_right (DwTrendPage *self)
{
  DwTrendChannel channel;
  const DwTrendTrace *trace = dw_trend_page_find_right (self, &channel);
  g_autofree char *title = trace != NULL ? dw_trend_channel_label (&channel) : NULL;
  DwPlotSeries series = { .style = DW_PLOT_STYLE_S6, .side = DW_PLOT_RIGHT, .label = title, .no_last_dot = is_over (self) };

  if (trace == NULL)
    return;
  series.unit = dw_trend_desk_unit (&channel);
  set_axis (self, DW_PLOT_RIGHT, dw_trend_choice_get_right_kind (self->choice), &channel);
  add_trace (self, &series, trace);
}

/* --- limits and marks --- */

/* Devices of equal limits share one line and one text. */
static gboolean
is_drawn (const GArray *values, double value)
{
  for (guint i = 0; i < values->len; i++)
    if (g_array_index (values, double, i) == value)
      return TRUE;
  return FALSE;
}

static void
add_limit (DwTrendPage *self, GArray *drawn, double value, gboolean warning, const DwTrendChannel *channel, int series)
{
  g_autofree char *number = dw_text_number (value, dw_trend_desk_decimals (channel));
  g_autofree char *text = g_strdup_printf (warning ? _ ("Warning %s") : _ ("Alarm %s"), number);
  DwPlotLimit limit = { .value = value, .warning = warning, .series = series, .text = text };
  GError *error = NULL;

  if (isnan (value) || is_drawn (drawn, value))
    return;
  if (series < 0)
    g_array_append_val (drawn, value);
  if (dw_plot_add_limit (dw_trend_page_get_plot (self), &limit, &error) < 0)
    dw_trend_page_complain ("limit", error);
}

static void
add_limits (DwTrendPage *self, const int *series)
{
  g_autoptr (GArray) drawn = g_array_new (FALSE, FALSE, sizeof (double));
  gboolean split = dw_trend_choice_get_mode (self->choice) == DW_TREND_MODE_SPLIT;

  if (!dw_trend_choice_has_overlay (self->choice, DW_TREND_OVERLAY_LIMITS) || dw_trend_choice_get_mode (self->choice) == DW_TREND_MODE_NORM)
    return;
  for (guint i = 0; i < self->lines->len; i++)
    {
      const DwTrendLine *line = &g_array_index (self->lines, DwTrendLine, i);
      double warning, alarm;

      if (series[i] < 0 || line->hidden)
        continue;
      dw_trend_desk_limits (dw_page_get_station (DW_PAGE (self)), &line->channel, &warning, &alarm);
      add_limit (self, drawn, alarm, FALSE, &line->channel, split ? series[i] : -1);
      add_limit (self, drawn, warning, TRUE, &line->channel, split ? series[i] : -1);
    }
}

static const struct
{
  DwPlotMarkKind kind;
  const char *letter;
} mark_kinds[] = {
  [DW_TREND_MARK_ALARM] = { DW_PLOT_MARK_ALARM, NULL },
  /* TRANSLATORS: one letter in a box on a chart: an operation; a note. */
  [DW_TREND_MARK_CONTROL] = { DW_PLOT_MARK_LETTER, NC_ ("mark", "O") },
  [DW_TREND_MARK_NOTE] = { DW_PLOT_MARK_LETTER, NC_ ("mark", "N") },
  [DW_TREND_MARK_CLOCK] = { DW_PLOT_MARK_CLOCK, NULL },
};

static void
add_marks (DwTrendPage *self)
{
  const GPtrArray *marks = dw_trend_loader_get_marks (self->loader);

  for (guint i = 0; marks != NULL && i < marks->len && dw_trend_choice_has_overlay (self->choice, DW_TREND_OVERLAY_MARKS); i++)
    {
      const DwTrendMark *mark = g_ptr_array_index (marks, i);
      const char *letter = mark_kinds[mark->kind].letter;
      DwPlotMark drawn = {
        .kind = mark_kinds[mark->kind].kind,
        .time_ms = mark->time_ms,
        .priority = CLAMP (mark->priority, 1, 4),
        .letter = letter != NULL ? g_dpgettext2 (GETTEXT_PACKAGE, "mark", letter) : NULL,
        .text = mark->text,
        .series = -1,
        .data = (gpointer)mark,
      };
      GError *error = NULL;

      if (dw_plot_add_mark (dw_trend_page_get_plot (self), &drawn, &error) < 0)
        dw_trend_page_complain ("mark", error);
    }
}

void
dw_trend_page_fill_curves (DwTrendPage *self)
{
  static const DwPlotMode modes[DW_N_TREND_MODES] = { DW_PLOT_SHARED, DW_PLOT_MULTIPLES, DW_PLOT_NORMALIZED };
  const DwTrendChannel *channel = dw_trend_page_get_main_channel (self);
  int series[DW_TREND_MAX_LINES];

  dw_plot_set_mode (dw_trend_page_get_plot (self), modes[dw_trend_choice_get_mode (self->choice)]);
  if (channel == NULL)
    return;
  set_axis (self, DW_PLOT_LEFT, dw_trend_choice_get_kind (self->choice), channel);
  for (guint i = 0; i < self->lines->len && i < DW_TREND_MAX_LINES; i++)
    series[i] = add_line (self, i);
  for (guint i = 0; i < self->lines->len; i++)
    add_previous (self, &g_array_index (self->lines, DwTrendLine, i));
  add_right (self);
  add_limits (self, series);
  add_marks (self);
}
