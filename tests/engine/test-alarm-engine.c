// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "engine-station.h"

/* The life of occurrences: delays, hysteresis, repetition, peak, acts of people, restart. Folding has a test of its own. */

/* --- raising and returning --- */

static void
a_limit_raises_once_and_returns (KitStation *station,
                                 gconstpointer data)
{
  const DwAlarmRecord *record;

  kit_station_feed (station, "residual_current", 120);
  kit_station_assert_story (station, "");
  kit_station_feed (station, "residual_current", 642);
  kit_station_assert_story (station, "alarm residual-high 642 unack;");
  record = kit_station_last (station);
  g_assert_true (g_uuid_string_is_valid (record->id));
  g_assert_cmpint (record->device_id, ==, 7);
  g_assert_cmpint (record->gateway_id, ==, 3);
  g_assert_cmpint (record->place_id, ==, 5);
  g_assert_cmpstr (record->channel, ==, "residual_current");
  g_assert_cmpuint (record->priority, ==, 1);
  g_assert_cmpfloat (record->value, ==, 642);
  g_assert_cmpfloat (record->limit, ==, 300);
  g_assert_cmpint (record->begin_ms, ==, KIT_NOW_MS);
  g_assert_cmpuint (record->occurrences, ==, 1);
  g_assert_true (record->active);

  kit_station_feed (station, "residual_current", 650);
  kit_station_feed (station, "residual_current", 290);
  kit_station_assert_story (station, "");
  kit_station_wait (station, 60000);
  kit_station_feed (station, "residual_current", 100);
  kit_station_assert_story (station, "restore residual-high 100 rtn-unack;");
  record = kit_station_last (station);
  g_assert_false (record->active);
  g_assert_cmpint (record->end_ms, ==, KIT_NOW_MS + 60000);
  g_assert_cmpint (record->reset, ==, DW_RESET_BY_ITSELF);
  g_assert_cmpfloat (record->peak, ==, 650);
}

static void
on_delay_waits_for_the_condition_to_stay (KitStation *station,
                                          gconstpointer data)
{
  kit_station_limit (station, "temperature_1")->on_delay_ms = 5000;
  kit_station_feed (station, "temperature_1", 80);
  for (guint i = 0; i < 2; i++)
    {
      kit_station_wait (station, 2000);
      kit_station_feed (station, "temperature_1", 81);
    }
  kit_station_wait (station, 750);
  kit_station_assert_story (station, "");
  kit_station_wait (station, 250);
  kit_station_assert_story (station, "alarm temperature-high 81 unack;");
}

static void
on_delay_begins_anew_after_a_dip (KitStation *station,
                                  gconstpointer data)
{
  kit_station_limit (station, "temperature_1")->on_delay_ms = 5000;
  for (guint i = 0; i < 10; i++)
    {
      kit_station_feed (station, "temperature_1", i % 3 == 2 ? 20 : 80);
      kit_station_wait (station, 2000);
    }
  kit_station_assert_story (station, "");
}

static void
off_delay_waits_and_is_cancelled (KitStation *station,
                                  gconstpointer data)
{
  kit_station_limit (station, "temperature_1")->off_delay_ms = 3000;
  kit_station_feed (station, "temperature_1", 80);
  kit_station_feed (station, "temperature_1", 20);
  kit_station_wait (station, 2000);
  kit_station_feed (station, "temperature_1", 80);
  kit_station_wait (station, 2000);
  kit_station_assert_story (station, "alarm temperature-high 80 unack;");
  kit_station_feed (station, "temperature_1", 20);
  kit_station_wait (station, 2000);
  kit_station_feed (station, "temperature_1", 20);
  kit_station_wait (station, 1000);
  kit_station_assert_story (station, "restore temperature-high 20 rtn-unack;");
}

