// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-span.h"
#include "dw-trend-choice.h"

G_BEGIN_DECLS

/* What a person had chosen on the trend page as text, to be there again at the next start. No widgets, no data. */

/* New string. */
char *dw_trend_memory_write (DwTrendChoice *choice, DwSpanUnit unit);
/* Puts it into a choice without circuits; unit: left alone when the text names none. What cannot be read counts as not said. FALSE: it is no such text, nothing changed. */
gboolean dw_trend_memory_read (const char *text, DwTrendChoice *choice, DwSpanUnit *unit);

G_END_DECLS
