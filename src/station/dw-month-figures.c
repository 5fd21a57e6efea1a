// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-month-figures.h"

#include <math.h>

#include "dw-calendar.h"
#include "dw-month-map.h"

void
dw_month_span_init (DwMonthSpan *self, gint64 month_ms, gint64 now_ms, GTimeZone *zone)
{
  gint64 from_ms = dw_calendar_floor (month_ms, DW_CALENDAR_MONTH, zone), next_ms = dw_calendar_add (from_ms, DW_CALENDAR_MONTH, 1, zone);
  gint64 before_ms = dw_calendar_add (from_ms, DW_CALENDAR_MONTH, -1, zone);
  gboolean is_over = now_ms >= next_ms;

  *self = (DwMonthSpan){ from_ms, is_over ? next_ms : 0, before_ms, is_over ? from_ms : CLAMP (dw_calendar_shift (now_ms, DW_CALENDAR_MONTH, -1, zone), before_ms + 1, from_ms) };
}

/* --- parts --- */

static DwMonthPart *
part_new (DwPlace *place)
{
  DwMonthPart *self = g_new0 (DwMonthPart, 1);

  self->place = g_object_ref (place);
  return self;
}

static void
part_free (gpointer data)
{
  DwMonthPart *self = data;

  g_object_unref (self->place);
  g_free (self);
}

double
dw_month_part_get_rate (const DwMonthPart *self)
{
  return self->n_circuits > 0 ? 100.0 * dw_event_class_sum (self->counts, DW_EVENT_CLASSES_HAZARDS) / self->n_circuits : NAN;
}

static void
add_counts (guint to[DW_N_EVENT_CLASSES], const guint from[DW_N_EVENT_CLASSES])
{
  for (guint i = 0; i < DW_N_EVENT_CLASSES; i++)
    to[i] += from[i];
}

/* All owners that stand in the region. */
static DwMonthPart *
make_region (const DwMonthMap *map, DwPlace *region, const DwEventTally *tally)
{
  DwMonthPart *part = part_new (region);
  guint n_circuits = 0, n_devices = 0;

  for (guint i = 0; i < map->owners->len; i++)
    if (dw_place_is_within (map->owners->pdata[i], region))
      {
        add_counts (part->counts, dw_event_tally_get (tally, 0, i));
        n_circuits += g_array_index (map->n_circuits, guint, i);
        n_devices += g_array_index (map->n_devices, guint, i);
      }
  part->n_circuits = MAX (n_circuits, n_devices);
  return part;
}

static DwMonthPart *
make_school (const DwMonthMap *map, guint owner, const DwEventTally *tally)
{
  DwMonthPart *part = part_new (map->owners->pdata[owner]);

  add_counts (part->counts, dw_event_tally_get (tally, 0, owner));
  part->n_circuits = MAX (g_array_index (map->n_circuits, guint, owner), g_array_index (map->n_devices, guint, owner));
  return part;
}

/* A school without a known number of circuits has no rate and comes last. */
static int
compare_rates (gconstpointer a, gconstpointer b)
{
  const DwMonthPart *left = *(DwMonthPart *const *)a, *right = *(DwMonthPart *const *)b;
  double rate_left = dw_month_part_get_rate (left), rate_right = dw_month_part_get_rate (right);

  rate_left = isnan (rate_left) ? -1 : rate_left;
  rate_right = isnan (rate_right) ? -1 : rate_right;
  if (rate_left != rate_right)
    return rate_left > rate_right ? -1 : 1;
  return (dw_place_get_id (left->place) > dw_place_get_id (right->place)) - (dw_place_get_id (left->place) < dw_place_get_id (right->place));
}

static void
add_schools (DwMonthFigures *self, const DwMonthMap *map, const DwEventTally *tally)
{
  for (guint i = 0; i < map->owners->len; i++)
    {
      if (dw_place_get_kind (map->owners->pdata[i]) == DW_PLACE_SCHOOL && dw_event_class_sum (dw_event_tally_get (tally, 0, i), DW_EVENT_CLASSES_HAZARDS) > 0)
        g_ptr_array_add (self->schools, make_school (map, i, tally));
    }
  g_ptr_array_sort (self->schools, compare_rates);
}

