// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-life-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-alarm-desk.h"
#include "dw-alarm-words.h"
#include "dw-calendar.h"
#include "dw-mini-chart.h"
#include "dw-reading-text.h"
#include "dw-style.h"
#include "dw-text.h"
#include "dw-trace.h"

#define MARGIN_MS (5 * 60 * G_GINT64_CONSTANT (1000))
#define MAX_POINTS 1600

struct _DwLifeView
{
  GtkWidget parent_instance;

  DwStation *station;          /* owned */
  GCancellable *asking;        /* owned, NULL */
  DwTrace *trace;              /* owned, NULL */
  PangoLayout *layout;         /* owned */
  GTimeZone *zone;             /* owned */
  char *title;                 /* owned */
  char *sentence;              /* owned: in place of the curve, NULL */
  char *limit_text;            /* owned */
  char *begin_text, *end_text; /* owned */
  const char *unit;            /* of the quantity, static */
  int decimals;

  /* the life */
  gint64 from_ms, to_ms, begin_ms, end_ms;
  guint priority;
  double limit;
  gboolean warning;
};

G_DEFINE_FINAL_TYPE (DwLifeView, dw_life_view, GTK_TYPE_WIDGET)

void
dw_life_find_span (gint64 begin_ms, gint64 end_ms, gint64 now_ms, gint64 *from_ms, gint64 *to_ms)
{
  gint64 last_ms = end_ms != 0 ? end_ms : now_ms;
  gint64 margin_ms = MAX (MARGIN_MS, (last_ms - begin_ms) / 10);

  *from_ms = begin_ms - margin_ms;
  *to_ms = MAX (MIN (last_ms + margin_ms, now_ms), begin_ms + 1);
}

/* --- what is shown --- */

static void
forget (DwLifeView *self)
{
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_pointer (&self->trace, dw_trace_free);
  g_clear_pointer (&self->sentence, g_free);
  g_clear_pointer (&self->limit_text, g_free);
  g_clear_pointer (&self->begin_text, g_free);
  g_clear_pointer (&self->end_text, g_free);
}

