// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-month-figures.h"

#include <math.h>

static DwMonthPart *
part_new (DwPlace *place)
{
  DwMonthPart *self = g_new0 (DwMonthPart, 1);

  self->place = g_object_ref (place);
  return self;
}

static void
part_free (gpointer data)
{
  DwMonthPart *self = data;

  g_object_unref (self->place);
  g_free (self);
}

guint
dw_month_sum (const guint counts[DW_N_EVENT_KINDS], guint kinds)
{
  guint sum = 0;

  for (guint kind = 0; kind < DW_N_EVENT_KINDS; kind++)
    if (kinds & (1u << kind))
      sum += counts[kind];
  return sum;
}

double
dw_month_part_get_rate (const DwMonthPart *self)
{
  return self->n_circuits > 0 ? 100.0 * dw_month_sum (self->counts, G_MAXUINT) / self->n_circuits : NAN;
}

static guint
count_circuits (GListModel *places)
{
  guint n_places = g_list_model_get_n_items (places), n = 0;

  for (guint i = 0; i < n_places; i++)
    {
      g_autoptr (DwPlace) place = g_list_model_get_item (places, i);

      n += (dw_place_get_kind (place) == DW_PLACE_CIRCUIT) + count_circuits (G_LIST_MODEL (place));
    }
  return n;
}

static void
set_circuits (gpointer data, gpointer unused)
{
  DwMonthPart *self = data;

  self->n_circuits = MAX (count_circuits (G_LIST_MODEL (self->place)), dw_place_get_rollup (self->place)->devices);
}

/* Regions below the place; of a place inside a region, that region. */
static void
list_regions (GListModel *places, GPtrArray *regions)
{
  guint n_places = g_list_model_get_n_items (places);

  for (guint i = 0; i < n_places; i++)
    {
      g_autoptr (DwPlace) place = g_list_model_get_item (places, i);

      if (dw_place_get_kind (place) == DW_PLACE_REGION)
        g_ptr_array_add (regions, part_new (place));
      else if (dw_place_get_kind (place) == DW_PLACE_DISTRICT)
        list_regions (G_LIST_MODEL (place), regions);
    }
}

static DwMonthPart *
find_part (GPtrArray *parts, DwPlace *place)
{
  for (guint i = 0; i < parts->len; i++)
    if (((DwMonthPart *)parts->pdata[i])->place == place)
      return parts->pdata[i];
  return NULL;
}

static void
add_event (DwMonthFigures *self, DwPlaceTree *tree, GHashTable *schools, const DwEventRecord *event)
{
  DwPlace *at = dw_place_tree_find (tree, event->place_id);
  DwPlace *region = at != NULL ? dw_place_get_ancestor (at, DW_PLACE_REGION) : NULL, *school = at != NULL ? dw_place_get_ancestor (at, DW_PLACE_SCHOOL) : NULL;
  DwMonthPart *part = region != NULL ? find_part (self->regions, region) : NULL;

  self->counts[event->kind]++;
  if (part != NULL)
    part->counts[event->kind]++;
  if (school == NULL)
    return;
  part = g_hash_table_lookup (schools, school);
  if (part == NULL)
    {
      part = part_new (school);
      g_hash_table_insert (schools, school, part);
      g_ptr_array_add (self->schools, part);
    }
  part->counts[event->kind]++;
}

/* A school without a known number of circuits has no rate and comes last. */
static int
compare_rates (gconstpointer a, gconstpointer b)
{
  const DwMonthPart *left = *(DwMonthPart *const *)a, *right = *(DwMonthPart *const *)b;
  double rate_left = dw_month_part_get_rate (left), rate_right = dw_month_part_get_rate (right);

  rate_left = isnan (rate_left) ? -1 : rate_left;
  rate_right = isnan (rate_right) ? -1 : rate_right;
  if (rate_left != rate_right)
    return rate_left > rate_right ? -1 : 1;
  return (dw_place_get_id (left->place) > dw_place_get_id (right->place)) - (dw_place_get_id (left->place) < dw_place_get_id (right->place));
}

DwMonthFigures *
dw_month_figures_new (DwPlaceTree *tree, DwPlace *place, GPtrArray *events)
{
  DwMonthFigures *self = g_new0 (DwMonthFigures, 1);
  g_autoptr (GHashTable) schools = g_hash_table_new (NULL, NULL);
  DwPlace *region = place != NULL ? dw_place_get_ancestor (place, DW_PLACE_REGION) : NULL;

  self->regions = g_ptr_array_new_with_free_func (part_free);
  self->schools = g_ptr_array_new_with_free_func (part_free);
  if (region != NULL)
    g_ptr_array_add (self->regions, part_new (region));
  else
    list_regions (place != NULL ? G_LIST_MODEL (place) : G_LIST_MODEL (tree), self->regions);
  for (guint i = 0; i < events->len; i++)
    add_event (self, tree, schools, events->pdata[i]);
  g_ptr_array_foreach (self->regions, set_circuits, NULL);
  g_ptr_array_foreach (self->schools, set_circuits, NULL);
  g_ptr_array_sort (self->schools, compare_rates);
  return self;
}

void
dw_month_figures_free (DwMonthFigures *self)
{
  g_ptr_array_unref (self->regions);
  g_ptr_array_unref (self->schools);
  g_free (self);
}
