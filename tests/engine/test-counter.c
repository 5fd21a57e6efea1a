// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-counter.h"

/* Energy from the readings of a counter (domain facts 3): a table of short series with the steps they must give, then long random series of a counter whose true energy
 * is known, then the split into periods. S3-52: eight digits, two of them decimals. */

#define PERIOD_MS 60000
#define HOUR_MS G_GINT64_CONSTANT (3600000)
#define N DW_COUNTER_NORMAL
#define GAP DW_COUNTER_GAP
#define ROLLED DW_COUNTER_ROLLED
#define RESET DW_COUNTER_RESET
#define REPLACED DW_COUNTER_REPLACED
#define CLOCK DW_COUNTER_CLOCK
#define ODD DW_COUNTER_IMPLAUSIBLE

typedef struct
{
  double minute;
  double kwh;
  gboolean clock_was_set;
} Given;

typedef struct
{
  double from, to; /* minutes */
  gint64 energy_wh;
  guint flags;
} Expected;

/* The supply delivers 100 kW at most: 2 kWh a minute with the margin. */
static const struct
{
  const char *sentence;
  Given given[8];
  guint n_given;
  Expected expected[8];
  guint n_expected;
  DwCounterReplacement replacements[2];
  guint n_replacements;
} rows[] = {
  { "plain consumption", { { 0, 100.00 }, { 1, 100.50 }, { 2, 101.25 } }, 3, { { 0, 1, 500, N }, { 1, 2, 750, N } }, 2 },
  { "nothing used", { { 0, 100 }, { 1, 100 } }, 2, { { 0, 1, 0, N } }, 1 },
  { "one reading is no energy", { { 0, 100 } }, 1, { { 0 } }, 0 },
  { "no reading", { { 0 } }, 0, { { 0 } }, 0 },
  { "two periods are no gap", { { 0, 100 }, { 2, 101 } }, 2, { { 0, 2, 1000, N } }, 1 },
  { "more than two periods are", { { 0, 100 }, { 2.001, 101 } }, 2, { { 0, 2.001, 1000, GAP } }, 1 },
  { "three hours: the energy is kept", { { 0, 100 }, { 180, 250 }, { 181, 251 } }, 3, { { 0, 180, 150000, GAP }, { 180, 181, 1000, N } }, 2 },
  { "as much as the supply delivers", { { 0, 100 }, { 1, 102 } }, 2, { { 0, 1, 2000, N } }, 1 },
  { "floating-point dust adds up to nothing", { { 0, 0.1 }, { 1, 0.2 }, { 2, 0.3 }, { 3, 0.7 } }, 4, { { 0, 1, 100, N }, { 1, 2, 100, N }, { 2, 3, 400, N } }, 3 },

  { "10^4 rolls over", { { 0, 9999.99 }, { 1, 0.05 } }, 2, { { 0, 1, 60, ROLLED } }, 1 },
  { "10^5 rolls over", { { 0, 99999.9 }, { 1, 0.4 } }, 2, { { 0, 1, 500, ROLLED } }, 1 },
  { "10^6 rolls over (S3-52)", { { 0, 999999.99 }, { 1, 0.05 } }, 2, { { 0, 1, 60, ROLLED } }, 1 },
  { "10^7 rolls over", { { 0, 9999999 }, { 1, 0 } }, 2, { { 0, 1, 1000, ROLLED } }, 1 },
  { "10^8 rolls over", { { 0, 99999999.50 }, { 1, 1.25 } }, 2, { { 0, 1, 1750, ROLLED } }, 1 },
  { "it rolls over in a gap", { { 0, 999900 }, { 180, 150 } }, 2, { { 0, 180, 250000, ROLLED | GAP } }, 1 },
  { "exactly to zero", { { 0, 9999 }, { 1, 0 }, { 2, 1 } }, 3, { { 0, 1, 1000, ROLLED }, { 1, 2, 1000, N } }, 2 },
  { "too far from 10^n in this time: a reset", { { 0, 9990 }, { 1, 1 }, { 2, 2 } }, 3, { { 0, 1, 1000, RESET }, { 1, 2, 1000, N } }, 2 },
  { "exactly 10^4 shown: the counter has another digit", { { 0, 10000 }, { 1, 0.5 }, { 2, 1 } }, 3, { { 0, 1, 500, RESET }, { 1, 2, 500, N } }, 2 },
  { "far below 10^n, however long the gap was: a reset", { { 0, 5000 }, { 4320, 30 }, { 4321, 31 } }, 3, { { 0, 4320, 30000, RESET | GAP }, { 4320, 4321, 1000, N } }, 2 },
  { "10^3 is no size of a counter", { { 0, 999.99 }, { 1, 0.05 }, { 2, 0.10 } }, 3, { { 0, 1, 50, RESET }, { 1, 2, 50, N } }, 2 },

  { "a reset: what is counted since is energy", { { 0, 5000 }, { 1, 0.5 }, { 2, 1.5 } }, 3, { { 0, 1, 500, RESET }, { 1, 2, 1000, N } }, 2 },
  { "set back to a number: that number is no energy", { { 0, 5000 }, { 1, 400 }, { 2, 401 } }, 3, { { 0, 1, 0, RESET }, { 1, 2, 1000, N } }, 2 },
  { "a reset at the very end", { { 0, 5000 }, { 1, 0.5 } }, 2, { { 0, 1, 500, RESET } }, 1 },
  { "two resets", { { 0, 500 }, { 1, 0 }, { 2, 1 }, { 3, 0.2 }, { 4, 0.4 } }, 5, { { 0, 1, 0, RESET }, { 1, 2, 1000, N }, { 2, 3, 200, RESET }, { 3, 4, 200, N } }, 4 },
  { "a reset in a gap", { { 0, 5000 }, { 180, 30 }, { 181, 31 } }, 3, { { 0, 180, 30000, RESET | GAP }, { 180, 181, 1000, N } }, 2 },

  { "one wrong zero is left out", { { 0, 5000 }, { 1, 0 }, { 2, 5001 } }, 3, { { 0, 2, 1000, ODD } }, 1 },
  { "a wrong zero just below 10^n is no roll-over", { { 0, 9999 }, { 1, 0 }, { 2, 9999.5 }, { 3, 0.5 }, { 4, 1 } }, 5, { { 0, 2, 500, ODD }, { 2, 3, 1000, ROLLED }, { 3, 4, 500, N } }, 3 },
  { "one wrong giant is left out", { { 0, 5000 }, { 1, 4294967.295 }, { 2, 5001 }, { 3, 5002 } }, 4, { { 0, 2, 1000, ODD }, { 2, 3, 1000, N } }, 2 },
  { "two different wrong readings are left out", { { 0, 5000 }, { 1, 4294967 }, { 2, 77777 }, { 3, 5001 } }, 4, { { 0, 3, 1000, GAP | ODD } }, 1 },
  { "a jump that stays gives no energy", { { 0, 5000 }, { 1, 9000 }, { 2, 9001 } }, 3, { { 0, 1, 0, ODD }, { 1, 2, 1000, N } }, 2 },
  { "a jump at the very end gives no energy", { { 0, 5000 }, { 1, 9000 } }, 2, { { 0, 1, 0, ODD } }, 1 },
  { "more than the supply delivers", { { 0, 100 }, { 1, 102.01 }, { 2, 102.02 } }, 3, { { 0, 2, 2020, ODD } }, 1 },

  { "a replaced meter: both parts count", { { 0, 5000 }, { 10, 3 }, { 11, 4 } }, 3, { { 0, 10, 5000, REPLACED | GAP }, { 10, 11, 1000, N } }, 2, { { 5 * PERIOD_MS, 5002.5, 0.5 } }, 1 },
  { "a replaced meter begins above the old one", { { 0, 50 }, { 1, 700.2 } }, 2, { { 0, 1, 1200, REPLACED } }, 1, { { PERIOD_MS / 2, 51, 700 } }, 1 },
  { "replaced at the moment of the reading", { { 0, 50 }, { 1, 7 } }, 2, { { 0, 1, 1000, REPLACED } }, 1, { { PERIOD_MS, 51, 7 } }, 1 },
  { "replaced before the first reading", { { 0, 50 }, { 1, 51 } }, 2, { { 0, 1, 1000, N } }, 1, { { 0, 900, 50 } }, 1 },
  { "the last reading of the old meter was not written down", { { 0, 50 }, { 1, 0.5 } }, 2, { { 0, 1, 500, REPLACED } }, 1, { { PERIOD_MS / 2, NAN, 0 } }, 1 },
  { "the first reading of the new one was not", { { 0, 50 }, { 1, 800 } }, 2, { { 0, 1, 1000, REPLACED } }, 1, { { PERIOD_MS / 2, 51, NAN } }, 1 },
  { "written down below what was read: never negative", { { 0, 50 }, { 1, 1 } }, 2, { { 0, 1, 1000, REPLACED } }, 1, { { PERIOD_MS / 2, 40, 0 } }, 1 },
  { "written down with a wrong digit: no energy", { { 0, 50 }, { 1, 1 } }, 2, { { 0, 1, 0, REPLACED | ODD } }, 1, { { PERIOD_MS / 2, 510, 0 } }, 1 },
  { "replaced twice between two readings", { { 0, 50 }, { 10, 9 } }, 2, { { 0, 10, 1000 + 2000 + 4000, REPLACED | GAP } }, 1, { { PERIOD_MS, 51, 100 }, { 3 * PERIOD_MS, 102, 5 } }, 2 },
  { "a reset before a replacement", { { 0, 5000 }, { 1, 0.5 }, { 3, 1 } }, 3, { { 0, 1, 500, RESET }, { 1, 3, 1500, REPLACED } }, 2, { { 2 * PERIOD_MS, 1, 0 } }, 1 },

  { "the clock goes back an hour", { { 100, 50 }, { 41, 51, TRUE }, { 42, 52 } }, 3, { { 41, 41, 1000, CLOCK }, { 41, 42, 1000, N } }, 2 },
  { "the clock goes forward an hour: no gap", { { 0, 50 }, { 61, 51, TRUE }, { 62, 52 } }, 3, { { 0, 61, 1000, CLOCK }, { 61, 62, 1000, N } }, 2 },
  { "a reset while the clock was set", { { 0, 50 }, { 61, 1, TRUE } }, 2, { { 0, 61, 0, CLOCK | RESET } }, 1 },
  { "a roll-over while the clock was set", { { 0, 999999.5 }, { 61, 0.5, TRUE } }, 2, { { 0, 61, 1000, CLOCK | ROLLED } }, 1 },
  { "a reset, then the clock is set", { { 0, 50 }, { 1, 0.5 }, { 0, 0.7, TRUE } }, 3, { { 0, 1, 500, RESET }, { 0, 0, 200, CLOCK } }, 2 },

  { "the same reading again", { { 0, 50 }, { 1, 51 }, { 1, 51 }, { 2, 52 } }, 4, { { 0, 1, 1000, N }, { 1, 2, 1000, N } }, 2 },
  { "no numbers, and no counts", { { 0, NAN }, { 0, 50 }, { 1, INFINITY }, { 1, -3 }, { 1, 51 }, { 1.5, 1e300 } }, 6, { { 0, 1, 1000, N } }, 1 },
};

