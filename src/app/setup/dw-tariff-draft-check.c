// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-tariff-draft.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* From what is typed to a tariff. dw_tariff_check says everything that is wrong in one list of sentences; to put each beside its field, the tariff is built up season by season,
 * and what a step adds to the list belongs to that step. So the rules stay in one place. */

/* --- reading what was typed --- */

/* Two numbers of at most two digits around one of the separators. */
static gboolean
parse_pair (const char *text, const char *const *separators, guint *first, guint *second)
{
  for (guint i = 0; separators[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (text, separators[i], -1);
      guint64 a, b;

      if (g_strv_length (parts) != 2 || strlen (parts[0]) > 2 || strlen (parts[1]) > 2)
        continue;
      if (!g_ascii_string_to_unsigned (parts[0], 10, 0, 99, &a, NULL) || !g_ascii_string_to_unsigned (parts[1], 10, 0, 99, &b, NULL))
        continue;
      *first = (guint)a;
      *second = (guint)b;
      return TRUE;
    }
  return FALSE;
}

gboolean
dw_draft_parse_minute (const char *text, guint *minute)
{
  static const char *const separators[] = { ":", "：", NULL };
  guint hour, rest;

  if (!parse_pair (text, separators, &hour, &rest) || hour > 23 || rest > 59)
    return FALSE;
  *minute = hour * 60 + rest;
  return TRUE;
}

gboolean
dw_draft_parse_date (const char *text, guint *month, guint *day)
{
  static const char *const separators[] = { "-", "/", ".", NULL };

  return parse_pair (text, separators, month, day);
}

static GDateTime *
parse_moment (const char *text, GTimeZone *zone)
{
  g_auto (GStrv) parts = g_strsplit (text, " ", 2);
  guint month, day, minute = 0;
  guint64 year;

  if (strlen (parts[0]) < 8 || parts[0][4] != '-' || !dw_draft_parse_date (parts[0] + 5, &month, &day))
    return NULL;
  parts[0][4] = '\0';
  if (!g_ascii_string_to_unsigned (parts[0], 10, 1970, 9000, &year, NULL))
    return NULL;
  if (parts[1] != NULL && !dw_draft_parse_minute (parts[1], &minute))
    return NULL;
  return g_date_time_new (zone, (int)year, (int)month, (int)day, (int)(minute / 60), (int)(minute % 60), 0);
}

/* --- problems --- */

static void
problem_free (gpointer data)
{
  DwDraftProblem *self = data;

  g_free (self->sentence);
  g_free (self);
}

/* Takes the sentence. */
static void
add_problem (GPtrArray *problems, DwDraftProblem where, char *sentence)
{
  DwDraftProblem *problem = g_memdup2 (&where, sizeof where);

  problem->sentence = sentence;
  g_ptr_array_add (problems, problem);
}

/* --- building --- */

static int
compare_periods (gconstpointer a, gconstpointer b)
{
  const DwTariffPeriod *left = a, *right = b;

  return (int)left->from_minute - (int)right->from_minute;
}

/* Insertion keeps periods of the same time in the order in which they were typed. */
static void
sort_periods (DwTariffSeason *season)
{
  for (guint i = 1; i < season->n_periods; i++)
    for (guint k = i; k > 0 && compare_periods (&season->periods[k - 1], &season->periods[k]) > 0; k--)
      {
        DwTariffPeriod swap = season->periods[k];

        season->periods[k] = season->periods[k - 1];
        season->periods[k - 1] = swap;
      }
}

static void
read_periods (const DwDraftSeason *draft, DwTariffSeason *season, DwDraftProblem where, GPtrArray *problems)
{
  where.place = DW_DRAFT_AT_PERIOD;
  for (guint i = 0; i < draft->periods->len; i++)
    {
      const DwDraftPeriod *period = draft->periods->pdata[i];
      guint minute;

      where.period = i;
      if (!dw_draft_parse_minute (period->from, &minute))
        add_problem (problems, where, g_strdup_printf (_ ("“%s” is not a time of day: write it as 07:30."), period->from));
      else if (season->n_periods < DW_TARIFF_MAX_PERIODS)
        season->periods[season->n_periods++] = (DwTariffPeriod){ .from_minute = (guint16)minute, .rate = period->rate };
    }
  sort_periods (season);
}

/* Stands in for a date that cannot be read, so that nothing is said about it but that: the last day of the year that no other season has. */
static void
find_free_date (const DwTariffSet *set, guint *month, guint *day)
{
  *month = 12;
  *day = 31;
  for (guint i = 0; i<set->n_seasons && * day> 1; i++)
    if (set->seasons[i].from_month == *month && set->seasons[i].from_day == *day)
      {
        (*day)--;
        i = 0;
      }
}

static void
read_season (const DwDraftSeason *draft, DwTariffSet *set, DwDraftProblem where, GPtrArray *problems)
{
  DwTariffSeason *season;
  guint month, day;

  if (!dw_draft_parse_date (draft->from, &month, &day))
    {
      add_problem (problems, where, g_strdup_printf (_ ("“%s” is not a day of the year: write month and day as 07-01."), draft->from));
      find_free_date (set, &month, &day);
    }
  set->seasons = g_renew (DwTariffSeason, set->seasons, set->n_seasons + 1);
  season = &set->seasons[set->n_seasons++];
  *season = (DwTariffSeason){ .name = g_strdup (draft->name), .from_month = (guint8)month, .from_day = (guint8)day };
  read_periods (draft, season, where, problems);
}

static gint64
read_switch (const DwTariffDraft *self, GTimeZone *zone, GPtrArray *problems)
{
  g_autoptr (GDateTime) moment = NULL;

  if (strcmp (self->switch_time, self->switch_before) == 0)
    return self->switch_before_ms;
  if (*self->switch_time == '\0')
    return 0;
  moment = parse_moment (self->switch_time, zone);
  if (moment != NULL)
    return g_date_time_to_unix (moment) * 1000;
  add_problem (problems, (DwDraftProblem){ .place = DW_DRAFT_AT_SWITCH },
               g_strdup_printf (_ ("“%s” is not a date: write it as 2027-01-01, with 08:00 behind it when it is not midnight."), self->switch_time));
  /* Nothing else is to be said about it. */
  return self->seasons[DW_DRAFT_NEXT]->len > 0 ? 1 : 0;
}

/* --- whose fault a sentence is --- */

/* What is known already. Two seasons of one name can share a sentence: it is told as often as it is true. */
typedef struct
{
  GHashTable *told; /* sentence, owned -> how often */
  GPtrArray *problems;
} Report;

static guint
count_equal (GPtrArray *sentences, guint n, const char *sentence)
{
  guint count = 0;

  for (guint i = 0; i < n; i++)
    count += strcmp (sentences->pdata[i], sentence) == 0;
  return count;
}

static void
tell_new (Report *report, const DwTariff *tariff, DwDraftProblem where)
{
  g_autoptr (GPtrArray) sentences = dw_tariff_check (tariff);

  for (guint i = 0; i < sentences->len; i++)
    {
      const char *sentence = sentences->pdata[i];
      guint count = count_equal (sentences, i + 1, sentence);

      if (count <= GPOINTER_TO_UINT (g_hash_table_lookup (report->told, sentence)))
        continue;
      g_hash_table_replace (report->told, g_strdup (sentence), GUINT_TO_POINTER (count));
      add_problem (report->problems, where, g_strdup (sentence));
    }
}

/* A sentence about a period names its time. The last period of that time takes it: it is the one that is too many. */
static void
move_to_periods (GPtrArray *problems, guint first, const DwDraftSeason *draft)
{
  for (guint i = first; i < problems->len; i++)
    for (guint k = 0; k < draft->periods->len; k++)
      {
        DwDraftProblem *problem = problems->pdata[i];
        g_autofree char *time = NULL;
        guint minute;

        if (!dw_draft_parse_minute (((DwDraftPeriod *)draft->periods->pdata[k])->from, &minute))
          continue;
        time = g_strdup_printf ("%02u:%02u", minute / 60, minute % 60);
        if (strstr (problem->sentence, time) == NULL)
          continue;
        problem->place = DW_DRAFT_AT_PERIOD;
        problem->period = k;
      }
}

static void
tell_seasons (Report *report, DwTariff *tariff, DwTariffSet *set, DwDraftProblem where, GPtrArray *drafts)
{
  guint n_seasons = set->n_seasons;

  where.place = DW_DRAFT_AT_SEASON;
  for (guint i = 0; i < n_seasons; i++)
    {
      guint first = report->problems->len;

      set->n_seasons = i + 1;
      where.season = i;
      tell_new (report, tariff, where);
      move_to_periods (report->problems, first, drafts->pdata[i]);
    }
}

/* A set that nobody can find fault with: what is found beside it is elsewhere. */
static DwTariffSeason blameless = { .name = "", .from_month = 1, .from_day = 1, .periods = { { 0, DW_RATE_FLAT } }, .n_periods = 1 };

static void
tell_violations (const DwTariffDraft *self, DwTariff *tariff, GPtrArray *problems)
{
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Report report = { told, problems };
  DwTariff part = { .name = tariff->name, .source = tariff->source, .current = { .seasons = &blameless, .n_seasons = 1 } };

  tell_new (&report, &part, (DwDraftProblem){ .place = DW_DRAFT_AT_NAME });
  part.name = (char *)"-";
  part.current = tariff->current;
  tell_seasons (&report, &part, &part.current, (DwDraftProblem){ .set = DW_DRAFT_CURRENT }, self->seasons[DW_DRAFT_CURRENT]);
  part.current = (DwTariffSet){ .seasons = &blameless, .n_seasons = 1 };
  part.next = tariff->next;
  part.switch_ms = tariff->next.n_seasons > 0 ? 1 : 0;
  tell_seasons (&report, &part, &part.next, (DwDraftProblem){ .set = DW_DRAFT_NEXT }, self->seasons[DW_DRAFT_NEXT]);
  part.next.n_seasons = tariff->next.n_seasons > 0 ? 1 : 0;
  part.next.seasons = &blameless;
  part.switch_ms = tariff->switch_ms;
  tell_new (&report, &part, (DwDraftProblem){ .place = DW_DRAFT_AT_SWITCH });
  tell_new (&report, tariff, (DwDraftProblem){ .place = DW_DRAFT_AT_TARIFF });
}

/* --- prices --- */

typedef struct
{
  DwDraftSet set;
  GPtrArray *problems;
} PriceReport;

static void
complain_cb (DwPricePlace place, guint index, char *sentence, gpointer data)
{
  static const DwDraftPlace places[] = { [DW_PRICE_AT_PLAN] = DW_DRAFT_AT_PRICES, [DW_PRICE_AT_RATE] = DW_DRAFT_AT_PRICE, [DW_PRICE_AT_TIER] = DW_DRAFT_AT_TIER };
  const PriceReport *report = data;

  add_problem (report->problems, (DwDraftProblem){ .place = places[place], .set = report->set, .price = index }, sentence);
}

static void
read_prices (const DwTariffDraft *self, DwDraftSet set, DwTariffSet *tariff_set, GPtrArray *problems)
{
  const char *const titles[DW_N_DRAFT_SETS] = { [DW_DRAFT_CURRENT] = _ ("The set in force"), [DW_DRAFT_NEXT] = _ ("The next set") };
  PriceReport report = { set, problems };

  dw_draft_prices_read (self->prices[set], dw_tariff_set_used_rates (tariff_set), titles[set], &tariff_set->prices, complain_cb, &report);
}

DwTariff *
dw_tariff_draft_make (const DwTariffDraft *self, GTimeZone *zone, GPtrArray **problems)
{
  DwTariff *tariff = dw_tariff_new (self->name);
  DwTariffSet *sets[] = { &tariff->current, &tariff->next };
  GPtrArray *found = g_ptr_array_new_with_free_func (problem_free);

  g_free (tariff->source);
  tariff->source = g_strdup (self->source);
  for (DwDraftSet set = 0; set < DW_N_DRAFT_SETS; set++)
    for (guint i = 0; i < self->seasons[set]->len; i++)
      read_season (self->seasons[set]->pdata[i], sets[set], (DwDraftProblem){ .place = DW_DRAFT_AT_SEASON, .set = set, .season = i }, found);
  tariff->switch_ms = read_switch (self, zone, found);
  /* Prices know their fields themselves; without them nothing is told twice. */
  tell_violations (self, tariff, found);
  for (DwDraftSet set = 0; set < DW_N_DRAFT_SETS; set++)
    read_prices (self, set, sets[set], found);
  *problems = found;
  return tariff;
}
