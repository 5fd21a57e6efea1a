// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-station.h"

G_BEGIN_DECLS

/* Notes that the meter of a device was replaced (time, last reading of the old one, first of the new one): a sheet. The desk checks, stores and audits; the energies of the
 * device are other ones from then on, which whoever shows them hears by the station's "event". time_ms: suggested, UTC. */
void dw_meter_sheet_present (GtkWidget *anywhere, DwStation *station, DwDevice *device, gint64 time_ms);

/* "2026-11-19 14:30", local; seconds may follow. 0: no such time. */
gint64 dw_meter_parse_time (const char *text, GTimeZone *zone);
/* A reading, with "." or "," before the decimals; nothing typed: NaN, it was not written down. FALSE: no number. */
gboolean dw_meter_parse_reading (const char *text, double *kwh);

G_END_DECLS
