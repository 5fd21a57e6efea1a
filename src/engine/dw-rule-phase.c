// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-rule.h"

/* The supply as a whole: phase loss, supply lost, broken neutral.
 *
 * Phase loss: one phase below 0.7 Un while the other two are normal. Supply lost: all phases below 0.1 Un.
 * Broken neutral: the line voltages stay balanced, because the transformer feeds them, while the phase voltages split with the load.
 * The star point has moved by V0, and because the three phase vectors differ from a symmetrical star by just that vector,
 *
 *      V0 = sqrt ((Ua² + Ub² + Uc² - (Uab² + Ubc² + Uca²) / 3) / 3)
 *
 * needs magnitudes only. A star of 10, 20 and 40 ohm without neutral at 220 V: 144.0, 249.5 and 288.0 V, V0 = 83.2 V. */

static const char *const phase_names[3] = { "voltage_a", "voltage_b", "voltage_c" };
static const char *const line_names[3] = { "voltage_ab", "voltage_bc", "voltage_ca" };

typedef struct
{
  const DwChannel *channels[3];
  double volts[3];
  guint n_channels; /* the device has */
  guint n_usable;
} Triple;

void
dw_supply_policy_init (DwSupplyPolicy *self)
{
  *self = (DwSupplyPolicy){
    .nominal_v = 220,
    .loss_ratio = 0.7,
    .normal_ratio = 0.85,
    .lost_ratio = 0.1,
    .shift_ratio = 0.1,
    .balance_ratio = 0.02,
    .hysteresis_ratio = 0.02,
    .on_delay_ms = 5000,
    .off_delay_ms = 5000,
  };
}

double
dw_supply_neutral_shift (const double phase_v[3],
                         const double line_v[3])
{
  double phases = 0;
  double lines = 0;

  for (guint i = 0; i < 3; i++)
    {
      phases += phase_v[i] * phase_v[i];
      lines += line_v[i] * line_v[i];
    }
  /* Rounded readings of a balanced supply may fall just below zero. */
  return sqrt (fmax (0, (phases - lines / 3) / 3));
}

static Triple
read_triple (const DwRuleContext *context,
             const char *const names[3])
{
  Triple triple = { 0 };

  for (guint i = 0; i < 3; i++)
    {
      const DwChannel *channel = dw_rule_find_channel (context, names[i]);

      triple.channels[i] = channel;
      triple.n_channels += channel != NULL;
      if (!dw_rule_is_usable (context, channel))
        continue;
      triple.volts[i] = channel->reading.value;
      triple.n_usable++;
    }
  return triple;
}

static const DwChannel *
first_channel (const Triple *triple)
{
  for (guint i = 0; i < 3; i++)
    if (triple->channels[i] != NULL)
      return triple->channels[i];
  return NULL;
}

static double
find_highest (const Triple *triple)
{
  double highest = 0;

  for (guint i = 0; i < 3; i++)
    if (triple->channels[i] != NULL)
      highest = fmax (highest, triple->volts[i]);
  return highest;
}

static DwFinding
begin_supply (const DwRuleContext *context,
              const DwChannel *channel,
              DwAlarmKind kind)
{
  DwFinding finding = dw_rule_begin (channel, kind);

  finding.on_delay_ms = context->supply->on_delay_ms;
  finding.off_delay_ms = context->supply->off_delay_ms;
  return finding;
}

/* Below a limit that is a little higher once the condition holds. */
static gboolean
is_below (const DwRuleContext *context,
          const DwFinding *finding,
          double value)
{
  gboolean held = context->holds (context, finding->channel, finding->kind);

  return value < finding->limit + (held ? context->supply->hysteresis_ratio * context->supply->nominal_v : 0);
}

