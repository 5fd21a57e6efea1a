// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-history.h"

G_BEGIN_DECLS

/* What the columns of a device's chunks are: numbered, kept for ever, never changed. A chunk names its layout. Immutable; any thread. */
typedef struct
{
  gatomicrefcount ref_count;
  gint64 id; /* 0 = not stored yet */
  gint64 device_id;
  guint n_columns;
  double *factors; /* per column: 10^digits; owned */
  DwHistoryColumn columns[];
} DwHistoryLayout;

DwHistoryLayout *dw_history_layout_new (gint64 id, gint64 device_id, const DwHistoryColumn *columns, guint n_columns);
DwHistoryLayout *dw_history_layout_ref (DwHistoryLayout *self);
void dw_history_layout_unref (DwHistoryLayout *self);

/* The columns of both, each once; digits are the larger, the period is the longer. */
DwHistoryLayout *dw_history_layout_unite (const DwHistoryLayout *a, const DwHistoryLayout *b);
gboolean dw_history_layout_equals (const DwHistoryLayout *self, const DwHistoryColumn *columns, guint n_columns);
/* -1 when there is none. */
int dw_history_layout_find (const DwHistoryLayout *self, const char *name);
/* "residual_current:0:5000;…", and back; NULL with error when it makes no sense. */
char *dw_history_layout_to_text (const DwHistoryLayout *self);
DwHistoryLayout *dw_history_layout_from_text (gint64 id, gint64 device_id, const char *text, GError **error);
/* FALSE with error naming the column: no name, a name twice, a character that is none of a point's, too many digits. */
gboolean dw_history_columns_check (const DwHistoryColumn *columns, guint n_columns, GError **error);

/* The longest time a sample of that period stands for: two periods; a minute's period where it is unknown. */
#define DW_HISTORY_UNKNOWN_PERIOD_MS 60000
static inline gint64
dw_history_period_cap_ms (int period_ms)
{
  return 2 * (gint64)(period_ms > 0 ? period_ms : DW_HISTORY_UNKNOWN_PERIOD_MS);
}

static inline gint64
dw_history_column_cap_ms (const DwHistoryColumn *column)
{
  return dw_history_period_cap_ms (column->period_ms);
}

double dw_history_digits_divisor (guint8 digits);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwHistoryLayout, dw_history_layout_unref)

G_END_DECLS
