// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "trend-kit.h"

/* A meter in the first box of the trend kit, whose counter of energy rises by the same step each minute from 1 November on. */

#define METER_KIT_DEVICE 2
#define METER_KIT_STEP_KWH 0.01 /* a minute: 0.6 an hour, 14.4 a day */
#define METER_KIT_AT(hours) (KIT_NOVEMBER_MS + (gint64)((hours)*3600000.0))

/* --- before the station --- */
/* The counter has two digits behind the point. */
void meter_kit_begin (TrendKit *kit);
/* Both ends are there. Returns what the counter would show a minute after to_ms. */
double meter_kit_fill_steady (TrendKit *kit, gint64 from_ms, gint64 to_ms, double kwh);

/* --- the station --- */
void meter_kit_open (TrendKit *kit, gint64 now_ms);
/* The energy of n periods; edges_ms has one more. Free with dw_energy_answer_free. */
DwEnergyAnswer *meter_kit_ask (TrendKit *kit, const gint64 *edges_ms, guint n, const DwTariff *tariff);
/* The first n hours, at most 48. */
DwEnergyAnswer *meter_kit_ask_hours (TrendKit *kit, guint n, const DwTariff *tariff);
/* The sum of the periods is the total, and that of the rates is each period's energy, to the watt-hour. */
void meter_kit_assert_adds_up (const DwEnergyAnswer *answer);
