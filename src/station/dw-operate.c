// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-operate.h"

#include <glib/gi18n-lib.h>

#include "dw-alarm-desk.h"
#include "dw-control-desk.h"
#include "dw-operate-unit.h"
#include "dw-station-private.h"

enum {
  LOOK_MS = 100,
  FRESH_LIMIT_MS = 15000,
};

/* One request under way. */
typedef struct
{
  DwStation *station; /* strong */
  GTask *task;
  DwPerson *person;
  DwOperateRequest *request;
  DwOperateUnit unit;
  DwVerb verb;
  gint64 started_wall_ms;
  gint64 deadline_mono_ms;
  char *token;
} Operation;

DwOperateRequest *
dw_operate_request_new (void)
{
  DwOperateRequest *self = g_new0 (DwOperateRequest, 1);

  self->arguments = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
dw_operate_request_free (DwOperateRequest *self)
{
  if (!self)
    return;
  g_free (self->kind);
  g_free (self->host);
  g_free (self->profile_id);
  g_free (self->command);
  g_hash_table_unref (self->arguments);
  g_free (self->person_id);
  g_free (self->reason);
  g_free (self->switch_name);
  g_free (self->second_id);
  g_free (self->second_password);
  g_free (self->diagnosis);
  g_free (self);
}

void
dw_operate_request_set_argument (DwOperateRequest *self, const char *name, double value)
{
  double *copy = g_new (double, 1);

  *copy = value;
  g_hash_table_replace (self->arguments, g_strdup (name), copy);
}

static DwOperateRequest *
copy_request (const DwOperateRequest *self)
{
  DwOperateRequest *copy = g_new (DwOperateRequest, 1);

  *copy = *self;
  copy->kind = g_strdup (self->kind);
  copy->host = g_strdup (self->host);
  copy->profile_id = g_strdup (self->profile_id);
  copy->command = g_strdup (self->command);
  copy->arguments = g_hash_table_ref (self->arguments);
  copy->person_id = g_strdup (self->person_id);
  copy->reason = g_strdup (self->reason);
  copy->switch_name = g_strdup (self->switch_name);
  copy->second_id = g_strdup (self->second_id);
  copy->second_password = g_strdup (self->second_password);
  copy->diagnosis = g_strdup (self->diagnosis);
  return copy;
}

static void
operation_free (Operation *operation)
{
  dw_operate_unit_leave (operation->station, &operation->unit);
  dw_person_free (operation->person);
  dw_operate_request_free (operation->request);
  g_free (operation->token);
  g_object_unref (operation->task);
  g_object_unref (operation->station);
  g_free (operation);
}

static void
fail (Operation *operation, GError *error)
{
  g_task_return_error (operation->task, error);
  operation_free (operation);
}

/* --- who, and which device --- */

static char *
name_target (const Operation *operation)
{
  DwDevice *device = dw_place_tree_find_device (operation->station->tree, operation->unit.device_id);

  return device ? dw_station_name_device (operation->station, device)
                : g_strdup_printf ("%s:%u/%u", operation->request->host, operation->request->port, operation->request->unit);
}

/* A refusal before the control desk was asked: one audit line, as the desk writes one. */
static void
refuse (Operation *operation, const char *act, const char *result, GError *error)
{
  g_autofree char *object = name_target (operation);

  dw_station_audit (operation->station, operation->person, act, object, NULL, NULL, error->message, result);
  fail (operation, error);
}

/* Who is known in the folder acts as who they are: in their own role and in their own places. */
static void
choose_person (Operation *operation)
{
  const DwOperateRequest *request = operation->request;
  const DwPerson *known = dw_people_find (operation->station->people, request->person_id);
  DwRole preset = known ? known->role : DW_ROLE_ELECTRICIAN;

  operation->person = known ? dw_person_copy (known) : dw_person_new (request->person_id, "", preset);
  operation->person->role = request->role < DW_N_ROLES ? request->role : preset;
}

static gboolean
check_person (const Operation *operation, GError **error)
{
  const DwPerson *known = dw_people_find (operation->station->people, operation->person->id);

  if (!known || known->role == operation->person->role)
    return TRUE;
  g_set_error (error, DW_DESK_ERROR, DW_DESK_ERROR_DENIED, _ ("%s is known here as %s, not as %s."), known->id, dw_role_title (known->role), dw_role_title (operation->person->role));
  return FALSE;
}

static gboolean
choose_device (Operation *operation, GError **error)
{
  DwGatewayStatus status;

  if (!dw_operate_unit_choose (operation->station, operation->request, &operation->unit, error))
    return FALSE;
  if (!dw_gateway_source_get_status (operation->station->source, operation->unit.gateway_id, &status))
    dw_station_apply_gateway (operation->station, operation->unit.gateway_id);
  dw_gateway_source_poll_now (operation->station->source, operation->unit.gateway_id);
  return TRUE;
}

static gboolean
choose_verb (Operation *operation, GError **error)
{
  const DwProfile *profile = g_hash_table_lookup (operation->station->profile_of, &operation->unit.device_id);
  const DwProfileCommand *command = dw_profile_find_command (profile, operation->request->command);

  if (command)
    operation->verb = command->verb;
  if (command || (dw_verb_from_word (operation->request->command, &operation->verb) && dw_profile_find_verb (profile, operation->verb)))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("%s has no command “%s”"), profile->title, operation->request->command);
  return FALSE;
}

/* --- select, confirm, execute --- */

