// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include <glib/gi18n-lib.h>

#include "dw-alarm-engine-private.h"

/* The life of one point: a judgement runs through its on-delay or off-delay, takes the edge of the state table, and goes out through
 * the sink as one record with one line of history.
 *
 *     condition true  -- on_delay -->  RAISE   (new occurrence, or one more activation of one that returned unacknowledged)
 *     condition false -- off_delay --> RETURN
 *     unknown         -->              the running delay stops: only good readings raise or clear
 *
 * A growing peak goes out at most once in ten seconds, so that a value that climbs with every poll does not flood the disk. */

static gboolean
is_low_kind (DwAlarmKind kind)
{
  return kind == DW_ALARM_UNDERVOLTAGE || kind == DW_ALARM_PHASE_LOSS || kind == DW_ALARM_SUPPLY_LOST;
}

static gboolean
has_active_record (const DwAlarmPoint *self)
{
  return self->record != NULL && self->record->active;
}

gint64
dw_alarm_point_get_due (const DwAlarmPoint *self)
{
  gint64 peak_ms = self->peak_waits ? self->told_ms + DW_ALARM_PEAK_INTERVAL_MS : G_MAXINT64;

  return MIN (self->due_ms, peak_ms);
}

/* Cause before symptom, for points that are due together. */
guint
dw_alarm_point_get_depth (const DwAlarmPoint *self)
{
  switch ((int)self->kind)
    {
    case DW_ALARM_UNDERVOLTAGE:
    case DW_ALARM_OVERVOLTAGE:
      return 2;
    case DW_ALARM_PHASE_LOSS:
    case DW_ALARM_RESIDUAL_WARNING:
    case DW_ALARM_TEMPERATURE_WARNING:
    case DW_ALARM_OVERCURRENT_WARNING:
      return 1;
    default:
      return 0;
    }
}

static void
update_waiting (DwAlarmEngine *engine,
                DwAlarmPoint *point)
{
  if (dw_alarm_point_get_due (point) != G_MAXINT64)
    g_hash_table_add (engine->waiting, point);
  else
    g_hash_table_remove (engine->waiting, point);
}

void
dw_alarm_engine_stop_delay (DwAlarmEngine *self,
                            DwAlarmPoint *point)
{
  point->due_ms = G_MAXINT64;
  update_waiting (self, point);
}

void
dw_alarm_engine_void_judgement (DwAlarmEngine *self,
                                DwAlarmPoint *point)
{
  point->expires_ms = G_MININT64;
  dw_alarm_engine_stop_delay (self, point);
}

gboolean
dw_alarm_engine_drop_quiet_point (DwAlarmEngine *self,
                                  DwAlarmPoint *point)
{
  if (point->record != NULL || point->holds)
    return FALSE;
  g_hash_table_remove (self->waiting, point);
  g_ptr_array_remove_fast (point->subject->points, point);
  return TRUE;
}

DwEventRecord *
dw_alarm_engine_make_event (DwAlarmEngine *self,
                            const DwAlarmPoint *point,
                            DwEventKind kind,
                            const char *type,
                            const char *actor,
                            const char *note)
{
  DwEventRecord *event = dw_event_record_new ();
  const DwAlarmRecord *record = point->record;

  event->time_ms = dw_clock_wall_ms (self->clock);
  event->kind = kind;
  event->priority = record->priority;
  event->device_id = record->device_id;
  event->gateway_id = record->gateway_id;
  event->place_id = record->place_id;
  event->value = point->value;
  event->limit = record->limit;
  g_free (event->type);
  event->type = g_strdup (type != NULL ? type : dw_alarm_kind_word (point->kind));
  g_free (event->channel);
  event->channel = g_strdup (record->channel);
  g_free (event->alarm_id);
  event->alarm_id = g_strdup (record->id);
  g_free (event->actor);
  event->actor = g_strdup (actor != NULL ? actor : "");
  g_free (event->note);
  event->note = g_strdup (note != NULL ? note : "");
  return event;
}

static void
forget_finished (DwAlarmEngine *self,
                 DwAlarmPoint *point)
{
  if (point->record->state != DW_ALARM_STATE_NORM)
    return;
  g_hash_table_remove (self->by_id, point->record->id);
  g_clear_pointer (&point->record, dw_alarm_record_free);
  point->latched = FALSE;
  point->was_acked = FALSE;
}

