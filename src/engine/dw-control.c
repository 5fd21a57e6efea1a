// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-control.h"

#include <glib/gi18n-lib.h>

#include "dw-control-private.h"

/* Select, confirm, execute, feedback: one lock per device walks these steps and ends.
 *
 *     select --> SELECTED -- confirm --> CONFIRMED -- begin --> EXECUTING -- finish --> gone
 *                   |                        |
 *                   +-- release, 30 s -------+--------------------------------------> gone
 *
 * A token that ran is remembered for a while, so that pressing twice is told from being late. Nothing is carried out here. */

#define LOCK_MS 30000
#define TIMEOUT_MS 10000
#define MIN_INTERVAL_MS 300000
/* How much longer than its time-out a command may keep the device. */
#define EXECUTION_MARGIN_MS 10000
#define N_REMEMBERED 64

static void
lock_free (DwControlLock *self)
{
  g_free (self->token);
  g_object_unref (self->device);
  g_free (self->who);
  g_free (self);
}

void
dw_control_policy_init (DwControlPolicy *self,
                        DwVerb verb,
                        gboolean offered)
{
  gboolean closes = verb == DW_VERB_CLOSE || verb == DW_VERB_ALLOW_CLOSE;

  *self = (DwControlPolicy){
    .offered = offered,
    .type_switch_name = verb == DW_VERB_TRIP || verb == DW_VERB_CLOSE,
    .second_person = verb == DW_VERB_CLOSE || verb == DW_VERB_SET_LIMIT,
    .no_one_working = closes,
    .needs_diagnosis = closes,
    .min_interval_ms = dw_control_is_switching (verb) ? MIN_INTERVAL_MS : 0,
    .lock_ms = LOCK_MS,
    .timeout_ms = TIMEOUT_MS,
  };
}

DwControl *
dw_control_new (DwClock *clock)
{
  DwControl *self = g_new0 (DwControl, 1);

  self->clock = dw_clock_ref (clock);
  self->locks = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)lock_free);
  self->switches = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)dw_control_switch_free);
  g_queue_init (&self->executed);
  return self;
}

void
dw_control_free (DwControl *self)
{
  if (self == NULL)
    return;
  g_queue_clear_full (&self->executed, g_free);
  g_hash_table_unref (self->switches);
  g_hash_table_unref (self->locks);
  dw_clock_unref (self->clock);
  g_free (self);
}

static gboolean
is_over (DwControl *self,
         const DwControlLock *lock)
{
  return dw_clock_mono_ms (self->clock) >= lock->ends_ms;
}

DwControlLock *
dw_control_find_lock (DwControl *self,
                      gint64 device_id)
{
  DwControlLock *lock = g_hash_table_lookup (self->locks, &device_id);

  return lock != NULL && !is_over (self, lock) ? lock : NULL;
}

static DwControlLock *
find_token (DwControl *self,
            const char *token)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->locks);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      DwControlLock *lock = value;

      if (strcmp (lock->token, token) == 0)
        return is_over (self, lock) ? NULL : lock;
    }
  return NULL;
}

static gboolean
fail (const char **code,
      const char *word)
{
  if (code != NULL)
    *code = word;
  return FALSE;
}

gboolean
dw_control_can_select (DwControl *self,
                       DwDevice *device,
                       DwVerb verb,
                       const DwControlPolicy *policy,
                       const char *who,
                       const char **code,
                       char **reason)
{
  DwControlLock *lock;
  const char *obstacle;

  g_return_val_if_fail (DW_IS_DEVICE (device), FALSE);
  g_return_val_if_fail (policy != NULL, FALSE);

  lock = dw_control_find_lock (self, dw_device_get_id (device));
  obstacle = policy->offered && lock != NULL ? "locked-by-other" : dw_control_check_device (self, device, verb, policy);
  if (obstacle == NULL)
    return TRUE;
  if (reason != NULL)
    *reason = dw_control_describe_code (obstacle, lock != NULL ? lock->who : NULL);
  return fail (code, obstacle);
}

char *
dw_control_select (DwControl *self,
                   DwDevice *device,
                   DwVerb verb,
                   const DwControlPolicy *policy,
                   const char *who,
                   const char **code,
                   char **reason)
{
  DwControlLock *lock;
  gint64 device_id;

  if (!dw_control_can_select (self, device, verb, policy, who, code, reason))
    return NULL;
  device_id = dw_device_get_id (device);
  lock = g_new0 (DwControlLock, 1);
  lock->token = g_uuid_string_random ();
  lock->device = g_object_ref (device);
  lock->verb = verb;
  lock->policy = *policy;
  lock->who = g_strdup (who != NULL ? who : "");
  lock->step = DW_CONTROL_SELECTED;
  lock->ends_ms = dw_clock_mono_ms (self->clock) + policy->lock_ms;
  g_hash_table_replace (self->locks, g_memdup2 (&device_id, sizeof device_id), lock);
  return g_strdup (lock->token);
}

static gboolean
is_blank (const char *text)
{
  g_autofree char *copy = g_strdup (text != NULL ? text : "");

  return g_strstrip (copy)[0] == '\0';
}

static const char *
get_name_to_type (DwDevice *device)
{
  const char *switch_name = dw_device_get_switch_name (device);

  return switch_name[0] != '\0' ? switch_name : dw_device_get_name (device);
}

/* The holder is a desk: "W03", or "dianweictl W03". Any word of it that is the second person's id means it is the same person. */
static gboolean
is_same_person (const char *who,
                const char *second)
{
  g_auto (GStrv) words = g_strsplit (who, " ", -1);

  return g_strv_contains ((const char *const *)words, second);
}

