// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-sim-wire.h"
#include "sim-fixture.h"

/* What the wire faults do to the bytes of one answer. The request is always "read 3 registers at 1000H of unit 17". */

#define UNIT 17
#define TRANSACTION 0x1234

typedef struct
{
  DwSimWorld *world;
  DwSimGateway *gateway;
  DwSimNode *node;
  DwModbusRequest request;
  guint8 frame[DW_MODBUS_FRAME_MAX];
  gsize length;
  guint8 normal[DW_SIM_ANSWER_MAX]; /* the answer without any fault */
  gsize normal_length;
  DwSimAnswer answer;
} Line;

static void
ask (Line *line)
{
  dw_sim_wire_answer (line->world, line->gateway, &line->request, TRANSACTION, line->frame, line->length, &line->answer);
}

static Line *
line_new (gboolean rtu)
{
  Line *line = g_new0 (Line, 1);

  line->world = sim_world_new ();
  line->gateway = dw_sim_world_add_gateway (line->world, "GW", rtu);
  line->gateway->delay_ms = 5;
  line->node = sim_add_node (line->world, "box", DW_SIM_MODEL_ARCM300T, NULL, 10.0);
  line->gateway->units[UNIT] = line->node;
  dw_sim_world_settle (line->world);
  line->request = (DwModbusRequest){ .unit = UNIT, .function = 3, .address = 0x1000, .count = 3 };
  line->length = dw_modbus_frame_request (rtu ? DW_MODBUS_FRAMING_RTU : DW_MODBUS_FRAMING_TCP, &line->request, TRANSACTION, line->frame, NULL);
  ask (line);
  line->normal_length = line->answer.length;
  memcpy (line->normal, line->answer.bytes, line->answer.length);
  return line;
}

static void
line_free (Line *line)
{
  dw_sim_world_free (line->world);
  g_free (line);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Line, line_free)

static void
assert_tail_is_normal (const Line *line)
{
  g_assert_cmpuint (line->answer.length, >=, line->normal_length);
  g_assert_cmpmem (line->answer.bytes + line->answer.length - line->normal_length, line->normal_length, line->normal, line->normal_length);
}

static void
test_normal (void)
{
  static const guint8 tcp[] = { 0x12, 0x34, 0, 0, 0, 9, UNIT, 3, 6, 0, 0x1e, 0, 0, 0, 0 };
  g_autoptr (Line) line = line_new (FALSE);
  g_autoptr (Line) rtu = line_new (TRUE);

  g_assert_cmpmem (line->answer.bytes, line->answer.length, tcp, sizeof tcp);
  g_assert_cmpint (line->answer.delay_ms, ==, 5);
  g_assert_cmpuint (line->answer.n_pieces, ==, 1);
  /* The same PDU with an address before and a checksum behind. */
  g_assert_cmpuint (rtu->answer.length, ==, 11);
  g_assert_cmpmem (rtu->answer.bytes, 9, tcp + 6, 9);
}

static void
test_silence (void)
{
  static const char *const faults[][2] = { { "gateway-silent", "GW" }, { "device-silent", "box" } };

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (Line) line = line_new (i % 2 == 1);

      sim_fault (line->world, faults[i / 2][0], faults[i / 2][1], NAN, 0.0);
      ask (line);
      g_assert_cmpuint (line->answer.length, ==, 0);
      sim_clear (line->world, faults[i / 2][0], faults[i / 2][1]);
      ask (line);
      assert_tail_is_normal (line);
    }
}

static void
test_absent_unit (void)
{
  static const guint8 wanted[] = { 0x12, 0x34, 0, 0, 0, 3, 99, 0x83, 0x0b };
  g_autoptr (Line) tcp = line_new (FALSE);
  g_autoptr (Line) rtu = line_new (TRUE);

  tcp->request.unit = rtu->request.unit = 99;
  ask (tcp);
  ask (rtu);
  g_assert_cmpmem (tcp->answer.bytes, tcp->answer.length, wanted, sizeof wanted);
  g_assert_cmpuint (rtu->answer.length, ==, 0);
}

static void
test_device_silent_behind_a_speaking_gateway (void)
{
  g_autoptr (Line) line = line_new (FALSE);

  sim_fault (line->world, "device-silent", "box", 11.0, 0.0);
  ask (line);
  g_assert_cmpint (line->answer.exception, ==, 11);
  g_assert_cmphex (line->answer.bytes[7], ==, 0x83);
}

static void
test_echo (void)
{
  for (int rtu = 0; rtu <= 1; rtu++)
    {
      g_autoptr (Line) line = line_new (rtu);

      sim_fault (line->world, "echo", "GW", NAN, 0.0);
      ask (line);
      g_assert_cmpmem (line->answer.bytes, line->length, line->frame, line->length);
      g_assert_cmpuint (line->answer.length, ==, line->length + line->normal_length);
      assert_tail_is_normal (line);
    }
}

