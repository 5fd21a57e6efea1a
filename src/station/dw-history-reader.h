// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

#include "dw-clock.h"
#include "dw-series.h"

G_BEGIN_DECLS

/* A look into the samples of a station's folder that changes nothing: no lock, also while a station works on it. For dianweictl history, which looks as the administrator
 * of the machine does: no scope is applied. Blocking; one thread. */
typedef struct _DwHistoryReader DwHistoryReader;

/* Errors: the store's; G_IO_ERROR_NOT_FOUND when the folder holds no history. */
DwHistoryReader *dw_history_reader_open (const char *dir, DwClock *clock, GError **error);
void dw_history_reader_close (DwHistoryReader *self);

typedef struct
{
  gint64 device_id;
  char name[40]; /* of the point */
  int decimals;
  int period_ms; /* 0 = unknown */
} DwHistoryReaderChannel;

/* "DEVICE:POINT", where DEVICE is a number, a name or an address ("GW-03/17:residual_current"). Errors: G_IO_ERROR_NOT_FOUND, and G_IO_ERROR_INVALID_ARGUMENT with the
 * candidates when the device is ambiguous. A point that the device had once is found while there are samples of it. */
gboolean dw_history_reader_find_channel (DwHistoryReader *self, const char *text, DwHistoryReaderChannel *channel, GError **error);
/* Array of DwHistoryReaderChannel, by device and as the device has them. */
GArray *dw_history_reader_list_channels (DwHistoryReader *self, GError **error);

DwSamples *dw_history_reader_read_samples (DwHistoryReader *self, const DwHistoryReaderChannel *channel, gint64 from_ms, gint64 to_ms, GError **error);
/* n buckets of equal length, rounded to a ms. */
DwBuckets *dw_history_reader_read_buckets (DwHistoryReader *self, const DwHistoryReaderChannel *channel, gint64 from_ms, gint64 to_ms, guint n, GError **error);
/* The newest sample of a channel; quality none = there is none. The first call reads those of all channels. */
gboolean dw_history_reader_get_latest (DwHistoryReader *self, const DwHistoryReaderChannel *channel, DwReading *reading, GError **error);
/* Nearest data of the device, 0 = none. */
gboolean dw_history_reader_find_near (DwHistoryReader *self, gint64 device_id, gint64 time_ms, gint64 *before_ms, gint64 *after_ms, GError **error);

/* Times of the first and the last sample of all, 0 = none. */
gboolean dw_history_reader_get_span (DwHistoryReader *self, gint64 *first_ms, gint64 *last_ms, GError **error);

/* Borrowed; "" for what is not set up. */
const char *dw_history_reader_get_device_name (DwHistoryReader *self, gint64 device_id);
const char *dw_history_reader_get_device_address (DwHistoryReader *self, gint64 device_id);

typedef struct
{
  gint64 file_bytes, chunk_bytes, aggregate_bytes, bytes_last_day;
  gint64 samples, open_samples, chunks;
  gint64 first_ms, last_ms; /* 0 = none */
  double coverage;          /* 0…1: what the good samples of all channels stand for, of the time from first to last; costs a question for each channel */
} DwHistoryReaderFacts;
gboolean dw_history_reader_get_facts (DwHistoryReader *self, DwHistoryReaderFacts *facts, GError **error);

typedef struct
{
  gint64 device_id; /* 0 = the file itself */
  gint64 from_ms, to_ms;
  char problem[160];
} DwHistoryReaderFinding;
/* Reads and recomputes everything; array of DwHistoryReaderFinding, empty = whole. */
GArray *dw_history_reader_verify (DwHistoryReader *self, gint64 *checked_chunks, GError **error);

/* Damage that a reading call passed over, NULL = none. New string. */
char *dw_history_reader_dup_damage (DwHistoryReader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwHistoryReader, dw_history_reader_close)

G_END_DECLS
