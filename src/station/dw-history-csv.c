// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-history-csv.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"
#define DIGITS_MAX 6
#define PLAIN_DIGITS_MAX 15
#define NAME_MAX_BYTES 40
/* A year in which nobody measured: smaller numbers are seconds, or no time at all. */
#define FIRST_EPOCH_MS G_GINT64_CONSTANT (100000000000)
#define LAST_EPOCH_MS G_GINT64_CONSTANT (4102444800000) /* 2100-01-01 */

typedef enum {
  ROLE_TIME,
  ROLE_DEVICE,
  ROLE_CHANNEL,
  ROLE_VALUE,
  ROLE_QUALITY,
  N_ROLES,
} Role;

static const char *const ROLE_WORDS[N_ROLES] = { "time", "device", "channel", "value", "quality" };

struct _DwHistoryCsv
{
  GTimeZone *zone;
  char delimiter;
  int places[N_ROLES]; /* field of that role, -1 = none */
  char *header_text;
  GString *line;
  GPtrArray *header; /* names of the fields, in header_text */
  GPtrArray *fields; /* of the line at hand, in line */
  gboolean is_wide;
};

static gboolean
complain (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
complain (GError **error, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, text);
  return FALSE;
}

/* --- fields --- */

/* A quoted field begins behind its quote and is written where it stands, without its quotes; returns what stands behind it, NULL when it does not end. */
static char *
take_quoted (char *at)
{
  for (char *to = at;; at++)
    {
      if (*at == '\0')
        return NULL;
      if (*at == '"' && at[1] != '"')
        {
          char *behind = at + 1;

          *to = '\0';
          return behind;
        }
      if (*at == '"')
        at++;
      *to++ = *at;
    }
}

/* Ends the text before its trailing space and returns where it begins behind its leading. */
static char *
strip (char *from, char *end)
{
  while (from < end && g_ascii_isspace (*from))
    from++;
  while (end > from && g_ascii_isspace (end[-1]))
    end--;
  *end = '\0';
  return from;
}

static char *
take_quoted_field (char *field, char **end, char delimiter, GError **error)
{
  *end = take_quoted (field);
  if (*end == NULL)
    return complain (error, "%s", _ ("a quoted field does not end")), NULL;
  *end += strspn (*end, " \r");
  if (**end != '\0' && **end != delimiter)
    return complain (error, "%s", _ ("something stands behind a quoted field")), NULL;
  return field;
}

/* The field that begins at *at, stripped; *at comes to stand behind its delimiter. Nearly every line is numbers without a quote, so nothing is copied. */
static char *
take_field (char **at, char delimiter, gboolean *last, GError **error)
{
  char *field = *at, *end;

  while (*field == ' ')
    field++;
  if (*field == '"')
    {
      field = take_quoted_field (field + 1, &end, delimiter, error);
      if (field == NULL)
        return NULL;
      *last = *end == '\0';
      *at = end + 1;
      return g_strstrip (field);
    }
  for (end = field; *end != '\0' && *end != delimiter;)
    end++;
  *last = *end == '\0';
  *at = end + 1;
  return strip (field, end);
}

/* The fields point into text, which is theirs to change. */
static gboolean
split (char *text, char delimiter, GPtrArray *fields, GError **error)
{
  gboolean last = FALSE;

  g_ptr_array_set_size (fields, 0);
  while (!last)
    {
      char *field = take_field (&text, delimiter, &last, error);

      if (field == NULL)
        return FALSE;
      g_ptr_array_add (fields, field);
    }
  return TRUE;
}

/* --- the header --- */

static char
find_delimiter (const char *header)
{
  static const char delimiters[] = { ',', ';', '\t' };
  char best = ',';
  guint most = 0;

  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    {
      guint n = 0;

      for (const char *at = header; *at != '\0'; at++)
        n += *at == delimiters[i];
      if (n > most)
        best = delimiters[i];
      most = MAX (most, n);
    }
  return best;
}

static gboolean
is_point (const char *name)
{
  if (*name == '\0' || strlen (name) >= NAME_MAX_BYTES)
    return FALSE;
  for (const char *c = name; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '_' && *c != '-' && *c != '.')
      return FALSE;
  return TRUE;
}

static gboolean
read_roles (DwHistoryCsv *self, GError **error)
{
  for (guint role = 0; role < N_ROLES; role++)
    {
      self->places[role] = -1;
      for (guint i = 0; i < self->header->len; i++)
        if (g_ascii_strcasecmp (self->header->pdata[i], ROLE_WORDS[role]) == 0)
          {
            if (self->places[role] >= 0)
              return complain (error, _ ("the first line names the column “%s” twice"), ROLE_WORDS[role]);
            self->places[role] = (int)i;
          }
    }
  self->is_wide = self->places[ROLE_VALUE] < 0;
  for (guint role = ROLE_TIME; role <= ROLE_DEVICE; role++)
    if (self->places[role] < 0)
      return complain (error, _ ("the first line does not name the column “%s”"), ROLE_WORDS[role]);
  if (!self->is_wide && self->places[ROLE_CHANNEL] < 0)
    return complain (error, _ ("the first line does not name the column “%s”"), ROLE_WORDS[ROLE_CHANNEL]);
  return TRUE;
}

