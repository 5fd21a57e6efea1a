// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "engine-kit.h"

/* Contacts and trips: an opening without a command of ours is a trip; a DI or DO alarms only when it is told to. */

#define T DW_VERDICT_TRUE
#define F DW_VERDICT_FALSE
#define U DW_VERDICT_UNKNOWN

static const char *const breaker[] = { "breaker", "trip_reason", NULL };

typedef struct
{
  DwDevice *device;
  KitProbe *probe;
  gint64 time_ms;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->device = kit_device_new (7, breaker);
  fixture->probe = kit_probe_new ();
  fixture->time_ms = KIT_NOW_MS;
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_object_unref (fixture->device);
  kit_probe_free (fixture->probe);
}

/* One poll: position and reason; answers the verdict and lets it hold like the engine would. */
static DwVerdict
poll_position (Fixture *fixture,
               double position,
               double reason,
               DwQuality quality)
{
  DwVerdict verdict;

  fixture->time_ms += KIT_PERIOD_MS;
  fixture->probe->mono_ms += KIT_PERIOD_MS;
  kit_read_at (fixture->device, "breaker", position, quality, 0, fixture->time_ms);
  kit_read_at (fixture->device, "trip_reason", reason, DW_QUALITY_GOOD, 0, fixture->time_ms);
  kit_probe_run (fixture->probe, &dw_rule_contact, fixture->device);
  verdict = kit_probe_verdict (fixture->probe, "breaker", DW_ALARM_TRIP);
  if (verdict != DW_VERDICT_UNKNOWN)
    kit_probe_hold (fixture->probe, "breaker", DW_ALARM_TRIP, verdict == DW_VERDICT_TRUE);
  return verdict;
}

static void
opening_by_itself_is_a_trip_with_its_reason (Fixture *fixture,
                                             gconstpointer data)
{
  g_assert_cmpint (poll_position (fixture, 1, 15, DW_QUALITY_GOOD), ==, F);
  g_assert_cmpint (poll_position (fixture, 0, 2, DW_QUALITY_GOOD), ==, T);
  g_assert_cmpfloat (kit_probe_find (fixture->probe, "breaker", DW_ALARM_TRIP)->value, ==, 2);
  g_assert_cmpint (poll_position (fixture, 0, 2, DW_QUALITY_GOOD), ==, T);
  g_assert_cmpint (poll_position (fixture, 1, 2, DW_QUALITY_GOOD), ==, F);
}

static void
open_at_first_sight_is_no_news (Fixture *fixture,
                                gconstpointer data)
{
  g_assert_cmpint (poll_position (fixture, 0, 2, DW_QUALITY_GOOD), ==, F);
  g_assert_cmpint (poll_position (fixture, 0, 2, DW_QUALITY_GOOD), ==, F);
  g_assert_cmpint (poll_position (fixture, 1, 2, DW_QUALITY_GOOD), ==, F);
  g_assert_cmpint (poll_position (fixture, 0, 2, DW_QUALITY_GOOD), ==, T);
}

static void
a_restored_trip_goes_on (Fixture *fixture,
                         gconstpointer data)
{
  kit_probe_hold (fixture->probe, "breaker", DW_ALARM_TRIP, TRUE);
  g_assert_cmpint (poll_position (fixture, 0, 2, DW_QUALITY_GOOD), ==, T);
}

static void
our_own_opening_is_no_trip (Fixture *fixture,
                            gconstpointer data)
{
  g_assert_cmpint (poll_position (fixture, 1, 15, DW_QUALITY_GOOD), ==, F);
  fixture->probe->memory.expect_open_until_ms = fixture->probe->mono_ms + 10000;
  g_assert_cmpint (poll_position (fixture, 1, 15, DW_QUALITY_GOOD), ==, F);
  g_assert_cmpint (poll_position (fixture, 0, 7, DW_QUALITY_GOOD), ==, F);
  g_assert_true (fixture->probe->memory.opened_by_us);
  g_assert_cmpint (poll_position (fixture, 0, 7, DW_QUALITY_GOOD), ==, F);
}

/* One command explains one opening, whatever is left of its window. */
static void
a_trip_after_our_opening_is_a_trip (Fixture *fixture,
                                    gconstpointer data)
{
  poll_position (fixture, 1, 15, DW_QUALITY_GOOD);
  fixture->probe->memory.expect_open_until_ms = fixture->probe->mono_ms + 60000;
  g_assert_cmpint (poll_position (fixture, 0, 7, DW_QUALITY_GOOD), ==, F);
  g_assert_cmpint (poll_position (fixture, 1, 7, DW_QUALITY_GOOD), ==, F);
  g_assert_false (fixture->probe->memory.opened_by_us);
  g_assert_cmpint (poll_position (fixture, 0, 1, DW_QUALITY_GOOD), ==, T);
}

