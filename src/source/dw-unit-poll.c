// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-unit-poll.h"

#include <math.h>

/* Values of a request that failed are not in the report: their quality stays "none", nothing is carried over from an earlier round. */

#define LIMITS_EVERY 60  /* rounds */
#define REFUSED_EVERY 10 /* a block the device does not have is asked for again after so many rounds: settings of a device change */
#define WIDTH_MAX 4

struct _DwUnitPoll
{
  gint64 device_id;
  guint8 unit;
  guint index;
  DwProfile *profile;
  DwPollPlan *plan;
  DwPollPlan *limits;
  gboolean joined;
  guint failed_rounds;
  guint polls; /* rounds in which the unit was asked */
  guint *due;  /* for each read: the poll at which it is due */
  guint limits_due;
};

/* A plan's longest read; words of it stand on the stack. */
typedef struct
{
  guint16 words[DW_MODBUS_BITS_MAX];
} Words;

DwUnitPoll *
dw_unit_poll_new (const DwUnitConfig *config, guint index)
{
  DwUnitPoll *self = g_new0 (DwUnitPoll, 1);

  self->device_id = config->device_id;
  self->unit = config->unit;
  self->index = index;
  self->profile = dw_profile_ref (config->profile);
  self->plan = dw_poll_plan_new_blocks (self->profile, TRUE);
  self->limits = dw_poll_plan_new_limits (self->profile);
  self->joined = TRUE;
  self->due = g_new0 (guint, self->plan->n_reads);
  return self;
}

void
dw_unit_poll_free (DwUnitPoll *self)
{
  if (self == NULL)
    return;
  dw_poll_plan_free (self->plan);
  dw_poll_plan_free (self->limits);
  dw_profile_unref (self->profile);
  g_free (self->due);
  g_free (self);
}

gint64
dw_unit_poll_get_device_id (const DwUnitPoll *self)
{
  return self->device_id;
}

guint8
dw_unit_poll_get_unit (const DwUnitPoll *self)
{
  return self->unit;
}

DwProfile *
dw_unit_poll_get_profile (DwUnitPoll *self)
{
  return self->profile;
}

void
dw_unit_poll_prepare_driver (DwUnitPoll *self, DwModbusDriver *driver)
{
  g_autoptr (DwPollPlan) single = dw_poll_plan_new_blocks (self->profile, FALSE);
  const DwPollPlan *plans[] = { self->plan, single, self->limits };
  DwPollRead fence = { 0 };

  dw_modbus_driver_set_timeout (driver, self->unit, self->profile->timeout_ms);
  if (dw_poll_plan_find_fence (plans, G_N_ELEMENTS (plans), &fence))
    dw_modbus_driver_set_fence (driver, self->unit, fence.function, fence.address, fence.count);
}

void
dw_unit_poll_restart (DwUnitPoll *self)
{
  self->failed_rounds = 0;
  for (guint i = 0; i < self->plan->n_reads; i++)
    self->due[i] = self->polls;
}

gboolean
dw_unit_poll_is_due (const DwUnitPoll *self, guint64 round)
{
  return dw_poll_is_due (self->failed_rounds, round, self->index);
}

/* The device refuses registers that lie between two blocks, or so long a read: from now on each block is asked for by itself. */
static void
split_plan (DwUnitPoll *self)
{
  dw_poll_plan_free (self->plan);
  self->plan = dw_poll_plan_new_blocks (self->profile, FALSE);
  self->joined = FALSE;
  g_free (self->due);
  self->due = g_new (guint, self->plan->n_reads);
  for (guint i = 0; i < self->plan->n_reads; i++)
    self->due[i] = self->polls;
}

/* A gateway that says "no answer" has waited and tried by itself. */
static gboolean
may_try_again (DwModbusDriver *driver, DwExchange outcome, guint8 exception)
{
  return exception == 0 && !dw_modbus_driver_is_distrusted (driver) &&
         (outcome == DW_EXCHANGE_SILENT || outcome == DW_EXCHANGE_GARBLED);
}

static DwExchange
try_read (DwUnitPoll *self, DwModbusDriver *driver, const DwPollRead *read, guint attempts, DwUnitPollBetween between, gpointer data, guint16 *words, guint8 *exception)
{
  DwExchange outcome = DW_EXCHANGE_SILENT;

  *exception = 0;
  for (guint i = 0; i < attempts && may_try_again (driver, outcome, *exception); i++)
    {
      if (between != NULL)
        between (data);
      outcome = dw_modbus_driver_read (driver, self->unit, read->function, read->address, read->count, words, exception);
    }
  return outcome;
}

static void
decode_read (DwUnitPoll *self, const DwPollRead *read, const guint16 *words, DwClock *clock, DwReport **report)
{
  if (*report == NULL)
    *report = dw_report_new (self->device_id, self->profile->n_points);
  (*report)->time_ms = dw_clock_wall_ms (clock);
  (*report)->mono_us = dw_clock_mono_us (clock);
  for (guint i = 0; i < read->n_parts; i++)
    {
      guint block = self->plan->parts[read->first_part + i];

      dw_profile_decode_block (self->profile, block, words + (self->profile->blocks[block].address - read->address), (*report)->values);
    }
}

static gboolean
refuses_joining (const DwUnitPoll *self, const DwPollRead *read, guint8 exception)
{
  return self->joined && read->n_parts > 1 &&
         (exception == DW_MODBUS_ILLEGAL_ADDRESS || exception == DW_MODBUS_ILLEGAL_VALUE);
}

