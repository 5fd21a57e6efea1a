// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "dw-ask.h"
#include "dw-form.h"
#include "dw-geo-names.h"
#include "dw-map-desk.h"
#include "dw-map-group.h"

typedef struct
{
  DwStation *station; /* strong */
  GtkWidget *group;   /* borrowed: it owns this struct */
  GtkWidget *state, *back, *problems;
  GtkFileChooserNative *chooser;
} Names;

static void
names_free (gpointer data)
{
  Names *self = data;

  g_clear_object (&self->chooser);
  g_object_unref (self->station);
  g_free (self);
}

static void
say (Names *self, const char *sentence)
{
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->group), sentence);
}

static void
show_state (Names *self)
{
  g_autofree char *own = dw_map_desk_dup_names (self->station), *words = NULL;
  g_autoptr (GPtrArray) names = own != NULL ? dw_geo_names_parse (own, NULL) : NULL;

  words = names != NULL ? g_strdup_printf (ngettext ("Your own list, %u name", "Your own list, %u names", names->len), names->len) : g_strdup (_ ("The list that is built in"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->state), words);
  gtk_widget_set_sensitive (self->back, own != NULL);
}

static void
show_problems (Names *self, GPtrArray *problems)
{
  dw_form_set_lines (self->problems, problems);
  gtk_widget_set_visible (self->problems, problems->len > 0);
}

static void
set_names (Names *self, const char *text, const char *done)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  if (dw_map_desk_set_names (self->station, text, problems, &error))
    say (self, done);
  else
    say (self, error->message);
  show_problems (self, problems);
  show_state (self);
}

/* --- import, export --- */

/* No more than is needed to see that it is too much. */
static char *
read_file (GFile *file, GError **error)
{
  enum { ROOM = DW_GEO_NAMES_MAX_BYTES + 2 };
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autofree char *text = g_malloc0 (ROOM);

  if (stream == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), text, ROOM - 1, NULL, NULL, error))
    return NULL;
  return g_steal_pointer (&text);
}

static void
take_file (Names *self, GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = read_file (file, &error);

  if (text != NULL)
    set_names (self, text, _ ("Taken over. The map is changed."));
  else
    say (self, error->message);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, Names *self)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  if (file != NULL)
    take_file (self, file);
}

static void
import_cb (GtkButton *button, Names *self)
{
  g_autoptr (GtkFileFilter) lists = gtk_file_filter_new ();

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Names on the map"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (button))), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("Open"), _ ("Cancel"));
  gtk_file_filter_set_name (lists, _ ("Text"));
  gtk_file_filter_add_suffix (lists, "txt");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), lists);
  g_signal_connect (self->chooser, "response", G_CALLBACK (chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* The group may have gone while the dialog was open: what is needed is held by itself. */
static void
export_to_cb (const char *path, gpointer data)
{
  GtkWidget *group = data;
  Names *self = g_object_get_data (G_OBJECT (group), "dw-map-names-group");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = dw_map_desk_dup_names (self->station);

  if (text == NULL)
    text = dw_map_desk_load_built_in_names (self->station, &error);
  if (text != NULL && g_file_set_contents (path, text, -1, &error))
    say (self, _ ("Written. Edit the text and take it over again."));
  else
    say (self, error->message);
}

static void
export_cb (GtkButton *button, Names *self)
{
  DwPathQuestion question = { .heading = _ ("Export names on the map"), .verb = _ ("Export"), .name = "places.txt", .kind = _ ("Text"), .ending = "txt" };

  dw_ask_path (self->group, &question, export_to_cb, g_object_ref (self->group), g_object_unref);
}

static void
back_cb (GtkButton *button, Names *self)
{
  set_names (self, NULL, _ ("The map has the names that are built in."));
}

GtkWidget *
dw_map_names_group_new (DwStation *station)
{
  Names *self = g_new0 (Names, 1);
  GtkWidget *import = dw_form_button (_ ("Import…"), _ ("Import names on the map"), NULL), *export = dw_form_button (_ ("Export…"), _ ("Export names on the map"), NULL);

  self->station = g_object_ref (station);
  self->group = adw_preferences_group_new ();
  self->state = adw_action_row_new ();
  self->back = dw_form_button (_ ("Built-in"), _ ("Back to the built-in names on the map"), NULL);
  self->problems = dw_form_lines (120);
  gtk_widget_set_visible (self->problems, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (self->problems))), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Rows that are not in order"), -1);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group), _ ("Names on the built-in map"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state), _ ("List of names"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->state), self->back);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->state), export);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->state), import);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), self->state);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), self->problems);
  g_object_set_data_full (G_OBJECT (self->group), "dw-map-names-group", self, names_free);
  g_signal_connect (import, "clicked", G_CALLBACK (import_cb), self);
  g_signal_connect (export, "clicked", G_CALLBACK (export_cb), self);
  g_signal_connect (self->back, "clicked", G_CALLBACK (back_cb), self);
  say (self, _ ("A text, one name a line: class (region, town, sea, water), longitude, latitude in WGS-84, name."));
  show_state (self);
  return self->group;
}
