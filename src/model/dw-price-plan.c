// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-price-plan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Watt-hours times 0.0001 yuan per kWh are 0.0000001 yuan, so nothing is rounded until somebody reads the sum. */

#define WH_PER_CKWH 10

const char *
dw_price_cycle_word (DwPriceCycle cycle)
{
  static const char *const words[DW_N_PRICE_CYCLES] = { [DW_PRICE_MONTH] = "month", [DW_PRICE_YEAR] = "year" };

  g_return_val_if_fail ((guint)cycle < DW_N_PRICE_CYCLES, "");
  return words[cycle];
}

gboolean
dw_price_plan_has_prices (const DwPricePlan *self)
{
  for (guint rate = 0; rate < DW_N_RATES; rate++)
    if (self->has_price[rate])
      return TRUE;
  return FALSE;
}

/* --- what is wrong --- */

typedef struct
{
  const char *title;
  DwPriceComplain complain;
  gpointer data;
} Report;

static void
check_rate (const DwPricePlan *self, DwRate rate, gboolean used, const Report *report)
{
  const char *name = dw_rate_title (rate);

  if (self->has_price[rate] && (self->price_e4[rate] < 0 || self->price_e4[rate] > DW_PRICE_MAX_E4))
    report->complain (DW_PRICE_AT_RATE, rate, g_strdup_printf (_ ("%s: the price of the rate “%s” is not within 0 and 99.9999 yuan."), report->title, name), report->data);
  else if (!self->has_price[rate] && used)
    report->complain (DW_PRICE_AT_RATE, rate, g_strdup_printf (_ ("%s: the rate “%s” has no price; when one has a price, each rate of the periods needs one."), report->title, name), report->data);
}

static void
check_tier (const DwPricePlan *self, guint i, const Report *report)
{
  const DwPriceTier *tier = &self->tiers[i];

  if (tier->surcharge_e4 < 0 || tier->surcharge_e4 > DW_PRICE_MAX_E4)
    report->complain (DW_PRICE_AT_TIER, i, g_strdup_printf (_ ("%s: the surcharge of price step %u is not within 0 and 99.9999 yuan."), report->title, i + 1), report->data);
  if (tier->from_ckwh > DW_PRICE_MAX_FROM_CKWH)
    report->complain (DW_PRICE_AT_TIER, i, g_strdup_printf (_ ("%s: price step %u begins above 99999999.99 kWh."), report->title, i + 1), report->data);
  if (i == 0 && tier->from_ckwh != 0)
    report->complain (DW_PRICE_AT_TIER, i, g_strdup_printf (_ ("%s: the first price step must begin at 0 kWh."), report->title), report->data);
  if (i > 0 && tier->from_ckwh <= self->tiers[i - 1].from_ckwh)
    report->complain (DW_PRICE_AT_TIER, i, g_strdup_printf (_ ("%s: price step %u does not begin above the one before it."), report->title, i + 1), report->data);
}

static void
check_tiers (const DwPricePlan *self, const Report *report)
{
  if (self->n_tiers > DW_PRICE_MAX_TIERS)
    {
      report->complain (DW_PRICE_AT_PLAN, 0, g_strdup_printf (_ ("%s: there are %u price steps; at most %d are possible."), report->title, self->n_tiers, DW_PRICE_MAX_TIERS), report->data);
      return;
    }
  for (guint i = 0; i < self->n_tiers; i++)
    check_tier (self, i, report);
}

void
dw_price_plan_check (const DwPricePlan *self, guint used_rates, const char *title, DwPriceComplain complain, gpointer data)
{
  Report report = { title, complain, data };
  gboolean priced = dw_price_plan_has_prices (self);

  for (guint rate = 0; priced && rate < DW_N_RATES; rate++)
    check_rate (self, rate, (used_rates & 1u << rate) != 0, &report);
  if (priced && used_rates == 0)
    complain (DW_PRICE_AT_PLAN, 0, g_strdup_printf (_ ("%s: there are prices, but no period that they are for."), title), data);
  if (!priced && self->n_tiers > 0)
    complain (DW_PRICE_AT_PLAN, 0, g_strdup_printf (_ ("%s: there are price steps, but no rate has a price."), title), data);
  if ((guint)self->cycle >= DW_N_PRICE_CYCLES)
    complain (DW_PRICE_AT_PLAN, 0, g_strdup_printf (_ ("%s: the price steps count neither by month nor by year."), title), data);
  check_tiers (self, &report);
}

