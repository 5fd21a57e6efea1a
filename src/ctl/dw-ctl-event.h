// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-event.h"

G_BEGIN_DECLS

/* Lines of history on stdout, the same wherever they come from. */
typedef struct
{
  const char *place, *device, *gateway; /* names, "" = none */
} DwCtlNames;

/* what: a word that tells lines of different things apart, NULL where there is one thing only. */
void dw_ctl_print_event (const DwEventRecord *event, const DwCtlNames *names, const char *what, gboolean json);
void dw_ctl_print_alarm (const DwAlarmRecord *alarm, const DwCtlNames *names, const char *what, gboolean json);

/* "2026-03-05", "2026-03-05 08:00:00" (local), "2026-03-05T08:00:00Z". */
gboolean dw_ctl_parse_time (const char *text, gint64 *wall_ms);

G_END_DECLS
