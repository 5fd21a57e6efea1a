// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-device.h"

G_BEGIN_DECLS

/* A device by hand: the named points as channels with a period of 5 s, on line since T0, no reading yet. */
#define DW_TEST_T0 G_GINT64_CONSTANT (1795170000000)

DwDevice *dw_test_device_new (gint64 id, const char *name, const char *const *points);
void dw_test_device_set_value (DwDevice *device, const char *point, double value, DwQuality quality, gint64 time_ms);

G_END_DECLS
