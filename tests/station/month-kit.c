// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "month-kit.h"

#include "dw-people.h"
#include "dw-store.h"

#define N_EVENTS 1500
#define GONE_PLACE 99999

/* --- places --- */

static void
run_sql (sqlite3 *db, const char *format, ...)
{
  va_list args;
  char *sql, *problem = NULL;

  va_start (args, format);
  sql = sqlite3_vmprintf (format, args);
  va_end (args);
  if (sqlite3_exec (db, sql, NULL, NULL, &problem) != SQLITE_OK)
    g_error ("%s: %s", sql, problem);
  sqlite3_free (sql);
}

static gint64
add_place (MonthKit *self, gint64 parent_id, const char *kind)
{
  gint64 id = (gint64)self->places->len + 1;
  g_autofree char *parent = parent_id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, parent_id) : g_strdup ("NULL");
  g_autofree char *name = g_strdup_printf ("%s %" G_GINT64_FORMAT, kind, id);

  run_sql (self->db, "INSERT INTO place (id, parent_id, kind, name, sort, facts_json) VALUES (%lld, %s, %Q, %Q, %lld, '{}')", id, parent, kind, name, id);
  g_array_append_val (self->places, id);
  return id;
}

static void
add_device (MonthKit *self, gint64 place_id)
{
  run_sql (self->db, "INSERT INTO device (place_id, unit, name, profile_id, switch_name, settings_json, labels_json, limits_json) VALUES (%lld, 1, 'D', 'chint-dtsu666', '', '', '', '')", place_id);
}

static void
add_school (MonthKit *self, gint64 parent_id)
{
  gint64 school = add_place (self, parent_id, "school");
  int n_boxes = g_test_rand_int_range (0, 3);

  for (int i = 0; i < n_boxes; i++)
    {
      gint64 box = add_place (self, add_place (self, school, "building"), "box");
      int n_circuits = g_test_rand_int_range (0, 4), n_devices = g_test_rand_int_range (0, 3);

      for (int k = 0; k < n_circuits; k++)
        add_place (self, box, "circuit");
      for (int k = 0; k < n_devices; k++)
        add_device (self, box);
    }
}

static void
add_district (MonthKit *self)
{
  gint64 district = add_place (self, 0, "district");

  for (int r = 0; r < 3; r++)
    {
      gint64 region = add_place (self, district, "region");
      int n_schools = r == 2 ? 0 : g_test_rand_int_range (2, 6);

      for (int s = 0; s < n_schools; s++)
        add_school (self, region);
    }
  add_school (self, district);
  add_school (self, 0);
}

/* --- lines --- */

static const char *const KINDS[] = { "alarm", "alarm", "alarm", "trip", "fault", "comms", "restore", "control", "operation" };
static const char *const TYPES[] = { "residual-high", "residual-warning", "temperature-high", "temperature-warning", "overcurrent", "undervoltage", "supply-lost", "trip", "contact", "sensor-fault", "device-silent", "arc-fault" };

static void
add_event (MonthKit *self, guint n)
{
  int at = g_test_rand_int_range (-2, (int)self->places->len);
  gint64 place_id = at >= 0 ? g_array_index (self->places, gint64, at) : GONE_PLACE;
  gint64 time_ms = KIT_MARCH_MS + (gint64)(g_test_rand_double () * (double)(KIT_NOW_MS - KIT_MARCH_MS));
  g_autofree char *place = at == -2 ? g_strdup ("NULL") : g_strdup_printf ("%" G_GINT64_FORMAT, place_id);

  run_sql (self->db, "INSERT INTO event (key, time_ms, kind, type, priority, place_id, channel, actor, note) VALUES (CAST (printf ('%%16d', %u) AS BLOB), %lld, %Q, %Q, 2, %s, '', '', '')", n, time_ms,
           KINDS[g_test_rand_int_range (0, G_N_ELEMENTS (KINDS))], TYPES[g_test_rand_int_range (0, G_N_ELEMENTS (TYPES))], place);
}

