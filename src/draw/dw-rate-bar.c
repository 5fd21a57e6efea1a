// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-rate-bar.h"

#include <math.h>

#define DAY_MINUTES 1440

static const double bar_top = 4;
static const double bar_height = 20;
static const double tick_base = 37;

/* Cap: height of the line in the text colour above the bar. */
static const struct
{
  DwColor color;
  double cap;
} tones[DW_N_RATE_TONES] = {
  [DW_RATE_TONE_SHARP] = { DW_COLOR_S4, 4 },
  [DW_RATE_TONE_PEAK] = { DW_COLOR_S4, 2 },
  [DW_RATE_TONE_FLAT] = { DW_COLOR_AXIS, 0 },
  [DW_RATE_TONE_VALLEY] = { DW_COLOR_S3, 0 },
  [DW_RATE_TONE_DEEP] = { DW_COLOR_S1, 0 },
};

typedef struct
{
  cairo_t *cr;
  const DwPalette *palette;
  PangoLayout *text;
  double x, y, width;
} Canvas;

/* Whole pixels: neighbours then meet without a seam. */
static double
get_x (const Canvas *canvas, guint minute)
{
  return round (canvas->x + canvas->width * minute / DAY_MINUTES);
}

static void
fill (const Canvas *canvas, DwColor color, double x, double y, double width, double height)
{
  dw_palette_set (canvas->palette, canvas->cr, color);
  cairo_rectangle (canvas->cr, x, y, width, height);
  cairo_fill (canvas->cr);
}

static void
write_label (const Canvas *canvas, const DwRateBarPart *part, double x, double width)
{
  const DwLabelStyle style = { .size = 11, .weight = 500, .color = DW_COLOR_SURFACE, .align = DW_ALIGN_CENTER };
  int text_width;

  if (part->text == NULL)
    return;
  dw_label_layout_set (canvas->text, &style, part->text);
  pango_layout_get_pixel_size (canvas->text, &text_width, NULL);
  if (text_width + 6 <= width)
    dw_label_draw (canvas->cr, canvas->text, canvas->palette, &style, part->text, x + width / 2, canvas->y + bar_top + 14);
}

static void
draw_stretch (const Canvas *canvas, const DwRateBarPart *part, guint from, guint to)
{
  double x = get_x (canvas, from), width = get_x (canvas, to) - x;

  if (width <= 0)
    return;
  fill (canvas, tones[part->tone].color, x, canvas->y + bar_top, width, bar_height);
  if (tones[part->tone].cap > 0)
    fill (canvas, DW_COLOR_TEXT, x, canvas->y + bar_top - tones[part->tone].cap, width, tones[part->tone].cap);
  fill (canvas, DW_COLOR_SURFACE, x, canvas->y + bar_top, 1, bar_height);
  write_label (canvas, part, x, width);
}

static void
draw_ticks (const Canvas *canvas)
{
  static const char *const labels[] = { "0", "6", "12", "18", "24" };
  static const DwAlign aligns[] = { DW_ALIGN_START, DW_ALIGN_CENTER, DW_ALIGN_CENTER, DW_ALIGN_CENTER, DW_ALIGN_END };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      const DwLabelStyle style = { .size = 11, .weight = 400, .color = DW_COLOR_TEXT_3, .align = aligns[i] };

      dw_label_draw (canvas->cr, canvas->text, canvas->palette, &style, labels[i], canvas->x + canvas->width * i / 4, canvas->y + tick_base);
    }
}

guint
dw_rate_bar_find_part (const DwRateBarPart *parts, guint n, guint minute)
{
  guint found = n - 1;

  for (guint i = 0; i < n && parts[i].from_minute <= minute; i++)
    found = i;
  return found;
}

void
dw_rate_bar_draw (cairo_t *cr, const DwPalette *palette, PangoLayout *text, const DwRateBarPart *parts, guint n, double x, double y, double width)
{
  const Canvas canvas = { cr, palette, text, x, y, width };

  cairo_save (cr);
  fill (&canvas, DW_COLOR_BAND, x, y + bar_top, width, bar_height);
  if (n > 0)
    draw_stretch (&canvas, &parts[n - 1], 0, parts[0].from_minute);
  for (guint i = 0; i < n; i++)
    draw_stretch (&canvas, &parts[i], parts[i].from_minute, i + 1 < n ? parts[i + 1].from_minute : DAY_MINUTES);
  draw_ticks (&canvas);
  cairo_restore (cr);
}
