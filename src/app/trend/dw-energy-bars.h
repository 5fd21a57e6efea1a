// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-plot.h"
#include "dw-trend-desk.h"

G_BEGIN_DECLS

/* Energies as the bars of a plot, one circuit or the sum of several. An hour has one rate and one colour; days and months are stacked by rate. */
typedef struct
{
  guint n;
  gint64 *edges_ms;          /* n + 1 */
  double *totals;            /* n, NaN = no data */
  double *parts[DW_N_RATES]; /* n each */
  guint8 *tones;             /* DwPlotTone of an hour */
  guint8 *doubtful;          /* something about the counter's readings is not normal */
  double total_kwh;
  double by_rate_kwh[DW_N_RATES];
  double max_kw_by_rate[DW_N_RATES]; /* of one circuit; of several the sum would be no maximum: NaN */
  double coverage;                   /* the least of them */
} DwEnergyBars;

/* answers: not NULL and of the same periods; n_answers > 0. */
DwEnergyBars *dw_energy_bars_new (const DwEnergyAnswer *const *answers, guint n_answers);
void dw_energy_bars_free (DwEnergyBars *self);
/* Puts them into the plot, which borrows them. hours: each bar in the colour of its rate, and so many hours between two numbers of the axis; 0 = days or months.
 * What has not begun at now_ms is no bar: it is not missing. */
void dw_energy_bars_put (const DwEnergyBars *self, DwPlot *plot, guint hours, gint64 now_ms, GTimeZone *zone);
DwPlotTone dw_energy_rate_tone (DwRate rate);
/* So many that a small sum does not hide what its bars show: 1 from 10 on, 2 from 0.1 on, 3 below. NaN: 1. */
int dw_energy_decimals (double value);
/* A rate that took something or had a maximum. */
gboolean dw_energy_bars_has_rate (const DwEnergyBars *self, DwRate rate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwEnergyBars, dw_energy_bars_free)

G_END_DECLS
