// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-application-private.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "dw-files.h"
#include "dw-screenshots.h"
#include "dw-tick.h"
#include "dw-toast.h"
#include "dw-ui.h"
#include "dw-window.h"

/* One program per desk and folder: a second start on the same folder brings the first to the front, one on another folder stands beside it, and the store refuses a
 * folder that somebody else holds. */

G_DEFINE_FINAL_TYPE (DwApplication, dw_application, ADW_TYPE_APPLICATION)

/* --- opening --- */

static gboolean
start_demo (DwApplication *self, const char *dir, const char *data_dir, GError **error)
{
  g_autofree char *standard = g_build_filename (data_dir, "scenarios", "district.json", NULL);

  self->demo_child = dw_demo_start (self->scenario != NULL ? self->scenario : standard, error);
  return self->demo_child != NULL && dw_demo_provision (self->demo_child, dir, self->clock, error);
}

static gboolean
open_station (DwApplication *self, GError **error)
{
  g_autofree char *dir = dw_application_choose_dir (self);
  g_autofree char *data_dir = dw_files_find_data_dir ();

  if (!dw_files_ensure_dir (dir, error))
    return FALSE;
  if (self->demo && !start_demo (self, dir, data_dir, error))
    return FALSE;
  self->station = dw_station_new (dir, data_dir, "dianwei", self->clock, error);
  if (self->station == NULL)
    return FALSE;
  dw_station_set_demo (self->station, self->demo);
  dw_station_start (self->station);
  self->sound = dw_sound_new (self->station);
  return TRUE;
}

/* Nothing can be shown without a station: say why, in a window and on the terminal. */
static void
show_failure (DwApplication *self, const char *reason)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (self));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *page = adw_status_page_new ();

  g_printerr ("%s\n", reason);
  self->status = 1;
  if (self->screenshot_dir != NULL)
    return;
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("The station could not be opened"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), reason);
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), _ ("Dianwei"));
  gtk_window_set_default_size (GTK_WINDOW (window), 640, 420);
  gtk_window_present (GTK_WINDOW (window));
}

/* --- the past of the demonstration --- */

/* The window is used meanwhile, so it stands beside the word that says what this station is. The pictures show the window as it is every day. */
static void
note_history (DwApplication *self, const char *note)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window != NULL && self->screenshot_dir == NULL)
    dw_window_set_demo_note (DW_WINDOW (window), note);
}

static void
history_progress_cb (int percent, gpointer data)
{
  g_autofree char *note = g_strdup_printf (_ ("history %d %%"), percent);

  note_history (data, note);
}

static void
history_made_cb (guint days, gint64 spent_ms, const GError *error, gpointer data)
{
  DwApplication *self = data;
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autofree char *text = NULL;

  note_history (self, NULL);

  if (error != NULL)
    text = g_strdup_printf (_ ("The past of the demonstration could not be made: %s"), error->message);
  else
    text = g_strdup_printf (_ ("%u days of history were made in %.1f s"), days, (double)spent_ms / 1000.0);
  if (error != NULL)
    g_printerr ("%s\n", text);
  if (window == NULL)
    return;
  gtk_widget_activate_action (GTK_WIDGET (window), "win.refresh", NULL); /* alarms and samples that nobody told of one by one */
  if (self->screenshot_dir == NULL || error != NULL)
    dw_toast_show (GTK_WIDGET (window), text);
}

/* --- the window --- */

static void
screenshots_taken_cb (gboolean complete, gpointer data)
{
  DwApplication *self = data;

  self->status = complete ? 0 : 1;
  g_application_release (G_APPLICATION (self));
  g_application_quit (G_APPLICATION (self));
}

static gboolean
start_station (DwApplication *self)
{
  g_autoptr (GError) error = NULL;

  if (!open_station (self, &error))
    {
      show_failure (self, error->message);
      return FALSE;
    }
  if (self->role != NULL && !dw_application_set_role (self, self->role))
    {
      g_autofree char *reason = g_strdup_printf (_ ("There is no role \"%s\""), self->role);

      show_failure (self, reason);
      return FALSE;
    }
  dw_tick_set_clock (dw_tick_get (gdk_display_get_default ()), self->clock);
  dw_application_watch_alarms (self);
  return TRUE;
}

