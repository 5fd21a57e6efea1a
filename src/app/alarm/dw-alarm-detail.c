// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-alarm-detail.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-alarm-desk.h"
#include "dw-alarm-timeline.h"
#include "dw-alarm-words.h"
#include "dw-empty.h"
#include "dw-facts.h"
#include "dw-key-button.h"
#include "dw-style.h"
#include "dw-symbol-view.h"
#include "dw-text.h"
#include "dw-tick.h"
#include "dw-trend-link.h"

struct _DwAlarmDetail
{
  GtkBox parent_instance;

  /* template children */
  GtkStack *stack;
  DwEmpty *empty;
  GtkWidget *head;
  DwSymbolView *symbol;
  GtkLabel *title, *path, *value, *limit;
  GtkGrid *facts, *people;
  GtkWidget *guidance_section, *people_section, *foot;
  GtkLabel *guidance;
  DwAlarmTimeline *timeline;
  GtkWidget *acknowledge, *take_over, *comment, *locate, *close, *trend;

  DwStation *station;    /* owned */
  DwAlarmRecord *record; /* owned: the occurrence as it was last seen, NULL */
  DwAlarm *alarm;        /* owned while it is live, NULL */
  gulong alarm_handler;
  guint tick;
};

G_DEFINE_FINAL_TYPE (DwAlarmDetail, dw_alarm_detail, GTK_TYPE_BOX)

static gint64
now_ms (DwAlarmDetail *self)
{
  return dw_clock_wall_ms (dw_station_get_clock (self->station));
}

/* --- head --- */

static void
show_head (DwAlarmDetail *self, const DwAlarmRecord *record, const DwAlarmSite *site)
{
  gboolean good = self->alarm != NULL && site->channel != NULL && dw_device_channel_quality (site->device, site->channel, now_ms (self)) == DW_QUALITY_GOOD;
  double number = good ? site->channel->reading.value : record->value;
  gboolean measured = site->channel != NULL && !dw_quantity_is_state (site->channel->point.quantity) && !isnan (number);
  g_autofree char *path = dw_alarm_words_path (self->station, site, record->gateway_id);
  g_autofree char *channel = dw_alarm_words_channel (site, record->channel);
  g_autofree char *where = *record->channel != '\0' ? g_strdup_printf ("%s / %s", path, channel) : g_strdup (path);
  g_autofree char *value = dw_alarm_words_number (site, number);
  g_autofree char *limit_number = dw_alarm_words_number (site, record->limit);
  g_autofree char *limit = isnan (record->limit) ? g_strdup (dw_alarm_words_unit (site)) : g_strdup_printf (_ ("set %1$s %2$s"), limit_number, dw_alarm_words_unit (site));

  dw_symbol_view_set (self->symbol, record->priority, (DwSymbolState)record->state);
  gtk_label_set_label (self->title, dw_alarm_kind_title (record->kind));
  gtk_label_set_label (self->path, where);
  gtk_label_set_label (self->value, measured ? value : "");
  gtk_label_set_label (self->limit, measured ? limit : "");
  dw_style_set_priority_ground (self->head, record->state != DW_ALARM_STATE_NORM ? record->priority : 0);
  dw_style_set_priority_text (GTK_WIDGET (self->value), good && record->active ? record->priority : 0);
}

/* --- what to do, whom to call --- */

/* The guidance comes as numbered lines. */
static void
show_guidance (DwAlarmDetail *self, const char *guidance)
{
  gtk_widget_set_visible (self->guidance_section, guidance != NULL && *guidance != '\0');
  gtk_label_set_label (self->guidance, guidance != NULL ? guidance : "");
}

static const struct
{
  const char *key, *title;
} contact_facts[] = {
  { "contact", N_ ("Contact") },
  { "phone", N_ ("Telephone") },
  { "emergency_phone", N_ ("Emergency call") },
  { "address", N_ ("Address") },
};

static void
show_people (DwAlarmDetail *self, DwPlace *place)
{
  DwPlace *school = place != NULL ? dw_place_get_ancestor (place, DW_PLACE_SCHOOL) : NULL;

  dw_facts_clear (self->people);
  for (guint i = 0; school != NULL && i < G_N_ELEMENTS (contact_facts); i++)
    dw_facts_add (self->people, _ (contact_facts[i].title), dw_place_get_fact (school, contact_facts[i].key));
  gtk_widget_set_visible (self->people_section, gtk_widget_get_first_child (GTK_WIDGET (self->people)) != NULL);
}

