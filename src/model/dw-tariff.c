// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-tariff.h"

#include "dw-calendar.h"

/* A tariff is two sets of seasons, a season a list of periods of the day. The local clock decides alone: its date says the season, its
 * time the period. When the clock is set back an hour comes twice and has its rate twice, and when it is set forward an hour and the
 * changes in it are left out. So a change of rate falls on the begin of a period, on a midnight, on a jump of the clock or on the
 * moment at which the next set takes over, and on nothing else. */

#define MINUTE_MS G_GINT64_CONSTANT (60000)
#define DAY_MINUTES 1440
#define DAY_MS (DAY_MINUTES * MINUTE_MS)

DwTariff *
dw_tariff_new (const char *name)
{
  DwTariff *self = g_new0 (DwTariff, 1);

  self->name = g_strdup (name);
  self->source = g_strdup ("");
  return self;
}

static void
copy_set (DwTariffSet *to, const DwTariffSet *from)
{
  to->n_seasons = from->n_seasons;
  to->seasons = g_memdup2 (from->seasons, from->n_seasons * sizeof *from->seasons);
  for (guint i = 0; i < to->n_seasons; i++)
    to->seasons[i].name = g_strdup (from->seasons[i].name);
  to->prices = from->prices;
}

DwTariff *
dw_tariff_copy (const DwTariff *self)
{
  DwTariff *copy = g_new0 (DwTariff, 1);

  copy->name = g_strdup (self->name);
  copy->source = g_strdup (self->source);
  copy->switch_ms = self->switch_ms;
  copy_set (&copy->current, &self->current);
  copy_set (&copy->next, &self->next);
  return copy;
}

void
dw_tariff_free (DwTariff *self)
{
  if (self == NULL)
    return;
  dw_tariff_set_clear (&self->current);
  dw_tariff_set_clear (&self->next);
  g_free (self->name);
  g_free (self->source);
  g_free (self);
}

void
dw_tariff_set_clear (DwTariffSet *set)
{
  for (guint i = 0; i < set->n_seasons; i++)
    g_free (set->seasons[i].name);
  g_free (set->seasons);
  *set = (DwTariffSet){ 0 };
}

DwTariffSeason *
dw_tariff_set_add_season (DwTariffSet *set, const char *name, guint8 from_month, guint8 from_day)
{
  DwTariffSeason *season;

  set->seasons = g_renew (DwTariffSeason, set->seasons, set->n_seasons + 1);
  season = &set->seasons[set->n_seasons++];
  *season = (DwTariffSeason){ .name = g_strdup (name), .from_month = from_month, .from_day = from_day };
  return season;
}

gboolean
dw_tariff_season_add_period (DwTariffSeason *season, guint from_minute, DwRate rate)
{
  if (season->n_periods >= DW_TARIFF_MAX_PERIODS || from_minute > G_MAXUINT16)
    return FALSE;
  season->periods[season->n_periods++] = (DwTariffPeriod){ .from_minute = (guint16)from_minute, .rate = rate };
  return TRUE;
}

guint
dw_tariff_set_used_rates (const DwTariffSet *set)
{
  guint used = 0;

  for (guint i = 0; i < set->n_seasons; i++)
    for (guint k = 0; k < MIN (set->seasons[i].n_periods, DW_TARIFF_MAX_PERIODS); k++)
      if ((guint)set->seasons[i].periods[k].rate < DW_N_RATES)
        used |= 1u << set->seasons[i].periods[k].rate;
  return used;
}

const DwTariffSet *
dw_tariff_find_set (const DwTariff *self, gint64 time_ms)
{
  return self->next.n_seasons > 0 && time_ms >= self->switch_ms ? &self->next : &self->current;
}

static guint
make_month_day (guint month, guint day)
{
  return month * 100 + day;
}

