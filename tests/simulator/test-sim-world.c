// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-sim-electric.h"
#include "dw-sim-thermal.h"
#include "sim-fixture.h"

/* The physics: what the world promises about currents, voltages, residual currents, temperatures and energy. */

static void
test_star_without_neutral (void)
{
  /* 10, 20 and 40 ohms on 220 V: the phase voltages become 144.0, 249.5 and 288.0 V. */
  const double complex volts[] = { 220.0 * dw_sim_electric_phasor (0), 220.0 * dw_sim_electric_phasor (1), 220.0 * dw_sim_electric_phasor (2) };
  const double complex siemens[] = { 0.1, 0.05, 0.025 };
  const double wanted[] = { 144.0, 249.5, 288.0 };
  double complex star = dw_sim_electric_star_point (volts, siemens);

  for (int phase = 0; phase < DW_SIM_PHASES; phase++)
    sim_assert_near (cabs (volts[phase] - star), wanted[phase], 0.05);
  sim_assert_near (cabs (star), 83.2, 0.05);
}

static void
test_sag (void)
{
  /* Supply 231 + 1.5 cos (2 pi (hour - 3) / 24); an admittance of 46 A / 230 V = 0.2 S behind 0.5 ohm divides it by 1.1. */
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *idle = sim_add_node (world, "idle", DW_SIM_MODEL_NONE, NULL, 0.0);
  DwSimNode *busy = sim_add_node (world, "busy", DW_SIM_MODEL_NONE, NULL, 46.0);

  busy->line_ohm = 0.5;
  dw_sim_world_settle (world);
  sim_assert_near (dw_sim_node_voltage (idle, 0), 231.0 + 1.5 * cos (G_PI / 4.0), 1e-6);
  sim_assert_near (dw_sim_node_voltage (busy, 1), dw_sim_node_voltage (idle, 1) / 1.1, 1e-6);
  sim_assert_near (dw_sim_node_current (busy, 2), 0.2 * dw_sim_node_voltage (busy, 2), 1e-6);
}

static void
test_currents_add_up (void)
{
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *main_box = sim_add_node (world, "main", DW_SIM_MODEL_NONE, NULL, 5.0);
  DwSimNode *left = sim_add_node (world, "left", DW_SIM_MODEL_NONE, main_box, 12.0);
  DwSimNode *right = sim_add_node (world, "right", DW_SIM_MODEL_NONE, main_box, 7.0);

  left->power_factor = 0.8;
  left->line_ohm = main_box->line_ohm = 0.05;
  dw_sim_world_settle (world);
  for (int phase = 0; phase < DW_SIM_PHASES; phase++)
    {
      double complex own = main_box->own_siemens[phase] * main_box->volts[phase];
      sim_assert_near (cabs (main_box->amps[phase] - own - left->amps[phase] - right->amps[phase]), 0.0, 1e-9);
    }
  /* Resistive and inductive currents do not add as plain numbers. */
  g_assert_cmpfloat (dw_sim_node_current (main_box, 0), <, dw_sim_node_current (left, 0) + dw_sim_node_current (right, 0) + 5.04);
}

static void
test_neutral_current (void)
{
  static const struct
  {
    double share[DW_SIM_PHASES];
    double wanted; /* of 10 A */
  } rows[] = {
    { { 1, 1, 1 }, 0.0 },
    { { 1, 0, 0 }, 10.0 },
    { { 1, 1, 0 }, 10.0 },
    { { 2, 1, 1 }, 10.0 },
    { { 3, 2, 1 }, 17.3205 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DwSimWorld) world = sim_world_new ();
      DwSimNode *node = sim_add_node (world, "box", DW_SIM_MODEL_NONE, NULL, 10.0);

      memcpy (node->share, rows[i].share, sizeof node->share);
      dw_sim_world_settle (world);
      sim_assert_near (dw_sim_node_neutral_current (node), rows[i].wanted * dw_sim_node_voltage (node, 0) / 230.0, 1e-3);
    }
}

