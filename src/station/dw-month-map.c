// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-month-map.h"

#include "dw-authority.h"

/* --- what is seen --- */

static gboolean
is_seen (const DwPerson *person, DwPlace *place)
{
  return person == NULL || dw_authority_check (person, DW_ACT_SEE, place, NULL);
}

static void
collect (DwPlace *place, const DwPerson *person, GArray *ids)
{
  gint64 id = dw_place_get_id (place);
  guint n_places = g_list_model_get_n_items (G_LIST_MODEL (place));

  if (is_seen (person, place))
    g_array_append_val (ids, id);
  for (guint i = 0; i < n_places; i++)
    {
      g_autoptr (DwPlace) child = g_list_model_get_item (G_LIST_MODEL (place), i);

      collect (child, person, ids);
    }
}

static void
collect_roots (DwPlaceTree *tree, const DwPerson *person, GArray *ids)
{
  guint n_roots = g_list_model_get_n_items (G_LIST_MODEL (tree));

  for (guint i = 0; i < n_roots; i++)
    {
      g_autoptr (DwPlace) root = g_list_model_get_item (G_LIST_MODEL (tree), i);

      collect (root, person, ids);
    }
}

static GArray *
list_all (DwPlaceTree *tree, const DwPerson *person, DwPlace *place)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (place != NULL)
    collect (place, person, ids);
  else
    collect_roots (tree, person, ids);
  return ids;
}

GArray *
dw_visible_places_list (DwPlaceTree *tree, const DwPerson *person, DwPlace *place)
{
  if (place == NULL && (person == NULL || person->scope->len == 0))
    return NULL;
  return list_all (tree, person, place);
}

/* --- owners --- */

static DwPlace *
find_owner (DwPlace *place)
{
  DwPlace *school = dw_place_get_ancestor (place, DW_PLACE_SCHOOL);

  return school != NULL ? school : place;
}

static guint
add_owner (DwMonthMap *self, GHashTable *indexes, DwPlace *owner)
{
  guint zero = 0, index = GPOINTER_TO_UINT (g_hash_table_lookup (indexes, owner));

  if (index > 0)
    return index - 1;
  g_ptr_array_add (self->owners, g_object_ref (owner));
  g_array_append_val (self->n_circuits, zero);
  g_array_append_val (self->n_devices, zero);
  g_hash_table_insert (indexes, owner, GUINT_TO_POINTER (self->owners->len));
  return self->owners->len - 1;
}

static void
add_region (DwMonthMap *self, DwPlace *place)
{
  DwPlace *region = dw_place_get_ancestor (place, DW_PLACE_REGION);

  if (region != NULL && !g_ptr_array_find (self->regions, region, NULL))
    g_ptr_array_add (self->regions, g_object_ref (region));
}

static void
add_place (DwMonthMap *self, GHashTable *indexes, DwPlace *place)
{
  DwTallyPlace seen = { dw_place_get_id (place), add_owner (self, indexes, find_owner (place)) };

  g_array_append_val (self->places, seen);
  g_array_index (self->n_circuits, guint, seen.owner) += dw_place_get_kind (place) == DW_PLACE_CIRCUIT;
  add_region (self, place);
}

/* Only devices at places that are seen. */
static void
count_devices (DwMonthMap *self, DwPlaceTree *tree)
{
  g_autoptr (GHashTable) owners = g_hash_table_new (g_int64_hash, g_int64_equal);
  GListModel *devices = dw_place_tree_get_devices (tree);
  guint n_devices = g_list_model_get_n_items (devices);

  for (guint i = 0; i < self->places->len; i++)
    {
      DwTallyPlace *seen = &g_array_index (self->places, DwTallyPlace, i);

      g_hash_table_insert (owners, &seen->place_id, GUINT_TO_POINTER (seen->owner + 1));
    }
  for (guint i = 0; i < n_devices; i++)
    {
      g_autoptr (DwDevice) device = g_list_model_get_item (devices, i);
      gint64 place_id = dw_device_get_place_id (device);
      guint owner = GPOINTER_TO_UINT (g_hash_table_lookup (owners, &place_id));

      if (owner > 0)
        g_array_index (self->n_devices, guint, owner - 1)++;
    }
}

static void
count_schools (DwMonthMap *self, const DwPerson *person)
{
  for (guint i = 0; i < self->owners->len; i++)
    if (dw_place_get_kind (self->owners->pdata[i]) == DW_PLACE_SCHOOL && is_seen (person, self->owners->pdata[i]))
      {
        self->n_schools++;
        self->n_installed += dw_place_get_rollup (self->owners->pdata[i])->devices > 0;
      }
}

DwMonthMap *
dw_month_map_new (DwPlaceTree *tree, DwPlace *place, const DwPerson *person)
{
  DwMonthMap *self = g_new0 (DwMonthMap, 1);
  g_autoptr (GHashTable) indexes = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) ids = list_all (tree, person, place);

  self->owners = g_ptr_array_new_with_free_func (g_object_unref);
  self->places = g_array_new (FALSE, FALSE, sizeof (DwTallyPlace));
  self->n_circuits = g_array_new (FALSE, FALSE, sizeof (guint));
  self->n_devices = g_array_new (FALSE, FALSE, sizeof (guint));
  self->regions = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < ids->len; i++)
    add_place (self, indexes, dw_place_tree_find (tree, g_array_index (ids, gint64, i)));
  count_devices (self, tree);
  count_schools (self, person);
  return self;
}

void
dw_month_map_free (DwMonthMap *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->owners);
  g_array_unref (self->places);
  g_array_unref (self->n_circuits);
  g_array_unref (self->n_devices);
  g_ptr_array_unref (self->regions);
  g_free (self);
}