/* The season that began last: in this year, else at the end of the year before. */
static const DwTariffSeason *
find_season (const DwTariffSet *set, const GDate *date)
{
  guint today = make_month_day (g_date_get_month (date), g_date_get_day (date));
  const DwTariffSeason *latest = &set->seasons[0];
  guint least = G_MAXUINT;

  for (guint i = 0; i < set->n_seasons; i++)
    {
      guint begin = make_month_day (set->seasons[i].from_month, set->seasons[i].from_day);
      guint since = today >= begin ? today - begin : today + 1300 - begin;

      if (since < least)
        {
          least = since;
          latest = &set->seasons[i];
        }
    }
  return latest;
}

static DwRate
find_rate (const DwTariffSeason *season, guint minute)
{
  DwRate rate = season->periods[season->n_periods - 1].rate;

  for (guint i = 0; i < season->n_periods && season->periods[i].from_minute <= minute; i++)
    rate = season->periods[i].rate;
  return rate;
}

DwRate
dw_tariff_rate_at (const DwTariff *self, gint64 time_ms, GTimeZone *zone)
{
  const DwTariffSet *set = dw_tariff_find_set (self, time_ms);
  GDate date;
  gint64 of_day_ms;

  g_return_val_if_fail (set->n_seasons > 0, DW_RATE_FLAT);

  of_day_ms = dw_calendar_local_date (time_ms, zone, &date);
  return find_rate (find_season (set, &date), (guint)(of_day_ms / MINUTE_MS));
}

typedef struct
{
  const DwTariff *tariff;
  GTimeZone *zone;
  gint64 from_ms, to_ms; /* of the piece without a jump of the clock */
  GArray *changes;
} Piece;

static void
add_change (const Piece *piece, gint64 time_ms)
{
  if (time_ms > piece->from_ms && time_ms < piece->to_ms)
    g_array_append_val (piece->changes, time_ms);
}

/* Times of a set that does not apply then are left out. */
static void
add_periods (const Piece *piece, const DwTariffSet *set, const GDate *date, gint64 midnight_ms)
{
  const DwTariffSeason *season;

  if (set->n_seasons == 0)
    return;
  season = find_season (set, date);
  for (guint i = 0; i < season->n_periods; i++)
    {
      gint64 begin_ms = midnight_ms + season->periods[i].from_minute * MINUTE_MS;

      if (dw_tariff_find_set (piece->tariff, begin_ms) == set)
        add_change (piece, begin_ms);
    }
}

static void
list_piece (const Piece *piece)
{
  GDate date;
  gint64 midnight_ms = piece->from_ms - dw_calendar_local_date (piece->from_ms, piece->zone, &date);

  for (; midnight_ms < piece->to_ms; midnight_ms += DAY_MS)
    {
      add_change (piece, midnight_ms);
      dw_calendar_local_date (MAX (midnight_ms, piece->from_ms), piece->zone, &date);
      add_periods (piece, &piece->tariff->current, &date, midnight_ms);
      add_periods (piece, &piece->tariff->next, &date, midnight_ms);
    }
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *)a;
  gint64 right = *(const gint64 *)b;

  return (left > right) - (left < right);
}

static void
drop_repeated (GArray *times)
{
  guint n = 0;

  g_array_sort (times, compare_times);
  for (guint i = 0; i < times->len; i++)
    if (n == 0 || g_array_index (times, gint64, i) != g_array_index (times, gint64, n - 1))
      g_array_index (times, gint64, n++) = g_array_index (times, gint64, i);
  g_array_set_size (times, n);
}

GArray *
dw_tariff_list_changes (const DwTariff *self, gint64 from_ms, gint64 to_ms, GTimeZone *zone)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 at_ms = from_ms;

  while (at_ms < to_ms)
    {
      gint64 end_ms = dw_calendar_next_shift (at_ms, to_ms, zone);
      Piece piece = { self, zone, at_ms, end_ms, changes };

      list_piece (&piece);
      if (end_ms < to_ms)
        g_array_append_val (changes, end_ms);
      at_ms = end_ms;
    }
  if (self->next.n_seasons > 0 && self->switch_ms > from_ms && self->switch_ms < to_ms)
    g_array_append_val (changes, self->switch_ms);
  drop_repeated (changes);
  return changes;
}
