// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-page.h"

G_BEGIN_DECLS

/* Hazards: the event table, current and past, with filters, acts on several lines, and the side panel. */
#define DW_TYPE_ALARM_PAGE (dw_alarm_page_get_type ())
G_DECLARE_FINAL_TYPE (DwAlarmPage, dw_alarm_page, DW, ALARM_PAGE, DwPage)

G_END_DECLS
