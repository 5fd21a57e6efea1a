// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-control-desk.h"
#include "dw-station-private.h"

G_BEGIN_DECLS

/* One selection of one desk, from select to result. */
typedef struct
{
  char *token;
  DwPerson *person;
  char *desk; /* how the lock is shown to others */
  gint64 device_id;
  DwVerb verb;
  char *object; /* for the audit log */
  char *second; /* verified second person, "" */
  char *reason;
  char *diagnosis;
  gboolean executing;
} DwControlSession;

/* Refused before anything was sent: one audit line, one error. code: stable word. */
void dw_control_session_refuse (DwStation *station, const DwPerson *person, DwVerb verb, const char *object, const char *code, const char *sentence, GError **error);
const DwProfileCommand *dw_control_session_find_command (DwStation *station, gint64 device_id, DwVerb verb);
DwControlSession *dw_control_session_find (DwStation *station, const char *token);
/* Ends the session and its lock. */
void dw_control_session_end (DwStation *station, const char *token, DwCommandState state);

G_END_DECLS
