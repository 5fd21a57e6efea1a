// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-label.h"

G_BEGIN_DECLS

/* The 24 hours of a day as one bar, coloured by what energy costs then. A cap makes sharp and peak readable in grey. */
typedef enum {
  DW_RATE_TONE_SHARP,  /* 尖 */
  DW_RATE_TONE_PEAK,   /* 峰 */
  DW_RATE_TONE_FLAT,   /* 平 */
  DW_RATE_TONE_VALLEY, /* 谷 */
  DW_RATE_TONE_DEEP,   /* 深谷 */
  DW_N_RATE_TONES,
} DwRateTone;

typedef struct
{
  guint from_minute; /* 0…1439, ascending over the parts; the last part runs on to the first of the next day */
  DwRateTone tone;
  const char *text; /* inside, where it fits; NULL */
} DwRateBarPart;

#define DW_RATE_BAR_HEIGHT 40

/* parts borrowed; n 0: an empty day. Draws DW_RATE_BAR_HEIGHT high. */
void dw_rate_bar_draw (cairo_t *cr, const DwPalette *palette, PangoLayout *text, const DwRateBarPart *parts, guint n, double x, double y, double width);
/* Which part holds a minute; n must not be 0. */
guint dw_rate_bar_find_part (const DwRateBarPart *parts, guint n, guint minute);

G_END_DECLS
