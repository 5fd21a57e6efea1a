// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-archive-reader.h"

#include <gio/gio.h>

#include "dw-store.h"

/* The store, read only, with names beside the numbers. Names are loaded at opening, and once more when a number turns up that is not
 * among them: a station may have added a device meanwhile. */

/* A damaged tree may run in a circle. */
#define DEPTH_MAX 16

typedef struct
{
  char *name;
  gint64 parent_id;
} Named;

struct _DwArchiveReader
{
  DwStore *store;
  GHashTable *places, *devices, *gateways; /* gint64* -> Named */
  gint64 named_up_to;                      /* the highest event id the names were loaded for */
};

static void
named_free (gpointer data)
{
  Named *named = data;

  g_free (named->name);
  g_free (named);
}

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, named_free);
}

static void
put_name (GHashTable *table, gint64 id, const char *name, gint64 parent_id)
{
  Named *named = g_new0 (Named, 1);

  named->name = g_strdup (name);
  named->parent_id = parent_id;
  g_hash_table_replace (table, g_memdup2 (&id, sizeof id), named);
}

static gboolean
load_names (DwArchiveReader *self, GError **error)
{
  g_autoptr (GPtrArray) places = dw_store_load_places (self->store, error);
  g_autoptr (GPtrArray) gateways = places != NULL ? dw_store_load_gateways (self->store, error) : NULL;
  g_autoptr (GPtrArray) devices = gateways != NULL ? dw_store_load_devices (self->store, error) : NULL;

  if (devices == NULL)
    return FALSE;
  for (guint i = 0; i < places->len; i++)
    {
      const DwPlaceRow *row = places->pdata[i];

      put_name (self->places, row->id, row->name, row->parent_id);
    }
  for (guint i = 0; i < gateways->len; i++)
    {
      const DwGatewayRow *row = gateways->pdata[i];

      put_name (self->gateways, row->id, row->name, 0);
    }
  for (guint i = 0; i < devices->len; i++)
    {
      const DwDeviceRow *row = devices->pdata[i];

      put_name (self->devices, row->id, row->name, 0);
    }
  return TRUE;
}

