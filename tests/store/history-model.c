// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: what must be there, kept in plain arrays, and the reports that both are fed with.

#include <math.h>

#include "history-kit.h"

const double KIT_FACTORS[DW_HISTORY_MAX_DIGITS + 1] = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6 };
static const double SCALES[DW_HISTORY_MAX_DIGITS + 1] = { 1, 0.1, 0.01, 0.001, 0.0001, 0.00001, 0.000001 };

/* --- the model --- */

typedef struct
{
  DwHistoryColumn *columns;
  guint n;
} Layout;

struct _KitModel
{
  GHashTable *channels; /* "7:voltage_a" -> KitChannel */
  GHashTable *layouts;  /* gint64* -> Layout */
};

static void
channel_free (gpointer data)
{
  KitChannel *channel = data;

  g_array_unref (channel->samples);
  g_free (channel);
}

static void
layout_free (gpointer data)
{
  Layout *layout = data;

  g_free (layout->columns);
  g_free (layout);
}

KitModel *
kit_model_new (void)
{
  KitModel *self = g_new0 (KitModel, 1);

  self->channels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, channel_free);
  self->layouts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, layout_free);
  return self;
}

void
kit_model_free (KitModel *self)
{
  g_hash_table_unref (self->channels);
  g_hash_table_unref (self->layouts);
  g_free (self);
}

void
kit_model_set_columns (KitModel *self, gint64 device_id, const DwHistoryColumn *columns, guint n_columns)
{
  Layout *layout = g_new0 (Layout, 1);

  layout->columns = g_memdup2 (columns, n_columns * sizeof *columns);
  layout->n = n_columns;
  g_hash_table_replace (self->layouts, g_memdup2 (&device_id, sizeof device_id), layout);
}

static GArray *
ensure_samples (KitModel *self, gint64 device_id, const char *name)
{
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT ":%s", device_id, name);
  KitChannel *channel = g_hash_table_lookup (self->channels, key);

  if (channel == NULL)
    {
      channel = g_new0 (KitChannel, 1);
      channel->device_id = device_id;
      g_strlcpy (channel->name, name, sizeof channel->name);
      channel->samples = g_array_new (FALSE, FALSE, sizeof (KitSample));
      g_hash_table_insert (self->channels, g_steal_pointer (&key), channel);
    }
  return channel->samples;
}

const GArray *
kit_model_get (KitModel *self, gint64 device_id, const char *name)
{
  return ensure_samples (self, device_id, name);
}

/* The better of two qualities stays. */
static guint
rank_quality (guint8 quality)
{
  static const guint8 order[] = { DW_QUALITY_NONE, DW_QUALITY_SENSOR_FAULT, DW_QUALITY_OLD, DW_QUALITY_ESTIMATED, DW_QUALITY_DOUBTFUL, DW_QUALITY_MANUAL, DW_QUALITY_GOOD };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (order[i] == quality)
      return i;
  g_assert_not_reached ();
}

guint
kit_find_sample (const GArray *samples, gint64 time_ms)
{
  guint low = 0;
  guint high = samples->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (samples, KitSample, middle).time_ms < time_ms)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
put_sample (GArray *samples, const KitSample *sample)
{
  guint at = kit_find_sample (samples, sample->time_ms);
  KitSample *old = at < samples->len ? &g_array_index (samples, KitSample, at) : NULL;

  if (old == NULL || old->time_ms != sample->time_ms)
    g_array_insert_vals (samples, at, sample, 1);
  else if (rank_quality (sample->quality) > rank_quality (old->quality))
    *old = *sample;
}

void
kit_model_put (KitModel *self, const DwReport *report)
{
  kit_model_put_every (self, report, 0);
}

void
kit_model_put_every (KitModel *self, const DwReport *report, int period_ms)
{
  const Layout *layout = g_hash_table_lookup (self->layouts, &report->device_id);

  g_assert_nonnull (layout);
  for (guint i = 0; i < report->n_values; i++)
    {
      const DwHistoryColumn *column = &layout->columns[i];
      double scaled = report->values[i].value * KIT_FACTORS[column->digits];
      KitSample sample = { report->time_ms, 0, FALSE, report->values[i].quality, column->digits, period_ms > 0 ? period_ms : column->period_ms };

      if (sample.quality == DW_QUALITY_NONE)
        continue;
      sample.has_value = isfinite (scaled) && fabs (scaled) <= (double)DW_HISTORY_MAX_NUMBER && sample.quality != DW_QUALITY_SENSOR_FAULT;
      if (sample.has_value)
        sample.number = llround (scaled);
      else
        sample.quality = DW_QUALITY_SENSOR_FAULT;
      put_sample (ensure_samples (self, report->device_id, column->name), &sample);
    }
}

void
kit_model_forget_before (KitModel *self, gint64 time_ms)
{
  GHashTableIter iter;
  gpointer channel;

  g_hash_table_iter_init (&iter, self->channels);
  while (g_hash_table_iter_next (&iter, NULL, &channel))
    {
      GArray *samples = ((KitChannel *)channel)->samples;
      guint n = kit_find_sample (samples, time_ms);

      if (n > 0)
        g_array_remove_range (samples, 0, n);
    }
}

GPtrArray *
kit_model_list_channels (KitModel *self)
{
  GPtrArray *channels = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer channel;

  g_hash_table_iter_init (&iter, self->channels);
  while (g_hash_table_iter_next (&iter, NULL, &channel))
    g_ptr_array_add (channels, channel);
  return channels;
}

/* --- reports --- */

void
kit_fill_columns (DwHistoryColumn *columns, guint n, guint8 digits, int period_ms)
{
  for (guint i = 0; i < n; i++)
    {
      g_snprintf (columns[i].name, sizeof columns[i].name, "c%u", i);
      columns[i].digits = digits;
      columns[i].period_ms = period_ms;
    }
}

DwReport *
kit_report_new (gint64 device_id, gint64 time_ms, guint n_values)
{
  DwReport *report = dw_report_new (device_id, n_values);

  report->time_ms = time_ms;
  for (guint i = 0; i < n_values; i++)
    {
      report->values[i].value = NAN;
      report->values[i].quality = DW_QUALITY_NONE;
    }
  return report;
}

void
kit_report_set (DwReport *report, guint index, gint64 number, guint8 digits, DwQuality quality)
{
  report->values[index].value = quality == DW_QUALITY_SENSOR_FAULT ? NAN : (double)number * SCALES[digits];
  report->values[index].quality = (guint8)quality;
}

GPtrArray *
kit_reports_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)dw_report_free);
}
