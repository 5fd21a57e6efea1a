// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-event.h"
#include "dw-place-tree.h"

G_BEGIN_DECLS

/* Event lines added up by kind, region and school (S0-07, S0-43, S1-18). Main thread; reads the tree, keeps references to the places it names. */
typedef struct
{
  DwPlace *place; /* owned */
  guint counts[DW_N_EVENT_KINDS];
  guint n_circuits; /* circuits of the tree, or devices where there are more of these */
} DwMonthPart;

typedef struct
{
  guint counts[DW_N_EVENT_KINDS];
  GPtrArray *regions; /* DwMonthPart, in the order of the tree: also those without a line */
  GPtrArray *schools; /* DwMonthPart with a line, the highest rate per 100 circuits first */
} DwMonthFigures;

/* events: array of DwEventRecord. place: within which regions are listed, NULL = everywhere. Lines of places that are gone count in the whole, in no part. */
DwMonthFigures *dw_month_figures_new (DwPlaceTree *tree, DwPlace *place, GPtrArray *events);
void dw_month_figures_free (DwMonthFigures *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwMonthFigures, dw_month_figures_free)

/* Sum over the kinds of the mask. */
guint dw_month_sum (const guint counts[DW_N_EVENT_KINDS], guint kinds);
/* Lines of all kinds per 100 circuits; NaN without circuits. */
double dw_month_part_get_rate (const DwMonthPart *self);

G_END_DECLS
