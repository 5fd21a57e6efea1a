// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-counter.h"

#include <math.h>

#include "dw-text.h"

/* Two readings of a counter, the older held, the newer judged:
 *
 *      rise, not more than the supply can deliver        normal
 *      fall, but across 10^n not more than that          rolled over
 *      anything else                                     jump
 *
 * All but a normal one is suspect and waits for the next, because one wrong register must neither become energy nor end the series:
 *
 *      held ──────────────── next     the next follows the held one: the suspect was wrong and is left out
 *      held     suspect ──── next     the next follows the suspect one: it was real
 *      held     suspect      next     neither: the suspect is left out, the next is suspect itself
 *
 * A real fall is a reset; what the counter shows since then is energy if the supply can have delivered it. A real rise is a jump without
 * energy. A replacement that somebody has written down explains the readings round it, and a clock that was set takes away only the
 * length of the step. The counter's own digits decide the 10^n: the smallest above the held reading, from 10^4 kWh on. */

#define WH_PER_KWH 1000.0
#define VALUE_MAX_KWH 1e12
#define MS_PER_HOUR 3600000.0
#define MARGIN 1.2
#define ROLL_MIN_WH G_GINT64_CONSTANT (10000000)      /* 10^4 kWh */
#define ROLL_MAX_WH G_GINT64_CONSTANT (1000000000000) /* 10^9 kWh */
#define ROLL_NEAR 1000                                /* without a limit of the supply: within a thousandth of 10^n */
#define UNLIMITED G_MAXINT64

typedef struct
{
  gint64 time_ms;
  gint64 wh;
} Reading;

struct _DwCounter
{
  DwCounterRules rules;
  DwCounterReplacement *replacements;
  guint next_replacement;
  guint n_readings; /* seen, for messages */
  gint64 last_ms;   /* of the last reading, left out or not */
  gint64 last_wh;
  gboolean has_held, has_suspect;
  Reading held, suspect;
  gboolean left_out; /* a suspect was left out since the held reading */
  GArray *steps;
};

static gboolean
check_replacements (const DwCounterRules *rules, GError **error)
{
  for (guint i = 1; i < rules->n_replacements; i++)
    if (rules->replacements[i].time_ms <= rules->replacements[i - 1].time_ms)
      {
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "Replacement %u of the meter is not after the one before it", i + 1);
        return FALSE;
      }
  return TRUE;
}

DwCounter *
dw_counter_new (const DwCounterRules *rules, GError **error)
{
  DwCounter *self;

  if (!check_replacements (rules, error))
    return NULL;
  self = g_new0 (DwCounter, 1);
  self->rules = *rules;
  self->replacements = g_memdup2 (rules->replacements, rules->n_replacements * sizeof *rules->replacements);
  self->rules.replacements = self->replacements;
  self->steps = g_array_new (FALSE, FALSE, sizeof (DwCounterStep));
  return self;
}

void
dw_counter_free (DwCounter *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->steps, g_array_unref);
  g_free (self->replacements);
  g_free (self);
}

void
dw_counter_set_period (DwCounter *self, int period_ms)
{
  if (period_ms > 0)
    self->rules.period_ms = period_ms;
}

static gboolean
is_value (double kwh)
{
  return isfinite (kwh) && kwh >= 0 && kwh < VALUE_MAX_KWH;
}

static gint64
to_wh (double kwh)
{
  return (gint64)llround (kwh * WH_PER_KWH);
}

static gint64
find_limit_wh (const DwCounter *self, gint64 length_ms)
{
  double limit_wh = (self->rules.max_kw * MARGIN * (double)length_ms / MS_PER_HOUR + self->rules.resolution_kwh) * WH_PER_KWH;

  if (!(self->rules.max_kw > 0) || limit_wh >= VALUE_MAX_KWH * WH_PER_KWH)
    return UNLIMITED;
  return (gint64)ceil (limit_wh);
}

