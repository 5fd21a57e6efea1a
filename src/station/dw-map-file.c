// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-file.h"

#include "dw-mbtiles.h"

DwMapFile *
dw_map_file_open (const char *path, GError **error)
{
  return dw_mbtiles_open (path, error);
}

static void
open_cb (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  DwMapFile *file = dw_map_file_open (path, &error);

  if (file != NULL)
    g_task_return_pointer (task, file, (GDestroyNotify)dw_map_file_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
dw_map_file_open_async (const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, dw_map_file_open_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, open_cb);
}

DwMapFile *
dw_map_file_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

DwMapFile *
dw_map_file_ref (DwMapFile *self)
{
  return dw_mbtiles_ref (self);
}

void
dw_map_file_unref (DwMapFile *self)
{
  dw_mbtiles_unref (self);
}

const DwMapFacts *
dw_map_file_get_facts (const DwMapFile *self)
{
  return dw_mbtiles_get_facts (self);
}

/* Above the finest level one begins at that: the levels between hold nothing. A picture that cannot be read is no reason to show a coarser one as if it were all there is. */
GBytes *
dw_map_file_read_tile (DwMapFile *self, int zoom, int x, int y, int *found_zoom, GError **error)
{
  const DwMapFacts *facts = dw_map_file_get_facts (self);
  g_autoptr (GError) problem = NULL;
  GBytes *bytes = NULL;

  for (int level = MIN (zoom, facts->max_zoom); bytes == NULL && problem == NULL && level >= MAX (facts->min_zoom, zoom - DW_MAP_FILE_OVERZOOM); level--)
    {
      *found_zoom = level;
      bytes = dw_mbtiles_read_tile (self, level, x >> (zoom - level), y >> (zoom - level), &problem);
    }
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return bytes;
}
