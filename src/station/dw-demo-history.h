// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-demo.h"

G_BEGIN_DECLS

/* The past of a new demo folder: a second simulator writes it as CSV into a pipe, and a thread takes it in beside the running station. See dw_demo_make_history. Main thread. */
typedef struct _DwDemoHistory DwDemoHistory;

/* program: the simulator. Tells done in the main loop; then only dw_demo_history_free is left to call, which may be called from done. */
DwDemoHistory *dw_demo_history_start (const char *program, const char *scenario_path, DwStation *station, gint64 end_ms, guint days, DwDemoHistoryProgress progress, DwDemoHistoryDone done, gpointer data);
gboolean dw_demo_history_is_running (DwDemoHistory *self);
/* Ends what is under way and waits for the thread. */
void dw_demo_history_free (DwDemoHistory *self);

/* Setting of a folder whose past is wanted and not there yet: the ms at which it ends. */
#define DW_DEMO_HISTORY_SETTING "demo-history-until"

G_END_DECLS
