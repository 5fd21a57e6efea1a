// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-sim-scenario.h"
#include "dw-sim-script.h"
#include "sim-fixture.h"

/* Scenario files: the one that is delivered, a small good one, and a table of wrong ones that name path and reason. */

#define NOW_MS (SIM_START_MS + G_GINT64_CONSTANT (13) * 3600 * 1000) /* Monday 13:00 in China */

static const char small[] =
  "{\"format\":1,\"title\":\"small\",\"seed\":3,\"noise\":0,\"start_at\":\"10:05\",\"repeat_s\":100,"
  "\"gateways\":[{\"name\":\"GW\",\"kind\":\"modbus-rtu-tcp\",\"place\":\"s\",\"delay_ms\":7}],"
  "\"places\":[{\"key\":\"s\",\"kind\":\"school\",\"name\":\"S\",\"world\":{\"school\":\"middle\"},\"children\":["
  "{\"key\":\"b\",\"kind\":\"box\",\"name\":\"B\",\"devices\":[{\"key\":\"B1\",\"name\":\"B1\",\"profile\":\"acrel-arcm300t\",\"gateway\":\"GW\",\"unit\":17,\"rated_a\":63,"
  "\"world\":{\"fed_by\":\"M1\",\"baseline_ma\":80,\"reset_register\":4160,\"limits\":[250,60,61,62,63],\"probes\":[true,true,true,false]}}],\"children\":["
  "{\"key\":\"w1\",\"kind\":\"circuit\",\"name\":\"W1\",\"world\":{\"load\":\"lighting\",\"load_a\":8,\"phases\":\"AC\"}},"
  "{\"key\":\"w2\",\"kind\":\"circuit\",\"name\":\"W2\",\"devices\":[{\"key\":\"W2\",\"name\":\"W2\",\"profile\":\"lingxun-lx47le-125\",\"gateway\":\"GW\",\"unit\":18,\"rated_a\":20,"
  "\"world\":{\"phases\":\"B\",\"load\":\"constant\",\"load_a\":5,\"local_lock\":true,\"open\":true}}]}]},"
  "{\"key\":\"m\",\"kind\":\"box\",\"name\":\"M\",\"devices\":[{\"key\":\"M1\",\"name\":\"M1\",\"profile\":\"acrel-adl400\",\"gateway\":\"GW\",\"unit\":2,\"rated_a\":250}]}]}],"
  "\"script\":[{\"at_s\":30,\"fault\":\"leakage-step\",\"device\":\"B1\",\"value\":300,\"for_s\":5},{\"at_s\":10,\"fault\":\"gateway-silent\",\"device\":\"GW\",\"for_s\":5}]}";

static const DwSimScenarioOptions preset = { .seed = -1, .now_ms = NOW_MS };

static DwSimScenario *
parse_good (const char *json, const DwSimScenarioOptions *options)
{
  g_autoptr (GError) error = NULL;
  DwSimScenario *scenario = dw_sim_scenario_parse (json, -1, "test", options, &error);

  g_assert_no_error (error);
  return scenario;
}

static void
test_small (void)
{
  g_autoptr (DwSimScenario) scenario = parse_good (small, &preset);
  DwSimWorld *world = scenario->world;
  DwSimNode *box = dw_sim_world_find_node (world, "B1"), *lights = dw_sim_world_find_node (world, "w1");
  DwSimNode *breaker = dw_sim_world_find_node (world, "W2"), *meter = dw_sim_world_find_node (world, "M1");
  DwSimGateway *gateway = dw_sim_world_find_gateway (world, "GW");

  g_assert_cmpuint (world->seed, ==, 3);
  g_assert_cmpuint (world->nodes->len, ==, 4);
  g_assert_true (gateway->rtu);
  g_assert_cmpint (gateway->delay_ms, ==, 7);
  g_assert_true (gateway->units[17] == box && gateway->units[18] == breaker && gateway->units[2] == meter);
  g_assert_true (box->parent == meter && lights->parent == box && breaker->parent == box && meter->parent == NULL);
  g_assert_cmpint (box->school, ==, DW_SIM_SCHOOL_MIDDLE);
  g_assert_cmpint (box->arcm.reset_register, ==, 4160);
  g_assert_cmpint (box->arcm.silence_register, ==, -1);
  g_assert_cmpint (box->arcm.limits[4], ==, 63);
  g_assert_true (box->probe[2] && !box->probe[3]);
  sim_assert_near (lights->share[1], 0.0, 0.0 + 1e-12);
  g_assert_cmpint (breaker->leak_phase, ==, 1);
  g_assert_true (breaker->faults[DW_SIM_LOCAL_LOCK].on);
  g_assert_false (dw_sim_breaker_conducts (&breaker->breaker));
  g_assert_cmpfloat (dw_sim_node_current (box, 0), >, 7.0);
}

