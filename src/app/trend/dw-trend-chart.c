// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-trend-page-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "dw-text.h"
#include "dw-trend-periods.h"

/* The answers become a plot: curves (dw-trend-curves.c), or bars, or a heat map. The plot borrows the arrays of the answers, so it is filled anew with each. */

void
dw_trend_page_complain (const char *what, GError *error)
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

DwPlot *
dw_trend_page_get_plot (DwTrendPage *self)
{
  return dw_plot_view_get_plot (self->plot);
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
  dw_plot_set_mode (dw_trend_page_get_plot (self), DW_PLOT_SHARED);
  dw_plot_set_axis (dw_trend_page_get_plot (self), DW_PLOT_LEFT, &axis, NULL);
  if (n == 0)
    return;
  self->load = dw_energy_bars_new (answers, n);
  dw_energy_bars_put (self->load, dw_trend_page_get_plot (self), dw_trend_periods_are_hours (self->span) ? HOURS_BETWEEN_NUMBERS : 0, dw_trend_page_now_ms (self), dw_span_get_zone (self->span));
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
  if (!dw_plot_set_heat (dw_trend_page_get_plot (self),
                         &(DwPlotHeat){ .n_days = days->len,
                                        .values = (const double *)(void *)means->data,
                                        .day_labels = (const char *const *)(void *)labels->pdata,
                                        .low = 1,
                                        .high = 0,
                                        .cursor_day = -1,
                                        .cursor_hour = -1 },
                         &error))
    dw_trend_page_complain ("heat map", error);
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

static void
append_right (DwTrendPage *self, GString *words)
{
  DwTrendChannel channel;
  const DwTrendTrace *trace = dw_trend_page_find_right (self, &channel);
  g_autofree char *name = trace != NULL ? dw_trend_page_name_right (self, &channel) : NULL;
  g_autofree char *sentence = NULL;

  if (trace == NULL)
    return;
  sentence = dw_trend_describe_line (name, &channel, trace, NULL, dw_span_get_length_ms (self->span), dw_span_get_zone (self->span));
  g_string_append_printf (words, "; %s", sentence);
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
  if (dw_trend_choice_get_view (self->choice) == DW_TREND_VIEW_CURVE)
    append_right (self, words);
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

/* An empty answer is one too: a plot that has the keys must not go from under them while the next span is asked for. */
static gboolean
has_answer (DwTrendPage *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    if (dw_trend_loader_find_trace (self->loader, &g_array_index (self->lines, DwTrendLine, i).channel) != NULL)
      return TRUE;
  return FALSE;
}

static const char *
choose_content (DwTrendPage *self)
{
  if (self->lines->len == 0 && dw_trend_choice_get_view (self->choice) != DW_TREND_VIEW_LOAD)
    return "empty";
  if (dw_trend_loader_is_loading (self->loader) && !has_answer (self) && dw_trend_choice_get_view (self->choice) == DW_TREND_VIEW_CURVE)
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

/* Something that was asked is still out: nothing can be said yet. */
static gboolean
is_waiting (DwTrendPage *self)
{
  return dw_trend_loader_is_loading (self->loader) || (dw_trend_choice_get_view (self->choice) == DW_TREND_VIEW_LOAD && dw_trend_page_find_energy_device (self) != 0 && !dw_trend_page_has_energies (self));
}

void
dw_trend_page_fill_chart (DwTrendPage *self)
{
  DwTrendView view = dw_trend_choice_get_view (self->choice);
  GError *error = NULL;
  g_autofree char *title = make_title (self);
  g_autofree char *words = make_words (self, title);
  g_autofree char *points = dw_trend_page_get_main_channel (self) != NULL ? dw_trend_describe_points (dw_trend_loader_find_trace (self->loader, dw_trend_page_get_main_channel (self))) : g_strdup ("");

  dw_plot_clear (dw_trend_page_get_plot (self));
  g_clear_pointer (&self->load, dw_energy_bars_free);
  if (!dw_plot_set_span (dw_trend_page_get_plot (self), dw_span_get_from_ms (self->span), dw_span_get_to_ms (self->span), &error))
    dw_trend_page_complain ("span", error);
  dw_plot_set_empty_text (dw_trend_page_get_plot (self), is_waiting (self) ? NULL : _ ("Nothing was recorded in this time"));
  if (view == DW_TREND_VIEW_CURVE)
    dw_trend_page_fill_curves (self);
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
