// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A file that is there whole or not at all: it grows under a name of its own in the same folder, is synced, and only then takes the place of the old one.
 * Whatever fails before that leaves the old file as it was and nothing beside it. Blocking; one thread. */
typedef struct _DwReplaceFile DwReplaceFile;

/* Makes the new file, empty. Errors: G_IO_ERROR, the message names the path that was asked for. */
DwReplaceFile *dw_replace_file_new (const char *path, GError **error);
/* Removes what has not been committed. */
void dw_replace_file_free (DwReplaceFile *self);

/* Where the new file grows, for writers that open it themselves. Borrowed. */
const char *dw_replace_file_get_temp (DwReplaceFile *self);
/* Buffered. FALSE: this or an earlier write failed; commit will tell why. */
gboolean dw_replace_file_write (DwReplaceFile *self, const void *bytes, gsize length);
/* For writers of their own that only know that it failed. errno_code 0 = unknown. The first that is noted counts. */
void dw_replace_file_note_failure (DwReplaceFile *self, int errno_code);
/* Syncs and renames. FALSE with error: the old file is untouched. */
gboolean dw_replace_file_commit (DwReplaceFile *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwReplaceFile, dw_replace_file_free)

G_END_DECLS
