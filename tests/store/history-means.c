// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the means of minutes, which the history reads in a way of their own, held against the buckets, which are held against the model.

#include <string.h>

#include "history-kit.h"

static gint64 *
make_minutes (gint64 from_ms, guint n)
{
  gint64 *edges = g_new (gint64, n + 1);

  for (guint i = 0; i <= n; i++)
    edges[i] = from_ms + i * KIT_MINUTE_MS;
  return edges;
}

/* Bit for bit, so that it does not matter how a page asks. */
static void
check_channel (DwHistory *history, const DwHistoryChannel *channel, const gint64 *edges, guint n, const double *means)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DwBuckets) buckets = dw_history_read_buckets (history, channel->device_id, channel->name, edges, n, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    {
      if (memcmp (&means[i], &buckets->buckets[i].mean, sizeof means[i]) == 0 || (means[i] != means[i] && buckets->buckets[i].count == 0))
        continue;
      g_test_message ("device %" G_GINT64_FORMAT " %s, minute %" G_GINT64_FORMAT ": %.17g and %.17g", channel->device_id, channel->name, edges[i], means[i], buckets->buckets[i].mean);
      g_assert_not_reached ();
    }
}

void
kit_check_minute_means (DwHistory *history, const DwHistoryChannel *channels, guint n_channels, gint64 from_ms, guint n)
{
  g_autofree gint64 *edges = make_minutes (from_ms, n);
  g_autoptr (GError) error = NULL;
  g_autofree double *means = dw_history_read_means (history, channels, n_channels, edges, n, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < n_channels; i++)
    check_channel (history, &channels[i], edges, n, means + (gsize)i * n);
}
