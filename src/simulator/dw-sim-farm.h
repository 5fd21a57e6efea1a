// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* For polling measurements: so many Modbus TCP gateways with units 1…n_units each, that all show one image of an ARCM300T (blocks A and B of the
 * map: 60 registers and a few more). One thread, epoll, as little work as possible. Prints the same ready line as a scenario and runs until
 * SIGTERM, SIGINT or, with exit_with_stdin, the end of stdin. Returns an exit status. */
int dw_sim_farm_run (const char *n_gateways, const char *n_units, int delay_ms, gboolean exit_with_stdin);

G_END_DECLS
