// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Says in a sentence what is wrong with what was given (G_IO_ERROR_INVALID_ARGUMENT) and returns FALSE, so that a check is one line: return dw_refuse (error, …). */
gboolean dw_refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

G_END_DECLS
