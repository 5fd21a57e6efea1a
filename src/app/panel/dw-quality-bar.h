// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-device-summary.h"

G_BEGIN_DECLS

/* How many points are good, old, doubtful, faulty, without value: a stacked bar and the counts. */
#define DW_TYPE_QUALITY_BAR (dw_quality_bar_get_type ())
G_DECLARE_FINAL_TYPE (DwQualityBar, dw_quality_bar, DW, QUALITY_BAR, GtkWidget)

GtkWidget *dw_quality_bar_new (void);
void dw_quality_bar_show (DwQualityBar *self, const DwDeviceSummary *summary);

G_END_DECLS
