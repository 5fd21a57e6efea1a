// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sim-scenario.h"

#include <math.h>

#include "dw-sim-scenario-parse.h"

/* The top of the file: format, time, script. */

#define FORMAT 1
#define DAY_MS G_GINT64_CONSTANT (86400000)

static const char *const root_keys[] = { "format", "title", "seed", "start_at", "utc_offset_min", "repeat_s", "noise", "places", "gateways", "script", "past", "comment", NULL };
static const char *const script_keys[] = { "at_s", "fault", "device", "value", "for_s", "phase", "over_s", NULL };
static const char *const past_keys[] = { "days_ago", "at", "fault", "device", "value", "for_s", "phase", "over_s", NULL };
static const char *const replace_keys[] = { "days_ago", "at", "replace", "reading", NULL };

static void
script_entry_free (gpointer data)
{
  DwSimScriptEntry *self = data;

  g_free (self->fault);
  g_free (self->target);
  g_free (self);
}

void
dw_sim_scenario_free (DwSimScenario *self)
{
  g_free (self->title);
  g_clear_pointer (&self->world, dw_sim_world_free);
  g_ptr_array_unref (self->script);
  g_ptr_array_unref (self->past);
  g_free (self);
}

#define CLOCK_ADVICE "must be a time like \"10:05\""

/* Minutes since midnight. */
static gboolean
parse_clock (const char *text, guint *minutes)
{
  guint hour, minute;
  char rest;

  if (sscanf (text, "%2u:%2u%c", &hour, &minute, &rest) != 2 || hour > 23 || minute > 59)
    return FALSE;
  *minutes = hour * 60 + minute;
  return TRUE;
}

/* "10:05" on the local day of now, or on the last day before that has school. */
static gint64
find_start (DwSimJson *json, const char *start_at, int utc_offset_min, gint64 now_ms)
{
  guint minutes;

  if (!parse_clock (start_at, &minutes))
    {
      dw_sim_json_fail (json, "start_at", CLOCK_ADVICE);
      return now_ms;
    }
  gint64 offset_ms = utc_offset_min * G_GINT64_CONSTANT (60000);
  gint64 day = (now_ms + offset_ms) / DAY_MS;
  while (!dw_sim_load_is_school_day (day) && day > 0)
    day--;
  return day * DAY_MS + minutes * G_GINT64_CONSTANT (60000) - offset_ms;
}

static DwSimWorld *
make_world (DwSimJson *json, JsonObject *root, const DwSimScenarioOptions *options)
{
  double seed = dw_sim_json_number (json, root, "seed", 0.0, 4294967295.0, 1.0);
  int utc_offset_min = dw_sim_json_integer (json, root, "utc_offset_min", -720, 840, 480);
  const char *start_at = dw_sim_json_string (json, root, "start_at", "");
  gint64 start_ms = options->start_ms != 0 ? options->start_ms : options->now_ms;

  if (*start_at != '\0')
    {
      gint64 planned_ms = find_start (json, start_at, utc_offset_min, options->now_ms);
      start_ms = options->start_ms != 0 ? start_ms : planned_ms;
    }
  return dw_sim_world_new (options->seed >= 0 ? (guint32)options->seed : (guint32)seed, start_ms, utc_offset_min);
}

static void
check_target (DwSimJson *json, DwSimWorld *world, const char *fault, const char *target)
{
  DwSimFaultId id;
  gboolean node = dw_sim_world_find_node (world, target) != NULL;
  gboolean gateway = dw_sim_world_find_gateway (world, target) != NULL;

  if (!dw_sim_fault_from_name (fault, &id))
    dw_sim_json_fail (json, "fault", "no fault is called \"%s\"", fault);
  else if (!(node && dw_sim_fault_info (id)->on_device) && !(gateway && dw_sim_fault_info (id)->on_gateway))
    dw_sim_json_fail (json, "device", "\"%s\" cannot have %s", target, fault);
}

/* What happens, but not when. */
static DwSimScriptEntry *
parse_happening (DwSimJson *json, JsonObject *object, DwSimWorld *world)
{
  DwSimScriptEntry *entry = g_new0 (DwSimScriptEntry, 1);
  const char *fault = dw_sim_json_string (json, object, "fault", NULL);
  const char *target = dw_sim_json_string (json, object, "device", NULL);

  entry->request = (DwSimFaultRequest)DW_SIM_FAULT_REQUEST_INIT;
  if (json_object_has_member (object, "value"))
    entry->request.value = dw_sim_json_number (json, object, "value", -1e6, 1e6, NAN);
  entry->request.phase = dw_sim_parse_phase (json, object, "phase", -1);
  entry->request.for_s = dw_sim_json_number (json, object, "for_s", 0.0, 1e7, 0.0);
  entry->request.over_s = dw_sim_json_number (json, object, "over_s", 0.0, 1e7, 0.0);
  if (fault != NULL && target != NULL)
    check_target (json, world, fault, target);
  entry->fault = g_strdup (fault);
  entry->target = g_strdup (target);
  return entry;
}

static DwSimScriptEntry *
parse_entry (DwSimJson *json, JsonObject *object, DwSimWorld *world)
{
  DwSimScriptEntry *entry = parse_happening (json, object, world);

  dw_sim_json_only (json, object, script_keys);
  entry->at_s = dw_sim_json_number (json, object, "at_s", 0.0, 1e7, NAN);
  return entry;
}

