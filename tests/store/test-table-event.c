// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan: lines come back as they went in · every filter of the event page (S1-27, S1-28) against the same question asked in C · order, pages, total ·
// wildcards and quotes in the text mean themselves · lines counted per day and kind (S1-29) are the lines of the page, whatever the length of the days · the asynchronous answer is the same · cancelling.

#include <math.h>

#include "dw-store-fixture.h"

#define N_EVENTS 60

typedef struct
{
  char *dir;
  DwStore *store;
  GPtrArray *events; /* DwEventRecord, as put */
  GPtrArray *states; /* DwAlarmState of the alarm of each, -1 = none */
} Fixture;

static const char *const NOTES[] = { "642 mA > 300 mA", "100% 负荷", "a_b", "C:\\路径", "it's", "Über", "" };

static DwEventRecord *
make_event (guint n, const char *alarm_id)
{
  DwEventRecord *event = fixture_event (n, alarm_id);

  /* Pairs of lines share a time, so that the order among equals is tested, too. */
  event->time_ms = FIXTURE_NOW_MS + n / 2;
  event->kind = (DwEventKind)(n % DW_N_EVENT_KINDS);
  event->priority = n % 5;
  event->place_id = n % 6;
  event->device_id = n % 4;
  event->value = n % 3 ? (double)n : NAN;
  fixture_set_text (&event->channel, n % 2 ? "temperature_1" : "residual_current");
  fixture_set_text (&event->actor, n % 5 == 0 ? "W03" : "");
  fixture_set_text (&event->note, NOTES[n % G_N_ELEMENTS (NOTES)]);
  return event;
}

static void
put_event (Fixture *fixture, DwStoreBatch *batch, guint n)
{
  g_autoptr (DwAlarmRecord) record = fixture_alarm (n);
  gboolean has_alarm = n % 4 != 3;
  DwEventRecord *event = make_event (n, has_alarm ? record->id : "");

  record->state = (DwAlarmState)(n % DW_N_ALARM_STATES);
  if (has_alarm)
    dw_store_batch_put_alarm (batch, record);
  dw_store_batch_add_event (batch, event);
  g_ptr_array_add (fixture->events, event);
  g_ptr_array_add (fixture->states, GINT_TO_POINTER (has_alarm ? (int)record->state : -1));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  DwStoreBatch *batch = dw_store_batch_new ();

  fixture->dir = fixture_folder_new ();
  fixture->store = fixture_open (fixture->dir);
  fixture->events = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_event_record_free);
  fixture->states = g_ptr_array_new ();
  for (guint n = 0; n < N_EVENTS; n++)
    put_event (fixture, batch, n);
  fixture_commit (fixture->store, batch);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  dw_store_close (fixture->store);
  g_ptr_array_unref (fixture->events);
  g_ptr_array_unref (fixture->states);
  fixture_folder_remove (fixture->dir);
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  DwEventQuery query;
  g_autoptr (GPtrArray) rows = NULL;

  dw_event_query_init (&query);
  query.oldest_first = TRUE;
  rows = dw_store_query_events (fixture->store, &query, NULL, NULL);
  g_assert_cmpuint (rows->len, ==, N_EVENTS);
  for (guint i = 0; i < rows->len; i++)
    {
      const DwEventRecord *a = fixture->events->pdata[i];
      const DwEventRecord *b = rows->pdata[i];

      g_assert_cmpint (b->id, >, 0);
      g_assert_cmpint (a->time_ms, ==, b->time_ms);
      g_assert_cmpint (a->kind, ==, b->kind);
      g_assert_cmpstr (a->type, ==, b->type);
      g_assert_cmpuint (a->priority, ==, b->priority);
      g_assert_cmpint (a->device_id, ==, b->device_id);
      g_assert_cmpint (a->gateway_id, ==, b->gateway_id);
      g_assert_cmpint (a->place_id, ==, b->place_id);
      g_assert_cmpstr (a->channel, ==, b->channel);
      g_assert_cmpstr (a->alarm_id, ==, b->alarm_id);
      g_assert_true (isnan (a->value) ? isnan (b->value) : a->value == b->value);
      g_assert_cmpfloat (a->limit, ==, b->limit);
      g_assert_cmpstr (a->actor, ==, b->actor);
      g_assert_cmpstr (a->note, ==, b->note);
    }
}

