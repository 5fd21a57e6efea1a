// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include <glib/gstdio.h>

#include "dw-alarm-desk.h"
#include "dw-tariff-presets.h"
#include "trend-kit.h"

/* Plan: the two settings of the trend desk: what is kept, refused and audited, what is read back after the station was opened again, and what becomes of a spoilt one. */

#define BEGIN_MS KIT_NOVEMBER_MS
#define AT(hours) (BEGIN_MS + (gint64)((hours)*3600000.0))

static guint
count_audit (TrendKit *kit, const char *act, const char *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  guint n = 0;

  trend_kit_settle (kit);
  rows = dw_store_load_audit (kit->station->store, 0, 0, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      const DwAuditRow *row = rows->pdata[i];

      if (!g_str_equal (row->act, act) || !g_str_equal (row->result, result))
        continue;
      n++;
      if (g_str_equal (result, "done"))
        g_assert_cmpstr (row->old_value, !=, row->new_value);
    }
  return n;
}

static void
reopen (TrendKit *kit)
{
  g_assert_finalize_object (g_steal_pointer (&kit->station));
  trend_kit_open (kit, AT (25));
}

static void
test_retention (TrendKit *kit, gconstpointer data)
{
  static const struct
  {
    const char *sentence;
    DwRole role;
    DwTrendRetention days;
    int code; /* -1 = kept */
  } cases[] = {
    { "longer than the default", DW_ROLE_SYSTEM_ADMIN, { 800, 4000, 0 }, -1 },
    { "everything for ever", DW_ROLE_SYSTEM_ADMIN, { 0, 0, 0 }, -1 },
    { "one day", DW_ROLE_SYSTEM_ADMIN, { 1, 1, 1 }, -1 },
    { "fewer than no days", DW_ROLE_SYSTEM_ADMIN, { -1, 100, 0 }, DW_DESK_ERROR_INVALID },
    { "longer than a life", DW_ROLE_SYSTEM_ADMIN, { 400, 40000, 0 }, DW_DESK_ERROR_INVALID },
    { "minutes shorter than samples", DW_ROLE_SYSTEM_ADMIN, { 400, 300, 0 }, DW_DESK_ERROR_INVALID },
    { "hours shorter than minutes for ever", DW_ROLE_SYSTEM_ADMIN, { 400, 0, 5000 }, DW_DESK_ERROR_INVALID },
    { "by a guard", DW_ROLE_DUTY_GUARD, { 400, 4000, 0 }, DW_DESK_ERROR_DENIED },
  };
  DwTrendRetention kept = { 400, 1830, 0 };

  trend_kit_open (kit, AT (24));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      DwTrendRetention now;

      g_test_message ("%s", cases[i].sentence);
      dw_trend_desk_get_retention (kit->station, &now);
      g_assert_cmpmem (&now, sizeof now, &kept, sizeof kept);
      trend_kit_sign_in (kit, cases[i].role, 0);
      g_assert_cmpint (dw_trend_desk_set_retention (kit->station, &cases[i].days, &error), ==, cases[i].code < 0);
      if (cases[i].code < 0)
        kept = cases[i].days;
      else
        g_assert_error (error, DW_DESK_ERROR, cases[i].code);
    }
  g_assert_cmpuint (count_audit (kit, "set-retention", "done"), ==, 3);
  g_assert_cmpuint (count_audit (kit, "set-retention", "denied"), ==, 1);
  reopen (kit);
  {
    DwTrendRetention now;

    dw_trend_desk_get_retention (kit->station, &now);
    g_assert_cmpmem (&now, sizeof now, &kept, sizeof kept);
  }
}

/* A setting that somebody spoilt counts as not set. */
static void
test_spoilt_retention (TrendKit *kit, gconstpointer data)
{
  static const char *const texts[] = { "", "{", "[]", "{\"raw_days\":1}", "{\"raw_days\":\"1\",\"minute_days\":1,\"hour_days\":1}", "{\"raw_days\":-5,\"minute_days\":1,\"hour_days\":1}" };

  trend_kit_open (kit, AT (24));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      DwTrendRetention now;

      g_assert_true (dw_store_set_setting (kit->station->store, "history-retention", texts[i], NULL));
      g_test_expect_message ("dw-station", G_LOG_LEVEL_WARNING, "*history-retention*");
      dw_trend_desk_get_retention (kit->station, &now);
      g_test_assert_expected_messages ();
      g_assert_cmpint (now.raw_days, ==, 400);
    }
}

