// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <complex.h>
#include <math.h>

#include "engine-kit.h"

/* The supply rules: phase loss, supply lost, broken neutral (domain facts D12, D14; event names 2.4). */

#define T DW_VERDICT_TRUE
#define F DW_VERDICT_FALSE
#define U DW_VERDICT_UNKNOWN

static const char *const three_phase[] = { "voltage_a", "voltage_b", "voltage_c", "voltage_ab", "voltage_bc", "voltage_ca", NULL };
static const char *const three_phase_star[] = { "voltage_a", "voltage_b", "voltage_c", NULL };
static const char *const single_phase[] = { "voltage_a", NULL };

typedef struct
{
  const char *sentence;
  double volts[6]; /* a b c ab bc ca */
  DwVerdict loss[3];
  DwVerdict lost;
  DwVerdict neutral;
} Row;

static const Row rows[] = {
  { "a healthy supply", { 220, 221, 219, 381, 381, 381 }, { F, F, F }, F, F },
  { "phase B at 38 V", { 221, 38, 220, 230, 228, 382 }, { F, T, F }, F, F },
  { "phase C dead", { 220, 220, 0, 381, 220, 220 }, { F, F, T }, F, F },
  { "at 0.7 Un it is not lost", { 154, 220, 220, 327, 381, 327 }, { F, F, F }, F, F },
  { "two phases low is no loss of one", { 100, 100, 220, 173, 285, 285 }, { F, F, F }, F, F },
  { "everything sags together", { 140, 140, 140, 242, 242, 242 }, { F, F, F }, F, F },
  { "all below 0.1 Un", { 2, 0, 3, 3, 1, 2 }, { F, F, F }, T, F },
  { "one phase still there", { 220, 0, 0, 220, 0, 220 }, { F, F, F }, F, F },
  { "D12: star 10/20/40 ohm without neutral", { 144.0, 249.5, 288.0, 381.1, 381.1, 381.1 }, { F, F, F }, F, T },
  { "a split with unbalanced lines has another cause", { 144.0, 249.5, 288.0, 381.1, 350, 381.1 }, { F, F, F }, F, F },
  { "a shift below a tenth of Un is load", { 215, 225, 232, 388, 388, 388 }, { F, F, F }, F, F },
};

static void
read_volts (DwDevice *device,
            const double *volts,
            guint n_volts)
{
  for (guint i = 0; i < n_volts; i++)
    kit_read_at (device, three_phase[i], volts[i], DW_QUALITY_GOOD, 0, KIT_NOW_MS);
}

static void
assert_row (KitProbe *probe,
            const Row *row)
{
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (kit_probe_verdict (probe, three_phase[i], DW_ALARM_PHASE_LOSS), ==, row->loss[i]);
  g_assert_cmpint (kit_probe_verdict (probe, "", DW_ALARM_SUPPLY_LOST), ==, row->lost);
  g_assert_cmpint (kit_probe_verdict (probe, "", DW_ALARM_BROKEN_NEUTRAL), ==, row->neutral);
}

static void
voltages_are_told_apart (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DwDevice) device = kit_device_new (7, three_phase);
      g_autoptr (KitProbe) probe = kit_probe_new ();

      g_test_message ("%s", rows[i].sentence);
      read_volts (device, rows[i].volts, 6);
      kit_probe_run (probe, &dw_rule_phase, device);
      assert_row (probe, &rows[i]);
    }
}

/* The star point by Millman's theorem, independent of the formula under test: any three loads, then magnitudes only. */
static double
solve_star (const double ohms[3],
            double phase_v[3],
            double line_v[3])
{
  double complex source[3];
  double complex weighted = 0;
  double admittance = 0;

  for (guint i = 0; i < 3; i++)
    {
      source[i] = 220 * cexp (-I * 2 * G_PI / 3 * (double)i);
      weighted += source[i] / ohms[i];
      admittance += 1 / ohms[i];
    }
  for (guint i = 0; i < 3; i++)
    {
      phase_v[i] = cabs (source[i] - weighted / admittance);
      line_v[i] = cabs (source[i] - source[(i + 1) % 3]);
    }
  return cabs (weighted / admittance);
}

