// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What became of reading the whole audit chain. problem: a sentence; with ok it is a note ("" = none), for example that the witness is missing. */
typedef struct
{
  guint64 lines; /* read */
  gboolean ok;
  gint64 first_bad_seq; /* number of the line, 0 = none or the witness itself */
  char problem[200];
} DwAuditVerdict;

G_END_DECLS
