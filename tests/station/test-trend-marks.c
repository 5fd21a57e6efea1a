// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "trend-kit.h"

/* Plan: which alarms, acts and steps of the clock are marks of a span, and their words. */

#define DETECTOR 1
#define OTHER 3
#define BEGIN_MS KIT_NOVEMBER_MS
#define AT(hours) (BEGIN_MS + (gint64)((hours)*3600000.0))

/* --- marks --- */

typedef struct
{
  const char *id;
  gint64 device_id;
  DwAlarmKind kind;
  const char *channel;
  double value;
  double begin_h, end_h; /* end 0 = still active */
} AlarmRow;

/* Asked for: the hours 10 to 20. */
static const AlarmRow alarms[] = {
  { "within", DETECTOR, DW_ALARM_RESIDUAL_WARNING, "residual_current", 283, 12, 13 },
  { "active", DETECTOR, DW_ALARM_RESIDUAL_HIGH, "residual_current", 412, 14, 0 },
  { "from-before", DETECTOR, DW_ALARM_TEMPERATURE_HIGH, "temperature_1", 81, 2, 11 },
  { "all-along", DETECTOR, DW_ALARM_DEVICE_SILENT, "", NAN, 1, 23 },
  { "to-after", DETECTOR, DW_ALARM_CONTACT, "di_1", 1, 19.5, 22 },
  { "over-before", DETECTOR, DW_ALARM_RESIDUAL_HIGH, "residual_current", 500, 8, 9.9 },
  { "ends-at-the-begin", DETECTOR, DW_ALARM_RESIDUAL_HIGH, "residual_current", 500, 8, 10 },
  { "begins-at-the-end", DETECTOR, DW_ALARM_RESIDUAL_HIGH, "residual_current", 500, 20, 21 },
  { "of-another", OTHER, DW_ALARM_RESIDUAL_HIGH, "residual_current", 500, 12, 13 },
};

static void
put_alarms (TrendKit *kit)
{
  DwStoreBatch *batch = dw_store_batch_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (alarms); i++)
    {
      g_autoptr (DwAlarmRecord) record = dw_alarm_record_new ();

      g_free (record->id);
      record->id = g_strdup (alarms[i].id);
      g_free (record->channel);
      record->channel = g_strdup (alarms[i].channel);
      record->device_id = alarms[i].device_id;
      record->kind = alarms[i].kind;
      record->priority = dw_alarm_kind_priority (alarms[i].kind);
      record->value = alarms[i].value;
      record->begin_ms = AT (alarms[i].begin_h);
      record->end_ms = alarms[i].end_h > 0 ? AT (alarms[i].end_h) : 0;
      record->active = alarms[i].end_h == 0;
      record->state = record->active ? DW_ALARM_STATE_UNACK : DW_ALARM_STATE_NORM;
      dw_store_batch_put_alarm (batch, record);
    }
  g_assert_true (dw_store_commit (kit->station->store, batch, NULL, &error));
  g_assert_no_error (error);
}

static void
put_event (TrendKit *kit, gint64 device_id, DwEventKind kind, const char *type, const char *actor, double hour)
{
  DwEventRecord *event = dw_event_record_new ();

  event->kind = kind;
  event->device_id = device_id;
  event->time_ms = AT (hour);
  g_free (event->type);
  event->type = g_strdup (type);
  g_free (event->actor);
  event->actor = g_strdup (actor);
  dw_station_add_event (kit->station, event);
}

static GPtrArray *
ask_marks (TrendKit *kit, const gint64 *ids, guint n)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *marks;

  dw_trend_desk_query_marks_async (kit->station, ids, n, AT (10), AT (20), NULL, trend_kit_ready_cb, &result);
  marks = dw_trend_desk_query_marks_finish (kit->station, trend_kit_wait (&result), &error);
  g_assert_no_error (error);
  return marks;
}

typedef struct
{
  DwTrendMarkKind kind;
  double begin_h, end_h;
  const char *text, *alarm_id;
} ExpectedMark;

