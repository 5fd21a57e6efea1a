// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-chart-paper.h"
#include "dw-data-sheet.h"
#include "dw-label.h"

/* report-samples DIR: writes the same table as CSV and XLSX, and charts on paper, for readers that are not ours. What it writes is repeated in their scripts. */

#define BEGIN_MS G_GINT64_CONSTANT (1764400000000) /* 2025-11-29 15:06:40 in Shanghai */

static const DwDataSheetColumn columns[] = {
  { "时间", NULL, DW_DATA_SHEET_TIME, 0 },
  { "Residual current", "mA", DW_DATA_SHEET_NUMBER, 0 },
  { "Power", "kW", DW_DATA_SHEET_NUMBER, 2 },
  { "Note", NULL, DW_DATA_SHEET_TEXT, 0 },
  { "Exact time", NULL, DW_DATA_SHEET_TIME, 3 },
};

static const char *const notes[] = { "=1+1", "+1", "-1", "@x", "\tt", "a,b", "say \"no\"", "two\nlines", "<&>", "配电箱", NULL, "plain" };

static gboolean
next_row (DwDataSheetCell *cells, gpointer data, GError **error)
{
  guint *row = data;

  if (*row == G_N_ELEMENTS (notes))
    return FALSE;
  cells[0].time_ms = BEGIN_MS + *row * 5000;
  cells[1].number = *row == 3 ? NAN : *row * 10 - 20.0;
  cells[2].number = *row / 4.0 - 1;
  cells[3].text = notes[*row];
  cells[4].time_ms = *row == 3 ? 0 : BEGIN_MS + *row * 5000 + 250;
  (*row)++;
  return TRUE;
}

static void
write_table (const char *dir, const char *name, GTimeZone *zone)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  DwDataSheetHead head = { "Trend: [2AL1] W5/剩余电流", columns, G_N_ELEMENTS (columns), zone, BEGIN_MS, BEGIN_MS };
  g_autoptr (GError) error = NULL;
  guint row = 0;

  if (!dw_data_sheet_write (path, dw_data_sheet_format_of_path (path), &head, next_row, &row, NULL, NULL, NULL, &error))
    g_error ("%s", error->message);
}

static void
draw_cb (cairo_t *cr, PangoLayout *text, const DwPalette *palette, double width, double height, gpointer data)
{
  static const DwLabelStyle style = { .size = 11, .color = DW_COLOR_TEXT };

  dw_palette_set (palette, cr, DW_COLOR_AXIS);
  cairo_rectangle (cr, 0.5, 0.5, width - 1, height - 1);
  cairo_stroke (cr);
  dw_label_draw (cr, text, palette, &style, "InTheChart", 10, 30);
}

#define N_TABLE_ROWS 100

static void
write_paper (const char *dir, const char *name, gboolean landscape, guint n_rows, GTimeZone *zone)
{
  static const DwChartPaperColumn table_columns[] = { { "Channel", 3, FALSE }, { "Mean", 1, TRUE }, { "Largest", 1, TRUE } };
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  DwChartPaperTable table = { table_columns, 3, NULL, n_rows };
  DwChartPaper paper = { "RunningHead", "PageTitle 剩余电流", "SpanAndCoverage", "ScopeOfSchool", "RoleOfPerson", BEGIN_MS, zone, landscape, draw_cb, NULL, &table };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n_rows; i++)
    {
      g_ptr_array_add (cells, g_strdup_printf ("Row%03u", i));
      g_ptr_array_add (cells, g_strdup_printf ("%u.5", i));
      g_ptr_array_add (cells, NULL);
    }
  table.cells = (const char *const *)cells->pdata;
  if (!dw_chart_paper_write_pdf (&paper, path, NULL, &error))
    g_error ("%s", error->message);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");

  g_return_val_if_fail (argc == 2, 2);
  write_table (argv[1], "table.csv", zone);
  write_table (argv[1], "table.xlsx", zone);
  write_paper (argv[1], "portrait.pdf", FALSE, 3, zone);
  write_paper (argv[1], "landscape.pdf", TRUE, 0, zone);
  write_paper (argv[1], "long.pdf", FALSE, N_TABLE_ROWS, zone);
  return 0;
}
