// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-trend-table.h"

G_BEGIN_DECLS

/* Energy and cost of circuits as rows (S2-22, S3-49, S4-05): for each circuit its periods and their sum, with what each rate took, what it cost by which plan and step, how much of the time was read,
 * and in words what is doubtful. The figures are those of the card. What is not known is an empty cell with the reason beside it, never 0. */
typedef struct
{
  const char *name;
  const DwEnergyAnswer *answer; /* with periods */
} DwEnergyTableCircuit;

/* All borrowed for the call. period: what a period is called, "Day". tariff: whose prices the costs are of. What has not begun at now_ms has no row. */
DwTrendTable *dw_energy_table_new (const DwEnergyTableCircuit *circuits, guint n_circuits, const DwTariff *tariff, const char *period, gint64 now_ms, GTimeZone *zone);

G_END_DECLS
