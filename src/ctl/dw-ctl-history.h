// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-ctl.h"

G_BEGIN_DECLS

/* dianweictl history import: argument path, folder dir. period_s: for how long each sample stands, 0 = as the file shows. Returns the exit code. */
int dw_ctl_history_import (const DwCtlVerb *verb, const char *path, const char *dir, gboolean skip_bad, int period_s, gboolean json);

G_END_DECLS
