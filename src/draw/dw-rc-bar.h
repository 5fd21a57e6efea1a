// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <cairo.h>

#include "dw-label.h"
#include "dw-palette.h"

G_BEGIN_DECLS

/* The residual current bar: value against warning and set value, with the learned baseline behind it where one is known.
 * Small (16 high, in cards) has no words; large (70 high) has a scale and names at the ticks. */

/* NaN = there is none. */
typedef struct
{
  double value;
  double warning;
  double alarm;
  double baseline_low;
  double baseline_high;
  gboolean old; /* drawn hatched, never filled */
  /* Large only; may be NULL. Written over their ticks. */
  const char *warning_text;
  const char *alarm_text;
  const char *baseline_text;
} DwRcBar;

typedef enum {
  DW_RC_NONE, /* no value: no bar at all */
  DW_RC_OLD,
  DW_RC_NORMAL,
  DW_RC_WARNING,
  DW_RC_ALARM,
} DwRcLevel;

#define DW_RC_BAR_SMALL_HEIGHT 16
#define DW_RC_BAR_LARGE_HEIGHT 70

/* Where everything comes to lie, relative to the bar's corner. Positions are NaN for what is absent. */
typedef struct
{
  DwRcLevel level;
  double max;                     /* right end of the scale */
  double ground_y, ground_height; /* band that is always there */
  double fill_y, fill_height, fill_width;
  double pointer_x;
  double warning_x, alarm_x;
  double baseline_x, baseline_width;
  double ticks[8], tick_x[8]; /* large only */
  guint n_ticks;
} DwRcBarLayout;

void dw_rc_bar_init (DwRcBar *self);
DwRcLevel dw_rc_bar_get_level (const DwRcBar *self);
/* max (1.25 × set value, 1.1 × value); 100 when neither is known. */
double dw_rc_bar_get_max (const DwRcBar *self);
void dw_rc_bar_lay_out (const DwRcBar *self, double width, gboolean large, DwRcBarLayout *layout);
/* text: needed for large, NULL else. */
void dw_rc_bar_draw (const DwRcBar *self, cairo_t *cr, const DwPalette *palette, PangoLayout *text, double x, double y, double width, gboolean large);

G_END_DECLS
