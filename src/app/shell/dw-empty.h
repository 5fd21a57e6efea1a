// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The empty page: icon, what is not there, why, and at most one thing to do about it. */
#define DW_TYPE_EMPTY (dw_empty_get_type ())
G_DECLARE_FINAL_TYPE (DwEmpty, dw_empty, DW, EMPTY, GtkBox)

GtkWidget *dw_empty_new (void);
/* icon "ok" is the green ring of a quiet system. reason may be NULL; action_label with a detailed action name, or both NULL. */
void dw_empty_set (DwEmpty *self, const char *icon, const char *title, const char *reason, const char *action_label, const char *action);

G_END_DECLS
