// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-control-desk.h"

#include <glib/gi18n-lib.h>

#include "dw-alarm-desk.h"
#include "dw-authority.h"
#include "dw-control-session.h"

/* Select and confirm. Who may do what is asked of dw-authority, whether it can be done now of dw-control; this file joins the two with the device's profile
 * and writes the audit line of each refusal. Execution is in dw-control-desk-execute.c. */

void
dw_control_session_free (gpointer data)
{
  DwControlSession *session = data;

  dw_person_free (session->person);
  g_free (session->token);
  g_free (session->desk);
  g_free (session->object);
  g_free (session->second);
  g_free (session->reason);
  g_free (session->diagnosis);
  g_free (session);
}

DwControlSession *
dw_control_session_find (DwStation *station, const char *token)
{
  return token ? g_hash_table_lookup (station->controls, token) : NULL;
}

void
dw_control_session_end (DwStation *station, const char *token, DwCommandState state)
{
  dw_control_finish (station->control, token, state);
  g_hash_table_remove (station->controls, token);
  g_signal_emit_by_name (station, "locks-changed");
}

const DwProfileCommand *
dw_control_session_find_command (DwStation *station, gint64 device_id, DwVerb verb)
{
  const DwProfile *profile = g_hash_table_lookup (station->profile_of, &device_id);

  return profile ? dw_profile_find_verb (profile, verb) : NULL;
}

static void
add_refusal_event (DwStation *station, const DwPerson *person, DwVerb verb, const char *object, const char *sentence)
{
  DwEventRecord *event = dw_event_record_new ();

  event->kind = DW_EVENT_CONTROL;
  g_free (event->type);
  event->type = g_strdup (dw_verb_word (verb));
  g_free (event->actor);
  event->actor = g_strdup (person->id);
  g_free (event->note);
  event->note = g_strdup_printf ("%s: %s", object, sentence);
  dw_station_add_event (station, event);
}

void
dw_control_session_refuse (DwStation *station, const DwPerson *person, DwVerb verb, const char *object, const char *code, const char *sentence, GError **error)
{
  gboolean denied = g_str_equal (code, "denied");
  g_autofree char *result = g_strdup_printf ("refused: %s", code);

  dw_station_audit (station, person, dw_verb_word (verb), object, NULL, NULL, sentence, denied ? "denied" : result);
  add_refusal_event (station, person, verb, object, sentence);
  g_set_error (error, DW_DESK_ERROR, denied ? DW_DESK_ERROR_DENIED : DW_DESK_ERROR_REFUSED, "%s", sentence);
}

static void
make_policy (DwStation *station, DwDevice *device, DwVerb verb, DwControlPolicy *policy)
{
  const DwProfileCommand *command = dw_control_session_find_command (station, dw_device_get_id (device), verb);

  dw_control_policy_init (policy, verb, command && command->enabled);
  /* A folder that knows nobody has no second person to ask for: the one who is signed in stands alone until people are set up. */
  policy->second_person = policy->second_person && dw_people_list (station->people)->len > 0;
  if (command)
    policy->timeout_ms = command->timeout_ms;
}

/* The profile's own condition, for example a breaker that is locked on site. */
static gboolean
is_refused_by_device (DwStation *station, DwDevice *device, DwVerb verb, const char **code, char **reason)
{
  const DwProfileCommand *command = dw_control_session_find_command (station, dw_device_get_id (device), verb);
  DwChannel *channel;

  if (!command || command->refuse_point >= dw_device_get_n_channels (device))
    return FALSE;
  channel = dw_device_get_channel (device, command->refuse_point);
  if (channel->reading.quality != DW_QUALITY_GOOD || channel->reading.value != command->refuse_value)
    return FALSE;
  *code = command->refuse_code;
  *reason = g_str_equal (command->refuse_code, "local-lock") ? g_strdup (_ ("The switch is locked on site")) : g_strdup_printf (_ ("The device refuses: %s"), command->refuse_code);
  return TRUE;
}

static gboolean
check_device (DwStation *station, DwDevice *device, DwVerb verb, const DwControlPolicy *policy, const char *who, const char **code, char **reason)
{
  return dw_control_can_select (station->control, device, verb, policy, who, code, reason) &&
         !is_refused_by_device (station, device, verb, code, reason);
}

/* --- offers --- */

static void
offer_free (gpointer data)
{
  DwControlOffer *offer = data;

  g_free (offer->reason);
  g_free (offer);
}

static DwControlOffer *
make_offer (DwStation *station, const DwPerson *person, DwDevice *device, DwVerb verb)
{
  DwControlOffer *offer = g_new0 (DwControlOffer, 1);
  DwControlPolicy policy;
  const char *code = "denied";

  make_policy (station, device, verb, &policy);
  offer->verb = verb;
  offer->offered = dw_control_session_find_command (station, dw_device_get_id (device), verb) != NULL;
  offer->needs_switch_name = policy.type_switch_name;
  offer->needs_second_person = policy.second_person;
  offer->needs_no_one_working = policy.no_one_working;
  offer->needs_diagnosis = policy.needs_diagnosis;
  offer->lock_ms = policy.lock_ms;
  offer->timeout_ms = policy.timeout_ms;
  offer->allowed = dw_authority_check (person, dw_act_of_verb (verb), dw_place_tree_get_device_place (station->tree, device), &offer->reason) &&
                   check_device (station, device, verb, &policy, person->id, &code, &offer->reason);
  g_strlcpy (offer->code, offer->allowed ? "" : code, sizeof offer->code);
  return offer;
}

