// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: several channels asked at once. Many are shared among some threads, each with a look at the file of its own: all looks are taken at one moment.

#include "dw-history-parts.h"

/* Fewer channels than this for each thread are not worth waking it. */
#define LEAST_CHANNELS 8

gboolean
dw_history_edges_ascend (const gint64 *edges_ms, guint n)
{
  for (guint i = 0; i < n; i++)
    if (edges_ms[i + 1] <= edges_ms[i])
      return FALSE;
  return n > 0;
}

static gint64 *
list_devices (const DwHistoryChannel *channels, guint n_channels)
{
  gint64 *device_ids = g_new (gint64, MAX (n_channels, 1));

  for (guint i = 0; i < n_channels; i++)
    device_ids[i] = channels[i].device_id;
  return device_ids;
}

static gboolean
begin_many (DwHistoryView *view, DwHistory *self, const DwHistoryChannel *channels, guint n_channels, GCancellable *cancellable, GError **error)
{
  g_autofree gint64 *device_ids = list_devices (channels, n_channels);

  return dw_history_view_begin (view, self, device_ids, n_channels, cancellable, error);
}

GPtrArray *
dw_history_read_many (DwHistory *self, const DwHistoryChannel *channels, guint n_channels, const gint64 *edges_ms, guint n, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_buckets_free);
  DwHistoryView view;

  g_return_val_if_fail (dw_history_edges_ascend (edges_ms, n) && n_channels > 0, NULL);

  if (!begin_many (&view, self, channels, n_channels, cancellable, error))
    return NULL;
  for (guint i = 0; i < n_channels; i++)
    {
      DwBuckets *buckets = dw_history_view_gather (&view, channels[i].device_id, channels[i].name, edges_ms, n, error);

      if (buckets == NULL)
        break;
      g_ptr_array_add (answers, buckets);
    }
  dw_history_view_end (&view);
  return answers->len == n_channels ? g_steal_pointer (&answers) : NULL;
}

/* --- means --- */

/* What one thread does. */
typedef struct
{
  DwHistoryPart head;
  const DwHistoryChannel *channels;
  guint n_channels;
  const gint64 *edges_ms;
  guint n;
  gboolean minutes; /* the edges are those of minutes */
  double *means;
} Part;

/* Where the channels of the device end that this one begins. */
static guint
end_of_device (const Part *part, guint begin)
{
  guint end = begin + 1;

  while (end < part->n_channels && part->channels[end].device_id == part->channels[begin].device_id)
    end++;
  return end;
}

static void
run_part (gpointer data)
{
  Part *part = data;
  gboolean ok = TRUE;

  if (part->minutes)
    for (guint i = 0, end; i < part->n_channels && ok; i = end)
      {
        end = end_of_device (part, i);
        ok = dw_history_view_minute_means (part->head.view, &part->channels[i], end - i, part->edges_ms, part->n, part->means + (gsize)i * part->n, &part->head.error);
      }
  else
    for (guint i = 0; i < part->n_channels && ok; i++)
      ok = dw_history_view_gather_means (part->head.view, &part->channels[i], part->edges_ms, part->n, part->means + (gsize)i * part->n, &part->head.error);
}

/* Channels of one device stay neighbours: what was read for one serves the next. */
static void
share_channels (Part *parts, guint n_parts, const Part *whole)
{
  for (guint i = 0; i < n_parts; i++)
    {
      guint from = i * whole->n_channels / n_parts, to = (i + 1) * whole->n_channels / n_parts;
      DwHistoryView *view = parts[i].head.view;

      parts[i] = *whole;
      parts[i].head.view = view;
      parts[i].channels = whole->channels + from;
      parts[i].n_channels = to - from;
      parts[i].means = whole->means + (gsize)from * whole->n;
    }
}

static gboolean
begin_views (DwHistoryView *views, guint *n_views, DwHistory *self, const DwHistoryChannel *channels, guint n_channels, GCancellable *cancellable, GError **error)
{
  g_autofree gint64 *device_ids = list_devices (channels, n_channels);

  *n_views = CLAMP (n_channels / LEAST_CHANNELS, 1, MIN (g_get_num_processors (), DW_HISTORY_MOST_PARTS));
  return dw_history_views_begin (views, n_views, self, device_ids, n_channels, cancellable, error);
}

double *
dw_history_read_means (DwHistory *self, const DwHistoryChannel *channels, guint n_channels, const gint64 *edges_ms, guint n, GCancellable *cancellable, GError **error)
{
  g_autofree double *means = NULL;
  DwHistoryView views[DW_HISTORY_MOST_PARTS];
  Part parts[DW_HISTORY_MOST_PARTS] = { 0 }, whole = { .channels = channels, .n_channels = n_channels, .edges_ms = edges_ms, .n = n };
  guint n_parts;

  g_return_val_if_fail (dw_history_edges_ascend (edges_ms, n) && n_channels > 0, NULL);

  if (!begin_views (views, &n_parts, self, channels, n_channels, cancellable, error))
    return NULL;
  whole.minutes = dw_history_edges_are_minutes (edges_ms, n);
  whole.means = means = g_new (double, (gsize)n_channels *n);
  for (guint i = 0; i < n_parts; i++)
    parts[i].head.view = &views[i];
  share_channels (parts, n_parts, &whole);
  dw_history_run_parts (run_part, parts, sizeof *parts, n_parts);
  return dw_history_end_parts (parts, sizeof *parts, n_parts, error) ? g_steal_pointer (&means) : NULL;
}
