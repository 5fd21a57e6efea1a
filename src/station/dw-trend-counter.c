// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-station-private.h"
#include "dw-trend-desk-private.h"

/* The readings of a counter on their way into the engine's arithmetic. They are read one by one, day by day, over any span: the energy of a month must be that of its
 * days to the watt-hour, and buckets of hours do not say on which side of a border a reading lies.
 *
 * A step is whole, so the readings around the span count too: the last one before it and the first one after it, however far away they are.
 *
 * Where the clock was set back a stretch of time ran twice and its readings lie mixed in the history. They are left out: the readings before and after hold the energy. */

#define COUNTER "energy_active_import"
#define HOUR_MS G_GINT64_CONSTANT (3600000)
#define DAY_MS (24 * HOUR_MS)
#define PHASES 3
/* Counters of old meters move by whole kilowatt-hours: so much of a step is no proof of a wrong reading. */
#define LEAST_SLACK_KWH 1.0

typedef struct
{
  DwHistory *history;
  gint64 device_id;
  GArray *clock_steps; /* gint64 pairs: time, delta */
  DwCounter *counter;
  gint64 last_ms; /* of the newest reading, G_MININT64 = none */
  DwCounterPeriods *outer, *inner;
  guint edge; /* of the inner ones: all before it lie before what is being split */
} Reader;

/* --- plan --- */

static double
find_most_kw (DwStation *station, DwDevice *device)
{
  double rated_a = dw_device_get_rated_current (device);
  guint n_phases = dw_device_find_channel (device, "current_b") != NULL || dw_device_find_channel (device, "voltage_b") != NULL ? PHASES : 1;

  return rated_a > 0 ? n_phases * dw_standard_get_supply (station->standard)->nominal_v * rated_a / 1000 : 0;
}

void
dw_trend_counter_plan_init (DwTrendCounterPlan *self, DwStation *station, gint64 device_id)
{
  DwDevice *device = dw_place_tree_find_device (station->tree, device_id);
  const DwChannel *channel = device != NULL ? dw_device_find_channel (device, COUNTER) : NULL;

  *self = (DwTrendCounterPlan){ .device_id = device_id, .replacements = dw_trend_list_replacements (station, device_id) };
  self->rules.replacements = (const DwCounterReplacement *)(gpointer)self->replacements->data;
  self->rules.n_replacements = self->replacements->len;
  if (channel == NULL)
    return;
  self->rules.period_ms = channel->period_ms;
  self->rules.max_kw = find_most_kw (station, device);
  self->rules.resolution_kwh = MAX (LEAST_SLACK_KWH, channel->resolution);
}

void
dw_trend_counter_plan_clear (DwTrendCounterPlan *self)
{
  g_clear_pointer (&self->replacements, g_array_unref);
}

/* --- the clock --- */

static gint64
get_step (const Reader *reader, guint i, gint64 *delta_ms)
{
  *delta_ms = g_array_index (reader->clock_steps, gint64, 2 * i + 1);
  return g_array_index (reader->clock_steps, gint64, 2 * i);
}

/* A step back to T by d: T … T + d ran twice. */
static gboolean
ran_twice (const Reader *reader, gint64 time_ms)
{
  for (guint i = 0; i < reader->clock_steps->len / 2; i++)
    {
      gint64 delta_ms, step_ms = get_step (reader, i, &delta_ms);

      if (delta_ms < 0 && time_ms >= step_ms && time_ms < step_ms - delta_ms)
        return TRUE;
    }
  return FALSE;
}

static gboolean
was_set_between (const Reader *reader, gint64 from_ms, gint64 to_ms)
{
  for (guint i = 0; i < reader->clock_steps->len / 2; i++)
    {
      gint64 delta_ms, step_ms = get_step (reader, i, &delta_ms);

      if (step_ms > from_ms && step_ms <= to_ms)
        return TRUE;
    }
  return FALSE;
}

/* --- readings --- */

static gboolean
feed_reading (Reader *reader, const DwSamples *samples, guint i, GError **error)
{
  gint64 time_ms = samples->times_ms[i];
  gboolean was_set = reader->last_ms != G_MININT64 && was_set_between (reader, reader->last_ms, time_ms);

  reader->last_ms = time_ms;
  dw_counter_set_period (reader->counter, dw_samples_get_period (samples, i));
  return dw_counter_add (reader->counter, time_ms, samples->values[i], was_set, error);
}

static gboolean
is_usable (const Reader *reader, const DwSamples *samples, guint i)
{
  return samples->qualities[i] == DW_QUALITY_GOOD && !ran_twice (reader, samples->times_ms[i]);
}

/* The next edge of the inner periods, which are among them all edges of the outer ones; beyond the last there is none. */
static gint64
find_edge (Reader *reader, gint64 time_ms)
{
  while (reader->edge <= reader->inner->n && reader->inner->edges_ms[reader->edge] < time_ms)
    reader->edge++;
  return reader->edge <= reader->inner->n ? reader->inner->edges_ms[reader->edge] : G_MAXINT64;
}

