// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan: a channel is found by its name whatever its place, its digits or its period become · columns that make no sense are refused by name · devices and columns are
// listed · the newest sample of each · the nearest data · whole rows in the order of the newest columns · steps of the clock are kept (S2-19, S1-05).

#include <math.h>

#include "history-kit.h"

#define T KIT_START_MS
#define GOOD DW_QUALITY_GOOD

typedef struct
{
  Kit *kit;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->kit = kit_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  kit_free (fixture->kit);
}

static void
set_named (Kit *kit, gint64 device_id, const DwHistoryColumn *columns, guint n)
{
  kit_set_columns (kit, device_id, columns, n);
}

/* Numbers in the unit of each column's last digit. */
static void
append_numbers (Kit *kit, gint64 device_id, gint64 time_ms, const DwHistoryColumn *columns, const gint64 *numbers, guint n)
{
  DwReport *report = kit_report_new (device_id, time_ms, n);

  for (guint i = 0; i < n; i++)
    kit_report_set (report, i, numbers[i], columns[i].digits, GOOD);
  kit_append_one (kit, report);
}

static void
append_many (Kit *kit, gint64 device_id, gint64 begin_ms, guint n_reports, const DwHistoryColumn *columns, guint n)
{
  GPtrArray *reports = kit_reports_new ();

  for (guint i = 0; i < n_reports; i++)
    {
      DwReport *report = kit_report_new (device_id, begin_ms + (gint64)i * MAX (columns[0].period_ms, 1), n);

      for (guint j = 0; j < n; j++)
        kit_report_set (report, j, 1000 * (j + 1) + i % 37, columns[j].digits, GOOD);
      g_ptr_array_add (reports, report);
    }
  kit_append (kit, reports);
}

/* --- layouts that change --- */

static const DwHistoryColumn FIRST[] = { { "residual_current", 0, 5000 }, { "voltage_a", 1, 5000 }, { "temperature_1", 1, 5000 } };

typedef struct
{
  const char *sentence;
  DwHistoryColumn columns[4];
  guint n;
} Change;

static const Change CHANGES[] = {
  { "the places change", { { "temperature_1", 1, 5000 }, { "residual_current", 0, 5000 }, { "voltage_a", 1, 5000 } }, 3 },
  { "a column comes first", { { "voltage_b", 1, 5000 }, { "residual_current", 0, 5000 }, { "voltage_a", 1, 5000 }, { "temperature_1", 1, 5000 } }, 4 },
  { "a column goes", { { "residual_current", 0, 5000 }, { "temperature_1", 1, 5000 } }, 2 },
  { "digits grow", { { "residual_current", 1, 5000 }, { "voltage_a", 2, 5000 }, { "temperature_1", 1, 5000 } }, 3 },
  { "digits shrink", { { "residual_current", 0, 5000 }, { "voltage_a", 0, 5000 }, { "temperature_1", 1, 5000 } }, 3 },
  { "all columns are others", { { "current_a", 3, 5000 } }, 1 },
};

static void
check_change (const Change *change, gint64 gap_ms)
{
  Kit *kit = kit_new ();

  g_test_message ("%s, %d min later", change->sentence, (int)(gap_ms / 60000));
  set_named (kit, 7, FIRST, G_N_ELEMENTS (FIRST));
  append_many (kit, 7, T, 200, FIRST, G_N_ELEMENTS (FIRST));
  set_named (kit, 7, change->columns, change->n);
  kit_check_all (kit->history, kit->model);
  append_many (kit, 7, T + gap_ms, 200, change->columns, change->n);
  kit_check_all (kit->history, kit->model);
  kit_reopen (kit);
  kit_check_all (kit->history, kit->model);
  kit_seal (kit, 0);
  kit_check_all (kit->history, kit->model);
  /* And back, into the same hours. */
  set_named (kit, 7, FIRST, G_N_ELEMENTS (FIRST));
  append_many (kit, 7, T + 2500, 200, FIRST, G_N_ELEMENTS (FIRST));
  kit_check_all (kit->history, kit->model);
  kit_check_verified (kit->history);
  kit_free (kit);
}

static void
test_changes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (CHANGES); i++)
    {
      check_change (&CHANGES[i], 20 * 60000);
      check_change (&CHANGES[i], 5 * KIT_HOUR_MS);
    }
}

/* A channel asked less often from the next day on: what its samples stand for follows. */
static void
test_period (Fixture *fixture, gconstpointer data)
{
  DwHistoryColumn column = { "frequency", 2, 5000 };

  set_named (fixture->kit, 7, &column, 1);
  append_many (fixture->kit, 7, T, 300, &column, 1);
  column.period_ms = 60000;
  set_named (fixture->kit, 7, &column, 1);
  append_many (fixture->kit, 7, T + KIT_DAY_MS, 300, &column, 1);
  column.period_ms = 0;
  set_named (fixture->kit, 7, &column, 1);
  append_many (fixture->kit, 7, T + 2 * KIT_DAY_MS, 300, &column, 1);
  kit_check_all (fixture->kit->history, fixture->kit->model);
  kit_seal (fixture->kit, 0);
  kit_check_all (fixture->kit->history, fixture->kit->model);
}

