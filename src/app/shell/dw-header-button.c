// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-header-button.h"

#include "dw-icon-view.h"
#include "dw-symbol-view.h"

typedef struct
{
  DwSymbolView *symbol; /* in the widget tree */
  GtkLabel *label;
} Face;

static const char face_key[] = "dw-face";

GtkWidget *
dw_header_button_new (const char *icon, gboolean boxed)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  Face *face = g_new0 (Face, 1);

  face->symbol = DW_SYMBOL_VIEW (dw_symbol_view_new (12));
  gtk_widget_set_visible (GTK_WIDGET (face->symbol), FALSE);
  face->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (face->symbol));
  gtk_box_append (GTK_BOX (box), dw_icon_view_new (icon, 17));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (face->label));
  if (boxed)
    gtk_box_append (GTK_BOX (box), dw_icon_view_new ("down", 13));
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), box);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  if (boxed)
    gtk_widget_add_css_class (button, "dw-box");
  g_object_set_data_full (G_OBJECT (button), face_key, face, g_free);
  return button;
}

void
dw_header_button_set (GtkWidget *button, const char *text, guint priority)
{
  Face *face = g_object_get_data (G_OBJECT (button), face_key);

  if (g_strcmp0 (gtk_label_get_label (face->label), text) != 0)
    {
      gtk_label_set_label (face->label, text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
    }
  gtk_widget_set_visible (GTK_WIDGET (face->symbol), priority != 0);
  if (priority != 0)
    dw_symbol_view_set (face->symbol, priority, DW_SYMBOL_ACKED);
}