static DwCounter *
make_counter (double max_kw, const DwCounterReplacement *replacements, guint n)
{
  DwCounterRules rules = { .period_ms = PERIOD_MS, .max_kw = max_kw, .replacements = replacements, .n_replacements = n };
  g_autoptr (GError) error = NULL;
  DwCounter *counter = dw_counter_new (&rules, &error);

  g_assert_no_error (error);
  return counter;
}

static gint64
to_ms (double minutes)
{
  return (gint64)llround (minutes * PERIOD_MS);
}

static void
each_series_gives_its_steps (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DwCounter) counter = make_counter (100, rows[i].replacements, rows[i].n_replacements);
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) steps = NULL;

      g_test_message ("%s", rows[i].sentence);
      for (guint k = 0; k < rows[i].n_given; k++)
        {
          dw_counter_add (counter, to_ms (rows[i].given[k].minute), rows[i].given[k].kwh, rows[i].given[k].clock_was_set, &error);
          g_assert_no_error (error);
        }
      steps = dw_counter_finish (counter);
      g_assert_cmpuint (steps->len, ==, rows[i].n_expected);
      for (guint k = 0; k < steps->len; k++)
        {
          const DwCounterStep *step = &g_array_index (steps, DwCounterStep, k);

          g_assert_cmpint (step->energy_wh, ==, rows[i].expected[k].energy_wh);
          g_assert_cmpuint (step->flags, ==, rows[i].expected[k].flags);
          g_assert_cmpint (step->from_ms, ==, to_ms (rows[i].expected[k].from));
          g_assert_cmpint (step->to_ms, ==, to_ms (rows[i].expected[k].to));
        }
    }
}

