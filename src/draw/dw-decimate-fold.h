// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-decimate.h"

G_BEGIN_DECLS

/* Inside of the reduction: lowest, highest, sum and count of runs of values, with or without an index of blocks. Values that are not finite do not count. */

typedef struct
{
  double min, max; /* +infinity, -infinity while count is 0 */
  double sum;
  double count; /* whole numbers; a double keeps the inner loop in one kind of register */
} DwFold;

void dw_fold_init (DwFold *self);
/* Adds values[from…to - 1]. */
void dw_fold_range (DwFold *self, const double *values, const DwDecimateIndex *index, gsize from, gsize to);
/* Index of the first and last finite value in from…to - 1; there must be one. */
gsize dw_fold_first (const double *values, const DwDecimateIndex *index, gsize from, gsize to);
gsize dw_fold_last (const double *values, const DwDecimateIndex *index, gsize from, gsize to);

/* First ms of a column, see dw-decimate.h. */
gint64 dw_decimate_column_start (gint64 from_ms, gint64 to_ms, guint n_columns, guint column);

G_END_DECLS