static gboolean
is_role (const DwHistoryCsv *self, guint field)
{
  return (int)field == self->places[ROLE_TIME] || (int)field == self->places[ROLE_DEVICE];
}

/* Each column of the wide form but time and device is a point, and no point is there twice. */
static gboolean
check_points (const DwHistoryCsv *self, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->header->len; i++)
    {
      if (is_role (self, i))
        continue;
      if (!is_point (self->header->pdata[i]))
        return complain (error, _ ("column %u, “%s”, is no name of a channel"), i + 1, (const char *)self->header->pdata[i]);
      if (!g_hash_table_add (seen, self->header->pdata[i]))
        return complain (error, _ ("the first line names the column “%s” twice"), (const char *)self->header->pdata[i]);
    }
  return self->header->len > 2 || complain (error, "%s", _ ("the first line names no channel"));
}

DwHistoryCsv *
dw_history_csv_new (const char *header, GTimeZone *zone, GError **error)
{
  g_autoptr (DwHistoryCsv) self = g_new0 (DwHistoryCsv, 1);
  const char *text = g_str_has_prefix (header, BYTE_ORDER_MARK) ? header + strlen (BYTE_ORDER_MARK) : header;

  self->zone = zone != NULL ? g_time_zone_ref (zone) : g_time_zone_new_local ();
  self->header_text = g_strdup (text);
  self->line = g_string_new (NULL);
  self->header = g_ptr_array_new ();
  self->fields = g_ptr_array_new ();
  self->delimiter = find_delimiter (text);
  if (!g_utf8_validate (text, -1, NULL))
    {
      complain (error, "%s", _ ("this is not UTF-8 text"));
      return NULL;
    }
  if (!split (self->header_text, self->delimiter, self->header, error) || !read_roles (self, error) || (self->is_wide && !check_points (self, error)))
    return NULL;
  return g_steal_pointer (&self);
}

void
dw_history_csv_free (DwHistoryCsv *self)
{
  if (self == NULL)
    return;
  g_time_zone_unref (self->zone);
  g_free (self->header_text);
  g_string_free (self->line, TRUE);
  g_ptr_array_unref (self->header);
  g_ptr_array_unref (self->fields);
  g_free (self);
}

/* --- a line --- */

static const char *
get_field (const DwHistoryCsv *self, Role role)
{
  int place = self->places[role];

  return place >= 0 && (guint)place < self->fields->len ? self->fields->pdata[place] : "";
}

/* "2026-03-05", "2026-03-05 08:00", "2026-03-05 08:00:00.5" and the same with T and a zone. */
static GDateTime *
parse_iso (const char *text, GTimeZone *zone)
{
  g_autofree char *full = g_strdup (text);
  gsize length = strlen (text);
  char *space = strchr (full, ' ');

  if (space != NULL)
    *space = 'T';
  if (length == strlen ("2026-03-05") || length == strlen ("2026-03-05T08:00"))
    {
      g_autofree char *longer = g_strconcat (full, length == strlen ("2026-03-05") ? "T00:00:00" : ":00", NULL);

      return g_date_time_new_from_iso8601 (longer, zone);
    }
  return g_date_time_new_from_iso8601 (full, zone);
}

static gboolean
read_time (const DwHistoryCsv *self, gint64 *time_ms, GError **error)
{
  const char *text = get_field (self, ROLE_TIME);
  g_autoptr (GDateTime) time = NULL;

  if (g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, time_ms, NULL))
    {
      if (*time_ms >= FIRST_EPOCH_MS && *time_ms < LAST_EPOCH_MS)
        return TRUE;
      return complain (error, _ ("time “%s” is no number of milliseconds since 1970"), text);
    }
  time = parse_iso (text, self->zone);
  if (time == NULL)
    return complain (error, _ ("time “%s” is not like 2026-03-05T08:00:00"), text);
  *time_ms = g_date_time_to_unix (time) * 1000 + g_date_time_get_microsecond (time) / 1000;
  if (*time_ms <= 0 || *time_ms >= LAST_EPOCH_MS)
    return complain (error, _ ("time “%s” is out of range"), text);
  return TRUE;
}

/* How many decimals the number needs; what a float made of a decimal number counts as that number. */
static gboolean
count_digits (double value, guint8 *digits)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE + 320];
  gsize length;

  g_ascii_formatd (text, sizeof text, "%.6f", value);
  if (fabs (g_ascii_strtod (text, NULL) - value) > 1e-9 * MAX (1, fabs (value)))
    return FALSE;
  length = strlen (text);
  for (*digits = DIGITS_MAX; *digits > 0 && text[length - 1] == '0'; length--)
    (*digits)--;
  return TRUE;
}

