// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-alarm.h"

#include <math.h>

#include <glib/gi18n-lib.h>

/* One occurrence of one alarm: the plain record that the engine makes and the store keeps, and the object that list models show. */

static const struct
{
  const char *word;
  const char *title;
} event_kinds[DW_N_EVENT_KINDS] = {
  [DW_EVENT_ALARM] = { "alarm", NC_ ("event", "Alarm") },
  [DW_EVENT_FAULT] = { "fault", NC_ ("event", "Fault") },
  [DW_EVENT_TRIP] = { "trip", NC_ ("event", "Trip") },
  [DW_EVENT_COMMS] = { "comms", NC_ ("event", "Communication") },
  [DW_EVENT_RESTORE] = { "restore", NC_ ("event", "Restored") },
  [DW_EVENT_CONTROL] = { "control", NC_ ("event", "Control") },
  [DW_EVENT_OPERATION] = { "operation", NC_ ("event", "Operation") },
};

static const struct
{
  const char *word;
  const char *title;
} states[DW_N_ALARM_STATES] = {
  [DW_ALARM_STATE_NORM] = { "norm", N_ ("Normal") },
  [DW_ALARM_STATE_UNACK] = { "unack", N_ ("Not acknowledged") },
  [DW_ALARM_STATE_ACKED] = { "acked", N_ ("Acknowledged") },
  [DW_ALARM_STATE_RTN_UNACK] = { "rtn-unack", N_ ("Restored, not acknowledged") },
  [DW_ALARM_STATE_SHELVED] = { "shelved", N_ ("Shelved") },
  [DW_ALARM_STATE_SUPPRESSED] = { "suppressed", N_ ("Suppressed") },
  [DW_ALARM_STATE_OUT_OF_SERVICE] = { "out-of-service", N_ ("Out of service") },
};

struct _DwAlarm
{
  GObject parent_instance;

  DwAlarmRecord *record;
};

G_DEFINE_FINAL_TYPE (DwAlarm, dw_alarm, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
dw_alarm_finalize (GObject *object)
{
  dw_alarm_record_free (DW_ALARM (object)->record);
  G_OBJECT_CLASS (dw_alarm_parent_class)->finalize (object);
}

static void
dw_alarm_class_init (DwAlarmClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dw_alarm_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", DW_TYPE_ALARM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dw_alarm_init (DwAlarm *self)
{
}

const char *
dw_event_kind_word (DwEventKind kind)
{
  g_return_val_if_fail ((guint)kind < DW_N_EVENT_KINDS, "");
  return event_kinds[kind].word;
}

gboolean
dw_event_kind_from_word (const char *word,
                         DwEventKind *kind)
{
  for (guint i = 0; i < DW_N_EVENT_KINDS; i++)
    if (g_strcmp0 (word, event_kinds[i].word) == 0)
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

const char *
dw_event_kind_title (DwEventKind kind)
{
  g_return_val_if_fail ((guint)kind < DW_N_EVENT_KINDS, "");
  return g_dpgettext2 (GETTEXT_PACKAGE, "event", event_kinds[kind].title);
}

const char *
dw_alarm_state_word (DwAlarmState state)
{
  g_return_val_if_fail ((guint)state < DW_N_ALARM_STATES, "");
  return states[state].word;
}

gboolean
dw_alarm_state_from_word (const char *word,
                          DwAlarmState *state)
{
  for (guint i = 0; i < DW_N_ALARM_STATES; i++)
    if (g_strcmp0 (word, states[i].word) == 0)
      {
        *state = i;
        return TRUE;
      }
  return FALSE;
}

const char *
dw_alarm_state_title (DwAlarmState state)
{
  g_return_val_if_fail ((guint)state < DW_N_ALARM_STATES, "");
  return _ (states[state].title);
}

DwAlarmRecord *
dw_alarm_record_new (void)
{
  DwAlarmRecord *self = g_new0 (DwAlarmRecord, 1);

  self->id = g_strdup ("");
  self->channel = g_strdup ("");
  self->ack_by = g_strdup ("");
  self->owner = g_strdup ("");
  self->comment = g_strdup ("");
  self->value = NAN;
  self->peak = NAN;
  self->limit = NAN;
  return self;
}

DwAlarmRecord *
dw_alarm_record_copy (const DwAlarmRecord *self)
{
  DwAlarmRecord *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->channel = g_strdup (self->channel);
  copy->ack_by = g_strdup (self->ack_by);
  copy->owner = g_strdup (self->owner);
  copy->comment = g_strdup (self->comment);
  return copy;
}

void
dw_alarm_record_free (DwAlarmRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->channel);
  g_free (self->ack_by);
  g_free (self->owner);
  g_free (self->comment);
  g_free (self);
}

gboolean
dw_alarm_record_is_unacked (const DwAlarmRecord *record)
{
  return record->state == DW_ALARM_STATE_UNACK || record->state == DW_ALARM_STATE_RTN_UNACK;
}

DwAlarm *
dw_alarm_new (const DwAlarmRecord *record)
{
  DwAlarm *self = g_object_new (DW_TYPE_ALARM, NULL);

  self->record = dw_alarm_record_copy (record);
  return self;
}

const DwAlarmRecord *
dw_alarm_get_record (DwAlarm *self)
{
  g_return_val_if_fail (DW_IS_ALARM (self), NULL);
  return self->record;
}

void
dw_alarm_update (DwAlarm *self,
                 const DwAlarmRecord *record)
{
  DwAlarmRecord *copy;

  g_return_if_fail (DW_IS_ALARM (self));

  copy = dw_alarm_record_copy (record);
  dw_alarm_record_free (self->record);
  self->record = copy;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
