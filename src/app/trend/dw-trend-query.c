// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-trend-page-private.h"

#include "dw-trend-periods.h"

/* What is chosen becomes a question. */

/* While one drags or turns the wheel the old data is shown shifted; the question waits until the hand rests for so long. */
#define REST_MS 60
/* A live span is followed each so many ticks of a second, its statistics each so many of those. */
#define FOLLOW_TICKS 5
#define STATS_TICKS 30

gint64
dw_trend_page_now_ms (DwTrendPage *self)
{
  return dw_clock_wall_ms (dw_station_get_clock (dw_page_get_station (DW_PAGE (self))));
}

DwDevice *
dw_trend_page_find_device (DwTrendPage *self, gint64 device_id)
{
  return dw_place_tree_find_device (dw_station_get_tree (dw_page_get_station (DW_PAGE (self))), device_id);
}

GArray *
dw_trend_page_list_channels (gint64 device_id, gpointer page)
{
  DwDevice *device = dw_trend_page_find_device (page, device_id);

  return device != NULL ? dw_trend_desk_list_channels (dw_page_get_station (DW_PAGE (page)), device) : NULL;
}

static gboolean
counts_energy (DwTrendPage *self, const DwTrendItem *item)
{
  DwDevice *device = dw_trend_page_find_device (self, item->device_id);

  return item->shown && device != NULL && dw_device_find_channel (device, "energy_active_import") != NULL;
}

guint
dw_trend_page_list_energy_devices (DwTrendPage *self, gint64 *device_ids)
{
  gboolean all = dw_trend_choice_get_view (self->choice) == DW_TREND_VIEW_LOAD;
  guint n = 0;

  for (guint i = 0; i < dw_trend_choice_get_n_items (self->choice) && (all || n == 0); i++)
    if (counts_energy (self, dw_trend_choice_get_item (self->choice, i)))
      device_ids[n++] = dw_trend_choice_get_item (self->choice, i)->device_id;
  return n;
}

gint64
dw_trend_page_find_energy_device (DwTrendPage *self)
{
  gint64 device_ids[DW_TREND_MAX_ITEMS];

  return dw_trend_page_list_energy_devices (self, device_ids) > 0 ? device_ids[0] : 0;
}

gboolean
dw_trend_page_has_energies (DwTrendPage *self)
{
  g_autoptr (GArray) edges = dw_trend_periods_list_edges (self->span);
  gint64 device_ids[DW_TREND_MAX_ITEMS];
  guint n = dw_trend_page_list_energy_devices (self, device_ids);

  for (guint i = 0; i < n; i++)
    {
      const DwEnergyAnswer *answer = dw_trend_loader_find_energy (self->loader, device_ids[i]);

      if (answer == NULL || answer->n_periods + 1 != edges->len || answer->periods[0].from_ms != g_array_index (edges, gint64, 0))
        return FALSE;
    }
  return n > 0;
}

/* Leakage that follows the load points to N and PE mixed up (domain facts, D3): compared with the largest phase current there is a name for. */
static void
ask_correlations (DwTrendPage *self, DwTrendAsk *ask)
{
  for (guint i = 0; i < ask->n_lines && dw_trend_choice_get_kind (self->choice) == DW_TREND_KIND_RESIDUAL_CURRENT; i++)
    {
      g_autoptr (GArray) channels = dw_trend_page_list_channels (ask->lines[i].device_id, self);
      g_autoptr (GArray) loads = channels != NULL ? dw_trend_kind_pick (DW_TREND_KIND_CURRENT, channels, NULL, FALSE) : NULL;

      if (loads != NULL && loads->len > 0)
        g_strlcpy (ask->loads[i], g_array_index (loads, DwTrendChannel, 0).name, sizeof ask->loads[i]);
    }
}

static void
ask_energies (DwTrendPage *self, DwTrendAsk *ask)
{
  ask->n_energies = dw_trend_page_list_energy_devices (self, ask->energies);
  ask->energy_edges = dw_trend_periods_list_edges (self->span);
}

static void
ask_devices (DwTrendPage *self, DwTrendAsk *ask)
{
  for (guint i = 0; i < dw_trend_choice_get_n_items (self->choice); i++)
    if (dw_trend_choice_get_item (self->choice, i)->shown)
      ask->devices[ask->n_devices++] = dw_trend_choice_get_item (self->choice, i)->device_id;
}

static void
ask_lines (DwTrendPage *self, DwTrendAsk *ask)
{
  for (guint i = 0; i < self->lines->len && i < DW_TREND_MAX_LINES; i++)
    ask->lines[ask->n_lines++] = g_array_index (self->lines, DwTrendLine, i).channel;
  if (dw_trend_choice_has_overlay (self->choice, DW_TREND_OVERLAY_RIGHT) && !dw_trend_choice_find_right (self->choice, dw_trend_page_list_channels, self, &ask->right))
    ask->right.device_id = 0;
  if (dw_trend_choice_has_overlay (self->choice, DW_TREND_OVERLAY_PREVIOUS))
    dw_span_get_previous (self->span, &ask->previous_from_ms, &ask->previous_to_ms);
}

static void
ask_heat (DwTrendPage *self, DwTrendAsk *ask)
{
  if (dw_trend_choice_get_view (self->choice) != DW_TREND_VIEW_HEAT || ask->n_lines == 0)
    return;
  ask->heat = ask->lines[0];
  ask->heat_edges = dw_trend_periods_list_hours (self->span);
}

static void
make_ask (DwTrendPage *self, DwTrendAsk *ask)
{
  *ask = (DwTrendAsk){ .from_ms = dw_span_get_from_ms (self->span), .to_ms = dw_span_get_to_ms (self->span), .max_points = dw_plot_view_get_columns (self->plot) };
  g_clear_pointer (&self->lines, g_array_unref);
  self->lines = dw_trend_choice_list_lines (self->choice, dw_trend_page_list_channels, self);
  ask_lines (self, ask);
  ask_devices (self, ask);
  ask_correlations (self, ask);
  ask_energies (self, ask);
  ask_heat (self, ask);
}

static void
clear_ask (DwTrendAsk *ask)
{
  g_clear_pointer (&ask->energy_edges, g_array_unref);
  g_clear_pointer (&ask->heat_edges, g_array_unref);
}

void
dw_trend_page_ask (DwTrendPage *self)
{
  DwTrendAsk ask;

  g_clear_handle_id (&self->ask_id, g_source_remove);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->asked = TRUE;
  make_ask (self, &ask);
  dw_trend_loader_ask (self->loader, &ask);
  clear_ask (&ask);
}

static gboolean
rest_over_cb (gpointer data)
{
  DwTrendPage *self = data;

  self->ask_id = 0;
  dw_trend_page_ask (self);
  return G_SOURCE_REMOVE;
}

void
dw_trend_page_ask_soon (DwTrendPage *self)
{
  g_clear_handle_id (&self->ask_id, g_source_remove);
  self->ask_id = g_timeout_add (REST_MS, rest_over_cb, self);
}

void
dw_trend_page_follow (DwTrendPage *self)
{
  DwTrendAsk ask;

  self->n_ticks++;
  if (!dw_span_is_live (self->span) || self->n_ticks % FOLLOW_TICKS != 0 || dw_trend_loader_is_busy (self->loader))
    return;
  dw_span_follow (self->span, dw_trend_page_now_ms (self));
  g_clear_handle_id (&self->ask_id, g_source_remove); /* moving on was no new question */
  make_ask (self, &ask);
  dw_trend_loader_follow (self->loader, &ask, self->n_ticks % STATS_TICKS == 0);
  clear_ask (&ask);
}