static void
executed_cb (GObject *source, GAsyncResult *answer, gpointer data)
{
  Operation *operation = data;
  GError *error = NULL;
  DwCommandResult *result = dw_control_desk_execute_finish (operation->station, answer, &error);

  if (!result)
    {
      dw_control_desk_release (operation->station, operation->token);
      fail (operation, error);
      return;
    }
  g_task_return_pointer (operation->task, result, (GDestroyNotify)dw_command_result_free);
  operation_free (operation);
}

static char *
join_missing (GPtrArray *missing)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; missing && i < missing->len; i++)
    g_string_append_printf (text, "%s%s", i ? "; " : "", (const char *)missing->pdata[i]);
  return g_string_free (text, FALSE);
}

/* What is missing in a form from outside is a refusal: nobody stands in front of a dialog to add it. */
static void
refuse_incomplete (Operation *operation, GPtrArray *missing, GError *error)
{
  DwDevice *device = dw_place_tree_find_device (operation->station->tree, operation->unit.device_id);
  g_autofree char *object = device ? dw_station_name_device (operation->station, device) : g_strdup ("");
  g_autofree char *list = join_missing (missing);
  /* TRANSLATORS: %s is a list such as "Reason; Second person". */
  g_autofree char *text = g_strdup_printf (_ ("Missing or wrong: %s"), list);

  dw_control_desk_release (operation->station, operation->token);
  if (missing)
    {
      dw_station_audit (operation->station, operation->person, dw_verb_word (operation->verb), object, NULL, NULL, text, "refused: incomplete");
      g_clear_error (&error);
      error = g_error_new_literal (DW_DESK_ERROR, DW_DESK_ERROR_REFUSED, text);
    }
  fail (operation, error);
}

static const char *
get_typed_name (const Operation *operation, DwDevice *device)
{
  const DwOperateRequest *request = operation->request;
  const char *switch_name = dw_device_get_switch_name (device);

  if (!request->confirmed || (request->switch_name && *request->switch_name))
    return request->switch_name;
  return switch_name && *switch_name ? switch_name : dw_device_get_name (device);
}

static void
carry_out (Operation *operation, DwDevice *device)
{
  DwOperateRequest *request = operation->request;
  DwControlForm form = { request->reason, get_typed_name (operation, device), request->second_id, request->second_password, request->no_one_working || request->confirmed, request->diagnosis };
  g_autofree char *desk = g_strdup_printf ("dianweictl %s", operation->person->id);
  g_autoptr (GPtrArray) missing = NULL;
  GError *error = NULL;

  operation->token = dw_control_desk_select (operation->station, operation->person, desk, device, operation->verb, &error);
  if (!operation->token)
    {
      fail (operation, error);
      return;
    }
  if (!dw_control_desk_confirm (operation->station, operation->token, &form, &missing, &error))
    {
      refuse_incomplete (operation, missing, error);
      return;
    }
  dw_control_desk_execute_async (operation->station, operation->token, operation->verb == DW_VERB_SET_LIMIT ? request->arguments : NULL, NULL, NULL, executed_cb, operation);
}

/* NULL: it may still answer. */
static GError *
find_why_not (const Operation *operation, DwDevice *device)
{
  const DwOperateRequest *request = operation->request;
  DwGatewayStatus status = { 0 };

  dw_gateway_source_get_status (operation->station->source, operation->unit.gateway_id, &status);
  if (status.state == DW_GATEWAY_DOWN)
    return g_error_new (G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, _ ("%s:%u cannot be reached (%s); nothing was sent"), request->host, request->port, status.last_error);
  if (device && dw_clock_mono_ms (operation->station->clock) < operation->deadline_mono_ms)
    return NULL;
  return g_error_new (G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, _ ("%s:%u unit %u does not answer; nothing was sent"), request->host, request->port, request->unit);
}

/* Looks until the device has answered once after the request came. */
static gboolean
look_cb (gpointer data)
{
  Operation *operation = data;
  DwDevice *device = dw_place_tree_find_device (operation->station->tree, operation->unit.device_id);
  GError *error;

  if (device && dw_device_get_link (device) == DW_LINK_ONLINE && dw_device_get_last_seen_ms (device) >= operation->started_wall_ms)
    {
      carry_out (operation, device);
      return G_SOURCE_REMOVE;
    }
  error = find_why_not (operation, device);
  if (!error)
    return G_SOURCE_CONTINUE;
  refuse (operation, dw_verb_word (operation->verb), "refused: link-down", error);
  return G_SOURCE_REMOVE;
}

void
dw_operate_async (DwStation *station, const DwOperateRequest *request, GAsyncReadyCallback callback, gpointer user_data)
{
  Operation *operation = g_new0 (Operation, 1);
  g_autofree char *result = NULL;
  GError *error = NULL;

  operation->station = g_object_ref (station);
  operation->task = g_task_new (station, NULL, callback, user_data);
  operation->request = copy_request (request);
  choose_person (operation);
  operation->started_wall_ms = dw_clock_wall_ms (station->clock);
  operation->deadline_mono_ms = dw_clock_mono_ms (station->clock) + FRESH_LIMIT_MS;
  if (!check_person (operation, &error))
    refuse (operation, request->command, "denied", error);
  else if (!choose_device (operation, &error) && operation->unit.obstacle)
    {
      result = g_strdup_printf ("refused: %s", operation->unit.obstacle);
      refuse (operation, request->command, result, error);
    }
  else if (error || !choose_verb (operation, &error))
    fail (operation, error);
  else
    g_timeout_add (LOOK_MS, look_cb, operation);
}

DwCommandResult *
dw_operate_finish (DwStation *station, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
