// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-bus-command.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "dw-command-proof.h"

/* "Sent" is not "done", and "not acknowledged" is not "not done":
 *   nothing sent       expired, refused before sending, unreachable
 *   device refuses     refused, with its exception
 *   acknowledged, or the acknowledgement did not come: read back. Confirmed only when the device shows the new state; else unconfirmed.
 * A write is never repeated, whatever happens to its acknowledgement. */

#define POLL_PRESET_MS 500
#define TIMEOUT_PRESET_MS 10000

typedef enum {
  PHASE_NEW,
  PHASE_SENT,
  PHASE_ENDED,
} Phase;

struct _DwBusCommand
{
  DwCommand *command;
  DwProfile *profile;
  guint8 unit;
  DwClock *clock;
  const DwProfileCommand *spec;
  DwCommandProof *proof;
  DwCommandResult *result;
  Phase phase;
  gint64 due_ms;
  gint64 deadline_ms;
};

DwBusCommand *
dw_bus_command_new (const DwCommand *command, DwProfile *profile, guint8 unit, DwClock *clock)
{
  DwBusCommand *self = g_new0 (DwBusCommand, 1);

  self->command = dw_command_copy (command);
  self->profile = dw_profile_ref (profile);
  self->unit = unit;
  self->clock = dw_clock_ref (clock);
  self->spec = dw_profile_find_command (profile, command->command);
  self->result = dw_command_result_new (DW_COMMAND_PENDING, "", "");
  self->due_ms = dw_clock_mono_ms (clock);
  return self;
}

void
dw_bus_command_free (DwBusCommand *self)
{
  if (self == NULL)
    return;
  dw_command_free (self->command);
  dw_command_proof_free (self->proof);
  dw_command_result_free (self->result);
  dw_profile_unref (self->profile);
  dw_clock_unref (self->clock);
  g_free (self);
}

gint64
dw_bus_command_get_due_ms (const DwBusCommand *self)
{
  return self->due_ms;
}

gboolean
dw_bus_command_is_unsent (const DwBusCommand *self)
{
  return self->phase == PHASE_NEW;
}

const DwCommandResult *
dw_bus_command_get_result (const DwBusCommand *self)
{
  return self->result;
}

static void
set_result (DwBusCommand *self, DwCommandState state, const char *code, const char *reason)
{
  self->result->state = state;
  g_free (self->result->code);
  self->result->code = g_strdup (code);
  g_free (self->result->reason);
  self->result->reason = g_strdup (reason);
}

static gboolean
end (DwBusCommand *self, DwCommandState state, const char *code, const char *reason)
{
  set_result (self, state, code, reason);
  self->phase = PHASE_ENDED;
  dw_command_result_log (self->result, dw_clock_wall_ms (self->clock), "%s %s", dw_command_state_title (state), code);
  return TRUE;
}

