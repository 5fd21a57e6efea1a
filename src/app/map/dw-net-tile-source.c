// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: cache, then network. ShumateTileDownloader does the same, but of version 1.0 it always says "libshumate" as its User-Agent, which OpenStreetMap refuses,
// waits as long as the system does, and takes an answer of any size for a tile. Its cache is used here.

#include "dw-net-tile-source.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include "dw-files.h"
#include "dw-map-template.h"
#include "dw-tile-image.h"

enum {
  MAX_CONNECTIONS = 4,
  FRESH_DAYS = 7,
  CACHE_BYTES = 100 * 1000 * 1000,
};

struct _DwNetTileSource
{
  DwTileSource parent_instance;

  char *template;
  DwClock *clock;
  SoupSession *session;
  ShumateFileCache *cache; /* NULL: there is no place for one */
};

G_DEFINE_FINAL_TYPE (DwNetTileSource, dw_net_tile_source, DW_TYPE_TILE_SOURCE)

typedef struct
{
  int zoom, x, y;
  GBytes *old; /* from the cache, NULL */
  char *etag;  /* of it, NULL */
  SoupMessage *message;
  guint8 *buffer;
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_clear_pointer (&fetch->old, g_bytes_unref);
  g_clear_object (&fetch->message);
  g_free (fetch->etag);
  g_free (fetch->buffer);
  g_free (fetch);
}

static void
give (GTask *task, GBytes *bytes)
{
  g_task_return_pointer (task, bytes, (GDestroyNotify)g_bytes_unref);
}

/* Without the network an old tile will do. */
static void
give_up (GTask *task, GError *error)
{
  Fetch *fetch = g_task_get_task_data (task);

  if (fetch->old != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      give (task, g_steal_pointer (&fetch->old));
      g_error_free (error);
    }
  else
    g_task_return_error (task, error);
}

/* --- network --- */

static void
stored_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!shumate_file_cache_store_tile_finish (SHUMATE_FILE_CACHE (object), result, &error))
    g_debug ("%s", error->message);
}

static void
keep (DwNetTileSource *self, const Fetch *fetch, GBytes *bytes)
{
  const char *etag = soup_message_headers_get_one (soup_message_get_response_headers (fetch->message), "ETag");

  if (self->cache != NULL)
    shumate_file_cache_store_tile_async (self->cache, fetch->x, fetch->y, fetch->zoom, bytes, etag, NULL, stored_cb, NULL);
}

/* Pages for signing in to a hotel's network and error texts come with "200 OK": they are not kept. */
static void
body_read_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;
  GBytes *bytes;
  gsize length;

  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (object), result, &length, &error))
    {
      give_up (task, error);
      return;
    }
  bytes = g_bytes_new (fetch->buffer, length);
  if (length <= DW_NET_TILE_MAX_BYTES && dw_tile_image_is_known (bytes))
    {
      keep (g_task_get_source_object (task), fetch, bytes);
      give (task, bytes);
      return;
    }
  g_bytes_unref (bytes);
  give_up (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("the server answers with something that is no picture")));
}

static void
read_body (GTask *task, GInputStream *stream)
{
  Fetch *fetch = g_task_get_task_data (task);

  fetch->buffer = g_malloc (DW_NET_TILE_MAX_BYTES + 1);
  g_input_stream_read_all_async (stream, fetch->buffer, DW_NET_TILE_MAX_BYTES + 1, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), body_read_cb, g_object_ref (task));
}

static GError *
describe_status (SoupMessage *message)
{
  guint status = soup_message_get_status (message);

  if (status == SOUP_STATUS_UNAUTHORIZED || status == SOUP_STATUS_FORBIDDEN)
    return g_error_new (G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, _ ("the server refuses (%u); is the key right?"), status);
  return g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, _ ("the server answers %u %s"), status, soup_status_get_phrase (status));
}

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  DwNetTileSource *self = g_task_get_source_object (task);
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GInputStream) stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  guint status = soup_message_get_status (fetch->message);

  if (stream == NULL)
    give_up (task, error);
  else if (status == SOUP_STATUS_OK)
    read_body (task, stream);
  else if (status == SOUP_STATUS_NOT_MODIFIED && fetch->old != NULL)
    {
      shumate_file_cache_mark_up_to_date (self->cache, fetch->x, fetch->y, fetch->zoom);
      give (task, g_steal_pointer (&fetch->old));
    }
  else if (status == SOUP_STATUS_NO_CONTENT || status == SOUP_STATUS_NOT_FOUND || status == SOUP_STATUS_GONE)
    g_task_return_pointer (task, NULL, NULL);
  else
    give_up (task, describe_status (fetch->message));
}

