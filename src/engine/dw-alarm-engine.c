// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-alarm-engine.h"

#include "dw-alarm-engine-private.h"

/* What comes in: readings, links, gateways and time. The engine hands each to the rules and their findings
 * to the points (dw-alarm-point.c). Quiet points cost nothing: a device that is well has no point at all, so that 160,000 channels are
 * an array walk. */

/* Causes before symptoms: an open breaker explains a missing phase, a missing phase a low voltage. */
static const DwRule *const reading_rules[] = {
  &dw_rule_contact,
  &dw_rule_phase,
  &dw_rule_limit,
  &dw_rule_sensor,
};

DwAlarmSubject *
dw_alarm_engine_get_device (DwAlarmEngine *self,
                            gint64 device_id)
{
  DwAlarmSubject *subject = g_hash_table_lookup (self->devices, &device_id);

  if (subject != NULL)
    return subject;
  subject = dw_alarm_subject_new ();
  subject->device_id = device_id;
  g_hash_table_insert (self->devices, &subject->device_id, subject);
  return subject;
}

DwAlarmSubject *
dw_alarm_engine_get_gateway (DwAlarmEngine *self,
                             gint64 gateway_id)
{
  DwAlarmSubject *subject = g_hash_table_lookup (self->gateways, &gateway_id);

  if (subject != NULL)
    return subject;
  subject = dw_alarm_subject_new ();
  subject->gateway_id = gateway_id;
  g_hash_table_insert (self->gateways, &subject->gateway_id, subject);
  return subject;
}

static DwAlarmSubject *
follow_device (DwAlarmEngine *self,
               DwDevice *device)
{
  DwAlarmSubject *subject = dw_alarm_engine_get_device (self, dw_device_get_id (device));

  subject->gateway_id = dw_device_get_gateway_id (device);
  subject->place_id = dw_device_get_place_id (device);
  return subject;
}

DwAlarmEngine *
dw_alarm_engine_new (DwClock *clock,
                     DwAlarmSink sink,
                     gpointer data)
{
  DwAlarmEngine *self = g_new0 (DwAlarmEngine, 1);

  self->clock = dw_clock_ref (clock);
  self->sink = sink;
  self->sink_data = data;
  dw_supply_policy_init (&self->supply);
  self->devices = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify)dw_alarm_subject_free);
  self->gateways = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify)dw_alarm_subject_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->waiting = g_hash_table_new (NULL, NULL);
  self->opened = g_hash_table_new (NULL, NULL);
  self->unsettled = g_hash_table_new (NULL, NULL);
  return self;
}

void
dw_alarm_engine_free (DwAlarmEngine *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->unsettled);
  g_hash_table_unref (self->opened);
  g_hash_table_unref (self->waiting);
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->gateways);
  g_hash_table_unref (self->devices);
  dw_clock_unref (self->clock);
  g_free (self);
}

void
dw_alarm_engine_set_tree (DwAlarmEngine *self,
                          DwPlaceTree *tree)
{
  self->tree = tree;
}

void
dw_alarm_engine_set_supply_policy (DwAlarmEngine *self,
                                   const DwSupplyPolicy *policy)
{
  self->supply = *policy;
}

/* --- readings --- */

typedef struct
{
  DwAlarmEngine *engine;
  DwAlarmSubject *subject;
} Feed;

static gboolean
point_holds (const DwRuleContext *context,
             const char *channel,
             DwAlarmKind kind)
{
  const Feed *feed = context->data;
  const DwAlarmPoint *point;

  if (feed->subject->points->len == 0)
    return FALSE;
  point = dw_alarm_subject_find_point (feed->subject, channel, kind);
  return point != NULL && point->holds;
}

static void
take_finding (const DwRuleContext *context,
              const DwFinding *finding)
{
  const Feed *feed = context->data;

  dw_alarm_engine_take_finding (feed->engine, feed->subject, finding);
}

static gint64
find_newest_ms (DwDevice *device,
                const guint *changed,
                guint n_changed)
{
  gint64 newest_ms = 0;

  for (guint i = 0; i < n_changed; i++)
    newest_ms = MAX (newest_ms, dw_device_get_channel (device, changed[i])->reading.time_ms);
  return newest_ms;
}

/* A point that the device does not have any more cannot return by itself. */
static void
end_lost_points (DwAlarmEngine *self,
                 DwAlarmSubject *subject,
                 DwDevice *device)
{
  for (guint i = subject->points->len; i > 0; i--)
    {
      DwAlarmPoint *point = subject->points->pdata[i - 1];
      DwFinding finding = { .channel = point->channel, .kind = point->kind, .verdict = DW_VERDICT_FALSE, .value = point->value, .limit = point->limit };

      if (point->channel[0] != '\0' && dw_device_find_channel (device, point->channel) == NULL)
        dw_alarm_engine_take_finding (self, subject, &finding);
    }
}

void
dw_alarm_engine_follow_breaker (DwAlarmEngine *self,
                                DwAlarmSubject *subject)
{
  gboolean changed;

  if (subject->memory.opened_by_us)
    changed = g_hash_table_add (self->opened, subject);
  else
    changed = g_hash_table_remove (self->opened, subject);
  if (changed)
    dw_alarm_engine_unsettle_all (self);
}

