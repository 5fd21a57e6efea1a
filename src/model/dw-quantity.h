// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What can be measured or switched. A point = quantity + where (phase or number); its name is the stable word used in profiles, the tool and exports:
 * residual_current · temperature_1…16, temperature_a/b/c/n, temperature_box, temperature_ambient · voltage_a/b/c/ab/bc/ca · current_a/b/c/n ·
 * active_power_a/b/c/total (reactive_power_…, apparent_power_…, power_factor_…) · frequency · energy_active_import, energy_active_export (… _sharp/_peak/_flat/_valley/_deep_valley) ·
 * thd_voltage_a/b/c · di_1…16 · do_1…16 · breaker · local_lock · trip_reason · voltage_status, current_status … */
typedef enum {
  DW_QUANTITY_NONE,
  DW_QUANTITY_RESIDUAL_CURRENT,
  DW_QUANTITY_TEMPERATURE,
  DW_QUANTITY_VOLTAGE,
  DW_QUANTITY_CURRENT,
  DW_QUANTITY_ACTIVE_POWER,
  DW_QUANTITY_REACTIVE_POWER,
  DW_QUANTITY_APPARENT_POWER,
  DW_QUANTITY_POWER_FACTOR,
  DW_QUANTITY_FREQUENCY,
  DW_QUANTITY_ENERGY_ACTIVE_IMPORT,
  DW_QUANTITY_ENERGY_ACTIVE_EXPORT,
  DW_QUANTITY_THD_VOLTAGE,
  DW_QUANTITY_DI,          /* 1 = closed */
  DW_QUANTITY_DO,          /* 1 = closed */
  DW_QUANTITY_BREAKER,     /* 1 = closed, 0 = open, 2 = neither (in travel) */
  DW_QUANTITY_LOCAL_LOCK,  /* 1 = locked on site */
  DW_QUANTITY_TRIP_REASON, /* code of the profile's table */
  DW_QUANTITY_STATUS,      /* other bits of the device, 0/1 */
  DW_N_QUANTITIES,
} DwQuantity;

typedef enum {
  DW_PHASE_NONE,
  DW_PHASE_A,
  DW_PHASE_B,
  DW_PHASE_C,
  DW_PHASE_N,
  DW_PHASE_AB,
  DW_PHASE_BC,
  DW_PHASE_CA,
  DW_PHASE_TOTAL,
  DW_PHASE_BOX,
  DW_PHASE_AMBIENT,
  DW_PHASE_SHARP,
  DW_PHASE_PEAK,
  DW_PHASE_FLAT,
  DW_PHASE_VALLEY,
  DW_PHASE_DEEP_VALLEY,
} DwPhase;

typedef struct
{
  DwQuantity quantity;
  DwPhase phase;
  guint index; /* 1…16 for temperatures, DI, DO; 0 elsewhere; STATUS: a number per name */
} DwPoint;

/* FALSE when the name is not one of the vocabulary. status_<word> is allowed for STATUS. */
gboolean dw_point_from_name (const char *name, DwPoint *point);
/* New string; the inverse. For STATUS "status_<index>". */
char *dw_point_to_name (DwPoint point);
gboolean dw_point_equal (DwPoint a, DwPoint b);

/* Translated short title of the point for people: "剩余电流", "温度 2", "A 相电压". New string. */
char *dw_point_title (DwPoint point);
/* Of a quantity: "mA", "°C", "V", "A", "kW", "kvar", "kVA", "", "Hz", "kWh", "%". */
const char *dw_quantity_unit (DwQuantity quantity);
int dw_quantity_decimals (DwQuantity quantity);
/* Switched, not measured: DI, DO, breaker, lock, reason, status. */
gboolean dw_quantity_is_state (DwQuantity quantity);
const char *dw_quantity_title (DwQuantity quantity); /* translated */

G_END_DECLS
