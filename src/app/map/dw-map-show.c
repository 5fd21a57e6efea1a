// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-show.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-place-stats.h"

#define ALL_PRIORITIES (1u << 1 | 1u << 2 | 1u << 3 | 1u << 4)
#define MOST_PARTS 2

static const struct
{
  const char *word, *title;
} layers[DW_N_MAP_LAYERS] = {
  [DW_MAP_LAYER_ALARMS] = { "alarms", N_ ("Alarms") },
  [DW_MAP_LAYER_OFF_LINE] = { "off-line", N_ ("Off line") },
  [DW_MAP_LAYER_LOAD] = { "load", N_ ("Load rate") },
};

const char *
dw_map_layer_word (DwMapLayer layer)
{
  return layers[layer].word;
}

gboolean
dw_map_layer_from_word (const char *word, DwMapLayer *layer)
{
  for (guint i = 0; i < DW_N_MAP_LAYERS; i++)
    if (g_strcmp0 (layers[i].word, word) == 0)
      {
        *layer = (DwMapLayer)i;
        return TRUE;
      }
  return FALSE;
}

const char *
dw_map_layer_title (DwMapLayer layer)
{
  return _ (layers[layer].title);
}

guint
dw_map_toggle_priority (guint priorities, guint priority)
{
  guint shown = (priorities != 0 ? priorities : ALL_PRIORITIES) ^ 1u << priority;

  return shown == ALL_PRIORITIES ? 0 : shown;
}

/* --- types --- */

static GStrv
split_type (DwPlace *school)
{
  const char *fact = dw_place_get_fact (school, "org_type");
  GStrv parts = g_strsplit (fact != NULL ? fact : "", "·", MOST_PARTS);

  for (guint i = 0; parts[i] != NULL; i++)
    g_strstrip (parts[i]);
  return parts;
}

gboolean
dw_map_school_is_of_type (DwPlace *school, const char *org_type)
{
  g_auto (GStrv) parts = NULL;

  if (org_type == NULL || *org_type == '\0')
    return TRUE;
  parts = split_type (school);
  return g_strv_contains ((const char *const *)parts, org_type);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *
dw_map_schools_list_types (const DwMapSchools *self, guint part)
{
  GPtrArray *types = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->places->len; i++)
    {
      g_auto (GStrv) parts = split_type (self->places->pdata[i]);
      const char *type = part < g_strv_length (parts) ? parts[part] : "";

      if (*type != '\0' && !g_ptr_array_find_with_equal_func (types, type, g_str_equal, NULL))
        g_ptr_array_add (types, g_strdup (type));
    }
  g_ptr_array_sort (types, compare_texts);
  return types;
}

/* --- what an item says --- */

/* What stands there without the hidden priorities. */
static void
show_alarms (DwMapItem *item, DwPlace *school, guint priorities)
{
  DwRollup rollup = *dw_place_get_rollup (school);

  if (priorities == 0)
    return;
  for (guint priority = 1; priority <= 4; priority++)
    if (!(priorities & 1u << priority))
      rollup.active[priority] = rollup.unacked[priority] = 0;
  dw_rollup_get_symbol (&rollup, &item->priority, &item->state);
  memcpy (item->active, rollup.active, sizeof item->active);
}

static void
show_quiet (DwMapItem *item, DwSymbolState state)
{
  item->priority = 0;
  item->state = state;
  item->rise = 0;
  memset (item->active, 0, sizeof item->active);
}

static void
show_item (DwMapItem *item, DwPlace *school, DwPlaceTree *tree, const DwMapShow *show, gint64 now_ms)
{
  if (show->layer == DW_MAP_LAYER_ALARMS)
    show_alarms (item, school, show->priorities);
  else
    show_quiet (item, show->layer == DW_MAP_LAYER_OFF_LINE && item->off_line > 0 ? DW_SYMBOL_STALE : DW_SYMBOL_NORMAL);
  if (show->layer == DW_MAP_LAYER_LOAD)
    item->load_percent = dw_place_stats_find_load (tree, school, now_ms, &item->load_old);
}

static guint
count_missing (const DwMapSchools *self, const char *org_type)
{
  guint n_missing = 0;
  DwGeoPoint point;

  for (guint i = 0; i < self->places->len; i++)
    n_missing += dw_map_school_is_of_type (self->places->pdata[i], org_type) && !dw_map_school_get_point (self->places->pdata[i], &point);
  return n_missing;
}

void
dw_map_schools_show (DwMapSchools *self, DwPlaceTree *tree, const DwMapShow *show, gint64 now_ms)
{
  guint n_kept = 0;

  self->layer = show->layer;
  self->n_missing = count_missing (self, show->org_type);
  for (guint i = 0; i < self->items->len; i++)
    {
      DwPlace *school = self->placed->pdata[i];
      DwMapItem item = g_array_index (self->items, DwMapItem, i);

      if (!dw_map_school_is_of_type (school, show->org_type))
        continue;
      show_item (&item, school, tree, show, now_ms);
      g_array_index (self->items, DwMapItem, n_kept) = item;
      self->placed->pdata[n_kept++] = school;
    }
  g_array_set_size (self->items, n_kept);
  g_ptr_array_set_size (self->placed, (int)n_kept);
}
