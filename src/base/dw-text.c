// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-text.h"

#include <float.h>
#include <math.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

/* Numbers, ages and times as people read them, and hex as protocols show it. */

#define MINUS "\u2212"
#define NARROW_SPACE "\u202f"
#define NOTHING "\u2014"

#define SECOND_MS 1000
#define MINUTE_MS (60 * SECOND_MS)
#define HOUR_MS (60 * MINUTE_MS)
#define DAY_MS (24 * (gint64)HOUR_MS)

#define DECIMALS_MAX 9
#define GROUPED_FROM 5 /* digits */

/* Whole seconds, rounded down also before 1970. */
static gint64
floor_seconds (gint64 wall_ms)
{
  return wall_ms / 1000 - (wall_ms % 1000 < 0);
}

static gboolean
is_zero (const char *digits)
{
  return digits[strspn (digits, "0.")] == '\0';
}

/* Puts spaces between the thousands of the whole part, the first digits characters of text. */
static void
append_grouped (GString *out, const char *text, gsize digits)
{
  for (gsize i = 0; i < digits; i++)
    {
      if (digits >= GROUPED_FROM && i > 0 && (digits - i) % 3 == 0)
        g_string_append (out, NARROW_SPACE);
      g_string_append_c (out, text[i]);
    }
  g_string_append (out, text + digits);
}

char *
dw_text_number (double value, int decimals)
{
  char format[8];
  char digits[DBL_MAX_10_EXP + DECIMALS_MAX + 8];
  GString *out;

  if (!isfinite (value))
    return g_strdup (NOTHING);
  g_snprintf (format, sizeof format, "%%.%df", CLAMP (decimals, 0, DECIMALS_MAX));
  g_ascii_formatd (digits, sizeof digits, format, fabs (value));
  out = g_string_new (value < 0 && !is_zero (digits) ? MINUS : NULL);
  append_grouped (out, digits, strspn (digits, "0123456789"));
  return g_string_free (out, FALSE);
}

char *
dw_text_age (gint64 age_ms)
{
  age_ms = MAX (age_ms, 0);
  if (age_ms < MINUTE_MS)
    return g_strdup_printf ("%d s", (int)(age_ms / SECOND_MS));
  if (age_ms < 120 * MINUTE_MS)
    return g_strdup_printf ("%d min", (int)(age_ms / MINUTE_MS));
  if (age_ms < 2 * DAY_MS)
    return g_strdup_printf ("%d h", (int)(age_ms / HOUR_MS));
  /* TRANSLATORS: an age in days, as short as can be: "3 d". */
  return g_strdup_printf (_ ("%d d"), (int)MIN (age_ms / DAY_MS, G_MAXINT));
}

char *
dw_text_duration_clock (gint64 duration_ms)
{
  gint64 seconds = MAX (duration_ms, 0) / SECOND_MS;

  if (seconds < 100 * 60)
    return g_strdup_printf ("%02d:%02d", (int)(seconds / 60), (int)(seconds % 60));
  return g_strdup_printf ("%" G_GINT64_FORMAT " h %d min", seconds / 3600, (int)(seconds / 60 % 60));
}

static char *
format_local (gint64 wall_ms, const char *format)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (floor_seconds (wall_ms));

  return time ? g_date_time_format (time, format) : g_strdup (NOTHING);
}

char *
dw_text_time_full (gint64 wall_ms)
{
  return format_local (wall_ms, "%Y-%m-%d %H:%M:%S");
}

char *
dw_text_time_short (gint64 wall_ms)
{
  return format_local (wall_ms, "%m-%d %H:%M:%S");
}

char *
dw_text_time_of_day (gint64 wall_ms)
{
  return format_local (wall_ms, "%H:%M:%S");
}

char *
dw_text_time_iso (gint64 wall_ms)
{
  gint64 seconds = floor_seconds (wall_ms);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);
  g_autofree char *text = time ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%S") : NULL;

  return text ? g_strdup_printf ("%s.%03dZ", text, (int)(wall_ms - seconds * 1000)) : g_strdup (NOTHING);
}

char *
dw_text_hex (const guint8 *bytes, gsize length)
{
  static const char digits[] = "0123456789ABCDEF";
  char *text = g_malloc (length * 3 + 1);
  char *at = text;

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0)
        *at++ = ' ';
      *at++ = digits[bytes[i] >> 4];
      *at++ = digits[bytes[i] & 15];
    }
  *at = '\0';
  return text;
}

static void
refuse_hex (const char *text, const char *at, GError **error)
{
  if (*at == '\0' || g_ascii_isspace (*at))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("Half a byte at character %d"), (int)(at - text));
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("Not a hexadecimal digit at character %d"), (int)(at - text));
}

/* Where the next byte begins: behind spaces and one "0x". */
static const char *
skip_to_byte (const char *at)
{
  while (g_ascii_isspace (*at))
    at++;
  if (at[0] == '0' && (at[1] == 'x' || at[1] == 'X'))
    at += 2;
  return at;
}

GByteArray *
dw_text_parse_hex (const char *text, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  const char *at = skip_to_byte (text);

  while (*at != '\0')
    {
      int high = g_ascii_xdigit_value (at[0]);
      int low = high < 0 ? -1 : g_ascii_xdigit_value (at[1]);
      guint8 byte;

      if (high < 0 || low < 0)
        {
          refuse_hex (text, high < 0 ? at : at + 1, error);
          return NULL;
        }
      byte = (guint8)(high << 4 | low);
      g_byte_array_append (bytes, &byte, 1);
      at = skip_to_byte (at + 2);
    }
  return g_steal_pointer (&bytes);
}
