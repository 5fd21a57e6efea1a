// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "bench-times.h"

#include <stdlib.h>

static int
compare_times (const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

BenchTimes
bench_times_rank (double *times, guint n)
{
  g_assert (n > 0);
  qsort (times, n, sizeof *times, compare_times);
  return (BenchTimes){ times[n / 2], times[n * 99 / 100], times[n - 1] };
}
