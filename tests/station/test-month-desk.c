// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan (S0-03, S0-07, S0-40, S0-43, S1-18): a folder with random regions, schools, circuits, devices and lines (printed seed) · for each of several people and scopes the page's model,
// dianweictl overview and SQL that is written here, over the tables alone, give the same numbers · the list behind a number has as many lines · month by month the same ·
// comparing with the month before ends at the same day · names that are not set up are refused.

#include <json-glib/json-glib.h>
#include <math.h>

#include "dw-alarm-desk.h"
#include "dw-month-desk.h"
#include "month-kit.h"

/* --- the golden numbers --- */

/* Which places count: those below the place, and of them those below the scope. Written against the tables alone. */
#define BELOW                                                                                                                         \
  "WITH RECURSIVE wanted (id) AS (SELECT id FROM place WHERE CASE WHEN %lld = 0 THEN parent_id IS NULL ELSE id = %lld END "           \
  "UNION SELECT place.id FROM place JOIN wanted ON place.parent_id = wanted.id), "                                                    \
  "scope (id) AS (SELECT id FROM place WHERE id IN (%s) UNION SELECT place.id FROM place JOIN scope ON place.parent_id = scope.id), " \
  "seen (id) AS (SELECT id FROM wanted INTERSECT SELECT id FROM scope) "

typedef struct
{
  const char *person; /* row of month_kit_people */
  const char *scope_sql;
  gint64 place_id;
} Scope;

