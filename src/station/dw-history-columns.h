// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-device.h"
#include "dw-history.h"
#include "dw-profile.h"

G_BEGIN_DECLS

/* What the history keeps of a device, in the order of its channels: name, period, and as many decimals as its registers can say. profile->n_points columns; free with g_free. */
DwHistoryColumn *dw_history_columns_new (DwDevice *device, const DwProfile *profile);

/* Decimals of a whole register times scale plus offset: 0.1 → 1, 0.25 → 2, 30 → 0; at most DW_HISTORY_MAX_DIGITS. Pure. */
guint8 dw_history_columns_count_digits (double scale, double offset);

G_END_DECLS
