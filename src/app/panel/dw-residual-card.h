// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-alarm-list.h"
#include "dw-station.h"
#include "dw-trend.h"

G_BEGIN_DECLS

/* The main quantity of a device, large: residual current where there is one, else current, else power. Value, how far above the limit, peak, quality, bar, chart. */
#define DW_TYPE_RESIDUAL_CARD (dw_residual_card_get_type ())
G_DECLARE_FINAL_TYPE (DwResidualCard, dw_residual_card, DW, RESIDUAL_CARD, GtkWidget)

GtkWidget *dw_residual_card_new (void);
/* trend is borrowed and must outlive the next call; its span bounds what the chart can show, except a day, which the station is asked for. */
void dw_residual_card_set_station (DwResidualCard *self, DwStation *station);
void dw_residual_card_set_device (DwResidualCard *self, DwDevice *device, DwAlarmList *alarms, DwTrend *trend);
/* The point the card is about; NULL = the device measures nothing. */
const char *dw_residual_card_get_channel_name (DwResidualCard *self);
/* Leaves out peak and quality, which a narrow window has no room for; the quality is still in the value's mark and words. */
void dw_residual_card_set_narrow (DwResidualCard *self, gboolean narrow);
void dw_residual_card_update (DwResidualCard *self, gint64 now_ms);
void dw_residual_card_move (DwResidualCard *self, gint64 now_ms);

G_END_DECLS
