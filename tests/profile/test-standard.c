// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib.h>
#include <glib/gstdio.h>

#include <math.h>

#include "dw-files.h"
#include "dw-profile.h"
#include "dw-standard.h"

/* The standard that comes with the program says what it must say, and a wrong one is refused with the place and the reason. */

#define NONE NAN

static const struct
{
  const char *device_class, *point;
  double rated_a;
  double low_alarm, high_warning, high_alarm; /* all NONE: no limit */
  int alarm_priority;
} rows[] = {
  { "detector", "residual_current", NONE, NONE, 240, 300, 2 },
  { "detector-final", "residual_current", NONE, NONE, 240, 300, 1 },
  { "detector-final", "temperature_1", NONE, NONE, NONE, NONE, 0 },
  { "breaker", "residual_current", NONE, NONE, 24, 30, 1 },
  { "detector", "temperature_1", NONE, NONE, 65, 80, 1 },
  { "detector", "temperature_16", NONE, NONE, 65, 80, 1 },
  { "breaker", "temperature_n", NONE, NONE, 65, 80, 2 },
  { "detector", "temperature_box", NONE, NONE, 50, 60, 2 },
  { "detector", "voltage_a", NONE, 198.0, NONE, 235.4, 3 },
  { "meter", "voltage_c", NONE, 198.0, NONE, 235.4, 3 },
  { "breaker", "voltage_ca", NONE, 353.4, NONE, 406.6, 3 },
  { "breaker", "current_a", 125, NONE, 100, 125, 2 },
  { "detector", "current_b", 63, NONE, 50.4, 63, 2 },
  { "detector", "current_b", NONE, NONE, NONE, NONE, 0 },
  { "detector", "current_b", 0, NONE, NONE, NONE, 0 },
  { "meter", "residual_current", NONE, NONE, NONE, NONE, 0 },
  { "detector", "frequency", NONE, NONE, NONE, NONE, 0 },
  { "detector", "di_1", NONE, NONE, NONE, NONE, 0 },
  { "lamp", "voltage_a", NONE, NONE, NONE, NONE, 0 },
};

static DwStandard *
load_own (void)
{
  g_autofree char *data_dir = dw_files_find_data_dir ();
  g_autofree char *path = g_build_filename (data_dir, "standards", "cn-school-2026.json", NULL);
  g_autoptr (GError) error = NULL;
  DwStandard *standard = dw_standard_load (path, &error);

  g_assert_no_error (error);
  return standard;
}

static void
check_same (double got, double expected)
{
  if (isnan (expected))
    g_assert_true (isnan (got));
  else
    g_assert_cmpfloat_with_epsilon (got, expected, 1e-9);
}

static void
test_limits (void)
{
  g_autoptr (DwStandard) standard = load_own ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      DwLimit limit;
      DwPoint point;

      g_test_message ("%s %s", rows[i].device_class, rows[i].point);
      g_assert_true (dw_point_from_name (rows[i].point, &point));
      if (isnan (rows[i].high_alarm))
        {
          g_assert_false (dw_standard_get_limit (standard, rows[i].device_class, point, rows[i].rated_a, &limit));
          continue;
        }
      g_assert_true (dw_standard_get_limit (standard, rows[i].device_class, point, rows[i].rated_a, &limit));
      check_same (limit.low_alarm, rows[i].low_alarm);
      check_same (limit.high_warning, rows[i].high_warning);
      check_same (limit.high_alarm, rows[i].high_alarm);
      g_assert_cmpint (limit.alarm_priority, ==, rows[i].alarm_priority);
      g_assert_cmpfloat (limit.hysteresis, >, 0);
      g_assert_cmpint (limit.on_delay_ms, >=, 2000);
      g_assert_cmpstr (limit.clause, !=, "");
    }
}