/* Energy across 10^n, -1 when this was no roll-over. */
static gint64
find_rolled_wh (gint64 held_wh, gint64 wh, gint64 limit_wh)
{
  gint64 capacity_wh = ROLL_MIN_WH;
  gint64 energy_wh;

  while (capacity_wh <= held_wh && capacity_wh < ROLL_MAX_WH)
    capacity_wh *= 10;
  energy_wh = capacity_wh - held_wh + wh;
  if (capacity_wh <= held_wh || energy_wh > MIN (limit_wh, limit_wh == UNLIMITED ? capacity_wh / ROLL_NEAR : capacity_wh / 10))
    return -1;
  return energy_wh;
}

typedef enum {
  VERDICT_NORMAL,
  VERDICT_ROLLED,
  VERDICT_JUMP,
} Verdict;

/* The step without its judgement about energy. The length of one whose clock was set is not known. */
static Verdict
judge (const DwCounter *self, const Reading *from, const Reading *to, gboolean clock_was_set, DwCounterStep *step)
{
  gint64 limit_wh = clock_was_set ? UNLIMITED : find_limit_wh (self, to->time_ms - from->time_ms);
  gint64 rise_wh = to->wh - from->wh;

  *step = (DwCounterStep){ .from_ms = MIN (from->time_ms, to->time_ms), .to_ms = to->time_ms, .energy_wh = rise_wh };
  if (clock_was_set)
    step->flags |= DW_COUNTER_CLOCK;
  else if (self->rules.period_ms > 0 && to->time_ms - from->time_ms > 2 * (gint64)self->rules.period_ms)
    step->flags |= DW_COUNTER_GAP;
  if (rise_wh >= 0)
    return rise_wh <= limit_wh ? VERDICT_NORMAL : VERDICT_JUMP;
  step->energy_wh = find_rolled_wh (from->wh, to->wh, limit_wh);
  return step->energy_wh >= 0 ? VERDICT_ROLLED : VERDICT_JUMP;
}

/* The reading stands, the step is certain. */
static void
accept (DwCounter *self, const Reading *reading, DwCounterStep *step)
{
  if (self->left_out)
    step->flags |= DW_COUNTER_IMPLAUSIBLE;
  g_array_append_val (self->steps, *step);
  self->held = *reading;
  self->has_suspect = FALSE;
  self->left_out = FALSE;
}

/* What has been counted since a reset. */
static gint64
find_reset_wh (const DwCounter *self, const Reading *reading, gboolean clock_was_set)
{
  gint64 limit_wh = clock_was_set ? UNLIMITED : find_limit_wh (self, reading->time_ms - self->held.time_ms);

  return limit_wh != UNLIMITED && reading->wh <= limit_wh ? reading->wh : 0;
}

/* Whatever the reading was, it was real. */
static void
accept_any (DwCounter *self, const Reading *reading, gboolean clock_was_set)
{
  DwCounterStep step;
  Verdict verdict = judge (self, &self->held, reading, clock_was_set, &step);

  if (verdict == VERDICT_ROLLED)
    step.flags |= DW_COUNTER_ROLLED;
  else if (verdict == VERDICT_JUMP)
    {
      gboolean fell = reading->wh < self->held.wh;

      step.flags |= fell ? DW_COUNTER_RESET : DW_COUNTER_IMPLAUSIBLE;
      step.energy_wh = fell ? find_reset_wh (self, reading, clock_was_set) : 0;
    }
  accept (self, reading, &step);
}

static void
settle_suspect (DwCounter *self)
{
  if (self->has_suspect)
    accept_any (self, &self->suspect, FALSE);
}

/* Another meter: what the old one counted until it was taken off, and what the new one has since. */
static gint64
find_part_wh (gint64 from_wh, double to_kwh)
{
  return is_value (to_kwh) ? MAX (0, to_wh (to_kwh) - from_wh) : 0;
}

/* The energy since the held reading over every replacement until the reading; passes them. */
static gint64
pass_replacements (DwCounter *self, const Reading *reading)
{
  gint64 counter_wh = self->held.wh;
  gint64 energy_wh = 0;
  gboolean known = TRUE;

  for (; self->next_replacement < self->rules.n_replacements; self->next_replacement++)
    {
      const DwCounterReplacement *replacement = &self->replacements[self->next_replacement];

      if (replacement->time_ms > reading->time_ms)
        break;
      if (known)
        energy_wh += find_part_wh (counter_wh, replacement->old_final_kwh);
      known = is_value (replacement->new_start_kwh);
      counter_wh = known ? to_wh (replacement->new_start_kwh) : 0;
    }
  return energy_wh + (known ? MAX (0, reading->wh - counter_wh) : 0);
}

