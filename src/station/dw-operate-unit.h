// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-operate.h"

G_BEGIN_DECLS

/* Private to the station: the unit that a request from outside speaks of. A unit that is no device of the station is one for this command only. */
typedef struct
{
  gint64 gateway_id;
  gint64 device_id;
  gboolean transient;
  const char *obstacle; /* why it was refused: "wrong-unit", "wrong-profile", … */
} DwOperateUnit;

/* FALSE: DW_DESK_ERROR_REFUSED when the unit is another than the request believes, or cannot be had now; others when there is no such profile. */
gboolean dw_operate_unit_choose (DwStation *station, const DwOperateRequest *request, DwOperateUnit *unit, GError **error);
void dw_operate_unit_leave (DwStation *station, DwOperateUnit *unit);

G_END_DECLS
