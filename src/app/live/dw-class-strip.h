// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-device-order.h"

G_BEGIN_DECLS

/* The classes of device below a place with their counts per state (S1-23); pressing one shows only that class. Property "device-class" (NULL = all). */
#define DW_TYPE_CLASS_STRIP (dw_class_strip_get_type ())
G_DECLARE_FINAL_TYPE (DwClassStrip, dw_class_strip, DW, CLASS_STRIP, GtkBox)

GtkWidget *dw_class_strip_new (void);
void dw_class_strip_show (DwClassStrip *self, const DwBoardCounts *counts);
const char *dw_class_strip_get_class (DwClassStrip *self);
void dw_class_strip_reset (DwClassStrip *self);

G_END_DECLS
