// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-test-frame.h"

#include <glib/gstdio.h>

#include "dw-files.h"
#include "dw-ui.h"

#define DEADLINE_MS 120000 /* only a test that fails waits for it; a machine may have much else to do */

gboolean
dw_test_frame_init (int *argc, char ***argv)
{
  /* The test context of accessibility needs no bus and can be asked. */
  g_setenv ("GTK_A11Y", "test", TRUE);
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  /* Drivers that are loaded and unloaded leave memory behind that the leak check cannot name. */
  if (gtk_get_minor_version () < 16)
    g_setenv ("GDK_DEBUG", "gl-disable,vulkan-disable", TRUE);
  else
    g_setenv ("GDK_DISABLE", "gl,vulkan", TRUE);
  g_setenv ("GSK_RENDERER", "cairo", TRUE);
  g_test_init (argc, argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP there is no display\n");
      return FALSE;
    }
  adw_init ();
  dw_ui_init ();
  return TRUE;
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static void
add_school (DwTestFrame *self)
{
  DwPlaceTree *tree = dw_station_get_tree (self->station);
  DwChannel channel = { .name = "residual_current", .limit = { 0 } };

  self->school = dw_place_new (1001, DW_PLACE_SCHOOL, "Test school");
  self->box = dw_place_new (1002, DW_PLACE_BOX, "Box 2AL1");
  self->device = dw_device_new (2001, "Detector 2AL1");
  g_assert_true (dw_place_tree_add (tree, self->school, NULL));
  g_assert_true (dw_place_tree_add (tree, self->box, self->school));
  dw_place_set_fact (self->school, "contact", "Mrs Qian");
  g_assert_true (dw_point_from_name (channel.name, &channel.point));
  dw_limit_init (&channel.limit);
  dw_device_set_place_id (self->device, 1002);
  dw_device_set_class (self->device, "detector");
  dw_device_set_channels (self->device, &channel, 1);
  dw_place_tree_add_device (tree, self->device);
}

/* One for the program: its object path on the bus cannot be given twice. */
static GtkApplication *
get_application (void)
{
  static GtkApplication *application = NULL;
  g_autoptr (GError) error = NULL;

  if (application != NULL)
    return application;
  application = gtk_application_new ("io.github.dianwei.Test", G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  return application;
}

/* Takes the clock. */
static DwTestFrame *
open_frame (DwClock *clock, DwTestPrepare prepare)
{
  DwTestFrame *self = g_new0 (DwTestFrame, 1);
  g_autofree char *data_dir = dw_files_find_data_dir ();
  g_autoptr (GError) error = NULL;

  self->dir = g_dir_make_tmp ("dianwei-frame-XXXXXX", &error);
  g_assert_no_error (error);
  if (prepare != NULL)
    prepare (self->dir);
  self->clock = clock;
  self->station = dw_station_new (self->dir, data_dir, "test-frame", self->clock, &error);
  g_assert_no_error (error);
  dw_station_start_quietly (self->station);
  add_school (self);
  self->application = get_application ();
  self->sound = dw_sound_new (self->station);
  self->window = dw_window_new (self->application, self->station, self->sound);
  gtk_window_present (GTK_WINDOW (self->window));
  return self;
}

DwTestFrame *
dw_test_frame_open (void)
{
  return open_frame (dw_clock_new_system (), NULL);
}

DwTestFrame *
dw_test_frame_open_at (gint64 now_ms, DwTestPrepare prepare)
{
  return open_frame (dw_clock_new_fake (now_ms), prepare);
}

void
dw_test_frame_close (DwTestFrame *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  dw_test_frame_run_ms (20);
  dw_sound_free (self->sound);
  g_object_unref (self->device);
  g_object_unref (self->box);
  g_object_unref (self->school);
  dw_station_stop (self->station);
  g_object_unref (self->station);
  dw_clock_unref (self->clock);
  remove_folder (self->dir);
  g_free (self->dir);
  g_free (self);
}

DwPlace *
dw_test_frame_add_place (DwTestFrame *self, gint64 id, DwPlaceKind kind, const char *name, DwPlace *parent)
{
  g_autoptr (DwPlace) place = dw_place_new (id, kind, name);

  g_assert_true (dw_place_tree_add (dw_station_get_tree (self->station), place, parent));
  return place; /* the tree holds it */
}

void
dw_test_frame_put_alarm (DwTestFrame *self, const char *id, guint priority, DwAlarmState state, gint64 age_ms)
{
  static const DwAlarmKind kinds[] = { DW_ALARM_RESIDUAL_HIGH, DW_ALARM_RESIDUAL_HIGH, DW_ALARM_PHASE_LOSS, DW_ALARM_RESIDUAL_WARNING, DW_ALARM_SENSOR_FAULT };
  g_autoptr (DwAlarmRecord) record = dw_alarm_record_new ();

  g_free (record->id);
  record->id = g_strdup (id);
  g_free (record->channel);
  record->channel = g_strdup ("residual_current");
  record->device_id = 2001;
  record->place_id = 1002;
  record->kind = kinds[priority];
  record->priority = priority;
  record->state = state;
  record->active = state != DW_ALARM_STATE_NORM;
  record->begin_ms = dw_clock_wall_ms (self->clock) - age_ms;
  record->value = record->peak = 412;
  record->limit = 300;
  record->occurrences = 1;
  dw_alarm_list_put (dw_station_get_alarms (self->station), record);
}

typedef struct
{
  gboolean over;
} Deadline;

static gboolean
deadline_cb (gpointer data)
{
  ((Deadline *)data)->over = TRUE;
  return G_SOURCE_REMOVE;
}

void
dw_test_frame_wait (DwTestCondition condition, gpointer data, const char *what)
{
  Deadline deadline = { FALSE };
  guint source = g_timeout_add (DEADLINE_MS, deadline_cb, &deadline);

  while (!condition (data) && !deadline.over)
    g_main_context_iteration (NULL, TRUE);
  if (deadline.over)
    g_error ("%s did not come within %d ms", what, DEADLINE_MS);
  g_source_remove (source);
}

void
dw_test_frame_run_ms (guint ms)
{
  Deadline deadline = { FALSE };

  g_timeout_add (ms, deadline_cb, &deadline);
  while (!deadline.over)
    g_main_context_iteration (NULL, TRUE);
}

GtkWidget *
dw_test_find (GtkWidget *widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = dw_test_find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
dw_test_find_button (GtkWidget *widget, const char *label)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = dw_test_find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}
