// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-tariff-cost.h"

#include "dw-calendar.h"

/* Consumption is counted by month and by year at once, because a plan by year may follow one by month. */

#define MOST_WH G_GINT64_CONSTANT (1000000000000)

static const DwCalendarUnit units[DW_N_PRICE_CYCLES] = { [DW_PRICE_MONTH] = DW_CALENDAR_MONTH, [DW_PRICE_YEAR] = DW_CALENDAR_YEAR };

typedef struct
{
  gint64 begin_ms;
  gint64 used_wh; /* below 0 = not known */
} Cycle;

typedef struct
{
  const DwTariff *tariff;
  GTimeZone *zone;
  Cycle cycles[DW_N_PRICE_CYCLES];
  gint64 all_wh;
} Count;

static gboolean
has_steps (const DwPricePlan *plan)
{
  return dw_price_plan_has_prices (plan) && plan->n_tiers > 0;
}

static gint64
find_begin (const DwPricePlan *plan, gint64 time_ms, GTimeZone *zone)
{
  return has_steps (plan) ? dw_calendar_floor (time_ms, units[plan->cycle], zone) : time_ms;
}

gint64
dw_tariff_cost_begin_ms (const DwTariff *self, gint64 from_ms, gint64 to_ms, GTimeZone *zone)
{
  gint64 begin_ms = find_begin (&dw_tariff_find_set (self, from_ms)->prices, from_ms, zone);

  if (self->next.n_seasons > 0 && self->switch_ms > from_ms && self->switch_ms < to_ms)
    begin_ms = MIN (begin_ms, find_begin (&self->next.prices, self->switch_ms, zone));
  return MIN (begin_ms, from_ms);
}

/* A cycle that began before the first stretch has taken nobody knows what. */
static void
begin_cycles (Count *count, gint64 time_ms)
{
  for (DwPriceCycle i = 0; i < DW_N_PRICE_CYCLES; i++)
    {
      gint64 begin_ms = dw_calendar_floor (time_ms, units[i], count->zone);

      if (begin_ms != count->cycles[i].begin_ms)
        count->cycles[i] = (Cycle){ begin_ms, begin_ms == time_ms ? 0 : -1 };
    }
}

static void
use (Count *count, gint64 energy_wh)
{
  for (DwPriceCycle i = 0; i < DW_N_PRICE_CYCLES; i++)
    count->cycles[i].used_wh = energy_wh < 0 || count->cycles[i].used_wh < 0 ? -1 : count->cycles[i].used_wh + energy_wh;
}

static DwCostState
find_state (const DwPricePlan *plan, DwRate rate, gint64 used_wh, gint64 energy_wh)
{
  if (!plan->has_price[rate])
    return DW_COST_NO_PRICE;
  if (energy_wh < 0)
    return DW_COST_NO_ENERGY;
  return plan->n_tiers > 0 && used_wh < 0 ? DW_COST_NO_HISTORY : DW_COST_KNOWN;
}

static void
add_cost (DwTariffCost *cost, const Count *count, gint64 time_ms, gint64 energy_wh)
{
  const DwPricePlan *plan = &dw_tariff_find_set (count->tariff, time_ms)->prices;
  DwRate rate = dw_tariff_rate_at (count->tariff, time_ms, count->zone);
  gint64 used_wh = count->cycles[plan->cycle].used_wh;
  DwCostState state = find_state (plan, rate, used_wh, energy_wh);

  if (energy_wh == 0)
    return;
  if (state == DW_COST_KNOWN)
    {
      cost->by_rate_e7[rate] += dw_price_plan_cost_e7 (plan, rate, MAX (0, used_wh), energy_wh);
      cost->steps |= dw_price_plan_find_steps (plan, MAX (0, used_wh), energy_wh);
    }
  else if (cost->state[rate] == DW_COST_KNOWN)
    cost->state[rate] = state;
}

void
dw_tariff_cost_periods (const DwTariff *self, const DwTariffStretch *stretches, guint n, const gint64 *edges_ms, guint n_periods, GTimeZone *zone, DwTariffCost *costs)
{
  Count count = { .tariff = self, .zone = zone, .cycles = { { G_MININT64, -1 }, { G_MININT64, -1 } } };
  guint k = 0;

  for (guint i = 0; i < n_periods; i++)
    costs[i] = (DwTariffCost){ 0 };
  for (guint i = 0; i < n; i++)
    {
      gint64 energy_wh = stretches[i].energy_wh > MOST_WH - count.all_wh ? -1 : stretches[i].energy_wh;

      while (k < n_periods && stretches[i].from_ms >= edges_ms[k + 1])
        k++;
      begin_cycles (&count, stretches[i].from_ms);
      if (k < n_periods && stretches[i].from_ms >= edges_ms[k])
        add_cost (&costs[k], &count, stretches[i].from_ms, energy_wh);
      use (&count, energy_wh);
      count.all_wh += MAX (0, energy_wh);
    }
}

void
dw_tariff_cost (const DwTariff *self, const DwTariffStretch *stretches, guint n, gint64 from_ms, GTimeZone *zone, DwTariffCost *cost)
{
  const gint64 edges_ms[] = { from_ms, G_MAXINT64 };

  dw_tariff_cost_periods (self, stretches, n, edges_ms, 1, zone, cost);
}

void
dw_tariff_cost_add (DwTariffCost *self, const DwTariffCost *next)
{
  for (guint rate = 0; rate < DW_N_RATES; rate++)
    {
      self->by_rate_e7[rate] += next->by_rate_e7[rate];
      if (self->state[rate] == DW_COST_KNOWN)
        self->state[rate] = next->state[rate];
    }
  self->steps |= next->steps;
}

DwCostState
dw_tariff_cost_total (const DwTariffCost *self, gint64 *total_e7)
{
  *total_e7 = 0;
  for (guint rate = 0; rate < DW_N_RATES; rate++)
    {
      if (self->state[rate] != DW_COST_KNOWN)
        return self->state[rate];
      *total_e7 += self->by_rate_e7[rate];
    }
  return DW_COST_KNOWN;
}