DwMonthFigures *
dw_month_figures_new (const DwMonthMap *map, const DwMonthSpan *span, const DwEventTally *tally)
{
  DwMonthFigures *self = g_new0 (DwMonthFigures, 1);

  self->span = *span;
  self->n_schools = map->n_schools;
  self->n_installed = map->n_installed;
  self->regions = g_ptr_array_new_with_free_func (part_free);
  self->schools = g_ptr_array_new_with_free_func (part_free);
  for (guint owner = 0; owner <= tally->n_owners; owner++)
    {
      add_counts (self->counts, dw_event_tally_get (tally, 0, owner));
      add_counts (self->before, dw_event_tally_get (tally, 1, owner));
    }
  for (guint i = 0; i < map->regions->len; i++)
    g_ptr_array_add (self->regions, make_region (map, map->regions->pdata[i], tally));
  add_schools (self, map, tally);
  return self;
}

void
dw_month_figures_free (DwMonthFigures *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->regions);
  g_ptr_array_unref (self->schools);
  g_free (self);
}

/* --- month by month --- */

static guint *
get_cell (const DwMonthTable *self, guint month, guint region)
{
  return self->counts + ((gsize)month * (self->regions->len + 1) + region) * DW_N_EVENT_CLASSES;
}

static guint
find_region (const DwMonthTable *self, DwPlace *owner)
{
  DwPlace *region = dw_place_get_ancestor (owner, DW_PLACE_REGION);
  guint index;

  return region != NULL && g_ptr_array_find (self->regions, region, &index) ? index : self->regions->len;
}

DwMonthTable *
dw_month_table_new (const DwMonthMap *map, const gint64 *edges_ms, const DwEventTally *tally)
{
  DwMonthTable *self = g_new0 (DwMonthTable, 1);

  self->n_months = tally->n_spans;
  self->edges_ms = g_memdup2 (edges_ms, (self->n_months + 1) * sizeof *edges_ms);
  self->regions = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < map->regions->len; i++)
    g_ptr_array_add (self->regions, g_object_ref (map->regions->pdata[i]));
  self->counts = g_new0 (guint, (gsize)self->n_months * (self->regions->len + 1) * DW_N_EVENT_CLASSES);
  for (guint owner = 0; owner <= tally->n_owners; owner++)
    {
      guint region = owner < tally->n_owners ? find_region (self, map->owners->pdata[owner]) : self->regions->len;

      for (guint month = 0; month < self->n_months; month++)
        add_counts (get_cell (self, month, region), dw_event_tally_get (tally, month, owner));
    }
  return self;
}

DwMonthTable *
dw_month_table_copy (const DwMonthTable *self)
{
  DwMonthTable *copy = g_new0 (DwMonthTable, 1);

  copy->n_months = self->n_months;
  copy->edges_ms = g_memdup2 (self->edges_ms, (self->n_months + 1) * sizeof *self->edges_ms);
  copy->regions = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->regions->len; i++)
    g_ptr_array_add (copy->regions, g_object_ref (self->regions->pdata[i]));
  copy->counts = g_memdup2 (self->counts, (gsize)self->n_months * (self->regions->len + 1) * DW_N_EVENT_CLASSES * sizeof *self->counts);
  return copy;
}

void
dw_month_table_free (DwMonthTable *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->regions);
  g_free (self->edges_ms);
  g_free (self->counts);
  g_free (self);
}

guint
dw_month_table_sum (const DwMonthTable *self, guint month, guint region, guint classes)
{
  guint sum = 0;

  for (guint m = 0; m < self->n_months; m++)
    for (guint r = 0; r <= self->regions->len; r++)
      if ((month == DW_MONTH_TABLE_ALL || month == m) && (region == DW_MONTH_TABLE_ALL || region == r))
        sum += dw_event_class_sum (get_cell (self, m, r), classes);
  return sum;
}

char *
dw_month_table_format (const DwMonthTable *self, guint month, GTimeZone *zone)
{
  GDate date;

  dw_calendar_local_date (self->edges_ms[month], zone, &date);
  return g_strdup_printf ("%04d-%02d", g_date_get_year (&date), g_date_get_month (&date));
}
