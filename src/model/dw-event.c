// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-event.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "dw-command.h"

/* One line of history. Its type is a stable word; the titles of acts of people stand in the table here, those of alarms and of
 * commands in their own tables. */

static const struct
{
  const char *word;
  const char *title;
} acts[] = {
  { "acknowledge", NC_ ("act", "Acknowledge") },
  { "unacknowledge", NC_ ("act", "Acknowledgement taken back") },
  { "take-over", NC_ ("act", "Take over") },
  { "comment", NC_ ("act", "Comment") },
  { "suppress", NC_ ("act", "Suppressed") },
  { "silence-desk", NC_ ("act", "Silence at this desk") },
  { "select", NC_ ("act", "Selected for control") },
  { "release", NC_ ("act", "Control cancelled") },
  { "sign-in", NC_ ("act", "Sign in") },
  { "add-gateway", NC_ ("act", "Gateway added") },
  { "change-gateway", NC_ ("act", "Gateway changed") },
  { "remove-gateway", NC_ ("act", "Gateway removed") },
  { "add-device", NC_ ("act", "Device added") },
  { "change-device", NC_ ("act", "Device changed") },
  { "remove-device", NC_ ("act", "Device removed") },
  { "add-place", NC_ ("act", "Place added") },
  { "change-place", NC_ ("act", "Place changed") },
  { "remove-place", NC_ ("act", "Place removed") },
  { "replace-meter", NC_ ("act", "Meter replaced") },
  { "start", NC_ ("act", "Station started") },
  { "stop", NC_ ("act", "Station stopped") },
};

DwEventRecord *
dw_event_record_new (void)
{
  DwEventRecord *self = g_new0 (DwEventRecord, 1);

  self->type = g_strdup ("");
  self->channel = g_strdup ("");
  self->alarm_id = g_strdup ("");
  self->actor = g_strdup ("");
  self->note = g_strdup ("");
  self->value = NAN;
  self->limit = NAN;
  return self;
}

DwEventRecord *
dw_event_record_copy (const DwEventRecord *self)
{
  DwEventRecord *copy = g_memdup2 (self, sizeof *self);

  copy->type = g_strdup (self->type);
  copy->channel = g_strdup (self->channel);
  copy->alarm_id = g_strdup (self->alarm_id);
  copy->actor = g_strdup (self->actor);
  copy->note = g_strdup (self->note);
  return copy;
}

void
dw_event_record_free (DwEventRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->type);
  g_free (self->channel);
  g_free (self->alarm_id);
  g_free (self->actor);
  g_free (self->note);
  g_free (self);
}

/* "trip" is an alarm kind and a verb: what the breaker did by itself, and what we told it to do. The event's kind decides. */
const char *
dw_event_record_title (const DwEventRecord *self)
{
  DwAlarmKind alarm_kind;
  DwVerb verb;

  if (self->kind == DW_EVENT_CONTROL && dw_verb_from_word (self->type, &verb))
    return dw_verb_title (verb);
  if (dw_alarm_kind_from_word (self->type, &alarm_kind))
    return dw_alarm_kind_title (alarm_kind);
  if (dw_verb_from_word (self->type, &verb))
    return dw_verb_title (verb);
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (strcmp (self->type, acts[i].word) == 0)
      return g_dpgettext2 (GETTEXT_PACKAGE, "act", acts[i].title);
  return dw_event_kind_title (self->kind);
}
