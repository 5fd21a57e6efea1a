// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <adwaita.h>

#include "dw-page.h"
#include "dw-sound.h"

G_BEGIN_DECLS

/* The window: header, alarm bar, rail, pages, status strip. A table of pages and the forwarding of actions, no work of its own. */
#define DW_TYPE_WINDOW (dw_window_get_type ())
G_DECLARE_FINAL_TYPE (DwWindow, dw_window, DW, WINDOW, AdwApplicationWindow)

/* sound is borrowed and must outlive the window. */
DwWindow *dw_window_new (GtkApplication *application, DwStation *station, DwSound *sound);
DwStation *dw_window_get_station (DwWindow *self);
/* NULL when there is no such page. */
DwPage *dw_window_find_page (DwWindow *self, const char *page_id);
const char *dw_window_get_page_id (DwWindow *self);
/* A few words behind "Demonstration" in the header; NULL = none. */
void dw_window_set_demo_note (DwWindow *self, const char *note);

G_END_DECLS
