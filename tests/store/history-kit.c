// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the store beside its model, fed with the same, and held against it.

#include <math.h>

#include "history-kit.h"

/* A channel whose period nobody knows is taken as one sample a minute. */
#define UNKNOWN_PERIOD_MS 60000

/* --- the store beside the model --- */

DwHistory *
kit_open (const char *dir, DwHistoryMode mode)
{
  g_autofree char *put_aside = NULL;
  g_autoptr (GError) error = NULL;
  DwHistory *history = dw_history_open (dir, mode, &put_aside, &error);

  g_assert_no_error (error);
  g_assert_nonnull (history);
  g_assert_null (put_aside);
  return history;
}

Kit *
kit_new (void)
{
  Kit *self = g_new0 (Kit, 1);

  self->dir = fixture_folder_new ();
  self->model = kit_model_new ();
  self->history = kit_open (self->dir, DW_HISTORY_WRITE);
  return self;
}

void
kit_free (Kit *self)
{
  dw_history_close (self->history);
  kit_model_free (self->model);
  fixture_folder_remove (self->dir);
  g_free (self);
}

void
kit_reopen (Kit *self)
{
  g_clear_pointer (&self->history, dw_history_close);
  self->history = kit_open (self->dir, DW_HISTORY_WRITE);
}

void
kit_set_columns (Kit *self, gint64 device_id, const DwHistoryColumn *columns, guint n_columns)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (dw_history_set_columns (self->history, device_id, columns, n_columns, &error));
  g_assert_no_error (error);
  kit_model_set_columns (self->model, device_id, columns, n_columns);
}

void
kit_append (Kit *self, GPtrArray *reports)
{
  kit_append_every (self, reports, 0);
}

void
kit_append_every (Kit *self, GPtrArray *reports, int period_ms)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (dw_history_append_every (self->history, reports, period_ms, 0, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < reports->len; i++)
    kit_model_put_every (self->model, reports->pdata[i], period_ms);
  g_ptr_array_unref (reports);
}

void
kit_append_one (Kit *self, DwReport *report)
{
  GPtrArray *reports = kit_reports_new ();

  g_ptr_array_add (reports, report);
  kit_append (self, reports);
}

void
kit_seal (Kit *self, gint64 before_ms)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (dw_history_seal (self->history, before_ms, &error));
  g_assert_no_error (error);
}

/* --- comparing --- */

static void
assert_value (const KitSample *sample, double value)
{
  double expected = (double)sample->number / KIT_FACTORS[sample->digits];

  if (!sample->has_value)
    {
      g_assert_true (isnan (value));
      return;
    }
  g_assert_cmpfloat (fabs (value - expected), <=, 1e-12 * MAX (1, fabs (expected)));
  g_assert_cmpint (llround (value * KIT_FACTORS[sample->digits]), ==, sample->number);
}

void
kit_check_samples (DwHistory *history, KitModel *model, gint64 device_id, const char *name, gint64 from_ms, gint64 to_ms)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DwSamples) found = dw_history_read_samples (history, device_id, name, from_ms, to_ms, NULL, &error);
  const GArray *samples = kit_model_get (model, device_id, name);
  guint first = kit_find_sample (samples, from_ms);
  guint end = kit_find_sample (samples, to_ms);

  g_assert_no_error (error);
  g_assert_nonnull (found);
  g_assert_cmpuint (found->n, ==, MAX (end, first) - first);
  for (guint i = 0; i < found->n; i++)
    {
      const KitSample *sample = &g_array_index (samples, KitSample, first + i);

      g_assert_cmpint (found->times_ms[i], ==, sample->time_ms);
      g_assert_cmpuint (found->qualities[i], ==, sample->quality);
      g_assert_cmpint (dw_samples_get_period (found, i), ==, sample->period_ms);
      assert_value (sample, found->values[i]);
    }
}

__extension__ typedef __int128 Wide;
#define MILLION 1000000

