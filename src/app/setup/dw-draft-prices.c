// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-draft-prices.h"

#include <glib/gi18n-lib.h>

#define STEP_CKWH 10000

static void
draft_tier_free (gpointer data)
{
  DwDraftTier *self = data;

  g_free (self->from);
  g_free (self->surcharge);
  g_free (self);
}

DwDraftPrices *
dw_draft_prices_new (void)
{
  DwDraftPrices *self = g_new0 (DwDraftPrices, 1);

  for (guint rate = 0; rate < DW_N_RATES; rate++)
    self->prices[rate] = g_strdup ("");
  self->tiers = g_ptr_array_new_with_free_func (draft_tier_free);
  return self;
}

void
dw_draft_prices_free (DwDraftPrices *self)
{
  for (guint rate = 0; rate < DW_N_RATES; rate++)
    g_free (self->prices[rate]);
  g_ptr_array_unref (self->tiers);
  g_free (self);
}

static DwDraftTier *
add_tier (DwDraftPrices *self, gint64 from_ckwh, gint64 surcharge_e4)
{
  DwDraftTier *tier = g_new0 (DwDraftTier, 1);

  tier->from = dw_price_format (from_ckwh, DW_PRICE_ENERGY_DECIMALS);
  tier->surcharge = dw_price_format (surcharge_e4, DW_PRICE_DECIMALS);
  g_ptr_array_add (self->tiers, tier);
  return tier;
}

void
dw_draft_prices_fill (DwDraftPrices *self, const DwPricePlan *plan)
{
  for (guint rate = 0; rate < DW_N_RATES; rate++)
    {
      g_free (self->prices[rate]);
      self->prices[rate] = plan->has_price[rate] ? dw_price_format (plan->price_e4[rate], DW_PRICE_DECIMALS) : g_strdup ("");
    }
  g_ptr_array_set_size (self->tiers, 0);
  for (guint i = 0; i < MIN (plan->n_tiers, DW_PRICE_MAX_TIERS); i++)
    add_tier (self, plan->tiers[i].from_ckwh, plan->tiers[i].surcharge_e4);
  self->cycle = plan->cycle;
}

/* --- reading what was typed --- */

static gboolean
read_price (const char *text, gint64 *price_e4)
{
  return dw_price_parse (text, DW_PRICE_DECIMALS, DW_PRICE_MAX_E4, price_e4);
}

static gboolean
read_energy (const char *text, gint64 *energy_ckwh)
{
  return dw_price_parse (text, DW_PRICE_ENERGY_DECIMALS, DW_PRICE_MAX_FROM_CKWH, energy_ckwh);
}

DwDraftTier *
dw_draft_prices_add_tier (DwDraftPrices *self)
{
  gint64 from_ckwh = 0, surcharge_e4 = 0;

  if (self->tiers->len >= DW_PRICE_MAX_TIERS)
    return NULL;
  for (guint i = 0; i < self->tiers->len; i++)
    {
      const DwDraftTier *tier = self->tiers->pdata[i];

      read_energy (tier->from, &from_ckwh);
      read_price (tier->surcharge, &surcharge_e4);
      from_ckwh = MIN (from_ckwh + (i + 1 == self->tiers->len ? STEP_CKWH : 0), DW_PRICE_MAX_FROM_CKWH);
    }
  return add_tier (self, from_ckwh, surcharge_e4);
}

void
dw_draft_prices_remove_tier (DwDraftPrices *self, guint tier)
{
  g_ptr_array_remove_index (self->tiers, tier);
}

static char *
refuse_price (const char *text)
{
  return g_strdup_printf (_ ("“%s” is not a price: write yuan per kWh as 0.5283, at most 99.9999."), text);
}

/* A price that cannot be read is one all the same: nothing is said about it but that. */
static void
read_prices (const DwDraftPrices *self, DwPricePlan *plan, DwPriceComplain complain, gpointer data)
{
  for (guint rate = 0; rate < DW_N_RATES; rate++)
    {
      plan->has_price[rate] = *self->prices[rate] != '\0';
      if (plan->has_price[rate] && !read_price (self->prices[rate], &plan->price_e4[rate]))
        complain (DW_PRICE_AT_RATE, rate, refuse_price (self->prices[rate]), data);
    }
}

/* What stands in for a begin that cannot be read is just above the step before it. */
static void
read_tier (const DwDraftTier *draft, guint i, DwPricePlan *plan, DwPriceComplain complain, gpointer data)
{
  DwPriceTier *tier = &plan->tiers[i];

  if (!read_energy (draft->from, &tier->from_ckwh))
    {
      complain (DW_PRICE_AT_TIER, i, g_strdup_printf (_ ("“%s” is not a consumption: write kWh as 210 or 210.5."), draft->from), data);
      tier->from_ckwh = i > 0 ? MIN (plan->tiers[i - 1].from_ckwh + 1, DW_PRICE_MAX_FROM_CKWH) : 0;
    }
  if (!read_price (draft->surcharge, &tier->surcharge_e4))
    complain (DW_PRICE_AT_TIER, i, refuse_price (draft->surcharge), data);
}

void
dw_draft_prices_read (const DwDraftPrices *self, guint used_rates, const char *title, DwPricePlan *plan, DwPriceComplain complain, gpointer data)
{
  *plan = (DwPricePlan){ .n_tiers = MIN (self->tiers->len, DW_PRICE_MAX_TIERS), .cycle = self->cycle };
  read_prices (self, plan, complain, data);
  for (guint i = 0; i < plan->n_tiers; i++)
    read_tier (self->tiers->pdata[i], i, plan, complain, data);
  dw_price_plan_check (plan, used_rates, title, complain, data);
}
