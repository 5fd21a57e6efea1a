// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-edit-parts.h"

#include "dw-icon-view.h"
#include "dw-style.h"

void
dw_edit_name (GtkWidget *widget, char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (widget, name);
  g_free (name);
}

GtkWidget *
dw_edit_entry (const char *text, int width)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), width);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), width);
  gtk_widget_set_valign (entry, GTK_ALIGN_CENTER);
  return entry;
}

GtkWidget *
dw_edit_message (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  gtk_widget_add_css_class (label, "dw-p3-text");
  gtk_widget_add_css_class (label, "dw-small");
  gtk_widget_set_visible (label, FALSE);
  return label;
}

void
dw_edit_set_message (GtkWidget *label, GtkWidget *field, GString *lines)
{
  gtk_label_set_label (GTK_LABEL (label), lines->str);
  gtk_widget_set_visible (label, lines->len > 0);
  dw_style_set_class (field, "error", lines->len > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, lines->str, -1);
  g_string_free (lines, TRUE);
}

GtkWidget *
dw_edit_remove_button (void)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), dw_icon_view_new ("close", 12));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "dw-flat");
  gtk_widget_add_css_class (button, "dw-icon-button");
  return button;
}