DwArchiveReader *
dw_archive_reader_open (const char *dir, DwClock *clock, GError **error)
{
  g_autoptr (DwArchiveReader) self = g_new0 (DwArchiveReader, 1);
  g_autoptr (GError) problem = NULL;

  self->places = new_table ();
  self->devices = new_table ();
  self->gateways = new_table ();
  self->store = dw_store_open_read_only (dir, clock, &problem);
  if (self->store == NULL && g_error_matches (problem, DW_STORE_ERROR, DW_STORE_ERROR_NOT_FOUND))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, problem->message);
  else if (self->store == NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  if (self->store == NULL || !load_names (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
dw_archive_reader_close (DwArchiveReader *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->store, dw_store_close);
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->devices);
  g_hash_table_unref (self->gateways);
  g_free (self);
}

static void
reverse (GPtrArray *rows)
{
  for (guint i = 0; i < rows->len / 2; i++)
    {
      gpointer row = rows->pdata[i];

      rows->pdata[i] = rows->pdata[rows->len - 1 - i];
      rows->pdata[rows->len - 1 - i] = row;
    }
}

static gboolean
is_unknown (GHashTable *table, gint64 id)
{
  return id > 0 && !g_hash_table_contains (table, &id);
}

/* Names that came after the opening; asked for only once for the same lines. */
static void
catch_up_names (DwArchiveReader *self, GPtrArray *events)
{
  gboolean missing = FALSE;

  for (guint i = 0; i < events->len; i++)
    {
      const DwEventRecord *event = events->pdata[i];

      if (event->id <= self->named_up_to)
        continue;
      self->named_up_to = event->id;
      missing = missing || is_unknown (self->devices, event->device_id) || is_unknown (self->places, event->place_id) || is_unknown (self->gateways, event->gateway_id);
    }
  if (missing)
    load_names (self, NULL);
}

GPtrArray *
dw_archive_reader_load_events (DwArchiveReader *self, const DwArchiveFilter *filter, GError **error)
{
  DwEventQuery query;
  GPtrArray *events;

  dw_event_query_init (&query);
  query.kinds = filter->kinds;
  query.from_ms = filter->from_ms;
  query.to_ms = filter->to_ms;
  query.limit = filter->limit;
  query.oldest_first = filter->limit == 0;
  events = dw_store_query_events (self->store, &query, NULL, error);
  dw_event_query_clear (&query);
  if (events == NULL)
    return NULL;
  if (filter->limit > 0)
    reverse (events);
  catch_up_names (self, events);
  return events;
}

GPtrArray *
dw_archive_reader_load_live_alarms (DwArchiveReader *self, GError **error)
{
  return dw_store_load_live_alarms (self->store, error);
}

GPtrArray *
dw_archive_reader_load_alarms (DwArchiveReader *self, gint64 from_ms, gint64 to_ms, GError **error)
{
  return dw_store_load_alarms (self->store, from_ms, to_ms, error);
}

static void
audit_line_free (gpointer data)
{
  DwArchiveAuditLine *line = data;

  g_free (line->actor);
  g_free (line->role);
  g_free (line->act);
  g_free (line->object);
  g_free (line->old_value);
  g_free (line->new_value);
  g_free (line->reason);
  g_free (line->result);
  g_free (line);
}

static DwArchiveAuditLine *
take_line (DwAuditRow *row)
{
  DwArchiveAuditLine *line = g_new0 (DwArchiveAuditLine, 1);

  line->seq = row->seq;
  line->time_ms = row->time_ms;
  line->actor = g_steal_pointer (&row->actor);
  line->role = g_steal_pointer (&row->role);
  line->act = g_steal_pointer (&row->act);
  line->object = g_steal_pointer (&row->object);
  line->old_value = g_steal_pointer (&row->old_value);
  line->new_value = g_steal_pointer (&row->new_value);
  line->reason = g_steal_pointer (&row->reason);
  line->result = g_steal_pointer (&row->result);
  return line;
}

GPtrArray *
dw_archive_reader_load_audit (DwArchiveReader *self, gint64 after_seq, guint limit, GError **error)
{
  g_autoptr (GPtrArray) rows = dw_store_load_audit (self->store, after_seq, limit, error);
  GPtrArray *lines;

  if (rows == NULL)
    return NULL;
  lines = g_ptr_array_new_with_free_func (audit_line_free);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (lines, take_line (rows->pdata[i]));
  return lines;
}

static char *
find_name (GHashTable *table, gint64 id)
{
  const Named *named = g_hash_table_lookup (table, &id);

  return g_strdup (named != NULL ? named->name : "");
}

char *
dw_archive_reader_name_device (DwArchiveReader *self, gint64 device_id)
{
  return find_name (self->devices, device_id);
}

char *
dw_archive_reader_name_gateway (DwArchiveReader *self, gint64 gateway_id)
{
  return find_name (self->gateways, gateway_id);
}

char *
dw_archive_reader_name_place (DwArchiveReader *self, gint64 place_id)
{
  g_autoptr (GString) path = g_string_new (NULL);
  const Named *named = g_hash_table_lookup (self->places, &place_id);

  for (guint depth = 0; named != NULL && depth < DEPTH_MAX; depth++)
    {
      if (path->len > 0)
        g_string_prepend (path, " / ");
      g_string_prepend (path, named->name);
      named = g_hash_table_lookup (self->places, &named->parent_id);
    }
  return g_strdup (path->str);
}

gboolean
dw_archive_reader_verify_audit (DwArchiveReader *self, DwArchiveVerdict *verdict, GError **error)
{
  DwAuditVerdict found = { 0 };

  if (!dw_store_verify_audit (self->store, &found, error))
    return FALSE;
  *verdict = (DwArchiveVerdict){ .lines = found.lines, .ok = found.ok, .first_bad = found.first_bad_seq };
  g_strlcpy (verdict->problem, found.problem, sizeof verdict->problem);
  return TRUE;
}
