// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-command.h"
#include "dw-station.h"

G_BEGIN_DECLS

/* Control: select -> confirm -> execute -> feedback, checked by authority and control here, whoever asks (window, D-Bus, dianweictl). Each refusal and each outcome is one audit line. */

/* What a button needs: offered: the device has the verb at all (else do not show); allowed; else reason = why blocked (translated) and code. */
typedef struct
{
  DwVerb verb;
  gboolean offered;
  gboolean allowed;
  char code[32];
  char *reason;
  gboolean needs_switch_name, needs_second_person, needs_no_one_working, needs_diagnosis;
  int lock_ms, timeout_ms;
} DwControlOffer;
/* One per verb, in the order of DwVerb. Array with free function. */
GPtrArray *dw_control_desk_list (DwStation *station, const DwPerson *person, DwDevice *device);

typedef struct
{
  const char *reason;
  const char *switch_name;
  const char *second_person_id;
  const char *second_person_password;
  gboolean no_one_working;
  const char *diagnosis;
} DwControlForm;

/* desk: who holds the lock as others see it ("W03", "dianweictl W03"). Returns a token or NULL with error (message: plain sentence; audit line written). */
char *dw_control_desk_select (DwStation *station, const DwPerson *person, const char *desk, DwDevice *device, DwVerb verb, GError **error);
/* FALSE with *missing (GPtrArray of char*, translated) or error when the lock is over. */
gboolean dw_control_desk_confirm (DwStation *station, const char *token, const DwControlForm *form, GPtrArray **missing, GError **error);
typedef void (*DwControlProgress) (const DwCommandResult *result, gpointer data);
/* arguments: point name -> double* for DW_VERB_SET_LIMIT, else NULL. The lock ends when it is done. */
void dw_control_desk_execute_async (DwStation *station, const char *token, GHashTable *arguments, DwControlProgress progress, gpointer progress_data, GAsyncReadyCallback callback, gpointer user_data);
DwCommandResult *dw_control_desk_execute_finish (DwStation *station, GAsyncResult *result, GError **error);
/* The limits that DW_VERB_SET_LIMIT can write. Array with free function. old is NaN while it was not read yet. */
typedef struct
{
  char *name;  /* key of the arguments */
  char *title; /* translated */
  char *unit;
  double old, min, max;
} DwControlLimit;
GPtrArray *dw_control_desk_list_limits (DwStation *station, DwDevice *device);
void dw_control_desk_release (DwStation *station, const char *token);
int dw_control_desk_remaining_ms (DwStation *station, const char *token);
/* Who holds the device: NULL = nobody. */
const char *dw_control_desk_get_holder (DwStation *station, DwDevice *device);
void dw_control_desk_get_history (DwStation *station, DwDevice *device, gint64 *last_ms, guint *operations);

G_END_DECLS
