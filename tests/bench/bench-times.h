// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is told of many times that were taken of the same thing: the middle one, the one that 99 of 100 stay below, and the longest. */
typedef struct
{
  double median, p99, most;
} BenchTimes;

/* Sorts the times; n is at least 1. In the unit of the times. */
BenchTimes bench_times_rank (double *times, guint n);

G_END_DECLS