static void
dw_application_activate (GApplication *application)
{
  DwApplication *self = DW_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window != NULL)
    {
      gtk_window_present (window);
      return;
    }
  if (self->station == NULL && !start_station (self))
    return;
  dw_application_open_window (self);
  if (self->demo_child != NULL)
    dw_demo_make_history (self->demo_child, self->station, DW_DEMO_HISTORY_DAYS, history_progress_cb, history_made_cb, self);
  if (self->screenshot_dir == NULL)
    return;
  g_application_hold (application);
  dw_screenshots_take (GTK_APPLICATION (self), self->demo_child, self->screenshot_dir, screenshots_taken_cb, self);
}

/* --- the program --- */

/* A request to end closes the folder in order. */
static gboolean
signal_cb (gpointer data)
{
  g_application_quit (data);
  return G_SOURCE_CONTINUE;
}

static void
dw_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (dw_application_parent_class)->startup (application);
  dw_ui_init ();
  dw_application_install_actions (DW_APPLICATION (application));
  g_unix_signal_add (SIGTERM, signal_cb, application);
  g_unix_signal_add (SIGINT, signal_cb, application);
}

static void
dw_application_shutdown (GApplication *application)
{
  DwApplication *self = DW_APPLICATION (application);
  GtkWindow *window = NULL;

  while ((window = gtk_application_get_active_window (GTK_APPLICATION (self))) != NULL)
    gtk_window_destroy (window);
  g_clear_pointer (&self->sound, dw_sound_free);
  if (self->demo_child != NULL)
    dw_demo_stop_history (self->demo_child);
  if (self->station != NULL)
    dw_station_stop (self->station);
  g_clear_object (&self->station);
  g_clear_pointer (&self->demo_child, dw_demo_stop);
  G_APPLICATION_CLASS (dw_application_parent_class)->shutdown (application);
}

static int
dw_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  DwApplication *self = DW_APPLICATION (application);
  g_autofree char *dir = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("dianwei %s\n", DW_VERSION);
      return 0;
    }
  dir = dw_application_choose_dir (self);
  if (self->screenshot_dir != NULL || dw_application_stands_apart (dir))
    g_application_set_flags (application, g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  return -1;
}

static void
dw_application_finalize (GObject *object)
{
  DwApplication *self = DW_APPLICATION (object);

  g_free (self->data_dir);
  g_free (self->role);
  g_free (self->screenshot_dir);
  g_free (self->scenario);
  dw_clock_unref (self->clock);
  G_OBJECT_CLASS (dw_application_parent_class)->finalize (object);
}

static void
dw_application_class_init (DwApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = dw_application_finalize;
  application_class->startup = dw_application_startup;
  application_class->activate = dw_application_activate;
  application_class->shutdown = dw_application_shutdown;
  application_class->handle_local_options = dw_application_handle_local_options;
}

static void
dw_application_init (DwApplication *self)
{
  const GOptionEntry options[] = {
    { "demo", 0, 0, G_OPTION_ARG_NONE, &self->demo, N_ ("Show the demonstration school (starts dianwei-simulator)"), NULL },
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &self->data_dir, N_ ("Folder of the station"), N_ ("DIR") },
    { "role", 0, 0, G_OPTION_ARG_STRING, &self->role, N_ ("Who sits here: duty-guard, school-admin, district-supervisor, electrician, system-admin"), N_ ("ROLE") },
    { "scenario", 0, 0, G_OPTION_ARG_FILENAME, &self->scenario, N_ ("Scenario of the demonstration"), N_ ("FILE") },
    { "screenshot-dir", 0, 0, G_OPTION_ARG_FILENAME, &self->screenshot_dir, N_ ("Leave a picture of each page there and quit"), N_ ("DIR") },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and quit"), NULL },
    { NULL },
  };

  self->clock = dw_clock_new_system ();
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

DwApplication *
dw_application_new (void)
{
  return g_object_new (DW_TYPE_APPLICATION, "application-id", DW_APP_ID, "flags", G_APPLICATION_DEFAULT_FLAGS, NULL);
}

DwStation *
dw_application_get_station (DwApplication *self)
{
  return self->station;
}

int
dw_application_get_status (DwApplication *self)
{
  return self->status;
}
