// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-price-edit.h"

#include <glib/gi18n-lib.h>

#include "dw-edit-parts.h"
#include "dw-form.h"

struct _DwPriceEdit
{
  GtkBox parent_instance;

  DwDraftPrices *prices; /* borrowed */
  GtkWidget *add, *cycle, *message, *rates, *tiers;
  GtkWidget *rate_cells[DW_N_RATES];
};

G_DEFINE_FINAL_TYPE (DwPriceEdit, dw_price_edit, GTK_TYPE_BOX)

enum {
  SIGNAL_CHANGED,
  SIGNAL_REBUILT,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static const char field_key[] = "dw-field"; /* char ** into the draft */
static const char tier_key[] = "dw-tier";
static const char entry_key[] = "dw-entry";
static const char message_key[] = "dw-message";

/* --- parts --- */

static void
typed_cb (GtkEditable *entry, DwPriceEdit *self)
{
  dw_draft_set_text (g_object_get_data (G_OBJECT (entry), field_key), gtk_editable_get_text (entry));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* field: the string of the draft; takes the name. */
static GtkWidget *
make_field (DwPriceEdit *self, char **field, int width, char *name)
{
  GtkWidget *entry = dw_edit_entry (*field, width);

  dw_edit_name (entry, name);
  g_object_set_data (G_OBJECT (entry), field_key, field);
  g_signal_connect_object (entry, "changed", G_CALLBACK (typed_cb), self, 0);
  return entry;
}

/* A line and what is wrong with it. */
static GtkWidget *
make_cell (GtkWidget *line, GtkWidget *entry)
{
  GtkWidget *cell = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *message = dw_edit_message ();

  gtk_box_append (GTK_BOX (cell), line);
  gtk_box_append (GTK_BOX (cell), message);
  g_object_set_data (G_OBJECT (cell), entry_key, entry);
  g_object_set_data (G_OBJECT (cell), message_key, message);
  return cell;
}

static GtkWidget *
make_rate (DwPriceEdit *self, DwRate rate)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *entry = make_field (self, &self->prices->prices[rate], 8, g_strdup_printf (_ ("Price of the rate “%s”, yuan per kWh"), dw_rate_title (rate)));

  gtk_box_append (GTK_BOX (line), gtk_label_new (dw_rate_title (rate)));
  gtk_box_append (GTK_BOX (line), entry);
  return make_cell (line, entry);
}

/* --- steps --- */

static void
tier_removed_cb (GtkButton *button, DwPriceEdit *self)
{
  guint index;

  if (!g_ptr_array_find (self->prices->tiers, g_object_get_data (G_OBJECT (button), tier_key), &index))
    return;
  dw_draft_prices_remove_tier (self->prices, index);
  g_signal_emit (self, signals[SIGNAL_REBUILT], 0);
}

static GtkWidget *
make_tier (DwPriceEdit *self, guint index)
{
  DwDraftTier *tier = self->prices->tiers->pdata[index];
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *remove = dw_edit_remove_button ();
  GtkWidget *from = make_field (self, &tier->from, 10, g_strdup_printf (_ ("Price step %u from, kWh"), index + 1));
  GtkWidget *surcharge = make_field (self, &tier->surcharge, 8, g_strdup_printf (_ ("Price step %u, surcharge in yuan per kWh"), index + 1));

  dw_edit_name (remove, g_strdup_printf (_ ("Remove price step %u"), index + 1));
  g_object_set_data (G_OBJECT (remove), tier_key, tier);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (tier_removed_cb), self, 0);
  gtk_box_append (GTK_BOX (line), gtk_label_new (_ ("from")));
  gtk_box_append (GTK_BOX (line), from);
  gtk_box_append (GTK_BOX (line), gtk_label_new (_ ("kWh on, surcharge")));
  gtk_box_append (GTK_BOX (line), surcharge);
  gtk_box_append (GTK_BOX (line), gtk_label_new (_ ("yuan/kWh")));
  gtk_box_append (GTK_BOX (line), remove);
  return make_cell (line, from);
}

static void
add_cb (DwPriceEdit *self)
{
  dw_draft_prices_add_tier (self->prices);
  g_signal_emit (self, signals[SIGNAL_REBUILT], 0);
}

