// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include <glib/gstdio.h>

#include "dw-files.h"
#include "dw-station-private.h"

/* What the station passes on between its parts, without a network: reports go in where the source hands them over.
 *
 *   supply     the supply rules judge by the file of limits, not by numbers of the program (S1-27)
 *   history    a unit that exists for one command only leaves no samples
 *   fault      what the store cannot keep is the station's fault, and a fault of one part does not end that of another
 */
#define START_MS 1789000000000

typedef struct
{
  char *dir;
  char *data_dir;
  DwClock *clock;
  DwStation *station;
} Fixture;

static void
open_station (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  self->station = dw_station_new (self->dir, self->data_dir, "test", self->clock, &error);
  g_assert_no_error (error);
  dw_station_start_quietly (self->station);
}

static void
close_station (Fixture *self)
{
  dw_station_stop (self->station);
  g_assert_finalize_object (self->station);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->dir = g_dir_make_tmp ("dianwei-wiring-XXXXXX", &error);
  g_assert_no_error (error);
  self->data_dir = dw_files_find_data_dir ();
  self->clock = dw_clock_new_fake (START_MS);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  const char *argv[] = { "rm", "-rf", self->dir, NULL };

  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  dw_clock_unref (self->clock);
  g_free (self->data_dir);
  g_free (self->dir);
}

static DwDevice *
add_meter (Fixture *self, gint64 id)
{
  DwDeviceRow row = { id, 0, 0, 1, (char *)"meter", (char *)"acrel-adl400", NAN, (char *)"", (char *)"", (char *)"", (char *)"" };
  g_autoptr (GError) error = NULL;
  DwDevice *device = dw_station_add_device_row (self->station, &row, &error);

  g_assert_no_error (error);
  g_signal_emit_by_name (self->station->source, "link-changed", id, (guint)DW_LINK_ONLINE, dw_clock_wall_ms (self->clock));
  return device;
}

static DwReport *
make_report (Fixture *self, DwDevice *device, const double volts[3])
{
  static const char *const names[] = { "voltage_a", "voltage_b", "voltage_c" };
  DwReport *report = dw_report_new (dw_device_get_id (device), dw_device_get_n_channels (device));

  report->time_ms = dw_clock_wall_ms (self->clock);
  report->mono_us = dw_clock_mono_us (self->clock);
  for (guint i = 0; i < report->n_values; i++)
    for (guint phase = 0; phase < G_N_ELEMENTS (names); phase++)
      if (g_str_equal (dw_device_get_channel (device, i)->name, names[phase]))
        report->values[i] = (struct DwReportValue){ volts[phase], DW_QUALITY_GOOD, 0 };
  return report;
}

static void
emit_reports (Fixture *self, DwReport *first, DwReport *second)
{
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_report_free);

  g_ptr_array_add (reports, first);
  if (second)
    g_ptr_array_add (reports, second);
  g_signal_emit_by_name (self->station->source, "reports", reports);
}

/* The same supply with the nominal voltage of another country. */
static void
write_standard (Fixture *self, const char *nominal)
{
  g_autofree char *from = g_build_filename (self->data_dir, "standards", "cn-school-2026.json", NULL);
  g_autofree char *profiles = g_build_filename (self->data_dir, "profiles", NULL);
  char *own = g_build_filename (self->dir, "data", NULL);
  g_autofree char *standards = g_build_filename (own, "standards", NULL);
  g_autofree char *to = g_build_filename (standards, "cn-school-2026.json", NULL);
  g_autofree char *link = g_build_filename (own, "profiles", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *changed = NULL;

  g_assert_true (g_file_get_contents (from, &text, NULL, NULL));
  parts = g_strsplit (text, "\"nominal_v\": 220", 2);
  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  changed = g_strjoinv (nominal, parts);
  g_assert_cmpint (g_mkdir_with_parents (standards, 0700), ==, 0);
  g_assert_true (g_file_set_contents (to, changed, -1, NULL));
  g_assert_cmpint (symlink (profiles, link), ==, 0);
  g_free (self->data_dir);
  self->data_dir = own;
}

static guint
count_phase_loss (Fixture *self)
{
  GListModel *alarms = G_LIST_MODEL (dw_station_get_alarms (self->station));
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (alarms); i++)
    {
      g_autoptr (DwAlarm) alarm = g_list_model_get_item (alarms, i);

      n += dw_alarm_get_record (alarm)->kind == DW_ALARM_PHASE_LOSS;
    }
  return n;
}

