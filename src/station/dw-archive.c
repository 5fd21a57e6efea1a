// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-archive.h"

#include "dw-place-tree.h"
#include "dw-store.h"

/* Names are read once, at opening: places as a tree (for their paths), devices and gateways as strings by id. */
struct _DwArchive
{
  DwStore *store;
  DwPlaceTree *tree;
  GHashTable *place_paths;      /* gint64* -> char*, filled when asked */
  GHashTable *device_names;     /* gint64* -> char* */
  GHashTable *device_addresses; /* gint64* -> char* */
  GHashTable *gateway_names;    /* gint64* -> char* */
};

static GHashTable *
make_names (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

static void
put_name (GHashTable *names, gint64 id, char *name)
{
  g_hash_table_replace (names, g_memdup2 (&id, sizeof id), name);
}

static const char *
get_name (GHashTable *names, gint64 id)
{
  const char *name = g_hash_table_lookup (names, &id);

  return name ? name : "";
}

static gboolean
load_places (DwArchive *self, GError **error)
{
  g_autoptr (GPtrArray) rows = dw_store_load_places (self->store, error);

  for (guint i = 0; rows && i < rows->len; i++)
    {
      const DwPlaceRow *row = rows->pdata[i];
      g_autoptr (DwPlace) place = dw_place_new (row->id, row->kind, row->name);

      dw_place_tree_add (self->tree, place, row->parent_id ? dw_place_tree_find (self->tree, row->parent_id) : NULL);
    }
  return rows != NULL;
}

static gboolean
load_gateways (DwArchive *self, GError **error)
{
  g_autoptr (GPtrArray) rows = dw_store_load_gateways (self->store, error);

  for (guint i = 0; rows && i < rows->len; i++)
    {
      const DwGatewayRow *row = rows->pdata[i];

      put_name (self->gateway_names, row->id, g_strdup (row->name));
    }
  return rows != NULL;
}

static gboolean
load_devices (DwArchive *self, GError **error)
{
  g_autoptr (GPtrArray) rows = dw_store_load_devices (self->store, error);

  for (guint i = 0; rows && i < rows->len; i++)
    {
      const DwDeviceRow *row = rows->pdata[i];

      put_name (self->device_names, row->id, g_strdup (row->name));
      put_name (self->device_addresses, row->id, g_strdup_printf ("%s/%u", get_name (self->gateway_names, row->gateway_id), row->unit));
    }
  return rows != NULL;
}

DwArchive *
dw_archive_open (const char *dir, DwClock *clock, GError **error)
{
  g_autoptr (DwArchive) self = g_new0 (DwArchive, 1);

  self->tree = dw_place_tree_new ();
  self->place_paths = make_names ();
  self->device_names = make_names ();
  self->device_addresses = make_names ();
  self->gateway_names = make_names ();
  self->store = dw_store_open_read_only (dir, clock, error);
  if (self->store && load_places (self, error) && load_gateways (self, error) && load_devices (self, error))
    return g_steal_pointer (&self);
  return NULL;
}

void
dw_archive_close (DwArchive *self)
{
  if (!self)
    return;
  g_clear_pointer (&self->store, dw_store_close);
  g_object_unref (self->tree);
  g_hash_table_unref (self->place_paths);
  g_hash_table_unref (self->device_names);
  g_hash_table_unref (self->device_addresses);
  g_hash_table_unref (self->gateway_names);
  g_free (self);
}

GPtrArray *
dw_archive_list_events (DwArchive *self, const DwArchiveFilter *filter, GError **error)
{
  DwEventQuery query;
  GPtrArray *events;

  dw_event_query_init (&query);
  query.kinds = filter->kinds;
  query.from_ms = filter->from_ms;
  query.to_ms = filter->to_ms;
  query.alarm_id = g_strdup (filter->alarm_id);
  query.text = g_strdup (filter->text);
  query.oldest_first = filter->oldest_first;
  query.limit = filter->limit;
  events = dw_store_query_events (self->store, &query, NULL, error);
  dw_event_query_clear (&query);
  return events;
}

GPtrArray *
dw_archive_list_alarms (DwArchive *self, gboolean live, gint64 from_ms, gint64 to_ms, GError **error)
{
  return live ? dw_store_load_live_alarms (self->store, error) : dw_store_load_alarms (self->store, from_ms, to_ms, error);
}

/* --- audit --- */

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
  g_free (line->hash);
  g_free (line);
}

static DwArchiveAuditLine *
row_to_line (const DwAuditRow *row)
{
  DwArchiveAuditLine *line = g_new0 (DwArchiveAuditLine, 1);

  line->seq = row->seq;
  line->time_ms = row->time_ms;
  line->actor = g_strdup (row->actor);
  line->role = g_strdup (row->role);
  line->act = g_strdup (row->act);
  line->object = g_strdup (row->object);
  line->old_value = g_strdup (row->old_value);
  line->new_value = g_strdup (row->new_value);
  line->reason = g_strdup (row->reason);
  line->result = g_strdup (row->result);
  line->hash = g_strdup (row->hash);
  return line;
}

GPtrArray *
dw_archive_list_audit (DwArchive *self, gint64 after_seq, guint limit, GError **error)
{
  g_autoptr (GPtrArray) rows = dw_store_load_audit (self->store, after_seq, limit, error);
  GPtrArray *lines;

  if (!rows)
    return NULL;
  lines = g_ptr_array_new_with_free_func (audit_line_free);
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (lines, row_to_line (rows->pdata[i]));
  return lines;
}

gboolean
dw_archive_verify_audit (DwArchive *self, DwArchiveVerdict *verdict, GError **error)
{
  DwAuditVerdict found;

  if (!dw_store_verify_audit (self->store, &found, error))
    return FALSE;
  *verdict = (DwArchiveVerdict){ .lines = found.lines, .ok = found.ok, .first_bad_seq = found.first_bad_seq };
  g_strlcpy (verdict->problem, found.problem, sizeof verdict->problem);
  return TRUE;
}

/* --- words --- */

const char *
dw_archive_get_place_path (DwArchive *self, gint64 place_id)
{
  DwPlace *place = dw_place_tree_find (self->tree, place_id);

  if (place && !g_hash_table_contains (self->place_paths, &place_id))
    put_name (self->place_paths, place_id, dw_place_get_path (place));
  return get_name (self->place_paths, place_id);
}

const char *
dw_archive_get_region (DwArchive *self, gint64 place_id)
{
  DwPlace *place = dw_place_tree_find (self->tree, place_id);
  DwPlace *region = place ? dw_place_get_ancestor (place, DW_PLACE_REGION) : NULL;

  return region ? dw_place_get_name (region) : "";
}

const char *
dw_archive_get_device_name (DwArchive *self, gint64 device_id)
{
  return get_name (self->device_names, device_id);
}

const char *
dw_archive_get_device_address (DwArchive *self, gint64 device_id)
{
  return get_name (self->device_addresses, device_id);
}

const char *
dw_archive_get_gateway_name (DwArchive *self, gint64 gateway_id)
{
  return get_name (self->gateway_names, gateway_id);
}

char *
dw_archive_who_holds (const char *dir)
{
  return dw_store_who_holds (dir, NULL);
}