typedef struct
{
  gint64 count, others, weight_ms;
  Wide min, max, sum, weighted; /* in the finest unit, for the digits of a channel may change */
} Sums;

/* A sample stands for the time since the sample before it, at most for two periods of its own; nothing is known of a sample before the first. */
static gint64
weigh (const GArray *samples, guint i)
{
  const KitSample *sample = &g_array_index (samples, KitSample, i);
  gint64 most_ms = 2 * (gint64)(sample->period_ms > 0 ? sample->period_ms : UNKNOWN_PERIOD_MS);

  return i == 0 ? most_ms : MIN (most_ms, sample->time_ms - g_array_index (samples, KitSample, i - 1).time_ms);
}

static Sums
sum_up (const GArray *samples, gint64 from_ms, gint64 to_ms)
{
  Sums sums = { .min = (Wide)G_MAXINT64 * MILLION, .max = (Wide)G_MININT64 * MILLION };

  for (guint i = kit_find_sample (samples, from_ms); i < samples->len && g_array_index (samples, KitSample, i).time_ms < to_ms; i++)
    {
      const KitSample *sample = &g_array_index (samples, KitSample, i);
      Wide number;

      if (sample->quality != DW_QUALITY_GOOD)
        {
          sums.others++;
          continue;
        }
      number = (Wide)sample->number * (gint64)KIT_FACTORS[DW_HISTORY_MAX_DIGITS - sample->digits];
      sums.count++;
      sums.weight_ms += weigh (samples, i);
      sums.min = MIN (sums.min, number);
      sums.max = MAX (sums.max, number);
      sums.sum += number;
      sums.weighted += number * weigh (samples, i);
    }
  return sums;
}

static void
assert_near (const char *what, double found, double expected)
{
  if (!(fabs (found - expected) <= 1e-12 * MAX (1, fabs (expected))))
    g_error ("%s is %.17g, expected %.17g", what, found, expected);
}

static void
assert_bucket (const DwBucket *bucket, const Sums *sums)
{
  g_assert_cmpint (bucket->count, ==, sums->count);
  g_assert_cmpint (bucket->others, ==, sums->others);
  g_assert_cmpint (bucket->weight_ms, ==, sums->weight_ms);
  if (sums->count == 0)
    {
      g_assert_true (isnan (bucket->min) && isnan (bucket->max) && isnan (bucket->sum) && isnan (bucket->mean) && isnan (bucket->weighted_mean));
      return;
    }
  assert_near ("min", bucket->min, (double)sums->min / MILLION);
  assert_near ("max", bucket->max, (double)sums->max / MILLION);
  assert_near ("sum", bucket->sum, (double)sums->sum / MILLION);
  assert_near ("mean", bucket->mean, (double)sums->sum / (double)sums->count / MILLION);
  if (sums->weight_ms > 0)
    assert_near ("weighted mean", bucket->weighted_mean, (double)sums->weighted / (double)sums->weight_ms / MILLION);
}

void
kit_check_buckets (DwHistory *history, KitModel *model, gint64 device_id, const char *name, const gint64 *edges_ms, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DwBuckets) found = dw_history_read_buckets (history, device_id, name, edges_ms, n, NULL, &error);
  const GArray *samples = kit_model_get (model, device_id, name);

  g_assert_no_error (error);
  g_assert_nonnull (found);
  g_assert_cmpuint (found->n, ==, n);
  g_assert_cmpmem (found->edges_ms, (n + 1) * sizeof *edges_ms, edges_ms, (n + 1) * sizeof *edges_ms);
  for (guint i = 0; i < n; i++)
    {
      Sums sums = sum_up (samples, edges_ms[i], edges_ms[i + 1]);

      if (found->buckets[i].count != sums.count || found->buckets[i].weight_ms != sums.weight_ms)
        g_test_message ("bucket %u of %u, device %" G_GINT64_FORMAT " %s, from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, i, n, device_id, name, edges_ms[i], edges_ms[i + 1]);
      assert_bucket (&found->buckets[i], &sums);
    }
}