/* GB 14287.2: a residual-current detector must have alarmed 30 s after its set value; the off-delay must not end an alarm sooner. */
static void
test_delays (void)
{
  g_autoptr (DwStandard) standard = load_own ();
  DwLimit limit;
  DwPoint point;

  dw_point_from_name ("residual_current", &point);
  g_assert_true (dw_standard_get_limit (standard, "detector", point, NAN, &limit));
  g_assert_cmpint (limit.on_delay_ms, <, 30000);
  g_assert_cmpint (limit.off_delay_ms, >=, limit.on_delay_ms);
  g_assert_true (g_str_has_prefix (limit.clause, "GB 50116-2013 9.2.3"));
}

static void
test_head (void)
{
  g_autoptr (DwStandard) standard = load_own ();

  g_assert_cmpstr (dw_standard_get_id (standard), ==, "cn-school-2026");
  g_assert_cmpstr (dw_standard_get_title (standard), ==, "Schools in China");
  g_assert_cmpstr (dw_standard_get_edition (standard), ==, "2026-01");
}

static const struct
{
  const char *sentence;
  const char *row; /* of limits */
  const char *place, *reason;
} wrong_rows[] = {
  { "an unknown key is refused", "{\"classes\": [\"meter\"], \"points\": [\"frequency\"], \"high\": 1, \"clause\": \"c\"}", "$.limits[0].high", "is not a key of this place" },
  { "no class is refused", "{\"points\": [\"frequency\"], \"high_alarm\": 1, \"clause\": \"c\"}", "$.limits[0].classes", "must name at least one class" },
  { "an unknown class is refused", "{\"classes\": [\"lamp\"], \"points\": [\"frequency\"], \"high_alarm\": 1, \"clause\": \"c\"}", "$.limits[0].classes[0]", "must be one of detector, detector-final, breaker, meter, not \"lamp\"" },
  { "no point is refused", "{\"classes\": [\"meter\"], \"points\": [], \"high_alarm\": 1, \"clause\": \"c\"}", "$.limits[0].points", "must name at least one point" },
  { "an unknown point is refused", "{\"classes\": [\"meter\"], \"points\": [\"volts\"], \"high_alarm\": 1, \"clause\": \"c\"}", "$.limits[0].points[0]", "\"volts\" is not a name of the vocabulary" },
  { "a star that fits nothing is refused", "{\"classes\": [\"meter\"], \"points\": [\"volts_*\"], \"high_alarm\": 1, \"clause\": \"c\"}", "$.limits[0].points[0]", "\"volts_*\" is not a name of the vocabulary" },
  { "no limit is refused", "{\"classes\": [\"meter\"], \"points\": [\"frequency\"], \"clause\": \"c\"}", "$.limits[0]", "has no limit at all" },
  { "no clause is refused", "{\"classes\": [\"meter\"], \"points\": [\"frequency\"], \"high_alarm\": 1}", "$.limits[0].clause", "is missing" },
  { "a warning above its alarm is refused", "{\"classes\": [\"meter\"], \"points\": [\"frequency\"], \"high_warning\": 2, \"high_alarm\": 1, \"clause\": \"c\"}", "$.limits[0].high_warning", "is above high_alarm" },
  { "a low alarm above its warning is refused", "{\"classes\": [\"meter\"], \"points\": [\"frequency\"], \"low_warning\": 1, \"low_alarm\": 2, \"clause\": \"c\"}", "$.limits[0].low_alarm", "is above low_warning" },
  { "low limits that reach the high ones are refused", "{\"classes\": [\"meter\"], \"points\": [\"frequency\"], \"low_alarm\": 2, \"high_alarm\": 2, \"clause\": \"c\"}", "$.limits[0]", "the low limits reach the high limits" },
  { "a negative hysteresis is refused", "{\"classes\": [\"meter\"], \"points\": [\"frequency\"], \"high_alarm\": 1, \"hysteresis\": -1, \"clause\": \"c\"}", "$.limits[0].hysteresis", "must not be negative" },
  { "priority 5 is refused", "{\"classes\": [\"meter\"], \"points\": [\"frequency\"], \"high_alarm\": 1, \"alarm_priority\": 5, \"clause\": \"c\"}", "$.limits[0].alarm_priority", "must be 1…4, not 5" },
  { "a negative delay is refused", "{\"classes\": [\"meter\"], \"points\": [\"frequency\"], \"high_alarm\": 1, \"on_delay_ms\": -1, \"clause\": \"c\"}", "$.limits[0].on_delay_ms", "must be 0…3600000, not -1" },
  { "a limit in words is refused", "{\"classes\": [\"meter\"], \"points\": [\"frequency\"], \"high_alarm\": \"high\", \"clause\": \"c\"}", "$.limits[0].high_alarm", "must be a number, not a string" },
  { "a clause too long for its place is refused", "{\"classes\": [\"meter\"], \"points\": [\"frequency\"], \"high_alarm\": 1, \"clause\": \"0123456789012345678901234567890123456789012345678901234567890123\"}", "$.limits[0].clause", "is longer than 63 bytes" },
};