static void
test_start (void)
{
  static const struct
  {
    const char *truth;
    gint64 now_ms, start_ms;
    double hour;
    int weekday;
  } rows[] = {
    { "a school day begins at its hour", NOW_MS, 0, 10.0 + 5.0 / 60.0, 0 },
    { "a Sunday becomes the Friday before", SIM_START_MS - 3600000, 0, 10.0 + 5.0 / 60.0, 4 },
    { "a given time goes before", NOW_MS, SIM_START_MS + 3 * 3600000, 3.0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      DwSimScenarioOptions options = { .seed = 99, .now_ms = rows[i].now_ms, .start_ms = rows[i].start_ms };
      g_autoptr (DwSimScenario) scenario = parse_good (small, &options);

      g_test_message ("%s", rows[i].truth);
      sim_assert_near (dw_sim_world_hour (scenario->world), rows[i].hour, 1e-6);
      g_assert_cmpint (dw_sim_world_weekday (scenario->world), ==, rows[i].weekday);
      g_assert_cmpuint (scenario->world->seed, ==, 99);
    }
}

static void
run_until (DwSimScript *script, int seconds)
{
  DwSimWorld *world = script->scenario->world;

  while (world->now_ms < world->start_ms + seconds * G_GINT64_CONSTANT (1000))
    {
      dw_sim_world_advance (world, 1000);
      dw_sim_script_run (script);
    }
}

static void
test_script (void)
{
  g_autoptr (DwSimScenario) scenario = parse_good (small, &preset);
  DwSimNode *box = dw_sim_world_find_node (scenario->world, "B1");
  DwSimGateway *gateway = dw_sim_world_find_gateway (scenario->world, "GW");
  DwSimScript script;

  dw_sim_script_init (&script, scenario);
  run_until (&script, 9);
  g_assert_false (gateway->faults[DW_SIM_GATEWAY_SILENT].on);
  run_until (&script, 11);
  g_assert_true (gateway->faults[DW_SIM_GATEWAY_SILENT].on);
  run_until (&script, 31);
  g_assert_false (gateway->faults[DW_SIM_GATEWAY_SILENT].on);
  g_assert_true (box->faults[DW_SIM_LEAKAGE_STEP].on);
  g_assert_cmpfloat (dw_sim_node_residual_ma (box), >, 350.0);
  run_until (&script, 40);
  g_assert_false (box->faults[DW_SIM_LEAKAGE_STEP].on);
  /* The round that follows begins after 70 to 150 s and is stretched up to twice. */
  run_until (&script, 95);
  g_assert_false (box->faults[DW_SIM_LEAKAGE_STEP].on);
  gint64 since_ms = box->faults[DW_SIM_LEAKAGE_STEP].since_ms;
  run_until (&script, 270);
  g_assert_cmpint (box->faults[DW_SIM_LEAKAGE_STEP].since_ms, >, since_ms);
  dw_sim_script_clear (&script);
}

static void
test_school (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("DIANWEI_DATA"), "scenarios", "school.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DwSimScenario) scenario = dw_sim_scenario_load (path, &preset, &error);
  guint models[DW_SIM_N_MODELS] = { 0 };
  guint absent = 0;

  g_assert_no_error (error);
  dw_sim_world_advance (scenario->world, 5000);
  for (guint i = 0; i < scenario->world->nodes->len; i++)
    {
      const DwSimNode *node = g_ptr_array_index (scenario->world->nodes, i);

      models[node->model]++;
      for (int probe = 0; probe < DW_SIM_PROBES; probe++)
        absent += !node->probe[probe];
      /* Everything is normal at first: below the limits of the standard and of the devices. */
      g_assert_cmphex (node->arcm.alarm, ==, 0);
      if (node->model == DW_SIM_MODEL_ARCM300T)
        g_assert_cmpfloat (dw_sim_node_residual_ma (node), <, 0.75 * node->arcm.limits[0]);
      for (int phase = 0; phase < DW_SIM_PHASES; phase++)
        {
          g_assert_cmpfloat (dw_sim_node_voltage (node, phase), >, 205.0);
          g_assert_cmpfloat (dw_sim_node_voltage (node, phase), <, 235.0);
          g_assert_cmpfloat (dw_sim_node_current (node, phase), <, 0.78 * node->rated_a);
        }
    }
  g_assert_cmpuint (models[DW_SIM_MODEL_ARCM300T], >=, 16);
  g_assert_cmpuint (models[DW_SIM_MODEL_LX47], ==, 4);
  g_assert_cmpuint (absent, ==, 1);
  g_assert_cmpuint (scenario->world->gateways->len, ==, 4);
}

static void
test_school_first_alarm (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("DIANWEI_DATA"), "scenarios", "school.json", NULL);
  g_autoptr (DwSimScenario) scenario = dw_sim_scenario_load (path, &preset, NULL);
  DwSimNode *box = dw_sim_world_find_node (scenario->world, "2AL1");
  DwSimScript script;

  dw_sim_script_init (&script, scenario);
  run_until (&script, 14);
  g_assert_cmphex (box->arcm.alarm, ==, 0);
  run_until (&script, 20);
  g_assert_cmphex (box->arcm.alarm, ==, 1);
  sim_assert_near (box->arcm.captured[0], 412.0, 15.0);
  run_until (&script, 60);
  g_assert_cmpfloat (dw_sim_node_residual_ma (box), <, 120.0);
  g_assert_cmphex (box->arcm.alarm, ==, 1); /* until somebody resets it */
  for (guint i = 0; i < scenario->world->nodes->len; i++)
    {
      const DwSimNode *node = g_ptr_array_index (scenario->world->nodes, i);
      g_assert_true (node == box || node->arcm.alarm == 0);
    }
  dw_sim_script_clear (&script);
}

