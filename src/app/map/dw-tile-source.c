// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-tile-source.h"

#include "dw-picture.h"
#include "dw-tile-image.h"

typedef struct
{
  gboolean closed;
} DwTileSourcePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (DwTileSource, dw_tile_source, SHUMATE_TYPE_MAP_SOURCE)

static guint answered_signal;

typedef struct
{
  ShumateTile *tile; /* owned */
  int zoom, x, y;
  GBytes *bytes; /* owned, NULL before they came */
  int found_zoom;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->tile);
  g_clear_pointer (&job->bytes, g_bytes_unref);
  g_free (job);
}

static gboolean
is_closed (DwTileSource *self)
{
  return ((DwTileSourcePrivate *)dw_tile_source_get_instance_private (self))->closed;
}

static void
decode_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  int levels = job->zoom - job->found_zoom, mask = (1 << levels) - 1;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  texture = dw_tile_image_decode (job->bytes, levels, job->x & mask, job->y & mask, &error);
  if (texture != NULL)
    g_task_return_pointer (task, dw_picture_new_for_texture (texture), g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  DwTileSource *self = DW_TILE_SOURCE (object);
  g_autoptr (GTask) task = data;
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  job->found_zoom = job->zoom;
  job->bytes = DW_TILE_SOURCE_GET_CLASS (self)->read_finish (self, result, &job->found_zoom, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (job->bytes == NULL)
    g_task_return_pointer (task, NULL, NULL);
  else
    g_task_run_in_thread (task, decode_cb);
}

static void
dw_tile_source_fill_tile_async (ShumateMapSource *source, ShumateTile *tile, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  DwTileSource *self = DW_TILE_SOURCE (source);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  *job = (Job){ g_object_ref (tile), (int)shumate_tile_get_zoom_level (tile), (int)shumate_tile_get_x (tile), (int)shumate_tile_get_y (tile) };
  g_task_set_source_tag (task, dw_tile_source_fill_tile_async);
  g_task_set_task_data (task, job, job_free);
  if (is_closed (self))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "closed");
      g_object_unref (task);
    }
  else
    DW_TILE_SOURCE_GET_CLASS (self)->read_async (self, job->zoom, job->x, job->y, cancellable, read_cb, task);
}

static void
tell (DwTileSource *self, const GError *error)
{
  if (!is_closed (self) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, answered_signal, 0, error);
}

static gboolean
dw_tile_source_fill_tile_finish (ShumateMapSource *source, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (DwPicture) picture = g_task_propagate_pointer (G_TASK (result), &problem);
  const Job *job = g_task_get_task_data (G_TASK (result));

  tell (DW_TILE_SOURCE (source), problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (picture != NULL)
    shumate_tile_set_paintable (job->tile, GDK_PAINTABLE (picture));
  shumate_tile_set_state (job->tile, SHUMATE_STATE_DONE);
  return TRUE;
}

static void
dw_tile_source_class_init (DwTileSourceClass *klass)
{
  ShumateMapSourceClass *source_class = SHUMATE_MAP_SOURCE_CLASS (klass);

  source_class->fill_tile_async = dw_tile_source_fill_tile_async;
  source_class->fill_tile_finish = dw_tile_source_fill_tile_finish;
  answered_signal = g_signal_new ("answered", DW_TYPE_TILE_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
dw_tile_source_init (DwTileSource *self)
{
}

void
dw_tile_source_close (DwTileSource *self)
{
  ((DwTileSourcePrivate *)dw_tile_source_get_instance_private (self))->closed = TRUE;
  if (DW_TILE_SOURCE_GET_CLASS (self)->stop != NULL)
    DW_TILE_SOURCE_GET_CLASS (self)->stop (self);
}
