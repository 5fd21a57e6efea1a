// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-meter-sheet.h"

#include <math.h>

/* What people type about a replaced meter: a local time and two readings, which may be unknown (domain facts 3). */

static const struct
{
  const char *text, *zone;
  gint64 time_ms; /* 0 = no time */
} times[] = {
  { "2026-11-19 14:30", "Asia/Shanghai", 1795069800000 },
  { "  2026-11-19 14:30:05 ", "Asia/Shanghai", 1795069805000 },
  { "2026-11-19 06:30", "UTC", 1795069800000 },
  { "", "UTC", 0 },
  { "2026-11-19", "UTC", 0 },
  { "2026-11-19T14:30", "UTC", 0 },
  { "2026-02-30 10:00", "UTC", 0 },
  { "2026-11-19 24:30", "UTC", 0 },
  { "2026-11-19 14.30", "UTC", 0 },
  { "19/11/2026 14:30", "UTC", 0 },
  { "２０２６-11-19 14:30", "UTC", 0 },
  { "yesterday at noon", "UTC", 0 },
};

static void
test_times (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (times[i].zone);

      g_test_message ("\"%s\"", times[i].text);
      g_assert_cmpint (dw_meter_parse_time (times[i].text, zone), ==, times[i].time_ms);
    }
}

static const struct
{
  const char *text;
  gboolean fine;
  double kwh;
} readings[] = {
  { "1234.5", TRUE, 1234.5 },
  { " 0 ", TRUE, 0 },
  { "98765,43", TRUE, 98765.43 },
  { "", TRUE, NAN },
  { "   ", TRUE, NAN },
  { "12,345.6", FALSE, 0 },
  { "-5", FALSE, 0 },
  { "1e3", FALSE, 0 },
  { "nan", FALSE, 0 },
  { "inf", FALSE, 0 },
  { "0x10", FALSE, 0 },
  { "12 kWh", FALSE, 0 },
  { ".", FALSE, 0 },
  { "1.2.3", FALSE, 0 },
};

static void
test_readings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (readings); i++)
    {
      double kwh = -1;

      g_test_message ("\"%s\"", readings[i].text);
      g_assert_cmpint (dw_meter_parse_reading (readings[i].text, &kwh), ==, readings[i].fine);
      if (readings[i].fine && isnan (readings[i].kwh))
        g_assert_true (isnan (kwh));
      else if (readings[i].fine)
        g_assert_cmpfloat (kwh, ==, readings[i].kwh);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/meter-sheet/times", test_times);
  g_test_add_func ("/meter-sheet/readings", test_readings);
  return g_test_run ();
}
