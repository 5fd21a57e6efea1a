// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-tariff-file.h"

#include <json-glib/json-glib.h>

#include "dw-json-path.h"
#include "dw-profile.h"
#include "dw-text.h"

/* Times of day and dates are written as people write them, "19:00" and "07-01"; the moment of the switch with its zone, because a file
 * travels. Words and forms are judged here, with their place; how periods and seasons fit together is judged by dw_tariff_check. */

#define FORMAT 1

static const char *const root_keys[] = { "format", "name", "source", "seasons", "prices", "next", NULL };
static const char *const next_keys[] = { "from", "seasons", "prices", NULL };
static const char *const prices_keys[] = { "by-rate", "cycle", "tiers", NULL };
static const char *const tier_keys[] = { "from", "surcharge", NULL };
static const char *const season_keys[] = { "name", "from", "periods", NULL };
static const char *const period_keys[] = { "from", "rate", NULL };

/* "AAxBB" with the separator x, else FALSE. */
static gboolean
read_pair (const char *text, char separator, guint *first, guint *second)
{
  for (guint i = 0; i < 5; i++)
    if (i == 2 ? text[i] != separator : !g_ascii_isdigit (text[i]))
      return FALSE;
  *first = (guint)(g_ascii_digit_value (text[0]) * 10 + g_ascii_digit_value (text[1]));
  *second = (guint)(g_ascii_digit_value (text[3]) * 10 + g_ascii_digit_value (text[4]));
  return text[5] == '\0';
}

static guint
load_minute (const DwJsonAt *at)
{
  g_autofree char *text = dw_json_string (at, "from");
  guint hour = 0;
  guint minute = 0;

  if (dw_json_failed (at))
    return 0;
  if (!read_pair (text, ':', &hour, &minute) || hour > 23 || minute > 59)
    dw_json_fail (at, "from", "must be a time of day like 07:00, not \"%s\"", text);
  return hour * 60 + minute;
}

static void
load_period (DwTariffSeason *season, const DwJsonAt *at)
{
  guint minute;
  DwRate rate = DW_RATE_FLAT;
  g_autofree char *word = dw_json_string (at, "rate");

  dw_json_check_keys (at, period_keys);
  if (!dw_json_failed (at) && !dw_rate_from_word (word, &rate))
    dw_json_fail (at, "rate", "must be one of sharp, peak, flat, valley, deep-valley, not \"%s\"", word);
  minute = load_minute (at);
  if (!dw_tariff_season_add_period (season, minute, rate))
    dw_json_fail (at, NULL, "there are more than %d periods", DW_TARIFF_MAX_PERIODS);
}

static void
load_date (DwTariffSeason *season, const DwJsonAt *at)
{
  g_autofree char *text = dw_json_string (at, "from");
  guint month = 0;
  guint day = 0;

  if (dw_json_failed (at))
    return;
  if (!read_pair (text, '-', &month, &day))
    dw_json_fail (at, "from", "must be a date like 07-01, not \"%s\"", text);
  season->from_month = (guint8)month;
  season->from_day = (guint8)day;
}

static void
load_season (DwTariffSet *set, const DwJsonAt *at)
{
  g_autofree char *name = dw_json_has (at, "name") ? dw_json_text (at, "name") : g_strdup ("");
  DwTariffSeason *season = dw_tariff_set_add_season (set, name, 0, 0);
  DwJsonAt periods = dw_json_array (at, "periods");

  dw_json_check_keys (at, season_keys);
  load_date (season, at);
  for (guint i = 0; i < dw_json_length (&periods); i++)
    {
      DwJsonAt item = dw_json_element (&periods, i);

      load_period (season, &item);
    }
}

/* Decimals are texts: a number of JSON has no decimals that it keeps exactly. */
static gint64
load_decimal (const DwJsonAt *at, const char *member, guint decimals, gint64 max)
{
  g_autofree char *text = dw_json_string (at, member);
  g_autofree char *highest = dw_price_format (max, decimals);
  gint64 value = 0;

  if (!dw_json_failed (at) && !dw_price_parse (text, decimals, max, &value))
    dw_json_fail (at, member, "must be a number from 0 to %s with at most %u decimals, not \"%s\"", highest, decimals, text);
  return value;
}

