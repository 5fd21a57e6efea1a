// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Questions to a person at a terminal, on stderr so that stdout stays clean. */

/* TRUE when somebody can be asked. */
gboolean dw_ctl_ask_is_possible (void);
/* TRUE for "yes" in full, in English or in the person's language: one letter is too easy for a switch. */
gboolean dw_ctl_ask_yes (const char *question);
/* A line that is not shown while it is typed; NULL when none came. Free with dw_ctl_ask_forget. */
char *dw_ctl_ask_secret (const char *question);
/* Overwrites and frees; NULL is fine. */
void dw_ctl_ask_forget (char *secret);

G_END_DECLS
