// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-history-journal.h"
#include "dw-history-record.h"
#include "dw-history-totals.h"
#include "dw-store-lock.h"
#include "dw-table-history.h"

G_BEGIN_DECLS

/* What the files of this folder share. Who holds what:
 *
 *   write_lock   one writer at a time: write_db, adding to the journal, and who may change the model below
 *   model_lock   devices with their tails, layouts: changed with both locks held, read with one of them. It is held while sealed chunks are committed and their tails dropped,
 *                and while a reader fixes its view of the database and copies the tails: so a sample is in the one or in the other, never in none and never in both.
 *   pool_lock    the reading connections */

#define DW_HISTORY_DAY_MS G_GINT64_CONSTANT (86400000)
#define DW_HISTORY_DAY_HOURS 24
#define DW_HISTORY_MINUTES 60
#define DW_HISTORY_MINUTE_MS G_GINT64_CONSTANT (60000)
#define DW_HISTORY_MINUTES_MAGIC "DM"
#define DW_HISTORY_HOURS_MAGIC "DH"
/* The last slot of a day's hours is the day itself. */
#define DW_HISTORY_DAY_SLOTS (DW_HISTORY_DAY_HOURS + 1)
/* How far back the sample before an hour is looked for. */
#define DW_HISTORY_MAX_REACH_HOURS 48

/* One device as the writer knows it. */
typedef struct
{
  DwHistoryDevice row;
  DwHistoryLayout *layout; /* owned: of what comes next */
  DwHistoryLayout *other;  /* owned: the same with the period of what was appended last under another one; NULL = none */
  GPtrArray *tails;        /* owned: DwHistoryTail, ascending in hour; after each append at most the newest hour's */
  gint64 last_row_hour;    /* of the newest row in the journal, -1 = none: the tail that rows of the same hour mean */
  gint64 *last_sealed_ms;  /* per column: the last sample up to the hour that was sealed last; NULL = not known */
  gint64 last_sealed_hour; /* that hour */
  gint64 last_sealed_id;   /* and its layout */
} DwHistoryEntry;

/* The day whose hours are being sealed, see dw-history-day.c. */
typedef struct _DwHistoryDay DwHistoryDay;

/* What a change adds to the running totals of the file. */
typedef struct
{
  gint64 chunks, chunk_bytes, samples, aggregate_bytes;
} DwHistoryMore;

struct _DwHistory
{
  DwHistoryMode mode;
  char *path;

  GMutex write_lock;
  DwStoreLock *lock; /* of the folder: one writing program */
  DwDb *write_db;
  GByteArray *records;      /* of the journal's frame that is being made */
  DwHistoryBlock *spare;    /* room that the last sealed hour took; NULL = none */
  DwHistoryTotals *minutes; /* the same for its aggregates */
  gsize n_minutes;
  DwHistoryDay *day;  /* owned; NULL until something is sealed */
  DwHistoryMore more; /* of the change under way */
  guint n_left_out;   /* by the last append */
  gint64 left_out_id; /* the last of them */

  GMutex model_lock;
  GHashTable *entries;       /* gint64* -> DwHistoryEntry */
  GHashTable *layouts;       /* gint64* -> DwHistoryLayout */
  DwHistoryJournal *journal; /* writing with the write lock, loading with the model lock */
  gint64 n_seals;            /* of the database that the model was made from */
  gboolean journal_is_ahead; /* it speaks of seals that this look at the database does not have */
  gboolean journal_broken;   /* a row of the journal cannot be read: what was open then ends before it */

  GMutex pool_lock;
  GCond pool_freed;
  GPtrArray *free_readers; /* DwHistoryReader */
  guint n_readers;
  gint64 seen_version; /* reading only: the file's version that the model was made from, -1 = none */
  char *damage;        /* with the pool lock: the last damage that reading came upon, NULL = none */
};

