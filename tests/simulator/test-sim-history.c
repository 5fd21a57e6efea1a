// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <math.h>

#include "dw-sim-history.h"

/* The past of the school that is delivered, as text: columns that the profiles know, counters that only rise and end where the scenario begins, and what its "past" says. */

#define END_MS G_GINT64_CONSTANT (1795158000000) /* Friday 20 November 2026, 15:00 in China */
#define HOUR_MS G_GINT64_CONSTANT (3600000)
#define MINUTE_MS G_GINT64_CONSTANT (60000)
#define MIDNIGHT_MS (END_MS - 15 * HOUR_MS)

static char *
get_file (const char *folder, const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "..", "data", folder, name, NULL);
}

static char *
write_past (const DwSimHistoryOptions *options)
{
  g_autofree char *path = get_file ("scenarios", "school.json");
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  dw_sim_history_write (path, options, out, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (out, "", 1, NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (out, NULL, &error);
  g_assert_no_error (error);
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (out));
}

static const DwSimHistoryOptions one_day = { .seed = -1, .end_ms = END_MS, .days = 1, .period_s = 60, .utc_offset_min = G_MAXINT };
static const DwSimHistoryOptions coarse_day = { .seed = -1, .end_ms = END_MS, .days = 1, .period_s = 1800, .utc_offset_min = G_MAXINT };
static const DwSimHistoryOptions three_days = { .seed = -1, .end_ms = END_MS, .days = 3, .period_s = 60, .utc_offset_min = G_MAXINT };

/* --- reading it --- */

typedef struct
{
  char **lines;
  char **header;
} Table;

static void
table_init (Table *self, const char *text)
{
  GPtrArray *lines = g_ptr_array_new ();
  const char *begin = text;

  /* By hand: g_strsplit looks for each line with strstr, which a sanitizer lets measure the whole rest each time. */
  for (const char *at = text; *at != '\0'; at++)
    if (*at == '\n')
      {
        g_ptr_array_add (lines, g_strndup (begin, (gsize)(at - begin)));
        begin = at + 1;
      }
  g_ptr_array_add (lines, NULL);
  self->lines = (char **)g_ptr_array_free (lines, FALSE);
  self->header = g_strsplit (self->lines[0], ",", -1);
}

static void
table_clear (Table *self)
{
  g_strfreev (self->lines);
  g_strfreev (self->header);
}

static int
find_column (const Table *self, const char *name)
{
  for (int i = 0; self->header[i] != NULL; i++)
    if (g_str_equal (self->header[i], name))
      return i;
  g_error ("no column %s", name);
}

/* Times and values of one column of a device; NaN for an empty cell. */
typedef struct
{
  gint64 time_ms;
  double value;
} Cell;

static gboolean
is_of_device (const char *line, const char *device)
{
  const char *at = strchr (line, ',');

  return at != NULL && g_str_has_prefix (at + 1, device) && at[1 + strlen (device)] == ',';
}

static GArray *
read_column (const Table *self, const char *device, const char *name)
{
  GArray *cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  int column = find_column (self, name);

  for (guint i = 1; self->lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = NULL;
      Cell cell;

      if (!is_of_device (self->lines[i], device))
        continue;
      fields = g_strsplit (self->lines[i], ",", -1);
      g_assert_cmpuint (g_strv_length (fields), ==, g_strv_length (self->header));
      cell.time_ms = g_ascii_strtoll (fields[0], NULL, 10);
      cell.value = *fields[column] != '\0' ? g_ascii_strtod (fields[column], NULL) : NAN;
      g_array_append_val (cells, cell);
    }
  return cells;
}

static const Cell *
get_cell (GArray *cells, guint i)
{
  return &g_array_index (cells, Cell, i);
}

static double
find_value (GArray *cells, gint64 time_ms)
{
  for (guint i = 0; i < cells->len; i++)
    if (get_cell (cells, i)->time_ms == time_ms)
      return get_cell (cells, i)->value;
  return NAN;
}

/* --- columns --- */

static GHashTable *
read_profile_points (const char *profile)
{
  g_autofree char *name = g_strconcat (profile, ".json", NULL);
  g_autofree char *path = get_file ("profiles", name);
  g_autoptr (JsonParser) parser = json_parser_new ();
  GHashTable *points = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *list;

  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  list = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "points");
  for (guint i = 0; i < json_array_get_length (list); i++)
    g_hash_table_add (points, g_strdup (json_object_get_string_member (json_array_get_object_element (list, i), "name")));
  return points;
}

