// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-device.h"

/* A device: channels by name, readings that survive a new set-up, and the age of what it says (domain facts 13). */

#define NOW_MS G_GINT64_CONSTANT (1700000000000)

static DwChannel
make_channel (const char *name,
              int period_ms)
{
  DwChannel channel = { .period_ms = period_ms, .device_limit = NAN };

  g_strlcpy (channel.name, name, sizeof channel.name);
  g_assert_true (dw_point_from_name (name, &channel.point));
  dw_limit_init (&channel.limit);
  return channel;
}

static DwDevice *
make_device (void)
{
  DwDevice *device = dw_device_new (7, "2AL1");
  DwChannel channels[] = { make_channel ("residual_current", 2000), make_channel ("voltage_a", 10000) };

  dw_device_set_channels (device, channels, G_N_ELEMENTS (channels));
  return device;
}

static void
channels_are_found_by_name (void)
{
  g_autoptr (DwDevice) device = make_device ();

  g_assert_cmpint (dw_device_find_channel_index (device, "voltage_a"), ==, 1);
  g_assert_true (dw_device_find_channel (device, "voltage_a") == dw_device_get_channel (device, 1));
  g_assert_cmpint (dw_device_find_channel_index (device, "voltage_b"), ==, -1);
  g_assert_null (dw_device_find_channel (device, ""));
  g_assert_cmpuint (dw_device_get_n_channels (device), ==, 2);
}

static void
the_shortest_period_is_the_device_s (void)
{
  g_autoptr (DwDevice) device = make_device ();

  g_assert_cmpint (dw_device_get_period_ms (device), ==, 2000);
  dw_device_set_channels (device, NULL, 0);
  g_assert_cmpint (dw_device_get_period_ms (device), ==, 0);
}

static void
readings_survive_new_channels (void)
{
  g_autoptr (DwDevice) device = make_device ();
  DwChannel fresh[] = { make_channel ("voltage_b", 1000), make_channel ("residual_current", 1000) };

  dw_device_get_channel (device, 0)->reading = (DwReading){ 42, NOW_MS, DW_QUALITY_GOOD };
  dw_device_get_channel (device, 0)->device_limit = 300;
  dw_device_set_channels (device, fresh, G_N_ELEMENTS (fresh));

  g_assert_cmpfloat (dw_device_find_channel (device, "residual_current")->reading.value, ==, 42);
  g_assert_cmpfloat (dw_device_find_channel (device, "residual_current")->device_limit, ==, 300);
  g_assert_cmpint (dw_device_find_channel (device, "residual_current")->period_ms, ==, 1000);
  g_assert_cmpint (dw_device_find_channel (device, "voltage_b")->reading.quality, ==, DW_QUALITY_NONE);
  g_assert_null (dw_device_find_channel (device, "voltage_a"));
}

static void
age_and_link_decide_the_quality_shown (void)
{
  static const struct
  {
    const char *sentence;
    DwQuality quality;
    DwLinkState link;
    int age_ms;
    DwQuality shown;
  } rows[] = {
    { "fresh and on line", DW_QUALITY_GOOD, DW_LINK_ONLINE, 0, DW_QUALITY_GOOD },
    { "exactly two periods", DW_QUALITY_GOOD, DW_LINK_ONLINE, 4000, DW_QUALITY_GOOD },
    { "more than two periods", DW_QUALITY_GOOD, DW_LINK_ONLINE, 4001, DW_QUALITY_OLD },
    { "fresh but the device went silent", DW_QUALITY_GOOD, DW_LINK_SILENT, 0, DW_QUALITY_OLD },
    { "fresh but the gateway is gone", DW_QUALITY_GOOD, DW_LINK_DOWN, 0, DW_QUALITY_OLD },
    { "known from before the start", DW_QUALITY_GOOD, DW_LINK_UNKNOWN, 0, DW_QUALITY_OLD },
    { "never received stays never received", DW_QUALITY_NONE, DW_LINK_DOWN, 99999, DW_QUALITY_NONE },
    { "a sensor fault stays one", DW_QUALITY_SENSOR_FAULT, DW_LINK_ONLINE, 99999, DW_QUALITY_SENSOR_FAULT },
    { "doubtful stays doubtful", DW_QUALITY_DOUBTFUL, DW_LINK_ONLINE, 0, DW_QUALITY_DOUBTFUL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DwDevice) device = make_device ();
      DwChannel *channel = dw_device_get_channel (device, 0);

      g_test_message ("%s", rows[i].sentence);
      dw_device_set_link (device, rows[i].link, NOW_MS);
      channel->reading = (DwReading){ 1, NOW_MS - rows[i].age_ms, rows[i].quality };
      g_assert_cmpint (dw_device_channel_quality (device, channel, NOW_MS), ==, rows[i].shown);
    }
}