static void
cycle_chosen_cb (GtkDropDown *choice, GParamSpec *pspec, DwPriceEdit *self)
{
  self->prices->cycle = (DwPriceCycle)MIN (gtk_drop_down_get_selected (choice), DW_N_PRICE_CYCLES - 1);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static GtkWidget *
make_cycle (DwPriceEdit *self)
{
  const char *const titles[] = { _ ("steps of each month"), _ ("steps of each year"), NULL };
  GtkWidget *choice = gtk_drop_down_new_from_strings (titles);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), self->prices->cycle);
  gtk_widget_add_css_class (choice, "dw-drop");
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (choice, self->prices->tiers->len > 0);
  dw_edit_name (choice, g_strdup (_ ("After which the price steps count from 0 again")));
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (cycle_chosen_cb), self, 0);
  return choice;
}

/* --- what is wrong --- */

static GString *
collect (GPtrArray *problems, DwDraftPlace place, DwDraftSet set, guint price)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    {
      const DwDraftProblem *problem = problems->pdata[i];

      if (problem->place == place && problem->set == set && problem->price == price)
        g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", problem->sentence);
    }
  return lines;
}

static void
show_cell (GtkWidget *cell, GPtrArray *problems, DwDraftPlace place, DwDraftSet set, guint price)
{
  dw_edit_set_message (g_object_get_data (G_OBJECT (cell), message_key), g_object_get_data (G_OBJECT (cell), entry_key), collect (problems, place, set, price));
}

void
dw_price_edit_show (DwPriceEdit *self, guint used_rates, GPtrArray *problems, DwDraftSet set)
{
  GtkWidget *cell = gtk_widget_get_first_child (self->tiers);

  for (guint rate = 0; rate < DW_N_RATES; rate++)
    {
      gtk_widget_set_visible (self->rate_cells[rate], (used_rates & 1u << rate) != 0 || *self->prices->prices[rate] != '\0');
      show_cell (self->rate_cells[rate], problems, DW_DRAFT_AT_PRICE, set, rate);
    }
  for (guint i = 0; cell != NULL; cell = gtk_widget_get_next_sibling (cell), i++)
    show_cell (cell, problems, DW_DRAFT_AT_TIER, set, i);
  dw_edit_set_message (self->message, self->rates, collect (problems, DW_DRAFT_AT_PRICES, set, 0));
}

static void
dw_price_edit_class_init (DwPriceEditClass *klass)
{
  GType type = DW_TYPE_PRICE_EDIT;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REBUILT] = g_signal_new ("rebuilt", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dw_price_edit_init (DwPriceEdit *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "dw-card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "dw-season");
}

static GtkWidget *
make_head (DwPriceEdit *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *title = gtk_label_new (_ ("Prices of this set, yuan per kWh"));

  self->cycle = make_cycle (self);
  self->add = dw_form_button (_ ("Add price step"), _ ("Add price step"), "dw-compact");
  gtk_widget_set_sensitive (self->add, self->prices->tiers->len < DW_PRICE_MAX_TIERS);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), self->cycle);
  gtk_box_append (GTK_BOX (head), self->add);
  g_signal_connect_object (self->add, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  return head;
}

GtkWidget *
dw_price_edit_new (DwDraftPrices *prices)
{
  DwPriceEdit *self = g_object_new (DW_TYPE_PRICE_EDIT, NULL);

  self->prices = prices;
  self->message = dw_edit_message ();
  self->rates = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->tiers = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  for (guint rate = 0; rate < DW_N_RATES; rate++)
    gtk_box_append (GTK_BOX (self->rates), self->rate_cells[rate] = make_rate (self, rate));
  for (guint i = 0; i < prices->tiers->len; i++)
    gtk_box_append (GTK_BOX (self->tiers), make_tier (self, i));
  gtk_box_append (GTK_BOX (self), make_head (self));
  gtk_box_append (GTK_BOX (self), self->message);
  gtk_box_append (GTK_BOX (self), self->rates);
  gtk_box_append (GTK_BOX (self), self->tiers);
  return GTK_WIDGET (self);
}