/* --- the same question in C --- */

typedef struct
{
  const char *what;
  DwEventQuery query;
  const gint64 *places;
  guint n_places;
} Case;

static const gint64 TWO_PLACES[] = { 2, 5 };
static const gint64 NO_SUCH_PLACE[] = { 77 };

static const Case CASES[] = {
  { "everything", { 0 } },
  { "one kind", { .kinds = 1u << DW_EVENT_TRIP } },
  { "three kinds", { .kinds = 1u << DW_EVENT_ALARM | 1u << DW_EVENT_CONTROL | 1u << DW_EVENT_OPERATION } },
  { "no known kind", { .kinds = 1u << 30 } },
  { "one priority", { .priorities = 1u << 1 } },
  { "two priorities", { .priorities = 1u << 2 | 1u << 4 } },
  { "state of the occurrence", { .states = 1u << DW_ALARM_STATE_UNACK } },
  { "two states", { .states = 1u << DW_ALARM_STATE_NORM | 1u << DW_ALARM_STATE_RTN_UNACK } },
  { "from a time on", { .from_ms = FIXTURE_NOW_MS + 20 } },
  { "before a time", { .to_ms = FIXTURE_NOW_MS + 20 } },
  { "half-open span", { .from_ms = FIXTURE_NOW_MS + 5, .to_ms = FIXTURE_NOW_MS + 6 } },
  { "empty span", { .from_ms = FIXTURE_NOW_MS + 6, .to_ms = FIXTURE_NOW_MS + 5 } },
  { "two places", { 0 }, TWO_PLACES, 2 },
  { "no place at all", { 0 }, TWO_PLACES, 0 },
  { "a place without lines", { 0 }, NO_SUCH_PLACE, 1 },
  { "one device", { .device_id = 3 } },
  { "one occurrence", { .alarm_id = (char *)"alarm-8" } },
  { "no such occurrence", { .alarm_id = (char *)"alarm-%" } },
  { "empty occurrence is no condition", { .alarm_id = (char *)"" } },
  { "text in the note", { .text = (char *)"mA > 300" } },
  { "text in the channel", { .text = (char *)"TEMPER" } },
  { "text in the actor", { .text = (char *)"w03" } },
  { "Chinese text", { .text = (char *)"负荷" } },
  { "percent means percent", { .text = (char *)"0%" } },
  { "underscore means underscore", { .text = (char *)"a_b" } },
  { "backslash means backslash", { .text = (char *)"C:\\" } },
  { "quote means quote", { .text = (char *)"it's" } },
  { "text that is nowhere", { .text = (char *)"';DROP TABLE event;--" } },
  { "everything together", { .kinds = 0x7f, .priorities = 0x1e, .states = 0x7f, .from_ms = FIXTURE_NOW_MS + 3, .to_ms = FIXTURE_NOW_MS + 25, .text = (char *)"a" }, TWO_PLACES, 2 },
};

static gboolean
contains (const char *text, const char *part)
{
  g_autofree char *low_text = g_ascii_strdown (text, -1);
  g_autofree char *low_part = g_ascii_strdown (part, -1);

  return strstr (low_text, low_part) != NULL;
}

static gboolean
is_at_place (const Case *c, gint64 place_id)
{
  if (c->places == NULL)
    return TRUE;
  for (guint i = 0; i < c->n_places; i++)
    if (c->places[i] == place_id)
      return TRUE;
  return FALSE;
}

static gboolean
has_bit (guint mask, int bit)
{
  return mask == 0 || (bit >= 0 && mask & (1u << bit));
}

static gboolean
is_in_span (const DwEventQuery *query, gint64 time_ms)
{
  return (query->from_ms == 0 || time_ms >= query->from_ms) && (query->to_ms == 0 || time_ms < query->to_ms);
}

static gboolean
has_text (const DwEventQuery *query, const DwEventRecord *event)
{
  if (query->text == NULL)
    return TRUE;
  return contains (event->note, query->text) || contains (event->channel, query->text) || contains (event->actor, query->text);
}

