// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-history-private.h"

G_BEGIN_DECLS

/* Parts of one work side by side. */
#define DW_HISTORY_MOST_PARTS 4

typedef void (*DwHistoryPartFunc) (gpointer part);

/* What every part begins with; what the work needs comes after it. */
typedef struct
{
  DwHistoryView *view; /* its own look at the file */
  GError *error;       /* why it was given up; NULL */
} DwHistoryPart;

/* Runs func on each of n parts, which lie size bytes apart: the first here, the others on threads that are kept. Returns when all are done. n is at most DW_HISTORY_MOST_PARTS. */
void dw_history_run_parts (DwHistoryPartFunc func, gpointer parts, gsize size, guint n);
/* Ends the looks of n parts, which begin with a DwHistoryPart and lie size bytes apart, when all are done. FALSE with the error of the first that has one. */
gboolean dw_history_end_parts (gpointer parts, gsize size, guint n, GError **error);

G_END_DECLS
