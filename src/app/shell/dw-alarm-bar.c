// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-alarm-bar-private.h"

#include "dw-alarm-desk.h"
#include "dw-style.h"
#include "dw-tick.h"

/* Which alarm is shown: the foremost of the list (highest priority, unacknowledged, newest), unless a person walks; then that one for 20 s.
 * Everything is of the alarms that the person may see. The place in the breadcrumb does not narrow it: that is where somebody looks at the moment, and an alarm behind their back must come forward.
 * What the bar says follows from one of five conditions, most important first: connection to everything lost · flood · unacknowledged · all acknowledged · nothing. */

#define WALK_MS 20000

G_DEFINE_FINAL_TYPE (DwAlarmBar, dw_alarm_bar, GTK_TYPE_BOX)

enum {
  PROP_0,
  PROP_SHOWN,
  N_PROPS,
};
static GParamSpec *properties[N_PROPS];

static guint
find_highest_unacked (DwAlarmList *alarms)
{
  for (guint priority = 1; priority <= 4; priority++)
    if (dw_alarm_list_count_unacked (alarms, priority) > 0)
      return priority;
  return 0;
}

static void
update_ground (DwAlarmBar *self)
{
  guint priority = self->lost_since_ms == 0 ? find_highest_unacked (dw_station_get_own_alarms (self->station)) : 0;

  dw_style_set_priority_ground (GTK_WIDGET (self), priority);
  dw_style_set_class (GTK_WIDGET (self), "unacked", priority != 0);
  dw_style_set_class (GTK_WIDGET (self), "stale", self->lost_since_ms != 0);
}

static void
update_counters (DwAlarmBar *self)
{
  DwAlarmCounter *counters[] = { self->counter_1, self->counter_2, self->counter_3, self->counter_4 };

  for (guint i = 0; i < G_N_ELEMENTS (counters); i++)
    dw_alarm_counter_update (counters[i], dw_station_get_own_alarms (self->station), self->lost_since_ms != 0);
}

/* --- which alarm --- */

static gboolean
is_listed (DwAlarmBar *self, DwAlarm *alarm)
{
  return dw_alarm_list_find (dw_station_get_own_alarms (self->station), dw_alarm_get_record (alarm)->id) == alarm;
}

static void
update_shown (DwAlarmBar *self)
{
  DwAlarmList *alarms = dw_station_get_own_alarms (self->station);
  DwAlarm *next = NULL;

  if (self->walked != NULL && (dw_alarm_bar_now_ms (self) >= self->walked_until_ms || !is_listed (self, self->walked)))
    g_clear_object (&self->walked);
  next = self->walked != NULL ? self->walked : dw_alarm_list_get_foremost (alarms);
  if (g_set_object (&self->shown, next))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWN]);
}

static void
block (DwAlarmBar *self, DwKeyButton *button, DwAlarmAct act)
{
  const char *id = self->shown != NULL ? dw_alarm_get_record (self->shown)->id : NULL;
  g_autofree char *reason = NULL;

  dw_alarm_desk_may (self->station, dw_station_get_person (self->station), act, id, &reason);
  dw_key_button_set_blocked (button, id != NULL ? reason : NULL);
}

/* Blocked while nothing is active; an alarm of a gateway has no curve. */
static void
update_trend (DwAlarmBar *self)
{
  const DwAlarmRecord *record = self->shown != NULL ? dw_alarm_get_record (self->shown) : NULL;

  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->trend), "s", record != NULL ? record->id : "");
  gtk_widget_set_sensitive (self->trend, record != NULL && record->device_id != 0);
}

static void
update (DwAlarmBar *self)
{
  update_shown (self);
  update_counters (self);
  update_ground (self);
  dw_alarm_bar_update_text (self);
  update_trend (self);
  block (self, self->silence, DW_ALARM_ACT_SILENCE);
  block (self, self->acknowledge, DW_ALARM_ACT_ACKNOWLEDGE);
}

static void
update_connection (DwAlarmBar *self)
{
  DwHealth health;

  dw_station_get_health (self->station, &health);
  if (health.gateways == 0 || health.gateways_online > 0)
    self->lost_since_ms = 0;
  else if (self->lost_since_ms == 0)
    self->lost_since_ms = dw_alarm_bar_now_ms (self);
}

static void
alarms_changed_cb (DwAlarmBar *self)
{
  update (self);
}

/* Where somebody walked to is not where the next one begins. */
static void
person_changed_cb (DwAlarmBar *self)
{
  g_clear_object (&self->walked);
  update (self);
}

static void
station_changed_cb (DwAlarmBar *self)
{
  gboolean lost = self->lost_since_ms != 0;

  update_connection (self);
  if (lost != (self->lost_since_ms != 0))
    update (self);
}

