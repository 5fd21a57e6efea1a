// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-past-judge.h"

#include <math.h>

/* Samples of a past and what the rules would have said of them (S1-28, S1-29): limits of the tests are 240 and 300 mA with a delay of 10 s, samples are 15 minutes apart. */

#define BEGIN_MS G_GINT64_CONSTANT (1793462400000) /* 2026-11-01 00:00 +08 */
#define STEP_MS G_GINT64_CONSTANT (900000)
#define DELAY_MS 10000
#define N_STEPS 16

typedef struct
{
  DwPlaceTree *tree;
  DwPastJudge *judge;
  GArray *columns;
} Kit;

static void
add_device (DwPlaceTree *tree, gint64 id, gint64 gateway_id)
{
  DwChannel channels[2] = { { .name = "residual_current", .period_ms = 2000, .device_limit = NAN }, { .name = "temperature_1", .period_ms = 5000, .device_limit = NAN } };
  g_autoptr (DwDevice) device = dw_device_new (id, "Detector");

  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    {
      g_assert_true (dw_point_from_name (channels[i].name, &channels[i].point));
      dw_limit_init (&channels[i].limit);
    }
  channels[0].limit.high_warning = 240;
  channels[0].limit.high_alarm = 300;
  channels[0].limit.warning_priority = 3;
  channels[0].limit.alarm_priority = 1;
  channels[0].limit.on_delay_ms = channels[0].limit.off_delay_ms = DELAY_MS;
  dw_device_set_place_id (device, 11);
  dw_device_set_class (device, "detector");
  dw_device_set_address (device, gateway_id, (guint8)id, "");
  dw_device_set_channels (device, channels, G_N_ELEMENTS (channels));
  dw_place_tree_add_device (tree, device);
}

/* What was kept stands in another order than the channels, and a channel that is gone among it. */
static void
set_up (Kit *kit, gconstpointer data)
{
  const DwHistoryColumn columns[] = { { "temperature_1", 1, 5000 }, { "humidity", 0, 5000 }, { "residual_current", 1, 5000 } };
  g_autoptr (DwPlace) box = dw_place_new (11, DW_PLACE_BOX, "Box");

  kit->tree = dw_place_tree_new ();
  g_assert_true (dw_place_tree_add (kit->tree, box, NULL));
  add_device (kit->tree, 1, 7);
  add_device (kit->tree, 2, 7);
  add_device (kit->tree, 3, 8);
  kit->columns = g_array_new (FALSE, FALSE, sizeof (DwHistoryColumn));
  g_array_append_vals (kit->columns, columns, G_N_ELEMENTS (columns));
  kit->judge = dw_past_judge_new (kit->tree, "W03");
}

static void
tear_down (Kit *kit, gconstpointer data)
{
  dw_past_judge_free (kit->judge);
  g_array_unref (kit->columns);
  g_object_unref (kit->tree);
}

static void
take (Kit *kit, gint64 id, guint step, double milliampere)
{
  DwReport *report = dw_report_new (id, 3);

  report->time_ms = BEGIN_MS + step * STEP_MS;
  report->values[0] = (struct DwReportValue){ 25, DW_QUALITY_GOOD, 0 };
  report->values[1] = (struct DwReportValue){ 5000, DW_QUALITY_GOOD, 0 };
  report->values[2] = (struct DwReportValue){ milliampere, isnan (milliampere) ? DW_QUALITY_NONE : DW_QUALITY_GOOD, 0 };
  dw_past_judge_take (kit->judge, report, kit->columns);
  dw_report_free (report);
}

static GPtrArray *
finish (Kit *kit)
{
  return dw_past_judge_finish (kit->judge, BEGIN_MS + N_STEPS * STEP_MS);
}

static const DwPastAlarm *
find_kind (GPtrArray *over, DwAlarmKind kind)
{
  for (guint i = 0; i < over->len; i++)
    if (((DwPastAlarm *)over->pdata[i])->record->kind == kind)
      return over->pdata[i];
  return NULL;
}

/* --- limits --- */