/* Ordinary steps that follow one another between two edges say no more than their sum, and a year of them is six million. Returns how many are left. */
static guint
join_steps (Reader *reader, DwCounterStep *steps, guint n)
{
  guint n_joined = 0;

  for (guint i = 0; i < n; i++)
    {
      DwCounterStep *last = n_joined > 0 ? &steps[n_joined - 1] : NULL;

      if (last != NULL && last->flags == 0 && steps[i].flags == 0 && last->to_ms == steps[i].from_ms && steps[i].to_ms <= find_edge (reader, last->from_ms + 1))
        {
          last->to_ms = steps[i].to_ms;
          last->energy_wh += steps[i].energy_wh;
        }
      else
        steps[n_joined++] = steps[i];
    }
  return n_joined;
}

static void
split_steps (Reader *reader, GArray *steps)
{
  DwCounterStep *first = (DwCounterStep *)(gpointer)steps->data;
  guint n = join_steps (reader, first, steps->len);

  dw_counter_split (reader->outer, first, n);
  dw_counter_split (reader->inner, first, n);
  g_array_unref (steps);
}

static DwSamples *
read_samples (const Reader *reader, gint64 from_ms, gint64 to_ms, GCancellable *cancellable, GError **error)
{
  return dw_history_read_samples (reader->history, reader->device_id, COUNTER, from_ms, to_ms, cancellable, error);
}

/* Half-open. */
static gboolean
feed_span (Reader *reader, gint64 from_ms, gint64 to_ms, GCancellable *cancellable, GError **error)
{
  g_autoptr (DwSamples) samples = read_samples (reader, from_ms, to_ms, cancellable, error);

  if (samples == NULL)
    return FALSE;
  for (guint i = 0; i < samples->n; i++)
    if (is_usable (reader, samples, i) && !feed_reading (reader, samples, i, error))
      return FALSE;
  split_steps (reader, dw_counter_take_steps (reader->counter));
  return TRUE;
}

static gboolean
feed_days (Reader *reader, gint64 from_ms, gint64 to_ms, GCancellable *cancellable, GError **error)
{
  for (gint64 at_ms = from_ms; at_ms < to_ms; at_ms += DAY_MS)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) || !feed_span (reader, at_ms, MIN (at_ms + DAY_MS, to_ms), cancellable, error))
      return FALSE;
  return TRUE;
}

/* --- around the span --- */

typedef enum { LAST,
               FIRST } Which;

/* TRUE: the last or first usable reading of the stretch is fed. FALSE: there is none, or *error is set. */
static gboolean
feed_one (Reader *reader, Which which, gint64 from_ms, gint64 to_ms, GCancellable *cancellable, GError **error)
{
  g_autoptr (DwSamples) samples = read_samples (reader, from_ms, to_ms, cancellable, error);

  for (guint k = 0; samples != NULL && k < samples->n; k++)
    {
      guint i = which == FIRST ? k : samples->n - 1 - k;

      if (is_usable (reader, samples, i))
        return feed_reading (reader, samples, i, error);
    }
  return FALSE;
}

/* The device's data nearest to the border, then a day around that: a counter that is asked for less often than other channels is found too. */
static gboolean
feed_neighbour (Reader *reader, Which which, gint64 border_ms, GCancellable *cancellable, GError **error)
{
  static const gint64 reaches_ms[] = { HOUR_MS, DAY_MS };
  gint64 before_ms, after_ms;
  GError *problem = NULL;

  if (!dw_history_find_near (reader->history, reader->device_id, border_ms, &before_ms, &after_ms, error))
    return FALSE;
  if ((which == LAST ? before_ms : after_ms) == 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (reaches_ms) && problem == NULL; i++)
    {
      gint64 from_ms = which == LAST ? before_ms + 1 - reaches_ms[i] : after_ms;

      if (feed_one (reader, which, from_ms, which == LAST ? before_ms + 1 : after_ms + reaches_ms[i], cancellable, &problem))
        return TRUE;
    }
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);
  return FALSE;
}

static gboolean
feed_all (Reader *reader, gint64 from_ms, gint64 to_ms, GCancellable *cancellable, GError **error)
{
  return feed_neighbour (reader, LAST, from_ms, cancellable, error) &&
         feed_days (reader, from_ms, to_ms, cancellable, error) &&
         feed_neighbour (reader, FIRST, to_ms, cancellable, error);
}

gboolean
dw_trend_read_counter (DwHistory *history, const DwTrendCounterPlan *plan, DwCounterPeriods *outer, DwCounterPeriods *inner, GCancellable *cancellable, GError **error)
{
  gint64 from_ms = outer->edges_ms[0], to_ms = outer->edges_ms[outer->n];
  g_autoptr (GArray) clock_steps = dw_history_read_clock_steps (history, from_ms - DAY_MS, to_ms + DAY_MS, error);
  g_autoptr (DwCounter) counter = clock_steps != NULL ? dw_counter_new (&plan->rules, error) : NULL;
  Reader reader = { history, plan->device_id, clock_steps, counter, G_MININT64, outer, inner, 0 };

  if (counter == NULL || !feed_all (&reader, from_ms, to_ms, cancellable, error))
    return FALSE;
  split_steps (&reader, dw_counter_finish (counter));
  return TRUE;
}
