// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-past-judge.h"

#include <math.h>

#include "dw-alarm-engine.h"
#include "dw-clock.h"
#include "dw-station-private.h"

/* A month of a district is a million reports, and all but a few say nothing: a report goes to the engine when one of its values is at a limit or not good, and so do the next ones
 * until the alarm has returned. */

#define REPORTS_AFTER 3
#define SILENT_GAPS 3
#define SILENT_MIN_MS G_GINT64_CONSTANT (300000)
#define LOOK_MS G_GINT64_CONSTANT (60000) /* for silent devices, not at every report */
#define SECOND_MS G_GINT64_CONSTANT (1000)

typedef struct
{
  gint64 id;
  gboolean is_down;
  GPtrArray *devices; /* PastDevice */
} PastGateway;

typedef struct
{
  DwDevice *device; /* owned; a copy */
  PastGateway *gateway;
  GArray *channels;       /* int: the channel of each column, -1 = none; NULL until the first report */
  gint64 last_ms, gap_ms; /* gap: the shortest so far, 0 = none */
  guint n_to_feed;
  gboolean is_silent;
} PastDevice;

typedef struct
{
  char *alarm_id;
  gint64 due_ms;
} Acknowledgement;

struct _DwPastJudge
{
  char *who;
  DwClock *clock; /* NULL until the first report */
  DwAlarmEngine *engine;
  GHashTable *devices;  /* id -> PastDevice, owned */
  GHashTable *gateways; /* id -> PastGateway, owned */
  GHashTable *alarms;   /* id -> DwPastAlarm, owned: not over yet */
  GPtrArray *over;      /* DwPastAlarm */
  GArray *acknowledgements;
  gint64 looked_ms;
};

/* --- what it knows --- */

static void
past_alarm_free (gpointer data)
{
  DwPastAlarm *self = data;

  dw_alarm_record_free (self->record);
  g_ptr_array_unref (self->events);
  g_free (self);
}

static void
past_device_free (gpointer data)
{
  PastDevice *self = data;

  g_object_unref (self->device);
  g_clear_pointer (&self->channels, g_array_unref);
  g_free (self);
}

static void
past_gateway_free (gpointer data)
{
  g_ptr_array_unref (((PastGateway *)data)->devices);
  g_free (data);
}

static void
acknowledgement_clear (gpointer data)
{
  g_free (((Acknowledgement *)data)->alarm_id);
}

static PastGateway *
ensure_gateway (DwPastJudge *self, gint64 id)
{
  PastGateway *gateway = g_hash_table_lookup (self->gateways, &id);

  if (gateway != NULL)
    return gateway;
  gateway = g_new0 (PastGateway, 1);
  gateway->id = id;
  gateway->devices = g_ptr_array_new ();
  g_hash_table_insert (self->gateways, &gateway->id, gateway);
  return gateway;
}

static DwDevice *
copy_device (DwDevice *device)
{
  DwDevice *copy = dw_device_new (dw_device_get_id (device), dw_device_get_name (device));
  guint n = dw_device_get_n_channels (device);
  g_autofree DwChannel *channels = g_new (DwChannel, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    channels[i] = *dw_device_get_channel (device, i);
  dw_device_set_channels (copy, channels, n);
  dw_device_set_place_id (copy, dw_device_get_place_id (device));
  dw_device_set_class (copy, dw_device_get_class (device));
  dw_device_set_address (copy, dw_device_get_gateway_id (device), dw_device_get_unit (device), dw_device_get_address (device));
  return copy;
}

static void
add_device (DwPastJudge *self, DwDevice *device)
{
  PastDevice *past = g_new0 (PastDevice, 1);

  past->device = copy_device (device);
  past->gateway = ensure_gateway (self, dw_device_get_gateway_id (device));
  g_ptr_array_add (past->gateway->devices, past);
  g_hash_table_insert (self->devices, dw_id_new (dw_device_get_id (device)), past);
}

/* --- what the engine says --- */

/* Longer for what is less urgent, and not the same each time; equal pasts have equal times. */
static gint64
choose_delay_ms (const DwAlarmRecord *record)
{
  static const int shortest_s[] = { 600, 40, 120, 600, 1800 };
  guint spread = (guint)(record->begin_ms / SECOND_MS + record->device_id * 7919) % 100;

  return shortest_s[MIN (record->priority, G_N_ELEMENTS (shortest_s) - 1)] * SECOND_MS * (100 + 4 * (gint64)spread) / 100;
}

static DwPastAlarm *
ensure_alarm (DwPastJudge *self, const DwAlarmRecord *record)
{
  DwPastAlarm *alarm = g_hash_table_lookup (self->alarms, record->id);
  Acknowledgement acknowledgement = { NULL, dw_clock_wall_ms (self->clock) + choose_delay_ms (record) };

  if (alarm != NULL)
    return alarm;
  alarm = g_new0 (DwPastAlarm, 1);
  alarm->events = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_event_record_free);
  g_hash_table_insert (self->alarms, g_strdup (record->id), alarm);
  acknowledgement.alarm_id = g_strdup (record->id);
  g_array_append_val (self->acknowledgements, acknowledgement);
  return alarm;
}

