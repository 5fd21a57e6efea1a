// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-history-columns.h"

#include <math.h>

/* A scale is written by people with a few decimals: what differs less than this is rounding. */
#define ROUNDING 1e-9
/* Floats have no resolution of their own: two decimals more than are shown keep every digit that a meter of class 0.5 can mean. */
#define FLOAT_EXTRA_DIGITS 2

static gboolean
is_whole (double value)
{
  return fabs (value - round (value)) <= ROUNDING * MAX (1, fabs (value));
}

guint8
dw_history_columns_count_digits (double scale, double offset)
{
  double power = 1;

  for (guint8 digits = 0; digits < DW_HISTORY_MAX_DIGITS; digits++, power *= 10)
    if (is_whole (scale * power) && is_whole (offset * power))
      return digits;
  return DW_HISTORY_MAX_DIGITS;
}

static guint8
find_digits (const DwProfilePoint *point)
{
  if (point->type == DW_REGISTER_F32)
    return MIN ((guint8)(point->decimals + FLOAT_EXTRA_DIGITS), DW_HISTORY_MAX_DIGITS);
  return dw_history_columns_count_digits (point->scale, point->offset_value);
}

DwHistoryColumn *
dw_history_columns_new (DwDevice *device, const DwProfile *profile)
{
  DwHistoryColumn *columns = g_new0 (DwHistoryColumn, MAX (profile->n_points, 1));

  for (guint i = 0; i < profile->n_points; i++)
    {
      const DwChannel *channel = dw_device_get_channel (device, i);

      g_strlcpy (columns[i].name, channel->name, sizeof columns[i].name);
      columns[i].digits = find_digits (&profile->points[i]);
      columns[i].period_ms = channel->period_ms;
    }
  return columns;
}