/* A point that the profile does not know would be refused by the import; what it measures and the past leaves out would be a curve that begins today. */
static void
test_columns (void)
{
  static const struct
  {
    const char *device, *profile;
    guint n_values;
  } rows[] = {
    { "GW-01/1", "acrel-arcm300t", 15 },
    { "GW-03/31", "lingxun-lx47le-125", 28 },
    { "GW-01/2", "acrel-adl400", 19 },
    { "GW-01/7", "chint-dtsu666", 20 },
    { "GW-03/17", "acrel-arcm300t", 14 }, /* its fourth probe is not there */
  };
  g_autofree char *text = write_past (&coarse_day);
  Table table;

  table_init (&table, text);
  g_assert_cmpstr (table.header[0], ==, "time");
  g_assert_cmpstr (table.header[1], ==, "device");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GHashTable) points = read_profile_points (rows[i].profile);
      guint n_values = 0;

      for (guint column = 2; table.header[column] != NULL; column++)
        {
          g_autoptr (GArray) cells = read_column (&table, rows[i].device, table.header[column]);

          g_assert_cmpuint (cells->len, ==, 24 * 2 + 1);
          if (isnan (get_cell (cells, 0)->value))
            continue;
          n_values++;
          if (!g_hash_table_contains (points, table.header[column]))
            g_error ("%s: %s does not know %s", rows[i].device, rows[i].profile, table.header[column]);
        }
      g_assert_cmpuint (n_values, ==, rows[i].n_values);
    }
  table_clear (&table);
}

/* --- counters --- */

static void
test_counters (void)
{
  static const struct
  {
    const char *device, *point;
    double end, resolution; /* the scenario's reading */
  } rows[] = {
    { "GW-03/17", "energy_active_import", 48213.6, 0.01 },
    { "GW-03/31", "energy_active_import", 9120.337, 0.001 },
    { "GW-01/2", "energy_active_import", 412880.6, 0.1 },
    { "GW-01/2", "energy_active_import_peak", 412880.6 / 4, 0.1 },
    { "GW-01/7", "energy_active_import", 73022.8, 0.01 },
  };
  g_autofree char *text = write_past (&three_days);
  Table table;

  table_init (&table, text);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GArray) cells = read_column (&table, rows[i].device, rows[i].point);
      double last = get_cell (cells, cells->len - 1)->value;

      for (guint j = 1; j < cells->len; j++)
        g_assert_cmpfloat (get_cell (cells, j)->value, >=, get_cell (cells, j - 1)->value);
      g_assert_cmpfloat (get_cell (cells, 0)->value, <, last - 1);
      g_assert_cmpfloat (last, <=, rows[i].end);
      g_assert_cmpfloat (last, >, rows[i].end - 1.01 * rows[i].resolution);
    }
  table_clear (&table);
}

static char *
write_past_of (const char *scenario, const DwSimHistoryOptions *options, GError **error)
{
  g_autofree char *dir = g_dir_make_tmp ("dianwei-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "new.json", NULL);
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();

  g_assert_true (g_file_set_contents (path, scenario, -1, NULL));
  dw_sim_history_write (path, options, out, error);
  g_remove (path);
  g_rmdir (dir);
  return g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (out)), g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (out)));
}

