// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-chart-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-device-summary.h"
#include "dw-mini-chart.h"
#include "dw-style.h"
#include "dw-text.h"

struct _DwChartView
{
  GtkWidget parent_instance;

  PangoLayout *layout;
  DwTrend *trend;       /* borrowed */
  const DwTrace *trace; /* borrowed, NULL = the trend is shown */
  int channel;
  DwMiniChart chart; /* its strings live in the array below */
  GPtrArray *strings;
};

G_DEFINE_FINAL_TYPE (DwChartView, dw_chart_view, GTK_TYPE_WIDGET)

static const int natural_width = 446;
static const int natural_height = 172;

static void
dw_chart_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = across ? 240 : 120;
  *natural = across ? natural_width : natural_height;
}

static void
dw_chart_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DwChartView *self = DW_CHART_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  DwTrendSeries series = { 0 };
  cairo_t *cr;

  if (self->chart.to_ms <= self->chart.from_ms)
    return;
  if (self->layout == NULL)
    self->layout = dw_label_layout_new (gtk_widget_get_pango_context (widget));
  if (self->trace != NULL)
    series = (DwTrendSeries){ self->trace->times_ms, self->trace->values, self->trace->doubtful, self->trace->n, self->trace->gap_ms };
  else if (self->trend != NULL && self->channel >= 0)
    dw_trend_get_series (self->trend, (guint)self->channel, &series);
  self->chart.times_ms = series.times_ms;
  self->chart.values = series.values;
  self->chart.doubtful = series.doubtful;
  self->chart.n = series.n;
  self->chart.gap_ms = series.gap_ms;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));
  dw_mini_chart_draw (&self->chart, cr, dw_palette_of (widget), self->layout, 0, 0, width, height);
  cairo_destroy (cr);
}

static void
dw_chart_view_dispose (GObject *object)
{
  DwChartView *self = DW_CHART_VIEW (object);

  g_clear_object (&self->layout);
  g_ptr_array_set_size (self->strings, 0);
  dw_mini_chart_init (&self->chart);
  G_OBJECT_CLASS (dw_chart_view_parent_class)->dispose (object);
}

static void
dw_chart_view_finalize (GObject *object)
{
  g_ptr_array_unref (DW_CHART_VIEW (object)->strings);
  G_OBJECT_CLASS (dw_chart_view_parent_class)->finalize (object);
}

static void
dw_chart_view_class_init (DwChartViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_chart_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = dw_chart_view_finalize;
  widget_class->measure = dw_chart_view_measure;
  widget_class->snapshot = dw_chart_view_snapshot;
  gtk_widget_class_set_css_name (widget_class, "dwchart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
dw_chart_view_init (DwChartView *self)
{
  self->channel = -1;
  self->strings = g_ptr_array_new_with_free_func (g_free);
  dw_mini_chart_init (&self->chart);
}

GtkWidget *
dw_chart_view_new (void)
{
  return g_object_new (DW_TYPE_CHART_VIEW, NULL);
}

void
dw_chart_view_set_trend (DwChartView *self, DwTrend *trend, int channel)
{
  self->trend = trend;
  self->channel = trend != NULL ? channel : -1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
dw_chart_view_set_trace (DwChartView *self, const DwTrace *trace)
{
  self->trace = trace;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static double
find_peak (DwChartView *self, gint64 since_ms)
{
  gint64 peak_ms = 0;

  if (self->trace != NULL)
    return dw_trace_find_peak (self->trace, since_ms, &peak_ms);
  return self->trend != NULL && self->channel >= 0 ? dw_trend_find_peak (self->trend, (guint)self->channel, since_ms, &peak_ms) : NAN;
}

/* Keeps the string as long as the chart shows it. */
static const char *
keep (DwChartView *self, char *string)
{
  g_ptr_array_add (self->strings, string);
  return string;
}

static void
add_limit (DwChartView *self, double value, gboolean warning)
{
  g_autofree char *number = NULL;

  if (isnan (value))
    return;
  number = dw_text_number (value, 0);
  self->chart.limits[self->chart.n_limits++] = (DwChartLimit){
    .value = value,
    .warning = warning,
    .text = keep (self, g_strdup_printf (warning ? _ ("Warning %s") : _ ("Alarm %s"), number)),
  };
}

typedef struct
{
  DwChartView *view;
  const char *channel;
} MarkSearch;

static void
add_mark_cb (gpointer data, gpointer user_data)
{
  const DwAlarmRecord *record = dw_alarm_get_record (data);
  MarkSearch *search = user_data;
  DwMiniChart *chart = &search->view->chart;

  if (g_strcmp0 (record->channel, search->channel) != 0 || chart->n_marks == DW_CHART_MAX_MARKS)
    return;
  chart->marks[chart->n_marks++] = (DwChartMark){
    .time_ms = record->begin_ms,
    .priority = record->priority,
    .text = keep (search->view, dw_text_time_of_day (record->begin_ms)),
  };
}

static gint64
find_zone_offset_ms (gint64 now_ms)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (now_ms / 1000);

  return local != NULL ? g_date_time_get_utc_offset (local) / 1000 : 0;
}

/* The chart in words: what a person would say of it. */
static void
speak (DwChartView *self, const DwChannel *channel, gint64 from_ms)
{
  double peak = find_peak (self, from_ms);
  g_autofree char *title = dw_channel_title (channel);
  g_autofree char *number = dw_text_number (peak, channel->decimals);
  /* TRANSLATORS: a chart in words: "Residual current, largest 418 mA". */
  g_autofree char *words = g_strdup_printf (_ ("%1$s, largest %2$s %3$s"), title, number, dw_quantity_unit (channel->point.quantity));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

void
dw_chart_view_move (DwChartView *self, DwDevice *device, DwAlarmList *alarms, gint64 now_ms, gint64 span_ms, const char *empty_text)
{
  const DwChannel *channel = self->channel >= 0 && (guint)self->channel < dw_device_get_n_channels (device) ? dw_device_get_channel (device, (guint)self->channel) : NULL;

  dw_mini_chart_init (&self->chart);
  g_ptr_array_set_size (self->strings, 0);
  self->chart.from_ms = now_ms - span_ms;
  self->chart.to_ms = now_ms;
  self->chart.offset_ms = find_zone_offset_ms (now_ms);
  self->chart.empty_text = keep (self, g_strdup (empty_text));
  if (channel != NULL)
    {
      MarkSearch search = { self, channel->name };

      add_limit (self, dw_channel_get_alarm_limit (channel), FALSE);
      add_limit (self, dw_channel_get_warning_limit (channel), TRUE);
      if (alarms != NULL)
        dw_alarm_list_foreach_device (alarms, dw_device_get_id (device), add_mark_cb, &search);
      speak (self, channel, self->chart.from_ms);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
