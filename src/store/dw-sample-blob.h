// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-history.h"
#include "dw-reading.h"

G_BEGIN_DECLS

/* The values of one report as bytes, and back. Pure. */
GByteArray *dw_sample_blob_encode (const DwReport *report);
/* Number of columns in the blob, -1 when it makes no sense. */
int dw_sample_blob_count (const guint8 *bytes, gsize length);
/* Writes at most n_columns values and qualities; what the blob does not have is NaN and DW_QUALITY_NONE. FALSE when the bytes make no sense. */
gboolean dw_sample_blob_decode (const guint8 *bytes, gsize length, double *values, guint8 *qualities, guint n_columns);

G_END_DECLS
