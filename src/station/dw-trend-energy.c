// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-station-private.h"
#include "dw-trend-desk-private.h"

/* Energy of periods and of their rates. The periods are cut once more where the tariff changes; the counter's steps go into both, so that the rates of a period add up to
 * its energy. The largest quarter-hour comes from the measured power. */

#define QUARTER_MS G_GINT64_CONSTANT (900000)
#define LEAST_COVERAGE 0.5 /* of a quarter-hour that counts */
#define WH_PER_KWH 1000.0

typedef struct
{
  DwTrendCounterPlan counter;
  DwTrendPlan power;
  gint64 *edges_ms;
  guint n;
  DwTariff *tariff; /* NULL = none */
  GTimeZone *zone;
  gint64 now_ms;
} EnergyJob;

static void
energy_job_free (gpointer data)
{
  EnergyJob *job = data;

  dw_trend_counter_plan_clear (&job->counter);
  g_free (job->edges_ms);
  g_clear_pointer (&job->tariff, dw_tariff_free);
  g_time_zone_unref (job->zone);
  g_free (job);
}

void
dw_energy_answer_free (DwEnergyAnswer *self)
{
  if (self == NULL)
    return;
  g_free (self->periods);
  g_free (self);
}

static DwEnergyAnswer *
answer_new (const EnergyJob *job)
{
  DwEnergyAnswer *answer = g_new0 (DwEnergyAnswer, 1);

  answer->periods = g_new0 (DwEnergyPeriod, job->n);
  answer->n_periods = job->n;
  for (guint i = 0; i < job->n; i++)
    answer->periods[i] = (DwEnergyPeriod){ .from_ms = job->edges_ms[i], .to_ms = job->edges_ms[i + 1], .energy_kwh = NAN, .max_kw = NAN, .coverage = NAN, .rate = DW_RATE_FLAT, .flags = DW_ENERGY_NO_DATA };
  for (guint rate = 0; rate < DW_N_RATES; rate++)
    answer->max_kw_by_rate[rate] = NAN;
  return answer;
}

/* --- cutting at the changes of the rate --- */

static DwRate
get_rate (const EnergyJob *job, gint64 time_ms)
{
  return job->tariff != NULL ? dw_tariff_rate_at (job->tariff, time_ms, job->zone) : DW_RATE_FLAT;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *)a, right = *(const gint64 *)b;

  return (left > right) - (left < right);
}

static void
remove_twins (GArray *times)
{
  guint n = 0;

  for (guint i = 0; i < times->len; i++)
    if (n == 0 || g_array_index (times, gint64, i) != g_array_index (times, gint64, n - 1))
      g_array_index (times, gint64, n++) = g_array_index (times, gint64, i);
  g_array_set_size (times, n);
}

static GArray *
list_cuts (const EnergyJob *job, gint64 from_ms)
{
  GArray *cuts = job->tariff != NULL ? dw_tariff_list_changes (job->tariff, from_ms, job->edges_ms[job->n], job->zone) : g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (cuts, from_ms);
  g_array_append_vals (cuts, job->edges_ms, job->n + 1);
  g_array_sort (cuts, compare_times);
  remove_twins (cuts);
  return cuts;
}

/* --- energy --- */

static guint
translate_flags (guint flags)
{
  static const struct
  {
    guint counter, energy;
  } pairs[] = {
    { DW_COUNTER_GAP, DW_ENERGY_GAP },
    { DW_COUNTER_ROLLED, DW_ENERGY_ROLLED },
    { DW_COUNTER_RESET, DW_ENERGY_RESET },
    { DW_COUNTER_REPLACED, DW_ENERGY_REPLACED },
    { DW_COUNTER_CLOCK, DW_ENERGY_CLOCK },
    { DW_COUNTER_IMPLAUSIBLE, DW_ENERGY_IMPLAUSIBLE },
    { DW_COUNTER_NO_DATA, DW_ENERGY_NO_DATA },
  };
  guint translated = 0;

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (flags & pairs[i].counter)
      translated |= pairs[i].energy;
  return translated;
}

static double
divide_coverage (gint64 covered_ms, gint64 span_ms)
{
  return CLAMP ((double)covered_ms / (double)span_ms, 0.0, 1.0);
}

