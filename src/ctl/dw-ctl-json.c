// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-ctl-json.h"

#include <math.h>

#include "dw-text.h"

/* Whether a comma is due is seen from the last character written: there is no other state. */

#define DECIMALS_MAX 9

static void
append_quoted (DwCtlJson *self, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  g_string_append_c (self, '"');
  for (const char *c = valid; *c != '\0'; c++)
    if (*c == '"' || *c == '\\')
      g_string_append_printf (self, "\\%c", *c);
    else if ((guchar)*c < 0x20 || *c == 0x7F)
      g_string_append_printf (self, "\\u%04x", (guchar)*c);
    else
      g_string_append_c (self, *c);
  g_string_append_c (self, '"');
}

static void
begin_value (DwCtlJson *self, const char *key)
{
  char last = self->len > 0 ? self->str[self->len - 1] : '{';

  if (last != '{' && last != '[')
    g_string_append_c (self, ',');
  if (key == NULL)
    return;
  append_quoted (self, key);
  g_string_append_c (self, ':');
}

DwCtlJson *
dw_ctl_json_new (void)
{
  return g_string_new ("{");
}

void
dw_ctl_json_free (DwCtlJson *self)
{
  g_string_free (self, TRUE);
}

void
dw_ctl_json_open_object (DwCtlJson *self, const char *key)
{
  begin_value (self, key);
  g_string_append_c (self, '{');
}

void
dw_ctl_json_close_object (DwCtlJson *self)
{
  g_string_append_c (self, '}');
}

void
dw_ctl_json_open_array (DwCtlJson *self, const char *key)
{
  begin_value (self, key);
  g_string_append_c (self, '[');
}

void
dw_ctl_json_close_array (DwCtlJson *self)
{
  g_string_append_c (self, ']');
}

void
dw_ctl_json_add_string (DwCtlJson *self, const char *key, const char *value)
{
  begin_value (self, key);
  if (value == NULL)
    g_string_append (self, "null");
  else
    append_quoted (self, value);
}

void
dw_ctl_json_add_integer (DwCtlJson *self, const char *key, gint64 value)
{
  begin_value (self, key);
  g_string_append_printf (self, "%" G_GINT64_FORMAT, value);
}

char *
dw_ctl_format_number (double value, int decimals)
{
  g_autofree char *format = g_strdup_printf ("%%.%df", CLAMP (decimals, 0, DECIMALS_MAX));
  char digits[DBL_MAX_10_EXP + DECIMALS_MAX + 8];

  g_ascii_formatd (digits, sizeof digits, format, value);
  if (digits[0] == '-' && digits[strspn (digits, "-0.")] == '\0')
    return g_strdup (digits + 1);
  return g_strdup (digits);
}

void
dw_ctl_json_add_number (DwCtlJson *self, const char *key, double value, int decimals)
{
  g_autofree char *digits = isfinite (value) ? dw_ctl_format_number (value, decimals) : g_strdup ("null");

  begin_value (self, key);
  g_string_append (self, digits);
}

void
dw_ctl_json_add_boolean (DwCtlJson *self, const char *key, gboolean value)
{
  begin_value (self, key);
  g_string_append (self, value ? "true" : "false");
}

void
dw_ctl_json_add_time (DwCtlJson *self, const char *key, gint64 wall_ms)
{
  g_autofree char *text = wall_ms != 0 ? dw_text_time_iso (wall_ms) : NULL;

  dw_ctl_json_add_string (self, key, text);
}

void
dw_ctl_json_print (DwCtlJson *self)
{
  g_string_append (self, "}\n");
  fputs (self->str, stdout);
  fflush (stdout);
  dw_ctl_json_free (self);
}
