// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-page.h"

G_BEGIN_DECLS

/* Overview, the first page: what waits at the left (S1-17), the district on a map (S1-19), this month at the right (S1-18). */
#define DW_TYPE_OVERVIEW_PAGE (dw_overview_page_get_type ())
G_DECLARE_FINAL_TYPE (DwOverviewPage, dw_overview_page, DW, OVERVIEW_PAGE, DwPage)

G_END_DECLS