static void
tick_says_when_it_is_needed_next (KitStation *station,
                                  gconstpointer data)
{
  gint64 now_ms = dw_clock_mono_ms (station->clock);

  g_assert_cmpint (dw_alarm_engine_tick (station->engine), ==, G_MAXINT64);
  kit_station_limit (station, "temperature_1")->on_delay_ms = 5000;
  kit_station_feed (station, "temperature_1", 80);
  g_assert_cmpint (dw_alarm_engine_tick (station->engine), ==, now_ms + 5000);
  kit_station_feed (station, "temperature_1", 20);
  g_assert_cmpint (dw_alarm_engine_tick (station->engine), ==, G_MAXINT64);
}

/* A value that swings around its limit without hysteresis and delay: one occurrence, counted, not many. */
static void
chatter_stays_one_occurrence (KitStation *station,
                              gconstpointer data)
{
  g_autofree char *id = NULL;

  kit_station_limit (station, "temperature_1")->hysteresis = 0;
  kit_station_feed (station, "temperature_1", 71);
  id = g_strdup (station->last_id);
  for (guint i = 0; i < 4; i++)
    {
      kit_station_feed (station, "temperature_1", 69);
      kit_station_feed (station, "temperature_1", 71);
    }
  g_assert_cmpstr (station->last_id, ==, id);
  g_assert_cmpuint (kit_station_last (station)->occurrences, ==, 5);
  g_assert_cmpuint (g_hash_table_size (station->records), ==, 1);
}

static void
the_next_activation_is_another_occurrence (KitStation *station,
                                           gconstpointer data)
{
  g_autofree char *id = NULL;

  kit_station_feed (station, "temperature_1", 80);
  id = g_strdup (station->last_id);
  g_assert_true (dw_alarm_engine_acknowledge (station->engine, id, "W03", "", NULL));
  kit_station_feed (station, "temperature_1", 20);
  kit_station_feed (station, "temperature_1", 80);
  kit_station_assert_story (station, "alarm temperature-high 80 unack; operation acknowledge 80 by W03 acked; restore temperature-high 20 norm; alarm temperature-high 80 unack;");
  g_assert_cmpstr (station->last_id, !=, id);
  g_assert_cmpuint (kit_station_last (station)->occurrences, ==, 1);
}

/* --- quality --- */

static void
only_good_readings_raise_or_clear (KitStation *station,
                                   gconstpointer data)
{
  static const DwQuality bad[] = { DW_QUALITY_OLD, DW_QUALITY_DOUBTFUL, DW_QUALITY_MANUAL, DW_QUALITY_ESTIMATED };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      kit_station_feed_full (station, "temperature_1", 90, bad[i], 0);
      kit_station_wait (station, 5000);
    }
  kit_station_assert_story (station, "");
  kit_station_feed (station, "temperature_1", 90);
  kit_station_assert_story (station, "alarm temperature-high 90 unack;");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      kit_station_feed_full (station, "temperature_1", 20, bad[i], 0);
      kit_station_wait (station, 60000);
    }
  kit_station_assert_story (station, "");
}

static void
an_alarm_outlives_its_line (KitStation *station,
                            gconstpointer data)
{
  kit_station_feed (station, "temperature_1", 90);
  kit_station_assert_story (station, "alarm temperature-high 90 unack;");
  dw_device_set_link (station->device, DW_LINK_DOWN, dw_clock_wall_ms (station->clock));
  dw_alarm_engine_link_changed (station->engine, station->device);
  kit_station_wait (station, 600000);
  kit_station_assert_story (station, "");
  g_assert_true (kit_station_last (station)->active);
}

static void
a_bad_reading_stops_the_delay (KitStation *station,
                               gconstpointer data)
{
  kit_station_limit (station, "temperature_1")->on_delay_ms = 3000;
  kit_station_feed (station, "temperature_1", 90);
  kit_station_wait (station, 1000);
  kit_station_feed_full (station, "temperature_1", 90, DW_QUALITY_DOUBTFUL, 0);
  kit_station_wait (station, 60000);
  kit_station_assert_story (station, "");
  kit_station_feed (station, "temperature_1", 90);
  kit_station_wait (station, 3000);
  kit_station_assert_story (station, "alarm temperature-high 90 unack;");
}