static DwSimScriptEntry *
parse_replacement (DwSimJson *json, JsonObject *object, DwSimWorld *world)
{
  DwSimScriptEntry *entry = g_new0 (DwSimScriptEntry, 1);
  const char *target = dw_sim_json_string (json, object, "replace", NULL);
  const DwSimNode *node = target != NULL ? dw_sim_world_find_node (world, target) : NULL;

  if (target != NULL && (node == NULL || node->gateway == NULL))
    dw_sim_json_fail (json, "replace", "\"%s\" is not a device", target);
  entry->target = g_strdup (target);
  entry->reading = dw_sim_json_number (json, object, "reading", 0.0, 1e9, NAN);
  return entry;
}

static DwSimScriptEntry *
parse_past_entry (DwSimJson *json, JsonObject *object, DwSimWorld *world)
{
  gboolean is_replacement = json_object_has_member (object, "replace");
  DwSimScriptEntry *entry = (is_replacement ? parse_replacement : parse_happening) (json, object, world);
  const char *at = dw_sim_json_string (json, object, "at", NULL);
  guint minutes = 0;

  dw_sim_json_only (json, object, is_replacement ? replace_keys : past_keys);
  if (at != NULL && !parse_clock (at, &minutes))
    dw_sim_json_fail (json, "at", CLOCK_ADVICE);
  entry->at_s = minutes * 60.0;
  entry->days_ago = dw_sim_json_integer (json, object, "days_ago", 0, 10000, 0);
  return entry;
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const DwSimScriptEntry *left = *(DwSimScriptEntry *const *)a, *right = *(DwSimScriptEntry *const *)b;

  return left->at_s < right->at_s ? -1 : left->at_s > right->at_s;
}

typedef DwSimScriptEntry *(*ParseEntry) (DwSimJson *json, JsonObject *object, DwSimWorld *world);

static void
parse_entries (DwSimJson *json, JsonObject *root, const char *name, ParseEntry parse, DwSimWorld *world, GPtrArray *entries)
{
  JsonArray *list = dw_sim_json_array (json, root, name);
  guint n_entries = list != NULL ? json_array_get_length (list) : 0;

  for (guint i = 0; i < n_entries && json->error == NULL; i++)
    {
      JsonObject *entry = dw_sim_json_element (json, list, name, i);
      gsize length = dw_sim_json_enter_index (json, name, i);

      if (entry != NULL)
        g_ptr_array_add (entries, parse (json, entry, world));
      dw_sim_json_leave (json, length);
    }
}

static void
parse_happenings (DwSimJson *json, JsonObject *root, DwSimScenario *scenario)
{
  parse_entries (json, root, "script", parse_entry, scenario->world, scenario->script);
  g_ptr_array_sort (scenario->script, compare_entries);
  if (json->error == NULL)
    parse_entries (json, root, "past", parse_past_entry, scenario->world, scenario->past);
}

static DwSimScenario *
parse_root (DwSimJson *json, JsonObject *root, const DwSimScenarioOptions *options)
{
  DwSimScenario *scenario = g_new0 (DwSimScenario, 1);

  scenario->script = g_ptr_array_new_with_free_func (script_entry_free);
  scenario->past = g_ptr_array_new_with_free_func (script_entry_free);
  dw_sim_json_integer (json, root, "format", FORMAT, FORMAT, NAN);
  dw_sim_json_only (json, root, root_keys);
  scenario->title = g_strdup (dw_sim_json_string (json, root, "title", NULL));
  scenario->repeat_s = dw_sim_json_number (json, root, "repeat_s", 0.0, 1e7, 0.0);
  scenario->world = make_world (json, root, options);
  scenario->world->noise = dw_sim_json_number (json, root, "noise", 0.0, 10.0, 1.0);
  if (json->error == NULL)
    dw_sim_parse_gateways (json, root, scenario->world);
  if (json->error == NULL)
    dw_sim_parse_places (json, root, scenario->world);
  if (json->error == NULL)
    parse_happenings (json, root, scenario);
  return scenario;
}

DwSimScenario *
dw_sim_scenario_parse (const char *text, gssize length, const char *name_for_errors, const DwSimScenarioOptions *options, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (DwSimScenario) scenario = NULL;
  DwSimJson json;

  if (!json_parser_load_from_data (parser, text, length, error))
    {
      g_prefix_error (error, "%s: ", name_for_errors);
      return NULL;
    }
  dw_sim_json_init (&json);
  JsonNode *root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    dw_sim_json_fail (&json, NULL, "must be an object");
  else
    scenario = parse_root (&json, json_node_get_object (root), options);

  gboolean good = json.error == NULL;
  if (!good)
    {
      g_propagate_error (error, g_steal_pointer (&json.error));
      g_prefix_error (error, "%s: ", name_for_errors);
    }
  dw_sim_json_clear (&json);
  if (!good)
    return NULL;
  dw_sim_world_settle (scenario->world);
  return g_steal_pointer (&scenario);
}

DwSimScenario *
dw_sim_scenario_load (const char *path, const DwSimScenarioOptions *options, GError **error)
{
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  return dw_sim_scenario_parse (text, (gssize)length, path, options, error);
}
