// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <adwaita.h>

#include "dw-station.h"

G_BEGIN_DECLS

/* The program: reads its options, opens the station, shows windows. */
#define DW_TYPE_APPLICATION (dw_application_get_type ())
G_DECLARE_FINAL_TYPE (DwApplication, dw_application, DW, APPLICATION, AdwApplication)

DwApplication *dw_application_new (void);
/* NULL before activation. */
DwStation *dw_application_get_station (DwApplication *self);
/* Exit status of the program: 1 when the station could not be opened or a picture is missing. */
int dw_application_get_status (DwApplication *self);

G_END_DECLS