static void
take_periods (DwEnergyAnswer *answer, const DwCounterPeriods *outer, gint64 now_ms)
{
  gint64 covered_ms = 0, span_ms = MIN (now_ms, outer->edges_ms[outer->n]) - outer->edges_ms[0];

  for (guint i = 0; i < outer->n; i++)
    {
      answer->periods[i].flags = translate_flags (outer->periods[i].flags);
      if ((answer->periods[i].flags & DW_ENERGY_NO_DATA) == 0)
        answer->periods[i].energy_kwh = (double)outer->periods[i].energy_wh / WH_PER_KWH;
      if (outer->edges_ms[i] < now_ms)
        answer->periods[i].coverage = divide_coverage (outer->periods[i].covered_ms, MIN (now_ms, outer->edges_ms[i + 1]) - outer->edges_ms[i]);
      covered_ms += outer->periods[i].covered_ms;
    }
  answer->total_kwh = (double)outer->total_wh / WH_PER_KWH;
  answer->coverage = span_ms > 0 ? divide_coverage (covered_ms, span_ms) : 0;
}

typedef struct
{
  gint64 energy_wh[DW_N_RATES];
  gint64 length_ms[DW_N_RATES];
} RateSums;

static void
store_rates (DwEnergyPeriod *period, const RateSums *sums)
{
  guint longest = DW_RATE_SHARP;

  for (guint rate = 0; rate < DW_N_RATES; rate++)
    {
      period->by_rate_kwh[rate] = (double)sums->energy_wh[rate] / WH_PER_KWH;
      if (sums->length_ms[rate] > sums->length_ms[longest])
        longest = rate;
    }
  period->rate = longest;
}

/* Each of the inner periods lies within one of the answer's. */
static void
take_rates (DwEnergyAnswer *answer, const DwCounterPeriods *inner, const EnergyJob *job)
{
  gint64 total_wh[DW_N_RATES] = { 0 };

  for (guint i = 0, k = 0; i < answer->n_periods; i++)
    {
      RateSums sums = { { 0 }, { 0 } };

      for (; k < inner->n && inner->edges_ms[k] < answer->periods[i].to_ms; k++)
        {
          DwRate rate = get_rate (job, inner->edges_ms[k]);

          sums.energy_wh[rate] += inner->periods[k].energy_wh;
          sums.length_ms[rate] += inner->edges_ms[k + 1] - inner->edges_ms[k];
          total_wh[rate] += inner->periods[k].energy_wh;
        }
      store_rates (&answer->periods[i], &sums);
    }
  for (guint rate = 0; rate < DW_N_RATES; rate++)
    answer->by_rate_kwh[rate] = (double)total_wh[rate] / WH_PER_KWH;
}

/* --- cost --- */

static gboolean
has_prices (const DwTariff *tariff)
{
  return tariff != NULL && (dw_price_plan_has_prices (&tariff->current.prices) || dw_price_plan_has_prices (&tariff->next.prices));
}

/* Once more, from the begin of the cycle on. */
static DwCounterPeriods *
read_cycle (DwHistory *history, const EnergyJob *job, gint64 begin_ms, GCancellable *cancellable, GError **error)
{
  const gint64 ends_ms[] = { begin_ms, job->edges_ms[job->n] };
  g_autoptr (GArray) cuts = list_cuts (job, begin_ms);
  g_autoptr (DwCounterPeriods) whole = dw_counter_periods_new (ends_ms, 1);
  g_autoptr (DwCounterPeriods) periods = dw_counter_periods_new ((const gint64 *)(gpointer)cuts->data, cuts->len - 1);

  return dw_trend_read_counter (history, &job->counter, whole, periods, cancellable, error) ? g_steal_pointer (&periods) : NULL;
}

static gboolean
fill_cost (DwEnergyAnswer *answer, DwHistory *history, const EnergyJob *job, const DwCounterPeriods *inner, GCancellable *cancellable, GError **error)
{
  g_autoptr (DwCounterPeriods) cycle = NULL;
  gint64 begin_ms;

  if (!has_prices (job->tariff))
    return TRUE;
  begin_ms = dw_tariff_cost_begin_ms (job->tariff, job->edges_ms[0], job->edges_ms[job->n], job->zone);
  if (begin_ms < job->edges_ms[0] && (cycle = read_cycle (history, job, begin_ms, cancellable, error)) == NULL)
    return FALSE;
  dw_trend_cost (job->tariff, job->zone, cycle != NULL ? cycle : inner, job->now_ms, answer);
  return TRUE;
}

static gboolean
fill_energy (DwEnergyAnswer *answer, DwHistory *history, const EnergyJob *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) cuts = list_cuts (job, job->edges_ms[0]);
  g_autoptr (DwCounterPeriods) outer = dw_counter_periods_new (job->edges_ms, job->n);
  g_autoptr (DwCounterPeriods) inner = dw_counter_periods_new ((const gint64 *)(gpointer)cuts->data, cuts->len - 1);

  if (!dw_trend_read_counter (history, &job->counter, outer, inner, cancellable, error))
    return FALSE;
  take_periods (answer, outer, job->now_ms);
  take_rates (answer, inner, job);
  return fill_cost (answer, history, job, inner, cancellable, error);
}

