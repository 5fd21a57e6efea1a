// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <complex.h>
#include <math.h>

#include "dw-supply-quality.h"

/* Unbalance by GB/T 15543: the table of domain facts 2.2, phasors as the judge of 20,000 random supplies, and everything that is no supply. */

typedef double (*Figure) (const double values[3]);

static const struct
{
  const char *sentence;
  Figure figure;
  double values[3];
  double percent;
  double tolerance;
} rows[] = {
  { "balanced lines", dw_supply_unbalance_of_lines, { 380, 380, 380 }, 0, 0 },
  { "lines 380/372/361", dw_supply_unbalance_of_lines, { 380, 372, 361 }, 2.964478043924126, 1e-11 },
  { "in any order", dw_supply_unbalance_of_lines, { 361, 380, 372 }, 2.964478043924126, 1e-11 },
  { "lines 400/380/360", dw_supply_unbalance_of_lines, { 400, 380, 360 }, 6.089365016453666, 1e-11 },
  { "a flat triangle of phasors", dw_supply_unbalance_of_lines, { 300, 200, 100.0001 }, 99.91432241190378, 1e-7 },
  { "two lines on one point", dw_supply_unbalance_of_lines, { 380, 380, 0 }, 100, 1e-9 },
  { "a flat triangle, rounded too short", dw_supply_unbalance_of_lines, { 400, 200, 199 }, 100, 0.3 },
  { "balanced phases", dw_supply_unbalance_of_phases, { 220, 220, 220 }, 0, 0 },
  { "phases 220/220/200 (not 6.25)", dw_supply_unbalance_of_phases, { 220, 220, 200 }, 3.125, 1e-12 },
  { "phases 230/220/210 (not 4.5455)", dw_supply_unbalance_of_phases, { 230, 220, 210 }, 2.6243194054074, 1e-11 },
  { "phases 220/215/225 (not 2.2727)", dw_supply_unbalance_of_phases, { 220, 215, 225 }, 1.3121597027037, 1e-11 },
  { "a lost phase", dw_supply_unbalance_of_phases, { 220, 220, 0 }, 50, 1e-12 },
  { "one phase alone", dw_supply_unbalance_of_phases, { 220, 0, 0 }, 100, 1e-12 },
  { "currents 100/60/20", dw_supply_current_unbalance, { 100, 60, 20 }, 80, 1e-12 },
  { "currents 50/40/30", dw_supply_current_unbalance, { 50, 40, 30 }, 40, 1e-12 },
  { "equal currents", dw_supply_current_unbalance, { 7, 7, 7 }, 0, 0 },
  { "one phase without current", dw_supply_current_unbalance, { 7, 0, 7 }, 100, 0 },
};

static void
figures_are_those_of_the_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].sentence);
      g_assert_cmpfloat_with_epsilon (rows[i].figure (rows[i].values), rows[i].percent, rows[i].tolerance + 1e-300);
    }
}

static const struct
{
  const char *sentence;
  Figure figure;
  double values[3];
} faults[] = {
  { "no voltage at all", dw_supply_unbalance_of_lines, { 0, 0, 0 } },
  { "a missing line voltage", dw_supply_unbalance_of_lines, { 380, NAN, 380 } },
  { "a negative line voltage", dw_supply_unbalance_of_lines, { 380, -380, 380 } },
  { "an endless line voltage", dw_supply_unbalance_of_lines, { 380, 380, INFINITY } },
  { "lines that close no triangle", dw_supply_unbalance_of_lines, { 400, 100, 100 } },
  { "in another order", dw_supply_unbalance_of_lines, { 100, 400, 100 } },
  { "one line alone", dw_supply_unbalance_of_lines, { 0, 0, 380 } },
  { "no phase voltage at all", dw_supply_unbalance_of_phases, { 0, 0, 0 } },
  { "a missing phase voltage", dw_supply_unbalance_of_phases, { NAN, 220, 220 } },
  { "a negative phase voltage", dw_supply_unbalance_of_phases, { 220, 220, -1 } },
  { "no current", dw_supply_current_unbalance, { 0, 0, 0 } },
  { "a missing current", dw_supply_current_unbalance, { 5, NAN, 5 } },
  { "a negative current", dw_supply_current_unbalance, { 5, -5, 5 } },
};

static void
what_is_no_supply_has_no_figure (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_test_message ("%s", faults[i].sentence);
      g_assert_true (isnan (faults[i].figure (faults[i].values)));
    }
}

/* The definition itself: ε = |Ua + a²Ub + aUc| / |Ua + aUb + a²Uc|. */
static double
find_of_phasors (const double complex phase_v[3])
{
  double complex a = cexp (2 * G_PI / 3 * I);
  double positive = cabs (phase_v[0] + a * phase_v[1] + a * a * phase_v[2]);
  double negative = cabs (phase_v[0] + a * a * phase_v[1] + a * phase_v[2]);

  return 100 * negative / positive;
}

static double complex
make_phasor (GRand *random, double degrees, double swing_v, double swing_degrees)
{
  double magnitude_v = 220 + g_rand_double_range (random, -swing_v, swing_v);
  double angle = (degrees + g_rand_double_range (random, -swing_degrees, swing_degrees)) * G_PI / 180;

  return magnitude_v * cexp (angle * I);
}

