// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

#include "bench-history-data.h"
#include "dw-clock.h"

G_BEGIN_DECLS

/* The same work for the history and for its peers. */

/* What is asked of a day of all devices, and of a year of one channel. */
typedef enum {
  BENCH_ASK_RAW_DAY,  /* every sample of one channel of the day */
  BENCH_ASK_THOUSAND, /* the same in a thousand buckets */
  BENCH_ASK_ACROSS,   /* one-minute averages of one channel in each of 100 devices */
  BENCH_ASK_WITHIN,   /* one-minute averages of all 20 channels of 5 devices */
  BENCH_ASK_LATEST,   /* the newest sample of every channel */
  BENCH_ASK_YEAR,     /* a year of one channel, one sample a minute, by day */
  BENCH_N_ASKS,
} BenchAsk;

#define BENCH_THOUSAND 1000
#define BENCH_WITHIN_DEVICES 5
/* The channel that is asked for where it is one: a voltage. */
#define BENCH_CHANNEL 1
#define BENCH_YEAR_DAYS 365
#define BENCH_YEAR_SAMPLES (BENCH_YEAR_DAYS * 1440)
#define BENCH_MINUTE_MS 60000
#define BENCH_DAY_MS 86400000

typedef struct
{
  const char *dir; /* where it may put its files */
  guint n_devices;
  gint64 start_ms, end_ms; /* of the samples, half-open */
  int period_ms;
  const DwHistoryColumn *columns;
  gint64 year_start_ms;
  const gint64 *year_numbers; /* BENCH_YEAR_SAMPLES, two digits */
} BenchPlan;

/* A stretch of ticks that is written and timed; the ticks behind the last stretch are only prepared. */
typedef struct
{
  guint ticks_per_call; /* 0 = no more */
  guint n_ticks;        /* G_MAXUINT = all that are left */
} BenchStretch;

typedef struct
{
  const char *name;
  const char *note; /* what is different from the work of the others, for the reader of the figures */
  BenchStretch stretches[2];
  /* NULL with a word on stderr: it is not there. */
  gpointer (*open) (const BenchPlan *plan);
  /* Puts ticks of the block into the form it takes; not timed. */
  void (*prepare) (gpointer self, const BenchBlock *block, guint first, guint n_ticks);
  /* Writes what was prepared, as durable as it can. */
  gboolean (*write) (gpointer self);
  /* After the last tick: whatever must be done before it is asked, the year included. */
  void (*settle) (gpointer self);
  /* How many values the answer has, 0 = it failed. */
  guint64 (*ask) (gpointer self, BenchAsk ask);
  /* On disk for the ticks, 0 = no figure. */
  gint64 (*measure) (gpointer self, guint64 *n_samples);
  void (*close) (gpointer self);
} BenchStore;

/* NULL where it was not built in. */
const BenchStore *bench_store_sqlite_rows (void);
const BenchStore *bench_store_sqlite_keyed (void);
const BenchStore *bench_store_influx (void);
const BenchStore *bench_store_rrdtool (void);

/* Bytes of all files in and below a folder. */
gint64 bench_measure_folder (const char *path);
void bench_remove_folder (const char *path);

/* Times the questions and prints "asks":{…}. own_ms gets the medians. */
void bench_time_asks (const BenchStore *store, gpointer self, GString *json, double *medians_ms);

/* The history itself: ingests the spec's ticks with so many in a call, prints its figures. */
typedef struct
{
  double rate[3]; /* samples a second for BENCH_CALLS */
  double asks_ms[BENCH_N_ASKS];
} BenchOwnFigures;
#define BENCH_N_CALLS 3
extern const guint BENCH_CALLS[BENCH_N_CALLS];
void bench_own_run (const BenchHistorySpec *spec, const BenchPlan *plan, guint n_ticks, guint calls, GString *json, BenchOwnFigures *figures);

/* The same for a peer; FALSE = it is not there. rate: of its fastest stretch. */
gboolean bench_peer_history_run (const BenchStore *store, const BenchHistorySpec *spec, const BenchPlan *plan, guint n_ticks, GString *json, double *rate, double *asks_ms);

/* ,"name":value with so many decimals. */
void bench_add_number (GString *json, const char *name, double value, int decimals);

G_END_DECLS