static void
test_power (void)
{
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *node = sim_add_node (world, "box", DW_SIM_MODEL_NONE, NULL, 20.0);

  node->power_factor = 0.8;
  dw_sim_world_settle (world);
  double apparent = dw_sim_node_voltage (node, 0) * dw_sim_node_current (node, 0);
  sim_assert_near (dw_sim_node_apparent_va (node, 0), apparent, 1e-6);
  sim_assert_near (dw_sim_node_active_w (node, 0), 0.8 * apparent, 1e-6);
  sim_assert_near (dw_sim_node_reactive_var (node, 0), 0.6 * apparent, 1e-6);
  sim_assert_near (dw_sim_node_power_factor (node, 0), 0.8, 1e-9);
}

static void
test_energy (void)
{
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *node = sim_add_node (world, "box", DW_SIM_MODEL_NONE, NULL, 10.0);

  dw_sim_world_settle (world);
  double kw = 3.0 * dw_sim_node_active_w (node, 0) / 1000.0;
  dw_sim_world_advance (world, 600 * 1000);
  /* Ten minutes; the supply drifts by a few hundredths of a volt meanwhile. */
  sim_assert_near (node->energy_kwh, kw / 6.0, kw / 6.0 * 1e-3);
  sim_assert_near (node->tariff_kwh[3], node->energy_kwh, 1e-9);
}