static void
a_lost_line_stops_the_delay (KitStation *station,
                             gconstpointer data)
{
  kit_station_limit (station, "temperature_1")->on_delay_ms = 3000;
  kit_station_feed (station, "temperature_1", 90);
  dw_device_set_link (station->device, DW_LINK_DOWN, dw_clock_wall_ms (station->clock));
  dw_alarm_engine_link_changed (station->engine, station->device);
  kit_station_wait (station, 60000);
  kit_station_assert_story (station, "");
}

/* Nobody says that the line died, there is just nothing any more: two periods are the limit. */
static void
a_judgement_does_not_outlive_its_reading (KitStation *station,
                                          gconstpointer data)
{
  kit_station_limit (station, "temperature_1")->on_delay_ms = 2 * KIT_PERIOD_MS + 500;
  kit_station_feed (station, "temperature_1", 90);
  kit_station_wait (station, 60000);
  kit_station_assert_story (station, "");
}

static void
a_broken_sensor_is_its_own_alarm (KitStation *station,
                                  gconstpointer data)
{
  for (guint i = 0; i < 4; i++)
    {
      kit_station_feed_full (station, "temperature_1", -200, DW_QUALITY_SENSOR_FAULT, 0);
      kit_station_wait (station, 2000);
    }
  kit_station_assert_story (station, "fault sensor-fault unack;");
  g_assert_cmpuint (kit_station_last (station)->priority, ==, 4);
}

/* --- peak --- */

static void
a_climbing_peak_does_not_flood (KitStation *station,
                                gconstpointer data)
{
  kit_station_feed (station, "residual_current", 300);
  for (guint i = 1; i <= 240; i++)
    {
      kit_station_wait (station, 250);
      kit_station_feed (station, "residual_current", 300 + i);
    }
  g_assert_cmpuint (station->n_events, ==, 1);
  g_assert_cmpuint (station->n_updates, >=, 5);
  g_assert_cmpuint (station->n_updates, <=, 6);
  kit_station_wait (station, 10000);
  g_assert_cmpfloat (kit_station_last (station)->peak, ==, 540);
  g_assert_cmpfloat (kit_station_last (station)->value, ==, 300);
}

static void
the_peak_of_a_low_alarm_is_the_lowest (KitStation *station,
                                       gconstpointer data)
{
  kit_station_limit (station, "voltage_a")->low_alarm = 198;
  kit_station_feed (station, "voltage_a", 190);
  kit_station_wait (station, 11000);
  kit_station_feed (station, "voltage_a", 185);
  kit_station_wait (station, 11000);
  kit_station_feed (station, "voltage_a", 195);
  g_assert_cmpfloat (kit_station_last (station)->peak, ==, 185);
}

/* --- links --- */

static void
set_link (KitStation *station,
          DwLinkState link)
{
  dw_device_set_link (station->device, link, dw_clock_wall_ms (station->clock));
  dw_alarm_engine_link_changed (station->engine, station->device);
}

static void
a_silent_device_is_a_communication_alarm (KitStation *station,
                                          gconstpointer data)
{
  set_link (station, DW_LINK_SILENT);
  kit_station_wait (station, 5000);
  kit_station_assert_story (station, "comms device-silent unack;");
  g_assert_cmpstr (kit_station_last (station)->channel, ==, "");
  set_link (station, DW_LINK_ONLINE);
  kit_station_wait (station, 5000);
  kit_station_assert_story (station, "restore device-silent rtn-unack;");
}

static void
one_missed_answer_is_no_news (KitStation *station,
                              gconstpointer data)
{
  set_link (station, DW_LINK_SILENT);
  kit_station_wait (station, 1000);
  set_link (station, DW_LINK_ONLINE);
  kit_station_wait (station, 60000);
  kit_station_assert_story (station, "");
}

