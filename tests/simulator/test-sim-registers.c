// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "sim-fixture.h"

/* Known values of the world at the addresses that the makers' maps give, word by word and computed by hand. The electric state is set directly:
 * no step of the world runs here. */

static void
set_phasor (double complex *phasors, int phase, double size, double behind_degrees)
{
  phasors[phase] = size * cexp (_Complex_I * (-G_PI / 180.0 * (120.0 * phase + behind_degrees)));
}

static void
expect_words (DwSimWorld *world, DwSimNode *node, guint8 function, guint16 address, const guint16 *words, guint16 count)
{
  DwModbusReply reply;

  g_assert_cmpint (sim_read (world, node, function, address, count, &reply), ==, 0);
  for (guint i = 0; i < count; i++)
    {
      if (reply.words[i] != words[i])
        g_test_message ("register %04X", address + i);
      g_assert_cmphex (reply.words[i], ==, words[i]);
    }
}

static void
test_arcm_block_a (void)
{
  /* The reference's example of block A: residual 642 mA, 38.5, 41.2, -5.5 and no probe, alarm captured at 631 mA, DI1 closed.
   * Its DO word is a maker's; here the sounder is on, so bit 0 is set. */
  static const guint16 wanted[42] = {
    0x001e, 0x0010, 0x0000, 0x0001, 0x0000, 0x0282, 0x0181, 0x019c, 0xffc9, 0xf830, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0x0277, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0x0001, 0x0001
  };
  static const guint16 limits[] = { 0x0258, 0x0050, 0x005a, 0x0064, 0x0078 };
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *node = sim_add_node (world, "box", DW_SIM_MODEL_ARCM300T, NULL, 0.0);

  node->leak = 642.0;
  node->box_c = 20.0;
  node->rise[0] = 18.5;
  node->rise[1] = 21.2;
  node->rise[2] = -25.5;
  node->probe[3] = FALSE;
  node->arcm.alarm = 1;
  node->arcm.captured[0] = 631.0;
  memcpy (node->arcm.limits, limits, sizeof limits);
  expect_words (world, node, 3, 0x1000, wanted, G_N_ELEMENTS (wanted));
  expect_words (world, node, 3, 0x1033, limits, G_N_ELEMENTS (limits));
}

static void
test_arcm_block_b (void)
{
  /* 231.4, 228.9 and 230.1 V at 120 degrees: line voltages are the roots of a² + b² + ab = 398.6, 397.5, 399.7 V. 12.345, 0.678 and 0 A. */
  static const guint16 wanted[26] = {
    0x090a, 0x08f1, 0x08fd, 3986, 3975, 3997, 0, 0, 0, 0x0100, 2500, 2500, 2500, 1800, 1800, 1800,
    0x3039, 0x02a6, 0, 0, 0, 0, 0x0001, 30000, 30000, 30000
  };
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *node = sim_add_node (world, "box", DW_SIM_MODEL_ARCM300T, NULL, 0.0);
  const double volts[] = { 231.4, 228.9, 230.1 }, amps[] = { 12.345, 0.678, 0.0 };

  for (int phase = 0; phase < DW_SIM_PHASES; phase++)
    {
      set_phasor (node->volts, phase, volts[phase], 0.0);
      set_phasor (node->amps, phase, amps[phase], 20.0);
      node->arcm.out_captured[0][phase] = 250.0;
      node->arcm.out_captured[1][phase] = 180.0;
      node->arcm.out_captured[2][phase] = 30.0;
    }
  node->arcm.out[1] = node->arcm.out[2] = TRUE;
  expect_words (world, node, 3, 0x1204, wanted, G_N_ELEMENTS (wanted));
}

static void
test_arcm_current_ratio (void)
{
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *node = sim_add_node (world, "box", DW_SIM_MODEL_ARCM300T, NULL, 0.0);

  set_phasor (node->amps, 0, 151.2, 0.0);
  g_assert_cmpint (sim_read_one (world, node, 3, 0x1214), ==, 65535); /* the register's end */
  node->arcm.ct_ratio = 10.0;
  g_assert_cmpint (sim_read_one (world, node, 3, 0x1214), ==, 15120);
}

static void
test_arcm_energy (void)
{
  /* 48213.6 kWh = 4821360 hundredths = 0049 9170H. */
  static const guint16 wanted[] = { 0x0049, 0x9170 };
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *node = sim_add_node (world, "box", DW_SIM_MODEL_ARCM300T, NULL, 0.0);

  node->energy_kwh = 48213.6;
  expect_words (world, node, 3, 0x1300, wanted, 2);
}

static void
test_arcm_outputs (void)
{
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *node = sim_add_node (world, "box", DW_SIM_MODEL_ARCM300T, NULL, 0.0);

  node->arcm.alarm = 1;
  g_assert_cmphex (sim_read_one (world, node, 3, 0x1029), ==, 1);
  node->arcm.do_inverted = TRUE;
  g_assert_cmphex (sim_read_one (world, node, 3, 0x1029), ==, 2);
  node->breaker.state = DW_SIM_BREAKER_OPEN;
  g_assert_cmphex (sim_read_one (world, node, 3, 0x1028), ==, 0);
}

