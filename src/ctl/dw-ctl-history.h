// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-ctl.h"

G_BEGIN_DECLS

/* dianweictl history import: argument path, folder dir. Returns the exit code. */
int dw_ctl_history_import (const DwCtlVerb *verb, const char *path, const char *dir, gboolean skip_bad, gboolean json);

G_END_DECLS
