// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-month-sheet.h"

#include <glib/gi18n-lib.h>

#include "dw-ask.h"
#include "dw-hazard-link.h"
#include "dw-month-desk.h"
#include "dw-month-rows.h"
#include "dw-sheet.h"
#include "dw-text.h"
#include "dw-tick.h"
#include "dw-toast.h"

enum {
  N_MONTHS = 12,
  WIDTH = 640,
  HEIGHT = 440,
};

typedef struct
{
  GtkWidget *sheet; /* owns this */
  GtkWidget *scrolled, *csv, *xlsx;
  DwStation *station;   /* owned */
  GCancellable *asking; /* owned */
  DwMonthTable *table;  /* NULL before the answer */
  GTimeZone *zone;      /* owned */
} Sheet;

static void
sheet_free (gpointer data)
{
  Sheet *self = data;

  g_cancellable_cancel (self->asking);
  g_object_unref (self->asking);
  g_object_unref (self->station);
  g_clear_pointer (&self->table, dw_month_table_free);
  g_time_zone_unref (self->zone);
  g_free (self);
}

/* --- cells --- */

typedef struct
{
  Sheet *sheet;
  DwMonthRow row;
  guint column;
} Cell;

/* The sheet goes with the press: what is needed after it is taken before. */
static void
cell_clicked_cb (GtkButton *button, const Cell *cell)
{
  const DwMonthTable *table = cell->sheet->table;
  gboolean is_current = cell->row.month == table->n_months - 1, is_sum = cell->column == DW_MONTH_ROWS_COLUMNS - 1;
  g_autoptr (DwPlace) region = cell->row.region < table->regions->len ? g_object_ref (table->regions->pdata[cell->row.region]) : NULL;
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (button)));
  DwHazardLink link = { .place = region, .view = is_current ? "month" : "history", .kinds = DW_HAZARD_LINK_HAZARDS, .classes = is_sum ? 0 : dw_month_rows_classes (cell->column) };

  if (!is_current)
    {
      link.from_ms = table->edges_ms[cell->row.month];
      link.to_ms = table->edges_ms[cell->row.month + 1];
    }
  dw_sheet_close (cell->sheet->sheet);
  dw_hazard_link_follow (&link, window);
}

static GtkWidget *
make_label (const char *text, float xalign, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_widget_set_margin_start (label, 8);
  gtk_widget_set_margin_end (label, 8);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
make_number (const char *number, gboolean is_sum)
{
  GtkWidget *label = make_label (number, 1, "dw-num");

  if (is_sum)
    gtk_widget_add_css_class (label, "dw-strong");
  return label;
}

/* 0 and what is in no region leads to no list. */
static GtkWidget *
make_cell (Sheet *self, const DwMonthRow *row, guint column, const char *month)
{
  guint count = dw_month_table_sum (self->table, row->month, row->region, dw_month_rows_classes (column));
  g_autofree char *number = dw_text_number (count, 0);
  g_autofree char *words = g_strdup_printf ("%s, %s, %s: %u", month, dw_month_rows_name (self->table, row->region), dw_month_rows_title (column), count);
  GtkWidget *button;
  Cell *cell;

  if (count == 0 || row->region == self->table->regions->len)
    return make_number (number, row->region == DW_MONTH_TABLE_ALL);
  cell = g_new0 (Cell, 1);
  *cell = (Cell){ self, *row, column };
  button = gtk_button_new_with_label (number);
  gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), 1);
  gtk_widget_add_css_class (button, "dw-month-cell");
  gtk_widget_add_css_class (button, "dw-num");
  if (row->region == DW_MONTH_TABLE_ALL)
    gtk_widget_add_css_class (button, "dw-strong");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_signal_connect_data (button, "clicked", G_CALLBACK (cell_clicked_cb), cell, (GClosureNotify)(void (*) (void))g_free, 0);
  return button;
}

static void
attach_row (Sheet *self, GtkGrid *grid, int at, const DwMonthRow *row, gboolean is_first)
{
  g_autofree char *month = dw_month_table_format (self->table, row->month, self->zone);
  const char *css_class = row->region == DW_MONTH_TABLE_ALL ? "dw-strong" : "dw-table-text";

  gtk_grid_attach (grid, make_label (is_first ? month : "", 0, "dw-table-text"), 0, at, 1, 1);
  gtk_grid_attach (grid, make_label (dw_month_rows_name (self->table, row->region), 0, css_class), 1, at, 1, 1);
  for (guint column = 0; column < DW_MONTH_ROWS_COLUMNS; column++)
    gtk_grid_attach (grid, make_cell (self, row, column, month), 2 + (int)column, at, 1, 1);
}

static void
attach_heads (GtkGrid *grid)
{
  gtk_grid_attach (grid, make_label (_ ("Month"), 0, "dw-note"), 0, 0, 1, 1);
  gtk_grid_attach (grid, make_label (_ ("Region"), 0, "dw-note"), 1, 0, 1, 1);
  for (guint column = 0; column < DW_MONTH_ROWS_COLUMNS; column++)
    {
      GtkWidget *head = make_label (dw_month_rows_title (column), 1, "dw-note");

      gtk_widget_set_hexpand (head, TRUE);
      gtk_grid_attach (grid, head, 2 + (int)column, 0, 1, 1);
    }
}

