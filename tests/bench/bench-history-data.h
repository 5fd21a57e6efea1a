// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-history.h"
#include "dw-reading.h"

G_BEGIN_DECLS

/* What detectors of a school would have said: 20 channels of 10 kinds of quantity for each device, with the resolution of real registers, a load that follows the
 * day, noise, and many samples that do not change. The same seed gives the same numbers on every machine. */
#define BENCH_HISTORY_N_CHANNELS 20

typedef enum {
  BENCH_SHAPE_NORMAL,
  BENCH_SHAPE_CONSTANT, /* nothing ever changes */
  BENCH_SHAPE_RANDOM16, /* 16 random bits each: nothing can be saved */
  BENCH_SHAPE_HALF,     /* every second sample is missing, at random */
  BENCH_SHAPE_DAILY,    /* one sample a day */
  BENCH_SHAPE_JITTER,   /* polls come up to 250 ms late, at random */
} BenchShape;

/* "normal", "constant" … */
gboolean bench_shape_from_word (const char *word, BenchShape *shape);
const char *bench_shape_word (BenchShape shape);

typedef struct
{
  guint32 seed;
  BenchShape shape;
  guint n_devices;
  gint64 start_ms;
} BenchHistorySpec;

/* Some ticks of all devices. Row r = tick * n_devices + device; the number of a channel is numbers[r * BENCH_HISTORY_N_CHANNELS + channel]. */
typedef struct
{
  guint n_ticks, n_devices;
  gint64 *times_ms;
  gint64 *numbers;    /* value = number / 10^digits */
  DwReport **reports; /* the same as the station would hand it over; quality none = missing */
} BenchBlock;

typedef struct _BenchHistoryData BenchHistoryData;

BenchHistoryData *bench_history_data_new (const BenchHistorySpec *spec);
void bench_history_data_free (BenchHistoryData *self);
/* 20 columns, the same for every device. */
const DwHistoryColumn *bench_history_data_get_columns (BenchHistoryData *self);
int bench_history_data_get_period_ms (BenchHistoryData *self);
/* The id of the device at that index: not the index. */
gint64 bench_history_data_get_device_id (guint index);
/* The next ticks. Borrowed, until the next call. */
const BenchBlock *bench_history_data_fill (BenchHistoryData *self, guint n_ticks);

/* Of all samples so far: bytes a sample when each channel's differences are coded by their frequency alone, and how many did not change. */
typedef struct
{
  double entropy_bytes;
  double unchanged;
  guint64 samples;
} BenchHistoryFacts;
void bench_history_data_get_facts (BenchHistoryData *self, BenchHistoryFacts *facts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchHistoryData, bench_history_data_free)

G_END_DECLS
