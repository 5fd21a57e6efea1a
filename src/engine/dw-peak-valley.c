// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-peak-valley.h"

#include <math.h>

/* Powers that are not known are NaN, and fmax leaves out a NaN when the other is a number. */

void
dw_peak_valley_init (DwPeakValley *self)
{
  *self = (DwPeakValley){ 0 };
  for (guint i = 0; i < DW_N_RATES; i++)
    self->max_kw[i] = NAN;
}

void
dw_peak_valley_add (DwPeakValley *self, DwRate rate, gint64 length_ms, gint64 energy_wh, double kw)
{
  g_return_if_fail ((guint)rate < DW_N_RATES && length_ms >= 0);

  self->length_ms[rate] += length_ms;
  self->energy_wh[rate] += MAX (0, energy_wh);
  if (kw >= 0)
    self->max_kw[rate] = fmax (self->max_kw[rate], kw);
}

void
dw_peak_valley_add_all (DwPeakValley *self, const DwPeakValley *other)
{
  for (guint i = 0; i < DW_N_RATES; i++)
    {
      self->length_ms[i] += other->length_ms[i];
      self->energy_wh[i] += other->energy_wh[i];
      self->max_kw[i] = fmax (self->max_kw[i], other->max_kw[i]);
    }
}

gint64
dw_peak_valley_total_wh (const DwPeakValley *self)
{
  gint64 total_wh = 0;

  for (guint i = 0; i < DW_N_RATES; i++)
    total_wh += self->energy_wh[i];
  return total_wh;
}

double
dw_peak_valley_share (const DwPeakValley *self, DwRate rate)
{
  gint64 total_wh = dw_peak_valley_total_wh (self);

  g_return_val_if_fail ((guint)rate < DW_N_RATES, NAN);
  return total_wh > 0 ? (double)self->energy_wh[rate] / (double)total_wh : NAN;
}

double
dw_peak_valley_ratio (const DwPeakValley *self)
{
  gint64 peak_wh = self->energy_wh[DW_RATE_SHARP] + self->energy_wh[DW_RATE_PEAK];
  gint64 valley_wh = self->energy_wh[DW_RATE_VALLEY] + self->energy_wh[DW_RATE_DEEP_VALLEY];

  return valley_wh > 0 ? (double)peak_wh / (double)valley_wh : NAN;
}

/* The rates stand in the order of their price. */
DwRate
dw_peak_valley_longest (const DwPeakValley *self)
{
  DwRate longest = DW_RATE_FLAT;
  gint64 most_ms = 0;

  for (guint i = 0; i < DW_N_RATES; i++)
    if (self->length_ms[i] > most_ms)
      {
        most_ms = self->length_ms[i];
        longest = i;
      }
  return longest;
}
