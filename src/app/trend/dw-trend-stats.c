// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-trend-page-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-text.h"

/* What stands below the chart: table, sentence about leakage and load, peak and valley. */

/* Domain facts 10, D3: from this r² on leakage follows the load, as it does where N and PE are mixed up behind the transformer. */
#define MIXED_R2 0.80

static void
fill_table (DwTrendPage *self)
{
  DwTrendStatsRow rows[DW_TREND_MAX_LINES];
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const DwTrendChannel *channel = dw_trend_page_get_main_channel (self);
  guint n = MIN (self->lines->len, DW_TREND_MAX_LINES);

  for (guint i = 0; i < n; i++)
    {
      const DwTrendLine *line = &g_array_index (self->lines, DwTrendLine, i);
      char *name = dw_trend_line_name (line, dw_trend_page_find_device (self, line->channel.device_id));

      g_ptr_array_add (names, name);
      rows[i] = (DwTrendStatsRow){
        .style = dw_trend_line_style (line, self->lines->len),
        .name = name,
        .stats = dw_trend_loader_find_stats (self->loader, &line->channel),
        .decimals = dw_trend_desk_decimals (&line->channel),
      };
    }
  dw_trend_stats_card_fill (self->stats, rows, n, channel != NULL ? dw_trend_desk_unit (channel) : "", dw_span_get_length_ms (self->span), dw_span_get_zone (self->span));
}

/* "r² with the load current: 2AL1 0.21 · 1AP 0.84 — 1AP reaches the criterion 0.80 …" */
static char *
make_sentence (DwTrendPage *self)
{
  g_autoptr (GString) values = g_string_new (NULL);
  g_autoptr (GString) reached = g_string_new (NULL);
  g_autofree char *criterion = dw_text_number (MIXED_R2, 2);

  for (guint i = 0; i < self->lines->len; i++)
    {
      const DwTrendLine *line = &g_array_index (self->lines, DwTrendLine, i);
      double r2 = dw_trend_loader_get_correlation (self->loader, &line->channel);
      g_autofree char *number = dw_text_number (r2, 2);
      DwDevice *device = dw_trend_page_find_device (self, line->channel.device_id);
      g_autofree char *name = device != NULL ? dw_trend_device_label (device) : g_strdup ("—");

      if (isnan (r2))
        continue;
      g_string_append_printf (values, "%s%s %s", values->len > 0 ? " · " : "", name, number);
      if (r2 >= MIXED_R2)
        g_string_append_printf (reached, "%s%s", reached->len > 0 ? ", " : "", name);
    }
  if (values->len == 0)
    return NULL;
  if (reached->len == 0)
    return g_strdup_printf (_ ("r² with the load current: %1$s — none reaches the criterion for N and PE mixed up, %2$s"), values->str, criterion);
  return g_strdup_printf (_ ("r² with the load current: %1$s — %2$s reaches the criterion for N and PE mixed up, %3$s"), values->str, reached->str, criterion);
}

void
dw_trend_page_fill_card (DwTrendPage *self)
{
  gint64 id = dw_trend_page_find_energy_device (self);
  DwDevice *device = id != 0 ? dw_trend_page_find_device (self, id) : NULL;
  g_autofree char *name = device != NULL ? dw_trend_device_label (device) : NULL;

  dw_peak_valley_card_show (self->peak_valley, name, self->span, id != 0 ? dw_trend_loader_find_energy (self->loader, id) : NULL, dw_trend_page_now_ms (self));
}

void
dw_trend_page_fill_stats (DwTrendPage *self)
{
  g_autofree char *sentence = make_sentence (self);

  fill_table (self);
  dw_trend_stats_card_set_sentence (self->stats, sentence);
}
