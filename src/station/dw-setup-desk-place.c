// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-setup-desk.h"

#include <glib/gi18n-lib.h>

#include "dw-alarm-desk.h"
#include "dw-authority.h"
#include "dw-place-rows.h"

/* Places of the tree: new ones and whole rows (S1-22, S1-30). What people change of a place is in dw-place-desk.c. */

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

gint64
dw_setup_desk_save_place (DwStation *station, const DwPerson *person, gint64 id, gint64 parent_id, DwPlaceKind kind, const char *name, GHashTable *facts, GError **error)
{
  DwPlace *old = dw_place_tree_find (station->tree, id);
  g_autoptr (GHashTable) merged = dw_place_rows_merge (old, facts);
  g_autofree char *old_facts = old ? dw_place_rows_to_json (dw_place_get_facts (old)) : NULL;
  g_autofree char *facts_json = dw_place_rows_to_json (merged);
  g_autofree char *reason = NULL;
  DwPlaceRow row = { id, parent_id, kind, (char *)name, -1, facts_json };
  g_autoptr (GArray) new_ids = NULL;
  DwStoreBatch *batch;

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
  dw_place_rows_add_audit (station, batch, person, "save-place", id ? id : -1, name, old_facts, facts_json);
  if (!dw_store_commit (station->store, batch, &new_ids, error))
    return 0;
  id = id ? id : g_array_index (new_ids, gint64, 0);
  dw_place_rows_show (station, id, parent_id, kind, name, merged);
  return id;
}