/* Asks one read of the plan. Returns what became of it; *again when the plan was split and must be walked anew. */
static DwExchange
poll_read (DwUnitPoll *self, DwModbusDriver *driver, DwClock *clock, guint i, guint attempts, DwUnitPollBetween between, gpointer data, DwReport **report, gboolean *again)
{
  const DwPollRead *read = &self->plan->reads[i];
  Words buffer;
  guint8 exception = 0;
  DwExchange outcome = try_read (self, driver, read, attempts, between, data, buffer.words, &exception);

  *again = outcome == DW_EXCHANGE_EXCEPTION && refuses_joining (self, read, exception);
  if (*again)
    split_plan (self);
  else if (outcome == DW_EXCHANGE_OK)
    {
      self->due[i] = dw_poll_next (self->polls, read->period_factor, self->index);
      decode_read (self, read, buffer.words, clock, report);
    }
  else if (outcome == DW_EXCHANGE_EXCEPTION || outcome == DW_EXCHANGE_IMPOSSIBLE)
    self->due[i] = dw_poll_next (self->polls, MAX (REFUSED_EVERY, read->period_factor), self->index);
  return outcome;
}

static DwExchange
walk_plan (DwUnitPoll *self, DwModbusDriver *driver, DwClock *clock, guint attempts, DwUnitPollBetween between, gpointer data, DwReport **report)
{
  gboolean answered = FALSE;
  DwExchange outcome = DW_EXCHANGE_OK; /* of a round in which nothing is due */
  gboolean again = FALSE;

  for (guint i = 0; i < self->plan->n_reads; i = again ? 0 : i + 1)
    {
      again = FALSE;
      if (self->polls < self->due[i])
        continue;
      outcome = poll_read (self, driver, clock, i, attempts, between, data, report, &again);
      answered |= outcome == DW_EXCHANGE_OK || outcome == DW_EXCHANGE_EXCEPTION;
      if (outcome == DW_EXCHANGE_SILENT || outcome == DW_EXCHANGE_GARBLED || outcome == DW_EXCHANGE_LOST)
        break;
    }
  if (outcome == DW_EXCHANGE_LOST)
    return outcome;
  return answered ? DW_EXCHANGE_OK : outcome;
}

DwExchange
dw_unit_poll_read (DwUnitPoll *self, DwModbusDriver *driver, DwClock *clock, guint attempts, DwUnitPollBetween between, gpointer data, DwReport **report)
{
  DwExchange outcome = walk_plan (self, driver, clock, attempts, between, data, report);

  self->polls++;
  if (outcome == DW_EXCHANGE_OK)
    self->failed_rounds = 0;
  else if (outcome != DW_EXCHANGE_LOST)
    self->failed_rounds++;
  return outcome;
}

GHashTable *
dw_unit_poll_read_limits (DwUnitPoll *self, DwModbusDriver *driver, DwUnitPollBetween between, gpointer data)
{
  DwExchange outcome = DW_EXCHANGE_OK;
  GHashTable *limits;

  if (self->limits->n_reads == 0 || self->failed_rounds > 0 || self->polls < self->limits_due)
    return NULL;
  if (between != NULL)
    between (data);
  limits = dw_unit_read_limits (driver, self->unit, self->profile, self->limits, &outcome, NULL);
  if (limits != NULL || outcome == DW_EXCHANGE_EXCEPTION)
    self->limits_due = self->polls + LIMITS_EVERY - (self->limits_due == 0 ? self->index % (LIMITS_EVERY / 2) : 0);
  return limits;
}

void
dw_unit_poll_expect_limits (DwUnitPoll *self)
{
  self->limits_due = self->polls;
}

DwExchange
dw_unit_read_block (DwModbusDriver *driver, guint8 unit, const DwProfile *profile, guint block, struct DwReportValue *values, guint8 *exception)
{
  const DwProfileBlock *spec = &profile->blocks[block];
  Words buffer;
  DwExchange outcome = dw_modbus_driver_read (driver, unit, spec->function, spec->address, spec->count, buffer.words, exception);

  if (outcome == DW_EXCHANGE_OK)
    dw_profile_decode_block (profile, block, buffer.words, values);
  return outcome;
}

static void
take_limit (const DwProfileThreshold *spec, const guint16 *words, GHashTable *limits)
{
  double value = dw_register_decode (words, spec->type, spec->order) * spec->scale;

  if (!isnan (value))
    g_hash_table_insert (limits, g_strdup (spec->name), g_memdup2 (&value, sizeof value));
}

GHashTable *
dw_unit_read_limits (DwModbusDriver *driver, guint8 unit, const DwProfile *profile, const DwPollPlan *plan, DwExchange *outcome, guint16 *words)
{
  g_autoptr (GHashTable) limits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < plan->n_reads; i++)
    {
      const DwPollRead *read = &plan->reads[i];
      Words buffer;

      *outcome = dw_modbus_driver_read (driver, unit, read->function, read->address, read->count, buffer.words, NULL);
      if (*outcome != DW_EXCHANGE_OK)
        return NULL;
      for (guint j = 0; j < read->n_parts; j++)
        {
          guint part = plan->parts[read->first_part + j];
          const DwProfileThreshold *spec = &profile->thresholds[part];
          const guint16 *from = buffer.words + (spec->address - read->address);

          take_limit (spec, from, limits);
          if (words != NULL)
            memcpy (words + part * WIDTH_MAX, from, dw_register_type_width (spec->type) * sizeof *words);
        }
    }
  return g_steal_pointer (&limits);
}
