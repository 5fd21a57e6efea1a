// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-sim-arcm.h"
#include "dw-sim-lx47.h"
#include "sim-fixture.h"

/* The intelligence of the devices: latches and limits of the detector, travel, locks and protection of the breaker. */

#define RESET 4160
#define SILENCE 4161
#define ALARM 0x1003
#define CAPTURED 0x1015
#define OUTPUTS 0x1029
#define LIMITS 0x1033

static DwSimNode *
add_detector (DwSimWorld *world)
{
  DwSimNode *node = sim_add_node (world, "box", DW_SIM_MODEL_ARCM300T, NULL, 10.0);

  node->arcm.reset_register = RESET;
  node->arcm.silence_register = SILENCE;
  dw_sim_world_settle (world);
  return node;
}

static DwSimNode *
add_breaker (DwSimWorld *world)
{
  DwSimNode *node = sim_add_node (world, "breaker", DW_SIM_MODEL_LX47, NULL, 10.0);

  dw_sim_world_settle (world);
  return node;
}

static guint16
read_alarm (DwSimWorld *world, DwSimNode *node)
{
  return sim_read_one (world, node, 3, ALARM);
}

static void
test_latches_after_a_second (void)
{
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *node = add_detector (world);

  sim_fault (world, "leakage-step", "box", 412.0, 0.0);
  dw_sim_world_advance (world, 1100); /* over since the first step, so a second is not past */
  g_assert_cmphex (read_alarm (world, node), ==, 0);
  dw_sim_world_advance (world, 100);
  g_assert_cmphex (read_alarm (world, node), ==, 1);
  g_assert_cmpint (sim_read_one (world, node, 3, CAPTURED), ==, 412);
  g_assert_cmphex (sim_read_one (world, node, 3, OUTPUTS), ==, 1);
}

static void
test_short_pulse_does_not_latch (void)
{
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *node = add_detector (world);

  for (int i = 0; i < 5; i++)
    {
      sim_fault (world, "leakage-step", "box", 412.0, 0.9);
      dw_sim_world_advance (world, 1500);
    }
  g_assert_cmphex (read_alarm (world, node), ==, 0);
  g_assert_cmpint (sim_read_one (world, node, 3, CAPTURED), ==, 0);
}

static void
test_at_the_limit_is_not_over (void)
{
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *node = add_detector (world);

  sim_fault (world, "leakage-step", "box", 300.0, 0.0);
  dw_sim_world_advance (world, 5000);
  g_assert_cmphex (read_alarm (world, node), ==, 0);
}

static void
test_stays_until_reset (void)
{
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *node = add_detector (world);

  sim_fault (world, "leakage-step", "box", 412.0, 3.0);
  dw_sim_world_advance (world, 60 * 1000);
  g_assert_cmpfloat (dw_sim_node_residual_ma (node), <, 1.0);
  g_assert_cmphex (read_alarm (world, node), ==, 1);
  g_assert_cmpint (sim_read_one (world, node, 3, CAPTURED), ==, 412);
  g_assert_cmpint (sim_write_one (world, node, 6, RESET, 1), ==, 0);
  g_assert_cmphex (read_alarm (world, node), ==, 0);
  g_assert_cmpint (sim_read_one (world, node, 3, CAPTURED), ==, 0);
  g_assert_cmphex (sim_read_one (world, node, 3, OUTPUTS), ==, 0);
}

static void
test_reset_while_it_holds (void)
{
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *node = add_detector (world);

  sim_fault (world, "leakage-step", "box", 412.0, 0.0);
  dw_sim_world_advance (world, 3000);
  sim_write_one (world, node, 6, SILENCE, 1);
  g_assert_cmpint (sim_write_one (world, node, 6, RESET, 1), ==, 0);
  g_assert_cmphex (read_alarm (world, node), ==, 1);
  g_assert_true (dw_sim_arcm_sounds (node));
}

