// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <pango/pangocairo.h>

#include "dw-palette.h"

G_BEGIN_DECLS

typedef enum { DW_ALIGN_START,
               DW_ALIGN_CENTER,
               DW_ALIGN_END } DwAlign;

/* One line of drawn text: our face, tabular digits, Chinese glyph forms. */
typedef struct
{
  double size; /* px of the em */
  int weight;  /* 400, 500, 700 */
  DwColor color;
  DwAlign align; /* x is the left edge, the middle, the right edge */
  double width;  /* ellipsis beyond it; 0 = no limit */
} DwLabelStyle;

/* A layout to keep and reuse: laying out is cheaper than making one. Free with g_object_unref. */
PangoLayout *dw_label_layout_new (PangoContext *context);
void dw_label_layout_set (PangoLayout *layout, const DwLabelStyle *style, const char *text);
/* The same for a cairo context without a widget: paper, tests. */
PangoLayout *dw_label_layout_new_cairo (cairo_t *cr);
/* y is the base line. Returns the width that was drawn. */
double dw_label_draw (cairo_t *cr, PangoLayout *layout, const DwPalette *palette, const DwLabelStyle *style, const char *text, double x, double y);

G_END_DECLS
