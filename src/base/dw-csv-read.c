// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-csv-read.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

static const char separators[] = ",;\t";

static void
row_free (gpointer data)
{
  DwCsvRow *row = data;

  g_ptr_array_unref (row->fields);
  g_free (row);
}

void
dw_csv_free (DwCsv *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rows);
  g_free (self);
}

const char *
dw_csv_row_get (const DwCsvRow *self, guint column)
{
  return column < self->fields->len ? g_ptr_array_index (self->fields, column) : "";
}

/* --- encoding --- */

/* What is no table of text at all, by its first bytes; said in words because the remedy is in the spreadsheet. */
static const struct
{
  const char *bytes;
  gsize length;
  const char *sentence;
} foreign[] = {
  { "PK\x03\x04", 4, N_ ("This is a spreadsheet (XLSX). Save it as CSV first.") },
  { "\xd0\xcf\x11\xe0", 4, N_ ("This is a spreadsheet (XLS). Save it as CSV first.") },
  { "\xff\xfe", 2, N_ ("The file is in UTF-16. Save it as “CSV UTF-8” or “CSV”.") },
  { "\xfe\xff", 2, N_ ("The file is in UTF-16. Save it as “CSV UTF-8” or “CSV”.") },
};

static gboolean
refuse_foreign (const char *bytes, gsize length, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (foreign); i++)
    if (length >= foreign[i].length && memcmp (bytes, foreign[i].bytes, foreign[i].length) == 0)
      {
        g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ (foreign[i].sentence));
        return FALSE;
      }
  if (length == 0 || memchr (bytes, '\0', length) == NULL)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("This is no text: it has zero bytes."));
  return FALSE;
}

static guint
count_lines (const char *bytes, gsize length)
{
  guint line = 1;

  for (gsize i = 0; i < length; i++)
    line += bytes[i] == '\n';
  return line;
}

/* A few characters of GB18030 can be valid UTF-8 by accident: 学校 is the same bytes as two Cyrillic letters. So text without anything Chinese that has two letters
 * beyond ASCII side by side is doubtful; a single one is the ² of m². */
static gboolean
is_doubtful (const char *text, gsize length)
{
  gboolean was_wide = FALSE, doubtful = FALSE;

  for (const char *at = text; at < text + length; at = g_utf8_next_char (at))
    {
      gboolean wide = (guchar)*at >= 0x80;

      if (wide && g_unichar_get_script (g_utf8_get_char (at)) == G_UNICODE_SCRIPT_HAN)
        return FALSE;
      doubtful |= wide && was_wide;
      was_wide = wide;
    }
  return doubtful;
}

/* A mark makes it UTF-8 for good. Without one UTF-8 comes first unless it is doubtful, then GB18030; doubtful UTF-8 is what is left. */
static char *
decode (const char *bytes, gsize length, const char **encoding, GError **error)
{
  gboolean marked = length >= strlen (BYTE_ORDER_MARK) && memcmp (bytes, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0;
  gsize skip = marked ? strlen (BYTE_ORDER_MARK) : 0, n_read = 0;
  const char *end = NULL;
  char *text;

  *encoding = "UTF-8";
  if (g_utf8_validate (bytes + skip, (gssize)(length - skip), NULL) && (marked || !is_doubtful (bytes + skip, length - skip)))
    return g_strndup (bytes + skip, length - skip);
  text = marked ? NULL : g_convert (bytes, (gssize)length, "UTF-8", "GB18030", &n_read, NULL, NULL);
  if (text != NULL && n_read == length)
    {
      *encoding = "GB18030";
      return text;
    }
  g_free (text);
  if (g_utf8_validate (bytes + skip, (gssize)(length - skip), &end))
    return g_strndup (bytes + skip, length - skip);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("Line %u: the text is neither UTF-8 nor GB18030"), count_lines (bytes, marked ? (gsize)(end - bytes) : n_read));
  return NULL;
}

/* --- separator --- */

/* The one that is there most often in the headings, outside quotes. */
static char
find_separator (const char *text)
{
  guint counts[G_N_ELEMENTS (separators)] = { 0 }, best = 0;
  gboolean quoted = FALSE;

  for (const char *at = text; *at != '\0' && (quoted || (*at != '\n' && *at != '\r')); at++)
    {
      const char *found = quoted ? NULL : strchr (separators, *at);

      quoted ^= *at == '"';
      if (found != NULL)
        counts[found - separators]++;
    }
  for (guint i = 1; separators[i] != '\0'; i++)
    if (counts[i] > counts[best])
      best = i;
  return separators[best];
}

