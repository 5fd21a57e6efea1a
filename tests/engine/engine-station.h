// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "engine-kit.h"

G_BEGIN_DECLS

/* A whole alarm engine with a clock of its own and a sink that writes down, for tests that tell stories: feed, wait, look at what went out. */
typedef struct
{
  DwClock *clock;
  DwAlarmEngine *engine;
  DwDevice *device;    /* residual_current (warning 240, alarm 300, hysteresis 20), temperature_1, three voltages, breaker, trip_reason */
  GString *story;      /* "alarm residual-high 642 unack; " … since the last look */
  GHashTable *records; /* what a store would hold: id -> DwAlarmRecord */
  guint n_updates;     /* told without an event */
  guint n_events;
  char *last_id;
  char *last_note;
} KitStation;

void kit_station_set_up (KitStation *self, gconstpointer data);
void kit_station_tear_down (KitStation *self, gconstpointer data);

/* One poll that read only this point: good, no flags, now. */
void kit_station_feed (KitStation *self, const char *name, double value);
void kit_station_feed_full (KitStation *self, const char *name, double value, DwQuality quality, guint8 flags);
/* One poll of three points. */
void kit_station_feed_voltages (KitStation *self, double a, double b, double c);
/* Lets time pass in quarter seconds and ticks. */
void kit_station_wait (KitStation *self, int delta_ms);
/* Compares the story since the last look, then forgets it. */
void kit_station_assert_story (KitStation *self, const char *expected);
/* Stops this engine and starts another on what the store holds. */
void kit_station_restart (KitStation *self);
DwLimit *kit_station_limit (KitStation *self, const char *name);
const DwAlarmRecord *kit_station_last (KitStation *self);

#define KIT_STATION_ADD(path, func) g_test_add (path, KitStation, NULL, kit_station_set_up, func, kit_station_tear_down)

G_END_DECLS