static void
a_gateway_has_its_own_alarm (KitStation *station,
                             gconstpointer data)
{
  dw_alarm_engine_gateway_changed (station->engine, 3, 2, TRUE);
  kit_station_wait (station, 5000);
  kit_station_assert_story (station, "comms gateway-down unack;");
  g_assert_cmpint (kit_station_last (station)->device_id, ==, 0);
  g_assert_cmpint (kit_station_last (station)->gateway_id, ==, 3);
  g_assert_cmpint (kit_station_last (station)->place_id, ==, 2);
  dw_alarm_engine_gateway_changed (station->engine, 3, 2, FALSE);
  kit_station_wait (station, 5000);
  kit_station_assert_story (station, "restore gateway-down rtn-unack;");
}

/* --- restart --- */

static void
a_restored_alarm_that_holds_is_not_news (KitStation *station,
                                         gconstpointer data)
{
  g_autofree char *id = NULL;

  kit_station_feed (station, "residual_current", 642);
  id = g_strdup (station->last_id);
  kit_station_assert_story (station, "alarm residual-high 642 unack;");
  kit_station_restart (station);
  kit_station_wait (station, 60000);
  /* Hysteresis counts from before as well. */
  kit_station_feed (station, "residual_current", 290);
  kit_station_feed (station, "residual_current", 500);
  kit_station_assert_story (station, "");
  g_assert_nonnull (dw_alarm_engine_find (station->engine, id));
  kit_station_feed (station, "residual_current", 100);
  kit_station_assert_story (station, "restore residual-high 100 rtn-unack;");
  g_assert_cmpstr (station->last_id, ==, id);
}

static void
a_restored_alarm_that_is_gone_returns (KitStation *station,
                                       gconstpointer data)
{
  kit_station_feed (station, "residual_current", 642);
  g_assert_true (dw_alarm_engine_acknowledge (station->engine, station->last_id, "W03", "", NULL));
  kit_station_restart (station);
  kit_station_assert_story (station, "alarm residual-high 642 unack; operation acknowledge 642 by W03 acked;");
  kit_station_feed (station, "residual_current", 30);
  kit_station_assert_story (station, "restore residual-high 30 norm;");
}

static void
a_restored_unacknowledged_one_can_be_acknowledged (KitStation *station,
                                                   gconstpointer data)
{
  kit_station_feed (station, "residual_current", 642);
  kit_station_feed (station, "residual_current", 30);
  kit_station_restart (station);
  g_assert_true (dw_alarm_engine_acknowledge (station->engine, station->last_id, "W03", "seen", NULL));
  g_assert_cmpint (kit_station_last (station)->state, ==, DW_ALARM_STATE_NORM);
  g_assert_null (dw_alarm_engine_find (station->engine, station->last_id));
}

static void
restored_links_end_when_they_answer (KitStation *station,
                                     gconstpointer data)
{
  set_link (station, DW_LINK_SILENT);
  dw_alarm_engine_gateway_changed (station->engine, 9, 2, TRUE);
  kit_station_wait (station, 5000);
  kit_station_assert_story (station, "comms gateway-down unack; comms device-silent unack;");
  kit_station_restart (station);
  set_link (station, DW_LINK_ONLINE);
  dw_alarm_engine_gateway_changed (station->engine, 9, 2, FALSE);
  kit_station_wait (station, 5000);
  kit_station_assert_story (station, "restore gateway-down rtn-unack; restore device-silent rtn-unack;");
}

/* A damaged store that offers two live occurrences of one point. */
static void
a_second_restored_occurrence_is_closed (KitStation *station,
                                        gconstpointer data)
{
  g_autoptr (DwAlarmRecord) twin = NULL;

  kit_station_feed (station, "residual_current", 642);
  twin = dw_alarm_record_copy (kit_station_last (station));
  g_free (twin->id);
  twin->id = g_uuid_string_random ();
  kit_station_restart (station);
  kit_station_assert_story (station, "alarm residual-high 642 unack;");
  dw_alarm_engine_restore (station->engine, twin);
  g_assert_cmpstr (station->last_id, ==, twin->id);
  g_assert_cmpint (kit_station_last (station)->state, ==, DW_ALARM_STATE_NORM);
  g_assert_null (dw_alarm_engine_find (station->engine, twin->id));
}

/* --- removal --- */