static void
test_silence_is_not_reset (void)
{
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *node = add_detector (world);

  sim_fault (world, "leakage-step", "box", 412.0, 0.0);
  dw_sim_world_advance (world, 3000);
  g_assert_cmpint (sim_write_one (world, node, 16, SILENCE, 1), ==, 0);
  g_assert_cmphex (sim_read_one (world, node, 3, OUTPUTS), ==, 0);
  g_assert_cmphex (read_alarm (world, node), ==, 1);
  /* A new alarm sounds again after silence (GB 14287.1). */
  node->rise[0] = 120.0;
  dw_sim_world_advance (world, 3000);
  g_assert_cmphex (read_alarm (world, node), ==, 3);
  g_assert_cmphex (sim_read_one (world, node, 3, OUTPUTS), ==, 1);
}

static void
test_absent_probe_never_latches (void)
{
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *node = add_detector (world);

  node->probe[1] = FALSE;
  node->rise[1] = 150.0;
  dw_sim_world_advance (world, 3000);
  g_assert_cmphex (read_alarm (world, node), ==, 0);
}

static void
test_limits_move_the_latch (void)
{
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *node = add_detector (world);
  const guint16 whole[] = { 600, 80, 90, 100, 120 };
  DwModbusReply reply;

  g_assert_cmpint (sim_write (world, node, 16, LIMITS, 5, whole), ==, 0);
  g_assert_cmpint (sim_read (world, node, 3, LIMITS, 5, &reply), ==, 0);
  g_assert_cmpmem (reply.words, sizeof whole, whole, sizeof whole);
  sim_fault (world, "leakage-step", "box", 412.0, 0.0);
  dw_sim_world_advance (world, 5000);
  g_assert_cmphex (read_alarm (world, node), ==, 0);
  /* Only the first word: the temperatures keep theirs. */
  g_assert_cmpint (sim_write_one (world, node, 16, LIMITS, 400), ==, 0);
  g_assert_cmpint (sim_read_one (world, node, 3, LIMITS + 1), ==, 80);
  dw_sim_world_advance (world, 5000);
  g_assert_cmphex (read_alarm (world, node), ==, 1);
}

static void
test_refused_requests (void)
{
  static const struct
  {
    const char *truth;
    guint8 function;
    guint16 address, count, word;
    guint8 exception;
  } rows[] = {
    { "limits take function 16 only", 6, LIMITS, 1, 400, 2 },
    { "5 mA is no limit", 16, LIMITS, 1, 5, 3 },
    { "3001 mA is no limit", 16, LIMITS, 1, 3001, 3 },
    { "one wrong value refuses all", 16, LIMITS, 2, 400, 3 },
    { "a write past the limits is refused", 16, LIMITS + 4, 2, 80, 2 },
    { "a measured value cannot be written", 16, 0x1005, 1, 0, 2 },
    { "an unknown register cannot be written", 6, 4162, 1, 1, 2 },
    { "a reset is the word 1", 6, RESET, 1, 0, 3 },
    { "a hole between blocks cannot be read", 3, 0x102a, 1, 0, 2 },
    { "a block and a hole cannot be read", 3, 0x1000, 43, 0, 2 },
    { "power registers are not public", 3, 0x121e, 1, 0, 2 },
    { "reset cannot be read", 3, RESET, 1, 0, 2 },
    { "there are no input registers", 4, 0x1000, 1, 0, 1 },
    { "there are no coils", 1, 0, 1, 0, 1 },
    { "coils cannot be written", 5, 0, 1, 0xff00, 1 },
  };
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *node = add_detector (world);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const guint16 words[2] = { rows[i].word, 999 };
      DwModbusReply reply;
      guint8 got = rows[i].function >= 5 ? sim_write (world, node, rows[i].function, rows[i].address, rows[i].count, words)
                                         : sim_read (world, node, rows[i].function, rows[i].address, rows[i].count, &reply);

      g_test_message ("%s", rows[i].truth);
      g_assert_cmpint (got, ==, rows[i].exception);
    }
  g_assert_cmpint (sim_read_one (world, node, 3, LIMITS), ==, 300);
}

static void
test_detector_without_command_registers (void)
{
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *node = sim_add_node (world, "box", DW_SIM_MODEL_ARCM300T, NULL, 0.0);

  g_assert_cmpint (sim_write_one (world, node, 6, RESET, 1), ==, 2);
}

