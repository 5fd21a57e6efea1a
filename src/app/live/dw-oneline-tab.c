// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-oneline-tab.h"

#include <glib/gi18n-lib.h>

#include "dw-card.h"
#include "dw-device-table.h"
#include "dw-empty.h"
#include "dw-oneline-view.h"

/* Cards are made when the tab is looked at, not with every step in the tree. A district has more boxes than anybody reads, so the number is bounded and the rest is said. */

#define MAX_BOXES 40

struct _DwOnelineTab
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkBox *cards;
  DwPlaceTree *tree;
  DwAlarmList *alarms;
  DwPlace *place;
  gboolean fresh; /* the cards are those of the place */
};

G_DEFINE_FINAL_TYPE (DwOnelineTab, dw_oneline_tab, GTK_TYPE_WIDGET)

static void
find_boxes (GListModel *places, GPtrArray *boxes)
{
  for (guint i = 0; i < g_list_model_get_n_items (places); i++)
    {
      g_autoptr (DwPlace) place = g_list_model_get_item (places, i);

      if (dw_place_get_kind (place) == DW_PLACE_BOX && g_list_model_get_n_items (G_LIST_MODEL (place)) > 0)
        g_ptr_array_add (boxes, g_object_ref (place));
      find_boxes (G_LIST_MODEL (place), boxes);
    }
}

static GPtrArray *
list_boxes (DwOnelineTab *self)
{
  GPtrArray *boxes = g_ptr_array_new_with_free_func (g_object_unref);
  DwPlace *own = self->place != NULL ? dw_place_get_ancestor (self->place, DW_PLACE_BOX) : NULL;

  if (own != NULL && g_list_model_get_n_items (G_LIST_MODEL (own)) > 0)
    g_ptr_array_add (boxes, g_object_ref (own));
  else
    find_boxes (self->place != NULL ? G_LIST_MODEL (self->place) : G_LIST_MODEL (self->tree), boxes);
  return boxes;
}

static void
add_card (DwOnelineTab *self, DwPlace *box)
{
  DwPlace *parent = dw_place_get_parent (box);
  g_autofree char *where = parent != NULL ? dw_place_words (parent, self->place) : NULL;
  GtkWidget *card = dw_card_new (dw_place_get_name (box), where);

  dw_card_append (DW_CARD (card), dw_oneline_view_new (self->tree, self->alarms, box));
  gtk_box_append (self->cards, card);
}

static void
build (DwOnelineTab *self)
{
  g_autoptr (GPtrArray) boxes = list_boxes (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->cards))) != NULL)
    gtk_box_remove (self->cards, child);
  for (guint i = 0; i < boxes->len && i < MAX_BOXES; i++)
    add_card (self, g_ptr_array_index (boxes, i));
  if (boxes->len > MAX_BOXES)
    {
      g_autofree char *words = g_strdup_printf (_ ("%u more boxes: choose a building in the tree"), boxes->len - MAX_BOXES);
      GtkWidget *rest = gtk_label_new (words);

      gtk_widget_add_css_class (rest, "dw-note");
      gtk_box_append (self->cards, rest);
    }
  gtk_stack_set_visible_child_name (self->stack, boxes->len > 0 ? "cards" : "empty");
  self->fresh = TRUE;
}

static void
dw_oneline_tab_map (GtkWidget *widget)
{
  DwOnelineTab *self = DW_ONELINE_TAB (widget);

  if (!self->fresh && self->tree != NULL)
    build (self);
  GTK_WIDGET_CLASS (dw_oneline_tab_parent_class)->map (widget);
}

static void
dw_oneline_tab_dispose (GObject *object)
{
  DwOnelineTab *self = DW_ONELINE_TAB (object);
  GtkWidget *stack = GTK_WIDGET (self->stack);

  self->stack = NULL;
  g_clear_pointer (&stack, gtk_widget_unparent);
  g_clear_object (&self->tree);
  g_clear_object (&self->alarms);
  g_clear_object (&self->place);
  G_OBJECT_CLASS (dw_oneline_tab_parent_class)->dispose (object);
}

static void
dw_oneline_tab_class_init (DwOnelineTabClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dw_oneline_tab_dispose;
  GTK_WIDGET_CLASS (klass)->map = dw_oneline_tab_map;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
dw_oneline_tab_init (DwOnelineTab *self)
{
  GtkWidget *window = gtk_scrolled_window_new (), *empty = dw_empty_new ();

  self->stack = GTK_STACK (gtk_stack_new ());
  self->cards = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 10));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), GTK_WIDGET (self->cards));
  dw_empty_set (DW_EMPTY (empty), "breaker", _ ("No circuits are recorded here"), _ ("A single line is drawn for each box that has circuits in the tree of places."), NULL, NULL);
  gtk_stack_add_named (self->stack, window, "cards");
  gtk_stack_add_named (self->stack, empty, "empty");
  gtk_widget_set_parent (GTK_WIDGET (self->stack), GTK_WIDGET (self));
}

GtkWidget *
dw_oneline_tab_new (void)
{
  return g_object_new (DW_TYPE_ONELINE_TAB, NULL);
}

void
dw_oneline_tab_set_source (DwOnelineTab *self, DwPlaceTree *tree, DwAlarmList *alarms)
{
  g_set_object (&self->tree, tree);
  g_set_object (&self->alarms, alarms);
}

void
dw_oneline_tab_set_place (DwOnelineTab *self, DwPlace *place)
{
  g_set_object (&self->place, place);
  self->fresh = FALSE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    build (self);
}
