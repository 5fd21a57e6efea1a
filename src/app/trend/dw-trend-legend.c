// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-trend-page-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-swatch.h"
#include "dw-text.h"

/* The legend in the head of the chart: swatch, name and the value at the cursor. Pressing hides a curve, with Ctrl it stands alone. */

/* The plot knows the curves in the order in which they were added: those without an answer are left out. */
static int
find_series (DwTrendPage *self, guint index)
{
  int series = -1;

  for (guint i = 0; i <= index; i++)
    {
      const DwTrendTrace *trace = dw_trend_loader_find_trace (self->loader, &g_array_index (self->lines, DwTrendLine, i).channel);
      gboolean added = trace != NULL && ((trace->buckets != NULL && trace->buckets->n > 0) || (trace->samples != NULL && trace->samples->n > 0));

      if (added)
        series++;
      else if (i == index)
        return -1;
    }
  return series;
}

const DwTrendLine *
dw_trend_page_find_line (DwTrendPage *self, int series)
{
  for (guint i = 0; i < self->lines->len && series >= 0; i++)
    if (find_series (self, i) == series)
      return &g_array_index (self->lines, DwTrendLine, i);
  return NULL;
}

static double
get_value (DwTrendPage *self, guint index, gint64 time_ms)
{
  const DwTrendTrace *trace = dw_trend_loader_find_trace (self->loader, &g_array_index (self->lines, DwTrendLine, index).channel);
  int series = find_series (self, index);
  DwPlotValue value;

  if (time_ms == DW_PLOT_NO_TIME)
    return dw_trend_last_value (trace);
  return series >= 0 && dw_plot_get_value (dw_plot_view_get_plot (self->plot), series, time_ms, &value) ? value.value : NAN;
}

static char *
format_value (DwTrendPage *self, guint index, gint64 time_ms)
{
  return dw_text_number (get_value (self, index, time_ms), dw_trend_desk_decimals (&g_array_index (self->lines, DwTrendLine, index).channel));
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, DwTrendPage *self)
{
  GtkWidget *button = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GVariant *target = gtk_actionable_get_action_target_value (GTK_ACTIONABLE (button));

  if (!(gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture)) & GDK_CONTROL_MASK))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_activate_action_variant (GTK_WIDGET (self), "trend.solo-line", target);
}

static GtkWidget *
entry_new (DwTrendPage *self, guint index)
{
  const DwTrendLine *line = &g_array_index (self->lines, DwTrendLine, index);
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4), *value = gtk_label_new ("");
  g_autofree char *label = dw_trend_line_label (line, dw_trend_page_find_device (self, line->channel.device_id));
  g_autofree char *target = g_strdup_printf ("%" G_GINT64_FORMAT ":%s", line->channel.device_id, line->channel.name);
  g_autofree char *words = g_strdup_printf (line->hidden ? _ ("Show the curve %s") : _ ("Hide the curve %s"), label);
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_add_css_class (value, "dw-strong");
  gtk_box_append (GTK_BOX (box), dw_swatch_new (dw_trend_line_style (line, self->lines->len)));
  if (line->alone && self->lines->len > 1)
    gtk_box_append (GTK_BOX (box), gtk_label_new (label));
  gtk_box_append (GTK_BOX (box), value);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "dw-flat");
  gtk_widget_add_css_class (button, "dw-legend");
  gtk_widget_set_opacity (box, line->hidden ? 0.4 : 1);
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "trend.toggle-line");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (button, GTK_EVENT_CONTROLLER (click));
  g_ptr_array_add (self->legend_values, value);
  return button;
}

/* Everything that an entry shows but its value. */
static char *
make_key (DwTrendPage *self)
{
  GString *key = g_string_new (dw_trend_view_word (dw_trend_choice_get_view (self->choice)));

  for (guint i = 0; i < self->lines->len; i++)
    {
      const DwTrendLine *line = &g_array_index (self->lines, DwTrendLine, i);

      g_string_append_printf (key, " %" G_GINT64_FORMAT ":%s/%u/%d%d", line->channel.device_id, line->channel.name, line->slot, line->alone, line->hidden);
    }
  return g_string_free (key, FALSE);
}

