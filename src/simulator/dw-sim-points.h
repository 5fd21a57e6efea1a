// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-sim-world.h"

G_BEGIN_DECLS

/* What a device measures, in the workstation's names and units: for the past that is written as text (dw-sim-history.h), where no registers are. Positions and other states are not among them. */
typedef struct
{
  const char *name;
  guint8 digits; /* decimals that its registers can say */
  double scale;  /* value = get · scale; get speaks of V, A, W, var, VA, mA, °C, Hz, kWh */
  double (*get) (const DwSimWorld *world, const DwSimNode *node, int index);
  int index;
  gboolean is_counter;
} DwSimPoint;

typedef struct
{
  const DwSimPoint *points;
  guint n_points;
} DwSimPoints;

#define DW_SIM_POINT_PHASES(name, digits, scale, get) \
  { name "_a", digits, scale, get, 0, FALSE }, { name "_b", digits, scale, get, 1, FALSE }, { name "_c", digits, scale, get, 2, FALSE }

extern const DwSimPoints dw_sim_arcm_points;
extern const DwSimPoints dw_sim_lx47_points;
extern const DwSimPoints dw_sim_adl400_points;
extern const DwSimPoints dw_sim_dtsu666_points;

G_END_DECLS
