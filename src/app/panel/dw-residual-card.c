// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-residual-card.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-card.h"
#include "dw-chart-view.h"
#include "dw-chip.h"
#include "dw-detector-drawing.h"
#include "dw-rc-bar-view.h"
#include "dw-text.h"
#include "dw-trace.h"
#include "dw-value.h"

struct _DwResidualCard
{
  GtkWidget parent_instance;

  /* template children */
  DwCard *card;
  DwChip *chip;
  GtkToggleButton *span_hour;
  GtkToggleButton *span_day;
  GtkBox *value_box;
  GtkLabel *unit;
  GtkLabel *above_title;
  GtkLabel *above;
  GtkLabel *share_title;
  GtkLabel *share;
  GtkWidget *extras;
  GtkLabel *peak;
  GtkLabel *quality;
  DwRcBarView *bar;
  DwChartView *chart;

  DwValue *value;
  DwDevice *device;
  DwAlarmList *alarms;
  DwTrend *trend; /* borrowed */
  int channel;    /* -1 = the device measures nothing */

  DwStation *station;
  DwTrace *day;         /* owned: the last 24 h, NULL until they were asked for */
  gint64 day_ms;        /* when they were asked for */
  GCancellable *asking; /* owned */
};

G_DEFINE_FINAL_TYPE (DwResidualCard, dw_residual_card, GTK_TYPE_WIDGET)

#define MINUTE_MS G_GINT64_CONSTANT (60000)
#define DAY_POINTS 900 /* two per pixel of the chart */

/* What a device is watched for, in this order. */
static const DwPoint main_points[] = {
  { DW_QUANTITY_RESIDUAL_CURRENT, DW_PHASE_NONE, 0 },
  { DW_QUANTITY_ACTIVE_POWER, DW_PHASE_TOTAL, 0 },
  { DW_QUANTITY_ACTIVE_POWER, DW_PHASE_NONE, 0 },
  { DW_QUANTITY_CURRENT, DW_PHASE_A, 0 },
  { DW_QUANTITY_CURRENT, DW_PHASE_NONE, 0 },
  { DW_QUANTITY_TEMPERATURE, DW_PHASE_NONE, 1 },
};

static int
find_main_channel (DwDevice *device)
{
  for (guint i = 0; i < G_N_ELEMENTS (main_points); i++)
    for (guint k = 0; k < dw_device_get_n_channels (device); k++)
      if (dw_point_equal (dw_device_get_channel (device, k)->point, main_points[i]))
        return (int)k;
  return -1;
}

static const DwChannel *
get_channel (DwResidualCard *self)
{
  return self->device != NULL && self->channel >= 0 && (guint)self->channel < dw_device_get_n_channels (self->device)
           ? dw_device_get_channel (self->device, (guint)self->channel)
           : NULL;
}

static gint64
get_span_ms (DwResidualCard *self)
{
  if (gtk_toggle_button_get_active (self->span_day))
    return 24 * 60 * MINUTE_MS;
  return gtk_toggle_button_get_active (self->span_hour) ? 60 * MINUTE_MS : 15 * MINUTE_MS;
}

const char *
dw_residual_card_get_channel_name (DwResidualCard *self)
{
  const DwChannel *channel = get_channel (self);

  return channel != NULL ? channel->name : NULL;
}

/* --- the last day, from the history --- */

static void
forget_day (DwResidualCard *self)
{
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  dw_chart_view_set_trace (self->chart, NULL);
  g_clear_pointer (&self->day, dw_trace_free);
  self->day_ms = 0;
}

static void
day_answered_cb (DwTrace *trace, const GError *error, gpointer data)
{
  DwResidualCard *self = data;

  dw_chart_view_set_trace (self->chart, NULL);
  g_clear_pointer (&self->day, dw_trace_free);
  self->day = trace;
  gtk_widget_activate_action (GTK_WIDGET (self), "panel.redraw", NULL);
}

/* A pixel is more than two minutes: once a minute is often enough. */
static void
ask_day (DwResidualCard *self, gint64 now_ms)
{
  const char *name = dw_residual_card_get_channel_name (self);

  if (self->station == NULL || name == NULL || (self->day_ms != 0 && now_ms - self->day_ms < MINUTE_MS))
    return;
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  self->day_ms = now_ms;
  dw_trace_ask (self->station, dw_device_get_id (self->device), name, now_ms - 24 * 60 * MINUTE_MS, now_ms, DAY_POINTS, self->asking, day_answered_cb, self);
}

static gboolean
shows_day (DwResidualCard *self)
{
  return gtk_toggle_button_get_active (self->span_day);
}

static void
set_label (GtkLabel *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_label (label), text) != 0)
    gtk_label_set_label (label, text);
}

static char *
make_distance (const DwChannel *channel, double above)
{
  g_autofree char *number = dw_text_number (fabs (above), channel->decimals);

  return g_strdup_printf ("%s%s %s", above >= 0 ? "+" : "", number, dw_quantity_unit (channel->point.quantity));
}

