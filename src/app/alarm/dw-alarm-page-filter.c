// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-alarm-page-private.h"

#include <glib/gi18n-lib.h>

#include "dw-symbol-view.h"

/* The filter row: widgets to filter and back. Place and priorities are shared with the other pages by the scope. */

#define HOUR_MS (60LL * 60 * 1000)
#define DAY_MS (24 * HOUR_MS)

/* Bits of the time filter. */
static const struct
{
  const char *title;
  gint64 span_ms;
} spans[] = {
  { N_ ("Last hour"), HOUR_MS },
  { N_ ("Last 24 hours"), DAY_MS },
  { N_ ("Last 7 days"), 7 * DAY_MS },
  { N_ ("Last 30 days"), 30 * DAY_MS },
};

static const DwAlarmState listed_states[] = {
  DW_ALARM_STATE_UNACK,
  DW_ALARM_STATE_ACKED,
  DW_ALARM_STATE_RTN_UNACK,
  DW_ALARM_STATE_NORM,
  DW_ALARM_STATE_SHELVED,
  DW_ALARM_STATE_SUPPRESSED,
  DW_ALARM_STATE_OUT_OF_SERVICE,
};

static gint64
get_span (guint mask)
{
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    if (mask & (1u << i))
      return spans[i].span_ms;
  return 0;
}

static guint
get_span_mask (gint64 span_ms)
{
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    if (spans[i].span_ms == span_ms)
      return 1u << i;
  return 0;
}

static void
filter_changed_cb (DwAlarmPage *self)
{
  self->filter.kinds = dw_filter_button_get_mask (self->kinds);
  self->filter.priorities = dw_filter_button_get_mask (self->priorities);
  self->filter.states = dw_filter_button_get_mask (self->states);
  self->filter.span_ms = get_span (dw_filter_button_get_mask (self->span));
  dw_alarm_filter_set_text (&self->filter, gtk_editable_get_text (GTK_EDITABLE (self->text)));
  dw_scope_set_priorities (dw_page_get_scope (DW_PAGE (self)), self->filter.priorities);
  dw_alarm_page_apply_filter (self);
}

void
dw_alarm_page_show_filter (DwAlarmPage *self)
{
  dw_filter_button_set_mask (self->kinds, self->filter.kinds);
  dw_filter_button_set_mask (self->priorities, self->filter.priorities);
  dw_filter_button_set_mask (self->states, self->filter.states);
  dw_filter_button_set_mask (self->span, get_span_mask (self->filter.span_ms));
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->text)), self->filter.text != NULL ? self->filter.text : "") != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->text), self->filter.text != NULL ? self->filter.text : "");
}

static DwFilterButton *
add_filter (DwAlarmPage *self, const char *all_text, gboolean single)
{
  GtkWidget *button = dw_filter_button_new (all_text, single);

  g_signal_connect_object (button, "changed", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->filters, button);
  return DW_FILTER_BUTTON (button);
}

static void
add_text_filter (DwAlarmPage *self)
{
  self->text = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  g_object_set (self->text, "placeholder-text", _ ("Filter the lines"), NULL);
  /* Gives way first: with the side panel beside the table the row must fit into 1280. */
  gtk_editable_set_width_chars (GTK_EDITABLE (self->text), 3);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->text), 10);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Filter the lines"), -1);
  g_signal_connect_object (self->text, "search-changed", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->filters, GTK_WIDGET (self->text));
}

/* Table alone, or with the curves above it. */
static void
add_display_switch (DwAlarmPage *self)
{
  static const struct
  {
    const char *title, *word, *tip;
  } displays[] = {
    { N_ ("Table"), "table", N_ ("The table alone (T)") },
    { N_ ("Curves"), "curves", N_ ("Hazards per day and the value of the chosen line (T)") },
  };
  GtkWidget *segment = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (segment, "linked");
  gtk_widget_set_hexpand (segment, TRUE);
  gtk_widget_set_halign (segment, GTK_ALIGN_END);
  for (guint i = 0; i < G_N_ELEMENTS (displays); i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (_ (displays[i].title));

      gtk_widget_set_tooltip_text (button, _ (displays[i].tip));
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", displays[i].word);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "hazards.display");
      gtk_box_append (GTK_BOX (segment), button);
    }
  gtk_box_append (self->filters, segment);
}

void
dw_alarm_page_build_filters (DwAlarmPage *self)
{
  self->priorities = add_filter (self, _ ("Any priority"), FALSE);
  for (guint priority = 1; priority <= 4; priority++)
    dw_filter_button_add (self->priorities, 1u << priority, dw_priority_title (priority));
  self->kinds = add_filter (self, _ ("Any kind"), FALSE);
  for (guint kind = 0; kind < DW_N_EVENT_KINDS; kind++)
    dw_filter_button_add (self->kinds, 1u << kind, dw_event_kind_title ((DwEventKind)kind));
  self->states = add_filter (self, _ ("Any state"), FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (listed_states); i++)
    dw_filter_button_add (self->states, 1u << listed_states[i], dw_alarm_state_title (listed_states[i]));
  self->span = add_filter (self, _ ("Any time"), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    dw_filter_button_add (self->span, 1u << i, _ (spans[i].title));
  add_text_filter (self);
  add_display_switch (self);
}
