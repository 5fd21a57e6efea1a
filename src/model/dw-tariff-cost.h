// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-tariff.h"

G_BEGIN_DECLS

/* What energies cost by the price plans of a tariff (S3-49). Pure, any thread. */

/* One rate, one set, one cycle: cut at dw_tariff_list_changes, which has the midnights. */
typedef struct
{
  gint64 from_ms, to_ms;
  gint64 energy_wh; /* below 0 = not known */
} DwTariffStretch;

/* Why a cost is not known. */
typedef enum {
  DW_COST_KNOWN,
  DW_COST_NO_PRICE,   /* the plan in force has none */
  DW_COST_NO_ENERGY,  /* of a stretch within the span */
  DW_COST_NO_HISTORY, /* of a stretch between the begin of the cycle and the span, so that nobody knows in which step it lies */
} DwCostState;

typedef struct
{
  gint64 by_rate_e7[DW_N_RATES]; /* 0.0000001 yuan, exact; read it through dw_price_round_e4. The rates add up to the total before rounding */
  DwCostState state[DW_N_RATES]; /* of each rate the first reason in time; a rate without energy is known: 0 */
  guint steps;                   /* bits 1 << tier of the steps that were paid; 0 where no plan with steps applied */
} DwTariffCost;

/* The moment from which the energies must be known so that those from from_ms on have a price: the begin of the running cycle of each plan that has steps and applies within the
 * span, else from_ms. */
gint64 dw_tariff_cost_begin_ms (const DwTariff *self, gint64 from_ms, gint64 to_ms, GTimeZone *zone);
/* stretches: ascending, without holes from dw_tariff_cost_begin_ms on. Those that begin before from_ms only count as consumption of their cycle. What was consumed counts for a plan
 * that takes over within a cycle, too: from the begin of its own cycle on, whichever plan applied. Beyond 10^12 Wh nothing is known. */
void dw_tariff_cost (const DwTariff *self, const DwTariffStretch *stretches, guint n, gint64 from_ms, GTimeZone *zone, DwTariffCost *cost);
/* The same apart for each of the n_periods between ascending edges, which cut the stretches too; what begins before the first or after the last has no cost. costs: n_periods. */
void dw_tariff_cost_periods (const DwTariff *self, const DwTariffStretch *stretches, guint n, const gint64 *edges_ms, guint n_periods, GTimeZone *zone, DwTariffCost *costs);
/* Adds what comes after it in time. */
void dw_tariff_cost_add (DwTariffCost *self, const DwTariffCost *next);
/* Of all rates: the first that is not known, else DW_COST_KNOWN with the exact sum. */
DwCostState dw_tariff_cost_total (const DwTariffCost *self, gint64 *total_e7);

G_END_DECLS
