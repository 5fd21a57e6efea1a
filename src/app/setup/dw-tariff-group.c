// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-tariff-group.h"

#include <glib/gi18n-lib.h>

#include "dw-form.h"
#include "dw-rate-bar-view.h"
#include "dw-tariff-sheet.h"
#include "dw-text.h"
#include "dw-trend-desk.h"

struct _DwTariffGroup
{
  AdwPreferencesGroup parent_instance;

  DwStation *station; /* owned */
  GPtrArray *rows;    /* borrowed children that refresh replaces */
};

G_DEFINE_FINAL_TYPE (DwTariffGroup, dw_tariff_group, ADW_TYPE_PREFERENCES_GROUP)

static GtkWidget *
make_row (const char *title, const DwTariffSeason *season)
{
  GtkWidget *row = adw_preferences_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *label = gtk_label_new (title), *bar = dw_rate_bar_view_new ();
  g_autofree char *words = dw_rate_bar_describe (season);
  g_autofree char *name = g_strdup_printf ("%s: %s", title, words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  dw_rate_bar_view_show (DW_RATE_BAR_VIEW (bar), season);
  gtk_widget_set_tooltip_text (bar, words);
  gtk_widget_add_css_class (box, "dw-season");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

static void
add_row (DwTariffGroup *self, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

/* prefix: of a set that does not apply yet; "". */
static void
add_set (DwTariffGroup *self, const DwTariffSet *set, const char *prefix)
{
  for (guint i = 0; i < set->n_seasons; i++)
    {
      const DwTariffSeason *season = &set->seasons[i];
      g_autofree char *date = g_strdup_printf ("%02u-%02u", season->from_month, season->from_day);
      /* TRANSLATORS: season and its first day: "Summer from 07-01". */
      g_autofree char *title = g_strdup_printf (_ ("%1$s%2$s from %3$s"), prefix, season->name != NULL ? season->name : "", date);

      add_row (self, make_row (title, season));
    }
}

/* "Peak 1.0231 · Valley 0.33 yuan/kWh · each month from 210 kWh +0.05" */
static char *
describe_prices (const DwPricePlan *plan)
{
  GString *words = g_string_new (NULL);

  for (guint rate = 0; rate < DW_N_RATES; rate++)
    {
      g_autofree char *price = dw_price_format (plan->price_e4[rate], DW_PRICE_DECIMALS);

      if (plan->has_price[rate])
        g_string_append_printf (words, "%s%s %s", words->len > 0 ? " · " : "", dw_rate_title (rate), price);
    }
  g_string_append_printf (words, " %s", _ ("yuan/kWh"));
  for (guint i = 0; i < plan->n_tiers; i++)
    {
      g_autofree char *from = dw_price_format (plan->tiers[i].from_ckwh, DW_PRICE_ENERGY_DECIMALS);
      g_autofree char *surcharge = dw_price_format (plan->tiers[i].surcharge_e4, DW_PRICE_DECIMALS);

      if (i == 0 && plan->tiers[i].surcharge_e4 == 0)
        continue;
      g_string_append (words, " · ");
      g_string_append_printf (words, plan->cycle == DW_PRICE_MONTH ? _ ("each month from %1$s kWh +%2$s") : _ ("each year from %1$s kWh +%2$s"), from, surcharge);
    }
  return g_string_free (words, FALSE);
}

static void
add_prices (DwTariffGroup *self, const DwPricePlan *plan, const char *prefix)
{
  g_autofree char *words = describe_prices (plan);
  g_autofree char *text = g_strdup_printf (_ ("%1$sPrices: %2$s"), prefix, words);
  GtkWidget *row, *label;

  if (!dw_price_plan_has_prices (plan))
    return;
  row = adw_preferences_row_new ();
  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "dw-season");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  add_row (self, row);
}

static void
show_tariff (DwTariffGroup *self, const DwTariff *tariff)
{
  g_autofree char *switch_time = tariff->switch_ms != 0 ? dw_text_time_full (tariff->switch_ms) : NULL;
  g_autofree char *prefix = switch_time != NULL ? g_strdup_printf (_ ("From %s: "), switch_time) : NULL;
  g_autofree char *words = tariff->source != NULL && *tariff->source != '\0' ? g_strdup_printf ("%s · %s", tariff->name, tariff->source) : g_strdup (tariff->name);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), words);
  add_set (self, &tariff->current, "");
  add_prices (self, &tariff->current.prices, "");
  add_set (self, &tariff->next, prefix != NULL ? prefix : "");
  add_prices (self, &tariff->next.prices, prefix != NULL ? prefix : "");
}

void
dw_tariff_group_refresh (DwTariffGroup *self)
{
  const DwTariff *tariff = dw_trend_desk_get_tariff (self->station);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  if (tariff != NULL && tariff->current.n_seasons > 0)
    show_tariff (self, tariff);
  else
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), _ ("No tariff yet: energy is not divided by rate."));
}

static void
saved_cb (gpointer data)
{
  dw_tariff_group_refresh (data);
}

void
dw_tariff_group_edit (DwTariffGroup *self)
{
  dw_tariff_sheet_present (GTK_WIDGET (self), self->station, saved_cb, g_object_ref (self), g_object_unref);
}

static void
dw_tariff_group_finalize (GObject *object)
{
  DwTariffGroup *self = DW_TARIFF_GROUP (object);

  g_ptr_array_unref (self->rows);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (dw_tariff_group_parent_class)->finalize (object);
}

static void
dw_tariff_group_class_init (DwTariffGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dw_tariff_group_finalize;
}

static void
dw_tariff_group_init (DwTariffGroup *self)
{
  self->rows = g_ptr_array_new ();
}

GtkWidget *
dw_tariff_group_new (DwStation *station)
{
  DwTariffGroup *self = g_object_new (DW_TYPE_TARIFF_GROUP, NULL);
  GtkWidget *edit = dw_form_button (_ ("Edit…"), _ ("Edit tariff periods"), NULL);

  self->station = g_object_ref (station);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Tariff periods"));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), edit);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (edit), "setup.edit-tariff");
  dw_tariff_group_refresh (self);
  return GTK_WIDGET (self);
}
