// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-peak-valley-card.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-card.h"
#include "dw-energy-bars.h"
#include "dw-icon-view.h"
#include "dw-plot-view.h"
#include "dw-text.h"
#include "dw-trend-periods.h"
#include "dw-trend-words.h"

#define PLOT_HEIGHT 128
#define HOURS_BETWEEN_NUMBERS 6
#define E2_PER_YUAN 100.0
#define COST_ROW 3
#define REASON_CHARS 36 /* a longer sentence must not widen the card */

struct _DwPeakValleyCard
{
  GtkWidget parent_instance;

  /* in the widget tree */
  GtkWidget *card;
  GtkLabel *ratio;
  GtkWidget *replace;
  DwPlotView *plot;
  GtkGrid *grid;
  GtkLabel *reason;

  DwEnergyBars *bars; /* owned; the plot borrows them */
};

G_DEFINE_FINAL_TYPE (DwPeakValleyCard, dw_peak_valley_card, GTK_TYPE_WIDGET)

static const DwRate columns[DW_N_RATES] = { DW_RATE_SHARP, DW_RATE_PEAK, DW_RATE_FLAT, DW_RATE_VALLEY, DW_RATE_DEEP_VALLEY };

static void
attach (DwPeakValleyCard *self, const char *text, int column, int row, gboolean bold)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, row == 0 ? "dw-rate-head" : "dw-rate-cell");
  if (bold)
    gtk_widget_add_css_class (label, "dw-strong");
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
}

static void
attach_number (DwPeakValleyCard *self, double value, int decimals, int column, int row, gboolean bold)
{
  g_autofree char *text = dw_text_number (value, decimals);

  attach (self, text, column, row, bold);
}

static double
find_max_kw (const DwEnergyBars *bars)
{
  double max = NAN;

  for (guint rate = 0; rate < DW_N_RATES; rate++)
    max = fmax (max, bars->max_kw_by_rate[rate]);
  return max;
}

static void
fill_grid (DwPeakValleyCard *self)
{
  const DwEnergyBars *bars = self->bars;
  double max_kw = find_max_kw (bars);
  int column = 1, energy = dw_energy_decimals (bars->total_kwh), power = dw_energy_decimals (max_kw);

  attach (self, "", 0, 0, FALSE);
  attach (self, _ ("Energy kWh"), 0, 1, FALSE);
  attach (self, _ ("Largest power kW"), 0, 2, FALSE);
  for (guint i = 0; i < DW_N_RATES; i++)
    {
      if (!dw_energy_bars_has_rate (bars, columns[i]))
        continue;
      attach (self, dw_rate_title (columns[i]), column, 0, FALSE);
      attach_number (self, bars->by_rate_kwh[columns[i]], energy, column, 1, FALSE);
      attach_number (self, bars->max_kw_by_rate[columns[i]], power, column++, 2, FALSE);
    }
  attach (self, _ ("Sum"), column, 0, FALSE);
  attach_number (self, bars->total_kwh, energy, column, 1, TRUE);
  attach_number (self, max_kw, power, column, 2, TRUE);
}

static void
attach_cost (DwPeakValleyCard *self, DwCostState state, gint64 cost_e7, int column, gboolean bold)
{
  attach_number (self, state == DW_COST_KNOWN ? (double)dw_price_round_e2 (cost_e7) / E2_PER_YUAN : NAN, 2, column, COST_ROW, bold);
  gtk_widget_set_tooltip_text (gtk_grid_get_child_at (self->grid, column, COST_ROW), dw_trend_words_cost_reason (state));
}

static void
attach_cost_reason (DwPeakValleyCard *self, const char *reason, int n_columns)
{
  GtkWidget *label = gtk_label_new (reason);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), REASON_CHARS);
  gtk_widget_add_css_class (label, "dw-stat-sentence");
  gtk_grid_attach (self->grid, label, 0, COST_ROW + 1, n_columns, 1);
}

static void
fill_cost (DwPeakValleyCard *self, const DwTariffCost *cost)
{
  gint64 total_e7;
  DwCostState state = dw_tariff_cost_total (cost, &total_e7);
  int column = 1;

  attach (self, _ ("Cost, yuan"), 0, COST_ROW, FALSE);
  for (guint i = 0; i < DW_N_RATES; i++)
    if (dw_energy_bars_has_rate (self->bars, columns[i]))
      attach_cost (self, cost->state[columns[i]], cost->by_rate_e7[columns[i]], column++, FALSE);
  attach_cost (self, state, total_e7, column, TRUE);
  if (state != DW_COST_KNOWN)
    attach_cost_reason (self, dw_trend_words_cost_reason (state), column + 1);
}

/* Largest power of the dear hours over that of the cheap ones: how much could be moved. */
static void
show_ratio (DwPeakValleyCard *self)
{
  const double *max_kw = self->bars->max_kw_by_rate;
  double high = fmax (max_kw[DW_RATE_SHARP], max_kw[DW_RATE_PEAK]), low = fmax (max_kw[DW_RATE_VALLEY], max_kw[DW_RATE_DEEP_VALLEY]);
  g_autofree char *number = dw_text_number (low > 0 ? high / low : NAN, 1);
  g_autofree char *text = g_strdup_printf (_ ("Peak to valley %s"), number);

  gtk_label_set_label (self->ratio, text);
  gtk_widget_set_visible (GTK_WIDGET (self->ratio), low > 0 && isfinite (high));
}

