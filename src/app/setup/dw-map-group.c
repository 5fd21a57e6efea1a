// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-group.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "dw-form.h"
#include "dw-map-desk.h"
#include "dw-map-file.h"
#include "dw-tile-image.h"

typedef enum {
  ROW_FILE,
  ROW_FACTS,
  ROW_ADDRESS,
  ROW_KEY,
  ROW_ATTRIBUTION,
  ROW_REVIEW,
  ROW_GRID,
  N_ROWS,
} Row;

typedef struct
{
  DwStation *station; /* strong */
  GtkWidget *group;   /* borrowed: it owns this struct */
  GtkWidget *source, *rows[N_ROWS], *gcj02;
  GtkFileChooserNative *chooser;
  GCancellable *opening; /* of the file that is looked at, NULL */
} Group;

/* Which rows belong to a source, and what a person should know before choosing it. */
static const struct
{
  guint rows; /* bits */
  const char *hint;
} looks[DW_N_MAP_SOURCES] = {
  [DW_MAP_BUILT_IN] = { 0, N_ ("Drawn by this program: coast and names, good to zoom 11. Needs no network.") },
  [DW_MAP_FILE] = { 1 << ROW_FILE | 1 << ROW_FACTS | 1 << ROW_ATTRIBUTION | 1 << ROW_REVIEW | 1 << ROW_GRID, N_ ("A file with pictures (PNG or JPEG). It is read where it lies and never changed.") },
  [DW_MAP_ADDRESS] = { 1 << ROW_ADDRESS | 1 << ROW_ATTRIBUTION | 1 << ROW_REVIEW | 1 << ROW_GRID, N_ ("For example https://host/{z}/{x}/{y}.png. {-y} counts rows from the south, {s} is one of the hosts a, b, c. Use only servers that you are licensed to use.") },
  [DW_MAP_TIANDITU_VECTOR] = { 1 << ROW_KEY | 1 << ROW_REVIEW, N_ ("The national service. It needs a key of your own, the kind for servers. Nothing is downloaded in advance.") },
  [DW_MAP_TIANDITU_IMAGERY] = { 1 << ROW_KEY | 1 << ROW_REVIEW, N_ ("The national service. It needs a key of your own, the kind for servers. Nothing is downloaded in advance.") },
  [DW_MAP_OPENSTREETMAP] = { 0, N_ ("Servers of volunteers, without any promise and often slow from here. Nothing is downloaded in advance.") },
};

static void
group_free (gpointer data)
{
  Group *self = data;

  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  g_clear_object (&self->chooser);
  g_object_unref (self->station);
  g_free (self);
}

static void
say (Group *self, const char *sentence)
{
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->group), sentence);
}

static void
source_changed_cb (Group *self)
{
  guint source = dw_form_get_choice (self->source);

  if (source >= DW_N_MAP_SOURCES)
    return;
  for (guint i = 0; i < N_ROWS; i++)
    gtk_widget_set_visible (self->rows[i], (looks[source].rows & 1u << i) != 0);
  say (self, _ (looks[source].hint));
}

/* --- what is in the file --- */

static char *
describe_file (const DwMapFacts *facts)
{
  g_autoptr (GString) words = g_string_new (facts->name);
  g_autofree char *format = g_ascii_strup (facts->format, -1);

  g_string_append_printf (words, _ (" · %s · zoom %d to %d"), format, facts->min_zoom, facts->max_zoom);
  if (facts->has_bounds)
    g_string_append_printf (words, " · %.2f…%.2f E, %.2f…%.2f N", facts->bounds.west, facts->bounds.east, facts->bounds.south, facts->bounds.north);
  if (*facts->attribution != '\0')
    g_string_append_printf (words, " · %s", facts->attribution);
  if (!dw_tile_image_can_show (facts->format))
    g_string_append_printf (words, _ (". This machine cannot read pictures of the kind %s."), format);
  return g_strdup (words->str);
}

static void
file_opened_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DwMapFile) file = dw_map_file_open_finish (result, &error);
  g_autofree char *words = NULL;
  Group *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  words = file != NULL ? describe_file (dw_map_file_get_facts (file)) : g_strdup (error->message);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->rows[ROW_FACTS]), words);
}

static char *
dup_text (Group *self, Row row)
{
  return g_strstrip (g_strdup (dw_form_get_text (self->rows[row])));
}

static void
path_changed_cb (Group *self)
{
  g_autofree char *path = dup_text (self, ROW_FILE);

  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->rows[ROW_FACTS]), "\u2014");
  if (!g_path_is_absolute (path))
    return;
  self->opening = g_cancellable_new ();
  dw_map_file_open_async (path, self->opening, file_opened_cb, self);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, Group *self)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->rows[ROW_FILE]), path);
}