static gboolean
take_replaced (DwCounter *self, const Reading *reading, gboolean clock_was_set)
{
  DwCounterStep step;

  if (self->next_replacement >= self->rules.n_replacements || self->replacements[self->next_replacement].time_ms > reading->time_ms)
    return FALSE;
  settle_suspect (self);
  judge (self, &self->held, reading, clock_was_set, &step);
  step.flags |= DW_COUNTER_REPLACED;
  step.energy_wh = pass_replacements (self, reading);
  if (!clock_was_set && step.energy_wh > find_limit_wh (self, step.to_ms - step.from_ms))
    {
      step.flags |= DW_COUNTER_IMPLAUSIBLE;
      step.energy_wh = 0;
    }
  accept (self, reading, &step);
  return TRUE;
}

static void
take_after_suspect (DwCounter *self, const Reading *reading)
{
  DwCounterStep step;

  if (judge (self, &self->held, reading, FALSE, &step) == VERDICT_NORMAL)
    {
      self->left_out = TRUE;
      accept (self, reading, &step);
    }
  else if (judge (self, &self->suspect, reading, FALSE, &step) == VERDICT_NORMAL)
    {
      accept_any (self, &self->suspect, FALSE);
      accept (self, reading, &step);
    }
  else
    {
      self->left_out = TRUE;
      self->suspect = *reading;
    }
}

static void
take_plain (DwCounter *self, const Reading *reading)
{
  DwCounterStep step;

  if (self->has_suspect)
    take_after_suspect (self, reading);
  else if (judge (self, &self->held, reading, FALSE, &step) == VERDICT_NORMAL)
    accept (self, reading, &step);
  else
    {
      self->suspect = *reading;
      self->has_suspect = TRUE;
    }
}

/* There is no length to judge by, so nothing waits. */
static void
take_with_set_clock (DwCounter *self, const Reading *reading)
{
  settle_suspect (self);
  accept_any (self, reading, TRUE);
}

/* Replacements before the first reading explain nothing. */
static void
take_first (DwCounter *self, const Reading *reading)
{
  self->held = *reading;
  self->has_held = TRUE;
  while (self->next_replacement < self->rules.n_replacements && self->replacements[self->next_replacement].time_ms <= reading->time_ms)
    self->next_replacement++;
}

static gboolean
check_time (const DwCounter *self, gint64 time_ms, gboolean clock_was_set, GError **error)
{
  g_autofree char *time = NULL;
  g_autofree char *last = NULL;

  if (self->n_readings == 0 || clock_was_set || time_ms > self->last_ms)
    return TRUE;
  time = dw_text_time_iso (time_ms);
  last = dw_text_time_iso (self->last_ms);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "Reading %u of the counter, %s, is not after the one before it, %s", self->n_readings + 1, time, last);
  return FALSE;
}

gboolean
dw_counter_add (DwCounter *self, gint64 time_ms, double kwh, gboolean clock_was_set, GError **error)
{
  Reading reading = { .time_ms = time_ms };

  if (!is_value (kwh))
    return TRUE;
  reading.wh = to_wh (kwh);
  if (self->n_readings > 0 && time_ms == self->last_ms && reading.wh == self->last_wh)
    return TRUE;
  if (!check_time (self, time_ms, clock_was_set, error))
    return FALSE;
  self->n_readings++;
  self->last_ms = time_ms;
  self->last_wh = reading.wh;
  if (!self->has_held)
    take_first (self, &reading);
  else if (take_replaced (self, &reading, clock_was_set))
    return TRUE;
  else if (clock_was_set)
    take_with_set_clock (self, &reading);
  else
    take_plain (self, &reading);
  return TRUE;
}

GArray *
dw_counter_take_steps (DwCounter *self)
{
  GArray *steps = self->steps;

  self->steps = g_array_new (FALSE, FALSE, sizeof (DwCounterStep));
  return steps;
}

GArray *
dw_counter_finish (DwCounter *self)
{
  settle_suspect (self);
  return dw_counter_take_steps (self);
}
