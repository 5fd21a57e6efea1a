// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Linear scales and their ticks at 1-2-5 steps. Pure numbers, any thread. */

/* low is drawn at "from", high at "to"; both directions are fine (a value axis grows upwards, so "from" is the larger y). */
typedef struct
{
  double low;
  double high;
  double from;
  double to;
} DwScale;

/* Not clamped. A scale without extent maps everything to "from". NaN stays NaN. */
double dw_scale_map (const DwScale *self, double value);
/* The same, kept between "from" and "to". */
double dw_scale_map_clamped (const DwScale *self, double value);
double dw_scale_unmap (const DwScale *self, double position);

/* The smallest of 1, 2, 5 × 10^n that needs at most max_ticks steps for span. 0 when span is not a positive number. */
double dw_scale_step (double span, guint max_ticks);
/* Widens low and high outwards to whole steps. Equal values get one step of room on both sides (0…1 for zero). */
void dw_scale_round_outwards (double *low, double *high, guint max_ticks);
/* Ticks at whole steps within low…high. Returns how many were written, at most size. */
guint dw_scale_ticks (double low, double high, guint max_ticks, double *ticks, guint size);
/* Decimals a tick label needs so that neighbours differ: 0 for steps of 1 and more. */
int dw_scale_decimals (double step);

/* Step of a time axis: 1, 2, 5, 10, 15, 30 s … min, 1, 2, 3, 6, 12 h, 1 day; the smallest that needs at most max_ticks. */
gint64 dw_scale_time_step_ms (gint64 span_ms, guint max_ticks);
/* Whole local steps within from_ms…to_ms: offset_ms is the zone's distance from UTC. */
guint dw_scale_time_ticks (gint64 from_ms, gint64 to_ms, gint64 offset_ms, guint max_ticks, gint64 *ticks, guint size);

G_END_DECLS