/* --- what is refused --- */

static const struct
{
  const char *sentence;
  DwHistoryColumn columns[2];
  guint n;
  const char *named; /* in the message */
} REFUSED[] = {
  { "a column without a name", { { "voltage_a", 1, 5000 }, { "", 1, 5000 } }, 2, "2" },
  { "the same name twice", { { "voltage_a", 1, 5000 }, { "voltage_a", 2, 5000 } }, 2, "voltage_a" },
  { "more digits than there are", { { "voltage_a", DW_HISTORY_MAX_DIGITS + 1, 5000 } }, 1, "voltage_a" },
  { "a period below zero", { { "voltage_a", 1, -1 } }, 1, "voltage_a" },
  { "no column at all", { { "", 0, 0 } }, 0, "0" },
};

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree DwHistoryColumn *many = g_new0 (DwHistoryColumn, DW_HISTORY_MAX_COLUMNS + 1);
  g_autoptr (GError) too_many = NULL;

  set_named (fixture->kit, 7, FIRST, G_N_ELEMENTS (FIRST));
  for (guint i = 0; i < G_N_ELEMENTS (REFUSED); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", REFUSED[i].sentence);
      g_assert_false (dw_history_set_columns (fixture->kit->history, 7, REFUSED[i].columns, REFUSED[i].n, &error));
      g_assert_nonnull (error);
      g_assert_nonnull (strstr (error->message, REFUSED[i].named));
    }
  kit_fill_columns (many, DW_HISTORY_MAX_COLUMNS + 1, 0, 0);
  g_assert_false (dw_history_set_columns (fixture->kit->history, 7, many, DW_HISTORY_MAX_COLUMNS + 1, &too_many));
  g_assert_nonnull (too_many);
  append_many (fixture->kit, 7, T, 10, FIRST, G_N_ELEMENTS (FIRST));
  kit_check_all (fixture->kit->history, fixture->kit->model);
}

/* Numbers of devices are kept in 32 bits: one beyond would be another device's. */
static void
test_device_ids (Fixture *fixture, gconstpointer data)
{
  static const gint64 ids[] = { 0, -1, G_GINT64_CONSTANT (0x100000007), G_MININT64, G_MAXINT64 };

  set_named (fixture->kit, 7, FIRST, G_N_ELEMENTS (FIRST));
  append_many (fixture->kit, 7, T, 10, FIRST, G_N_ELEMENTS (FIRST));
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DwSamples) samples = NULL;

      g_assert_false (dw_history_set_columns (fixture->kit->history, ids[i], FIRST, G_N_ELEMENTS (FIRST), &error));
      g_assert_nonnull (error);
      samples = dw_history_read_samples (fixture->kit->history, ids[i], "voltage_a", 0, G_MAXINT64, NULL, NULL);
      g_assert_nonnull (samples);
      g_assert_cmpuint (samples->n, ==, 0);
    }
}

static void
test_widest (Fixture *fixture, gconstpointer data)
{
  g_autofree DwHistoryColumn *columns = g_new0 (DwHistoryColumn, DW_HISTORY_MAX_COLUMNS);

  kit_fill_columns (columns, DW_HISTORY_MAX_COLUMNS, 2, 5000);
  set_named (fixture->kit, 7, columns, DW_HISTORY_MAX_COLUMNS);
  append_many (fixture->kit, 7, T, 750, columns, DW_HISTORY_MAX_COLUMNS);
  kit_reopen (fixture->kit);
  kit_check_all (fixture->kit->history, fixture->kit->model);
}

static void
test_listed (Fixture *fixture, gconstpointer data)
{
  static const gint64 ids[] = { G_GINT64_CONSTANT (4000000000), 3, 77 };
  g_autoptr (GArray) devices = NULL;
  g_autoptr (GArray) columns = NULL;
  g_autoptr (GArray) nothing = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    set_named (fixture->kit, ids[i], FIRST, G_N_ELEMENTS (FIRST));
  set_named (fixture->kit, 77, CHANGES[2].columns, CHANGES[2].n);
  kit_reopen (fixture->kit);
  devices = dw_history_list_devices (fixture->kit->history, NULL);
  g_assert_cmpuint (devices->len, ==, 3);
  g_assert_cmpint (g_array_index (devices, gint64, 0), ==, 3);
  g_assert_cmpint (g_array_index (devices, gint64, 1), ==, 77);
  g_assert_cmpint (g_array_index (devices, gint64, 2), ==, ids[0]);
  columns = dw_history_get_columns (fixture->kit->history, 77, NULL);
  g_assert_cmpuint (columns->len, ==, 2);
  g_assert_cmpstr (g_array_index (columns, DwHistoryColumn, 1).name, ==, "temperature_1");
  g_assert_cmpint (g_array_index (columns, DwHistoryColumn, 1).period_ms, ==, 5000);
  g_assert_cmpuint (g_array_index (columns, DwHistoryColumn, 1).digits, ==, 1);
  nothing = dw_history_get_columns (fixture->kit->history, 78, NULL);
  g_assert_cmpuint (nothing->len, ==, 0);
}

