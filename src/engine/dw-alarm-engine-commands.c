// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-alarm-engine-private.h"

/* What our own commands did, as far as alarms are concerned: an opening that is no trip, an end that is a remote reset (S0-37). The poll
 * that already shows the effect may be quicker than the answer to the command, so each can be announced before and noted after. */

#define RESET_WINDOW_MS 30000
/* The poll that shows the reset may be a little earlier than the answer to the command. */
#define RESET_LOOK_BACK_MS 15000

static void
set_reset_window (DwAlarmEngine *self,
                  DwAlarmSubject *subject,
                  const char *who,
                  int window_ms)
{
  char *reset_by = g_strdup (who != NULL ? who : "");

  g_free (subject->reset_by);
  subject->reset_by = reset_by;
  subject->reset_until_ms = dw_clock_mono_ms (self->clock) + window_ms;
}

void
dw_alarm_engine_expect_command (DwAlarmEngine *self,
                                gint64 device_id,
                                DwVerb verb,
                                const char *who,
                                int window_ms)
{
  DwAlarmSubject *subject = dw_alarm_engine_get_device (self, device_id);

  if (verb == DW_VERB_TRIP)
    subject->memory.expect_open_until_ms = dw_clock_mono_ms (self->clock) + window_ms;
  else if (verb == DW_VERB_RESET || verb == DW_VERB_CLOSE)
    set_reset_window (self, subject, who, window_ms);
}

/* Those that returned just before we knew; they are still live only when nobody had acknowledged them. */
static void
mark_just_returned (DwAlarmEngine *self,
                    DwAlarmSubject *subject)
{
  gint64 now_ms = dw_clock_mono_ms (self->clock);

  for (guint i = 0; i < subject->points->len; i++)
    {
      DwAlarmPoint *point = subject->points->pdata[i];

      if (point->record == NULL || point->record->state != DW_ALARM_STATE_RTN_UNACK || point->record->reset != DW_RESET_ON_SITE)
        continue;
      if (now_ms - point->gone_ms > RESET_LOOK_BACK_MS)
        continue;
      point->record->reset = DW_RESET_REMOTE;
      dw_alarm_engine_tell (self, point, NULL);
    }
}

void
dw_alarm_engine_note_reset (DwAlarmEngine *self,
                            gint64 device_id,
                            const char *who)
{
  DwAlarmSubject *subject = dw_alarm_engine_get_device (self, device_id);

  set_reset_window (self, subject, who, RESET_WINDOW_MS);
  mark_just_returned (self, subject);
}

/* The opening may have been polled, and taken for a trip, before it was known to be ours: then that alarm ends here. */
static void
take_back_trip (DwAlarmEngine *self,
                DwAlarmSubject *subject)
{
  for (guint i = subject->points->len; i > 0; i--)
    {
      DwAlarmPoint *point = subject->points->pdata[i - 1];
      DwFinding finding = { .channel = point->channel, .kind = DW_ALARM_TRIP, .verdict = DW_VERDICT_FALSE, .value = point->value, .limit = point->limit };

      if (point->kind != DW_ALARM_TRIP)
        continue;
      point->latched = FALSE; /* Nobody reset it. */
      dw_alarm_engine_take_finding (self, subject, &finding);
    }
}

void
dw_alarm_engine_note_switched (DwAlarmEngine *self,
                               gint64 device_id,
                               gboolean opened)
{
  DwAlarmSubject *subject = dw_alarm_engine_get_device (self, device_id);

  subject->memory.opened_by_us = opened;
  subject->memory.opened_wall_ms = dw_clock_wall_ms (self->clock);
  subject->memory.expect_open_until_ms = 0;
  if (opened)
    take_back_trip (self, subject);
  dw_alarm_engine_follow_breaker (self, subject);
  dw_alarm_engine_settle (self);
}
