// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-place-list.h"

#include <glib/gi18n-lib.h>

#include "dw-empty.h"
#include "dw-late-list.h"
#include "dw-place-filter.h"
#include "dw-text.h"
#include "dw-tree-row.h"

/* Each level of the tree is its own filtered list over the place, which is a list of its children; the filter is one object shared by all levels. */

struct _DwPlaceList
{
  GtkBox parent_instance;

  /* template children */
  GtkEntry *filter_entry;
  GtkToggleButton *abnormal;
  GtkStack *stack;
  GtkListView *view;
  DwEmpty *empty;
  GtkLabel *counts;

  DwPlaceTree *tree;      /* owned */
  DwPlaceFilter *filter;  /* owned */
  GtkTreeListModel *rows; /* owned */
  GtkSingleSelection *selection;
  guint rebuild_id;
  gboolean selecting; /* by program: no "chosen" */
};

G_DEFINE_FINAL_TYPE (DwPlaceList, dw_place_list, GTK_TYPE_BOX)

enum {
  SIGNAL_CHOSEN,
  SIGNAL_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* What a text found is opened, unless it found nearly everything. */
static const guint max_opened_rows = 400;

static DwPlace *
get_place (GtkTreeListRow *row)
{
  return row != NULL ? DW_PLACE (gtk_tree_list_row_get_item (row)) : NULL;
}

static GListModel *
make_children (gpointer item, gpointer data)
{
  DwPlaceList *self = data;

  if (g_list_model_get_n_items (G_LIST_MODEL (item)) == 0)
    return NULL;
  return G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (item), GTK_FILTER (g_object_ref (self->filter))));
}

static void
open_found (DwPlaceList *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)) && i < max_opened_rows; i++)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      gtk_tree_list_row_set_expanded (row, TRUE);
    }
}

/* At the start the tree is open down to the schools, and a single school down to its buildings. */
static void
open_top (DwPlaceList *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)) && i < max_opened_rows; i++)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);
      g_autoptr (DwPlace) place = get_place (row);

      if (dw_place_get_kind (place) < DW_PLACE_SCHOOL || g_list_model_get_n_items (G_LIST_MODEL (self->rows)) < 24)
        gtk_tree_list_row_set_expanded (row, dw_place_get_kind (place) < DW_PLACE_BOX);
    }
}

static void
count_places (GListModel *places, guint *schools, guint *boxes)
{
  for (guint i = 0; i < g_list_model_get_n_items (places); i++)
    {
      g_autoptr (DwPlace) place = g_list_model_get_item (places, i);

      *schools += dw_place_get_kind (place) == DW_PLACE_SCHOOL;
      *boxes += dw_place_get_kind (place) == DW_PLACE_BOX;
      count_places (G_LIST_MODEL (place), schools, boxes);
    }
}

static void
show_counts (DwPlaceList *self)
{
  guint schools = 0, boxes = 0, devices = g_list_model_get_n_items (dw_place_tree_get_devices (self->tree));
  g_autofree char *words = NULL, *box_count = NULL, *device_count = NULL;

  count_places (G_LIST_MODEL (self->tree), &schools, &boxes);
  box_count = dw_text_number (boxes, 0);
  device_count = dw_text_number (devices, 0);
  /* TRANSLATORS: foot of the tree: schools, boxes, devices. */
  words = g_strdup_printf (_ ("%1$u schools · %2$s boxes · %3$s devices"), schools, box_count, device_count);
  gtk_label_set_label (self->counts, words);
}

static void
show_emptiness (DwPlaceList *self)
{
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->rows)) == 0;

  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "tree");
  if (!empty)
    return;
  if (dw_place_filter_is_narrowed (self->filter))
    dw_empty_set (self->empty, gtk_toggle_button_get_active (self->abnormal) ? "ok" : "filter",
                  gtk_toggle_button_get_active (self->abnormal) ? _ ("Nothing abnormal here") : _ ("Nothing of that name"), NULL, _ ("Clear the filter"), "places.clear");
  else
    dw_empty_set (self->empty, "home", _ ("No places yet"), _ ("Add a school and its gateways in the settings."), NULL, NULL);
}