static void
assert_marks (GPtrArray *marks, const ExpectedMark *expected, guint n)
{
  g_assert_cmpuint (marks->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      const DwTrendMark *mark = marks->pdata[i];

      g_test_message ("%s", mark->text);
      g_assert_cmpstr (mark->text, ==, expected[i].text);
      g_assert_cmpint (mark->kind, ==, expected[i].kind);
      g_assert_cmpint (mark->time_ms, ==, AT (expected[i].begin_h));
      g_assert_cmpint (mark->end_ms, ==, expected[i].end_h > 0 ? AT (expected[i].end_h) : 0);
      g_assert_cmpstr (mark->alarm_id, ==, expected[i].alarm_id);
      g_assert_nonnull (mark->channel);
    }
}

static void
test_marks (TrendKit *kit, gconstpointer data)
{
  static const ExpectedMark expected[] = {
    { DW_TREND_MARK_ALARM, 1, 23, "Detector does not answer", "all-along" },
    { DW_TREND_MARK_ALARM, 2, 11, "Alarm 81", "from-before" },
    { DW_TREND_MARK_ALARM, 12, 13, "Warning 283", "within" },
    { DW_TREND_MARK_NOTE, 12.5, 0, "Acknowledge W03", "" },
    { DW_TREND_MARK_ALARM, 14, 0, "Alarm 412", "active" },
    { DW_TREND_MARK_CONTROL, 15, 0, "Reset W03", "" },
    { DW_TREND_MARK_CLOCK, 16, 0, "Clock \u22122.5 s", "" },
    { DW_TREND_MARK_CLOCK, 17, 0, "Clock +5 min", "" },
    { DW_TREND_MARK_ALARM, 19.5, 22, "Contact operated", "to-after" },
  };
  const gint64 id = DETECTOR;
  g_autoptr (GPtrArray) marks = NULL;

  trend_kit_note_clock (kit, AT (16), -2500);
  trend_kit_note_clock (kit, AT (17), 5 * KIT_MINUTE_MS);
  trend_kit_note_clock (kit, AT (20), 60000);
  trend_kit_open (kit, AT (24));
  trend_kit_add_device (kit, DETECTOR, KIT_BOX, "acrel-arcm300t", 5000, NAN);
  put_alarms (kit);
  put_event (kit, DETECTOR, DW_EVENT_CONTROL, "reset", "W03", 15);
  put_event (kit, DETECTOR, DW_EVENT_CONTROL, "reset", "W03", 9);
  put_event (kit, DETECTOR, DW_EVENT_OPERATION, "acknowledge", "W03", 12.5);
  put_event (kit, DETECTOR, DW_EVENT_RESTORE, "residual-high", "", 13);
  put_event (kit, OTHER, DW_EVENT_CONTROL, "reset", "W03", 15);
  trend_kit_settle (kit);
  marks = ask_marks (kit, &id, 1);
  assert_marks (marks, expected, G_N_ELEMENTS (expected));
}

static void
test_marks_of_several (TrendKit *kit, gconstpointer data)
{
  const gint64 ids[] = { DETECTOR, OTHER };
  g_autoptr (GPtrArray) marks = NULL;
  guint n_other = 0;

  trend_kit_open (kit, AT (24));
  trend_kit_add_device (kit, DETECTOR, KIT_BOX, "acrel-arcm300t", 5000, NAN);
  trend_kit_add_device (kit, OTHER, KIT_OTHER_BOX, "acrel-arcm300t", 5000, NAN);
  put_alarms (kit);
  put_event (kit, DETECTOR, DW_EVENT_CONTROL, "reset", "W03", 15);
  put_event (kit, OTHER, DW_EVENT_CONTROL, "reset", "W03", 15);
  trend_kit_settle (kit);
  marks = ask_marks (kit, ids, 2);
  for (guint i = 0; i < marks->len; i++)
    n_other += ((DwTrendMark *)marks->pdata[i])->device_id == OTHER;
  g_assert_cmpuint (n_other, ==, 2);
  g_assert_cmpuint (marks->len, ==, 5 + 1 + 2);
}

int
main (int argc, char *argv[])
{
  trend_kit_init ();
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/trend-marks/" path, TrendKit, NULL, trend_kit_set_up, func, trend_kit_tear_down)
  ADD ("what-happened-in-the-span", test_marks);
  ADD ("several-devices", test_marks_of_several);
  return g_test_run ();
}
