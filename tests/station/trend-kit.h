// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-history.h"
#include "dw-station-private.h"
#include "dw-trend-desk.h"

/* A station on a folder whose history was written before: two schools, a box in each, devices that are never polled. The clock is fake, the zone is Shanghai. */

#define KIT_DAY_MS G_GINT64_CONSTANT (86400000)
#define KIT_HOUR_MS G_GINT64_CONSTANT (3600000)
#define KIT_MINUTE_MS G_GINT64_CONSTANT (60000)
/* 2026-11-01 00:00 in Shanghai. */
#define KIT_NOVEMBER_MS G_GINT64_CONSTANT (1793462400000)

typedef struct
{
  char *dir;
  char *data_dir;
  DwClock *clock;
  DwHistory *writer; /* until the station is opened */
  GPtrArray *reports;
  DwStation *station;
} TrendKit;

enum {
  KIT_SCHOOL = 10,
  KIT_BOX = 11,
  KIT_OTHER_SCHOOL = 20,
  KIT_OTHER_BOX = 21,
};

/* The zone of the whole program: first thing of main. */
void trend_kit_init (void);
/* For g_test_add. */
void trend_kit_set_up (TrendKit *self, gconstpointer data);
void trend_kit_tear_down (TrendKit *self, gconstpointer data);

/* --- before the station --- */
/* names: words with spaces between. All columns alike. */
void trend_kit_columns (TrendKit *self, gint64 device_id, const char *names, guint digits, int period_ms);
/* values in the order of the columns; NaN = not asked for this time. */
void trend_kit_put (TrendKit *self, gint64 device_id, gint64 time_ms, const double *values, guint n);
void trend_kit_put_one (TrendKit *self, gint64 device_id, gint64 time_ms, double value);
void trend_kit_put_bad (TrendKit *self, gint64 device_id, gint64 time_ms, const double *values, guint n, DwQuality quality);
/* How long until the next sample, at random: about KIT_PERIOD_MS, once in fifty times up to seven minutes. */
gint64 trend_kit_pick_step_ms (void);
void trend_kit_note_clock (TrendKit *self, gint64 time_ms, gint64 delta_ms);

/* --- the station --- */
void trend_kit_open (TrendKit *self, gint64 now_ms);
DwDevice *trend_kit_add_device (TrendKit *self, gint64 id, gint64 place_id, const char *profile, int period_ms, double rated_a);
/* scope 0 = everything. */
void trend_kit_sign_in (TrendKit *self, DwRole role, gint64 scope);

/* Device KIT_DETECTOR in the first box, and before that its residual current, 50 mA each KIT_PERIOD_MS. */
#define KIT_DETECTOR 1
#define KIT_PERIOD_MS 5000
void trend_kit_fill_residual (TrendKit *self, gint64 from_ms, gint64 to_ms);
void trend_kit_open_with_detector (TrendKit *self, gint64 now_ms);

/* Runs the main loop until it is there. */
GAsyncResult *trend_kit_wait (GAsyncResult **result);
/* Callback: data is a GAsyncResult**. */
void trend_kit_ready_cb (GObject *source, GAsyncResult *result, gpointer data);
/* Everything that the journal holds back is on disk. */
void trend_kit_settle (TrendKit *self);

DwTrendChannel trend_kit_channel (gint64 device_id, const char *name);
/* One channel, waited for. */
DwTrendTrace *trend_kit_query (TrendKit *self, gint64 device_id, const char *name, gint64 from_ms, gint64 to_ms, guint max_points, gboolean with_stats, GPtrArray **owner);
