// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-event-tally.h"
#include "dw-month-figures.h"

G_BEGIN_DECLS

/* For whom lines are counted: each place that the person sees within the scope belongs to its school, one above all schools to itself. A look at the tree at one moment. */
typedef struct
{
  GPtrArray *owners;  /* DwPlace, owned references, in the order of the tree */
  GArray *places;     /* DwTallyPlace: every place that is seen */
  GArray *n_circuits; /* guint, beside owners */
  GArray *n_devices;
  guint n_schools, n_installed; /* owners that are schools and seen themselves; of these with a device anywhere in them */
  GPtrArray *regions;           /* DwPlace, owned references: with a place that is seen; without a limit those below the scope */
} DwMonthMap;

/* place NULL = everything; person NULL = no limit. */
DwMonthMap *dw_month_map_new (DwPlaceTree *tree, DwPlace *place, const DwPerson *person);
void dw_month_map_free (DwMonthMap *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwMonthMap, dw_month_map_free)

/* Places at and below place that the person sees (NULL = everywhere); array of gint64. NULL = no limit at all: also what is at no place. */
GArray *dw_visible_places_list (DwPlaceTree *tree, const DwPerson *person, DwPlace *place);

/* tally: two spans, the month and what it is compared with. Pure. */
DwMonthFigures *dw_month_figures_new (const DwMonthMap *map, const DwMonthSpan *span, const DwEventTally *tally);
/* tally: a span for each month. edges: n_months + 1, copied. Pure. */
DwMonthTable *dw_month_table_new (const DwMonthMap *map, const gint64 *edges_ms, const DwEventTally *tally);

G_END_DECLS
