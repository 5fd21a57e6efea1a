// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-plot.h"
#include "dw-trend-loader.h"

G_BEGIN_DECLS

/* Names and figures of the trend page as text. All functions return new strings unless they say so. */

/* Colour and dashes of a curve: its phase, its slot, or the plain line of a plot that has one alone. */
DwPlotStyle dw_trend_line_style (const DwTrendLine *line, guint n_lines);
/* "2AL1": the code that the device's name begins with, else the whole name. */
char *dw_trend_device_label (DwDevice *device);
/* Name of the school that the device stands in, else of the place. Borrowed, "" = nowhere. */
const char *dw_trend_device_school (DwPlaceTree *tree, DwDevice *device);
/* "A", "Total", "T1", else the channel's title. */
char *dw_trend_channel_label (const DwTrendChannel *channel);
/* What stands at the right end of a curve: "2AL1", "2AL1 A"; of one device alone the phase or number, "A". device may be NULL. */
char *dw_trend_line_label (const DwTrendLine *line, DwDevice *device);
/* The same with the whole name, for the table. */
char *dw_trend_line_name (const DwTrendLine *line, DwDevice *device);
/* "Residual current (mA)"; without a unit the name alone. */
char *dw_trend_title_with_unit (const char *title, const char *unit);
/* "18 min", "2.5 h"; "—" for 0 or when there is no such limit (negative). */
char *dw_trend_format_duration (gint64 duration_ms);
/* Local time as exact as a span of that length needs: "07:42:10", "07:42", "11-19 07:42". */
char *dw_trend_format_time (gint64 time_ms, gint64 span_ms, GTimeZone *zone);
/* What a point of the picture is: "1 min means with extremes", "Samples, every 5 s"; NULL trace gives "". */
char *dw_trend_describe_points (const DwTrendTrace *trace);
/* One curve in words: "2AL1: last 51 mA, least 35, largest 283 at 07:35, 18 min above the warning limit". stats may be NULL. */
char *dw_trend_describe_line (const char *name, const DwTrendChannel *channel, const DwTrendTrace *trace, const DwTrendStats *stats, gint64 span_ms, GTimeZone *zone);
/* Why no cost is known, for whom an empty place is not enough. Borrowed; NULL when it is known. */
const char *dw_trend_words_cost_reason (DwCostState state);
/* The newest value of a trace, NaN = none. */
double dw_trend_last_value (const DwTrendTrace *trace);

G_END_DECLS
