// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "report-kit.h"

#include <signal.h>
#include <sys/resource.h>

#include <glib/gstdio.h>

ReportFolder
report_folder_new (const char *name)
{
  g_autoptr (GError) error = NULL;
  ReportFolder self;

  self.dir = g_dir_make_tmp ("dianwei-report-XXXXXX", &error);
  g_assert_no_error (error);
  self.path = g_build_filename (self.dir, name, NULL);
  return self;
}

void
report_folder_assert_alone (const ReportFolder *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->dir, 0, NULL);
  g_autofree char *wanted = g_path_get_basename (self->path);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_cmpstr (name, ==, wanted);
}

void
report_folder_clear (ReportFolder *self)
{
  report_folder_assert_alone (self);
  g_unlink (self->path);
  g_assert_cmpint (g_rmdir (self->dir), ==, 0);
  g_free (self->path);
  g_free (self->dir);
}

GBytes *
report_read_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, length);
}

void
report_set_file_limit (gsize bytes)
{
  struct rlimit limit;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = bytes > 0 ? bytes : limit.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}