static void
speak (DwLifeView *self)
{
  gint64 peak_ms = 0;
  g_autofree char *words = NULL;

  if (self->trace != NULL && self->sentence == NULL)
    {
      g_autofree char *peak = dw_text_number (dw_trace_find_peak (self->trace, 0, &peak_ms), self->decimals);
      g_autofree char *lowest = dw_text_number (dw_trace_find_lowest (self->trace), self->decimals);
      g_autofree char *last = dw_text_number (dw_trace_find_last (self->trace), self->decimals);

      /* TRANSLATORS: a curve in words: "Residual current · 2AL1: last 94, smallest 90, largest 412 mA". The limit follows. */
      words = g_strdup_printf (_ ("%1$s: last %2$s, smallest %3$s, largest %4$s %5$s"), self->title, last, lowest, peak, self->unit);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words != NULL ? words : self->sentence != NULL ? self->sentence
                                                                                                                                       : self->title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, self->limit_text != NULL ? self->limit_text : "", -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Takes the sentence. */
static void
say (DwLifeView *self, char *sentence)
{
  g_free (self->sentence);
  self->sentence = sentence;
  speak (self);
}

static void
answered_cb (DwTrace *trace, const GError *error, gpointer data)
{
  DwLifeView *self = data;
  gint64 peak_ms;

  self->trace = trace;
  g_clear_pointer (&self->sentence, g_free);
  if (trace == NULL)
    self->sentence = g_strdup (error->message);
  else if (isnan (dw_trace_find_peak (trace, 0, &peak_ms)))
    self->sentence = g_strdup (_ ("The history has no value of that time"));
  speak (self);
}

static void
ask (DwLifeView *self, gint64 device_id, const char *channel)
{
  say (self, g_strdup (_ ("Reading the history…")));
  self->asking = g_cancellable_new ();
  dw_trace_ask (self->station, device_id, channel, self->from_ms, self->to_ms, MAX_POINTS, self->asking, answered_cb, self);
}

/* NULL: there is a curve. New string. */
static char *
find_obstacle (const DwAlarmSite *site, const char *channel)
{
  if (site->device == NULL)
    return g_strdup (_ ("There is no curve: this line belongs to no device that is there now"));
  if (*channel == '\0')
    return g_strdup (_ ("There is no curve: this line is about the whole device, not about a value"));
  if (site->channel == NULL)
    return g_strdup_printf (_ ("There is no curve: %1$s does not measure “%2$s”"), dw_device_get_name (site->device), channel);
  if (dw_quantity_is_state (site->channel->point.quantity))
    return g_strdup (_ ("There is no curve: this is a contact, which is open or closed"));
  return NULL;
}

static void
set_title (DwLifeView *self, const DwAlarmSite *site)
{
  g_autofree char *value = site->channel != NULL ? dw_channel_title (site->channel) : NULL;

  g_free (self->title);
  self->title = g_strjoin (" · ", value != NULL ? value : _ ("Value of the chosen line"), site->device != NULL ? dw_device_get_name (site->device) : NULL, NULL);
}

static void
show (DwLifeView *self, gint64 device_id, gint64 place_id, const char *channel)
{
  DwAlarmSite site;
  char *obstacle;

  dw_alarm_site_find (&site, self->station, device_id, place_id, channel);
  set_title (self, &site);
  obstacle = find_obstacle (&site, channel);
  if (obstacle != NULL)
    {
      say (self, obstacle);
      return;
    }
  self->unit = dw_quantity_unit (site.channel->point.quantity);
  self->decimals = site.channel->decimals;
  if (!isnan (self->limit))
    {
      g_autofree char *number = dw_text_number (self->limit, site.channel->decimals);

      self->limit_text = g_strdup_printf (self->warning ? _ ("Warning %s") : _ ("Alarm %s"), number);
    }
  ask (self, device_id, channel);
}

static void
set_life (DwLifeView *self, gint64 begin_ms, gint64 end_ms, guint priority, double limit, gboolean warning)
{
  gint64 now_ms = dw_clock_wall_ms (dw_station_get_clock (self->station));

  self->begin_ms = begin_ms;
  self->end_ms = end_ms;
  self->priority = priority;
  self->limit = limit;
  self->warning = warning;
  self->begin_text = dw_text_time_of_day (begin_ms);
  self->end_text = end_ms != 0 ? dw_text_time_of_day (end_ms) : NULL;
  dw_life_find_span (begin_ms, end_ms, now_ms, &self->from_ms, &self->to_ms);
}

static gboolean
is_warning (DwAlarmKind kind)
{
  return kind == DW_ALARM_RESIDUAL_WARNING || kind == DW_ALARM_TEMPERATURE_WARNING || kind == DW_ALARM_OVERCURRENT_WARNING;
}

void
dw_life_view_show (DwLifeView *self, DwAlarmRow *row)
{
  const DwEventRecord *event = row != NULL ? dw_alarm_row_get_event (row) : NULL;
  g_autoptr (DwAlarmRecord) record = row != NULL && *dw_alarm_row_get_alarm_id (row) != '\0' ? dw_alarm_desk_find (self->station, dw_alarm_row_get_alarm_id (row)) : NULL;

  forget (self);
  if (record != NULL)
    {
      set_life (self, record->begin_ms, record->end_ms, record->priority, record->limit, is_warning (record->kind));
      show (self, record->device_id, record->place_id, record->channel);
    }
  else if (event != NULL)
    {
      set_life (self, event->time_ms, event->time_ms, event->priority, event->limit, FALSE);
      show (self, event->device_id, event->place_id, event->channel);
    }
  else
    {
      g_free (self->title);
      self->title = g_strdup (_ ("Value of the chosen line"));
      say (self, g_strdup (_ ("Choose a line of the table")));
    }
}

const char *
dw_life_view_get_title (DwLifeView *self)
{
  return self->title;
}

/* --- the widget --- */

static void
fill_chart (DwLifeView *self, DwMiniChart *chart)
{
  dw_mini_chart_init (chart);
  chart->from_ms = self->from_ms;
  chart->to_ms = self->to_ms;
  chart->offset_ms = dw_calendar_offset_ms (self->from_ms, self->zone);
  chart->times_ms = self->trace->times_ms;
  chart->values = self->trace->values;
  chart->doubtful = self->trace->doubtful;
  chart->n = self->trace->n;
  chart->gap_ms = self->trace->gap_ms;
  if (!isnan (self->limit))
    chart->limits[chart->n_limits++] = (DwChartLimit){ .value = self->limit, .text = self->limit_text, .warning = self->warning };
  if (self->priority != 0)
    chart->marks[chart->n_marks++] = (DwChartMark){ .time_ms = self->begin_ms, .priority = self->priority, .text = self->begin_text };
}

static void
dw_life_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DwLifeView *self = DW_LIFE_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));
  DwMiniChart chart;

  if (self->layout == NULL)
    self->layout = dw_label_layout_new (gtk_widget_get_pango_context (widget));
  if (self->sentence != NULL || self->trace == NULL)
    dw_label_draw (cr, self->layout, dw_palette_of (widget), &(DwLabelStyle){ .size = 13, .weight = 400, .color = DW_COLOR_TEXT_3, .align = DW_ALIGN_CENTER, .width = width - 24 }, self->sentence != NULL ? self->sentence : "", width / 2.0, height / 2.0 + 4);
  else
    {
      fill_chart (self, &chart);
      dw_mini_chart_draw (&chart, cr, dw_palette_of (widget), self->layout, 0, 0, width, height);
    }
  cairo_destroy (cr);
}

static void
dw_life_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = across ? 320 : 100;
  *natural = across ? 900 : 130;
}

static void
dw_life_view_dispose (GObject *object)
{
  DwLifeView *self = DW_LIFE_VIEW (object);

  forget (self);
  g_clear_object (&self->layout);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (dw_life_view_parent_class)->dispose (object);
}

static void
dw_life_view_finalize (GObject *object)
{
  DwLifeView *self = DW_LIFE_VIEW (object);

  g_time_zone_unref (self->zone);
  g_free (self->title);
  G_OBJECT_CLASS (dw_life_view_parent_class)->finalize (object);
}

static void
dw_life_view_class_init (DwLifeViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_life_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = dw_life_view_finalize;
  widget_class->measure = dw_life_view_measure;
  widget_class->snapshot = dw_life_view_snapshot;
  gtk_widget_class_set_css_name (widget_class, "dwchart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
dw_life_view_init (DwLifeView *self)
{
  self->zone = g_time_zone_new_local ();
  self->title = g_strdup ("");
  self->limit = NAN;
  self->unit = "";
}

GtkWidget *
dw_life_view_new (DwStation *station)
{
  DwLifeView *self = g_object_new (DW_TYPE_LIFE_VIEW, NULL);

  self->station = g_object_ref (station);
  dw_life_view_show (self, NULL);
  return GTK_WIDGET (self);
}
