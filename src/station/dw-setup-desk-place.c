// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-setup-desk.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "dw-alarm-desk.h"
#include "dw-authority.h"
#include "dw-station-private.h"

/* Places of the tree: new ones and changed facts (S1-22, S1-30). */

static char *
facts_to_json (GHashTable *facts)
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

static gboolean
check_place (DwStation *station, gint64 id, gint64 parent_id, DwPlaceKind kind, const char *name, GError **error)
{
  DwPlace *parent = dw_place_tree_find (station->tree, parent_id);
  const char *problem = NULL;

  if (!name || !*name)
    problem = _ ("Name: a place needs a name");
  else if (parent_id && !parent)
    problem = _ ("Parent: there is no such place");
  else if (parent && dw_place_get_kind (parent) >= kind)
    problem = _ ("Kind: this kind cannot stand below its parent");
  else if (id && !dw_place_tree_find (station->tree, id))
    problem = _ ("There is no such place");
  if (problem)
    g_set_error_literal (error, DW_DESK_ERROR, DW_DESK_ERROR_INVALID, problem);
  return problem == NULL;
}

static void
put_in_tree (DwStation *station, gint64 id, gint64 parent_id, DwPlaceKind kind, const char *name, GHashTable *facts)
{
  DwPlace *place = dw_place_tree_find (station->tree, id);
  GHashTableIter iter;
  gpointer key, value;

  if (!place)
    {
      g_autoptr (DwPlace) fresh = dw_place_new (id, kind, name);

      dw_place_tree_add (station->tree, fresh, dw_place_tree_find (station->tree, parent_id));
      place = dw_place_tree_find (station->tree, id);
    }
  dw_place_set_name (place, name);
  if (!facts)
    return;
  g_hash_table_iter_init (&iter, facts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    dw_place_set_fact (place, key, value);
}

gint64
dw_setup_desk_save_place (DwStation *station, const DwPerson *person, gint64 id, gint64 parent_id, DwPlaceKind kind, const char *name, GHashTable *facts, GError **error)
{
  DwPlace *old = dw_place_tree_find (station->tree, id);
  g_autofree char *old_facts = old ? facts_to_json (dw_place_get_facts (old)) : NULL;
  g_autofree char *reason = NULL;
  g_autofree char *facts_json = facts_to_json (facts ? facts : old ? dw_place_get_facts (old)
                                                                   : NULL);
  DwPlaceRow row = { id, parent_id, kind, (char *)name, 0, facts_json };
  DwStoreBatch *batch;
  g_autoptr (GArray) new_ids = NULL;

  if (!dw_authority_check (person, DW_ACT_CONFIGURE, NULL, &reason))
    {
      dw_station_audit (station, person, "save-place", name, NULL, NULL, reason, "denied");
      g_set_error_literal (error, DW_DESK_ERROR, DW_DESK_ERROR_DENIED, reason);
      return 0;
    }
  if (!check_place (station, id, parent_id, kind, name, error))
    return 0;
  batch = dw_store_batch_new ();
  dw_store_batch_put_place (batch, &row);
  if (!dw_store_commit (station->store, batch, &new_ids, error))
    return 0;
  id = id ? id : g_array_index (new_ids, gint64, 0);
  put_in_tree (station, id, parent_id, kind, name, facts);
  dw_station_audit (station, person, "save-place", name, old_facts, facts_json, NULL, "done");
  return id;
}