static gint64
ask_number (MonthKit *self, const Scope *scope, const char *question)
{
  const char *everywhere = "SELECT id FROM place";
  char *head = sqlite3_mprintf (BELOW, scope->place_id, scope->place_id, scope->scope_sql != NULL ? scope->scope_sql : everywhere);
  g_auto (GStrv) parts = g_strsplit (question, "$SEEN", -1);
  g_autofree char *tail = g_strjoinv (scope->scope_sql == NULL && scope->place_id == 0 ? "1" : "event.place_id IN seen", parts);
  g_autofree char *sql = g_strconcat (head, tail, NULL);
  sqlite3_stmt *stmt = NULL;
  gint64 number;

  if (sqlite3_prepare_v2 (self->db, sql, -1, &stmt, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (self->db));
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  number = sqlite3_column_int64 (stmt, 0);
  sqlite3_finalize (stmt);
  sqlite3_free (head);
  return number;
}

/* In the order of the classes. */
static const char *const CLASS_SQL[DW_N_EVENT_CLASSES] = {
  "kind IN ('alarm', 'trip') AND type LIKE 'residual-%'",
  "kind IN ('alarm', 'trip') AND type LIKE 'temperature-%'",
  "kind IN ('alarm', 'trip') AND type IN ('overcurrent', 'overcurrent-warning', 'overvoltage', 'undervoltage', 'phase-loss', 'supply-lost', 'broken-neutral')",
  "kind IN ('alarm', 'trip') AND type IN ('trip', 'contact', 'arc-fault', 'sensor-fault', 'device-silent')",
  "kind = 'fault'",
  "kind = 'comms'",
  "kind = 'restore'",
};

static guint
ask_count (MonthKit *self, const Scope *scope, guint which, gint64 from_ms, gint64 to_ms, const char *more)
{
  g_autofree char *question = g_strdup_printf ("SELECT count(*) FROM event WHERE $SEEN AND time_ms >= %" G_GINT64_FORMAT " AND time_ms < %" G_GINT64_FORMAT " AND %s%s", from_ms, to_ms, CLASS_SQL[which], more);

  return (guint)ask_number (self, scope, question);
}

/* --- the three answers --- */

static void
result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static GAsyncResult *
await (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static void
sit_down (MonthKit *self, const Scope *scope)
{
  GPtrArray *people = dw_station_list_people (self->station);

  for (guint i = 0; i < people->len; i++)
    if (g_str_equal (((DwPerson *)people->pdata[i])->id, scope->person))
      {
        dw_station_set_person (self->station, people->pdata[i]);
        return;
      }
  g_assert_not_reached ();
}

static DwMonthFigures *
ask_page (MonthKit *self, const Scope *scope)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DwMonthFigures *figures;

  sit_down (self, scope);
  dw_month_desk_query_async (self->station, dw_place_tree_find (dw_station_get_tree (self->station), scope->place_id), KIT_NOW_MS, self->zone, NULL, result_cb, &result);
  figures = dw_month_desk_query_finish (self->station, await (&result), &error);
  g_assert_no_error (error);
  return figures;
}

static JsonObject *
ask_tool (MonthKit *self, const Scope *scope, JsonParser *parser)
{
  g_autofree char *place = g_strdup_printf ("%" G_GINT64_FORMAT, scope->place_id);
  const char *argv[] = { g_getenv ("DIANWEICTL"), "overview", "--data-dir", self->dir, "--json", "--month", "2025-05", "--person", scope->person, "--place", place, NULL };
  g_autofree char *out = NULL, *problem = NULL;
  g_autoptr (GError) error = NULL;
  int status = -1;

  g_spawn_sync (NULL, (char **)argv, NULL, 0, NULL, NULL, &out, &problem, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (problem, ==, "");
  g_assert_cmpint (status, ==, 0);
  g_assert_true (json_parser_load_from_data (parser, out, -1, &error));
  return json_node_get_object (json_parser_get_root (parser));
}

static void
assert_tool_counts (JsonObject *object, const guint expected[DW_N_EVENT_CLASSES])
{
  JsonObject *hazards = json_object_get_object_member (object, "hazards"), *faults = json_object_get_object_member (object, "faults");

  for (guint i = 0; i < DW_N_EVENT_CLASSES; i++)
    if (i == DW_EVENT_CLASS_RESTORED)
      g_assert_cmpint (json_object_get_int_member (object, "restored"), ==, expected[i]);
    else
      g_assert_cmpint (json_object_get_int_member (i < DW_EVENT_CLASS_SENSOR ? hazards : faults, dw_event_class_word ((DwEventClass)i)), ==, expected[i]);
  g_assert_cmpint (json_object_get_int_member (hazards, "total"), ==, expected[0] + expected[1] + expected[2] + expected[3]);
  g_assert_cmpint (json_object_get_int_member (faults, "total"), ==, expected[4] + expected[5]);
}

static void
assert_counts (const guint a[DW_N_EVENT_CLASSES], const guint b[DW_N_EVENT_CLASSES])
{
  g_assert_cmpmem (a, DW_N_EVENT_CLASSES * sizeof (guint), b, DW_N_EVENT_CLASSES * sizeof (guint));
}

static void
check_whole (MonthKit *self, const Scope *scope, const DwMonthFigures *page, JsonObject *tool)
{
  guint month[DW_N_EVENT_CLASSES], same_days[DW_N_EVENT_CLASSES], whole_before[DW_N_EVENT_CLASSES];

  for (guint i = 0; i < DW_N_EVENT_CLASSES; i++)
    {
      month[i] = ask_count (self, scope, i, KIT_MAY_MS, G_MAXINT64, "");
      same_days[i] = ask_count (self, scope, i, KIT_APRIL_MS, KIT_APRIL_SAME_MS, "");
      whole_before[i] = ask_count (self, scope, i, KIT_APRIL_MS, KIT_MAY_MS, "");
    }
  assert_counts (page->counts, month);
  assert_counts (page->before, same_days);
  assert_tool_counts (tool, month);
  /* By the clock of the tool the month is over. */
  assert_tool_counts (json_object_get_object_member (tool, "before"), whole_before);
}

#define IN_PLACE " AND place_id IN (WITH RECURSIVE below (id) AS (SELECT %lld UNION SELECT place.id FROM place JOIN below ON place.parent_id = below.id) SELECT id FROM below)"

static void
check_part (MonthKit *self, const Scope *scope, const DwMonthPart *part, JsonObject *tool)
{
  char *in_place = sqlite3_mprintf (IN_PLACE, dw_place_get_id (part->place)), *below = sqlite3_mprintf (IN_PLACE + strlen (" AND place_id IN "), dw_place_get_id (part->place));
  g_autofree char *circuits = g_strdup_printf ("SELECT max ((SELECT count(*) FROM place WHERE kind = 'circuit' AND id IN seen AND id IN %s), (SELECT count(*) FROM device WHERE place_id IN seen AND place_id IN %s))", below, below);
  guint expected[DW_N_EVENT_CLASSES];

  for (guint i = 0; i < DW_N_EVENT_CLASSES; i++)
    expected[i] = ask_count (self, scope, i, KIT_MAY_MS, G_MAXINT64, in_place);
  assert_counts (part->counts, expected);
  g_assert_cmpint (part->n_circuits, ==, ask_number (self, scope, circuits));
  g_assert_cmpint (json_object_get_int_member (tool, "place"), ==, dw_place_get_id (part->place));
  g_assert_cmpint (json_object_get_int_member (tool, "circuits"), ==, part->n_circuits);
  assert_tool_counts (tool, expected);
  sqlite3_free (in_place);
  sqlite3_free (below);
}

static void
check_parts (MonthKit *self, const Scope *scope, GPtrArray *parts, JsonArray *tool, guint most)
{
  g_assert_cmpuint (json_array_get_length (tool), ==, MIN (parts->len, most));
  for (guint i = 0; i < MIN (parts->len, most); i++)
    check_part (self, scope, parts->pdata[i], json_array_get_object_element (tool, i));
}

/* The schools of the ranking: exactly those with a hazard, the higher rate first. */
static void
check_ranking (MonthKit *self, const Scope *scope, const DwMonthFigures *page)
{
  g_autofree char *question = g_strdup_printf ("SELECT count (*) FROM place AS school WHERE kind = 'school' AND EXISTS (WITH RECURSIVE below (id) AS (SELECT school.id UNION SELECT place.id FROM place JOIN below ON place.parent_id = below.id) "
                                               "SELECT 1 FROM event WHERE place_id IN (SELECT id FROM below) AND place_id IN seen AND kind IN ('alarm', 'trip') AND time_ms >= %" G_GINT64_FORMAT ")",
                                               KIT_MAY_MS);

  g_assert_cmpint (page->schools->len, ==, ask_number (self, scope, question));
  for (guint i = 1; i < page->schools->len; i++)
    {
      double before = dw_month_part_get_rate (page->schools->pdata[i - 1]), rate = dw_month_part_get_rate (page->schools->pdata[i]);

      g_assert_true (isnan (rate) || before >= rate);
    }
}

#define BELOW_SCHOOL "WITH RECURSIVE below (id) AS (SELECT school.id UNION SELECT place.id FROM place JOIN below ON place.parent_id = below.id) SELECT id FROM below"

static void
check_schools (MonthKit *self, const Scope *scope, const DwMonthFigures *page, JsonObject *tool)
{
  /* The schools of the scope, or the one around it. */
  g_autofree char *schools = g_strdup_printf ("SELECT count(*) FROM place AS school WHERE kind = 'school' AND id IN scope AND (id IN wanted OR %" G_GINT64_FORMAT " IN (" BELOW_SCHOOL "))", scope->place_id);
  g_autofree char *installed = g_strconcat (schools, " AND EXISTS (SELECT 1 FROM device WHERE place_id IN (" BELOW_SCHOOL "))", NULL);
  gint64 n_schools = ask_number (self, scope, schools), n_installed = ask_number (self, scope, installed);

  g_assert_cmpint (page->n_schools, ==, n_schools);
  g_assert_cmpint (page->n_installed, ==, n_installed);
  g_assert_cmpint (json_object_get_int_member (tool, "schools"), ==, n_schools);
  g_assert_cmpint (json_object_get_int_member (tool, "installed"), ==, n_installed);
  g_assert_cmpint (json_object_get_int_member (tool, "not_yet"), ==, n_schools - n_installed);
}

/* Pressing a number asks for these lines. */
static void
check_list (MonthKit *self, const Scope *scope, const DwMonthFigures *page)
{
  static const guint masks[] = { DW_EVENT_CLASSES_HAZARDS, DW_EVENT_CLASSES_FAULTS, DW_EVENT_CLASSES_RESTORED, 1u << DW_EVENT_CLASS_LOAD, 1u << DW_EVENT_CLASS_OTHER };

  for (guint i = 0; i < G_N_ELEMENTS (masks); i++)
    {
      DwEventFilter filter = { .classes = masks[i], .from_ms = KIT_MAY_MS, .place = dw_place_tree_find (dw_station_get_tree (self->station), scope->place_id), .limit = 1 };
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GPtrArray) lines = NULL;
      guint total = 0;

      dw_alarm_desk_query_async (self->station, &filter, NULL, result_cb, &result);
      lines = dw_alarm_desk_query_finish (self->station, await (&result), &total, NULL);
      g_assert_nonnull (lines);
      g_assert_cmpuint (total, ==, dw_event_class_sum (page->counts, masks[i]));
    }
}

static void
check_table (MonthKit *self, const Scope *scope)
{
  static const gint64 edges[] = { KIT_MARCH_MS, KIT_APRIL_MS, KIT_MAY_MS, G_MAXINT64 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DwMonthTable) table = NULL;

  dw_month_desk_query_table_async (self->station, dw_place_tree_find (dw_station_get_tree (self->station), scope->place_id), KIT_NOW_MS, 3, self->zone, NULL, result_cb, &result);
  table = dw_month_desk_query_table_finish (self->station, await (&result), NULL);
  g_assert_nonnull (table);
  for (guint month = 0; month < 3; month++)
    for (guint i = 0; i < DW_N_EVENT_CLASSES; i++)
      {
        g_assert_cmpuint (dw_month_table_sum (table, month, DW_MONTH_TABLE_ALL, 1u << i), ==, ask_count (self, scope, i, edges[month], edges[month + 1], ""));
        for (guint region = 0; region < table->regions->len; region++)
          {
            char *in_place = sqlite3_mprintf (IN_PLACE, dw_place_get_id (table->regions->pdata[region]));

            g_assert_cmpuint (dw_month_table_sum (table, month, region, 1u << i), ==, ask_count (self, scope, i, edges[month], edges[month + 1], in_place));
            sqlite3_free (in_place);
          }
      }
}

static void
check_scope (MonthKit *self, const Scope *scope)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (DwMonthFigures) page = ask_page (self, scope);
  JsonObject *tool = ask_tool (self, scope, parser);

  g_test_message ("%s at place %" G_GINT64_FORMAT ": %u hazards", scope->person, scope->place_id, dw_event_class_sum (page->counts, DW_EVENT_CLASSES_HAZARDS));
  check_whole (self, scope, page, tool);
  check_parts (self, scope, page->regions, json_object_get_array_member (tool, "regions"), G_MAXUINT);
  check_parts (self, scope, page->schools, json_object_get_array_member (tool, "top_schools"), 8);
  check_ranking (self, scope, page);
  check_schools (self, scope, page, tool);
  check_list (self, scope, page);
  check_table (self, scope);
}

