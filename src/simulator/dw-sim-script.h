// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-sim-scenario.h"

G_BEGIN_DECLS

/* Runs the script of a scenario in world time, and again after a pause of uneven length when the scenario says so. */
typedef struct
{
  DwSimScenario *scenario; /* borrowed */
  GRand *rand;
  guint next;     /* entry that comes next */
  double round_s; /* when this round began, since the start of the world */
  double stretch; /* later rounds do not keep the times of the first */
} DwSimScript;

void dw_sim_script_init (DwSimScript *self, DwSimScenario *scenario);
void dw_sim_script_clear (DwSimScript *self);
/* Applies what is due. */
void dw_sim_script_run (DwSimScript *self);

G_END_DECLS
