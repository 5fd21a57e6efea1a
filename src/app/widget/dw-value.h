// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-label.h"
#include "dw-palette.h"
#include "dw-reading-text.h"

G_BEGIN_DECLS

/* The value cell: digits, mark of quality, age. The function draws it anywhere; the widget is the same drawing with words for the screen reader. */
typedef struct
{
  double size;   /* px of the digits */
  int weight;    /* of good values; old ones are 400 */
  DwColor color; /* of good values */
  gboolean chip; /* room for a chip with words; else only the mark */
} DwValueStyle;

/* Right-aligned at x + width, on the base line that suits height. */
void dw_value_draw (cairo_t *cr, const DwPalette *palette, PangoLayout *text, const DwValueStyle *style, const DwReadingText *reading, double x, double y, double width, double height);

#define DW_TYPE_VALUE (dw_value_get_type ())
G_DECLARE_FINAL_TYPE (DwValue, dw_value, DW, VALUE, GtkWidget)

/* size: px of the digits, 15 in tables of a card. */
GtkWidget *dw_value_new (int size);
/* The colour of the digits while they are good: main text, or the text tone of the priority (1…4) that the value stands in. */
void dw_value_set_priority (DwValue *self, guint priority);
void dw_value_set_chip (DwValue *self, gboolean chip);
/* Shows channel (may be NULL) of device as it is at now. Redraws only when the text differs. */
void dw_value_show (DwValue *self, DwDevice *device, const DwChannel *channel, gint64 now_ms);

G_END_DECLS
