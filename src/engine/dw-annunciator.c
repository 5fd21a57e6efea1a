// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-annunciator.h"

/* The highest unacknowledged priority decides the pattern. The pause of class 2 grows by half with each repetition, so that a desk that
 * knows is not driven to switch the sound off for good; that of class 1 never grows. */

#define SILENCE_MS 300000
#define LONGEST_MS 60000

typedef struct
{
  guint tones;
  int interval_ms;
  gboolean grows;
} PatternRow;

static const PatternRow rows[5] = {
  [1] = { 3, 2000, FALSE },
  [2] = { 2, 5000, TRUE },
  [3] = { 1, 60000, FALSE },
  [4] = { 0, 0, FALSE },
};

struct _DwAnnunciator
{
  DwClock *clock;
  guint unacked[5];
  guint priority;         /* that sounds, 0 = none */
  int interval_ms;        /* pause after the next tones */
  gint64 due_ms;          /* monotonic */
  gint64 silent_until_ms; /* monotonic, 0 = not silenced */
};

DwAnnunciator *
dw_annunciator_new (DwClock *clock)
{
  DwAnnunciator *self = g_new0 (DwAnnunciator, 1);

  self->clock = dw_clock_ref (clock);
  return self;
}

void
dw_annunciator_free (DwAnnunciator *self)
{
  if (self == NULL)
    return;
  dw_clock_unref (self->clock);
  g_free (self);
}

static guint
find_sounding (const DwAnnunciator *self)
{
  for (guint i = 1; i < G_N_ELEMENTS (rows); i++)
    if (self->unacked[i] > 0 && rows[i].tones > 0)
      return i;
  return 0;
}

static void
begin_pattern (DwAnnunciator *self,
               guint priority)
{
  self->priority = priority;
  self->interval_ms = rows[priority].interval_ms;
  self->due_ms = dw_clock_mono_ms (self->clock);
}

void
dw_annunciator_set_unacked (DwAnnunciator *self,
                            const guint unacked[5])
{
  guint before = self->priority;
  guint after;

  memcpy (self->unacked, unacked, sizeof self->unacked);
  after = find_sounding (self);
  if (after == before)
    return;
  begin_pattern (self, after);
  /* A lower class that goes on when the higher one was acknowledged is not news: it waits for its own turn. */
  if (before != 0 && after > before)
    self->due_ms += rows[after].interval_ms;
}

void
dw_annunciator_note_raised (DwAnnunciator *self,
                            guint priority)
{
  g_return_if_fail (priority >= 1 && priority < G_N_ELEMENTS (rows));

  if (rows[priority].tones == 0)
    return;
  self->silent_until_ms = 0;
  if (self->priority != 0)
    begin_pattern (self, self->priority);
}

gboolean
dw_annunciator_silence (DwAnnunciator *self)
{
  if (self->priority == 0)
    return FALSE;
  self->silent_until_ms = dw_clock_mono_ms (self->clock) + SILENCE_MS;
  return TRUE;
}

gboolean
dw_annunciator_is_silenced (DwAnnunciator *self,
                            int *remaining_ms)
{
  gint64 left_ms = self->silent_until_ms - dw_clock_mono_ms (self->clock);
  gboolean silenced = self->silent_until_ms != 0 && left_ms > 0;

  if (remaining_ms != NULL)
    *remaining_ms = silenced ? (int)left_ms : 0;
  return silenced;
}

DwSoundPattern
dw_annunciator_get_pattern (DwAnnunciator *self)
{
  if (self->priority == 0 || dw_annunciator_is_silenced (self, NULL))
    return (DwSoundPattern){ 0 };
  return (DwSoundPattern){ self->priority, rows[self->priority].tones, self->interval_ms };
}

static void
plan_next (DwAnnunciator *self,
           gint64 now_ms)
{
  self->due_ms = now_ms + self->interval_ms;
  if (rows[self->priority].grows)
    self->interval_ms = MIN (self->interval_ms * 3 / 2, LONGEST_MS);
}

static gint64
find_next_ms (DwAnnunciator *self)
{
  if (self->priority == 0)
    return G_MAXINT64;
  return MAX (self->due_ms, self->silent_until_ms);
}

guint
dw_annunciator_tick (DwAnnunciator *self,
                     gint64 *next_ms)
{
  gint64 now_ms = dw_clock_mono_ms (self->clock);
  DwSoundPattern pattern = dw_annunciator_get_pattern (self);
  guint tones = now_ms >= self->due_ms ? pattern.tones : 0;

  if (tones > 0)
    plan_next (self, now_ms);
  if (next_ms != NULL)
    *next_ms = find_next_ms (self);
  return tones;
}