static void
an_expectation_ends (Fixture *fixture,
                     gconstpointer data)
{
  poll_position (fixture, 1, 15, DW_QUALITY_GOOD);
  fixture->probe->memory.expect_open_until_ms = fixture->probe->mono_ms + KIT_PERIOD_MS;
  g_assert_cmpint (poll_position (fixture, 0, 2, DW_QUALITY_GOOD), ==, T);
}

static void
travel_and_bad_positions_say_nothing (Fixture *fixture,
                                      gconstpointer data)
{
  static const struct
  {
    const char *sentence;
    double position;
    DwQuality quality;
  } rows[] = {
    { "neither open nor closed", 2, DW_QUALITY_GOOD },
    { "an unknown code", 9, DW_QUALITY_GOOD },
    { "an old position", 0, DW_QUALITY_OLD },
    { "a doubtful position", 0, DW_QUALITY_DOUBTFUL },
  };

  poll_position (fixture, 1, 15, DW_QUALITY_GOOD);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].sentence);
      g_assert_cmpint (poll_position (fixture, rows[i].position, 2, rows[i].quality), ==, U);
    }
  g_assert_cmpint (poll_position (fixture, 0, 2, DW_QUALITY_GOOD), ==, T);
}

static void
a_reason_that_was_not_read_is_none (Fixture *fixture,
                                    gconstpointer data)
{
  const char *names[] = { "breaker", NULL };
  g_autoptr (DwDevice) device = kit_device_new (8, names);

  fixture->probe->memory.seen_closed = TRUE;
  kit_read_at (device, "breaker", 0, DW_QUALITY_GOOD, 0, KIT_NOW_MS);
  kit_probe_run (fixture->probe, &dw_rule_contact, device);
  g_assert_cmpint (kit_probe_verdict (fixture->probe, "breaker", DW_ALARM_TRIP), ==, T);
  g_assert_true (isnan (kit_probe_find (fixture->probe, "breaker", DW_ALARM_TRIP)->value));
}

static void
contacts_alarm_only_when_told_to (void)
{
  static const struct
  {
    const char *sentence;
    const char *name;
    double high_alarm;
    double value;
    DwQuality quality;
    DwVerdict verdict;
  } rows[] = {
    { "a watched input that closes", "di_1", 1, 1, DW_QUALITY_GOOD, T },
    { "a watched input that is open", "di_1", 1, 0, DW_QUALITY_GOOD, F },
    { "a watched output that closes", "do_2", 1, 1, DW_QUALITY_GOOD, T },
    { "an input nobody watches", "di_1", NAN, 1, DW_QUALITY_GOOD, F },
    { "a limit that is not one means nothing", "di_1", 5, 1, DW_QUALITY_GOOD, F },
    { "an old contact", "di_1", 1, 1, DW_QUALITY_OLD, U },
    { "a doubtful contact does not clear", "di_1", 1, 0, DW_QUALITY_DOUBTFUL, U },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *names[] = { rows[i].name, NULL };
      g_autoptr (DwDevice) device = kit_device_new (7, names);
      g_autoptr (KitProbe) probe = kit_probe_new ();

      g_test_message ("%s", rows[i].sentence);
      dw_device_get_channel (device, 0)->limit.high_alarm = rows[i].high_alarm;
      kit_read_at (device, rows[i].name, rows[i].value, rows[i].quality, 0, KIT_NOW_MS);
      kit_probe_run (probe, &dw_rule_contact, device);
      g_assert_cmpint (kit_probe_verdict (probe, rows[i].name, DW_ALARM_CONTACT), ==, rows[i].verdict);
    }
}

#define ADD(name, func) g_test_add ("/rule-contact/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("opening-by-itself-is-a-trip-with-its-reason", opening_by_itself_is_a_trip_with_its_reason);
  ADD ("open-at-first-sight-is-no-news", open_at_first_sight_is_no_news);
  ADD ("a-restored-trip-goes-on", a_restored_trip_goes_on);
  ADD ("our-own-opening-is-no-trip", our_own_opening_is_no_trip);
  ADD ("a-trip-after-our-opening-is-a-trip", a_trip_after_our_opening_is_a_trip);
  ADD ("an-expectation-ends", an_expectation_ends);
  ADD ("travel-and-bad-positions-say-nothing", travel_and_bad_positions_say_nothing);
  ADD ("a-reason-that-was-not-read-is-none", a_reason_that_was_not_read_is_none);
  g_test_add_func ("/rule-contact/contacts-alarm-only-when-told-to", contacts_alarm_only_when_told_to);
  return g_test_run ();
}
