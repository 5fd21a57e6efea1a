// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-tariff-sheet.h"

#include <glib/gi18n-lib.h>

#include "dw-form.h"
#include "dw-price-edit.h"
#include "dw-season-edit.h"
#include "dw-sheet.h"
#include "dw-style.h"
#include "dw-tariff-presets.h"
#include "dw-trend-desk.h"

/* Each change goes into the draft at once; the draft is made a tariff and judged, and the judgement is shown. Only Save touches the station. */

#define LISTED_PROBLEMS 4

typedef struct
{
  DwStation *station; /* strong */
  GTimeZone *zone;    /* owned */
  DwTariffDraft *draft;
  GPtrArray *presets;         /* DwTariff, owned */
  GPtrArray *preset_problems; /* strings, owned */
  DwTariffSaved done;
  gpointer data;
  GDestroyNotify destroy;
  DwDraftSet set;   /* the one that is shown */
  GtkWidget *sheet; /* borrowed: it owns this struct */
  GtkWidget *name, *source, *preset, *switch_time, *switch_group, *name_message, *switch_message, *seasons, *prices, *show_next, *problems, *save;
} Sheet;

static void
sheet_free (gpointer data)
{
  Sheet *self = data;

  if (self->destroy)
    self->destroy (self->data);
  g_clear_pointer (&self->draft, dw_tariff_draft_free);
  g_clear_pointer (&self->presets, g_ptr_array_unref);
  g_clear_pointer (&self->preset_problems, g_ptr_array_unref);
  g_time_zone_unref (self->zone);
  g_object_unref (self->station);
  g_free (self);
}

/* --- judging --- */

static void
show_sentence (GtkWidget *label, GtkWidget *field, GPtrArray *problems, DwDraftPlace place)
{
  const char *sentence = "";

  for (guint i = 0; i < problems->len && *sentence == '\0'; i++)
    if (((DwDraftProblem *)problems->pdata[i])->place == place)
      sentence = ((DwDraftProblem *)problems->pdata[i])->sentence;
  gtk_label_set_label (GTK_LABEL (label), sentence);
  gtk_widget_set_visible (label, *sentence != '\0');
  dw_style_set_class (field, "error", *sentence != '\0');
}

static void
show_list (Sheet *self, GPtrArray *problems)
{
  GString *lines = g_string_new (NULL);

  if (problems->len > 0)
    g_string_append_printf (lines, ngettext ("%u thing is to be mended before this can be saved:", "%u things are to be mended before this can be saved:", problems->len), problems->len);
  for (guint i = 0; i < MIN (problems->len, LISTED_PROBLEMS); i++)
    g_string_append_printf (lines, "\n%s", ((DwDraftProblem *)problems->pdata[i])->sentence);
  if (problems->len > LISTED_PROBLEMS)
    g_string_append (lines, "\n…");
  gtk_label_set_label (GTK_LABEL (self->problems), lines->str);
  gtk_widget_set_sensitive (self->save, problems->len == 0);
  g_string_free (lines, TRUE);
}

static void
judge (Sheet *self)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (DwTariff) tariff = dw_tariff_draft_make (self->draft, self->zone, &problems);
  const DwTariffSet *set = self->set == DW_DRAFT_CURRENT ? &tariff->current : &tariff->next;
  GtkWidget *edit = gtk_widget_get_first_child (self->seasons);

  for (guint i = 0; edit != NULL && i < set->n_seasons; edit = gtk_widget_get_next_sibling (edit), i++)
    dw_season_edit_show (DW_SEASON_EDIT (edit), &set->seasons[i], problems, self->set, i);
  dw_price_edit_show (DW_PRICE_EDIT (gtk_widget_get_first_child (self->prices)), dw_tariff_set_used_rates (set), problems, self->set);
  show_sentence (self->name_message, self->name, problems, DW_DRAFT_AT_NAME);
  show_sentence (self->switch_message, self->switch_time, problems, DW_DRAFT_AT_SWITCH);
  show_list (self, problems);
}

/* --- seasons --- */

static void rebuild (Sheet *self);

static void
changed_cb (GtkWidget *edit, Sheet *self)
{
  judge (self);
}

/* Later: the button that asked is inside what is thrown away. */
static gboolean
rebuild_cb (gpointer data)
{
  Sheet *self = g_object_get_data (data, "dw-tariff-sheet");

  if (self != NULL)
    rebuild (self);
  return G_SOURCE_REMOVE;
}

static void
rebuild_soon (Sheet *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, rebuild_cb, g_object_ref (self->sheet), g_object_unref);
}

static void
rebuilt_cb (GtkWidget *edit, Sheet *self)
{
  rebuild_soon (self);
}

