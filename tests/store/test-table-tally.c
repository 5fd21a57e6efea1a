// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan (S0-43, S1-18): what the database counts by span, owner and class is what walking over the rows counts, for random lines with a printed seed, spans that overlap, touch and are
// open, places with and without an owner, and every condition of the question · a list filtered by classes has exactly the lines that were counted · empty questions · a kind nobody
// knows is damage, not a count · asynchronous and cancelled.

#include <sqlite3.h>

#include "dw-store-fixture.h"

#define N_EVENTS 3000
#define N_PLACES 9
#define N_OWNERS 3

typedef struct
{
  char *dir;
  DwStore *store;
  GPtrArray *events; /* DwEventRecord, as put */
} Fixture;

static const char *const TYPES[] = { "residual-high", "residual-warning", "temperature-high", "overcurrent", "phase-loss", "trip", "contact", "sensor-fault", "device-silent", "gateway-down", "arc-fault", "acknowledge", "" };

static DwEventRecord *
make_event (guint n)
{
  DwEventRecord *event = fixture_event (n, "");

  event->time_ms = FIXTURE_NOW_MS + g_test_rand_int_range (0, 1000);
  event->kind = (DwEventKind)g_test_rand_int_range (0, DW_N_EVENT_KINDS);
  event->priority = (guint)g_test_rand_int_range (1, 5);
  event->place_id = g_test_rand_int_range (0, N_PLACES + 1);
  event->device_id = g_test_rand_int_range (1, 4);
  fixture_set_text (&event->type, TYPES[g_test_rand_int_range (0, G_N_ELEMENTS (TYPES))]);
  return event;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  DwStoreBatch *batch = dw_store_batch_new ();

  fixture->dir = fixture_folder_new ();
  fixture->store = fixture_open (fixture->dir);
  fixture->events = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_event_record_free);
  for (guint n = 0; n < N_EVENTS; n++)
    {
      DwEventRecord *event = make_event (n);

      dw_store_batch_add_event (batch, event);
      g_ptr_array_add (fixture->events, event);
    }
  fixture_commit (fixture->store, batch);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  dw_store_close (fixture->store);
  g_ptr_array_unref (fixture->events);
  fixture_folder_remove (fixture->dir);
}

/* Overlapping, touching, empty and open. */
static const DwTallySpan SPANS[] = {
  { FIXTURE_NOW_MS, FIXTURE_NOW_MS + 500 },
  { FIXTURE_NOW_MS + 250, FIXTURE_NOW_MS + 251 },
  { FIXTURE_NOW_MS + 500, 0 },
  { FIXTURE_NOW_MS + 300, FIXTURE_NOW_MS + 700 },
  { FIXTURE_NOW_MS + 5000, FIXTURE_NOW_MS + 6000 },
};

/* Places 1…6 have owners, 7…9 and 0 (no place) have none. Owner 1 has one place, owner 2 none. */
static const DwTallyPlace PLACES[] = { { 1, 0 }, { 2, 0 }, { 3, 1 }, { 4, 0 }, { 5, 0 }, { 6, 0 } };

static const DwTallyQuestion QUESTION = { SPANS, G_N_ELEMENTS (SPANS), PLACES, G_N_ELEMENTS (PLACES), N_OWNERS };

static guint
find_owner (gint64 place_id)
{
  for (guint i = 0; i < G_N_ELEMENTS (PLACES); i++)
    if (PLACES[i].place_id == place_id)
      return PLACES[i].owner;
  return N_OWNERS;
}

static DwEventTally *
count_rows (GPtrArray *events)
{
  DwEventTally *tally = dw_event_tally_new (QUESTION.n_spans, N_OWNERS);

  for (guint i = 0; i < events->len; i++)
    for (guint span = 0; span < G_N_ELEMENTS (SPANS); span++)
      {
        const DwEventRecord *event = events->pdata[i];
        DwEventClass which;

        if (event->time_ms >= SPANS[span].from_ms && (SPANS[span].to_ms == 0 || event->time_ms < SPANS[span].to_ms) && dw_event_class_of (event->kind, event->type, &which))
          dw_event_tally_get (tally, span, find_owner (event->place_id))[which]++;
      }
  return tally;
}

static void
assert_equal (const DwEventTally *a, const DwEventTally *b)
{
  guint n = (N_OWNERS + 1) * DW_N_EVENT_CLASSES * G_N_ELEMENTS (SPANS);

  g_assert_cmpuint (a->n_spans, ==, b->n_spans);
  g_assert_cmpuint (a->n_owners, ==, b->n_owners);
  g_assert_cmpmem (a->counts, n * sizeof (guint), b->counts, n * sizeof (guint));
}

static void
put_places (DwEventQuery *query, gint64 first, gint64 last)
{
  query->place_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (gint64 id = first; id <= last; id++)
    g_array_append_val (query->place_ids, id);
}

