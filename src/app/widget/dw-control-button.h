// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A verb that changes something in the field: icon, verb, key cap or condition; 34 high. Blocked: dashed, lock icon, the reason as second line, 40 high, and still
 * focusable so that the reason can be read; pressing it then only says the reason again (signal "blocked" with the reason). */
#define DW_TYPE_CONTROL_BUTTON (dw_control_button_get_type ())
G_DECLARE_FINAL_TYPE (DwControlButton, dw_control_button, DW, CONTROL_BUTTON, GtkButton)

/* key: words of the key cap, NULL = none. */
GtkWidget *dw_control_button_new (const char *icon, const char *verb, const char *key);
/* The act behind it while it is not blocked. */
void dw_control_button_set_act (DwControlButton *self, const char *action, GVariant *target);
/* reason NULL = free. note: a condition at the right of a free button ("two persons"), NULL = none. */
void dw_control_button_set_blocked (DwControlButton *self, const char *reason, const char *note);
/* NULL = free. */
const char *dw_control_button_get_reason (DwControlButton *self);

G_END_DECLS
