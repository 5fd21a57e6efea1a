// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-trend-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "dw-text.h"

#define SECOND_MS G_GINT64_CONSTANT (1000)
#define MINUTE_MS (60 * SECOND_MS)
#define HOUR_MS (60 * MINUTE_MS)
#define DAY_MS (24 * HOUR_MS)

static const struct
{
  DwPhase phase;
  DwPlotStyle style;
  const char *label;
} phases[] = {
  { DW_PHASE_A, DW_PLOT_STYLE_PHASE_A, "A" },
  { DW_PHASE_B, DW_PLOT_STYLE_PHASE_B, "B" },
  { DW_PHASE_C, DW_PLOT_STYLE_PHASE_C, "C" },
  { DW_PHASE_N, DW_PLOT_STYLE_PHASE_N, "N" },
  { DW_PHASE_AB, DW_PLOT_STYLE_S1, "AB" },
  { DW_PHASE_BC, DW_PLOT_STYLE_S2, "BC" },
  { DW_PHASE_CA, DW_PLOT_STYLE_S3, "CA" },
};

DwPlotStyle
dw_trend_line_style (const DwTrendLine *line, guint n_lines)
{
  for (guint i = 0; i < G_N_ELEMENTS (phases); i++)
    if (line->phase != DW_PHASE_NONE && phases[i].phase == line->phase)
      return phases[i].style;
  if (n_lines == 1)
    return DW_PLOT_STYLE_SINGLE;
  return (DwPlotStyle)(DW_PLOT_STYLE_S1 + line->slot % DW_TREND_MAX_ITEMS);
}

/* Boxes are called by a code before their description ("2AL1 二层末端箱", "1AL1 W3 教室插座"): the code is what people say. */
char *
dw_trend_device_label (DwDevice *device)
{
  const char *name = dw_device_get_name (device);
  gsize length = 0;

  while (name[length] != '\0' && g_ascii_isprint (name[length]))
    length++;
  while (length > 0 && name[length] != '\0' && name[length - 1] != ' ')
    length--;
  while (length > 0 && name[length - 1] == ' ')
    length--;
  return length > 0 ? g_strndup (name, length) : g_strdup (name);
}

const char *
dw_trend_device_school (DwPlaceTree *tree, DwDevice *device)
{
  DwPlace *place = dw_place_tree_get_device_place (tree, device);
  DwPlace *school = place != NULL ? dw_place_get_ancestor (place, DW_PLACE_SCHOOL) : NULL;

  if (school != NULL)
    return dw_place_get_name (school);
  return place != NULL ? dw_place_get_name (place) : "";
}

static const char *
find_phase_label (const char *name)
{
  DwPhase phase = dw_trend_channel_phase (name);

  for (guint i = 0; i < G_N_ELEMENTS (phases); i++)
    if (phases[i].phase == phase)
      return phases[i].label;
  return phase == DW_PHASE_TOTAL ? _ ("Total") : NULL;
}

/* What tells the channels of one device apart: phase or number; NULL where the quantity has one channel alone. New string. */
static char *
find_mark (const char *name)
{
  const char *phase = find_phase_label (name);
  DwPoint point;

  if (phase != NULL)
    return g_strdup (phase);
  return dw_point_from_name (name, &point) && point.index > 0 ? g_strdup_printf ("T%u", point.index) : NULL;
}

char *
dw_trend_channel_label (const DwTrendChannel *channel)
{
  char *mark = find_mark (channel->name);

  return mark != NULL ? mark : dw_trend_desk_title (channel);
}

static char *
join (const DwTrendLine *line, const char *name)
{
  g_autofree char *mark = find_mark (line->channel.name);
  DwTrendKind kind;

  if (line->alone && mark != NULL)
    return g_steal_pointer (&mark);
  if (line->alone && dw_trend_kind_of_channel (line->channel.name, &kind) && kind == DW_TREND_KIND_UNBALANCE)
    return dw_trend_desk_title (&line->channel);
  if (mark == NULL || dw_trend_channel_phase (line->channel.name) == DW_PHASE_TOTAL)
    return g_strdup (name);
  return g_strdup_printf ("%s %s", name, mark);
}

char *
dw_trend_line_label (const DwTrendLine *line, DwDevice *device)
{
  g_autofree char *label = device != NULL ? dw_trend_device_label (device) : g_strdup ("—");

  return join (line, label);
}

char *
dw_trend_line_name (const DwTrendLine *line, DwDevice *device)
{
  return join (line, device != NULL ? dw_device_get_name (device) : "—");
}

