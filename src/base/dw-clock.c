// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-clock.h"

/* The machine's clocks behind one small object. This file alone is compiled with DW_MAY_READ_CLOCK (see meson.build);
 * everywhere else the calls below are poisoned. A fake clock stands still until somebody moves it. */

/* A fake monotonic clock does not start at 0, so that "0 = never" stays distinguishable. */
#define FAKE_START_US ((gint64)3600 * G_USEC_PER_SEC)

struct _DwClock
{
  gatomicrefcount ref_count;
  gboolean fake;
  GMutex mutex; /* guards the two fake times */
  gint64 wall_us;
  gint64 mono_us;
};

static DwClock *
make_clock (gboolean fake)
{
  DwClock *self = g_new0 (DwClock, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->fake = fake;
  return self;
}

static gint64
read_fake (DwClock *self, const gint64 *time_us)
{
  gint64 now_us;

  g_mutex_lock (&self->mutex);
  now_us = *time_us;
  g_mutex_unlock (&self->mutex);
  return now_us;
}

DwClock *
dw_clock_new_system (void)
{
  return make_clock (FALSE);
}

DwClock *
dw_clock_new_fake (gint64 wall_ms)
{
  DwClock *self = make_clock (TRUE);

  self->wall_us = wall_ms * 1000;
  self->mono_us = FAKE_START_US;
  return self;
}

DwClock *
dw_clock_ref (DwClock *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
dw_clock_unref (DwClock *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_mutex_clear (&self->mutex);
  g_free (self);
}

gint64
dw_clock_wall_ms (DwClock *self)
{
  return (self->fake ? read_fake (self, &self->wall_us) : g_get_real_time ()) / 1000;
}

gint64
dw_clock_mono_ms (DwClock *self)
{
  return dw_clock_mono_us (self) / 1000;
}

gint64
dw_clock_mono_us (DwClock *self)
{
  return self->fake ? read_fake (self, &self->mono_us) : g_get_monotonic_time ();
}

void
dw_clock_advance_ms (DwClock *self, gint64 delta_ms)
{
  g_return_if_fail (self->fake);
  g_return_if_fail (delta_ms >= 0);

  g_mutex_lock (&self->mutex);
  self->wall_us += delta_ms * 1000;
  self->mono_us += delta_ms * 1000;
  g_mutex_unlock (&self->mutex);
}

void
dw_clock_step_wall_ms (DwClock *self, gint64 delta_ms)
{
  g_return_if_fail (self->fake);

  g_mutex_lock (&self->mutex);
  self->wall_us += delta_ms * 1000;
  g_mutex_unlock (&self->mutex);
}
