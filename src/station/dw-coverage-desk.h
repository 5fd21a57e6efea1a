// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-station.h"

G_BEGIN_DECLS

/* How much of a span the history knows of each device (domain facts 13): the time that good samples of its quickest channel stand for, of the span. A device that is younger than the span counts
 * from its first sample. Asked on the main thread, read on the worker of the trends, for the devices that the person who sits here may see. */
typedef struct
{
  gint64 device_id;
  double coverage; /* 0…1; a device that never had a sample has 0 */
} DwCoverage;

#define DW_COVERAGE_ENOUGH 0.95

/* place NULL = everywhere. Errors: G_IO_ERROR_INVALID_ARGUMENT, G_IO_ERROR_NOT_FOUND (no history), the history's. */
void dw_coverage_desk_query_async (DwStation *station, DwPlace *place, gint64 from_ms, gint64 to_ms, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Array of DwCoverage in the order of the tree. finish does not look at the station. */
GArray *dw_coverage_desk_query_finish (DwStation *station, GAsyncResult *result, GError **error);
/* Mean over the devices; NaN without any. */
double dw_coverage_mean (const GArray *coverages);

G_END_DECLS
