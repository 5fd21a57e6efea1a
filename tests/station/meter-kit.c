// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "meter-kit.h"

#include <math.h>

double
meter_kit_fill_steady (TrendKit *kit, gint64 from_ms, gint64 to_ms, double kwh)
{
  for (gint64 time_ms = from_ms; time_ms <= to_ms; time_ms += KIT_MINUTE_MS, kwh += METER_KIT_STEP_KWH)
    trend_kit_put_one (kit, METER_KIT_DEVICE, time_ms, round (kwh * 100) / 100);
  return kwh;
}

void
meter_kit_begin (TrendKit *kit)
{
  trend_kit_columns (kit, METER_KIT_DEVICE, "energy_active_import", 2, 60000);
}

void
meter_kit_open (TrendKit *kit, gint64 now_ms)
{
  trend_kit_open (kit, now_ms);
  trend_kit_add_device (kit, METER_KIT_DEVICE, KIT_BOX, "acrel-adl400", 60000, NAN);
}

DwEnergyAnswer *
meter_kit_ask (TrendKit *kit, const gint64 *edges_ms, guint n, const DwTariff *tariff)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  DwEnergyAnswer *answer;

  dw_trend_desk_query_energy_async (kit->station, METER_KIT_DEVICE, edges_ms, n, tariff, NULL, trend_kit_ready_cb, &result);
  answer = dw_trend_desk_query_energy_finish (kit->station, trend_kit_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answer->n_periods, ==, n);
  return answer;
}

DwEnergyAnswer *
meter_kit_ask_hours (TrendKit *kit, guint n, const DwTariff *tariff)
{
  gint64 edges_ms[49];

  for (guint i = 0; i <= n; i++)
    edges_ms[i] = METER_KIT_AT (i);
  return meter_kit_ask (kit, edges_ms, n, tariff);
}

void
meter_kit_assert_adds_up (const DwEnergyAnswer *answer)
{
  double sum = 0;

  for (guint i = 0; i < answer->n_periods; i++)
    {
      double rates = 0;

      for (guint rate = 0; rate < DW_N_RATES; rate++)
        rates += answer->periods[i].by_rate_kwh[rate];
      g_assert_cmpfloat_with_epsilon (rates, isnan (answer->periods[i].energy_kwh) ? 0 : answer->periods[i].energy_kwh, 1e-9);
      sum += rates;
    }
  g_assert_cmpfloat_with_epsilon (sum, answer->total_kwh, 1e-9);
}