static void
remove_cb (DwSeasonEdit *edit, Sheet *self)
{
  guint index = 0;

  for (GtkWidget *before = gtk_widget_get_prev_sibling (GTK_WIDGET (edit)); before != NULL; before = gtk_widget_get_prev_sibling (before))
    index++;
  dw_tariff_draft_remove_season (self->draft, self->set, index);
  rebuild_soon (self);
}

static void
rebuild_prices (Sheet *self)
{
  GtkWidget *old = gtk_widget_get_first_child (self->prices), *edit = dw_price_edit_new (self->draft->prices[self->set]);

  if (old != NULL)
    gtk_box_remove (GTK_BOX (self->prices), old);
  g_signal_connect (edit, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect (edit, "rebuilt", G_CALLBACK (rebuilt_cb), self);
  gtk_box_append (GTK_BOX (self->prices), edit);
}

static void
rebuild (Sheet *self)
{
  GPtrArray *seasons = self->draft->seasons[self->set];
  GtkWidget *edit;

  while ((edit = gtk_widget_get_first_child (self->seasons)))
    gtk_box_remove (GTK_BOX (self->seasons), edit);
  for (guint i = 0; i < seasons->len; i++)
    {
      edit = dw_season_edit_new (seasons->pdata[i], i + 1);
      g_signal_connect (edit, "changed", G_CALLBACK (changed_cb), self);
      g_signal_connect (edit, "rebuilt", G_CALLBACK (rebuilt_cb), self);
      g_signal_connect (edit, "remove", G_CALLBACK (remove_cb), self);
      gtk_box_append (GTK_BOX (self->seasons), edit);
    }
  rebuild_prices (self);
  gtk_widget_set_visible (self->switch_group, self->set == DW_DRAFT_NEXT);
  judge (self);
}

static void
add_season_cb (GtkButton *button, Sheet *self)
{
  dw_tariff_draft_add_season (self->draft, self->set);
  rebuild (self);
}

static void
set_toggled_cb (GtkToggleButton *button, Sheet *self)
{
  self->set = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->show_next)) ? DW_DRAFT_NEXT : DW_DRAFT_CURRENT;
  rebuild (self);
}

/* --- the fields of the whole --- */

static void
typed_cb (GtkEditable *row, Sheet *self)
{
  dw_draft_set_text (&self->draft->name, dw_form_get_text (self->name));
  dw_draft_set_text (&self->draft->source, dw_form_get_text (self->source));
  dw_draft_set_text (&self->draft->switch_time, dw_form_get_text (self->switch_time));
  judge (self);
}

static void
preset_chosen_cb (GObject *row, GParamSpec *pspec, Sheet *self)
{
  guint choice = dw_form_get_choice (self->preset);
  g_autofree char *source = NULL;

  if (choice == 0 || choice > self->presets->len)
    return;
  dw_tariff_draft_fill (self->draft, self->presets->pdata[choice - 1]);
  /* Writing the first field would read the second back into the draft. */
  source = g_strdup (self->draft->source);
  gtk_editable_set_text (GTK_EDITABLE (self->name), self->draft->name);
  gtk_editable_set_text (GTK_EDITABLE (self->source), source);
  rebuild_soon (self);
}

static GtkWidget *
make_preset_row (Sheet *self)
{
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();

  g_ptr_array_add (titles, _ ("Leave as it is"));
  for (guint i = 0; i < self->presets->len; i++)
    g_ptr_array_add (titles, ((DwTariff *)self->presets->pdata[i])->name);
  g_ptr_array_add (titles, NULL);
  self->preset = dw_form_choice (_ ("Begin with a known tariff"), (const char *const *)titles->pdata, 0);
  g_signal_connect (self->preset, "notify::selected", G_CALLBACK (preset_chosen_cb), self);
  /* A file of one's own that cannot be read must not just be missing. */
  if (self->preset_problems->len > 0)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->preset), self->preset_problems->pdata[0]);
  gtk_widget_set_visible (self->preset, self->presets->len + self->preset_problems->len > 0);
  return self->preset;
}

static GtkWidget *
make_sentence (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dw-p3-text");
  return label;
}

static GtkWidget *
make_group (Sheet *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Tariff periods"));
  self->name = dw_form_entry (_ ("Name"), self->draft->name);
  self->source = dw_form_entry (_ ("Where the periods come from, with its date"), self->draft->source);
  self->name_message = make_sentence ();
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_preset_row (self));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->name);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->source);
  g_signal_connect (self->name, "changed", G_CALLBACK (typed_cb), self);
  g_signal_connect (self->source, "changed", G_CALLBACK (typed_cb), self);
  return group;
}

