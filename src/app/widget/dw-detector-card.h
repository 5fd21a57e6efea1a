// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-alarm-list.h"
#include "dw-device.h"

G_BEGIN_DECLS

/* One device at a glance, 240 × 178: symbol and name, place and age, up to three measures with bars, load and state. Drawn as a whole: a wall of cards must redraw in one frame. */
#define DW_TYPE_DETECTOR_CARD (dw_detector_card_get_type ())
G_DECLARE_FINAL_TYPE (DwDetectorCard, dw_detector_card, DW, DETECTOR_CARD, GtkWidget)

GtkWidget *dw_detector_card_new (void);
/* Follows the device's "changed" and the shared tick while it is mapped. place: words of the second line. device NULL lets go. */
void dw_detector_card_set_device (DwDetectorCard *self, DwDevice *device, DwAlarmList *alarms, const char *place);

G_END_DECLS