/* Excel's own first line: "sep=;". NULL when it is not there, else what follows it. */
static const char *
skip_separator_line (const char *text, char *separator)
{
  if (g_ascii_strncasecmp (text, "sep=", 4) != 0 || text[4] == '\0' || strchr (separators, text[4]) == NULL || (text[5] != '\r' && text[5] != '\n'))
    return NULL;
  *separator = text[4];
  return text + 5 + (text[5] == '\r' && text[6] == '\n' ? 2 : 1);
}

/* --- rows --- */

typedef struct
{
  const char *at;
  char separator;
  guint line;
} Cursor;

static gboolean
is_row_end (char c)
{
  return c == '\0' || c == '\n' || c == '\r';
}

static gboolean
refuse_line (guint line, const char *sentence, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("Line %1$u: %2$s"), line, sentence);
  return FALSE;
}

static gboolean
take_quoted (Cursor *cursor, GString *field, GError **error)
{
  guint begin = cursor->line;

  for (cursor->at++; *cursor->at != '\0'; cursor->at++)
    {
      if (*cursor->at == '"' && cursor->at[1] != '"')
        break;
      if (*cursor->at == '"')
        cursor->at++;
      cursor->line += *cursor->at == '\n';
      g_string_append_c (field, *cursor->at);
    }
  if (*cursor->at != '"')
    return refuse_line (begin, _ ("a quote that does not end"), error);
  cursor->at++;
  if (*cursor->at != cursor->separator && !is_row_end (*cursor->at))
    return refuse_line (cursor->line, _ ("text behind a closing quote"), error);
  return TRUE;
}

static gboolean
take_field (Cursor *cursor, GPtrArray *fields, GError **error)
{
  g_autoptr (GString) field = g_string_new (NULL);

  if (*cursor->at == '"' && !take_quoted (cursor, field, error))
    return FALSE;
  for (; *cursor->at != cursor->separator && !is_row_end (*cursor->at); cursor->at++)
    g_string_append_c (field, *cursor->at);
  g_ptr_array_add (fields, g_strstrip (g_string_free (g_steal_pointer (&field), FALSE)));
  return TRUE;
}

static void
end_row (Cursor *cursor)
{
  if (*cursor->at == '\r' && cursor->at[1] == '\n')
    cursor->at++;
  if (*cursor->at != '\0')
    cursor->at++;
  cursor->line++;
}

static gboolean
is_blank (GPtrArray *fields)
{
  for (guint i = 0; i < fields->len; i++)
    if (*(const char *)g_ptr_array_index (fields, i) != '\0')
      return FALSE;
  return TRUE;
}

/* NULL with error. */
static DwCsvRow *
take_row (Cursor *cursor, GError **error)
{
  DwCsvRow *row = g_new (DwCsvRow, 1);
  gboolean ok;

  *row = (DwCsvRow){ cursor->line, g_ptr_array_new_with_free_func (g_free) };
  while ((ok = take_field (cursor, row->fields, error)) && *cursor->at == cursor->separator)
    cursor->at++;
  if (ok)
    end_row (cursor);
  else
    g_clear_pointer (&row, row_free);
  return row;
}

static gboolean
take_rows (DwCsv *self, Cursor *cursor, GError **error)
{
  while (*cursor->at != '\0')
    {
      DwCsvRow *row = take_row (cursor, error);

      if (row == NULL)
        return FALSE;
      if (is_blank (row->fields))
        row_free (row);
      else
        g_ptr_array_add (self->rows, row);
    }
  return TRUE;
}

DwCsv *
dw_csv_read (const char *bytes, gsize length, GError **error)
{
  g_autoptr (DwCsv) self = g_new0 (DwCsv, 1);
  g_autofree char *text = NULL;
  const char *body;
  Cursor cursor;

  self->rows = g_ptr_array_new_with_free_func (row_free);
  if (!refuse_foreign (bytes, length, error) || (text = decode (bytes, length, &self->encoding, error)) == NULL)
    return NULL;
  body = skip_separator_line (text, &self->separator);
  if (body == NULL)
    self->separator = find_separator (text);
  cursor = (Cursor){ body != NULL ? body : text, self->separator, body != NULL ? 2 : 1 };
  return take_rows (self, &cursor, error) ? g_steal_pointer (&self) : NULL;
}
