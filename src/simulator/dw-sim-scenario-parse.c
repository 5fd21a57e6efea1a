// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sim-scenario-parse.h"

#include <math.h>

#include "dw-sim-unit.h"

/* The tree of places is walked once; devices, and circuits that carry a load without a device, become nodes. A node is fed by what "fed_by" names, else
 * by the nearest device above it. Names may point forward, so nodes get their parents after the walk and enter the world parents first. */

static const char *const place_kinds[] = { "district", "region", "school", "building", "room", "box", "circuit", NULL };
static const char *const place_keys[] = { "key", "kind", "name", "facts", "children", "devices", "world", "labels", "settings", NULL };
static const char *const gateway_keys[] = { "name", "kind", "place", "port", "delay_ms", "period_ms", "settings", NULL };

typedef struct
{
  DwSimNode *node;  /* owned until it is in the world */
  char *fed_by;     /* NULL: above */
  DwSimNode *above; /* borrowed */
  char *path;
  gboolean placed;
} Draft;

typedef struct
{
  DwSimJson *json;
  DwSimWorld *world;
  GPtrArray *drafts;      /* Draft* */
  GHashTable *place_keys; /* char* of the file */
  DwSimSchoolKind school;
  int past_period_s;
} Walk;

static void
draft_free (gpointer data)
{
  Draft *self = data;

  if (self->node != NULL && !self->placed)
    dw_sim_node_free (self->node);
  g_free (self->fed_by);
  g_free (self->path);
  g_free (self);
}

static gboolean
key_is_taken (Walk *walk, const char *key)
{
  for (guint i = 0; i < walk->drafts->len; i++)
    if (g_str_equal (((Draft *)g_ptr_array_index (walk->drafts, i))->node->key, key))
      return TRUE;
  return FALSE;
}

static DwSimNode *
add_draft (Walk *walk, JsonObject *world, DwSimNode *node, DwSimNode *above)
{
  Draft *draft = g_new0 (Draft, 1);
  g_autoptr (JsonObject) nothing = json_object_new ();
  const char *fed_by = NULL;

  if (key_is_taken (walk, node->key))
    dw_sim_json_fail (walk->json, "key", "\"%s\" is used twice", node->key);
  node->school = walk->school;
  node->past_period_s = walk->past_period_s;
  node->leak_phase = (int)(walk->drafts->len % DW_SIM_PHASES);
  gsize length = dw_sim_json_enter (walk->json, "world");
  dw_sim_parse_node (walk->json, world != NULL ? world : nothing, node, &fed_by);
  dw_sim_json_leave (walk->json, length);

  draft->node = node;
  draft->fed_by = g_strdup (fed_by);
  draft->above = above;
  draft->path = g_strdup (walk->json->path->str);
  g_ptr_array_add (walk->drafts, draft);
  return node;
}

static void
connect_unit (Walk *walk, JsonObject *device, DwSimNode *node)
{
  const char *name = dw_sim_json_string (walk->json, device, "gateway", NULL);
  int unit = dw_sim_json_integer (walk->json, device, "unit", 1, 247, NAN);
  DwSimGateway *gateway = name != NULL ? dw_sim_world_find_gateway (walk->world, name) : NULL;

  if (name != NULL && gateway == NULL)
    dw_sim_json_fail (walk->json, "gateway", "no gateway is called \"%s\"", name);
  else if (gateway != NULL && gateway->units[unit] != NULL)
    dw_sim_json_fail (walk->json, "unit", "%s already has a unit %d", name, unit);
  if (walk->json->error != NULL)
    return;
  node->gateway = gateway;
  node->unit = (guint8)unit;
  gateway->units[unit] = node;
}

/* Returns the node, NULL after an error. */
static DwSimNode *
parse_device (Walk *walk, JsonObject *device, DwSimNode *above)
{
  const char *key = dw_sim_json_string (walk->json, device, "key", NULL);
  const char *name = dw_sim_json_string (walk->json, device, "name", NULL);
  const char *profile = dw_sim_json_string (walk->json, device, "profile", NULL);
  DwSimModel model = DW_SIM_MODEL_NONE;

  if (profile != NULL && !dw_sim_unit_from_profile (profile, &model))
    dw_sim_json_fail (walk->json, "profile", "\"%s\" cannot be simulated", profile);
  double rated_a = dw_sim_json_number (walk->json, device, "rated_a", 0.1, 5000.0, NAN);
  JsonObject *world = dw_sim_json_object (walk->json, device, "world");
  if (walk->json->error != NULL)
    return NULL;

  DwSimNode *node = dw_sim_node_new (key, name, model);
  node->rated_a = rated_a;
  add_draft (walk, world, node, above);
  connect_unit (walk, device, node);
  return node;
}