static void
rows_changed_cb (GListModel *rows, guint position, guint removed, guint added, DwPlaceList *self)
{
  show_emptiness (self);
}

static void
refresh_cb (DwPlaceTree *tree, DwPlaceList *self)
{
  if (dw_place_filter_is_narrowed (self->filter))
    dw_place_filter_refresh (self->filter);
  show_counts (self);
}

static void
devices_changed_cb (DwPlaceTree *tree, DwDevice *device, DwPlaceList *self)
{
  refresh_cb (tree, self);
}

static void
selected_cb (GtkSingleSelection *selection, GParamSpec *pspec, DwPlaceList *self)
{
  GtkTreeListRow *row = gtk_single_selection_get_selected_item (selection);
  g_autoptr (DwPlace) place = get_place (row);

  if (place != NULL && !self->selecting)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, place);
}

static void
activate_cb (GtkListView *view, guint position, DwPlaceList *self)
{
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  g_autoptr (DwPlace) place = get_place (row);

  if (place != NULL)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, place);
}

static void
build_rows (DwPlaceList *self)
{
  GtkFilterListModel *roots = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->tree)), GTK_FILTER (g_object_ref (self->filter)));
  g_autoptr (GtkSingleSelection) selection = NULL;

  g_clear_object (&self->rows);
  self->rows = gtk_tree_list_model_new (G_LIST_MODEL (roots), FALSE, FALSE, make_children, self, NULL);
  g_signal_connect_object (self->rows, "items-changed", G_CALLBACK (rows_changed_cb), self, 0);
  selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->rows)));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  g_signal_connect_object (selection, "notify::selected-item", G_CALLBACK (selected_cb), self, 0);
  self->selection = selection;
  dw_late_list_set_model (GTK_WIDGET (self->view), GTK_SELECTION_MODEL (selection));
  open_top (self);
  show_emptiness (self);
}

static gboolean
rebuild_cb (gpointer data)
{
  DwPlaceList *self = data;
  g_autoptr (DwPlace) place = get_place (gtk_single_selection_get_selected_item (self->selection));

  self->rebuild_id = 0;
  build_rows (self);
  dw_place_list_select (self, place);
  return G_SOURCE_REMOVE;
}

/* A row without children has no list of them, and the toolkit asks only once: so the rows are made anew. That happens when somebody adds places, not in daily work. */
static void
grew_cb (DwTreeRow *row, DwPlaceList *self)
{
  if (self->rebuild_id == 0)
    self->rebuild_id = g_idle_add (rebuild_cb, self);
}

static void
setup_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item, DwPlaceList *self)
{
  GtkWidget *expander = gtk_tree_expander_new ();
  GtkWidget *row = dw_tree_row_new ();

  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), row);
  gtk_widget_set_hexpand (row, TRUE);
  g_signal_connect_object (row, "grew", G_CALLBACK (grew_cb), self, 0);
  gtk_list_item_set_child (item, expander);
}

static void
bind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item, DwPlaceList *self)
{
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (item));
  g_autoptr (DwPlace) place = get_place (gtk_list_item_get_item (item));

  gtk_tree_expander_set_list_row (expander, gtk_list_item_get_item (item));
  dw_tree_row_set_place (DW_TREE_ROW (gtk_tree_expander_get_child (expander)), place);
}

static void
unbind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item, DwPlaceList *self)
{
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (item));

  dw_tree_row_set_place (DW_TREE_ROW (gtk_tree_expander_get_child (expander)), NULL);
  gtk_tree_expander_set_list_row (expander, NULL);
}

static void
filter_changed_cb (DwPlaceList *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->filter_entry));

  if (self->filter == NULL)
    return;
  dw_place_filter_set_text (self->filter, text);
  if (*text != '\0')
    open_found (self);
  show_emptiness (self);
}

static void
abnormal_toggled_cb (DwPlaceList *self)
{
  if (self->filter == NULL)
    return;
  dw_place_filter_set_abnormal (self->filter, gtk_toggle_button_get_active (self->abnormal));
  if (gtk_toggle_button_get_active (self->abnormal))
    open_found (self);
  show_emptiness (self);
}

