// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

#include "dw-reading.h"
#include "dw-series.h"

G_BEGIN_DECLS

/* Years of samples in history/samples.db: sealed chunks of one device and one hour, aggregates of minutes, hours and days beside them, and a journal that keeps the
 * open hours durable, in history/samples.journal. The bytes are described in dw-history-chunk.c, dw-history-frame.c and docs/history.md.
 *
 * Blocking code for worker threads; whoever has a main loop uses DwSampleLog. One writer at a time (it keeps its own lock); any number of readers:
 * the read functions may be called from any thread and take turns. Errors: DW_STORE_ERROR (_DAMAGED names the chunk; the rest stays readable). */
typedef struct _DwHistory DwHistory;

typedef enum {
  DW_HISTORY_WRITE, /* made when missing; each append is synced before it returns */
  DW_HISTORY_READ,  /* changes nothing; works beside a writer in another program: what it had committed when the call began is seen */
} DwHistoryMode;

/* dir: the station's folder. A file that is no history at all is put aside (samples.db.damaged) and a new one begun, told by *put_aside (may be NULL, new string). */
DwHistory *dw_history_open (const char *dir, DwHistoryMode mode, char **put_aside, GError **error);
void dw_history_close (DwHistory *self);

#define DW_HISTORY_MAX_COLUMNS 255
#define DW_HISTORY_MAX_DIGITS 6
/* Scaled whole numbers beyond this are kept as sensor faults without a value. */
#define DW_HISTORY_MAX_NUMBER (G_GINT64_CONSTANT (1) << 45)

/* One column of a device. The name is the point's ("residual_current"): a column is found again by its name whatever its place among the device's channels is. */
typedef struct
{
  char name[40];
  guint8 digits; /* decimals kept: 230.1 V with digits 1 is the number 2301 */
  int period_ms; /* nominal, 0 = unknown */
} DwHistoryColumn;

/* What the values of the device's reports mean from now on, in their order. The same again costs nothing. A report of a device without columns is refused. */
gboolean dw_history_set_columns (DwHistory *self, gint64 device_id, const DwHistoryColumn *columns, guint n_columns, GError **error);
/* Takes over what version 1 of the file kept of the device, once its columns are known. Cheap when there is nothing. */
gboolean dw_history_adopt_rows (DwHistory *self, gint64 device_id, GError **error);
/* The columns as they are now (newest layout); array of DwHistoryColumn, empty when the device is unknown. Free with g_array_unref. */
GArray *dw_history_get_columns (DwHistory *self, gint64 device_id, GError **error);
/* Devices that have columns: array of gint64, ascending. */
GArray *dw_history_list_devices (DwHistory *self, GError **error);

/* One transaction, on disk when it returns TRUE; FALSE: nothing of it is kept. reports: DwReport, any devices, any order of time; late and out-of-order samples find their place.
 * The same device and time again fills what was missing; of two values the better quality stays, of two alike the first. Reports in the far future (a day) are refused as a whole
 * only when now_ms is not 0. Reports of hours whose samples were deleted would spoil the sums that are left: with now_ms 0 the whole is refused, else they are left out
 * and counted. Each sample keeps the period that the columns said when it came. */
gboolean dw_history_append (DwHistory *self, GPtrArray *reports, gint64 now_ms, GError **error);
/* How many reports the last append left out because they came too late, and of which device the last of them was. By who appended. */
guint dw_history_count_left_out (DwHistory *self, gint64 *device_id);
/* The same for samples whose nominal distance is period_ms whatever the columns say: a device's own freezes, the samples of a cloud, an import; 0 = as the columns say. An hour may have
 * both, in any order. */
gboolean dw_history_append_every (DwHistory *self, GPtrArray *reports, int period_ms, gint64 now_ms, GError **error);
/* Seals what lies before the time (0 = everything) instead of waiting for the next hour of the device. For the end of an import, and each minute for devices that fell silent. */
gboolean dw_history_seal (DwHistory *self, gint64 before_ms, GError **error);
/* The wall clock was moved by delta_ms at that (new) time. Kept as a mark. */
gboolean dw_history_note_clock_step (DwHistory *self, gint64 time_ms, gint64 delta_ms, GError **error);
/* Array of gint64 pairs (time, delta). */
GArray *dw_history_read_clock_steps (DwHistory *self, gint64 from_ms, gint64 to_ms, GError **error);

