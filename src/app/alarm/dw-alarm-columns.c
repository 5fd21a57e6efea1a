// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-alarm-columns.h"

#include <glib/gi18n-lib.h>

#include "dw-style.h"
#include "dw-symbol-view.h"

/* Each cell follows its row only while it is bound to it. */

#define SYMBOL_SIZE 14

static const struct
{
  const char *title;
  int width; /* 0 = the rest */
} columns[DW_N_ALARM_COLUMNS] = {
  [DW_ALARM_COLUMN_TYPE] = { N_ ("Event"), 110 },
  [DW_ALARM_COLUMN_TIME] = { N_ ("Time"), 112 },
  [DW_ALARM_COLUMN_DEVICE] = { N_ ("Device"), 100 },
  [DW_ALARM_COLUMN_CLASS] = { N_ ("Device type"), 70 },
  [DW_ALARM_COLUMN_CHANNEL] = { N_ ("Channel"), 46 },
  [DW_ALARM_COLUMN_ADDRESS] = { N_ ("Detector address"), 86 },
  [DW_ALARM_COLUMN_REGION] = { N_ ("Region"), 44 },
  [DW_ALARM_COLUMN_POSITION] = { N_ ("Position"), 150 },
  [DW_ALARM_COLUMN_NOTE] = { N_ ("Remark"), 0 },
};

#define CHECK_WIDTH 30
#define SYMBOL_WIDTH 34

static const char checks_key[] = "dw-checks";
static const char handler_key[] = "dw-handler";

const char *
dw_alarm_column_title (DwAlarmColumn column)
{
  return _ (columns[column].title);
}

typedef void (*CellUpdate) (GtkListItem *item);

static void
follow_row (GtkListItem *item, const char *signal, CellUpdate update)
{
  gulong handler = g_signal_connect_swapped (gtk_list_item_get_item (item), signal, G_CALLBACK (update), item);

  g_object_set_data (G_OBJECT (item), handler_key, GSIZE_TO_POINTER (handler));
  update (item);
}

static void
cell_unbound_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gulong handler = GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (item), handler_key));

  if (handler != 0)
    g_signal_handler_disconnect (gtk_list_item_get_item (item), handler);
  g_object_set_data (G_OBJECT (item), handler_key, NULL);
}

/* --- text --- */

static void
text_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  g_object_set_data (G_OBJECT (item), "dw-column", column);
  gtk_list_item_set_child (item, label);
}

static void
emphasize (GtkWidget *label, DwAlarmRow *row)
{
  gboolean strong = dw_alarm_row_is_unacked (row);

  dw_style_set_priority_text (label, strong && dw_alarm_row_get_priority (row) < 4 ? dw_alarm_row_get_priority (row) : 0);
  dw_style_set_class (label, "dw-bold", strong);
}

static void
update_text (GtkListItem *item)
{
  DwAlarmRow *row = gtk_list_item_get_item (item);
  DwAlarmColumn column = (DwAlarmColumn)GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (item), "dw-column"));
  GtkWidget *label = gtk_list_item_get_child (item);
  const char *text = dw_alarm_row_get_text (row, column);

  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_widget_set_tooltip_text (label, text);
  if (column == DW_ALARM_COLUMN_TYPE)
    emphasize (label, row);
}

static void
text_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  follow_row (item, "changed", update_text);
}

/* --- symbol --- */

static void
symbol_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, dw_symbol_view_new (SYMBOL_SIZE));
}

static void
update_symbol (GtkListItem *item)
{
  DwAlarmRow *row = gtk_list_item_get_item (item);
  GtkWidget *symbol = gtk_list_item_get_child (item);

  gtk_widget_set_opacity (symbol, dw_alarm_row_get_priority (row) == 0 ? 0 : 1);
  dw_symbol_view_set (DW_SYMBOL_VIEW (symbol), dw_alarm_row_get_priority (row), dw_alarm_row_get_state (row));
}

static void
symbol_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  follow_row (item, "changed", update_symbol);
}

/* --- check --- */

static void
check_toggled_cb (GtkCheckButton *check, GtkListItem *item)
{
  DwAlarmRow *row = gtk_list_item_get_item (item);

  if (row != NULL)
    dw_alarm_row_set_checked (row, gtk_check_button_get_active (check));
}

static void
check_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *check = gtk_check_button_new ();

  gtk_widget_set_halign (check, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  g_signal_connect (check, "toggled", G_CALLBACK (check_toggled_cb), item);
  gtk_list_item_set_child (item, check);
}

static void
update_check (GtkListItem *item)
{
  DwAlarmRow *row = gtk_list_item_get_item (item);
  GtkWidget *check = gtk_list_item_get_child (item);
  g_autofree char *words = dw_alarm_row_describe (row);
  gboolean checkable = dw_alarm_row_is_checkable (row);

  gtk_widget_set_sensitive (check, checkable);
  gtk_widget_set_tooltip_text (check, checkable ? NULL : _ ("Urgent alarms are handled one by one"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), dw_alarm_row_is_checked (row));
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
check_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  follow_row (item, "notify::checked", update_check);
}

/* --- the columns --- */

static GtkColumnViewColumn *
add_column (GtkColumnView *view, const char *title, GCallback setup, GCallback bind, gpointer data, int width)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column = gtk_column_view_column_new (title, factory);

  g_signal_connect (factory, "setup", setup, data);
  g_signal_connect (factory, "bind", bind, NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (cell_unbound_cb), NULL);
  if (width > 0)
    gtk_column_view_column_set_fixed_width (column, width);
  gtk_column_view_append_column (view, column);
  g_object_unref (column);
  return column;
}

void
dw_alarm_columns_add (GtkColumnView *view)
{
  GtkColumnViewColumn *checks = add_column (view, "", G_CALLBACK (check_setup_cb), G_CALLBACK (check_bind_cb), NULL, CHECK_WIDTH);
  g_object_set_data_full (G_OBJECT (view), checks_key, g_object_ref (checks), g_object_unref);
  /* TRANSLATORS: head of the column with the priority symbols; two characters at most. */
  add_column (view, _ ("Pr."), G_CALLBACK (symbol_setup_cb), G_CALLBACK (symbol_bind_cb), NULL, SYMBOL_WIDTH);
  for (guint i = 0; i < DW_N_ALARM_COLUMNS; i++)
    {
      GtkColumnViewColumn *column = add_column (view, _ (columns[i].title), G_CALLBACK (text_setup_cb), G_CALLBACK (text_bind_cb), GUINT_TO_POINTER (i), columns[i].width);

      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_column_set_expand (column, columns[i].width == 0);
    }
}

/* Taken out and put back: the toolkit (4.8) keeps the room of a hidden column. */
void
dw_alarm_columns_show_checks (GtkColumnView *view, gboolean shown)
{
  GtkColumnViewColumn *column = g_object_get_data (G_OBJECT (view), checks_key);
  g_autoptr (GtkColumnViewColumn) first = g_list_model_get_item (gtk_column_view_get_columns (view), 0);

  if (shown && first != column)
    gtk_column_view_insert_column (view, 0, column);
  else if (!shown && first == column)
    gtk_column_view_remove_column (view, column);
}
