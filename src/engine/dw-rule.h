// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-alarm.h"
#include "dw-device.h"

G_BEGIN_DECLS

/* What a rule says about one condition. UNKNOWN: it cannot be judged now, nothing is raised and nothing cleared. */
typedef enum {
  DW_VERDICT_FALSE,
  DW_VERDICT_TRUE,
  DW_VERDICT_UNKNOWN,
} DwVerdict;

typedef struct
{
  const char *channel; /* name of the point, "" for the whole device; borrowed for the call */
  DwAlarmKind kind;
  DwVerdict verdict;
  double value;     /* NaN = none */
  double limit;     /* NaN = none */
  guint priority;   /* 0 = default of the kind */
  gboolean latched; /* the device itself holds the alarm until somebody resets it */
  int on_delay_ms;
  int off_delay_ms;
  int fresh_ms; /* how long the verdict stands without a new reading, 0 = for ever */
} DwFinding;

/* Thresholds of the supply rules. Ratios of the nominal phase voltage. The station fills them from the standard profile. */
typedef struct
{
  double nominal_v;
  double loss_ratio;    /* a phase below is lost ... */
  double normal_ratio;  /* ... when the others are above */
  double lost_ratio;    /* all below: supply lost */
  double shift_ratio;   /* neutral shift V0 above: broken neutral ... */
  double balance_ratio; /* ... when the line voltages differ by less */
  double hysteresis_ratio;
  int on_delay_ms;
  int off_delay_ms;
} DwSupplyPolicy;

void dw_supply_policy_init (DwSupplyPolicy *self);

/* What the engine remembers of the breaker of a device. */
typedef struct
{
  gboolean seen_closed; /* in this run: only then an opening is news */
  gboolean open;        /* the last usable position */
  gboolean opened_by_us;
  gint64 opened_wall_ms;
  gint64 expect_open_until_ms; /* monotonic: a trip of ours is under way */
} DwSwitchMemory;

typedef struct _DwRuleContext DwRuleContext;
struct _DwRuleContext
{
  DwDevice *device;
  const guint *changed; /* indexes of the channels with new readings */
  guint n_changed;
  gint64 newest_ms; /* newest reading time among these */
  gint64 mono_ms;
  const DwSupplyPolicy *supply;
  DwSwitchMemory *memory;
  /* Whether the condition held at the last judgement: for hysteresis. */
  gboolean (*holds) (const DwRuleContext *self, const char *channel, DwAlarmKind kind);
  void (*find) (const DwRuleContext *self, const DwFinding *finding);
  gpointer data;
};

/* A rule looks at the changed channels of one device and reports findings. It keeps nothing itself: what it must remember is handed to it, so that it can be tested with a
 * table and run for any number of devices. Main thread. */
typedef struct
{
  const char *name;
  void (*judge) (const DwRuleContext *context);
} DwRule;

extern const DwRule dw_rule_limit;
extern const DwRule dw_rule_phase;
extern const DwRule dw_rule_contact;
extern const DwRule dw_rule_sensor;
/* Judges the link of the device; changed is empty. */
extern const DwRule dw_rule_silent;
/* The same for a gateway, which is no device. */
DwFinding dw_rule_judge_gateway (gboolean down);

/* Only a good reading judges, and beside newer ones only while it is not older than two of its periods. */
gboolean dw_rule_is_usable (const DwRuleContext *context, const DwChannel *channel);
gboolean dw_rule_has_changed (const DwRuleContext *context, DwQuantity quantity);
/* The point's channel, NULL when the device has none. */
const DwChannel *dw_rule_find_channel (const DwRuleContext *context, const char *name);
/* A finding about a channel with everything that does not depend on the verdict. */
DwFinding dw_rule_begin (const DwChannel *channel, DwAlarmKind kind);

/* Displacement of the neutral from magnitudes alone: sqrt ((sum of phase² - sum of line² / 3) / 3). Never NaN. */
double dw_supply_neutral_shift (const double phase_v[3], const double line_v[3]);

G_END_DECLS
