// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-find.h"

static GtkWidget *
find_below (GtkWidget *widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_below (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
dw_find_in_window (GtkWidget *anywhere, GType type)
{
  GtkWidget *above = gtk_widget_get_ancestor (anywhere, type);
  GtkRoot *root = gtk_widget_get_root (anywhere);

  if (above != NULL)
    return above;
  return root != NULL ? find_below (GTK_WIDGET (root), type) : NULL;
}
