// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-history-checked.h"
#include "dw-history-run.h"

G_BEGIN_DECLS

/* The samples of one device and one hour as bytes; the format stands in dw-history-chunk.c. Pure, any thread. Errors: DW_STORE_ERROR_DAMAGED saying what is wrong. */

#define DW_HISTORY_HOUR_MS G_GINT64_CONSTANT (3600000)
/* Values of one device and hour at most: lengths are checked against it before memory is reserved. */
#define DW_HISTORY_MAX_CELLS (16 * 1024 * 1024)

/* block: settled, all times within the hour (hours since 1970). */
GByteArray *dw_history_chunk_encode (const DwHistoryBlock *block, gint64 hour);

/* What a chunk says about itself, without its values. */
typedef struct
{
  gint64 layout_id;
  gint64 hour;
  guint n_rows;
  guint n_columns;
  gint64 n_samples; /* that are there, of whatever quality */
} DwHistoryChunkHead;
gboolean dw_history_chunk_peek (const guint8 *bytes, gsize length, DwHistoryChunkHead *head, GError **error);

/* layout: the one that the head names, of n_columns. Everything, checked against every checksum. */
DwHistoryBlock *dw_history_chunk_decode (const guint8 *bytes, gsize length, DwHistoryLayout *layout, GError **error);
/* One column only: reads and checks no other. */
gboolean dw_history_chunk_decode_column (const guint8 *bytes, gsize length, const DwHistoryLayout *layout, guint column, DwHistoryRun *run, GError **error);

G_END_DECLS
