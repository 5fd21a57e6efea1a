// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "dw-alarm-desk.h"
#include "dw-authority.h"
#include "dw-station-private.h"
#include "dw-text.h"
#include "dw-trend-desk-private.h"

/* Replaced meters, as people tell them: one setting of the store, an array of {"device", "time_ms", "old_final_kwh", "new_start_kwh"}; a number that was not written down
 * is left out. The energy across the replacement is exact when both numbers are there. */

#define KEY "meter-replacements"

/* An array always: what is damaged counts as empty. */
static JsonArray *
load_all (DwStation *station)
{
  g_autofree char *text = dw_store_get_setting (station->store, KEY);
  g_autoptr (JsonNode) root = text != NULL ? json_from_string (text, NULL) : NULL;

  if (root != NULL && JSON_NODE_HOLDS_ARRAY (root))
    return json_array_ref (json_node_get_array (root));
  if (text != NULL)
    g_warning ("%s: %s", KEY, text);
  return json_array_new ();
}

static JsonObject *
get_entry (JsonArray *all, guint i)
{
  JsonNode *node = json_array_get_element (all, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gboolean
is_entry_of (JsonObject *entry, gint64 device_id)
{
  return entry != NULL && json_object_get_int_member_with_default (entry, "device", 0) == device_id && json_object_get_int_member_with_default (entry, "time_ms", 0) > 0;
}

static int
compare_replacements (gconstpointer a, gconstpointer b)
{
  const DwCounterReplacement *left = a, *right = b;

  return (left->time_ms > right->time_ms) - (left->time_ms < right->time_ms);
}

GArray *
dw_trend_list_replacements (DwStation *station, gint64 device_id)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (DwCounterReplacement));
  g_autoptr (JsonArray) all = load_all (station);

  for (guint i = 0; i < json_array_get_length (all); i++)
    {
      JsonObject *entry = get_entry (all, i);
      DwCounterReplacement replacement;

      if (!is_entry_of (entry, device_id))
        continue;
      replacement.time_ms = json_object_get_int_member (entry, "time_ms");
      replacement.old_final_kwh = json_object_get_double_member_with_default (entry, "old_final_kwh", NAN);
      replacement.new_start_kwh = json_object_get_double_member_with_default (entry, "new_start_kwh", NAN);
      g_array_append_val (found, replacement);
    }
  g_array_sort (found, compare_replacements);
  return found;
}

/* --- noting one --- */

static gboolean
check_reading (double kwh, const char *what, GError **error)
{
  if (isnan (kwh) || (isfinite (kwh) && kwh >= 0))
    return TRUE;
  g_set_error (error, DW_DESK_ERROR, DW_DESK_ERROR_INVALID, _ ("%s: a reading is a number from 0 on"), what);
  return FALSE;
}

static gboolean
check_time (DwStation *station, gint64 time_ms, GError **error)
{
  if (time_ms > 0 && time_ms <= dw_clock_wall_ms (station->clock))
    return TRUE;
  g_set_error_literal (error, DW_DESK_ERROR, DW_DESK_ERROR_INVALID, _ ("Time: a replacement lies in the past"));
  return FALSE;
}

static gboolean
check_right (DwStation *station, const char *object, GError **error)
{
  g_autofree char *reason = NULL;

  if (dw_authority_check (station->person, DW_ACT_CONFIGURE, NULL, &reason))
    return TRUE;
  dw_station_audit (station, station->person, "replace-meter", object, NULL, NULL, reason, "denied");
  g_set_error_literal (error, DW_DESK_ERROR, DW_DESK_ERROR_DENIED, reason);
  return FALSE;
}

static void
remove_at (JsonArray *all, gint64 device_id, gint64 time_ms)
{
  for (guint i = json_array_get_length (all); i > 0; i--)
    {
      JsonObject *entry = get_entry (all, i - 1);

      if (is_entry_of (entry, device_id) && json_object_get_int_member (entry, "time_ms") == time_ms)
        json_array_remove_element (all, i - 1);
    }
}

static void
add_entry (JsonArray *all, gint64 device_id, gint64 time_ms, double old_final_kwh, double new_start_kwh)
{
  JsonObject *entry = json_object_new ();

  json_object_set_int_member (entry, "device", device_id);
  json_object_set_int_member (entry, "time_ms", time_ms);
  if (!isnan (old_final_kwh))
    json_object_set_double_member (entry, "old_final_kwh", old_final_kwh);
  if (!isnan (new_start_kwh))
    json_object_set_double_member (entry, "new_start_kwh", new_start_kwh);
  json_array_add_object_element (all, entry);
}

static gboolean
store_all (DwStation *station, JsonArray *all, GError **error)
{
  g_autoptr (JsonNode) root = json_node_alloc ();
  g_autofree char *text = NULL;

  json_node_init_array (root, all);
  text = json_to_string (root, FALSE);
  return dw_store_set_setting (station->store, KEY, text, error);
}

static char *
describe_reading (double kwh)
{
  g_autofree char *number = dw_text_number (kwh, 2);

  return isnan (kwh) ? g_strdup ("?") : g_strdup_printf ("%s kWh", number);
}

static void
tell (DwStation *station, DwDevice *device, const char *object, gint64 time_ms, double old_final_kwh, double new_start_kwh)
{
  DwEventRecord *event = dw_event_record_new ();
  g_autofree char *old_text = describe_reading (old_final_kwh);
  g_autofree char *new_text = describe_reading (new_start_kwh);

  event->kind = DW_EVENT_OPERATION;
  event->time_ms = time_ms;
  event->device_id = dw_device_get_id (device);
  event->place_id = dw_device_get_place_id (device);
  g_free (event->type);
  event->type = g_strdup ("replace-meter");
  g_free (event->actor);
  event->actor = g_strdup (station->person->id);
  g_free (event->note);
  event->note = g_strdup_printf ("%s -> %s", old_text, new_text);
  dw_station_add_event (station, event);
  dw_station_audit (station, station->person, "replace-meter", object, old_text, new_text, NULL, "done");
}

gboolean
dw_trend_desk_note_replacement (DwStation *station, gint64 device_id, gint64 time_ms, double old_final_kwh, double new_start_kwh, GError **error)
{
  DwDevice *device = dw_place_tree_find_device (station->tree, device_id);
  g_autofree char *object = device != NULL ? dw_station_name_device (station, device) : NULL;
  g_autoptr (JsonArray) all = NULL;

  if (device == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("There is no such device"));
      return FALSE;
    }
  if (!check_right (station, object, error) || !check_time (station, time_ms, error) || !check_reading (old_final_kwh, _ ("Old meter"), error) || !check_reading (new_start_kwh, _ ("New meter"), error))
    return FALSE;
  all = load_all (station);
  remove_at (all, device_id, time_ms);
  add_entry (all, device_id, time_ms, old_final_kwh, new_start_kwh);
  if (!store_all (station, all, error))
    return FALSE;
  tell (station, device, object, time_ms, old_final_kwh, new_start_kwh);
  return TRUE;
}
