// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-trend-page-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "dw-text.h"
#include "dw-trend-periods.h"

/* The answers become a plot: curves with their limits, gaps and marks; or bars; or a heat map. The plot borrows the arrays of the answers, so it is filled anew with each. */

/* Nominal voltages of low-voltage networks (GB/T 156): between phases and between phase and neutral. */
#define NOMINAL_PHASE_V 220
#define NOMINAL_LINE_V 380

/* A value that was estimated, entered by hand or is doubted is drawn dotted. */
#define DOUBTFUL_QUALITIES ((1u << DW_QUALITY_DOUBTFUL) | (1u << DW_QUALITY_MANUAL) | (1u << DW_QUALITY_ESTIMATED))

static void
complain (const char *what, GError *error)
{
  if (error != NULL)
    g_warning ("trend: %s: %s", what, error->message);
  g_clear_error (&error);
}

const DwTrendChannel *
dw_trend_page_get_main_channel (DwTrendPage *self)
{
  return self->lines != NULL && self->lines->len > 0 ? &g_array_index (self->lines, DwTrendLine, 0).channel : NULL;
}

static DwPlot *
get_plot (DwTrendPage *self)
{
  return dw_plot_view_get_plot (self->plot);
}

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
  if (!dw_plot_set_axis (get_plot (self), side, &axis, &error))
    complain ("axis", error);
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

  return dw_plot_add_samples (get_plot (self), series, &data, error);
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

  return dw_plot_add_buckets (get_plot (self), series, &data, error);
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
  complain (trace->channel.name, error);
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

      if (to_ms > gap->from_ms && dw_plot_add_gap (get_plot (self), &(DwPlotGap){ gap->from_ms, to_ms, series, text }, &error) < 0)
        complain ("gap", error);
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

static void
add_right (DwTrendPage *self)
{
  DwTrendKind kind = dw_trend_choice_get_right_kind (self->choice);
  DwTrendChannel channel;
  const DwTrendTrace *trace;
  g_autofree char *title = NULL;
  DwPlotSeries series = { .style = DW_PLOT_STYLE_S6, .side = DW_PLOT_RIGHT, .no_last_dot = is_over (self) };

  if (!dw_trend_choice_has_overlay (self->choice, DW_TREND_OVERLAY_RIGHT) || !dw_trend_choice_find_right (self->choice, dw_trend_page_list_channels, self, &channel))
    return;
  trace = dw_trend_loader_find_trace (self->loader, &channel);
  if (trace == NULL)
    return;
  title = dw_trend_channel_label (&channel);
  series.label = title;
  series.unit = dw_trend_desk_unit (&channel);
  set_axis (self, DW_PLOT_RIGHT, kind, &channel);
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
  if (dw_plot_add_limit (get_plot (self), &limit, &error) < 0)
    complain ("limit", error);
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

      if (dw_plot_add_mark (get_plot (self), &drawn, &error) < 0)
        complain ("mark", error);
    }
}

static void
fill_curves (DwTrendPage *self)
{
  static const DwPlotMode modes[DW_N_TREND_MODES] = { DW_PLOT_SHARED, DW_PLOT_MULTIPLES, DW_PLOT_NORMALIZED };
  const DwTrendChannel *channel = dw_trend_page_get_main_channel (self);
  int series[DW_TREND_MAX_LINES];

  dw_plot_set_mode (get_plot (self), modes[dw_trend_choice_get_mode (self->choice)]);
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

/* --- load and heat map --- */

#define HOURS_BETWEEN_NUMBERS 3

static void
fill_load (DwTrendPage *self)
{
  const DwEnergyAnswer *answers[DW_TREND_MAX_ITEMS];
  DwPlotAxis axis = { .scale = DW_PLOT_SCALE_ZERO, .decimals = 1 };
  guint n = 0;

  for (guint i = 0; i < dw_trend_choice_get_n_items (self->choice); i++)
    {
      const DwTrendItem *item = dw_trend_choice_get_item (self->choice, i);
      const DwEnergyAnswer *answer = item->shown ? dw_trend_loader_find_energy (self->loader, item->device_id) : NULL;

      if (answer != NULL && answer->n_periods > 0)
        answers[n++] = answer;
    }
  dw_plot_set_mode (get_plot (self), DW_PLOT_SHARED);
  dw_plot_set_axis (get_plot (self), DW_PLOT_LEFT, &axis, NULL);
  if (n == 0)
    return;
  self->load = dw_energy_bars_new (answers, n);
  dw_energy_bars_put (self->load, get_plot (self), dw_trend_periods_are_hours (self->span) ? HOURS_BETWEEN_NUMBERS : 0, dw_trend_page_now_ms (self), dw_span_get_zone (self->span));
}

static char *
format_day (GTimeZone *zone, gint64 day_ms, gboolean sparse)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (day_ms / 1000);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);

  if (sparse && g_date_time_get_day_of_month (local) != 1)
    return NULL;
  return g_date_time_format (local, sparse ? "%Y-%m" : "%m-%d");
}

