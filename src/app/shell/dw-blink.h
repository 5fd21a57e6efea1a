// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-symbol.h"

G_BEGIN_DECLS

/* One 2 Hz clock per display drives every ring, so that all blink in phase; it stands still while nobody blinks. With reduced motion (the desktop's animations are off)
 * nothing blinks and the ring is drawn double. */
/* Redraws the widget at each turn until unwatch; call them in map and unmap. Watching twice is one watch. */
void dw_blink_watch (GtkWidget *widget);
void dw_blink_unwatch (GtkWidget *widget);
/* How a ring is drawn now. */
DwRing dw_blink_get_ring (GtkWidget *widget);

G_END_DECLS