/* The words for a code that needs no figures in its sentence. */
static gboolean
end_with_code (DwBusCommand *self, DwCommandState state, const char *code)
{
  static const struct
  {
    const char *code, *reason;
  } reasons[] = {
    { "not-supported", N_ ("This device model has no such command") },
    { "disabled", N_ ("This command is switched off for this device") },
    { "expired", N_ ("Too late: the command was not sent") },
    { "local-lock", N_ ("The device is locked on site") },
    { "no-limit", N_ ("No limit was named") },
    { "unknown-limit", N_ ("This device has no such limit") },
    { "read-only-limit", N_ ("This limit cannot be written from here") },
    { "out-of-range", N_ ("The value is outside what the device allows") },
    { "no-answer", N_ ("The device does not answer: nothing was sent") },
    { "state-unknown", N_ ("The state of the device is not known: nothing was sent") },
    { "link-down", N_ ("There is no connection to the gateway") },
    { "no-read-back", N_ ("The device took the command, but has nothing that proves it") },
    { "read-back-timeout", N_ ("Sent, but the device did not show the new state in time") },
    { "no-acknowledgement", N_ ("Sent, but the device neither answered nor showed the new state in time") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_str_equal (reasons[i].code, code))
      return end (self, state, code, _ (reasons[i].reason));
  return end (self, state, code, _ ("The device does not allow this now"));
}

static const char *
check_request (DwBusCommand *self)
{
  if (self->spec == NULL || self->spec->verb != self->command->verb)
    return "not-supported";
  if (!self->spec->enabled)
    return "disabled";
  return NULL;
}

/* The value of a point now, by a read of its own. */
static DwExchange
read_point (DwBusCommand *self, DwModbusDriver *driver, guint point, struct DwReportValue *value)
{
  g_autofree struct DwReportValue *values = g_new0 (struct DwReportValue, self->profile->n_points);
  DwExchange outcome = dw_unit_read_block (driver, self->unit, self->profile, self->profile->points[point].block, values, NULL);

  dw_command_proof_log_exchange (self->result, driver, self->clock);
  *value = values[point];
  return outcome;
}

/* A lock that cannot be read is treated as locked: the person on site must not depend on a lost frame. */
static gboolean
ends_by_lock (DwBusCommand *self, DwModbusDriver *driver)
{
  struct DwReportValue value = { 0 };
  DwExchange outcome;

  if (self->spec->refuse_point >= self->profile->n_points)
    return FALSE;
  outcome = read_point (self, driver, self->spec->refuse_point, &value);
  if (outcome != DW_EXCHANGE_OK)
    return end_with_code (self, DW_COMMAND_UNREACHABLE, outcome == DW_EXCHANGE_LOST ? "link-down" : "no-answer");
  if (value.quality != DW_QUALITY_GOOD)
    return end_with_code (self, DW_COMMAND_UNREACHABLE, "state-unknown");
  if (fabs (value.value - self->spec->refuse_value) < 0.5)
    return end_with_code (self, DW_COMMAND_REFUSED, self->spec->refuse_code != NULL ? self->spec->refuse_code : "refused");
  return FALSE;
}

static gboolean
ends_by_preparation (DwBusCommand *self, DwModbusDriver *driver)
{
  const char *name = NULL;
  const char *code = dw_command_proof_prepare (self->proof, driver, self->command->arguments, self->result, &name);

  if (code == NULL)
    return FALSE;
  if (name != NULL)
    dw_command_result_log (self->result, dw_clock_wall_ms (self->clock), "%s: %s", code, name);
  return end_with_code (self, g_str_equal (code, "no-answer") ? DW_COMMAND_UNREACHABLE : DW_COMMAND_REFUSED, code);
}

static gboolean
ends_by_age (DwBusCommand *self)
{
  return dw_clock_mono_ms (self->clock) > self->command->expires_mono_ms && end_with_code (self, DW_COMMAND_EXPIRED, "expired");
}

static gboolean
end_refused (DwBusCommand *self, guint8 exception)
{
  g_autofree char *code = g_strdup_printf ("exception-%u", exception);
  g_autofree char *reason = g_strdup_printf (_ ("The device refuses: %s"), dw_modbus_exception_text (exception));

  return end (self, DW_COMMAND_REFUSED, code, reason);
}

static void
mark_sent (DwBusCommand *self)
{
  int timeout_ms = self->spec->timeout_ms > 0 ? self->spec->timeout_ms : TIMEOUT_PRESET_MS;

  self->phase = PHASE_SENT;
  self->deadline_ms = dw_clock_mono_ms (self->clock) + timeout_ms;
}

/* Sends one request, this once. TRUE when the command ended by it; *go_on when the next one may be sent. */
static gboolean
send_request (DwBusCommand *self, DwModbusDriver *driver, const DwModbusRequest *request, gboolean *go_on)
{
  DwModbusReply reply = { 0 };
  gboolean is_first = self->phase == PHASE_NEW;
  DwExchange outcome = dw_modbus_driver_exchange (driver, request, &reply);
  gsize n_sent = 0;

  dw_modbus_driver_get_last_sent (driver, &n_sent);
  if (outcome == DW_EXCHANGE_IMPOSSIBLE && is_first)
    return end_with_code (self, DW_COMMAND_REFUSED, "not-supported");
  if (outcome == DW_EXCHANGE_LOST && n_sent == 0 && is_first)
    return end_with_code (self, DW_COMMAND_UNREACHABLE, "link-down");
  mark_sent (self);
  dw_command_proof_log_exchange (self->result, driver, self->clock);
  *go_on = outcome == DW_EXCHANGE_OK || (outcome == DW_EXCHANGE_EXCEPTION && reply.exception == DW_MODBUS_ACKNOWLEDGE);
  if (outcome == DW_EXCHANGE_EXCEPTION && !*go_on && is_first)
    return end_refused (self, reply.exception);
  return FALSE;
}

static gboolean
send_all (DwBusCommand *self, DwModbusDriver *driver)
{
  gboolean go_on = TRUE;

  for (guint i = 0; go_on && i < dw_command_proof_get_n_requests (self->proof); i++)
    if (send_request (self, driver, dw_command_proof_get_request (self->proof, i), &go_on))
      return TRUE;
  if (!go_on)
    return FALSE;
  set_result (self, DW_COMMAND_ACCEPTED, "", "");
  return !dw_command_proof_exists (self->proof) && end_with_code (self, DW_COMMAND_UNCONFIRMED, "no-read-back");
}

static void
plan_next (DwBusCommand *self)
{
  int poll_ms = self->spec->poll_ms > 0 ? self->spec->poll_ms : POLL_PRESET_MS;

  self->due_ms = MIN (dw_clock_mono_ms (self->clock) + poll_ms, self->deadline_ms);
}

static gboolean
start_command (DwBusCommand *self, DwModbusDriver *driver)
{
  const char *code = check_request (self);

  if (code != NULL)
    return end_with_code (self, DW_COMMAND_REFUSED, code);
  if (ends_by_age (self))
    return TRUE;
  self->proof = dw_command_proof_new (self->profile, self->spec, self->unit, self->clock);
  /* The age is judged once more, because the checks take their time; the lock last, because it is what may change. */
  if (ends_by_preparation (self, driver) || ends_by_lock (self, driver) || ends_by_age (self) || send_all (self, driver))
    return TRUE;
  plan_next (self);
  return FALSE;
}

static gboolean
end_unconfirmed (DwBusCommand *self, gboolean has_link)
{
  gboolean accepted = self->result->state == DW_COMMAND_ACCEPTED;

  if (!has_link)
    return end_with_code (self, DW_COMMAND_UNCONFIRMED, "link-down");
  return end_with_code (self, DW_COMMAND_UNCONFIRMED, accepted ? "read-back-timeout" : "no-acknowledgement");
}

gboolean
dw_bus_command_step (DwBusCommand *self, DwModbusDriver *driver)
{
  g_return_val_if_fail (self->phase != PHASE_ENDED, TRUE);

  if (self->phase == PHASE_NEW)
    return start_command (self, driver);
  if (dw_command_proof_check (self->proof, driver, self->result))
    return end (self, DW_COMMAND_CONFIRMED, "", "");
  if (dw_clock_mono_ms (self->clock) >= self->deadline_ms)
    return end_unconfirmed (self, dw_modbus_driver_is_open (driver));
  plan_next (self);
  return FALSE;
}

gboolean
dw_bus_command_step_without_link (DwBusCommand *self, gboolean stopping)
{
  g_return_val_if_fail (self->phase != PHASE_ENDED, TRUE);

  if (self->phase == PHASE_NEW)
    return end_with_code (self, DW_COMMAND_UNREACHABLE, "link-down");
  if (stopping || dw_clock_mono_ms (self->clock) >= self->deadline_ms)
    return end_unconfirmed (self, FALSE);
  return FALSE;
}