static void
sink_cb (const DwAlarmRecord *record, const DwEventRecord *event, gpointer data)
{
  DwPastJudge *self = data;
  DwPastAlarm *alarm = ensure_alarm (self, record);
  gpointer key = NULL;

  g_clear_pointer (&alarm->record, dw_alarm_record_free);
  alarm->record = dw_alarm_record_copy (record);
  if (event != NULL)
    g_ptr_array_add (alarm->events, dw_event_record_copy (event));
  if (record->state != DW_ALARM_STATE_NORM)
    return;
  g_hash_table_steal_extended (self->alarms, record->id, &key, NULL);
  g_free (key);
  g_ptr_array_add (self->over, alarm);
}

/* --- time --- */

static gint64
find_next_acknowledgement (DwPastJudge *self)
{
  gint64 next_ms = G_MAXINT64;

  for (guint i = 0; i < self->acknowledgements->len; i++)
    next_ms = MIN (next_ms, g_array_index (self->acknowledgements, Acknowledgement, i).due_ms);
  return next_ms;
}

/* Not what went away by itself, and not what a cause explains by now. */
static void
acknowledge_due (DwPastJudge *self)
{
  for (guint i = self->acknowledgements->len; i-- > 0;)
    {
      Acknowledgement due = g_array_index (self->acknowledgements, Acknowledgement, i);
      g_autofree char *reason = NULL;

      if (due.due_ms > dw_clock_wall_ms (self->clock))
        continue;
      g_array_index (self->acknowledgements, Acknowledgement, i).alarm_id = NULL; /* ours now */
      g_array_remove_index_fast (self->acknowledgements, i);
      dw_alarm_engine_acknowledge (self->engine, due.alarm_id, self->who, "", &reason);
      g_free (due.alarm_id);
    }
}

/* Delays and acknowledgements in between, each at its time. */
static void
advance (DwPastJudge *self, gint64 to_ms)
{
  for (;;)
    {
      gint64 now_ms = dw_clock_wall_ms (self->clock);
      gint64 due_ms = dw_alarm_engine_tick (self->engine);
      gint64 next_ms = find_next_acknowledgement (self);

      if (due_ms != G_MAXINT64)
        next_ms = MIN (next_ms, now_ms + MAX (due_ms - dw_clock_mono_ms (self->clock), 1));
      if (next_ms >= to_ms)
        break;
      dw_clock_advance_ms (self->clock, MAX (next_ms - now_ms, 0));
      acknowledge_due (self);
    }
  dw_clock_advance_ms (self->clock, MAX (to_ms - dw_clock_wall_ms (self->clock), 0));
}

/* --- links --- */

static gboolean
is_overdue (const PastDevice *device, gint64 now_ms)
{
  return device->gap_ms != 0 && now_ms - device->last_ms > MAX (SILENT_GAPS * device->gap_ms, SILENT_MIN_MS);
}

static void
set_link (DwPastJudge *self, PastDevice *device, DwLinkState link)
{
  dw_device_set_link (device->device, link, dw_clock_wall_ms (self->clock));
  dw_alarm_engine_link_changed (self->engine, device->device);
}

static gboolean
is_whole_gateway_overdue (const PastGateway *gateway, gint64 now_ms)
{
  guint n = 0;

  for (guint i = 0; i < gateway->devices->len; i++)
    {
      const PastDevice *device = gateway->devices->pdata[i];

      if (device->last_ms != 0 && !is_overdue (device, now_ms))
        return FALSE;
      n += device->last_ms != 0;
    }
  return n > 1;
}

static void
set_gateway (DwPastJudge *self, PastGateway *gateway, const PastDevice *device, gboolean down)
{
  gateway->is_down = down;
  dw_alarm_engine_gateway_changed (self->engine, gateway->id, dw_device_get_place_id (device->device), down);
}

static void
find_silent (DwPastJudge *self)
{
  gint64 now_ms = dw_clock_wall_ms (self->clock);
  GHashTableIter iter;
  gpointer item;

  if (now_ms - self->looked_ms < LOOK_MS)
    return;
  self->looked_ms = now_ms;
  g_hash_table_iter_init (&iter, self->devices);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    {
      PastDevice *device = item;

      if (device->is_silent || !is_overdue (device, now_ms))
        continue;
      device->is_silent = TRUE;
      if (!device->gateway->is_down && is_whole_gateway_overdue (device->gateway, now_ms))
        set_gateway (self, device->gateway, device, TRUE);
      set_link (self, device, device->gateway->is_down ? DW_LINK_DOWN : DW_LINK_SILENT);
    }
}

/* What a sample stands for: a rule that waits takes a value that is older for none. */
static void
set_gap (PastDevice *device, gint64 gap_ms)
{
  device->gap_ms = gap_ms;
  for (guint i = 0; i < dw_device_get_n_channels (device->device); i++)
    dw_device_get_channel (device->device, i)->period_ms = (int)MIN (gap_ms, G_MAXINT / 4);
}