static void
times_out_of_order_are_refused_and_change_nothing (void)
{
  static const Given wrong[] = { { 1, 51.5 }, { 0.5, 50.5 }, { 0, 50 } };
  g_autoptr (DwCounter) counter = make_counter (100, NULL, 0);
  g_autoptr (GArray) steps = NULL;

  g_assert_true (dw_counter_add (counter, 0, 50, FALSE, NULL));
  g_assert_true (dw_counter_add (counter, PERIOD_MS, 51, FALSE, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (dw_counter_add (counter, to_ms (wrong[i].minute), wrong[i].kwh, FALSE, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_true (g_str_has_prefix (error->message, "Reading 3 of the counter, 1970-01-01T00:0"));
    }
  g_assert_true (dw_counter_add (counter, 2 * PERIOD_MS, 52, FALSE, NULL));
  steps = dw_counter_finish (counter);
  g_assert_cmpuint (steps->len, ==, 2);
  g_assert_cmpint (g_array_index (steps, DwCounterStep, 1).energy_wh, ==, 1000);
}

static void
replacements_out_of_order_are_refused (void)
{
  static const DwCounterReplacement wrong[] = { { 5, 1, 0 }, { 5, 1, 0 } };
  DwCounterRules rules = { .replacements = wrong, .n_replacements = 2 };
  g_autoptr (GError) error = NULL;

  g_assert_null (dw_counter_new (&rules, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_cmpstr (error->message, ==, "Replacement 2 of the meter is not after the one before it");
}

static gint64
sum_steps (const GArray *steps, guint *flags)
{
  gint64 sum_wh = 0;

  for (guint i = 0; i < steps->len; i++)
    {
      g_assert_cmpint (g_array_index (steps, DwCounterStep, i).energy_wh, >=, 0);
      sum_wh += g_array_index (steps, DwCounterStep, i).energy_wh;
      *flags |= g_array_index (steps, DwCounterStep, i).flags;
    }
  return sum_wh;
}

/* A counter of a few kWh a digit seems to jump now and then; without its resolution that would be more than the supply delivers. */
static void
a_coarse_counter_may_jump_by_its_last_digit (void)
{
  DwCounterRules rules = { .period_ms = PERIOD_MS, .max_kw = 10, .resolution_kwh = 4 };
  g_autoptr (DwCounter) counter = dw_counter_new (&rules, NULL);
  g_autoptr (GArray) steps = NULL;
  guint flags = 0;

  for (guint i = 0; i < 100; i++)
    g_assert_true (dw_counter_add (counter, i * (gint64)PERIOD_MS, floor (i * 10.0 / 60 / 4) * 4, FALSE, NULL));
  steps = dw_counter_finish (counter);
  g_assert_cmpint (sum_steps (steps, &flags), ==, 16000);
  g_assert_cmpuint (flags, ==, DW_COUNTER_NORMAL);
}

static void
without_a_limit_every_rise_counts_and_a_fall_gives_nothing (void)
{
  g_autoptr (DwCounter) counter = make_counter (0, NULL, 0);
  static const double values[] = { 9995.5, 0.5, 3000, 110, 120 }; /* rolled, rise, reset */
  static const gint64 energies_wh[] = { 5000, 2999500, 0, 10000 };
  static const guint flags[] = { ROLLED, N, RESET, N };
  g_autoptr (GArray) steps = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_assert_true (dw_counter_add (counter, i * (gint64)PERIOD_MS, values[i], FALSE, NULL));
  steps = dw_counter_finish (counter);
  g_assert_cmpuint (steps->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      g_assert_cmpint (g_array_index (steps, DwCounterStep, i).energy_wh, ==, energies_wh[i]);
      g_assert_cmpuint (g_array_index (steps, DwCounterStep, i).flags, ==, flags[i]);
    }
}

typedef struct
{
  GRand *random;
  gint64 capacity_10wh;
  gint64 true_10wh;  /* all that was used */
  gint64 shown_10wh; /* what the counter shows */
  gint64 lost_10wh;  /* used between the last reading and a reset */
  gint64 read_10wh;  /* true_10wh at the last reading */
  gboolean wrong;    /* was the last reading: two in a row are no mistake any more */
} Meter;

/* Reads the meter every minute, except in outages; now and then a register reads wrongly, or somebody resets the counter. */
static void
read_meter (Meter *meter, DwCounter *counter, gint64 minute)
{
  double kwh = (double)meter->shown_10wh / 100;

  meter->wrong = !meter->wrong && g_rand_double (meter->random) < 0.01;
  if (meter->wrong)
    kwh = g_rand_boolean (meter->random) ? 0 : 8e8;
  else
    meter->read_10wh = meter->true_10wh;
  g_assert_true (dw_counter_add (counter, minute * PERIOD_MS, kwh, FALSE, NULL));
}

static void
use_energy (Meter *meter)
{
  gint64 used_10wh = g_rand_int_range (meter->random, 0, 100);

  meter->true_10wh += used_10wh;
  meter->shown_10wh = (meter->shown_10wh + used_10wh) % meter->capacity_10wh;
}

/* 40 counters of 10^4 … 10^7 kWh over 5,000 minutes, begun just below their end, with wrong readings and outages: every watt-hour is found. */
static void
random_counters_give_their_true_energy (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint run = 0; run < 40; run++)
    {
      g_autoptr (DwCounter) counter = make_counter (100, NULL, 0);
      Meter meter = { .random = random, .capacity_10wh = 1000000 };
      gint64 outage_until = 0;
      guint flags = 0;
      gint64 sum_wh = 0;

      for (guint i = 0; i < run % 4; i++)
        meter.capacity_10wh *= 10;
      meter.shown_10wh = meter.capacity_10wh - g_rand_int_range (random, 1000, 200000);
      g_assert_true (dw_counter_add (counter, 0, (double)meter.shown_10wh / 100, FALSE, NULL));
      for (gint64 minute = 1; minute <= 5000; minute++)
        {
          use_energy (&meter);
          /* A wrong zero and then an outage with the roll-over in it looks like a reset, and nothing can tell. */
          if (!meter.wrong && g_rand_double (random) < 0.003)
            outage_until = minute + g_rand_int_range (random, 1, 300);
          if (minute >= outage_until)
            read_meter (&meter, counter, minute);
          if (minute % 1000 == 0)
            {
              g_autoptr (GArray) chunk = dw_counter_take_steps (counter);

              sum_wh += sum_steps (chunk, &flags);
            }
        }
      g_assert_true (dw_counter_add (counter, 5001 * (gint64)PERIOD_MS, (double)meter.shown_10wh / 100, FALSE, NULL));
      {
        g_autoptr (GArray) rest = dw_counter_finish (counter);

        sum_wh += sum_steps (rest, &flags);
      }
      g_assert_cmpint (sum_wh, ==, meter.true_10wh * 10);
      g_assert_cmpuint (flags & RESET, ==, 0);
    }
}

static void
random_resets_lose_only_what_nobody_read (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (DwCounter) counter = make_counter (100, NULL, 0);
  g_autoptr (GArray) steps = NULL;
  Meter meter = { .random = random, .capacity_10wh = 100000000, .shown_10wh = 500000 };
  guint flags = 0;

  g_test_message ("seed %u", seed);
  g_assert_true (dw_counter_add (counter, 0, (double)meter.shown_10wh / 100, FALSE, NULL));
  for (gint64 minute = 1; minute <= 20000; minute++)
    {
      use_energy (&meter);
      if (minute % 700 == 350)
        {
          meter.lost_10wh += meter.true_10wh - meter.read_10wh;
          meter.shown_10wh = 0;
          use_energy (&meter);
        }
      if (minute % 7 != 0)
        {
          meter.read_10wh = meter.true_10wh;
          g_assert_true (dw_counter_add (counter, minute * PERIOD_MS, (double)meter.shown_10wh / 100, FALSE, NULL));
        }
    }
  steps = dw_counter_finish (counter);
  g_assert_cmpint (sum_steps (steps, &flags), ==, (meter.read_10wh - meter.lost_10wh) * 10);
  g_assert_cmpuint (flags, ==, RESET);
}

/* A clock that was set back an hour, and nobody said so: sorted by time two stretches of the counter are shuffled, 60 kWh apart. What cannot be put in order is lost, and marked;
 * the saw between the two must not become energy. */
static void
shuffled_readings_give_no_energy_that_was_not (void)
{
  g_autoptr (DwCounter) counter = make_counter (100, NULL, 0);
  g_autoptr (GArray) steps = NULL;
  guint flags = 0;

  for (gint64 half = 0; half <= 360; half++)
    {
      gboolean second = half > 240 || (half > 120 && half % 2 == 1);
      double kwh = 1000 + (double)half / 2 + (second ? 60 : 0);

      if (half % 2 == 0 || second)
        g_assert_true (dw_counter_add (counter, half * PERIOD_MS / 2, kwh, FALSE, NULL));
    }
  steps = dw_counter_finish (counter);
  /* 120 kWh of the first stretch, and from its first reading behind the shuffled hour on 59.5 of the second. */
  g_assert_cmpint (sum_steps (steps, &flags), ==, 120000 + 59500);
  g_assert_cmpuint (flags, ==, ODD);
}

static const gint64 hours_ms[] = { 0, HOUR_MS, 2 * HOUR_MS, 3 * HOUR_MS, 4 * HOUR_MS };

static const struct
{
  const char *sentence;
  DwCounterStep steps[4];
  guint n_steps;
  gint64 energy_wh[4], unplaced_wh[4], covered_minutes[4];
  guint flags[4];
} splits[] = {
  { "nothing", { { 0 } }, 0, { 0 }, { 0 }, { 0 }, { DW_COUNTER_NO_DATA, DW_COUNTER_NO_DATA, DW_COUNTER_NO_DATA, DW_COUNTER_NO_DATA } },
  { "a reading on the edge closes the hour before it", { { 0, HOUR_MS, 10, N }, { HOUR_MS, 2 * HOUR_MS, 20, N }, { 2 * HOUR_MS, 3 * HOUR_MS, 30, N }, { 3 * HOUR_MS, 4 * HOUR_MS, 40, N } }, 4, { 10, 20, 30, 40 }, { 0 }, { 60, 60, 60, 60 }, { N, N, N, N } },
  { "a step of sampling over the edge goes to the newer hour", { { 59 * 60000, 61 * 60000, 10, N } }, 1, { 0, 10, 0, 0 }, { 0 }, { 1, 1, 0, 0 }, { DW_COUNTER_NO_DATA, N, DW_COUNTER_NO_DATA, DW_COUNTER_NO_DATA } },
  { "a gap within an hour is of that hour", { { 5 * 60000, 55 * 60000, 10, GAP } }, 1, { 10, 0, 0, 0 }, { 0 }, { 50, 0, 0, 0 }, { N, DW_COUNTER_NO_DATA, DW_COUNTER_NO_DATA, DW_COUNTER_NO_DATA } },
  { "a gap over borders marks all it touches", { { 30 * 60000, 150 * 60000, 10, GAP } }, 1, { 0, 0, 10, 0 }, { 0, 0, 10, 0 }, { 0 }, { GAP | DW_COUNTER_NO_DATA, GAP | DW_COUNTER_NO_DATA, GAP, DW_COUNTER_NO_DATA } },
  { "a gap from edge to edge crosses none", { { HOUR_MS, 2 * HOUR_MS, 10, GAP } }, 1, { 0, 10, 0, 0 }, { 0 }, { 0, 60, 0, 0 }, { DW_COUNTER_NO_DATA, N, DW_COUNTER_NO_DATA, DW_COUNTER_NO_DATA } },
  { "a gap that begins before the span", { { -5 * HOUR_MS, 90 * 60000, 10, GAP } }, 1, { 0, 10, 0, 0 }, { 0, 10, 0, 0 }, { 0 }, { GAP | DW_COUNTER_NO_DATA, GAP, DW_COUNTER_NO_DATA, DW_COUNTER_NO_DATA } },
  { "a gap that ends behind the span has its energy there", { { 210 * 60000, 9 * HOUR_MS, 10, GAP } }, 1, { 0 }, { 0 }, { 0 }, { DW_COUNTER_NO_DATA, DW_COUNTER_NO_DATA, DW_COUNTER_NO_DATA, GAP | DW_COUNTER_NO_DATA } },
  { "steps outside", { { -HOUR_MS, 0, 10, N }, { 4 * HOUR_MS, 5 * HOUR_MS, 10, N } }, 2, { 0 }, { 0 }, { 0 }, { DW_COUNTER_NO_DATA, DW_COUNTER_NO_DATA, DW_COUNTER_NO_DATA, DW_COUNTER_NO_DATA } },
  { "marks go with the energy", { { 0, 1, 1, RESET }, { 1, 2, 1, ROLLED }, { 2 * HOUR_MS - 1, 2 * HOUR_MS + 1, 1, REPLACED | ODD }, { 3 * HOUR_MS, 4 * HOUR_MS, 1, N } }, 4, { 2, 0, 1, 1 }, { 0 }, { 0, 0, 0, 60 }, { RESET | ROLLED, DW_COUNTER_NO_DATA, REPLACED | ODD, N } },
  { "a step whose clock was set back has no length", { { 90 * 60000, 90 * 60000, 10, CLOCK } }, 1, { 0, 10, 0, 0 }, { 0 }, { 0 }, { DW_COUNTER_NO_DATA, CLOCK, DW_COUNTER_NO_DATA, DW_COUNTER_NO_DATA } },
};

static void
periods_get_the_steps_that_end_in_them (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (splits); i++)
    {
      g_autoptr (DwCounterPeriods) periods = dw_counter_periods_new (hours_ms, 4);
      gint64 sum_wh = 0;

      g_test_message ("%s", splits[i].sentence);
      dw_counter_split (periods, splits[i].steps, splits[i].n_steps);
      for (guint k = 0; k < 4; k++)
        {
          g_assert_cmpint (periods->periods[k].energy_wh, ==, splits[i].energy_wh[k]);
          g_assert_cmpint (periods->periods[k].unplaced_wh, ==, splits[i].unplaced_wh[k]);
          g_assert_cmpint (periods->periods[k].covered_ms / 60000, ==, splits[i].covered_minutes[k]);
          g_assert_cmpuint (periods->periods[k].flags, ==, splits[i].flags[k]);
          sum_wh += periods->periods[k].energy_wh;
        }
      g_assert_cmpint (periods->total_wh, ==, sum_wh);
    }
}

/* A random series with outages, split at random edges, and the same series over two adjoining spans: nothing is lost or counted twice. */
static void
adjoining_spans_add_up (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint run = 0; run < 50; run++)
    {
      g_autoptr (DwCounter) counter = make_counter (100, NULL, 0);
      g_autoptr (GArray) steps = NULL;
      g_autoptr (DwCounterPeriods) whole = NULL;
      g_autoptr (DwCounterPeriods) left = NULL;
      g_autoptr (DwCounterPeriods) right = NULL;
      gint64 edges_ms[9] = { -1 };
      gint64 wh = 0;
      gint64 at_ms = 0;

      for (guint i = 0; i < 2000; i++)
        {
          g_assert_true (dw_counter_add (counter, at_ms, (double)wh / 1000, FALSE, NULL));
          at_ms += g_rand_double (random) < 0.02 ? g_rand_int_range (random, 1, 40) * (gint64)PERIOD_MS : PERIOD_MS;
          wh += g_rand_int_range (random, 0, 900);
        }
      for (guint i = 1; i < 8; i++)
        edges_ms[i] = edges_ms[i - 1] + g_rand_int_range (random, 1, (gint32)(at_ms / 9));
      edges_ms[8] = at_ms;
      steps = dw_counter_finish (counter);
      whole = dw_counter_periods_new (edges_ms, 8);
      left = dw_counter_periods_new (edges_ms, 3);
      right = dw_counter_periods_new (edges_ms + 3, 5);
      dw_counter_split (whole, (const DwCounterStep *)(gpointer)steps->data, steps->len);
      dw_counter_split (left, (const DwCounterStep *)(gpointer)steps->data, steps->len);
      dw_counter_split (right, (const DwCounterStep *)(gpointer)steps->data, steps->len);
      g_assert_cmpint (whole->total_wh, ==, left->total_wh + right->total_wh);
      for (guint i = 0; i < 8; i++)
        {
          const DwCounterPeriod *part = i < 3 ? &left->periods[i] : &right->periods[i - 3];

          g_assert_cmpint (part->energy_wh, ==, whole->periods[i].energy_wh);
          g_assert_cmpuint (part->flags, ==, whole->periods[i].flags);
          g_assert_cmpint (whole->periods[i].covered_ms, <=, edges_ms[i + 1] - edges_ms[i]);
        }
      {
        guint flags = 0;

        g_assert_cmpint (whole->total_wh, ==, sum_steps (steps, &flags));
      }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/counter/each-series-gives-its-steps", each_series_gives_its_steps);
  g_test_add_func ("/counter/times-out-of-order-are-refused-and-change-nothing", times_out_of_order_are_refused_and_change_nothing);
  g_test_add_func ("/counter/replacements-out-of-order-are-refused", replacements_out_of_order_are_refused);
  g_test_add_func ("/counter/a-coarse-counter-may-jump-by-its-last-digit", a_coarse_counter_may_jump_by_its_last_digit);
  g_test_add_func ("/counter/without-a-limit-every-rise-counts-and-a-fall-gives-nothing", without_a_limit_every_rise_counts_and_a_fall_gives_nothing);
  g_test_add_func ("/counter/random-counters-give-their-true-energy", random_counters_give_their_true_energy);
  g_test_add_func ("/counter/random-resets-lose-only-what-nobody-read", random_resets_lose_only_what_nobody_read);
  g_test_add_func ("/counter/shuffled-readings-give-no-energy-that-was-not", shuffled_readings_give_no_energy_that_was_not);
  g_test_add_func ("/counter/periods-get-the-steps-that-end-in-them", periods_get_the_steps_that_end_in_them);
  g_test_add_func ("/counter/adjoining-spans-add-up", adjoining_spans_add_up);
  return g_test_run ();
}
