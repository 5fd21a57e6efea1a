// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-palette.h"

G_BEGIN_DECLS

/* The first seven are in the order of DwAlarmState, so that a state of the model can be drawn as it is. NORMAL is the hollow ring, STALE the hatched circle;
 * both take no priority. */
typedef enum {
  DW_SYMBOL_NORMAL,
  DW_SYMBOL_UNACK,
  DW_SYMBOL_ACKED,
  DW_SYMBOL_RTN_UNACK,
  DW_SYMBOL_SHELVED,
  DW_SYMBOL_SUPPRESSED,
  DW_SYMBOL_OUT_OF_SERVICE,
  DW_SYMBOL_STALE,
  DW_N_SYMBOL_STATES,
} DwSymbolState;

/* How the ring of an unacknowledged alarm is drawn now: hidden and shown take turns (the blink), double is the steady form for reduced motion and paper. */
typedef enum { DW_RING_HIDDEN,
               DW_RING_SHOWN,
               DW_RING_DOUBLE } DwRing;

/* Draws into the square of that size at (x, y); the ring goes beyond it by up to a quarter on each side: reserve dw_symbol_reach ().
 * Below 14 px no ring is drawn. Leaves cr as it was. */
void dw_symbol_draw (cairo_t *cr, const DwPalette *palette, guint priority, DwSymbolState state, double x, double y, double size, DwRing ring);
/* Room that a symbol needs on each side beyond its size. */
double dw_symbol_reach (double size);
gboolean dw_symbol_state_has_ring (DwSymbolState state);

/* Fills the current path with the 45 degree hatch of old data, and keeps the path. */
void dw_hatch_fill_preserve (cairo_t *cr, const DwPalette *palette);

G_END_DECLS