static void
clear_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DwPlaceList *self = DW_PLACE_LIST (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->filter_entry), "");
  gtk_toggle_button_set_active (self->abnormal, FALSE);
}

static void
dw_place_list_dispose (GObject *object)
{
  DwPlaceList *self = DW_PLACE_LIST (object);

  g_clear_handle_id (&self->rebuild_id, g_source_remove);
  if (self->view != NULL)
    dw_late_list_set_model (GTK_WIDGET (self->view), NULL);
  self->selection = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), DW_TYPE_PLACE_LIST);
  self->view = NULL;
  g_clear_object (&self->rows);
  g_clear_object (&self->filter);
  g_clear_object (&self->tree);
  G_OBJECT_CLASS (dw_place_list_parent_class)->dispose (object);
}

static void
dw_place_list_class_init (DwPlaceListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DW_TYPE_EMPTY);
  G_OBJECT_CLASS (klass)->dispose = dw_place_list_dispose;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", DW_TYPE_PLACE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, DW_TYPE_PLACE);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", DW_TYPE_PLACE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, DW_TYPE_PLACE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dianwei/Dianwei/live/dw-place-list.ui");
  gtk_widget_class_bind_template_child (widget_class, DwPlaceList, filter_entry);
  gtk_widget_class_bind_template_child (widget_class, DwPlaceList, abnormal);
  gtk_widget_class_bind_template_child (widget_class, DwPlaceList, stack);
  gtk_widget_class_bind_template_child (widget_class, DwPlaceList, view);
  gtk_widget_class_bind_template_child (widget_class, DwPlaceList, empty);
  gtk_widget_class_bind_template_child (widget_class, DwPlaceList, counts);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, abnormal_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_install_action (widget_class, "places.clear", NULL, clear_cb);
}

static void
dw_place_list_init (DwPlaceList *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_row_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_row_cb), self, 0);
  gtk_list_view_set_factory (self->view, factory);
}

GtkWidget *
dw_place_list_new (void)
{
  return g_object_new (DW_TYPE_PLACE_LIST, NULL);
}

void
dw_place_list_set_tree (DwPlaceList *self, DwPlaceTree *tree)
{
  g_return_if_fail (self->tree == NULL);

  self->tree = g_object_ref (tree);
  self->filter = dw_place_filter_new (tree);
  g_signal_connect_object (tree, "rollup-changed", G_CALLBACK (refresh_cb), self, 0);
  g_signal_connect_object (tree, "device-added", G_CALLBACK (devices_changed_cb), self, 0);
  g_signal_connect_object (tree, "device-removed", G_CALLBACK (devices_changed_cb), self, 0);
  build_rows (self);
  show_counts (self);
}

void
dw_place_list_set_person (DwPlaceList *self, const DwPerson *person)
{
  dw_place_filter_set_person (self->filter, person);
}

/* Position of the place among the rows that are open now; G_MAXUINT when it is not among them. */
static guint
find_row (DwPlaceList *self, DwPlace *place)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);
      g_autoptr (DwPlace) at = get_place (row);

      if (at == place)
        return i;
    }
  return G_MAXUINT;
}

static guint
open_and_find (DwPlaceList *self, DwPlace *place)
{
  DwPlace *parent = dw_place_get_parent (place);
  guint position = parent != NULL ? open_and_find (self, parent) : G_MAXUINT;

  if (position != G_MAXUINT)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), position);

      gtk_tree_list_row_set_expanded (row, TRUE);
    }
  return find_row (self, place);
}

void
dw_place_list_select (DwPlaceList *self, DwPlace *place)
{
  guint position = place != NULL ? open_and_find (self, place) : GTK_INVALID_LIST_POSITION;

  self->selecting = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->selecting = FALSE;
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
}

void
dw_place_list_focus_filter (DwPlaceList *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->filter_entry));
}

void
dw_place_list_toggle_abnormal (DwPlaceList *self)
{
  gtk_toggle_button_set_active (self->abnormal, !gtk_toggle_button_get_active (self->abnormal));
}
