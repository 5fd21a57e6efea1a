// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-energy-bars.h"

#include <math.h>

#include "dw-calendar.h"

#define HOUR_MS (60 * 60 * G_GINT64_CONSTANT (1000))

/* From below: the cheap hours carry the dear ones. */
static const DwRate stack_order[DW_N_RATES] = { DW_RATE_DEEP_VALLEY, DW_RATE_VALLEY, DW_RATE_FLAT, DW_RATE_PEAK, DW_RATE_SHARP };

static const DwPlotTone tones[DW_N_RATES] = {
  [DW_RATE_SHARP] = DW_PLOT_TONE_SHARP,
  [DW_RATE_PEAK] = DW_PLOT_TONE_PEAK,
  [DW_RATE_FLAT] = DW_PLOT_TONE_FLAT,
  [DW_RATE_VALLEY] = DW_PLOT_TONE_VALLEY,
  [DW_RATE_DEEP_VALLEY] = DW_PLOT_TONE_DEEP,
};

DwPlotTone
dw_energy_rate_tone (DwRate rate)
{
  return tones[rate];
}

static double *
new_empty (guint n)
{
  double *values = g_new (double, n);

  for (guint i = 0; i < n; i++)
    values[i] = NAN;
  return values;
}

static void
add (double *sum, double value)
{
  if (isfinite (value))
    *sum = isfinite (*sum) ? *sum + value : value;
}

static void
add_answer (DwEnergyBars *self, const DwEnergyAnswer *answer)
{
  for (guint i = 0; i < self->n && i < answer->n_periods; i++)
    {
      const DwEnergyPeriod *period = &answer->periods[i];

      add (&self->totals[i], period->energy_kwh);
      for (guint rate = 0; rate < DW_N_RATES && isfinite (period->energy_kwh); rate++)
        add (&self->parts[rate][i], period->by_rate_kwh[rate]);
      self->tones[i] = (guint8)tones[period->rate];
      self->doubtful[i] |= (period->flags & ~(guint)DW_ENERGY_NO_DATA) != 0;
    }
  add (&self->total_kwh, answer->total_kwh);
  for (guint rate = 0; rate < DW_N_RATES; rate++)
    add (&self->by_rate_kwh[rate], answer->by_rate_kwh[rate]);
  self->coverage = MIN (self->coverage, answer->coverage);
}

DwEnergyBars *
dw_energy_bars_new (const DwEnergyAnswer *const *answers, guint n_answers)
{
  DwEnergyBars *self = g_new0 (DwEnergyBars, 1);
  const DwEnergyAnswer *first = answers[0];

  self->n = first->n_periods;
  self->edges_ms = g_new0 (gint64, self->n + 1);
  for (guint i = 0; i < self->n; i++)
    self->edges_ms[i] = first->periods[i].from_ms;
  if (self->n > 0)
    self->edges_ms[self->n] = first->periods[self->n - 1].to_ms;
  self->totals = new_empty (self->n);
  for (guint rate = 0; rate < DW_N_RATES; rate++)
    self->parts[rate] = new_empty (self->n);
  self->tones = g_new0 (guint8, self->n);
  self->doubtful = g_new0 (guint8, self->n);
  self->coverage = 1;
  for (guint i = 0; i < n_answers; i++)
    add_answer (self, answers[i]);
  for (guint rate = 0; rate < DW_N_RATES; rate++)
    self->max_kw_by_rate[rate] = n_answers == 1 ? first->max_kw_by_rate[rate] : NAN;
  return self;
}

void
dw_energy_bars_free (DwEnergyBars *self)
{
  if (self == NULL)
    return;
  g_free (self->edges_ms);
  g_free (self->totals);
  for (guint rate = 0; rate < DW_N_RATES; rate++)
    g_free (self->parts[rate]);
  g_free (self->tones);
  g_free (self->doubtful);
  g_free (self);
}

int
dw_energy_decimals (double value)
{
  if (!isfinite (value) || value <= 0 || value >= 10)
    return 1;
  return value >= 0.1 ? 2 : 3;
}

gboolean
dw_energy_bars_has_rate (const DwEnergyBars *self, DwRate rate)
{
  return self->by_rate_kwh[rate] > 0 || self->max_kw_by_rate[rate] > 0;
}

static void
put_stacked (const DwEnergyBars *self, DwPlotBars *bars)
{
  bars->n_parts = 0;
  for (guint i = 0; i < DW_N_RATES; i++)
    {
      DwRate rate = stack_order[i];

      if (!dw_energy_bars_has_rate (self, rate))
        continue;
      bars->values[bars->n_parts] = self->parts[rate];
      bars->labels[bars->n_parts] = dw_rate_title (rate);
      bars->tones[bars->n_parts++] = tones[rate];
    }
}

static guint
count_begun (const DwEnergyBars *self, gint64 now_ms)
{
  guint n = 0;

  while (n < self->n && self->edges_ms[n] < now_ms)
    n++;
  return n;
}

/* "00 06 12 18 24": the numbers of the hours, by the local clock. */
static void
set_hour_ticks (const DwEnergyBars *self, DwPlot *plot, guint step, GTimeZone *zone)
{
  DwTimeTick ticks[DW_TIME_AXIS_MAX_TICKS] = { 0 };
  GDate date;
  guint n = 0;

  for (guint i = 0; i <= self->n && n < DW_TIME_AXIS_MAX_TICKS; i++)
    {
      guint hour = (guint)(dw_calendar_local_date (self->edges_ms[i], zone, &date) / HOUR_MS);

      if (hour % step != 0)
        continue;
      ticks[n].time_ms = self->edges_ms[i];
      g_snprintf (ticks[n++].label, sizeof ticks[0].label, "%02u", i == self->n && hour == 0 ? 24 : hour);
    }
  dw_plot_set_ticks (plot, ticks, n);
}

void
dw_energy_bars_put (const DwEnergyBars *self, DwPlot *plot, guint hours, gint64 now_ms, GTimeZone *zone)
{
  guint n = count_begun (self, now_ms);
  DwPlotBars bars = { .edges_ms = self->edges_ms, .n = n, .n_parts = 1, .values = { self->totals }, .tones = { DW_PLOT_TONE_COUNT }, .doubtful = self->doubtful };
  g_autoptr (GError) error = NULL;

  if (n == 0)
    return;
  if (hours > 0)
    {
      bars.bar_tones = self->tones;
      set_hour_ticks (self, plot, hours, zone);
    }
  else
    put_stacked (self, &bars);
  if (bars.n_parts == 0)
    bars = (DwPlotBars){ .edges_ms = self->edges_ms, .n = n, .n_parts = 1, .values = { self->totals }, .tones = { DW_PLOT_TONE_COUNT }, .doubtful = self->doubtful };
  if (!dw_plot_set_span (plot, self->edges_ms[0], self->edges_ms[self->n], &error) || !dw_plot_set_bars (plot, &bars, &error))
    g_warning ("energy bars: %s", error->message);
}
