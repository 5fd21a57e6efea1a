// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Parts of one work side by side. */
#define DW_HISTORY_MOST_PARTS 4

typedef void (*DwHistoryPartFunc) (gpointer part);

/* Runs func on each of n parts, which lie size bytes apart: the first here, the others on threads that are kept. Returns when all are done. n is at most DW_HISTORY_MOST_PARTS. */
void dw_history_run_parts (DwHistoryPartFunc func, gpointer parts, gsize size, guint n);

G_END_DECLS
