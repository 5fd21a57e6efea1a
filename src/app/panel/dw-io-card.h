// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-device.h"

G_BEGIN_DECLS

/* Switched points with the names people gave them (S1-24), and how good the data of all points is. */
#define DW_TYPE_IO_CARD (dw_io_card_get_type ())
G_DECLARE_FINAL_TYPE (DwIoCard, dw_io_card, DW, IO_CARD, GtkWidget)

GtkWidget *dw_io_card_new (void);
void dw_io_card_set_device (DwIoCard *self, DwDevice *device);
void dw_io_card_update (DwIoCard *self, gint64 now_ms);

G_END_DECLS
