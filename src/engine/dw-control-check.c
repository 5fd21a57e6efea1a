// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib/gi18n-lib.h>

#include "dw-control-private.h"

/* What must be true of a device before a verb may be done to it. A row per condition, asked in this order, so that a person is told the
 * most basic obstacle first. The position of a switch must be known and fresh, because nobody may close what might be closed already. */

#define POSITION_OPEN 0
#define POSITION_CLOSED 1

typedef struct
{
  DwControl *control;
  DwDevice *device;
  DwVerb verb;
  const DwControlPolicy *policy;
  gint64 now_ms;             /* wall */
  const DwChannel *position; /* NULL: the device has no breaker of its own */
  const DwChannel *local_lock;
} Check;

static gboolean
is_closing (DwVerb verb)
{
  return verb == DW_VERB_CLOSE || verb == DW_VERB_ALLOW_CLOSE;
}

gboolean
dw_control_is_switching (DwVerb verb)
{
  return verb == DW_VERB_TRIP || is_closing (verb);
}

static gboolean
is_known (const Check *check,
          const DwChannel *channel)
{
  return channel == NULL || dw_device_channel_quality (check->device, channel, check->now_ms) == DW_QUALITY_GOOD;
}

static gboolean
is_at (const Check *check,
       double position)
{
  return check->position != NULL && check->position->reading.value == position;
}

static gboolean
is_not_offered (const Check *check)
{
  return !check->policy->offered;
}

static gboolean
is_link_down (const Check *check)
{
  return dw_device_get_link (check->device) != DW_LINK_ONLINE;
}

static gboolean
is_data_old (const Check *check)
{
  int period_ms = dw_device_get_period_ms (check->device);

  if (dw_control_is_switching (check->verb) && !is_known (check, check->position))
    return TRUE;
  if (is_closing (check->verb) && !is_known (check, check->local_lock))
    return TRUE;
  return period_ms > 0 && check->now_ms - dw_device_get_last_seen_ms (check->device) > 2 * (gint64)period_ms;
}

static gboolean
is_in_travel (const Check *check)
{
  return dw_control_is_switching (check->verb) && check->position != NULL && !is_at (check, POSITION_OPEN) && !is_at (check, POSITION_CLOSED);
}

static gboolean
is_already_open (const Check *check)
{
  return check->verb == DW_VERB_TRIP && is_at (check, POSITION_OPEN);
}

static gboolean
is_already_closed (const Check *check)
{
  return is_closing (check->verb) && is_at (check, POSITION_CLOSED);
}

static gboolean
is_locked_on_site (const Check *check)
{
  return is_closing (check->verb) && check->local_lock != NULL && check->local_lock->reading.value != 0;
}

static gboolean
is_tagged (const Check *check)
{
  return is_closing (check->verb) && dw_control_get_switch (check->control, dw_device_get_id (check->device))->tag != NULL;
}

/* A clock that was set back must not lock a switch for hours: an operation in the future counts as long ago. */
static gboolean
is_too_soon (const Check *check)
{
  gint64 last_ms = dw_control_get_switch (check->control, dw_device_get_id (check->device))->last_ms;
  gint64 elapsed_ms = check->now_ms - last_ms;

  return dw_control_is_switching (check->verb) && last_ms != 0 && elapsed_ms >= 0 && elapsed_ms < check->policy->min_interval_ms;
}

static const struct
{
  const char *code;
  gboolean (*applies) (const Check *check);
} obstacles[] = {
  { "not-offered", is_not_offered },
  { "link-down", is_link_down },
  { "data-old", is_data_old },
  { "in-travel", is_in_travel },
  { "already-open", is_already_open },
  { "already-closed", is_already_closed },
  { "local-lock", is_locked_on_site },
  { "tagged", is_tagged },
  { "too-soon", is_too_soon },
};

static const struct
{
  const char *code;
  const char *sentence;
} sentences[] = {
  { "not-offered", N_ ("This device does not have this command, or it is switched off.") },
  { "link-down", N_ ("The device cannot be reached; control is blocked until it answers.") },
  { "data-old", N_ ("The last known position is too old to act on.") },
  { "in-travel", N_ ("The breaker is neither open nor closed.") },
  { "already-open", N_ ("The breaker is open already.") },
  { "already-closed", N_ ("The breaker is closed already.") },
  { "local-lock", N_ ("The breaker is locked on site.") },
  { "tagged", N_ ("A tag hangs at this switch.") },
  { "too-soon", N_ ("This switch was operated a moment ago; wait for the minimum interval.") },
  { "lock-expired", N_ ("The selection has expired; select again.") },
  { "not-confirmed", N_ ("The command has not been confirmed.") },
  { "already-executed", N_ ("This command was carried out already.") },
  { "incomplete", N_ ("Something is still missing.") },
};

const char *
dw_control_check_device (DwControl *self,
                         DwDevice *device,
                         DwVerb verb,
                         const DwControlPolicy *policy)
{
  Check check = {
    .control = self,
    .device = device,
    .verb = verb,
    .policy = policy,
    .now_ms = dw_clock_wall_ms (self->clock),
    .position = dw_device_find_channel (device, "breaker"),
    .local_lock = dw_device_find_channel (device, "local_lock"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (obstacles); i++)
    if (obstacles[i].applies (&check))
      return obstacles[i].code;
  return NULL;
}

char *
dw_control_describe_code (const char *code,
                          const char *holder)
{
  g_return_val_if_fail (code != NULL, NULL);

  if (strcmp (code, "locked-by-other") == 0)
    return g_strdup_printf (_ ("%s has selected this device."), holder != NULL ? holder : "?");
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (strcmp (code, sentences[i].code) == 0)
      return g_strdup (_ (sentences[i].sentence));
  return g_strdup (code);
}
