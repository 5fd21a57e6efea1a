// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

#include "dw-sim-scenario.h"

G_BEGIN_DECLS

/* The past of a scenario's devices, lived through quickly by the same world and written as the wide CSV that dianweictl history import reads: time (ms since 1970), device
 * ("GW-01/17"), one column for each point that any of them measures. A device that is silent has no line, a probe that is not there an empty cell.
 *
 * The world lives twice: first to learn what the counters gain, then from as much less, so that they end at the readings with which the scenario begins. A counter that
 * would have begun below zero has no cells. Equal scenario, seed and options give equal bytes. */
typedef struct
{
  gint64 seed;         /* < 0: the file's */
  gint64 end_ms;       /* the last line; cut to a whole second */
  int days;            /* 1…DW_SIM_HISTORY_MAX_DAYS */
  int period_s;        /* between the lines of a device, 1…3600 */
  int recent_period_s; /* in the hour that holds the end, and in the one before: where people look closely; 0 = period_s */
  int utc_offset_min;  /* of the school; G_MAXINT = the file's */
} DwSimHistoryOptions;

#define DW_SIM_HISTORY_MAX_DAYS 400

/* Blocking. Errors: the scenario's (dw-sim-scenario.h), G_IO_ERROR_INVALID_ARGUMENT naming the option that is out of range, and the stream's. */
gboolean dw_sim_history_write (const char *scenario_path, const DwSimHistoryOptions *options, GOutputStream *out, GError **error);

G_END_DECLS
