// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-plot-span.h"

#include <math.h>

/* Everything is kept far from the ends of 64 bits, so that no sum overflows. */
static const gint64 far_ms = G_GINT64_CONSTANT (400000000000000);

static gboolean
has_bounds (gint64 earliest_ms, gint64 latest_ms)
{
  return earliest_ms < latest_ms;
}

static gint64
limit_length (gint64 length_ms, gint64 earliest_ms, gint64 latest_ms)
{
  gint64 most_ms = DW_PLOT_SPAN_MAX_MS;

  if (has_bounds (earliest_ms, latest_ms))
    most_ms = CLAMP (latest_ms - earliest_ms, DW_PLOT_SPAN_MIN_MS, DW_PLOT_SPAN_MAX_MS);
  return CLAMP (length_ms, DW_PLOT_SPAN_MIN_MS, most_ms);
}

/* The later bound yields where both cannot be kept. */
static gint64
limit_start (gint64 from_ms, gint64 length_ms, gint64 earliest_ms, gint64 latest_ms)
{
  if (has_bounds (earliest_ms, latest_ms))
    from_ms = MAX (earliest_ms, MIN (from_ms, latest_ms - length_ms));
  return from_ms;
}

static gint64
limit_time (gint64 time_ms)
{
  return CLAMP (time_ms, -far_ms, far_ms);
}

static void
limit_bounds (gint64 *earliest_ms, gint64 *latest_ms)
{
  *earliest_ms = limit_time (*earliest_ms);
  *latest_ms = limit_time (*latest_ms);
}

DwPlotSpan
dw_plot_span_clamp (DwPlotSpan span, gint64 earliest_ms, gint64 latest_ms)
{
  gint64 from_ms = limit_time (span.from_ms), to_ms = limit_time (span.to_ms), length_ms;

  limit_bounds (&earliest_ms, &latest_ms);
  length_ms = limit_length (to_ms - from_ms, earliest_ms, latest_ms);
  from_ms += (to_ms - from_ms - length_ms) / 2;
  from_ms = limit_start (from_ms, length_ms, earliest_ms, latest_ms);
  return (DwPlotSpan){ from_ms, from_ms + length_ms };
}

DwPlotSpan
dw_plot_span_pan (DwPlotSpan span, double share, gint64 earliest_ms, gint64 latest_ms)
{
  DwPlotSpan moved = dw_plot_span_clamp (span, earliest_ms, latest_ms);
  double distance_ms = share * (double)(moved.to_ms - moved.from_ms);

  if (!isfinite (distance_ms))
    return moved;
  distance_ms = CLAMP (round (distance_ms), (double)-far_ms, (double)far_ms);
  moved.from_ms += (gint64)distance_ms;
  moved.to_ms += (gint64)distance_ms;
  return dw_plot_span_clamp (moved, earliest_ms, latest_ms);
}

DwPlotSpan
dw_plot_span_zoom (DwPlotSpan span, gint64 anchor_ms, double factor, gint64 earliest_ms, gint64 latest_ms)
{
  DwPlotSpan old = dw_plot_span_clamp (span, earliest_ms, latest_ms);
  gint64 old_length_ms = old.to_ms - old.from_ms, length_ms, from_ms;
  double share = (double)(CLAMP (anchor_ms, old.from_ms, old.to_ms) - old.from_ms) / (double)old_length_ms;

  if (!(factor > 0) || !isfinite (factor))
    return old;
  limit_bounds (&earliest_ms, &latest_ms);
  length_ms = limit_length ((gint64)CLAMP (round ((double)old_length_ms * factor), 0, (double)DW_PLOT_SPAN_MAX_MS), earliest_ms, latest_ms);
  from_ms = CLAMP (anchor_ms, old.from_ms, old.to_ms) - (gint64)round (share * (double)length_ms);
  from_ms = limit_start (from_ms, length_ms, earliest_ms, latest_ms);
  return (DwPlotSpan){ from_ms, from_ms + length_ms };
}

int
dw_plot_find_next_time (const gint64 *times_ms, guint n, gsize stride, gint64 time_ms, gboolean forward)
{
  const char *bytes = (const char *)times_ms;
  gint64 best_ms = 0;
  int best = -1;

  for (guint i = 0; i < n; i++)
    {
      gint64 t = *(const gint64 *)(const void *)(bytes + i * (stride ? stride : sizeof (gint64)));
      gboolean is_beyond = forward ? t > time_ms : t < time_ms;
      gboolean is_nearer = best < 0 || (forward ? t < best_ms : t > best_ms);

      if (is_beyond && is_nearer)
        {
          best = (int)i;
          best_ms = t;
        }
    }
  return best;
}
