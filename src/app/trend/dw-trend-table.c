// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-trend-table-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

DwTrendTable *
dw_trend_table_new_empty (void)
{
  DwTrendTable *self = g_new0 (DwTrendTable, 1);

  self->columns = g_array_new (FALSE, TRUE, sizeof (DwDataSheetColumn));
  self->cells = g_array_new (FALSE, TRUE, sizeof (DwDataSheetCell));
  self->texts = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
dw_trend_table_free (DwTrendTable *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->columns);
  g_array_unref (self->cells);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

void
dw_trend_table_add_column (DwTrendTable *self, char *title, const char *unit, DwDataSheetKind kind, int decimals)
{
  DwDataSheetColumn column = { .title = title, .kind = kind, .decimals = decimals };

  g_ptr_array_add (self->texts, title);
  if (unit != NULL && *unit != '\0')
    {
      char *copy = g_strdup (unit);

      g_ptr_array_add (self->texts, copy);
      column.unit = copy;
    }
  g_array_append_val (self->columns, column);
}

static void
add_time_column (DwTrendTable *self, gboolean exact)
{
  dw_trend_table_add_column (self, g_strdup (_ ("Time")), NULL, DW_DATA_SHEET_TIME, exact ? 3 : 0);
}

DwDataSheetCell *
dw_trend_table_add_row (DwTrendTable *self, gint64 time_ms)
{
  DwDataSheetCell *cells;

  g_array_set_size (self->cells, self->cells->len + self->columns->len);
  cells = &g_array_index (self->cells, DwDataSheetCell, self->n_rows * self->columns->len);
  for (guint i = 0; i < self->columns->len; i++)
    cells[i] = (DwDataSheetCell){ .number = NAN, .quality = DW_QUALITY_NONE };
  cells[0].time_ms = time_ms;
  self->n_rows++;
  return cells;
}

const char *
dw_trend_table_take_text (DwTrendTable *self, char *text)
{
  if (text != NULL)
    g_ptr_array_add (self->texts, text);
  return text;
}

/* --- curves --- */

static gboolean
has_buckets (const DwTrendTrace *trace)
{
  return trace != NULL && trace->buckets != NULL;
}

static gboolean
has_samples (const DwTrendTrace *trace)
{
  return trace != NULL && trace->buckets == NULL && trace->samples != NULL;
}

static void
add_bucket_columns (DwTrendTable *self, const char *name, const char *unit, int decimals)
{
  dw_trend_table_add_column (self, g_strdup_printf (_ ("%s, mean"), name), unit, DW_DATA_SHEET_NUMBER, MIN (decimals + 1, 9));
  dw_trend_table_add_column (self, g_strdup_printf (_ ("%s, least"), name), unit, DW_DATA_SHEET_NUMBER, decimals);
  dw_trend_table_add_column (self, g_strdup_printf (_ ("%s, largest"), name), unit, DW_DATA_SHEET_NUMBER, decimals);
}

/* Returns how many columns the curve has. */
static guint
add_curve_columns (DwTrendTable *self, const DwTrendTableCurve *curve)
{
  guint before = self->columns->len;

  if (has_buckets (curve->trace))
    add_bucket_columns (self, curve->name, curve->unit, curve->decimals);
  else
    {
      dw_trend_table_add_column (self, g_strdup (curve->name), curve->unit, DW_DATA_SHEET_NUMBER, curve->decimals);
      dw_trend_table_add_column (self, g_strdup_printf (_ ("%s, quality"), curve->name), NULL, DW_DATA_SHEET_QUALITY, 0);
    }
  return self->columns->len - before;
}

static void
fill_bucket (DwDataSheetCell *cells, const DwBucket *bucket)
{
  if (bucket->count == 0)
    return;
  cells[0].number = bucket->mean;
  cells[1].number = bucket->min;
  cells[2].number = bucket->max;
}

/* Where each curve stands while all are walked through together. */
typedef struct
{
  guint next, column, n_columns;
} Walk;

static gint64
get_next_ms (const DwTrendTrace *trace, guint next)
{
  if (has_buckets (trace))
    return next < trace->buckets->n ? trace->buckets->edges_ms[next] : G_MAXINT64;
  return has_samples (trace) && next < trace->samples->n ? trace->samples->times_ms[next] : G_MAXINT64;
}

static void
fill_cells (DwDataSheetCell *cells, const DwTrendTrace *trace, guint index)
{
  if (has_buckets (trace))
    fill_bucket (cells, &trace->buckets->buckets[index]);
  else
    {
      cells[0].number = trace->samples->values[index];
      cells[1].quality = trace->samples->qualities[index];
    }
}

static void
add_curve_rows (DwTrendTable *self, const DwTrendTableCurve *curves, Walk *walks, guint n_curves)
{
  for (;;)
    {
      gint64 time_ms = G_MAXINT64;
      DwDataSheetCell *cells;

      for (guint i = 0; i < n_curves; i++)
        time_ms = MIN (time_ms, get_next_ms (curves[i].trace, walks[i].next));
      if (time_ms == G_MAXINT64)
        return;
      cells = dw_trend_table_add_row (self, time_ms);
      for (guint i = 0; i < n_curves; i++)
        if (get_next_ms (curves[i].trace, walks[i].next) == time_ms)
          fill_cells (cells + walks[i].column, curves[i].trace, walks[i].next++);
    }
}

DwTrendTable *
dw_trend_table_new_curves (const DwTrendTableCurve *curves, guint n_curves)
{
  DwTrendTable *self = dw_trend_table_new_empty ();
  g_autofree Walk *walks = g_new0 (Walk, n_curves);
  gboolean exact = FALSE;

  for (guint i = 0; i < n_curves; i++)
    exact = exact || has_samples (curves[i].trace);
  add_time_column (self, exact);
  for (guint i = 0; i < n_curves; i++)
    {
      walks[i].column = self->columns->len;
      walks[i].n_columns = add_curve_columns (self, &curves[i]);
    }
  add_curve_rows (self, curves, walks, n_curves);
  return self;
}

/* --- load and hours --- */

DwTrendTable *
dw_trend_table_new_load (const DwEnergyBars *bars)
{
  DwTrendTable *self = dw_trend_table_new_empty ();

  add_time_column (self, FALSE);
  dw_trend_table_add_column (self, g_strdup (_ ("Energy")), "kWh", DW_DATA_SHEET_NUMBER, 2);
  for (guint rate = 0; rate < DW_N_RATES; rate++)
    dw_trend_table_add_column (self, g_strdup (dw_rate_title ((DwRate)rate)), "kWh", DW_DATA_SHEET_NUMBER, 2);
  for (guint i = 0; i < bars->n; i++)
    {
      DwDataSheetCell *cells = dw_trend_table_add_row (self, bars->edges_ms[i]);

      cells[1].number = bars->totals[i];
      for (guint rate = 0; rate < DW_N_RATES; rate++)
        cells[2 + rate].number = bars->parts[rate][i];
    }
  return self;
}

DwTrendTable *
dw_trend_table_new_hours (const DwBuckets *buckets, const char *name, const char *unit, int decimals)
{
  DwTrendTable *self = dw_trend_table_new_empty ();

  add_time_column (self, FALSE);
  add_bucket_columns (self, name, unit, decimals);
  for (guint i = 0; i < buckets->n; i++)
    fill_bucket (dw_trend_table_add_row (self, buckets->edges_ms[i]) + 1, &buckets->buckets[i]);
  return self;
}

/* --- into a file --- */

typedef struct
{
  const DwTrendTable *table;
  guint row;
} Reader;

static gboolean
next_cb (DwDataSheetCell *cells, gpointer data, GError **error)
{
  Reader *reader = data;
  guint n = reader->table->columns->len;

  if (reader->row == reader->table->n_rows)
    return FALSE;
  memcpy (cells, &g_array_index (reader->table->cells, DwDataSheetCell, reader->row * n), n * sizeof (DwDataSheetCell));
  reader->row++;
  return TRUE;
}

gboolean
dw_trend_table_write (const DwTrendTable *self, const char *path, const char *title, GTimeZone *zone, gint64 made_ms, GCancellable *cancellable, GError **error)
{
  Reader reader = { self, 0 };
  DwDataSheetHead head = {
    .title = title,
    .columns = (const DwDataSheetColumn *)(void *)self->columns->data,
    .n_columns = self->columns->len,
    .zone = zone,
    .from_ms = self->n_rows > 0 ? g_array_index (self->cells, DwDataSheetCell, 0).time_ms : made_ms,
    .made_ms = made_ms,
  };

  return dw_data_sheet_write (path, dw_data_sheet_format_of_path (path), &head, next_cb, &reader, NULL, NULL, cancellable, error);
}
