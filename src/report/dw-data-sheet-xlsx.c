// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <errno.h>
#include <math.h>

#include <glib/gi18n-lib.h>
#include <xlsxwriter.h>

#include "dw-data-sheet-private.h"

/* XLSX by libxlsxwriter in its constant-memory mode: a row is in a temporary file when the next one begins. That file lies where the result will, so that the
 * disk that must have room is the one the person chose, and its errors are looked for here: the library does not. */

enum {
  MAX_TEXT = 32767, /* characters of one cell */
  MAX_SHEET_NAME = 31,
  TIME_WIDTH = 20, /* characters */
  TEXT_WIDTH = 16,
  NUMBER_WIDTH = 10,
  MAX_WIDTH = 48,
};

typedef struct
{
  DwReplaceFile *file; /* borrowed */
  const DwDataSheetHead *head;
  char *temp_dir;
  lxw_workbook *book; /* owned by the library until it is closed */
  lxw_worksheet *sheet;
  lxw_format **formats; /* per column */
  lxw_row_t row;
} XlsxWriter;

/* --- set-up --- */

static void
set_properties (XlsxWriter *self)
{
  /* The library only reads the strings. */
  lxw_doc_properties properties = { .title = (char *)self->head->title, .created = (time_t)(self->head->made_ms / 1000) };

  workbook_set_properties (self->book, &properties);
}

/* The name of a tab: no []:*?/\, no apostrophe at its ends, at most 31 characters, not empty. */
static char *
make_sheet_name (const char *title)
{
  g_autofree char *clean = dw_data_sheet_clean_text (title);
  g_autofree char *plain = g_strdelimit (g_steal_pointer (&clean), "[]:*?/\\'\t\r\n", ' ');
  g_autofree char *cut = g_utf8_substring (plain, 0, MIN (MAX_SHEET_NAME, g_utf8_strlen (plain, -1)));

  g_strstrip (cut);
  return *cut != '\0' ? g_steal_pointer (&cut) : g_strdup ("1");
}

static char *
make_number_format (const DwDataSheetColumn *column)
{
  GString *format = g_string_new (NULL);

  if (column->kind == DW_DATA_SHEET_TIME)
    g_string_append (format, column->decimals > 0 ? "yyyy-mm-dd hh:mm:ss.000" : "yyyy-mm-dd hh:mm:ss");
  else if (column->kind == DW_DATA_SHEET_NUMBER)
    {
      g_string_append_c (format, '0');
      for (int i = 0; i < CLAMP (column->decimals, 0, 9); i++)
        g_string_append (format, i == 0 ? ".0" : "0");
    }
  return g_string_free (format, FALSE);
}

/* Chinese letters are two digits wide. */
static guint
measure_text (const char *text)
{
  guint width = 0;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    width += g_unichar_iswide (g_utf8_get_char (c)) ? 2 : 1;
  return width;
}

static void
set_up_column (XlsxWriter *self, guint i, lxw_format *bold)
{
  static const guint widths[] = { [DW_DATA_SHEET_TEXT] = TEXT_WIDTH, [DW_DATA_SHEET_NUMBER] = NUMBER_WIDTH, [DW_DATA_SHEET_TIME] = TIME_WIDTH, [DW_DATA_SHEET_QUALITY] = NUMBER_WIDTH };
  const DwDataSheetColumn *column = &self->head->columns[i];
  g_autofree char *title = dw_data_sheet_make_title (self->head, i);
  g_autofree char *clean = dw_data_sheet_clean_text (title);
  g_autofree char *number_format = make_number_format (column);
  guint width = CLAMP (measure_text (clean) + 2, widths[column->kind] + (column->kind == DW_DATA_SHEET_TIME && column->decimals > 0 ? 4u : 0u), (guint)MAX_WIDTH);

  self->formats[i] = workbook_add_format (self->book);
  if (*number_format != '\0')
    format_set_num_format (self->formats[i], number_format);
  worksheet_set_column (self->sheet, (lxw_col_t)i, (lxw_col_t)i, (double)width, NULL);
  worksheet_write_string (self->sheet, 0, (lxw_col_t)i, clean, bold);
}

static void
set_up_sheet (XlsxWriter *self)
{
  lxw_format *bold = workbook_add_format (self->book);

  format_set_bold (bold);
  for (guint i = 0; i < self->head->n_columns; i++)
    set_up_column (self, i, bold);
  worksheet_freeze_panes (self->sheet, 1, 0);
  self->row = 1;
}

static gpointer
xlsx_open (DwReplaceFile *file, const DwDataSheetHead *head, GError **error)
{
  XlsxWriter *self = g_new0 (XlsxWriter, 1);
  lxw_workbook_options options = { .constant_memory = LXW_TRUE };
  g_autofree char *name = make_sheet_name (head->title);

  self->file = file;
  self->head = head;
  self->temp_dir = g_path_get_dirname (dw_replace_file_get_temp (file));
  options.tmpdir = self->temp_dir;
  self->book = workbook_new_opt (dw_replace_file_get_temp (file), &options);
  self->sheet = self->book != NULL ? workbook_add_worksheet (self->book, name) : NULL;
  self->formats = g_new0 (lxw_format *, head->n_columns);
  if (self->sheet == NULL || self->sheet->optimize_tmpfile == NULL)
    {
      dw_replace_file_note_failure (file, errno);
      dw_data_sheet_xlsx_writer.abandon (self);
      dw_replace_file_commit (file, error); /* it refuses, with the path and the reason */
      return NULL;
    }
  set_properties (self);
  set_up_sheet (self);
  return self;
}