#define TWO_SCHOOLS(past)                                                                                                                                                           \
  "{\"format\":1,\"title\":\"new\",\"gateways\":[{\"name\":\"G\",\"kind\":\"modbus-tcp\",\"place\":\"s\"}],\"places\":["                                                            \
  "{\"key\":\"s\",\"kind\":\"school\",\"name\":\"S\",\"devices\":["                                                                                                                 \
  "{\"key\":\"M\",\"name\":\"M\",\"profile\":\"chint-dtsu666\",\"gateway\":\"G\",\"unit\":1,\"rated_a\":63,\"world\":{\"load\":\"constant\",\"load_a\":20,\"energy_kwh\":500}}]},"  \
  "{\"key\":\"t\",\"kind\":\"school\",\"name\":\"T\",\"world\":{\"past_period_s\":300},\"children\":[{\"key\":\"b\",\"kind\":\"box\",\"name\":\"B\",\"devices\":["                  \
  "{\"key\":\"N\",\"name\":\"N\",\"profile\":\"chint-dtsu666\",\"gateway\":\"G\",\"unit\":2,\"rated_a\":63,\"world\":{\"load\":\"constant\",\"load_a\":20,\"energy_kwh\":5}}]}]}]," \
  "\"past\":[" past "]}"

/* A counter that counts more in the past than it shows: no reading, rather than one below zero. */
static void
test_short_counter (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = write_past_of (TWO_SCHOOLS (""), &one_day, &error);
  g_autoptr (GArray) energy = NULL;
  g_autoptr (GArray) power = NULL;
  Table table;

  g_assert_no_error (error);
  table_init (&table, text);
  energy = read_column (&table, "G/2", "energy_active_import");
  power = read_column (&table, "G/2", "active_power_total");
  g_assert_true (isnan (get_cell (energy, 0)->value));
  g_assert_cmpfloat (get_cell (power, 0)->value, >, 10);
  table_clear (&table);
}

/* A school that says another period has its own lines; those of all are by time, and the last of each is the end. */
static void
test_periods (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = write_past_of (TWO_SCHOOLS (""), &coarse_day, &error);
  g_autoptr (GArray) coarse = NULL;
  g_autoptr (GArray) fine = NULL;
  gint64 before_ms = 0;
  Table table;

  g_assert_no_error (error);
  table_init (&table, text);
  coarse = read_column (&table, "G/1", "voltage_a");
  fine = read_column (&table, "G/2", "voltage_a");
  for (guint i = 1; table.lines[i] != NULL; i++)
    {
      gint64 time_ms = g_ascii_strtoll (table.lines[i], NULL, 10);

      g_assert_cmpint (time_ms, >=, before_ms);
      before_ms = time_ms;
    }
  table_clear (&table);
  g_assert_cmpuint (coarse->len, ==, 24 * 2 + 1);
  g_assert_cmpuint (fine->len, ==, 24 * 12 + 1);
  g_assert_cmpint (get_cell (coarse, coarse->len - 1)->time_ms, ==, END_MS);
  g_assert_cmpint (get_cell (fine, fine->len - 1)->time_ms, ==, END_MS);
  g_assert_cmpint (get_cell (fine, 1)->time_ms - get_cell (fine, 0)->time_ms, ==, 300000);
}

/* The old meter ends at the reading that the scenario tells, the new one at the reading with which the scenario begins; both only rise. 20 A in three phases at some 230 V
 * with 0.96 are some 13 kW: 17 h of it before the meter is replaced at 08:00, 7 h after, more or less by what each day has of its own. */
