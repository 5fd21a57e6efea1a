// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-spark.h"

/* Gaps stay gaps: which samples are joined is a table. */

#define MAX_SAMPLES 8
#define MAX_RUNS 4

typedef struct
{
  const char *sentence;
  guint n;
  gint64 times[MAX_SAMPLES];
  double values[MAX_SAMPLES];
  guint n_runs;
  guint runs[MAX_RUNS][2];
} RunCase;

static const RunCase cases[] = {
  { "steady samples are one line", 4, { 0, 10, 20, 30 }, { 1, 2, 3, 4 }, 1, { { 0, 4 } } },
  { "a hole in time breaks the line", 4, { 0, 10, 60, 70 }, { 1, 2, 3, 4 }, 2, { { 0, 2 }, { 2, 4 } } },
  { "a step of just the allowed width is joined", 3, { 0, 25, 50 }, { 1, 2, 3 }, 1, { { 0, 3 } } },
  { "a bad sample breaks the line", 5, { 0, 10, 20, 30, 40 }, { 1, 2, NAN, 4, 5 }, 2, { { 0, 2 }, { 3, 5 } } },
  { "bad samples at both ends are left out", 4, { 0, 10, 20, 30 }, { NAN, 2, 3, INFINITY }, 1, { { 1, 3 } } },
  { "a sample alone is a run of its own", 3, { 0, 50, 99 }, { 1, 2, 3 }, 3, { { 0, 1 }, { 1, 2 }, { 2, 3 } } },
  { "samples outside the span are not drawn", 4, { -20, 0, 100, 120 }, { 9, 2, 3, 9 }, 2, { { 1, 2 }, { 2, 3 } } },
  { "no sample, no line", 0, { 0 }, { 0 }, 0, { { 0, 0 } } },
  { "only bad samples, no line", 2, { 0, 10 }, { NAN, NAN }, 0, { { 0, 0 } } },
};

static DwSpark
make_spark (const RunCase *c)
{
  return (DwSpark){ .lines = { { c->times, c->values, c->n, 25, DW_STROKE_A } }, .n_lines = 1, .from_ms = 0, .to_ms = 100 };
}

static void
test_runs (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DwSpark spark = make_spark (&cases[i]);
      guint start = 0, end = 0, n = 0;

      g_test_message ("%s", cases[i].sentence);
      while (dw_spark_next_run (&spark, 0, &start, &end))
        {
          g_assert_cmpuint (n, <, cases[i].n_runs);
          g_assert_cmpuint (start, ==, cases[i].runs[n][0]);
          g_assert_cmpuint (end, ==, cases[i].runs[n][1]);
          start = end;
          n++;
        }
      g_assert_cmpuint (n, ==, cases[i].n_runs);
    }
}

static void
test_range_has_room_and_sees_only_the_span (void)
{
  DwSpark spark = make_spark (&cases[6]);
  double low, high;

  g_assert_true (dw_spark_get_range (&spark, &low, &high));
  g_assert_cmpfloat_with_epsilon (low, 2 - 0.12, 1e-9);
  g_assert_cmpfloat_with_epsilon (high, 3 + 0.12, 1e-9);
  spark = make_spark (&cases[8]);
  g_assert_false (dw_spark_get_range (&spark, &low, &high));
}

static void
test_flat_line_lies_in_the_middle (void)
{
  static const gint64 times[] = { 0, 10 };
  static const double values[] = { 230, 230 };
  DwSpark spark = { .lines = { { times, values, 2, 0, DW_STROKE_SINGLE } }, .n_lines = 1, .to_ms = 100 };
  double low, high;

  g_assert_true (dw_spark_get_range (&spark, &low, &high));
  g_assert_cmpfloat (low, ==, 229);
  g_assert_cmpfloat (high, ==, 231);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spark/gaps-stay-gaps", test_runs);
  g_test_add_func ("/spark/range-has-room-and-sees-only-the-span", test_range_has_room_and_sees_only_the_span);
  g_test_add_func ("/spark/a-flat-line-lies-in-the-middle", test_flat_line_lies_in_the_middle);
  return g_test_run ();
}
