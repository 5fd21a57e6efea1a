// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-season-edit.h"

#include <glib/gi18n-lib.h>

#include "dw-edit-parts.h"
#include "dw-form.h"
#include "dw-rate-bar-view.h"

#define COLUMNS 2

struct _DwSeasonEdit
{
  GtkBox parent_instance;

  DwDraftSeason *season; /* borrowed */
  guint number;
  GtkWidget *name, *from, *add, *bar, *periods, *message;
};

G_DEFINE_FINAL_TYPE (DwSeasonEdit, dw_season_edit, GTK_TYPE_BOX)

enum {
  SIGNAL_CHANGED,
  SIGNAL_REBUILT,
  SIGNAL_REMOVE,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static const char period_key[] = "dw-period";
static const char entry_key[] = "dw-entry";
static const char message_key[] = "dw-message";

/* --- periods --- */

static void
period_typed_cb (GtkEditable *entry, DwSeasonEdit *self)
{
  DwDraftPeriod *period = g_object_get_data (G_OBJECT (entry), period_key);

  dw_draft_set_text (&period->from, gtk_editable_get_text (entry));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
rate_chosen_cb (GtkDropDown *choice, GParamSpec *pspec, DwSeasonEdit *self)
{
  DwDraftPeriod *period = g_object_get_data (G_OBJECT (choice), period_key);

  period->rate = (DwRate)MIN (gtk_drop_down_get_selected (choice), DW_N_RATES - 1);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
period_removed_cb (GtkButton *button, DwSeasonEdit *self)
{
  guint index;

  if (!g_ptr_array_find (self->season->periods, g_object_get_data (G_OBJECT (button), period_key), &index))
    return;
  dw_draft_season_remove_period (self->season, index);
  g_signal_emit (self, signals[SIGNAL_REBUILT], 0);
}

static GtkWidget *
make_rate_choice (DwSeasonEdit *self, DwDraftPeriod *period)
{
  const char *titles[DW_N_RATES + 1] = { NULL };
  GtkWidget *choice;

  for (DwRate rate = 0; rate < DW_N_RATES; rate++)
    titles[rate] = dw_rate_title (rate);
  choice = gtk_drop_down_new_from_strings (titles);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), period->rate);
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (choice, "dw-drop");
  g_object_set_data (G_OBJECT (choice), period_key, period);
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (rate_chosen_cb), self, 0);
  return choice;
}

static GtkWidget *
make_remove_button (DwSeasonEdit *self, DwDraftPeriod *period)
{
  GtkWidget *button = dw_edit_remove_button ();

  g_object_set_data (G_OBJECT (button), period_key, period);
  g_signal_connect_object (button, "clicked", G_CALLBACK (period_removed_cb), self, 0);
  return button;
}

static char *
call_season (DwSeasonEdit *self)
{
  return *self->season->name != '\0' ? g_strdup (self->season->name) : g_strdup_printf (_ ("Season %u"), self->number);
}

static GtkWidget *
make_period (DwSeasonEdit *self, guint index)
{
  DwDraftPeriod *period = self->season->periods->pdata[index];
  g_autofree char *season = call_season (self);
  GtkWidget *cell = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *entry = dw_edit_entry (period->from, 6), *choice = make_rate_choice (self, period), *remove = make_remove_button (self, period);
  GtkWidget *message = dw_edit_message ();

  dw_edit_name (entry, g_strdup_printf (_ ("%1$s, period %2$u from"), season, index + 1));
  dw_edit_name (choice, g_strdup_printf (_ ("%1$s, rate of period %2$u"), season, index + 1));
  dw_edit_name (remove, g_strdup_printf (_ ("%1$s, remove period %2$u"), season, index + 1));
  g_object_set_data (G_OBJECT (entry), period_key, period);
  g_signal_connect_object (entry, "changed", G_CALLBACK (period_typed_cb), self, 0);
  gtk_box_append (GTK_BOX (line), entry);
  gtk_box_append (GTK_BOX (line), choice);
  gtk_box_append (GTK_BOX (line), remove);
  gtk_box_append (GTK_BOX (cell), line);
  gtk_box_append (GTK_BOX (cell), message);
  g_object_set_data (G_OBJECT (cell), entry_key, entry);
  g_object_set_data (G_OBJECT (cell), message_key, message);
  gtk_widget_set_hexpand (cell, TRUE);
  return cell;
}

static void
add_period_cb (DwSeasonEdit *self)
{
  dw_draft_season_add_period (self->season);
  g_signal_emit (self, signals[SIGNAL_REBUILT], 0);
}

/* --- season --- */