/* --- the two sets --- */

static GtkWidget *
make_switch_row (Sheet *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  self->switch_time = dw_form_entry (_ ("The next set applies from (2027-01-01)"), self->draft->switch_time);
  self->switch_message = make_sentence ();
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->switch_time);
  g_signal_connect (self->switch_time, "changed", G_CALLBACK (typed_cb), self);
  self->switch_group = group;
  return group;
}

static GtkWidget *
make_set_bar (Sheet *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *segment = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *current = gtk_toggle_button_new_with_label (_ ("In force")), *add = dw_form_button (_ ("Add season"), _ ("Add season"), NULL);

  self->show_next = gtk_toggle_button_new_with_label (_ ("Next set"));
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->show_next), GTK_TOGGLE_BUTTON (current));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (current), TRUE);
  gtk_widget_add_css_class (segment, "linked");
  gtk_box_append (GTK_BOX (segment), current);
  gtk_box_append (GTK_BOX (segment), self->show_next);
  gtk_widget_set_hexpand (segment, TRUE);
  gtk_widget_set_halign (segment, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (bar), segment);
  gtk_box_append (GTK_BOX (bar), add);
  g_signal_connect (self->show_next, "toggled", G_CALLBACK (set_toggled_cb), self);
  g_signal_connect (add, "clicked", G_CALLBACK (add_season_cb), self);
  return bar;
}

/* --- foot --- */

static void
save_cb (GtkButton *button, Sheet *self)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (DwTariff) tariff = dw_tariff_draft_make (self->draft, self->zone, &problems);
  g_autoptr (GError) error = NULL;

  if (problems->len > 0)
    return;
  if (!dw_trend_desk_set_tariff (self->station, tariff, &error))
    {
      gtk_label_set_label (GTK_LABEL (self->problems), error->message);
      return;
    }
  self->done (self->data);
  dw_sheet_close (self->sheet);
}

static void
cancel_cb (GtkButton *button, Sheet *self)
{
  dw_sheet_close (self->sheet);
}

static GtkWidget *
make_foot (Sheet *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *cancel = dw_form_button (_ ("Cancel"), _ ("Cancel"), NULL);

  self->save = dw_form_button (_ ("Save"), _ ("Save tariff"), "dw-primary");
  self->problems = make_sentence ();
  gtk_widget_add_css_class (self->problems, "dw-small");
  gtk_widget_set_hexpand (self->problems, TRUE);
  gtk_box_append (GTK_BOX (foot), self->problems);
  gtk_box_append (GTK_BOX (foot), cancel);
  gtk_box_append (GTK_BOX (foot), self->save);
  g_signal_connect (cancel, "clicked", G_CALLBACK (cancel_cb), self);
  g_signal_connect (self->save, "clicked", G_CALLBACK (save_cb), self);
  return foot;
}

static GtkWidget *
make_body (Sheet *self)
{
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8), *scroller = gtk_scrolled_window_new ();

  self->seasons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  self->prices = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (body), make_group (self));
  gtk_box_append (GTK_BOX (body), self->name_message);
  gtk_box_append (GTK_BOX (body), make_set_bar (self));
  gtk_box_append (GTK_BOX (body), make_switch_row (self));
  gtk_box_append (GTK_BOX (body), self->switch_message);
  gtk_box_append (GTK_BOX (body), self->seasons);
  gtk_box_append (GTK_BOX (body), self->prices);
  gtk_widget_set_margin_end (body, 10);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), body);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 560);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 380);
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

void
dw_tariff_sheet_present (GtkWidget *anywhere, DwStation *station, DwTariffSaved done, gpointer data, GDestroyNotify destroy)
{
  Sheet *self = g_new0 (Sheet, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);

  self->station = g_object_ref (station);
  self->zone = g_time_zone_new_local ();
  self->draft = dw_tariff_draft_new (dw_trend_desk_get_tariff (station), self->zone);
  self->presets = dw_trend_desk_list_presets (station, &self->preset_problems);
  self->done = done;
  self->data = data;
  self->destroy = destroy;
  self->sheet = box;
  gtk_widget_set_size_request (box, 700, -1);
  gtk_widget_add_css_class (box, "dw-ask");
  gtk_widget_add_css_class (box, "dw-page");
  gtk_box_append (GTK_BOX (box), make_body (self));
  gtk_box_append (GTK_BOX (box), make_foot (self));
  g_object_set_data_full (G_OBJECT (box), "dw-tariff-sheet", self, sheet_free);
  rebuild (self);
  dw_sheet_present (anywhere, box, self->name);
}
