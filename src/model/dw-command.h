// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  DW_VERB_RESET,
  DW_VERB_SILENCE, /* the sounder on site */
  DW_VERB_TRIP,
  DW_VERB_CLOSE, /* direct close */
  DW_VERB_ALLOW_CLOSE,
  DW_VERB_SET_LIMIT, /* write thresholds */
  DW_N_VERBS,
} DwVerb;

const char *dw_verb_word (DwVerb verb); /* "reset", "silence", "trip", "close", "allow-close", "set-limit" */
gboolean dw_verb_from_word (const char *word, DwVerb *verb);
const char *dw_verb_title (DwVerb verb); /* translated: 复位, 消音（现场）, 分闸, 直接合闸, 允许合闸, 参数定值 */

typedef enum {
  DW_COMMAND_PENDING,     /* sent or being sent */
  DW_COMMAND_ACCEPTED,    /* the device acknowledged the write */
  DW_COMMAND_CONFIRMED,   /* the read-back says so: the only success */
  DW_COMMAND_UNCONFIRMED, /* sent, but the read-back never came: not a success */
  DW_COMMAND_REFUSED,     /* the device or the core said no; nothing changed */
  DW_COMMAND_EXPIRED,     /* too late: not sent */
  DW_COMMAND_UNREACHABLE, /* could not be sent */
} DwCommandState;

const char *dw_command_state_word (DwCommandState state); /* "confirmed", … */
const char *dw_command_state_title (DwCommandState state);

/* One control request. Strings owned. Built by the control desk, carried out once by a source, never queued, repeated or replayed. */
typedef struct
{
  char *id; /* UUID */
  gint64 device_id;
  DwVerb verb;
  char *command;          /* name in the device profile ("trip", "reset", "thresholds") */
  GHashTable *arguments;  /* char* point name -> double*: values for SET_LIMIT; may be NULL */
  gint64 expires_mono_ms; /* refuse to send after that */
} DwCommand;

/* What became of it; grows while it runs. */
typedef struct
{
  DwCommandState state;
  char *reason;    /* plain sentence, translated; "" when confirmed */
  char *code;      /* stable word: "local-lock", "exception-2", "read-back-timeout", "link-down", "expired", … */
  char *old_value; /* of the state point or the thresholds, as text */
  char *new_value;
  GPtrArray *log; /* char*: "14:32:21.104 TX 01 06 …" */
} DwCommandResult;

DwCommand *dw_command_new (gint64 device_id, DwVerb verb, const char *command);
DwCommand *dw_command_copy (const DwCommand *self);
void dw_command_free (DwCommand *self);
void dw_command_set_argument (DwCommand *self, const char *name, double value);
DwCommandResult *dw_command_result_new (DwCommandState state, const char *code, const char *reason);
DwCommandResult *dw_command_result_copy (const DwCommandResult *self);
void dw_command_result_free (DwCommandResult *self);
void dw_command_result_log (DwCommandResult *self, gint64 wall_ms, const char *format, ...) G_GNUC_PRINTF (3, 4);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwCommand, dw_command_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwCommandResult, dw_command_result_free)

G_END_DECLS
