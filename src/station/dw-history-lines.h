// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Lines of a stream, one after the other in one buffer that the reader may change: a month of samples is millions of them. Blocking; one thread. */
typedef struct _DwHistoryLines DwHistoryLines;

DwHistoryLines *dw_history_lines_new (GInputStream *stream);
void dw_history_lines_free (DwHistoryLines *self);

/* Without its line end, until the next call. NULL at the end, or with error. */
char *dw_history_lines_next (DwHistoryLines *self, GCancellable *cancellable, GError **error);
/* So far, to the end of the line that was returned. */
guint64 dw_history_lines_get_bytes (DwHistoryLines *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwHistoryLines, dw_history_lines_free)

G_END_DECLS
