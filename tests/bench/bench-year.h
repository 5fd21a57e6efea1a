// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-clock.h"
#include "dw-history.h"

G_BEGIN_DECLS

/* The parts of bench-year: making the folder, asking it, and looking at it through the trend page. */

typedef struct
{
  guint32 seed;
  guint n_devices, n_days;
  gint64 start_ms, end_ms;
} BenchYearPlan;

typedef struct
{
  gint64 n_samples;
  double seconds; /* of appending alone */
} BenchYearFill;

/* --- bench-year.c --- */
void bench_year_add_number (GString *json, const char *name, double number);

/* --- bench-year-fill.c --- */
void bench_year_fill (const char *dir, const BenchYearPlan *plan, BenchYearFill *fill);
/* Names of the 20 channels of each device. */
void bench_year_name_channels (char names[][40]);

/* --- bench-year-ask.c --- */
void bench_year_ask (const char *dir, const BenchYearPlan *plan, GString *json);
/* What was read or written before is not to be found in memory. */
void bench_year_forget (const char *dir);

/* --- bench-year-look.c: needs a display --- */
void bench_year_look (const char *dir, const BenchYearPlan *plan, GString *json);

G_END_DECLS
