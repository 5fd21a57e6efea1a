// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "trend-kit.h"

#include <math.h>

#include <glib/gstdio.h>

#include "dw-files.h"

#define REPORTS_PER_BATCH 2000

void
trend_kit_init (void)
{
  g_setenv ("TZ", "Asia/Shanghai", TRUE);
}

void
trend_kit_set_up (TrendKit *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->dir = g_dir_make_tmp ("dianwei-trend-XXXXXX", &error);
  g_assert_no_error (error);
  self->data_dir = dw_files_find_data_dir ();
  self->clock = dw_clock_new_fake (KIT_NOVEMBER_MS);
  self->writer = dw_history_open (self->dir, DW_HISTORY_WRITE, NULL, &error);
  g_assert_no_error (error);
  self->reports = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_report_free);
}

void
trend_kit_tear_down (TrendKit *self, gconstpointer data)
{
  const char *argv[] = { "rm", "-rf", self->dir, NULL };

  if (self->station != NULL)
    g_assert_finalize_object (self->station);
  g_clear_pointer (&self->writer, dw_history_close);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_ptr_array_unref (self->reports);
  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  dw_clock_unref (self->clock);
  g_free (self->data_dir);
  g_free (self->dir);
}

/* --- the history --- */

static void
flush (TrendKit *self)
{
  g_autoptr (GError) error = NULL;

  if (self->reports->len > 0)
    dw_history_append (self->writer, self->reports, 0, &error);
  g_assert_no_error (error);
  g_ptr_array_set_size (self->reports, 0);
}

void
trend_kit_columns (TrendKit *self, gint64 device_id, const char *names, guint digits, int period_ms)
{
  g_auto (GStrv) words = g_strsplit (names, " ", -1);
  DwHistoryColumn columns[DW_HISTORY_MAX_COLUMNS];
  guint n = g_strv_length (words);
  g_autoptr (GError) error = NULL;

  flush (self);
  for (guint i = 0; i < n; i++)
    {
      columns[i] = (DwHistoryColumn){ .digits = (guint8)digits, .period_ms = period_ms };
      g_strlcpy (columns[i].name, words[i], sizeof columns[i].name);
    }
  dw_history_set_columns (self->writer, device_id, columns, n, &error);
  g_assert_no_error (error);
}

static void
put (TrendKit *self, DwReport *report, gint64 time_ms)
{
  report->time_ms = time_ms;
  g_ptr_array_add (self->reports, report);
  if (self->reports->len >= REPORTS_PER_BATCH)
    flush (self);
}

void
trend_kit_put (TrendKit *self, gint64 device_id, gint64 time_ms, const double *values, guint n)
{
  DwReport *report = dw_report_new (device_id, n);

  for (guint i = 0; i < n; i++)
    report->values[i] = (struct DwReportValue){ values[i], isnan (values[i]) ? DW_QUALITY_NONE : DW_QUALITY_GOOD, 0 };
  put (self, report, time_ms);
}

void
trend_kit_put_one (TrendKit *self, gint64 device_id, gint64 time_ms, double value)
{
  trend_kit_put (self, device_id, time_ms, &value, 1);
}

void
trend_kit_put_bad (TrendKit *self, gint64 device_id, gint64 time_ms, const double *values, guint n, DwQuality quality)
{
  DwReport *report = dw_report_new (device_id, n);

  for (guint i = 0; i < n; i++)
    report->values[i] = (struct DwReportValue){ values[i], quality, 0 };
  put (self, report, time_ms);
}

gint64
trend_kit_pick_step_ms (void)
{
  return g_test_rand_int_range (0, 50) == 0 ? g_test_rand_int_range (6000, 400000) : g_test_rand_int_range (KIT_PERIOD_MS - 100, KIT_PERIOD_MS + 100);
}

void
trend_kit_note_clock (TrendKit *self, gint64 time_ms, gint64 delta_ms)
{
  g_autoptr (GError) error = NULL;

  dw_history_note_clock_step (self->writer, time_ms, delta_ms, &error);
  g_assert_no_error (error);
}

/* --- the station --- */

