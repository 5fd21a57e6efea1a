// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-tariff.h"

G_BEGIN_DECLS

/* Energy and power by rate (尖峰平谷): of one bar of a chart or of a whole span, whatever was added to it. Plain data, any thread. Whole watt-hours, so that the rates add up to
 * the total. A stretch has one rate: whoever cuts the time also at dw_tariff_list_changes gets every hour right. */
typedef struct
{
  gint64 energy_wh[DW_N_RATES];
  gint64 length_ms[DW_N_RATES]; /* of the stretches added */
  double max_kw[DW_N_RATES];    /* NaN = no power known */
} DwPeakValley;

void dw_peak_valley_init (DwPeakValley *self);
/* energy_wh below 0: not known, the stretch only has its length. kw: mean power of the stretch, NaN = not measured. Negative power (feeding back) is no maximum of use. */
void dw_peak_valley_add (DwPeakValley *self, DwRate rate, gint64 length_ms, gint64 energy_wh, double kw);
void dw_peak_valley_add_all (DwPeakValley *self, const DwPeakValley *other);
gint64 dw_peak_valley_total_wh (const DwPeakValley *self);
/* 0…1 of the total; NaN when the total is 0. */
double dw_peak_valley_share (const DwPeakValley *self, DwRate rate);
/* Energy of sharp and peak over that of valley and deep valley (峰谷比); NaN when the valley has none. */
double dw_peak_valley_ratio (const DwPeakValley *self);
/* The rate that held longest: the colour of a bar. Of two alike the dearer one; flat when nothing was added. */
DwRate dw_peak_valley_longest (const DwPeakValley *self);

G_END_DECLS