static void
test_voltage_status (void)
{
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *node = add_detector (world);

  sim_fault (world, "phase-loss", "box", NAN, 5.0);
  dw_sim_world_advance (world, 3000);
  g_assert_cmphex (sim_read_one (world, node, 3, 0x120d), ==, 0x0100);
  node->arcm.under_voltage_bit = 4;
  g_assert_cmphex (sim_read_one (world, node, 3, 0x120d), ==, 0x0010);
  dw_sim_world_advance (world, 5000);
  g_assert_cmphex (sim_read_one (world, node, 3, 0x120d), ==, 0);
  sim_fault (world, "overload", "box", 130.0, 0.0);
  dw_sim_world_advance (world, 5000);
  g_assert_cmphex (sim_read_one (world, node, 3, 0x121a), ==, 1);
  sim_assert_near (sim_read_one (world, node, 3, 0x121b) / 1000.0, dw_sim_node_current (node, 0) > 65.535 ? 65.535 : 0.0, 0.01);
}

static void
test_travel (void)
{
  static const struct
  {
    gboolean close;
    gint64 after_ms;
    guint16 low_byte;
  } rows[] = {
    { FALSE, 0, 0x00 },
    { FALSE, 900, 0x00 },
    { FALSE, 1000, 0x0f },
    { TRUE, 0, 0x00 },
    { TRUE, 1900, 0x00 },
    { TRUE, 2000, 0xf0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DwSimWorld) world = sim_world_new ();
      DwSimNode *node = add_breaker (world);

      node->breaker.state = rows[i].close ? DW_SIM_BREAKER_OPEN : DW_SIM_BREAKER_CLOSED;
      g_assert_cmpint (sim_write_one (world, node, 6, 13, rows[i].close ? 0xff00 : 0x0000), ==, 0);
      dw_sim_world_advance (world, rows[i].after_ms);
      g_assert_cmphex (sim_read_one (world, node, 4, 0), ==, rows[i].low_byte);
    }
}

static void
test_every_way_to_move (void)
{
  static const struct
  {
    guint8 function;
    guint16 address;
  } rows[] = { { 6, 13 }, { 16, 13 }, { 5, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DwSimWorld) world = sim_world_new ();
      DwSimNode *node = add_breaker (world);

      g_assert_cmpint (sim_write_one (world, node, rows[i].function, rows[i].address, 0x0000), ==, 0);
      dw_sim_world_advance (world, 1100);
      g_assert_cmphex (sim_read_one (world, node, 4, 0), ==, 0x000f);
      g_assert_cmpint (sim_read_one (world, node, 4, 23), ==, DW_SIM_REASON_REMOTE);
      g_assert_cmpint (sim_write_one (world, node, rows[i].function, rows[i].address, 0xff00), ==, 0);
      dw_sim_world_advance (world, 2100);
      g_assert_cmphex (sim_read_one (world, node, 4, 0), ==, 0x00f0);
    }
}

static void
test_locks (void)
{
  static const struct
  {
    const char *truth;
    const char *fault; /* NULL: the remote lock coil */
    guint16 order;
    gboolean closed_before;
    guint16 state_after;
  } rows[] = {
    { "a local lock ignores a remote close", "local-lock", 0xff00, FALSE, 0x010f },
    { "a local lock lets a remote open through", "local-lock", 0x0000, TRUE, 0x010f },
    { "a remote lock ignores a remote close", NULL, 0xff00, FALSE, 0x000f },
    { "a stuck breaker does not open", "readback-stuck", 0x0000, TRUE, 0x00f0 },
    { "a stuck breaker does not close", "readback-stuck", 0xff00, FALSE, 0x000f },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DwSimWorld) world = sim_world_new ();
      DwSimNode *node = add_breaker (world);

      g_test_message ("%s", rows[i].truth);
      node->breaker.state = rows[i].closed_before ? DW_SIM_BREAKER_CLOSED : DW_SIM_BREAKER_OPEN;
      if (rows[i].fault != NULL)
        sim_fault (world, rows[i].fault, "breaker", NAN, 0.0);
      else
        g_assert_cmpint (sim_write_one (world, node, 5, 1, 0xff00), ==, 0);
      g_assert_cmpint (sim_write_one (world, node, 6, 13, rows[i].order), ==, 0);
      dw_sim_world_advance (world, 5000);
      g_assert_cmphex (sim_read_one (world, node, 4, 0), ==, rows[i].state_after);
    }
}

