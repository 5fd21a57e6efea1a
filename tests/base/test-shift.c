// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan: which shift holds a time, at its edges, over midnight, over the end of a year, and where the clocks change · edges of its stretches.

#include "dw-shift.h"

static gint64
read_time (const char *text)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

  return g_date_time_to_unix (time) * 1000 + g_date_time_get_microsecond (time) / 1000;
}

/* Offsets are written out: they do not come from the code that is tested. */
static const struct
{
  const char *sentence, *zone, *now, *from, *to;
  gboolean night;
} CASES[] = {
  { "in the afternoon", "Asia/Shanghai", "2026-11-20T14:32:12+08:00", "2026-11-20T08:00:00+08:00", "2026-11-20T20:00:00+08:00", FALSE },
  { "the day begins with its first moment", "Asia/Shanghai", "2026-11-20T08:00:00+08:00", "2026-11-20T08:00:00+08:00", "2026-11-20T20:00:00+08:00", FALSE },
  { "just before it is night", "Asia/Shanghai", "2026-11-20T07:59:59.999+08:00", "2026-11-19T20:00:00+08:00", "2026-11-20T08:00:00+08:00", TRUE },
  { "the night begins", "Asia/Shanghai", "2026-11-20T20:00:00+08:00", "2026-11-20T20:00:00+08:00", "2026-11-21T08:00:00+08:00", TRUE },
  { "midnight changes nothing", "Asia/Shanghai", "2026-11-21T00:00:00+08:00", "2026-11-20T20:00:00+08:00", "2026-11-21T08:00:00+08:00", TRUE },
  { "the night into the new year", "Asia/Shanghai", "2027-01-01T03:00:00+08:00", "2026-12-31T20:00:00+08:00", "2027-01-01T08:00:00+08:00", TRUE },
  { "the night in which an hour is left out", "Europe/Berlin", "2026-03-29T04:00:00+02:00", "2026-03-28T20:00:00+01:00", "2026-03-29T08:00:00+02:00", TRUE },
  { "the night in which an hour comes twice", "Europe/Berlin", "2026-10-24T23:00:00+02:00", "2026-10-24T20:00:00+02:00", "2026-10-25T08:00:00+01:00", TRUE },
};

static void
test_find (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (CASES[i].zone);
      DwShift shift;

      g_test_message ("%s", CASES[i].sentence);
      dw_shift_find (&shift, read_time (CASES[i].now), zone);
      g_assert_cmpint (shift.from_ms, ==, read_time (CASES[i].from));
      g_assert_cmpint (shift.to_ms, ==, read_time (CASES[i].to));
      g_assert_cmpint (shift.night, ==, CASES[i].night);
    }
}

static void
test_edges (void)
{
  static const struct
  {
    DwShift shift;
    gint64 step_ms;
    guint n;
    gint64 last_begin_ms;
  } rows[] = {
    { { 0, 43200000, FALSE }, 600000, 73, 42600000 },
    { { 500, 39600500, TRUE }, 600000, 67, 39000500 },
    { { 0, 1000, FALSE }, 300, 5, 900 },
    { { 0, 1000, FALSE }, 5000, 2, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GArray) edges = dw_shift_list_edges (&rows[i].shift, rows[i].step_ms);

      g_assert_cmpuint (edges->len, ==, rows[i].n);
      g_assert_cmpint (g_array_index (edges, gint64, 0), ==, rows[i].shift.from_ms);
      g_assert_cmpint (g_array_index (edges, gint64, edges->len - 2), ==, rows[i].last_begin_ms);
      g_assert_cmpint (g_array_index (edges, gint64, edges->len - 1), ==, rows[i].shift.to_ms);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shift/find", test_find);
  g_test_add_func ("/shift/edges", test_edges);
  return g_test_run ();
}