static void
send (GTask *task)
{
  DwNetTileSource *self = g_task_get_source_object (task);
  Fetch *fetch = g_task_get_task_data (task);
  g_autofree char *address = dw_map_template_expand (self->template, fetch->zoom, fetch->x, fetch->y);

  fetch->message = soup_message_new (SOUP_METHOD_GET, address);
  if (fetch->message == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("this is not an address"));
      return;
    }
  if (fetch->etag != NULL)
    soup_message_headers_append (soup_message_get_request_headers (fetch->message), "If-None-Match", fetch->etag);
  soup_session_send_async (self->session, fetch->message, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), sent_cb, g_object_ref (task));
}

/* --- cache --- */

static gboolean
is_fresh (DwNetTileSource *self, GDateTime *modified)
{
  gint64 now_s = dw_clock_wall_ms (self->clock) / 1000;

  return modified != NULL && now_s - g_date_time_to_unix (modified) < FRESH_DAYS * 24 * 3600;
}

static void
cache_read_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GDateTime) modified = NULL;

  fetch->old = shumate_file_cache_get_tile_finish (SHUMATE_FILE_CACHE (object), &fetch->etag, &modified, result, NULL);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (fetch->old != NULL && is_fresh (g_task_get_source_object (task), modified))
    give (task, g_steal_pointer (&fetch->old));
  else
    send (task);
}

static void
dw_net_tile_source_read_async (DwTileSource *source, int zoom, int x, int y, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  DwNetTileSource *self = DW_NET_TILE_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);
  Fetch *fetch = g_new0 (Fetch, 1);

  *fetch = (Fetch){ zoom, x, y };
  g_task_set_source_tag (task, dw_net_tile_source_read_async);
  g_task_set_task_data (task, fetch, fetch_free);
  if (self->cache != NULL)
    shumate_file_cache_get_tile_async (self->cache, x, y, zoom, cancellable, cache_read_cb, g_object_ref (task));
  else
    send (task);
}

static GBytes *
dw_net_tile_source_read_finish (DwTileSource *source, GAsyncResult *result, int *found_zoom, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
dw_net_tile_source_stop (DwTileSource *source)
{
  soup_session_abort (DW_NET_TILE_SOURCE (source)->session);
}

/* --- the class --- */

static void
dw_net_tile_source_finalize (GObject *object)
{
  DwNetTileSource *self = DW_NET_TILE_SOURCE (object);

  g_free (self->template);
  g_clear_pointer (&self->clock, dw_clock_unref);
  g_clear_object (&self->session);
  g_clear_object (&self->cache);
  G_OBJECT_CLASS (dw_net_tile_source_parent_class)->finalize (object);
}

static void
dw_net_tile_source_class_init (DwNetTileSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dw_net_tile_source_finalize;
  DW_TILE_SOURCE_CLASS (klass)->read_async = dw_net_tile_source_read_async;
  DW_TILE_SOURCE_CLASS (klass)->read_finish = dw_net_tile_source_read_finish;
  DW_TILE_SOURCE_CLASS (klass)->stop = dw_net_tile_source_stop;
}

static void
dw_net_tile_source_init (DwNetTileSource *self)
{
  self->session = soup_session_new_with_options ("user-agent", "Dianwei/" DW_VERSION " (" DW_APP_ID ")", "timeout", DW_NET_TILE_TIMEOUT_S, "idle-timeout", 60, "max-conns", MAX_CONNECTIONS, "max-conns-per-host", MAX_CONNECTIONS, NULL);
}

/* A template may hold a key, so its hash names the folder. */
static ShumateFileCache *
open_cache (const char *template)
{
  g_autofree char *dir = g_build_filename (g_get_user_cache_dir (), "dianwei", "tiles", NULL), *key = g_compute_checksum_for_string (G_CHECKSUM_SHA256, template, -1);
  g_autoptr (GError) error = NULL;

  if (dw_files_ensure_dir (dir, &error))
    return shumate_file_cache_new_full (CACHE_BYTES, key, dir);
  g_debug ("%s", error->message);
  return NULL;
}

DwTileSource *
dw_net_tile_source_new (const char *template, int max_zoom, DwClock *clock)
{
  DwNetTileSource *self = g_object_new (DW_TYPE_NET_TILE_SOURCE, "id", template, "min-zoom-level", 0u, "max-zoom-level", (guint)max_zoom, "tile-size", 256u, NULL);

  self->template = g_strdup (template);
  self->clock = dw_clock_ref (clock);
  self->cache = open_cache (template);
  return DW_TILE_SOURCE (self);
}
