// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-toast.h"

#include <adwaita.h>

#include "dw-find.h"

static AdwToast *
toast_new (const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  return adw_toast_new (escaped);
}

static void
show (GtkWidget *anywhere, AdwToast *toast)
{
  GtkWidget *overlay = dw_find_in_window (anywhere, ADW_TYPE_TOAST_OVERLAY);

  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  else
    g_object_unref (toast);
}

void
dw_toast_show (GtkWidget *anywhere, const char *text)
{
  show (anywhere, toast_new (text));
}

void
dw_toast_show_action (GtkWidget *anywhere, const char *text, const char *button, const char *action, GVariant *target, guint seconds)
{
  AdwToast *toast = toast_new (text);

  adw_toast_set_button_label (toast, button);
  adw_toast_set_action_name (toast, action);
  adw_toast_set_action_target_value (toast, target);
  adw_toast_set_timeout (toast, seconds);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  show (anywhere, toast);
}