/* Devices of one place: the first is fed from above, the others stand behind it. Returns the first, or above. */
static DwSimNode *
parse_devices (Walk *walk, JsonObject *place, DwSimNode *above)
{
  JsonArray *devices = dw_sim_json_array (walk->json, place, "devices");
  guint n_devices = devices != NULL ? json_array_get_length (devices) : 0;
  DwSimNode *first = NULL;

  for (guint i = 0; i < n_devices && walk->json->error == NULL; i++)
    {
      JsonObject *device = dw_sim_json_element (walk->json, devices, "devices", i);
      gsize length = dw_sim_json_enter_index (walk->json, "devices", i);

      if (device != NULL)
        {
          DwSimNode *node = parse_device (walk, device, first != NULL ? first : above);
          first = first != NULL ? first : node;
        }
      dw_sim_json_leave (walk->json, length);
    }
  return first != NULL ? first : above;
}

static gboolean
has_devices (JsonObject *place)
{
  JsonNode *devices = json_object_get_member (place, "devices");

  return devices != NULL && JSON_NODE_HOLDS_ARRAY (devices) && json_array_get_length (json_node_get_array (devices)) > 0;
}

/* A place's own "world": the kind of school, or the load of a circuit or box without a device. */
static void
parse_place_world (Walk *walk, JsonObject *place, const char *key, const char *name, DwSimNode *above)
{
  static const char *const school_keys[] = { "school", "past_period_s", NULL };
  JsonObject *world = dw_sim_json_object (walk->json, place, "world");

  if (world == NULL)
    return;
  if (json_object_has_member (world, "school") || json_object_has_member (world, "past_period_s"))
    {
      gsize length = dw_sim_json_enter (walk->json, "world");
      dw_sim_json_only (walk->json, world, school_keys);
      if (!dw_sim_school_from_name (dw_sim_json_string (walk->json, world, "school", "primary"), &walk->school))
        dw_sim_json_fail (walk->json, "school", "must be \"primary\", \"middle\" or \"kindergarten\"");
      walk->past_period_s = dw_sim_json_integer (walk->json, world, "past_period_s", 1, 3600, 0);
      dw_sim_json_leave (walk->json, length);
    }
  else if (has_devices (place))
    dw_sim_json_fail (walk->json, "world", "belongs to the device where there is one");
  else
    add_draft (walk, world, dw_sim_node_new (key, name, DW_SIM_MODEL_NONE), above);
}

static void parse_children (Walk *walk, JsonObject *parent, const char *key, DwSimNode *above);

static void
parse_place (Walk *walk, JsonObject *place, DwSimNode *above)
{
  const char *key = dw_sim_json_string (walk->json, place, "key", NULL);
  const char *kind = dw_sim_json_string (walk->json, place, "kind", NULL);
  const char *name = dw_sim_json_string (walk->json, place, "name", NULL);
  DwSimSchoolKind school = walk->school;
  int past_period_s = walk->past_period_s;

  dw_sim_json_only (walk->json, place, place_keys);
  if (kind != NULL && !g_strv_contains (place_kinds, kind))
    dw_sim_json_fail (walk->json, "kind", "\"%s\" is not a kind of place", kind);
  if (key != NULL && !g_hash_table_add (walk->place_keys, (gpointer)key))
    dw_sim_json_fail (walk->json, "key", "\"%s\" is used twice", key);
  dw_sim_json_object (walk->json, place, "facts");
  if (walk->json->error != NULL)
    return;

  parse_place_world (walk, place, key, name, above);
  if (walk->json->error == NULL)
    above = parse_devices (walk, place, above);
  if (walk->json->error == NULL)
    parse_children (walk, place, "children", above);
  walk->school = school;
  walk->past_period_s = past_period_s;
}

static void
parse_children (Walk *walk, JsonObject *parent, const char *key, DwSimNode *above)
{
  JsonArray *children = dw_sim_json_array (walk->json, parent, key);
  guint n_children = children != NULL ? json_array_get_length (children) : 0;

  for (guint i = 0; i < n_children && walk->json->error == NULL; i++)
    {
      JsonObject *child = dw_sim_json_element (walk->json, children, key, i);
      gsize length = dw_sim_json_enter_index (walk->json, key, i);

      if (child != NULL)
        parse_place (walk, child, above);
      dw_sim_json_leave (walk->json, length);
    }
}

static void
fail_draft (Walk *walk, const Draft *draft, const char *reason)
{
  dw_sim_json_leave (walk->json, 0);
  gsize length = dw_sim_json_enter (walk->json, draft->path);
  dw_sim_json_fail (walk->json, "world.fed_by", "\"%s\" %s", draft->fed_by, reason);
  dw_sim_json_leave (walk->json, length);
}

static void
find_parents (Walk *walk)
{
  for (guint i = 0; i < walk->drafts->len; i++)
    {
      Draft *draft = g_ptr_array_index (walk->drafts, i);

      draft->node->parent = draft->above;
      for (guint k = 0; draft->fed_by != NULL && k < walk->drafts->len; k++)
        {
          Draft *other = g_ptr_array_index (walk->drafts, k);

          if (g_str_equal (other->node->key, draft->fed_by))
            draft->node->parent = other->node;
        }
      if (draft->fed_by != NULL && (draft->node->parent == NULL || !g_str_equal (draft->node->parent->key, draft->fed_by)))
        fail_draft (walk, draft, "is not a device or circuit");
    }
}

