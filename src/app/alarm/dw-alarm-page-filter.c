// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-alarm-page-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dw-symbol-view.h"
#include "dw-text.h"

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
  self->filter.classes = dw_filter_button_get_mask (self->classes);
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
  dw_filter_button_set_mask (self->classes, self->filter.classes);
  dw_filter_button_set_mask (self->priorities, self->filter.priorities);
  dw_filter_button_set_mask (self->states, self->filter.states);
  dw_filter_button_set_mask (self->span, get_span_mask (self->filter.span_ms));
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->text)), self->filter.text != NULL ? self->filter.text : "") != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->text), self->filter.text != NULL ? self->filter.text : "");
}

/* "11-20 14:20 – 14:30", "11-20 – 12-01"; what is open is left out. New string. */
static char *
format_span (gint64 from_ms, gint64 to_ms)
{
  g_autofree char *from = from_ms != 0 ? dw_text_time_short (from_ms) : g_strdup (""), *to = to_ms != 0 ? dw_text_time_short (to_ms) : g_strdup ("");
  gboolean days = (from_ms == 0 || g_str_has_suffix (from, " 00:00:00")) && (to_ms == 0 || g_str_has_suffix (to, " 00:00:00"));
  gboolean same_day = from_ms != 0 && to_ms != 0 && !days && strncmp (from, to, strlen ("11-20")) == 0;

  /* Seconds say nothing here, and neither does a midnight. */
  from[MIN (strlen (from), days ? strlen ("11-20") : strlen ("11-20 14:20"))] = '\0';
  to[MIN (strlen (to), days ? strlen ("11-20") : strlen ("11-20 14:20"))] = '\0';
  return g_strdup_printf ("%s – %s", from, same_day ? to + strlen ("11-20 ") : to);
}

/* In the curves the brush shows the days, and takes them away. */
void
dw_alarm_page_update_span (DwAlarmPage *self)
{
  gboolean some = self->filter.from_ms != 0 || self->filter.to_ms != 0;
  g_autofree char *span = some ? format_span (self->filter.from_ms, self->filter.to_ms) : NULL;
  g_autofree char *text = some ? g_strconcat (span, "  ×", NULL) : NULL;
  g_autofree char *words = some ? g_strdup_printf (_ ("Only %s; press to show all times"), span) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->exact_span), some && !gtk_widget_get_visible (self->curves));
  gtk_widget_set_visible (GTK_WIDGET (self->span), !gtk_widget_get_visible (GTK_WIDGET (self->exact_span)));
  if (!some)
    return;
  gtk_button_set_label (self->exact_span, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->exact_span), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->exact_span), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
add_exact_span (DwAlarmPage *self)
{
  self->exact_span = GTK_BUTTON (gtk_button_new_with_label (""));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->exact_span), "hazards.clear-span");
  gtk_widget_add_css_class (GTK_WIDGET (self->exact_span), "dw-exact-span");
  gtk_widget_set_visible (GTK_WIDGET (self->exact_span), FALSE);
  gtk_box_append (self->filters, GTK_WIDGET (self->exact_span));
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
  self->classes = add_filter (self, _ ("Any class"), FALSE);
  for (guint i = 0; i < DW_N_EVENT_CLASSES; i++)
    dw_filter_button_add (self->classes, 1u << i, dw_event_class_title ((DwEventClass)i));
  self->states = add_filter (self, _ ("Any state"), FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (listed_states); i++)
    dw_filter_button_add (self->states, 1u << listed_states[i], dw_alarm_state_title (listed_states[i]));
  self->span = add_filter (self, _ ("Any time"), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    dw_filter_button_add (self->span, 1u << i, _ (spans[i].title));
  add_exact_span (self);
  add_text_filter (self);
  add_display_switch (self);
}
