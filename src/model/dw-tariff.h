// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

#include "dw-price-plan.h"
#include "dw-rate.h"

G_BEGIN_DECLS

/* Time-of-use periods (尖峰平谷): which rate applies at a moment. Immutable once checked; any thread.
 * Bounds: requirement S3-47 (two sets, switched at an agreed time, at least four rates), S3-48 (at least two seasons a year, at least eight periods a day, a period at least
 * 15 minutes, it may cross midnight), domain facts 7. */

/* From this minute of the day (0…1439) until the next period's; the last runs on to the first of the day. */
typedef struct
{
  guint16 from_minute;
  DwRate rate;
} DwTariffPeriod;

/* What meters of DL/T 645-2007 hold: 14 periods a day, 14 seasons a year. */
#define DW_TARIFF_MAX_PERIODS 14
#define DW_TARIFF_MAX_SEASONS 14
typedef struct
{
  char *name;
  guint8 from_month, from_day; /* the season begins here and lasts until the next one begins */
  DwTariffPeriod periods[DW_TARIFF_MAX_PERIODS];
  guint n_periods;
} DwTariffSeason;

typedef struct
{
  DwTariffSeason *seasons;
  guint n_seasons;
  DwPricePlan prices; /* none where nobody entered any (S3-49) */
} DwTariffSet;

typedef struct
{
  char *name;   /* "天津 2026" */
  char *source; /* where the periods come from, with its date; "" = entered by hand */
  DwTariffSet current;
  DwTariffSet next; /* n_seasons 0 = none */
  gint64 switch_ms; /* from then on next applies; 0 = never */
} DwTariff;

DwTariff *dw_tariff_new (const char *name);
DwTariff *dw_tariff_copy (const DwTariff *self);
void dw_tariff_free (DwTariff *self);
void dw_tariff_set_clear (DwTariffSet *set);
/* Appends a season without periods, in any order of dates. Borrowed until the next one is added. */
DwTariffSeason *dw_tariff_set_add_season (DwTariffSet *set, const char *name, guint8 from_month, guint8 from_day);
/* Appends a period; FALSE when there is no room. */
gboolean dw_tariff_season_add_period (DwTariffSeason *season, guint from_minute, DwRate rate);
/* Everything that is wrong, as sentences in the person's language that name the season and the time; empty = fine. Array of strings. */
GPtrArray *dw_tariff_check (const DwTariff *self);
/* Bits 1 << DwRate of the rates that its periods use. */
guint dw_tariff_set_used_rates (const DwTariffSet *set);
/* The set that applies at that moment; borrowed. */
const DwTariffSet *dw_tariff_find_set (const DwTariff *self, gint64 time_ms);
/* Only of a tariff that checks. Local time of the zone decides. */
DwRate dw_tariff_rate_at (const DwTariff *self, gint64 time_ms, GTimeZone *zone);
/* The moments in the half-open span at which the rate may change (local midnights included), ascending; array of gint64 without from_ms and to_ms. Right across daylight saving. */
GArray *dw_tariff_list_changes (const DwTariff *self, gint64 from_ms, gint64 to_ms, GTimeZone *zone);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwTariff, dw_tariff_free)

G_END_DECLS
