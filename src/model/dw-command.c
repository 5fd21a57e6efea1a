// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-command.h"

#include <glib/gi18n-lib.h>

/* A control request and what became of it. Plain data: it crosses from the desk to a bus worker and back. */

static const struct
{
  const char *word;
  const char *title;
} verbs[DW_N_VERBS] = {
  [DW_VERB_RESET] = { "reset", NC_ ("verb", "Reset") },
  [DW_VERB_SILENCE] = { "silence", NC_ ("verb", "Silence on site") },
  [DW_VERB_TRIP] = { "trip", NC_ ("verb", "Trip") },
  [DW_VERB_CLOSE] = { "close", NC_ ("verb", "Close") },
  [DW_VERB_ALLOW_CLOSE] = { "allow-close", NC_ ("verb", "Allow closing") },
  [DW_VERB_SET_LIMIT] = { "set-limit", NC_ ("verb", "Set limits") },
};

static const struct
{
  const char *word;
  const char *title;
} command_states[] = {
  [DW_COMMAND_PENDING] = { "pending", NC_ ("command", "Sending") },
  [DW_COMMAND_ACCEPTED] = { "accepted", NC_ ("command", "Accepted, waiting for the read-back") },
  [DW_COMMAND_CONFIRMED] = { "confirmed", NC_ ("command", "Confirmed") },
  [DW_COMMAND_UNCONFIRMED] = { "unconfirmed", NC_ ("command", "Sent, not confirmed") },
  [DW_COMMAND_REFUSED] = { "refused", NC_ ("command", "Refused") },
  [DW_COMMAND_EXPIRED] = { "expired", NC_ ("command", "Expired, not sent") },
  [DW_COMMAND_UNREACHABLE] = { "unreachable", NC_ ("command", "Could not be sent") },
};

const char *
dw_verb_word (DwVerb verb)
{
  g_return_val_if_fail ((guint)verb < DW_N_VERBS, "");
  return verbs[verb].word;
}

gboolean
dw_verb_from_word (const char *word,
                   DwVerb *verb)
{
  for (guint i = 0; i < DW_N_VERBS; i++)
    if (g_strcmp0 (word, verbs[i].word) == 0)
      {
        *verb = i;
        return TRUE;
      }
  return FALSE;
}

const char *
dw_verb_title (DwVerb verb)
{
  g_return_val_if_fail ((guint)verb < DW_N_VERBS, "");
  return g_dpgettext2 (GETTEXT_PACKAGE, "verb", verbs[verb].title);
}

const char *
dw_command_state_word (DwCommandState state)
{
  g_return_val_if_fail ((guint)state < G_N_ELEMENTS (command_states), "");
  return command_states[state].word;
}

const char *
dw_command_state_title (DwCommandState state)
{
  g_return_val_if_fail ((guint)state < G_N_ELEMENTS (command_states), "");
  return g_dpgettext2 (GETTEXT_PACKAGE, "command", command_states[state].title);
}

DwCommand *
dw_command_new (gint64 device_id,
                DwVerb verb,
                const char *command)
{
  DwCommand *self = g_new0 (DwCommand, 1);

  self->id = g_uuid_string_random ();
  self->device_id = device_id;
  self->verb = verb;
  self->command = g_strdup (command != NULL ? command : "");
  return self;
}

static void
copy_arguments (DwCommand *self,
                GHashTable *arguments)
{
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  g_hash_table_iter_init (&iter, arguments);
  while (g_hash_table_iter_next (&iter, &name, &value))
    dw_command_set_argument (self, name, *(double *)value);
}

DwCommand *
dw_command_copy (const DwCommand *self)
{
  DwCommand *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->command = g_strdup (self->command);
  copy->arguments = NULL;
  if (self->arguments != NULL)
    copy_arguments (copy, self->arguments);
  return copy;
}

void
dw_command_free (DwCommand *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->command);
  g_clear_pointer (&self->arguments, g_hash_table_unref);
  g_free (self);
}

void
dw_command_set_argument (DwCommand *self,
                         const char *name,
                         double value)
{
  if (self->arguments == NULL)
    self->arguments = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_replace (self->arguments, g_strdup (name), g_memdup2 (&value, sizeof value));
}

DwCommandResult *
dw_command_result_new (DwCommandState state,
                       const char *code,
                       const char *reason)
{
  DwCommandResult *self = g_new0 (DwCommandResult, 1);

  self->state = state;
  self->code = g_strdup (code != NULL ? code : "");
  self->reason = g_strdup (reason != NULL ? reason : "");
  self->old_value = g_strdup ("");
  self->new_value = g_strdup ("");
  self->log = g_ptr_array_new_with_free_func (g_free);
  return self;
}

DwCommandResult *
dw_command_result_copy (const DwCommandResult *self)
{
  DwCommandResult *copy = dw_command_result_new (self->state, self->code, self->reason);

  g_free (copy->old_value);
  copy->old_value = g_strdup (self->old_value);
  g_free (copy->new_value);
  copy->new_value = g_strdup (self->new_value);
  for (guint i = 0; i < self->log->len; i++)
    g_ptr_array_add (copy->log, g_strdup (self->log->pdata[i]));
  return copy;
}

void
dw_command_result_free (DwCommandResult *self)
{
  if (self == NULL)
    return;
  g_free (self->reason);
  g_free (self->code);
  g_free (self->old_value);
  g_free (self->new_value);
  g_ptr_array_unref (self->log);
  g_free (self);
}

void
dw_command_result_log (DwCommandResult *self,
                       gint64 wall_ms,
                       const char *format,
                       ...)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (wall_ms / 1000);
  g_autofree char *clock = time != NULL ? g_date_time_format (time, "%H:%M:%S") : g_strdup ("--:--:--");
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (self->log, g_strdup_printf ("%s.%03d %s", clock, (int)(wall_ms % 1000), text));
}
