// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-sim-world.h"

G_BEGIN_DECLS

/* Voltages and currents of the whole tree for this instant: loads up, voltages down, currents up. */
void dw_sim_electric_solve (DwSimWorld *world);
/* New noise and new own loads of each node; called once a step before solving. */
void dw_sim_electric_draw_loads (DwSimWorld *world);
/* Star of three admittances on three phase voltages without a neutral: where the star point goes. */
double complex dw_sim_electric_star_point (const double complex volts[DW_SIM_PHASES], const double complex siemens[DW_SIM_PHASES]);
/* Unit phasor of a phase. */
double complex dw_sim_electric_phasor (int phase);

G_END_DECLS
