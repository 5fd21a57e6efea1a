// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-history-period.h"

#define KEPT_MAX 4096
#define WHOLE_SECONDS_MS 5000

void
dw_history_period_init (DwHistoryPeriod *self)
{
  *self = (DwHistoryPeriod){ .distances = g_array_new (FALSE, FALSE, sizeof (int)), .stride = 1 };
}

void
dw_history_period_clear (DwHistoryPeriod *self)
{
  g_array_unref (self->distances);
}

static void
thin_out (DwHistoryPeriod *self)
{
  int *distances = (int *)(gpointer)self->distances->data;

  for (guint i = 0; i < self->distances->len / 2; i++)
    distances[i] = distances[2 * i];
  g_array_set_size (self->distances, self->distances->len / 2);
  self->n_known = MIN (self->n_known, self->distances->len);
  self->stride *= 2;
}

void
dw_history_period_note (DwHistoryPeriod *self, gint64 time_ms)
{
  gint64 distance_ms = time_ms - self->last_ms;
  gboolean is_first = self->last_ms == 0;
  int kept = (int)CLAMP (distance_ms, 0, G_MAXINT);

  self->last_ms = time_ms;
  if (is_first || distance_ms <= 0 || distance_ms > G_MAXINT)
    return;
  self->n_passed++;
  if (self->n_passed < self->stride)
    return;
  self->n_passed = 0;
  g_array_append_val (self->distances, kept);
  if (self->distances->len >= KEPT_MAX)
    thin_out (self);
}

static int
compare_distances (gconstpointer a, gconstpointer b)
{
  int left = *(const int *)a, right = *(const int *)b;

  return left < right ? -1 : left > right;
}

static int
find_median (const GArray *distances)
{
  g_autoptr (GArray) sorted = g_array_copy ((GArray *)distances);

  g_array_sort (sorted, compare_distances);
  return g_array_index (sorted, int, (sorted->len - 1) / 2);
}

int
dw_history_period_get_ms (DwHistoryPeriod *self)
{
  int median_ms;

  if (self->distances->len == 0 || (self->n_known > 0 && self->distances->len < 2 * self->n_known))
    return self->known_ms;
  median_ms = find_median (self->distances);
  self->n_known = self->distances->len;
  self->known_ms = median_ms >= WHOLE_SECONDS_MS ? (median_ms + 500) / 1000 * 1000 : median_ms;
  return self->known_ms;
}
