// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-label.h"

G_BEGIN_DECLS

#define DW_STACK_BAR_MAX_PARTS 6

/* Counts side by side in one bar, in muted series colours; a part that has room carries its number. Plain. */
typedef struct
{
  guint n_parts;
  guint counts[DW_STACK_BAR_MAX_PARTS];
  guint full; /* what fills the whole width; at least 1 counts */
} DwStackBar;

/* Colour of a part, also for the legend. */
DwColor dw_stack_bar_color (guint part);
/* Edges of a part in px of a bar of that width; its end is the begin of the next. */
void dw_stack_bar_place (const DwStackBar *self, double width, guint part, double *begin, double *end);
void dw_stack_bar_draw (const DwStackBar *self, cairo_t *cr, const DwPalette *palette, PangoLayout *text, double width, double height);

G_END_DECLS