static const struct
{
  const char *what;
  double milliampere[8];
  guint n_over;
  DwAlarmKind kind; /* of the one that is looked at, with its span in steps */
  guint from, to;
} rows[] = {
  { "nothing is beyond a limit", { 100, 110, 90, 239.9, 100, 100, 100, 100 }, 0, 0, 0, 0 },
  { "two samples beyond the alarm: one alarm as long as they stand, and the warning that it explains", { 100, 320, 350, 100, 100, 100, 100, 100 }, 1, DW_ALARM_RESIDUAL_HIGH, 1, 3 },
  { "the limit itself is beyond", { 100, 300, 100, 100, 100, 100, 100, 100 }, 1, DW_ALARM_RESIDUAL_HIGH, 1, 2 },
  { "between the limits: a warning", { 100, 100, 250, 260, 100, 100, 100, 100 }, 1, DW_ALARM_RESIDUAL_WARNING, 2, 4 },
  { "twice: two alarms", { 100, 320, 100, 100, 100, 100, 330, 100 }, 2, DW_ALARM_RESIDUAL_HIGH, 1, 2 },
  { "values that are missing are beyond nothing", { 100, NAN, NAN, 100, NAN, 100, 100, 100 }, 0, 0, 0, 0 },
  { "what still holds at the end is told by nobody", { 100, 100, 100, 100, 100, 100, 100, 400 }, 0, 0, 0, 0 },
};

static void
test_limits (Kit *kit, gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_autoptr (GPtrArray) over = NULL;
  const DwPastAlarm *alarm;
  guint n = 0;

  g_test_message ("%s", rows[row].what);
  for (guint step = 0; step < 8; step++)
    take (kit, 1, step, rows[row].milliampere[step]);
  if (rows[row].milliampere[7] < 240)
    for (guint step = 8; step < N_STEPS; step++)
      take (kit, 1, step, 100);
  over = finish (kit);
  for (guint i = 0; i < over->len; i++)
    n += ((DwPastAlarm *)over->pdata[i])->record->kind == rows[row].kind;
  g_assert_cmpuint (n, ==, rows[row].n_over);
  if (n == 0)
    return;
  alarm = find_kind (over, rows[row].kind);
  g_assert_cmpint (alarm->record->begin_ms, >=, BEGIN_MS + rows[row].from * STEP_MS);
  g_assert_cmpint (alarm->record->begin_ms, <=, BEGIN_MS + rows[row].from * STEP_MS + DELAY_MS);
  g_assert_cmpint (alarm->record->end_ms, >=, BEGIN_MS + rows[row].to * STEP_MS);
  g_assert_cmpint (alarm->record->end_ms, <=, BEGIN_MS + rows[row].to * STEP_MS + DELAY_MS);
}

/* The record is at rest, and its lines tell how it came to that: it came, somebody saw it, it went. */
static void
test_lines (Kit *kit, gconstpointer data)
{
  g_autoptr (GPtrArray) over = NULL;
  const DwPastAlarm *alarm;
  guint n_seen = 0;
  gint64 before_ms = 0;

  for (guint step = 0; step < N_STEPS; step++)
    take (kit, 1, step, step == 2 || step == 3 ? 320 + step : 100);
  over = finish (kit);
  alarm = find_kind (over, DW_ALARM_RESIDUAL_HIGH);
  g_assert_nonnull (alarm);
  g_assert_cmpint (alarm->record->state, ==, DW_ALARM_STATE_NORM);
  g_assert_cmpint (alarm->record->device_id, ==, 1);
  g_assert_cmpint (alarm->record->place_id, ==, 11);
  g_assert_cmpstr (alarm->record->channel, ==, "residual_current");
  g_assert_cmpfloat (alarm->record->peak, ==, 323);
  g_assert_cmpuint (alarm->events->len, >=, 3);
  g_assert_cmpint (((DwEventRecord *)alarm->events->pdata[0])->kind, ==, DW_EVENT_ALARM);
  for (guint i = 0; i < alarm->events->len; i++)
    {
      const DwEventRecord *event = alarm->events->pdata[i];

      g_assert_cmpstr (event->alarm_id, ==, alarm->record->id);
      g_assert_cmpint (event->time_ms, >=, before_ms);
      g_assert_cmpint (event->time_ms, <=, BEGIN_MS + N_STEPS * STEP_MS);
      before_ms = event->time_ms;
      n_seen += g_str_equal (event->actor, "W03");
    }
  g_assert_cmpuint (n_seen, ==, 1);
}

/* --- silence --- */

