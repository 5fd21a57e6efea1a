// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-search.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dw-alarm-words.h"

/* The finding half of the search: no widgets. A thing is found when every word of the question occurs in its name, path or address. */

#define PER_GROUP 5

typedef struct
{
  DwStation *station;
  char **words; /* folded */
  GPtrArray *hits;
} Search;

void
dw_search_hit_free (DwSearchHit *self)
{
  g_free (self->title);
  g_free (self->note);
  g_free (self->target);
  g_free (self);
}

static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);

  return g_utf8_casefold (normal != NULL ? normal : "", -1);
}

static gboolean
matches (const Search *search, const char *name, const char *path, const char *address)
{
  g_autofree char *joined = g_strjoin (" ", name, path, address, NULL);
  g_autofree char *folded = fold (joined);

  for (guint i = 0; search->words[i] != NULL; i++)
    if (strstr (folded, search->words[i]) == NULL)
      return FALSE;
  return TRUE;
}

static guint
count_group (const Search *search, const char *group)
{
  guint count = 0;

  for (guint i = 0; i < search->hits->len; i++)
    count += ((DwSearchHit *)g_ptr_array_index (search->hits, i))->group == group;
  return count;
}

static gboolean
is_full (const Search *search, const char *group)
{
  return count_group (search, group) >= PER_GROUP;
}

static void
add_hit (Search *search, const char *group, const char *title, const char *note, const char *action, char *target)
{
  DwSearchHit *hit = g_new0 (DwSearchHit, 1);

  *hit = (DwSearchHit){ .group = group, .title = g_strdup (title), .note = g_strdup (note), .action = action, .target = target };
  g_ptr_array_add (search->hits, hit);
}

static void
find_places (Search *search, GListModel *places, const char *group)
{
  guint n_items = g_list_model_get_n_items (places);

  for (guint i = 0; i < n_items && !is_full (search, group); i++)
    {
      g_autoptr (DwPlace) place = g_list_model_get_item (places, i);
      g_autofree char *path = dw_place_get_path (place);

      /* Only the own name: else everything below a school that matches would be listed before other schools. */
      if (matches (search, dw_place_get_name (place), NULL, NULL))
        add_hit (search, group, dw_place_get_name (place), path, "win.show-place", g_strdup_printf ("%" G_GINT64_FORMAT, dw_place_get_id (place)));
      find_places (search, G_LIST_MODEL (place), group);
    }
}

static void
find_devices (Search *search, const char *group)
{
  DwPlaceTree *tree = dw_station_get_tree (search->station);
  GListModel *devices = dw_place_tree_get_devices (tree);
  guint n_items = g_list_model_get_n_items (devices);

  for (guint i = 0; i < n_items && !is_full (search, group); i++)
    {
      g_autoptr (DwDevice) device = g_list_model_get_item (devices, i);
      DwPlace *place = dw_place_tree_get_device_place (tree, device);
      g_autofree char *path = place != NULL ? dw_place_get_path (place) : g_strdup ("");
      g_autofree char *note = g_strdup_printf ("%s · %s", path, dw_device_get_address (device));

      if (matches (search, dw_device_get_name (device), path, dw_device_get_address (device)))
        add_hit (search, group, dw_device_get_name (device), note, "win.show-device", g_strdup_printf ("%" G_GINT64_FORMAT, dw_device_get_id (device)));
    }
}

static void
find_alarms (Search *search, const char *group)
{
  GListModel *alarms = G_LIST_MODEL (dw_station_get_alarms (search->station));
  guint n_items = g_list_model_get_n_items (alarms);

  for (guint i = 0; i < n_items && !is_full (search, group); i++)
    {
      g_autoptr (DwAlarm) alarm = g_list_model_get_item (alarms, i);
      const DwAlarmRecord *record = dw_alarm_get_record (alarm);
      const char *title = dw_alarm_kind_title (record->kind);
      g_autofree char *path = NULL;
      DwAlarmSite site;

      dw_alarm_site_find (&site, search->station, record->device_id, record->place_id, record->channel);
      path = dw_alarm_words_path (search->station, &site, record->gateway_id);
      if (matches (search, title, path, NULL))
        add_hit (search, group, title, path, "win.show-alarm", g_strdup (record->id));
    }
}

static char **
split_words (const char *text)
{
  g_autofree char *folded = fold (text);
  g_auto (GStrv) parts = g_strsplit_set (folded, " \t", -1);
  GStrvBuilder *builder = g_strv_builder_new ();
  char **words = NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_strv_builder_add (builder, parts[i]);
  words = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return words;
}

GPtrArray *
dw_search_find (DwStation *station, const char *text)
{
  g_auto (GStrv) words = split_words (text);
  Search search = { station, words, g_ptr_array_new_with_free_func ((GDestroyNotify)dw_search_hit_free) };

  if (words[0] == NULL)
    return search.hits;
  find_places (&search, G_LIST_MODEL (dw_station_get_tree (station)), _ ("Places"));
  find_devices (&search, _ ("Devices"));
  find_alarms (&search, _ ("Alarms"));
  return search.hits;
}
