// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-clock.h"
#include "dw-command.h"
#include "dw-device.h"

G_BEGIN_DECLS

/* Control safety (domain facts 6): select -> confirm -> execute -> feedback, with a lock per device. Pure state, injected clock, main thread; carries nothing out itself.
 * A lock ends on execution's end, cancel or time-out (30 s). Minimum interval between operations of one switch: 5 min after trip or close of the same device (policy). */
typedef struct _DwControl DwControl;

typedef enum {
  DW_CONTROL_SELECTED,
  DW_CONTROL_CONFIRMED,
  DW_CONTROL_EXECUTING,
  DW_CONTROL_DONE,
  DW_CONTROL_RELEASED,
} DwControlStep;

/* Policy of one device and verb, from its profile and the organisation's settings. */
typedef struct
{
  gboolean offered;          /* the device has such a command and it is switched on */
  gboolean type_switch_name; /* the confirm step asks for the short switch name */
  gboolean second_person;
  gboolean no_one_working;  /* "no one is working on this circuit" must be ticked */
  gboolean needs_diagnosis; /* closing after a protection trip: a note why is required */
  int min_interval_ms;
  int lock_ms;    /* 30000 */
  int timeout_ms; /* 10000 */
} DwControlPolicy;

void dw_control_policy_init (DwControlPolicy *self, DwVerb verb, gboolean offered);

DwControl *dw_control_new (DwClock *clock);
void dw_control_free (DwControl *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwControl, dw_control_free)

/* Returns a token (new string), or NULL with *code and *reason (both may be NULL): "not-offered", "locked-by-other", "link-down", "data-old", "in-travel", "already-open",
 * "already-closed", "local-lock", "tagged", "too-soon". One device has one lock: a second window of the same person is refused too. */
char *dw_control_select (DwControl *self, DwDevice *device, DwVerb verb, const DwControlPolicy *policy, const char *who, const char **code, char **reason);
/* The same checks without locking: for buttons. TRUE = could be selected. */
gboolean dw_control_can_select (DwControl *self, DwDevice *device, DwVerb verb, const DwControlPolicy *policy, const char *who, const char **code, char **reason);
typedef struct
{
  const char *reason;        /* required */
  const char *switch_name;   /* typed */
  const char *second_person; /* id, verified by the caller, "" none */
  gboolean no_one_working;
  const char *diagnosis;
} DwControlConfirmation;
/* missing: when not NULL, char* list of what is missing (translated). FALSE when anything is ("incomplete"), the lock is over ("lock-expired") or it was executed ("already-executed").
 * The name to type is the device's switch name, or its name when it has none. */
gboolean dw_control_confirm (DwControl *self, const char *token, const DwControlConfirmation *confirmation, GPtrArray *missing, const char **code);
/* CONFIRMED -> EXECUTING, once; FALSE "lock-expired", "not-confirmed", "already-executed". Looks at the device once more: between select and execute it may have been locked on
 * site or gone silent, then FALSE with the code of select. The lock then lasts until finish, at most timeout_ms and a margin. */
gboolean dw_control_begin (DwControl *self, const char *token, const char **code);
void dw_control_finish (DwControl *self, const char *token, DwCommandState state);
void dw_control_release (DwControl *self, const char *token); /* cancel; not while it executes */
/* A plain translated sentence for a code of this header. holder: for "locked-by-other", else NULL. */
char *dw_control_describe_code (const char *code, const char *holder);

/* Remaining ms of the lock, -1 = no such token. who holds device: NULL = free. */
int dw_control_get_remaining_ms (DwControl *self, const char *token);
const char *dw_control_get_holder (DwControl *self, gint64 device_id);
/* Last operation of the device (wall ms, 0 = never in this run) and operations counted; set at start from the store. */
void dw_control_set_history (DwControl *self, gint64 device_id, gint64 last_ms, guint operations);
void dw_control_get_history (DwControl *self, gint64 device_id, gint64 *last_ms, guint *operations);
/* The newest protection trip that has no diagnosis note yet. */
void dw_control_set_tripped (DwControl *self, gint64 device_id, gboolean tripped);
/* A tag at the switch ("working", "do-not-close", "faulty"; NULL takes it off) blocks closing and allowing to close. */
void dw_control_set_tag (DwControl *self, gint64 device_id, const char *tag);
/* Ends locks that timed out; ids of the devices freed are appended to freed (GArray of gint64, may be NULL). */
void dw_control_tick (DwControl *self, GArray *freed);

G_END_DECLS