/* --- the newest --- */

static const DwHistoryLatest *
find_latest (const GArray *latest, gint64 device_id, const char *name)
{
  for (guint i = 0; i < latest->len; i++)
    {
      const DwHistoryLatest *row = &g_array_index (latest, DwHistoryLatest, i);

      if (row->device_id == device_id && g_str_equal (row->name, name))
        return row;
    }
  return NULL;
}

static void
assert_latest (Kit *kit, gint64 device_id, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) latest = dw_history_read_latest (kit->history, &error);
  const GArray *samples = kit_model_get (kit->model, device_id, name);
  const DwHistoryLatest *row = find_latest (latest, device_id, name);
  const KitSample *expected = samples->len > 0 ? &g_array_index (samples, KitSample, samples->len - 1) : NULL;

  g_assert_no_error (error);
  if (expected == NULL)
    {
      g_assert_true (row == NULL || row->reading.quality == DW_QUALITY_NONE);
      return;
    }
  g_assert_nonnull (row);
  g_assert_cmpint (row->reading.time_ms, ==, expected->time_ms);
  g_assert_cmpuint (row->reading.quality, ==, expected->quality);
  g_assert_cmpint (isnan (row->reading.value), ==, !expected->has_value);
  if (expected->has_value)
    g_assert_cmpint (llround (row->reading.value * pow (10, expected->digits)), ==, expected->number);
}

static void
test_latest (Fixture *fixture, gconstpointer data)
{
  Kit *kit = fixture->kit;
  DwReport *partly = kit_report_new (7, T + 3 * KIT_HOUR_MS, 3);

  set_named (kit, 7, FIRST, 3);
  set_named (kit, 8, FIRST, 3);
  append_many (kit, 7, T, 1000, FIRST, 3);
  append_many (kit, 8, T - KIT_DAY_MS, 100, FIRST, 3);
  kit_report_set (partly, 1, 0, 1, DW_QUALITY_SENSOR_FAULT);
  kit_append_one (kit, partly);
  for (guint step = 0; step < 4; step++)
    {
      for (guint i = 0; i < 3; i++)
        {
          assert_latest (kit, 7, FIRST[i].name);
          assert_latest (kit, 8, FIRST[i].name);
        }
      if (step == 0)
        append_many (kit, 7, T - KIT_DAY_MS, 100, FIRST, 3);
      if (step == 1)
        kit_seal (kit, 0);
      if (step == 2)
        kit_reopen (kit);
    }
}

/* --- the nearest --- */

static void
test_near (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *sentence;
    gint64 time, before, after;
  } rows[] = {
    { "before everything", -1, 0, 1 },
    { "at the first: it is at or after", 0, 0, 1 },
    { "behind the first", 1, 1, 5001 },
    { "in the gap", KIT_HOUR_MS, 495001, 10 * KIT_HOUR_MS + 1 },
    { "a millisecond before the second stretch", 10 * KIT_HOUR_MS - 1, 495001, 10 * KIT_HOUR_MS + 1 },
    { "at the last", 10 * KIT_HOUR_MS + 495000, 10 * KIT_HOUR_MS + 490001, 10 * KIT_HOUR_MS + 495001 },
    { "behind everything", 100 * KIT_DAY_MS, 10 * KIT_HOUR_MS + 495001, 0 },
  };

  set_named (fixture->kit, 7, FIRST, 3);
  append_many (fixture->kit, 7, T, 100, FIRST, 3);
  append_many (fixture->kit, 7, T + 10 * KIT_HOUR_MS, 100, FIRST, 3);
  for (guint i = 0; i < 2 * G_N_ELEMENTS (rows); i++)
    {
      guint at = i % G_N_ELEMENTS (rows);
      gint64 before = -1;
      gint64 after = -1;

      if (i == G_N_ELEMENTS (rows))
        kit_seal (fixture->kit, 0);
      g_test_message ("%s", rows[at].sentence);
      g_assert_true (dw_history_find_near (fixture->kit->history, 7, T + rows[at].time, &before, &after, NULL));
      /* The table counts from one, so that zero can mean none. */
      g_assert_cmpint (before, ==, rows[at].before > 0 ? T + rows[at].before - 1 : 0);
      g_assert_cmpint (after, ==, rows[at].after > 0 ? T + rows[at].after - 1 : 0);
    }
}

