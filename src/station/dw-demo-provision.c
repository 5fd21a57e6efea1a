// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-demo-provision.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "dw-demo.h"
#include "dw-people.h"
#include "dw-store.h"

/* A scenario file as rows of a station folder. Places and devices hang on each other by key in the file and by id in the folder, so they are written level by level. */
typedef struct
{
  DwStore *store;
  JsonObject *scenario;
  JsonArray *ports;
  GHashTable *place_ids;   /* key -> gint64* */
  GHashTable *gateway_ids; /* name -> gint64* */
} Work;

static const char *
get_text (JsonObject *object, const char *name, const char *otherwise)
{
  JsonNode *node = json_object_get_member (object, name);

  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : otherwise;
}

static double
get_number (JsonObject *object, const char *name, double otherwise)
{
  JsonNode *node = json_object_get_member (object, name);

  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) != G_TYPE_STRING ? json_node_get_double (node) : otherwise;
}

static JsonArray *
get_array (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static char *
get_json (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node ? json_to_string (node, FALSE) : g_strdup ("");
}

static gint64
lookup_id (GHashTable *ids, const char *key)
{
  gint64 *id = key ? g_hash_table_lookup (ids, key) : NULL;

  return id ? *id : 0;
}

static void
keep_id (GHashTable *ids, const char *key, gint64 id)
{
  gint64 *copy = g_new (gint64, 1);

  *copy = id;
  g_hash_table_replace (ids, g_strdup (key), copy);
}

/* The only place that a new row's id comes from. 0 with error. */
static gint64
commit_new (DwStore *store, DwStoreBatch *batch, GError **error)
{
  g_autoptr (GArray) ids = NULL;

  return dw_store_commit (store, batch, &ids, error) ? g_array_index (ids, gint64, 0) : 0;
}

/* --- places --- */

static gint64
write_place (Work *work, JsonObject *object, gint64 parent_id, int sort, GError **error)
{
  g_autofree char *facts = get_json (object, "facts");
  DwPlaceRow row = { 0, parent_id, DW_PLACE_SCHOOL, (char *)get_text (object, "name", "?"), sort, facts };
  DwStoreBatch *batch = dw_store_batch_new ();

  dw_place_kind_from_word (get_text (object, "kind", "school"), &row.kind);
  dw_store_batch_put_place (batch, &row);
  return commit_new (work->store, batch, error);
}

static gboolean
write_places (Work *work, JsonArray *places, gint64 parent_id, GError **error)
{
  for (guint i = 0; places && i < json_array_get_length (places); i++)
    {
      JsonObject *object = json_array_get_object_element (places, i);
      gint64 id = write_place (work, object, parent_id, (int)i, error);

      if (!id)
        return FALSE;
      keep_id (work->place_ids, get_text (object, "key", get_text (object, "name", "?")), id);
      if (!write_places (work, get_array (object, "children"), id, error))
        return FALSE;
    }
  return TRUE;
}

/* --- gateways --- */

static JsonObject *
find_port (Work *work, const char *name)
{
  for (guint i = 0; work->ports && i < json_array_get_length (work->ports); i++)
    {
      JsonObject *object = json_array_get_object_element (work->ports, i);

      if (g_strcmp0 (get_text (object, "name", NULL), name) == 0)
        return object;
    }
  return NULL;
}

static gboolean
write_gateway (Work *work, JsonObject *object, GError **error)
{
  const char *name = get_text (object, "name", "?");
  JsonObject *port = find_port (work, name);
  DwGatewayRow row = { 0, (char *)name, (char *)get_text (object, "kind", "modbus-tcp"), (char *)"127.0.0.1", 0, 1000, 2000, 0, lookup_id (work->place_ids, get_text (object, "place", NULL)), TRUE, (char *)"" };
  DwStoreBatch *batch = dw_store_batch_new ();
  gint64 id;

  row.port = port ? (guint16)get_number (port, "port", 0) : 0;
  dw_store_batch_put_gateway (batch, &row);
  id = commit_new (work->store, batch, error);
  keep_id (work->gateway_ids, name, id);
  return id != 0;
}

static gboolean
write_gateways (Work *work, GError **error)
{
  JsonArray *gateways = get_array (work->scenario, "gateways");

  for (guint i = 0; gateways && i < json_array_get_length (gateways); i++)
    if (!write_gateway (work, json_array_get_object_element (gateways, i), error))
      return FALSE;
  return TRUE;
}

/* Only the ports change from one start to the next. */
static gboolean
update_ports (Work *work, GError **error)
{
  g_autoptr (GPtrArray) rows = dw_store_load_gateways (work->store, error);
  DwStoreBatch *batch = dw_store_batch_new ();

  for (guint i = 0; rows && i < rows->len; i++)
    {
      DwGatewayRow *row = rows->pdata[i];
      JsonObject *port = find_port (work, row->name);

      if (!port)
        continue;
      row->port = (guint16)get_number (port, "port", row->port);
      dw_store_batch_put_gateway (batch, row);
    }
  return rows && dw_store_commit (work->store, batch, NULL, error);
}

/* --- devices --- */

static void
add_device (Work *work, DwStoreBatch *batch, JsonObject *object, gint64 place_id)
{
  g_autofree char *settings = get_json (object, "settings");
  g_autofree char *labels = get_json (object, "labels");
  g_autofree char *limits = get_json (object, "limits");
  DwDeviceRow row = { 0, lookup_id (work->gateway_ids, get_text (object, "gateway", NULL)), place_id, (guint8)get_number (object, "unit", 1), (char *)get_text (object, "name", "?"), (char *)get_text (object, "profile", ""), get_number (object, "rated_a", NAN), (char *)get_text (object, "switch", ""), settings, labels, limits };

  dw_store_batch_put_device (batch, &row);
}

static void
add_devices (Work *work, DwStoreBatch *batch, JsonArray *places)
{
  for (guint i = 0; places && i < json_array_get_length (places); i++)
    {
      JsonObject *place = json_array_get_object_element (places, i);
      JsonArray *devices = get_array (place, "devices");
      gint64 place_id = lookup_id (work->place_ids, get_text (place, "key", get_text (place, "name", "?")));

      for (guint j = 0; devices && j < json_array_get_length (devices); j++)
        add_device (work, batch, json_array_get_object_element (devices, j), place_id);
      add_devices (work, batch, get_array (place, "children"));
    }
}

static gboolean
write_devices (Work *work, GError **error)
{
  DwStoreBatch *batch = dw_store_batch_new ();

  add_devices (work, batch, get_array (work->scenario, "places"));
  return dw_store_commit (work->store, batch, NULL, error);
}

/* --- people --- */

static const struct
{
  const char *id;
  DwRole role;
} demo_people[] = {
  { "W03", DW_ROLE_DUTY_GUARD },
  { "A12", DW_ROLE_SCHOOL_ADMIN },
  { "D02", DW_ROLE_DISTRICT_SUPERVISOR },
  { "E07", DW_ROLE_ELECTRICIAN },
  { "S01", DW_ROLE_SYSTEM_ADMIN },
};

static gboolean
write_people (Work *work, GError **error)
{
  DwPeople *people = dw_people_load (work->store, error);
  gboolean ok = people != NULL;

  for (guint i = 0; ok && i < G_N_ELEMENTS (demo_people); i++)
    {
      g_autoptr (DwPerson) person = dw_person_new (demo_people[i].id, "", demo_people[i].role);

      ok = dw_people_put (people, person, DW_DEMO_PASSWORD, error);
    }
  dw_people_free (people);
  return ok;
}

static gboolean
provision (Work *work, GError **error)
{
  g_autoptr (GPtrArray) places = dw_store_load_places (work->store, error);

  if (!places)
    return FALSE;
  if (places->len > 0)
    return update_ports (work, error);
  return write_places (work, get_array (work->scenario, "places"), 0, error) && write_gateways (work, error) && write_devices (work, error) && write_people (work, error);
}

gboolean
dw_demo_provision_folder (JsonNode *scenario, JsonNode *ready, const char *dir, DwClock *clock, GError **error)
{
  Work work = { 0 };
  gboolean ok;

  if (!JSON_NODE_HOLDS_OBJECT (scenario) || !JSON_NODE_HOLDS_OBJECT (ready))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("The scenario is not a JSON object"));
      return FALSE;
    }
  work.store = dw_store_open (dir, "dianwei", clock, error);
  if (!work.store)
    return FALSE;
  work.scenario = json_node_get_object (scenario);
  work.ports = get_array (json_node_get_object (ready), "gateways");
  work.place_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  work.gateway_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  ok = provision (&work, error);
  g_hash_table_unref (work.place_ids);
  g_hash_table_unref (work.gateway_ids);
  dw_store_close (work.store);
  return ok;
}
