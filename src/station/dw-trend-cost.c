// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-trend-desk-private.h"

/* From the periods of a counter to what they cost. Silence between two readings is no gap here: the step after it holds the energy, which counts where the step ends, as it
 * does in the energies beside it. Energy is unknown before the first reading and where the counter was set back; that matters to steps of consumption alone. */

#define MOST_MISSING_MS G_GINT64_CONSTANT (3600000)

static gboolean
is_empty (const DwCounterPeriod *period)
{
  return (period->flags & DW_COUNTER_NO_DATA) != 0 && (period->flags & DW_COUNTER_GAP) == 0;
}

/* The first period with readings: of its begin no more than a little is missing. */
static gboolean
is_whole (const DwCounterPeriod *period, gint64 length_ms)
{
  return (period->flags & DW_COUNTER_GAP) != 0 || (!is_empty (period) && period->covered_ms >= length_ms - MOST_MISSING_MS);
}

static gboolean
has_steps_at (const DwTariff *tariff, gint64 time_ms)
{
  return dw_tariff_find_set (tariff, time_ms)->prices.n_tiers > 0;
}

static void
share_out (const DwTariff *tariff, GTimeZone *zone, const GArray *stretches, DwEnergyAnswer *answer)
{
  g_autofree gint64 *edges_ms = g_new (gint64, answer->n_periods + 1);
  g_autofree DwTariffCost *costs = g_new (DwTariffCost, answer->n_periods);

  for (guint i = 0; i < answer->n_periods; i++)
    edges_ms[i] = answer->periods[i].from_ms;
  edges_ms[answer->n_periods] = answer->periods[answer->n_periods - 1].to_ms;
  dw_tariff_cost_periods (tariff, (const DwTariffStretch *)(gpointer)stretches->data, stretches->len, edges_ms, answer->n_periods, zone, costs);
  for (guint i = 0; i < answer->n_periods; i++)
    {
      answer->periods[i].cost = costs[i];
      dw_tariff_cost_add (&answer->cost, &costs[i]);
    }
}

void
dw_trend_cost (const DwTariff *tariff, GTimeZone *zone, const DwCounterPeriods *periods, gint64 now_ms, DwEnergyAnswer *answer)
{
  g_autoptr (GArray) stretches = g_array_new (FALSE, FALSE, sizeof (DwTariffStretch));
  gboolean any = FALSE, begun = FALSE;

  for (guint i = 0; i < periods->n && periods->edges_ms[i] < now_ms; i++)
    {
      DwTariffStretch stretch = { periods->edges_ms[i], periods->edges_ms[i + 1], periods->periods[i].energy_wh };

      any = any || !is_empty (&periods->periods[i]);
      begun = begun || is_whole (&periods->periods[i], MIN (stretch.to_ms, now_ms) - stretch.from_ms);
      if ((!begun || (periods->periods[i].flags & DW_COUNTER_RESET) != 0) && has_steps_at (tariff, stretch.from_ms))
        stretch.energy_wh = -1;
      g_array_append_val (stretches, stretch);
    }
  share_out (tariff, zone, stretches, answer);
  answer->has_cost = any;
}