/* Made anew only when it differs: values come each few seconds, and a button under the pointer must stay the same. */
void
dw_trend_page_fill_legend (DwTrendPage *self)
{
  g_autofree char *key = make_key (self);
  GtkWidget *child;

  if (g_strcmp0 (key, self->legend_key) == 0)
    return;
  g_free (self->legend_key);
  self->legend_key = g_steal_pointer (&key);
  g_ptr_array_set_size (self->legend_values, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->legend))) != NULL)
    gtk_box_remove (self->legend, child);
  for (guint i = 0; i < self->lines->len && dw_trend_choice_get_view (self->choice) == DW_TREND_VIEW_CURVE; i++)
    gtk_box_append (self->legend, entry_new (self, i));
}

/* --- the cursor in words --- */

static char *
describe_hit (DwTrendPage *self, const DwPlotHit *hit)
{
  g_autofree char *value = NULL;
  g_autofree char *time = NULL;

  if (hit->kind == DW_PLOT_HIT_BAR && self->load != NULL && hit->bar >= 0 && (guint)hit->bar < self->load->n)
    {
      value = dw_text_number (self->load->totals[hit->bar], dw_energy_decimals (self->load->total_kwh));
      time = dw_trend_format_time (self->load->edges_ms[hit->bar], dw_span_get_length_ms (self->span), dw_span_get_zone (self->span));
      return g_strdup_printf ("%s · %s kWh", time, value);
    }
  if (hit->kind != DW_PLOT_HIT_CELL || dw_trend_page_get_main_channel (self) == NULL)
    return g_strdup ("");
  value = dw_text_number (hit->value.value, dw_trend_desk_decimals (dw_trend_page_get_main_channel (self)));
  return g_strdup_printf ("%02d:00 · %s %s", hit->hour, value, dw_trend_desk_unit (dw_trend_page_get_main_channel (self)));
}

static char *
describe_cursor (DwTrendPage *self)
{
  gint64 time_ms = dw_plot_view_get_cursor_ms (self->plot);
  DwPlotHit hit;
  g_autofree char *time = NULL;

  if (dw_trend_choice_get_view (self->choice) != DW_TREND_VIEW_CURVE)
    {
      hit = dw_plot_view_get_hit (self->plot);
      return describe_hit (self, &hit);
    }
  if (time_ms == DW_PLOT_NO_TIME)
    return g_strdup (self->lines->len > 0 ? _ ("Newest") : "");
  time = dw_trend_format_time (time_ms, dw_span_get_length_ms (self->span), dw_span_get_zone (self->span));
  return g_strdup_printf (_ ("Cursor %s"), time);
}

void
dw_trend_page_show_cursor (DwTrendPage *self)
{
  gint64 time_ms = dw_plot_view_get_cursor_ms (self->plot);
  g_autofree char *text = describe_cursor (self);

  for (guint i = 0; i < self->legend_values->len && i < self->lines->len; i++)
    {
      g_autofree char *value = format_value (self, i, time_ms);

      gtk_label_set_label (g_ptr_array_index (self->legend_values, i), value);
    }
  gtk_label_set_label (self->cursor, text);
}

char *
dw_trend_page_format_values (DwTrendPage *self)
{
  gint64 time_ms = dw_plot_view_get_cursor_ms (self->plot);
  g_autofree char *time = time_ms != DW_PLOT_NO_TIME ? dw_text_time_full (time_ms) : dw_span_format (self->span);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s\t%s\n", gtk_label_get_label (self->title), time);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const DwTrendLine *line = &g_array_index (self->lines, DwTrendLine, i);
      g_autofree char *name = dw_trend_line_name (line, dw_trend_page_find_device (self, line->channel.device_id));
      g_autofree char *value = format_value (self, i, time_ms);

      g_string_append_printf (text, "%s\t%s\n", name, value);
    }
  return g_string_free (text, FALSE);
}
