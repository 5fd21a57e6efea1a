// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-storm.h"

/* A sliding window of times. The array is cut at the front when more than half of it has passed, so that a storm of any size costs a
 * constant each. */

#define WINDOW_MS 600000
#define BEGINS_ABOVE 10
#define ENDS_BELOW 5

struct _DwStorm
{
  DwClock *clock;
  GArray *times_ms; /* gint64, monotonic, ascending */
  guint first;      /* of those still in the window */
  gboolean flood;
};

DwStorm *
dw_storm_new (DwClock *clock)
{
  DwStorm *self = g_new0 (DwStorm, 1);

  self->clock = dw_clock_ref (clock);
  self->times_ms = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

void
dw_storm_free (DwStorm *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->times_ms);
  dw_clock_unref (self->clock);
  g_free (self);
}

static void
drop_past (DwStorm *self)
{
  gint64 begin_ms = dw_clock_mono_ms (self->clock) - WINDOW_MS;

  while (self->first < self->times_ms->len && g_array_index (self->times_ms, gint64, self->first) <= begin_ms)
    self->first++;
  if (self->first > self->times_ms->len / 2)
    {
      g_array_remove_range (self->times_ms, 0, self->first);
      self->first = 0;
    }
}

static void
update (DwStorm *self)
{
  guint n_alarms;

  drop_past (self);
  n_alarms = self->times_ms->len - self->first;
  if (n_alarms > BEGINS_ABOVE)
    self->flood = TRUE;
  else if (n_alarms < ENDS_BELOW)
    self->flood = FALSE;
}

void
dw_storm_note_raised_at (DwStorm *self, gint64 mono_ms)
{
  g_array_append_val (self->times_ms, mono_ms);
  update (self);
}

void
dw_storm_note_raised (DwStorm *self)
{
  dw_storm_note_raised_at (self, dw_clock_mono_ms (self->clock));
}

guint
dw_storm_count (DwStorm *self)
{
  update (self);
  return self->times_ms->len - self->first;
}

gboolean
dw_storm_is_flood (DwStorm *self)
{
  update (self);
  return self->flood;
}