static void
test_protection (void)
{
  static const struct
  {
    const char *fault;
    double value;
    guint limit; /* index of the limits, set so that the fault passes it */
    guint16 setting;
    guint8 reason;
  } rows[] = {
    { "leakage-step", 40.0, 3, 30, DW_SIM_REASON_LEAKAGE },
    { "overload", 120.0, 2, 6300, DW_SIM_REASON_OVER_CURRENT },
    { "overload", 120.0, 5, 20000, DW_SIM_REASON_OVERLOAD },
    { "loose-joint", 100.0, 4, 60, DW_SIM_REASON_OVER_TEMPERATURE },
    { "broken-neutral", 0.0, 0, 240, DW_SIM_REASON_OVER_VOLTAGE },
    { "phase-loss", 0.0, 1, 160, DW_SIM_REASON_UNDER_VOLTAGE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DwSimWorld) world = sim_world_new ();
      DwSimNode *node = add_breaker (world);
      const guint16 off[DW_SIM_LX47_LIMITS] = { 0 };

      node->tau_s = 10.0;
      node->share[0] = 3.0;
      g_assert_cmpint (sim_write (world, node, 16, 2, DW_SIM_LX47_LIMITS, off), ==, 0);
      sim_write_one (world, node, 6, (guint16)(2 + rows[i].limit), rows[i].setting);
      dw_sim_world_advance (world, 20 * 1000);
      g_assert_true (dw_sim_breaker_conducts (&node->breaker));
      sim_fault (world, rows[i].fault, "breaker", rows[i].value, 0.0);
      dw_sim_world_advance (world, 60 * 1000);
      g_assert_cmphex (sim_read_one (world, node, 4, 0), ==, 0x000f);
      g_assert_cmpint (sim_read_one (world, node, 4, 23), ==, rows[i].reason);
      /* Closing on the fault does not help. */
      sim_write_one (world, node, 6, 13, 0xff00);
      dw_sim_world_advance (world, 60 * 1000);
      g_assert_cmphex (sim_read_one (world, node, 4, 0), ==, 0x000f);
      g_assert_cmpint (sim_read_one (world, node, 4, 3) & 0xff, ==, rows[i].reason | rows[i].reason << 4);
    }
}

static void
test_records (void)
{
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *node = add_breaker (world);

  g_assert_cmphex (sim_read_one (world, node, 4, 3), ==, 0xffff);
  g_assert_cmpint (sim_read_one (world, node, 4, 23), ==, 15);
  for (guint8 reason = 1; reason <= 6; reason++)
    {
      node->breaker.state = DW_SIM_BREAKER_CLOSED;
      dw_sim_lx47_trip (node, reason);
    }
  dw_sim_lx47_trip (node, 9); /* it is open: nothing happens */
  g_assert_cmphex (sim_read_one (world, node, 4, 3), ==, 0x3456);
  g_assert_cmphex (sim_read_one (world, node, 4, 2), ==, 0xff12);
  g_assert_cmphex (sim_read_one (world, node, 4, 1), ==, 0xffff);
  g_assert_cmpint (sim_read_one (world, node, 4, 23), ==, 6);
  g_assert_cmpint (sim_write_one (world, node, 5, 3, 0xff00), ==, 0);
  g_assert_cmphex (sim_read_one (world, node, 4, 3), ==, 0xffff);
}

static void
test_trip_fault_ends_by_hand (void)
{
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *node = add_breaker (world);

  sim_fault (world, "breaker-trip", "breaker", 3.0, 10.0);
  g_assert_cmpint (sim_read_one (world, node, 4, 23), ==, 3);
  dw_sim_world_advance (world, 11 * 1000);
  g_assert_true (dw_sim_breaker_conducts (&node->breaker));
  /* Operated over the wire meanwhile: nobody closes by hand. */
  sim_fault (world, "breaker-trip", "breaker", 3.0, 10.0);
  sim_write_one (world, node, 6, 13, 0xff00);
  dw_sim_world_advance (world, 3000);
  sim_write_one (world, node, 6, 13, 0x0000);
  dw_sim_world_advance (world, 20 * 1000);
  g_assert_false (dw_sim_breaker_conducts (&node->breaker));
}