static void
name_typed_cb (GtkEditable *entry, DwSeasonEdit *self)
{
  dw_draft_set_text (&self->season->name, gtk_editable_get_text (entry));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
from_typed_cb (GtkEditable *entry, DwSeasonEdit *self)
{
  dw_draft_set_text (&self->season->from, gtk_editable_get_text (entry));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
remove_cb (DwSeasonEdit *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0);
}

static GtkWidget *
make_head (DwSeasonEdit *self)
{
  g_autofree char *season = call_season (self);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *remove;

  self->name = dw_edit_entry (self->season->name, 14);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->name), season);
  self->from = dw_edit_entry (self->season->from, 6);
  self->add = dw_form_button (_ ("Add period"), _ ("Add period"), "dw-compact");
  remove = dw_form_button (_ ("Remove season"), _ ("Remove season"), "dw-compact");
  dw_edit_name (self->name, g_strdup_printf (_ ("Name of season %u"), self->number));
  dw_edit_name (self->from, g_strdup_printf (_ ("%s, first day"), season));
  dw_edit_name (self->add, g_strdup_printf (_ ("%s, add period"), season));
  dw_edit_name (remove, g_strdup_printf (_ ("%s, remove season"), season));
  gtk_widget_set_hexpand (self->from, TRUE);
  gtk_widget_set_halign (self->from, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (head), self->name);
  gtk_box_append (GTK_BOX (head), gtk_label_new (_ ("from")));
  gtk_box_append (GTK_BOX (head), self->from);
  gtk_box_append (GTK_BOX (head), self->add);
  gtk_box_append (GTK_BOX (head), remove);
  g_signal_connect_object (self->name, "changed", G_CALLBACK (name_typed_cb), self, 0);
  g_signal_connect_object (self->from, "changed", G_CALLBACK (from_typed_cb), self, 0);
  g_signal_connect_object (self->add, "clicked", G_CALLBACK (add_period_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  return head;
}

/* --- what is wrong --- */

static GString *
collect (GPtrArray *problems, DwDraftPlace place, DwDraftSet set, guint season, guint period)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    {
      const DwDraftProblem *problem = problems->pdata[i];

      if (problem->place != place || problem->set != set || problem->season != season || (place == DW_DRAFT_AT_PERIOD && problem->period != period))
        continue;
      g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", problem->sentence);
    }
  return lines;
}

void
dw_season_edit_show (DwSeasonEdit *self, const DwTariffSeason *tariff_season, GPtrArray *problems, DwDraftSet set, guint index)
{
  GtkWidget *cell = gtk_widget_get_first_child (self->periods);

  dw_rate_bar_view_show (DW_RATE_BAR_VIEW (self->bar), tariff_season);
  dw_edit_set_message (self->message, self->from, collect (problems, DW_DRAFT_AT_SEASON, set, index, 0));
  for (guint i = 0; cell != NULL; cell = gtk_widget_get_next_sibling (cell), i++)
    dw_edit_set_message (g_object_get_data (G_OBJECT (cell), message_key), g_object_get_data (G_OBJECT (cell), entry_key), collect (problems, DW_DRAFT_AT_PERIOD, set, index, i));
}

static void
dw_season_edit_class_init (DwSeasonEditClass *klass)
{
  GType type = DW_TYPE_SEASON_EDIT;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REBUILT] = g_signal_new ("rebuilt", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REMOVE] = g_signal_new ("remove", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dw_season_edit_init (DwSeasonEdit *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "dw-card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "dw-season");
}

GtkWidget *
dw_season_edit_new (DwDraftSeason *season, guint number)
{
  DwSeasonEdit *self = g_object_new (DW_TYPE_SEASON_EDIT, NULL);

  self->season = season;
  self->number = number;
  self->bar = dw_rate_bar_view_new ();
  self->message = dw_edit_message ();
  self->periods = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->periods), 12);
  gtk_grid_set_row_spacing (GTK_GRID (self->periods), 4);
  gtk_grid_set_column_homogeneous (GTK_GRID (self->periods), TRUE);
  for (guint i = 0; i < season->periods->len; i++)
    gtk_grid_attach (GTK_GRID (self->periods), make_period (self, i), (int)(i % COLUMNS), (int)(i / COLUMNS), 1, 1);
  gtk_box_append (GTK_BOX (self), make_head (self));
  gtk_box_append (GTK_BOX (self), self->message);
  gtk_box_append (GTK_BOX (self), self->bar);
  gtk_box_append (GTK_BOX (self), self->periods);
  gtk_widget_set_sensitive (self->add, season->periods->len < DW_TARIFF_MAX_PERIODS);
  return GTK_WIDGET (self);
}