static DwPlace *
add_place (TrendKit *self, gint64 id, DwPlaceKind kind, const char *name, DwPlace *parent)
{
  g_autoptr (DwPlace) place = dw_place_new (id, kind, name);

  g_assert_true (dw_place_tree_add (self->station->tree, place, parent));
  return dw_place_tree_find (self->station->tree, id);
}

void
trend_kit_open (TrendKit *self, gint64 now_ms)
{
  g_autoptr (GError) error = NULL;

  flush (self);
  g_clear_pointer (&self->writer, dw_history_close);
  dw_clock_step_wall_ms (self->clock, now_ms - dw_clock_wall_ms (self->clock));
  self->station = dw_station_new (self->dir, self->data_dir, "test", self->clock, &error);
  g_assert_no_error (error);
  add_place (self, KIT_BOX, DW_PLACE_BOX, "Box", add_place (self, KIT_SCHOOL, DW_PLACE_SCHOOL, "School", NULL));
  add_place (self, KIT_OTHER_BOX, DW_PLACE_BOX, "Other box", add_place (self, KIT_OTHER_SCHOOL, DW_PLACE_SCHOOL, "Other school", NULL));
}

/* A gateway that is never asked: it only tells how often. */
static gint64
add_gateway (TrendKit *self, int period_ms)
{
  DwGatewayRow *row = dw_gateway_row_new ();

  row->id = period_ms;
  row->period_ms = period_ms;
  g_hash_table_replace (self->station->gateways, dw_id_new (row->id), row);
  return row->id;
}

DwDevice *
trend_kit_add_device (TrendKit *self, gint64 id, gint64 place_id, const char *profile, int period_ms, double rated_a)
{
  DwDeviceRow row = { id, add_gateway (self, period_ms), place_id, (guint8)id, (char *)"device", (char *)profile, rated_a, (char *)"", (char *)"", (char *)"", (char *)"" };
  g_autoptr (GError) error = NULL;
  DwDevice *device = dw_station_add_device_row (self->station, &row, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < dw_device_get_n_channels (device); i++)
    dw_device_get_channel (device, i)->period_ms = period_ms;
  return device;
}

void
trend_kit_sign_in (TrendKit *self, DwRole role, gint64 scope)
{
  g_autoptr (DwPerson) person = dw_person_new ("P01", "Person", role);

  if (scope != 0)
    g_array_append_val (person->scope, scope);
  dw_station_set_person (self->station, person);
}

void
trend_kit_fill_residual (TrendKit *self, gint64 from_ms, gint64 to_ms)
{
  for (gint64 time_ms = from_ms; time_ms < to_ms; time_ms += KIT_PERIOD_MS)
    trend_kit_put_one (self, KIT_DETECTOR, time_ms, 50);
}

void
trend_kit_open_with_detector (TrendKit *self, gint64 now_ms)
{
  trend_kit_open (self, now_ms);
  trend_kit_add_device (self, KIT_DETECTOR, KIT_BOX, "acrel-arcm300t", KIT_PERIOD_MS, NAN);
}

/* --- answers --- */

void
trend_kit_ready_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **place = data;

  g_assert_null (*place);
  *place = g_object_ref (result);
}

GAsyncResult *
trend_kit_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

void
trend_kit_settle (TrendKit *self)
{
  while (dw_journal_get_length (self->station->journal) > 0)
    g_main_context_iteration (NULL, TRUE);
}

DwTrendChannel
trend_kit_channel (gint64 device_id, const char *name)
{
  DwTrendChannel channel = { .device_id = device_id };

  g_strlcpy (channel.name, name, sizeof channel.name);
  return channel;
}

DwTrendTrace *
trend_kit_query (TrendKit *self, gint64 device_id, const char *name, gint64 from_ms, gint64 to_ms, guint max_points, gboolean with_stats, GPtrArray **owner)
{
  DwTrendChannel channel = trend_kit_channel (device_id, name);
  DwTrendQuery query = { &channel, 1, from_ms, to_ms, max_points, with_stats };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  dw_trend_desk_query_async (self->station, &query, NULL, trend_kit_ready_cb, &result);
  *owner = dw_trend_desk_query_finish (self->station, trend_kit_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint ((*owner)->len, ==, 1);
  return (*owner)->pdata[0];
}