/* From nearly balanced to badly unbalanced supplies, with a zero sequence in them that line voltages do not show. */
static void
lines_agree_with_phasors (void)
{
  static const double swings[] = { 1e-6, 0.1, 5, 60 };
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  double worst = 0;

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 20000; i++)
    {
      double swing = swings[i % G_N_ELEMENTS (swings)];
      double complex u[3];
      double lines[3];

      for (guint k = 0; k < 3; k++)
        u[k] = make_phasor (random, -120.0 * k, swing, swing / 4);
      for (guint k = 0; k < 3; k++)
        lines[k] = cabs (u[k] - u[(k + 1) % 3]);
      worst = fmax (worst, fabs (dw_supply_unbalance_of_lines (lines) - find_of_phasors (u)));
    }
  g_test_message ("worst error %g %%", worst);
  g_assert_cmpfloat (worst, <, 1e-9);
}

static void
phases_agree_with_phasors_at_120_degrees (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 20000; i++)
    {
      double complex u[3];
      double phases[3];

      for (guint k = 0; k < 3; k++)
        {
          u[k] = make_phasor (random, -120.0 * k, i % 2 == 0 ? 1e-6 : 200, 1e-300);
          phases[k] = cabs (u[k]);
        }
      g_assert_cmpfloat_with_epsilon (dw_supply_unbalance_of_phases (phases), find_of_phasors (u), 1e-9);
    }
}

static void
the_exact_figure_is_preferred (void)
{
  static const double lines[] = { 400, 380, 360 };
  static const double open_lines[] = { 400, 100, 100 };
  static const double phases[] = { 220, 220, 200 };
  static const double missing[] = { NAN, NAN, NAN };
  gboolean approximate = TRUE;

  g_assert_cmpfloat_with_epsilon (dw_supply_voltage_unbalance (lines, phases, &approximate), 6.0893650, 1e-6);
  g_assert_false (approximate);
  g_assert_cmpfloat_with_epsilon (dw_supply_voltage_unbalance (missing, phases, &approximate), 3.125, 1e-9);
  g_assert_true (approximate);
  g_assert_cmpfloat_with_epsilon (dw_supply_voltage_unbalance (open_lines, phases, &approximate), 3.125, 1e-9);
  g_assert_true (approximate);
  g_assert_true (isnan (dw_supply_voltage_unbalance (missing, missing, &approximate)));
}

static void
the_load_is_that_of_the_fullest_phase (void)
{
  static const double three[] = { 20, 50, 30 };
  static const double broken[] = { 20, NAN, 30 };
  static const double negative[] = { 20, -1, 30 };
  static const double none[] = { 0, 0, 0 };

  g_assert_cmpfloat (dw_supply_load_rate (three, 3, 63), ==, 100 * 50 / 63.0);
  g_assert_cmpfloat (dw_supply_load_rate (three, 1, 40), ==, 50);
  g_assert_cmpfloat (dw_supply_load_rate (none, 3, 40), ==, 0);
  g_assert_true (isnan (dw_supply_load_rate (broken, 3, 63)));
  g_assert_true (isnan (dw_supply_load_rate (negative, 3, 63)));
  g_assert_true (isnan (dw_supply_load_rate (three, 3, 0)));
  g_assert_true (isnan (dw_supply_load_rate (three, 3, -63)));
  g_assert_true (isnan (dw_supply_load_rate (three, 3, NAN)));
  g_assert_true (isnan (dw_supply_load_rate (three, 0, 63)));
}

static void
the_power_factor_is_at_most_one (void)
{
  g_assert_cmpfloat (dw_supply_power_factor (9, 10), ==, 0.9);
  g_assert_cmpfloat (dw_supply_power_factor (-9, 10), ==, -0.9);
  g_assert_cmpfloat (dw_supply_power_factor (10.01, 10), ==, 1);
  g_assert_cmpfloat (dw_supply_power_factor (0, 10), ==, 0);
  g_assert_true (isnan (dw_supply_power_factor (0, 0)));
  g_assert_true (isnan (dw_supply_power_factor (9, -10)));
  g_assert_true (isnan (dw_supply_power_factor (NAN, 10)));
  g_assert_true (isnan (dw_supply_power_factor (9, NAN)));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/supply-quality/figures-are-those-of-the-table", figures_are_those_of_the_table);
  g_test_add_func ("/supply-quality/what-is-no-supply-has-no-figure", what_is_no_supply_has_no_figure);
  g_test_add_func ("/supply-quality/lines-agree-with-phasors", lines_agree_with_phasors);
  g_test_add_func ("/supply-quality/phases-agree-with-phasors-at-120-degrees", phases_agree_with_phasors_at_120_degrees);
  g_test_add_func ("/supply-quality/the-exact-figure-is-preferred", the_exact_figure_is_preferred);
  g_test_add_func ("/supply-quality/the-load-is-that-of-the-fullest-phase", the_load_is_that_of_the_fullest_phase);
  g_test_add_func ("/supply-quality/the-power-factor-is-at-most-one", the_power_factor_is_at_most_one);
  return g_test_run ();
}
