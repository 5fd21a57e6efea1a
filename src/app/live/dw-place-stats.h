// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-alarm-list.h"
#include "dw-person.h"
#include "dw-place-tree.h"
#include "dw-symbol.h"

G_BEGIN_DECLS

/* Figures of one place for tiles and tables (S1-22). Pure. */
typedef struct
{
  guint alarms, faults;                 /* occurrences not yet back to normal and acknowledged; what is shelved, suppressed or out of service is not counted */
  guint alarm_priority, fault_priority; /* the highest of those, 0 = none */
  guint boxes, devices, online;
  double load_percent; /* the most loaded device, NaN = unknown */
  gboolean load_old;
  guint priority; /* symbol of the place */
  DwSymbolState state;
} DwPlaceStats;

/* place NULL = everything. person: whose scope counts, NULL = no limit. */
void dw_place_stats_make (DwPlaceTree *tree, DwAlarmList *alarms, DwPlace *place, const DwPerson *person, gint64 now_ms, DwPlaceStats *stats);
/* Largest load rate of the devices at and below the place, fresh ones first; NaN = none is known. */
double dw_place_stats_find_load (DwPlaceTree *tree, DwPlace *place, gint64 now_ms, gboolean *old);
/* The worst symbol of a roll-up. */
void dw_rollup_get_symbol (const DwRollup *rollup, guint *priority, DwSymbolState *state);
/* Share of devices on line with one decimal, "—" without devices. New string. */
char *dw_place_stats_online_text (const DwPlaceStats *stats);

G_END_DECLS