char *
dw_trend_title_with_unit (const char *title, const char *unit)
{
  if (unit == NULL || *unit == '\0')
    return g_strdup (title);
  /* TRANSLATORS: a quantity and its unit: "Residual current (mA)". */
  return g_strdup_printf (_ ("%1$s (%2$s)"), title, unit);
}

char *
dw_trend_format_duration (gint64 duration_ms)
{
  g_autofree char *number = NULL;

  if (duration_ms <= 0)
    return g_strdup ("—");
  if (duration_ms < 2 * MINUTE_MS)
    return g_strdup_printf (_ ("%d s"), (int)(duration_ms / SECOND_MS));
  if (duration_ms < 2 * HOUR_MS)
    return g_strdup_printf (_ ("%d min"), (int)(duration_ms / MINUTE_MS));
  number = dw_text_number ((double)duration_ms / (double)HOUR_MS, 1);
  return g_strdup_printf (_ ("%s h"), number);
}

char *
dw_trend_format_time (gint64 time_ms, gint64 span_ms, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time_ms / 1000);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  if (local == NULL)
    return g_strdup ("—");
  return g_date_time_format (local, span_ms <= HOUR_MS ? "%H:%M:%S" : (span_ms <= 25 * HOUR_MS ? "%H:%M" : "%m-%d %H:%M"));
}

char *
dw_trend_describe_points (const DwTrendTrace *trace)
{
  g_autofree char *length = NULL;

  if (trace == NULL || (trace->samples == NULL && trace->buckets == NULL))
    return g_strdup ("");
  if (trace->buckets != NULL && trace->buckets->n > 0)
    {
      length = dw_trend_format_duration (trace->buckets->edges_ms[1] - trace->buckets->edges_ms[0]);
      return g_strdup_printf (_ ("%s means with extremes"), length);
    }
  if (trace->samples == NULL || trace->samples->period_ms <= 0)
    return g_strdup (_ ("Samples"));
  length = dw_trend_format_duration (trace->samples->period_ms);
  return g_strdup_printf (_ ("Samples, every %s"), length);
}

double
dw_trend_last_value (const DwTrendTrace *trace)
{
  if (trace != NULL && trace->samples != NULL)
    for (guint i = trace->samples->n; i-- > 0;)
      if (isfinite (trace->samples->values[i]))
        return trace->samples->values[i];
  if (trace != NULL && trace->buckets != NULL)
    for (guint i = trace->buckets->n; i-- > 0;)
      if (trace->buckets->buckets[i].count > 0)
        return trace->buckets->buckets[i].mean;
  return NAN;
}

static void
append_stats (GString *text, const DwTrendStats *stats, int decimals, gint64 span_ms, GTimeZone *zone)
{
  g_autofree char *least = dw_text_number (stats->min, decimals);
  g_autofree char *largest = dw_text_number (stats->max, decimals);
  g_autofree char *when = dw_trend_format_time (stats->max_ms, span_ms, zone);
  g_autofree char *above = dw_trend_format_duration (stats->above_warning_ms);

  if (stats->count == 0)
    return;
  g_string_append_printf (text, _ (", least %1$s, largest %2$s at %3$s"), least, largest, when);
  if (stats->above_warning_ms > 0)
    g_string_append_printf (text, _ (", %s above the warning limit"), above);
}

char *
dw_trend_describe_line (const char *name, const DwTrendChannel *channel, const DwTrendTrace *trace, const DwTrendStats *stats, gint64 span_ms, GTimeZone *zone)
{
  int decimals = dw_trend_desk_decimals (channel);
  g_autofree char *last = dw_text_number (dw_trend_last_value (trace), decimals);
  /* TRANSLATORS: a curve in words: circuit, newest value, unit. */
  g_autofree char *begin = g_strdup_printf (_ ("%1$s: last %2$s %3$s"), name, last, dw_trend_desk_unit (channel));
  GString *text = g_string_new (g_strchomp (begin));

  if (stats != NULL)
    append_stats (text, stats, decimals, span_ms, zone);
  return g_string_free (text, FALSE);
}

const char *
dw_trend_words_cost_reason (DwCostState state)
{
  switch (state)
    {
    case DW_COST_NO_PRICE:
      return _ ("The tariff has no price for a part of this time");
    case DW_COST_NO_ENERGY:
      return _ ("Energy of this time is missing, so the price step is not known");
    case DW_COST_NO_HISTORY:
      return _ ("Energy since the begin of the month or year of the price steps is missing, so the price step is not known");
    case DW_COST_KNOWN:
      break;
    }
  return NULL;
}