/* 228, 227, 229 V; 10, 8, 6 A; 36.87 degrees behind: PF 0.80, P 1824, 1453, 1099 W, Q 1368, 1090, 824 var, S 2280, 1816, 1374 VA. */
static DwSimNode *
add_known_breaker (DwSimWorld *world)
{
  DwSimNode *node = sim_add_node (world, "breaker", DW_SIM_MODEL_LX47, NULL, 0.0);
  const double volts[] = { 228.0, 227.0, 229.0 }, amps[] = { 10.0, 8.0, 6.0 };
  const double behind = acos (0.8) * 180.0 / G_PI;

  for (int phase = 0; phase < DW_SIM_PHASES; phase++)
    {
      set_phasor (node->volts, phase, volts[phase], 0.0);
      set_phasor (node->amps, phase, amps[phase], behind);
      node->rise[phase] = 5.0 * (phase + 1);
    }
  node->box_c = 24.0;
  node->leak = 17.2;
  node->energy_kwh = 70.001; /* 70001 = 0001 1171H */
  world->frequency_hz = 49.98;
  return node;
}

static void
test_lx47_inputs (void)
{
  static const guint16 wanted[0x28] = {
    0x00f0, 0xffff, 0xffff, 0xffff, 500, 17, 64, 69, /* state, records, Hz, mA, N and A pole + 40 */
    228, 1000, 80, 1824, 1368, 2280, 0, 0,           /* phase A */
    74, 227, 800, 80, 1453, 1090, 1816, 15,          /* phase B from 10H, reason at 17H */
    0, 79, 229, 600, 80, 1099, 824, 1374,            /* phase C from 19H */
    0, 0, 4376, 3282, 5470, 0x0001, 0x1171, 0        /* totals from 22H, energy from 25H */
  };
  g_autoptr (DwSimWorld) world = sim_world_new ();

  expect_words (world, add_known_breaker (world), 4, 0, wanted, G_N_ELEMENTS (wanted));
}

static void
test_lx47_single_pole (void)
{
  /* A breaker on phase B alone shows it as phase A, and nothing at B and C. */
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *node = add_known_breaker (world);

  node->share[0] = node->share[2] = 0.0;
  g_assert_cmpint (sim_read_one (world, node, 4, 8), ==, 227);
  g_assert_cmpint (sim_read_one (world, node, 4, 9), ==, 800);
  g_assert_cmpint (sim_read_one (world, node, 4, 0x11), ==, 0);
  g_assert_cmpint (sim_read_one (world, node, 4, 0x1a), ==, 0);
  g_assert_cmpint (sim_read_one (world, node, 4, 0x22), ==, 1453);
}

static void
test_lx47_holding (void)
{
  static const guint16 wanted[14] = { 33, 3, 280, 160, 3200, 30, 80, 24000, 0, 0, 0, 0, 0, 0xff00 };
  static const guint16 limits[] = { 280, 160, 3200, 30, 80, 24000 };
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *node = add_known_breaker (world);

  node->unit = 33;
  memcpy (node->lx47.limits, limits, sizeof limits);
  expect_words (world, node, 3, 0, wanted, G_N_ELEMENTS (wanted));
}

static void
test_lx47_coils (void)
{
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *node = add_known_breaker (world);
  DwModbusReply reply;

  node->lx47.manual = TRUE;
  g_assert_cmpint (sim_read (world, node, 1, 0, 5, &reply), ==, 0);
  g_assert_cmphex (reply.bits[0], ==, 0x05);
}

static DwSimNode *
add_known_meter (DwSimWorld *world, DwSimModel model)
{
  DwSimNode *node = sim_add_node (world, "meter", model, NULL, 0.0);

  for (int phase = 0; phase < DW_SIM_PHASES; phase++)
    {
      set_phasor (node->volts, phase, 230.0, 0.0);
      set_phasor (node->amps, phase, 10.0 * (phase + 1), 0.0);
    }
  node->energy_kwh = 12345.6;
  node->tariff_kwh[1] = 100.0;
  world->frequency_hz = 50.0;
  return node;
}

