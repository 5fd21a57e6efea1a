// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "engine-station.h"

/* Cause and symptom (domain facts 4.4): a warning under its alarm, voltages under a missing phase, devices under their gateway, and what
 * our own switching brings about. Nothing speaks twice, nothing is lost. */

static void
a_warning_does_not_speak_beside_its_alarm (KitStation *station,
                                           gconstpointer data)
{
  kit_station_feed (station, "residual_current", 642);
  kit_station_wait (station, 60000);
  kit_station_feed (station, "residual_current", 650);
  kit_station_assert_story (station, "alarm residual-high 642 unack;");
}

static void
a_warning_is_taken_back_when_the_alarm_comes (KitStation *station,
                                              gconstpointer data)
{
  kit_station_feed (station, "residual_current", 250);
  kit_station_feed (station, "residual_current", 320);
  kit_station_assert_story (station, "alarm residual-warning 250 unack; alarm residual-high 320 unack; operation suppress 320 suppressed;");
  g_assert_cmpstr (station->last_note, ==, "Residual current alarm");
  kit_station_feed (station, "residual_current", 260);
  kit_station_assert_story (station, "restore residual-high 260 rtn-unack; alarm residual-warning 260 unack;");
  kit_station_feed (station, "residual_current", 100);
  kit_station_assert_story (station, "restore residual-warning 100 rtn-unack;");
}

static void
a_warning_that_ends_with_its_alarm_stays_quiet (KitStation *station,
                                                gconstpointer data)
{
  kit_station_feed (station, "residual_current", 250);
  kit_station_feed (station, "residual_current", 320);
  g_string_truncate (station->story, 0);
  kit_station_feed (station, "residual_current", 50);
  kit_station_assert_story (station, "restore residual-high 50 rtn-unack; restore residual-warning 50 norm;");
}

static void
a_waiting_warning_speaks_when_the_alarm_is_over (KitStation *station,
                                                 gconstpointer data)
{
  kit_station_feed (station, "residual_current", 642);
  kit_station_feed (station, "residual_current", 260);
  kit_station_assert_story (station, "alarm residual-high 642 unack; restore residual-high 260 rtn-unack; alarm residual-warning 260 unack;");
}

static void
a_suppressed_alarm_cannot_be_acknowledged (KitStation *station,
                                           gconstpointer data)
{
  g_autofree char *warning = NULL;
  g_autofree char *reason = NULL;

  kit_station_feed (station, "residual_current", 250);
  warning = g_strdup (station->last_id);
  kit_station_feed (station, "residual_current", 320);
  g_assert_false (dw_alarm_engine_acknowledge (station->engine, warning, "W03", "", &reason));
  g_assert_cmpstr (reason, !=, NULL);
}

/* Two points of one device have nothing to do with each other. */
static void
other_points_speak_for_themselves (KitStation *station,
                                   gconstpointer data)
{
  kit_station_feed (station, "residual_current", 642);
  kit_station_feed (station, "temperature_1", 80);
  kit_station_assert_story (station, "alarm residual-high 642 unack; alarm temperature-high 80 unack;");
}

static void
set_low_limits (KitStation *station)
{
  static const char *const names[] = { "voltage_a", "voltage_b", "voltage_c" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      kit_station_limit (station, names[i])->low_alarm = 198;
      kit_station_limit (station, names[i])->on_delay_ms = 5000;
    }
}

static void
feed_for (KitStation *station,
          int duration_ms,
          double a,
          double b,
          double c)
{
  for (int i = 0; i < duration_ms / 2000; i++)
    {
      kit_station_feed_voltages (station, a, b, c);
      kit_station_wait (station, 2000);
    }
  kit_station_feed_voltages (station, a, b, c);
}

static void
a_missing_phase_explains_its_low_voltage (KitStation *station,
                                          gconstpointer data)
{
  set_low_limits (station);
  feed_for (station, 20000, 220, 38, 220);
  kit_station_assert_story (station, "alarm phase-loss 38 unack;");
  g_assert_cmpstr (kit_station_last (station)->channel, ==, "voltage_b");
}

