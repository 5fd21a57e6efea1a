// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-month-lines.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-hazard-link.h"
#include "dw-place-stats.h"
#include "dw-stack-bar-view.h"
#include "dw-style.h"
#include "dw-symbol-view.h"
#include "dw-text.h"
#include "dw-wrap-box.h"

enum {
  TOP_SCHOOLS = 8,
};

/* The classes of a hazard, in the order of the bar. */
static const DwEventClass hazard_classes[] = { DW_EVENT_CLASS_RESIDUAL, DW_EVENT_CLASS_TEMPERATURE, DW_EVENT_CLASS_LOAD, DW_EVENT_CLASS_OTHER };

static void
line_clicked_cb (GtkButton *line, DwPlace *place)
{
  dw_hazard_link_follow (&(DwHazardLink){ .place = place, .view = "month", .kinds = DW_HAZARD_LINK_HAZARDS }, GTK_WIDGET (line));
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
make_number (const char *text, int width_chars)
{
  GtkWidget *label = make_label (text, 1, width_chars);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
  gtk_widget_add_css_class (label, "dw-num");
  return label;
}

/* A button around the box; pressing it filters by the place and shows its hazards of the month. */
static GtkWidget *
make_line (const DwMonthPart *part, GtkWidget *box, const char *words)
{
  GtkWidget *line = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (line), box);
  gtk_widget_add_css_class (line, "dw-month-line");
  gtk_widget_set_tooltip_text (line, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (line), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_signal_connect_object (line, "clicked", G_CALLBACK (line_clicked_cb), part->place, 0);
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

  for (guint i = 0; i < G_N_ELEMENTS (hazard_classes); i++)
    if (part->counts[hazard_classes[i]] > 0)
      g_string_append_printf (words, _ (", %1$s %2$u"), dw_event_class_title (hazard_classes[i]), part->counts[hazard_classes[i]]);
  /* TRANSLATORS: %s is a number like 2.4. */
  g_string_append_printf (words, _ (", %s per 100 circuits"), rate);
  return g_string_free (words, FALSE);
}

/* --- regions --- */

static guint
find_most (GPtrArray *parts)
{
  guint most = 0;

  for (guint i = 0; i < parts->len; i++)
    most = MAX (most, dw_event_class_sum (((const DwMonthPart *)parts->pdata[i])->counts, DW_EVENT_CLASSES_HAZARDS));
  return most;
}

static GtkWidget *
make_stack (const DwMonthPart *part, guint full)
{
  GtkWidget *view = dw_stack_bar_view_new ();
  DwStackBar bar = { .n_parts = G_N_ELEMENTS (hazard_classes), .full = full };

  for (guint i = 0; i < bar.n_parts; i++)
    bar.counts[i] = part->counts[hazard_classes[i]];
  dw_stack_bar_view_show (DW_STACK_BAR_VIEW (view), &bar);
  return view;
}

/* Name, bar of classes, number, and per 100 circuits. */
static GtkWidget *
make_region (const DwMonthPart *part, guint full)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *name = make_label (dw_place_get_name (part->place), 0, 6), *rate;
  g_autofree char *number = dw_text_number (dw_event_class_sum (part->counts, DW_EVENT_CLASSES_HAZARDS), 0);
  g_autofree char *rate_text = dw_text_number (dw_month_part_get_rate (part), 1);
  g_autofree char *words = describe_part (part);

  rate = make_number (rate_text, 4);
  gtk_widget_add_css_class (rate, "dw-note");
  gtk_label_set_max_width_chars (GTK_LABEL (name), 8);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), make_stack (part, full));
  gtk_box_append (GTK_BOX (box), make_number (number, 3));
  gtk_box_append (GTK_BOX (box), rate);
  return make_line (part, box, words);
}

void
dw_month_lines_show_regions (GtkWidget *box, const DwMonthFigures *figures)
{
  guint full = find_most (figures->regions);

  clear_box (box);
  for (guint i = 0; i < figures->regions->len; i++)
    gtk_box_append (GTK_BOX (box), make_region (figures->regions->pdata[i], full));
  if (figures->regions->len == 0)
    gtk_box_append (GTK_BOX (box), make_label (_ ("No region is set up"), 0, 0));
}

/* --- schools --- */

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
  gtk_widget_set_size_request (bar, 76, -1);
  return bar;
}

/* Rank, state of now, name, bar, rate. */
static GtkWidget *
make_school (const DwMonthPart *part, guint rank, double high)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *symbol = dw_symbol_view_new (12), *name = make_label (dw_place_get_name (part->place), 0, 6);
  g_autofree char *rank_text = g_strdup_printf ("%u", rank);
  g_autofree char *rate = dw_text_number (dw_month_part_get_rate (part), 1);
  g_autofree char *words = describe_part (part);
  DwSymbolState state;
  guint priority;

  dw_rollup_get_symbol (dw_place_get_rollup (part->place), &priority, &state);
  dw_symbol_view_set (DW_SYMBOL_VIEW (symbol), priority, state);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_box_append (GTK_BOX (box), make_number (rank_text, 1));
  gtk_box_append (GTK_BOX (box), symbol);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), make_bar (dw_month_part_get_rate (part), high));
  gtk_box_append (GTK_BOX (box), make_number (rate, 4));
  return make_line (part, box, words);
}

void
dw_month_lines_show_schools (GtkWidget *box, const DwMonthFigures *figures)
{
  guint n_shown = MIN (figures->schools->len, TOP_SCHOOLS);
  double high = n_shown > 0 ? dw_month_part_get_rate (figures->schools->pdata[0]) : 1;

  clear_box (box);
  for (guint i = 0; i < n_shown; i++)
    gtk_box_append (GTK_BOX (box), make_school (figures->schools->pdata[i], i + 1, high));
  if (n_shown == 0)
    gtk_box_append (GTK_BOX (box), make_label (_ ("No hazard this month"), 0, 0));
}

/* --- legend --- */

static void
draw_swatch_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer part)
{
  dw_palette_set (dw_palette_of (GTK_WIDGET (area)), cr, dw_stack_bar_color (GPOINTER_TO_UINT (part)));
  cairo_paint (cr);
}

GtkWidget *
dw_month_lines_make_legend (void)
{
  GtkWidget *legend = dw_wrap_box_new ();

  for (guint i = 0; i < G_N_ELEMENTS (hazard_classes); i++)
    {
      GtkWidget *entry = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4), *swatch = gtk_drawing_area_new (), *title = gtk_label_new (dw_event_class_title (hazard_classes[i]));

      gtk_widget_set_size_request (swatch, 9, 9);
      gtk_widget_set_valign (swatch, GTK_ALIGN_CENTER);
      gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (swatch), draw_swatch_cb, GUINT_TO_POINTER (i), NULL);
      gtk_widget_add_css_class (title, "dw-note");
      gtk_box_append (GTK_BOX (entry), swatch);
      gtk_box_append (GTK_BOX (entry), title);
      gtk_widget_set_margin_end (entry, 10);
      gtk_widget_set_parent (entry, legend);
    }
  return legend;
}