static void
judge_voltages (Fixture *self)
{
  const double volts[3] = { 225, 226, 100 };
  DwDevice *device = add_meter (self, 5);

  for (guint i = 0; i < 10; i++)
    {
      emit_reports (self, make_report (self, device, volts), NULL);
      dw_intake_tick (self->station);
      dw_clock_advance_ms (self->clock, 1000);
    }
  while (dw_journal_get_length (self->station->journal) > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
supply_is_judged_by_the_file (Fixture *self, gconstpointer data)
{
  open_station (self);
  judge_voltages (self);
  g_assert_cmpuint (count_phase_loss (self), ==, 1);
  close_station (self);
}

static void
another_file_judges_otherwise (Fixture *self, gconstpointer data)
{
  write_standard (self, "\"nominal_v\": 110");
  open_station (self);
  judge_voltages (self);
  g_assert_cmpuint (count_phase_loss (self), ==, 0);
  close_station (self);
}

static void
queried_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static guint
count_samples (Fixture *self, gint64 device_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DwHistoryRows) history = NULL;
  g_autoptr (GError) error = NULL;

  dw_store_query_history_async (self->station->store, device_id, 0, 0, NULL, queried_cb, &result);
  while (!result)
    g_main_context_iteration (NULL, TRUE);
  history = dw_store_query_history_finish (self->station->store, result, &error);
  g_assert_no_error (error);
  return history->n_rows;
}

static void
transient_units_leave_no_samples (Fixture *self, gconstpointer data)
{
  const double volts[3] = { 225, 226, 227 };
  DwDevice *device, *transient;

  open_station (self);
  device = add_meter (self, 5);
  transient = add_meter (self, -7);
  emit_reports (self, make_report (self, device, volts), NULL);
  dw_clock_advance_ms (self->clock, 1000);
  emit_reports (self, make_report (self, transient, volts), make_report (self, device, volts));
  emit_reports (self, make_report (self, transient, volts), NULL);
  g_assert_cmpuint (count_samples (self, 5), ==, 2);
  g_assert_cmpuint (count_samples (self, -7), ==, 0);
  close_station (self);
}

static const char *
read_fault (Fixture *self, DwHealth *health)
{
  dw_station_refresh_health (self->station);
  dw_station_get_health (self->station, health);
  return health->fault;
}

static void
store_faults_are_the_station_s (Fixture *self, gconstpointer data)
{
  g_autofree char *witness = g_build_filename (self->dir, "audit.head", NULL);
  DwHealth health;

  open_station (self);
  g_assert_cmpstr (read_fault (self, &health), ==, "");
  dw_station_audit (self->station, NULL, "test", "object", NULL, NULL, NULL, "done");
  close_station (self);
  g_assert_true (g_file_set_contents (witness, "99 nonsense\n", -1, NULL));
  open_station (self);
  g_assert_cmpstr (read_fault (self, &health), !=, "");
  close_station (self);
}

static void
count_cb (DwStation *station, const char *sentence, guint *n)
{
  ++*n;
}

static void
faults_do_not_end_each_other (Fixture *self, gconstpointer data)
{
  DwHealth health;
  guint n = 0;

  open_station (self);
  g_signal_connect (self->station, "fault", G_CALLBACK (count_cb), &n);
  dw_station_set_fault (self->station, DW_STATION_FAULT_SETUP, "a profile is wrong");
  dw_station_set_fault (self->station, DW_STATION_FAULT_SETUP, "another profile is wrong");
  g_assert_cmpstr (read_fault (self, &health), ==, "a profile is wrong");
  dw_station_set_fault (self->station, DW_STATION_FAULT_JOURNAL, "the disk is full");
  g_assert_cmpstr (read_fault (self, &health), ==, "the disk is full");
  dw_station_set_fault (self->station, DW_STATION_FAULT_JOURNAL, NULL);
  g_assert_cmpstr (read_fault (self, &health), ==, "a profile is wrong");
  g_assert_cmpuint (n, ==, 3);
  close_station (self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/station-wiring/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("supply-is-judged-by-the-file", supply_is_judged_by_the_file);
  ADD ("another-file-judges-otherwise", another_file_judges_otherwise);
  ADD ("transient-units-leave-no-samples", transient_units_leave_no_samples);
  ADD ("store-faults-are-the-station-s", store_faults_are_the_station_s);
  ADD ("faults-do-not-end-each-other", faults_do_not_end_each_other);
  return g_test_run ();
}