static const struct
{
  DwSimModel model;
  guint16 address;
  guint16 words[2];
  guint count;
} meter_rows[] = {
  /* ADL400: 230.0 = 43660000H, 30.0 = 41F00000H, 2.3 kW = 40133333H, 13.8 kW = 415CCCCDH, 1.0 = 3F800000H, 50.0 = 42480000H */
  { DW_SIM_MODEL_ADL400, 0x0800, { 0x4366, 0x0000 }, 2 },
  { DW_SIM_MODEL_ADL400, 0x0810, { 0x41f0, 0x0000 }, 2 },
  { DW_SIM_MODEL_ADL400, 0x0814, { 0x4013, 0x3333 }, 2 },
  { DW_SIM_MODEL_ADL400, 0x081a, { 0x415c, 0xcccd }, 2 },
  { DW_SIM_MODEL_ADL400, 0x0832, { 0x3f80, 0x0000 }, 2 },
  { DW_SIM_MODEL_ADL400, 0x0834, { 0x4248, 0x0000 }, 2 },
  /* 12345.6 kWh: 123456 tenths = 0001E240H, 1234560 hundredths = 0012D680H; 100.0 kWh at the peak tariff */
  { DW_SIM_MODEL_ADL400, 0x0842, { 0x0001, 0xe240 }, 2 },
  { DW_SIM_MODEL_ADL400, 0x0846, { 0x0000, 1000 }, 2 },
  { DW_SIM_MODEL_ADL400, 0x084c, { 0x0001, 0xe240 }, 2 },
  { DW_SIM_MODEL_ADL400, 0x0856, { 0, 0 }, 2 },
  { DW_SIM_MODEL_ADL400, 0x0000, { 0x0012, 0xd680 }, 2 },
  { DW_SIM_MODEL_ADL400, 0x0061, { 2300, 2300 }, 2 },
  { DW_SIM_MODEL_ADL400, 0x0065, { 2000, 3000 }, 2 },
  { DW_SIM_MODEL_ADL400, 0x0168, { 0x0000, 6900 }, 2 },
  { DW_SIM_MODEL_ADL400, 0x016a, { 0x0000, 13800 }, 2 },
  { DW_SIM_MODEL_ADL400, 0x6000, { 0xffff, 0xffff }, 2 },
  /* DTSU666 in its small units: 2300.0 = 450FC000H, 10000.0 = 461C4000H, 138000.0 = 4806C400H, 1000.0 = 447A0000H, 5000.0 = 459C4000H */
  { DW_SIM_MODEL_DTSU666, 0x2006, { 0x450f, 0xc000 }, 2 },
  { DW_SIM_MODEL_DTSU666, 0x200c, { 0x461c, 0x4000 }, 2 },
  { DW_SIM_MODEL_DTSU666, 0x2012, { 0x4806, 0xc400 }, 2 },
  { DW_SIM_MODEL_DTSU666, 0x202a, { 0x447a, 0x0000 }, 2 },
  { DW_SIM_MODEL_DTSU666, 0x2044, { 0x459c, 0x4000 }, 2 },
  { DW_SIM_MODEL_DTSU666, 0x101e, { 0x4640, 0xe666 }, 2 },
};

static void
test_meters (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (meter_rows); i++)
    {
      g_autoptr (DwSimWorld) world = sim_world_new ();

      expect_words (world, add_known_meter (world, meter_rows[i].model), 3, meter_rows[i].address, meter_rows[i].words, (guint16)meter_rows[i].count);
    }
}

static void
test_meters_refuse (void)
{
  static const struct
  {
    DwSimModel model;
    guint8 function;
    guint16 address, count;
    guint8 exception;
  } rows[] = {
    { DW_SIM_MODEL_ADL400, 3, 0x0002, 1, 2 },
    { DW_SIM_MODEL_ADL400, 3, 0x0834, 3, 2 },
    { DW_SIM_MODEL_ADL400, 4, 0x0800, 2, 1 },
    { DW_SIM_MODEL_ADL400, 6, 0x0800, 1, 1 },
    { DW_SIM_MODEL_DTSU666, 3, 0x1fff, 2, 2 },
    { DW_SIM_MODEL_DTSU666, 3, 0xffff, 2, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DwSimWorld) world = sim_world_new ();
      DwModbusReply reply;

      g_assert_cmpint (sim_read (world, add_known_meter (world, rows[i].model), rows[i].function, rows[i].address, rows[i].count, &reply), ==, rows[i].exception);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim-registers/arcm-block-a-is-the-reference's", test_arcm_block_a);
  g_test_add_func ("/sim-registers/arcm-block-b-is-the-reference's", test_arcm_block_b);
  g_test_add_func ("/sim-registers/arcm-current-is-divided-by-its-ratio", test_arcm_current_ratio);
  g_test_add_func ("/sim-registers/arcm-energy-is-hundredths-high-word-first", test_arcm_energy);
  g_test_add_func ("/sim-registers/arcm-outputs-follow-their-polarity", test_arcm_outputs);
  g_test_add_func ("/sim-registers/lx47-inputs-are-the-reference's", test_lx47_inputs);
  g_test_add_func ("/sim-registers/lx47-single-pole-shows-as-phase-a", test_lx47_single_pole);
  g_test_add_func ("/sim-registers/lx47-holding-registers-hold-limits", test_lx47_holding);
  g_test_add_func ("/sim-registers/lx47-coils-read-their-state", test_lx47_coils);
  g_test_add_func ("/sim-registers/meters-are-the-reference's", test_meters);
  g_test_add_func ("/sim-registers/meters-refuse-what-is-not-mapped", test_meters_refuse);
  return g_test_run ();
}
