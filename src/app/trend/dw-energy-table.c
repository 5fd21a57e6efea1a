// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-energy-table.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-trend-table-private.h"
#include "dw-trend-words.h"

#define ENERGY_DECIMALS 2
#define COST_DECIMALS 2
#define E2_PER_YUAN 100.0

enum {
  COLUMN_CIRCUIT,
  COLUMN_STRETCH,
  COLUMN_FROM,
  COLUMN_TO,
  COLUMN_ENERGY,
  COLUMN_RATES,
  COLUMN_COST = COLUMN_RATES + DW_N_RATES,
  COLUMN_PLAN,
  COLUMN_STEPS,
  COLUMN_COVERAGE,
  COLUMN_NOTE,
};

/* What a row says, a period or the sum. */
typedef struct
{
  const char *circuit, *stretch;
  gint64 from_ms, to_ms;
  double energy_kwh; /* NaN = not known */
  const double *by_rate_kwh;
  const DwTariffCost *cost; /* NULL = there are no prices */
  double coverage;
  guint flags;
} Row;

typedef struct
{
  DwTrendTable *table;
  const DwTariff *tariff;
  GTimeZone *zone;
} Fill;

static void
add_columns (DwTrendTable *table)
{
  dw_trend_table_add_column (table, g_strdup (_ ("Circuit")), NULL, DW_DATA_SHEET_TEXT, 0);
  dw_trend_table_add_column (table, g_strdup (_ ("Stretch")), NULL, DW_DATA_SHEET_TEXT, 0);
  dw_trend_table_add_column (table, g_strdup (_ ("From")), NULL, DW_DATA_SHEET_TIME, 0);
  dw_trend_table_add_column (table, g_strdup (_ ("To")), NULL, DW_DATA_SHEET_TIME, 0);
  dw_trend_table_add_column (table, g_strdup (_ ("Energy")), "kWh", DW_DATA_SHEET_NUMBER, ENERGY_DECIMALS);
  for (guint rate = 0; rate < DW_N_RATES; rate++)
    dw_trend_table_add_column (table, g_strdup (dw_rate_title ((DwRate)rate)), "kWh", DW_DATA_SHEET_NUMBER, ENERGY_DECIMALS);
  dw_trend_table_add_column (table, g_strdup (_ ("Cost")), _ ("yuan"), DW_DATA_SHEET_NUMBER, COST_DECIMALS);
  dw_trend_table_add_column (table, g_strdup (_ ("Price plan")), NULL, DW_DATA_SHEET_TEXT, 0);
  dw_trend_table_add_column (table, g_strdup (_ ("Price step")), NULL, DW_DATA_SHEET_TEXT, 0);
  dw_trend_table_add_column (table, g_strdup (_ ("Coverage")), "%", DW_DATA_SHEET_NUMBER, 1);
  dw_trend_table_add_column (table, g_strdup (_ ("Note")), NULL, DW_DATA_SHEET_TEXT, 0);
}

/* --- plan and step --- */

/* "Tianjin 2026", the set that took over "Tianjin 2026 from 2026-12-01". NULL where it has no prices. New string. */
static char *
name_plan (const Fill *fill, const DwTariffSet *set)
{
  g_autoptr (GDateTime) utc = NULL, local = NULL;
  g_autofree char *date = NULL;

  if (!dw_price_plan_has_prices (&set->prices))
    return NULL;
  if (set == &fill->tariff->current)
    return g_strdup (fill->tariff->name);
  utc = g_date_time_new_from_unix_utc (fill->tariff->switch_ms / 1000);
  local = utc != NULL ? g_date_time_to_timezone (utc, fill->zone) : NULL;
  date = local != NULL ? g_date_time_format (local, "%Y-%m-%d") : g_strdup ("—");
  /* TRANSLATORS: a price plan and the day from which it holds. */
  return g_strdup_printf (_ ("%1$s from %2$s"), fill->tariff->name, date);
}

/* Two of them where the sets switch within. NULL: none. */
static char *
name_plans (const Fill *fill, const Row *row)
{
  const DwTariffSet *first = dw_tariff_find_set (fill->tariff, row->from_ms), *last = dw_tariff_find_set (fill->tariff, row->to_ms - 1);
  g_autofree char *begin = name_plan (fill, first), *end = last != first ? name_plan (fill, last) : NULL;

  if (begin != NULL && end != NULL)
    return g_strdup_printf ("%s; %s", begin, end);
  return begin != NULL ? g_steal_pointer (&begin) : g_steal_pointer (&end);
}

/* "1", "1–2" of the bits of DwTariffCost; NULL where there are no steps. */
static char *
name_steps (guint steps)
{
  guint first = (guint)g_bit_nth_lsf (steps, -1) + 1, last = g_bit_storage (steps);

  if (steps == 0)
    return NULL;
  return first == last ? g_strdup_printf ("%u", first) : g_strdup_printf ("%u–%u", first, last);
}

/* --- what is doubtful --- */