GPtrArray *
dw_control_desk_list (DwStation *station, const DwPerson *person, DwDevice *device)
{
  GPtrArray *offers = g_ptr_array_new_with_free_func (offer_free);

  for (DwVerb verb = 0; verb < DW_N_VERBS; verb++)
    g_ptr_array_add (offers, make_offer (station, person, device, verb));
  return offers;
}

/* --- select --- */

static DwControlSession *
make_session (DwStation *station, const DwPerson *person, const char *desk, DwDevice *device, DwVerb verb, const char *token)
{
  DwControlSession *session = g_new0 (DwControlSession, 1);

  session->token = g_strdup (token);
  session->person = dw_person_copy (person);
  session->desk = g_strdup (desk);
  session->device_id = dw_device_get_id (device);
  session->verb = verb;
  session->object = dw_station_name_device (station, device);
  session->second = g_strdup ("");
  session->reason = g_strdup ("");
  session->diagnosis = g_strdup ("");
  return session;
}

char *
dw_control_desk_select (DwStation *station, const DwPerson *person, const char *desk, DwDevice *device, DwVerb verb, GError **error)
{
  g_autofree char *reason = NULL;
  g_autofree char *object = dw_station_name_device (station, device);
  g_autofree char *token = NULL;
  const char *code = "denied";
  DwControlPolicy policy;

  make_policy (station, device, verb, &policy);
  if (dw_authority_check (person, dw_act_of_verb (verb), dw_place_tree_get_device_place (station->tree, device), &reason) &&
      !is_refused_by_device (station, device, verb, &code, &reason))
    token = dw_control_select (station->control, device, verb, &policy, desk, &code, &reason);
  if (!token)
    {
      dw_control_session_refuse (station, person, verb, object, code, reason ? reason : code, error);
      return NULL;
    }
  g_hash_table_insert (station->controls, g_strdup (token), make_session (station, person, desk, device, verb, token));
  g_signal_emit_by_name (station, "locks-changed");
  return g_steal_pointer (&token);
}

/* --- confirm --- */

static gboolean
check_second (DwStation *station, DwControlSession *session, const DwControlForm *form, GError **error)
{
  const char *id = form->second_person_id ? form->second_person_id : "";
  const DwPerson *second = dw_people_find (station->people, id);
  DwDevice *device = dw_place_tree_find_device (station->tree, session->device_id);
  g_autofree char *reason = NULL;

  if (!*id)
    return TRUE; /* dw-control says whether it is missing */
  if (!dw_people_verify (station->people, id, form->second_person_password))
    reason = g_strdup (_ ("The second person or their password is not right"));
  else if (dw_authority_check_second (second, session->person, dw_act_of_verb (session->verb), device ? dw_place_tree_get_device_place (station->tree, device) : NULL, &reason))
    {
      g_free (session->second);
      session->second = g_strdup (id);
      return TRUE;
    }
  dw_control_session_refuse (station, session->person, session->verb, session->object, "denied", reason, error);
  return FALSE;
}

static void
remember_form (DwControlSession *session, const DwControlForm *form)
{
  g_free (session->reason);
  session->reason = g_strdup (form->reason ? form->reason : "");
  g_free (session->diagnosis);
  session->diagnosis = g_strdup (form->diagnosis ? form->diagnosis : "");
}

gboolean
dw_control_desk_confirm (DwStation *station, const char *token, const DwControlForm *form, GPtrArray **missing, GError **error)
{
  DwControlSession *session = dw_control_session_find (station, token);
  g_autoptr (GPtrArray) lacking = g_ptr_array_new_with_free_func (g_free);
  DwControlConfirmation confirmation = { 0 };
  const char *code = NULL;

  if (!session)
    {
      g_set_error_literal (error, DW_DESK_ERROR, DW_DESK_ERROR_REFUSED, _ ("The selection has ended; select again"));
      return FALSE;
    }
  if (!check_second (station, session, form, error))
    return FALSE;
  remember_form (session, form);
  confirmation = (DwControlConfirmation){ session->reason, form->switch_name ? form->switch_name : "", session->second, form->no_one_working, session->diagnosis };
  if (dw_control_confirm (station->control, token, &confirmation, lacking, &code))
    return TRUE;
  if (lacking->len > 0)
    {
      if (missing)
        *missing = g_steal_pointer (&lacking);
      g_set_error_literal (error, DW_DESK_ERROR, DW_DESK_ERROR_INVALID, _ ("Something is missing"));
      return FALSE;
    }
  dw_control_session_refuse (station, session->person, session->verb, session->object, code ? code : "lock-expired", _ ("The selection timed out; select again"), error);
  dw_control_desk_release (station, token);
  return FALSE;
}

void
dw_control_desk_release (DwStation *station, const char *token)
{
  DwControlSession *session = dw_control_session_find (station, token);

  if (!session || session->executing)
    return;
  dw_control_release (station->control, token);
  g_hash_table_remove (station->controls, token);
  g_signal_emit_by_name (station, "locks-changed");
}

int
dw_control_desk_remaining_ms (DwStation *station, const char *token)
{
  return dw_control_get_remaining_ms (station->control, token);
}

const char *
dw_control_desk_get_holder (DwStation *station, DwDevice *device)
{
  return dw_control_get_holder (station->control, dw_device_get_id (device));
}

void
dw_control_desk_get_history (DwStation *station, DwDevice *device, gint64 *last_ms, guint *operations)
{
  dw_control_get_history (station->control, dw_device_get_id (device), last_ms, operations);
}