/* What to change in the small file, and what must be said about it. */
static const struct
{
  const char *find, *put, *message;
} wrong[] = {
  { "{\"format\":1", "[\"format\":1", "test: " },
  { "\"format\":1", "\"format\":2", "format: must be a number from 1 to 1" },
  { "\"format\":1,", "", "format: is missing" },
  { "\"title\":\"small\"", "\"title\":7", "title: must be text" },
  { "\"seed\":3", "\"sead\":3", "sead: is not known here" },
  { "10:05", "25:05", "start_at: must be a time like \"10:05\"" },
  { "10:05", "10:05x", "start_at: must be a time like \"10:05\"" },
  { "\"gateways\":[{", "\"gateways\":[],\"gateweighs\":[{", "gateweighs: is not known here" },
  { "modbus-rtu-tcp", "profibus", "gateways[0].kind: must be \"modbus-tcp\" or \"modbus-rtu-tcp\"" },
  { "\"place\":\"s\"", "\"place\":\"S\"", "gateways[0].place: no place has the key \"S\"" },
  { "\"delay_ms\":7", "\"delay_ms\":-7", "gateways[0].delay_ms: must be a number from 0 to 10000" },
  { "\"delay_ms\":7", "\"delay_ms\":7.5", "gateways[0].delay_ms: must be a whole number" },
  { "\"kind\":\"school\"", "\"kind\":\"castle\"", "places[0].kind: \"castle\" is not a kind of place" },
  { "\"school\":\"middle\"", "\"school\":\"night\"", "places[0].world.school: must be \"primary\", \"middle\" or \"kindergarten\"" },
  { "\"key\":\"m\"", "\"key\":\"b\"", "places[0].children[1].key: \"b\" is used twice" },
  { "\"key\":\"M1\"", "\"key\":\"B1\"", "places[0].children[1].devices[0].key: \"B1\" is used twice" },
  { "\"unit\":18", "\"unit\":17", "places[0].children[0].children[1].devices[0].unit: GW already has a unit 17" },
  { "\"unit\":18", "\"unit\":0", "places[0].children[0].children[1].devices[0].unit: must be a number from 1 to 247" },
  { "\"unit\":18,", "", "places[0].children[0].children[1].devices[0].unit: is missing" },
  { "\"gateway\":\"GW\",\"unit\":2", "\"gateway\":\"GX\",\"unit\":2", "places[0].children[1].devices[0].gateway: no gateway is called \"GX\"" },
  { "acrel-adl400", "acrel-adl4000", "places[0].children[1].devices[0].profile: \"acrel-adl4000\" cannot be simulated" },
  { "\"rated_a\":250", "\"rated_a\":\"250\"", "places[0].children[1].devices[0].rated_a: must be a number from 0.1 to 5000" },
  { "\"fed_by\":\"M1\"", "\"fed_by\":\"M9\"", "places[0].children[0].devices[0].world.fed_by: \"M9\" is not a device or circuit" },
  { "\"fed_by\":\"M1\"", "\"fed_by\":\"W2\"", "places[0].children[0].devices[0].world.fed_by: \"W2\" closes a circle" },
  { "\"fed_by\":\"M1\"", "\"fed_by\":\"B1\"", "places[0].children[0].devices[0].world.fed_by: \"B1\" closes a circle" },
  { "\"baseline_ma\":80", "\"baseline\":80", "places[0].children[0].devices[0].world.baseline: is not known here" },
  { "\"limits\":[250,", "\"limits\":[", "places[0].children[0].devices[0].world.limits: must have 5 numbers" },
  { "\"limits\":[250,", "\"limits\":[70000,", "places[0].children[0].devices[0].world.limits: must have numbers from 0 to 65535" },
  { "[true,true,true,false]", "[true,true,true]", "places[0].children[0].devices[0].world.probes: must have 4 times true or false" },
  { "\"phases\":\"AC\"", "\"phases\":\"AD\"", "places[0].children[0].children[0].world.phases: must be some of the letters A, B, C" },
  { "\"load\":\"lighting\"", "\"load\":\"laser\"", "places[0].children[0].children[0].world.load: \"laser\" is not a kind of load" },
  { "\"load_a\":8", "\"load_a\":-8", "places[0].children[0].children[0].world.load_a: must be a number from 0 to 5000" },
  { "\"children\":[{\"key\":\"b\"", "\"children\":[7,{\"key\":\"b\"", "places[0].children[0]: must be an object" },
  { "leakage-step", "earthquake", "script[0].fault: no fault is called \"earthquake\"" },
  { "\"device\":\"B1\"", "\"device\":\"GW\"", "script[0].device: \"GW\" cannot have leakage-step" },
  { "\"device\":\"GW\"", "\"device\":\"B1\"", "script[1].device: \"B1\" cannot have gateway-silent" },
  { "\"at_s\":30,", "", "script[0].at_s: is missing" },
  { "\"value\":300", "\"value\":\"300\"", "script[0].value: must be a number" },
};