/* A month has a name for each day, a year for each month. */
#define MAX_NAMED_DAYS 35

static void
fill_heat (DwTrendPage *self)
{
  const DwBuckets *buckets = dw_trend_loader_get_heat (self->loader);
  GTimeZone *zone = dw_span_get_zone (self->span);
  g_autoptr (GArray) days = NULL;
  g_autoptr (GArray) means = buckets != NULL ? dw_trend_periods_fold (buckets, zone, &days) : NULL;
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  GError *error = NULL;

  if (means == NULL || days->len == 0)
    return;
  for (guint i = 0; i < days->len; i++)
    g_ptr_array_add (labels, format_day (zone, g_array_index (days, gint64, i), days->len > MAX_NAMED_DAYS));
  if (!dw_plot_set_heat (get_plot (self),
                         &(DwPlotHeat){ .n_days = days->len,
                                        .values = (const double *)(void *)means->data,
                                        .day_labels = (const char *const *)(void *)labels->pdata,
                                        .low = 1,
                                        .high = 0,
                                        .cursor_day = -1,
                                        .cursor_hour = -1 },
                         &error))
    complain ("heat map", error);
}

/* --- what the card says --- */

static char *
make_title (DwTrendPage *self)
{
  const DwTrendChannel *channel = dw_trend_page_get_main_channel (self);
  DwTrendView view = dw_trend_choice_get_view (self->choice);
  const char *title = dw_trend_kind_title (dw_trend_choice_get_kind (self->choice));
  g_autofree char *period = dw_trend_periods_format (self->span);
  g_autofree char *name = NULL;
  g_autofree char *with_unit = NULL;

  if (view == DW_TREND_VIEW_LOAD)
    return g_strdup_printf (_ ("Energy of the shown circuits, %s (kWh)"), period);
  with_unit = dw_trend_title_with_unit (title, channel != NULL ? dw_trend_desk_unit (channel) : NULL);
  if (view == DW_TREND_VIEW_CURVE || channel == NULL)
    return g_steal_pointer (&with_unit);
  name = dw_trend_line_name (&g_array_index (self->lines, DwTrendLine, 0), dw_trend_page_find_device (self, channel->device_id));
  return g_strdup_printf (_ ("%1$s, hourly means: %2$s"), with_unit, name);
}

static char *
make_words (DwTrendPage *self, const char *title)
{
  g_autofree char *span = dw_span_format (self->span);
  GString *words = g_string_new (NULL);

  g_string_append_printf (words, "%s, %s", title, span);
  for (guint i = 0; i < self->lines->len && dw_trend_choice_get_view (self->choice) == DW_TREND_VIEW_CURVE; i++)
    {
      const DwTrendLine *line = &g_array_index (self->lines, DwTrendLine, i);
      const DwTrendTrace *trace = dw_trend_loader_find_trace (self->loader, &line->channel);
      g_autofree char *name = dw_trend_line_name (line, dw_trend_page_find_device (self, line->channel.device_id));
      g_autofree char *sentence = dw_trend_describe_line (name, &line->channel, trace, dw_trend_loader_find_stats (self->loader, &line->channel), dw_span_get_length_ms (self->span), dw_span_get_zone (self->span));

      g_string_append_printf (words, "; %s", sentence);
    }
  return g_string_free (words, FALSE);
}

