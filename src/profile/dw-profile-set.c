// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-profile.h"

/* All profiles that can be found. A file of the user replaces the file of the same name that came with the program; one broken file
 * costs that file and is named, the others load. */

struct _DwProfileSet
{
  GHashTable *by_id;    /* owns the profiles */
  GHashTable *by_alias; /* alias -> profile, borrowed */
  GPtrArray *list;      /* borrowed, sorted by title */
};

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *
list_files (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json") && name[0] != '.')
      g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (names, compare_names);
  return names;
}

static void
load_folder (DwProfileSet *self, const char *folder, GPtrArray *problems)
{
  g_autoptr (GPtrArray) files = list_files (folder);

  for (guint i = 0; i < files->len; i++)
    {
      g_autoptr (GError) error = NULL;
      DwProfile *profile = dw_profile_load (g_ptr_array_index (files, i), &error);

      if (profile != NULL)
        g_hash_table_replace (self->by_id, profile->id, profile);
      else if (problems != NULL)
        g_ptr_array_add (problems, g_strdup (error->message));
    }
}

static int
compare_titles (gconstpointer a, gconstpointer b)
{
  const DwProfile *left = *(DwProfile *const *)a;
  const DwProfile *right = *(DwProfile *const *)b;
  int order = g_utf8_collate (left->title, right->title);

  return order != 0 ? order : strcmp (left->id, right->id);
}

static void
index_profiles (DwProfileSet *self)
{
  GHashTableIter iter;
  DwProfile *profile;

  g_hash_table_iter_init (&iter, self->by_id);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&profile))
    g_ptr_array_add (self->list, profile);
  g_ptr_array_sort (self->list, compare_titles);
  for (guint i = 0; i < self->list->len; i++)
    {
      profile = g_ptr_array_index (self->list, i);
      for (guint j = 0; profile->aliases[j] != NULL; j++)
        g_hash_table_insert (self->by_alias, profile->aliases[j], profile);
    }
}

DwProfileSet *
dw_profile_set_load (const char *data_dir, const char *user_dir, GPtrArray *problems)
{
  DwProfileSet *self = g_new0 (DwProfileSet, 1);
  g_autofree char *folder = data_dir != NULL ? g_build_filename (data_dir, "profiles", NULL) : NULL;

  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)dw_profile_unref);
  self->by_alias = g_hash_table_new (g_str_hash, g_str_equal);
  self->list = g_ptr_array_new ();
  load_folder (self, folder, problems);
  load_folder (self, user_dir, problems);
  index_profiles (self);
  return self;
}

void
dw_profile_set_free (DwProfileSet *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->list);
  g_hash_table_unref (self->by_alias);
  g_hash_table_unref (self->by_id);
  g_free (self);
}

DwProfile *
dw_profile_set_find (DwProfileSet *self, const char *id)
{
  DwProfile *profile = id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;

  return profile != NULL || id == NULL ? profile : g_hash_table_lookup (self->by_alias, id);
}

GPtrArray *
dw_profile_set_list (DwProfileSet *self)
{
  return self->list;
}