static void
the_published_star_gives_the_published_numbers (void)
{
  const double ohms[3] = { 10, 20, 40 };
  double phase_v[3];
  double line_v[3];
  double shift_v = solve_star (ohms, phase_v, line_v);

  g_assert_cmpfloat_with_epsilon (phase_v[0], 144.0, 0.05);
  g_assert_cmpfloat_with_epsilon (phase_v[1], 249.5, 0.05);
  g_assert_cmpfloat_with_epsilon (phase_v[2], 288.0, 0.05);
  g_assert_cmpfloat_with_epsilon (shift_v, 83.2, 0.05);
  g_assert_cmpfloat_with_epsilon (dw_supply_neutral_shift (phase_v, line_v), 83.2, 0.05);
}

static void
magnitudes_find_the_shift_of_any_load (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint n = 0; n < 200; n++)
    {
      double ohms[3];
      double phase_v[3];
      double line_v[3];
      double shift_v;

      for (guint i = 0; i < 3; i++)
        ohms[i] = g_rand_double_range (random, 1, 1000);
      shift_v = solve_star (ohms, phase_v, line_v);
      g_assert_cmpfloat_with_epsilon (dw_supply_neutral_shift (phase_v, line_v), shift_v, 1e-3);
    }
}

static void
a_balanced_supply_has_no_shift (void)
{
  const double phase_v[3] = { 220, 220, 220 };
  const double line_v[3] = { 381.1, 381.1, 381.1 }; /* Rounded up: the root must not become a NaN. */

  g_assert_cmpfloat_with_epsilon (dw_supply_neutral_shift (phase_v, line_v), 0, 3);
  g_assert_false (isnan (dw_supply_neutral_shift (phase_v, line_v)));
}

static void
the_finding_names_shift_and_limit (void)
{
  const double volts[6] = { 144.0, 249.5, 288.0, 381.1, 381.1, 381.1 };
  g_autoptr (DwDevice) device = kit_device_new (7, three_phase);
  g_autoptr (KitProbe) probe = kit_probe_new ();
  const DwFinding *finding;

  read_volts (device, volts, 6);
  kit_probe_run (probe, &dw_rule_phase, device);
  finding = kit_probe_find (probe, "", DW_ALARM_BROKEN_NEUTRAL);
  g_assert_cmpfloat_with_epsilon (finding->value, 83.2, 0.2);
  g_assert_cmpfloat_with_epsilon (finding->limit, 22, 1e-9);
}

static void
hysteresis_keeps_a_finding (void)
{
  const double healing[6] = { 156, 220, 220, 328, 381, 328 };
  g_autoptr (DwDevice) device = kit_device_new (7, three_phase);
  g_autoptr (KitProbe) probe = kit_probe_new ();

  read_volts (device, healing, 6);
  kit_probe_run (probe, &dw_rule_phase, device);
  g_assert_cmpint (kit_probe_verdict (probe, "voltage_a", DW_ALARM_PHASE_LOSS), ==, F);
  kit_probe_hold (probe, "voltage_a", DW_ALARM_PHASE_LOSS, TRUE);
  kit_probe_run (probe, &dw_rule_phase, device);
  g_assert_cmpint (kit_probe_verdict (probe, "voltage_a", DW_ALARM_PHASE_LOSS), ==, T);
}

/* When the rest goes too, that is another finding. */
static void
a_lost_supply_ends_a_lost_phase (void)
{
  const double dead[6] = { 0, 0, 0, 0, 0, 0 };
  g_autoptr (DwDevice) device = kit_device_new (7, three_phase);
  g_autoptr (KitProbe) probe = kit_probe_new ();

  read_volts (device, dead, 6);
  kit_probe_hold (probe, "voltage_b", DW_ALARM_PHASE_LOSS, TRUE);
  kit_probe_run (probe, &dw_rule_phase, device);
  g_assert_cmpint (kit_probe_verdict (probe, "voltage_b", DW_ALARM_PHASE_LOSS), ==, F);
  g_assert_cmpint (kit_probe_verdict (probe, "", DW_ALARM_SUPPLY_LOST), ==, T);
}

