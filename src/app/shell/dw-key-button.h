// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A button with icon, text and the cap of its key. Properties "icon", "text", "key" (NULL = none). The cap is hidden in narrow windows.
 * The text is its accessible name. */
#define DW_TYPE_KEY_BUTTON (dw_key_button_get_type ())
G_DECLARE_FINAL_TYPE (DwKeyButton, dw_key_button, DW, KEY_BUTTON, GtkButton)

GtkWidget *dw_key_button_new (const char *icon, const char *text, const char *key);
void dw_key_button_set_text (DwKeyButton *self, const char *text);
void dw_key_button_set_icon (DwKeyButton *self, const char *icon);
/* reason: the verb makes sense but is not allowed: dashed, a lock, the reason as tooltip and description. It stays pressable: the refusal says the reason. NULL = allowed. */
void dw_key_button_set_blocked (DwKeyButton *self, const char *reason);

G_END_DECLS