/* --- reading: half-open spans, G_IO_ERROR_CANCELLED when cancelled. A channel or device that is unknown gives an empty answer.
 * Weights: a sample stands for the time since the sample before it, whatever the period of that one is, at most for two periods of its own; the first sample, and the first after a
 * gap, stand for two periods. So where 5 s follow 60 s the first of them stands for up to 10 s, and where 60 s follow 5 s the first stands for up to two minutes; in between each other
 * they share the time. A period that is unknown counts as 60 s. --- */
DwSamples *dw_history_read_samples (DwHistory *self, gint64 device_id, const char *name, gint64 from_ms, gint64 to_ms, GCancellable *cancellable, GError **error);
/* edges: n + 1 ascending times. Exact: the same as from the samples, for any edges. */
DwBuckets *dw_history_read_buckets (DwHistory *self, gint64 device_id, const char *name, const gint64 *edges_ms, guint n, GCancellable *cancellable, GError **error);
/* Several channels over the same edges: array of DwBuckets in the order of the channels. */
typedef struct
{
  gint64 device_id;
  const char *name;
} DwHistoryChannel;
GPtrArray *dw_history_read_many (DwHistory *self, const DwHistoryChannel *channels, guint n_channels, const gint64 *edges_ms, guint n, GCancellable *cancellable, GError **error);
/* Only the means, channel after channel, n of each; NaN where there is no good sample. For aligned tables of many channels; free with g_free. */
double *dw_history_read_means (DwHistory *self, const DwHistoryChannel *channels, guint n_channels, const gint64 *edges_ms, guint n, GCancellable *cancellable, GError **error);
/* The newest sample of every column of every device; array of DwHistoryLatest. */
typedef struct
{
  gint64 device_id;
  char name[40];
  DwReading reading;
} DwHistoryLatest;
GArray *dw_history_read_latest (DwHistory *self, GError **error);
/* Nearest stretch with data: the last sample before the time and the first at or after it, 0 = none. */
gboolean dw_history_find_near (DwHistory *self, gint64 device_id, gint64 time_ms, gint64 *before_ms, gint64 *after_ms, GError **error);
/* Whole rows of one device in the order of its newest columns, for pictures of the last minutes. values: NaN where missing. */
typedef struct
{
  guint n_rows;
  guint n_columns;
  gint64 *times_ms;
  double *values;    /* row after row */
  guint8 *qualities; /* DwQuality, as values */
} DwHistoryRows;
DwHistoryRows *dw_history_read_rows (DwHistory *self, gint64 device_id, gint64 from_ms, gint64 to_ms, GCancellable *cancellable, GError **error);
void dw_history_rows_free (DwHistoryRows *self);

/* Where reading last came upon damage, as a sentence; NULL = nowhere. New string. Any thread. */
char *dw_history_dup_damage (DwHistory *self);

/* --- keeping --- */
typedef struct
{
  gint64 raw_days; /* 0 = for ever */
  gint64 minute_days;
  gint64 hour_days;
} DwHistoryRetention;
/* Deletes at most a step's worth (some 2,000 rows of the file); *more: call again. */
gboolean dw_history_prune (DwHistory *self, const DwHistoryRetention *retention, gint64 now_ms, gboolean *more, GError **error);

typedef struct
{
  gint64 file_bytes;   /* with journals */
  gint64 sealed_bytes; /* of chunks */
  gint64 aggregate_bytes;
  gint64 samples;      /* sealed and open */
  gint64 open_samples; /* not sealed yet */
  gint64 chunks;
  gint64 first_ms, last_ms; /* of the samples, 0 = none */
  gint64 bytes_last_day;    /* written for the newest whole day that has data */
} DwHistoryStats;
gboolean dw_history_read_stats (DwHistory *self, DwHistoryStats *stats, GError **error);
/* Days until free_bytes are used up at the rate of the newest day; -1 = unknown or never. */
gint64 dw_history_forecast_days (const DwHistoryStats *stats, const DwHistoryRetention *retention, gint64 free_bytes);

/* One finding of a check. */
typedef struct
{
  gint64 device_id; /* 0 = the file itself */
  gint64 from_ms, to_ms;
  char problem[160];
} DwHistoryFinding;
/* Reads every page, checksum and row, and recomputes the aggregates of every hour whose samples are there. Array of DwHistoryFinding, empty = whole. */
GArray *dw_history_verify (DwHistory *self, gint64 *checked_chunks, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwHistory, dw_history_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwHistoryRows, dw_history_rows_free)

G_END_DECLS