static DwTariff *
make_tariff (guint from_minute)
{
  DwTariff *tariff = dw_tariff_new ("Own");
  DwTariffSeason *season = g_new0 (DwTariffSeason, 1);

  season->name = g_strdup ("Year");
  season->from_month = 1;
  season->from_day = 1;
  season->periods[0] = (DwTariffPeriod){ (guint16)from_minute, DW_RATE_PEAK };
  season->periods[1] = (DwTariffPeriod){ 20 * 60, DW_RATE_VALLEY };
  season->n_periods = 2;
  tariff->current.seasons = season;
  tariff->current.n_seasons = 1;
  return tariff;
}

static void
test_tariff (TrendKit *kit, gconstpointer data)
{
  g_autoptr (DwTariff) good = make_tariff (8 * 60);
  g_autoptr (DwTariff) bad = make_tariff (2000); /* no minute of a day */
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GError) denied = NULL, invalid = NULL, error = NULL;

  trend_kit_open (kit, AT (24));
  g_assert_cmpuint (dw_trend_desk_get_tariff (kit->station)->current.n_seasons, >=, 1);
  trend_kit_sign_in (kit, DW_ROLE_SCHOOL_ADMIN, 0);
  g_assert_false (dw_trend_desk_set_tariff (kit->station, good, &denied));
  g_assert_error (denied, DW_DESK_ERROR, DW_DESK_ERROR_DENIED);
  trend_kit_sign_in (kit, DW_ROLE_SYSTEM_ADMIN, 0);
  g_assert_false (dw_trend_desk_set_tariff (kit->station, bad, &invalid));
  g_assert_error (invalid, DW_DESK_ERROR, DW_DESK_ERROR_INVALID);
  g_assert_cmpstr (dw_trend_desk_get_tariff (kit->station)->name, !=, "Own");
  g_assert_true (dw_trend_desk_set_tariff (kit->station, good, &error));
  g_assert_no_error (error);
  /* The one that is set may be set again. */
  g_assert_true (dw_trend_desk_set_tariff (kit->station, dw_trend_desk_get_tariff (kit->station), &error));
  g_assert_cmpuint (count_audit (kit, "set-tariff", "denied"), ==, 1);
  reopen (kit);
  g_assert_cmpstr (dw_trend_desk_get_tariff (kit->station)->name, ==, "Own");
  g_assert_cmpint (dw_tariff_rate_at (dw_trend_desk_get_tariff (kit->station), AT (9), zone), ==, DW_RATE_PEAK);
  g_assert_cmpint (dw_tariff_rate_at (dw_trend_desk_get_tariff (kit->station), AT (3), zone), ==, DW_RATE_VALLEY);
}

static void
test_spoilt_tariff (TrendKit *kit, gconstpointer data)
{
  DwHealth health;

  trend_kit_open (kit, AT (24));
  g_assert_true (dw_store_set_setting (kit->station->store, "tariff", "{\"format\":1}", NULL));
  g_test_expect_message ("dw-station", G_LOG_LEVEL_WARNING, "*");
  g_assert_cmpuint (dw_trend_desk_get_tariff (kit->station)->current.n_seasons, >=, 1);
  g_test_assert_expected_messages ();
  dw_station_get_health (kit->station, &health);
  g_assert_cmpstr (health.fault, !=, "");
}

/* --- tariffs to begin with --- */

#define SEASONS ", \"seasons\": [{\"name\": \"Year\", \"from\": \"01-01\", \"periods\": [{\"from\": \"08:00\", \"rate\": \"peak\"}, {\"from\": \"20:00\", \"rate\": \"valley\"}]}]}"