static void
load_tier (DwPricePlan *plan, const DwJsonAt *at)
{
  DwPriceTier tier = { .from_ckwh = load_decimal (at, "from", DW_PRICE_ENERGY_DECIMALS, DW_PRICE_MAX_FROM_CKWH), .surcharge_e4 = load_decimal (at, "surcharge", DW_PRICE_DECIMALS, DW_PRICE_MAX_E4) };

  dw_json_check_keys (at, tier_keys);
  if (plan->n_tiers < DW_PRICE_MAX_TIERS)
    plan->tiers[plan->n_tiers++] = tier;
  else
    dw_json_fail (at, NULL, "there are more than %d tiers", DW_PRICE_MAX_TIERS);
}

static void
load_by_rate (DwPricePlan *plan, const DwJsonAt *prices)
{
  DwJsonAt at = dw_json_object (prices, "by-rate");
  const char *words[DW_N_RATES + 1] = { NULL };

  for (guint rate = 0; rate < DW_N_RATES; rate++)
    words[rate] = dw_rate_word (rate);
  dw_json_check_keys (&at, words);
  for (guint rate = 0; rate < DW_N_RATES; rate++)
    {
      plan->has_price[rate] = dw_json_has (&at, words[rate]);
      plan->price_e4[rate] = plan->has_price[rate] ? load_decimal (&at, words[rate], DW_PRICE_DECIMALS, DW_PRICE_MAX_E4) : 0;
    }
}

static void
load_prices (DwPricePlan *plan, const DwJsonAt *set)
{
  static const char *const cycles[] = { "month", "year", NULL };
  DwJsonAt at = dw_json_object (set, "prices");
  DwJsonAt tiers = dw_json_array (&at, "tiers");

  dw_json_check_keys (&at, prices_keys);
  load_by_rate (plan, &at);
  plan->cycle = dw_json_word_or (&at, "cycle", cycles, DW_PRICE_MONTH);
  for (guint i = 0; i < dw_json_length (&tiers); i++)
    {
      DwJsonAt item = dw_json_element (&tiers, i);

      load_tier (plan, &item);
    }
}

static void
load_set (DwTariffSet *set, const DwJsonAt *at)
{
  DwJsonAt seasons = dw_json_array (at, "seasons");

  if (dw_json_length (&seasons) == 0)
    dw_json_fail (at, "seasons", "must have at least one season");
  if (dw_json_length (&seasons) > DW_TARIFF_MAX_SEASONS)
    dw_json_fail (at, "seasons", "must have at most %d seasons", DW_TARIFF_MAX_SEASONS);
  for (guint i = 0; i < dw_json_length (&seasons); i++)
    {
      DwJsonAt item = dw_json_element (&seasons, i);

      load_season (set, &item);
    }
  if (dw_json_has (at, "prices"))
    load_prices (&set->prices, at);
}

static void
load_next (DwTariff *tariff, const DwJsonAt *root)
{
  DwJsonAt at = dw_json_object (root, "next");
  g_autofree char *text = dw_json_string (&at, "from");
  /* Without a zone of its own the text has none, and is refused. */
  g_autoptr (GDateTime) from = g_date_time_new_from_iso8601 (text, NULL);

  dw_json_check_keys (&at, next_keys);
  if (!dw_json_failed (&at) && from == NULL)
    dw_json_fail (&at, "from", "must be a time with its zone like 2026-12-31T16:00:00Z, not \"%s\"", text);
  else if (from != NULL)
    tariff->switch_ms = g_date_time_to_unix (from) * 1000 + g_date_time_get_microsecond (from) / 1000;
  if (from != NULL && tariff->switch_ms <= 0)
    dw_json_fail (&at, "from", "must be after 1970");
  load_set (&tariff->next, &at);
}

static void
check_whole (const DwTariff *tariff, const DwJsonAt *root)
{
  g_autoptr (GPtrArray) problems = dw_json_failed (root) ? NULL : dw_tariff_check (tariff);

  if (problems != NULL && problems->len > 0)
    dw_json_fail (root, NULL, "%s", (const char *)g_ptr_array_index (problems, 0));
}

static void
load_all (DwTariff *tariff, DwJsonDoc *doc)
{
  DwJsonAt root = dw_json_root (doc);

  dw_json_check_keys (&root, root_keys);
  dw_json_integer (&root, "format", FORMAT, FORMAT);
  g_free (tariff->name);
  tariff->name = dw_json_text (&root, "name");
  g_free (tariff->source);
  tariff->source = dw_json_has (&root, "source") ? dw_json_text (&root, "source") : g_strdup ("");
  load_set (&tariff->current, &root);
  if (dw_json_has (&root, "next"))
    load_next (tariff, &root);
  check_whole (tariff, &root);
}

