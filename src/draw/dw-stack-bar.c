// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-stack-bar.h"

#include <math.h>

static const double gap = 1; /* between parts: they stay apart in grey */
static const double digit_width = 7;
static const double number_room = 6;

/* Neighbours differ in lightness, too. */
static const DwColor colors[DW_STACK_BAR_MAX_PARTS] = { DW_COLOR_S1, DW_COLOR_S4, DW_COLOR_S3, DW_COLOR_S5, DW_COLOR_S2, DW_COLOR_S6 };

DwColor
dw_stack_bar_color (guint part)
{
  return colors[MIN (part, DW_STACK_BAR_MAX_PARTS - 1)];
}

void
dw_stack_bar_place (const DwStackBar *self, double width, guint part, double *begin, double *end)
{
  double before = 0, full = MAX (self->full, 1);

  for (guint i = 0; i < part; i++)
    before += self->counts[i];
  *begin = MIN (width * before / full, width);
  *end = MIN (width * (before + self->counts[part]) / full, width);
}

void
dw_stack_bar_draw (const DwStackBar *self, cairo_t *cr, const DwPalette *palette, PangoLayout *text, double width, double height)
{
  for (guint i = 0; i < MIN (self->n_parts, DW_STACK_BAR_MAX_PARTS); i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", self->counts[i]);
      double begin, end;

      dw_stack_bar_place (self, width, i, &begin, &end);
      if (self->counts[i] == 0)
        continue;
      dw_palette_set (palette, cr, dw_stack_bar_color (i));
      cairo_rectangle (cr, round (begin), 0, MAX (round (end) - round (begin) - gap, 1), height);
      cairo_fill (cr);
      if (end - begin >= (double)strlen (number) * digit_width + number_room)
        dw_label_draw (cr, text, palette, &(DwLabelStyle){ .size = 11, .weight = 400, .color = DW_COLOR_ON_ACCENT, .align = DW_ALIGN_CENTER }, number, (begin + end - gap) / 2, height / 2 + 4);
    }
}
