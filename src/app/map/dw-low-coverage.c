// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-low-coverage.h"

#include "dw-coverage-desk.h"
#include "dw-place-filter.h"

#define DAY_MS G_GINT64_CONSTANT (86400000)
#define KEEP_MS G_GINT64_CONSTANT (60000)

struct _DwLowCoverage
{
  GObject parent_instance;

  DwStation *station;   /* not owned: it owns this */
  GCancellable *asking; /* owned, NULL */
  GArray *coverages;    /* DwCoverage, NULL before the first answer */
  gint64 asked_ms;      /* 0 = never */
};

G_DEFINE_FINAL_TYPE (DwLowCoverage, dw_low_coverage, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

/* What was asked before is of no use any more, and neither is what it was about when the station goes. */
static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DwLowCoverage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) coverages = dw_coverage_desk_query_finish (NULL, result, &error);

  if (coverages == NULL)
    return;
  g_clear_pointer (&self->coverages, g_array_unref);
  self->coverages = g_steal_pointer (&coverages);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
dw_low_coverage_refresh (DwLowCoverage *self, gint64 now_ms, gboolean force)
{
  /* A clock that went back is no reason to wait. */
  if (!force && self->asked_ms != 0 && now_ms >= self->asked_ms && now_ms < self->asked_ms + KEEP_MS)
    return;
  self->asked_ms = now_ms;
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  dw_coverage_desk_query_async (self->station, NULL, now_ms - DAY_MS, now_ms, self->asking, read_cb, g_object_ref (self));
}

/* The devices of another person: nothing is known of those yet. */
static void
person_changed_cb (DwLowCoverage *self)
{
  g_clear_pointer (&self->coverages, g_array_unref);
  g_cancellable_cancel (self->asking);
  self->asked_ms = 0;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
low_device_free (gpointer data)
{
  DwLowDevice *low = data;

  g_object_unref (low->device);
  g_free (low);
}

static void
add_if_low (DwLowCoverage *self, DwScope *scope, const DwCoverage *coverage, GPtrArray *list)
{
  DwPlaceTree *tree = dw_station_get_tree (self->station);
  DwDevice *device = dw_place_tree_find_device (tree, coverage->device_id);
  DwPlace *at = device != NULL ? dw_place_tree_get_device_place (tree, device) : NULL;
  DwLowDevice *low;

  if (device == NULL || coverage->coverage >= DW_COVERAGE_ENOUGH || !dw_scope_contains (scope, at) || !dw_person_sees_place (dw_station_get_person (self->station), at))
    return;
  low = g_new0 (DwLowDevice, 1);
  *low = (DwLowDevice){ g_object_ref (device), coverage->coverage };
  g_ptr_array_add (list, low);
}

static int
compare_coverages (gconstpointer a, gconstpointer b)
{
  const DwLowDevice *left = *(DwLowDevice *const *)a, *right = *(DwLowDevice *const *)b;

  return (left->coverage > right->coverage) - (left->coverage < right->coverage);
}

GPtrArray *
dw_low_coverage_list (DwLowCoverage *self, DwScope *scope)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (low_device_free);

  for (guint i = 0; self->coverages != NULL && i < self->coverages->len; i++)
    add_if_low (self, scope, &g_array_index (self->coverages, DwCoverage, i), list);
  g_ptr_array_sort (list, compare_coverages);
  return list;
}

static void
dw_low_coverage_finalize (GObject *object)
{
  DwLowCoverage *self = DW_LOW_COVERAGE (object);

  g_clear_object (&self->asking);
  g_clear_pointer (&self->coverages, g_array_unref);
  G_OBJECT_CLASS (dw_low_coverage_parent_class)->finalize (object);
}

static void
dw_low_coverage_class_init (DwLowCoverageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dw_low_coverage_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", DW_TYPE_LOW_COVERAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dw_low_coverage_init (DwLowCoverage *self)
{
}

static void
let_go (gpointer data)
{
  DwLowCoverage *self = data;

  g_cancellable_cancel (self->asking);
  g_object_unref (self);
}

DwLowCoverage *
dw_low_coverage_of (DwStation *station)
{
  DwLowCoverage *self = g_object_get_data (G_OBJECT (station), "dw-low-coverage");

  if (self != NULL)
    return self;
  self = g_object_new (DW_TYPE_LOW_COVERAGE, NULL);
  self->station = station;
  g_signal_connect_object (station, "person-changed", G_CALLBACK (person_changed_cb), self, G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (station), "dw-low-coverage", self, let_go);
  return self;
}
