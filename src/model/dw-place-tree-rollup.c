// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-place-tree-private.h"

/* Roll-ups: how many active alarms, devices and old values lie at or below each place.
 *
 * The tree keeps all places in one array, parents before children. Walking it backwards meets every child before its parent, so a
 * single pass adds each place's finished sum to its parent: O(places + devices), no recursion, no allocation. */

/* A device's data is old as a whole when its link is not online or its last answer is more than two of its shortest periods ago. */
static gboolean
is_data_old (DwDevice *device,
             gint64 now_ms)
{
  gint64 last_seen_ms = dw_device_get_last_seen_ms (device);
  int period_ms = dw_device_get_period_ms (device);

  switch (dw_device_get_link (device))
    {
    case DW_LINK_SILENT:
    case DW_LINK_DOWN:
      return TRUE;
    case DW_LINK_UNKNOWN:
      return last_seen_ms != 0;
    case DW_LINK_ONLINE:
      return period_ms > 0 && now_ms - last_seen_ms > 2 * (gint64)period_ms;
    default:
      g_return_val_if_reached (FALSE);
    }
}

static void
count_device (DwRollup *rollup,
              DwDevice *device,
              gint64 now_ms)
{
  gint64 last_seen_ms = dw_device_get_last_seen_ms (device);

  rollup->devices++;
  if (dw_device_get_link (device) == DW_LINK_ONLINE)
    rollup->online++;
  if (!is_data_old (device, now_ms))
    return;
  rollup->old++;
  if (last_seen_ms != 0 && (rollup->oldest_ms == 0 || last_seen_ms < rollup->oldest_ms))
    rollup->oldest_ms = last_seen_ms;
}

static void
begin_with_own (DwPlace *place,
                gint64 now_ms)
{
  place->next = (DwRollup){ 0 };
  for (guint i = 1; i < G_N_ELEMENTS (place->own_active); i++)
    {
      place->next.active[i] = place->own_active[i];
      place->next.unacked[i] = place->own_unacked[i];
    }
  for (guint i = 0; i < place->devices->len; i++)
    count_device (&place->next, place->devices->pdata[i], now_ms);
}

void
dw_place_tree_refresh (DwPlaceTree *self,
                       gint64 now_ms)
{
  gboolean changed = FALSE;

  g_return_if_fail (DW_IS_PLACE_TREE (self));

  for (guint i = 0; i < self->order->len; i++)
    begin_with_own (self->order->pdata[i], now_ms);
  for (guint i = self->order->len; i > 0; i--)
    dw_place_fold_into_parent (self->order->pdata[i - 1]);
  /* Told last, so that a listener never sees a parent that disagrees with its children. */
  for (guint i = 0; i < self->order->len; i++)
    changed |= dw_place_adopt_rollup (self->order->pdata[i]);
  if (changed)
    dw_place_tree_emit_rollup_changed (self);
}

void
dw_place_tree_set_alarms (DwPlaceTree *self,
                          DwPlace *place,
                          const guint active[5],
                          const guint unacked[5])
{
  g_return_if_fail (DW_IS_PLACE_TREE (self));
  g_return_if_fail (DW_IS_PLACE (place));

  memcpy (place->own_active, active, sizeof place->own_active);
  memcpy (place->own_unacked, unacked, sizeof place->own_unacked);
}
