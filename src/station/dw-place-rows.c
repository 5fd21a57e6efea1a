// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-place-rows.h"

#include <json-glib/json-glib.h>

char *
dw_place_rows_to_json (GHashTable *facts)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GList) keys = facts ? g_list_sort (g_hash_table_get_keys (facts), (GCompareFunc)strcmp) : NULL;

  json_builder_begin_object (builder);
  for (GList *key = keys; key; key = key->next)
    {
      json_builder_set_member_name (builder, key->data);
      json_builder_add_string_value (builder, g_hash_table_lookup (facts, key->data));
    }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

GHashTable *
dw_place_rows_from_json (const char *json)
{
  GHashTable *facts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (JsonNode) root = json && *json ? json_from_string (json, NULL) : NULL;
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;

  if (!root || !JSON_NODE_HOLDS_OBJECT (root))
    return facts;
  json_object_iter_init (&iter, json_node_get_object (root));
  while (json_object_iter_next (&iter, &key, &node))
    if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
      g_hash_table_replace (facts, g_strdup (key), g_strdup (json_node_get_string (node)));
  return facts;
}

static void
put_all (GHashTable *into, GHashTable *facts)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, facts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (*(const char *)value == '\0')
      g_hash_table_remove (into, key);
    else
      g_hash_table_replace (into, g_strdup (key), g_strdup (value));
}

GHashTable *
dw_place_rows_merge (DwPlace *place, GHashTable *changed)
{
  GHashTable *facts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  if (place)
    put_all (facts, dw_place_get_facts (place));
  if (changed)
    put_all (facts, changed);
  return facts;
}

void
dw_place_rows_add_audit (DwStation *station, DwStoreBatch *batch, const DwPerson *person, const char *act, gint64 place_id, const char *name, const char *old_json, const char *new_json)
{
  DwAuditRow row = {
    .time_ms = dw_clock_wall_ms (station->clock),
    .actor = person ? person->id : station->program,
    .role = (char *)(person ? dw_role_word (person->role) : ""),
    .act = (char *)act,
    .object = (char *)name,
    .old_value = (char *)(old_json ? old_json : ""),
    .new_value = (char *)(new_json ? new_json : ""),
    .reason = (char *)"",
    .result = (char *)"done",
    .hash = (char *)"",
  };

  dw_store_batch_add_place_audit (batch, &row, place_id);
}

static void
show_facts (DwPlace *place, GHashTable *facts)
{
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, dw_place_get_facts (place));
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (facts, key))
      g_ptr_array_add (gone, g_strdup (key));
  for (guint i = 0; i < gone->len; i++)
    dw_place_set_fact (place, gone->pdata[i], NULL);
  g_hash_table_iter_init (&iter, facts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    dw_place_set_fact (place, key, value);
}

void
dw_place_rows_show (DwStation *station, gint64 id, gint64 parent_id, DwPlaceKind kind, const char *name, GHashTable *facts)
{
  DwPlace *place = dw_place_tree_find (station->tree, id);

  if (!place)
    {
      g_autoptr (DwPlace) fresh = dw_place_new (id, kind, name);

      show_facts (fresh, facts);
      dw_place_tree_add (station->tree, fresh, parent_id ? dw_place_tree_find (station->tree, parent_id) : NULL);
      return;
    }
  dw_place_set_name (place, name);
  show_facts (place, facts);
}
