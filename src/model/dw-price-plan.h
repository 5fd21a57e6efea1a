// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-rate.h"

G_BEGIN_DECLS

/* What a kWh costs: a price by rate and, where the supply contract has them, steps of consumption (阶梯) that add a surcharge to it (S3-49, domain facts 7). A plan that is not by
 * rate has one price for all rates. Plain integers without rounding: money in 0.0001 yuan (suffix _e4), energy in 0.01 kWh (suffix _ckwh). Zeros are a plan without prices. */

#define DW_PRICE_MAX_E4 999999 /* 99.9999 yuan */
#define DW_PRICE_MAX_TIERS 4
#define DW_PRICE_MAX_FROM_CKWH G_GINT64_CONSTANT (9999999999) /* 99 999 999.99 kWh */
#define DW_PRICE_DECIMALS 4
#define DW_PRICE_ENERGY_DECIMALS 2

/* After which the consumption is counted from 0 again, at local midnight. */
typedef enum {
  DW_PRICE_MONTH,
  DW_PRICE_YEAR,
  DW_N_PRICE_CYCLES,
} DwPriceCycle;

/* Consumption of the cycle from here until the next step costs so much more per kWh. */
typedef struct
{
  gint64 from_ckwh;
  gint64 surcharge_e4;
} DwPriceTier;

typedef struct
{
  gboolean has_price[DW_N_RATES];
  gint64 price_e4[DW_N_RATES]; /* per kWh */
  DwPriceTier tiers[DW_PRICE_MAX_TIERS];
  guint n_tiers; /* 0 = the prices hold for any consumption */
  DwPriceCycle cycle;
} DwPricePlan;

const char *dw_price_cycle_word (DwPriceCycle cycle); /* "month", "year" */
gboolean dw_price_plan_has_prices (const DwPricePlan *self);

/* What a sentence is about; index: the DwRate or the tier. */
typedef enum {
  DW_PRICE_AT_PLAN,
  DW_PRICE_AT_RATE,
  DW_PRICE_AT_TIER,
} DwPricePlace;
/* sentence is owned by the callee. */
typedef void (*DwPriceComplain) (DwPricePlace place, guint index, char *sentence, gpointer data);
/* Tells everything that is wrong. used_rates: bits 1 << DwRate of the rates that the periods use. title: what the sentences call the set. */
void dw_price_plan_check (const DwPricePlan *self, guint used_rates, const char *title, DwPriceComplain complain, gpointer data);

/* Exact cost in 0.0000001 yuan of a stretch of one rate that begins when used_wh of the cycle have been taken: what lies below a step costs what it costs there, the rest what
 * it costs above. Only of a plan that checks and has the rate's price; energies of at most 10^12 Wh. */
gint64 dw_price_plan_cost_e7 (const DwPricePlan *self, DwRate rate, gint64 used_wh, gint64 energy_wh);
/* Bits 1 << tier of the steps that the stretch lies in; 0 where the plan has none. */
guint dw_price_plan_find_steps (const DwPricePlan *self, gint64 used_wh, gint64 energy_wh);
/* To 0.0001 yuan, halves up. Round sums, never what is added up. */
gint64 dw_price_round_e4 (gint64 cost_e7);
/* To 0.01 yuan, which is how people write it, halves up. */
gint64 dw_price_round_e2 (gint64 cost_e7);

/* "0.55" with at most so many decimals as value × 10^decimals; no sign, no exponent, the point only. FALSE: no such number, or above max. */
gboolean dw_price_parse (const char *text, guint decimals, gint64 max, gint64 *value);
/* New string that dw_price_parse reads back, without zeros at its end. value ≥ 0. */
char *dw_price_format (gint64 value, guint decimals);

G_END_DECLS
