// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-station.h"

G_BEGIN_DECLS

/* The three buttons at the right of the header, each a menu button with a symbol (shown when something is not normal), an icon and a text that follows the station. */
/* Gateways on line of all; the popover lists each: state, last data, delay, waiting, errors. */
GtkWidget *dw_connection_button_new (DwStation *station);
/* Sound on, silenced for how long, off, no sound device. */
typedef struct _DwSound DwSound;
GtkWidget *dw_sound_button_new (DwStation *station, DwSound *sound);
/* Who sits here; menu with role, night look, new window, shortcuts. */
GtkWidget *dw_person_button_new (DwStation *station);

/* The common face. The button keeps it as data; text and priority may be set as often as one likes. */
GtkWidget *dw_header_button_new (const char *icon, gboolean boxed);
void dw_header_button_set (GtkWidget *button, const char *text, guint priority);

G_END_DECLS
