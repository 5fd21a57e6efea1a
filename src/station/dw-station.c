// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-station-private.h"

#include <glib/gi18n-lib.h>

/* The station builds everything once, in the order bottom to top, and takes it down in the opposite order. What flows where is in dw-intake.c;
 * what people may do is in the desks. */
enum {
  TICK_MS = 250,
};

enum {
  SIGNAL_CHANGED,
  SIGNAL_EVENT,
  SIGNAL_FAULT,
  SIGNAL_SOUND_CHANGED,
  SIGNAL_LOCKS_CHANGED,
  SIGNAL_PERSON_CHANGED,
  SIGNAL_MAP_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DwStation, dw_station, G_TYPE_OBJECT)

static gboolean
tick_cb (gpointer data)
{
  dw_intake_tick (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
second_cb (gpointer data)
{
  DwStation *self = data;

  dw_intake_second (self);
  dw_station_refresh_health (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return G_SOURCE_CONTINUE;
}

void
dw_station_start_quietly (DwStation *self)
{
  g_return_if_fail (DW_IS_STATION (self));
  if (self->running)
    return;
  self->running = TRUE;
  self->watchdog = dw_watchdog_new (self->clock);
  dw_intake_connect (self);
  dw_source_start (DW_SOURCE (self->source));
  self->tick_id = g_timeout_add (TICK_MS, tick_cb, self);
  self->second_id = g_timeout_add_seconds (1, second_cb, self);
  self->remote = dw_remote_server_new (self);
}

void
dw_station_start (DwStation *self)
{
  GHashTableIter iter;
  gpointer key;

  dw_station_start_quietly (self);
  g_hash_table_iter_init (&iter, self->gateways);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    dw_station_apply_gateway (self, *(gint64 *)key);
}

void
dw_station_stop (DwStation *self)
{
  g_return_if_fail (DW_IS_STATION (self));
  if (!self->running)
    return;
  self->running = FALSE;
  g_clear_pointer (&self->remote, dw_remote_server_free);
  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_handle_id (&self->second_id, g_source_remove);
  dw_source_stop (DW_SOURCE (self->source));
  dw_intake_disconnect (self);
  g_clear_pointer (&self->watchdog, dw_watchdog_free);
}

static void
dw_station_dispose (GObject *object)
{
  DwStation *self = DW_STATION (object);

  dw_station_stop (self);
  G_OBJECT_CLASS (dw_station_parent_class)->dispose (object);
}

static void
dw_station_finalize (GObject *object)
{
  DwStation *self = DW_STATION (object);

  dw_trend_desk_close (self);
  g_clear_pointer (&self->controls, g_hash_table_unref);
  g_clear_pointer (&self->journal, dw_journal_free);
  g_clear_object (&self->source);
  g_clear_pointer (&self->annunciator, dw_annunciator_free);
  g_clear_pointer (&self->own_alarms, dw_own_alarms_free);
  g_clear_pointer (&self->control, dw_control_free);
  g_clear_pointer (&self->engine, dw_alarm_engine_free);
  g_clear_pointer (&self->people, dw_people_free);
  g_clear_pointer (&self->person, dw_person_free);
  g_clear_object (&self->alarms);
  g_clear_object (&self->tree);
  g_clear_pointer (&self->profile_of, g_hash_table_unref);
  g_clear_pointer (&self->settled, g_hash_table_unref);
  g_clear_pointer (&self->devices, g_hash_table_unref);
  g_clear_pointer (&self->gateways, g_hash_table_unref);
  g_clear_pointer (&self->standard, dw_standard_free);
  g_clear_pointer (&self->profiles, dw_profile_set_free);
  g_clear_pointer (&self->store, dw_store_close);
  g_clear_pointer (&self->clock, dw_clock_unref);
  for (guint i = 0; i < DW_N_STATION_FAULTS; i++)
    g_free (self->faults[i]);
  g_free (self->dir);
  g_free (self->data_dir);
  g_free (self->program);
  G_OBJECT_CLASS (dw_station_parent_class)->finalize (object);
}

static void
dw_station_class_init (DwStationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = dw_station_dispose;
  object_class->finalize = dw_station_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_EVENT] = g_signal_new ("event", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_FAULT] = g_signal_new ("fault", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_SOUND_CHANGED] = g_signal_new ("sound-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_LOCKS_CHANGED] = g_signal_new ("locks-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_MAP_CHANGED] = g_signal_new ("map-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PERSON_CHANGED] = g_signal_new ("person-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dw_station_init (DwStation *self)
{
  self->gateways = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)dw_gateway_row_free);
  self->devices = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)dw_device_row_free);
  self->profile_of = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)dw_profile_unref);
  self->settled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)dw_profile_unref);
  self->controls = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, dw_control_session_free);
  self->tree = dw_place_tree_new ();
  self->alarms = dw_alarm_list_new ();
}

static gboolean
load_catalogue (DwStation *self, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *user_dir = g_build_filename (self->dir, "profiles", NULL);
  g_autofree char *standard = g_build_filename (self->data_dir, "standards", "cn-school-2026.json", NULL);

  self->profiles = dw_profile_set_load (self->data_dir, user_dir, problems);
  for (guint i = 0; i < problems->len; i++)
    {
      g_warning ("%s", (const char *)problems->pdata[i]);
      dw_station_set_fault (self, DW_STATION_FAULT_SETUP, problems->pdata[i]);
    }
  self->standard = dw_standard_load (standard, error);
  return self->standard != NULL;
}