static const struct
{
  const char *sentence;
  DwEventQuery query;
  gint64 first_place, last_place; /* 0 = all */
} CASES[] = {
  { "everything", { 0 } },
  { "alarms and trips", { .kinds = 1u << DW_EVENT_ALARM | 1u << DW_EVENT_TRIP } },
  { "one class", { .classes = 1u << DW_EVENT_CLASS_LOAD } },
  { "hazards", { .classes = DW_EVENT_CLASSES_HAZARDS } },
  { "other and restored", { .classes = 1u << DW_EVENT_CLASS_OTHER | 1u << DW_EVENT_CLASS_RESTORED } },
  { "a class that does not exist finds nothing", { .classes = 1u << 20 } },
  { "class and kind together", { .kinds = 1u << DW_EVENT_TRIP, .classes = 1u << DW_EVENT_CLASS_RESIDUAL } },
  { "some places", { 0 }, 3, 7 },
  { "one place and a priority", { .priorities = 1u << 2 }, 2, 2 },
  { "a part of the time", { .from_ms = FIXTURE_NOW_MS + 100, .to_ms = FIXTURE_NOW_MS + 600 } },
  { "one device", { .device_id = 2, .classes = DW_EVENT_CLASSES_FAULTS } },
};

/* The rows of the list under the same conditions, counted in C, are the golden numbers: who presses a number gets this list. */
static void
test_counts_are_the_rows (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      DwEventQuery query = CASES[i].query;
      g_autoptr (GPtrArray) rows = NULL;
      g_autoptr (DwEventTally) expected = NULL, counted = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", CASES[i].sentence);
      if (CASES[i].first_place != 0)
        put_places (&query, CASES[i].first_place, CASES[i].last_place);
      rows = dw_store_query_events (fixture->store, &query, NULL, &error);
      g_assert_no_error (error);
      expected = count_rows (rows);
      counted = dw_store_tally_events (fixture->store, &query, &QUESTION, &error);
      g_assert_no_error (error);
      assert_equal (counted, expected);
      dw_event_query_clear (&query);
    }
}

/* The classes of the filter, judged line by line without the store. */
static void
test_list_of_a_class_has_its_lines (Fixture *fixture, gconstpointer data)
{
  for (guint class_bit = 0; class_bit < DW_N_EVENT_CLASSES; class_bit++)
    {
      DwEventQuery query = { .classes = 1u << class_bit };
      g_autoptr (GPtrArray) rows = dw_store_query_events (fixture->store, &query, NULL, NULL);
      guint n_expected = 0;
      DwEventClass which;

      for (guint i = 0; i < fixture->events->len; i++)
        {
          const DwEventRecord *event = fixture->events->pdata[i];

          n_expected += dw_event_class_of (event->kind, event->type, &which) && which == class_bit;
        }
      g_assert_cmpuint (n_expected, >, 0);
      g_assert_cmpuint (rows->len, ==, n_expected);
    }
}

static void
test_empty_questions (Fixture *fixture, gconstpointer data)
{
  DwEventQuery query = { 0 };
  DwTallyQuestion no_span = QUESTION, no_owner = QUESTION;
  g_autoptr (DwEventTally) without_spans = NULL, without_owners = NULL, whole = NULL;
  guint elsewhere = 0;

  no_span.n_spans = 0;
  no_owner.n_places = no_owner.n_owners = 0;
  without_spans = dw_store_tally_events (fixture->store, &query, &no_span, NULL);
  g_assert_nonnull (without_spans);
  g_assert_cmpuint (without_spans->n_spans, ==, 0);
  without_owners = dw_store_tally_events (fixture->store, &query, &no_owner, NULL);
  whole = dw_store_tally_events (fixture->store, &query, &QUESTION, NULL);
  for (guint owner = 0; owner <= N_OWNERS; owner++)
    elsewhere += dw_event_class_sum (dw_event_tally_get (whole, 0, owner), G_MAXUINT);
  g_assert_cmpuint (dw_event_class_sum (dw_event_tally_get (without_owners, 0, 0), G_MAXUINT), ==, elsewhere);
}

static void
test_async (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DwEventTally) counted = NULL, expected = count_rows (fixture->events);
  g_autoptr (GError) error = NULL;
  DwEventQuery query = { 0 };
  DwTallyQuestion *question = dw_tally_question_copy (&QUESTION);

  dw_store_tally_events_async (fixture->store, &query, question, NULL, fixture_result_cb, &result);
  dw_tally_question_free (question); /* a copy travels */
  fixture_await (&result);
  counted = dw_store_tally_events_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  assert_equal (counted, expected);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DwEventQuery query = { 0 };

  g_cancellable_cancel (cancellable);
  dw_store_tally_events_async (fixture->store, &query, &QUESTION, cancellable, fixture_result_cb, &result);
  fixture_await (&result);
  g_assert_null (dw_store_tally_events_finish (fixture->store, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_unknown_kind_is_damage (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "station.db", NULL);
  g_autoptr (GError) error = NULL;
  DwEventQuery query = { 0 };
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "UPDATE event SET kind = 'riddle' WHERE id = 7", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  g_assert_null (dw_store_tally_events (fixture->store, &query, &(DwTallyQuestion){ &(DwTallySpan){ 0, 0 }, 1, NULL, 0, 0 }, &error));
  g_assert_error (error, DW_STORE_ERROR, DW_STORE_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, "riddle"));
}

#define ADD(name, func) g_test_add ("/table-tally/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("counts-are-the-rows", test_counts_are_the_rows);
  ADD ("list-of-a-class-has-its-lines", test_list_of_a_class_has_its_lines);
  ADD ("empty-questions", test_empty_questions);
  ADD ("asynchronous", test_async);
  ADD ("cancelled", test_cancelled);
  ADD ("unknown-kind-is-damage", test_unknown_kind_is_damage);
  return g_test_run ();
}
