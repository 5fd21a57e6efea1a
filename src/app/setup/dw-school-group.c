// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-school-group.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "dw-facts-sheet.h"
#include "dw-form.h"
#include "dw-import-sheet.h"
#include "dw-place-filter.h"

typedef struct
{
  DwStation *station; /* strong */
  GtkWidget *group, *school;
  GArray *ids; /* gint64, in the order of the choice */
} Group;

static void
group_free (gpointer data)
{
  Group *self = data;

  g_object_unref (self->station);
  g_array_unref (self->ids);
  g_free (self);
}

static void
collect_schools (Group *self, GListModel *places, GtkStringList *names)
{
  for (guint i = 0; i < g_list_model_get_n_items (places); i++)
    {
      g_autoptr (DwPlace) place = g_list_model_get_item (places, i);
      gint64 id = dw_place_get_id (place);

      if (dw_place_get_kind (place) == DW_PLACE_SCHOOL && dw_person_sees_place (dw_station_get_person (self->station), place))
        {
          gtk_string_list_append (names, dw_place_get_name (place));
          g_array_append_val (self->ids, id);
        }
      else if (dw_place_get_kind (place) < DW_PLACE_SCHOOL)
        collect_schools (self, G_LIST_MODEL (place), names);
    }
}

static void
edit_cb (GtkButton *button, Group *self)
{
  guint selected = dw_form_get_choice (self->school);
  DwPlace *place = selected < self->ids->len ? dw_place_tree_find (dw_station_get_tree (self->station), g_array_index (self->ids, gint64, selected)) : NULL;

  if (place != NULL)
    dw_facts_sheet_present (self->group, self->station, place);
}

static void
import_cb (GtkButton *button, Group *self)
{
  dw_import_sheet_present (self->group, self->station);
}

static gboolean
has_names (Group *self, GtkStringList *names)
{
  GtkStringList *shown = GTK_STRING_LIST (adw_combo_row_get_model (ADW_COMBO_ROW (self->school)));
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (names));

  if (n_items != g_list_model_get_n_items (G_LIST_MODEL (shown)))
    return FALSE;
  for (guint i = 0; i < n_items; i++)
    if (!g_str_equal (gtk_string_list_get_string (names, i), gtk_string_list_get_string (shown, i)))
      return FALSE;
  return TRUE;
}

/* The schools as they are now: also after a list was taken over or one was renamed. What is chosen stays chosen. */
static void
fill (GtkWidget *widget, Group *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = dw_form_get_choice (self->school);

  g_array_set_size (self->ids, 0);
  collect_schools (self, G_LIST_MODEL (dw_station_get_tree (self->station)), names);
  if (has_names (self, names))
    return;
  adw_combo_row_set_model (ADW_COMBO_ROW (self->school), G_LIST_MODEL (names));
  if (selected < self->ids->len)
    adw_combo_row_set_selected (ADW_COMBO_ROW (self->school), selected);
}

static void
station_changed_cb (DwStation *station, GtkWidget *group)
{
  fill (group, g_object_get_data (G_OBJECT (group), "dw-school-group"));
}

GtkWidget *
dw_school_group_new (DwStation *station)
{
  Group *self = g_new0 (Group, 1);
  const char *none[] = { NULL };
  GtkWidget *import_row = adw_action_row_new ();
  GtkWidget *edit = dw_form_button (_ ("Edit facts…"), _ ("Edit facts of this school"), NULL);
  GtkWidget *import = dw_form_button (_ ("Import…"), _ ("Import a list of schools"), NULL);

  self->station = g_object_ref (station);
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->group = adw_preferences_group_new ();
  self->school = dw_form_choice (_ ("School"), none, 0);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group), _ ("Schools"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->school), edit);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (import_row), _ ("List of schools from a spreadsheet (CSV)"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (import_row), import);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), self->school);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), import_row);
  g_object_set_data_full (G_OBJECT (self->group), "dw-school-group", self, group_free);
  g_signal_connect (edit, "clicked", G_CALLBACK (edit_cb), self);
  g_signal_connect (import, "clicked", G_CALLBACK (import_cb), self);
  g_signal_connect (self->group, "map", G_CALLBACK (fill), self);
  g_signal_connect_object (station, "changed", G_CALLBACK (station_changed_cb), self->group, 0);
  return self->group;
}
