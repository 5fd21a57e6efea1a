// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib.h>

#include "dw-files.h"
#include "dw-profile.h"

/* What one device says differently: settings and commands of the administrator, and how a wrong one is refused. */

typedef struct
{
  const char *sentence;
  const char *profile;
  const char *json;
  const char *message; /* NULL = fine */
} Row;

static const Row rows[] = {
  { "nothing is fine", "arcm300t", "", NULL },
  { "an empty object is fine", "arcm300t", "{}", NULL },
  { "a chosen value is fine", "arcm300t", "{\"settings\": {\"do_polarity\": \"inverted\"}}", NULL },
  { "a reset with its register is fine", "arcm300t", "{\"commands\": {\"reset\": {\"enabled\": true, \"function\": 6, \"address\": 4160, \"words\": [1]}}}", NULL },
  { "switching a command off is fine", "lx47le-125", "{\"commands\": {\"close\": {\"enabled\": false}}}", NULL },
  { "the coil path is fine", "lx47le-125", "{\"commands\": {\"close\": {\"function\": 5, \"address\": 0, \"words\": [\"0xFF00\"]}}}", NULL },
  { "a trip without read-back is the administrator's choice", "ddsy1352", "{\"commands\": {\"trip\": {\"enabled\": true}}}", NULL },
  { "what is not JSON is refused", "arcm300t", "{", "device settings: not JSON: " },
  { "a list is refused", "arcm300t", "[]", "device settings: $: must be an object, not an array" },
  { "an unknown part is refused", "arcm300t", "{\"setting\": {}}", "device settings: $.setting: is not a key of this place" },
  { "an unknown setting is refused", "arcm300t", "{\"settings\": {\"polarity\": \"normal\"}}", "device settings: $.settings.polarity: is not a setting of the profile acrel-arcm300t" },
  { "an unknown value is refused", "arcm300t", "{\"settings\": {\"do_polarity\": \"reversed\"}}", "device settings: $.settings.do_polarity: \"reversed\" is not one of its values" },
  { "a number as value is refused", "arcm300t", "{\"settings\": {\"energy_scale\": 0.01}}", "device settings: $.settings.energy_scale: must be a string, not a number" },
  { "an unknown command is refused", "arcm300t", "{\"commands\": {\"close\": {\"enabled\": true}}}", "device settings: $.commands.close: is not a command of the profile acrel-arcm300t" },
  { "an enabled reset without a register is refused", "arcm300t", "{\"commands\": {\"reset\": {\"enabled\": true}}}", "device settings: $.commands.reset.enabled: the command has no function or no words to write" },
  { "an unknown key of a command is refused", "arcm300t", "{\"commands\": {\"reset\": {\"verb\": \"trip\"}}}", "device settings: $.commands.reset.verb: is not a key of this place" },
  { "enabled in words is refused", "arcm300t", "{\"commands\": {\"reset\": {\"enabled\": \"yes\"}}}", "device settings: $.commands.reset.enabled: must be true or false, not a string" },
  { "a reading function is refused", "arcm300t", "{\"commands\": {\"reset\": {\"function\": 3}}}", "device settings: $.commands.reset.function: must be 5…16, not 3" },
  { "no words at all is refused", "lx47le-125", "{\"commands\": {\"trip\": {\"words\": []}}}", "device settings: $.commands.trip.words: must have 1…123 words" },
  { "a read-back of nothing is refused", "lx47le-125", "{\"commands\": {\"trip\": {\"readback\": {\"point\": \"do_1\", \"value\": 1}}}}", "device settings: $.commands.trip.readback.point: reads back \"do_1\", which is not a point of this profile" },
  { "words for set-limit are refused", "lx47le-125", "{\"commands\": {\"thresholds\": {\"words\": [1]}}}", "device settings: $.commands.thresholds.words: a set-limit command takes its words from the thresholds" },
};

static DwProfileSet *
load_set (void)
{
  g_autofree char *data_dir = dw_files_find_data_dir ();

  return dw_profile_set_load (data_dir, NULL, NULL);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (DwProfileSet) set = load_set ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DwProfile) effective = dw_profile_apply_device_settings (dw_profile_set_find (set, row->profile), row->json, &error);

  if (row->message == NULL)
    {
      g_assert_no_error (error);
      g_assert_nonnull (effective);
      return;
    }
  g_assert_null (effective);
  g_assert_true (g_str_has_prefix (error->message, row->message));
}

/* The plain profile is read by others at the same time: it must not change. */
static void
test_plain_stays (void)
{
  g_autoptr (DwProfileSet) set = load_set ();
  DwProfile *plain = dw_profile_set_find (set, "arcm300t");
  g_autoptr (DwProfile) effective = dw_profile_apply_device_settings (
    plain, "{\"settings\": {\"do_polarity\": \"inverted\"}, \"commands\": {\"reset\": {\"enabled\": true, \"function\": 16, \"address\": \"0x1040\", \"words\": [1, 2]}}}", NULL);
  const DwProfileCommand *reset = dw_profile_find_command (effective, "reset");

  g_assert_false (dw_profile_find_command (plain, "reset")->enabled);
  g_assert_cmpstr (dw_profile_get_setting (plain, "do_polarity"), ==, "normal");
  g_assert_cmpstr (dw_profile_get_setting (effective, "do_polarity"), ==, "inverted");
  g_assert_null (dw_profile_get_setting (effective, "colour"));
  g_assert_true (reset->enabled);
  g_assert_cmpint (reset->function, ==, 16);
  g_assert_cmpint (reset->address, ==, 0x1040);
  g_assert_cmpuint (reset->n_words, ==, 2);
  g_assert_cmpint (reset->readback_flag, ==, DW_REPORT_ALARM);
  g_assert_cmpstr (effective->id, ==, "acrel-arcm300t");
}