static void
choose_cb (GtkButton *button, Group *self)
{
  g_autoptr (GtkFileFilter) files = gtk_file_filter_new ();

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("File of map tiles (MBTiles)"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (button))), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("Open"), _ ("Cancel"));
  gtk_file_filter_set_name (files, "MBTiles");
  gtk_file_filter_add_suffix (files, "mbtiles");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), files);
  g_signal_connect (self->chooser, "response", G_CALLBACK (chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* --- saving --- */

static void
save_cb (GtkButton *button, Group *self)
{
  g_autofree char *path = dup_text (self, ROW_FILE), *address = dup_text (self, ROW_ADDRESS), *attribution = dup_text (self, ROW_ATTRIBUTION), *review = dup_text (self, ROW_REVIEW), *key = dup_text (self, ROW_KEY);
  DwMapSetup setup = { (DwMapSource)dw_form_get_choice (self->source), path, address, attribution, review, key, gtk_switch_get_active (GTK_SWITCH (self->gcj02)) };
  g_autoptr (GError) error = NULL;

  if (dw_map_desk_set_setup (self->station, &setup, &error))
    say (self, _ ("Saved. The map is changed."));
  else
    say (self, error->message);
}

/* --- parts --- */

static void
show_setup (Group *self)
{
  g_autoptr (DwMapSetup) setup = dw_map_desk_get_setup (self->station);

  gtk_editable_set_text (GTK_EDITABLE (self->rows[ROW_FILE]), setup->path);
  gtk_editable_set_text (GTK_EDITABLE (self->rows[ROW_ADDRESS]), setup->address);
  gtk_editable_set_text (GTK_EDITABLE (self->rows[ROW_ATTRIBUTION]), setup->attribution);
  gtk_editable_set_text (GTK_EDITABLE (self->rows[ROW_REVIEW]), setup->review_number);
  gtk_editable_set_text (GTK_EDITABLE (self->rows[ROW_KEY]), setup->key);
  gtk_switch_set_active (GTK_SWITCH (self->gcj02), setup->gcj02);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->source), setup->source);
  source_changed_cb (self);
}

static GtkWidget *
make_grid_row (Group *self)
{
  GtkWidget *row = adw_action_row_new ();

  self->gcj02 = gtk_switch_new ();
  gtk_widget_set_valign (self->gcj02, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->gcj02), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Its pictures are in GCJ-02"), -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Its pictures are in GCJ-02"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("Marks are moved to lie true on it; positions are always kept in WGS-84."));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->gcj02);
  return row;
}

static void
make_rows (Group *self)
{
  const char *titles[DW_N_MAP_SOURCES + 1] = { NULL };
  GtkWidget *choose = dw_form_button (_ ("Choose…"), _ ("Choose a file of map tiles"), NULL);

  for (DwMapSource source = 0; source < DW_N_MAP_SOURCES; source++)
    titles[source] = dw_map_source_title (source);
  self->source = dw_form_choice (_ ("Source of the base map"), titles, 0);
  self->rows[ROW_FILE] = dw_form_entry (_ ("File"), "");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self->rows[ROW_FILE]), choose);
  self->rows[ROW_FACTS] = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rows[ROW_FACTS]), _ ("In the file"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->rows[ROW_FACTS]), FALSE);
  self->rows[ROW_ADDRESS] = dw_form_entry (_ ("Address of the tiles"), "");
  self->rows[ROW_KEY] = dw_form_entry (_ ("Key of Tianditu"), "");
  self->rows[ROW_ATTRIBUTION] = dw_form_entry (_ ("Attribution (empty: what the file says)"), "");
  self->rows[ROW_REVIEW] = dw_form_entry (_ ("Map review number"), "");
  self->rows[ROW_GRID] = make_grid_row (self);
  g_signal_connect (choose, "clicked", G_CALLBACK (choose_cb), self);
}

static GtkWidget *
make_group (DwStation *station)
{
  Group *self = g_new0 (Group, 1);
  GtkWidget *save = dw_form_button (_ ("Save"), _ ("Save base map"), NULL);

  self->station = g_object_ref (station);
  self->group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group), _ ("Base map"));
  make_rows (self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), self->source);
  for (guint i = 0; i < N_ROWS; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), self->rows[i]);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self->group), save);
  g_object_set_data_full (G_OBJECT (self->group), "dw-map-group", self, group_free);
  g_signal_connect (save, "clicked", G_CALLBACK (save_cb), self);
  g_signal_connect_swapped (self->rows[ROW_FILE], "changed", G_CALLBACK (path_changed_cb), self);
  show_setup (self);
  g_signal_connect_swapped (self->source, "notify::selected", G_CALLBACK (source_changed_cb), self);
  return self->group;
}

GtkWidget *
dw_map_group_new (DwStation *station)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  gtk_box_append (GTK_BOX (box), make_group (station));
  gtk_box_append (GTK_BOX (box), dw_map_names_group_new (station));
  return box;
}
