// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-test-device.h"

#include <math.h>

DwDevice *
dw_test_device_new (gint64 id, const char *name, const char *const *points)
{
  DwDevice *device = dw_device_new (id, name);
  g_autoptr (GArray) channels = g_array_new (FALSE, TRUE, sizeof (DwChannel));

  for (guint i = 0; points[i] != NULL; i++)
    {
      DwChannel channel = { .period_ms = 5000, .range_low = NAN, .range_high = NAN, .device_limit = NAN };

      g_strlcpy (channel.name, points[i], sizeof channel.name);
      g_assert_true (dw_point_from_name (points[i], &channel.point));
      channel.decimals = (guint8)dw_quantity_decimals (channel.point.quantity);
      dw_limit_init (&channel.limit);
      g_array_append_val (channels, channel);
    }
  dw_device_set_channels (device, (DwChannel *)(void *)channels->data, channels->len);
  dw_device_set_class (device, "detector");
  dw_device_set_link (device, DW_LINK_ONLINE, DW_TEST_T0);
  dw_device_set_last_seen_ms (device, DW_TEST_T0);
  return device;
}

void
dw_test_device_set_value (DwDevice *device, const char *point, double value, DwQuality quality, gint64 time_ms)
{
  DwChannel *channel = dw_device_find_channel (device, point);

  g_assert_nonnull (channel);
  channel->reading = (DwReading){ .value = value, .time_ms = time_ms, .quality = quality };
}
