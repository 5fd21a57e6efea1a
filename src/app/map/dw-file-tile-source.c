// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-file-tile-source.h"

struct _DwFileTileSource
{
  DwTileSource parent_instance;

  DwMapFile *file;
};

G_DEFINE_FINAL_TYPE (DwFileTileSource, dw_file_tile_source, DW_TYPE_TILE_SOURCE)

typedef struct
{
  DwMapFile *file; /* owned */
  int zoom, x, y, found_zoom;
} Read;

static void
read_free (gpointer data)
{
  Read *read = data;

  dw_map_file_unref (read->file);
  g_free (read);
}

static void
read_in_thread_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Read *read = data;
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  if (g_task_return_error_if_cancelled (task))
    return;
  bytes = dw_map_file_read_tile (read->file, read->zoom, read->x, read->y, &read->found_zoom, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, bytes, (GDestroyNotify)g_bytes_unref);
}

static void
dw_file_tile_source_read_async (DwTileSource *source, int zoom, int x, int y, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);
  Read *read = g_new0 (Read, 1);

  *read = (Read){ dw_map_file_ref (DW_FILE_TILE_SOURCE (source)->file), zoom, x, y, zoom };
  g_task_set_source_tag (task, dw_file_tile_source_read_async);
  g_task_set_task_data (task, read, read_free);
  g_task_run_in_thread (task, read_in_thread_cb);
}

static GBytes *
dw_file_tile_source_read_finish (DwTileSource *source, GAsyncResult *result, int *found_zoom, GError **error)
{
  *found_zoom = ((const Read *)g_task_get_task_data (G_TASK (result)))->found_zoom;
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
dw_file_tile_source_finalize (GObject *object)
{
  g_clear_pointer (&DW_FILE_TILE_SOURCE (object)->file, dw_map_file_unref);
  G_OBJECT_CLASS (dw_file_tile_source_parent_class)->finalize (object);
}

static void
dw_file_tile_source_class_init (DwFileTileSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dw_file_tile_source_finalize;
  DW_TILE_SOURCE_CLASS (klass)->read_async = dw_file_tile_source_read_async;
  DW_TILE_SOURCE_CLASS (klass)->read_finish = dw_file_tile_source_read_finish;
}

static void
dw_file_tile_source_init (DwFileTileSource *self)
{
}

DwTileSource *
dw_file_tile_source_new (DwMapFile *file)
{
  const DwMapFacts *facts = dw_map_file_get_facts (file);
  guint max_zoom = (guint)facts->max_zoom + DW_MAP_FILE_OVERZOOM;
  DwFileTileSource *self = g_object_new (DW_TYPE_FILE_TILE_SOURCE, "id", "dianwei-file", "min-zoom-level", (guint)facts->min_zoom, "max-zoom-level", max_zoom, "tile-size", 256u, NULL);

  self->file = dw_map_file_ref (file);
  return DW_TILE_SOURCE (self);
}