static void
test_wrong_files (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GString) json = g_string_new (small);
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (g_string_replace (json, wrong[i].find, wrong[i].put, 1), ==, 1);
      g_assert_null (dw_sim_scenario_parse (json->str, -1, "test", &preset, &error));
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, "test: "));
      g_assert_nonnull (strstr (error->message, wrong[i].message));
    }
}

static void
test_cut_files (void)
{
  /* Every beginning of a good file is refused, and nothing is read past its end. */
  gsize whole = strlen (small);

  for (gsize length = 0; length < whole; length += 7)
    {
      g_autofree char *cut = g_memdup2 (small, MAX (length, 1));
      g_autoptr (GError) error = NULL;

      g_assert_null (dw_sim_scenario_parse (cut, (gssize)length, "test", &preset, &error));
      g_assert_nonnull (error);
    }
}

static void
test_missing_file (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (dw_sim_scenario_load ("/nonexistent/school.json", &preset, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim-scenario/small-file-becomes-a-world", test_small);
  g_test_add_func ("/sim-scenario/world-starts-when-it-should", test_start);
  g_test_add_func ("/sim-scenario/script-runs-by-time-and-again", test_script);
  g_test_add_func ("/sim-scenario/school-is-normal-at-first", test_school);
  g_test_add_func ("/sim-scenario/school-has-one-alarm-in-the-first-minute", test_school_first_alarm);
  g_test_add_func ("/sim-scenario/wrong-files-name-path-and-reason", test_wrong_files);
  g_test_add_func ("/sim-scenario/cut-files-are-refused", test_cut_files);
  g_test_add_func ("/sim-scenario/missing-file-is-an-error", test_missing_file);
  return g_test_run ();
}
