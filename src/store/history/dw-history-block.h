// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-history-layout.h"

G_BEGIN_DECLS

/* The samples of one device in one hour, unpacked: scaled whole numbers, column after column. Rows are ascending in time and no time is there twice after
 * dw_history_block_settle. One thread at a time. */
typedef struct
{
  DwHistoryLayout *layout; /* owned */
  guint n_rows;
  guint capacity; /* rows that a column has room for */
  gsize n_cells;  /* that numbers and qualities have room for */
  gint64 *times_ms;
  gint64 *numbers;          /* column c, row r: c * capacity + r */
  guint8 *qualities;        /* the same; DW_QUALITY_NONE = this row has none of it */
  int *periods_ms;          /* the same, of no meaning where there is no sample; NULL = each column has the period of the layout (nearly all hours) */
  gint64 *first_weights_ms; /* per column: what its first sample stands for, 0 = as long as a sample may */
} DwHistoryBlock;

/* Takes no reference from the caller. */
DwHistoryBlock *dw_history_block_new (DwHistoryLayout *layout, guint capacity);
void dw_history_block_free (DwHistoryBlock *self);
/* The same as a new one, in the room of another that is not needed any more (NULL = none): memory that is given back and taken again each hour costs more than the work on it. */
DwHistoryBlock *dw_history_block_renew (DwHistoryBlock *spare, DwHistoryLayout *layout, guint capacity);
/* Adds an empty row; its place is returned. */
guint dw_history_block_add_row (DwHistoryBlock *self, gint64 time_ms);

static inline gint64 *
dw_history_block_numbers (const DwHistoryBlock *self, guint column)
{
  return self->numbers + (gsize)column * self->capacity;
}

static inline guint8 *
dw_history_block_qualities (const DwHistoryBlock *self, guint column)
{
  return self->qualities + (gsize)column * self->capacity;
}

/* Nominal distance of that sample from its neighbours, 0 = unknown. */
static inline int
dw_history_block_get_period (const DwHistoryBlock *self, guint column, guint row)
{
  return self->periods_ms != NULL ? self->periods_ms[(gsize)column * self->capacity + row] : self->layout->columns[column].period_ms;
}

/* There is a number, not only a word about it. */
static inline gboolean
dw_history_quality_has_number (guint8 quality)
{
  return quality != DW_QUALITY_NONE && quality != DW_QUALITY_SENSOR_FAULT;
}

/* Every row has this column, and all of them are good. */
gboolean dw_history_block_is_good (const DwHistoryBlock *self, guint column);
/* Some sample of the column has another period than the layout says. */
gboolean dw_history_block_has_periods (const DwHistoryBlock *self, guint column);
/* Sorts by time and joins rows of one time: what is missing is filled, of two values the better quality stays, of two alike the one that came first. */
void dw_history_block_settle (DwHistoryBlock *self);
/* Both in one: the rows of a first (they came first). The layouts are united where they differ; digits never get fewer. Each sample keeps its period; that of a column of the new
 * layout is the longest of its samples. New block, settled. */
DwHistoryBlock *dw_history_block_join (const DwHistoryBlock *a, const DwHistoryBlock *b);
/* NaN where there is no number. */
double dw_history_block_get_value (const DwHistoryBlock *self, guint column, guint row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwHistoryBlock, dw_history_block_free)

G_END_DECLS