static void
list_missing (DwControl *self,
              const DwControlLock *lock,
              const DwControlConfirmation *form,
              GPtrArray *missing)
{
  const DwControlPolicy *policy = &lock->policy;
  gboolean tripped = dw_control_get_switch (self, dw_device_get_id (lock->device))->tripped;

  if (is_blank (form->reason))
    g_ptr_array_add (missing, g_strdup (_ ("Reason")));
  if (policy->type_switch_name && g_strcmp0 (form->switch_name, get_name_to_type (lock->device)) != 0)
    g_ptr_array_add (missing, g_strdup (_ ("Short name of the switch")));
  if (policy->second_person && is_blank (form->second_person))
    g_ptr_array_add (missing, g_strdup (_ ("Second person")));
  else if (policy->second_person && is_same_person (lock->who, form->second_person))
    g_ptr_array_add (missing, g_strdup (_ ("A second person who is somebody else")));
  if (policy->no_one_working && !form->no_one_working)
    g_ptr_array_add (missing, g_strdup (_ ("No one is working on this circuit")));
  if (policy->needs_diagnosis && tripped && is_blank (form->diagnosis))
    g_ptr_array_add (missing, g_strdup (_ ("Diagnosis of the trip")));
}

static const char *
why_no_lock (DwControl *self,
             const char *token)
{
  return g_queue_find_custom (&self->executed, token, (GCompareFunc)strcmp) != NULL ? "already-executed" : "lock-expired";
}

gboolean
dw_control_confirm (DwControl *self,
                    const char *token,
                    const DwControlConfirmation *confirmation,
                    GPtrArray *missing,
                    const char **code)
{
  DwControlLock *lock = find_token (self, token);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);

  if (lock == NULL)
    return fail (code, why_no_lock (self, token));
  if (lock->step == DW_CONTROL_EXECUTING)
    return fail (code, "already-executed");
  list_missing (self, lock, confirmation, found);
  lock->step = found->len == 0 ? DW_CONTROL_CONFIRMED : DW_CONTROL_SELECTED;
  for (guint i = 0; missing != NULL && i < found->len; i++)
    g_ptr_array_add (missing, g_strdup (found->pdata[i]));
  return found->len == 0 ? TRUE : fail (code, "incomplete");
}

static void
remember_executed (DwControl *self,
                   const char *token)
{
  g_queue_push_head (&self->executed, g_strdup (token));
  if (self->executed.length > N_REMEMBERED)
    g_free (g_queue_pop_tail (&self->executed));
}

gboolean
dw_control_begin (DwControl *self,
                  const char *token,
                  const char **code)
{
  DwControlLock *lock = find_token (self, token);
  const char *obstacle;

  if (lock == NULL)
    return fail (code, why_no_lock (self, token));
  if (lock->step == DW_CONTROL_EXECUTING)
    return fail (code, "already-executed");
  if (lock->step != DW_CONTROL_CONFIRMED)
    return fail (code, "not-confirmed");
  obstacle = dw_control_check_device (self, lock->device, lock->verb, &lock->policy);
  if (obstacle != NULL)
    return fail (code, obstacle);
  lock->step = DW_CONTROL_EXECUTING;
  lock->ends_ms = dw_clock_mono_ms (self->clock) + lock->policy.timeout_ms + EXECUTION_MARGIN_MS;
  remember_executed (self, token);
  return TRUE;
}

static void
remove_lock (DwControl *self,
             const DwControlLock *lock)
{
  gint64 device_id = dw_device_get_id (lock->device);

  g_hash_table_remove (self->locks, &device_id);
}

/* Sent but not confirmed may still have moved the switch: the interval counts, the operation does not. */
static void
count_operation (DwControl *self,
                 const DwControlLock *lock,
                 DwCommandState state)
{
  DwControlSwitch *entry = dw_control_get_switch (self, dw_device_get_id (lock->device));

  if (lock->verb != DW_VERB_TRIP && lock->verb != DW_VERB_CLOSE)
    return;
  if (state == DW_COMMAND_CONFIRMED || state == DW_COMMAND_UNCONFIRMED || state == DW_COMMAND_ACCEPTED)
    entry->last_ms = dw_clock_wall_ms (self->clock);
  if (state == DW_COMMAND_CONFIRMED)
    entry->operations++;
  if (state == DW_COMMAND_CONFIRMED && lock->verb == DW_VERB_CLOSE)
    entry->tripped = FALSE;
}

void
dw_control_finish (DwControl *self,
                   const char *token,
                   DwCommandState state)
{
  DwControlLock *lock = find_token (self, token);

  if (lock == NULL || lock->step != DW_CONTROL_EXECUTING)
    return;
  count_operation (self, lock, state);
  remove_lock (self, lock);
}

void
dw_control_release (DwControl *self,
                    const char *token)
{
  DwControlLock *lock = find_token (self, token);

  if (lock != NULL && lock->step != DW_CONTROL_EXECUTING)
    remove_lock (self, lock);
}

int
dw_control_get_remaining_ms (DwControl *self,
                             const char *token)
{
  DwControlLock *lock = find_token (self, token);

  return lock != NULL ? (int)(lock->ends_ms - dw_clock_mono_ms (self->clock)) : -1;
}

const char *
dw_control_get_holder (DwControl *self,
                       gint64 device_id)
{
  DwControlLock *lock = dw_control_find_lock (self, device_id);

  return lock != NULL ? lock->who : NULL;
}

void
dw_control_tick (DwControl *self,
                 GArray *freed)
{
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  g_hash_table_iter_init (&iter, self->locks);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (is_over (self, value))
      {
        if (freed != NULL)
          g_array_append_val (freed, *(gint64 *)key);
        g_hash_table_iter_remove (&iter);
      }
}
