// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-place-bar.h"

#include <glib/gi18n-lib.h>

#include "dw-icon-view.h"
#include "dw-place-filter.h"

/* Each level is a button for the action win.set-place. The chooser lists the level below the current place and the way up, and is filled when it opens. */

#define MAX_LEVELS 4
#define CHOOSER_WIDTH 280
#define CHOOSER_HEIGHT 420

struct _DwPlaceBar
{
  GtkBox parent_instance;

  /* in the widget tree */
  GtkWidget *levels;
  GtkWidget *chooser; /* the menu button */
  GtkPopover *popover;
  GtkWidget *list;

  DwStation *station; /* owned */
  DwScope *scope;     /* owned */
};

G_DEFINE_FINAL_TYPE (DwPlaceBar, dw_place_bar, GTK_TYPE_BOX)

static void
set_target (GtkWidget *button, DwPlace *place)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, place != NULL ? dw_place_get_id (place) : 0);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.set-place");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
}

static const char *
get_place_title (DwPlace *place)
{
  return place != NULL ? dw_place_get_name (place) : _ ("All places");
}

static void
remove_children (GtkWidget *box)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static void
add_level (DwPlaceBar *self, DwPlace *place, const char *text, gboolean current)
{
  GtkWidget *button = gtk_button_new_with_label (text);
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (button));

  if (gtk_widget_get_first_child (self->levels) != NULL)
    gtk_box_append (GTK_BOX (self->levels), dw_icon_view_new ("right", 12));
  if (current)
    gtk_widget_add_css_class (button, "current");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 16);
  set_target (button, place);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, get_place_title (place), -1);
  gtk_box_append (GTK_BOX (self->levels), button);
}

static void
rebuild_levels (DwPlaceBar *self)
{
  DwPlace *place = dw_scope_get_place (self->scope);
  DwPlace *path[MAX_LEVELS];
  guint n_levels = 0;

  remove_children (self->levels);
  if (place == NULL)
    add_level (self, NULL, _ ("All places"), TRUE);
  for (; place != NULL && n_levels < MAX_LEVELS; place = dw_place_get_parent (place))
    path[n_levels++] = place;
  if (place != NULL)
    add_level (self, place, "…", FALSE);
  while (n_levels-- > 0)
    add_level (self, path[n_levels], dw_place_get_name (path[n_levels]), n_levels == 0);
}

/* --- the chooser --- */

static void
add_choice (DwPlaceBar *self, DwPlace *place, guint indent, gboolean current)
{
  GtkWidget *button = gtk_button_new_with_label (get_place_title (place));
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (button));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_margin_start (label, 16 * (int)indent);
  gtk_widget_add_css_class (button, "dw-line");
  if (current)
    gtk_widget_add_css_class (label, "dw-bold");
  set_target (button, place);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (gtk_popover_popdown), self->popover);
  gtk_box_append (GTK_BOX (self->list), button);
}

static void
add_children (DwPlaceBar *self, GListModel *parent, guint indent)
{
  guint n_items = g_list_model_get_n_items (parent);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (DwPlace) place = g_list_model_get_item (parent, i);

      if (dw_person_may_enter (dw_station_get_person (self->station), dw_scope_get_tree (self->scope), place))
        add_choice (self, place, indent, FALSE);
    }
}

static guint
add_way_down (DwPlaceBar *self, DwPlace *place, gboolean current)
{
  DwPlace *parent = place != NULL ? dw_place_get_parent (place) : NULL;
  guint depth = place != NULL ? add_way_down (self, parent, FALSE) + 1 : 0;

  add_choice (self, place, depth, current);
  return depth;
}

static void
popover_shown_cb (DwPlaceBar *self)
{
  DwPlace *place = dw_scope_get_place (self->scope);
  guint depth;

  remove_children (self->list);
  depth = add_way_down (self, place, TRUE);
  add_children (self, place != NULL ? G_LIST_MODEL (place) : G_LIST_MODEL (dw_scope_get_tree (self->scope)), depth + 1);
}

static GtkWidget *
chooser_new (DwPlaceBar *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->popover = GTK_POPOVER (gtk_popover_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->popover), "dw-popover");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), CHOOSER_HEIGHT);
  gtk_widget_set_size_request (scrolled, CHOOSER_WIDTH, -1);
  gtk_popover_set_child (self->popover, scrolled);
  g_signal_connect_swapped (self->popover, "show", G_CALLBACK (popover_shown_cb), self);

  self->chooser = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->chooser), dw_icon_view_new ("down", 14));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->chooser), GTK_WIDGET (self->popover));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chooser), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Choose a place"), -1);
  return self->chooser;
}

static void
dw_place_bar_dispose (GObject *object)
{
  g_clear_object (&DW_PLACE_BAR (object)->scope);
  g_clear_object (&DW_PLACE_BAR (object)->station);
  G_OBJECT_CLASS (dw_place_bar_parent_class)->dispose (object);
}

static void
dw_place_bar_class_init (DwPlaceBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dw_place_bar_dispose;
}

static void
dw_place_bar_init (DwPlaceBar *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "dw-place");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  self->levels = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_append (GTK_BOX (self), self->levels);
  gtk_box_append (GTK_BOX (self), chooser_new (self));
}

void
dw_place_bar_set_scope (DwPlaceBar *self, DwStation *station, DwScope *scope)
{
  g_return_if_fail (self->scope == NULL);
  self->station = g_object_ref (station);
  self->scope = g_object_ref (scope);
  g_signal_connect_object (scope, "notify::place", G_CALLBACK (rebuild_levels), self, G_CONNECT_SWAPPED);
  rebuild_levels (self);
}
