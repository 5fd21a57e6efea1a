// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-tariff-draft.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The draft itself: made of a tariff, changed piece by piece. What it says as a tariff is in dw-tariff-draft-check.c. */

#define DAY_MINUTES 1440

static void
draft_period_free (gpointer data)
{
  DwDraftPeriod *self = data;

  g_free (self->from);
  g_free (self);
}

static void
draft_season_free (gpointer data)
{
  DwDraftSeason *self = data;

  g_ptr_array_unref (self->periods);
  g_free (self->name);
  g_free (self->from);
  g_free (self);
}

static DwDraftPeriod *
add_period (DwDraftSeason *season, guint minute, DwRate rate)
{
  DwDraftPeriod *period = g_new0 (DwDraftPeriod, 1);

  period->from = g_strdup_printf ("%02u:%02u", minute / 60, minute % 60);
  period->rate = rate;
  g_ptr_array_add (season->periods, period);
  return period;
}

static DwDraftSeason *
add_season (GPtrArray *seasons, const char *name, guint month, guint day)
{
  DwDraftSeason *season = g_new0 (DwDraftSeason, 1);

  season->name = g_strdup (name != NULL ? name : "");
  season->from = g_strdup_printf ("%02u-%02u", month, day);
  season->periods = g_ptr_array_new_with_free_func (draft_period_free);
  g_ptr_array_add (seasons, season);
  return season;
}

static void
copy_set (GPtrArray *seasons, const DwTariffSet *set)
{
  for (guint i = 0; i < set->n_seasons; i++)
    {
      const DwTariffSeason *from = &set->seasons[i];
      DwDraftSeason *season = add_season (seasons, from->name, from->from_month, from->from_day);

      for (guint k = 0; k < from->n_periods && k < DW_TARIFF_MAX_PERIODS; k++)
        add_period (season, from->periods[k].from_minute, from->periods[k].rate);
    }
}

/* A date alone when it is a midnight. */
static char *
format_switch (gint64 switch_ms, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (switch_ms / 1000);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  gboolean midnight = local != NULL && g_date_time_get_hour (local) == 0 && g_date_time_get_minute (local) == 0;

  if (switch_ms == 0 || local == NULL)
    return g_strdup ("");
  return g_date_time_format (local, midnight ? "%Y-%m-%d" : "%Y-%m-%d %H:%M");
}

DwTariffDraft *
dw_tariff_draft_new (const DwTariff *tariff, GTimeZone *zone)
{
  DwTariffDraft *self = g_new0 (DwTariffDraft, 1);

  for (DwDraftSet set = 0; set < DW_N_DRAFT_SETS; set++)
    {
      self->seasons[set] = g_ptr_array_new_with_free_func (draft_season_free);
      self->prices[set] = dw_draft_prices_new ();
    }
  self->name = g_strdup (tariff != NULL && tariff->name != NULL ? tariff->name : "");
  self->source = g_strdup (tariff != NULL && tariff->source != NULL ? tariff->source : "");
  self->switch_before_ms = tariff != NULL ? tariff->switch_ms : 0;
  self->switch_before = format_switch (self->switch_before_ms, zone);
  self->switch_time = g_strdup (self->switch_before);
  if (tariff != NULL)
    {
      copy_set (self->seasons[DW_DRAFT_CURRENT], &tariff->current);
      copy_set (self->seasons[DW_DRAFT_NEXT], &tariff->next);
      dw_draft_prices_fill (self->prices[DW_DRAFT_CURRENT], &tariff->current.prices);
      dw_draft_prices_fill (self->prices[DW_DRAFT_NEXT], &tariff->next.prices);
    }
  return self;
}

void
dw_tariff_draft_free (DwTariffDraft *self)
{
  for (DwDraftSet set = 0; set < DW_N_DRAFT_SETS; set++)
    {
      g_ptr_array_unref (self->seasons[set]);
      dw_draft_prices_free (self->prices[set]);
    }
  g_free (self->name);
  g_free (self->source);
  g_free (self->switch_time);
  g_free (self->switch_before);
  g_free (self);
}

void
dw_draft_set_text (char **field, const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  g_free (*field);
  *field = g_steal_pointer (&stripped);
}

void
dw_tariff_draft_fill (DwTariffDraft *self, const DwTariff *preset)
{
  dw_draft_set_text (&self->name, preset->name != NULL ? preset->name : "");
  dw_draft_set_text (&self->source, preset->source != NULL ? preset->source : "");
  g_ptr_array_set_size (self->seasons[DW_DRAFT_CURRENT], 0);
  copy_set (self->seasons[DW_DRAFT_CURRENT], &preset->current);
  if (dw_price_plan_has_prices (&preset->current.prices))
    dw_draft_prices_fill (self->prices[DW_DRAFT_CURRENT], &preset->current.prices);
}

/* --- changes --- */

static gboolean
has_season_from (GPtrArray *seasons, guint month)
{
  for (guint i = 0; i < seasons->len; i++)
    {
      guint at_month, day;

      if (dw_draft_parse_date (((DwDraftSeason *)seasons->pdata[i])->from, &at_month, &day) && at_month == month && day == 1)
        return TRUE;
    }
  return FALSE;
}

DwDraftSeason *
dw_tariff_draft_add_season (DwTariffDraft *self, DwDraftSet set)
{
  GPtrArray *seasons = self->seasons[set];
  DwDraftSeason *season;
  guint month = 1;

  while (month < 12 && has_season_from (seasons, month))
    month++;
  season = add_season (seasons, "", month, 1);
  add_period (season, 0, DW_RATE_FLAT);
  return season;
}

void
dw_tariff_draft_remove_season (DwTariffDraft *self, DwDraftSet set, guint season)
{
  g_ptr_array_remove_index (self->seasons[set], season);
}

/* Minutes until the next period begins, over midnight: a period alone lasts the day. */
static guint
find_length (const DwDraftSeason *self, guint from)
{
  guint length = DAY_MINUTES;

  for (guint i = 0; i < self->periods->len; i++)
    {
      guint minute;

      if (dw_draft_parse_minute (((DwDraftPeriod *)self->periods->pdata[i])->from, &minute) && minute != from)
        length = MIN (length, (minute + DAY_MINUTES - from) % DAY_MINUTES);
    }
  return length;
}

DwDraftPeriod *
dw_draft_season_add_period (DwDraftSeason *self)
{
  guint longest = 0, from = 0;

  if (self->periods->len >= DW_TARIFF_MAX_PERIODS)
    return NULL;
  for (guint i = 0; i < self->periods->len; i++)
    {
      guint minute;

      if (!dw_draft_parse_minute (((DwDraftPeriod *)self->periods->pdata[i])->from, &minute) || find_length (self, minute) <= longest)
        continue;
      longest = find_length (self, minute);
      from = minute;
    }
  /* On a whole hour where there is one inside. */
  from = (from + longest / 2) % DAY_MINUTES;
  return add_period (self, longest >= 120 ? from / 60 * 60 : from, DW_RATE_FLAT);
}

void
dw_draft_season_remove_period (DwDraftSeason *self, guint period)
{
  g_ptr_array_remove_index (self->periods, period);
}