/* Distance from the set value and from the warning; without a value to trust nothing is computed from it. */
static void
show_distance (DwResidualCard *self, const DwChannel *channel, gboolean fresh)
{
  double alarm = dw_channel_get_alarm_limit (channel), warning = dw_channel_get_warning_limit (channel);
  double above = channel->reading.value - alarm;
  g_autofree char *distance = fresh && !isnan (above) ? make_distance (channel, above) : g_strdup ("\u2014");
  g_autofree char *percent = fresh && alarm > 0 ? dw_text_number (channel->reading.value / alarm * 100, 0) : NULL;
  g_autofree char *share = percent != NULL ? g_strdup_printf ("%s %%", percent) : g_strdup ("\u2014");

  gtk_widget_set_visible (GTK_WIDGET (self->above), !isnan (alarm));
  gtk_widget_set_visible (GTK_WIDGET (self->above_title), !isnan (alarm));
  gtk_widget_set_visible (GTK_WIDGET (self->share), !isnan (alarm));
  gtk_widget_set_visible (GTK_WIDGET (self->share_title), !isnan (alarm));
  set_label (self->above_title, above >= 0 ? _ ("above the limit") : _ ("below the limit"));
  set_label (self->above, distance);
  set_label (self->share, share);
  dw_chip_set (self->chip, NULL, 0, FALSE);
  if (!fresh)
    return;
  if (channel->reading.value >= alarm)
    dw_chip_set (self->chip, _ ("≥ alarm value"), channel->limit.alarm_priority, FALSE);
  else if (channel->reading.value >= warning)
    dw_chip_set (self->chip, _ ("≥ warning value"), channel->limit.warning_priority, FALSE);
  else if (!isnan (alarm) || !isnan (warning))
    dw_chip_set (self->chip, _ ("Normal"), 0, FALSE);
}

static void
show_quality (DwResidualCard *self, const DwChannel *channel, const DwReadingText *reading)
{
  g_autofree char *words = NULL;

  if (reading->quality == DW_QUALITY_NONE || reading->quality == DW_QUALITY_SENSOR_FAULT)
    words = g_strdup (dw_quality_title (reading->quality));
  else
    {
      g_autofree char *age = dw_text_age (reading->age_ms);

      words = g_strdup_printf ("%s · %s", dw_quality_title (reading->quality), age);
    }
  set_label (self->quality, words);
}

static double
find_peak (DwResidualCard *self, gint64 since_ms, gint64 *peak_ms)
{
  if (shows_day (self))
    return self->day != NULL ? dw_trace_find_peak (self->day, since_ms, peak_ms) : NAN;
  return self->trend != NULL ? dw_trend_find_peak (self->trend, (guint)self->channel, since_ms, peak_ms) : NAN;
}

static void
show_peak (DwResidualCard *self, const DwChannel *channel, gint64 now_ms)
{
  gint64 peak_ms = 0;
  double peak = find_peak (self, now_ms - get_span_ms (self), &peak_ms);
  g_autofree char *number = NULL, *time = NULL, *words = NULL;

  if (!isnan (peak))
    {
      number = dw_text_number (peak, channel->decimals);
      time = dw_text_time_of_day (peak_ms);
      words = g_strdup_printf ("%s · %s", number, time);
    }
  set_label (self->peak, words != NULL ? words : "\u2014");
}

void
dw_residual_card_update (DwResidualCard *self, gint64 now_ms)
{
  const DwChannel *channel = get_channel (self);
  DwReadingText reading;
  gboolean fresh;

  if (channel == NULL)
    return;
  dw_reading_text_make (self->device, channel, now_ms, &reading);
  fresh = dw_quality_is_fresh (reading.quality);
  dw_value_set_priority (self->value, fresh ? dw_channel_get_reached_priority (channel) : 0);
  dw_value_show (self->value, self->device, channel, now_ms);
  show_distance (self, channel, fresh);
  show_quality (self, channel, &reading);
  if (channel->point.quantity == DW_QUANTITY_RESIDUAL_CURRENT)
    dw_rc_bar_view_show (self->bar, self->device, channel, now_ms);
}

void
dw_residual_card_move (DwResidualCard *self, gint64 now_ms)
{
  const DwChannel *channel = get_channel (self);
  const char *empty = NULL;

  if (channel == NULL)
    return;
  if (shows_day (self))
    ask_day (self, now_ms);
  dw_chart_view_set_trace (self->chart, shows_day (self) ? self->day : NULL);
  if (shows_day (self) && self->day != NULL)
    empty = _ ("No value in the last 24 hours");
  else if (dw_device_get_link (self->device) == DW_LINK_ONLINE)
    empty = _ ("Waiting for the first value, the gateway is on line");
  else
    empty = dw_device_get_link (self->device) == DW_LINK_DOWN ? _ ("No value in this time: the gateway is off line") : _ ("No value in this time: the device does not answer");
  show_peak (self, channel, now_ms);
  dw_chart_view_move (self->chart, self->device, self->alarms, now_ms, get_span_ms (self), empty);
}

