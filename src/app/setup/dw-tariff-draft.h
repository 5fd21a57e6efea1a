// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-draft-prices.h"
#include "dw-tariff.h"

G_BEGIN_DECLS

/* A tariff while a person edits it: what is typed, as it is typed, and what is wrong with it beside the place where it is wrong (S3-47, S3-48, S3-49). Pure, main thread.
 * Strings are owned and never NULL. */

typedef struct
{
  char *from; /* "07:00" */
  DwRate rate;
} DwDraftPeriod;

typedef struct
{
  char *name;
  char *from;         /* "07-01": month and day */
  GPtrArray *periods; /* DwDraftPeriod, in any order */
} DwDraftSeason;

typedef enum {
  DW_DRAFT_CURRENT,
  DW_DRAFT_NEXT,
  DW_N_DRAFT_SETS,
} DwDraftSet;

typedef struct
{
  char *name;
  char *source;
  char *switch_time;                   /* "2027-01-01" or "2027-01-01 08:00", "" = never */
  GPtrArray *seasons[DW_N_DRAFT_SETS]; /* DwDraftSeason */
  DwDraftPrices *prices[DW_N_DRAFT_SETS];

  /* what it was made from: a moment that the text cannot say stays as it is while the text does */
  char *switch_before;
  gint64 switch_before_ms;
} DwTariffDraft;

DwTariffDraft *dw_tariff_draft_new (const DwTariff *tariff, GTimeZone *zone);
void dw_tariff_draft_free (DwTariffDraft *self);
/* Takes over name, source, current seasons and, if there are any, current prices of another tariff; the next set stays. */
void dw_tariff_draft_fill (DwTariffDraft *self, const DwTariff *preset);

/* A season of one flat period from midnight on, on a date that no season of the set has yet; borrowed. */
DwDraftSeason *dw_tariff_draft_add_season (DwTariffDraft *self, DwDraftSet set);
void dw_tariff_draft_remove_season (DwTariffDraft *self, DwDraftSet set, guint season);
/* A period in the middle of the longest one; borrowed. NULL: there are as many as are possible. */
DwDraftPeriod *dw_draft_season_add_period (DwDraftSeason *self);
void dw_draft_season_remove_period (DwDraftSeason *self, guint period);
void dw_draft_set_text (char **field, const char *text);

/* Where something is wrong. */
typedef enum {
  DW_DRAFT_AT_TARIFF, /* the sets, the counts */
  DW_DRAFT_AT_NAME,
  DW_DRAFT_AT_SWITCH,
  DW_DRAFT_AT_SEASON,
  DW_DRAFT_AT_PERIOD,
  DW_DRAFT_AT_PRICES, /* the plan of a set */
  DW_DRAFT_AT_PRICE,
  DW_DRAFT_AT_TIER,
} DwDraftPlace;

typedef struct
{
  DwDraftPlace place;
  DwDraftSet set;
  guint season, period; /* indices where the place has them */
  guint price;          /* the DwRate of a price, the index of a tier */
  char *sentence;
} DwDraftProblem;

/* What was typed as a tariff, periods in the order of their times. Array of DwDraftProblem in *problems: unreadable fields and every violation of dw_tariff_check; only a tariff
 * without any may be saved (a period that cannot be read is missing in it). */
DwTariff *dw_tariff_draft_make (const DwTariffDraft *self, GTimeZone *zone, GPtrArray **problems);

/* "7:00", "07:00" with any colon. FALSE: no time of day. */
gboolean dw_draft_parse_minute (const char *text, guint *minute);
/* "7-1", "07-01", "7/1", "7.1"; whether there is such a day is not looked at. */
gboolean dw_draft_parse_date (const char *text, guint *month, guint *day);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwTariffDraft, dw_tariff_draft_free)

G_END_DECLS
