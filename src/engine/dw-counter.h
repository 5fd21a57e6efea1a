// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Energy from the readings of a counter (domain facts 3), and its sum over periods. Whole watt-hours, so that sums are exact. Energy is never negative. One thread at a time;
 * readings may be fed in chunks and steps taken out in between. */
typedef enum {
  DW_COUNTER_NORMAL = 0,
  DW_COUNTER_GAP = 1 << 0,         /* of a step: longer than two periods. Of a period: such a step crosses its border, so its share is not known */
  DW_COUNTER_ROLLED = 1 << 1,      /* began again at 10^n */
  DW_COUNTER_RESET = 1 << 2,       /* set back: what was used between the last reading and the reset is lost */
  DW_COUNTER_REPLACED = 1 << 3,    /* another meter */
  DW_COUNTER_CLOCK = 1 << 4,       /* the clock was set in it: its length is not known */
  DW_COUNTER_IMPLAUSIBLE = 1 << 5, /* a reading beyond what the supply can deliver was left out, or a jump was accepted without energy */
  DW_COUNTER_NO_DATA = 1 << 6,     /* of a period: no step ends in it */
} DwCounterFlags;

/* A meter that somebody replaced, told by people: readings from time_ms on are of the new one. NaN: not written down, that part of the energy is lost. */
typedef struct
{
  gint64 time_ms;
  double old_final_kwh;
  double new_start_kwh;
} DwCounterReplacement;

typedef struct
{
  int period_ms;                            /* nominal distance of the readings, 0 = unknown: no gaps */
  double max_kw;                            /* what the supply can deliver at most; a step may have 1.2 times of it. 0 = unknown: every rise is plausible */
  double resolution_kwh;                    /* what the last digit of the counter counts, 0 = fine. A step may have so much more */
  const DwCounterReplacement *replacements; /* ascending; copied */
  guint n_replacements;
} DwCounterRules;

/* The energy between two readings: after from_ms, up to and including to_ms. */
typedef struct
{
  gint64 from_ms, to_ms; /* equal when the clock was set back */
  gint64 energy_wh;
  guint flags;
} DwCounterStep;

typedef struct _DwCounter DwCounter;

/* NULL with error (G_IO_ERROR_INVALID_DATA) when replacements are not in order. */
DwCounter *dw_counter_new (const DwCounterRules *rules, GError **error);
void dw_counter_free (DwCounter *self);
/* The readings that come next are so far apart, whatever the rules said; 0 = unknown: as before. */
void dw_counter_set_period (DwCounter *self, int period_ms);
/* Readings of quality good, in the order in which they came. One that is not a finite number from 0 on is left out, and so is the same reading again. A time that is not after
 * the one before is refused (G_IO_ERROR_INVALID_DATA) and changes nothing, unless the clock was set in between. */
gboolean dw_counter_add (DwCounter *self, gint64 time_ms, double kwh, gboolean clock_was_set, GError **error);
/* Steps that are certain by now, each handed out once; array of DwCounterStep, yours. A jump becomes certain with the reading after it. */
GArray *dw_counter_take_steps (DwCounter *self);
/* The rest; a jump at the very end is judged by itself. Nothing may be added afterwards. */
GArray *dw_counter_finish (DwCounter *self);

/* Energy after edge i, up to and including edge i + 1: a reading exactly on an edge closes the period before it. */
typedef struct
{
  gint64 energy_wh;
  gint64 unplaced_wh; /* part of energy_wh from gaps that cross a border: it may belong to the touched periods before */
  gint64 covered_ms;  /* time of the period with steps that do not cross a border over a gap */
  guint flags;
} DwCounterPeriod;

typedef struct
{
  guint n;
  gint64 *edges_ms; /* n + 1, ascending */
  DwCounterPeriod *periods;
  gint64 total_wh; /* the exact sum of the periods */
  guint recent;    /* own use: where the last step ended */
} DwCounterPeriods;

DwCounterPeriods *dw_counter_periods_new (const gint64 *edges_ms, guint n);
void dw_counter_periods_free (DwCounterPeriods *self);
/* Adds steps, chunk by chunk. A step belongs to the period that holds its end; steps that end outside are left out. */
void dw_counter_split (DwCounterPeriods *self, const DwCounterStep *steps, guint n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwCounter, dw_counter_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwCounterPeriods, dw_counter_periods_free)

G_END_DECLS