static void
a_lost_supply_explains_everything (KitStation *station,
                                   gconstpointer data)
{
  set_low_limits (station);
  feed_for (station, 20000, 1, 0, 2);
  kit_station_assert_story (station, "alarm supply-lost 2 unack;");
  feed_for (station, 10000, 220, 220, 220);
  kit_station_assert_story (station, "restore supply-lost 220 rtn-unack;");
}

static void
a_low_voltage_raised_before_is_taken_back (KitStation *station,
                                           gconstpointer data)
{
  set_low_limits (station);
  feed_for (station, 10000, 190, 220, 220);
  kit_station_assert_story (station, "alarm undervoltage 190 unack;");
  feed_for (station, 10000, 20, 220, 220);
  kit_station_assert_story (station, "alarm phase-loss 20 unack; operation suppress 20 suppressed;");
  feed_for (station, 10000, 220, 220, 220);
  kit_station_assert_story (station, "restore phase-loss 220 rtn-unack; restore undervoltage 220 norm;");
}

/* --- gateways --- */

static void
set_link (KitStation *station,
          DwLinkState link)
{
  dw_device_set_link (station->device, link, dw_clock_wall_ms (station->clock));
  dw_alarm_engine_link_changed (station->engine, station->device);
}

static void
devices_of_a_lost_gateway_are_folded (KitStation *station,
                                      gconstpointer data)
{
  dw_alarm_engine_gateway_changed (station->engine, 3, 2, TRUE);
  set_link (station, DW_LINK_DOWN);
  kit_station_wait (station, 60000);
  kit_station_assert_story (station, "comms gateway-down unack;");
}

/* The bus may report the devices one by one before the gateway is given up. */
static void
devices_that_fell_silent_first_are_folded (KitStation *station,
                                           gconstpointer data)
{
  set_link (station, DW_LINK_SILENT);
  kit_station_wait (station, 1000);
  dw_alarm_engine_gateway_changed (station->engine, 3, 2, TRUE);
  kit_station_wait (station, 60000);
  kit_station_assert_story (station, "comms gateway-down unack;");
  dw_alarm_engine_gateway_changed (station->engine, 3, 2, FALSE);
  kit_station_wait (station, 60000);
  kit_station_assert_story (station, "restore gateway-down rtn-unack; comms device-silent unack;");
}

static void
another_gateway_folds_nothing_here (KitStation *station,
                                    gconstpointer data)
{
  dw_alarm_engine_gateway_changed (station->engine, 4, 2, TRUE);
  set_link (station, DW_LINK_SILENT);
  kit_station_wait (station, 60000);
  kit_station_assert_story (station, "comms gateway-down unack; comms device-silent unack;");
}

static void
a_silent_alarm_raised_before_is_folded_too (KitStation *station,
                                            gconstpointer data)
{
  set_link (station, DW_LINK_SILENT);
  kit_station_wait (station, 10000);
  kit_station_assert_story (station, "comms device-silent unack;");
  dw_alarm_engine_gateway_changed (station->engine, 3, 2, TRUE);
  kit_station_wait (station, 10000);
  kit_station_assert_story (station, "comms gateway-down unack; operation suppress suppressed;");
}

/* --- our own switching --- */

static void
our_opening_is_no_trip_and_no_lost_supply (KitStation *station,
                                           gconstpointer data)
{
  set_low_limits (station);
  kit_station_feed (station, "breaker", 1);
  dw_alarm_engine_expect_command (station->engine, 7, DW_VERB_TRIP, "W03", 10000);
  kit_station_wait (station, 2000);
  kit_station_feed (station, "breaker", 0);
  dw_alarm_engine_note_switched (station->engine, 7, TRUE);
  feed_for (station, 20000, 0, 0, 0);
  kit_station_assert_story (station, "");
}

/* Without the announcement the poll is quicker than the command's answer: the trip is raised and ends as soon as it is known. */
static void
an_opening_known_late_ends_its_trip (KitStation *station,
                                     gconstpointer data)
{
  kit_station_feed (station, "breaker", 1);
  kit_station_feed (station, "breaker", 0);
  dw_alarm_engine_note_switched (station->engine, 7, TRUE);
  kit_station_feed (station, "breaker", 0);
  kit_station_assert_story (station, "trip trip unack; restore trip rtn-unack;");
  g_assert_cmpint (kit_station_last (station)->reset, ==, DW_RESET_BY_ITSELF);
}