/* The curve of what the line is about, at the time of the line. */
static void
show_trend (DwAlarmDetail *self, gint64 device_id, const char *channel, gint64 time_ms)
{
  g_autofree char *target = dw_trend_link_make (device_id, channel, time_ms);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->trend), "s", target);
  gtk_widget_set_visible (self->trend, device_id != 0);
}

/* --- acts --- */

static void
set_act (GtkWidget *button, const char *alarm_id, gboolean sensible)
{
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", alarm_id);
  gtk_widget_set_sensitive (button, sensible);
}

static void
block (DwAlarmDetail *self, GtkWidget *button, DwAlarmAct act)
{
  g_autofree char *reason = NULL;

  dw_alarm_desk_may (self->station, dw_station_get_person (self->station), act, self->record->id, &reason);
  dw_key_button_set_blocked (DW_KEY_BUTTON (button), reason);
}

static void
show_acts (DwAlarmDetail *self, const DwAlarmRecord *record)
{
  gboolean live = self->alarm != NULL;

  gtk_widget_set_visible (self->foot, TRUE);
  set_act (self->acknowledge, record->id, live && dw_alarm_record_is_unacked (record));
  set_act (self->take_over, record->id, live);
  set_act (self->comment, record->id, live);
  set_act (self->locate, record->id, TRUE);
  block (self, self->acknowledge, DW_ALARM_ACT_ACKNOWLEDGE);
  block (self, self->take_over, DW_ALARM_ACT_TAKE_OVER);
  block (self, self->comment, DW_ALARM_ACT_COMMENT);
}

static void
person_changed_cb (DwAlarmDetail *self)
{
  if (self->record != NULL)
    show_acts (self, self->record);
}

/* --- the whole --- */

static void
refresh (DwAlarmDetail *self)
{
  DwAlarmSite site;

  if (self->record == NULL)
    return;
  dw_alarm_site_find (&site, self->station, self->record->device_id, self->record->place_id, self->record->channel);
  show_head (self, self->record, &site);
  dw_facts_show_alarm (self->facts, self->record, &site, now_ms (self));
}

static void
alarm_changed_cb (DwAlarmDetail *self)
{
  g_clear_pointer (&self->record, dw_alarm_record_free);
  self->record = dw_alarm_record_copy (dw_alarm_get_record (self->alarm));
  refresh (self);
  show_acts (self, self->record);
}

static void
forget (DwAlarmDetail *self)
{
  if (self->alarm != NULL)
    g_clear_signal_handler (&self->alarm_handler, self->alarm);
  g_clear_object (&self->alarm);
  g_clear_pointer (&self->record, dw_alarm_record_free);
}

gboolean
dw_alarm_detail_show_alarm (DwAlarmDetail *self, const char *alarm_id)
{
  DwAlarm *live = dw_alarm_list_find (dw_station_get_alarms (self->station), alarm_id);
  DwAlarmRecord *record = dw_alarm_desk_find (self->station, alarm_id);
  DwAlarmSite site;

  if (record == NULL)
    return FALSE;
  forget (self);
  self->record = record;
  if (live != NULL)
    {
      self->alarm = g_object_ref (live);
      self->alarm_handler = g_signal_connect_swapped (live, "changed", G_CALLBACK (alarm_changed_cb), self);
    }
  dw_alarm_site_find (&site, self->station, record->device_id, record->place_id, record->channel);
  refresh (self);
  show_guidance (self, dw_alarm_kind_guidance (record->kind));
  show_people (self, site.place);
  show_acts (self, record);
  show_trend (self, record->device_id, record->channel, record->begin_ms);
  dw_alarm_timeline_show (self->timeline, record->id);
  gtk_stack_set_visible_child_name (self->stack, "alarm");
  return TRUE;
}