/* --- dw-history-model.c: devices, layouts and tails in memory --- */
DwHistoryEntry *dw_history_find_entry (DwHistory *self, gint64 device_id);
/* The period that the newest columns of the device know for the channel, 0 = unknown. Takes the model lock. */
int dw_history_find_period (DwHistory *self, gint64 device_id, const char *name);
/* The layout of what comes next, a reference. NULL when the device is unknown. Takes the model lock. */
DwHistoryLayout *dw_history_ref_newest_layout (DwHistory *self, gint64 device_id);
/* Model lock held, or the writer. Borrowed; NULL with DW_STORE_ERROR_DAMAGED. */
DwHistoryLayout *dw_history_find_layout (DwHistory *self, gint64 layout_id, GError **error);
/* The stored layout of these columns; stored now when there is none. Writer, within a transaction. */
DwHistoryLayout *dw_history_keep_layout (DwHistory *self, DwHistoryLayout *layout, GError **error);
/* Makes the model anew from the database and the journal that was loaded before: at opening, after a failed write, and when a reader sees that they have changed. */
gboolean dw_history_load_model (DwHistory *self, DwDb *db, GError **error);
void dw_history_clear_model (DwHistory *self);
DwHistoryTail *dw_history_entry_find_tail (DwHistoryEntry *entry, gint64 hour);
DwHistoryTail *dw_history_entry_add_tail (DwHistoryEntry *entry, DwHistoryLayout *layout, gint64 hour);
void dw_history_entry_drop_tail (DwHistoryEntry *entry, gint64 hour);

/* --- dw-history-seal.c: from tails to chunks. Writer, within a transaction. --- */
gboolean dw_history_seal_tail (DwHistory *self, DwHistoryEntry *entry, DwHistoryTail *tail, GError **error);
/* NULL without error when there is none. A damaged one is put aside and counts as none. */
DwHistoryBlock *dw_history_load_hour (DwHistory *self, gint64 device_id, gint64 hour, gboolean put_aside, GError **error);

/* --- dw-history-aggregates.c --- */
/* slots: n_columns × 60. */
void dw_history_compute_minutes (const DwHistoryBlock *block, gint64 hour, DwHistoryTotals *slots);
gboolean dw_history_write_aggregates (DwHistory *self, const DwHistoryBlock *block, gint64 hour, GError **error);
/* The hour has sums in the row of its day, whatever became of its samples. Writer. */
gboolean dw_history_hour_has_sums (DwHistory *self, gint64 device_id, gint64 hour, gboolean *has, GError **error);
/* The table of one hour within a row of minutes; FALSE when the row has none. */
gboolean dw_history_find_minutes (const guint8 *bytes, gsize length, gint64 hour, const guint8 **table, gsize *table_length);
/* The next table of a row of minutes; FALSE at its end. */
gboolean dw_history_next_minutes (DwByteReader *row, guint8 *hour_of_day, DwByteReader *table);

/* --- dw-history-day.c: the rows of sums. Writer, within a transaction. --- */
/* minutes: n_columns × 60. What is set is written when another day's turn comes, or by dw_history_write_day: before the commit. */
gboolean dw_history_set_hour (DwHistory *self, const DwHistoryLayout *layout, gint64 hour, const DwHistoryTotals *minutes, GError **error);
gboolean dw_history_write_day (DwHistory *self, GError **error);
/* Joins the open minutes of the day into one row, when it has none yet. */
gboolean dw_history_fold_minutes (DwHistory *self, gint64 device_id, gint64 day, GError **error);
/* What was set and is not written: the transaction is taken back. */
void dw_history_forget_day (DwHistory *self);
void dw_history_day_free (DwHistoryDay *self);

