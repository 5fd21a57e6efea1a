// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdlib.h>

#include "dw-application.h"
#include "dw-languages.h"
#include "dw-memory.h"

/* From the build tree the translations lie beside the program. */
static const char *
find_locale_dir (void)
{
  g_autofree char *exe = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *build_root = g_path_get_dirname (DW_BUILD_LOCALEDIR);

  return exe != NULL && g_str_has_prefix (exe, build_root) ? DW_BUILD_LOCALEDIR : DW_LOCALEDIR;
}

int
main (int argc, char **argv)
{
  g_autoptr (DwApplication) application = NULL;
  int status;

  if (dw_languages_run_each (argv, &status))
    return status;
  dw_memory_keep_room ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, find_locale_dir ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  application = dw_application_new ();
  status = g_application_run (G_APPLICATION (application), argc, argv);
  return status != 0 ? status : dw_application_get_status (application);
}
