// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib/gi18n-lib.h>

#include "dw-alarm-engine-private.h"

/* Occurrences that outlive something: the program (taken back at the next start) or their device (ended when it is removed). */

static void
end_for_good (DwAlarmEngine *self,
              DwAlarmPoint *point,
              const char *note)
{
  static const DwAlarmEvent ways_out[] = { DW_ALARM_EVENT_RETURN, DW_ALARM_EVENT_UNSHELVE, DW_ALARM_EVENT_UNSUPPRESS, DW_ALARM_EVENT_IN_SERVICE };

  point->record->active = FALSE;
  if (point->record->end_ms == 0)
    point->record->end_ms = dw_clock_wall_ms (self->clock);
  for (guint i = 0; i < G_N_ELEMENTS (ways_out); i++)
    if (dw_alarm_engine_step (self, point, ways_out[i], DW_EVENT_RESTORE, NULL, NULL, note))
      break;
  if (point->record != NULL)
    dw_alarm_engine_step (self, point, DW_ALARM_EVENT_ACK, DW_EVENT_OPERATION, "acknowledge", NULL, note);
}

void
dw_alarm_engine_forget_device (DwAlarmEngine *self,
                               gint64 device_id)
{
  DwAlarmSubject *subject = g_hash_table_lookup (self->devices, &device_id);

  if (subject == NULL)
    return;
  for (guint i = 0; i < subject->points->len; i++)
    {
      DwAlarmPoint *point = subject->points->pdata[i];

      point->holds = FALSE;
      dw_alarm_engine_stop_delay (self, point);
      if (point->record != NULL)
        end_for_good (self, point, _ ("Device removed"));
      g_hash_table_remove (self->waiting, point);
    }
  if (g_hash_table_remove (self->opened, subject))
    dw_alarm_engine_unsettle_all (self);
  g_hash_table_remove (self->unsettled, subject);
  g_hash_table_remove (self->devices, &device_id);
  dw_alarm_engine_settle (self);
}

/* The store keeps one live occurrence of a point; should a damaged one offer two, the second is closed instead of living on unseen. */
static void
close_duplicate (DwAlarmEngine *self,
                 DwAlarmSubject *subject,
                 const DwAlarmRecord *record)
{
  DwAlarmPoint *point = dw_alarm_subject_add_point (subject, record->channel, record->kind);

  point->record = dw_alarm_record_copy (record);
  g_hash_table_insert (self->by_id, point->record->id, point);
  end_for_good (self, point, _ ("Another alarm of this point is active"));
  dw_alarm_engine_drop_quiet_point (self, point);
}

static void
take_back (DwAlarmEngine *self,
           DwAlarmPoint *point,
           const DwAlarmRecord *record)
{
  point->record = dw_alarm_record_copy (record);
  point->holds = record->active;
  /* It holds by memory, not by a reading of this run. */
  point->expires_ms = G_MININT64;
  point->value = record->value;
  point->limit = record->limit;
  point->priority = record->priority;
  g_hash_table_insert (self->by_id, point->record->id, point);
}

void
dw_alarm_engine_restore (DwAlarmEngine *self,
                         const DwAlarmRecord *record)
{
  DwAlarmSubject *subject;

  g_return_if_fail (record->state != DW_ALARM_STATE_NORM);
  g_return_if_fail (!g_hash_table_contains (self->by_id, record->id));

  subject = record->device_id != 0 ? dw_alarm_engine_get_device (self, record->device_id) : dw_alarm_engine_get_gateway (self, record->gateway_id);
  subject->gateway_id = record->gateway_id;
  subject->place_id = record->place_id;
  if (dw_alarm_subject_find_point (subject, record->channel, record->kind) != NULL)
    close_duplicate (self, subject, record);
  else
    take_back (self, dw_alarm_subject_add_point (subject, record->channel, record->kind), record);
}