void
dw_alarm_engine_tell (DwAlarmEngine *self,
                      DwAlarmPoint *point,
                      const DwEventRecord *event)
{
  point->told_ms = dw_clock_mono_ms (self->clock);
  point->peak_waits = FALSE;
  self->sink (point->record, event, self->sink_data);
  forget_finished (self, point);
  update_waiting (self, point);
}

gboolean
dw_alarm_engine_step (DwAlarmEngine *self,
                      DwAlarmPoint *point,
                      DwAlarmEvent event,
                      DwEventKind kind,
                      const char *type,
                      const char *actor,
                      const char *note)
{
  g_autoptr (DwEventRecord) line = NULL;
  DwAlarmState next;

  if (!dw_alarm_state_next (point->record->state, event, point->record->active, point->was_acked, &next))
    return FALSE;
  point->record->state = next;
  line = dw_alarm_engine_make_event (self, point, kind, type, actor, note);
  dw_alarm_engine_tell (self, point, line);
  return TRUE;
}

static void
begin_occurrence (DwAlarmEngine *self,
                  DwAlarmPoint *point)
{
  DwAlarmRecord *record = dw_alarm_record_new ();

  g_free (record->id);
  record->id = g_uuid_string_random ();
  record->device_id = point->subject->device_id;
  record->gateway_id = point->subject->gateway_id;
  record->place_id = point->subject->place_id;
  g_free (record->channel);
  record->channel = g_strdup (point->channel);
  record->kind = point->kind;
  record->priority = point->priority;
  record->begin_ms = dw_clock_wall_ms (self->clock);
  record->value = point->value;
  record->peak = point->value;
  record->limit = point->limit;
  point->record = record;
  g_hash_table_insert (self->by_id, record->id, point);
}

static gboolean
exceeds_peak (const DwAlarmPoint *point)
{
  if (!isfinite (point->value))
    return FALSE;
  if (isnan (point->record->peak))
    return TRUE;
  return is_low_kind (point->kind) ? point->value < point->record->peak : point->value > point->record->peak;
}

/* An alarm that was set aside keeps its state; only the fact that the condition holds (or not) is told. */
static void
raise_alarm (DwAlarmEngine *self,
             DwAlarmPoint *point)
{
  if (point->record == NULL)
    begin_occurrence (self, point);
  point->record->active = TRUE;
  point->record->end_ms = 0;
  point->record->reset = DW_RESET_NONE;
  point->record->occurrences++;
  if (exceeds_peak (point))
    point->record->peak = point->value;
  if (!dw_alarm_engine_step (self, point, DW_ALARM_EVENT_RAISE, dw_alarm_kind_event (point->kind), NULL, NULL, NULL))
    dw_alarm_engine_tell (self, point, NULL);
  dw_alarm_engine_unsettle (self, point->subject);
}

static DwResetKind
find_reset_kind (const DwAlarmPoint *point)
{
  if (point->gone_ms < point->subject->reset_until_ms)
    return DW_RESET_REMOTE;
  return point->latched ? DW_RESET_ON_SITE : DW_RESET_BY_ITSELF;
}

static char *
describe_reset (const DwAlarmPoint *point)
{
  switch (point->record->reset)
    {
    case DW_RESET_REMOTE:
      return g_strdup_printf (_ ("Reset remotely by %s"), point->subject->reset_by);
    case DW_RESET_ON_SITE:
      return g_strdup (_ ("Reset on site"));
    case DW_RESET_NONE:
    case DW_RESET_BY_ITSELF:
    default:
      return g_strdup ("");
    }
}

static void
return_alarm (DwAlarmEngine *self,
              DwAlarmPoint *point)
{
  DwAlarmSubject *subject = point->subject;
  g_autofree char *note = NULL;

  point->record->active = FALSE;
  point->record->end_ms = dw_clock_wall_ms (self->clock);
  point->record->reset = find_reset_kind (point);
  note = describe_reset (point);
  if (!dw_alarm_engine_step (self, point, DW_ALARM_EVENT_RETURN, DW_EVENT_RESTORE, NULL, NULL, note))
    dw_alarm_engine_tell (self, point, NULL);
  dw_alarm_engine_drop_quiet_point (self, point);
  dw_alarm_engine_unsettle (self, subject);
}

