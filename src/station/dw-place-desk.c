// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-place-desk.h"

#include <glib/gi18n-lib.h>

#include "dw-alarm-desk.h"
#include "dw-authority.h"
#include "dw-place-rows.h"

#define ACT "save-place"
#define NAME_KEY "name"

gboolean
dw_place_desk_may_change (DwStation *station, const DwPerson *person, DwPlace *place, char **reason)
{
  return dw_authority_check (person, DW_ACT_CONFIGURE, place, reason);
}

static gboolean
check_right (DwStation *station, const DwPerson *person, DwPlace *place, GError **error)
{
  g_autofree char *reason = NULL;

  if (dw_place_desk_may_change (station, person, place, &reason))
    return TRUE;
  dw_station_audit (station, person, ACT, dw_place_get_name (place), NULL, NULL, reason, "denied");
  g_set_error_literal (error, DW_DESK_ERROR, DW_DESK_ERROR_DENIED, reason);
  return FALSE;
}

static gboolean
refuse (GError **error, const char *title, GError *why)
{
  g_set_error (error, DW_DESK_ERROR, DW_DESK_ERROR_INVALID, _ ("%1$s: %2$s"), title, why->message);
  g_error_free (why);
  return FALSE;
}

/* --- changing --- */

/* What really changes, as two tables that the audit line shows. */
typedef struct
{
  GHashTable *old, *new;
} Difference;

static void
difference_clear (Difference *self)
{
  g_hash_table_unref (self->old);
  g_hash_table_unref (self->new);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Difference, difference_clear)

/* Takes value. */
static void
note (Difference *self, const char *key, const char *old, char *value)
{
  if (g_str_equal (old, value))
    {
      g_free (value);
      return;
    }
  g_hash_table_replace (self->old, g_strdup (key), g_strdup (old));
  g_hash_table_replace (self->new, g_strdup (key), value);
}

static gboolean
note_name (Difference *self, DwPlace *place, const char *name, GError **error)
{
  GError *why = NULL;
  char *normal;

  if (!name)
    return TRUE;
  normal = dw_place_name_normalise (name, &why);
  if (!normal)
    return refuse (error, _ ("Name"), why);
  note (self, NAME_KEY, dw_place_get_name (place), normal);
  return TRUE;
}

static gboolean
note_facts (Difference *self, DwPlace *place, GHashTable *facts, GError **error)
{
  GHashTableIter iter;
  gpointer key, text;

  if (!facts)
    return TRUE;
  g_hash_table_iter_init (&iter, facts);
  while (g_hash_table_iter_next (&iter, &key, &text))
    {
      GError *why = NULL;
      char *normal = dw_place_fact_normalise (key, text, &why);
      const char *old = dw_place_get_fact (place, key);

      if (!normal)
        return refuse (error, dw_place_fact_title (key), why);
      note (self, key, old ? old : "", normal);
    }
  return TRUE;
}

static const char *
get_after (Difference *self, DwPlace *place, const char *key)
{
  const char *new = g_hash_table_lookup (self->new, key);
  const char *old = dw_place_get_fact (place, key);

  return new ? new : old ? old
                         : "";
}

static gboolean
check_position (Difference *self, DwPlace *place, GError **error)
{
  if ((*get_after (self, place, "latitude") == '\0') == (*get_after (self, place, "longitude") == '\0'))
    return TRUE;
  g_set_error_literal (error, DW_DESK_ERROR, DW_DESK_ERROR_INVALID, _ ("Position: a position needs latitude and longitude"));
  return FALSE;
}

