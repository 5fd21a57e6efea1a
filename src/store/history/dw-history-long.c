// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: one channel in buckets. A year lies in hundreds of places of the file, and the disk brings them one after the other when one thread asks for them: a long
// span is cut between buckets, and its parts are read side by side. Each bucket is in one part alone, so that the answer is the same.

#include "dw-history-parts.h"

/* Fewer days than this for each thread are not worth waking it. */
#define LEAST_DAYS 12

/* What one thread does. */
typedef struct
{
  DwHistoryPart head;
  gint64 device_id;
  const char *name;
  const gint64 *edges_ms;
  guint n;
  DwBuckets *buckets;
} Part;

static void
run_part (gpointer data)
{
  Part *part = data;

  part->buckets = dw_history_view_gather (part->head.view, part->device_id, part->name, part->edges_ms, part->n, &part->head.error);
}

static guint
count_parts (const gint64 *edges_ms, guint n)
{
  gint64 days = (edges_ms[n] - edges_ms[0]) / DW_HISTORY_DAY_MS;

  return (guint)CLAMP (MIN (days / LEAST_DAYS, (gint64)n), 1, DW_HISTORY_MOST_PARTS);
}

/* The same number of buckets for each; they are mostly of one length. */
static void
share_buckets (Part *parts, guint n_parts, DwHistoryView *views, const Part *whole)
{
  for (guint i = 0; i < n_parts; i++)
    {
      guint from = i * whole->n / n_parts, to = (i + 1) * whole->n / n_parts;

      parts[i] = *whole;
      parts[i].head.view = &views[i];
      parts[i].edges_ms = whole->edges_ms + from;
      parts[i].n = to - from;
    }
}

/* The period is the longest of what was found; a part that found nothing only knows what the device says now. */
static gboolean
has_any (const DwBuckets *buckets)
{
  for (guint i = 0; i < buckets->n; i++)
    if (buckets->buckets[i].count > 0 || buckets->buckets[i].others > 0)
      return TRUE;
  return FALSE;
}

static DwBuckets *
join_parts (const Part *parts, guint n_parts, const Part *whole)
{
  DwBuckets *buckets = dw_buckets_new (whole->edges_ms, whole->n);
  int period_ms = 0;
  guint at = 0;

  for (guint i = 0; i < n_parts; i++)
    {
      memcpy (buckets->buckets + at, parts[i].buckets->buckets, parts[i].n * sizeof *buckets->buckets);
      at += parts[i].n;
      if (has_any (parts[i].buckets))
        period_ms = MAX (period_ms, parts[i].buckets->period_ms);
    }
  buckets->period_ms = period_ms > 0 ? period_ms : parts[0].buckets->period_ms;
  return buckets;
}

DwBuckets *
dw_history_read_buckets (DwHistory *self, gint64 device_id, const char *name, const gint64 *edges_ms, guint n, GCancellable *cancellable, GError **error)
{
  DwHistoryView views[DW_HISTORY_MOST_PARTS];
  Part parts[DW_HISTORY_MOST_PARTS] = { 0 }, whole = { .device_id = device_id, .name = name, .edges_ms = edges_ms, .n = n };
  DwBuckets *buckets = NULL;
  guint n_parts;

  g_return_val_if_fail (dw_history_edges_ascend (edges_ms, n), NULL);

  n_parts = count_parts (edges_ms, n);
  if (!dw_history_views_begin (views, &n_parts, self, &device_id, 1, cancellable, error))
    return NULL;
  share_buckets (parts, n_parts, views, &whole);
  dw_history_run_parts (run_part, parts, sizeof *parts, n_parts);
  if (dw_history_end_parts (parts, sizeof *parts, n_parts, error))
    buckets = join_parts (parts, n_parts, &whole);
  for (guint i = 0; i < n_parts; i++)
    g_clear_pointer (&parts[i].buckets, dw_buckets_free);
  return buckets;
}
