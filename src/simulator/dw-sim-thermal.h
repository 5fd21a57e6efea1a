// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-sim-world.h"

G_BEGIN_DECLS

/* First-order step towards target, exact for any dt: rise' = target + (rise - target) · exp (-dt / tau). */
double dw_sim_thermal_follow (double value, double target, double dt_s, double tau_s);
/* Final rise over the box at that current: rise_k · joint · (I / rated)². */
double dw_sim_thermal_steady_rise (double rise_k, double joint, double current_a, double rated_a);
/* Indoor air of the hour and month, °C. */
double dw_sim_thermal_ambient (const DwSimWorld *world);
/* Moves box and cables of one node; dt_s = INFINITY settles. */
void dw_sim_thermal_step (const DwSimWorld *world, DwSimNode *node, double dt_s);

G_END_DECLS
