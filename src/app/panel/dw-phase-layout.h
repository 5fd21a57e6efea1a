// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-device.h"
#include "dw-spark.h"

G_BEGIN_DECLS

/* Which rows and columns the table of electrical quantities has for one device: single phase, three-wire, four-wire, as its channels say (S0-23, S0-24, S0-34). Pure. */
#define DW_PHASE_COLUMNS 4
#define DW_PHASE_MAX_ROWS 16

typedef struct
{
  const char *name; /* translated: "Voltage U" */
  const char *unit;
  int channels[DW_PHASE_COLUMNS]; /* index of the channel, -1 = none; columns A, B, C, N or total */
  DwStroke strokes[DW_PHASE_COLUMNS];
  gboolean wide; /* one value in the last column, words in front of it (energy) */
} DwPhaseRow;

typedef struct
{
  DwPhaseRow rows[DW_PHASE_MAX_ROWS];
  guint n_rows;
  gboolean single_phase; /* one column instead of A, B, C */
  gboolean has_neutral;
} DwPhaseLayout;

void dw_phase_layout_make (DwDevice *device, DwPhaseLayout *layout);

G_END_DECLS