static void
link_time_is_that_of_the_change (void)
{
  g_autoptr (DwDevice) device = make_device ();

  dw_device_set_link (device, DW_LINK_ONLINE, NOW_MS);
  dw_device_set_link (device, DW_LINK_ONLINE, NOW_MS + 5);
  g_assert_cmpint (dw_device_get_link_since_ms (device), ==, NOW_MS);
  dw_device_set_link (device, DW_LINK_SILENT, NOW_MS + 9);
  g_assert_cmpint (dw_device_get_link_since_ms (device), ==, NOW_MS + 9);
}

static void
count_cb (gpointer object,
          guint *n_calls)
{
  (*n_calls)++;
}

static void
changed_is_said_only_when_asked (void)
{
  g_autoptr (DwDevice) device = make_device ();
  guint n_calls = 0;

  g_signal_connect (device, "changed", G_CALLBACK (count_cb), &n_calls);
  dw_device_set_name (device, "2AL2");
  dw_device_set_alarm (device, 1, TRUE);
  g_assert_cmpuint (n_calls, ==, 0);
  dw_device_emit_changed (device);
  g_assert_cmpuint (n_calls, ==, 1);
}

static void
words_of_quality_go_both_ways (void)
{
  DwQuality quality;

  for (guint i = DW_QUALITY_NONE; i <= DW_QUALITY_ESTIMATED; i++)
    {
      g_assert_true (dw_quality_from_word (dw_quality_word (i), &quality));
      g_assert_cmpint (quality, ==, i);
    }
  g_assert_cmpstr (dw_quality_word (DW_QUALITY_SENSOR_FAULT), ==, "sensor fault");
  g_assert_false (dw_quality_from_word ("GOOD", &quality));
  g_assert_false (dw_quality_from_word (NULL, &quality));
}

static void
a_new_report_asks_for_nothing (void)
{
  DwReport *report = dw_report_new (7, 3);

  for (guint i = 0; i < 3; i++)
    {
      g_assert_true (isnan (report->values[i].value));
      g_assert_cmpint (report->values[i].quality, ==, DW_QUALITY_NONE);
    }
  dw_report_free (report);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/device/channels-are-found-by-name", channels_are_found_by_name);
  g_test_add_func ("/device/the-shortest-period-is-the-device-s", the_shortest_period_is_the_device_s);
  g_test_add_func ("/device/readings-survive-new-channels", readings_survive_new_channels);
  g_test_add_func ("/device/age-and-link-decide-the-quality-shown", age_and_link_decide_the_quality_shown);
  g_test_add_func ("/device/link-time-is-that-of-the-change", link_time_is_that_of_the_change);
  g_test_add_func ("/device/changed-is-said-only-when-asked", changed_is_said_only_when_asked);
  g_test_add_func ("/device/words-of-quality-go-both-ways", words_of_quality_go_both_ways);
  g_test_add_func ("/device/a-new-report-asks-for-nothing", a_new_report_asks_for_nothing);
  return g_test_run ();
}
