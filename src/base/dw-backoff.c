// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-backoff.h"

/* Doubling delays with a spread. The spread is drawn from the seed by a small generator of its own, so that a test can say which delays come. */

#define SPREAD_PERCENT 25

/* splitmix32: any seed is good, 0 as well. */
static guint32
draw (DwBackoff *self)
{
  guint32 z = self->seed += 0x9e3779b9u;

  z = (z ^ (z >> 16)) * 0x21f0aaadu;
  z = (z ^ (z >> 15)) * 0x735a2d97u;
  return z ^ (z >> 15);
}

void
dw_backoff_init (DwBackoff *self, int first_ms, int limit_ms, guint32 seed)
{
  g_return_if_fail (first_ms > 0 && limit_ms >= first_ms);

  *self = (DwBackoff){ .first_ms = first_ms, .limit_ms = limit_ms, .seed = seed };
}

int
dw_backoff_next_ms (DwBackoff *self)
{
  gint64 delay_ms = self->first_ms;
  gint64 spread_ms;

  for (guint i = 0; i < self->failures && delay_ms < self->limit_ms; i++)
    delay_ms *= 2;
  delay_ms = MIN (delay_ms, self->limit_ms);
  if (self->failures < G_MAXUINT)
    self->failures++;
  spread_ms = delay_ms * SPREAD_PERCENT / 100;
  delay_ms += draw (self) % (2 * spread_ms + 1) - spread_ms;
  delay_ms = MIN (delay_ms, G_MAXINT);
  return (int)delay_ms;
}

void
dw_backoff_reset (DwBackoff *self)
{
  self->failures = 0;
}
