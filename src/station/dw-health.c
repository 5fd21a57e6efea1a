// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-station-private.h"

#include <sys/statvfs.h>

/* The station's own state: ages, queues, disk, main loop. Recomputed once a second. */

static int
compare_ages (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *)a;
  gint64 right = *(const gint64 *)b;

  return (left > right) - (left < right);
}

static void
count_devices (DwStation *self, DwHealth *health, GArray *ages)
{
  GListModel *devices = dw_place_tree_get_devices (self->tree);
  gint64 now_ms = dw_clock_wall_ms (self->clock);
  guint n = g_list_model_get_n_items (devices);

  health->devices = n;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DwDevice) device = g_list_model_get_item (devices, i);
      gint64 seen_ms = dw_device_get_last_seen_ms (device);
      gint64 age_ms = now_ms - seen_ms;
      DwChannel *first = dw_device_get_n_channels (device) ? dw_device_get_channel (device, 0) : NULL;

      health->devices_online += dw_device_get_link (device) == DW_LINK_ONLINE;
      if (seen_ms == 0)
        continue;
      health->devices_old += first && dw_device_channel_quality (device, first, now_ms) == DW_QUALITY_OLD;
      g_array_append_val (ages, age_ms);
    }
}

static void
measure_ages (DwStation *self, DwHealth *health)
{
  g_autoptr (GArray) ages = g_array_new (FALSE, FALSE, sizeof (gint64));

  count_devices (self, health, ages);
  health->median_age_ms = health->oldest_age_ms = -1;
  if (ages->len == 0)
    return;
  g_array_sort (ages, compare_ages);
  health->median_age_ms = g_array_index (ages, gint64, ages->len / 2);
  health->oldest_age_ms = g_array_index (ages, gint64, ages->len - 1);
}

static void
count_gateways (DwStation *self, DwHealth *health)
{
  GHashTableIter iter;
  gpointer key;
  DwGatewayStatus status;

  health->gateways = g_hash_table_size (self->gateways);
  g_hash_table_iter_init (&iter, self->gateways);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (dw_gateway_source_get_status (self->source, *(gint64 *)key, &status))
      health->gateways_online += status.state == DW_GATEWAY_ONLINE;
}

static gint64
measure_disk (const char *dir)
{
  struct statvfs disk;

  return statvfs (dir, &disk) == 0 ? (gint64)disk.f_bavail * (gint64)disk.f_frsize : -1;
}

void
dw_station_refresh_health (DwStation *self)
{
  g_autofree char *store_fault = dw_store_dup_fault (self->store);
  DwHealth health = { 0 };

  dw_station_set_fault (self, DW_STATION_FAULT_STORE, store_fault);
  health.demo = self->demo;
  g_strlcpy (health.fault, self->health.fault, sizeof health.fault);
  measure_ages (self, &health);
  count_gateways (self, &health);
  health.store_queue = dw_store_get_queue_length (self->store) + dw_journal_get_length (self->journal);
  health.disk_free_bytes = measure_disk (self->dir);
  health.worst_block_ms = self->watchdog ? dw_watchdog_get_worst_ms (self->watchdog) : 0;
  self->health = health;
}

void
dw_station_get_health (DwStation *self, DwHealth *health)
{
  *health = self->health;
}

static const char *
find_gravest (DwStation *self)
{
  for (guint i = 0; i < DW_N_STATION_FAULTS; i++)
    if (self->faults[i])
      return self->faults[i];
  return "";
}

void
dw_station_set_fault (DwStation *self, DwStationFault which, const char *sentence)
{
  const char *gravest;

  if (which == DW_STATION_FAULT_SETUP && self->faults[which])
    return;
  g_free (self->faults[which]);
  self->faults[which] = sentence && *sentence ? g_strdup (sentence) : NULL;
  gravest = find_gravest (self);
  /* What is longer than its place is compared by what fits into it. */
  if (strncmp (gravest, self->health.fault, sizeof self->health.fault - 1) == 0)
    return;
  g_strlcpy (self->health.fault, gravest, sizeof self->health.fault);
  g_signal_emit_by_name (self, "fault", self->health.fault);
}
