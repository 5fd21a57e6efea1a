// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-station.h"

G_BEGIN_DECLS

/* The acts on one alarm, as actions of a window: alarm.acknowledge, alarm.unacknowledge, alarm.take-over, alarm.comment, alarm.locate, alarm.show-trend (target: id of the occurrence),
 * alarm.acknowledge-many and alarm.comment-many (target: ids; one reason is asked for all; urgent ones are left out of the first).
 * Outcome and refusal are shown as toasts. */
void dw_alarm_actions_install (GtkWidget *window, DwStation *station);

G_END_DECLS