DwTariff *
dw_tariff_file_from_text (const char *text, gssize length, const char *name, GError **error)
{
  g_autoptr (DwTariff) tariff = dw_tariff_new ("");
  g_autoptr (DwJsonDoc) doc = dw_json_doc_new (text, length, name, DW_PROFILE_ERROR, DW_PROFILE_ERROR_SYNTAX, DW_PROFILE_ERROR_INVALID, error);

  if (doc == NULL)
    return NULL;
  load_all (tariff, doc);
  return dw_json_doc_finish (doc, error) ? g_steal_pointer (&tariff) : NULL;
}

DwTariff *
dw_tariff_file_load (const char *path, GError **error)
{
  g_autoptr (GError) fault = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;

  if (g_file_get_contents (path, &text, &length, &fault))
    return dw_tariff_file_from_text (text, (gssize)length, path, error);
  g_set_error (error, DW_PROFILE_ERROR, DW_PROFILE_ERROR_MISSING, "%s: cannot be read: %s", path, fault->message);
  return NULL;
}

static void
add_string (JsonBuilder *builder, const char *member, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, text);
}

static void
add_pair (JsonBuilder *builder, const char *format, guint first, guint second)
{
  char text[16];

  g_snprintf (text, sizeof text, format, first, second);
  add_string (builder, "from", text);
}

static void
add_season (JsonBuilder *builder, const DwTariffSeason *season)
{
  json_builder_begin_object (builder);
  add_string (builder, "name", season->name);
  add_pair (builder, "%02u-%02u", season->from_month, season->from_day);
  json_builder_set_member_name (builder, "periods");
  json_builder_begin_array (builder);
  for (guint i = 0; i < season->n_periods; i++)
    {
      json_builder_begin_object (builder);
      add_pair (builder, "%02u:%02u", season->periods[i].from_minute / 60, season->periods[i].from_minute % 60);
      add_string (builder, "rate", dw_rate_word (season->periods[i].rate));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_decimal (JsonBuilder *builder, const char *member, gint64 value, guint decimals)
{
  g_autofree char *text = dw_price_format (value, decimals);

  add_string (builder, member, text);
}

static void
add_tiers (JsonBuilder *builder, const DwPricePlan *plan)
{
  add_string (builder, "cycle", dw_price_cycle_word (plan->cycle));
  json_builder_set_member_name (builder, "tiers");
  json_builder_begin_array (builder);
  for (guint i = 0; i < plan->n_tiers; i++)
    {
      json_builder_begin_object (builder);
      add_decimal (builder, "from", plan->tiers[i].from_ckwh, DW_PRICE_ENERGY_DECIMALS);
      add_decimal (builder, "surcharge", plan->tiers[i].surcharge_e4, DW_PRICE_DECIMALS);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* A cycle without tiers has no meaning and is left out. */
static void
add_prices (JsonBuilder *builder, const DwPricePlan *plan)
{
  if (!dw_price_plan_has_prices (plan))
    return;
  json_builder_set_member_name (builder, "prices");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "by-rate");
  json_builder_begin_object (builder);
  for (guint rate = 0; rate < DW_N_RATES; rate++)
    if (plan->has_price[rate])
      add_decimal (builder, dw_rate_word (rate), plan->price_e4[rate], DW_PRICE_DECIMALS);
  json_builder_end_object (builder);
  if (plan->n_tiers > 0)
    add_tiers (builder, plan);
  json_builder_end_object (builder);
}

static void
add_set (JsonBuilder *builder, const DwTariffSet *set)
{
  json_builder_set_member_name (builder, "seasons");
  json_builder_begin_array (builder);
  for (guint i = 0; i < set->n_seasons; i++)
    add_season (builder, &set->seasons[i]);
  json_builder_end_array (builder);
  add_prices (builder, &set->prices);
}

static void
add_next (JsonBuilder *builder, const DwTariff *tariff)
{
  g_autofree char *from = dw_text_time_iso (tariff->switch_ms);

  json_builder_set_member_name (builder, "next");
  json_builder_begin_object (builder);
  add_string (builder, "from", from);
  add_set (builder, &tariff->next);
  json_builder_end_object (builder);
}

char *
dw_tariff_file_to_text (const DwTariff *tariff)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "format");
  json_builder_add_int_value (builder, FORMAT);
  add_string (builder, "name", tariff->name);
  add_string (builder, "source", tariff->source);
  add_set (builder, &tariff->current);
  if (tariff->next.n_seasons > 0)
    add_next (builder, tariff);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, TRUE);
}