static void
check_span (DwHistory *history, KitModel *model, const KitChannel *channel, gint64 step_ms)
{
  gint64 first_ms = g_array_index (channel->samples, KitSample, 0).time_ms;
  gint64 last_ms = g_array_index (channel->samples, KitSample, channel->samples->len - 1).time_ms;
  gint64 begin_ms = first_ms - first_ms % step_ms;
  guint n = (guint)MIN ((last_ms - begin_ms) / step_ms + 1, 2000);
  g_autofree gint64 *edges = g_new (gint64, n + 1);

  for (guint i = 0; i <= n; i++)
    edges[i] = begin_ms + i * step_ms;
  kit_check_buckets (history, model, channel->device_id, channel->name, edges, n);
}

static int
compare_channels (gconstpointer a, gconstpointer b)
{
  gint64 x = ((const DwHistoryChannel *)a)->device_id, y = ((const DwHistoryChannel *)b)->device_id;

  return x < y ? -1 : x > y;
}

/* Some hours from anywhere in what there is, at its edges too. */
static void
check_some_minutes (DwHistory *history, KitModel *model)
{
  g_autoptr (GArray) channels = g_array_new (FALSE, FALSE, sizeof (DwHistoryChannel));
  g_autoptr (GPtrArray) known = kit_model_list_channels (model);
  gint64 first_ms = G_MAXINT64, last_ms = 0, minutes;

  for (guint i = 0; i < known->len; i++)
    {
      const KitChannel *channel = known->pdata[i];

      if (channel->samples->len == 0)
        continue;
      g_array_append_val (channels, ((DwHistoryChannel){ channel->device_id, channel->name }));
      first_ms = MIN (first_ms, g_array_index (channel->samples, KitSample, 0).time_ms);
      last_ms = MAX (last_ms, g_array_index (channel->samples, KitSample, channel->samples->len - 1).time_ms);
    }
  if (channels->len == 0)
    return;
  g_array_sort (channels, compare_channels);
  minutes = (last_ms - first_ms) / KIT_MINUTE_MS;
  first_ms += (gint64)(g_test_rand_double () * (double)minutes) * KIT_MINUTE_MS;
  first_ms = MAX (first_ms - first_ms % KIT_MINUTE_MS - 100 * KIT_MINUTE_MS, 0);
  kit_check_minute_means (history, (const DwHistoryChannel *)(gpointer)channels->data, MIN (channels->len, 40), first_ms, 300);
}

void
kit_check_all (DwHistory *history, KitModel *model)
{
  g_autoptr (GPtrArray) channels = kit_model_list_channels (model);

  for (guint i = 0; i < channels->len; i++)
    {
      const KitChannel *channel = channels->pdata[i];

      kit_check_samples (history, model, channel->device_id, channel->name, G_MININT64, G_MAXINT64);
      if (channel->samples->len == 0)
        continue;
      check_span (history, model, channel, 600000);
      check_span (history, model, channel, KIT_DAY_MS);
    }
  check_some_minutes (history, model);
}

int
kit_read_chunk_version (const char *dir, gint64 device_id, gint64 hour)
{
  g_autofree char *sql = g_strdup_printf ("SELECT unicode (CAST (substr (data, 3, 1) AS TEXT)) FROM history_chunk WHERE id = %" G_GINT64_FORMAT, (hour << 32) | device_id);

  return (int)fixture_read_number_of (dir, "history/samples.db", sql);
}

void
kit_check_verified (DwHistory *history)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) findings = NULL;
  gint64 checked = 0;

  findings = dw_history_verify (history, &checked, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", g_array_index (findings, DwHistoryFinding, i).problem);
  g_assert_cmpuint (findings->len, ==, 0);
}
