// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-span-picker.h"

#include <glib/gi18n-lib.h>

#include "dw-icon-view.h"
#include "dw-text.h"

struct _DwSpanPicker
{
  GtkBox parent_instance;

  /* in the widget tree */
  GtkWidget *units;
  GtkLabel *label;
  GtkWidget *menu;
  GtkPopover *popover;
  GtkCalendar *calendar;
  GtkWidget *times_title, *times;

  DwSpan *span; /* owned */
  gboolean setting;
};

G_DEFINE_FINAL_TYPE (DwSpanPicker, dw_span_picker, GTK_TYPE_BOX)

enum {
  SIGNAL_OPENED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static void
span_changed_cb (DwSpanPicker *self)
{
  g_autofree char *text = dw_span_format (self->span);
  g_autofree char *words = g_strdup_printf (_ ("Time shown: %s"), text);

  gtk_label_set_label (self->label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
go_to (DwSpanPicker *self, gint64 time_ms)
{
  g_autofree char *target = g_strdup_printf ("%" G_GINT64_FORMAT, time_ms);

  gtk_widget_activate_action (GTK_WIDGET (self), "trend.go-to", "s", target);
}

/* Noon: the middle of a day in every zone. */
static void
day_selected_cb (DwSpanPicker *self)
{
  g_autoptr (GDateTime) chosen = NULL;
  g_autoptr (GDateTime) noon = NULL;

  if (self->setting)
    return;
  chosen = gtk_calendar_get_date (self->calendar);
  noon = g_date_time_new (dw_span_get_zone (self->span), g_date_time_get_year (chosen), g_date_time_get_month (chosen), g_date_time_get_day_of_month (chosen), 12, 0, 0);
  gtk_popover_popdown (self->popover);
  if (noon != NULL)
    go_to (self, g_date_time_to_unix (noon) * 1000);
}

static void
popover_shown_cb (DwSpanPicker *self)
{
  gint64 middle_ms = dw_span_get_from_ms (self->span) + dw_span_get_length_ms (self->span) / 2;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (middle_ms / 1000);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, dw_span_get_zone (self->span));

  self->setting = TRUE;
  gtk_calendar_select_day (self->calendar, local);
  self->setting = FALSE;
  g_signal_emit (self, signals[SIGNAL_OPENED], 0);
  gtk_widget_set_visible (self->times_title, gtk_widget_get_first_child (self->times) != NULL);
}

void
dw_span_picker_clear_times (DwSpanPicker *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->times)) != NULL)
    gtk_box_remove (GTK_BOX (self->times), child);
}

void
dw_span_picker_add_time (DwSpanPicker *self, const char *title, gint64 time_ms)
{
  g_autofree char *time = dw_text_time_short (time_ms);
  g_autofree char *text = g_strdup_printf ("%s  %s", time, title);
  g_autofree char *target = g_strdup_printf ("%" G_GINT64_FORMAT, time_ms);
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), 0);
  gtk_widget_add_css_class (button, "dw-line");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "trend.go-to");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (gtk_popover_popdown), self->popover);
  gtk_box_append (GTK_BOX (self->times), button);
}

/* --- set-up --- */

static GtkWidget *
step_button_new (const char *icon, const char *words, const char *action)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), dw_icon_view_new (icon, 14));
  gtk_widget_add_css_class (button, "dw-step");
  gtk_widget_set_tooltip_text (button, words);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  return button;
}

static GtkWidget *
units_new (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "linked");
  for (guint unit = 0; unit < DW_N_SPAN_UNITS; unit++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (dw_span_unit_title ((DwSpanUnit)unit));

      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "trend.span");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", dw_span_unit_word ((DwSpanUnit)unit));
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

static GtkWidget *
popover_new (DwSpanPicker *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  self->popover = GTK_POPOVER (gtk_popover_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->popover), "dw-popover");
  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->calendar), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Day to show"), -1);
  self->times_title = gtk_label_new (_ ("Alarms of these circuits"));
  gtk_label_set_xalign (GTK_LABEL (self->times_title), 0);
  gtk_widget_add_css_class (self->times_title, "dw-group");
  self->times = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->calendar));
  gtk_box_append (GTK_BOX (box), self->times_title);
  gtk_box_append (GTK_BOX (box), self->times);
  gtk_popover_set_child (self->popover, box);
  g_signal_connect_swapped (self->calendar, "day-selected", G_CALLBACK (day_selected_cb), self);
  g_signal_connect_swapped (self->popover, "show", G_CALLBACK (popover_shown_cb), self);
  return GTK_WIDGET (self->popover);
}

static GtkWidget *
dates_new (DwSpanPicker *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->label = GTK_LABEL (gtk_label_new (""));
  self->menu = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->menu), GTK_WIDGET (self->label));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->menu), popover_new (self));
  gtk_widget_add_css_class (box, "dw-dates");
  gtk_box_append (GTK_BOX (box), step_button_new ("left", _ ("Earlier"), "trend.earlier"));
  gtk_box_append (GTK_BOX (box), self->menu);
  gtk_box_append (GTK_BOX (box), step_button_new ("right", _ ("Later"), "trend.later"));
  return box;
}

static void
dw_span_picker_dispose (GObject *object)
{
  g_clear_object (&DW_SPAN_PICKER (object)->span);
  G_OBJECT_CLASS (dw_span_picker_parent_class)->dispose (object);
}

static void
dw_span_picker_class_init (DwSpanPickerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dw_span_picker_dispose;
  signals[SIGNAL_OPENED] = g_signal_new ("opened", DW_TYPE_SPAN_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dw_span_picker_init (DwSpanPicker *self)
{
  GtkWidget *now = gtk_button_new_with_label (_ ("Now"));

  gtk_box_set_spacing (GTK_BOX (self), 8);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (now), "trend.now");
  gtk_box_append (GTK_BOX (self), units_new ());
  gtk_box_append (GTK_BOX (self), dates_new (self));
  gtk_box_append (GTK_BOX (self), now);
}

void
dw_span_picker_set_span (DwSpanPicker *self, DwSpan *span)
{
  g_set_object (&self->span, span);
  g_signal_connect_object (span, "notify", G_CALLBACK (span_changed_cb), self, G_CONNECT_SWAPPED);
  span_changed_cb (self);
}
