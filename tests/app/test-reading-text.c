// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-reading-text.h"
#include "dw-test-device.h"

/* S0-18…S0-22 and the table of qualities: what a person sees of one reading. */

#define NOTHING "\u2014"

typedef struct
{
  const char *sentence;
  const char *point;
  double value;
  DwQuality quality;
  gint64 age_ms; /* -1 = never */
  DwLinkState link;
  const char *digits;
  DwQuality seen;
} Case;

static const Case cases[] = {
  { "a fresh value is shown as it is", "voltage_a", 228.44, DW_QUALITY_GOOD, 3000, DW_LINK_ONLINE, "228.4", DW_QUALITY_GOOD },
  { "the unit's decimals are fixed", "residual_current", 412.6, DW_QUALITY_GOOD, 3000, DW_LINK_ONLINE, "413", DW_QUALITY_GOOD },
  { "just two periods old is still good", "voltage_a", 228.4, DW_QUALITY_GOOD, 10000, DW_LINK_ONLINE, "228.4", DW_QUALITY_GOOD },
  { "older than two periods is old", "voltage_a", 228.4, DW_QUALITY_GOOD, 10001, DW_LINK_ONLINE, "228.4", DW_QUALITY_OLD },
  { "a device that does not answer has only old values", "voltage_a", 228.4, DW_QUALITY_GOOD, 100, DW_LINK_SILENT, "228.4", DW_QUALITY_OLD },
  { "a lost gateway makes values old at once", "voltage_a", 228.4, DW_QUALITY_GOOD, 100, DW_LINK_DOWN, "228.4", DW_QUALITY_OLD },
  { "a doubtful value stays doubtful while it is fresh", "voltage_a", 168.0, DW_QUALITY_DOUBTFUL, 3000, DW_LINK_ONLINE, "168.0", DW_QUALITY_DOUBTFUL },
  { "a doubtful value of a silent device is old, not doubtful", "voltage_a", 168.0, DW_QUALITY_DOUBTFUL, 3000, DW_LINK_SILENT, "168.0", DW_QUALITY_OLD },
  { "an estimate ages as well", "voltage_a", 230.0, DW_QUALITY_ESTIMATED, 60000, DW_LINK_ONLINE, "230.0", DW_QUALITY_OLD },
  { "what a person typed in does not age", "energy_active_import", 48213.6, DW_QUALITY_MANUAL, 9000000, DW_LINK_ONLINE, "48\u202f213.6", DW_QUALITY_MANUAL },
  { "a broken sensor shows no number", "temperature_4", 999, DW_QUALITY_SENSOR_FAULT, 1000, DW_LINK_ONLINE, NOTHING, DW_QUALITY_SENSOR_FAULT },
  { "never received shows no number", "voltage_a", 0, DW_QUALITY_GOOD, -1, DW_LINK_ONLINE, NOTHING, DW_QUALITY_NONE },
  { "not a number shows no number", "voltage_a", NAN, DW_QUALITY_GOOD, 1000, DW_LINK_ONLINE, NOTHING, DW_QUALITY_GOOD },
  { "an input is closed or open", "di_1", 1, DW_QUALITY_GOOD, 1000, DW_LINK_ONLINE, "Closed", DW_QUALITY_GOOD },
  { "a breaker between its ends is in travel", "breaker", 2, DW_QUALITY_GOOD, 1000, DW_LINK_ONLINE, "In travel", DW_QUALITY_GOOD },
  { "an output is active or not", "do_1", 0, DW_QUALITY_GOOD, 1000, DW_LINK_ONLINE, "Inactive", DW_QUALITY_GOOD },
};

static void
test_qualities (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      const char *const points[] = { c->point, NULL };
      g_autoptr (DwDevice) device = dw_test_device_new (1, "2AL1", points);
      gint64 now = DW_TEST_T0 + 100000000;
      DwReadingText text;

      g_test_message ("%s", c->sentence);
      dw_device_set_link (device, c->link, now - 50);
      if (c->age_ms >= 0)
        dw_test_device_set_value (device, c->point, c->value, c->quality, now - c->age_ms);
      dw_reading_text_make (device, dw_device_get_channel (device, 0), now, &text);
      g_assert_cmpstr (text.digits, ==, c->digits);
      g_assert_cmpint (text.quality, ==, c->seen);
      g_assert_cmpint (text.age_ms, ==, c->age_ms);
    }
}

static void
test_absent_channel (void)
{
  static const char *const points[] = { "voltage_a", NULL };
  g_autoptr (DwDevice) device = dw_test_device_new (1, "2AL1", points);
  DwReadingText text;

  dw_reading_text_make (device, NULL, DW_TEST_T0, &text);
  g_assert_cmpstr (text.digits, ==, NOTHING);
  g_assert_cmpint (text.quality, ==, DW_QUALITY_NONE);
}

typedef struct
{
  const char *sentence;
  double value, low, high;
  guint8 flags;
  const char *digits;
} RangeCase;

static const RangeCase ranges[] = {
  { "inside the range is a number", 412, 10, 3000, 0, "412" },
  { "below the range is said with a sign", 6, 10, 3000, 0, "\uff1c\u202f10" },
  { "above the range is said with a sign", 3200, 10, 3000, 0, "\uff1e\u202f3000" },
  { "the device's own over-range flag counts", 2999, 10, 3000, DW_REPORT_OVER, "\uff1e\u202f3000" },
  { "the device's own under-range flag counts", 11, 10, 3000, DW_REPORT_UNDER, "\uff1c\u202f10" },
  { "a range from zero has nothing below it", 0, 0, 3000, 0, "0" },
  { "an open range shows every number", 99999, NAN, NAN, 0, "99\u202f999" },
};

static void
test_ranges (void)
{
  static const char *const points[] = { "residual_current", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      g_autoptr (DwDevice) device = dw_test_device_new (1, "2AL1", points);
      DwChannel *channel = dw_device_get_channel (device, 0);
      DwReadingText text;

      g_test_message ("%s", ranges[i].sentence);
      channel->range_low = ranges[i].low;
      channel->range_high = ranges[i].high;
      channel->flags = ranges[i].flags;
      dw_test_device_set_value (device, "residual_current", ranges[i].value, DW_QUALITY_GOOD, DW_TEST_T0);
      dw_reading_text_make (device, channel, DW_TEST_T0 + 1000, &text);
      g_assert_cmpstr (text.digits, ==, ranges[i].digits);
    }
}

static void
test_words (void)
{
  static const char *const points[] = { "voltage_a", NULL };
  g_autoptr (DwDevice) device = dw_test_device_new (1, "2AL1", points);
  DwReadingText text;
  g_autofree char *words = NULL, *unit = NULL;

  dw_test_device_set_value (device, "voltage_a", 228.4, DW_QUALITY_GOOD, DW_TEST_T0);
  dw_reading_text_make (device, dw_device_get_channel (device, 0), DW_TEST_T0 + 3000, &text);
  words = dw_reading_text_describe (&text, DW_TEST_T0);
  unit = dw_reading_text_with_unit (&text, dw_device_get_channel (device, 0));
  g_assert_nonnull (strstr (words, "3 s ago"));
  g_assert_cmpstr (unit, ==, "228.4 V");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reading-text/old-is-never-live", test_qualities);
  g_test_add_func ("/reading-text/a-missing-channel-is-a-dash", test_absent_channel);
  g_test_add_func ("/reading-text/out-of-range-is-said-with-a-sign", test_ranges);
  g_test_add_func ("/reading-text/words-carry-age-and-unit", test_words);
  return g_test_run ();
}