/* The nearest time at which any of the curves has something. 0 = nowhere, or there is something here. */
static gint64
find_nearest (DwTrendPage *self)
{
  gint64 middle_ms = dw_span_get_from_ms (self->span) + dw_span_get_length_ms (self->span) / 2, nearest_ms = 0;

  for (guint i = 0; i < self->lines->len; i++)
    {
      const DwTrendTrace *trace = dw_trend_loader_find_trace (self->loader, &g_array_index (self->lines, DwTrendLine, i).channel);
      gint64 candidates[] = { trace != NULL ? trace->near_before_ms : 0, trace != NULL ? trace->near_after_ms : 0 };

      if (isfinite (dw_trend_last_value (trace)))
        return 0;
      for (guint k = 0; k < G_N_ELEMENTS (candidates); k++)
        if (candidates[k] != 0 && (nearest_ms == 0 || ABS (candidates[k] - middle_ms) < ABS (nearest_ms - middle_ms)))
          nearest_ms = candidates[k];
    }
  return nearest_ms;
}

static void
show_nearest (DwTrendPage *self)
{
  gint64 nearest_ms = dw_trend_choice_get_view (self->choice) == DW_TREND_VIEW_CURVE && !dw_trend_loader_is_loading (self->loader) ? find_nearest (self) : 0;
  g_autofree char *time = dw_text_time_full (nearest_ms);
  g_autofree char *text = g_strdup_printf (_ ("Go to the nearest data: %s"), time);
  g_autofree char *target = g_strdup_printf ("%" G_GINT64_FORMAT, nearest_ms);

  gtk_button_set_label (self->nearest, text);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->nearest), "s", target);
  gtk_widget_set_visible (GTK_WIDGET (self->nearest), nearest_ms != 0);
}

static const char *
choose_content (DwTrendPage *self)
{
  if (self->lines->len == 0 && dw_trend_choice_get_view (self->choice) != DW_TREND_VIEW_LOAD)
    return "empty";
  if (dw_trend_loader_is_loading (self->loader) && dw_plot_get_n_series (get_plot (self)) == 0 && dw_trend_choice_get_view (self->choice) == DW_TREND_VIEW_CURVE)
    return "loading";
  return "plot";
}

static void
show_empty (DwTrendPage *self)
{
  if (dw_trend_choice_get_n_items (self->choice) == 0)
    dw_empty_set (self->empty, "trend", _ ("No circuit is chosen"), _ ("Choose circuits to see their curves side by side"), _ ("Add a circuit"), "trend.add");
  else
    dw_empty_set (self->empty, "trend", _ ("These circuits do not measure this"), _ ("Choose another quantity, or check a circuit that has it"), NULL, NULL);
}

void
dw_trend_page_fill_chart (DwTrendPage *self)
{
  DwTrendView view = dw_trend_choice_get_view (self->choice);
  GError *error = NULL;
  g_autofree char *title = make_title (self);
  g_autofree char *words = make_words (self, title);
  g_autofree char *points = dw_trend_page_get_main_channel (self) != NULL ? dw_trend_describe_points (dw_trend_loader_find_trace (self->loader, dw_trend_page_get_main_channel (self))) : g_strdup ("");

  dw_plot_clear (get_plot (self));
  g_clear_pointer (&self->load, dw_energy_bars_free);
  if (!dw_plot_set_span (get_plot (self), dw_span_get_from_ms (self->span), dw_span_get_to_ms (self->span), &error))
    complain ("span", error);
  dw_plot_set_empty_text (get_plot (self), dw_trend_loader_is_loading (self->loader) ? NULL : _ ("Nothing was recorded in this time"));
  if (view == DW_TREND_VIEW_CURVE)
    fill_curves (self);
  else if (view == DW_TREND_VIEW_LOAD)
    fill_load (self);
  else
    fill_heat (self);
  dw_plot_view_set_interactive (self->plot, view == DW_TREND_VIEW_CURVE);
  dw_plot_view_set_note (self->plot, points);
  dw_plot_view_set_words (self->plot, words);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->points, view == DW_TREND_VIEW_CURVE ? points : "");
  show_nearest (self);
  show_empty (self);
  gtk_stack_set_visible_child_name (self->content, choose_content (self));
  dw_plot_view_redraw (self->plot);
}