static const struct
{
  const char *file, *text, *name; /* name NULL: cannot be used, and is said; "": no tariff file, passed over */
} own_files[] = {
  { "b-second.json", "{\"format\": 1, \"name\": \"Second\"" SEASONS, "Second" },
  { "a-first.json", "{\"format\": 1, \"name\": \"First\"" SEASONS, "First" },
  { "c-empty.json", "", NULL },
  { "d-broken.json", "{\"format\": 1, ", NULL },
  { "e-of-later.json", "{\"format\": 99, \"name\": \"Later\"" SEASONS, NULL },
  { "f-without-seasons.json", "{\"format\": 1, \"name\": \"None\", \"seasons\": []}", NULL },
  { "notes.txt", "{", "" },
};

static void
write_own_files (const char *dir)
{
  g_autofree char *folder = g_build_filename (dir, "tariffs", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (own_files); i++)
    {
      g_autofree char *path = g_build_filename (folder, own_files[i].file, NULL);

      g_assert_true (g_file_set_contents (path, own_files[i].text, -1, NULL));
    }
}

static gboolean
is_named (const GPtrArray *problems, const char *file)
{
  for (guint i = 0; i < problems->len; i++)
    if (strstr (problems->pdata[i], file) != NULL)
      return TRUE;
  return FALSE;
}

/* Those of the program first, then the own ones by file name; what cannot be used is said by its name and takes nothing else along. */
static void
test_presets (TrendKit *kit, gconstpointer data)
{
  g_autoptr (GPtrArray) shipped = NULL, presets = NULL, problems = NULL, none = NULL;
  guint n_bad = 0;

  trend_kit_open (kit, AT (24));
  shipped = dw_trend_desk_list_presets (kit->station, &none);
  g_assert_cmpuint (shipped->len, >=, 1);
  g_assert_cmpuint (none->len, ==, 0);
  write_own_files (kit->dir);
  presets = dw_trend_desk_list_presets (kit->station, &problems);
  g_assert_cmpuint (presets->len, ==, shipped->len + 2);
  g_assert_cmpstr (((DwTariff *)presets->pdata[shipped->len])->name, ==, "First");
  g_assert_cmpstr (((DwTariff *)presets->pdata[shipped->len + 1])->name, ==, "Second");
  for (guint i = 0; i < G_N_ELEMENTS (own_files); i++)
    {
      g_assert_cmpint (is_named (problems, own_files[i].file), ==, own_files[i].name == NULL);
      n_bad += own_files[i].name == NULL;
    }
  g_assert_cmpuint (problems->len, ==, n_bad);
  g_ptr_array_unref (dw_trend_desk_list_presets (kit->station, NULL));
}

/* Every preset is one that the desk takes (S3-47, S3-48). */
static void
test_presets_are_taken (TrendKit *kit, gconstpointer data)
{
  g_autoptr (GPtrArray) presets = NULL;
  g_autoptr (GError) error = NULL;

  trend_kit_open (kit, AT (24));
  write_own_files (kit->dir);
  presets = dw_trend_desk_list_presets (kit->station, NULL);
  trend_kit_sign_in (kit, DW_ROLE_SYSTEM_ADMIN, 0);
  for (guint i = 0; i < presets->len; i++)
    {
      dw_trend_desk_set_tariff (kit->station, presets->pdata[i], &error);
      g_assert_no_error (error);
      g_assert_cmpstr (dw_trend_desk_get_tariff (kit->station)->name, ==, ((DwTariff *)presets->pdata[i])->name);
    }
}

int
main (int argc, char *argv[])
{
  trend_kit_init ();
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/trend-settings/" path, TrendKit, NULL, trend_kit_set_up, func, trend_kit_tear_down)
  ADD ("retention-is-checked-kept-and-audited", test_retention);
  ADD ("a-spoilt-retention-counts-as-not-set", test_spoilt_retention);
  ADD ("the-tariff-is-checked-kept-and-audited", test_tariff);
  ADD ("a-spoilt-tariff-counts-as-not-set", test_spoilt_tariff);
  ADD ("presets-come-in-order-and-name-the-bad-ones", test_presets);
  ADD ("presets-are-taken", test_presets_are_taken);
  return g_test_run ();
}
