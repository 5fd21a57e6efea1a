// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "engine-station.h"

/* Acts of people on an alarm (S1-12: each is one line with a name) and how an alarm ended: by itself, on site, remotely (S0-37). */

static void
raise_one (KitStation *station)
{
  kit_station_feed (station, "residual_current", 642);
  kit_station_assert_story (station, "alarm residual-high 642 unack;");
}

static void
acknowledging_names_who_and_when (KitStation *station,
                                  gconstpointer data)
{
  const DwAlarmRecord *record;

  raise_one (station);
  kit_station_wait (station, 30000);
  g_assert_true (dw_alarm_engine_acknowledge (station->engine, station->last_id, "W03", "going there", NULL));
  kit_station_assert_story (station, "operation acknowledge 642 by W03 acked;");
  record = kit_station_last (station);
  g_assert_cmpstr (record->ack_by, ==, "W03");
  g_assert_cmpint (record->ack_ms, ==, KIT_NOW_MS + 30000);
  g_assert_cmpstr (record->comment, ==, "going there");
  g_assert_cmpstr (station->last_note, ==, "going there");
}

static void
an_acknowledgement_can_be_taken_back (KitStation *station,
                                      gconstpointer data)
{
  raise_one (station);
  g_assert_true (dw_alarm_engine_acknowledge (station->engine, station->last_id, "W03", "", NULL));
  g_assert_true (dw_alarm_engine_unacknowledge (station->engine, station->last_id, "W03", NULL));
  kit_station_assert_story (station, "operation acknowledge 642 by W03 acked; operation unacknowledge 642 by W03 unack;");
  g_assert_cmpint (kit_station_last (station)->ack_ms, ==, 0);
  g_assert_cmpstr (kit_station_last (station)->ack_by, ==, "");
}

static void
acknowledging_what_returned_ends_it (KitStation *station,
                                     gconstpointer data)
{
  raise_one (station);
  kit_station_feed (station, "residual_current", 10);
  g_assert_true (dw_alarm_engine_acknowledge (station->engine, station->last_id, "W03", NULL, NULL));
  kit_station_assert_story (station, "restore residual-high 10 rtn-unack; operation acknowledge 10 by W03 norm;");
  g_assert_null (dw_alarm_engine_find (station->engine, station->last_id));
}

static void
taking_over_changes_no_state (KitStation *station,
                              gconstpointer data)
{
  raise_one (station);
  g_assert_true (dw_alarm_engine_take_over (station->engine, station->last_id, "W03", NULL));
  g_assert_true (dw_alarm_engine_take_over (station->engine, station->last_id, "W04", NULL));
  kit_station_assert_story (station, "operation take-over 642 by W03 unack; operation take-over 642 by W04 unack;");
  g_assert_cmpstr (kit_station_last (station)->owner, ==, "W04");
  g_assert_cmpstr (station->last_note, ==, "W03");
}

static void
a_comment_is_kept (KitStation *station,
                   gconstpointer data)
{
  raise_one (station);
  g_assert_true (dw_alarm_engine_comment (station->engine, station->last_id, "W03", "kettle", NULL));
  kit_station_assert_story (station, "operation comment 642 by W03 unack;");
  g_assert_cmpstr (kit_station_last (station)->comment, ==, "kettle");
}

/* What is refused changes nothing and writes nothing. */
static void
impossible_acts_are_refused_with_a_reason (KitStation *station,
                                           gconstpointer data)
{
  g_autofree char *id = NULL;
  char *reasons[8] = { NULL };
  guint n = 0;

  raise_one (station);
  id = g_strdup (station->last_id);
  g_assert_false (dw_alarm_engine_unacknowledge (station->engine, id, "W03", &reasons[n++]));
  g_assert_false (dw_alarm_engine_comment (station->engine, id, "W03", "", &reasons[n++]));
  g_assert_false (dw_alarm_engine_take_over (station->engine, id, "", &reasons[n++]));
  g_assert_false (dw_alarm_engine_acknowledge (station->engine, "no such alarm", "W03", "", &reasons[n++]));
  g_assert_false (dw_alarm_engine_take_over (station->engine, "no such alarm", "W03", &reasons[n++]));
  g_assert_true (dw_alarm_engine_take_over (station->engine, id, "W03", NULL));
  g_assert_false (dw_alarm_engine_take_over (station->engine, id, "W03", &reasons[n++]));
  g_assert_true (dw_alarm_engine_acknowledge (station->engine, id, "W03", "", NULL));
  g_assert_false (dw_alarm_engine_acknowledge (station->engine, id, "W04", "", &reasons[n++]));
  g_assert_cmpstr (kit_station_last (station)->ack_by, ==, "W03");
  kit_station_assert_story (station, "operation take-over 642 by W03 unack; operation acknowledge 642 by W03 acked;");
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpstr (reasons[i], !=, NULL);
      g_free (reasons[i]);
    }
}

/* --- S0-37: how it was reset --- */

static void
raise_latched (KitStation *station)
{
  kit_station_feed_full (station, "residual_current", 642, DW_QUALITY_GOOD, DW_REPORT_ALARM);
  kit_station_assert_story (station, "alarm residual-high 642 unack;");
}

