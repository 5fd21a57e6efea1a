// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-device.h"
#include "dw-recent.h"
#include "dw-spark.h"

G_BEGIN_DECLS

/* The last minutes of one device: what the store had, continued by what arrives. Each channel is a series of its own, because slow channels are not asked each time. Main thread. */
typedef struct _DwTrend DwTrend;

/* One channel. Arrays of equal length, times ascending; a value that was not good is NaN. Borrowed until the trend changes. */
typedef struct
{
  const gint64 *times_ms;
  const double *values;
  const guint8 *doubtful;
  guint n;
  gint64 gap_ms; /* neighbours further apart are a gap */
} DwTrendSeries;

/* Series for the channels as the device has them now. */
DwTrend *dw_trend_new (DwDevice *device, gint64 span_ms);
void dw_trend_free (DwTrend *self);
/* Puts history in front of what is there already; samples that are not older than the first one kept are left out. Another number of channels: nothing is taken. */
void dw_trend_prepend (DwTrend *self, const DwRecent *recent);
/* Takes each channel's reading when it is newer than the last one; FALSE when none was. Forgets what is older than the span. */
gboolean dw_trend_append (DwTrend *self, DwDevice *device);
void dw_trend_get_series (DwTrend *self, guint channel, DwTrendSeries *series);
/* A line of a spark; FALSE when the index is -1 or there is no such channel. */
gboolean dw_trend_get_line (DwTrend *self, int channel, DwStroke stroke, DwSparkLine *line);
/* Largest good value since a time with its moment; NaN when there is none. */
double dw_trend_find_peak (DwTrend *self, guint channel, gint64 since_ms, gint64 *time_ms);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwTrend, dw_trend_free)

G_END_DECLS