#define SUPPLY "{\"nominal_v\": 220, \"loss\": 0.7, \"normal\": 0.85, \"lost\": 0.1, \"shift\": 0.1, \"balance\": 0.02, \"hysteresis\": 0.02, \"clause\": \"c\"}"
#define ROW "{\"classes\": [\"meter\"], \"points\": [\"frequency\"], \"high_alarm\": 60, \"clause\": \"c\"}"

static const struct
{
  const char *sentence;
  const char *old, *new; /* in SUPPLY */
  const char *place, *reason;
} wrong_supplies[] = {
  { "an unknown key is refused", "\"loss\": 0.7", "\"loss\": 0.7, \"volts\": 1", "$.supply.volts", "is not a key of this place" },
  { "a missing ratio is refused", "\"shift\": 0.1, ", "", "$.supply.shift", "is missing" },
  { "a percentage instead of a ratio is refused", "\"loss\": 0.7", "\"loss\": 70", "$.supply.loss", "must be between 0 and 1" },
  { "no nominal voltage is refused", "\"nominal_v\": 220", "\"nominal_v\": 0", "$.supply.nominal_v", "must be above 0" },
  { "ratios in the wrong order are refused", "\"loss\": 0.7", "\"loss\": 0.9", "$.supply", "lost must be below loss, and loss below normal" },
  { "no clause is refused", ", \"clause\": \"c\"", "", "$.supply.clause", "is missing" },
  { "a list is refused", SUPPLY, "[]", "$.supply", "must be an object, not an array" },
};

static DwStandard *
load_text (const char *text, char **path, GError **error)
{
  g_autofree char *dir = g_dir_make_tmp ("dianwei-standard-XXXXXX", NULL);
  DwStandard *standard;

  *path = g_build_filename (dir, "x.json", NULL);
  g_assert_true (g_file_set_contents (*path, text, -1, NULL));
  standard = dw_standard_load (*path, error);
  g_remove (*path);
  g_rmdir (dir);
  return standard;
}

static void
test_wrong_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (wrong_rows); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"format\": 1, \"title\": \"T\", \"edition\": \"1\", \"limits\": [%s], \"supply\": " SUPPLY "}", wrong_rows[i].row);
      g_autofree char *path = NULL;
      g_autofree char *expected = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (DwStandard) standard = load_text (text, &path, &error);

      g_test_message ("%s", wrong_rows[i].sentence);
      g_assert_null (standard);
      expected = g_strdup_printf ("%s: %s: %s", path, wrong_rows[i].place, wrong_rows[i].reason);
      g_assert_cmpstr (error->message, ==, expected);
      g_assert_error (error, DW_PROFILE_ERROR, DW_PROFILE_ERROR_INVALID);
    }
}

static char *
replace_in (const char *text, const char *old, const char *new)
{
  g_auto (GStrv) parts = g_strsplit (text, old, 2);

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  return g_strjoinv (new, parts);
}

