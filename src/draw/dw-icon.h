// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* Our own line icons: one path each in a field of 20 × 20 units, line 1.5. Drawn in the source that cr has. FALSE when there is no icon of that name. */
gboolean dw_icon_draw (cairo_t *cr, const char *name, double x, double y, double size);
gboolean dw_icon_exists (const char *name);
/* Names, for tests. */
const char *const *dw_icon_list (void);

/* Appends an SVG path of absolute M L H V C S A Z to cr. FALSE at the first thing it does not know; what came before stays appended. */
gboolean dw_path_append (cairo_t *cr, const char *data);

G_END_DECLS
