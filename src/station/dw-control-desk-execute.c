// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-control-desk.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "dw-alarm-desk.h"
#include "dw-control-session.h"

/* Execute and feedback. The order is what makes it trustworthy: begin (once) -> the intention on disk -> the wire -> the outcome on disk.
 * A command whose intention cannot be written is not sent. */

typedef struct
{
  DwStation *station; /* strong */
  char *token;
  DwCommand *command;
  DwControlProgress progress;
  gpointer progress_data;
} Execution;

static void
execution_free (gpointer data)
{
  Execution *execution = data;

  g_object_unref (execution->station);
  g_free (execution->token);
  g_clear_pointer (&execution->command, dw_command_free);
  g_free (execution);
}

static char *
describe_arguments (DwStation *station, const DwCommand *command, gboolean old)
{
  DwDevice *device = dw_place_tree_find_device (station->tree, command->device_id);
  GString *text = g_string_new (NULL);
  GHashTableIter iter;
  gpointer name, value;

  if (!command->arguments)
    return g_string_free (text, FALSE);
  g_hash_table_iter_init (&iter, command->arguments);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      DwChannel *channel = device ? dw_device_find_channel (device, name) : NULL;
      double number = old ? (channel ? channel->device_limit : NAN) : *(double *)value;
      char digits[G_ASCII_DTOSTR_BUF_SIZE] = "?";

      if (isfinite (number))
        g_ascii_formatd (digits, sizeof digits, "%.6g", number);
      g_string_append_printf (text, "%s%s=%s", text->len ? " " : "", (const char *)name, digits);
    }
  return g_string_free (text, FALSE);
}

static void
add_outcome_event (DwStation *station, const DwControlSession *session, const DwCommandResult *result)
{
  DwDevice *device = dw_place_tree_find_device (station->tree, session->device_id);
  DwEventRecord *event = dw_event_record_new ();

  event->kind = DW_EVENT_CONTROL;
  event->device_id = session->device_id;
  event->gateway_id = device ? dw_device_get_gateway_id (device) : 0;
  event->place_id = device ? dw_device_get_place_id (device) : 0;
  g_free (event->type);
  event->type = g_strdup (dw_verb_word (session->verb));
  g_free (event->actor);
  event->actor = g_strdup (session->person->id);
  g_free (event->note);
  event->note = g_strjoin (" · ", dw_command_state_title (result->state), session->reason, *result->reason ? result->reason : NULL, NULL);
  dw_station_add_event (station, event);
}

static void
audit_outcome (DwStation *station, const DwControlSession *session, const DwCommand *command, const DwCommandResult *result)
{
  g_autofree char *outcome = *result->code ? g_strdup_printf ("%s: %s", dw_command_state_word (result->state), result->code) : g_strdup (dw_command_state_word (result->state));
  g_autofree char *act = g_strdup_printf ("%s-result", dw_verb_word (session->verb));

  dw_station_audit (station, session->person, act, session->object, result->old_value, result->new_value, command->id, outcome);
}

/* The read-back equalled what was written: from now on the device judges by these. */
static void
take_limits (DwStation *station, const DwCommand *command)
{
  DwDevice *device = dw_place_tree_find_device (station->tree, command->device_id);
  GHashTableIter iter;
  gpointer name, value;

  if (!device || !command->arguments)
    return;
  g_hash_table_iter_init (&iter, command->arguments);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      DwChannel *channel = dw_device_find_channel (device, name);

      if (channel)
        channel->device_limit = *(double *)value;
    }
  dw_device_emit_changed (device);
}

static void
tell_engine (DwStation *station, const DwControlSession *session, const DwCommandResult *result)
{
  gboolean opened = session->verb == DW_VERB_TRIP;

  /* What was never sent explains nothing; what was sent without an answer still may. */
  if (result->state != DW_COMMAND_CONFIRMED && result->state != DW_COMMAND_UNCONFIRMED)
    dw_alarm_engine_expect_command (station->engine, session->device_id, session->verb, session->person->id, 0);
  if (result->state != DW_COMMAND_CONFIRMED)
    return;
  if (session->verb == DW_VERB_RESET)
    dw_alarm_engine_note_reset (station->engine, session->device_id, session->person->id);
  if (session->verb == DW_VERB_TRIP || session->verb == DW_VERB_CLOSE)
    dw_alarm_engine_note_switched (station->engine, session->device_id, opened);
  if (session->verb == DW_VERB_CLOSE)
    dw_control_set_tripped (station->control, session->device_id, FALSE);
}

static void
finish_execution (GTask *task, DwCommandResult *result)
{
  Execution *execution = g_task_get_task_data (task);
  DwStation *station = execution->station;
  DwControlSession *session = dw_control_session_find (station, execution->token);

  if (session)
    {
      audit_outcome (station, session, execution->command, result);
      add_outcome_event (station, session, result);
      tell_engine (station, session, result);
      if (session->verb == DW_VERB_SET_LIMIT && result->state == DW_COMMAND_CONFIRMED)
        take_limits (station, execution->command);
      dw_control_session_end (station, execution->token, result->state);
    }
  g_task_return_pointer (task, result, (GDestroyNotify)dw_command_result_free);
}

static void
command_done_cb (GObject *source, GAsyncResult *answer, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  DwCommandResult *result = dw_source_command_finish (DW_SOURCE (source), answer, &error);

  if (!result)
    result = dw_command_result_new (DW_COMMAND_UNREACHABLE, "not-sent", error->message);
  finish_execution (task, result);
}

static void
progress_cb (const DwCommandResult *result, gpointer data)
{
  Execution *execution = data;

  if (execution->progress)
    execution->progress (result, execution->progress_data);
}