static void
test_breaker_refuses (void)
{
  static const struct
  {
    const char *truth;
    guint8 function;
    guint16 address, count, word;
    guint8 exception;
  } rows[] = {
    { "an order is FF00 or 0000", 6, 13, 1, 1, 3 },
    { "the address is not moved from here", 6, 0, 1, 9, 2 },
    { "registers 8 to 12 are not written", 6, 9, 1, 1, 2 },
    { "nothing is past register 13", 6, 14, 1, 1, 2 },
    { "a write over the edge changes nothing", 16, 7, 2, 77, 2 },
    { "input registers end at 27H", 4, 0x27, 2, 0, 2 },
    { "holding registers end at 13", 3, 13, 2, 0, 2 },
    { "coils end at 4", 1, 4, 2, 0, 2 },
    { "there is no coil 5", 5, 5, 1, 0xff00, 2 },
    { "coils are not written in groups", 15, 0, 1, 0, 1 },
    { "there are no discrete inputs", 2, 0, 1, 0, 1 },
  };
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *node = add_breaker (world);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const guint16 words[2] = { rows[i].word, 1 };
      DwModbusReply reply;
      guint8 got = rows[i].function >= 5 ? sim_write (world, node, rows[i].function, rows[i].address, rows[i].count, words)
                                         : sim_read (world, node, rows[i].function, rows[i].address, rows[i].count, &reply);

      g_test_message ("%s", rows[i].truth);
      g_assert_cmpint (got, ==, rows[i].exception);
    }
  g_assert_cmpint (node->lx47.limits[5], !=, 77);
  g_assert_true (dw_sim_breaker_conducts (&node->breaker));
}

static void
test_refused_writes (void)
{
  g_autoptr (DwSimWorld) world = sim_world_new ();
  DwSimNode *node = add_breaker (world);
  DwModbusReply reply;

  sim_fault (world, "refuse-writes", "breaker", 6.0, 0.0);
  g_assert_cmpint (sim_write_one (world, node, 6, 13, 0x0000), ==, 6);
  g_assert_cmpint (sim_write_one (world, node, 5, 0, 0x0000), ==, 6);
  g_assert_cmpint (sim_read (world, node, 4, 0, 1, &reply), ==, 0);
  dw_sim_world_advance (world, 3000);
  g_assert_true (dw_sim_breaker_conducts (&node->breaker));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim-arcm/latches-after-a-second", test_latches_after_a_second);
  g_test_add_func ("/sim-arcm/short-pulse-does-not-latch", test_short_pulse_does_not_latch);
  g_test_add_func ("/sim-arcm/at-the-limit-is-not-over", test_at_the_limit_is_not_over);
  g_test_add_func ("/sim-arcm/latch-stays-until-reset", test_stays_until_reset);
  g_test_add_func ("/sim-arcm/reset-while-it-holds-latches-again", test_reset_while_it_holds);
  g_test_add_func ("/sim-arcm/silence-is-not-reset", test_silence_is_not_reset);
  g_test_add_func ("/sim-arcm/absent-probe-never-latches", test_absent_probe_never_latches);
  g_test_add_func ("/sim-arcm/written-limits-move-the-latch", test_limits_move_the_latch);
  g_test_add_func ("/sim-arcm/wrong-requests-are-refused", test_refused_requests);
  g_test_add_func ("/sim-arcm/no-named-register-no-command", test_detector_without_command_registers);
  g_test_add_func ("/sim-arcm/voltage-and-current-status-are-live", test_voltage_status);
  g_test_add_func ("/sim-lx47/travel-takes-its-time", test_travel);
  g_test_add_func ("/sim-lx47/every-way-to-move-moves", test_every_way_to_move);
  g_test_add_func ("/sim-lx47/locks-hold", test_locks);
  g_test_add_func ("/sim-lx47/protection-trips-with-its-reason", test_protection);
  g_test_add_func ("/sim-lx47/records-shift-newest-first", test_records);
  g_test_add_func ("/sim-lx47/trip-fault-ends-by-hand", test_trip_fault_ends_by_hand);
  g_test_add_func ("/sim-lx47/wrong-requests-are-refused", test_breaker_refuses);
  g_test_add_func ("/sim-lx47/refused-writes-change-nothing", test_refused_writes);
  return g_test_run ();
}
