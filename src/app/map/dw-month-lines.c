// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-month-lines.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-text.h"

enum {
  TOP_SCHOOLS = 8,
};

static void
line_clicked_cb (GtkButton *line, gpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (line), "win.set-place", "s", g_object_get_data (G_OBJECT (line), "dw-id"));
  gtk_widget_activate_action (GTK_WIDGET (line), "win.show-hazards", "s", "month:");
}

static GtkWidget *
make_label (const char *text, float xalign, int width_chars)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), width_chars);
  gtk_widget_add_css_class (label, "dw-table-text");
  return label;
}

static GtkWidget *
make_bar (double value, double high)
{
  GtkWidget *bar = gtk_level_bar_new_for_interval (0, MAX (high, 1));

  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_LOW);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_HIGH);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_FULL);
  gtk_level_bar_set_value (GTK_LEVEL_BAR (bar), isnan (value) ? 0 : value);
  gtk_widget_add_css_class (bar, "dw-share");
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (bar, TRUE);
  return bar;
}

/* Name, bar, what the bar is, and per 100 circuits. */
static GtkWidget *
make_line (const DwMonthPart *part, double value, double high, const char *number, const char *words)
{
  GtkWidget *line = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *name = make_label (dw_place_get_name (part->place), 0, 13), *count = make_label (number, 1, 8);

  gtk_label_set_max_width_chars (GTK_LABEL (name), 13);
  gtk_label_set_ellipsize (GTK_LABEL (count), PANGO_ELLIPSIZE_NONE);
  gtk_widget_add_css_class (count, "dw-num");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), make_bar (value, high));
  gtk_box_append (GTK_BOX (box), count);
  gtk_button_set_child (GTK_BUTTON (line), box);
  gtk_widget_add_css_class (line, "dw-month-line");
  gtk_widget_set_tooltip_text (line, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (line), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_object_set_data_full (G_OBJECT (line), "dw-id", g_strdup_printf ("%" G_GINT64_FORMAT, dw_place_get_id (part->place)), g_free);
  g_signal_connect (line, "clicked", G_CALLBACK (line_clicked_cb), NULL);
  return line;
}

static void
clear_box (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static char *
describe_part (const DwMonthPart *part)
{
  GString *words = g_string_new (dw_place_get_name (part->place));
  g_autofree char *rate = dw_text_number (dw_month_part_get_rate (part), 1);

  for (guint kind = 0; kind < DW_N_EVENT_KINDS; kind++)
    if (part->counts[kind] > 0)
      g_string_append_printf (words, _ (", %1$s %2$u"), dw_event_kind_title ((DwEventKind)kind), part->counts[kind]);
  /* TRANSLATORS: %s is a number like 2.4. */
  g_string_append_printf (words, _ (", %s per 100 circuits"), rate);
  return g_string_free (words, FALSE);
}

static guint
find_most (GPtrArray *parts)
{
  guint most = 0;

  for (guint i = 0; i < parts->len; i++)
    most = MAX (most, dw_month_sum (((const DwMonthPart *)parts->pdata[i])->counts, G_MAXUINT));
  return most;
}

void
dw_month_lines_show_regions (GtkWidget *box, const DwMonthFigures *figures)
{
  guint most = find_most (figures->regions);

  clear_box (box);
  for (guint i = 0; i < figures->regions->len; i++)
    {
      const DwMonthPart *part = figures->regions->pdata[i];
      guint sum = dw_month_sum (part->counts, G_MAXUINT);
      g_autofree char *rate = dw_text_number (dw_month_part_get_rate (part), 1);
      g_autofree char *number = g_strdup_printf ("%u · %s", sum, rate);
      g_autofree char *words = describe_part (part);

      gtk_box_append (GTK_BOX (box), make_line (part, sum, most, number, words));
    }
}

void
dw_month_lines_show_schools (GtkWidget *box, const DwMonthFigures *figures)
{
  guint n_shown = MIN (figures->schools->len, TOP_SCHOOLS);
  double high = n_shown > 0 ? dw_month_part_get_rate (figures->schools->pdata[0]) : 1;

  clear_box (box);
  for (guint i = 0; i < n_shown; i++)
    {
      const DwMonthPart *part = figures->schools->pdata[i];
      g_autofree char *rate = dw_text_number (dw_month_part_get_rate (part), 1);
      g_autofree char *words = describe_part (part);

      gtk_box_append (GTK_BOX (box), make_line (part, dw_month_part_get_rate (part), high, rate, words));
    }
  if (n_shown == 0)
    gtk_box_append (GTK_BOX (box), make_label (_ ("No hazard this month"), 0, 0));
}
