// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-base-map-source.h"

#include "dw-picture.h"

/* Drawing happens in a thread; the picture is given to the tile on the main thread, in finish. */

struct _DwBaseMapSource
{
  ShumateMapSource parent_instance;

  DwBaseMap *map;
  DwPalette *palette;
  int fineness;
};

G_DEFINE_FINAL_TYPE (DwBaseMapSource, dw_base_map_source, SHUMATE_TYPE_MAP_SOURCE)

enum {
  MAX_FINENESS = 3, /* a tile of 2.3 MB */
  MIN_ZOOM = 6,
  MAX_ZOOM = 16, /* the outline is good to 11; closer it is angular, but names and points still help */
};

typedef struct
{
  DwBaseMap *map;
  DwPalette *palette;
  ShumateTile *tile;
  int zoom, x, y, fineness;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  dw_base_map_unref (job->map);
  dw_palette_unref (job->palette);
  g_object_unref (job->tile);
  g_free (job);
}

static void
draw_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  cairo_surface_t *surface;
  cairo_t *cr;

  if (g_task_return_error_if_cancelled (task))
    return;
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, job->fineness * DW_GEO_TILE_PX, job->fineness * DW_GEO_TILE_PX);
  cr = cairo_create (surface);
  cairo_scale (cr, job->fineness, job->fineness);
  dw_base_map_draw_tile (job->map, cr, job->palette, job->zoom, job->x, job->y);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  g_task_return_pointer (task, dw_picture_new (surface), g_object_unref);
}

static void
dw_base_map_source_fill_tile_async (ShumateMapSource *source, ShumateTile *tile, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  DwBaseMapSource *self = DW_BASE_MAP_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  *job = (Job){ dw_base_map_ref (self->map), dw_palette_ref (self->palette), g_object_ref (tile), (int)shumate_tile_get_zoom_level (tile), (int)shumate_tile_get_x (tile), (int)shumate_tile_get_y (tile), self->fineness };
  g_task_set_source_tag (task, dw_base_map_source_fill_tile_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, draw_cb);
}

static gboolean
dw_base_map_source_fill_tile_finish (ShumateMapSource *source, GAsyncResult *result, GError **error)
{
  g_autoptr (DwPicture) picture = g_task_propagate_pointer (G_TASK (result), error);
  const Job *job = g_task_get_task_data (G_TASK (result));

  if (picture == NULL)
    return FALSE;
  shumate_tile_set_paintable (job->tile, GDK_PAINTABLE (picture));
  shumate_tile_set_state (job->tile, SHUMATE_STATE_DONE);
  return TRUE;
}

static void
dw_base_map_source_finalize (GObject *object)
{
  DwBaseMapSource *self = DW_BASE_MAP_SOURCE (object);

  g_clear_pointer (&self->map, dw_base_map_unref);
  g_clear_pointer (&self->palette, dw_palette_unref);
  G_OBJECT_CLASS (dw_base_map_source_parent_class)->finalize (object);
}

static void
dw_base_map_source_class_init (DwBaseMapSourceClass *klass)
{
  ShumateMapSourceClass *source_class = SHUMATE_MAP_SOURCE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = dw_base_map_source_finalize;
  source_class->fill_tile_async = dw_base_map_source_fill_tile_async;
  source_class->fill_tile_finish = dw_base_map_source_fill_tile_finish;
}

static void
dw_base_map_source_init (DwBaseMapSource *self)
{
}

ShumateMapSource *
dw_base_map_source_new (DwBaseMap *map, const DwPalette *palette, int fineness)
{
  DwBaseMapSource *self = g_object_new (DW_TYPE_BASE_MAP_SOURCE, "id", "dianwei-built-in", "license", DW_BASE_MAP_LICENCE, "min-zoom-level", MIN_ZOOM, "max-zoom-level", MAX_ZOOM, "tile-size", DW_GEO_TILE_PX, NULL);

  self->map = dw_base_map_ref (map);
  /* Palettes count their users; const says that nobody changes one. */
  self->palette = dw_palette_ref ((DwPalette *)palette);
  self->fineness = CLAMP (fineness, 1, MAX_FINENESS);
  return SHUMATE_MAP_SOURCE (self);
}