static void
test_replaced_meter (void)
{
  static const char scenario[] = TWO_SCHOOLS ("{\"at\":\"08:00\",\"replace\":\"M\",\"reading\":7654.3}");
  gint64 replaced_ms = MIDNIGHT_MS + 8 * HOUR_MS;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = write_past_of (scenario, &one_day, &error);
  g_autoptr (GArray) energy = NULL;
  double old = 0, begin;
  Table table;

  g_assert_no_error (error);
  table_init (&table, text);
  energy = read_column (&table, "G/1", "energy_active_import");
  table_clear (&table);
  begin = get_cell (energy, 0)->value;
  for (guint i = 1; i < energy->len; i++)
    if (get_cell (energy, i)->time_ms != replaced_ms)
      g_assert_cmpfloat (get_cell (energy, i)->value, >=, get_cell (energy, i - 1)->value);
    else
      old = get_cell (energy, i - 1)->value;
  g_assert_cmpfloat (old, <=, 7654.3);
  g_assert_cmpfloat (old, >, 7654.3 - 0.3);
  g_assert_cmpfloat_with_epsilon (old - begin, 13.2 * 17, 20);
  g_assert_cmpfloat_with_epsilon (500 - find_value (energy, replaced_ms), 13.2 * 7, 9);
  g_assert_cmpfloat_with_epsilon (find_value (energy, END_MS), 500, 0.02);
}

