// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-annunciator.h"
#include "dw-storm.h"

/* What sounds at the desk (S2-13, ui 11): a pattern for each class, silence until something new, a growing pause; and the flood. */

typedef struct
{
  DwClock *clock;
  DwAnnunciator *annunciator;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->clock = dw_clock_new_fake (1);
  fixture->annunciator = dw_annunciator_new (fixture->clock);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  dw_annunciator_free (fixture->annunciator);
  dw_clock_unref (fixture->clock);
}

static void
set_unacked (Fixture *fixture,
             guint p1,
             guint p2,
             guint p3,
             guint p4)
{
  const guint unacked[5] = { 0, p1, p2, p3, p4 };

  dw_annunciator_set_unacked (fixture->annunciator, unacked);
}

/* The tones of a span of time, as "second:tones" words. */
static char *
listen_for (Fixture *fixture,
            int duration_ms)
{
  GString *heard = g_string_new ("");

  for (int t = 0; t < duration_ms; t += 500)
    {
      guint tones = dw_annunciator_tick (fixture->annunciator, NULL);

      if (tones > 0)
        g_string_append_printf (heard, "%g:%u ", t / 1000.0, tones);
      dw_clock_advance_ms (fixture->clock, 500);
    }
  return g_strchomp (g_string_free (heard, FALSE));
}

