// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-price-plan.h"

G_BEGIN_DECLS

/* A price plan while a person edits it: what is typed, as it is typed (S3-49). Pure, main thread. Strings are owned and never NULL. */

typedef struct
{
  char *from;      /* kWh of the cycle, "210" */
  char *surcharge; /* yuan per kWh, "0.05" */
} DwDraftTier;

typedef struct
{
  char *prices[DW_N_RATES]; /* yuan per kWh, "0.5283"; "" = none */
  GPtrArray *tiers;         /* DwDraftTier, in the order of the consumption */
  DwPriceCycle cycle;
} DwDraftPrices;

DwDraftPrices *dw_draft_prices_new (void);
void dw_draft_prices_free (DwDraftPrices *self);
void dw_draft_prices_fill (DwDraftPrices *self, const DwPricePlan *plan);
/* A step above the last one with its surcharge, the first from 0 on; borrowed. NULL: there are as many as are possible. */
DwDraftTier *dw_draft_prices_add_tier (DwDraftPrices *self);
void dw_draft_prices_remove_tier (DwDraftPrices *self, guint tier);
/* What was typed as a plan; complain hears of each field that cannot be read and of every violation of dw_price_plan_check. Only a plan without any may be saved. */
void dw_draft_prices_read (const DwDraftPrices *self, guint used_rates, const char *title, DwPricePlan *plan, DwPriceComplain complain, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwDraftPrices, dw_draft_prices_free)

G_END_DECLS
