// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-demo-provision.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "dw-demo-history.h"
#include "dw-people.h"
#include "dw-store.h"

#define DEMO_SETTING "demo"
#define BEGUN "begun"
#define WHOLE "whole"
#define LOOPBACK "127.0.0.1"

/* A scenario file as rows of a station folder. Places, gateways and devices hang on each other by key in the file and by id in the folder, so they are written one kind after the other. */
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

/* A batch of new rows whose keys are known: the ids come back in the order in which the rows were put. */
static gboolean
commit_new (DwStore *store, DwStoreBatch *batch, GPtrArray *keys, GHashTable *ids, GError **error)
{
  g_autoptr (GArray) new_ids = NULL;

  if (!dw_store_commit (store, batch, &new_ids, error))
    return FALSE;
  for (guint i = 0; i < keys->len; i++)
    keep_id (ids, keys->pdata[i], g_array_index (new_ids, gint64, i));
  return TRUE;
}

/* --- places --- */

static void
put_place (DwStoreBatch *batch, JsonObject *object, gint64 parent_id, int sort)
{
  g_autofree char *facts = get_json (object, "facts");
  DwPlaceRow row = { 0, parent_id, DW_PLACE_SCHOOL, (char *)get_text (object, "name", "?"), sort, facts };

  dw_place_kind_from_word (get_text (object, "kind", "school"), &row.kind);
  dw_store_batch_put_place (batch, &row);
}

/* keys grows by one for each row: -n is the n-th. */
static void
put_places (DwStoreBatch *batch, JsonArray *places, gint64 parent_id, GPtrArray *keys)
{
  for (guint i = 0; places && i < json_array_get_length (places); i++)
    {
      JsonObject *object = json_array_get_object_element (places, i);

      put_place (batch, object, parent_id, (int)i);
      g_ptr_array_add (keys, (gpointer)get_text (object, "key", get_text (object, "name", "?")));
      put_places (batch, get_array (object, "children"), -(gint64)keys->len, keys);
    }
}

/* With the mark that a folder is being set up, so that a start that was interrupted is known. */
static gboolean
write_places (Work *work, GError **error)
{
  DwStoreBatch *batch = dw_store_batch_new ();
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  put_places (batch, get_array (work->scenario, "places"), 0, keys);
  dw_store_batch_put_setting (batch, DEMO_SETTING, BEGUN);
  return commit_new (work->store, batch, keys, work->place_ids, error);
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

static void
put_gateway (Work *work, DwStoreBatch *batch, JsonObject *object)
{
  const char *name = get_text (object, "name", "?");
  JsonObject *port = find_port (work, name);
  DwGatewayRow row = {
    .name = (char *)name,
    .kind = (char *)get_text (object, "kind", "modbus-tcp"),
    .host = (char *)LOOPBACK,
    .port = port ? (guint16)get_number (port, "port", 0) : 0,
    .timeout_ms = 1000,
    .period_ms = (int)get_number (object, "period_ms", 2000),
    .place_id = lookup_id (work->place_ids, get_text (object, "place", NULL)),
    .enabled = TRUE,
    .settings_json = (char *)"",
  };

  dw_store_batch_put_gateway (batch, &row);
}

static gboolean
write_gateways (Work *work, GError **error)
{
  JsonArray *gateways = get_array (work->scenario, "gateways");
  DwStoreBatch *batch = dw_store_batch_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; gateways && i < json_array_get_length (gateways); i++)
    {
      JsonObject *object = json_array_get_object_element (gateways, i);

      put_gateway (work, batch, object);
      g_ptr_array_add (names, (gpointer)get_text (object, "name", "?"));
    }
  return commit_new (work->store, batch, names, work->gateway_ids, error);
}

