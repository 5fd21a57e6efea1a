// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-station-private.h"

/* The way of one reading: source -> channel slot -> engine -> journal -> screen, in batches, on the main thread.
 *
 *   reports      each value into its channel, judged at once; the device notifies once per batch; the batch goes on to the sample history
 *   alarm sink   record + event line -> journal (disk, synced) -> dw_intake_line_stored_cb -> alarm list, badges, sound
 *
 * Nothing is shown before the journal says that it is on disk. */

/* --- readings --- */

static void
store_threshold (DwDevice *device, const char *name, double value)
{
  DwChannel *channel = dw_device_find_channel (device, name);

  if (channel)
    channel->device_limit = value;
}

static void
thresholds_cb (DwSource *source, gint64 device_id, GHashTable *thresholds, DwStation *self)
{
  DwDevice *device = dw_place_tree_find_device (self->tree, device_id);
  GHashTableIter iter;
  gpointer name, value;

  if (!device)
    return;
  g_hash_table_iter_init (&iter, thresholds);
  while (g_hash_table_iter_next (&iter, &name, &value))
    store_threshold (device, name, *(double *)value);
  dw_device_emit_changed (device);
}

static guint
take_values (DwDevice *device, const DwReport *report, guint *changed)
{
  guint n_changed = 0;
  guint n = MIN (report->n_values, dw_device_get_n_channels (device));

  for (guint i = 0; i < n; i++)
    {
      DwChannel *channel = dw_device_get_channel (device, i);

      if (report->values[i].quality == DW_QUALITY_NONE)
        continue;
      channel->reading.value = report->values[i].value;
      channel->reading.quality = report->values[i].quality;
      channel->reading.time_ms = report->time_ms;
      channel->flags = report->values[i].flags;
      changed[n_changed++] = i;
    }
  return n_changed;
}

static void
take_report (DwStation *self, const DwReport *report, GHashTable *touched)
{
  DwDevice *device = dw_place_tree_find_device (self->tree, report->device_id);
  g_autofree guint *changed = NULL;
  guint n_changed;

  if (!device)
    return;
  changed = g_new (guint, MAX (report->n_values, 1));
  n_changed = take_values (device, report, changed);
  dw_device_set_last_seen_ms (device, report->time_ms);
  if (report->device_id > 0) /* a negative id exists for one command only and is not judged */
    dw_alarm_engine_feed (self->engine, device, changed, n_changed);
  g_hash_table_add (touched, device);
}

static gboolean
is_transient (const DwReport *report)
{
  return report->device_id < 0;
}

/* What exists for one command only has no history. Nearly always there is nothing of the kind, and the batch goes on as it is. */
static void
append_history (DwStation *self, GPtrArray *reports)
{
  GPtrArray *kept;
  guint n_transient = 0;

  for (guint i = 0; i < reports->len; i++)
    n_transient += is_transient (reports->pdata[i]);
  if (n_transient == 0)
    {
      dw_store_append_reports (self->store, g_ptr_array_ref (reports));
      return;
    }
  if (n_transient == reports->len)
    return;
  kept = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_report_free);
  for (guint i = 0; i < reports->len; i++)
    if (!is_transient (reports->pdata[i]))
      g_ptr_array_add (kept, dw_report_copy (reports->pdata[i]));
  dw_store_append_reports (self->store, kept);
}

static void
reports_cb (DwSource *source, GPtrArray *reports, DwStation *self)
{
  g_autoptr (GHashTable) touched = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer device;

  for (guint i = 0; i < reports->len; i++)
    take_report (self, reports->pdata[i], touched);
  g_hash_table_iter_init (&iter, touched);
  while (g_hash_table_iter_next (&iter, &device, NULL))
    dw_device_emit_changed (device);
  append_history (self, reports);
}

/* --- links --- */

static void
link_changed_cb (DwSource *source, gint64 device_id, guint link, gint64 wall_ms, DwStation *self)
{
  DwDevice *device = dw_place_tree_find_device (self->tree, device_id);

  if (!device)
    return;
  dw_device_set_link (device, link, wall_ms);
  if (device_id > 0)
    dw_alarm_engine_link_changed (self->engine, device);
  dw_device_emit_changed (device);
}

static void
gateway_changed_cb (DwSource *source, gint64 gateway_id, DwStation *self)
{
  DwGatewayRow *row = g_hash_table_lookup (self->gateways, &gateway_id);
  DwGatewayStatus status;

  if (!row || gateway_id < 0 || !dw_gateway_source_get_status (self->source, gateway_id, &status))
    return;
  if (status.state == DW_GATEWAY_DOWN || status.state == DW_GATEWAY_ONLINE)
    dw_alarm_engine_gateway_changed (self->engine, gateway_id, row->place_id, status.state == DW_GATEWAY_DOWN);
}

/* --- alarms --- */

void
dw_intake_alarm_sink (const DwAlarmRecord *record, const DwEventRecord *event, gpointer data)
{
  DwStation *self = data;

  dw_journal_add (self->journal, record, event);
}

typedef struct
{
  guint priority;
  gboolean unacked;
} Foremost;

