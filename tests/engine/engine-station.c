// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "engine-station.h"

#include <math.h>

static const char *const points[] = { "residual_current", "temperature_1", "voltage_a", "voltage_b", "voltage_c", "breaker", "trip_reason", NULL };

static void
append_line (KitStation *self,
             const DwAlarmRecord *record,
             const DwEventRecord *event)
{
  g_string_append_printf (self->story, "%s %s", dw_event_kind_word (event->kind), event->type);
  if (isfinite (event->value))
    g_string_append_printf (self->story, " %.0f", event->value);
  if (event->actor[0] != '\0')
    g_string_append_printf (self->story, " by %s", event->actor);
  g_string_append_printf (self->story, " %s; ", dw_alarm_state_word (record->state));
}

static void
sink_cb (const DwAlarmRecord *record,
         const DwEventRecord *event,
         gpointer data)
{
  KitStation *self = data;

  g_assert_cmpstr (record->id, !=, "");
  g_hash_table_replace (self->records, g_strdup (record->id), dw_alarm_record_copy (record));
  g_free (self->last_id);
  self->last_id = g_strdup (record->id);
  if (event == NULL)
    {
      self->n_updates++;
      return;
    }
  self->n_events++;
  g_assert_cmpstr (event->alarm_id, ==, record->id);
  g_assert_cmpint (event->device_id, ==, record->device_id);
  g_assert_cmpint (event->time_ms, ==, dw_clock_wall_ms (self->clock));
  g_free (self->last_note);
  self->last_note = g_strdup (event->note);
  append_line (self, record, event);
}

static void
set_limits (KitStation *self)
{
  DwLimit *residual = kit_station_limit (self, "residual_current");
  DwLimit *temperature = kit_station_limit (self, "temperature_1");

  residual->high_warning = 240;
  residual->high_alarm = 300;
  residual->hysteresis = 20;
  residual->alarm_priority = 1;
  temperature->high_alarm = 70;
  temperature->hysteresis = 5;
}

void
kit_station_set_up (KitStation *self,
                    gconstpointer data)
{
  self->clock = dw_clock_new_fake (KIT_NOW_MS);
  self->engine = dw_alarm_engine_new (self->clock, sink_cb, self);
  self->device = kit_device_new (7, points);
  dw_device_set_place_id (self->device, 5);
  self->story = g_string_new ("");
  self->records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)dw_alarm_record_free);
  set_limits (self);
}

void
kit_station_tear_down (KitStation *self,
                       gconstpointer data)
{
  dw_alarm_engine_free (self->engine);
  g_object_unref (self->device);
  dw_clock_unref (self->clock);
  g_string_free (self->story, TRUE);
  g_hash_table_unref (self->records);
  g_free (self->last_id);
  g_free (self->last_note);
}

void
kit_station_feed_full (KitStation *self,
                       const char *name,
                       double value,
                       DwQuality quality,
                       guint8 flags)
{
  guint index = kit_read_at (self->device, name, value, quality, flags, dw_clock_wall_ms (self->clock));

  dw_alarm_engine_feed (self->engine, self->device, &index, 1);
}

void
kit_station_feed (KitStation *self,
                  const char *name,
                  double value)
{
  kit_station_feed_full (self, name, value, DW_QUALITY_GOOD, 0);
}

void
kit_station_feed_voltages (KitStation *self,
                           double a,
                           double b,
                           double c)
{
  gint64 now_ms = dw_clock_wall_ms (self->clock);
  guint changed[] = {
    kit_read_at (self->device, "voltage_a", a, DW_QUALITY_GOOD, 0, now_ms),
    kit_read_at (self->device, "voltage_b", b, DW_QUALITY_GOOD, 0, now_ms),
    kit_read_at (self->device, "voltage_c", c, DW_QUALITY_GOOD, 0, now_ms),
  };

  dw_alarm_engine_feed (self->engine, self->device, changed, G_N_ELEMENTS (changed));
}

void
kit_station_wait (KitStation *self,
                  int delta_ms)
{
  while (delta_ms > 0)
    {
      int step_ms = MIN (delta_ms, 250);

      dw_clock_advance_ms (self->clock, step_ms);
      dw_alarm_engine_tick (self->engine);
      delta_ms -= step_ms;
    }
}

void
kit_station_assert_story (KitStation *self,
                          const char *expected)
{
  g_autofree char *story = g_strchomp (g_strdup (self->story->str));

  g_assert_cmpstr (story, ==, expected);
  g_string_truncate (self->story, 0);
}

void
kit_station_restart (KitStation *self)
{
  GHashTableIter iter;
  gpointer record;

  dw_alarm_engine_free (self->engine);
  self->engine = dw_alarm_engine_new (self->clock, sink_cb, self);
  g_hash_table_iter_init (&iter, self->records);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    if (((DwAlarmRecord *)record)->state != DW_ALARM_STATE_NORM)
      dw_alarm_engine_restore (self->engine, record);
}

DwLimit *
kit_station_limit (KitStation *self,
                   const char *name)
{
  return &dw_device_find_channel (self->device, name)->limit;
}

const DwAlarmRecord *
kit_station_last (KitStation *self)
{
  return g_hash_table_lookup (self->records, self->last_id);
}
