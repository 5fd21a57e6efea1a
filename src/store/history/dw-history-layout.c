// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-history-layout.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dw-store-error.h"

static const double DIVISORS[DW_HISTORY_MAX_DIGITS + 1] = { 1, 10, 100, 1000, 10000, 100000, 1000000 };

DwHistoryLayout *
dw_history_layout_new (gint64 id, gint64 device_id, const DwHistoryColumn *columns, guint n_columns)
{
  DwHistoryLayout *self = g_malloc0 (sizeof *self + n_columns * sizeof *columns);

  g_atomic_ref_count_init (&self->ref_count);
  self->id = id;
  self->device_id = device_id;
  self->n_columns = n_columns;
  if (n_columns > 0)
    memcpy (self->columns, columns, n_columns * sizeof *columns);
  self->factors = g_new (double, MAX (n_columns, 1));
  for (guint i = 0; i < n_columns; i++)
    self->factors[i] = dw_history_digits_divisor (columns[i].digits);
  return self;
}

DwHistoryLayout *
dw_history_layout_ref (DwHistoryLayout *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
dw_history_layout_unref (DwHistoryLayout *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->factors);
  g_free (self);
}

static gboolean
column_equals (const DwHistoryColumn *a, const DwHistoryColumn *b)
{
  return strcmp (a->name, b->name) == 0 && a->digits == b->digits && a->period_ms == b->period_ms;
}

gboolean
dw_history_layout_equals (const DwHistoryLayout *self, const DwHistoryColumn *columns, guint n_columns)
{
  if (self->n_columns != n_columns)
    return FALSE;
  for (guint i = 0; i < n_columns; i++)
    if (!column_equals (&self->columns[i], &columns[i]))
      return FALSE;
  return TRUE;
}

int
dw_history_layout_find (const DwHistoryLayout *self, const char *name)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (strcmp (self->columns[i].name, name) == 0)
      return (int)i;
  return -1;
}

/* The longer period: it tells how far back the sample before can matter. What each sample stands for is told by the samples themselves. */
static void
unite_column (const DwHistoryColumn *from, DwHistoryColumn *into)
{
  into->digits = MAX (from->digits, into->digits);
  into->period_ms = MAX (from->period_ms, into->period_ms);
}

DwHistoryLayout *
dw_history_layout_unite (const DwHistoryLayout *a, const DwHistoryLayout *b)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (DwHistoryColumn));

  g_array_append_vals (columns, b->columns, b->n_columns);
  for (guint i = 0; i < a->n_columns; i++)
    {
      int at = dw_history_layout_find (b, a->columns[i].name);

      if (at < 0)
        g_array_append_val (columns, a->columns[i]);
      else
        unite_column (&a->columns[i], &g_array_index (columns, DwHistoryColumn, at));
    }
  return dw_history_layout_new (0, b->device_id, (const DwHistoryColumn *)(void *)columns->data, columns->len);
}

/* --- as text --- */

char *
dw_history_layout_to_text (const DwHistoryLayout *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->n_columns; i++)
    g_string_append_printf (text, "%s%s:%u:%d", i > 0 ? ";" : "", self->columns[i].name, self->columns[i].digits, self->columns[i].period_ms);
  return g_string_free (text, FALSE);
}

static gboolean
is_name (const char *name)
{
  if (*name == '\0')
    return FALSE;
  for (const char *c = name; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '_' && *c != '-' && *c != '.')
      return FALSE;
  return TRUE;
}

gboolean
dw_history_columns_check (const DwHistoryColumn *columns, guint n_columns, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  if (n_columns == 0 || n_columns > DW_HISTORY_MAX_COLUMNS)
    {
      g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED, _ ("A device has 1 to %d columns of history, not %u"), DW_HISTORY_MAX_COLUMNS, n_columns);
      return FALSE;
    }
  for (guint i = 0; i < n_columns; i++)
    if (memchr (columns[i].name, '\0', sizeof columns[i].name) == NULL || !is_name (columns[i].name) || columns[i].digits > DW_HISTORY_MAX_DIGITS || columns[i].period_ms < 0 ||
        !g_hash_table_add (names, (gpointer)columns[i].name))
      {
        g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED, _ ("Column %u of history (“%.39s”) makes no sense"), i + 1, columns[i].name);
        return FALSE;
      }
  return TRUE;
}

static gboolean
parse_column (const char *text, DwHistoryColumn *column)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 4);
  guint64 digits, period_ms;

  if (g_strv_length (parts) != 3 || strlen (parts[0]) >= sizeof column->name || !g_ascii_string_to_unsigned (parts[1], 10, 0, DW_HISTORY_MAX_DIGITS, &digits, NULL) ||
      !g_ascii_string_to_unsigned (parts[2], 10, 0, G_MAXINT, &period_ms, NULL))
    return FALSE;
  memset (column, 0, sizeof *column);
  g_strlcpy (column->name, parts[0], sizeof column->name);
  column->digits = (guint8)digits;
  column->period_ms = (int)period_ms;
  return TRUE;
}

DwHistoryLayout *
dw_history_layout_from_text (gint64 id, gint64 device_id, const char *text, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ";", -1);
  guint n_columns = g_strv_length (parts);
  g_autofree DwHistoryColumn *columns = g_new0 (DwHistoryColumn, MAX (n_columns, 1));

  for (guint i = 0; i < n_columns; i++)
    if (!parse_column (parts[i], &columns[i]))
      {
        g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_DAMAGED, _ ("Layout %lld of the history is damaged at “%s”"), (long long)id, parts[i]);
        return NULL;
      }
  if (!dw_history_columns_check (columns, n_columns, error))
    return NULL;
  return dw_history_layout_new (id, device_id, columns, n_columns);
}

double
dw_history_digits_divisor (guint8 digits)
{
  return DIVISORS[MIN (digits, DW_HISTORY_MAX_DIGITS)];
}