static DwRuleContext
begin_context (Feed *feed,
               DwDevice *device)
{
  return (DwRuleContext){
    .device = device,
    .mono_ms = dw_clock_mono_ms (feed->engine->clock),
    .supply = &feed->engine->supply,
    .memory = &feed->subject->memory,
    .holds = point_holds,
    .find = take_finding,
    .data = feed,
  };
}

void
dw_alarm_engine_feed (DwAlarmEngine *self,
                      DwDevice *device,
                      const guint *changed,
                      guint n_changed)
{
  Feed feed = { self, follow_device (self, device) };
  DwRuleContext context = begin_context (&feed, device);

  context.changed = changed;
  context.n_changed = n_changed;
  context.newest_ms = find_newest_ms (device, changed, n_changed);
  for (guint i = 0; i < G_N_ELEMENTS (reading_rules); i++)
    reading_rules[i]->judge (&context);
  dw_alarm_engine_follow_breaker (self, feed.subject);
  end_lost_points (self, feed.subject, device);
  dw_alarm_engine_unsettle (self, feed.subject);
  dw_alarm_engine_settle (self);
}

/* --- links --- */

/* Readings that stopped coming neither raise nor clear, so delays that run on them stop. */
static void
stop_measured_delays (DwAlarmEngine *self,
                      DwAlarmSubject *subject)
{
  for (guint i = 0; i < subject->points->len; i++)
    {
      DwAlarmPoint *point = subject->points->pdata[i];

      if (point->kind != DW_ALARM_DEVICE_SILENT)
        dw_alarm_engine_void_judgement (self, point);
    }
}

void
dw_alarm_engine_link_changed (DwAlarmEngine *self,
                              DwDevice *device)
{
  Feed feed = { self, follow_device (self, device) };
  DwRuleContext context = begin_context (&feed, device);

  if (dw_device_get_link (device) != DW_LINK_ONLINE)
    stop_measured_delays (self, feed.subject);
  dw_rule_silent.judge (&context);
  dw_alarm_engine_settle (self);
}

static void
unsettle_behind (DwAlarmEngine *self,
                 gint64 gateway_id)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->devices);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((DwAlarmSubject *)value)->gateway_id == gateway_id)
      dw_alarm_engine_unsettle (self, value);
}

void
dw_alarm_engine_gateway_changed (DwAlarmEngine *self,
                                 gint64 gateway_id,
                                 gint64 place_id,
                                 gboolean down)
{
  DwAlarmSubject *gateway = dw_alarm_engine_get_gateway (self, gateway_id);
  DwFinding finding = dw_rule_judge_gateway (down);

  gateway->place_id = place_id;
  dw_alarm_engine_take_finding (self, gateway, &finding);
  unsettle_behind (self, gateway_id);
  dw_alarm_engine_settle (self);
}

/* --- time --- */

static gint64
find_next_due (DwAlarmEngine *self)
{
  gint64 next_ms = G_MAXINT64;
  GHashTableIter iter;
  gpointer point;

  g_hash_table_iter_init (&iter, self->waiting);
  while (g_hash_table_iter_next (&iter, &point, NULL))
    next_ms = MIN (next_ms, dw_alarm_point_get_due (point));
  return next_ms;
}

static GPtrArray *
list_due (DwAlarmEngine *self,
          gint64 now_ms)
{
  GPtrArray *due = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer point;

  g_hash_table_iter_init (&iter, self->waiting);
  while (g_hash_table_iter_next (&iter, &point, NULL))
    if (dw_alarm_point_get_due (point) <= now_ms)
      g_ptr_array_add (due, point);
  return due;
}

static int
compare_points (gconstpointer a,
                gconstpointer b)
{
  const DwAlarmPoint *left = *(const DwAlarmPoint *const *)a;
  const DwAlarmPoint *right = *(const DwAlarmPoint *const *)b;
  guint left_depth = dw_alarm_point_get_depth (left);
  guint right_depth = dw_alarm_point_get_depth (right);

  if (left_depth != right_depth)
    return left_depth < right_depth ? -1 : 1;
  if (left->due_ms != right->due_ms)
    return left->due_ms < right->due_ms ? -1 : 1;
  if (left->subject->device_id != right->subject->device_id)
    return left->subject->device_id < right->subject->device_id ? -1 : 1;
  return (int)left->kind - (int)right->kind;
}

gint64
dw_alarm_engine_tick (DwAlarmEngine *self)
{
  gint64 now_ms = dw_clock_mono_ms (self->clock);
  g_autoptr (GPtrArray) due = list_due (self, now_ms);

  g_ptr_array_sort (due, compare_points);
  for (guint i = 0; i < due->len; i++)
    if (g_hash_table_contains (self->waiting, due->pdata[i]))
      {
        DwAlarmSubject *subject = ((DwAlarmPoint *)due->pdata[i])->subject;

        dw_alarm_engine_run_due (self, due->pdata[i], now_ms);
        if (subject->device_id == 0)
          unsettle_behind (self, subject->gateway_id);
      }
  dw_alarm_engine_settle (self);
  return find_next_due (self);
}

const DwAlarmRecord *
dw_alarm_engine_find (DwAlarmEngine *self,
                      const char *alarm_id)
{
  DwAlarmPoint *point = g_hash_table_lookup (self->by_id, alarm_id);

  return point != NULL ? point->record : NULL;
}
