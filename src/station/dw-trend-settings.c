// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "dw-alarm-desk.h"
#include "dw-authority.h"
#include "dw-station-private.h"
#include "dw-tariff-file.h"
#include "dw-trend-desk.h"

/* Tariff and retention: two settings of the store, each checked, audited with old and new text, and read back forgivingly: a setting that makes no sense any more
 * counts as not set, and says so. */

#define TARIFF_KEY "tariff"
#define RETENTION_KEY "history-retention"

enum {
  RAW_DAYS = 400,
  MINUTE_DAYS = 5 * 366,
  MOST_DAYS = 36500,
};

static gboolean
check_right (DwStation *station, const char *act, const char *object, GError **error)
{
  g_autofree char *reason = NULL;

  if (dw_authority_check (station->person, DW_ACT_CONFIGURE, NULL, &reason))
    return TRUE;
  dw_station_audit (station, station->person, act, object, NULL, NULL, reason, "denied");
  g_set_error_literal (error, DW_DESK_ERROR, DW_DESK_ERROR_DENIED, reason);
  return FALSE;
}

static gboolean
put_setting (DwStation *station, const char *key, const char *act, const char *object, const char *old_text, const char *new_text, GError **error)
{
  if (!dw_store_set_setting (station->store, key, new_text, error))
    return FALSE;
  dw_station_audit (station, station->person, act, object, old_text, new_text, NULL, "done");
  g_signal_emit_by_name (station, "changed");
  return TRUE;
}

/* --- tariff --- */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

static GPtrArray *
list_tariff_files (DwStation *station)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = g_build_filename (station->data_dir, "tariffs", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare_names);
  return paths;
}

/* One rate around the clock: it claims nothing. */
static DwTariff *
make_flat (void)
{
  DwTariff *tariff = dw_tariff_new (_ ("No tariff"));
  DwTariffSeason *season = g_new0 (DwTariffSeason, 1);

  season->name = g_strdup (_ ("All year"));
  season->from_month = 1;
  season->from_day = 1;
  season->periods[0].rate = DW_RATE_FLAT;
  season->n_periods = 1;
  tariff->current.seasons = season;
  tariff->current.n_seasons = 1;
  return tariff;
}

static DwTariff *
load_default (DwStation *station)
{
  g_autoptr (GPtrArray) paths = list_tariff_files (station);

  for (guint i = 0; i < paths->len; i++)
    {
      g_autoptr (GError) problem = NULL;
      DwTariff *tariff = dw_tariff_file_load (paths->pdata[i], &problem);

      if (tariff != NULL)
        return tariff;
      g_warning ("%s", problem->message);
    }
  return make_flat ();
}

static DwTariff *
load_tariff (DwStation *station)
{
  g_autofree char *text = dw_store_get_setting (station->store, TARIFF_KEY);
  g_autoptr (GError) problem = NULL;
  DwTariff *tariff = text != NULL ? dw_tariff_file_from_text (text, -1, _ ("Tariff of the station"), &problem) : NULL;

  if (problem != NULL)
    {
      g_warning ("%s", problem->message);
      dw_station_set_fault (station, DW_STATION_FAULT_SETUP, problem->message);
    }
  return tariff != NULL ? tariff : load_default (station);
}

const DwTariff *
dw_trend_desk_get_tariff (DwStation *station)
{
  if (station->tariff == NULL)
    station->tariff = load_tariff (station);
  return station->tariff;
}

static gboolean
check_tariff (const DwTariff *tariff, GError **error)
{
  g_autoptr (GPtrArray) problems = dw_tariff_check (tariff);

  if (problems->len == 0)
    return TRUE;
  g_set_error_literal (error, DW_DESK_ERROR, DW_DESK_ERROR_INVALID, problems->pdata[0]);
  return FALSE;
}

gboolean
dw_trend_desk_set_tariff (DwStation *station, const DwTariff *tariff, GError **error)
{
  g_autofree char *old_text = NULL;
  g_autofree char *new_text = NULL;
  DwTariff *copy;

  if (!check_right (station, "set-tariff", tariff->name, error) || !check_tariff (tariff, error))
    return FALSE;
  old_text = dw_tariff_file_to_text (dw_trend_desk_get_tariff (station));
  new_text = dw_tariff_file_to_text (tariff);
  if (!put_setting (station, TARIFF_KEY, "set-tariff", tariff->name, old_text, new_text, error))
    return FALSE;
  copy = dw_tariff_copy (tariff); /* before the old one goes: it may be the same */
  dw_tariff_free (station->tariff);
  station->tariff = copy;
  return TRUE;
}

