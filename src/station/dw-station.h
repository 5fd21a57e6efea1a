// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

#include "dw-alarm-list.h"
#include "dw-clock.h"
#include "dw-event.h"
#include "dw-person.h"
#include "dw-place-tree.h"

G_BEGIN_DECLS

/* The headless whole: builds and owns store, sources, engine, model and desks. Main thread.
 * Nothing here knows a screen; the window, dianweictl and the tests use exactly this.
 * Signals: "changed" (something of dw_station_get_health changed), "event" (DwEventRecord*: stored just now), "fault" (char* sentence: a write failed, the disk is full …),
 * "sound-changed", "locks-changed", "person-changed", "map-changed" (dw-map-desk.h). */
#define DW_TYPE_STATION (dw_station_get_type ())
G_DECLARE_FINAL_TYPE (DwStation, dw_station, DW, STATION, GObject)

/* Opens the folder (blocking), loads everything, starts nothing. Errors: the store's, the profiles', the standard's. */
DwStation *dw_station_new (const char *dir, const char *data_dir, const char *program, DwClock *clock, GError **error);
/* Starts polling and the control address for other programs; stop waits for the workers and the store. */
void dw_station_start (DwStation *self);
void dw_station_stop (DwStation *self);
/* Starts without polling anything: for one command (dw-operate.h). */
void dw_station_start_quietly (DwStation *self);

DwClock *dw_station_get_clock (DwStation *self);
const char *dw_station_get_dir (DwStation *self);
DwPlaceTree *dw_station_get_tree (DwStation *self);
/* "GW-03", borrowed; "" when there is none. */
const char *dw_station_get_gateway_name (DwStation *self, gint64 gateway_id);
DwAlarmList *dw_station_get_alarms (DwStation *self);
/* Those of them that the person who sits here may see: the same objects, for every count and badge (dw-own-alarms.h). */
DwAlarmList *dw_station_get_own_alarms (DwStation *self);

/* Why the breaker of this device opened, in the words of its profile; NULL when the profile knows no such code. */
const char *dw_station_get_trip_reason (DwStation *self, gint64 device_id, double code);

/* Who sits here. Never NULL; starts as a duty guard. */
const DwPerson *dw_station_get_person (DwStation *self);
void dw_station_set_person (DwStation *self, const DwPerson *person);
/* People who may sign in or be second person (id, name, role). Borrowed array of DwPerson. */
GPtrArray *dw_station_list_people (DwStation *self);

/* Adds or replaces one; password NULL keeps the old one. Audited. */
gboolean dw_station_put_person (DwStation *self, const DwPerson *person, const char *password, GError **error);

/* Marks the folder as a demonstration: shown in the window, nothing else changes. */
void dw_station_set_demo (DwStation *self, gboolean demo);

/* Tones to play at this desk now, 0 = none yet; *next_mono_ms (may be NULL): when to ask again, G_MAXINT64 = after "sound-changed". */
guint dw_station_tick_sound (DwStation *self, gint64 *next_mono_ms);
/* Many alarms in ten minutes, of those that the person may see: count of the newest ten minutes, TRUE while it is a flood. */
gboolean dw_station_is_flooded (DwStation *self, guint *count);

typedef struct
{
  guint gateways, gateways_online;
  guint devices, devices_online, devices_old;
  gint64 median_age_ms, oldest_age_ms; /* -1 = no data yet */
  guint store_queue;
  gint64 disk_free_bytes;
  int worst_block_ms; /* of the main loop, last minute */
  gboolean demo;
  char fault[200]; /* "" = none: a failed write, a damaged chain, a full disk */
} DwHealth;
void dw_station_get_health (DwStation *self, DwHealth *health);

G_END_DECLS