static gboolean
is_of_alarm (const DwEventQuery *query, const DwEventRecord *event)
{
  return query->alarm_id == NULL || *query->alarm_id == '\0' || g_str_equal (query->alarm_id, event->alarm_id);
}

static gboolean
matches (const Case *c, const DwEventRecord *event, int state)
{
  const DwEventQuery *query = &c->query;

  if (!has_bit (query->kinds, (int)event->kind) || !has_bit (query->priorities, (int)event->priority) || !has_bit (query->states, state))
    return FALSE;
  if (query->device_id != 0 && query->device_id != event->device_id)
    return FALSE;
  return is_in_span (query, event->time_ms) && is_at_place (c, event->place_id) && is_of_alarm (query, event) && has_text (query, event);
}

/* Indexes of the lines that match, in the order of the question. */
static GArray *
ask_in_c (Fixture *fixture, const Case *c, gboolean oldest_first)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < N_EVENTS; i++)
    {
      guint index = oldest_first ? i : N_EVENTS - 1 - i;

      if (matches (c, fixture->events->pdata[index], GPOINTER_TO_INT (fixture->states->pdata[index])))
        g_array_append_val (found, index);
    }
  return found;
}

static void
make_query (const Case *c, DwEventQuery *query)
{
  *query = c->query;
  query->alarm_id = g_strdup (c->query.alarm_id);
  query->text = g_strdup (c->query.text);
  if (c->places)
    query->place_ids = g_array_append_vals (g_array_new (FALSE, FALSE, sizeof (gint64)), c->places, c->n_places);
}

static void
assert_page (Fixture *fixture, const GArray *expected, const DwEventQuery *query, const GPtrArray *rows, guint total)
{
  guint offset = MIN (query->offset, expected->len);
  guint count = query->limit ? MIN (query->limit, expected->len - offset) : expected->len - offset;

  g_assert_cmpuint (total, ==, expected->len);
  g_assert_cmpuint (rows->len, ==, count);
  for (guint i = 0; i < rows->len; i++)
    /* Row ids were given in the order of putting, from one on. */
    g_assert_cmpint (((DwEventRecord *)rows->pdata[i])->id, ==, g_array_index (expected, guint, offset + i) + 1);
}

static const struct
{
  guint offset, limit;
} PAGES[] = { { 0, 0 }, { 0, 7 }, { 5, 7 }, { 3, 0 }, { 1000, 5 } };

static void
test_filter (Fixture *fixture, gconstpointer data)
{
  const Case *c = data;

  for (int oldest_first = 0; oldest_first <= 1; oldest_first++)
    for (guint i = 0; i < G_N_ELEMENTS (PAGES); i++)
      {
        g_autoptr (GArray) expected = ask_in_c (fixture, c, oldest_first);
        g_autoptr (GPtrArray) rows = NULL;
        g_autoptr (GError) error = NULL;
        DwEventQuery query;
        guint total = 12345;

        make_query (c, &query);
        query.oldest_first = oldest_first;
        query.offset = PAGES[i].offset;
        query.limit = PAGES[i].limit;
        rows = dw_store_query_events (fixture->store, &query, &total, &error);
        g_assert_no_error (error);
        assert_page (fixture, expected, &query, rows, total);
        dw_event_query_clear (&query);
      }
}

