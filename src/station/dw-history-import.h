// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

#include "dw-clock.h"

G_BEGIN_DECLS

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

G_END_DECLS
