// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Samples of one device: n_columns values a row in the order of its channels, NaN where missing; times ascending. */
typedef struct
{
  guint n_rows;
  guint n_columns;
  gint64 *times_ms;
  double *values;    /* row after row */
  guint8 *qualities; /* DwQuality, as values */
} DwHistory;

void dw_history_free (DwHistory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwHistory, dw_history_free)

G_END_DECLS