static void
test_wrong_supplies (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (wrong_supplies); i++)
    {
      g_autofree char *supply = replace_in (SUPPLY, wrong_supplies[i].old, wrong_supplies[i].new);
      g_autofree char *text = g_strdup_printf ("{\"format\": 1, \"title\": \"T\", \"edition\": \"1\", \"limits\": [" ROW "], \"supply\": %s}", supply);
      g_autofree char *path = NULL;
      g_autofree char *expected = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (DwStandard) standard = load_text (text, &path, &error);

      g_test_message ("%s", wrong_supplies[i].sentence);
      g_assert_null (standard);
      expected = g_strdup_printf ("%s: %s: %s", path, wrong_supplies[i].place, wrong_supplies[i].reason);
      g_assert_cmpstr (error->message, ==, expected);
    }
}

/* What the file says is what is handed on, and the file that comes with the program says it with a source. */
static void
test_supply (void)
{
  g_autoptr (DwStandard) own = load_own ();
  g_autofree char *changed = replace_in (SUPPLY, "\"nominal_v\": 220, \"loss\": 0.7", "\"nominal_v\": 230, \"loss\": 0.6, \"on_delay_ms\": 1500");
  g_autofree char *text = g_strdup_printf ("{\"format\": 1, \"title\": \"T\", \"edition\": \"1\", \"limits\": [" ROW "], \"supply\": %s}", changed);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DwStandard) other = load_text (text, &path, &error);

  g_assert_no_error (error);
  g_assert_cmpfloat (dw_standard_get_supply (own)->nominal_v, ==, 220);
  g_assert_cmpfloat (dw_standard_get_supply (own)->loss_ratio, ==, 0.7);
  g_assert_cmpfloat (dw_standard_get_supply (own)->lost_ratio, ==, 0.1);
  g_assert_cmpfloat (dw_standard_get_supply (own)->shift_ratio, ==, 0.1);
  g_assert_cmpint (dw_standard_get_supply (own)->on_delay_ms, ==, 5000);
  g_assert_cmpstr (dw_standard_get_supply (own)->clause, !=, "");
  g_assert_cmpfloat (dw_standard_get_supply (other)->nominal_v, ==, 230);
  g_assert_cmpfloat (dw_standard_get_supply (other)->loss_ratio, ==, 0.6);
  g_assert_cmpfloat (dw_standard_get_supply (other)->balance_ratio, ==, 0.02);
  g_assert_cmpint (dw_standard_get_supply (other)->on_delay_ms, ==, 1500);
  g_assert_cmpint (dw_standard_get_supply (other)->off_delay_ms, ==, 0);
}

static void
test_wrong_files (void)
{
  g_autofree char *path = NULL;
  g_autofree char *second_path = NULL;
  g_autofree char *third_path = NULL;
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) syntax = NULL;
  g_autoptr (GError) empty = NULL;
  g_autoptr (GError) no_supply = NULL;

  g_assert_null (dw_standard_load ("/nowhere/x.json", &missing));
  g_assert_error (missing, DW_PROFILE_ERROR, DW_PROFILE_ERROR_MISSING);
  g_assert_null (load_text ("{\"format\": 1,", &path, &syntax));
  g_assert_error (syntax, DW_PROFILE_ERROR, DW_PROFILE_ERROR_SYNTAX);
  g_assert_null (load_text ("{\"format\": 1, \"title\": \"T\", \"edition\": \"1\"}", &second_path, &empty));
  g_assert_true (g_str_has_suffix (empty->message, ": $.limits: must have at least one row"));
  g_assert_null (load_text ("{\"format\": 1, \"title\": \"T\", \"edition\": \"1\", \"limits\": [" ROW "]}", &third_path, &no_supply));
  g_assert_true (g_str_has_suffix (no_supply->message, ": $.supply: is missing"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/standard/limits-are-those-of-the-clauses", test_limits);
  g_test_add_func ("/standard/a-residual-alarm-comes-within-30-s", test_delays);
  g_test_add_func ("/standard/it-has-title-and-edition", test_head);
  g_test_add_func ("/standard/a-wrong-row-is-refused", test_wrong_rows);
  g_test_add_func ("/standard/the-supply-is-judged-by-the-file", test_supply);
  g_test_add_func ("/standard/a-wrong-supply-is-refused", test_wrong_supplies);
  g_test_add_func ("/standard/a-wrong-file-is-refused", test_wrong_files);
  return g_test_run ();
}
