// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

#include "dw-clock.h"
#include "dw-reading.h"

G_BEGIN_DECLS

/* columns: DwHistoryColumn, what the values of the report are; the same array for all reports of a device. */
typedef void (*DwHistoryImportSeen) (const DwReport *report, const GArray *columns, gpointer data);

/* Samples of a CSV file (dw-history-csv.h) into the history of a folder that no program works on. Blocking; one thread.
 *
 * The file is read twice: first to the end, so that a wrong line is told before anything is written, then into the history. What is there already stays: the same file again
 * changes nothing. Devices are numbers, names or addresses; a number that is not set up is taken as it is. A channel keeps as many decimals as its values need. */
typedef struct
{
  gboolean skip_bad;                                                   /* import the lines that are right although others are wrong */
  void (*bad_line) (guint64 line, const char *what, gpointer data);    /* may be NULL */
  void (*progress) (const char *what, double fraction, gpointer data); /* 0…1 of reading, then of writing; may be NULL */
  gpointer data;
  int period_ms;             /* for how long each sample stands; 0 = found for each device: the median distance of its rows */
  GCancellable *cancellable; /* may be NULL */
  gint64 from_ms, to_ms;     /* of a stream, for its progress; 0 = none is told */
  DwHistoryImportSeen seen;  /* each report of a stream, on the importing thread, before it is written; may be NULL */
} DwHistoryImportOptions;

typedef struct
{
  guint64 n_lines, n_bad;   /* without the first line; lines of nothing do not count */
  guint64 n_samples, n_new; /* in the file; of them new in the history */
  guint n_devices;
  gint64 first_ms, last_ms; /* 0 = no sample */
} DwHistoryImportResult;

/* FALSE with error when nothing was imported: G_IO_ERROR_INVALID_DATA for a file with wrong lines or a wrong first line, G_IO_ERROR_BUSY naming who holds the folder,
 * else the store's and the file's. result says in each case what was seen. A failure while writing (a full disk) leaves what was written; the same file again completes it. */
gboolean dw_history_import_run (const char *dir, const char *path, DwClock *clock, const DwHistoryImportOptions *options, DwHistoryImportResult *result, GError **error);

struct _DwHistory; /* dw-history.h, which not everybody sees */
/* The same from a stream, read once, into a history that is open and being written beside (of a station that runs on dir): for what a program of ours writes. The devices keep
 * the columns they have, and a channel that is none of them is refused. name: of the stream, for errors. The first line that is wrong ends it, and what was written before stays;
 * the same again completes it. Rows of a device come by time; their period is the median so far, or the columns' own in a batch before there are two. The hour that is now stays
 * open. n_new stays 0: others write, too. For a worker thread; history must outlive it. */
gboolean dw_history_import_stream (struct _DwHistory *history, const char *dir, GInputStream *stream, const char *name, DwClock *clock, const DwHistoryImportOptions *options, DwHistoryImportResult *result, GError **error);

G_END_DECLS