static void
test_near_unknown (Fixture *fixture, gconstpointer data)
{
  gint64 before = -1;
  gint64 after = -1;

  set_named (fixture->kit, 7, FIRST, 3);
  g_assert_true (dw_history_find_near (fixture->kit->history, 7, T, &before, &after, NULL));
  g_assert_cmpint (before, ==, 0);
  g_assert_cmpint (after, ==, 0);
  g_assert_true (dw_history_find_near (fixture->kit->history, 99, T, &before, &after, NULL));
  g_assert_cmpint (before, ==, 0);
  g_assert_cmpint (after, ==, 0);
}

/* --- rows --- */

static void
test_rows (Fixture *fixture, gconstpointer data)
{
  static const gint64 old_numbers[] = { 12, 2301, 215 };
  static const gint64 new_numbers[] = { 2310, 13, 2302, 216 };
  const Change *change = &CHANGES[1];
  g_autoptr (DwHistoryRows) rows = NULL;
  g_autoptr (DwHistoryRows) nothing = NULL;

  set_named (fixture->kit, 7, FIRST, 3);
  append_numbers (fixture->kit, 7, T - KIT_HOUR_MS, FIRST, old_numbers, 3);
  append_numbers (fixture->kit, 7, T, FIRST, old_numbers, 3);
  set_named (fixture->kit, 7, change->columns, change->n);
  append_numbers (fixture->kit, 7, T + 5000, change->columns, new_numbers, 4);
  rows = dw_history_read_rows (fixture->kit->history, 7, T, T + 5001, NULL, NULL);
  g_assert_nonnull (rows);
  g_assert_cmpuint (rows->n_rows, ==, 2);
  g_assert_cmpuint (rows->n_columns, ==, 4);
  g_assert_cmpint (rows->times_ms[0], ==, T);
  g_assert_cmpint (rows->times_ms[1], ==, T + 5000);
  g_assert_true (isnan (rows->values[0]));
  g_assert_cmpuint (rows->qualities[0], ==, DW_QUALITY_NONE);
  g_assert_cmpfloat_with_epsilon (rows->values[1], 12, 1e-12);
  g_assert_cmpfloat_with_epsilon (rows->values[2], 230.1, 1e-12);
  g_assert_cmpfloat_with_epsilon (rows->values[3], 21.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (rows->values[4], 231.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (rows->values[7], 21.6, 1e-12);
  g_assert_cmpuint (rows->qualities[7], ==, GOOD);
  nothing = dw_history_read_rows (fixture->kit->history, 8, T, T + 5001, NULL, NULL);
  g_assert_nonnull (nothing);
  g_assert_cmpuint (nothing->n_rows, ==, 0);
}

/* --- the clock --- */

static void
test_clock (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) all = NULL;
  g_autoptr (GArray) some = NULL;

  g_assert_true (dw_history_note_clock_step (fixture->kit->history, T + 1000, 3600000, NULL));
  g_assert_true (dw_history_note_clock_step (fixture->kit->history, T - 500000, -90000, NULL));
  kit_reopen (fixture->kit);
  all = dw_history_read_clock_steps (fixture->kit->history, 0, G_MAXINT64, NULL);
  some = dw_history_read_clock_steps (fixture->kit->history, T, T + 1000, NULL);
  g_assert_cmpuint (all->len * g_array_get_element_size (all), ==, 4 * sizeof (gint64));
  g_assert_cmpint (((gint64 *)(gpointer)all->data)[0], ==, T - 500000);
  g_assert_cmpint (((gint64 *)(gpointer)all->data)[1], ==, -90000);
  g_assert_cmpint (((gint64 *)(gpointer)all->data)[3], ==, 3600000);
  g_assert_cmpuint (some->len, ==, 0);
}

#define ADD(path, func) g_test_add ("/history-columns/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history-columns/a-channel-is-found-by-its-name", test_changes);
  ADD ("a-sample-stands-for-the-period-it-was-taken-with", test_period);
  ADD ("columns-that-make-no-sense-are-refused", test_refused);
  ADD ("numbers-of-devices-that-cannot-be-kept-are-refused", test_device_ids);
  ADD ("as-many-columns-as-there-can-be", test_widest);
  ADD ("devices-and-columns-are-listed", test_listed);
  ADD ("the-newest-of-each-column", test_latest);
  ADD ("the-nearest-data", test_near);
  ADD ("nothing-is-near-where-nothing-is", test_near_unknown);
  ADD ("rows-are-in-the-order-of-the-newest-columns", test_rows);
  ADD ("steps-of-the-clock-are-kept", test_clock);
  return g_test_run ();
}
