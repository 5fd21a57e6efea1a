// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-place-sheet.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "dw-form.h"
#include "dw-sheet.h"

/* The sheet that adds one place to the tree: where a folder begins, before it has any device. */
typedef struct
{
  DwStation *station; /* strong */
  GtkWidget *sheet;   /* borrowed: it owns this struct */
  GtkWidget *name, *kind, *parent, *message;
} Sheet;

static void
sheet_free (gpointer data)
{
  Sheet *self = data;

  g_object_unref (self->station);
  g_free (self);
}

static void
save_cb (GtkButton *button, Sheet *self)
{
  g_autofree char *name = g_strstrip (g_strdup (dw_form_get_text (self->name)));
  DwPlaceKind kind = (DwPlaceKind)MIN (dw_form_get_choice (self->kind), DW_N_PLACE_KINDS - 1);
  g_autoptr (GError) error = NULL;

  if (dw_setup_desk_save_place (self->station, dw_station_get_person (self->station), 0, dw_form_get_place (self->parent), kind, name, NULL, &error))
    dw_sheet_close (self->sheet);
  else
    gtk_label_set_text (GTK_LABEL (self->message), error->message);
}

static GtkWidget *
make_group (Sheet *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  const char *kinds[DW_N_PLACE_KINDS + 1] = { NULL };

  for (DwPlaceKind kind = 0; kind < DW_N_PLACE_KINDS; kind++)
    kinds[kind] = dw_place_kind_title (kind);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Add place"));
  self->name = dw_form_entry (_ ("Name"), "");
  self->kind = dw_form_choice (_ ("Kind"), kinds, DW_PLACE_SCHOOL);
  self->parent = dw_form_place (_ ("Belongs to"), self->station, FALSE, 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->name);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->kind);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->parent);
  return group;
}

void
dw_place_sheet_present (GtkWidget *anywhere, DwStation *station)
{
  Sheet *self = g_new0 (Sheet, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);

  self->station = g_object_ref (station);
  self->sheet = box;
  gtk_widget_set_size_request (box, 560, -1);
  gtk_widget_add_css_class (box, "dw-ask");
  gtk_widget_add_css_class (box, "dw-page");
  gtk_box_append (GTK_BOX (box), make_group (self));
  gtk_box_append (GTK_BOX (box), dw_form_foot (box, _ ("Save"), _ ("Save place"), &self->message, G_CALLBACK (save_cb), self));
  g_object_set_data_full (G_OBJECT (box), "dw-place-sheet", self, sheet_free);
  dw_sheet_present (anywhere, box, self->name);
}
