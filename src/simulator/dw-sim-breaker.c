// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sim-breaker.h"

/* See the header. Contacts part at the beginning of an opening travel and meet at the end of a closing one: current never flows in travel. */

gboolean
dw_sim_breaker_move (DwSimBreaker *self, gboolean close, gint64 now_ms)
{
  DwSimBreakerState end = close ? DW_SIM_BREAKER_CLOSED : DW_SIM_BREAKER_OPEN;
  DwSimBreakerState travel = close ? DW_SIM_BREAKER_CLOSING : DW_SIM_BREAKER_OPENING;

  if (self->state == end || self->state == travel)
    return FALSE;

  self->state = travel;
  self->arrives_ms = now_ms + (close ? DW_SIM_CLOSE_MS : DW_SIM_OPEN_MS);
  return TRUE;
}

gboolean
dw_sim_breaker_trip (DwSimBreaker *self)
{
  if (self->state == DW_SIM_BREAKER_OPEN)
    return FALSE;

  self->state = DW_SIM_BREAKER_OPEN;
  return TRUE;
}

void
dw_sim_breaker_step (DwSimBreaker *self, gint64 now_ms)
{
  if (self->state == DW_SIM_BREAKER_CLOSING && now_ms >= self->arrives_ms)
    self->state = DW_SIM_BREAKER_CLOSED;
  else if (self->state == DW_SIM_BREAKER_OPENING && now_ms >= self->arrives_ms)
    self->state = DW_SIM_BREAKER_OPEN;
}

gboolean
dw_sim_breaker_conducts (const DwSimBreaker *self)
{
  return self->state == DW_SIM_BREAKER_CLOSED;
}

const char *
dw_sim_breaker_word (const DwSimBreaker *self)
{
  static const char *const words[] = { "closed", "open", "travel", "travel" };

  return words[self->state];
}
