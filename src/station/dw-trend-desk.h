// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-series.h"
#include "dw-station.h"
#include "dw-tariff-cost.h"

G_BEGIN_DECLS

/* What trends, statistics and exports show. Asked on the main thread, computed on a worker, answered on the main thread; cancelling ends the work within a chunk.
 * Devices outside the scope of the person who sits here are refused (G_IO_ERROR_PERMISSION_DENIED), unknown ones too (G_IO_ERROR_NOT_FOUND); a span or edges that do not
 * ascend are G_IO_ERROR_INVALID_ARGUMENT. Callbacks come on the main context, also when the station is gone by then: first finish, and test for G_IO_ERROR_CANCELLED.
 * finish does not look at the station. */

/* name: a point's ("residual_current") or a derived one, computed row by row from good values only:
 *   "unbalance_voltage" negative sequence over positive in % (GB/T 15543; from line voltages, else from phase voltages assuming 120°)
 *   "unbalance_current" (Imax − Imin) / Imax in %
 *   "load_rate" largest phase current over the rated current in %
 *   "power_factor" total active over apparent power where the device measures no power factor itself */
typedef struct
{
  gint64 device_id;
  char name[40];
} DwTrendChannel;

/* What this device can show: its measured channels and the derived ones it has the inputs for; array of DwTrendChannel. */
GArray *dw_trend_desk_list_channels (DwStation *station, DwDevice *device);
/* "剩余电流", "三相电压不平衡度"; new string. Unit and decimals of a channel, derived ones included. */
char *dw_trend_desk_title (const DwTrendChannel *channel);
const char *dw_trend_desk_unit (const DwTrendChannel *channel);
int dw_trend_desk_decimals (const DwTrendChannel *channel);
/* Limits of the channel as the station judges now, NaN = none. */
void dw_trend_desk_limits (DwStation *station, const DwTrendChannel *channel, double *warning, double *alarm);

/* Statistics of one channel over the span. All of good samples; NaN = nothing there. */
typedef struct
{
  gint64 count;
  double min, max, mean, weighted_mean, median, p95;
  gint64 min_ms, max_ms;                   /* when, 0 = never */
  gint64 above_warning_ms, above_alarm_ms; /* time at or above; -1 = there is no such limit */
  double coverage;                         /* 0…1 of the span up to now */
} DwTrendStats;

typedef struct
{
  gint64 from_ms, to_ms;
} DwTrendGap;

/* One channel's answer. Either samples or buckets is there: raw when the span holds fewer samples than max_points, else at most so many min-max buckets. From five minutes on
 * these are of whole minutes, quarters or hours on one grid of UTC, so that panning does not change them, and only the first and the last are cut by the span; shorter ones are
 * equal parts of the span. */
typedef struct
{
  DwTrendChannel channel;
  gboolean minute_means; /* derived channels over more than 40 days are computed from means of minutes: short peaks are lower */
  gboolean approximate;  /* unbalance from phase voltages: their angles are assumed to be 120° */
  DwSamples *samples;
  DwBuckets *buckets;
  GArray *gaps; /* DwTrendGap: longer than two periods and longer than what a pixel shows */
  DwTrendStats stats;
  gint64 near_before_ms, near_after_ms; /* only when the span is empty: nearest data, 0 = none */
} DwTrendTrace;

typedef struct
{
  const DwTrendChannel *channels;
  guint n_channels;
  gint64 from_ms, to_ms; /* half-open */
  guint max_points;      /* per channel; at least 2 */
  gboolean with_stats;   /* statistics need every sample of the span: ask without them first, then with */
} DwTrendQuery;

