// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-alarm-engine-private.h"

/* Folding: an alarm that has a reason to be held back (dw-alarm-cause.c) and has not been raised yet waits; one that has been raised is
 * suppressed, and comes back when its cause ends and the condition still holds. */

static gboolean
can_be_suppressed (const DwAlarmRecord *record)
{
  return record->active && (record->state == DW_ALARM_STATE_UNACK || record->state == DW_ALARM_STATE_ACKED);
}

/* A released alarm that holds speaks again like a raised one; one that does not has ended meanwhile. */
static void
release_point (DwAlarmEngine *self,
               DwAlarmPoint *point)
{
  DwEventKind kind = point->record->active ? dw_alarm_kind_event (point->kind) : DW_EVENT_RESTORE;

  dw_alarm_engine_step (self, point, DW_ALARM_EVENT_UNSUPPRESS, kind, NULL, NULL, NULL);
}

static void
fold_point (DwAlarmEngine *self,
            DwAlarmPoint *point)
{
  const char *why = dw_alarm_engine_why_held_back (self, point);

  if (point->record == NULL && why == NULL)
    dw_alarm_engine_reconsider (self, point);
  else if (point->record != NULL && why != NULL && can_be_suppressed (point->record))
    {
      point->was_acked = point->record->state == DW_ALARM_STATE_ACKED;
      dw_alarm_engine_step (self, point, DW_ALARM_EVENT_SUPPRESS, DW_EVENT_OPERATION, "suppress", NULL, why);
    }
  else if (point->record != NULL && why == NULL && point->record->state == DW_ALARM_STATE_SUPPRESSED)
    {
      release_point (self, point);
      dw_alarm_engine_drop_quiet_point (self, point);
    }
}

/* Walks a copy, because a point may go and reconsidering one may add another. */
static void
fold_subject (DwAlarmEngine *self,
              DwAlarmSubject *subject)
{
  g_autoptr (GPtrArray) points = g_ptr_array_sized_new (subject->points->len);

  for (guint i = 0; i < subject->points->len; i++)
    g_ptr_array_add (points, subject->points->pdata[i]);
  for (guint i = 0; i < points->len; i++)
    if (g_ptr_array_find (subject->points, points->pdata[i], NULL))
      fold_point (self, points->pdata[i]);
}

/* Raising a child after its parent went may unsettle its subject once more; each round raises or ends something, so it stops. */
void
dw_alarm_engine_settle (DwAlarmEngine *self)
{
  while (g_hash_table_size (self->unsettled) > 0)
    {
      GHashTableIter iter;
      gpointer subject;

      g_hash_table_iter_init (&iter, self->unsettled);
      g_hash_table_iter_next (&iter, &subject, NULL);
      g_hash_table_iter_remove (&iter);
      fold_subject (self, subject);
    }
}
