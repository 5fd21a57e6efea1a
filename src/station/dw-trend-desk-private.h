// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-counter.h"
#include "dw-history.h"
#include "dw-trend-desk.h"

G_BEGIN_DECLS

/* What the files of the trend desk share. A question is asked on the main thread: there its right is checked and everything of the model that the answer needs is
 * copied into a job. The worker sees the job and the history, never the station. */

/* --- dw-trend-desk.c: the way of a question --- */

/* Blocking, on the worker. NULL with error. */
typedef gpointer (*DwTrendWork) (DwHistory *history, gpointer job, GCancellable *cancellable, GError **error);

typedef struct
{
  gpointer tag; /* the public function */
  DwTrendWork work;
  GDestroyNotify free_job;
  GDestroyNotify free_answer;
} DwTrendErrand;

/* Takes the job, come what may. errand: static. */
void dw_trend_run (DwStation *station, const DwTrendErrand *errand, gpointer job, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* The same for a task that exists already; takes it. */
void dw_trend_run_task (DwStation *station, const DwTrendErrand *errand, gpointer job, GTask *task);
/* Answers with the error, later. Takes it. */
void dw_trend_refuse (const DwTrendErrand *errand, GError *error, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/* May the person who sits here look at the device? FALSE with error. */
gboolean dw_trend_check_device (DwStation *station, gint64 device_id, GError **error);
gboolean dw_trend_check_span (gint64 from_ms, gint64 to_ms, GError **error);
/* n + 1 ascending times. */
gboolean dw_trend_check_edges (const gint64 *edges_ms, guint n, GError **error);

/* --- dw-trend-plan.c: what a channel is made of --- */

#define DW_TREND_MAX_INPUTS 3
#define DW_TREND_UNKNOWN_PERIOD_MS 60000 /* as the history counts a channel that names no period */

typedef struct _DwTrendDerived DwTrendDerived;
typedef struct _DwTrendRecipe DwTrendRecipe;

/* Everything that reading a channel needs; plain, any thread. */
typedef struct
{
  DwTrendChannel channel;
  const DwTrendDerived *derived; /* NULL = measured */
  const DwTrendRecipe *recipe;   /* of a derived one; NULL: the device measures nothing it could be computed from */
  char inputs[DW_TREND_MAX_INPUTS][40];
  guint n_inputs; /* 0 without a recipe */
  double rated_a;
  double nominal_v;
  gboolean approximate;
  int period_ms;         /* never 0 */
  double warning, alarm; /* NaN = none */
} DwTrendPlan;

void dw_trend_plan_init (DwTrendPlan *self, DwStation *station, const DwTrendChannel *channel);
/* One row of a derived channel that has a recipe; NaN = undefined. */
double dw_trend_plan_compute (const DwTrendPlan *self, const double *inputs);

/* --- dw-trend-stream.c: long spans, piece by piece --- */

#define DW_TREND_MINUTE_MS 60000

/* A piece of a channel. Weights as in dw-series.h; those of samples that are not good mean nothing. */
typedef struct
{
  DwSamples *samples;
  gint64 *weights_ms;
} DwTrendSlice;
void dw_trend_slice_clear (DwTrendSlice *self);

typedef struct
{
  DwHistory *history;
  const DwTrendPlan *plan;
  gint64 at_ms, to_ms;
  gboolean minutes; /* means of minutes instead of samples */
  gint64 last_ms;   /* of the newest sample before at_ms; G_MININT64 = none within the time that a sample may stand for */
  gboolean begun;   /* last_ms is known */
} DwTrendStream;

/* Half-open span. */
void dw_trend_stream_init (DwTrendStream *self, DwHistory *history, const DwTrendPlan *plan, gint64 from_ms, gint64 to_ms, gboolean minutes);
/* FALSE: the end, or *error is set. The slice is the caller's. */
gboolean dw_trend_stream_next (DwTrendStream *self, DwTrendSlice *slice, GCancellable *cancellable, GError **error);
/* The samples of the span at once; derived ones computed. */
DwSamples *dw_trend_read_samples (DwHistory *history, const DwTrendPlan *plan, gint64 from_ms, gint64 to_ms, GCancellable *cancellable, GError **error);
/* Buckets of any channel; derived ones by the rules of dw-series.h. */
DwBuckets *dw_trend_read_buckets (DwHistory *history, const DwTrendPlan *plan, const gint64 *edges_ms, guint n, GCancellable *cancellable, GError **error);
/* TRUE when a derived channel over this span is computed from means of minutes. */
gboolean dw_trend_is_coarse (const DwTrendPlan *plan, gint64 from_ms, gint64 to_ms);

/* --- dw-trend-stats.c --- */

/* now_ms ends what counts as covered. */
gboolean dw_trend_read_stats (DwHistory *history, const DwTrendPlan *plan, gint64 from_ms, gint64 to_ms, gint64 now_ms, DwTrendStats *stats, GCancellable *cancellable, GError **error);
void dw_trend_stats_init (DwTrendStats *self);

/* --- dw-trend-counter.c --- */

/* What reading the counter of one device needs. */
typedef struct
{
  gint64 device_id;
  DwCounterRules rules;
  GArray *replacements; /* DwCounterReplacement; what the rules point at */
} DwTrendCounterPlan;

/* dw-trend-replacement.c: of one device, ascending; array of DwCounterReplacement. */
GArray *dw_trend_list_replacements (DwStation *station, gint64 device_id);
void dw_trend_counter_plan_init (DwTrendCounterPlan *self, DwStation *station, gint64 device_id);
void dw_trend_counter_plan_clear (DwTrendCounterPlan *self);
/* Energy of both sets of periods, which begin and end together: from the last reading before their begin to the first one after their end. */
gboolean dw_trend_read_counter (DwHistory *history, const DwTrendCounterPlan *plan, DwCounterPeriods *outer, DwCounterPeriods *inner, GCancellable *cancellable, GError **error);
/* What the periods of the answer cost, and all of them; what lies before them only counts as consumption. periods: from dw_tariff_cost_begin_ms on, cut at dw_tariff_list_changes and
 * where those of the answer begin. What lies after now_ms is left out. has_cost: there is any energy at all. */
void dw_trend_cost (const DwTariff *tariff, GTimeZone *zone, const DwCounterPeriods *periods, gint64 now_ms, DwEnergyAnswer *answer);

G_END_DECLS