static char *
make_note (const DwChannel *channel)
{
  const char *unit = dw_quantity_unit (channel->point.quantity);
  g_autofree char *low = NULL, *high = NULL;

  if (!isfinite (channel->range_high))
    return g_strdup_printf (_ ("unit %s"), unit);
  low = dw_text_number (isfinite (channel->range_low) ? channel->range_low : 0, 0);
  high = dw_text_number (channel->range_high, 0);
  return g_strdup_printf (_ ("unit %1$s · range %2$s–%3$s"), unit, low, high);
}

void
dw_residual_card_set_device (DwResidualCard *self, DwDevice *device, DwAlarmList *alarms, DwTrend *trend)
{
  const DwChannel *channel;
  g_autofree char *note = NULL, *title = NULL;

  forget_day (self);
  g_set_object (&self->device, device);
  g_set_object (&self->alarms, alarms);
  self->trend = trend;
  self->channel = device != NULL ? find_main_channel (device) : -1;
  dw_chart_view_set_trend (self->chart, trend, self->channel);
  channel = get_channel (self);
  gtk_widget_set_visible (GTK_WIDGET (self), channel != NULL || device == NULL);
  if (channel == NULL)
    return;
  title = dw_channel_title (channel);
  note = make_note (channel);
  dw_card_set_title (self->card, title);
  dw_card_set_note (self->card, note);
  gtk_label_set_label (self->unit, dw_quantity_unit (channel->point.quantity));
  gtk_widget_set_visible (GTK_WIDGET (self->bar), channel->point.quantity == DW_QUANTITY_RESIDUAL_CURRENT);
}

static void
span_toggled_cb (DwResidualCard *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "panel.redraw", NULL);
}

static void
dw_residual_card_dispose (GObject *object)
{
  DwResidualCard *self = DW_RESIDUAL_CARD (object);

  if (self->chart != NULL)
    forget_day (self);
  self->trend = NULL;
  g_clear_object (&self->station);
  gtk_widget_dispose_template (GTK_WIDGET (object), DW_TYPE_RESIDUAL_CARD);
  g_clear_object (&self->device);
  g_clear_object (&self->alarms);
  G_OBJECT_CLASS (dw_residual_card_parent_class)->dispose (object);
}

static void
dw_residual_card_class_init (DwResidualCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DW_TYPE_CARD);
  g_type_ensure (DW_TYPE_CHIP);
  g_type_ensure (DW_TYPE_RC_BAR_VIEW);
  g_type_ensure (DW_TYPE_CHART_VIEW);
  G_OBJECT_CLASS (klass)->dispose = dw_residual_card_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dianwei/Dianwei/panel/dw-residual-card.ui");
  gtk_widget_class_bind_template_child (widget_class, DwResidualCard, card);
  gtk_widget_class_bind_template_child (widget_class, DwResidualCard, chip);
  gtk_widget_class_bind_template_child (widget_class, DwResidualCard, span_hour);
  gtk_widget_class_bind_template_child (widget_class, DwResidualCard, span_day);
  gtk_widget_class_bind_template_child (widget_class, DwResidualCard, value_box);
  gtk_widget_class_bind_template_child (widget_class, DwResidualCard, unit);
  gtk_widget_class_bind_template_child (widget_class, DwResidualCard, above_title);
  gtk_widget_class_bind_template_child (widget_class, DwResidualCard, above);
  gtk_widget_class_bind_template_child (widget_class, DwResidualCard, share_title);
  gtk_widget_class_bind_template_child (widget_class, DwResidualCard, share);
  gtk_widget_class_bind_template_child (widget_class, DwResidualCard, extras);
  gtk_widget_class_bind_template_child (widget_class, DwResidualCard, peak);
  gtk_widget_class_bind_template_child (widget_class, DwResidualCard, quality);
  gtk_widget_class_bind_template_child (widget_class, DwResidualCard, bar);
  gtk_widget_class_bind_template_child (widget_class, DwResidualCard, chart);
  gtk_widget_class_bind_template_callback (widget_class, span_toggled_cb);
}

static void
dw_residual_card_init (DwResidualCard *self)
{
  self->channel = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->value = DW_VALUE (dw_value_new (40));
  gtk_box_prepend (self->value_box, GTK_WIDGET (self->value));
}

GtkWidget *
dw_residual_card_new (void)
{
  return g_object_new (DW_TYPE_RESIDUAL_CARD, NULL);
}

void
dw_residual_card_set_station (DwResidualCard *self, DwStation *station)
{
  g_set_object (&self->station, station);
}

void
dw_residual_card_set_narrow (DwResidualCard *self, gboolean narrow)
{
  gtk_widget_set_visible (self->extras, !narrow);
}