static gboolean
judge_supply (const DwRuleContext *context,
              const Triple *phases)
{
  DwFinding finding = begin_supply (context, first_channel (phases), DW_ALARM_SUPPLY_LOST);

  finding.channel = "";
  finding.limit = context->supply->lost_ratio * context->supply->nominal_v;
  finding.value = find_highest (phases);
  if (phases->n_usable == phases->n_channels)
    finding.verdict = is_below (context, &finding, finding.value) ? DW_VERDICT_TRUE : DW_VERDICT_FALSE;
  context->find (context, &finding);
  return finding.verdict == DW_VERDICT_TRUE;
}

static gboolean
others_are_normal (const DwRuleContext *context,
                   const Triple *phases,
                   guint phase)
{
  double nominal_v = context->supply->nominal_v;
  double tolerance_v = (1 - context->supply->normal_ratio) * nominal_v;

  for (guint i = 0; i < 3; i++)
    if (i != phase && fabs (phases->volts[i] - nominal_v) > tolerance_v)
      return FALSE;
  return TRUE;
}

/* Once a phase is lost it stays so until it comes back by itself, whatever the others do; but a lost supply and a broken neutral
 * explain a low phase better. */
static void
judge_phase (const DwRuleContext *context,
             const Triple *phases,
             guint phase,
             gboolean explained)
{
  DwFinding finding = begin_supply (context, phases->channels[phase], DW_ALARM_PHASE_LOSS);
  gboolean held = context->holds (context, finding.channel, finding.kind);

  finding.limit = context->supply->loss_ratio * context->supply->nominal_v;
  if (phases->n_usable == 3)
    {
      gboolean below = is_below (context, &finding, phases->volts[phase]);
      gboolean lost = below && !explained && (held || others_are_normal (context, phases, phase));

      finding.verdict = lost ? DW_VERDICT_TRUE : DW_VERDICT_FALSE;
    }
  context->find (context, &finding);
}

static gboolean
are_balanced (const DwSupplyPolicy *policy,
              const double line_v[3])
{
  double lowest = fmin (line_v[0], fmin (line_v[1], line_v[2]));
  double highest = fmax (line_v[0], fmax (line_v[1], line_v[2]));
  double mean = (line_v[0] + line_v[1] + line_v[2]) / 3;

  return mean > policy->normal_ratio * policy->nominal_v * sqrt (3) && highest - lowest < policy->balance_ratio * mean;
}

static gboolean
judge_neutral (const DwRuleContext *context,
               const Triple *phases,
               const Triple *lines)
{
  DwFinding finding = begin_supply (context, phases->channels[0], DW_ALARM_BROKEN_NEUTRAL);
  const DwSupplyPolicy *policy = context->supply;

  finding.channel = "";
  finding.limit = policy->shift_ratio * policy->nominal_v;
  finding.value = NAN;
  if (phases->n_usable == 3 && lines->n_usable == 3)
    {
      gboolean held = context->holds (context, "", DW_ALARM_BROKEN_NEUTRAL);
      double limit = finding.limit - (held ? policy->hysteresis_ratio * policy->nominal_v : 0);

      finding.value = dw_supply_neutral_shift (phases->volts, lines->volts);
      finding.verdict = finding.value > limit && are_balanced (policy, lines->volts) ? DW_VERDICT_TRUE : DW_VERDICT_FALSE;
    }
  context->find (context, &finding);
  return finding.verdict == DW_VERDICT_TRUE;
}

static void
judge_supply_rules (const DwRuleContext *context)
{
  Triple phases;
  Triple lines;
  gboolean explained;

  if (!dw_rule_has_changed (context, DW_QUANTITY_VOLTAGE))
    return;
  phases = read_triple (context, phase_names);
  if (phases.n_channels == 0)
    return;
  explained = judge_supply (context, &phases);
  if (phases.n_channels < 3)
    return;
  lines = read_triple (context, line_names);
  if (lines.n_channels == 3)
    explained |= judge_neutral (context, &phases, &lines);
  for (guint i = 0; i < 3; i++)
    judge_phase (context, &phases, i, explained);
}

const DwRule dw_rule_phase = { "phase", judge_supply_rules };
