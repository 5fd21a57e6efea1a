// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-trend-choice.h"

G_BEGIN_DECLS

/* Devices that can be drawn, for the popover that adds one, and which come first when nothing is chosen. No widgets. */

typedef struct
{
  DwTrendChannel channel; /* name "": the device itself */
  char *title, *note;
} DwTrendHit;

void dw_trend_hit_free (DwTrendHit *self);
/* Devices at or below the place (NULL = everywhere) that the person who sits here may see and whose name, path or address has every word of the text; at most max.
 * Few enough of them bring their channels along. Array of DwTrendHit. */
GPtrArray *dw_trend_find (DwStation *station, DwPlace *place, const char *text, guint max);
/* The person who sits here may see it, and there is something to draw. */
gboolean dw_trend_find_is_visible (DwStation *station, DwDevice *device);
/* Devices to begin with, those in alarm first; array of gint64, at most max. */
GArray *dw_trend_find_first (DwStation *station, DwPlace *place, guint max);

G_END_DECLS
