// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-history-bits.h"
#include "dw-history-block.h"
#include "dw-history-run.h"

G_BEGIN_DECLS

/* The open hours: samples that are in the journal but not yet in a chunk, as the bytes of the journal's own records. The format stands in dw-history-record.c. */

/* One device and one hour that is still open. What was said last is kept, because records say only what differs. */
typedef struct
{
  DwHistoryLayout *layout; /* owned */
  gint64 device_id;
  gint64 hour; /* since 1970 */
  guint n_rows;
  gboolean is_frozen;  /* what followed in the journal is lost */
  gboolean is_sealed;  /* in a chunk that is about to be committed */
  GByteArray *records; /* owned: the rows' records, one after the other */
  gint64 last_ms;      /* time of the last row */
  gint64 *numbers;     /* per column: the last number */
} DwHistoryTail;

DwHistoryTail *dw_history_tail_new (DwHistoryLayout *layout, gint64 hour);
void dw_history_tail_free (DwHistoryTail *self);

/* Adds a report here and to the journal. n_values may be less than the layout's columns. same: the device's row before went to this tail, too. */
void dw_history_tail_add (DwHistoryTail *self, const DwReport *report, gboolean same, GByteArray *journal);
/* All its rows again, as records for a new journal. */
void dw_history_tail_put_records (const DwHistoryTail *self, GByteArray *journal);
/* The rows, settled. Never fails: the bytes are its own. spare: taken over, see dw_history_block_renew. */
DwHistoryBlock *dw_history_tail_unpack (const DwHistoryTail *self, DwHistoryBlock *spare);

/* One column of the rows without unpacking the others. FALSE: the rows are not in order, unpack them. */
gboolean dw_history_tail_take_column (const DwHistoryTail *self, guint column, DwHistoryRun *run);

/* --- the journal's side --- */
typedef enum {
  DW_RECORD_ROW,
  DW_RECORD_SEALED, /* this device's hour is in a chunk now: forget what came before */
} DwRecordKind;

typedef struct
{
  DwRecordKind kind;
  gboolean first; /* begins a tail */
  gboolean same;  /* hour and layout are those of the device's row before */
  gint64 device_id;
  gint64 hour;
  gint64 layout_id;
  gint64 seals;      /* of DW_RECORD_SEALED */
  DwByteReader body; /* of a row */
} DwHistoryRecord;

/* FALSE at the end of the bytes and when they make no sense (then the reader is bad). */
gboolean dw_history_record_next (DwByteReader *reader, DwHistoryRecord *record);
/* Puts a row of the journal back behind the others of its tail. FALSE when it makes no sense: the tail is as before. */
gboolean dw_history_tail_restore (DwHistoryTail *self, const DwHistoryRecord *record);
/* seals: the number of the history's seal that put the hour into its chunk. */
void dw_history_record_put_sealed (GByteArray *journal, gint64 device_id, gint64 hour, gint64 seals);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwHistoryTail, dw_history_tail_free)

G_END_DECLS
