// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

#include "dw-name-key.h"

G_BEGIN_DECLS

/* The keys of names that the search looks at. Each is kept with the thing that has the name and made anew only when the name is another. Main thread. */

/* Reads the readings of Chinese characters on a thread of its own (once for the program) and calls ready with data on the main thread when that changed
 * anything. Until then, and when they are missing, names are found by their text. owner is kept alive until it has answered. */
void dw_search_keys_prepare (GObject *owner, GSourceFunc ready, gpointer data);
/* The key of a text that thing has. slot: which of its texts, a static string. Borrowed until the next call for the same slot. */
const DwNameKey *dw_search_keys_get (gpointer thing, const char *slot, const char *text);

G_END_DECLS