static gboolean
commit (DwStation *station, const DwPerson *person, DwPlace *place, Difference *difference, GError **error)
{
  DwPlace *parent = dw_place_get_parent (place);
  const char *new_name = g_hash_table_lookup (difference->new, NAME_KEY);
  g_autofree char *name = g_strdup (new_name ? new_name : dw_place_get_name (place));
  g_autofree char *old_json = dw_place_rows_to_json (difference->old), *new_json = dw_place_rows_to_json (difference->new);
  g_autoptr (GHashTable) facts = NULL;
  g_autofree char *facts_json = NULL;
  gint64 id = dw_place_get_id (place), parent_id = parent ? dw_place_get_id (parent) : 0;
  DwStoreBatch *batch = dw_store_batch_new ();
  DwPlaceRow row;

  g_hash_table_remove (difference->new, NAME_KEY);
  facts = dw_place_rows_merge (place, difference->new);
  facts_json = dw_place_rows_to_json (facts);
  row = (DwPlaceRow){ id, parent_id, dw_place_get_kind (place), name, -1, facts_json };
  dw_store_batch_put_place (batch, &row);
  dw_place_rows_add_audit (station, batch, person, ACT, id, name, old_json, new_json);
  if (!dw_store_commit (station->store, batch, NULL, error))
    return FALSE;
  dw_place_rows_show (station, id, parent_id, row.kind, name, facts);
  g_signal_emit_by_name (station, "changed");
  return TRUE;
}

gboolean
dw_place_desk_change (DwStation *station, const DwPerson *person, gint64 place_id, const char *name, GHashTable *facts, GError **error)
{
  DwPlace *place = dw_place_tree_find (station->tree, place_id);
  g_auto (Difference) difference = { g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free), g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free) };

  if (!place)
    {
      g_set_error_literal (error, DW_DESK_ERROR, DW_DESK_ERROR_INVALID, _ ("There is no such place"));
      return FALSE;
    }
  if (!check_right (station, person, place, error) || !note_name (&difference, place, name, error) || !note_facts (&difference, place, facts, error))
    return FALSE;
  if (!check_position (&difference, place, error))
    return FALSE;
  return g_hash_table_size (difference.new) == 0 || commit (station, person, place, &difference, error);
}

/* --- history --- */

void
dw_place_change_free (DwPlaceChange *self)
{
  g_free (self->actor);
  g_free (self->role);
  g_free (self->title);
  g_free (self->old_value);
  g_free (self->new_value);
  g_free (self);
}

static void
add_change (GPtrArray *changes, const DwAuditRow *row, const char *key, const char *old, const char *new)
{
  DwPlaceChange *change = g_new (DwPlaceChange, 1);
  DwRole role;

  *change = (DwPlaceChange){
    .time_ms = row->time_ms,
    .actor = g_strdup (row->actor),
    .role = g_strdup (dw_role_from_word (row->role, &role) ? dw_role_title (role) : row->role),
    .title = g_strdup (g_str_equal (key, NAME_KEY) ? _ ("Name") : dw_place_fact_title (key)),
    .old_value = g_strdup (old ? old : ""),
    .new_value = g_strdup (new ? new : ""),
  };
  g_ptr_array_add (changes, change);
}

/* Lines of whole rows name every fact, changed or not. */
static void
add_changes (GPtrArray *changes, const DwAuditRow *row)
{
  g_autoptr (GHashTable) old = dw_place_rows_from_json (row->old_value), new = dw_place_rows_from_json (row->new_value);
  g_autoptr (GHashTable) both = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GList) keys = NULL;
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, old);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (both, key);
  g_hash_table_iter_init (&iter, new);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (both, key);
  keys = g_list_sort (g_hash_table_get_keys (both), (GCompareFunc)strcmp);
  for (GList *at = keys; at; at = at->next)
    if (g_strcmp0 (g_hash_table_lookup (old, at->data), g_hash_table_lookup (new, at->data)) != 0)
      add_change (changes, row, at->data, g_hash_table_lookup (old, at->data), g_hash_table_lookup (new, at->data));
}

GPtrArray *
dw_place_desk_list_changes (DwStation *station, const DwPerson *person, gint64 place_id, guint limit, GError **error)
{
  g_autofree char *end = g_strdup_printf (" (place %" G_GINT64_FORMAT ")", place_id), *reason = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  GPtrArray *changes;

  if (!dw_authority_check (person, DW_ACT_READ_AUDIT, dw_place_tree_find (station->tree, place_id), &reason))
    {
      g_set_error_literal (error, DW_DESK_ERROR, DW_DESK_ERROR_DENIED, reason);
      return NULL;
    }
  rows = dw_store_load_audit_of (station->store, end, limit, error);
  if (!rows)
    return NULL;
  changes = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_place_change_free);
  for (guint i = 0; i < rows->len; i++)
    add_changes (changes, rows->pdata[i]);
  return changes;
}