static const struct
{
  const char *what;
  guint n_silent; /* devices 1 … n */
  guint to;       /* silent from step 4 on to this one */
  guint n_devices, n_gateways;
} silences[] = {
  { "nobody", 0, 0, 0, 0 },
  { "two samples are missing: no silence yet", 1, 6, 0, 0 },
  { "one of two behind a gateway", 1, 10, 1, 0 },
  { "all behind a gateway: the gateway alone", 2, 10, 0, 1 },
  { "not heard of again", 1, N_STEPS, 0, 0 },
};

static void
test_silence (Kit *kit, gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data), n_devices = 0, n_gateways = 0;
  g_autoptr (GPtrArray) over = NULL;

  g_test_message ("%s", silences[row].what);
  for (guint step = 0; step < N_STEPS; step++)
    for (gint64 id = 1; id <= 3; id++)
      if (id > silences[row].n_silent || step < 4 || step >= silences[row].to)
        take (kit, id, step, 100);
  over = finish (kit);
  for (guint i = 0; i < over->len; i++)
    {
      const DwAlarmRecord *record = ((DwPastAlarm *)over->pdata[i])->record;

      n_devices += record->kind == DW_ALARM_DEVICE_SILENT;
      n_gateways += record->kind == DW_ALARM_GATEWAY_DOWN;
      g_assert_cmpint (record->begin_ms, >, BEGIN_MS + 4 * STEP_MS);
      g_assert_cmpint (record->end_ms, >=, BEGIN_MS + silences[row].to * STEP_MS);
    }
  g_assert_cmpuint (n_devices, ==, silences[row].n_devices);
  g_assert_cmpuint (n_gateways, ==, silences[row].n_gateways);
}

/* --- what is none of its business --- */

static void
test_unknown_device (Kit *kit, gconstpointer data)
{
  g_autoptr (GPtrArray) over = NULL;

  for (guint step = 0; step < 8; step++)
    take (kit, 4711, step, 400);
  over = finish (kit);
  g_assert_cmpuint (over->len, ==, 0);
}

static void
test_nothing (Kit *kit, gconstpointer data)
{
  g_autoptr (GPtrArray) over = finish (kit);

  g_assert_cmpuint (over->len, ==, 0);
}

/* Until a second report tells how far apart they are, nobody is late. */
static void
test_first_reports (Kit *kit, gconstpointer data)
{
  g_autoptr (GPtrArray) over = NULL;

  for (gint64 id = 1; id <= 3; id++)
    take (kit, id, 0, 100);
  for (guint step = 8; step < N_STEPS; step++)
    for (gint64 id = 1; id <= 3; id++)
      take (kit, id, step, 100);
  over = finish (kit);
  g_assert_cmpuint (over->len, ==, 0);
}

/* The devices of the present are not touched. */
static void
test_devices_are_copies (Kit *kit, gconstpointer data)
{
  g_autoptr (GPtrArray) over = NULL;
  DwDevice *device = dw_place_tree_find_device (kit->tree, 1);

  for (guint step = 0; step < N_STEPS; step++)
    take (kit, 1, step, step == 2 ? 400 : 100);
  over = finish (kit);
  g_assert_nonnull (find_kind (over, DW_ALARM_RESIDUAL_HIGH));
  g_assert_cmpint (dw_device_get_channel (device, 0)->reading.time_ms, ==, 0);
  g_assert_cmpint (dw_device_get_link (device), ==, DW_LINK_UNKNOWN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/past-judge/limits/%u", i);

      g_test_add (path, Kit, GUINT_TO_POINTER (i), set_up, test_limits, tear_down);
    }
  for (guint i = 0; i < G_N_ELEMENTS (silences); i++)
    {
      g_autofree char *path = g_strdup_printf ("/past-judge/silence/%u", i);

      g_test_add (path, Kit, GUINT_TO_POINTER (i), set_up, test_silence, tear_down);
    }
  g_test_add ("/past-judge/lines", Kit, NULL, set_up, test_lines, tear_down);
  g_test_add ("/past-judge/unknown-device", Kit, NULL, set_up, test_unknown_device, tear_down);
  g_test_add ("/past-judge/nothing", Kit, NULL, set_up, test_nothing, tear_down);
  g_test_add ("/past-judge/first-reports", Kit, NULL, set_up, test_first_reports, tear_down);
  g_test_add ("/past-judge/devices-are-copies", Kit, NULL, set_up, test_devices_are_copies, tear_down);
  return g_test_run ();
}
