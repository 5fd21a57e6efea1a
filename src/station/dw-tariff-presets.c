// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-tariff-presets.h"

#include <string.h>

#include "dw-station-private.h"
#include "dw-tariff-file.h"

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

/* Names of the tariff files of a folder, sorted; a folder that is not there has none. */
static GPtrArray *
list_files (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

static void
load_folder (const char *parent, GPtrArray *presets, GPtrArray *problems)
{
  g_autofree char *folder = g_build_filename (parent, "tariffs", NULL);
  g_autoptr (GPtrArray) names = list_files (folder);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);
      g_autoptr (GError) error = NULL;
      DwTariff *tariff = dw_tariff_file_load (path, &error);

      if (tariff != NULL)
        g_ptr_array_add (presets, tariff);
      else
        g_ptr_array_add (problems, g_strdup (error->message));
    }
}

GPtrArray *
dw_trend_desk_list_presets (DwStation *station, GPtrArray **problems)
{
  GPtrArray *presets = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_tariff_free);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);

  load_folder (station->data_dir, presets, found);
  load_folder (station->dir, presets, found);
  if (problems != NULL)
    *problems = g_steal_pointer (&found);
  return presets;
}
