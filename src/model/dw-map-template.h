// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The address of map tiles as a text with gaps: {z} zoom, {x} column, {y} row from the north, {-y} (or {tmsy}) row from the south, {s} one of the hosts a, b, c. Pure. */

/* http or https, a host, {z}, {x} and one of the rows each once, no other gap, no user name. Errors: G_IO_ERROR_INVALID_ARGUMENT saying what is wrong. */
gboolean dw_map_template_check (const char *template, GError **error);
/* The address of one tile of a template that is in order. */
char *dw_map_template_expand (const char *template, int zoom, int x, int y);

G_END_DECLS
