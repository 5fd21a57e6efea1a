// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "meter-kit.h"

/* Plan: what happens to counters (S3-47, domain facts 3): a gap of three hours, the end of its digits, a replaced meter with and without a note, notes that are refused, a clock that was set
 * back. The expected numbers are written beside each counter. */

/* --- gaps --- */

/* 0:00 to 1:00, then silence; at 4:30 the counter has 2.1 kWh more; on to 6:00. */
static void
test_gap (TrendKit *kit, gconstpointer data)
{
  static const double expected[] = { 0.6, NAN, NAN, NAN, 2.4, 0.6 };
  DwEnergyAnswer *answer;

  meter_kit_begin (kit);
  meter_kit_fill_steady (kit, METER_KIT_AT (0), METER_KIT_AT (1), 100);
  meter_kit_fill_steady (kit, METER_KIT_AT (4.5), METER_KIT_AT (6), 102.7);
  meter_kit_open (kit, METER_KIT_AT (24));
  answer = meter_kit_ask_hours (kit, 6, NULL);
  for (guint i = 0; i < 6; i++)
    {
      g_assert_cmpint ((answer->periods[i].flags & DW_ENERGY_GAP) != 0, ==, i >= 1 && i <= 4);
      g_assert_cmpint ((answer->periods[i].flags & DW_ENERGY_NO_DATA) != 0, ==, isnan (expected[i]));
      if (isnan (expected[i]))
        g_assert_true (isnan (answer->periods[i].energy_kwh));
      else
        g_assert_cmpfloat_with_epsilon (answer->periods[i].energy_kwh, expected[i], 1e-9);
    }
  g_assert_cmpfloat_with_epsilon (answer->total_kwh, 3.6, 1e-9);
  g_assert_cmpfloat_with_epsilon (answer->coverage, 2.5 / 6, 0.02);
  meter_kit_assert_adds_up (answer);
  dw_energy_answer_free (answer);
}

/* The gap reaches over the end of what is asked: the last period is marked although its energy comes later. */
static void
test_gap_over_the_end (TrendKit *kit, gconstpointer data)
{
  DwEnergyAnswer *answer;

  meter_kit_begin (kit);
  meter_kit_fill_steady (kit, METER_KIT_AT (0), METER_KIT_AT (1.5), 100);
  meter_kit_fill_steady (kit, METER_KIT_AT (4.5), METER_KIT_AT (6), 102.7);
  meter_kit_open (kit, METER_KIT_AT (24));
  answer = meter_kit_ask_hours (kit, 2, NULL);
  g_assert_cmpuint (answer->periods[0].flags, ==, DW_ENERGY_NORMAL);
  g_assert_cmpuint (answer->periods[1].flags, ==, DW_ENERGY_GAP);
  g_assert_cmpfloat_with_epsilon (answer->periods[1].energy_kwh, 0.3, 1e-9);
  dw_energy_answer_free (answer);
}

static void
put_rolled (TrendKit *kit)
{
  meter_kit_begin (kit);
  meter_kit_fill_steady (kit, METER_KIT_AT (0), METER_KIT_AT (0.5), 999999.60);
  /* 999999.90 was the last: six digits end at a million. */
  meter_kit_fill_steady (kit, METER_KIT_AT (0.5) + KIT_MINUTE_MS, METER_KIT_AT (2), 0.11);
}

/* 0.30 until the half hour, then 0.10 up to the million and 0.11 after it, then 0.01 a minute. */
static void
test_digits_end (TrendKit *kit, gconstpointer data)
{
  DwEnergyAnswer *answer;

  put_rolled (kit);
  meter_kit_open (kit, METER_KIT_AT (24));
  answer = meter_kit_ask_hours (kit, 2, NULL);
  g_assert_cmpfloat_with_epsilon (answer->periods[0].energy_kwh, 0.30 + 0.21 + 29 * METER_KIT_STEP_KWH, 1e-9);
  g_assert_cmpuint (answer->periods[0].flags, ==, DW_ENERGY_ROLLED);
  g_assert_cmpuint (answer->periods[1].flags, ==, DW_ENERGY_NORMAL);
  dw_energy_answer_free (answer);
}

/* The old meter was read 1009.80 at 1:00 and 1010.00 when it was taken out; the new one began with 5.00 and shows 5.20 at 1:10. */
static void
put_replaced (TrendKit *kit)
{
  meter_kit_begin (kit);
  meter_kit_fill_steady (kit, METER_KIT_AT (0), METER_KIT_AT (1), 1009.20);
  meter_kit_fill_steady (kit, METER_KIT_AT (1) + 10 * KIT_MINUTE_MS, METER_KIT_AT (3), 5.20);
}

/* It shows in the history of the device. */
static void
assert_noted (TrendKit *kit, gint64 time_ms)
{
  const gint64 id = METER_KIT_DEVICE;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) marks = NULL;
  const DwTrendMark *mark;

  trend_kit_settle (kit);
  dw_trend_desk_query_marks_async (kit->station, &id, 1, METER_KIT_AT (0), METER_KIT_AT (24), NULL, trend_kit_ready_cb, &result);
  marks = dw_trend_desk_query_marks_finish (kit->station, trend_kit_wait (&result), NULL);
  g_assert_cmpuint (marks->len, ==, 1);
  mark = marks->pdata[0];
  g_assert_cmpint (mark->kind, ==, DW_TREND_MARK_NOTE);
  g_assert_cmpint (mark->time_ms, ==, time_ms);
  g_assert_cmpstr (mark->text, ==, "Meter replaced P01");
}

