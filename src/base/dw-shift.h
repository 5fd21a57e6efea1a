// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The shift of a desk: the day from 08:00 to 20:00 local time, the night from 20:00 to 08:00. A night in which the clocks change is an hour shorter or longer. Pure. */
typedef struct
{
  gint64 from_ms, to_ms; /* half-open */
  gboolean night;
} DwShift;

void dw_shift_find (DwShift *self, gint64 now_ms, GTimeZone *zone);
/* Edges of equal stretches from begin to end of the shift, the last one maybe shorter: array of gint64, at least two. step_ms > 0. */
GArray *dw_shift_list_edges (const DwShift *self, gint64 step_ms);

G_END_DECLS
