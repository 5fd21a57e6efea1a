// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-clock.h"

G_BEGIN_DECLS

/* One 1 Hz timer per display for everything that shows an age or a countdown. A row registers in bind and leaves in unbind; call back sets a text only when it differs. */
typedef struct _DwTick DwTick;
typedef void (*DwTickFunc) (gint64 now_ms, gpointer data);

DwTick *dw_tick_get (GdkDisplay *display);
DwTick *dw_tick_of (GtkWidget *widget);
/* The station's clock; before that the system's. */
void dw_tick_set_clock (DwTick *self, DwClock *clock);
gint64 dw_tick_now_ms (DwTick *self);
/* Calls func about once a second (not at once). Returns an id, never 0. May be called from within func. */
guint dw_tick_watch (DwTick *self, DwTickFunc func, gpointer data);
void dw_tick_unwatch (DwTick *self, guint id);

G_END_DECLS
