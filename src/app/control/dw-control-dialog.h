// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-control-desk.h"

G_BEGIN_DECLS

/* Remote control in four steps: choose, confirm, execute, feedback. A sheet above the page area, so that the alarm bar stays in sight; the desk decides everything,
 * the dialog only asks it. Opens with verb selected at once (the device is locked) when that is allowed, else at the list with the reason.
 * Leaving: Esc or Cancel give the lock back; a running command cannot be left. */
void dw_control_dialog_present (GtkWidget *anywhere, DwStation *station, DwDevice *device, DwVerb verb);

G_END_DECLS
