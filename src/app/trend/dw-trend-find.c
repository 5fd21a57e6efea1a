// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-trend-find.h"

#include <string.h>

#include "dw-place-filter.h"

/* So many devices show their channels too: more would be a list nobody reads. */
#define MAX_OPEN_DEVICES 2

void
dw_trend_hit_free (DwTrendHit *self)
{
  g_free (self->title);
  g_free (self->note);
  g_free (self);
}

static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);

  return g_utf8_casefold (normal != NULL ? normal : "", -1);
}

static gboolean
has_words (char **words, const char *text)
{
  g_autofree char *folded = fold (text);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
has_curves (DwDevice *device)
{
  DwTrendKind kind;

  for (guint i = 0; i < dw_device_get_n_channels (device); i++)
    if (dw_trend_kind_of_channel (dw_device_get_channel (device, i)->name, &kind))
      return TRUE;
  return FALSE;
}

gboolean
dw_trend_find_is_visible (DwStation *station, DwDevice *device)
{
  DwPlace *place = dw_place_tree_get_device_place (dw_station_get_tree (station), device);

  return dw_person_sees_place (dw_station_get_person (station), place) && has_curves (device);
}

static void
add_hit (GPtrArray *hits, gint64 device_id, const char *name, char *title, char *note)
{
  DwTrendHit *hit = g_new0 (DwTrendHit, 1);

  hit->channel.device_id = device_id;
  g_strlcpy (hit->channel.name, name, sizeof hit->channel.name);
  hit->title = title;
  hit->note = note;
  g_ptr_array_add (hits, hit);
}

static void
add_device (GPtrArray *hits, DwStation *station, DwDevice *device, char **words)
{
  DwPlace *place = dw_place_tree_get_device_place (dw_station_get_tree (station), device);
  g_autofree char *path = place != NULL ? dw_place_get_path (place) : g_strdup ("");
  g_autofree char *text = g_strjoin (" ", dw_device_get_name (device), path, dw_device_get_address (device), NULL);

  if (has_words (words, text))
    add_hit (hits, dw_device_get_id (device), "", g_strdup (dw_device_get_name (device)), g_steal_pointer (&path));
}

static GPtrArray *
open_devices (DwStation *station, GPtrArray *devices)
{
  GPtrArray *hits = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_trend_hit_free);

  for (guint i = 0; i < devices->len; i++)
    {
      const DwTrendHit *hit = g_ptr_array_index (devices, i);
      DwDevice *device = dw_place_tree_find_device (dw_station_get_tree (station), hit->channel.device_id);
      g_autoptr (GArray) channels = dw_trend_desk_list_channels (station, device);

      add_hit (hits, hit->channel.device_id, "", g_strdup (hit->title), g_strdup (hit->note));
      for (guint k = 0; channels != NULL && k < channels->len; k++)
        {
          const DwTrendChannel *channel = &g_array_index (channels, DwTrendChannel, k);
          DwTrendKind kind;

          if (dw_trend_kind_of_channel (channel->name, &kind))
            add_hit (hits, channel->device_id, channel->name, dw_trend_desk_title (channel), g_strdup (hit->title));
        }
    }
  return hits;
}

GPtrArray *
dw_trend_find (DwStation *station, DwPlace *place, const char *text, guint max)
{
  GPtrArray *hits = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_trend_hit_free);
  g_autoptr (GPtrArray) devices = dw_place_tree_list_devices (dw_station_get_tree (station), place);
  g_autofree char *folded = fold (text);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t", -1);

  for (guint i = 0; i < devices->len && hits->len < max; i++)
    if (dw_trend_find_is_visible (station, g_ptr_array_index (devices, i)))
      add_device (hits, station, g_ptr_array_index (devices, i), words);
  if (hits->len > 0 && hits->len <= MAX_OPEN_DEVICES)
    {
      g_autoptr (GPtrArray) closed = hits;

      hits = open_devices (station, closed);
    }
  return hits;
}

static guint
get_rank (DwDevice *device)
{
  guint priority = dw_device_get_alarm_priority (device);

  return priority == 0 ? 5 : priority;
}

GArray *
dw_trend_find_first (DwStation *station, DwPlace *place, guint max)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) devices = dw_place_tree_list_devices (dw_station_get_tree (station), place);

  for (guint rank = 1; rank <= 5; rank++)
    for (guint i = 0; i < devices->len && ids->len < max; i++)
      {
        DwDevice *device = g_ptr_array_index (devices, i);
        gint64 id = dw_device_get_id (device);

        if (get_rank (device) == rank && dw_trend_find_is_visible (station, device))
          g_array_append_val (ids, id);
      }
  return ids;
}