static void
three_ways_agree (MonthKit *self, gconstpointer data)
{
  gint64 first_region = ask_number (self, &(Scope){ 0 }, "SELECT min (id) FROM place WHERE kind = 'region'"), first_school = ask_number (self, &(Scope){ 0 }, "SELECT min (id) FROM place WHERE kind = 'school'");
  gint64 empty_region = ask_number (self, &(Scope){ 0 }, "SELECT max (id) FROM place WHERE kind = 'region'"), some_box = ask_number (self, &(Scope){ 0 }, "SELECT coalesce (max (id), 1) FROM place WHERE kind = 'box'");
  const gint64 places[] = { 0, first_region, first_school, empty_region, some_box };

  for (guint person = 0; person < MONTH_KIT_N_PEOPLE; person++)
    for (guint i = 0; i < G_N_ELEMENTS (places); i++)
      check_scope (self, &(Scope){ month_kit_people[person].id, month_kit_people[person].scope_sql, places[i] });
}

/* Whoever counts must see something, else the comparison above would compare nothing with nothing. */
static void
people_see_different_things (MonthKit *self, gconstpointer data)
{
  guint sums[MONTH_KIT_N_PEOPLE];

  for (guint i = 0; i < MONTH_KIT_N_PEOPLE; i++)
    {
      g_autoptr (DwMonthFigures) page = ask_page (self, &(Scope){ month_kit_people[i].id, month_kit_people[i].scope_sql, 0 });

      sums[i] = dw_event_class_sum (page->counts, DW_EVENT_CLASSES_HAZARDS);
    }
  g_assert_cmpuint (sums[0], >, sums[2]);
  g_assert_cmpuint (sums[2], >, sums[1]);
  g_assert_cmpuint (sums[1], >, 0);
  g_assert_cmpuint (sums[4], ==, 0);
}