static void
speak (DwPeakValleyCard *self, const char *name, const char *period)
{
  int decimals = dw_energy_decimals (self->bars->total_kwh);
  g_autofree char *total = dw_text_number (self->bars->total_kwh, decimals);
  GString *words = g_string_new (NULL);

  /* TRANSLATORS: bars in words: circuit, day or period, energy. */
  g_string_append_printf (words, _ ("%1$s, %2$s: %3$s kWh"), name, period, total);
  for (guint i = 0; i < DW_N_RATES; i++)
    {
      g_autofree char *energy = dw_text_number (self->bars->by_rate_kwh[columns[i]], decimals);

      if (dw_energy_bars_has_rate (self->bars, columns[i]))
        g_string_append_printf (words, ", %s %s", dw_rate_title (columns[i]), energy);
    }
  dw_plot_view_set_words (self->plot, words->str);
  g_string_free (words, TRUE);
}

static void
show_bars (DwPeakValleyCard *self, const char *name, DwSpan *span, gint64 now_ms)
{
  g_autofree char *period = dw_trend_periods_format (span);
  DwPlot *plot = dw_plot_view_get_plot (self->plot);

  dw_plot_set_zone (plot, dw_span_get_zone (span));
  dw_energy_bars_put (self->bars, plot, dw_trend_periods_are_hours (span) ? HOURS_BETWEEN_NUMBERS : 0, now_ms, dw_span_get_zone (span));
  fill_grid (self);
  show_ratio (self);
  speak (self, name, period);
}

static void
show_reason (DwPeakValleyCard *self, const char *reason)
{
  gtk_label_set_label (self->reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), reason != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->plot), reason == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->grid), reason == NULL);
}

void
dw_peak_valley_card_show (DwPeakValleyCard *self, const char *name, DwSpan *span, const DwEnergyAnswer *answer, gint64 now_ms)
{
  g_autofree char *period = dw_trend_periods_format (span);
  g_autofree char *note = name != NULL ? g_strdup_printf (_ ("%1$s · %2$s, kWh"), name, period) : NULL;
  GtkWidget *child;

  dw_plot_clear (dw_plot_view_get_plot (self->plot));
  dw_plot_set_empty_text (dw_plot_view_get_plot (self->plot), answer != NULL ? _ ("No energy was read in this time") : NULL);
  g_clear_pointer (&self->bars, dw_energy_bars_free);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  gtk_widget_set_visible (GTK_WIDGET (self->ratio), FALSE);
  dw_card_set_note (DW_CARD (self->card), note);
  gtk_widget_set_visible (self->replace, name != NULL);
  show_reason (self, name == NULL ? _ ("None of these circuits has an energy counter") : NULL);
  if (name != NULL && answer != NULL && answer->n_periods > 0)
    {
      self->bars = dw_energy_bars_new (&answer, 1);
      show_bars (self, name, span, now_ms);
      if (answer->has_cost)
        fill_cost (self, &answer->cost);
    }
  dw_plot_view_redraw (self->plot);
}

static void
dw_peak_valley_card_dispose (GObject *object)
{
  g_clear_pointer (&DW_PEAK_VALLEY_CARD (object)->card, gtk_widget_unparent);
  G_OBJECT_CLASS (dw_peak_valley_card_parent_class)->dispose (object);
}

static void
dw_peak_valley_card_finalize (GObject *object)
{
  dw_energy_bars_free (DW_PEAK_VALLEY_CARD (object)->bars);
  G_OBJECT_CLASS (dw_peak_valley_card_parent_class)->finalize (object);
}

static void
dw_peak_valley_card_class_init (DwPeakValleyCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dw_peak_valley_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = dw_peak_valley_card_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
set_up_plot (DwPeakValleyCard *self)
{
  DwPlotAxis axis = { .scale = DW_PLOT_SCALE_ZERO, .decimals = 1 };

  self->plot = DW_PLOT_VIEW (dw_plot_view_new ());
  dw_plot_view_set_interactive (self->plot, FALSE);
  dw_plot_view_set_natural_height (self->plot, PLOT_HEIGHT);
  dw_plot_set_small (dw_plot_view_get_plot (self->plot), TRUE);
  dw_plot_set_axis (dw_plot_view_get_plot (self->plot), DW_PLOT_LEFT, &axis, NULL);
  dw_plot_view_set_words (self->plot, _ ("Peak and valley"));
  gtk_widget_set_vexpand (GTK_WIDGET (self->plot), TRUE);
}

/* Where the energies are is where one sees that the meter was another one. */
static GtkWidget *
replace_new (void)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), dw_icon_view_new ("note", 14));
  gtk_widget_add_css_class (button, "dw-flat");
  gtk_widget_add_css_class (button, "dw-tiny");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (button, FALSE);
  gtk_widget_set_tooltip_text (button, _ ("Note that the meter was replaced…"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Note that the meter was replaced…"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "trend.note-replacement");
  return button;
}

static void
dw_peak_valley_card_init (DwPeakValleyCard *self)
{
  self->card = dw_card_new (_ ("Peak and valley"), NULL);
  self->ratio = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->ratio), "dw-note");
  dw_card_append_end (DW_CARD (self->card), GTK_WIDGET (self->ratio));
  self->replace = replace_new ();
  dw_card_append_end (DW_CARD (self->card), self->replace);
  set_up_plot (self);
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "dw-rates");
  self->reason = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->reason, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->reason), "dw-stat-sentence");
  dw_card_append (DW_CARD (self->card), GTK_WIDGET (self->plot));
  dw_card_append (DW_CARD (self->card), GTK_WIDGET (self->grid));
  dw_card_append (DW_CARD (self->card), GTK_WIDGET (self->reason));
  gtk_widget_set_parent (self->card, GTK_WIDGET (self));
  gtk_widget_set_hexpand (GTK_WIDGET (self), FALSE); /* the plot inside would ask for all there is */
}