static void
note_answer (DwPastJudge *self, PastDevice *device, gint64 time_ms)
{
  gint64 gap_ms = device->last_ms != 0 ? time_ms - device->last_ms : 0;

  if (gap_ms > 0 && (device->gap_ms == 0 || gap_ms < device->gap_ms))
    set_gap (device, gap_ms);
  if (device->gateway->is_down)
    set_gateway (self, device->gateway, device, FALSE);
  if (device->is_silent || device->last_ms == 0)
    set_link (self, device, DW_LINK_ONLINE);
  device->is_silent = FALSE;
  device->last_ms = time_ms;
}

/* --- reports --- */

static void
find_channels (PastDevice *device, const GArray *columns)
{
  if (device->channels != NULL)
    return;
  device->channels = g_array_new (FALSE, FALSE, sizeof (int));
  for (guint i = 0; i < columns->len; i++)
    {
      int channel = dw_device_find_channel_index (device->device, g_array_index (columns, DwHistoryColumn, i).name);

      g_array_append_val (device->channels, channel);
    }
}

/* NaN is beyond nothing. */
static gboolean
is_beyond (const DwChannel *channel, double value)
{
  const DwLimit *limit = &channel->limit;
  double high = fmin (limit->high_alarm, limit->high_warning), low = fmax (limit->low_alarm, limit->low_warning);

  if (channel->device_limit > 0)
    high = fmin (high, channel->device_limit);
  return value >= high || value <= low;
}

/* The values into their channels. changed: indexes of channels, as many as there are. FALSE: nothing in it that a rule could mind. */
static gboolean
put_values (PastDevice *device, const DwReport *report, guint *changed, guint *n_changed)
{
  gboolean is_odd = FALSE;

  for (guint i = 0; i < MIN (report->n_values, device->channels->len); i++)
    {
      int index = g_array_index (device->channels, int, i);
      DwChannel *channel;

      if (index < 0 || report->values[i].quality == DW_QUALITY_NONE)
        continue;
      channel = dw_device_get_channel (device->device, (guint)index);
      channel->reading = (DwReading){ .value = report->values[i].value, .quality = report->values[i].quality, .time_ms = report->time_ms };
      channel->flags = report->values[i].flags;
      is_odd = is_odd || channel->reading.quality != DW_QUALITY_GOOD || is_beyond (channel, channel->reading.value);
      changed[(*n_changed)++] = (guint)index;
    }
  return is_odd;
}

static void
begin (DwPastJudge *self, gint64 time_ms)
{
  self->clock = dw_clock_new_fake (time_ms);
  self->engine = dw_alarm_engine_new (self->clock, sink_cb, self);
}

static void
follow_time (DwPastJudge *self, gint64 time_ms)
{
  if (self->clock == NULL)
    begin (self, time_ms);
  if (time_ms <= dw_clock_wall_ms (self->clock))
    return;
  advance (self, time_ms);
  find_silent (self);
}

void
dw_past_judge_take (DwPastJudge *self, const DwReport *report, const GArray *columns)
{
  PastDevice *device = g_hash_table_lookup (self->devices, &report->device_id);
  g_autofree guint *changed = NULL;
  guint n_changed = 0;

  if (device == NULL)
    return;
  follow_time (self, report->time_ms);
  note_answer (self, device, report->time_ms);
  find_channels (device, columns);
  changed = g_new (guint, MAX (report->n_values, 1));
  if (put_values (device, report, changed, &n_changed))
    device->n_to_feed = 1 + REPORTS_AFTER;
  if (device->n_to_feed == 0)
    return;
  device->n_to_feed--;
  dw_device_set_last_seen_ms (device->device, report->time_ms);
  dw_alarm_engine_feed (self->engine, device->device, changed, n_changed);
}

GPtrArray *
dw_past_judge_finish (DwPastJudge *self, gint64 end_ms)
{
  if (self->clock != NULL)
    advance (self, end_ms);
  return g_steal_pointer (&self->over);
}

/* --- life --- */

DwPastJudge *
dw_past_judge_new (DwPlaceTree *tree, const char *who)
{
  DwPastJudge *self = g_new0 (DwPastJudge, 1);
  g_autoptr (GPtrArray) devices = dw_place_tree_list_devices (tree, NULL);

  self->who = g_strdup (who);
  self->devices = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, past_device_free);
  self->gateways = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, past_gateway_free);
  self->alarms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, past_alarm_free);
  self->over = g_ptr_array_new_with_free_func (past_alarm_free);
  self->acknowledgements = g_array_new (FALSE, FALSE, sizeof (Acknowledgement));
  g_array_set_clear_func (self->acknowledgements, acknowledgement_clear);
  for (guint i = 0; i < devices->len; i++)
    add_device (self, devices->pdata[i]);
  return self;
}

void
dw_past_judge_free (DwPastJudge *self)
{
  if (self == NULL)
    return;
  dw_alarm_engine_free (self->engine);
  g_clear_pointer (&self->clock, dw_clock_unref);
  g_clear_pointer (&self->over, g_ptr_array_unref);
  g_hash_table_unref (self->alarms);
  g_hash_table_unref (self->devices);
  g_hash_table_unref (self->gateways);
  g_array_unref (self->acknowledgements);
  g_free (self->who);
  g_free (self);
}