static void
event_stored_cb (DwStation *station, const DwEventRecord *event, DwAlarmBar *self)
{
  if (event->kind == DW_EVENT_RESTORE)
    self->last_end_ms = MAX (self->last_end_ms, event->time_ms);
}

static void
tick_cb (gint64 now, gpointer data)
{
  DwAlarmBar *self = data;

  if (self->walked != NULL && now >= self->walked_until_ms)
    update (self);
  else
    dw_alarm_bar_update_text (self);
}

/* The end of the last alarm before this start. The answer may come after the bar was disposed of: it holds a reference, and the station is gone then. */
static void
last_end_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DwAlarmBar) self = data;
  g_autoptr (GPtrArray) events = NULL;

  if (self->station == NULL)
    return;
  events = dw_alarm_desk_query_finish (self->station, result, NULL, NULL);
  if (events == NULL || events->len == 0)
    return;
  self->last_end_ms = MAX (self->last_end_ms, ((DwEventRecord *)g_ptr_array_index (events, 0))->time_ms);
  dw_alarm_bar_update_text (self);
}

static void
ask_last_end (DwAlarmBar *self)
{
  DwEventFilter filter = { .kinds = 1u << DW_EVENT_RESTORE, .limit = 1 };

  dw_alarm_desk_query_async (self->station, &filter, self->cancellable, last_end_found_cb, g_object_ref (self));
}

void
dw_alarm_bar_set_station (DwAlarmBar *self, DwStation *station)
{
  DwAlarmList *alarms = dw_station_get_own_alarms (station);

  g_return_if_fail (self->station == NULL);
  self->station = g_object_ref (station);
  g_signal_connect_object (alarms, "items-changed", G_CALLBACK (alarms_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (alarms, "counts-changed", G_CALLBACK (alarms_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "changed", G_CALLBACK (station_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "person-changed", G_CALLBACK (person_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "event", G_CALLBACK (event_stored_cb), self, 0);
  self->tick = dw_tick_watch (dw_tick_of (GTK_WIDGET (self)), tick_cb, self);
  update_connection (self);
  update (self);
  ask_last_end (self);
}

DwAlarm *
dw_alarm_bar_get_shown (DwAlarmBar *self)
{
  return self->shown;
}

static int
find_position (GListModel *model, gpointer item)
{
  guint n_items = g_list_model_get_n_items (model);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (GObject) other = g_list_model_get_item (model, i);

      if (other == item)
        return (int)i;
    }
  return -1;
}

void
dw_alarm_bar_walk (DwAlarmBar *self, int step)
{
  GListModel *alarms = G_LIST_MODEL (dw_station_get_own_alarms (self->station));
  int n_items = (int)g_list_model_get_n_items (alarms);
  int position;

  if (n_items == 0)
    return;
  position = (find_position (alarms, self->shown) + step + n_items) % n_items;
  g_clear_object (&self->walked);
  self->walked = g_list_model_get_item (alarms, (guint)position);
  self->walked_until_ms = dw_alarm_bar_now_ms (self) + WALK_MS;
  update (self);
}

static void
dw_alarm_bar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SHOWN)
    g_value_set_object (value, DW_ALARM_BAR (object)->shown);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dw_alarm_bar_dispose (GObject *object)
{
  DwAlarmBar *self = DW_ALARM_BAR (object);

  if (self->tick != 0)
    dw_tick_unwatch (dw_tick_of (GTK_WIDGET (self)), self->tick);
  self->tick = 0;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->walked);
  g_clear_object (&self->shown);
  g_clear_object (&self->station);
  gtk_widget_dispose_template (GTK_WIDGET (self), DW_TYPE_ALARM_BAR);
  G_OBJECT_CLASS (dw_alarm_bar_parent_class)->dispose (object);
}

static void
dw_alarm_bar_class_init (DwAlarmBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, DwAlarmBar, name)

  object_class->get_property = dw_alarm_bar_get_property;
  object_class->dispose = dw_alarm_bar_dispose;
  properties[PROP_SHOWN] = g_param_spec_object ("shown", NULL, NULL, DW_TYPE_ALARM, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dianwei/Dianwei/shell/dw-alarm-bar.ui");
  BIND (counter_1);
  BIND (counter_2);
  BIND (counter_3);
  BIND (counter_4);
  BIND (line_1);
  BIND (line_2);
  BIND (kind);
  BIND (value);
  BIND (unit);
  BIND (limit);
  BIND (age);
  BIND (state);
  BIND (figures);
  BIND (value_box);
  BIND (rule);
  BIND (silence);
  BIND (acknowledge);
  BIND (trend);
}

static void
dw_alarm_bar_init (DwAlarmBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}
