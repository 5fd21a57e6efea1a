// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One press from an object to its curve (S2-15, S2-19): everybody who can show a device or an alarm offers win.show-trend. */

/* Target of win.show-trend: "DEVICE_ID", "DEVICE_ID:CHANNEL" or "DEVICE_ID:CHANNEL@TIME_MS". channel: a point's name, NULL or "" = the device's own choice (the time is left
 * out then); time_ms: moment to look at, 0 = now. New string. */
char *dw_trend_link_make (gint64 device_id, const char *channel, gint64 time_ms);
/* Activates win.show-trend from a widget of a window. FALSE: no device, or a window without trends. */
gboolean dw_trend_link_follow (GtkWidget *widget, gint64 device_id, const char *channel, gint64 time_ms);
/* A small flat button with the icon alone. Set its target with dw_trend_link_point_to. */
GtkWidget *dw_trend_link_button_new (void);
/* name: what the trend is of, for people who do not see the row. device_id 0 hides the button: nothing was measured there. */
void dw_trend_link_point_to (GtkWidget *button, gint64 device_id, const char *channel, gint64 time_ms, const char *name);

G_END_DECLS