static void
what_still_holds_after_closing_speaks (KitStation *station,
                                       gconstpointer data)
{
  kit_station_feed (station, "breaker", 1);
  dw_alarm_engine_expect_command (station->engine, 7, DW_VERB_TRIP, "W03", 10000);
  kit_station_feed (station, "breaker", 0);
  dw_alarm_engine_note_switched (station->engine, 7, TRUE);
  feed_for (station, 20000, 0, 0, 0);
  kit_station_assert_story (station, "");
  kit_station_feed (station, "breaker", 1);
  feed_for (station, 10000, 220, 0, 220);
  kit_station_assert_story (station, "alarm phase-loss 0 unack;");
}

/* What was held back on a reading that is doubtful by now is not let loose by another point's news. */
static void
a_void_judgement_is_not_let_loose (KitStation *station,
                                   gconstpointer data)
{
  kit_station_limit (station, "voltage_a")->low_alarm = 198;
  kit_station_feed (station, "breaker", 1);
  dw_alarm_engine_expect_command (station->engine, 7, DW_VERB_TRIP, "W03", 10000);
  kit_station_feed (station, "breaker", 0);
  kit_station_feed (station, "voltage_a", 0);
  kit_station_feed_full (station, "voltage_a", 0, DW_QUALITY_DOUBTFUL, 0);
  kit_station_wait (station, 1000);
  kit_station_feed (station, "breaker", 1);
  kit_station_wait (station, 60000);
  kit_station_assert_story (station, "");
  kit_station_feed (station, "voltage_a", 0);
  kit_station_assert_story (station, "alarm undervoltage 0 unack;");
}

static void
a_refused_command_explains_nothing (KitStation *station,
                                    gconstpointer data)
{
  kit_station_feed (station, "breaker", 1);
  dw_alarm_engine_expect_command (station->engine, 7, DW_VERB_TRIP, "W03", 10000);
  dw_alarm_engine_expect_command (station->engine, 7, DW_VERB_TRIP, "W03", 0);
  kit_station_feed (station, "breaker", 0);
  kit_station_assert_story (station, "trip trip unack;");
}

static void
a_tripped_breaker_explains_its_dead_load_side (KitStation *station,
                                               gconstpointer data)
{
  kit_station_feed (station, "breaker", 1);
  kit_station_feed (station, "trip_reason", 2);
  kit_station_feed (station, "breaker", 0);
  feed_for (station, 20000, 0, 0, 0);
  kit_station_assert_story (station, "trip trip 2 unack;");
}

typedef struct
{
  DwPlaceTree *tree;
  DwDevice *below;
} Below;

static Below
hang_device_below (KitStation *station,
                   DwPlaceKind kind)
{
  static const char *const names[] = { "voltage_a", NULL };
  Below below = { dw_place_tree_new (), kit_device_new (8, names) };
  g_autoptr (DwPlace) circuit = dw_place_new (5, kind, "W5");
  g_autoptr (DwPlace) room = dw_place_new (6, DW_PLACE_CIRCUIT, "W5-1");

  g_assert_true (dw_place_tree_add (below.tree, circuit, NULL));
  g_assert_true (dw_place_tree_add (below.tree, room, circuit));
  dw_device_set_place_id (below.below, 6);
  dw_alarm_engine_set_tree (station->engine, below.tree);
  return below;
}

static void
open_and_starve (KitStation *station,
                 const Below *below)
{
  kit_station_feed (station, "breaker", 1);
  dw_alarm_engine_expect_command (station->engine, 7, DW_VERB_TRIP, "W03", 10000);
  kit_station_feed (station, "breaker", 0);
  for (guint i = 0; i < 5; i++)
    {
      guint index = kit_read_at (below->below, "voltage_a", 0, DW_QUALITY_GOOD, 0, dw_clock_wall_ms (station->clock));

      dw_alarm_engine_feed (station->engine, below->below, &index, 1);
      kit_station_wait (station, 2000);
    }
  dw_alarm_engine_set_tree (station->engine, NULL);
  g_object_unref (below->tree);
  g_object_unref (below->below);
}