/* Folders of before the mark was made have all their gateways on loopback, as no station of a school has. */
static gboolean
is_of_demo (Work *work, GPtrArray *gateways)
{
  g_autofree char *mark = dw_store_get_setting (work->store, DEMO_SETTING);

  for (guint i = 0; i < gateways->len; i++)
    if (strcmp (((const DwGatewayRow *)gateways->pdata[i])->host, LOOPBACK) != 0)
      return FALSE;
  return mark != NULL || gateways->len > 0;
}

static gboolean
set_ports (Work *work, GPtrArray *rows, GError **error)
{
  DwStoreBatch *batch = dw_store_batch_new ();

  for (guint i = 0; i < rows->len; i++)
    {
      DwGatewayRow *row = rows->pdata[i];
      JsonObject *port = find_port (work, row->name);

      if (!port)
        continue;
      row->port = (guint16)get_number (port, "port", row->port);
      dw_store_batch_put_gateway (batch, row);
    }
  return dw_store_commit (work->store, batch, NULL, error);
}

/* Only the ports change from one start to the next. What is somebody's station is left as it is. */
static gboolean
update_ports (Work *work, const char *dir, GError **error)
{
  g_autoptr (GPtrArray) rows = dw_store_load_gateways (work->store, error);

  if (rows == NULL)
    return FALSE;
  if (is_of_demo (work, rows))
    return set_ports (work, rows, error);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("%s is the folder of a station, not of the demonstration: nothing in it was changed"), dir);
  return FALSE;
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
  { DW_DEMO_GUARD, DW_ROLE_DUTY_GUARD },
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

/* --- the folder --- */

/* The folder is whole, and a school that begins today would have empty trends: it wishes for a past. */
static gboolean
finish_folder (Work *work, gint64 now_ms, GError **error)
{
  g_autofree char *until = g_strdup_printf ("%" G_GINT64_FORMAT, now_ms);
  DwStoreBatch *batch = dw_store_batch_new ();

  dw_store_batch_put_setting (batch, DEMO_SETTING, WHOLE);
  dw_store_batch_put_setting (batch, DW_DEMO_HISTORY_SETTING, until);
  return dw_store_commit (work->store, batch, NULL, error);
}

static gboolean
is_half (Work *work)
{
  g_autofree char *mark = dw_store_get_setting (work->store, DEMO_SETTING);

  return g_strcmp0 (mark, BEGUN) == 0;
}

/* What a start that was interrupted left. Children were put after their parents. */
static gboolean
take_back (Work *work, GPtrArray *places, GError **error)
{
  g_autoptr (GPtrArray) gateways = dw_store_load_gateways (work->store, error);
  g_autoptr (GPtrArray) devices = gateways ? dw_store_load_devices (work->store, error) : NULL;
  DwStoreBatch *batch;

  if (!devices)
    return FALSE;
  batch = dw_store_batch_new ();
  for (guint i = 0; i < devices->len; i++)
    dw_store_batch_delete_device (batch, ((const DwDeviceRow *)devices->pdata[i])->id);
  for (guint i = 0; i < gateways->len; i++)
    dw_store_batch_delete_gateway (batch, ((const DwGatewayRow *)gateways->pdata[i])->id);
  for (guint i = places->len; i-- > 0;)
    dw_store_batch_delete_place (batch, ((const DwPlaceRow *)places->pdata[i])->id);
  return dw_store_commit (work->store, batch, NULL, error);
}

static gboolean
provision (Work *work, const char *dir, gint64 now_ms, GError **error)
{
  g_autoptr (GPtrArray) places = dw_store_load_places (work->store, error);
  gboolean half = places && is_half (work);

  if (!places || (half && !take_back (work, places, error)))
    return FALSE;
  if (places->len > 0 && !half)
    return update_ports (work, dir, error);
  return write_places (work, error) && write_gateways (work, error) && write_devices (work, error) && write_people (work, error) && finish_folder (work, now_ms, error);
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
  ok = provision (&work, dir, dw_clock_wall_ms (clock), error);
  g_hash_table_unref (work.place_ids);
  g_hash_table_unref (work.gateway_ids);
  dw_store_close (work.store);
  return ok;
}
