// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-place-stats.h"

#include <math.h>

#include "dw-device-order.h"
#include "dw-device-summary.h"
#include "dw-place-filter.h"
#include "dw-text.h"

static gboolean
is_unhandled (const DwAlarmRecord *record)
{
  return record->state == DW_ALARM_STATE_UNACK || record->state == DW_ALARM_STATE_ACKED || record->state == DW_ALARM_STATE_RTN_UNACK;
}

static gboolean
is_fault (const DwAlarmRecord *record)
{
  DwEventKind kind = dw_alarm_kind_event (record->kind);

  return kind == DW_EVENT_FAULT || kind == DW_EVENT_COMMS;
}

static void
count (guint *n, guint *highest, guint priority)
{
  (*n)++;
  if (*highest == 0 || priority < *highest)
    *highest = priority;
}

static void
count_alarms (DwPlaceTree *tree, DwAlarmList *alarms, DwPlace *place, const DwPerson *person, DwPlaceStats *stats)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (alarms)); i++)
    {
      g_autoptr (DwAlarm) alarm = g_list_model_get_item (G_LIST_MODEL (alarms), i);
      const DwAlarmRecord *record = dw_alarm_get_record (alarm);
      DwPlace *at = dw_place_tree_find (tree, record->place_id);

      if (!is_unhandled (record) || (place != NULL && (at == NULL || !dw_place_is_within (at, place))) || !dw_person_sees_place (person, at))
        continue;
      if (is_fault (record))
        count (&stats->faults, &stats->fault_priority, record->priority);
      else
        count (&stats->alarms, &stats->alarm_priority, record->priority);
    }
}

static guint
count_boxes (GListModel *places)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (places); i++)
    {
      g_autoptr (DwPlace) place = g_list_model_get_item (places, i);

      n += (dw_place_get_kind (place) == DW_PLACE_BOX) + count_boxes (G_LIST_MODEL (place));
    }
  return n;
}

/* A fresh load wins over an old one, then the larger. */
static void
take_load (DwPlaceStats *stats, const DwDeviceSummary *summary)
{
  if (isnan (summary->load_percent))
    return;
  if (!isnan (stats->load_percent) && (stats->load_old < summary->load_old || (stats->load_old == summary->load_old && summary->load_percent <= stats->load_percent)))
    return;
  stats->load_percent = summary->load_percent;
  stats->load_old = summary->load_old;
}

double
dw_place_stats_find_load (DwPlaceTree *tree, DwPlace *place, gint64 now_ms, gboolean *old)
{
  g_autoptr (GPtrArray) devices = dw_place_tree_list_devices (tree, place);
  DwPlaceStats stats = { .load_percent = NAN };

  for (guint i = 0; i < devices->len; i++)
    {
      DwDeviceSummary summary;

      dw_device_summary_make (g_ptr_array_index (devices, i), NULL, now_ms, &summary);
      take_load (&stats, &summary);
    }
  *old = stats.load_old;
  return stats.load_percent;
}

void
dw_rollup_get_symbol (const DwRollup *rollup, guint *priority, DwSymbolState *state)
{
  *priority = 0;
  *state = rollup->devices > 0 && rollup->old >= rollup->devices ? DW_SYMBOL_STALE : DW_SYMBOL_NORMAL;
  for (guint p = 4; p >= 1; p--)
    if (rollup->active[p] > 0)
      {
        *priority = p;
        *state = rollup->unacked[p] > 0 ? DW_SYMBOL_UNACK : DW_SYMBOL_ACKED;
      }
}

void
dw_place_stats_make (DwPlaceTree *tree, DwAlarmList *alarms, DwPlace *place, const DwPerson *person, gint64 now_ms, DwPlaceStats *stats)
{
  g_autoptr (GPtrArray) devices = dw_device_order_list (tree, place, person);

  *stats = (DwPlaceStats){ .load_percent = NAN, .devices = devices->len, .state = DW_SYMBOL_NORMAL };
  for (guint i = 0; i < devices->len; i++)
    {
      DwDevice *device = g_ptr_array_index (devices, i);
      DwDeviceSummary summary;

      dw_device_summary_make (device, alarms, now_ms, &summary);
      stats->online += dw_device_get_link (device) == DW_LINK_ONLINE;
      take_load (stats, &summary);
    }
  stats->boxes = count_boxes (place != NULL ? G_LIST_MODEL (place) : G_LIST_MODEL (tree));
  stats->boxes += place != NULL && dw_place_get_kind (place) == DW_PLACE_BOX;
  count_alarms (tree, alarms, place, person, stats);
  if (place != NULL)
    dw_rollup_get_symbol (dw_place_get_rollup (place), &stats->priority, &stats->state);
}

char *
dw_place_stats_online_text (const DwPlaceStats *stats)
{
  return dw_text_number (stats->devices > 0 ? 100.0 * stats->online / stats->devices : NAN, 1);
}
