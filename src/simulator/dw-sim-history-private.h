// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-sim-history.h"
#include "dw-sim-points.h"

G_BEGIN_DECLS

/* What the three files of the past share. A part of the world is what has lines of one period: schools are not joined by any line, so each part lives by itself. */
typedef struct
{
  DwSimScenario *scenario;
  GPtrArray *others;  /* nodes of the other parts, so that what names them finds them */
  GArray *happenings; /* DwSimHappening, by time */
  guint next;         /* of them */
  int period_s;
  struct _DwSimCounters *begun; /* by node: as the scenario begins */
  struct _DwSimCounters *at;    /* by node: when the meter was replaced, in the first life */
  struct _DwSimCounters *after; /* by node: what the new meter begins with, in the second */
  gboolean *is_short;           /* by node: its counters would have begun below zero */
} DwSimPart;

typedef struct
{
  gint64 time_ms;
  const DwSimScriptEntry *entry;
} DwSimHappening;

/* --- counters: dw-sim-history-counters.c --- */

typedef enum {
  DW_SIM_FIRST_LIFE, /* to learn what the counters gain */
  DW_SIM_SECOND_LIFE,
} DwSimLife;

/* Where the counters stand at the begin of the first life. */
void dw_sim_part_note_counters (DwSimPart *self);
/* At the begin of the second life: the counters go back by what they gained in the first, of which lived are the nodes. */
void dw_sim_part_set_counters_back (DwSimPart *self, const GPtrArray *lived);
/* A new meter with its own reading. The entry's reading is the last of the old one. */
void dw_sim_part_replace_meter (DwSimPart *self, const DwSimScriptEntry *entry, DwSimLife life);
void dw_sim_part_clear_counters (DwSimPart *self);

/* --- lines: dw-sim-history-lines.c --- */

typedef struct
{
  GPtrArray *columns;                        /* names, borrowed */
  const DwSimPoint **cells[DW_SIM_N_MODELS]; /* the model's point of each column, NULL = none */
  GString *text;
  GOutputStream *out;
} DwSimLines;

void dw_sim_lines_init (DwSimLines *self, GOutputStream *out);
/* nodes: everybody who will have lines. */
void dw_sim_lines_add_columns (DwSimLines *self, const GPtrArray *nodes);
void dw_sim_lines_write_header (DwSimLines *self);
/* One line for each device that speaks, at the world's time. */
gboolean dw_sim_lines_write (DwSimLines *self, const DwSimPart *part, GError **error);
gboolean dw_sim_lines_finish (DwSimLines *self, GError **error);
void dw_sim_lines_clear (DwSimLines *self);

G_END_DECLS