/* --- cost --- */

/* So much of the stretch lies within tier i. */
static gint64
find_share_wh (const DwPricePlan *self, guint i, gint64 used_wh, gint64 energy_wh)
{
  gint64 begin_wh = MAX (used_wh, self->tiers[i].from_ckwh * WH_PER_CKWH);
  gint64 end_wh = used_wh + energy_wh;

  if (i + 1 < self->n_tiers)
    end_wh = MIN (end_wh, self->tiers[i + 1].from_ckwh * WH_PER_CKWH);
  return MAX (0, end_wh - begin_wh);
}

gint64
dw_price_plan_cost_e7 (const DwPricePlan *self, DwRate rate, gint64 used_wh, gint64 energy_wh)
{
  gint64 cost_e7;

  g_return_val_if_fail ((guint)rate < DW_N_RATES && self->has_price[rate], 0);
  g_return_val_if_fail (used_wh >= 0 && energy_wh >= 0, 0);

  cost_e7 = self->price_e4[rate] * energy_wh;
  for (guint i = 0; i < self->n_tiers; i++)
    cost_e7 += self->tiers[i].surcharge_e4 * find_share_wh (self, i, used_wh, energy_wh);
  return cost_e7;
}

guint
dw_price_plan_find_steps (const DwPricePlan *self, gint64 used_wh, gint64 energy_wh)
{
  guint steps = 0;

  for (guint i = 0; i < self->n_tiers; i++)
    if (find_share_wh (self, i, used_wh, energy_wh) > 0)
      steps |= 1u << i;
  return steps;
}

gint64
dw_price_round_e4 (gint64 cost_e7)
{
  return (cost_e7 + 500) / 1000;
}

gint64
dw_price_round_e2 (gint64 cost_e7)
{
  return (cost_e7 + 50000) / 100000;
}

/* --- decimals --- */

/* Appends the digits to the number; FALSE when one is none or the number grows above max. */
static gboolean
take_digits (const char *digits, gint64 max, gint64 *value)
{
  for (; *digits != '\0'; digits++)
    {
      if (!g_ascii_isdigit (*digits) || *value > max)
        return FALSE;
      *value = *value * 10 + g_ascii_digit_value (*digits);
    }
  return TRUE;
}

gboolean
dw_price_parse (const char *text, guint decimals, gint64 max, gint64 *value)
{
  g_auto (GStrv) parts = g_strsplit (text, ".", -1);
  guint n_parts = g_strv_length (parts);
  gsize n_decimals = n_parts == 2 ? strlen (parts[1]) : 0;
  gint64 number = 0;

  if (n_parts < 1 || n_parts > 2 || *parts[0] == '\0' || n_decimals > decimals || (n_parts == 2 && n_decimals == 0))
    return FALSE;
  if (!take_digits (parts[0], max, &number) || (n_parts == 2 && !take_digits (parts[1], max, &number)))
    return FALSE;
  for (; n_decimals < decimals && number <= max; n_decimals++)
    number *= 10;
  if (number > max)
    return FALSE;
  *value = number;
  return TRUE;
}

char *
dw_price_format (gint64 value, guint decimals)
{
  gint64 whole = value, unit = 1;

  for (guint i = 0; i < decimals; i++)
    unit *= 10;
  whole = value / unit;
  value %= unit;
  if (value == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, whole);
  for (; value % 10 == 0; decimals--)
    value /= 10;
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%0*" G_GINT64_FORMAT, whole, (int)decimals, value);
}