static void
devices_below_our_open_circuit_are_held_back (KitStation *station,
                                              gconstpointer data)
{
  Below below = hang_device_below (station, DW_PLACE_CIRCUIT);

  open_and_starve (station, &below);
  kit_station_assert_story (station, "");
}

/* A breaker entered at a box may be one of many feeders: nothing real may be hidden by it. */
static void
a_breaker_of_a_box_holds_back_only_itself (KitStation *station,
                                           gconstpointer data)
{
  Below below = hang_device_below (station, DW_PLACE_BOX);

  open_and_starve (station, &below);
  kit_station_assert_story (station, "alarm supply-lost 0 unack;");
}

static void
removing_the_breaker_frees_what_is_below (KitStation *station,
                                          gconstpointer data)
{
  Below below = hang_device_below (station, DW_PLACE_CIRCUIT);

  g_object_ref (below.tree);
  open_and_starve (station, &below);
  dw_alarm_engine_set_tree (station->engine, below.tree);
  kit_station_assert_story (station, "");
  dw_alarm_engine_forget_device (station->engine, 7);
  kit_station_wait (station, 10000);
  kit_station_assert_story (station, "alarm supply-lost 0 unack;");
  g_object_unref (below.tree);
}

#define ADD(name, func) KIT_STATION_ADD ("/alarm-fold/" name, func)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-warning-does-not-speak-beside-its-alarm", a_warning_does_not_speak_beside_its_alarm);
  ADD ("a-warning-is-taken-back-when-the-alarm-comes", a_warning_is_taken_back_when_the_alarm_comes);
  ADD ("a-warning-that-ends-with-its-alarm-stays-quiet", a_warning_that_ends_with_its_alarm_stays_quiet);
  ADD ("a-waiting-warning-speaks-when-the-alarm-is-over", a_waiting_warning_speaks_when_the_alarm_is_over);
  ADD ("a-suppressed-alarm-cannot-be-acknowledged", a_suppressed_alarm_cannot_be_acknowledged);
  ADD ("other-points-speak-for-themselves", other_points_speak_for_themselves);
  ADD ("a-missing-phase-explains-its-low-voltage", a_missing_phase_explains_its_low_voltage);
  ADD ("a-lost-supply-explains-everything", a_lost_supply_explains_everything);
  ADD ("a-low-voltage-raised-before-is-taken-back", a_low_voltage_raised_before_is_taken_back);
  ADD ("devices-of-a-lost-gateway-are-folded", devices_of_a_lost_gateway_are_folded);
  ADD ("devices-that-fell-silent-first-are-folded", devices_that_fell_silent_first_are_folded);
  ADD ("another-gateway-folds-nothing-here", another_gateway_folds_nothing_here);
  ADD ("a-silent-alarm-raised-before-is-folded-too", a_silent_alarm_raised_before_is_folded_too);
  ADD ("our-opening-is-no-trip-and-no-lost-supply", our_opening_is_no_trip_and_no_lost_supply);
  ADD ("an-opening-known-late-ends-its-trip", an_opening_known_late_ends_its_trip);
  ADD ("what-still-holds-after-closing-speaks", what_still_holds_after_closing_speaks);
  ADD ("a-void-judgement-is-not-let-loose", a_void_judgement_is_not_let_loose);
  ADD ("a-refused-command-explains-nothing", a_refused_command_explains_nothing);
  ADD ("a-tripped-breaker-explains-its-dead-load-side", a_tripped_breaker_explains_its_dead_load_side);
  ADD ("devices-below-our-open-circuit-are-held-back", devices_below_our_open_circuit_are_held_back);
  ADD ("a-breaker-of-a-box-holds-back-only-itself", a_breaker_of_a_box_holds_back_only_itself);
  ADD ("removing-the-breaker-frees-what-is-below", removing_the_breaker_frees_what_is_below);
  return g_test_run ();
}