/* Array of DwTrendTrace in the order of the channels. */
void dw_trend_desk_query_async (DwStation *station, const DwTrendQuery *query, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *dw_trend_desk_query_finish (DwStation *station, GAsyncResult *result, GError **error);

/* Buckets at given edges (hours, days, months of dw-calendar.h): load of day, month, year; heat maps. Derived channels over more than 40 days: from means of minutes
 * (period_ms of the answer is then 60,000). */
void dw_trend_desk_query_edges_async (DwStation *station, const DwTrendChannel *channel, const gint64 *edges_ms, guint n, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
DwBuckets *dw_trend_desk_query_edges_finish (DwStation *station, GAsyncResult *result, GError **error);

/* Energy of periods through the logic of counters: gap, roll-over, reset, replaced meter; never negative. */
typedef enum {
  DW_ENERGY_NORMAL = 0,
  DW_ENERGY_GAP = 1 << 0,    /* readings are missing at a border: the energy is right, its share of the period is not known */
  DW_ENERGY_ROLLED = 1 << 1, /* the counter began again at 10^n */
  DW_ENERGY_RESET = 1 << 2,  /* it was set back: energy before the reset after the last reading is lost */
  DW_ENERGY_REPLACED = 1 << 3,
  DW_ENERGY_NO_DATA = 1 << 4,
  DW_ENERGY_CLOCK = 1 << 5,       /* the clock was set in it: readings of a stretch that ran twice are left out, the energy is right */
  DW_ENERGY_IMPLAUSIBLE = 1 << 6, /* a reading beyond what the supply can deliver was left out, or a jump was accepted without energy */
} DwEnergyFlags;

typedef struct
{
  gint64 from_ms, to_ms;
  double energy_kwh;              /* NaN = no data */
  double by_rate_kwh[DW_N_RATES]; /* energy of the hours of each rate; sums up to energy_kwh */
  double max_kw;                  /* largest quarter-hour mean of the active power, NaN = not measured */
  DwRate rate;                    /* the rate that held longest: colour of an hour's bar */
  guint flags;
  double coverage;   /* 0…1 of the period up to now, NaN = not begun */
  DwTariffCost cost; /* of the period, where the answer has a cost; they add up to it */
} DwEnergyPeriod;

typedef struct
{
  DwEnergyPeriod *periods;
  guint n_periods;
  double total_kwh;
  double by_rate_kwh[DW_N_RATES];
  double max_kw_by_rate[DW_N_RATES]; /* NaN = none */
  double coverage;
  gboolean has_cost; /* the tariff has prices, and energy was read */
  DwTariffCost cost; /* of the span. Steps of consumption are counted from the begin of their cycle on, which is read for it */
} DwEnergyAnswer;

void dw_energy_answer_free (DwEnergyAnswer *self);
/* From the counter (energy_active_import) alone: a device without one has periods without data. edges: n + 1 ascending times. tariff: copied; NULL = everything is flat.
 * max_kw: of quarter-hours that begin in the period and of which at least half was measured. */
void dw_trend_desk_query_energy_async (DwStation *station, gint64 device_id, const gint64 *edges_ms, guint n, const DwTariff *tariff, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
DwEnergyAnswer *dw_trend_desk_query_energy_finish (DwStation *station, GAsyncResult *result, GError **error);

/* A meter that somebody replaced, told by people; from time_ms on its readings are of the new one. NaN: not written down. Kept in the station's settings, audited, a line of
 * the history. The same time again corrects. Errors as of the tariff, and G_IO_ERROR_NOT_FOUND. */
gboolean dw_trend_desk_note_replacement (DwStation *station, gint64 device_id, gint64 time_ms, double old_final_kwh, double new_start_kwh, GError **error);

/* What happened in the span at these devices: alarms, controls, notes, steps of the clock. Array of DwTrendMark, by time. */
typedef enum { DW_TREND_MARK_ALARM,
               DW_TREND_MARK_CONTROL,
               DW_TREND_MARK_NOTE,
               DW_TREND_MARK_CLOCK } DwTrendMarkKind;
typedef struct
{
  DwTrendMarkKind kind;
  gint64 time_ms, end_ms; /* end 0 = still active, or not a stretch */
  gint64 device_id;
  guint priority; /* of an alarm, 1…4 */
  char *text;     /* "预警 283", "复位 W03" */
  char *alarm_id; /* "" = none */
  char *channel;  /* point's name, "" = none */
} DwTrendMark;
void dw_trend_desk_query_marks_async (DwStation *station, const gint64 *device_ids, guint n, gint64 from_ms, gint64 to_ms, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *dw_trend_desk_query_marks_finish (DwStation *station, GAsyncResult *result, GError **error);

/* Squared correlation of two channels over the span on minute means (both good), NaN = fewer than 30 common minutes. For the sentence about leakage that follows the load (domain facts 10, D3). */
void dw_trend_desk_query_correlation_async (DwStation *station, const DwTrendChannel *a, const DwTrendChannel *b, gint64 from_ms, gint64 to_ms, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
double dw_trend_desk_query_correlation_finish (DwStation *station, GAsyncResult *result, GError **error);

/* The tariff of the organisation; the first file of data/tariffs until one was set. Borrowed until the next set. Setting it is checked, kept in the station's settings
 * and audited with old and new. Errors: DW_DESK_ERROR_DENIED (who may not change the set-up), _INVALID (the first problem), the store's. */
const DwTariff *dw_trend_desk_get_tariff (DwStation *station);
gboolean dw_trend_desk_set_tariff (DwStation *station, const DwTariff *tariff, GError **error);

/* Days kept per resolution, as settings; audited. Default: samples 400 days, minutes 5 years, hours for ever. A coarser resolution is kept at least as long as a finer one.
 * Errors as of the tariff. */
typedef struct
{
  gint64 raw_days, minute_days, hour_days; /* 0 = for ever */
} DwTrendRetention;
void dw_trend_desk_get_retention (DwStation *station, DwTrendRetention *retention);
gboolean dw_trend_desk_set_retention (DwStation *station, const DwTrendRetention *retention, GError **error);

/* What the history takes on disk. */
typedef struct
{
  gint64 file_bytes;
  gint64 samples;
  gint64 free_bytes; /* of the disk, -1 = unknown */
  gint64 full_days;  /* until the disk is full at the rate of the newest whole day; -1 = never, or not known yet */
} DwTrendRoom;
void dw_trend_desk_query_room_async (DwStation *station, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean dw_trend_desk_query_room_finish (DwStation *station, GAsyncResult *result, DwTrendRoom *room, GError **error);

G_END_DECLS
