// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The mechanics of a breaker: it takes time to travel, and in travel it is neither open nor closed. Pure; world time in milliseconds. */
#define DW_SIM_CLOSE_MS 2000
#define DW_SIM_OPEN_MS 1000

typedef enum {
  DW_SIM_BREAKER_CLOSED,
  DW_SIM_BREAKER_OPEN,
  DW_SIM_BREAKER_CLOSING,
  DW_SIM_BREAKER_OPENING,
} DwSimBreakerState;

typedef struct
{
  DwSimBreakerState state;
  gint64 arrives_ms;
} DwSimBreaker;

/* A travel that is under way in that direction, or an end that is reached already, is left alone: FALSE. */
gboolean dw_sim_breaker_move (DwSimBreaker *self, gboolean close, gint64 now_ms);
/* A release opens at once: the springs do not wait. FALSE when it was open. */
gboolean dw_sim_breaker_trip (DwSimBreaker *self);
void dw_sim_breaker_step (DwSimBreaker *self, gint64 now_ms);
/* Current flows until the contacts part and from the moment they meet. */
gboolean dw_sim_breaker_conducts (const DwSimBreaker *self);
const char *dw_sim_breaker_word (const DwSimBreaker *self); /* "closed", "open", "travel" */

G_END_DECLS
