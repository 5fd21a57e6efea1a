// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-place.h"

G_BEGIN_DECLS

/* What is active below a place: at most four pairs of symbol and count; or the age of data when there is only old data; or, at a circuit, the ring of all is well. */
#define DW_TYPE_BADGES (dw_badges_get_type ())
G_DECLARE_FINAL_TYPE (DwBadges, dw_badges, DW, BADGES, GtkWidget)

GtkWidget *dw_badges_new (void);
void dw_badges_show (DwBadges *self, const DwRollup *rollup, gboolean is_leaf, gint64 now_ms);
/* The same in words: "1 urgent, 2 same day", "" when all is well. Borrowed until the next show. */
const char *dw_badges_get_words (DwBadges *self);

G_END_DECLS
