// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

/* What tests of files share: a folder of their own, and a full disk. */

typedef struct
{
  char *dir;
  char *path; /* the file that is written */
} ReportFolder;

ReportFolder report_folder_new (const char *name);
/* Fails the test when anything is left in it, the named file apart. */
void report_folder_assert_alone (const ReportFolder *self);
void report_folder_clear (ReportFolder *self);
GBytes *report_read_file (const char *path);

/* From now on no file of this program grows beyond this, as on a full disk (EFBIG). 0 = no limit any more. */
void report_set_file_limit (gsize bytes);