static void
test_nothing_is_the_same (void)
{
  g_autoptr (DwProfileSet) set = load_set ();
  DwProfile *plain = dw_profile_set_find (set, "arcm300t");
  g_autoptr (DwProfile) effective = dw_profile_apply_device_settings (plain, NULL, NULL);

  g_assert_true (effective == plain);
}

/* A single-phase breaker has no phases B and C, and nothing that speaks about them. */
static void
test_points_left_out (void)
{
  g_autoptr (DwProfileSet) set = load_set ();
  DwProfile *plain = dw_profile_set_find (set, "lx47le-125");
  g_autoptr (DwProfile) effective = dw_profile_apply_device_settings (plain, "{\"settings\": {\"wiring\": \"single-phase\"}}", NULL);

  g_assert_cmpint (dw_profile_find_point (plain, "voltage_b"), >=, 0);
  g_assert_cmpint (dw_profile_find_point (effective, "voltage_b"), ==, -1);
  g_assert_cmpint (dw_profile_find_point (effective, "temperature_c"), ==, -1);
  g_assert_cmpint (dw_profile_find_point (effective, "voltage_a"), >=, 0);
  g_assert_cmpuint (plain->n_points - effective->n_points, ==, 14);
  g_assert_cmpstr (effective->points[dw_profile_find_command (effective, "close")->refuse_point].name, ==, "local_lock");
}

/* The control set of the breaker as its manual has it. */
static void
test_breaker_commands (void)
{
  g_autoptr (DwProfileSet) set = load_set ();
  DwProfile *profile = dw_profile_set_find (set, "lx47le-125");
  const DwProfileCommand *close = dw_profile_find_verb (profile, DW_VERB_CLOSE);
  const DwProfileCommand *trip = dw_profile_find_verb (profile, DW_VERB_TRIP);

  g_assert_cmpint (close->function, ==, 6);
  g_assert_cmpint (close->address, ==, 13);
  g_assert_cmpint (close->words[0], ==, 0xFF00);
  g_assert_cmpstr (profile->points[close->readback_point].name, ==, "breaker");
  g_assert_cmpfloat (close->readback_value, ==, 1);
  g_assert_cmpstr (close->refuse_code, ==, "local-lock");
  g_assert_cmpint (trip->words[0], ==, 0);
  g_assert_cmpfloat (trip->readback_value, ==, 0);
  g_assert_cmpuint (trip->refuse_point, ==, G_MAXUINT);
  g_assert_cmpint (trip->poll_ms, ==, 500);
  g_assert_cmpint (trip->timeout_ms, ==, 10000);
  g_assert_null (dw_profile_find_verb (profile, DW_VERB_ALLOW_CLOSE));
  g_assert_cmpuint (profile->n_trip_reasons, ==, 13);
  g_assert_cmpstr (profile->trip_reason_titles[2], ==, "leakage");
}

/* Vendors disagree about what "1" means: each command has its own words. */
static void
test_prepaid_commands (void)
{
  g_autoptr (DwProfileSet) set = load_set ();
  DwProfile *profile = dw_profile_set_find (set, "ddsy1352");
  const DwProfileCommand *trip = dw_profile_find_command (profile, "trip");
  const DwProfileCommand *close = dw_profile_find_command (profile, "close");

  g_assert_false (trip->enabled);
  g_assert_false (close->enabled);
  g_assert_cmpuint (trip->readback_point, ==, G_MAXUINT);
  g_assert_cmpint (trip->address, ==, 0x57);
  g_assert_cmpuint (trip->n_words, ==, 2);
  g_assert_cmpint (trip->words[1], ==, 1);
  g_assert_cmpint (close->words[1], ==, 0);
}

static void
test_detector_thresholds (void)
{
  g_autoptr (DwProfileSet) set = load_set ();
  DwProfile *profile = dw_profile_set_find (set, "arcm300t");

  g_assert_cmpuint (profile->n_thresholds, ==, 5);
  for (guint i = 0; i < 5; i++)
    {
      g_assert_cmpint (profile->thresholds[i].address, ==, 0x1033 + i);
      g_assert_cmpint (profile->thresholds[i].read_function, ==, 3);
      g_assert_cmpint (profile->thresholds[i].write_function, ==, 16);
      g_assert_cmpstr (profile->thresholds[i].name, ==, profile->points[profile->thresholds[i].point].name);
    }
  g_assert_true (dw_profile_find_command (profile, "thresholds")->enabled);
  g_assert_false (dw_profile_find_command (profile, "reset")->enabled);
  g_assert_false (dw_profile_find_command (profile, "silence")->enabled);
  g_assert_false (dw_profile_find_command (profile, "trip")->enabled);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *sentence = g_strdelimit (g_strdup (rows[i].sentence), " '", '-');
      g_autofree char *path = g_strdup_printf ("/profile/settings/%s", sentence);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/profile/settings/the-plain-profile-stays-as-it-is", test_plain_stays);
  g_test_add_func ("/profile/settings/nothing-gives-the-same-profile", test_nothing_is_the_same);
  g_test_add_func ("/profile/settings/single-phase-leaves-points-out", test_points_left_out);
  g_test_add_func ("/profile/commands/the-breaker-has-its-control-set", test_breaker_commands);
  g_test_add_func ("/profile/commands/the-prepaid-meter-is-not-switched-blindly", test_prepaid_commands);
  g_test_add_func ("/profile/commands/the-detector-has-thresholds-only", test_detector_thresholds);
  return g_test_run ();
}
