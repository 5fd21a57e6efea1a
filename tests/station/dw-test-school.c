// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-test-school.h"

#include "dw-files.h"

enum {
  LIMIT_MS = 20000,
};

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
dw_test_wait (DwTestCondition condition, gpointer data, const char *what)
{
  g_autoptr (DwClock) clock = dw_clock_new_system ();
  gint64 deadline_ms = dw_clock_mono_ms (clock) + LIMIT_MS;
  guint waker = g_timeout_add (20, wake_cb, NULL);

  while (!condition (data))
    {
      if (dw_clock_mono_ms (clock) > deadline_ms)
        g_error ("waited in vain until %s", what);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (waker);
}

static DwDevice *
find_unit (DwStation *station, guint8 unit)
{
  GListModel *devices = dw_place_tree_get_devices (dw_station_get_tree (station));

  for (guint i = 0; i < g_list_model_get_n_items (devices); i++)
    {
      g_autoptr (DwDevice) device = g_list_model_get_item (devices, i);

      if (dw_device_get_unit (device) == unit)
        return device; /* the tree holds it */
    }
  g_error ("no unit %u", unit);
}

void
dw_test_school_open_station (DwTestSchool *self)
{
  g_autofree char *data_dir = dw_files_find_data_dir ();
  g_autoptr (GError) error = NULL;

  self->station = dw_station_new (self->dir, data_dir, "test", self->clock, &error);
  g_assert_no_error (error);
  dw_station_start (self->station);
  self->detector = find_unit (self->station, 1);
  self->breaker = find_unit (self->station, 2);
}

void
dw_test_school_close_station (DwTestSchool *self)
{
  dw_station_stop (self->station);
  g_assert_finalize_object (self->station);
}

DwTestSchool *
dw_test_school_open (void)
{
  g_autofree char *scenario = g_test_build_filename (G_TEST_DIST, "station", "small-school.json", NULL);

  return dw_test_school_open_scenario (scenario);
}

DwTestSchool *
dw_test_school_open_scenario (const char *scenario)
{
  DwTestSchool *self = g_new0 (DwTestSchool, 1);
  g_autoptr (GError) error = NULL;

  self->dir = g_dir_make_tmp ("dianwei-test-XXXXXX", &error);
  g_assert_no_error (error);
  self->clock = dw_clock_new_system ();
  self->demo = dw_demo_start (scenario, &error);
  g_assert_no_error (error);
  dw_demo_provision (self->demo, self->dir, self->clock, &error);
  g_assert_no_error (error);
  dw_test_school_open_station (self);
  return self;
}

void
dw_test_school_reopen (DwTestSchool *self)
{
  dw_test_school_close_station (self);
  dw_test_school_open_station (self);
}

void
dw_test_school_close (DwTestSchool *self)
{
  const char *argv[] = { "rm", "-rf", self->dir, NULL };

  dw_test_school_close_station (self);
  dw_demo_stop (self->demo);
  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  dw_clock_unref (self->clock);
  g_free (self->dir);
  g_free (self);
}

void
dw_test_school_tell (DwTestSchool *self, const char *line)
{
  g_autoptr (GError) error = NULL;

  dw_demo_tell (self->demo, line, &error);
  g_assert_no_error (error);
}

static gboolean
is_live (gpointer data)
{
  DwTestSchool *self = data;

  return dw_device_get_link (self->detector) == DW_LINK_ONLINE && dw_device_get_last_seen_ms (self->detector) > 0 &&
         dw_device_get_link (self->breaker) == DW_LINK_ONLINE && dw_device_get_last_seen_ms (self->breaker) > 0;
}

void
dw_test_school_wait_live (DwTestSchool *self)
{
  dw_test_wait (is_live, self, "both devices answer");
}

const DwAlarmRecord *
dw_test_school_find_alarm (DwTestSchool *self, DwDevice *device, DwAlarmKind kind)
{
  GListModel *alarms = G_LIST_MODEL (dw_station_get_alarms (self->station));

  for (guint i = 0; i < g_list_model_get_n_items (alarms); i++)
    {
      g_autoptr (DwAlarm) alarm = g_list_model_get_item (alarms, i);
      const DwAlarmRecord *record = dw_alarm_get_record (alarm);

      if (record->device_id == dw_device_get_id (device) && record->kind == kind)
        return record;
    }
  return NULL;
}

DwPerson *
dw_test_person (DwRole role)
{
  static const char *const ids[DW_N_ROLES] = { "W03", "A12", "D02", "E07", "S01" };

  return dw_person_new (ids[role], "", role);
}

typedef struct
{
  GAsyncResult *result;
} Answer;

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Answer *)data)->result = g_object_ref (result);
}

static gboolean
has_answer (gpointer data)
{
  return ((Answer *)data)->result != NULL;
}

DwCommandResult *
dw_test_school_control (DwTestSchool *self, const DwPerson *person, DwDevice *device, DwVerb verb, const DwControlForm *form, GHashTable *arguments, GError **error)
{
  DwControlForm full = { "test", dw_device_get_switch_name (device), g_str_equal (person->id, "D02") ? "A12" : "D02", DW_DEMO_PASSWORD, TRUE, "checked on site" };
  g_autofree char *token = dw_control_desk_select (self->station, person, person->id, device, verb, error);
  g_autoptr (GPtrArray) missing = NULL;
  Answer answer = { NULL };
  DwCommandResult *result;

  if (!token)
    return NULL;
  if (!dw_control_desk_confirm (self->station, token, form ? form : &full, &missing, error))
    {
      dw_control_desk_release (self->station, token);
      return NULL;
    }
  dw_control_desk_execute_async (self->station, token, arguments, NULL, NULL, answered_cb, &answer);
  dw_test_wait (has_answer, &answer, "the command ends");
  result = dw_control_desk_execute_finish (self->station, answer.result, error);
  g_object_unref (answer.result);
  return result;
}
