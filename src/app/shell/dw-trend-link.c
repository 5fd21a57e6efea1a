// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-trend-link.h"

#include <glib/gi18n-lib.h>

#include "dw-icon-view.h"

#define ICON_SIZE 14

char *
dw_trend_link_make (gint64 device_id, const char *channel, gint64 time_ms)
{
  if (channel == NULL || *channel == '\0')
    return g_strdup_printf ("%" G_GINT64_FORMAT, device_id);
  if (time_ms == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT ":%s", device_id, channel);
  return g_strdup_printf ("%" G_GINT64_FORMAT ":%s@%" G_GINT64_FORMAT, device_id, channel, time_ms);
}

gboolean
dw_trend_link_follow (GtkWidget *widget, gint64 device_id, const char *channel, gint64 time_ms)
{
  g_autofree char *target = dw_trend_link_make (device_id, channel, time_ms);

  return device_id != 0 && gtk_widget_activate_action (widget, "win.show-trend", "s", target);
}

GtkWidget *
dw_trend_link_button_new (void)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), dw_icon_view_new ("trend", ICON_SIZE));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "dw-flat");
  gtk_widget_add_css_class (button, "dw-icon-button");
  /* The type of the target must be there before the action is looked up. */
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-trend");
  return button;
}

void
dw_trend_link_point_to (GtkWidget *button, gint64 device_id, const char *channel, gint64 time_ms, const char *name)
{
  g_autofree char *target = dw_trend_link_make (device_id, channel, time_ms);
  /* TRANSLATORS: name of a button: "Trend of 2AL1". */
  g_autofree char *label = g_strdup_printf (_ ("Trend of %s"), name);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_widget_set_visible (button, device_id != 0);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}
