// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-month-rows.h"

#include <glib/gi18n-lib.h>

#include "dw-data-sheet.h"

static const guint columns[DW_MONTH_ROWS_COLUMNS] = {
  1u << DW_EVENT_CLASS_RESIDUAL,
  1u << DW_EVENT_CLASS_TEMPERATURE,
  1u << DW_EVENT_CLASS_LOAD,
  1u << DW_EVENT_CLASS_OTHER,
  DW_EVENT_CLASSES_HAZARDS,
};

guint
dw_month_rows_classes (guint column)
{
  return columns[column];
}

const char *
dw_month_rows_title (guint column)
{
  return columns[column] == DW_EVENT_CLASSES_HAZARDS ? _ ("Hazards") : dw_event_class_title ((DwEventClass)g_bit_nth_lsf (columns[column], -1));
}

const char *
dw_month_rows_name (const DwMonthTable *table, guint region)
{
  if (region == DW_MONTH_TABLE_ALL)
    return C_ ("sum", "All");
  return region < table->regions->len ? dw_place_get_name (table->regions->pdata[region]) : _ ("In no region");
}

static void
add_row (GArray *rows, guint month, guint region)
{
  DwMonthRow row = { month, region };

  g_array_append_val (rows, row);
}

GArray *
dw_month_rows_list (const DwMonthTable *table)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (DwMonthRow));
  gboolean elsewhere = table->regions->len > 0 && dw_month_table_sum (table, DW_MONTH_TABLE_ALL, table->regions->len, DW_EVENT_CLASSES_HAZARDS) > 0;

  for (guint back = 1; back <= table->n_months; back++)
    {
      for (guint region = 0; region < table->regions->len + elsewhere; region++)
        add_row (rows, table->n_months - back, region);
      add_row (rows, table->n_months - back, DW_MONTH_TABLE_ALL);
    }
  return rows;
}

/* --- a file --- */

typedef struct
{
  const DwMonthTable *table;
  GArray *rows;
  GTimeZone *zone;
  guint at;
  char *month; /* of the row that was given last */
} Writing;

static gboolean
next_row (DwDataSheetCell *cells, gpointer data, GError **error)
{
  Writing *writing = data;
  const DwMonthRow *row;

  if (writing->at >= writing->rows->len)
    return FALSE;
  row = &g_array_index (writing->rows, DwMonthRow, writing->at++);
  g_free (writing->month);
  writing->month = dw_month_table_format (writing->table, row->month, writing->zone);
  cells[0].text = writing->month;
  cells[1].text = dw_month_rows_name (writing->table, row->region);
  for (guint i = 0; i < DW_MONTH_ROWS_COLUMNS; i++)
    cells[2 + i].number = dw_month_table_sum (writing->table, row->month, row->region, columns[i]);
  return TRUE;
}

gboolean
dw_month_rows_write (const DwMonthTable *table, const char *path, GTimeZone *zone, gint64 made_ms, GError **error)
{
  DwDataSheetColumn heads[2 + DW_MONTH_ROWS_COLUMNS] = { { .title = _ ("Month"), .kind = DW_DATA_SHEET_TEXT }, { .title = _ ("Region"), .kind = DW_DATA_SHEET_TEXT } };
  DwDataSheetHead head = { .title = _ ("Hazards by month, region and class"), .columns = heads, .n_columns = G_N_ELEMENTS (heads), .zone = zone, .from_ms = table->edges_ms[0], .made_ms = made_ms };
  Writing writing = { table, dw_month_rows_list (table), zone, 0, NULL };
  gboolean ok;

  for (guint i = 0; i < DW_MONTH_ROWS_COLUMNS; i++)
    heads[2 + i] = (DwDataSheetColumn){ .title = dw_month_rows_title (i), .kind = DW_DATA_SHEET_NUMBER };
  ok = dw_data_sheet_write (path, dw_data_sheet_format_of_path (path), &head, next_row, &writing, NULL, NULL, NULL, error);
  g_array_unref (writing.rows);
  g_free (writing.month);
  return ok;
}