static void
test_async (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) expected = ask_in_c (fixture, &CASES[12], FALSE);
  g_autoptr (GPtrArray) rows = NULL;
  DwEventQuery query;
  guint total = 0;

  make_query (&CASES[12], &query);
  dw_store_query_events_async (fixture->store, &query, NULL, fixture_result_cb, &result);
  /* The caller may do with its question what it likes: a copy travels. */
  g_array_set_size (query.place_ids, 0);
  fixture_await (&result);
  rows = dw_store_query_events_finish (fixture->store, result, &total, NULL);
  assert_page (fixture, expected, &query, rows, total);
  dw_event_query_clear (&query);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DwEventQuery query;

  dw_event_query_init (&query);
  dw_store_query_events_async (fixture->store, &query, cancellable, fixture_result_cb, &result);
  g_cancellable_cancel (cancellable);
  fixture_await (&result);
  g_assert_null (dw_store_query_events_finish (fixture->store, result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* --- counts per day --- */

/* Days of unequal length, as at a change of the clocks, in the unit of the lines above; what lies before and after is not counted. */
static const gint64 EDGES[] = { FIXTURE_NOW_MS + 1, FIXTURE_NOW_MS + 4, FIXTURE_NOW_MS + 5, FIXTURE_NOW_MS + 25, FIXTURE_NOW_MS + 28 };
#define N_DAYS (G_N_ELEMENTS (EDGES) - 1)

static void
count_in_c (Fixture *fixture, const Case *c, guint counts[N_DAYS * DW_N_EVENT_KINDS])
{
  g_autoptr (GArray) found = ask_in_c (fixture, c, FALSE);

  for (guint i = 0; i < found->len; i++)
    {
      const DwEventRecord *event = fixture->events->pdata[g_array_index (found, guint, i)];

      for (guint day = 0; day < N_DAYS; day++)
        if (event->time_ms >= EDGES[day] && event->time_ms < EDGES[day + 1])
          counts[day * DW_N_EVENT_KINDS + event->kind]++;
    }
}

static void
test_days (Fixture *fixture, gconstpointer data)
{
  const Case *c = data;
  guint expected[N_DAYS * DW_N_EVENT_KINDS] = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) counts = NULL;
  g_autoptr (GError) error = NULL;
  DwEventQuery query;

  make_query (c, &query);
  query.offset = 3;
  query.limit = 2;
  dw_store_count_events_by_day_async (fixture->store, &query, EDGES, N_DAYS, NULL, fixture_result_cb, &result);
  dw_event_query_clear (&query);
  fixture_await (&result);
  counts = dw_store_count_events_by_day_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  count_in_c (fixture, c, expected);
  g_assert_cmpmem (counts->data, counts->len * sizeof (guint), expected, sizeof expected);
}

static GArray *
count_days (Fixture *fixture, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  DwEventQuery query;

  dw_event_query_init (&query);
  dw_store_count_events_by_day_async (fixture->store, &query, EDGES, N_DAYS, cancellable, fixture_result_cb, &result);
  g_cancellable_cancel (cancellable);
  fixture_await (&result);
  return dw_store_count_events_by_day_finish (fixture->store, result, error);
}

static void
test_days_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (count_days (fixture, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_days_foreign_word (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture_run_sql (fixture->dir, "UPDATE event SET kind = 'sabotage' WHERE id = 5");
  g_assert_null (count_days (fixture, NULL, &error));
  g_assert_error (error, DW_STORE_ERROR, DW_STORE_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, "sabotage"));
}

static void
test_foreign_word (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  DwEventQuery query;

  fixture_run_sql (fixture->dir, "UPDATE event SET kind = 'sabotage' WHERE id = 5");
  dw_event_query_init (&query);
  g_assert_null (dw_store_query_events (fixture->store, &query, NULL, &error));
  g_assert_error (error, DW_STORE_ERROR, DW_STORE_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, "sabotage"));
  /* A question that does not meet the line is still answered. */
  g_clear_error (&error);
  query.device_id = 3;
  query.to_ms = FIXTURE_NOW_MS + 2;
  g_ptr_array_unref (dw_store_query_events (fixture->store, &query, NULL, &error));
  g_assert_no_error (error);
}

#define ADD(path, data, func) g_test_add ("/table-event/" path, Fixture, data, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-line-comes-back-as-it-went-in", NULL, test_round_trip);
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (CASES[i].what), " ", '-');
      g_autofree char *path = g_strconcat ("/table-event/filter/", name, NULL);

      g_test_add (path, Fixture, &CASES[i], set_up, test_filter, tear_down);
    }
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (CASES[i].what), " ", '-');
      g_autofree char *path = g_strconcat ("/table-event/days/", name, NULL);

      g_test_add (path, Fixture, &CASES[i], set_up, test_days, tear_down);
    }
  ADD ("cancelled-days-have-no-answer", NULL, test_days_cancelled);
  ADD ("an-unknown-word-spoils-the-days-and-is-named", NULL, test_days_foreign_word);
  ADD ("the-asynchronous-answer-is-the-same", NULL, test_async);
  ADD ("a-cancelled-question-has-no-answer", NULL, test_cancelled);
  ADD ("an-unknown-word-is-damage-and-named", NULL, test_foreign_word);
  return g_test_run ();
}