static void
a_removed_device_leaves_nothing_open (KitStation *station,
                                      gconstpointer data)
{
  kit_station_feed (station, "residual_current", 642);
  kit_station_feed (station, "temperature_1", 90);
  g_assert_true (dw_alarm_engine_acknowledge (station->engine, station->last_id, "W03", "", NULL));
  g_string_truncate (station->story, 0);
  dw_alarm_engine_forget_device (station->engine, 7);
  kit_station_assert_story (station, "restore residual-high 642 rtn-unack; operation acknowledge 642 norm; restore temperature-high 90 norm;");
  g_assert_cmpstr (station->last_note, ==, "Device removed");
  kit_station_wait (station, 60000);
  kit_station_assert_story (station, "");
}

static void
a_removed_point_returns (KitStation *station,
                         gconstpointer data)
{
  const char *names[] = { "residual_current", NULL };
  g_autoptr (DwDevice) smaller = kit_device_new (7, names);
  guint index;

  kit_station_feed (station, "temperature_1", 90);
  index = kit_read_at (smaller, "residual_current", 10, DW_QUALITY_GOOD, 0, KIT_NOW_MS);
  dw_alarm_engine_feed (station->engine, smaller, &index, 1);
  kit_station_assert_story (station, "alarm temperature-high 90 unack; restore temperature-high 90 rtn-unack;");
}

#define ADD(name, func) KIT_STATION_ADD ("/alarm-engine/" name, func)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-limit-raises-once-and-returns", a_limit_raises_once_and_returns);
  ADD ("on-delay-waits-for-the-condition-to-stay", on_delay_waits_for_the_condition_to_stay);
  ADD ("on-delay-begins-anew-after-a-dip", on_delay_begins_anew_after_a_dip);
  ADD ("off-delay-waits-and-is-cancelled", off_delay_waits_and_is_cancelled);
  ADD ("tick-says-when-it-is-needed-next", tick_says_when_it_is_needed_next);
  ADD ("chatter-stays-one-occurrence", chatter_stays_one_occurrence);
  ADD ("the-next-activation-is-another-occurrence", the_next_activation_is_another_occurrence);
  ADD ("only-good-readings-raise-or-clear", only_good_readings_raise_or_clear);
  ADD ("an-alarm-outlives-its-line", an_alarm_outlives_its_line);
  ADD ("a-bad-reading-stops-the-delay", a_bad_reading_stops_the_delay);
  ADD ("a-lost-line-stops-the-delay", a_lost_line_stops_the_delay);
  ADD ("a-judgement-does-not-outlive-its-reading", a_judgement_does_not_outlive_its_reading);
  ADD ("a-broken-sensor-is-its-own-alarm/S1-28", a_broken_sensor_is_its_own_alarm);
  ADD ("a-climbing-peak-does-not-flood", a_climbing_peak_does_not_flood);
  ADD ("the-peak-of-a-low-alarm-is-the-lowest", the_peak_of_a_low_alarm_is_the_lowest);
  ADD ("a-silent-device-is-a-communication-alarm/S1-28", a_silent_device_is_a_communication_alarm);
  ADD ("one-missed-answer-is-no-news", one_missed_answer_is_no_news);
  ADD ("a-gateway-has-its-own-alarm", a_gateway_has_its_own_alarm);
  ADD ("a-restored-alarm-that-holds-is-not-news", a_restored_alarm_that_holds_is_not_news);
  ADD ("a-restored-alarm-that-is-gone-returns", a_restored_alarm_that_is_gone_returns);
  ADD ("a-restored-unacknowledged-one-can-be-acknowledged", a_restored_unacknowledged_one_can_be_acknowledged);
  ADD ("restored-links-end-when-they-answer", restored_links_end_when_they_answer);
  ADD ("a-second-restored-occurrence-is-closed", a_second_restored_occurrence_is_closed);
  ADD ("a-removed-device-leaves-nothing-open", a_removed_device_leaves_nothing_open);
  ADD ("a-removed-point-returns", a_removed_point_returns);
  return g_test_run ();
}
