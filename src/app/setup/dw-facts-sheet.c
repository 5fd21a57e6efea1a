// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-facts-sheet.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "dw-form.h"
#include "dw-place-desk.h"
#include "dw-sheet.h"
#include "dw-text.h"

#define MOST_FACTS 16
#define MOST_LINES 200

typedef struct
{
  DwStation *station; /* strong */
  gint64 place_id;
  GtkWidget *sheet; /* borrowed: it owns this struct */
  GtkWidget *name, *grid, *message;
  GtkWidget *rows[MOST_FACTS]; /* by number in the list of facts */
} Sheet;

static void
sheet_free (gpointer data)
{
  Sheet *self = data;

  g_object_unref (self->station);
  g_free (self);
}

/* --- saving --- */

static void
mark_row (GtkWidget *row, const char *message)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));

  if (g_str_has_prefix (message, title) && message[strlen (title)] == ':')
    gtk_widget_add_css_class (row, "error");
  else
    gtk_widget_remove_css_class (row, "error");
}

/* The sentence begins with the title of the field it is about. */
static void
show_message (Sheet *self, const char *message)
{
  guint n_facts;

  dw_place_fact_list (&n_facts);
  gtk_label_set_text (GTK_LABEL (self->message), message);
  mark_row (self->name, message);
  for (guint i = 0; i < n_facts; i++)
    mark_row (self->rows[i], message);
}

static GtkWidget *
find_row (Sheet *self, const char *key)
{
  guint n_facts;
  const DwPlaceFact *facts = dw_place_fact_list (&n_facts);

  for (guint i = 0; i < n_facts; i++)
    if (g_str_equal (facts[i].key, key))
      return self->rows[i];
  return NULL;
}

static gboolean
read_position (Sheet *self, GHashTable *facts, GError **error)
{
  g_autofree char *latitude = g_strstrip (g_strdup (dw_form_get_text (find_row (self, "latitude")))), *longitude = g_strstrip (g_strdup (dw_form_get_text (find_row (self, "longitude"))));
  char *north, *east;

  if (!dw_place_position_normalise (latitude, longitude, (DwPlaceGrid)dw_form_get_choice (self->grid), &north, &east, error))
    {
      g_prefix_error (error, "%s: ", _ ("Position"));
      return FALSE;
    }
  g_hash_table_replace (facts, (char *)"latitude", north);
  g_hash_table_replace (facts, (char *)"longitude", east);
  return TRUE;
}

static GHashTable *
read_facts (Sheet *self, GError **error)
{
  g_autoptr (GHashTable) facts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  guint n_facts;
  const DwPlaceFact *list = dw_place_fact_list (&n_facts);

  for (guint i = 0; i < n_facts; i++)
    g_hash_table_replace (facts, (char *)list[i].key, g_strdup (dw_form_get_text (self->rows[i])));
  return read_position (self, facts, error) ? g_steal_pointer (&facts) : NULL;
}

static void
save_cb (GtkButton *button, Sheet *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) facts = read_facts (self, &error);

  if (facts != NULL && dw_place_desk_change (self->station, dw_station_get_person (self->station), self->place_id, dw_form_get_text (self->name), facts, &error))
    dw_sheet_close (self->sheet);
  else
    show_message (self, error->message);
}

/* What was typed and not saved is left behind, as with Cancel. */
static void
place_cb (GtkButton *button, Sheet *self)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (self->sheet));
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, self->place_id);

  dw_sheet_close (self->sheet);
  gtk_widget_activate_action (window, "win.place-school", "s", id);
}

/* --- building --- */

static GtkWidget *
make_form (Sheet *self, DwPlace *place)
{
  GtkWidget *group = adw_preferences_group_new ();
  const char *grids[DW_N_PLACE_GRIDS + 1] = { NULL };
  guint n_facts;
  const DwPlaceFact *facts = dw_place_fact_list (&n_facts);

  g_assert (n_facts <= MOST_FACTS);
  for (DwPlaceGrid grid = 0; grid < DW_N_PLACE_GRIDS; grid++)
    grids[grid] = dw_place_grid_title (grid);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Facts"));
  self->name = dw_form_entry (_ ("Name"), dw_place_get_name (place));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->name);
  for (guint i = 0; i < n_facts; i++)
    {
      self->rows[i] = dw_form_entry (dw_place_fact_title (facts[i].key), dw_place_get_fact (place, facts[i].key));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->rows[i]);
    }
  self->grid = dw_form_choice (_ ("Latitude and longitude are typed in"), grids, DW_PLACE_GRID_WGS84);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->grid);
  return group;
}

static GtkWidget *
make_change_row (const DwPlaceChange *change)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *time = dw_text_time_full (change->time_ms);
  g_autofree char *title = g_strdup_printf (_ ("%1$s: %2$s → %3$s"), change->title, *change->old_value != '\0' ? change->old_value : _ ("not entered"), *change->new_value != '\0' ? change->new_value : _ ("not entered"));
  g_autofree char *subtitle = g_strdup_printf ("%s · %s %s", time, change->role, change->actor);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

static GtkWidget *
make_history (Sheet *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = dw_place_desk_list_changes (self->station, dw_station_get_person (self->station), self->place_id, MOST_LINES, &error);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Changes so far"));
  if (changes == NULL || changes->len == 0)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), changes == NULL ? error->message : _ ("Nothing was changed yet."));
  for (guint i = 0; changes != NULL && i < changes->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_change_row (g_ptr_array_index (changes, i)));
  return group;
}

static GtkWidget *
wrap (GtkWidget *child)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), child);
  gtk_widget_set_size_request (scroller, 440, 440);
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

static GtkWidget *
make_foot (Sheet *self, GtkWidget *box)
{
  GtkWidget *foot = dw_form_foot (box, _ ("Save"), _ ("Save facts"), &self->message, G_CALLBACK (save_cb), self);
  GtkWidget *place = dw_form_button (_ ("Place on the map"), _ ("Place on the map"), NULL);

  g_signal_connect (place, "clicked", G_CALLBACK (place_cb), self);
  gtk_box_insert_child_after (GTK_BOX (foot), place, self->message);
  return foot;
}

void
dw_facts_sheet_present (GtkWidget *anywhere, DwStation *station, DwPlace *place)
{
  Sheet *self = g_new0 (Sheet, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10), *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16);

  self->station = g_object_ref (station);
  self->place_id = dw_place_get_id (place);
  self->sheet = box;
  gtk_widget_add_css_class (box, "dw-ask");
  gtk_widget_add_css_class (box, "dw-page");
  gtk_box_append (GTK_BOX (columns), wrap (make_form (self, place)));
  gtk_box_append (GTK_BOX (columns), wrap (make_history (self)));
  gtk_box_append (GTK_BOX (box), columns);
  gtk_box_append (GTK_BOX (box), make_foot (self, box));
  g_object_set_data_full (G_OBJECT (box), "dw-facts-sheet", self, sheet_free);
  dw_sheet_present (anywhere, box, self->name);
}
