// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-languages.h"

static const char *const languages[] = { "zh_CN", "en" };

/* Marks a child, so that it does not start children of its own. */
#define MARK "DIANWEI_ONE_LANGUAGE"

static gboolean
wants_pictures (char **argv)
{
  for (guint i = 1; argv[i] != NULL; i++)
    if (g_str_has_prefix (argv[i], "--screenshot-dir"))
      return TRUE;
  return FALSE;
}

/* LANGUAGE is ignored in the locale "C". */
static char **
make_environment (const char *language)
{
  char **environment = g_environ_setenv (g_get_environ (), "LANGUAGE", language, TRUE);
  const char *lang = g_environ_getenv (environment, "LANG");

  if (lang == NULL || *lang == '\0' || g_str_equal (lang, "C") || g_str_equal (lang, "POSIX"))
    environment = g_environ_setenv (environment, "LANG", "C.UTF-8", TRUE);
  environment = g_environ_unsetenv (environment, "LC_ALL");
  return g_environ_setenv (environment, MARK, "1", TRUE);
}

static gboolean
run_once (char **argv, const char *language)
{
  g_auto (GStrv) environment = make_environment (language);
  g_autoptr (GError) error = NULL;
  int wait_status = 0;

  if (g_spawn_sync (NULL, argv, environment, G_SPAWN_SEARCH_PATH | G_SPAWN_CHILD_INHERITS_STDIN, NULL, NULL, NULL, NULL, &wait_status, &error) &&
      g_spawn_check_wait_status (wait_status, &error))
    return TRUE;
  g_printerr ("%s: %s\n", language, error->message);
  return FALSE;
}

gboolean
dw_languages_run_each (char **argv, int *status)
{
  if (!wants_pictures (argv) || g_getenv (MARK) != NULL)
    return FALSE;
  *status = 0;
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (!run_once (argv, languages[i]))
      *status = 1;
  return TRUE;
}
