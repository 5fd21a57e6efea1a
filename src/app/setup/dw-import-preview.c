// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-import-preview.h"

#include <glib/gi18n-lib.h>

#define ALL_LINES DW_N_SCHOOL_OUTCOMES

typedef struct
{
  const DwSchoolImport *import; /* borrowed, NULL */
  GtkStringList *numbers;       /* of the rows that are shown */
  GtkDropDown *choice;          /* borrowed */
} Preview;

#define KEY "dw-import-preview"

static void
preview_free (gpointer data)
{
  Preview *self = data;

  g_object_unref (self->numbers);
  g_free (self);
}

/* --- cells --- */

static char *
dup_line (const DwSchoolRow *row)
{
  return g_strdup_printf ("%u", row->line);
}

static char *
dup_outcome (const DwSchoolRow *row)
{
  return g_strdup (dw_school_outcome_title (row->outcome));
}

static char *
dup_name (const DwSchoolRow *row)
{
  return g_strdup (row->name);
}

static char *
dup_region (const DwSchoolRow *row)
{
  return g_strdup (row->region);
}

static char *
dup_words (const DwSchoolRow *row)
{
  GPtrArray *texts = row->outcome == DW_SCHOOL_REFUSED ? row->problems : row->changes;
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? " · " : "", (const char *)g_ptr_array_index (texts, i));
  return g_string_free (words, FALSE);
}

static const struct
{
  const char *title;
  char *(*dup_text) (const DwSchoolRow *row);
  int width;
} columns[] = {
  { N_ ("Line"), dup_line, 56 },
  { N_ ("Effect"), dup_outcome, 90 },
  { N_ ("School"), dup_name, 200 },
  { N_ ("Region"), dup_region, 100 },
  { N_ ("Changes and problems"), dup_words, 0 },
};

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  Preview *self = data;
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), KEY));
  const char *number = gtk_string_object_get_string (gtk_list_item_get_item (item));
  const DwSchoolRow *row = g_ptr_array_index (self->import->rows, (guint)g_ascii_strtoull (number, NULL, 10));
  g_autofree char *text = columns[column].dup_text (row);
  GtkWidget *label = gtk_list_item_get_child (item);

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_tooltip_text (label, text);
  if (row->outcome == DW_SCHOOL_REFUSED && column > 0)
    gtk_widget_add_css_class (label, "dw-p3-text");
  else
    gtk_widget_remove_css_class (label, "dw-p3-text");
}

static void
add_column (Preview *self, GtkColumnView *view, guint i)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column = gtk_column_view_column_new (_ (columns[i].title), factory);

  g_object_set_data (G_OBJECT (factory), KEY, GUINT_TO_POINTER (i));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  if (columns[i].width > 0)
    gtk_column_view_column_set_fixed_width (column, columns[i].width);
  else
    gtk_column_view_column_set_expand (column, TRUE);
  gtk_column_view_append_column (view, column);
  g_object_unref (column);
}

/* --- which lines --- */

static void
fill (Preview *self)
{
  guint wanted = gtk_drop_down_get_selected (self->choice);

  gtk_string_list_splice (self->numbers, 0, g_list_model_get_n_items (G_LIST_MODEL (self->numbers)), NULL);
  for (guint i = 0; self->import != NULL && i < self->import->rows->len; i++)
    {
      const DwSchoolRow *row = g_ptr_array_index (self->import->rows, i);

      if (wanted == ALL_LINES || (guint)row->outcome == wanted)
        gtk_string_list_take (self->numbers, g_strdup_printf ("%u", i));
    }
}

static void
choice_changed_cb (GtkDropDown *choice, GParamSpec *pspec, Preview *self)
{
  fill (self);
}

void
dw_import_preview_show (GtkWidget *preview, const DwSchoolImport *import)
{
  Preview *self = g_object_get_data (G_OBJECT (preview), KEY);

  /* Lines that are shown still belong to the old list. */
  gtk_string_list_splice (self->numbers, 0, g_list_model_get_n_items (G_LIST_MODEL (self->numbers)), NULL);
  self->import = import;
  gtk_drop_down_set_selected (self->choice, import != NULL && import->counts[DW_SCHOOL_REFUSED] > 0 ? DW_SCHOOL_REFUSED : ALL_LINES);
  fill (self);
}

static GtkWidget *
make_choice (Preview *self)
{
  const char *titles[DW_N_SCHOOL_OUTCOMES + 2] = { NULL };

  for (DwSchoolOutcome i = 0; i < DW_N_SCHOOL_OUTCOMES; i++)
    titles[i] = dw_school_outcome_title (i);
  titles[ALL_LINES] = _ ("All lines");
  self->choice = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (titles));
  gtk_drop_down_set_selected (self->choice, ALL_LINES);
  gtk_widget_set_halign (GTK_WIDGET (self->choice), GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choice), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Lines to show"), -1);
  g_signal_connect (self->choice, "notify::selected", G_CALLBACK (choice_changed_cb), self);
  return GTK_WIDGET (self->choice);
}

GtkWidget *
dw_import_preview_new (void)
{
  Preview *self = g_new0 (Preview, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *scroller = gtk_scrolled_window_new (), *view;

  self->numbers = gtk_string_list_new (NULL);
  view = gtk_column_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->numbers)))));
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    add_column (self, GTK_COLUMN_VIEW (view), i);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Lines of the list"), -1);
  gtk_widget_add_css_class (view, "data-table");
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_add_css_class (scroller, "dw-card");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_box_append (GTK_BOX (box), make_choice (self));
  gtk_box_append (GTK_BOX (box), scroller);
  g_object_set_data_full (G_OBJECT (box), KEY, self, preview_free);
  return box;
}
