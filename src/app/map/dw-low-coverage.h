// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-scope.h"
#include "dw-station.h"

G_BEGIN_DECLS

/* Devices of which the history knows less than 95 % of the last 24 hours (domain facts 13). One for each station, kept for all its windows: read on a worker, anew after a minute or for
 * another person. Signal "changed". Main thread. */
#define DW_TYPE_LOW_COVERAGE (dw_low_coverage_get_type ())
G_DECLARE_FINAL_TYPE (DwLowCoverage, dw_low_coverage, DW, LOW_COVERAGE, GObject)

/* Borrowed: lives as long as the station. */
DwLowCoverage *dw_low_coverage_of (DwStation *station);
/* Asks when the answer is older than a minute; always when forced. */
void dw_low_coverage_refresh (DwLowCoverage *self, gint64 now_ms, gboolean force);

typedef struct
{
  DwDevice *device; /* owned */
  double coverage;  /* 0…1 */
} DwLowDevice;
/* Those of the scope, the worst first: array of DwLowDevice, free it. */
GPtrArray *dw_low_coverage_list (DwLowCoverage *self, DwScope *scope);

G_END_DECLS