/* --- dw-history-kept.c: means of minutes that were unpacked. One thread at a time. --- */
typedef struct _DwHistoryKept DwHistoryKept;
/* Of one channel. */
typedef struct
{
  guint32 hours; /* those that are known, a bit each, the first hour of the day the lowest */
  double means[DW_HISTORY_DAY_HOURS * DW_HISTORY_MINUTES];
} DwHistoryKeptDay;
DwHistoryKept *dw_history_kept_new (void);
void dw_history_kept_free (DwHistoryKept *self);
/* Forgets all when the database is not what it was: version is the connection's PRAGMA data_version within the transaction that reads. */
void dw_history_kept_set_version (DwHistoryKept *self, gint64 version);
/* Borrowed until something is added; NULL when nothing is known of that day. */
const DwHistoryKeptDay *dw_history_kept_find (DwHistoryKept *self, const DwHistoryChannel *channel, gint64 day);
/* The same, made when it is missing; then the oldest may go. */
DwHistoryKeptDay *dw_history_kept_add (DwHistoryKept *self, const DwHistoryChannel *channel, gint64 day);

/* --- dw-history-readers.c: connections that read, kept open. Any thread. --- */
typedef struct
{
  DwDb *db;
  DwHistoryKept *kept;
  guint number; /* in the order of their opening */
} DwHistoryReader;
/* Waits until one is free. */
DwHistoryReader *dw_history_take_reader (DwHistory *self, GError **error);
/* NULL when none is free: nobody may wait for a second one while he holds the first. */
DwHistoryReader *dw_history_try_take_reader (DwHistory *self);
void dw_history_give_reader (DwHistory *self, DwHistoryReader *reader);
void dw_history_reader_free (DwHistoryReader *self);

/* --- dw-history-view.c: one consistent look --- */
typedef struct
{
  DwHistory *history;
  DwHistoryReader *reader;
  DwDb *db;                  /* the reader's */
  gboolean kept_is_current;  /* what the reader keeps is of this moment */
  GCancellable *cancellable; /* borrowed */
  GPtrArray *tails;          /* DwHistoryTail copies of the devices asked for */
  GPtrArray *mine;           /* those of the device looked at last; borrowed */
  gint64 mine_id;
  DwHistoryRun run;        /* room to decode into */
  DwHistoryTotals *totals; /* room to gather in; owned */
  guint n_totals;
  DwHistoryLayout *layout; /* the last one looked up; owned */
} DwHistoryView;

/* devices: whose open hours are wanted, n 0 = all. */
gboolean dw_history_view_begin (DwHistoryView *self, DwHistory *history, const gint64 *device_ids, guint n, GCancellable *cancellable, GError **error);
/* Up to *n_views looks at the same moment, for threads side by side: as many as there are connections free; *n_views: how many it became, at least one. Each has the tails of all
 * these devices. */
gboolean dw_history_views_begin (DwHistoryView *views, guint *n_views, DwHistory *history, const gint64 *device_ids, guint n, GCancellable *cancellable, GError **error);
void dw_history_view_end (DwHistoryView *self);
/* Means of minutes that were unpacked before and are true at this moment; the same until the look ends. NULL with error. */
DwHistoryKept *dw_history_view_get_kept (DwHistoryView *self, GError **error);
/* Borrowed until the next call. */
DwHistoryLayout *dw_history_view_layout (DwHistoryView *self, gint64 layout_id, GError **error);
/* First and last hour with data, tails included; FALSE = the device has none. */
gboolean dw_history_view_extent (DwHistoryView *self, gint64 device_id, gint64 *first_hour, gint64 *last_hour);
/* The samples of one channel in one hour, sealed and open together, into self->run; its n is 0 when there are none.
 * A damaged chunk is noted and passed over. *missing (may be NULL): there is neither chunk nor tail, so that aggregates may know more. */