static gboolean
is_placed (const Walk *walk, const DwSimNode *node)
{
  return node == NULL || dw_sim_world_find_node (walk->world, node->key) == node;
}

/* Rounds over the drafts until none is left; a round that places nothing has found a circle. */
static void
place_nodes (Walk *walk)
{
  gboolean moved = TRUE;
  const Draft *stuck = NULL;

  while (moved && walk->json->error == NULL)
    {
      moved = FALSE;
      stuck = NULL;
      for (guint i = 0; i < walk->drafts->len; i++)
        {
          Draft *draft = g_ptr_array_index (walk->drafts, i);

          if (draft->placed)
            continue;
          if (is_placed (walk, draft->node->parent))
            {
              dw_sim_world_take_node (walk->world, draft->node);
              draft->placed = moved = TRUE;
            }
          else if (draft->fed_by != NULL)
            stuck = draft;
        }
    }
  if (stuck != NULL)
    fail_draft (walk, stuck, "closes a circle");
}

/* A gateway stands in a school or building; the workstation shows it there. */
static void
check_gateway_places (Walk *walk, JsonObject *root)
{
  JsonArray *gateways = dw_sim_json_array (walk->json, root, "gateways");

  for (guint i = 0; gateways != NULL && i < json_array_get_length (gateways); i++)
    {
      JsonObject *gateway = json_array_get_object_element (gateways, i);
      gsize length = dw_sim_json_enter_index (walk->json, "gateways", i);
      const char *place = dw_sim_json_string (walk->json, gateway, "place", "");

      if (*place != '\0' && !g_hash_table_contains (walk->place_keys, place))
        dw_sim_json_fail (walk->json, "place", "no place has the key \"%s\"", place);
      dw_sim_json_leave (walk->json, length);
    }
}

void
dw_sim_parse_places (DwSimJson *json, JsonObject *root, DwSimWorld *world)
{
  Walk walk = { .json = json, .world = world, .school = DW_SIM_SCHOOL_PRIMARY };

  walk.drafts = g_ptr_array_new_with_free_func (draft_free);
  walk.place_keys = g_hash_table_new (g_str_hash, g_str_equal);
  if (!json_object_has_member (root, "places"))
    dw_sim_json_fail (json, "places", "is missing");
  parse_children (&walk, root, "places", NULL);
  if (json->error == NULL)
    check_gateway_places (&walk, root);
  if (json->error == NULL)
    find_parents (&walk);
  if (json->error == NULL)
    place_nodes (&walk);
  g_hash_table_unref (walk.place_keys);
  g_ptr_array_unref (walk.drafts);
}

static void
parse_gateway (DwSimJson *json, JsonObject *object, DwSimWorld *world)
{
  const char *name = dw_sim_json_string (json, object, "name", NULL);
  const char *kind = dw_sim_json_string (json, object, "kind", NULL);

  dw_sim_json_only (json, object, gateway_keys);
  if (name != NULL && dw_sim_world_find_gateway (world, name) != NULL)
    dw_sim_json_fail (json, "name", "\"%s\" is used twice", name);
  if (kind != NULL && !g_str_equal (kind, "modbus-tcp") && !g_str_equal (kind, "modbus-rtu-tcp"))
    dw_sim_json_fail (json, "kind", "must be \"modbus-tcp\" or \"modbus-rtu-tcp\"");
  int port = dw_sim_json_integer (json, object, "port", 0, 65535, 0);
  int delay_ms = dw_sim_json_integer (json, object, "delay_ms", 0, 10000, 5);
  dw_sim_json_integer (json, object, "period_ms", 200, 3600000, 2000); /* how often the station asks */
  if (json->error != NULL)
    return;

  DwSimGateway *gateway = dw_sim_world_add_gateway (world, name, g_str_equal (kind, "modbus-rtu-tcp"));
  gateway->port = (guint16)port;
  gateway->delay_ms = delay_ms;
}

void
dw_sim_parse_gateways (DwSimJson *json, JsonObject *root, DwSimWorld *world)
{
  JsonArray *gateways = dw_sim_json_array (json, root, "gateways");
  guint n_gateways = gateways != NULL ? json_array_get_length (gateways) : 0;

  if (n_gateways == 0)
    dw_sim_json_fail (json, "gateways", "must name at least one gateway");
  for (guint i = 0; i < n_gateways && json->error == NULL; i++)
    {
      JsonObject *gateway = dw_sim_json_element (json, gateways, "gateways", i);
      gsize length = dw_sim_json_enter_index (json, "gateways", i);

      if (gateway != NULL)
        parse_gateway (json, gateway, world);
      dw_sim_json_leave (json, length);
    }
}