/* --- retention --- */

static const struct
{
  const char *name;
  gsize offset;
} resolutions[] = {
  { "raw_days", G_STRUCT_OFFSET (DwTrendRetention, raw_days) },
  { "minute_days", G_STRUCT_OFFSET (DwTrendRetention, minute_days) },
  { "hour_days", G_STRUCT_OFFSET (DwTrendRetention, hour_days) },
};

static gint64 *
get_days (const DwTrendRetention *retention, guint resolution)
{
  return &G_STRUCT_MEMBER (gint64, retention, resolutions[resolution].offset);
}

static char *
describe_retention (const DwTrendRetention *retention)
{
  return g_strdup_printf ("{\"raw_days\":%" G_GINT64_FORMAT ",\"minute_days\":%" G_GINT64_FORMAT ",\"hour_days\":%" G_GINT64_FORMAT "}", retention->raw_days, retention->minute_days, retention->hour_days);
}

/* For ever is longer than any number of days. */
static gboolean
is_shorter (gint64 days, gint64 than_days)
{
  return days != 0 && (than_days == 0 || days < than_days);
}

static gboolean
check_retention (const DwTrendRetention *retention, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (resolutions); i++)
    if (*get_days (retention, i) < 0 || *get_days (retention, i) > MOST_DAYS)
      {
        g_set_error (error, DW_DESK_ERROR, DW_DESK_ERROR_INVALID, _ ("History: 1 to %d days, or 0 for ever"), MOST_DAYS);
        return FALSE;
      }
  if (!is_shorter (retention->minute_days, retention->raw_days) && !is_shorter (retention->hour_days, retention->minute_days))
    return TRUE;
  g_set_error_literal (error, DW_DESK_ERROR, DW_DESK_ERROR_INVALID, _ ("History: keep minutes at least as long as samples, and hours at least as long as minutes"));
  return FALSE;
}

static gboolean
read_days (JsonObject *object, guint resolution, DwTrendRetention *retention)
{
  JsonNode *node = json_object_get_member (object, resolutions[resolution].name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  *get_days (retention, resolution) = json_node_get_int (node);
  return TRUE;
}

static gboolean
parse_retention (const char *text, DwTrendRetention *retention)
{
  g_autoptr (JsonNode) root = json_from_string (text, NULL);
  DwTrendRetention read = { 0 };

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (resolutions); i++)
    if (!read_days (json_node_get_object (root), i, &read))
      return FALSE;
  if (!check_retention (&read, NULL))
    return FALSE;
  *retention = read;
  return TRUE;
}

void
dw_trend_desk_get_retention (DwStation *station, DwTrendRetention *retention)
{
  g_autofree char *text = dw_store_get_setting (station->store, RETENTION_KEY);

  *retention = (DwTrendRetention){ RAW_DAYS, MINUTE_DAYS, 0 };
  if (text != NULL && !parse_retention (text, retention))
    g_warning ("%s: %s", RETENTION_KEY, text);
}

void
dw_trend_desk_apply_retention (DwStation *self)
{
  DwTrendRetention days;
  DwHistoryRetention retention;

  dw_trend_desk_get_retention (self, &days);
  retention = (DwHistoryRetention){ days.raw_days, days.minute_days, days.hour_days };
  dw_store_set_history_retention (self->store, &retention);
}

gboolean
dw_trend_desk_set_retention (DwStation *station, const DwTrendRetention *retention, GError **error)
{
  DwTrendRetention old;
  g_autofree char *old_text = NULL;
  g_autofree char *new_text = NULL;

  if (!check_right (station, "set-retention", RETENTION_KEY, error) || !check_retention (retention, error))
    return FALSE;
  dw_trend_desk_get_retention (station, &old);
  old_text = describe_retention (&old);
  new_text = describe_retention (retention);
  if (!put_setting (station, RETENTION_KEY, "set-retention", RETENTION_KEY, old_text, new_text, error))
    return FALSE;
  dw_trend_desk_apply_retention (station);
  return TRUE;
}