static void
test_garbage (void)
{
  g_autoptr (Line) line = line_new (TRUE);

  sim_fault (line->world, "garbage-bytes", "box", 9.0, 0.0);
  for (int round = 0; round < 200; round++)
    {
      ask (line);
      g_assert_cmpuint (line->answer.length, ==, line->normal_length + 9);
      assert_tail_is_normal (line);
      for (int i = 0; i < 9; i++)
        g_assert_true (line->answer.bytes[i] != UNIT && line->answer.bytes[i] != 0);
    }
}

static void
test_wrong_transaction (void)
{
  g_autoptr (Line) tcp = line_new (FALSE);
  g_autoptr (Line) rtu = line_new (TRUE);

  sim_fault (tcp->world, "wrong-transaction", "box", NAN, 0.0);
  sim_fault (rtu->world, "wrong-transaction", "GW", NAN, 0.0);
  ask (tcp);
  ask (rtu);
  g_assert_cmphex (tcp->answer.bytes[1], ==, 0x35);
  g_assert_cmpmem (tcp->answer.bytes + 2, tcp->answer.length - 2, tcp->normal + 2, tcp->normal_length - 2);
  g_assert_cmpint (rtu->answer.bytes[0], ==, UNIT + 1);
}

static void
test_pieces (void)
{
  static const struct
  {
    double value;
    guint n_pieces;
  } rows[] = { { 2, 2 }, { 3, 3 }, { 15, 15 }, { 20, 20 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Line) line = line_new (FALSE);
      gsize sum = 0;

      sim_fault (line->world, "half-frames", "GW", rows[i].value, 0.0);
      ask (line);
      g_assert_cmpuint (line->answer.n_pieces, ==, rows[i].n_pieces);
      for (guint k = 0; k < line->answer.n_pieces; k++)
        sum += line->answer.piece_length[k];
      g_assert_cmpuint (sum, ==, line->normal_length);
      g_assert_cmpuint (line->answer.piece_length[0], <, line->normal_length);
      assert_tail_is_normal (line);
    }
}

static void
test_late_and_slow (void)
{
  g_autoptr (Line) line = line_new (FALSE);

  sim_fault (line->world, "slow-answers", "GW", 700.0, 0.0);
  ask (line);
  g_assert_cmpint (line->answer.delay_ms, ==, 705);
  g_assert_false (line->answer.aside);
  sim_clear (line->world, "slow-answers", "GW");
  sim_fault (line->world, "late-reply", "GW", 1500.0, 0.0);
  for (int round = 0; round < 4; round++)
    {
      ask (line);
      g_assert_cmpint (line->answer.delay_ms, ==, round % 2 == 0 ? 1505 : 5);
      g_assert_cmpint (line->answer.aside, ==, round % 2 == 0);
    }
}

static void
test_all_at_once (void)
{
  g_autoptr (Line) line = line_new (TRUE);

  sim_fault (line->world, "echo", "GW", NAN, 0.0);
  sim_fault (line->world, "garbage-bytes", "GW", 64.0, 0.0);
  sim_fault (line->world, "half-frames", "GW", 20.0, 0.0);
  line->request.count = 42;
  ask (line);
  g_assert_cmpuint (line->answer.length, ==, line->length + 64 + 5 + 84);
  g_assert_cmpuint (line->answer.n_pieces, ==, 20);
}

static void
test_unknown_function (void)
{
  static const guint8 wanted[] = { 0x12, 0x34, 0, 0, 0, 3, UNIT, 0xab, 0x01 };
  g_autoptr (Line) line = line_new (FALSE);

  line->request.function = 0x2b;
  dw_sim_wire_refuse (line->world, line->gateway, &line->request, TRANSACTION, line->frame, line->length, &line->answer);
  g_assert_cmpmem (line->answer.bytes, line->answer.length, wanted, sizeof wanted);
  line->request.function = 3;
  dw_sim_wire_refuse (line->world, line->gateway, &line->request, TRANSACTION, line->frame, line->length, &line->answer);
  g_assert_cmpint (line->answer.exception, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim-wire/normal-answer-is-one-frame", test_normal);
  g_test_add_func ("/sim-wire/silence-is-no-byte", test_silence);
  g_test_add_func ("/sim-wire/absent-unit-is-0b-on-tcp-and-silence-on-rtu", test_absent_unit);
  g_test_add_func ("/sim-wire/silent-device-can-be-told-by-its-gateway", test_device_silent_behind_a_speaking_gateway);
  g_test_add_func ("/sim-wire/echo-comes-before-the-answer", test_echo);
  g_test_add_func ("/sim-wire/garbage-never-looks-like-the-unit", test_garbage);
  g_test_add_func ("/sim-wire/wrong-transaction-changes-nothing-else", test_wrong_transaction);
  g_test_add_func ("/sim-wire/pieces-add-up", test_pieces);
  g_test_add_func ("/sim-wire/late-is-aside-and-slow-is-not", test_late_and_slow);
  g_test_add_func ("/sim-wire/all-faults-fit-together", test_all_at_once);
  g_test_add_func ("/sim-wire/unknown-function-is-refused", test_unknown_function);
  return g_test_run ();
}
