// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-facts.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-text.h"

/* Wrapped text asks for so much and takes what there is: the panel keeps its width. */
#define FACT_CHARS 20

void
dw_facts_clear (GtkGrid *grid)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (grid))) != NULL)
    gtk_grid_remove (grid, child);
}

void
dw_facts_add (GtkGrid *grid, const char *name, const char *text)
{
  GtkWidget *name_label = NULL, *text_label = NULL;
  int row = 0;

  if (text == NULL || *text == '\0')
    return;
  name_label = gtk_label_new (name);
  text_label = gtk_label_new (text);
  while (gtk_grid_get_child_at (grid, 0, row) != NULL)
    row++;
  gtk_label_set_xalign (GTK_LABEL (name_label), 0);
  gtk_widget_add_css_class (name_label, "dw-note");
  gtk_label_set_xalign (GTK_LABEL (text_label), 0);
  gtk_label_set_wrap (GTK_LABEL (text_label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (text_label), FACT_CHARS);
  gtk_widget_set_hexpand (text_label, TRUE);
  gtk_grid_attach (grid, name_label, 0, row, 1, 1);
  gtk_grid_attach (grid, text_label, 1, row, 1, 1);
}

static const char *const reset_titles[] = {
  [DW_RESET_NONE] = NULL,
  [DW_RESET_BY_ITSELF] = N_ ("by itself"),
  [DW_RESET_ON_SITE] = N_ ("reset on site"),
  [DW_RESET_REMOTE] = N_ ("reset from here"),
};

static char *
describe_end (const DwAlarmRecord *record)
{
  g_autofree char *time = NULL;

  if (record->end_ms == 0)
    return g_strdup ("");
  time = dw_text_time_short (record->end_ms);
  return record->reset != DW_RESET_NONE ? g_strdup_printf ("%s, %s", time, _ (reset_titles[record->reset])) : g_strdup (time);
}

static char *
describe_acknowledgement (const DwAlarmRecord *record)
{
  g_autofree char *time = record->ack_ms != 0 ? dw_text_time_short (record->ack_ms) : NULL;

  return time != NULL ? g_strdup_printf ("%s, %s", record->ack_by, time) : g_strdup ("");
}

static char *
describe_value (const DwAlarmSite *site, double value)
{
  g_autofree char *number = dw_alarm_words_number (site, value);

  return isnan (value) || site->channel == NULL ? g_strdup ("") : g_strdup_printf ("%s %s", number, dw_alarm_words_unit (site));
}

void
dw_facts_show_alarm (GtkGrid *grid, const DwAlarmRecord *record, const DwAlarmSite *site, gint64 now_ms)
{
  gint64 end_ms = record->end_ms != 0 ? record->end_ms : now_ms;
  g_autofree char *begin = dw_text_time_full (record->begin_ms);
  g_autofree char *duration = dw_text_duration_clock (end_ms - record->begin_ms);
  g_autofree char *first = describe_value (site, record->value);
  g_autofree char *peak = describe_value (site, record->peak);
  g_autofree char *end = describe_end (record);
  g_autofree char *acknowledged = describe_acknowledgement (record);
  g_autofree char *times = record->occurrences > 1 ? g_strdup_printf ("%u", record->occurrences) : g_strdup ("");

  dw_facts_clear (grid);
  dw_facts_add (grid, _ ("State"), dw_alarm_state_title (record->state));
  dw_facts_add (grid, _ ("Begun"), begin);
  dw_facts_add (grid, _ ("Duration"), duration);
  dw_facts_add (grid, _ ("Ended"), end);
  dw_facts_add (grid, _ ("At first"), first);
  dw_facts_add (grid, _ ("Peak value"), peak);
  dw_facts_add (grid, _ ("Activations"), times);
  dw_facts_add (grid, _ ("Acknowledged"), acknowledged);
  dw_facts_add (grid, _ ("Taken over by"), record->owner);
  dw_facts_add (grid, _ ("Note"), record->comment);
}
