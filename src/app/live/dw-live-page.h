// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-page.h"

G_BEGIN_DECLS

/* The page 实时: tree of places and project page, or the panel of one device over the whole width.
 * Adds to the window's actions, so that D-Bus and tests reach them: control (string: word of a verb, for the device shown), next-device, previous-device, close-device,
 * project-tab (string: overview, devices, oneline, records), show-devices (string: all, abnormal, off-line), device-view (string: cards, table),
 * toggle-abnormal. */
#define DW_TYPE_LIVE_PAGE (dw_live_page_get_type ())
G_DECLARE_FINAL_TYPE (DwLivePage, dw_live_page, DW, LIVE_PAGE, DwPage)

G_END_DECLS
