// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-desk.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "dw-alarm-desk.h"
#include "dw-authority.h"
#include "dw-geo-names.h"
#include "dw-map-file.h"
#include "dw-station-private.h"

#define SETUP_KEY "base-map"
#define NAMES_KEY "map-names"

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

static void
tell (DwStation *station)
{
  g_signal_emit_by_name (station, "changed");
  g_signal_emit_by_name (station, "map-changed");
}

/* --- source --- */

/* The members of the setting that are texts. */
static const struct
{
  const char *name;
  gsize offset;
} texts[] = {
  { "path", G_STRUCT_OFFSET (DwMapSetup, path) },
  { "address", G_STRUCT_OFFSET (DwMapSetup, address) },
  { "attribution", G_STRUCT_OFFSET (DwMapSetup, attribution) },
  { "review_number", G_STRUCT_OFFSET (DwMapSetup, review_number) },
  { "key", G_STRUCT_OFFSET (DwMapSetup, key) },
};

static char **
get_text (const DwMapSetup *setup, guint index)
{
  return &G_STRUCT_MEMBER (char *, setup, texts[index].offset);
}

static char *
to_text (const DwMapSetup *setup)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "source", dw_map_source_word (setup->source));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    json_object_set_string_member (object, texts[i].name, *get_text (setup, i));
  json_object_set_boolean_member (object, "gcj02", setup->gcj02);
  json_node_take_object (root, object);
  return json_to_string (root, FALSE);
}

static gboolean
read_text (JsonObject *object, const char *name, char **text)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return FALSE;
  g_free (*text);
  *text = json_node_dup_string (node);
  return TRUE;
}

static gboolean
read_members (JsonObject *object, DwMapSetup *setup)
{
  g_autofree char *word = NULL;
  JsonNode *gcj02 = json_object_get_member (object, "gcj02");

  if (!read_text (object, "source", &word) || !dw_map_source_from_word (word, &setup->source))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (!read_text (object, texts[i].name, get_text (setup, i)))
      return FALSE;
  if (gcj02 == NULL || !JSON_NODE_HOLDS_VALUE (gcj02) || json_node_get_value_type (gcj02) != G_TYPE_BOOLEAN)
    return FALSE;
  setup->gcj02 = json_node_get_boolean (gcj02);
  return TRUE;
}

static DwMapSetup *
from_text (const char *text)
{
  g_autoptr (JsonNode) root = json_from_string (text, NULL);
  g_autoptr (DwMapSetup) setup = dw_map_setup_new ();

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root) || !read_members (json_node_get_object (root), setup) || !dw_map_setup_check (setup, NULL))
    return NULL;
  return g_steal_pointer (&setup);
}

DwMapSetup *
dw_map_desk_get_setup (DwStation *station)
{
  g_autofree char *text = dw_store_get_setting (station->store, SETUP_KEY);
  DwMapSetup *setup = text != NULL ? from_text (text) : NULL;

  if (text != NULL && setup == NULL)
    g_warning ("%s makes no sense, the built-in map is shown", SETUP_KEY);
  return setup != NULL ? setup : dw_map_setup_new ();
}

/* A key is worth money; the last letters tell which one it is. */
static char *
describe (const DwMapSetup *setup)
{
  g_autoptr (DwMapSetup) copy = dw_map_setup_copy (setup);
  gsize length = strlen (copy->key);

  for (gsize i = 0; i + 4 < length; i++)
    copy->key[i] = '*';
  return to_text (copy);
}

static gboolean
check_setup (const DwMapSetup *setup, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (DwMapFile) file = NULL;

  if (dw_map_setup_check (setup, &problem) && setup->source == DW_MAP_FILE)
    file = dw_map_file_open (setup->path, &problem);
  if (problem == NULL)
    return TRUE;
  g_set_error (error, DW_DESK_ERROR, DW_DESK_ERROR_INVALID, _ ("Base map: %s"), problem->message);
  return FALSE;
}

gboolean
dw_map_desk_set_setup (DwStation *station, const DwMapSetup *setup, GError **error)
{
  g_autoptr (DwMapSetup) old = NULL;
  g_autofree char *text = NULL, *old_words = NULL, *new_words = NULL;

  if (!check_right (station, "set-base-map", SETUP_KEY, error) || !check_setup (setup, error))
    return FALSE;
  old = dw_map_desk_get_setup (station);
  text = to_text (setup);
  if (!dw_store_set_setting (station->store, SETUP_KEY, text, error))
    return FALSE;
  old_words = describe (old);
  new_words = describe (setup);
  dw_station_audit (station, station->person, "set-base-map", SETUP_KEY, old_words, new_words, NULL, "done");
  tell (station);
  return TRUE;
}

/* --- names --- */

char *
dw_map_desk_dup_names (DwStation *station)
{
  return dw_store_get_setting (station->store, NAMES_KEY);
}

char *
dw_map_desk_load_built_in_names (DwStation *station, GError **error)
{
  g_autofree char *path = g_build_filename (station->data_dir, "map", "places.txt", NULL);
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, error) ? text : NULL;
}

/* A list may be long; its hash tells whether it is the same. */
static char *
describe_names (const char *text)
{
  g_autoptr (GPtrArray) names = text != NULL ? dw_geo_names_parse (text, NULL) : NULL;
  g_autofree char *hash = text != NULL ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1) : NULL;

  return text != NULL ? g_strdup_printf ("%u names, sha256 %s", names->len, hash) : g_strdup ("built-in");
}

static gboolean
check_names (const char *text, GPtrArray *problems, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) names = dw_geo_names_parse (text, found);

  if (found->len == 0 && names->len > 0)
    return TRUE;
  if (found->len == 0)
    g_ptr_array_add (found, g_strdup (_ ("there is no name in the list")));
  g_set_error (error, DW_DESK_ERROR, DW_DESK_ERROR_INVALID, _ ("Names on the map: %s"), (const char *)found->pdata[0]);
  for (guint i = 0; problems != NULL && i < found->len; i++)
    g_ptr_array_add (problems, g_strdup (found->pdata[i]));
  return FALSE;
}

gboolean
dw_map_desk_set_names (DwStation *station, const char *text, GPtrArray *problems, GError **error)
{
  g_autofree char *old = NULL, *old_words = NULL, *new_words = NULL;

  if (!check_right (station, "set-map-names", NAMES_KEY, error) || (text != NULL && !check_names (text, problems, error)))
    return FALSE;
  old = dw_map_desk_dup_names (station);
  if (!dw_store_set_setting (station->store, NAMES_KEY, text, error))
    return FALSE;
  old_words = describe_names (old);
  new_words = describe_names (text);
  dw_station_audit (station, station->person, "set-map-names", NAMES_KEY, old_words, new_words, NULL, "done");
  tell (station);
  return TRUE;
}