static void
find_foremost (gpointer item, gpointer data)
{
  const DwAlarmRecord *record = dw_alarm_get_record (item);
  Foremost *foremost = data;

  if (!record->active && !dw_alarm_record_is_unacked (record))
    return;
  if (foremost->priority == 0 || record->priority < foremost->priority)
    *foremost = (Foremost){ record->priority, dw_alarm_record_is_unacked (record) };
  else if (record->priority == foremost->priority)
    foremost->unacked |= dw_alarm_record_is_unacked (record);
}

static void
mark_device (DwStation *self, gint64 device_id)
{
  DwDevice *device = dw_place_tree_find_device (self->tree, device_id);
  Foremost foremost = { 0, FALSE };

  if (!device)
    return;
  dw_alarm_list_foreach_device (self->alarms, device_id, find_foremost, &foremost);
  dw_device_set_alarm (device, foremost.priority, foremost.unacked);
  dw_device_emit_changed (device);
}

static gboolean
is_announced (const DwAlarmRecord *record, const DwEventRecord *event)
{
  return event && record->active && record->state == DW_ALARM_STATE_UNACK && event->kind != DW_EVENT_OPERATION;
}

static void
note_sound (DwStation *self, const DwAlarmRecord *record, const DwEventRecord *event)
{
  guint unacked[5] = { 0 };

  if (is_announced (record, event))
    {
      dw_annunciator_note_raised (self->annunciator, record->priority);
      dw_own_alarms_note_raised (self->own_alarms, record->place_id);
    }
  for (guint priority = 1; priority <= 4; priority++)
    unacked[priority] = dw_alarm_list_count_unacked (self->alarms, priority);
  dw_annunciator_set_unacked (self->annunciator, unacked);
  g_signal_emit_by_name (self, "sound-changed");
}

void
dw_intake_line_stored_cb (const DwAlarmRecord *record, const DwEventRecord *event, gpointer data)
{
  DwStation *self = data;

  if (record)
    {
      dw_alarm_list_put (self->alarms, record);
      mark_device (self, record->device_id);
      self->recount_needed = TRUE;
      note_sound (self, record, event);
    }
  if (event)
    g_signal_emit_by_name (self, "event", event);
}

void
dw_intake_journal_fault_cb (const char *problem, gpointer data)
{
  dw_station_set_fault (data, DW_STATION_FAULT_JOURNAL, problem);
}

/* --- counts per place --- */

typedef struct
{
  guint active[5];
  guint unacked[5];
} Counts;

static void
count_alarm (GHashTable *counts, const DwAlarmRecord *record)
{
  Counts *at = g_hash_table_lookup (counts, &record->place_id);

  if (!at)
    {
      at = g_new0 (Counts, 1);
      g_hash_table_insert (counts, dw_id_new (record->place_id), at);
    }
  at->active[record->priority] += record->active || dw_alarm_record_is_unacked (record);
  at->unacked[record->priority] += dw_alarm_record_is_unacked (record);
}

static void
apply_counts (DwStation *self, DwPlace *place, GHashTable *counts)
{
  static const Counts none = { { 0 }, { 0 } };
  gint64 id = dw_place_get_id (place);
  const Counts *at = g_hash_table_lookup (counts, &id);

  at = at ? at : &none;
  dw_place_tree_set_alarms (self->tree, place, at->active, at->unacked);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (place)); i++)
    {
      g_autoptr (DwPlace) child = g_list_model_get_item (G_LIST_MODEL (place), i);

      apply_counts (self, child, counts);
    }
}

static void
recount_places (DwStation *self)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);

  self->recount_needed = FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->alarms)); i++)
    {
      g_autoptr (DwAlarm) alarm = g_list_model_get_item (G_LIST_MODEL (self->alarms), i);

      count_alarm (counts, dw_alarm_get_record (alarm));
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->tree)); i++)
    {
      g_autoptr (DwPlace) root = g_list_model_get_item (G_LIST_MODEL (self->tree), i);

      apply_counts (self, root, counts);
    }
  dw_place_tree_refresh (self->tree, dw_clock_wall_ms (self->clock));
}

/* --- timers and wiring --- */

void
dw_intake_tick (DwStation *self)
{
  g_autoptr (GArray) freed = g_array_new (FALSE, FALSE, sizeof (gint64));

  dw_alarm_engine_tick (self->engine);
  if (self->recount_needed)
    recount_places (self);
  dw_control_tick (self->control, freed);
  if (freed->len > 0)
    g_signal_emit_by_name (self, "locks-changed");
}

void
dw_intake_second (DwStation *self)
{
  dw_place_tree_refresh (self->tree, dw_clock_wall_ms (self->clock));
  dw_own_alarms_refresh (self->own_alarms);
}

void
dw_intake_connect (DwStation *self)
{
  g_signal_connect (self->source, "reports", G_CALLBACK (reports_cb), self);
  g_signal_connect (self->source, "link-changed", G_CALLBACK (link_changed_cb), self);
  g_signal_connect (self->source, "gateway-changed", G_CALLBACK (gateway_changed_cb), self);
  g_signal_connect (self->source, "thresholds", G_CALLBACK (thresholds_cb), self);
}

void
dw_intake_disconnect (DwStation *self)
{
  g_signal_handlers_disconnect_by_data (self->source, self);
}
