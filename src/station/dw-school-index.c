// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-school-index.h"

struct _DwSchoolIndex
{
  GHashTable *schools; /* "region\nname" -> DwPlace */
  GHashTable *by_name; /* name -> GPtrArray of DwPlace */
  GHashTable *regions; /* name -> DwPlace */
  GPtrArray *districts;
};

static char *
make_key (const char *name, const char *region)
{
  return g_strdup_printf ("%s\n%s", region, name);
}

static void
add_school (DwSchoolIndex *self, DwPlace *place)
{
  DwPlace *region = dw_place_get_ancestor (place, DW_PLACE_REGION);
  const char *name = dw_place_get_name (place);
  GPtrArray *same = g_hash_table_lookup (self->by_name, name);

  if (same == NULL)
    {
      same = g_ptr_array_new ();
      g_hash_table_insert (self->by_name, g_strdup (name), same);
    }
  g_ptr_array_add (same, place);
  g_hash_table_replace (self->schools, make_key (name, region != NULL ? dw_place_get_name (region) : ""), place);
}

static void
add_places (DwSchoolIndex *self, GListModel *places)
{
  for (guint i = 0; i < g_list_model_get_n_items (places); i++)
    {
      g_autoptr (DwPlace) place = g_list_model_get_item (places, i);
      DwPlaceKind kind = dw_place_get_kind (place);

      if (kind == DW_PLACE_SCHOOL)
        add_school (self, place);
      if (kind == DW_PLACE_REGION)
        g_hash_table_replace (self->regions, g_strdup (dw_place_get_name (place)), place);
      if (kind == DW_PLACE_DISTRICT)
        g_ptr_array_add (self->districts, place);
      if (kind < DW_PLACE_SCHOOL)
        add_places (self, G_LIST_MODEL (place));
    }
}

DwSchoolIndex *
dw_school_index_new (DwPlaceTree *tree)
{
  DwSchoolIndex *self = g_new (DwSchoolIndex, 1);

  self->schools = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  self->regions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->districts = g_ptr_array_new ();
  add_places (self, G_LIST_MODEL (tree));
  return self;
}

void
dw_school_index_free (DwSchoolIndex *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->schools);
  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->regions);
  g_ptr_array_unref (self->districts);
  g_free (self);
}

DwPlace *
dw_school_index_find (DwSchoolIndex *self, const char *name, const char *region)
{
  g_autofree char *key = make_key (name, region);

  return g_hash_table_lookup (self->schools, key);
}

guint
dw_school_index_count (DwSchoolIndex *self, const char *name, DwPlace **only)
{
  GPtrArray *same = g_hash_table_lookup (self->by_name, name);

  if (only != NULL)
    *only = same != NULL && same->len == 1 ? g_ptr_array_index (same, 0) : NULL;
  return same != NULL ? same->len : 0;
}

DwPlace *
dw_school_index_find_region (DwSchoolIndex *self, const char *name)
{
  return g_hash_table_lookup (self->regions, name);
}

gboolean
dw_school_index_has_regions (DwSchoolIndex *self)
{
  return g_hash_table_size (self->regions) > 0;
}

DwPlace *
dw_school_index_get_district (DwSchoolIndex *self)
{
  return self->districts->len == 1 ? g_ptr_array_index (self->districts, 0) : NULL;
}
