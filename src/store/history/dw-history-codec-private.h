// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-history-codec.h"

G_BEGIN_DECLS

/* What reading and writing of runs share; the format stands in dw-history-codec.c. */

#define DW_RUN_BLOCK 64
#define DW_RUN_TAG_BITS 6
#define DW_RUN_TAG_PACKED 41
#define DW_RUN_MOST_K 39
#define DW_RUN_ESCAPE 20

typedef enum {
  DW_RUN_GUESS_CONST,
  DW_RUN_GUESS_MID,
  DW_RUN_GUESS_LAST,
  DW_RUN_GUESS_MEAN4,
  DW_RUN_GUESS_DRIFT,
  DW_RUN_GUESS_GRID,
  DW_RUN_N_GUESSES,
} DwRunGuess;

#define DW_RUN_CODING_SHIFT 4
#define DW_RUN_CODING_BLOCKS 0
#define DW_RUN_CODING_RUNS 1

typedef struct
{
  DwRunGuess guess;
  gint64 first;
  gint64 step;
} DwRunPlan;

static inline gint64
dw_run_quarter (guint64 sum)
{
  return (gint64)sum >> 2;
}

G_END_DECLS
