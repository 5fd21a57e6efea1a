// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

#include "dw-reading.h"

G_BEGIN_DECLS

/* Samples as text, line by line. The first line names the columns, in any order and case:
 *
 *   time, device, channel, value[, quality]     one sample a line
 *   time, device, POINT, POINT …                one report a line; an empty cell is a sample that is missing
 *
 * Fields are separated by commas, semicolons or tabs and may be quoted. time: ISO 8601 with a zone or local, or ms since 1970. Pure but for the memory; one thread. */
typedef struct _DwHistoryCsv DwHistoryCsv;

typedef struct
{
  gint64 time_ms;
  const char *device; /* as it is written */
  const char *point;
  double value; /* NaN = none */
  guint8 quality;
  guint8 digits; /* decimals that the value needs */
} DwHistoryCsvCell;

/* A byte order mark at the begin is passed over. G_IO_ERROR_INVALID_DATA says what is missing. zone: of times without one; NULL = the machine's. */
DwHistoryCsv *dw_history_csv_new (const char *header, GTimeZone *zone, GError **error);
void dw_history_csv_free (DwHistoryCsv *self);

/* The samples of one line into cells (array of DwHistoryCsvCell; emptied before); their texts live until the next line. FALSE with error, and no cell, when anything is wrong
 * with it. A line of nothing has no samples. */
gboolean dw_history_csv_parse (DwHistoryCsv *self, const char *line, GArray *cells, GError **error);
/* The same without a copy: the line is changed, and the texts point into it. */
gboolean dw_history_csv_parse_in_place (DwHistoryCsv *self, char *line, GArray *cells, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwHistoryCsv, dw_history_csv_free)

G_END_DECLS