static const struct
{
  const char *sentence, *option, *value, *problem;
} REFUSALS[] = {
  { "a place that is not there", "--place", "4711", "there is no place with the number 4711" },
  { "a person that is not there", "--person", "Nobody", "there is no person “Nobody”" },
  { "a month that is none", "--month", "2025-13", "“2025-13” is not a month; write 2026-11" },
  { "a day instead of a month", "--month", "2025-05-01", "“2025-05-01” is not a month; write 2026-11" },
  { "a word instead of a month", "--month", "may", "“may” is not a month; write 2026-11" },
};

static void
wrong_questions_are_refused (MonthKit *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (REFUSALS); i++)
    {
      const char *argv[] = { g_getenv ("DIANWEICTL"), "overview", "--data-dir", self->dir, "--json", REFUSALS[i].option, REFUSALS[i].value, NULL };
      g_autofree char *out = NULL, *problem = NULL;
      g_autoptr (GError) error = NULL;
      int status = 0;

      g_test_message ("%s", REFUSALS[i].sentence);
      g_spawn_sync (NULL, (char **)argv, NULL, 0, NULL, NULL, &out, &problem, &status, &error);
      g_assert_no_error (error);
      g_assert_cmpint (WEXITSTATUS (status), ==, 2);
      g_assert_cmpstr (out, ==, "");
      g_assert_nonnull (strstr (problem, REFUSALS[i].problem));
    }
}

