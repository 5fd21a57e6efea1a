// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include <glib/gi18n-lib.h>

#include "dw-data-sheet-private.h"

/* What both formats share: the loop over the rows, titles and what counts as missing. */

enum {
  ROWS_PER_LOOK = 256, /* between two looks at the cancellable */
  ROWS_PER_PROGRESS = 1000,
};

static const DwDataSheetWriter *const writers[] = {
  [DW_DATA_SHEET_CSV] = &dw_data_sheet_csv_writer,
  [DW_DATA_SHEET_XLSX] = &dw_data_sheet_xlsx_writer,
};

DwDataSheetFormat
dw_data_sheet_format_of_path (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  return g_str_has_suffix (lower, ".xlsx") ? DW_DATA_SHEET_XLSX : DW_DATA_SHEET_CSV;
}

/* --- titles and cells --- */

GDateTime *
dw_data_sheet_local_time (const DwDataSheetHead *head, gint64 time_ms, int *offset_s)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (0);
  g_autoptr (GDateTime) moved = g_date_time_add (utc, time_ms * 1000);
  GDateTime *local = moved != NULL ? g_date_time_to_timezone (moved, head->zone) : NULL;

  if (local != NULL && offset_s != NULL)
    *offset_s = (int)(g_date_time_get_utc_offset (local) / G_USEC_PER_SEC);
  return local;
}

static char *
name_zone (const DwDataSheetHead *head)
{
  g_autoptr (GDateTime) local = dw_data_sheet_local_time (head, head->from_ms, NULL);
  g_autofree char *offset = local != NULL ? g_date_time_format (local, "UTC%:z") : g_strdup ("UTC");
  const char *name = g_time_zone_get_identifier (head->zone);

  /* A zone that is only an offset has no name worth writing. */
  if (strchr (name, '/') == NULL)
    return g_steal_pointer (&offset);
  return g_strdup_printf ("%s, %s", name, offset);
}

char *
dw_data_sheet_make_title (const DwDataSheetHead *head, guint column)
{
  const DwDataSheetColumn *self = &head->columns[column];
  g_autofree char *unit = self->kind == DW_DATA_SHEET_TIME ? name_zone (head) : g_strdup (self->unit);

  if (unit == NULL || *unit == '\0')
    return g_strdup (self->title);
  /* TRANSLATORS: head of a column, title and unit: "Voltage (V)". */
  return g_strdup_printf (_ ("%s (%s)"), self->title, unit);
}

char *
dw_data_sheet_clean_text (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *out = g_string_sized_new (strlen (valid));

  for (const char *c = valid; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar letter = g_utf8_get_char (c);

      if (letter >= 0x20 || letter == '\t' || letter == '\n' || letter == '\r')
        g_string_append_unichar (out, letter == 0xfffe || letter == 0xffff ? 0xfffd : letter);
    }
  return g_string_free (out, FALSE);
}

gboolean
dw_data_sheet_is_missing (const DwDataSheetColumn *column, const DwDataSheetCell *cell)
{
  switch (column->kind)
    {
    case DW_DATA_SHEET_TEXT:
      return cell->text == NULL;
    case DW_DATA_SHEET_NUMBER:
      return !isfinite (cell->number);
    case DW_DATA_SHEET_TIME:
      return cell->time_ms == 0;
    case DW_DATA_SHEET_QUALITY:
      return cell->quality == DW_QUALITY_NONE;
    default:
      return TRUE;
    }
}

static void
clear_cells (DwDataSheetCell *cells, guint n)
{
  for (guint i = 0; i < n; i++)
    cells[i] = (DwDataSheetCell){ .number = NAN };
}

/* --- rows --- */

typedef struct
{
  const DwDataSheetWriter *writer;
  gpointer state;
  const DwDataSheetHead *head;
  DwDataSheetNext next;
  gpointer next_data;
  DwDataSheetProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
  guint64 n_rows;
} Run;

static void
tell_progress (const Run *run)
{
  if (run->progress != NULL)
    run->progress (run->n_rows, run->progress_data);
}

/* TRUE: one more row is in. FALSE: the end, an error, or a failed write, which the file remembers until its commit. */
static gboolean
copy_row (Run *run, DwDataSheetCell *cells, GError **error)
{
  if (run->n_rows % ROWS_PER_LOOK == 0 && g_cancellable_set_error_if_cancelled (run->cancellable, error))
    return FALSE;
  clear_cells (cells, run->head->n_columns);
  return run->next (cells, run->next_data, error) && run->writer->add_row (run->state, cells, error);
}

static gboolean
copy_rows (Run *run, GError **error)
{
  g_autofree DwDataSheetCell *cells = g_new (DwDataSheetCell, run->head->n_columns);
  g_autoptr (GError) problem = NULL;

  while (copy_row (run, cells, &problem))
    if (++run->n_rows % ROWS_PER_PROGRESS == 0)
      tell_progress (run);
  if (problem == NULL)
    return !g_cancellable_set_error_if_cancelled (run->cancellable, error);
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static gboolean
fill_file (DwReplaceFile *file, Run *run, GError **error)
{
  run->state = run->writer->open (file, run->head, error);
  if (run->state == NULL)
    return FALSE;
  if (copy_rows (run, error))
    return run->writer->close (run->state, error);
  run->writer->abandon (run->state);
  return FALSE;
}

static gboolean
check_head (const DwDataSheetHead *head, GError **error)
{
  if (head->n_columns > 0 && head->n_columns <= DW_DATA_SHEET_MAX_COLUMNS)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("A table needs 1 to %d columns, not %u"), DW_DATA_SHEET_MAX_COLUMNS, head->n_columns);
  return FALSE;
}

gboolean
dw_data_sheet_write (const char *path, DwDataSheetFormat format, const DwDataSheetHead *head, DwDataSheetNext next, gpointer next_data, DwDataSheetProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error)
{
  Run run = { writers[format], NULL, head, next, next_data, progress, progress_data, cancellable, 0 };
  g_autoptr (DwReplaceFile) file = NULL;

  if (!check_head (head, error))
    return FALSE;
  file = dw_replace_file_new (path, error);
  if (file == NULL || !fill_file (file, &run, error) || !dw_replace_file_commit (file, error))
    return FALSE;
  tell_progress (&run);
  return TRUE;
}
