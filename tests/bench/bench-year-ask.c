// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "bench-history-data.h"
#include "bench-year.h"

/* The year of one circuit asked from the store alone, its pages thrown out of the kernel's memory before, and again with them there: what of the first frame is the disk. */

#define HOUR_MS G_GINT64_CONSTANT (3600000)

typedef struct
{
  const char *name;
  gint64 step_ms; /* 0: 1,080 equal stretches, whose edges cut hours */
} Question;

static const Question QUESTIONS[] = { { "equal_1080", 0 }, { "nine_hours", 9 * HOUR_MS }, { "days", 24 * HOUR_MS }, { "hours", HOUR_MS } };

void
bench_year_forget (const char *dir)
{
  g_autofree char *path = g_build_filename (dir, "history", "samples.db", NULL);
  int file = open (path, O_RDONLY | O_CLOEXEC);

  if (file < 0)
    return;
  fdatasync (file);
  posix_fadvise (file, 0, 0, POSIX_FADV_DONTNEED);
  close (file);
}

static gint64 *
make_edges (const BenchYearPlan *plan, const Question *question, guint *n)
{
  gint64 span_ms = plan->end_ms - plan->start_ms, step_ms = question->step_ms > 0 ? question->step_ms : span_ms / 1080;
  gint64 *edges_ms;

  *n = (guint)(span_ms / step_ms);
  edges_ms = g_new (gint64, *n + 1);
  for (guint i = 0; i <= *n; i++)
    edges_ms[i] = plan->start_ms + i * step_ms;
  return edges_ms;
}

static double
ask (const char *dir, const BenchYearPlan *plan, const Question *question, guint device)
{
  g_autoptr (DwClock) clock = dw_clock_new_system ();
  g_autoptr (GError) error = NULL;
  DwHistory *history = dw_history_open (dir, DW_HISTORY_READ, NULL, &error);
  g_autoptr (DwBuckets) buckets = NULL;
  g_autofree gint64 *edges_ms = NULL;
  gint64 begin_us;
  guint n;

  if (history == NULL)
    g_error ("%s", error->message);
  edges_ms = make_edges (plan, question, &n);
  begin_us = dw_clock_mono_us (clock);
  buckets = dw_history_read_buckets (history, bench_history_data_get_device_id (device), "residual_current", edges_ms, n, NULL, &error);
  begin_us = dw_clock_mono_us (clock) - begin_us;
  if (buckets == NULL || buckets->buckets[n / 2].count == 0)
    g_error ("there is no year: %s", error != NULL ? error->message : "");
  dw_history_close (history);
  return (double)begin_us / 1000;
}

void
bench_year_ask (const char *dir, const BenchYearPlan *plan, GString *json)
{
  for (guint i = 0; i < G_N_ELEMENTS (QUESTIONS); i++)
    {
      g_autofree char *cold = g_strdup_printf ("%s_cold_ms", QUESTIONS[i].name), *warm = g_strdup_printf ("%s_warm_ms", QUESTIONS[i].name);

      bench_year_forget (dir);
      bench_year_add_number (json, cold, ask (dir, plan, &QUESTIONS[i], i % plan->n_devices));
      bench_year_add_number (json, warm, ask (dir, plan, &QUESTIONS[i], i % plan->n_devices));
    }
}
