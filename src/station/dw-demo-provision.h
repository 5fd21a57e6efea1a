// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <json-glib/json-glib.h>

#include "dw-clock.h"

G_BEGIN_DECLS

/* Who sits at the desk of the demonstration. */
#define DW_DEMO_GUARD "W03"

/* scenario: the scenario file; ready: the simulator's first line with its ports. See dw-demo.h. */
gboolean dw_demo_provision_folder (JsonNode *scenario, JsonNode *ready, const char *dir, DwClock *clock, GError **error);

G_END_DECLS
