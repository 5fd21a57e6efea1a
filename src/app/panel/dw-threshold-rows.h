// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-device.h"
#include "dw-place.h"

G_BEGIN_DECLS

/* The limits of a device for people: standard or organisation beside the device's own, equal ones of several phases in one row, and a note where a set value asks to be looked at. Pure. */
typedef struct
{
  char *name; /* "Voltage A B C" */
  const char *unit;
  DwLimit limit;
  double device_limit; /* NaN = not read back or none */
  int decimals;
  char *check; /* why the setting should be checked, NULL = fine */
} DwThresholdRow;

/* Array with free function. box: where it stands, NULL = unknown. */
GPtrArray *dw_threshold_rows_make (DwDevice *device, DwPlace *box);

/* GB 50116-2013 9.2.3 and GB 14287.2: a set value of residual current outside 300–500 mA at a first level board, or outside 20–1000 mA anywhere. New sentence or NULL. */
char *dw_threshold_check_residual (double set_ma, gboolean first_level);

G_END_DECLS
