// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The folder with profiles/, standards/, scenarios/: DIANWEI_DATA, else the installed place, else the build tree. The first that has profiles/; when none has, the installed place, so that an error can name it. Free it. */
char *dw_files_find_data_dir (void);
/* Where the organisation's data lives when nothing was said: $XDG_DATA_HOME/dianwei. Free it. */
char *dw_files_default_station_dir (void);
/* mkdir -p, mode 0700. */
gboolean dw_files_ensure_dir (const char *path, GError **error);

G_END_DECLS
