// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-form.h"

#include <glib/gi18n-lib.h>

#include "dw-sheet.h"

#define KEYS "dw-keys"

GtkWidget *
dw_form_entry (const char *title, const char *text)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), text ? text : "");
  return row;
}

const char *
dw_form_get_text (GtkWidget *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

gboolean
dw_form_get_number (GtkWidget *row, int low, int high, int *value)
{
  gint64 number;
  g_autofree char *text = g_strstrip (g_strdup (dw_form_get_text (row)));
  gboolean ok = g_ascii_string_to_signed (text, 10, low, high, &number, NULL);

  if (ok)
    gtk_widget_remove_css_class (row, "error");
  else
    gtk_widget_add_css_class (row, "error");
  if (ok)
    *value = (int)number;
  return ok;
}

void
dw_form_set_number (GtkWidget *row, int value)
{
  g_autofree char *text = g_strdup_printf ("%d", value);

  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

GtkWidget *
dw_form_choice (const char *title, const char *const *texts, guint selected)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) list = gtk_string_list_new (texts);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  return row;
}

guint
dw_form_get_choice (GtkWidget *row)
{
  return adw_combo_row_get_selected (ADW_COMBO_ROW (row));
}

/* --- places --- */

static void
collect_places (GListModel *places, gboolean boxes_only, GPtrArray *texts, GArray *ids)
{
  for (guint i = 0; i < g_list_model_get_n_items (places); i++)
    {
      g_autoptr (DwPlace) place = g_list_model_get_item (places, i);
      gint64 id = dw_place_get_id (place);

      if (!boxes_only || dw_place_get_kind (place) >= DW_PLACE_ROOM)
        {
          g_ptr_array_add (texts, dw_place_get_path (place));
          g_array_append_val (ids, id);
        }
      collect_places (G_LIST_MODEL (place), boxes_only, texts, ids);
    }
}

GtkWidget *
dw_form_place (const char *title, DwStation *station, gboolean boxes_only, gint64 place_id)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 none = 0;
  guint selected = 0;
  GtkWidget *row;

  g_ptr_array_add (texts, g_strdup (_ ("None")));
  g_array_append_val (ids, none);
  collect_places (G_LIST_MODEL (dw_station_get_tree (station)), boxes_only, texts, ids);
  g_ptr_array_add (texts, NULL);
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == place_id)
      selected = i;
  row = dw_form_choice (title, (const char *const *)texts->pdata, selected);
  g_object_set_data_full (G_OBJECT (row), KEYS, ids, (GDestroyNotify)g_array_unref);
  return row;
}

gint64
dw_form_get_place (GtkWidget *row)
{
  GArray *ids = g_object_get_data (G_OBJECT (row), KEYS);
  guint selected = dw_form_get_choice (row);

  return selected < ids->len ? g_array_index (ids, gint64, selected) : 0;
}

/* --- profiles --- */

GtkWidget *
dw_form_profile (const char *title, DwStation *station, const char *profile_id)
{
  GPtrArray *pairs = dw_setup_desk_list_profiles (station);
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  guint selected = 0;
  GtkWidget *row;

  for (guint i = 0; i + 1 < pairs->len; i += 2)
    {
      if (g_strcmp0 (pairs->pdata[i], profile_id) == 0)
        selected = i / 2;
      g_ptr_array_add (texts, pairs->pdata[i + 1]);
    }
  g_ptr_array_add (texts, NULL);
  row = dw_form_choice (title, (const char *const *)texts->pdata, selected);
  g_object_set_data_full (G_OBJECT (row), KEYS, pairs, (GDestroyNotify)g_ptr_array_unref);
  return row;
}

const char *
dw_form_get_profile (GtkWidget *row)
{
  GPtrArray *pairs = g_object_get_data (G_OBJECT (row), KEYS);
  guint selected = dw_form_get_choice (row);

  return selected * 2 < pairs->len ? pairs->pdata[selected * 2] : "";
}

/* --- buttons and lines --- */

GtkWidget *
dw_form_button (const char *label, const char *accessible_name, const char *css_class)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  if (css_class)
    gtk_widget_add_css_class (button, css_class);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, accessible_name, -1);
  return button;
}

GtkWidget *
dw_form_foot (GtkWidget *sheet, const char *verb, const char *accessible_name, GtkWidget **message, GCallback save, gpointer data)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *label = gtk_label_new ("");
  GtkWidget *cancel = dw_form_button (_ ("Cancel"), _ ("Cancel"), NULL);
  GtkWidget *button = dw_form_button (verb, accessible_name, "dw-primary");

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "dw-p3-text");
  gtk_box_append (GTK_BOX (foot), label);
  gtk_box_append (GTK_BOX (foot), cancel);
  gtk_box_append (GTK_BOX (foot), button);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (dw_sheet_close), sheet);
  g_signal_connect (button, "clicked", save, data);
  *message = label;
  return foot;
}

GtkWidget *
dw_form_lines (int height)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new ();

  gtk_text_view_set_editable (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_cursor_visible (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (view), TRUE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 8);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 6);
  gtk_widget_add_css_class (view, "dw-small");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Frames"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), height);
  gtk_widget_add_css_class (scroller, "dw-card");
  return scroller;
}

void
dw_form_set_lines (GtkWidget *lines, GPtrArray *texts)
{
  GtkWidget *view = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (lines));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  g_autoptr (GString) text = g_string_new (NULL);
  GtkTextIter end;

  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf (text, "%s%s", i ? "\n" : "", (const char *)texts->pdata[i]);
  gtk_text_buffer_set_text (buffer, text->str, (int)text->len);
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_view_scroll_to_iter (GTK_TEXT_VIEW (view), &end, 0, FALSE, 0, 1);
}