static void
show_table (Sheet *self)
{
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());
  g_autoptr (GArray) rows = dw_month_rows_list (self->table);
  guint shown_month = G_MAXUINT;
  int at = 1;

  attach_heads (grid);
  for (guint i = 0; i < rows->len; i++)
    {
      const DwMonthRow *row = &g_array_index (rows, DwMonthRow, i);

      if (row->month != shown_month)
        gtk_grid_attach (grid, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL), 0, at++, 2 + DW_MONTH_ROWS_COLUMNS, 1);
      attach_row (self, grid, at++, row, row->month != shown_month);
      shown_month = row->month;
    }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (grid));
  gtk_widget_set_sensitive (self->csv, TRUE);
  gtk_widget_set_sensitive (self->xlsx, TRUE);
}

static void
show_text (Sheet *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "dw-note");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), label);
}

/* A sheet that was closed has cancelled: then there is nothing left to show it in. */
static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DwMonthTable) table = dw_month_desk_query_table_finish (NULL, result, &error);
  Sheet *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->table = g_steal_pointer (&table);
  if (self->table != NULL)
    show_table (self);
  else
    show_text (self, error->message);
}

/* --- a file --- */

typedef struct
{
  GtkWidget *window; /* owned: the sheet may be closed by then */
  DwMonthTable *table;
  GTimeZone *zone;
  gint64 made_ms;
  char *path;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_object_unref (export->window);
  g_clear_pointer (&export->table, dw_month_table_free);
  g_time_zone_unref (export->zone);
  g_free (export->path);
  g_free (export);
}

static void
path_chosen_cb (const char *path, gpointer data)
{
  Export *export = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  /* Some dozens of rows: no worker is needed. */
  if (dw_month_rows_write (export->table, path, export->zone, export->made_ms, &error))
    text = g_strdup_printf (_ ("Exported: %s"), path);
  else
    text = g_strdup_printf (_ ("Not exported: %s"), error->message);
  dw_toast_show (export->window, text);
}

static void
export_clicked_cb (GtkButton *button, Sheet *self)
{
  gboolean xlsx = GTK_WIDGET (button) == self->xlsx;
  const char *ending = xlsx ? "xlsx" : "csv";
  g_autofree char *name = g_strdup_printf ("%s.%s", _ ("Hazards by month"), ending);
  Export *export = g_new0 (Export, 1);

  export->window = g_object_ref (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (button))));
  export->table = dw_month_table_copy (self->table);
  export->zone = g_time_zone_ref (self->zone);
  export->made_ms = dw_clock_wall_ms (dw_station_get_clock (self->station));
  dw_ask_path (GTK_WIDGET (button), &(DwPathQuestion){ .heading = _ ("Export the table"), .verb = _ ("Export"), .name = name, .kind = xlsx ? _ ("XLSX workbooks") : _ ("CSV tables"), .ending = ending }, path_chosen_cb, export, export_free);
}

/* --- building --- */

static void
close_clicked_cb (Sheet *self)
{
  dw_sheet_close (self->sheet);
}

static GtkWidget *
add_button (GtkWidget *foot, const char *text, gboolean sensitive)
{
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_widget_set_sensitive (button, sensitive);
  gtk_box_append (GTK_BOX (foot), button);
  return button;
}

static GtkWidget *
make_foot (Sheet *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *note = gtk_label_new (_ ("Press a number for its hazards")), *close;

  gtk_label_set_xalign (GTK_LABEL (note), 0);
  gtk_widget_set_hexpand (note, TRUE);
  gtk_widget_add_css_class (note, "dw-note");
  gtk_box_append (GTK_BOX (foot), note);
  self->csv = add_button (foot, "CSV…", FALSE);
  self->xlsx = add_button (foot, "XLSX…", FALSE);
  close = add_button (foot, _ ("Close"), TRUE);
  g_signal_connect (self->csv, "clicked", G_CALLBACK (export_clicked_cb), self);
  g_signal_connect (self->xlsx, "clicked", G_CALLBACK (export_clicked_cb), self);
  g_signal_connect_swapped (close, "clicked", G_CALLBACK (close_clicked_cb), self);
  return foot;
}

static void
build (Sheet *self, DwPlace *place)
{
  g_autofree char *scope = place != NULL ? dw_place_get_path (place) : g_strdup (_ ("All places"));
  GtkWidget *title = gtk_label_new (_ ("Hazards by month, region and class")), *note = gtk_label_new (scope);

  gtk_widget_add_css_class (title, "dw-title");
  gtk_widget_add_css_class (note, "dw-note");
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (note), 0);
  gtk_label_set_ellipsize (GTK_LABEL (note), PANGO_ELLIPSIZE_END);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (self->scrolled, WIDTH, HEIGHT);
  gtk_box_append (GTK_BOX (self->sheet), title);
  gtk_box_append (GTK_BOX (self->sheet), note);
  gtk_box_append (GTK_BOX (self->sheet), self->scrolled);
  gtk_box_append (GTK_BOX (self->sheet), make_foot (self));
}

GtkWidget *
dw_month_sheet_present (GtkWidget *anywhere, DwStation *station, DwScope *scope)
{
  Sheet *self = g_new0 (Sheet, 1);

  self->station = g_object_ref (station);
  self->asking = g_cancellable_new ();
  self->zone = g_time_zone_new_local ();
  self->sheet = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_widget_add_css_class (self->sheet, "dw-sheet");
  gtk_widget_add_css_class (self->sheet, "dw-month-sheet");
  gtk_widget_add_css_class (self->sheet, "dw-page");
  g_object_set_data_full (G_OBJECT (self->sheet), "dw-month-sheet", self, sheet_free);
  build (self, dw_scope_get_place (scope));
  show_text (self, _ ("Counting…"));
  dw_month_desk_query_table_async (station, dw_scope_get_place (scope), dw_tick_now_ms (dw_tick_of (anywhere)), N_MONTHS, self->zone, self->asking, counted_cb, self);
  dw_sheet_present (anywhere, self->sheet, NULL);
  return self->sheet;
}