static void
test_steady_rise (void)
{
  static const struct
  {
    double joint, current_a, wanted_k;
  } rows[] = {
    { 1.0, 0.0, 0.0 },
    { 1.0, 63.0, 28.0 },
    { 1.0, 31.5, 7.0 },
    { 1.0, 126.0, 112.0 },
    { 4.0, 31.5, 28.0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    sim_assert_near (dw_sim_thermal_steady_rise (28.0, rows[i].joint, rows[i].current_a, 63.0), rows[i].wanted_k, 1e-9);
}

static void
test_time_constant (void)
{
  /* After one time constant 63.2 % of the way is done, whatever the steps. */
  double once = dw_sim_thermal_follow (0.0, 40.0, 1200.0, 1200.0);
  double often = 0.0;

  for (int i = 0; i < 12000; i++)
    often = dw_sim_thermal_follow (often, 40.0, 0.1, 1200.0);
  sim_assert_near (once, 40.0 * (1.0 - exp (-1.0)), 1e-9);
  sim_assert_near (often, once, 1e-6);
}

static void
test_cable_warms_with_time (void)
{
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *node = sim_add_node (world, "box", DW_SIM_MODEL_NONE, NULL, 0.0);

  node->tau_s = 600.0;
  dw_sim_world_settle (world);
  sim_assert_near (node->rise[0], 0.0, 1e-9);
  node->load_a = 63.0;
  dw_sim_world_advance (world, 600 * 1000);
  double full = dw_sim_thermal_steady_rise (28.0, 1.0, dw_sim_node_current (node, 0), 63.0);
  sim_assert_near (node->rise[0], full * (1.0 - exp (-1.0)), 0.05);
  sim_assert_near (dw_sim_node_temperature (node, 0), node->box_c + node->rise[0], 1e-9);
}

static void
test_loose_joint (void)
{
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *node = sim_add_node (world, "box", DW_SIM_MODEL_NONE, NULL, 40.0);

  dw_sim_world_settle (world);
  double healthy = node->rise[2];
  sim_fault (world, "loose-joint", "box", 5.0, 0.0);
  dw_sim_world_settle (world);
  sim_assert_near (node->rise[2], 5.0 * healthy, 1e-6);
  sim_assert_near (node->rise[0], healthy, 1e-6);
}

static void
test_open_breaker (void)
{
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *box = sim_add_node (world, "box", DW_SIM_MODEL_ARCM300T, NULL, 5.0);
  DwSimNode *breaker = sim_add_node (world, "breaker", DW_SIM_MODEL_LX47, box, 10.0);
  DwSimNode *behind = sim_add_node (world, "behind", DW_SIM_MODEL_NONE, breaker, 3.0);

  breaker->baseline_ma = 9.0;
  behind->baseline_ma = 4.0;
  dw_sim_world_settle (world);
  g_assert_cmpfloat (dw_sim_node_current (box, 0), >, 17.9);
  g_assert_cmpfloat (dw_sim_node_residual_ma (breaker), >, 11.0);
  dw_sim_breaker_trip (&breaker->breaker);
  dw_sim_world_advance (world, 100);
  sim_assert_near (dw_sim_node_current (breaker, 0), 0.0, 1e-9);
  sim_assert_near (dw_sim_node_current (behind, 0), 0.0, 1e-9);
  sim_assert_near (dw_sim_node_voltage (behind, 0), 0.0, 1e-9);
  sim_assert_near (dw_sim_node_residual_ma (breaker), 0.0, 1e-9);
  g_assert_cmpfloat (dw_sim_node_voltage (breaker, 0), >, 225.0);
  sim_assert_near (dw_sim_node_current (box, 0), 5.0 * dw_sim_node_voltage (box, 0) / 230.0, 1e-6);
}

static void
test_leak_flows_up (void)
{
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *main_box = sim_add_node (world, "main", DW_SIM_MODEL_NONE, NULL, 0.0);
  DwSimNode *left = sim_add_node (world, "left", DW_SIM_MODEL_NONE, main_box, 0.0);
  DwSimNode *right = sim_add_node (world, "right", DW_SIM_MODEL_NONE, main_box, 0.0);

  left->leak_phase = 0;
  right->leak_phase = 1;
  sim_fault (world, "leakage-step", "left", 300.0, 0.0);
  sim_fault (world, "leakage-step", "right", 300.0, 0.0);
  dw_sim_world_settle (world);
  sim_assert_near (dw_sim_node_residual_ma (left), 300.0, 1e-6);
  /* Two equal leaks 120 degrees apart leave one. */
  sim_assert_near (dw_sim_node_residual_ma (main_box), 300.0, 1e-6);
  right->leak_phase = 0;
  dw_sim_world_settle (world);
  sim_assert_near (dw_sim_node_residual_ma (main_box), 600.0, 1e-6);
}

static void
test_drift_grows (void)
{
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *node = sim_add_node (world, "box", DW_SIM_MODEL_NONE, NULL, 0.0);
  DwSimFaultRequest request = { 160.0, -1, 80.0, 0.0 };

  dw_sim_world_settle (world);
  dw_sim_fault_apply (world, "leakage-drift", "box", &request, NULL);
  dw_sim_world_advance (world, 20 * 1000);
  sim_assert_near (dw_sim_node_residual_ma (node), 40.0, 0.01);
  dw_sim_world_advance (world, 60 * 1000);
  sim_assert_near (dw_sim_node_residual_ma (node), 160.0, 0.01);
  dw_sim_world_advance (world, 60 * 1000);
  sim_assert_near (dw_sim_node_residual_ma (node), 160.0, 0.01);
}

static void
test_phase_loss (void)
{
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *node = sim_add_node (world, "box", DW_SIM_MODEL_NONE, NULL, 10.0);

  sim_fault (world, "phase-loss", "box", NAN, 0.0); /* preset: B */
  dw_sim_world_settle (world);
  double volts = dw_sim_node_voltage (node, 0);
  sim_assert_near (dw_sim_node_voltage (node, 1), 0.0, 1e-9);
  sim_assert_near (dw_sim_node_current (node, 1), 0.0, 1e-9);
  sim_assert_near (dw_sim_node_voltage (node, 2), volts, 1e-6);
  sim_assert_near (dw_sim_node_line_voltage (node, 0), volts, 1e-6);
  sim_assert_near (dw_sim_node_line_voltage (node, 1), volts, 1e-6);
  sim_assert_near (dw_sim_node_line_voltage (node, 2), volts * sqrt (3.0), 1e-6);
}

static void
test_broken_neutral (void)
{
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *node = sim_add_node (world, "box", DW_SIM_MODEL_NONE, NULL, 10.0);
  const double share[] = { 4.0, 2.0, 1.0 };

  memcpy (node->share, share, sizeof share);
  dw_sim_world_settle (world);
  double volts = dw_sim_node_voltage (node, 0);
  sim_fault (world, "broken-neutral", "box", NAN, 0.0);
  dw_sim_world_settle (world);
  /* The same star as 10, 20, 40 ohms: 144.0, 249.5, 288.0 of 220. Line voltages do not move, and no current is left for the neutral. */
  sim_assert_near (dw_sim_node_voltage (node, 0), volts * 144.02 / 220.0, 0.1);
  sim_assert_near (dw_sim_node_voltage (node, 1), volts * 249.45 / 220.0, 0.1);
  sim_assert_near (dw_sim_node_voltage (node, 2), volts * 288.04 / 220.0, 0.1);
  sim_assert_near (dw_sim_node_line_voltage (node, 0), volts * sqrt (3.0), 1e-6);
  sim_assert_near (dw_sim_node_neutral_current (node), 0.0, 1e-9);
}

static void
test_overload (void)
{
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *node = sim_add_node (world, "box", DW_SIM_MODEL_NONE, NULL, 10.0);

  sim_fault (world, "overload", "box", 120.0, 0.0);
  for (int i = 0; i < 20; i++)
    dw_sim_world_settle (world);
  for (int phase = 0; phase < DW_SIM_PHASES; phase++)
    sim_assert_near (dw_sim_node_current (node, phase), 1.2 * 63.0, 0.1);
}

static void
test_probe_absent (void)
{
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *node = sim_add_node (world, "box", DW_SIM_MODEL_NONE, NULL, 10.0);

  dw_sim_world_settle (world);
  sim_fault (world, "probe-absent", "box", 2.0, 0.0);
  g_assert_true (isnan (dw_sim_node_temperature (node, 1)));
  g_assert_false (isnan (dw_sim_node_temperature (node, 0)));
  sim_clear (world, "probe-absent", "box");
  g_assert_false (isnan (dw_sim_node_temperature (node, 1)));
  node->probe[3] = FALSE;
  g_assert_true (isnan (dw_sim_node_temperature (node, 3)));
}

static void
test_load_curves (void)
{
  /* Share of the load by kind, hour and weekday: each row must be greater than the next one of its pair. */
  static const struct
  {
    const char *truth;
    DwSimLoadKind kind;
    struct
    {
      DwSimSchoolKind school;
      double hour;
      int weekday;
      int month;
    } more, less;
  } rows[] = {
    { "lessons light the classrooms", DW_SIM_LOAD_LIGHTING, { 0, 10, 1, 5 }, { 0, 2, 1, 5 } },
    { "a Sunday is dark", DW_SIM_LOAD_LIGHTING, { 0, 10, 1, 5 }, { 0, 10, 6, 5 } },
    { "a middle school studies in the evening", DW_SIM_LOAD_SOCKETS, { DW_SIM_SCHOOL_MIDDLE, 20, 1, 5 }, { DW_SIM_SCHOOL_PRIMARY, 20, 1, 5 } },
    { "but not on Saturday", DW_SIM_LOAD_SOCKETS, { DW_SIM_SCHOOL_MIDDLE, 20, 1, 5 }, { DW_SIM_SCHOOL_MIDDLE, 20, 5, 5 } },
    { "July cools more than April", DW_SIM_LOAD_AIRCON, { 0, 14, 1, 7 }, { 0, 14, 1, 4 } },
    { "kitchens cook before noon", DW_SIM_LOAD_KITCHEN, { 0, 11, 1, 5 }, { 0, 15, 1, 5 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      double more = dw_sim_load_share (rows[i].kind, rows[i].more.school, rows[i].more.hour, rows[i].more.weekday < 5, rows[i].more.month);
      double less = dw_sim_load_share (rows[i].kind, rows[i].less.school, rows[i].less.hour, rows[i].less.weekday < 5, rows[i].less.month);

      g_test_message ("%s: %g > %g", rows[i].truth, more, less);
      g_assert_cmpfloat (more, >, 1.3 * less);
      g_assert_cmpfloat (more, <=, 1.0);
    }
}

static void
test_school_days (void)
{
  static const struct
  {
    const char *what;
    int year, month, day;
    gboolean is_school_day;
  } rows[] = {
    { "a Monday in November", 2026, 11, 23, TRUE },
    { "a Friday", 2026, 11, 27, TRUE },
    { "a Saturday", 2026, 11, 28, FALSE },
    { "a Sunday", 2026, 11, 29, FALSE },
    { "new year, a Friday", 2027, 1, 1, FALSE },
    { "the last day before the winter vacation", 2027, 1, 19, TRUE },
    { "the winter vacation", 2027, 2, 3, FALSE },
    { "the summer vacation", 2027, 7, 14, FALSE },
    { "its last day, a Tuesday", 2027, 8, 31, FALSE },
    { "the first day of school", 2027, 9, 1, TRUE },
    { "national days, a Tuesday", 2027, 10, 5, FALSE },
    { "and after them, a Friday", 2027, 10, 8, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GDateTime) noon = g_date_time_new_utc (rows[i].year, rows[i].month, rows[i].day, 12, 0, 0);

      g_test_message ("%s", rows[i].what);
      g_assert_cmpint (dw_sim_load_is_school_day (g_date_time_to_unix (noon) / 86400), ==, rows[i].is_school_day);
    }
}

static void
test_calendar (void)
{
  g_autoptr (DwSimWorld) world = sim_world_new ();

  g_assert_cmpint (dw_sim_world_weekday (world), ==, 0);
  g_assert_cmpint (dw_sim_world_month (world), ==, 1);
  sim_assert_near (dw_sim_world_hour (world), 0.0, 1e-9);
  world->now_ms -= 1;
  g_assert_cmpint (dw_sim_world_weekday (world), ==, 6);
  g_assert_cmpfloat (dw_sim_world_hour (world), >, 23.999);
}

static double
run_noisy (guint32 seed, gint64 piece_ms)
{
  g_autoptr (DwSimWorld) world = dw_sim_world_new (seed, SIM_START_MS, 480);
  DwSimNode *node = sim_add_node (world, "box", DW_SIM_MODEL_ARCM300T, NULL, 10.0);

  node->baseline_ma = 80.0;
  dw_sim_world_settle (world);
  for (gint64 done_ms = 0; done_ms < 60000; done_ms += piece_ms)
    dw_sim_world_advance (world, piece_ms);
  return dw_sim_node_residual_ma (node) + 1000.0 * dw_sim_node_current (node, 0) + 1e6 * world->frequency_hz;
}

static void
test_seed (void)
{
  g_assert_cmpfloat (run_noisy (5, 60000), ==, run_noisy (5, 60000));
  g_assert_cmpfloat (run_noisy (5, 60000), ==, run_noisy (5, 30));
  g_assert_cmpfloat (run_noisy (5, 60000), !=, run_noisy (6, 60000));
}

static void
test_noise_is_small (void)
{
  g_autoptr (DwSimWorld) world = dw_sim_world_new (3, SIM_START_MS, 480);
  DwSimNode *node = sim_add_node (world, "box", DW_SIM_MODEL_ARCM300T, NULL, 10.0);
  double least = G_MAXDOUBLE, most = 0.0;

  node->baseline_ma = 80.0;
  dw_sim_world_settle (world);
  for (int i = 0; i < 3000; i++)
    {
      dw_sim_world_advance (world, 1000);
      least = MIN (least, dw_sim_node_residual_ma (node));
      most = MAX (most, dw_sim_node_residual_ma (node));
    }
  g_assert_cmpfloat (least, >, 65.0);
  g_assert_cmpfloat (most, <, 95.0);
  g_assert_cmpfloat (most - least, >, 1.0);
}

static void
test_faults_end (void)
{
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *node = sim_add_node (world, "box", DW_SIM_MODEL_NONE, NULL, 0.0);

  sim_fault (world, "leakage-step", "box", 200.0, 10.0);
  dw_sim_world_advance (world, 9900);
  sim_assert_near (dw_sim_node_residual_ma (node), 200.0, 1e-6);
  dw_sim_world_advance (world, 200);
  sim_assert_near (dw_sim_node_residual_ma (node), 0.0, 1e-6);
}

static void
test_wrong_faults (void)
{
  static const struct
  {
    const char *name, *target;
    double value;
    int code;
  } rows[] = {
    { "lightning", "box", NAN, G_IO_ERROR_NOT_FOUND },
    { "leakage-step", "nowhere", NAN, G_IO_ERROR_NOT_FOUND },
    { "leakage-step", "GW", NAN, G_IO_ERROR_INVALID_ARGUMENT },
    { "gateway-silent", "box", NAN, G_IO_ERROR_INVALID_ARGUMENT },
    { "leakage-step", "box", -1.0, G_IO_ERROR_INVALID_ARGUMENT },
    { "leakage-step", "box", 1e9, G_IO_ERROR_INVALID_ARGUMENT },
    { "probe-absent", "box", 5.0, G_IO_ERROR_INVALID_ARGUMENT },
  };
  g_autoptr (DwSimWorld) world = sim_world_new ();

  sim_add_node (world, "box", DW_SIM_MODEL_NONE, NULL, 0.0);
  dw_sim_world_add_gateway (world, "GW", FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      DwSimFaultRequest request = { rows[i].value, -1, 0.0, 0.0 };
      g_autoptr (GError) error = NULL;

      g_assert_false (dw_sim_fault_apply (world, rows[i].name, rows[i].target, &request, &error));
      g_assert_error (error, G_IO_ERROR, rows[i].code);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim-world/star-without-neutral-has-the-textbook-voltages", test_star_without_neutral);
  g_test_add_func ("/sim-world/voltage-sags-with-load", test_sag);
  g_test_add_func ("/sim-world/currents-add-up-as-phasors", test_currents_add_up);
  g_test_add_func ("/sim-world/neutral-current-comes-from-phasors", test_neutral_current);
  g_test_add_func ("/sim-world/power-fits-voltage-and-current", test_power);
  g_test_add_func ("/sim-world/energy-integrates-power", test_energy);
  g_test_add_func ("/sim-world/steady-rise-goes-with-the-square", test_steady_rise);
  g_test_add_func ("/sim-world/time-constant-does-not-depend-on-steps", test_time_constant);
  g_test_add_func ("/sim-world/cable-warms-with-its-time-constant", test_cable_warms_with_time);
  g_test_add_func ("/sim-world/loose-joint-multiplies-one-phase", test_loose_joint);
  g_test_add_func ("/sim-world/open-breaker-takes-the-load-off", test_open_breaker);
  g_test_add_func ("/sim-world/leakage-flows-up-as-a-phasor", test_leak_flows_up);
  g_test_add_func ("/sim-world/leakage-drift-grows-and-stays", test_drift_grows);
  g_test_add_func ("/sim-world/phase-loss-leaves-two-phases", test_phase_loss);
  g_test_add_func ("/sim-world/broken-neutral-shifts-the-star", test_broken_neutral);
  g_test_add_func ("/sim-world/overload-reaches-its-share-of-rated", test_overload);
  g_test_add_func ("/sim-world/absent-probe-has-no-value", test_probe_absent);
  g_test_add_func ("/sim-world/load-follows-hour-weekday-and-season", test_load_curves);
  g_test_add_func ("/sim-world/calendar-is-local", test_calendar);
  g_test_add_func ("/sim-world/school-days-is-local", test_school_days);
  g_test_add_func ("/sim-world/equal-seeds-give-equal-worlds", test_seed);
  g_test_add_func ("/sim-world/noise-stays-small-but-is-there", test_noise_is_small);
  g_test_add_func ("/sim-world/faults-end-by-themselves", test_faults_end);
  g_test_add_func ("/sim-world/wrong-faults-are-refused", test_wrong_faults);
  return g_test_run ();
}
