// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-watchdog.h"

/* Sixty slots of one second each; a slot that belongs to an older second is worth nothing. */
enum {
  INTERVAL_MS = 50,
  SLOTS = 60,
};

struct _DwWatchdog
{
  DwClock *clock;
  guint timer_id;
  gint64 last_ms; /* -1 = none yet */
  gint64 second[SLOTS];
  int worst_ms[SLOTS];
};

static gboolean
timer_cb (gpointer data)
{
  DwWatchdog *self = data;

  dw_watchdog_note (self, dw_clock_mono_ms (self->clock));
  return G_SOURCE_CONTINUE;
}

DwWatchdog *
dw_watchdog_new (DwClock *clock)
{
  DwWatchdog *self = g_new0 (DwWatchdog, 1);

  self->clock = dw_clock_ref (clock);
  self->last_ms = -1;
  self->timer_id = g_timeout_add_full (G_PRIORITY_DEFAULT, INTERVAL_MS, timer_cb, self, NULL);
  return self;
}

void
dw_watchdog_free (DwWatchdog *self)
{
  if (!self)
    return;
  g_clear_handle_id (&self->timer_id, g_source_remove);
  dw_clock_unref (self->clock);
  g_free (self);
}

void
dw_watchdog_note (DwWatchdog *self, gint64 mono_ms)
{
  gint64 second = mono_ms / 1000;
  guint slot = (guint)(second % SLOTS);
  int late_ms = self->last_ms < 0 ? 0 : (int)CLAMP (mono_ms - self->last_ms - INTERVAL_MS, 0, G_MAXINT);

  if (self->second[slot] != second)
    {
      self->second[slot] = second;
      self->worst_ms[slot] = 0;
    }
  self->worst_ms[slot] = MAX (self->worst_ms[slot], late_ms);
  self->last_ms = mono_ms;
}

int
dw_watchdog_get_worst_ms (DwWatchdog *self)
{
  gint64 now = dw_clock_mono_ms (self->clock) / 1000;
  int worst_ms = 0;

  for (guint i = 0; i < SLOTS; i++)
    if (now - self->second[i] < SLOTS)
      worst_ms = MAX (worst_ms, self->worst_ms[i]);
  return worst_ms;
}