static void
change_state (DwAlarmEngine *self,
              DwAlarmPoint *point)
{
  if (!point->holds)
    return_alarm (self, point);
  else if (dw_alarm_engine_why_held_back (self, point) == NULL)
    raise_alarm (self, point);
}

static void
start_delay (DwAlarmEngine *self,
             DwAlarmPoint *point,
             int delay_ms)
{
  if (delay_ms <= 0)
    {
      change_state (self, point);
      return;
    }
  point->due_ms = dw_clock_mono_ms (self->clock) + delay_ms;
  update_waiting (self, point);
}

void
dw_alarm_engine_reconsider (DwAlarmEngine *self,
                            DwAlarmPoint *point)
{
  if (point->holds && !has_active_record (point) && point->due_ms == G_MAXINT64 && dw_clock_mono_ms (self->clock) <= point->expires_ms)
    start_delay (self, point, point->on_delay_ms);
}

static void
tell_peak (DwAlarmEngine *self,
           DwAlarmPoint *point)
{
  if (dw_clock_mono_ms (self->clock) - point->told_ms >= DW_ALARM_PEAK_INTERVAL_MS)
    dw_alarm_engine_tell (self, point, NULL);
  else
    {
      point->peak_waits = TRUE;
      update_waiting (self, point);
    }
}

static void
go_on_holding (DwAlarmEngine *self,
               DwAlarmPoint *point)
{
  dw_alarm_engine_stop_delay (self, point); /* A return that was under way. */
  if (!exceeds_peak (point))
    return;
  point->record->peak = point->value;
  tell_peak (self, point);
}

static void
take_true (DwAlarmEngine *self,
           DwAlarmPoint *point)
{
  gboolean held_before = point->holds;

  point->holds = TRUE;
  if (has_active_record (point))
    {
      go_on_holding (self, point);
      return;
    }
  /* A delay that is under way after a false one belongs to a return that is over. */
  if (!held_before)
    dw_alarm_engine_stop_delay (self, point);
  dw_alarm_engine_reconsider (self, point);
}

static void
take_false (DwAlarmEngine *self,
            DwAlarmPoint *point)
{
  gboolean held_before = point->holds;

  point->holds = FALSE;
  if (!has_active_record (point))
    {
      dw_alarm_engine_stop_delay (self, point);
      dw_alarm_engine_drop_quiet_point (self, point);
      return;
    }
  if (held_before)
    point->gone_ms = dw_clock_mono_ms (self->clock);
  if (point->due_ms == G_MAXINT64)
    start_delay (self, point, point->off_delay_ms);
}

static void
keep_facts (DwAlarmEngine *self,
            DwAlarmPoint *point,
            const DwFinding *finding)
{
  point->value = finding->value;
  point->limit = finding->limit;
  point->priority = finding->priority >= 1 && finding->priority <= 4 ? finding->priority : dw_alarm_kind_priority (finding->kind);
  point->on_delay_ms = finding->on_delay_ms;
  point->off_delay_ms = finding->off_delay_ms;
  point->latched |= finding->latched;
  point->expires_ms = finding->fresh_ms > 0 ? dw_clock_mono_ms (self->clock) + finding->fresh_ms : G_MAXINT64;
}

void
dw_alarm_engine_take_finding (DwAlarmEngine *self,
                              DwAlarmSubject *subject,
                              const DwFinding *finding)
{
  DwAlarmPoint *point = dw_alarm_subject_find_point (subject, finding->channel, finding->kind);

  if (point == NULL && finding->verdict != DW_VERDICT_TRUE)
    return;
  if (point == NULL)
    point = dw_alarm_subject_add_point (subject, finding->channel, finding->kind);
  if (finding->verdict == DW_VERDICT_UNKNOWN)
    {
      dw_alarm_engine_void_judgement (self, point);
      return;
    }
  keep_facts (self, point, finding);
  if (finding->verdict == DW_VERDICT_TRUE)
    take_true (self, point);
  else
    take_false (self, point);
}

void
dw_alarm_engine_run_due (DwAlarmEngine *self,
                         DwAlarmPoint *point,
                         gint64 now_ms)
{
  if (point->peak_waits && point->told_ms + DW_ALARM_PEAK_INTERVAL_MS <= now_ms)
    dw_alarm_engine_tell (self, point, NULL);
  if (point->due_ms > now_ms)
    return;
  dw_alarm_engine_stop_delay (self, point);
  if (now_ms <= point->expires_ms)
    change_state (self, point);
}