static void
a_latched_alarm_waits_for_its_reset (KitStation *station,
                                     gconstpointer data)
{
  raise_latched (station);
  for (guint i = 0; i < 10; i++)
    {
      kit_station_wait (station, 2000);
      kit_station_feed_full (station, "residual_current", 20, DW_QUALITY_GOOD, DW_REPORT_ALARM);
    }
  kit_station_assert_story (station, "");
}

static void
a_reset_on_site_is_told (KitStation *station,
                         gconstpointer data)
{
  raise_latched (station);
  kit_station_feed (station, "residual_current", 20);
  kit_station_assert_story (station, "restore residual-high 20 rtn-unack;");
  g_assert_cmpint (kit_station_last (station)->reset, ==, DW_RESET_ON_SITE);
  g_assert_cmpstr (station->last_note, ==, "Reset on site");
}

static void
a_remote_reset_is_told_with_the_name (KitStation *station,
                                      gconstpointer data)
{
  raise_latched (station);
  dw_alarm_engine_note_reset (station->engine, 7, "W03");
  kit_station_wait (station, 20000);
  kit_station_feed (station, "residual_current", 20);
  g_assert_cmpint (kit_station_last (station)->reset, ==, DW_RESET_REMOTE);
  g_assert_cmpstr (station->last_note, ==, "Reset remotely by W03");
}

static void
an_announced_reset_is_remote (KitStation *station,
                              gconstpointer data)
{
  raise_latched (station);
  dw_alarm_engine_expect_command (station->engine, 7, DW_VERB_RESET, "W03", 10000);
  kit_station_wait (station, 2000);
  kit_station_feed (station, "residual_current", 20);
  g_assert_cmpint (kit_station_last (station)->reset, ==, DW_RESET_REMOTE);
}

static void
a_reset_known_late_is_corrected (KitStation *station,
                                 gconstpointer data)
{
  raise_latched (station);
  kit_station_feed (station, "residual_current", 20);
  kit_station_wait (station, 3000);
  dw_alarm_engine_note_reset (station->engine, 7, "W03");
  g_assert_cmpint (kit_station_last (station)->reset, ==, DW_RESET_REMOTE);
  g_assert_cmpuint (station->n_updates, ==, 1);
}

static void
an_old_remote_reset_explains_nothing (KitStation *station,
                                      gconstpointer data)
{
  raise_latched (station);
  dw_alarm_engine_note_reset (station->engine, 7, "W03");
  kit_station_wait (station, 31000);
  kit_station_feed (station, "residual_current", 20);
  g_assert_cmpint (kit_station_last (station)->reset, ==, DW_RESET_ON_SITE);
}

static void
a_reset_of_another_device_explains_nothing (KitStation *station,
                                            gconstpointer data)
{
  raise_latched (station);
  dw_alarm_engine_note_reset (station->engine, 8, "W03");
  kit_station_feed (station, "residual_current", 20);
  g_assert_cmpint (kit_station_last (station)->reset, ==, DW_RESET_ON_SITE);
}

static void
closing_a_tripped_breaker_remotely_ends_its_alarm (KitStation *station,
                                                   gconstpointer data)
{
  kit_station_feed (station, "breaker", 1);
  kit_station_feed (station, "breaker", 0);
  dw_alarm_engine_expect_command (station->engine, 7, DW_VERB_CLOSE, "W03", 10000);
  kit_station_wait (station, 2000);
  kit_station_feed (station, "breaker", 1);
  kit_station_assert_story (station, "trip trip unack; restore trip rtn-unack;");
  g_assert_cmpint (kit_station_last (station)->reset, ==, DW_RESET_REMOTE);
}

#define ADD(name, func) KIT_STATION_ADD ("/alarm-acts/" name, func)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("acknowledging-names-who-and-when/S1-12", acknowledging_names_who_and_when);
  ADD ("an-acknowledgement-can-be-taken-back", an_acknowledgement_can_be_taken_back);
  ADD ("acknowledging-what-returned-ends-it", acknowledging_what_returned_ends_it);
  ADD ("taking-over-changes-no-state", taking_over_changes_no_state);
  ADD ("a-comment-is-kept", a_comment_is_kept);
  ADD ("impossible-acts-are-refused-with-a-reason", impossible_acts_are_refused_with_a_reason);
  ADD ("a-latched-alarm-waits-for-its-reset/S0-37", a_latched_alarm_waits_for_its_reset);
  ADD ("a-reset-on-site-is-told/S0-37", a_reset_on_site_is_told);
  ADD ("a-remote-reset-is-told-with-the-name/S0-37", a_remote_reset_is_told_with_the_name);
  ADD ("an-announced-reset-is-remote/S0-37", an_announced_reset_is_remote);
  ADD ("a-reset-known-late-is-corrected/S0-37", a_reset_known_late_is_corrected);
  ADD ("an-old-remote-reset-explains-nothing", an_old_remote_reset_explains_nothing);
  ADD ("a-reset-of-another-device-explains-nothing", a_reset_of_another_device_explains_nothing);
  ADD ("closing-a-tripped-breaker-remotely-ends-its-alarm", closing_a_tripped_breaker_remotely_ends_its_alarm);
  return g_test_run ();
}