static void
test_wrong_replacements (void)
{
  static const struct
  {
    const char *scenario, *says;
  } rows[] = {
    { TWO_SCHOOLS ("{\"at\":\"08:00\",\"replace\":\"X\",\"reading\":1}"), "past[0].replace: \"X\" is not a device" },
    { TWO_SCHOOLS ("{\"at\":\"08:00\",\"replace\":\"M\"}"), "past[0].reading: is missing" },
    { TWO_SCHOOLS ("{\"at\":\"08:00\",\"replace\":\"M\",\"reading\":-1}"), "past[0].reading: " },
    { TWO_SCHOOLS ("{\"at\":\"08:00\",\"replace\":\"M\",\"reading\":1,\"for_s\":5}"), "past[0].for_s" },
    { TWO_SCHOOLS ("{\"at\":\"8 o'clock\",\"replace\":\"M\",\"reading\":1}"), "past[0].at: " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = write_past_of (rows[i].scenario, &one_day, &error);

      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      if (strstr (error->message, rows[i].says) == NULL)
        g_error ("%s does not say %s", error->message, rows[i].says);
      g_assert_true (text == NULL || *text == '\0');
    }
}

/* --- what happened --- */

/* "past": ST-AP2 says nothing from 12:30 for 110 minutes, 2AL1 leaks from 07:20 for 45. */
static void
test_today (void)
{
  g_autofree char *text = write_past (&one_day);
  g_autoptr (GArray) silent = NULL;
  g_autoptr (GArray) leaking = NULL;
  double calm = 0, worst = 0;
  Table table;

  table_init (&table, text);
  silent = read_column (&table, "GW-01/6", "residual_current");
  leaking = read_column (&table, "GW-03/17", "residual_current");
  table_clear (&table);
  g_assert_cmpuint (silent->len, ==, 24 * 60 + 1 - 110);
  for (guint i = 1; i < silent->len; i++)
    {
      gint64 step_ms = get_cell (silent, i)->time_ms - get_cell (silent, i - 1)->time_ms;

      g_assert_cmpint (step_ms, ==, get_cell (silent, i)->time_ms == MIDNIGHT_MS + 860 * MINUTE_MS ? 111 * MINUTE_MS : MINUTE_MS);
    }
  for (guint i = 0; i < leaking->len; i++)
    {
      gint64 minute = (get_cell (leaking, i)->time_ms - MIDNIGHT_MS) / MINUTE_MS;
      double *most = minute > 440 && minute < 485 ? &worst : &calm;

      *most = MAX (*most, get_cell (leaking, i)->value);
    }
  g_assert_cmpfloat (worst, >, 240);
  g_assert_cmpfloat (calm, <, 200);
}

/* "past": two days ago the main breaker of the first school was open from 02:40 for 6 minutes. The other school has its own; the small breakers carry current again. */
static void
test_cut (void)
{
  g_autofree char *text = write_past (&three_days);
  g_autoptr (GArray) below = NULL;
  g_autoptr (GArray) elsewhere = NULL;
  g_autoptr (GArray) breaker = NULL;
  gint64 cut_ms = MIDNIGHT_MS - 48 * HOUR_MS + 160 * MINUTE_MS;
  Table table;

  table_init (&table, text);
  below = read_column (&table, "GW-03/11", "voltage_a");
  elsewhere = read_column (&table, "GW-11/1", "voltage_a");
  breaker = read_column (&table, "GW-03/31", "current_a");
  table_clear (&table);
  g_assert_cmpfloat (find_value (below, cut_ms - MINUTE_MS), >, 210);
  g_assert_cmpfloat (find_value (below, cut_ms + 2 * MINUTE_MS), ==, 0);
  g_assert_cmpfloat (find_value (below, cut_ms + 8 * MINUTE_MS), >, 210);
  g_assert_cmpfloat (find_value (elsewhere, cut_ms + 2 * MINUTE_MS), >, 210);
  g_assert_cmpfloat (find_value (breaker, cut_ms + 2 * MINUTE_MS), ==, 0);
  g_assert_cmpfloat (find_value (breaker, MIDNIGHT_MS + 10 * HOUR_MS), >, 5);
}

/* Where people look closely the lines are as near as polls; before, nothing changes. */
static void
test_recent (void)
{
  DwSimHistoryOptions options = one_day;
  g_autofree char *text = NULL;
  g_autoptr (GArray) cells = NULL;
  Table table;

  options.recent_period_s = 5;
  text = write_past (&options);
  table_init (&table, text);
  cells = read_column (&table, "GW-03/12", "current_a");
  table_clear (&table);
  for (guint i = 1; i < cells->len; i++)
    g_assert_cmpint (get_cell (cells, i)->time_ms - get_cell (cells, i - 1)->time_ms, ==, get_cell (cells, i)->time_ms <= END_MS - HOUR_MS ? 60000 : 5000);
  g_assert_cmpint (get_cell (cells, cells->len - 1)->time_ms, ==, END_MS);
}

/* --- the same again, and refusals --- */

static void
test_seed (void)
{
  DwSimHistoryOptions other = one_day;
  g_autofree char *first = write_past (&one_day);
  g_autofree char *again = write_past (&one_day);
  g_autofree char *different = NULL;

  other.seed = 8;
  different = write_past (&other);
  g_assert_true (g_str_equal (first, again));
  g_assert_false (g_str_equal (first, different));
}

static void
test_refused (void)
{
  static const struct
  {
    int days, period_s, recent_period_s, utc_offset_min;
    const char *says;
  } rows[] = {
    { 0, 60, 0, 480, "--history-days: 0 " },
    { 401, 60, 0, 480, "--history-days: 401 " },
    { 1, 0, 0, 480, "--history-period: 0 " },
    { 1, 3601, 0, 480, "--history-period: 3601 " },
    { 1, 60, -1, 480, "--history-recent-period: -1 " },
    { 1, 60, 0, 841, "--utc-offset-min: 841 " },
  };
  g_autofree char *path = get_file ("scenarios", "school.json");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      DwSimHistoryOptions options = { -1, END_MS, rows[i].days, rows[i].period_s, rows[i].recent_period_s, rows[i].utc_offset_min };
      g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
      g_autoptr (GError) error = NULL;

      g_assert_false (dw_sim_history_write (path, &options, out, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
      g_assert_true (g_str_has_prefix (error->message, rows[i].says));
      g_assert_cmpuint (g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (out)), ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim-history/columns", test_columns);
  g_test_add_func ("/sim-history/counters", test_counters);
  g_test_add_func ("/sim-history/short-counter", test_short_counter);
  g_test_add_func ("/sim-history/periods", test_periods);
  g_test_add_func ("/sim-history/replaced-meter", test_replaced_meter);
  g_test_add_func ("/sim-history/wrong-replacements", test_wrong_replacements);
  g_test_add_func ("/sim-history/today", test_today);
  g_test_add_func ("/sim-history/cut", test_cut);
  g_test_add_func ("/sim-history/recent", test_recent);
  g_test_add_func ("/sim-history/seed", test_seed);
  g_test_add_func ("/sim-history/refused", test_refused);
  return g_test_run ();
}