/* Without line voltages nobody can say that the neutral is broken; a phase that is high is then not normal either. */
static void
without_line_voltages_there_is_no_neutral_finding (void)
{
  const double split[3] = { 144.0, 249.5, 288.0 };
  g_autoptr (DwDevice) device = kit_device_new (7, three_phase_star);
  g_autoptr (KitProbe) probe = kit_probe_new ();

  read_volts (device, split, 3);
  kit_probe_run (probe, &dw_rule_phase, device);
  g_assert_null (kit_probe_find (probe, "", DW_ALARM_BROKEN_NEUTRAL));
  g_assert_cmpint (kit_probe_verdict (probe, "voltage_a", DW_ALARM_PHASE_LOSS), ==, F);
}

static void
a_single_phase_knows_only_supply_lost (void)
{
  const double dead[1] = { 0 };
  g_autoptr (DwDevice) device = kit_device_new (7, single_phase);
  g_autoptr (KitProbe) probe = kit_probe_new ();

  read_volts (device, dead, 1);
  kit_probe_run (probe, &dw_rule_phase, device);
  g_assert_cmpint (kit_probe_verdict (probe, "", DW_ALARM_SUPPLY_LOST), ==, T);
  g_assert_null (kit_probe_find (probe, "voltage_a", DW_ALARM_PHASE_LOSS));
}

static void
one_bad_reading_leaves_everything_open (void)
{
  static const struct
  {
    const char *sentence;
    DwQuality quality;
    int age_ms;
  } bad[] = {
    { "a doubtful phase", DW_QUALITY_DOUBTFUL, 0 },
    { "an old phase", DW_QUALITY_OLD, 0 },
    { "a phase read much earlier than the others", DW_QUALITY_GOOD, 2 * KIT_PERIOD_MS + 1 },
    { "a phase with a broken sensor", DW_QUALITY_SENSOR_FAULT, 0 },
  };
  const double volts[6] = { 220, 0, 220, 220, 220, 381 };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (DwDevice) device = kit_device_new (7, three_phase);
      g_autoptr (KitProbe) probe = kit_probe_new ();

      g_test_message ("%s", bad[i].sentence);
      read_volts (device, volts, 6);
      kit_read_at (device, "voltage_a", 220, bad[i].quality, 0, KIT_NOW_MS - bad[i].age_ms);
      kit_probe_run (probe, &dw_rule_phase, device);
      g_assert_cmpint (kit_probe_verdict (probe, "voltage_b", DW_ALARM_PHASE_LOSS), ==, U);
      g_assert_cmpint (kit_probe_verdict (probe, "", DW_ALARM_SUPPLY_LOST), ==, U);
      g_assert_cmpint (kit_probe_verdict (probe, "", DW_ALARM_BROKEN_NEUTRAL), ==, U);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rule-phase/voltages-are-told-apart", voltages_are_told_apart);
  g_test_add_func ("/rule-phase/the-published-star-gives-the-published-numbers/D12", the_published_star_gives_the_published_numbers);
  g_test_add_func ("/rule-phase/magnitudes-find-the-shift-of-any-load", magnitudes_find_the_shift_of_any_load);
  g_test_add_func ("/rule-phase/a-balanced-supply-has-no-shift", a_balanced_supply_has_no_shift);
  g_test_add_func ("/rule-phase/the-finding-names-shift-and-limit", the_finding_names_shift_and_limit);
  g_test_add_func ("/rule-phase/hysteresis-keeps-a-finding", hysteresis_keeps_a_finding);
  g_test_add_func ("/rule-phase/a-lost-supply-ends-a-lost-phase", a_lost_supply_ends_a_lost_phase);
  g_test_add_func ("/rule-phase/without-line-voltages-there-is-no-neutral-finding", without_line_voltages_there_is_no_neutral_finding);
  g_test_add_func ("/rule-phase/a-single-phase-knows-only-supply-lost", a_single_phase_knows_only_supply_lost);
  g_test_add_func ("/rule-phase/one-bad-reading-leaves-everything-open", one_bad_reading_leaves_everything_open);
  return g_test_run ();
}
