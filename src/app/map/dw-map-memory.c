// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-memory.h"

#include "dw-map-show.h"

void
dw_map_memory_write (GKeyFile *file, const char *group, DwMapView *map)
{
  g_autofree char *layer = NULL, *org_type = NULL;

  g_object_get (map, "layer", &layer, "org-type", &org_type, NULL);
  g_key_file_set_string (file, group, "layer", layer);
  g_key_file_set_string (file, group, "org_type", org_type);
}

/* A filter that nothing passes would show an empty map and look like a fault. */
static gboolean
has_school_of_type (DwStation *station, const char *org_type)
{
  g_autoptr (DwMapSchools) schools = dw_map_schools_new (dw_station_get_tree (station), dw_station_get_alarms (station), NULL, dw_station_get_person (station), FALSE, dw_clock_wall_ms (dw_station_get_clock (station)));
  gboolean found = FALSE;

  for (guint i = 0; i < schools->places->len; i++)
    found |= dw_map_school_is_of_type (schools->places->pdata[i], org_type);
  return found;
}

void
dw_map_memory_read (GKeyFile *file, const char *group, DwMapView *map, DwStation *station)
{
  g_autofree char *word = g_key_file_get_string (file, group, "layer", NULL), *org_type = g_key_file_get_string (file, group, "org_type", NULL);
  DwMapLayer layer = DW_MAP_LAYER_ALARMS;

  dw_map_layer_from_word (word, &layer);
  g_object_set (map, "layer", dw_map_layer_word (layer), "org-type", org_type != NULL && has_school_of_type (station, org_type) ? org_type : "", NULL);
}
