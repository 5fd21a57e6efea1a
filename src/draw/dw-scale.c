// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-scale.h"

#include <math.h>

/* Scales of all charts and bars. The steps are 1, 2 and 5 times a power of ten because people read those without counting;
 * time has its own list because nobody reads 20 minutes as a fifth of 100. */

#define SECOND_MS G_GINT64_CONSTANT (1000)
#define MINUTE_MS (60 * SECOND_MS)
#define HOUR_MS (60 * MINUTE_MS)

static const gint64 time_steps_ms[] = {
  SECOND_MS, 2 * SECOND_MS, 5 * SECOND_MS, 10 * SECOND_MS, 15 * SECOND_MS, 30 * SECOND_MS,
  MINUTE_MS, 2 * MINUTE_MS, 5 * MINUTE_MS, 10 * MINUTE_MS, 15 * MINUTE_MS, 30 * MINUTE_MS,
  HOUR_MS, 2 * HOUR_MS, 3 * HOUR_MS, 6 * HOUR_MS, 12 * HOUR_MS, 24 * HOUR_MS
};

/* A tick that lies on the end of the range must not be lost to the last bit of a division. */
static const double tick_tolerance = 1e-9;

double
dw_scale_map (const DwScale *self, double value)
{
  double span = self->high - self->low;

  if (isnan (value))
    return NAN;
  if (!isfinite (span) || span == 0)
    return self->from;
  return self->from + (value - self->low) / span * (self->to - self->from);
}

double
dw_scale_map_clamped (const DwScale *self, double value)
{
  double position = dw_scale_map (self, value);

  if (isnan (position))
    return NAN;
  return CLAMP (position, MIN (self->from, self->to), MAX (self->from, self->to));
}

double
dw_scale_unmap (const DwScale *self, double position)
{
  double extent = self->to - self->from;

  if (extent == 0)
    return self->low;
  return self->low + (position - self->from) / extent * (self->high - self->low);
}

double
dw_scale_step (double span, guint max_ticks)
{
  double rough, power;

  if (!isfinite (span) || span <= 0 || max_ticks == 0)
    return 0;
  rough = span / max_ticks;
  power = pow (10, floor (log10 (rough)));
  for (guint i = 0; i < 3; i++)
    {
      static const double factors[] = { 1, 2, 5 };

      if (factors[i] * power >= rough * (1 - tick_tolerance))
        return factors[i] * power;
    }
  return 10 * power;
}

void
dw_scale_round_outwards (double *low, double *high, guint max_ticks)
{
  double step;

  if (!isfinite (*low) || !isfinite (*high) || *low > *high)
    *low = *high = 0;
  if (*low == *high)
    {
      double room = *low == 0 ? 1 : fabs (*low) * 0.1;

      *high += room;
      if (*low != 0)
        *low -= room;
    }
  step = dw_scale_step (*high - *low, max_ticks);
  *low = floor (*low / step + tick_tolerance) * step;
  *high = ceil (*high / step - tick_tolerance) * step;
}

guint
dw_scale_ticks (double low, double high, guint max_ticks, double *ticks, guint size)
{
  double step = dw_scale_step (high - low, max_ticks);
  double first, last;
  guint n = 0;

  if (step == 0)
    return 0;
  first = ceil (low / step - tick_tolerance);
  last = floor (high / step + tick_tolerance);
  for (double i = first; i <= last && n < size; i++)
    ticks[n++] = i * step + 0.0; /* + 0.0 turns a negative zero into zero */
  return n;
}

int
dw_scale_decimals (double step)
{
  int decimals = 0;

  while (step > 0 && step < 1 - tick_tolerance && decimals < 6)
    {
      step *= 10;
      decimals++;
    }
  return decimals;
}

gint64
dw_scale_time_step_ms (gint64 span_ms, guint max_ticks)
{
  if (span_ms <= 0 || max_ticks == 0)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (time_steps_ms); i++)
    if (span_ms / time_steps_ms[i] <= max_ticks)
      return time_steps_ms[i];
  return (span_ms / max_ticks / (24 * HOUR_MS) + 1) * 24 * HOUR_MS;
}

guint
dw_scale_time_ticks (gint64 from_ms, gint64 to_ms, gint64 offset_ms, guint max_ticks, gint64 *ticks, guint size)
{
  gint64 step = dw_scale_time_step_ms (to_ms - from_ms, max_ticks);
  gint64 first;
  guint n = 0;

  if (step == 0)
    return 0;
  first = (from_ms + offset_ms + step - 1) / step * step - offset_ms;
  for (gint64 t = first; t <= to_ms && n < size; t += step)
    ticks[n++] = t;
  return n;
}
