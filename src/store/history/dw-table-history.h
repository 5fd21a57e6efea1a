// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-db.h"
#include "dw-history-layout.h"

G_BEGIN_DECLS

/* The SQL of history/samples.db. Blobs are what the other files of this folder make and read. */

/* Tables of blobs by time and device: the key is number << 32 | device, so that new rows come at the end and old ones go from the begin. */
typedef enum {
  DW_BLOBS_CHUNK,        /* number = hour: samples */
  DW_BLOBS_MINUTES_OPEN, /* number = hour: minutes of a day that is not over */
  DW_BLOBS_MINUTES,      /* number = day: the minutes of its hours, one behind the other */
  DW_BLOBS_HOURS,        /* number = day: its hours and the day itself */
  DW_N_BLOBS,
} DwBlobs;

static inline gint64
dw_history_key (gint64 number, gint64 device_id)
{
  return number << 32 | device_id;
}

/* found is FALSE when there is no such row. bytes: lent until the statement is used again. */
gboolean dw_table_history_get (DwDb *db, DwBlobs table, gint64 key, const guint8 **bytes, gsize *length, gboolean *found, GError **error);
/* Ends what was lent: a statement that still stands on a row would hold the connection to its old view of the file. Before the end of each transaction. */
void dw_table_history_release (DwDb *db);
gboolean dw_table_history_put (DwDb *db, DwBlobs table, gint64 key, const GByteArray *data, GError **error);
gboolean dw_table_history_delete (DwDb *db, DwBlobs table, gint64 key, GError **error);
/* Rows with keys below; at most limit go. *n_deleted: how many went; *bytes: what they held. */
gboolean dw_table_history_delete_below (DwDb *db, DwBlobs table, gint64 key, guint limit, guint *n_deleted, gint64 *bytes, GError **error);
/* All keys, ascending, from key on; at most limit. Array of gint64. */
GArray *dw_table_history_list (DwDb *db, DwBlobs table, gint64 key, guint limit, GError **error);

/* --- layouts and devices --- */
/* Gives layout its id. */
gboolean dw_table_history_add_layout (DwDb *db, DwHistoryLayout *layout, GError **error);
GPtrArray *dw_table_history_load_layouts (DwDb *db, GError **error);

typedef struct
{
  gint64 device_id;
  gint64 layout_id;             /* of what comes next */
  gint64 first_hour, last_hour; /* of the sealed chunks; -1 = none */
} DwHistoryDevice;
gboolean dw_table_history_put_device (DwDb *db, const DwHistoryDevice *device, GError **error);
GArray *dw_table_history_load_devices (DwDb *db, GError **error);

/* --- totals of the file, and marks --- */
/* A number that tells this history from others; its journal carries it, too. */
#define DW_HISTORY_OWNER "owner"
/* How often something was sealed: which records of the journal the database knows of. */
#define DW_HISTORY_SEALS "seals"
/* Adds to the number of that name ("samples", "chunks", "chunk-bytes", "aggregate-bytes"). */
gboolean dw_table_history_count (DwDb *db, const char *name, gint64 more, GError **error);
gboolean dw_table_history_get_count (DwDb *db, const char *name, gint64 *value, GError **error);
gboolean dw_table_history_add_clock_step (DwDb *db, gint64 time_ms, gint64 delta_ms, GError **error);
GArray *dw_table_history_load_clock_steps (DwDb *db, gint64 from_ms, gint64 to_ms, GError **error);

G_END_DECLS
