// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-device.h"

G_BEGIN_DECLS

/* The large residual current bar with scale and words. */
#define DW_TYPE_RC_BAR_VIEW (dw_rc_bar_view_get_type ())
G_DECLARE_FINAL_TYPE (DwRcBarView, dw_rc_bar_view, DW, RC_BAR_VIEW, GtkWidget)

GtkWidget *dw_rc_bar_view_new (void);
/* channel NULL: an empty bar. */
void dw_rc_bar_view_show (DwRcBarView *self, DwDevice *device, const DwChannel *channel, gint64 now_ms);

G_END_DECLS
