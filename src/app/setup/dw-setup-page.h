// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-page.h"

G_BEGIN_DECLS

/* Settings: gateways on the left, on the right connection, devices, units found by a scan, and the wire as it is. */
#define DW_TYPE_SETUP_PAGE (dw_setup_page_get_type ())
G_DECLARE_FINAL_TYPE (DwSetupPage, dw_setup_page, DW, SETUP_PAGE, DwPage)

G_END_DECLS
