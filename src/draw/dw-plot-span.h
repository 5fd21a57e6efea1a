// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Arithmetic of the span that a chart shows, for keys, wheel and drag. Pure functions, any thread. */

#define DW_PLOT_SPAN_MIN_MS (G_GINT64_CONSTANT (10000))
#define DW_PLOT_SPAN_MAX_MS (G_GINT64_CONSTANT (20) * 36525 * 864000) /* 20 years of 365.25 days */

typedef struct
{
  gint64 from_ms, to_ms;
} DwPlotSpan;

/* The nearest span that is 10 s to 20 years long and lies within earliest_ms…latest_ms; a span longer than that range becomes the range (but never under 10 s).
 * earliest_ms >= latest_ms: no bounds. The length is kept where it can be, a length out of limits is changed around the middle. */
DwPlotSpan dw_plot_span_clamp (DwPlotSpan span, gint64 earliest_ms, gint64 latest_ms);
/* Moves by a share of the length, to later times when positive, and stops at the bounds with its length kept. */
DwPlotSpan dw_plot_span_pan (DwPlotSpan span, double share, gint64 earliest_ms, gint64 latest_ms);
/* factor < 1 shows less, > 1 more; anchor_ms stays where it is on the screen unless a bound forbids it. A factor that is not a positive number changes nothing. */
DwPlotSpan dw_plot_span_zoom (DwPlotSpan span, gint64 anchor_ms, double factor, gint64 earliest_ms, gint64 latest_ms);

/* Index of the nearest time strictly after (forward) or before time_ms in n times of any order; -1 = none. stride: bytes from one time to the next, 0 = sizeof (gint64). */
int dw_plot_find_next_time (const gint64 *times_ms, guint n, gsize stride, gint64 time_ms, gboolean forward);

G_END_DECLS
