// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The folder's lock: an open file with a kernel lock on it (station.lock). It ends with the process, however that ends. */
typedef struct _DwStoreLock DwStoreLock;

/* DW_STORE_ERROR_LOCKED names who holds the folder. */
DwStoreLock *dw_store_lock_take (const char *dir, const char *program, GError **error);
void dw_store_lock_free (DwStoreLock *self);
/* address NULL = none. */
gboolean dw_store_lock_publish (DwStoreLock *self, const char *address, GError **error);

/* FALSE = nobody holds the folder. Out parameters may be NULL; address is NULL when none was published, program NULL when the holder did not say. Takes no lock itself. */
gboolean dw_store_lock_look (const char *dir, char **program, int *pid, char **address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwStoreLock, dw_store_lock_free)

G_END_DECLS