static void
each_class_has_its_pattern (void)
{
  static const struct
  {
    guint unacked[4];
    guint priority, tones;
    int interval_ms;
  } rows[] = {
    { { 1, 0, 0, 0 }, 1, 3, 2000 },
    { { 0, 1, 0, 0 }, 2, 2, 5000 },
    { { 0, 0, 1, 0 }, 3, 1, 60000 },
    { { 0, 0, 0, 9 }, 0, 0, 0 },
    { { 0, 0, 0, 0 }, 0, 0, 0 },
    { { 2, 5, 9, 9 }, 1, 3, 2000 },
    { { 0, 5, 9, 9 }, 2, 2, 5000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Fixture fixture;
      DwSoundPattern pattern;

      set_up (&fixture, NULL);
      set_unacked (&fixture, rows[i].unacked[0], rows[i].unacked[1], rows[i].unacked[2], rows[i].unacked[3]);
      pattern = dw_annunciator_get_pattern (fixture.annunciator);
      g_assert_cmpuint (pattern.priority, ==, rows[i].priority);
      g_assert_cmpuint (pattern.tones, ==, rows[i].tones);
      g_assert_cmpint (pattern.interval_ms, ==, rows[i].interval_ms);
      tear_down (&fixture, NULL);
    }
}

static void
class_one_never_gets_slower (Fixture *fixture,
                             gconstpointer data)
{
  g_autofree char *heard = NULL;

  set_unacked (fixture, 1, 0, 0, 0);
  heard = listen_for (fixture, 9000);
  g_assert_cmpstr (heard, ==, "0:3 2:3 4:3 6:3 8:3");
  g_clear_pointer (&heard, g_free);
  heard = listen_for (fixture, 600000);
  g_assert_cmpint (dw_annunciator_get_pattern (fixture->annunciator).interval_ms, ==, 2000);
}

static void
class_two_gets_slower_to_a_minute (Fixture *fixture,
                                   gconstpointer data)
{
  g_autofree char *heard = NULL;

  set_unacked (fixture, 0, 1, 0, 0);
  heard = listen_for (fixture, 45000);
  g_assert_cmpstr (heard, ==, "0:2 5:2 12.5:2 24:2 41:2");
  g_clear_pointer (&heard, g_free);
  heard = listen_for (fixture, 600000);
  g_assert_cmpint (dw_annunciator_get_pattern (fixture->annunciator).interval_ms, ==, 60000);
}

static void
acknowledging_ends_the_sound (Fixture *fixture,
                              gconstpointer data)
{
  g_autofree char *heard = NULL;
  gint64 next_ms;

  set_unacked (fixture, 1, 0, 0, 0);
  dw_annunciator_tick (fixture->annunciator, NULL);
  set_unacked (fixture, 0, 0, 0, 1);
  heard = listen_for (fixture, 120000);
  g_assert_cmpstr (heard, ==, "");
  dw_annunciator_tick (fixture->annunciator, &next_ms);
  g_assert_cmpint (next_ms, ==, G_MAXINT64);
}

static void
silence_lasts_until_a_new_alarm (Fixture *fixture,
                                 gconstpointer data)
{
  g_autofree char *silent = NULL;
  g_autofree char *heard = NULL;
  int remaining_ms = 0;

  set_unacked (fixture, 1, 0, 0, 0);
  g_assert_true (dw_annunciator_silence (fixture->annunciator));
  g_assert_true (dw_annunciator_is_silenced (fixture->annunciator, &remaining_ms));
  g_assert_cmpint (remaining_ms, ==, 300000);
  silent = listen_for (fixture, 60000);
  g_assert_cmpstr (silent, ==, "");
  /* A note is no reason to sound. */
  dw_annunciator_note_raised (fixture->annunciator, 4);
  g_assert_true (dw_annunciator_is_silenced (fixture->annunciator, NULL));
  dw_annunciator_note_raised (fixture->annunciator, 3);
  set_unacked (fixture, 1, 0, 1, 0);
  heard = listen_for (fixture, 3000);
  g_assert_cmpstr (heard, ==, "0:3 2:3");
}

static void
silence_is_not_for_ever (Fixture *fixture,
                         gconstpointer data)
{
  g_autofree char *silent = NULL;
  g_autofree char *heard = NULL;

  set_unacked (fixture, 1, 0, 0, 0);
  dw_annunciator_silence (fixture->annunciator);
  silent = listen_for (fixture, 300000);
  g_assert_cmpstr (silent, ==, "");
  heard = listen_for (fixture, 1000);
  g_assert_cmpstr (heard, ==, "0:3");
}

static void
nothing_to_silence_is_said (Fixture *fixture,
                            gconstpointer data)
{
  g_assert_false (dw_annunciator_silence (fixture->annunciator));
  set_unacked (fixture, 0, 0, 0, 1);
  g_assert_false (dw_annunciator_silence (fixture->annunciator));
  g_assert_false (dw_annunciator_is_silenced (fixture->annunciator, NULL));
}

static void
a_new_alarm_begins_the_pause_anew (Fixture *fixture,
                                   gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *heard = NULL;

  set_unacked (fixture, 0, 1, 0, 0);
  before = listen_for (fixture, 30000);
  dw_annunciator_note_raised (fixture->annunciator, 2);
  set_unacked (fixture, 0, 2, 0, 0);
  heard = listen_for (fixture, 6000);
  g_assert_cmpstr (heard, ==, "0:2 5:2");
}

static void
a_lower_class_waits_its_turn (Fixture *fixture,
                              gconstpointer data)
{
  g_autofree char *heard = NULL;

  set_unacked (fixture, 1, 1, 0, 0);
  dw_annunciator_tick (fixture->annunciator, NULL);
  set_unacked (fixture, 0, 1, 0, 0);
  heard = listen_for (fixture, 6000);
  g_assert_cmpstr (heard, ==, "5:2");
}

/* --- flood --- */

static void
a_flood_begins_above_ten_and_ends_below_five (Fixture *fixture,
                                              gconstpointer data)
{
  g_autoptr (DwStorm) storm = dw_storm_new (fixture->clock);

  for (guint i = 0; i < 10; i++)
    {
      dw_storm_note_raised (storm);
      dw_clock_advance_ms (fixture->clock, 10000);
    }
  g_assert_cmpuint (dw_storm_count (storm), ==, 10);
  g_assert_false (dw_storm_is_flood (storm));
  dw_storm_note_raised (storm);
  g_assert_true (dw_storm_is_flood (storm));
  /* Ten minutes after the first, one leaves every ten seconds. */
  dw_clock_advance_ms (fixture->clock, 550000);
  g_assert_cmpuint (dw_storm_count (storm), ==, 5);
  g_assert_true (dw_storm_is_flood (storm));
  dw_clock_advance_ms (fixture->clock, 10000);
  g_assert_cmpuint (dw_storm_count (storm), ==, 4);
  g_assert_false (dw_storm_is_flood (storm));
  dw_clock_advance_ms (fixture->clock, 600000);
  g_assert_cmpuint (dw_storm_count (storm), ==, 0);
}

static void
a_storm_of_any_size_is_counted (Fixture *fixture,
                                gconstpointer data)
{
  g_autoptr (DwStorm) storm = dw_storm_new (fixture->clock);

  for (guint i = 0; i < 100000; i++)
    {
      dw_storm_note_raised (storm);
      dw_clock_advance_ms (fixture->clock, 60);
    }
  g_assert_cmpuint (dw_storm_count (storm), ==, 9999);
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/annunciator/each-class-has-its-pattern/S2-13", each_class_has_its_pattern);
  ADD ("/annunciator/class-one-never-gets-slower", class_one_never_gets_slower);
  ADD ("/annunciator/class-two-gets-slower-to-a-minute", class_two_gets_slower_to_a_minute);
  ADD ("/annunciator/acknowledging-ends-the-sound", acknowledging_ends_the_sound);
  ADD ("/annunciator/silence-lasts-until-a-new-alarm", silence_lasts_until_a_new_alarm);
  ADD ("/annunciator/silence-is-not-for-ever", silence_is_not_for_ever);
  ADD ("/annunciator/nothing-to-silence-is-said", nothing_to_silence_is_said);
  ADD ("/annunciator/a-new-alarm-begins-the-pause-anew", a_new_alarm_begins_the_pause_anew);
  ADD ("/annunciator/a-lower-class-waits-its-turn", a_lower_class_waits_its_turn);
  ADD ("/storm/a-flood-begins-above-ten-and-ends-below-five", a_flood_begins_above_ten_and_ends_below_five);
  ADD ("/storm/a-storm-of-any-size-is-counted", a_storm_of_any_size_is_counted);
  return g_test_run ();
}
