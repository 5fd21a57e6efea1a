// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-sim-world.h"

G_BEGIN_DECLS

/* One line of the control line in, one JSON line out. No input or output of its own. */
typedef struct
{
  DwSimWorld *world;
  double *speed; /* world seconds per second */
  gboolean quit; /* set by "quit" */
} DwSimCommander;

/* New string without line end. */
char *dw_sim_command_run (DwSimCommander *self, const char *line);

G_END_DECLS
