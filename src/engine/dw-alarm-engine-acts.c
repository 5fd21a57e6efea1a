// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib/gi18n-lib.h>

#include "dw-alarm-engine-private.h"

/* Acts of people on an alarm. Each takes an edge of the state table or changes one fact, and is one line of history with a name.
 * Rights are not asked here: that is the desk's. */

static DwAlarmPoint *
find_point (DwAlarmEngine *self,
            const char *alarm_id,
            char **reason)
{
  DwAlarmPoint *point = g_hash_table_lookup (self->by_id, alarm_id);

  if (point == NULL && reason != NULL)
    *reason = g_strdup (_ ("This alarm is over."));
  return point;
}

static gboolean
refuse (char **reason,
        const char *sentence)
{
  if (reason != NULL)
    *reason = g_strdup (sentence);
  return FALSE;
}

static void
set_text (char **field,
          const char *value)
{
  char *copy = g_strdup (value != NULL ? value : "");

  g_free (*field);
  *field = copy;
}

static gboolean
has_edge (const DwAlarmPoint *point,
          DwAlarmEvent event)
{
  DwAlarmState next;

  return dw_alarm_state_next (point->record->state, event, point->record->active, point->was_acked, &next);
}

static const char *
why_not_acknowledged (DwAlarmState state)
{
  return state == DW_ALARM_STATE_ACKED ? _ ("This alarm is acknowledged already.") : _ ("An alarm that is set aside cannot be acknowledged.");
}

gboolean
dw_alarm_engine_acknowledge (DwAlarmEngine *self,
                             const char *alarm_id,
                             const char *who,
                             const char *comment,
                             char **reason)
{
  DwAlarmPoint *point = find_point (self, alarm_id, reason);

  if (point == NULL)
    return FALSE;
  if (!has_edge (point, DW_ALARM_EVENT_ACK))
    return refuse (reason, why_not_acknowledged (point->record->state));
  point->record->ack_ms = dw_clock_wall_ms (self->clock);
  set_text (&point->record->ack_by, who);
  if (comment != NULL && comment[0] != '\0')
    set_text (&point->record->comment, comment);
  dw_alarm_engine_step (self, point, DW_ALARM_EVENT_ACK, DW_EVENT_OPERATION, "acknowledge", who, comment);
  dw_alarm_engine_drop_quiet_point (self, point);
  return TRUE;
}

gboolean
dw_alarm_engine_unacknowledge (DwAlarmEngine *self,
                               const char *alarm_id,
                               const char *who,
                               char **reason)
{
  DwAlarmPoint *point = find_point (self, alarm_id, reason);

  if (point == NULL)
    return FALSE;
  if (!has_edge (point, DW_ALARM_EVENT_UNACK))
    return refuse (reason, _ ("This alarm is not acknowledged."));
  point->record->ack_ms = 0;
  set_text (&point->record->ack_by, "");
  return dw_alarm_engine_step (self, point, DW_ALARM_EVENT_UNACK, DW_EVENT_OPERATION, "unacknowledge", who, NULL);
}

static void
tell_act (DwAlarmEngine *self,
          DwAlarmPoint *point,
          const char *type,
          const char *who,
          const char *note)
{
  g_autoptr (DwEventRecord) event = dw_alarm_engine_make_event (self, point, DW_EVENT_OPERATION, type, who, note);

  dw_alarm_engine_tell (self, point, event);
}

gboolean
dw_alarm_engine_take_over (DwAlarmEngine *self,
                           const char *alarm_id,
                           const char *who,
                           char **reason)
{
  DwAlarmPoint *point = find_point (self, alarm_id, reason);
  g_autofree char *before = NULL;

  if (point == NULL)
    return FALSE;
  if (who == NULL || who[0] == '\0')
    return refuse (reason, _ ("Nobody is signed in."));
  if (strcmp (point->record->owner, who) == 0)
    return refuse (reason, _ ("You have taken over this alarm already."));
  before = g_strdup (point->record->owner);
  set_text (&point->record->owner, who);
  tell_act (self, point, "take-over", who, before[0] != '\0' ? before : NULL);
  return TRUE;
}

gboolean
dw_alarm_engine_comment (DwAlarmEngine *self,
                         const char *alarm_id,
                         const char *who,
                         const char *comment,
                         char **reason)
{
  DwAlarmPoint *point = find_point (self, alarm_id, reason);

  if (point == NULL)
    return FALSE;
  if (comment == NULL || comment[0] == '\0')
    return refuse (reason, _ ("The comment is empty."));
  set_text (&point->record->comment, comment);
  tell_act (self, point, "comment", who, comment);
  return TRUE;
}
