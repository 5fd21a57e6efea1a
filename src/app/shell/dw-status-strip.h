// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-station.h"

G_BEGIN_DECLS

/* The strip at the bottom: how old the data is, gateways, what waits to be written, disk, the longest halt of the main loop, the clock. What is not normal gets a symbol. */
#define DW_TYPE_STATUS_STRIP (dw_status_strip_get_type ())
G_DECLARE_FINAL_TYPE (DwStatusStrip, dw_status_strip, DW, STATUS_STRIP, GtkBox)

void dw_status_strip_set_station (DwStatusStrip *self, DwStation *station);

G_END_DECLS