/* --- spans --- */

static const struct
{
  const char *sentence;
  const char *month, *now;
  const char *from, *to, *before_from, *before_to; /* NULL = open */
} SPANS[] = {
  { "in the middle of a month", "2025-05-03", "2025-05-20T10:30:00", "2025-05-01", NULL, "2025-04-01", "2025-04-20T10:30:00" },
  { "the last day of a month that is longer than the one before", "2025-03-31", "2025-03-31T12:00:00", "2025-03-01", NULL, "2025-02-01", "2025-02-28T12:00:00" },
  { "in the new year", "2025-01-05", "2025-01-05T00:00:01", "2025-01-01", NULL, "2024-12-01", "2024-12-05T00:00:01" },
  { "the first moment of a month is compared with something", "2025-05-01", "2025-05-01T00:00:00", "2025-05-01", NULL, "2025-04-01", "2025-04-01T00:00:00.001" },
  { "a month that is over is compared with a whole one", "2025-03-10", "2025-05-20T10:30:00", "2025-03-01", "2025-04-01", "2025-02-01", "2025-03-01" },
};

static gint64
read_time (const char *text, GTimeZone *zone)
{
  g_autofree char *full = text != NULL && strlen (text) == 10 ? g_strconcat (text, "T00:00:00", NULL) : g_strdup (text);
  g_autoptr (GDateTime) time = full != NULL ? g_date_time_new_from_iso8601 (full, zone) : NULL;

  return time != NULL ? g_date_time_to_unix (time) * 1000 + g_date_time_get_microsecond (time) / 1000 : 0;
}

static void
spans_end_on_the_same_day (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");

  for (guint i = 0; i < G_N_ELEMENTS (SPANS); i++)
    {
      DwMonthSpan span;

      g_test_message ("%s", SPANS[i].sentence);
      dw_month_span_init (&span, read_time (SPANS[i].month, zone), read_time (SPANS[i].now, zone), zone);
      g_assert_cmpint (span.from_ms, ==, read_time (SPANS[i].from, zone));
      g_assert_cmpint (span.to_ms, ==, read_time (SPANS[i].to, zone));
      g_assert_cmpint (span.before_from_ms, ==, read_time (SPANS[i].before_from, zone));
      g_assert_cmpint (span.before_to_ms, ==, read_time (SPANS[i].before_to, zone));
    }
}

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "Asia/Shanghai", TRUE);
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_setenv ("LANGUAGE", "C", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/month-desk/three-ways-agree", MonthKit, NULL, month_kit_set_up, three_ways_agree, month_kit_tear_down);
  g_test_add ("/month-desk/people-see-different-things", MonthKit, NULL, month_kit_set_up, people_see_different_things, month_kit_tear_down);
  g_test_add ("/month-desk/wrong-questions-are-refused", MonthKit, NULL, month_kit_set_up, wrong_questions_are_refused, month_kit_tear_down);
  g_test_add_func ("/month-desk/spans-end-on-the-same-day", spans_end_on_the_same_day);
  return g_test_run ();
}
