// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A short message over the page. anywhere: a widget of the window. */
void dw_toast_show (GtkWidget *anywhere, const char *text);
/* With one button that activates the action (full name "alarm.unacknowledge") with target (floating is eaten, may be NULL). seconds 0 = until dismissed. */
void dw_toast_show_action (GtkWidget *anywhere, const char *text, const char *button, const char *action, GVariant *target, guint seconds);

G_END_DECLS
