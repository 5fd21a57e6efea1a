// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-schools.h"

#include <math.h>

#include "dw-place-filter.h"
#include "dw-place-stats.h"

#define HOUR_MS G_GINT64_CONSTANT (3600000)

typedef struct
{
  DwMapSchools *schools;
  const DwPerson *person;
  gboolean shifted;
  GHashTable *rises; /* DwPlace* -> int */
} Walk;

gboolean
dw_map_school_get_point (DwPlace *school, DwGeoPoint *point)
{
  return dw_geo_parse (dw_place_get_fact (school, "longitude"), dw_place_get_fact (school, "latitude"), point);
}

/* Alarms begun in the last hour count up, ended ones down; both is nothing. */
static GHashTable *
count_rises (DwPlaceTree *tree, DwAlarmList *alarms, gint64 now_ms)
{
  GHashTable *rises = g_hash_table_new (NULL, NULL);
  guint n_alarms = g_list_model_get_n_items (G_LIST_MODEL (alarms));

  for (guint i = 0; i < n_alarms; i++)
    {
      g_autoptr (DwAlarm) alarm = g_list_model_get_item (G_LIST_MODEL (alarms), i);
      const DwAlarmRecord *record = dw_alarm_get_record (alarm);
      DwPlace *at = dw_place_tree_find (tree, record->place_id);
      DwPlace *school = at != NULL ? dw_place_get_ancestor (at, DW_PLACE_SCHOOL) : NULL;
      int rise = (record->begin_ms > now_ms - HOUR_MS) - (record->end_ms > now_ms - HOUR_MS);

      if (school != NULL)
        g_hash_table_insert (rises, school, GINT_TO_POINTER (GPOINTER_TO_INT (g_hash_table_lookup (rises, school)) + rise));
    }
  return rises;
}

static void
add_item (Walk *walk, DwPlace *school, DwGeoPoint point)
{
  const DwRollup *rollup = dw_place_get_rollup (school);
  DwMapItem item = { .id = dw_place_get_id (school), .point = walk->shifted ? dw_geo_to_gcj02 (point) : point, .empty = rollup->devices == 0, .load_percent = NAN };

  dw_rollup_get_symbol (rollup, &item.priority, &item.state);
  memcpy (item.active, rollup->active, sizeof item.active);
  item.devices = rollup->devices;
  item.off_line = rollup->devices - rollup->online;
  item.rise = GPOINTER_TO_INT (g_hash_table_lookup (walk->rises, school));
  g_array_append_val (walk->schools->items, item);
  g_ptr_array_add (walk->schools->placed, school);
}

static void
add_school (Walk *walk, DwPlace *school)
{
  const DwRollup *rollup = dw_place_get_rollup (school);
  DwGeoPoint point;

  g_ptr_array_add (walk->schools->places, g_object_ref (school));
  walk->schools->n_installed += rollup->devices > 0;
  walk->schools->n_online += rollup->online > 0;
  if (dw_map_school_get_point (school, &point))
    add_item (walk, school, point);
  else
    walk->schools->n_missing++;
}

static void
add_below (Walk *walk, GListModel *places)
{
  guint n_places = g_list_model_get_n_items (places);

  for (guint i = 0; i < n_places; i++)
    {
      g_autoptr (DwPlace) place = g_list_model_get_item (places, i);

      if (dw_place_get_kind (place) != DW_PLACE_SCHOOL)
        add_below (walk, G_LIST_MODEL (place));
      else if (dw_person_sees_place (walk->person, place))
        add_school (walk, place);
    }
}

/* A scope inside a school shows that school; any other shows those below it. */
static void
add_scope (Walk *walk, DwPlaceTree *tree, DwPlace *place)
{
  DwPlace *school = place != NULL ? dw_place_get_ancestor (place, DW_PLACE_SCHOOL) : NULL;

  if (school == NULL)
    add_below (walk, place != NULL ? G_LIST_MODEL (place) : G_LIST_MODEL (tree));
  else if (dw_person_sees_place (walk->person, school))
    add_school (walk, school);
}

DwMapSchools *
dw_map_schools_new (DwPlaceTree *tree, DwAlarmList *alarms, DwPlace *place, const DwPerson *person, gboolean shifted, gint64 now_ms)
{
  DwMapSchools *self = g_new0 (DwMapSchools, 1);
  g_autoptr (GHashTable) rises = count_rises (tree, alarms, now_ms);
  Walk walk = { self, person, shifted, rises };

  self->places = g_ptr_array_new_with_free_func (g_object_unref);
  self->items = g_array_new (FALSE, FALSE, sizeof (DwMapItem));
  self->placed = g_ptr_array_new ();
  add_scope (&walk, tree, place);
  return self;
}

void
dw_map_schools_free (DwMapSchools *self)
{
  g_ptr_array_unref (self->placed);
  g_array_unref (self->items);
  g_ptr_array_unref (self->places);
  g_free (self);
}
