// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-data-sheet-private.h"

/* CSV by RFC 4180: CRLF, quotes where needed, quotes doubled. The byte order mark is what makes Excel in China read UTF-8. Numbers have a full stop whatever the
 * locale is. */

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"
#define LINE_END "\r\n"
#define DECIMALS_MAX 9

typedef struct
{
  DwReplaceFile *file; /* borrowed */
  const DwDataSheetHead *head;
  int offset_s; /* that the head names */
  GString *line;
} CsvWriter;

/* A cell that begins with one of these is a formula for a spreadsheet; the full-width forms are read so by Excel in China and Japan. */
static gboolean
is_formula (const char *text)
{
  static const gunichar marks[] = { '=', '+', '-', '@', '\t', '\r', '\n', 0xff1d, 0xff0b, 0xff0d, 0xff20 };
  gunichar first = g_utf8_get_char (text);

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (first == marks[i])
      return TRUE;
  return FALSE;
}

static gboolean
needs_quotes (const char *text)
{
  gsize length = strlen (text);

  return strpbrk (text, ",\"\r\n\t") != NULL || (length > 0 && (text[0] == ' ' || text[length - 1] == ' '));
}

static void
append_quoted (GString *line, const char *text)
{
  g_string_append_c (line, '"');
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (line, '"');
      g_string_append_c (line, *c);
    }
  g_string_append_c (line, '"');
}

static void
append_text (GString *line, const char *text)
{
  g_autofree char *clean = dw_data_sheet_clean_text (text);
  g_autofree char *guarded = g_strconcat (is_formula (clean) ? "'" : "", clean, NULL);

  if (needs_quotes (guarded))
    append_quoted (line, guarded);
  else
    g_string_append (line, guarded);
}

static void
append_number (GString *line, double number, int decimals)
{
  char format[8];
  char digits[400]; /* the largest double has 309 digits before the point */

  g_snprintf (format, sizeof format, "%%.%df", CLAMP (decimals, 0, DECIMALS_MAX));
  g_ascii_formatd (digits, sizeof digits, format, number);
  /* "-0.0" is a zero that came from below. */
  g_string_append (line, digits[0] == '-' && digits[strspn (digits, "-0.")] == '\0' ? digits + 1 : digits);
}

static void
append_time (CsvWriter *self, gint64 time_ms, int decimals)
{
  int offset_s;
  g_autoptr (GDateTime) local = dw_data_sheet_local_time (self->head, time_ms, &offset_s);
  g_autofree char *seconds = local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M:%S") : NULL;
  g_autofree char *offset = local != NULL && offset_s != self->offset_s ? g_date_time_format (local, "%:z") : NULL;

  if (seconds == NULL)
    return;
  g_string_append (self->line, seconds);
  if (decimals > 0)
    g_string_append_printf (self->line, ".%03d", g_date_time_get_microsecond (local) / 1000);
  if (offset != NULL)
    g_string_append (self->line, offset);
}

static void
append_cell (CsvWriter *self, const DwDataSheetColumn *column, const DwDataSheetCell *cell)
{
  if (dw_data_sheet_is_missing (column, cell))
    return;
  switch (column->kind)
    {
    case DW_DATA_SHEET_TEXT:
      append_text (self->line, cell->text);
      break;
    case DW_DATA_SHEET_NUMBER:
      append_number (self->line, cell->number, column->decimals);
      break;
    case DW_DATA_SHEET_TIME:
      append_time (self, cell->time_ms, column->decimals);
      break;
    case DW_DATA_SHEET_QUALITY:
      append_text (self->line, dw_quality_title (cell->quality));
      break;
    default:
      g_assert_not_reached ();
    }
}

static gboolean
end_line (CsvWriter *self)
{
  gboolean written;

  g_string_append (self->line, LINE_END);
  written = dw_replace_file_write (self->file, self->line->str, self->line->len);
  g_string_truncate (self->line, 0);
  return written;
}

static void
csv_abandon (gpointer writer)
{
  CsvWriter *self = writer;

  g_string_free (self->line, TRUE);
  g_free (self);
}

static gpointer
csv_open (DwReplaceFile *file, const DwDataSheetHead *head, GError **error)
{
  CsvWriter *self = g_new0 (CsvWriter, 1);
  g_autoptr (GDateTime) begin = NULL;

  self->file = file;
  self->head = head;
  self->line = g_string_new (BYTE_ORDER_MARK);
  begin = dw_data_sheet_local_time (head, head->from_ms, &self->offset_s);
  for (guint i = 0; i < head->n_columns; i++)
    {
      g_autofree char *title = dw_data_sheet_make_title (head, i);

      if (i > 0)
        g_string_append_c (self->line, ',');
      append_text (self->line, title);
    }
  end_line (self);
  return self;
}

static gboolean
csv_add_row (gpointer writer, const DwDataSheetCell *cells, GError **error)
{
  CsvWriter *self = writer;

  for (guint i = 0; i < self->head->n_columns; i++)
    {
      if (i > 0)
        g_string_append_c (self->line, ',');
      append_cell (self, &self->head->columns[i], &cells[i]);
    }
  return end_line (self);
}

static gboolean
csv_close (gpointer writer, GError **error)
{
  csv_abandon (writer);
  return TRUE;
}

const DwDataSheetWriter dw_data_sheet_csv_writer = { csv_open, csv_add_row, csv_close, csv_abandon };