/* "-230.15": at most 15 digits, so that number and power of ten are exact in a double and their quotient is the nearest one, as strtod finds it. FALSE: not of this kind. */
static gboolean
read_plain (const char *text, DwHistoryCsvCell *cell)
{
  static const double powers[DIGITS_MAX + 1] = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6 };
  const char *at = text + (*text == '-');
  gint64 number = 0;
  guint n_digits = 0;
  int decimals = -1;

  for (; g_ascii_isdigit (*at) || (*at == '.' && decimals < 0); at++)
    {
      decimals += decimals >= 0 || *at == '.';
      if (*at == '.')
        continue;
      number = number * 10 + (*at - '0');
      if (++n_digits > PLAIN_DIGITS_MAX)
        return FALSE;
    }
  if (*at != '\0' || n_digits == 0 || decimals > DIGITS_MAX)
    return FALSE;
  cell->value = (double)number / powers[MAX (decimals, 0)];
  cell->value = *text == '-' ? -cell->value : cell->value;
  for (; decimals > 0 && number % 10 == 0; decimals--)
    number /= 10;
  cell->digits = (guint8)MAX (decimals, 0);
  return TRUE;
}

static gboolean
read_value (const char *text, DwHistoryCsvCell *cell, GError **error)
{
  char *end = NULL;

  if (read_plain (text, cell))
    return TRUE;
  cell->value = g_ascii_strtod (text, &end);
  if (end == text || *end != '\0' || !isfinite (cell->value) || strpbrk (text, "xXnN") != NULL)
    return complain (error, _ ("value “%s” of %s is no number"), text, cell->point);
  if (!count_digits (cell->value, &cell->digits))
    return complain (error, _ ("value “%s” of %s has more than six decimals"), text, cell->point);
  return TRUE;
}

static gboolean
read_quality (const char *text, guint8 *quality, GError **error)
{
  DwQuality found = DW_QUALITY_GOOD;

  if (*text != '\0' && (!dw_quality_from_word (text, &found) || found == DW_QUALITY_NONE))
    return complain (error, _ ("quality “%s” is unknown"), text);
  *quality = (guint8)found;
  return TRUE;
}

static gboolean
parse_long (const DwHistoryCsv *self, DwHistoryCsvCell *cell, GArray *cells, GError **error)
{
  const char *value = get_field (self, ROLE_VALUE);

  cell->point = get_field (self, ROLE_CHANNEL);
  if (!is_point (cell->point))
    return complain (error, _ ("“%s” is no name of a channel"), cell->point);
  if (!read_quality (get_field (self, ROLE_QUALITY), &cell->quality, error))
    return FALSE;
  cell->value = NAN;
  if (*value == '\0' && cell->quality != DW_QUALITY_SENSOR_FAULT)
    return complain (error, _ ("the value of %s is missing"), cell->point);
  if (*value != '\0' && !read_value (value, cell, error))
    return FALSE;
  g_array_append_val (cells, *cell);
  return TRUE;
}

static gboolean
parse_wide (const DwHistoryCsv *self, DwHistoryCsvCell *cell, GArray *cells, GError **error)
{
  cell->quality = DW_QUALITY_GOOD;
  for (guint i = 0; i < self->fields->len; i++)
    {
      const char *value = self->fields->pdata[i];

      if (is_role (self, i) || *value == '\0')
        continue;
      cell->point = self->header->pdata[i];
      if (!read_value (value, cell, error))
        return FALSE;
      g_array_append_val (cells, *cell);
    }
  return TRUE;
}

gboolean
dw_history_csv_parse_in_place (DwHistoryCsv *self, char *line, GArray *cells, GError **error)
{
  DwHistoryCsvCell cell = { 0 };
  gboolean ok;

  g_array_set_size (cells, 0);
  if (line[strspn (line, " \t\r")] == '\0')
    return TRUE;
  if (!g_utf8_validate (line, -1, NULL))
    return complain (error, "%s", _ ("this is not UTF-8 text"));
  if (!split (line, self->delimiter, self->fields, error))
    return FALSE;
  if (self->fields->len != self->header->len)
    return complain (error, _ ("%u fields, the first line has %u"), self->fields->len, self->header->len);
  cell.device = get_field (self, ROLE_DEVICE);
  if (*cell.device == '\0')
    return complain (error, "%s", _ ("the device is missing"));
  ok = read_time (self, &cell.time_ms, error) && (self->is_wide ? parse_wide (self, &cell, cells, error) : parse_long (self, &cell, cells, error));
  if (!ok)
    g_array_set_size (cells, 0);
  return ok;
}

gboolean
dw_history_csv_parse (DwHistoryCsv *self, const char *line, GArray *cells, GError **error)
{
  g_string_assign (self->line, line);
  return dw_history_csv_parse_in_place (self, self->line->str, cells, error);
}
