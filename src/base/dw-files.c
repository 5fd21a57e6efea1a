// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-files.h"

#include <errno.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* Where this program's files are. */

#define DIR_MODE 0700

static gboolean
has_profiles (const char *dir)
{
  g_autofree char *profiles = g_build_filename (dir, "profiles", NULL);

  return g_file_test (profiles, G_FILE_TEST_IS_DIR);
}

char *
dw_files_find_data_dir (void)
{
  const char *places[] = { g_getenv ("DIANWEI_DATA"), DW_PKGDATADIR, DW_BUILD_DATADIR };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (places[i] && *places[i] && has_profiles (places[i]))
      return g_strdup (places[i]);
  return g_strdup (DW_PKGDATADIR);
}

char *
dw_files_default_station_dir (void)
{
  return g_build_filename (g_get_user_data_dir (), "dianwei", NULL);
}

gboolean
dw_files_ensure_dir (const char *path, GError **error)
{
  int code;

  if (g_mkdir_with_parents (path, DIR_MODE) == 0)
    return TRUE;
  code = errno;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _ ("Cannot make the folder %s: %s"), path, g_strerror (code));
  return FALSE;
}