/* Lines on the edges of what is counted. */
static void
add_edge_events (MonthKit *self)
{
  static const gint64 edges[] = { KIT_APRIL_MS, KIT_APRIL_SAME_MS, KIT_MAY_MS, KIT_NOW_MS };

  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    for (int d = -1; d <= 0; d++)
      run_sql (self->db, "INSERT INTO event (key, time_ms, kind, type, priority, place_id, channel, actor, note) VALUES (CAST (printf ('edge%%12d', %u) AS BLOB), %lld, 'alarm', 'contact', 2, 1, '', '', '')", 2 * i + (guint)-d, edges[i] + d);
}

/* --- people --- */

/* Five roles with scopes: everything, a region, a region and a school of another, a single circuit, a place that is gone. */
const MonthKitPerson month_kit_people[MONTH_KIT_N_PEOPLE] = {
  { "W03", DW_ROLE_DUTY_GUARD, NULL },
  { "D01", DW_ROLE_DISTRICT_SUPERVISOR, "SELECT id FROM place WHERE kind = 'region' ORDER BY id LIMIT 1" },
  { "A12", DW_ROLE_SCHOOL_ADMIN, "SELECT id FROM place WHERE kind = 'region' OR kind = 'school' ORDER BY kind = 'school', id DESC LIMIT 5" },
  { "E07", DW_ROLE_ELECTRICIAN, "SELECT max (id) FROM place WHERE kind = 'building'" },
  { "S01", DW_ROLE_SYSTEM_ADMIN, "SELECT 99999" },
};

static void
add_people (MonthKit *self, DwStore *store)
{
  g_autoptr (GError) error = NULL;
  DwPeople *people = dw_people_load (store, &error);

  for (guint i = 0; i < MONTH_KIT_N_PEOPLE; i++)
    {
      g_autoptr (DwPerson) person = dw_person_new (month_kit_people[i].id, "", month_kit_people[i].role);
      sqlite3_stmt *stmt = NULL;

      if (month_kit_people[i].scope_sql != NULL)
        g_assert_cmpint (sqlite3_prepare_v2 (self->db, month_kit_people[i].scope_sql, -1, &stmt, NULL), ==, SQLITE_OK);
      while (stmt != NULL && sqlite3_step (stmt) == SQLITE_ROW)
        {
          gint64 id = sqlite3_column_int64 (stmt, 0);

          g_array_append_val (person->scope, id);
        }
      sqlite3_finalize (stmt);
      dw_people_put (people, person, NULL, &error);
      g_assert_no_error (error);
    }
  dw_people_free (people);
}

static void
fill_folder (MonthKit *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (self->dir, "station.db", NULL);
  DwStore *store = dw_store_open (self->dir, "test", self->clock, &error);

  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_open (path, &self->db), ==, SQLITE_OK);
  run_sql (self->db, "BEGIN");
  add_district (self);
  for (guint n = 0; n < N_EVENTS; n++)
    add_event (self, n);
  add_edge_events (self);
  run_sql (self->db, "COMMIT");
  add_people (self, store);
  dw_store_close (store);
}

/* --- the fixture --- */

void
month_kit_set_up (MonthKit *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->dir = g_dir_make_tmp ("dianwei-month-XXXXXX", &error);
  self->clock = dw_clock_new_fake (KIT_NOW_MS);
  self->zone = g_time_zone_new_identifier ("Asia/Shanghai");
  self->places = g_array_new (FALSE, FALSE, sizeof (gint64));
  fill_folder (self);
  self->station = dw_station_new (self->dir, g_getenv ("DIANWEI_DATA"), "test", self->clock, &error);
  g_assert_no_error (error);
}

void
month_kit_tear_down (MonthKit *self, gconstpointer data)
{
  const char *argv[] = { "rm", "-rf", self->dir, NULL };

  dw_station_stop (self->station);
  g_object_unref (self->station);
  sqlite3_close (self->db);
  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_array_unref (self->places);
  g_time_zone_unref (self->zone);
  dw_clock_unref (self->clock);
  g_free (self->dir);
}
