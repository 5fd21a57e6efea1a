// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-event-class.h"
#include "dw-person.h"
#include "dw-place-tree.h"

G_BEGIN_DECLS

/* Hazards and faults of a month by class, region and school (S0-03, S0-07, S0-43, S1-18). The numbers are counts of event lines under the conditions of the event list, so that the list
 * behind a number has as many lines. Main thread; keeps references to the places it names. */
typedef struct
{
  DwPlace *place; /* owned */
  guint counts[DW_N_EVENT_CLASSES];
  guint n_circuits; /* circuits that the person sees there, or devices where there are more of these */
} DwMonthPart;

typedef struct
{
  gint64 from_ms, to_ms;               /* half-open; to 0 = open, of the present month */
  gint64 before_from_ms, before_to_ms; /* as much of the month before: up to the same day and clock time, at most to its end */
} DwMonthSpan;

/* The local month of month_ms as seen at now_ms. A month that is over is compared with the whole month before. */
void dw_month_span_init (DwMonthSpan *self, gint64 month_ms, gint64 now_ms, GTimeZone *zone);

typedef struct
{
  DwMonthSpan span;
  guint counts[DW_N_EVENT_CLASSES]; /* also of lines at places that are gone, when nothing limits what is seen */
  guint before[DW_N_EVENT_CLASSES];
  GPtrArray *regions;           /* DwMonthPart, in the order of the tree: also those without a line */
  GPtrArray *schools;           /* DwMonthPart with a hazard, the highest rate per 100 circuits first */
  guint n_schools, n_installed; /* schools of the scope (or around it) that the person sees; of these with a device */
} DwMonthFigures;

void dw_month_figures_free (DwMonthFigures *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwMonthFigures, dw_month_figures_free)
/* Hazards per 100 circuits; NaN without circuits. */
double dw_month_part_get_rate (const DwMonthPart *self);

/* Month by month: the last n local months, by region and class. */
typedef struct
{
  guint n_months;
  gint64 *edges_ms;   /* n_months + 1 begins of months; the last month is open all the same */
  GPtrArray *regions; /* DwPlace, owned references */
  guint *counts;      /* month by month, region by region, class by class; after the regions one for lines in no region */
} DwMonthTable;

DwMonthTable *dw_month_table_copy (const DwMonthTable *self);
void dw_month_table_free (DwMonthTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwMonthTable, dw_month_table_free)
#define DW_MONTH_TABLE_ALL G_MAXUINT
/* Lines of the classes of the mask. region = regions->len: in no region; DW_MONTH_TABLE_ALL: everywhere. month DW_MONTH_TABLE_ALL: all months. */
guint dw_month_table_sum (const DwMonthTable *self, guint month, guint region, guint classes);
/* "2026-11"; new string. */
char *dw_month_table_format (const DwMonthTable *self, guint month, GTimeZone *zone);

G_END_DECLS
