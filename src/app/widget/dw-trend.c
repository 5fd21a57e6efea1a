// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-trend.h"

#include <math.h>

/* The panel asks the store once and then follows the readings by itself: a query a second for a picture would be waste. */

typedef struct
{
  GArray *times;    /* gint64 */
  GArray *values;   /* double */
  GArray *doubtful; /* guint8 */
  int period_ms;
} Series;

struct _DwTrend
{
  gint64 span_ms;
  guint n_series;
  Series *series;
};

static void
series_init (Series *series, int period_ms)
{
  series->times = g_array_new (FALSE, FALSE, sizeof (gint64));
  series->values = g_array_new (FALSE, FALSE, sizeof (double));
  series->doubtful = g_array_new (FALSE, FALSE, sizeof (guint8));
  series->period_ms = period_ms;
}

static void
series_clear (Series *series)
{
  g_array_unref (series->times);
  g_array_unref (series->values);
  g_array_unref (series->doubtful);
}

DwTrend *
dw_trend_new (DwDevice *device, gint64 span_ms)
{
  DwTrend *self = g_new0 (DwTrend, 1);

  self->span_ms = span_ms;
  self->n_series = dw_device_get_n_channels (device);
  self->series = g_new0 (Series, self->n_series);
  for (guint i = 0; i < self->n_series; i++)
    series_init (&self->series[i], dw_device_get_channel (device, i)->period_ms);
  return self;
}

void
dw_trend_free (DwTrend *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_series; i++)
    series_clear (&self->series[i]);
  g_free (self->series);
  g_free (self);
}

static double
keep_good (double value, DwQuality quality)
{
  return quality == DW_QUALITY_GOOD || quality == DW_QUALITY_DOUBTFUL || quality == DW_QUALITY_MANUAL ? value : NAN;
}

static void
insert (Series *series, guint index, gint64 time_ms, double value, DwQuality quality)
{
  guint8 doubtful = quality == DW_QUALITY_DOUBTFUL;

  value = keep_good (value, quality);
  g_array_insert_val (series->times, index, time_ms);
  g_array_insert_val (series->values, index, value);
  g_array_insert_val (series->doubtful, index, doubtful);
}

static void
prepend_series (Series *series, const DwRecent *recent, guint channel)
{
  gint64 before_ms = series->times->len > 0 ? g_array_index (series->times, gint64, 0) : G_MAXINT64;
  guint at = 0;

  for (guint row = 0; row < recent->n_rows && recent->times_ms[row] < before_ms; row++)
    {
      gsize cell = (gsize)row * recent->n_channels + channel;

      if (recent->qualities[cell] != DW_QUALITY_NONE)
        insert (series, at++, recent->times_ms[row], recent->values[cell], recent->qualities[cell]);
    }
}

void
dw_trend_prepend (DwTrend *self, const DwRecent *recent)
{
  if (recent->n_channels != self->n_series)
    return;
  for (guint i = 0; i < self->n_series; i++)
    prepend_series (&self->series[i], recent, i);
}

/* Removing from the front moves the rest, so it is done rarely: only when a tenth of the span is over. */
static void
forget_old (DwTrend *self, Series *series, gint64 now_ms)
{
  gint64 limit_ms = now_ms - self->span_ms;
  guint n = 0;

  if (series->times->len == 0 || g_array_index (series->times, gint64, 0) > limit_ms - self->span_ms / 10)
    return;
  while (n < series->times->len && g_array_index (series->times, gint64, n) < limit_ms)
    n++;
  if (n == 0)
    return;
  g_array_remove_range (series->times, 0, n);
  g_array_remove_range (series->values, 0, n);
  g_array_remove_range (series->doubtful, 0, n);
}

gboolean
dw_trend_append (DwTrend *self, DwDevice *device)
{
  gboolean taken = FALSE;

  for (guint i = 0; i < self->n_series && i < dw_device_get_n_channels (device); i++)
    {
      const DwReading *reading = &dw_device_get_channel (device, i)->reading;
      Series *series = &self->series[i];
      guint n = series->times->len;

      if (reading->time_ms == 0 || reading->quality == DW_QUALITY_NONE || (n > 0 && reading->time_ms <= g_array_index (series->times, gint64, n - 1)))
        continue;
      insert (series, n, reading->time_ms, reading->value, reading->quality);
      forget_old (self, series, reading->time_ms);
      taken = TRUE;
    }
  return taken;
}

void
dw_trend_get_series (DwTrend *self, guint channel, DwTrendSeries *series)
{
  Series *from = &self->series[channel];

  g_return_if_fail (channel < self->n_series);

  *series = (DwTrendSeries){
    .times_ms = (const gint64 *)(void *)from->times->data,
    .values = (const double *)(void *)from->values->data,
    .doubtful = (const guint8 *)from->doubtful->data,
    .n = from->times->len,
    .gap_ms = MAX (3 * (gint64)from->period_ms, 10000),
  };
}

gboolean
dw_trend_get_line (DwTrend *self, int channel, DwStroke stroke, DwSparkLine *line)
{
  DwTrendSeries series;

  if (channel < 0 || (guint)channel >= self->n_series)
    return FALSE;
  dw_trend_get_series (self, (guint)channel, &series);
  *line = (DwSparkLine){ .times_ms = series.times_ms, .values = series.values, .n = series.n, .gap_ms = series.gap_ms, .stroke = stroke };
  return TRUE;
}

double
dw_trend_find_peak (DwTrend *self, guint channel, gint64 since_ms, gint64 *time_ms)
{
  DwTrendSeries series;
  double peak = NAN;

  dw_trend_get_series (self, channel, &series);
  for (guint i = 0; i < series.n; i++)
    if (series.times_ms[i] >= since_ms && isfinite (series.values[i]) && !(series.values[i] <= peak))
      {
        peak = series.values[i];
        *time_ms = series.times_ms[i];
      }
  return peak;
}
