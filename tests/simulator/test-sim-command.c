// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include <json-glib/json-glib.h>

#include "dw-sim-command.h"
#include "sim-fixture.h"

/* The control line: one line in, one JSON object out, whatever comes. */

typedef struct
{
  DwSimWorld *world;
  double speed;
  DwSimCommander commander;
} Desk;

static void
desk_init (Desk *desk)
{
  desk->world = sim_world_new ();
  desk->speed = 1.0;
  dw_sim_world_add_gateway (desk->world, "GW-01", FALSE);
  sim_add_node (desk->world, "2AL1", DW_SIM_MODEL_ARCM300T, NULL, 10.0);
  sim_add_node (desk->world, "QF 1", DW_SIM_MODEL_LX47, NULL, 10.0);
  dw_sim_world_settle (desk->world);
  desk->commander = (DwSimCommander){ .world = desk->world, .speed = &desk->speed };
}

static JsonObject *
run (Desk *desk, const char *line, JsonNode **keep)
{
  g_autofree char *answer = dw_sim_command_run (&desk->commander, line);
  g_autoptr (GError) error = NULL;

  g_assert_null (strchr (answer, '\n'));
  *keep = json_from_string (answer, &error);
  g_assert_no_error (error);
  return json_node_get_object (*keep);
}

static const struct
{
  const char *line;
  const char *error; /* part of it; NULL: good */
} rows[] = {
  { "time", NULL },
  { "faults", NULL },
  { "state 2AL1", NULL },
  { "state GW-01", NULL },
  { "state \"QF 1\"", NULL },
  { "fault leakage-step 2AL1", NULL },
  { "fault leakage-step 2AL1 value=320 for_s=45", NULL },
  { "fault leakage-drift 2AL1 value=1e2 over_s=30", NULL },
  { "fault loose-joint 2AL1 phase=B", NULL },
  { "{\"command\":\"fault\",\"name\":\"echo\",\"device\":\"GW-01\",\"for_s\":3}", NULL },
  { "{\"command\":\"state\",\"device\":\"2AL1\"}", NULL },
  { "clear leakage-step 2AL1", NULL },
  { "clear all", NULL },
  { "speed 60", NULL },
  { "advance 1.5", NULL },
  { "hand 'QF 1' open", NULL },
  { "hand 'QF 1' close", NULL },
  { "dance", "\"dance\" is not a command" },
  { "\"unfinished", "the line is not understood" },
  { "{\"command\":", "the line is not understood" },
  { "[]", "\"[]\" is not a command" },
  { "{}", "\"\" is not a command" },
  { "{\"command\":{}}", "the line is not understood" },
  { "\xff\xfe", "not UTF-8" },
  { "state", "use: state DEVICE" },
  { "state nowhere", "no device or gateway is called \"nowhere\"" },
  { "fault leakage-step", "use: fault NAME DEVICE" },
  { "fault lightning 2AL1", "no fault is called \"lightning\"" },
  { "fault leakage-step 2AL1 value=x", "\"value=x\" is not understood" },
  { "fault leakage-step 2AL1 value=", "\"value=\" is not understood" },
  { "fault leakage-step 2AL1 value=nan", "\"value=nan\" is not understood" },
  { "fault leakage-step 2AL1 phase=D", "\"phase=D\" is not understood" },
  { "fault leakage-step 2AL1 until=3", "\"until=3\" is not understood" },
  { "fault leakage-step GW-01", "needs a device" },
  { "fault gateway-silent 2AL1", "needs a gateway" },
  { "clear leakage-step", "clear needs" },
  { "speed fast", "speed must be" },
  { "speed -1", "speed must be" },
  { "advance -1", "advance must be" },
  { "hand 2AL1 wave", "a hand can" },
  { "hand nobody open", "no such device" },
};

static void
test_lines (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Desk desk;
      g_autoptr (JsonNode) node = NULL;

      desk_init (&desk);
      JsonObject *answer = run (&desk, rows[i].line, &node);
      const char *error = json_object_get_string_member_with_default (answer, "error", NULL);
      if (rows[i].error == NULL)
        g_assert_cmpstr (error, ==, NULL);
      else
        g_assert_true (error != NULL && strstr (error, rows[i].error) != NULL);
      dw_sim_world_free (desk.world);
    }
}

static void
test_effects (void)
{
  Desk desk;
  g_autoptr (JsonNode) a = NULL, b = NULL, c = NULL, d = NULL;

  desk_init (&desk);
  run (&desk, "fault leakage-step 2AL1 value=320 for_s=45", &a);
  run (&desk, "advance 10", &b);
  JsonObject *state = run (&desk, "state 2AL1", &c);
  sim_assert_near (json_object_get_double_member (state, "residual_current"), 320.0, 1e-6);
  g_assert_cmpint (json_object_get_int_member (state, "alarm"), ==, 1);
  g_assert_true (json_object_get_boolean_member (state, "sounder"));
  g_assert_false (desk.commander.quit);
  run (&desk, "quit", &d);
  g_assert_true (desk.commander.quit);
  dw_sim_world_free (desk.world);
}

static void
test_absent_is_null (void)
{
  Desk desk;
  g_autoptr (JsonNode) a = NULL, b = NULL;

  desk_init (&desk);
  run (&desk, "fault probe-absent 2AL1 value=2", &a);
  JsonObject *state = run (&desk, "state 2AL1", &b);
  g_assert_true (JSON_NODE_HOLDS_NULL (json_object_get_member (state, "temperature_2")));
  g_assert_false (JSON_NODE_HOLDS_NULL (json_object_get_member (state, "temperature_1")));
  dw_sim_world_free (desk.world);
}

static void
test_hand_is_recorded_as_local (void)
{
  Desk desk;
  g_autoptr (JsonNode) a = NULL, b = NULL, c = NULL;

  desk_init (&desk);
  run (&desk, "fault local-lock 'QF 1'", &a);
  run (&desk, "hand 'QF 1' open", &b);
  JsonObject *state = run (&desk, "state 'QF 1'", &c);
  g_assert_cmpstr (json_object_get_string_member (state, "breaker"), ==, "open");
  g_assert_cmpint (json_object_get_int_member (state, "reason"), ==, 0);
  dw_sim_world_free (desk.world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim-command/each-line-has-its-answer", test_lines);
  g_test_add_func ("/sim-command/commands-change-the-world", test_effects);
  g_test_add_func ("/sim-command/absent-value-is-null", test_absent_is_null);
  g_test_add_func ("/sim-command/hand-works-under-a-lock-and-is-local", test_hand_is_recorded_as_local);
  return g_test_run ();
}
