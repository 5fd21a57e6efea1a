// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <json-glib/json-glib.h>

#include "dw-demo-history.h"
#include "dw-demo-provision.h"
#include "dw-files.h"
#include "dw-place-fact.h"
#include "dw-store.h"

/* The district of the demonstration as rows of a folder: how many of each, whole whatever interrupted the first start, and nothing in a folder that belongs to somebody else. */

typedef struct
{
  JsonParser *scenario;
  JsonParser *ready;
  DwClock *clock;
  char *dir;
} Kit;

/* The simulator's first line with a port for each gateway, without a simulator. */
static void
load_ready (Kit *kit)
{
  JsonArray *gateways = json_object_get_array_member (json_node_get_object (json_parser_get_root (kit->scenario)), "gateways");
  g_autoptr (GString) text = g_string_new ("{\"event\":\"ready\",\"control\":1,\"gateways\":[");

  for (guint i = 0; i < json_array_get_length (gateways); i++)
    g_string_append_printf (text, "%s{\"name\":\"%s\",\"port\":%u}", i ? "," : "", json_object_get_string_member (json_array_get_object_element (gateways, i), "name"), 20000 + i);
  g_string_append (text, "]}");
  g_assert_true (json_parser_load_from_data (kit->ready, text->str, -1, NULL));
}

static void
kit_init (Kit *kit)
{
  g_autofree char *data_dir = dw_files_find_data_dir ();
  g_autofree char *path = g_build_filename (data_dir, "scenarios", "district.json", NULL);
  g_autoptr (GError) error = NULL;

  kit->scenario = json_parser_new ();
  kit->ready = json_parser_new ();
  json_parser_load_from_file (kit->scenario, path, &error);
  g_assert_no_error (error);
  load_ready (kit);
  kit->clock = dw_clock_new_system ();
  kit->dir = g_dir_make_tmp ("dianwei-district-XXXXXX", NULL);
}

static void
kit_clear (Kit *kit)
{
  const char *remove[] = { "rm", "-rf", kit->dir, NULL };

  g_spawn_sync (NULL, (char **)remove, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_object_unref (kit->scenario);
  g_object_unref (kit->ready);
  dw_clock_unref (kit->clock);
  g_free (kit->dir);
}

static gboolean
provision (Kit *kit, GError **error)
{
  return dw_demo_provision_folder (json_parser_get_root (kit->scenario), json_parser_get_root (kit->ready), kit->dir, kit->clock, error);
}

static DwStore *
open_store (Kit *kit)
{
  g_autoptr (GError) error = NULL;
  DwStore *store = dw_store_open (kit->dir, "test", kit->clock, &error);

  g_assert_no_error (error);
  return store;
}

/* --- what is in a folder --- */

typedef struct
{
  guint schools, regions, gateways, devices, slow; /* slow: asked every 5 s */
} Counts;

static Counts
count (Kit *kit)
{
  DwStore *store = open_store (kit);
  g_autoptr (GPtrArray) places = dw_store_load_places (store, NULL);
  g_autoptr (GPtrArray) gateways = dw_store_load_gateways (store, NULL);
  g_autoptr (GPtrArray) devices = dw_store_load_devices (store, NULL);
  Counts counts = { .gateways = gateways->len, .devices = devices->len };

  for (guint i = 0; i < places->len; i++)
    {
      counts.schools += ((const DwPlaceRow *)places->pdata[i])->kind == DW_PLACE_SCHOOL;
      counts.regions += ((const DwPlaceRow *)places->pdata[i])->kind == DW_PLACE_REGION;
    }
  for (guint i = 0; i < gateways->len; i++)
    {
      const DwGatewayRow *row = gateways->pdata[i];

      g_assert_cmpstr (row->host, ==, "127.0.0.1");
      g_assert_cmpuint (row->port, >=, 20000);
      g_assert_cmpint (row->place_id, >, 0);
      counts.slow += row->period_ms == 5000;
    }
  dw_store_close (store);
  return counts;
}

static void
check_counts (Kit *kit)
{
  Counts counts = count (kit);

  g_assert_cmpuint (counts.regions, ==, 3);
  g_assert_cmpuint (counts.schools, ==, 42);
  g_assert_cmpuint (counts.gateways, ==, 44);
  g_assert_cmpuint (counts.slow, ==, 40);
  g_assert_cmpuint (counts.devices, ==, 308);
}

static void
test_counts (void)
{
  g_autoptr (GError) error = NULL;
  Kit kit;

  kit_init (&kit);
  g_assert_true (provision (&kit, &error));
  check_counts (&kit);
  g_assert_true (provision (&kit, &error)); /* the second start */
  check_counts (&kit);
  kit_clear (&kit);
}

/* Each device hangs on a place and a gateway that are there, no address is there twice, and its profile is one of ours. */
static void
test_devices (void)
{
  g_autofree char *data_dir = dw_files_find_data_dir ();
  g_autoptr (GHashTable) addresses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) devices = NULL;
  DwStore *store;
  Kit kit;

  kit_init (&kit);
  g_assert_true (provision (&kit, NULL));
  store = open_store (&kit);
  devices = dw_store_load_devices (store, NULL);
  for (guint i = 0; i < devices->len; i++)
    {
      const DwDeviceRow *row = devices->pdata[i];
      g_autofree char *file = g_strconcat (row->profile_id, ".json", NULL);
      g_autofree char *path = g_build_filename (data_dir, "profiles", file, NULL);

      g_assert_cmpint (row->gateway_id, >, 0);
      g_assert_cmpint (row->place_id, >, 0);
      g_assert_true (g_hash_table_add (addresses, g_strdup_printf ("%d/%u", (int)row->gateway_id, row->unit)));
      g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
    }
  dw_store_close (store);
  kit_clear (&kit);
}

