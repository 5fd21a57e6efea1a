// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-tree-row.h"

#include "dw-badges.h"
#include "dw-icon-view.h"
#include "dw-tick.h"

struct _DwTreeRow
{
  GtkBox parent_instance;

  DwIconView *icon;
  GtkLabel *name;
  DwBadges *badges;

  DwPlace *place; /* owned */
  gulong changed_id, items_id;
  guint tick_id;
};

G_DEFINE_FINAL_TYPE (DwTreeRow, dw_tree_row, GTK_TYPE_BOX)

enum {
  SIGNAL_GREW,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const char *const kind_icons[DW_N_PLACE_KINDS] = { [DW_PLACE_DISTRICT] = "home", [DW_PLACE_BOX] = "box" };

static void
show_badges (DwTreeRow *self, gint64 now_ms)
{
  DwPlaceKind kind = dw_place_get_kind (self->place);
  gboolean leaf = kind >= DW_PLACE_BOX && g_list_model_get_n_items (G_LIST_MODEL (self->place)) == 0;
  g_autofree char *words = NULL;

  dw_badges_show (self->badges, dw_place_get_rollup (self->place), leaf, now_ms);
  words = g_strjoin (" ", dw_place_kind_title (kind), dw_place_get_name (self->place), dw_badges_get_words (self->badges), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
tick_cb (gint64 now_ms, gpointer data)
{
  show_badges (data, now_ms);
}

static void
changed_cb (DwPlace *place, DwTreeRow *self)
{
  gtk_label_set_label (self->name, dw_place_get_name (place));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), dw_place_get_name (place));
  show_badges (self, dw_tick_now_ms (dw_tick_of (GTK_WIDGET (self))));
}

static void
items_changed_cb (DwPlace *place, guint position, guint removed, guint added, DwTreeRow *self)
{
  if (added > 0 && g_list_model_get_n_items (G_LIST_MODEL (place)) == added)
    g_signal_emit (self, signals[SIGNAL_GREW], 0);
}

void
dw_tree_row_set_place (DwTreeRow *self, DwPlace *place)
{
  const char *icon;

  if (self->place != NULL)
    {
      g_clear_signal_handler (&self->changed_id, self->place);
      g_clear_signal_handler (&self->items_id, self->place);
      dw_tick_unwatch (dw_tick_of (GTK_WIDGET (self)), self->tick_id);
    }
  g_set_object (&self->place, place);
  if (place == NULL)
    return;
  icon = kind_icons[dw_place_get_kind (place)];
  gtk_widget_set_visible (GTK_WIDGET (self->icon), icon != NULL);
  if (icon != NULL)
    dw_icon_view_set_icon (self->icon, icon);
  self->changed_id = g_signal_connect (place, "changed", G_CALLBACK (changed_cb), self);
  self->items_id = g_signal_connect (place, "items-changed", G_CALLBACK (items_changed_cb), self);
  self->tick_id = dw_tick_watch (dw_tick_of (GTK_WIDGET (self)), tick_cb, self);
  changed_cb (place, self);
}

static void
dw_tree_row_dispose (GObject *object)
{
  dw_tree_row_set_place (DW_TREE_ROW (object), NULL);
  G_OBJECT_CLASS (dw_tree_row_parent_class)->dispose (object);
}

static void
dw_tree_row_class_init (DwTreeRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dw_tree_row_dispose;
  signals[SIGNAL_GREW] = g_signal_new ("grew", DW_TYPE_TREE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
dw_tree_row_init (DwTreeRow *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->icon = DW_ICON_VIEW (dw_icon_view_new ("box", 15));
  self->name = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_xalign (self->name, 0);
  gtk_label_set_ellipsize (self->name, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->name), TRUE);
  self->badges = DW_BADGES (dw_badges_new ());
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->name));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->badges));
}

GtkWidget *
dw_tree_row_new (void)
{
  return g_object_new (DW_TYPE_TREE_ROW, NULL);
}