static void
apply_supply (DwStation *self)
{
  const DwStandardSupply *supply = dw_standard_get_supply (self->standard);
  DwSupplyPolicy policy = {
    .nominal_v = supply->nominal_v,
    .loss_ratio = supply->loss_ratio,
    .normal_ratio = supply->normal_ratio,
    .lost_ratio = supply->lost_ratio,
    .shift_ratio = supply->shift_ratio,
    .balance_ratio = supply->balance_ratio,
    .hysteresis_ratio = supply->hysteresis_ratio,
    .on_delay_ms = supply->on_delay_ms,
    .off_delay_ms = supply->off_delay_ms,
  };

  dw_alarm_engine_set_supply_policy (self->engine, &policy);
}

static void
build_parts (DwStation *self)
{
  self->journal = dw_journal_new (self->store, dw_intake_line_stored_cb, dw_intake_journal_fault_cb, self);
  self->engine = dw_alarm_engine_new (self->clock, dw_intake_alarm_sink, self);
  dw_alarm_engine_set_tree (self->engine, self->tree);
  apply_supply (self);
  self->control = dw_control_new (self->clock);
  self->annunciator = dw_annunciator_new (self->clock);
  self->own_alarms = dw_own_alarms_new (self->alarms, self->tree, self->clock);
  self->source = dw_gateway_source_new (self->clock);
}

/* The desk starts with the first duty guard the folder knows: the role with the fewest rights that can still answer an alarm. */
static void
choose_first_person (DwStation *self)
{
  GPtrArray *people = dw_people_list (self->people);

  for (guint i = 0; i < people->len; i++)
    {
      const DwPerson *person = people->pdata[i];

      if (person->role != DW_ROLE_DUTY_GUARD)
        continue;
      dw_person_free (self->person);
      self->person = dw_person_copy (person);
      return;
    }
}

DwStation *
dw_station_new (const char *dir, const char *data_dir, const char *program, DwClock *clock, GError **error)
{
  g_autoptr (DwStation) self = g_object_new (DW_TYPE_STATION, NULL);

  self->dir = g_strdup (dir);
  self->data_dir = g_strdup (data_dir);
  self->program = g_strdup (program);
  self->clock = dw_clock_ref (clock);
  self->person = dw_person_new ("W01", "", DW_ROLE_DUTY_GUARD);
  if (!load_catalogue (self, error))
    return NULL;
  self->store = dw_store_open (dir, program, clock, error);
  if (!self->store)
    return NULL;
  build_parts (self);
  self->people = dw_people_load (self->store, error);
  if (!self->people || !dw_station_load_all (self, error))
    return NULL;
  dw_trend_desk_apply_retention (self);
  choose_first_person (self);
  dw_own_alarms_set_person (self->own_alarms, self->person);
  dw_station_refresh_health (self);
  return g_steal_pointer (&self);
}

DwClock *
dw_station_get_clock (DwStation *self)
{
  return self->clock;
}

const char *
dw_station_get_dir (DwStation *self)
{
  return self->dir;
}

DwPlaceTree *
dw_station_get_tree (DwStation *self)
{
  return self->tree;
}

const char *
dw_station_get_gateway_name (DwStation *self, gint64 gateway_id)
{
  const DwGatewayRow *row = g_hash_table_lookup (self->gateways, &gateway_id);

  return row ? row->name : "";
}

DwAlarmList *
dw_station_get_alarms (DwStation *self)
{
  return self->alarms;
}

DwAlarmList *
dw_station_get_own_alarms (DwStation *self)
{
  return dw_own_alarms_get_list (self->own_alarms);
}

const DwPerson *
dw_station_get_person (DwStation *self)
{
  return self->person;
}

void
dw_station_set_person (DwStation *self, const DwPerson *person)
{
  g_autoptr (DwPerson) old = g_steal_pointer (&self->person);

  self->person = dw_person_copy (person);
  dw_station_audit (self, person, "sign-in", person->id, old->id, person->id, NULL, "done");
  dw_own_alarms_set_person (self->own_alarms, self->person);
  g_signal_emit (self, signals[SIGNAL_PERSON_CHANGED], 0);
}

guint
dw_station_tick_sound (DwStation *self, gint64 *next_mono_ms)
{
  return dw_annunciator_tick (self->annunciator, next_mono_ms);
}

gboolean
dw_station_is_flooded (DwStation *self, guint *count)
{
  return dw_own_alarms_is_flooded (self->own_alarms, count);
}

GPtrArray *
dw_station_list_people (DwStation *self)
{
  return dw_people_list (self->people);
}

gboolean
dw_station_put_person (DwStation *self, const DwPerson *person, const char *password, GError **error)
{
  if (!dw_people_put (self->people, person, password, error))
    return FALSE;
  dw_station_audit (self, self->person, "put-person", person->id, NULL, dw_role_word (person->role), NULL, "done");
  return TRUE;
}

void
dw_station_set_demo (DwStation *self, gboolean demo)
{
  self->demo = demo;
  self->health.demo = demo;
}