/* --- rows --- */

static lxw_datetime
to_datetime (GDateTime *local)
{
  return (lxw_datetime){
    .year = g_date_time_get_year (local),
    .month = g_date_time_get_month (local),
    .day = g_date_time_get_day_of_month (local),
    .hour = g_date_time_get_hour (local),
    .min = g_date_time_get_minute (local),
    .sec = g_date_time_get_second (local) + g_date_time_get_microsecond (local) / 1e6,
  };
}

static lxw_error
write_time (XlsxWriter *self, lxw_col_t column, gint64 time_ms)
{
  g_autoptr (GDateTime) local = dw_data_sheet_local_time (self->head, time_ms, NULL);
  lxw_datetime value;

  if (local == NULL)
    return LXW_NO_ERROR;
  value = to_datetime (local);
  return worksheet_write_datetime (self->sheet, self->row, column, &value, self->formats[column]);
}

static lxw_error
write_text (XlsxWriter *self, lxw_col_t column, const char *text)
{
  g_autofree char *clean = dw_data_sheet_clean_text (text);

  if (g_utf8_strlen (clean, -1) > MAX_TEXT)
    return LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED;
  return worksheet_write_string (self->sheet, self->row, column, clean, NULL);
}

/* The decimals of the column are what the value was measured with: more digits would only be noise of the conversion. */
static double
round_number (double number, int decimals)
{
  double scale = pow (10, CLAMP (decimals, 0, 9));
  double scaled = round (number * scale);

  return fabs (scaled) < 1e15 ? scaled / scale + 0.0 : number;
}

static lxw_error
write_cell (XlsxWriter *self, guint i, const DwDataSheetCell *cell)
{
  const DwDataSheetColumn *column = &self->head->columns[i];

  if (dw_data_sheet_is_missing (column, cell))
    return LXW_NO_ERROR;
  switch (column->kind)
    {
    case DW_DATA_SHEET_TEXT:
      return write_text (self, (lxw_col_t)i, cell->text);
    case DW_DATA_SHEET_NUMBER:
      return worksheet_write_number (self->sheet, self->row, (lxw_col_t)i, round_number (cell->number, column->decimals), self->formats[i]);
    case DW_DATA_SHEET_TIME:
      return write_time (self, (lxw_col_t)i, cell->time_ms);
    case DW_DATA_SHEET_QUALITY:
      return write_text (self, (lxw_col_t)i, dw_quality_title (cell->quality));
    default:
      g_assert_not_reached ();
    }
}

static gboolean
check_row (XlsxWriter *self, GError **error)
{
  if (self->row <= DW_DATA_SHEET_MAX_XLSX_ROWS)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("A spreadsheet holds at most %d rows: choose a shorter span or write CSV"), DW_DATA_SHEET_MAX_XLSX_ROWS);
  return FALSE;
}

static gboolean
fail_cell (XlsxWriter *self, guint column, lxw_error code, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("Row %u, column “%s”: %s"), (guint)self->row, self->head->columns[column].title, lxw_strerror (code));
  return FALSE;
}

/* What the library has handed to its temporary file so far has arrived there. */
static gboolean
is_temp_sound (XlsxWriter *self)
{
  if (!ferror (self->sheet->optimize_tmpfile))
    return TRUE;
  dw_replace_file_note_failure (self->file, ENOSPC);
  return FALSE;
}

static gboolean
xlsx_add_row (gpointer writer, const DwDataSheetCell *cells, GError **error)
{
  XlsxWriter *self = writer;

  if (!check_row (self, error))
    return FALSE;
  for (guint i = 0; i < self->head->n_columns; i++)
    {
      lxw_error code = write_cell (self, i, &cells[i]);

      if (code != LXW_NO_ERROR)
        return fail_cell (self, i, code, error);
    }
  self->row++;
  return is_temp_sound (self);
}

/* --- end --- */

static void
free_writer (XlsxWriter *self)
{
  g_free (self->formats);
  g_free (self->temp_dir);
  g_free (self);
}

static void
xlsx_abandon (gpointer writer)
{
  XlsxWriter *self = writer;

  if (self->book != NULL)
    lxw_workbook_free (self->book);
  free_writer (self);
}

static gboolean
xlsx_close (gpointer writer, GError **error)
{
  XlsxWriter *self = writer;
  lxw_error code;

  if (fflush (self->sheet->optimize_tmpfile) != 0)
    dw_replace_file_note_failure (self->file, errno);
  errno = 0;
  code = workbook_close (self->book);
  if (code != LXW_NO_ERROR)
    dw_replace_file_note_failure (self->file, errno);
  free_writer (self);
  return TRUE;
}

const DwDataSheetWriter dw_data_sheet_xlsx_writer = { xlsx_open, xlsx_add_row, xlsx_close, xlsx_abandon };
