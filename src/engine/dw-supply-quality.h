// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Figures of a three-phase supply from readings of one moment, in percent. Pure, any thread. Good readings only: NaN stands for one that is not there, and the answer is NaN
 * when something that is needed is missing, negative or zero throughout. Of a supply that is lost nothing can be said: whoever knows the nominal voltage asks not below a
 * tenth of it. */

/* GB/T 15543-2008, negative over positive sequence. Exact from the magnitudes of the three line voltages, provided they close a triangle (within 1 % of the longest, for rounded
 * readings); else NaN. */
double dw_supply_unbalance_of_lines (const double line_v[3]);
/* From the magnitudes of the phase voltages. Their angles are not known and taken for 120°: call the result approximate. */
double dw_supply_unbalance_of_phases (const double phase_v[3]);
/* The exact one where the line voltages allow it, else the approximate one. */
double dw_supply_voltage_unbalance (const double line_v[3], const double phase_v[3], gboolean *approximate);

/* (Imax − Imin) / Imax. NaN when no current flows. */
double dw_supply_current_unbalance (const double current_a[3]);
/* The largest of the phase currents over the rated current; n: phases that the device has. */
double dw_supply_load_rate (const double *current_a, guint n, double rated_a);
/* Active over apparent power as a factor, not in percent; its sign is that of the active power. Rounded readings may not give more than 1. */
double dw_supply_power_factor (double active_kw, double apparent_kva);

G_END_DECLS
