// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Pictures are wanted in every language of the program, but a process speaks one. With --screenshot-dir the program therefore runs itself once per language.
 * TRUE: that was done, *status is what to exit with. FALSE: go on as usual. */
gboolean dw_languages_run_each (char **argv, int *status);

G_END_DECLS