gboolean dw_history_view_read_hour (DwHistoryView *self, gint64 device_id, const char *name, gint64 hour, gboolean *missing, GError **error);
/* All columns, joined; NULL without error when there is nothing. */
DwHistoryBlock *dw_history_view_read_block (DwHistoryView *self, gint64 device_id, gint64 hour, GError **error);
/* The copies of one device's tails; borrowed until the next device is asked for. */
GPtrArray *dw_history_view_tails (DwHistoryView *self, gint64 device_id);
/* Aggregates on disk do not tell all of these hours: one of them is open, or one so short before them that what their first samples stand for may have changed. The latter is so
 * after a writer died between its journal and the commit that seals what came late. */
gboolean dw_history_view_is_unsettled (DwHistoryView *self, gint64 device_id, gint64 first_hour, gint64 last_hour);
/* dw-history-many.c: there is a bucket, and none is empty or turned round. */
gboolean dw_history_edges_ascend (const gint64 *edges_ms, guint n);
/* dw-history-buckets.c: one channel in buckets. */
DwBuckets *dw_history_view_gather (DwHistoryView *self, gint64 device_id, const char *name, const gint64 *edges_ms, guint n, GError **error);
/* Only the means: n of them, NaN where there is no good sample. */
gboolean dw_history_view_gather_means (DwHistoryView *view, const DwHistoryChannel *channel, const gint64 *edges_ms, guint n, double *means, GError **error);
/* dw-history-minute-means.c: the same of channels of one device, where each bucket is one whole minute: n means of each channel, channel after channel. */
gboolean dw_history_edges_are_minutes (const gint64 *edges_ms, guint n);
gboolean dw_history_view_minute_means (DwHistoryView *view, const DwHistoryChannel *channels, guint n_channels, const gint64 *edges_ms, guint n, double *means, GError **error);
gboolean dw_history_view_cancelled (DwHistoryView *self, GError **error);

static inline gint64
dw_history_hour_of (gint64 time_ms)
{
  return time_ms / DW_HISTORY_HOUR_MS;
}

/* Adds to the running totals. Within a transaction. */
gboolean dw_history_count (DwDb *db, const DwHistoryMore *more, GError **error);

/* --- dw-history.c --- */
/* Reading goes on without that hour; what was found is kept for dw_history_dup_damage. Any thread. */
void dw_history_note_damage (DwHistory *self, gint64 device_id, gint64 hour, const char *problem);

/* --- dw-history-change.c: a change of the database. Writer. --- */
typedef struct
{
  DwHistoryEntry *entry;
  gint64 hour;
} DwHistorySeal;
/* FALSE with an error when the history is open for reading only. */
gboolean dw_history_is_writing (DwHistory *self, GError **error);
/* Sets the error; format has one place for the device. Returns FALSE. */
gboolean dw_history_refuse (GError **error, const char *format, long long device_id);
/* Seals and commits what the caller began; seals: array of DwHistorySeal. On failure the database is as it was and the model is not: go back. */
gboolean dw_history_finish_change (DwHistory *self, GArray *seals, GError **error);
/* The same, begun here; goes back when it fails. */
gboolean dw_history_change (DwHistory *self, GArray *seals, GError **error);
void dw_history_go_back (DwHistory *self);
/* Begins the journal anew with what is open. */
gboolean dw_history_renew_journal (DwHistory *self, GError **error);
/* The same when more than so many bytes, and most of it, are of hours that are sealed. */
void dw_history_tidy_journal (DwHistory *self, gsize spare_bytes);

/* --- dw-history-append.c --- */
/* The device's open hours before that one. */
void dw_history_list_before (DwHistoryEntry *entry, gint64 before_hour, GArray *seals);

/* --- dw-history-columns.c --- */
/* The device's layout for samples that stand for period_ms each, made when it is missing; 0 = as its columns say. NULL with error. Writer, outside a transaction. */
DwHistoryLayout *dw_history_ensure_layout (DwHistory *self, DwHistoryEntry *entry, int period_ms, GError **error);

/* What the first samples of the block stand for, given the sample before of each column (0 = none near). */
void dw_history_set_first_weights (DwHistoryBlock *block, const gint64 *previous_ms);

G_END_DECLS