/* A line that belongs to no alarm: an operation, a control, a restored link. */
static void
show_event (DwAlarmDetail *self, DwAlarmRow *row)
{
  const DwEventRecord *event = dw_alarm_row_get_event (row);
  g_autofree char *time = dw_text_time_full (event->time_ms);
  g_autofree char *path = NULL;
  DwAlarmSite site;

  forget (self);
  dw_alarm_site_find (&site, self->station, event->device_id, event->place_id, event->channel);
  path = dw_alarm_words_path (self->station, &site, event->gateway_id);
  dw_symbol_view_set (self->symbol, event->priority, event->priority != 0 ? DW_SYMBOL_ACKED : DW_SYMBOL_NORMAL);
  gtk_label_set_label (self->title, dw_alarm_row_get_text (row, DW_ALARM_COLUMN_TYPE));
  gtk_label_set_label (self->path, path);
  gtk_label_set_label (self->value, "");
  gtk_label_set_label (self->limit, "");
  dw_style_set_priority_ground (self->head, 0);
  dw_facts_clear (self->facts);
  dw_facts_add (self->facts, _ ("Kind"), dw_event_kind_title (event->kind));
  dw_facts_add (self->facts, _ ("Time"), time);
  dw_facts_add (self->facts, _ ("By"), event->actor);
  dw_facts_add (self->facts, _ ("Remark"), event->note);
  show_guidance (self, NULL);
  show_people (self, site.place);
  show_trend (self, event->device_id, event->channel, event->time_ms);
  dw_alarm_timeline_show (self->timeline, "");
  gtk_widget_set_visible (self->foot, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "alarm");
}

void
dw_alarm_detail_show_row (DwAlarmDetail *self, DwAlarmRow *row)
{
  if (row != NULL && *dw_alarm_row_get_alarm_id (row) != '\0' && dw_alarm_detail_show_alarm (self, dw_alarm_row_get_alarm_id (row)))
    return;
  if (row != NULL && dw_alarm_row_get_event (row) != NULL)
    {
      show_event (self, row);
      return;
    }
  forget (self);
  dw_alarm_timeline_show (self->timeline, "");
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

void
dw_alarm_detail_set_closable (DwAlarmDetail *self, gboolean closable)
{
  gtk_widget_set_visible (self->close, closable);
}

static void
tick_cb (gint64 now, gpointer data)
{
  DwAlarmDetail *self = data;

  if (self->alarm != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
}

void
dw_alarm_detail_set_station (DwAlarmDetail *self, DwStation *station)
{
  g_return_if_fail (self->station == NULL);
  self->station = g_object_ref (station);
  dw_alarm_timeline_set_station (self->timeline, station);
  g_signal_connect_object (station, "person-changed", G_CALLBACK (person_changed_cb), self, G_CONNECT_SWAPPED);
  self->tick = dw_tick_watch (dw_tick_of (GTK_WIDGET (self)), tick_cb, self);
  dw_empty_set (self->empty, "hazard", _ ("Nothing chosen"), _ ("Choose a line of the table"), NULL, NULL);
}

static void
dw_alarm_detail_dispose (GObject *object)
{
  DwAlarmDetail *self = DW_ALARM_DETAIL (object);

  if (self->tick != 0)
    dw_tick_unwatch (dw_tick_of (GTK_WIDGET (self)), self->tick);
  self->tick = 0;
  forget (self);
  g_clear_object (&self->station);
  gtk_widget_dispose_template (GTK_WIDGET (self), DW_TYPE_ALARM_DETAIL);
  G_OBJECT_CLASS (dw_alarm_detail_parent_class)->dispose (object);
}

static void
dw_alarm_detail_class_init (DwAlarmDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, DwAlarmDetail, name)

  G_OBJECT_CLASS (klass)->dispose = dw_alarm_detail_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dianwei/Dianwei/alarm/dw-alarm-detail.ui");
  BIND (stack);
  BIND (empty);
  BIND (head);
  BIND (symbol);
  BIND (title);
  BIND (path);
  BIND (value);
  BIND (limit);
  BIND (facts);
  BIND (people);
  BIND (guidance_section);
  BIND (people_section);
  BIND (foot);
  BIND (guidance);
  BIND (timeline);
  BIND (acknowledge);
  BIND (take_over);
  BIND (comment);
  BIND (locate);
  BIND (close);
  BIND (trend);
}

static void
dw_alarm_detail_init (DwAlarmDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