/* How much longer than the command itself a poll may take to show what it did. */
#define EFFECT_MARGIN_MS 10000

/* A trip by us must not be taken for a trip by protection, a reset by us not for one on site: the engine hears of it before the device moves. */
static void
announce_command (DwStation *station, const DwControlSession *session, const DwCommand *command)
{
  int window_ms = (int)(command->expires_mono_ms - dw_clock_mono_ms (station->clock)) + EFFECT_MARGIN_MS;

  dw_alarm_engine_expect_command (station->engine, command->device_id, command->verb, session->person->id, window_ms);
}

static void
intention_synced_cb (gboolean ok, gpointer data)
{
  GTask *task = data;
  Execution *execution = g_task_get_task_data (task);
  const DwControlSession *session;

  if (!ok)
    {
      finish_execution (task, dw_command_result_new (DW_COMMAND_REFUSED, "no-log", _ ("The audit log cannot be written, so nothing was sent")));
      g_object_unref (task);
      return;
    }
  session = dw_control_session_find (execution->station, execution->token);
  if (session)
    announce_command (execution->station, session, execution->command);
  dw_source_command_async (DW_SOURCE (execution->station->source), execution->command, progress_cb, execution, NULL, command_done_cb, task);
}

static gboolean
check_argument (const DwProfile *profile, const char *name, double value, GError **error)
{
  for (guint i = 0; i < profile->n_thresholds; i++)
    {
      const DwProfileThreshold *threshold = &profile->thresholds[i];

      if (!g_str_equal (threshold->name, name))
        continue;
      if (value >= threshold->min && value <= threshold->max)
        return TRUE;
      g_set_error (error, DW_DESK_ERROR, DW_DESK_ERROR_INVALID, _ ("%s: %g is outside %g to %g %s"), name, value, threshold->min, threshold->max, threshold->unit);
      return FALSE;
    }
  g_set_error (error, DW_DESK_ERROR, DW_DESK_ERROR_INVALID, _ ("This device has no limit named %s"), name);
  return FALSE;
}

static gboolean
check_arguments (DwStation *station, const DwControlSession *session, GHashTable *arguments, GError **error)
{
  const DwProfile *profile = g_hash_table_lookup (station->profile_of, &session->device_id);
  GHashTableIter iter;
  gpointer name, value;

  if (session->verb != DW_VERB_SET_LIMIT)
    return TRUE;
  if (!arguments || g_hash_table_size (arguments) == 0)
    {
      g_set_error_literal (error, DW_DESK_ERROR, DW_DESK_ERROR_INVALID, _ ("No limit was given"));
      return FALSE;
    }
  g_hash_table_iter_init (&iter, arguments);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (!check_argument (profile, name, *(double *)value, error))
      return FALSE;
  return TRUE;
}

static DwCommand *
make_command (DwStation *station, const DwControlSession *session, GHashTable *arguments)
{
  const DwProfileCommand *known = dw_control_session_find_command (station, session->device_id, session->verb);
  DwCommand *command = dw_command_new (session->device_id, session->verb, known->name);
  GHashTableIter iter;
  gpointer name, value;

  command->expires_mono_ms = dw_clock_mono_ms (station->clock) + known->timeout_ms;
  if (arguments)
    {
      g_hash_table_iter_init (&iter, arguments);
      while (g_hash_table_iter_next (&iter, &name, &value))
        dw_command_set_argument (command, name, *(double *)value);
    }
  return command;
}

static void
audit_intention (DwStation *station, const DwControlSession *session, const DwCommand *command)
{
  g_autofree char *old_value = describe_arguments (station, command, TRUE);
  g_autofree char *new_value = describe_arguments (station, command, FALSE);
  g_autofree char *reason = *session->second ? g_strdup_printf ("%s · second person %s · %s", session->reason, session->second, command->id)
                                             : g_strdup_printf ("%s · %s", session->reason, command->id);

  dw_station_audit (station, session->person, dw_verb_word (session->verb), session->object, old_value, new_value, reason, "sent");
}

/* NULL with error: it cannot begin. */
static DwControlSession *
begin (DwStation *station, const char *token, GHashTable *arguments, GError **error)
{
  DwControlSession *session = dw_control_session_find (station, token);
  const char *code = "lock-expired";
  g_autofree char *sentence = NULL;

  if (!session)
    {
      g_set_error_literal (error, DW_DESK_ERROR, DW_DESK_ERROR_REFUSED, _ ("The selection has ended; select again"));
      return NULL;
    }
  if (!check_arguments (station, session, arguments, error))
    return NULL;
  if (dw_control_begin (station->control, token, &code))
    return session;
  sentence = dw_control_describe_code (code, NULL);
  dw_control_session_refuse (station, session->person, session->verb, session->object, code, sentence, error);
  return NULL;
}

void
dw_control_desk_execute_async (DwStation *station, const char *token, GHashTable *arguments, DwControlProgress progress, gpointer progress_data, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (station, NULL, callback, user_data);
  GError *error = NULL;
  DwControlSession *session = begin (station, token, arguments, &error);
  Execution *execution;

  if (!session)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  session->executing = TRUE;
  execution = g_new0 (Execution, 1);
  execution->station = g_object_ref (station);
  execution->token = g_strdup (token);
  execution->command = make_command (station, session, arguments);
  execution->progress = progress;
  execution->progress_data = progress_data;
  g_task_set_task_data (task, execution, execution_free);
  audit_intention (station, session, execution->command);
  dw_journal_when_synced (station->journal, intention_synced_cb, task);
}

DwCommandResult *
dw_control_desk_execute_finish (DwStation *station, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
