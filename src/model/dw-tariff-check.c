// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-tariff.h"

#include <glib/gi18n-lib.h>

/* What is wrong with a tariff, in sentences for the person who edits it. All of it at once, so that nobody mends one thing only to meet
 * the next. Nothing behind a count that is too large is read. */

#define DAY_MINUTES 1440
/* S3-48. */
#define PERIOD_MINUTES_MIN 15

static gboolean
is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

static char *
format_minute (guint minute)
{
  return g_strdup_printf ("%02u:%02u", minute / 60, minute % 60);
}

/* "The set in force, season “Summer”", by its date when it has no name. */
static char *
make_place (const char *set_title, const DwTariffSeason *season)
{
  g_autofree char *date = g_strdup_printf ("%02u-%02u", season->from_month, season->from_day);

  /* TRANSLATORS: which of the two sets of a tariff, and the name of the season. */
  return g_strdup_printf (_ ("%s, season “%s”"), set_title, is_empty (season->name) ? date : season->name);
}

/* 29 February is missing in three years of four, so no season can begin there. */
static gboolean
is_date_of_each_year (guint month, guint day)
{
  return month >= 1 && month <= 12 && day >= 1 && day <= g_date_get_days_in_month ((GDateMonth)month, 2001);
}

static guint
find_length (const DwTariffSeason *season, guint index)
{
  guint from = season->periods[index].from_minute;

  if (index + 1 < season->n_periods)
    return season->periods[index + 1].from_minute - from;
  return DAY_MINUTES - from + season->periods[0].from_minute;
}

static void
check_length (const DwTariffSeason *season, guint index, const char *place, GPtrArray *problems)
{
  g_autofree char *from = format_minute (season->periods[index].from_minute);
  guint length = find_length (season, index);

  if (length < PERIOD_MINUTES_MIN)
    g_ptr_array_add (problems, g_strdup_printf (_ ("%s: the period from %s on lasts only %u min; it must last at least %d min."), place, from, length, PERIOD_MINUTES_MIN));
}

/* What can be said of one period and the one before it. FALSE when lengths have no meaning any more. */
static gboolean
check_period (const DwTariffSeason *season, guint index, const char *place, GPtrArray *problems)
{
  const DwTariffPeriod *period = &season->periods[index];
  g_autofree char *from = format_minute (period->from_minute);

  if ((guint)period->rate >= DW_N_RATES)
    g_ptr_array_add (problems, g_strdup_printf (_ ("%s: the period from %s on has no rate."), place, from));
  if (period->from_minute >= DAY_MINUTES)
    g_ptr_array_add (problems, g_strdup_printf (_ ("%s: %s is not a time of day."), place, from));
  else if (index > 0 && period->from_minute <= season->periods[index - 1].from_minute)
    g_ptr_array_add (problems, g_strdup_printf (_ ("%s: the period from %s on does not begin after the one before it."), place, from));
  else
    return TRUE;
  return FALSE;
}

static void
check_periods (const DwTariffSeason *season, const char *place, GPtrArray *problems)
{
  gboolean ordered = TRUE;

  if (season->n_periods == 0)
    g_ptr_array_add (problems, g_strdup_printf (_ ("%s: there is no period."), place));
  if (season->n_periods > DW_TARIFF_MAX_PERIODS)
    {
      g_ptr_array_add (problems, g_strdup_printf (_ ("%s: there are %u periods; at most %d are possible."), place, season->n_periods, DW_TARIFF_MAX_PERIODS));
      return;
    }
  for (guint i = 0; i < season->n_periods; i++)
    ordered = check_period (season, i, place, problems) && ordered;
  for (guint i = 0; ordered && i < season->n_periods; i++)
    check_length (season, i, place, problems);
}

static void
check_season (const DwTariffSet *set, guint index, const char *title, GPtrArray *problems)
{
  const DwTariffSeason *season = &set->seasons[index];
  g_autofree char *place = make_place (title, season);

  if (!is_date_of_each_year (season->from_month, season->from_day))
    g_ptr_array_add (problems, g_strdup_printf (_ ("%s: %02u-%02u is not a date of every year."), place, season->from_month, season->from_day));
  for (guint i = 0; i < index; i++)
    if (set->seasons[i].from_month == season->from_month && set->seasons[i].from_day == season->from_day)
      {
        g_ptr_array_add (problems, g_strdup_printf (_ ("%s: another season begins on %02u-%02u, too."), place, season->from_month, season->from_day));
        break;
      }
  check_periods (season, place, problems);
}

static void
complain_cb (DwPricePlace place, guint index, char *sentence, gpointer data)
{
  g_ptr_array_add (data, sentence);
}

static void
check_set (const DwTariffSet *set, const char *title, GPtrArray *problems)
{
  if (set->n_seasons > DW_TARIFF_MAX_SEASONS)
    g_ptr_array_add (problems, g_strdup_printf (_ ("%s: there are %u seasons; at most %d are possible."), title, set->n_seasons, DW_TARIFF_MAX_SEASONS));
  else
    for (guint i = 0; i < set->n_seasons; i++)
      check_season (set, i, title, problems);
  dw_price_plan_check (&set->prices, dw_tariff_set_used_rates (set), title, complain_cb, problems);
}

static void
check_switch (const DwTariff *self, GPtrArray *problems)
{
  if (self->switch_ms < 0)
    g_ptr_array_add (problems, g_strdup (_ ("The time at which the next set takes over is before 1970.")));
  else if (self->next.n_seasons > 0 && self->switch_ms == 0)
    g_ptr_array_add (problems, g_strdup (_ ("There is a next set, but no time at which it takes over.")));
  else if (self->next.n_seasons == 0 && self->switch_ms > 0)
    g_ptr_array_add (problems, g_strdup (_ ("There is a time at which the next set takes over, but no next set.")));
}

GPtrArray *
dw_tariff_check (const DwTariff *self)
{
  GPtrArray *problems = g_ptr_array_new_with_free_func (g_free);

  if (is_empty (self->name))
    g_ptr_array_add (problems, g_strdup (_ ("The tariff has no name.")));
  if (self->current.n_seasons == 0)
    g_ptr_array_add (problems, g_strdup (_ ("The set in force has no season.")));
  check_set (&self->current, _ ("The set in force"), problems);
  check_set (&self->next, _ ("The next set"), problems);
  check_switch (self, problems);
  return problems;
}