static const struct
{
  guint flag;
  const char *sentence;
} doubts[] = {
  { DW_ENERGY_NO_DATA, N_ ("No readings") },
  { DW_ENERGY_GAP, N_ ("Readings are missing at the begin or the end: the share of this time is not known") },
  { DW_ENERGY_RESET, N_ ("The counter was set back: what it had counted since the last reading is lost") },
  { DW_ENERGY_REPLACED, N_ ("The meter was replaced") },
  { DW_ENERGY_ROLLED, N_ ("The counter began again at 0") },
  { DW_ENERGY_CLOCK, N_ ("The clock was set") },
  { DW_ENERGY_IMPLAUSIBLE, N_ ("A reading that cannot be right was left out") },
};

static const char *
explain_missing_cost (const Row *row)
{
  gint64 total_e7;

  if (isnan (row->energy_kwh))
    return NULL; /* what is missing is the energy */
  return row->cost != NULL ? dw_trend_words_cost_reason (dw_tariff_cost_total (row->cost, &total_e7)) : _ ("The tariff has no prices");
}

static char *
describe (const Row *row)
{
  g_autoptr (GPtrArray) sentences = g_ptr_array_new ();
  const char *missing = explain_missing_cost (row);

  for (guint i = 0; i < G_N_ELEMENTS (doubts); i++)
    if (row->flags & doubts[i].flag)
      g_ptr_array_add (sentences, (gpointer)_ (doubts[i].sentence));
  if (missing != NULL)
    g_ptr_array_add (sentences, (gpointer)missing);
  g_ptr_array_add (sentences, NULL);
  return sentences->len > 1 ? g_strjoinv ("; ", (char **)sentences->pdata) : NULL;
}

/* --- rows --- */

static void
fill_cost (const Fill *fill, const Row *row, DwDataSheetCell *cells)
{
  gint64 total_e7;

  if (row->cost == NULL || isnan (row->energy_kwh))
    return;
  cells[COLUMN_PLAN].text = dw_trend_table_take_text (fill->table, name_plans (fill, row));
  if (dw_tariff_cost_total (row->cost, &total_e7) != DW_COST_KNOWN)
    return;
  cells[COLUMN_COST].number = (double)dw_price_round_e2 (total_e7) / E2_PER_YUAN;
  cells[COLUMN_STEPS].text = dw_trend_table_take_text (fill->table, name_steps (row->cost->steps));
}

static void
add_row (const Fill *fill, const Row *row)
{
  DwDataSheetCell *cells = dw_trend_table_add_row (fill->table, row->from_ms);

  cells[COLUMN_CIRCUIT].text = dw_trend_table_take_text (fill->table, g_strdup (row->circuit));
  cells[COLUMN_STRETCH].text = dw_trend_table_take_text (fill->table, g_strdup (row->stretch));
  cells[COLUMN_FROM].time_ms = row->from_ms;
  cells[COLUMN_TO].time_ms = row->to_ms;
  cells[COLUMN_ENERGY].number = row->energy_kwh;
  for (guint rate = 0; rate < DW_N_RATES && !isnan (row->energy_kwh); rate++)
    cells[COLUMN_RATES + rate].number = row->by_rate_kwh[rate];
  fill_cost (fill, row, cells);
  cells[COLUMN_COVERAGE].number = row->coverage * 100;
  cells[COLUMN_NOTE].text = dw_trend_table_take_text (fill->table, describe (row));
}

static void
add_period (const Fill *fill, const DwEnergyTableCircuit *circuit, const DwEnergyPeriod *period, const char *stretch)
{
  const Row row = {
    .circuit = circuit->name,
    .stretch = stretch,
    .from_ms = period->from_ms,
    .to_ms = period->to_ms,
    .energy_kwh = period->energy_kwh,
    .by_rate_kwh = period->by_rate_kwh,
    .cost = circuit->answer->has_cost ? &period->cost : NULL,
    .coverage = period->coverage,
    .flags = period->flags,
  };

  add_row (fill, &row);
}

/* A sum of nothing is not 0. */
static void
add_sum (const Fill *fill, const DwEnergyTableCircuit *circuit)
{
  const DwEnergyAnswer *answer = circuit->answer;
  gboolean any = FALSE;
  Row row = {
    .circuit = circuit->name,
    .stretch = _ ("Sum"),
    .from_ms = answer->periods[0].from_ms,
    .to_ms = answer->periods[answer->n_periods - 1].to_ms,
    .by_rate_kwh = answer->by_rate_kwh,
    .cost = answer->has_cost ? &answer->cost : NULL,
    .coverage = answer->coverage,
  };

  for (guint i = 0; i < answer->n_periods; i++)
    any = any || !isnan (answer->periods[i].energy_kwh);
  row.energy_kwh = any ? answer->total_kwh : NAN;
  row.flags = any ? 0 : DW_ENERGY_NO_DATA;
  add_row (fill, &row);
}

DwTrendTable *
dw_energy_table_new (const DwEnergyTableCircuit *circuits, guint n_circuits, const DwTariff *tariff, const char *period, gint64 now_ms, GTimeZone *zone)
{
  DwTrendTable *self = dw_trend_table_new_empty ();
  const Fill fill = { self, tariff, zone };

  add_columns (self);
  for (guint i = 0; i < n_circuits; i++)
    {
      const DwEnergyAnswer *answer = circuits[i].answer;

      for (guint k = 0; k < answer->n_periods && answer->periods[k].from_ms < now_ms; k++)
        add_period (&fill, &circuits[i], &answer->periods[k], period);
      add_sum (&fill, &circuits[i]);
    }
  return self;
}