static void
test_replaced (TrendKit *kit, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  DwEnergyAnswer *answer;

  put_replaced (kit);
  meter_kit_open (kit, METER_KIT_AT (24));
  trend_kit_sign_in (kit, DW_ROLE_SYSTEM_ADMIN, 0);
  g_assert_true (dw_trend_desk_note_replacement (kit->station, METER_KIT_DEVICE, METER_KIT_AT (1) + 5 * KIT_MINUTE_MS, 1010, 5, &error));
  g_assert_no_error (error);
  answer = meter_kit_ask_hours (kit, 3, NULL);
  g_assert_cmpfloat_with_epsilon (answer->periods[0].energy_kwh, 0.6, 1e-9);
  g_assert_cmpfloat_with_epsilon (answer->periods[1].energy_kwh, 0.2 + 0.2 + 50 * METER_KIT_STEP_KWH, 1e-9);
  g_assert_cmpfloat_with_epsilon (answer->periods[2].energy_kwh, 0.6, 1e-9);
  g_assert_true (answer->periods[1].flags & DW_ENERGY_REPLACED);
  g_assert_false (answer->periods[0].flags & DW_ENERGY_REPLACED);
  assert_noted (kit, METER_KIT_AT (1) + 5 * KIT_MINUTE_MS);
  dw_energy_answer_free (answer);
}

/* Nobody wrote it down: no negative energy, what lies between is lost, and the period says so. */
static void
test_replaced_without_a_note (TrendKit *kit, gconstpointer data)
{
  DwEnergyAnswer *answer;

  put_replaced (kit);
  meter_kit_open (kit, METER_KIT_AT (24));
  answer = meter_kit_ask_hours (kit, 3, NULL);
  g_assert_true (answer->periods[1].flags & DW_ENERGY_RESET);
  g_assert_false (answer->periods[1].flags & DW_ENERGY_REPLACED);
  g_assert_cmpfloat (answer->periods[1].energy_kwh, >=, 50 * METER_KIT_STEP_KWH - 1e-9);
  g_assert_cmpfloat (answer->periods[1].energy_kwh, <=, 5.2 + 50 * METER_KIT_STEP_KWH + 1e-9);
  meter_kit_assert_adds_up (answer);
  dw_energy_answer_free (answer);
}

static void
test_notes_that_are_refused (TrendKit *kit, gconstpointer data)
{
  static const struct
  {
    const char *sentence;
    DwRole role;
    gint64 device_id;
    double after_h, old_final, new_start;
  } cases[] = {
    { "by somebody who may not set up", DW_ROLE_ELECTRICIAN, METER_KIT_DEVICE, 1, 10, 0 },
    { "at a device that is not there", DW_ROLE_SYSTEM_ADMIN, 77, 1, 10, 0 },
    { "in the future", DW_ROLE_SYSTEM_ADMIN, METER_KIT_DEVICE, 25, 10, 0 },
    { "a reading below zero", DW_ROLE_SYSTEM_ADMIN, METER_KIT_DEVICE, 1, -1, 0 },
    { "a reading without end", DW_ROLE_SYSTEM_ADMIN, METER_KIT_DEVICE, 1, 10, INFINITY },
  };

  meter_kit_begin (kit);
  meter_kit_open (kit, METER_KIT_AT (24));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *kept = NULL;

      g_test_message ("%s", cases[i].sentence);
      trend_kit_sign_in (kit, cases[i].role, 0);
      g_assert_false (dw_trend_desk_note_replacement (kit->station, cases[i].device_id, METER_KIT_AT (cases[i].after_h), cases[i].old_final, cases[i].new_start, &error));
      g_assert_nonnull (error);
      kept = dw_store_get_setting (kit->station->store, "meter-replacements");
      g_assert_null (kept);
    }
}

/* At 12:10 the clock goes back to 12:00; the meter goes on counting, half a minute beside the first run. In the 24 hours of the wall clock 24 h 10 min pass. */
static void
test_clock_was_set_back (TrendKit *kit, gconstpointer data)
{
  gint64 edges_ms[] = { METER_KIT_AT (0), METER_KIT_AT (24) };
  double kwh;
  DwEnergyAnswer *answer;

  meter_kit_begin (kit);
  kwh = meter_kit_fill_steady (kit, METER_KIT_AT (0), METER_KIT_AT (12) + 10 * KIT_MINUTE_MS, 50);
  meter_kit_fill_steady (kit, METER_KIT_AT (12) + 30000, METER_KIT_AT (24) + 30000, kwh);
  trend_kit_note_clock (kit, METER_KIT_AT (12), -10 * KIT_MINUTE_MS);
  meter_kit_open (kit, METER_KIT_AT (48));
  answer = meter_kit_ask (kit, edges_ms, 1, NULL);
  g_assert_cmpfloat_with_epsilon (answer->total_kwh, (24 * 60 + 10) * METER_KIT_STEP_KWH, 1e-9);
  g_assert_true (answer->periods[0].flags & DW_ENERGY_CLOCK);
  g_assert_false (answer->periods[0].flags & DW_ENERGY_RESET);
  dw_energy_answer_free (answer);
}

int
main (int argc, char *argv[])
{
  trend_kit_init ();
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/trend-counter/" path, TrendKit, NULL, trend_kit_set_up, func, trend_kit_tear_down)
  ADD ("a-gap-keeps-its-energy", test_gap);
  ADD ("a-gap-over-the-end-marks-the-last-period", test_gap_over_the_end);
  ADD ("a-counter-whose-digits-end", test_digits_end);
  ADD ("a-replaced-meter", test_replaced);
  ADD ("a-replaced-meter-that-nobody-noted", test_replaced_without_a_note);
  ADD ("notes-that-are-refused", test_notes_that_are_refused);
  ADD ("a-clock-set-back-loses-nothing", test_clock_was_set_back);
  return g_test_run ();
}
