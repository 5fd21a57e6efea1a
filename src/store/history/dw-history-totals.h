// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-history-chunk.h"

G_BEGIN_DECLS

/* Aggregates as bytes; the format stands in dw-history-totals.c. Pure, any thread. */

#define DW_HISTORY_MAX_SLOTS 64

/* Totals of n slots (minutes of an hour, hours of a day) of one column. */
void dw_history_totals_encode (GByteArray *out, const DwHistoryTotals *slots, guint n);
gboolean dw_history_totals_decode (DwByteReader *reader, DwHistoryTotals *slots, guint n);

/* A table of totals: columns of one layout × slots, each column checked by itself. number: the hour or day since 1970. slots: column after column. */
GByteArray *dw_history_table_encode (const char magic[2], gint64 layout_id, gint64 number, const DwHistoryTotals *slots, guint n_columns, guint n_slots);

typedef struct
{
  gint64 layout_id;
  gint64 number;
  guint n_columns;
  DwByteReader lengths; /* of the columns */
  DwByteReader columns;
} DwHistoryTable;
/* Reads the head and checks it. */
gboolean dw_history_table_open (DwHistoryTable *self, const char magic[2], const guint8 *bytes, gsize length, GError **error);
/* One column without the others. slots has room for n_slots. */
gboolean dw_history_table_read (const DwHistoryTable *self, guint column, DwHistoryTotals *slots, guint n_slots, GError **error);

/* Only what means are made of: for each slot how many good samples and their sum; nothing in slots without. */
typedef struct
{
  gint64 count[DW_HISTORY_MAX_SLOTS];
  gint64 sum[DW_HISTORY_MAX_SLOTS];
} DwHistorySums;
/* A walk over the columns of a table; columns that come in their order are found without counting from the first. */
typedef struct
{
  const DwHistoryTable *table;
  guint next; /* the column that the readers stand before; 0 = they are not set */
  DwByteReader lengths, columns;
} DwHistoryTableColumns;
/* FALSE when the column cannot be read. */
gboolean dw_history_table_read_sums (DwHistoryTableColumns *walk, guint column, DwHistorySums *sums, guint n_slots);

G_END_DECLS