/* S1-22, S0-06: every school has its facts, in the form in which they are kept; telephone numbers are of no one. */
static void
test_facts (void)
{
  static const char *const needed[] = { "address", "contact", "phone", "area_m2", "org_type", "supplier", "commissioned", "contract_end", "emergency_phone", "longitude", "latitude" };
  g_autoptr (GPtrArray) places = NULL;
  DwStore *store;
  Kit kit;

  kit_init (&kit);
  g_assert_true (provision (&kit, NULL));
  store = open_store (&kit);
  places = dw_store_load_places (store, NULL);
  for (guint i = 0; i < places->len; i++)
    {
      const DwPlaceRow *row = places->pdata[i];
      g_autoptr (JsonParser) facts = json_parser_new ();
      JsonObject *object;

      if (row->kind != DW_PLACE_SCHOOL)
        continue;
      g_assert_true (json_parser_load_from_data (facts, row->facts_json, -1, NULL));
      object = json_node_get_object (json_parser_get_root (facts));
      for (guint k = 0; k < G_N_ELEMENTS (needed); k++)
        {
          const char *value = json_object_get_string_member_with_default (object, needed[k], "");
          g_autofree char *kept = dw_place_fact_normalise (needed[k], value, NULL);

          if (*value == '\0')
            g_error ("%s has no %s", row->name, needed[k]);
          if (!g_str_has_suffix (needed[k], "tude"))
            g_assert_cmpstr (kept, ==, value);
        }
      g_assert_true (g_str_has_prefix (json_object_get_string_member (object, "phone"), "138-0000-"));
    }
  dw_store_close (store);
  kit_clear (&kit);
}

/* --- interrupted, and foreign --- */

/* As a start leaves a folder that was killed after its places and some gateways. */
static void
test_half (void)
{
  g_autoptr (GPtrArray) devices = NULL;
  DwStoreBatch *batch = dw_store_batch_new ();
  g_autofree char *wish = NULL;
  DwStore *store;
  Kit kit;

  kit_init (&kit);
  g_assert_true (provision (&kit, NULL));
  store = open_store (&kit);
  devices = dw_store_load_devices (store, NULL);
  for (guint i = 10; i < devices->len; i++)
    dw_store_batch_delete_device (batch, ((const DwDeviceRow *)devices->pdata[i])->id);
  dw_store_batch_put_setting (batch, "demo", "begun");
  dw_store_batch_put_setting (batch, DW_DEMO_HISTORY_SETTING, NULL);
  g_assert_true (dw_store_commit (store, batch, NULL, NULL));
  dw_store_close (store);

  g_assert_true (provision (&kit, NULL));
  check_counts (&kit);
  store = open_store (&kit);
  wish = dw_store_get_setting (store, DW_DEMO_HISTORY_SETTING);
  g_assert_nonnull (wish);
  dw_store_close (store);
  kit_clear (&kit);
}

static const struct
{
  const char *what, *host; /* NULL: no gateway */
} stations[] = {
  { "a gateway in the school's network, with a name that the demonstration knows", "192.168.1.20" },
  { "a station that has places only", NULL },
};

/* A station's own folder: not one row changes, and it wishes for no past. */
static void
test_foreign (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (stations); i++)
    {
      DwPlaceRow place = { .kind = DW_PLACE_SCHOOL, .name = (char *)"真正的学校", .facts_json = (char *)"" };
      DwGatewayRow gateway = { .name = (char *)"GW-01", .kind = (char *)"modbus-tcp", .host = (char *)stations[i].host, .port = 502, .timeout_ms = 1000, .period_ms = 5000, .enabled = TRUE, .settings_json = (char *)"" };
      DwStoreBatch *batch = dw_store_batch_new ();
      g_autoptr (GPtrArray) places = NULL;
      g_autoptr (GPtrArray) gateways = NULL;
      g_autoptr (GError) error = NULL;
      DwStore *store;
      Kit kit;

      g_test_message ("%s", stations[i].what);
      kit_init (&kit);
      store = open_store (&kit);
      dw_store_batch_put_place (batch, &place);
      if (stations[i].host != NULL)
        dw_store_batch_put_gateway (batch, &gateway);
      g_assert_true (dw_store_commit (store, batch, NULL, NULL));
      dw_store_close (store);

      g_assert_false (provision (&kit, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
      g_assert_nonnull (strstr (error->message, kit.dir));
      store = open_store (&kit);
      places = dw_store_load_places (store, NULL);
      gateways = dw_store_load_gateways (store, NULL);
      g_assert_cmpuint (places->len, ==, 1);
      g_assert_cmpuint (gateways->len, ==, stations[i].host != NULL);
      g_assert_true (gateways->len == 0 || ((const DwGatewayRow *)gateways->pdata[0])->port == 502);
      g_assert_null (dw_store_get_setting (store, DW_DEMO_HISTORY_SETTING));
      g_assert_null (dw_store_get_setting (store, "demo"));
      dw_store_close (store);
      kit_clear (&kit);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo-district/counts", test_counts);
  g_test_add_func ("/demo-district/devices", test_devices);
  g_test_add_func ("/demo-district/facts", test_facts);
  g_test_add_func ("/demo-district/half", test_half);
  g_test_add_func ("/demo-district/foreign", test_foreign);
  return g_test_run ();
}
