// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-month-reader.h"

#include <glib/gi18n-lib.h>

#include "dw-month-map.h"
#include "dw-people.h"
#include "dw-store.h"

/* Places and devices without their channels are all that counting needs: no profile is read, nothing is polled. */

struct _DwMonthReader
{
  DwStore *store;
  DwPeople *people;
  DwPlaceTree *tree;
};

static gboolean
load_places (DwMonthReader *self, GError **error)
{
  g_autoptr (GPtrArray) rows = dw_store_load_places (self->store, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const DwPlaceRow *row = rows->pdata[i];
      g_autoptr (DwPlace) place = dw_place_new (row->id, row->kind, row->name);

      dw_place_tree_add (self->tree, place, row->parent_id != 0 ? dw_place_tree_find (self->tree, row->parent_id) : NULL);
    }
  return rows != NULL;
}

static gboolean
load_devices (DwMonthReader *self, GError **error)
{
  g_autoptr (GPtrArray) rows = dw_store_load_devices (self->store, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const DwDeviceRow *row = rows->pdata[i];
      g_autoptr (DwDevice) device = dw_device_new (row->id, row->name);

      dw_device_set_place_id (device, row->place_id);
      dw_place_tree_add_device (self->tree, device);
    }
  return rows != NULL;
}

DwMonthReader *
dw_month_reader_open (const char *dir, DwClock *clock, GError **error)
{
  g_autoptr (DwMonthReader) self = g_new0 (DwMonthReader, 1);
  g_autoptr (GError) problem = NULL;

  self->tree = dw_place_tree_new ();
  self->store = dw_store_open_read_only (dir, clock, &problem);
  if (self->store == NULL && g_error_matches (problem, DW_STORE_ERROR, DW_STORE_ERROR_NOT_FOUND))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, problem->message);
  else if (self->store == NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  if (self->store == NULL || !load_places (self, error) || !load_devices (self, error))
    return NULL;
  self->people = dw_people_load (self->store, error);
  return self->people != NULL ? g_steal_pointer (&self) : NULL;
}

void
dw_month_reader_close (DwMonthReader *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->people, dw_people_free);
  g_clear_pointer (&self->store, dw_store_close);
  g_clear_object (&self->tree);
  g_free (self);
}

/* FALSE: it was told. */
static gboolean
find_scope (DwMonthReader *self, const DwMonthReaderQuestion *question, DwPlace **place, const DwPerson **person, GError **error)
{
  *place = question->place_id != 0 ? dw_place_tree_find (self->tree, question->place_id) : NULL;
  *person = question->person_id != NULL ? dw_people_find (self->people, question->person_id) : NULL;
  if (question->place_id != 0 && *place == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("there is no place with the number %lld"), (long long)question->place_id);
  else if (question->person_id != NULL && *person == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("there is no person “%s”"), question->person_id);
  else
    return TRUE;
  return FALSE;
}

DwMonthFigures *
dw_month_reader_count (DwMonthReader *self, const DwMonthReaderQuestion *question, GError **error)
{
  DwPlace *place;
  const DwPerson *person;
  g_autoptr (DwMonthMap) map = NULL;
  g_autoptr (DwEventTally) tally = NULL;
  DwEventQuery query = { .classes = DW_EVENT_CLASSES_HAZARDS | DW_EVENT_CLASSES_FAULTS | DW_EVENT_CLASSES_RESTORED };
  DwTallySpan spans[2];
  DwTallyQuestion counted = { spans, 2, NULL, 0, 0 };
  DwMonthSpan span;

  if (!find_scope (self, question, &place, &person, error))
    return NULL;
  dw_place_tree_refresh (self->tree, question->now_ms); /* counts the devices of each school */
  map = dw_month_map_new (self->tree, place, person);
  dw_month_span_init (&span, question->month_ms, question->now_ms, question->zone);
  spans[0] = (DwTallySpan){ span.from_ms, span.to_ms };
  spans[1] = (DwTallySpan){ span.before_from_ms, span.before_to_ms };
  counted.places = (const DwTallyPlace *)(gpointer)map->places->data;
  counted.n_places = map->places->len;
  counted.n_owners = map->owners->len;
  query.place_ids = dw_visible_places_list (self->tree, person, place);
  tally = dw_store_tally_events (self->store, &query, &counted, error);
  dw_event_query_clear (&query);
  return tally != NULL ? dw_month_figures_new (map, &span, tally) : NULL;
}