/* --- the largest quarter-hour --- */

/* Offsets of all zones of our time are whole quarter-hours, so those of UTC are the local ones. */
static gint64
ceil_quarter (gint64 time_ms)
{
  return (time_ms + QUARTER_MS - 1) / QUARTER_MS * QUARTER_MS;
}

static GArray *
list_quarters (const EnergyJob *job)
{
  GArray *edges = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 edge_ms = ceil_quarter (job->edges_ms[0]);

  for (; edge_ms + QUARTER_MS <= job->edges_ms[job->n]; edge_ms += QUARTER_MS)
    g_array_append_val (edges, edge_ms);
  g_array_append_val (edges, edge_ms);
  return edges;
}

static void
take_largest (double *largest, double value)
{
  if (isnan (*largest) || value > *largest)
    *largest = value;
}

static void
take_power (DwEnergyAnswer *answer, const DwBuckets *quarters, const EnergyJob *job)
{
  for (guint i = 0, k = 0; i < quarters->n; i++)
    {
      gint64 begin_ms = quarters->edges_ms[i];

      while (begin_ms >= answer->periods[k].to_ms)
        k++;
      if (quarters->buckets[i].count == 0 || dw_buckets_get_coverage (quarters, i) < LEAST_COVERAGE)
        continue;
      take_largest (&answer->periods[k].max_kw, quarters->buckets[i].weighted_mean);
      take_largest (&answer->max_kw_by_rate[get_rate (job, begin_ms)], quarters->buckets[i].weighted_mean);
    }
}

static gboolean
fill_power (DwEnergyAnswer *answer, DwHistory *history, const EnergyJob *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) edges = list_quarters (job);
  g_autoptr (DwBuckets) quarters = NULL;

  if (edges->len < 2)
    return TRUE;
  quarters = dw_trend_read_buckets (history, &job->power, (const gint64 *)(gpointer)edges->data, edges->len - 1, cancellable, error);
  if (quarters == NULL)
    return FALSE;
  take_power (answer, quarters, job);
  return TRUE;
}

/* --- the question --- */

static gpointer
energy_work (DwHistory *history, gpointer data, GCancellable *cancellable, GError **error)
{
  const EnergyJob *job = data;
  DwEnergyAnswer *answer = answer_new (job);

  if (fill_energy (answer, history, job, cancellable, error) && fill_power (answer, history, job, cancellable, error))
    return answer;
  dw_energy_answer_free (answer);
  return NULL;
}

static const DwTrendErrand energy_errand = { dw_trend_desk_query_energy_async, energy_work, energy_job_free, (GDestroyNotify)dw_energy_answer_free };

/* A single-phase meter may name its power by the phase. */
static const char *
choose_power (DwStation *station, gint64 device_id)
{
  DwDevice *device = dw_place_tree_find_device (station->tree, device_id);
  gboolean by_phase = dw_device_find_channel (device, "active_power_total") == NULL && dw_device_find_channel (device, "active_power_b") == NULL;

  return by_phase ? "active_power_a" : "active_power_total";
}

static EnergyJob *
energy_job_new (DwStation *station, gint64 device_id, const gint64 *edges_ms, guint n, const DwTariff *tariff)
{
  EnergyJob *job = g_new0 (EnergyJob, 1);
  DwTrendChannel power = { .device_id = device_id };

  g_strlcpy (power.name, choose_power (station, device_id), sizeof power.name);
  dw_trend_plan_init (&job->power, station, &power);
  dw_trend_counter_plan_init (&job->counter, station, device_id);
  job->edges_ms = g_memdup2 (edges_ms, ((gsize)n + 1) * sizeof *edges_ms);
  job->n = n;
  job->tariff = tariff != NULL ? dw_tariff_copy (tariff) : NULL;
  job->zone = g_time_zone_new_local ();
  job->now_ms = dw_clock_wall_ms (station->clock);
  return job;
}

void
dw_trend_desk_query_energy_async (DwStation *station, gint64 device_id, const gint64 *edges_ms, guint n, const DwTariff *tariff, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GError *error = NULL;

  if (!dw_trend_check_edges (edges_ms, n, &error) || !dw_trend_check_device (station, device_id, &error))
    {
      dw_trend_refuse (&energy_errand, error, cancellable, callback, user_data);
      return;
    }
  dw_trend_run (station, &energy_errand, energy_job_new (station, device_id, edges_ms, n, tariff), cancellable, callback, user_data);
}

DwEnergyAnswer *
dw_trend_desk_query_energy_finish (DwStation *station, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dw_trend_desk_query_energy_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
