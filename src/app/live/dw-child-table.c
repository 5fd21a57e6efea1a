// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-child-table.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-late-list.h"
#include "dw-place-filter.h"
#include "dw-place-stats.h"
#include "dw-symbol-view.h"
#include "dw-text.h"
#include "dw-tick.h"

/* Worst first, because this table answers "where do I look now". The order is made when the place is chosen and when alarms change, not with every value. */

typedef struct
{
  const char *title;
  int width;
  void (*fill) (GtkLabel *label, const DwPlaceStats *stats);
} NumberColumn;

struct _DwChildTable
{
  GtkWidget parent_instance;

  GtkWidget *window;
  GtkColumnView *view;
  DwPlaceTree *tree;
  DwAlarmList *alarms;
  DwPlace *place;
  DwPerson *person;
  GListStore *children;
  GHashTable *stats; /* DwPlace* -> DwPlaceStats*, made once a tick */
  GHashTable *bound; /* GtkListItem* -> GtkSignalListItemFactory* */
  guint tick_id;
};

G_DEFINE_FINAL_TYPE (DwChildTable, dw_child_table, GTK_TYPE_WIDGET)

enum {
  SIGNAL_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const char *const kind_titles[DW_N_PLACE_KINDS] = {
  [DW_PLACE_DISTRICT] = N_ ("Districts"),
  [DW_PLACE_REGION] = N_ ("Regions"),
  [DW_PLACE_SCHOOL] = N_ ("Schools"),
  [DW_PLACE_BUILDING] = N_ ("Buildings"),
  [DW_PLACE_ROOM] = N_ ("Rooms"),
  [DW_PLACE_BOX] = N_ ("Distribution boxes"),
  [DW_PLACE_CIRCUIT] = N_ ("Circuits"),
};

static void
set_number (GtkLabel *label, guint n)
{
  g_autofree char *text = dw_text_number (n, 0);

  if (g_strcmp0 (gtk_label_get_label (label), text) != 0)
    gtk_label_set_label (label, text);
}

static void
fill_boxes (GtkLabel *label, const DwPlaceStats *stats)
{
  set_number (label, stats->boxes);
}

static void
fill_devices (GtkLabel *label, const DwPlaceStats *stats)
{
  set_number (label, stats->devices);
}

static void
fill_online (GtkLabel *label, const DwPlaceStats *stats)
{
  set_number (label, stats->online);
}

static void
fill_alarms (GtkLabel *label, const DwPlaceStats *stats)
{
  set_number (label, stats->alarms);
}

static void
fill_faults (GtkLabel *label, const DwPlaceStats *stats)
{
  set_number (label, stats->faults);
}

static void
fill_load (GtkLabel *label, const DwPlaceStats *stats)
{
  g_autofree char *text = dw_text_number (stats->load_percent, 0);

  gtk_label_set_label (label, text);
  gtk_widget_set_css_classes (GTK_WIDGET (label), (const char *[]){ stats->load_old ? "dw-old" : "dw-num", NULL });
}

static const NumberColumn number_columns[] = {
  { N_ ("Boxes"), 48, fill_boxes },
  { N_ ("Devices"), 60, fill_devices },
  { N_ ("On line"), 60, fill_online },
  { N_ ("Alarms"), 56, fill_alarms },
  { N_ ("Faults"), 56, fill_faults },
  { N_ ("Load %"), 70, fill_load },
};

static const DwPlaceStats *
get_stats (DwChildTable *self, DwPlace *place)
{
  DwPlaceStats *stats = g_hash_table_lookup (self->stats, place);

  if (stats == NULL)
    {
      stats = g_new (DwPlaceStats, 1);
      dw_place_stats_make (self->tree, self->alarms, place, self->person, dw_tick_now_ms (dw_tick_of (GTK_WIDGET (self))), stats);
      g_hash_table_insert (self->stats, place, stats);
    }
  return stats;
}

static void
fill_cell (DwChildTable *self, GtkListItem *item, GtkSignalListItemFactory *factory)
{
  const NumberColumn *column = g_object_get_data (G_OBJECT (factory), "dw-column");
  DwPlace *place = gtk_list_item_get_item (item);
  const DwPlaceStats *stats = get_stats (self, place);
  GtkWidget *child = gtk_list_item_get_child (item);

  if (column != NULL)
    column->fill (GTK_LABEL (child), stats);
  else if (DW_IS_SYMBOL_VIEW (child))
    dw_symbol_view_set (DW_SYMBOL_VIEW (child), stats->priority, stats->state);
  else
    gtk_label_set_label (GTK_LABEL (child), dw_place_get_name (place));
}

static void
setup_symbol_cb (GtkSignalListItemFactory *factory, GtkListItem *item, DwChildTable *self)
{
  gtk_list_item_set_child (item, dw_symbol_view_new (14));
}

static void
setup_label_cb (GtkSignalListItemFactory *factory, GtkListItem *item, DwChildTable *self)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (label), g_object_get_data (G_OBJECT (factory), "dw-column") != NULL ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, DwChildTable *self)
{
  g_hash_table_insert (self->bound, item, factory);
  fill_cell (self, item, factory);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, DwChildTable *self)
{
  g_hash_table_remove (self->bound, item);
}

static void
add_column (DwChildTable *self, const char *title, int width, GCallback setup, const NumberColumn *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) view_column = NULL;

  g_object_set_data (G_OBJECT (factory), "dw-column", (gpointer)column);
  g_signal_connect_object (factory, "setup", setup, self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  view_column = gtk_column_view_column_new (title, factory);
  if (width > 0)
    gtk_column_view_column_set_fixed_width (view_column, width);
  else
    gtk_column_view_column_set_expand (view_column, TRUE);
  gtk_column_view_append_column (self->view, view_column);
}

static int
compare_severity (gconstpointer a, gconstpointer b, gpointer data)
{
  DwChildTable *self = data;
  const DwPlaceStats *x = get_stats (self, *(DwPlace *const *)a), *y = get_stats (self, *(DwPlace *const *)b);
  guint p = x->priority > 0 ? x->priority : (x->state == DW_SYMBOL_STALE ? 5 : 6);
  guint q = y->priority > 0 ? y->priority : (y->state == DW_SYMBOL_STALE ? 5 : 6);

  return (p > q) - (p < q);
}

static GPtrArray *
list_children (DwChildTable *self)
{
  GListModel *places = self->place != NULL ? G_LIST_MODEL (self->place) : G_LIST_MODEL (self->tree);
  GPtrArray *children = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (places); i++)
    {
      g_autoptr (DwPlace) child = g_list_model_get_item (places, i);

      if (dw_person_sees_place (self->person, child))
        g_ptr_array_add (children, g_steal_pointer (&child));
    }
  g_ptr_array_sort_with_data (children, compare_severity, self);
  return children;
}

/* One change of the whole list, and none when nothing moved: the view keeps its place better that way. */
static void
fill_children (DwChildTable *self)
{
  g_autoptr (GPtrArray) children = list_children (self);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->children));
  gboolean same = n == children->len;

  for (guint i = 0; same && i < n; i++)
    {
      g_autoptr (DwPlace) before = g_list_model_get_item (G_LIST_MODEL (self->children), i);

      same = before == g_ptr_array_index (children, i);
    }
  if (!same)
    g_list_store_splice (self->children, 0, n, children->pdata, children->len);
}

static void
tick_cb (gint64 now_ms, gpointer data)
{
  DwChildTable *self = data;
  GHashTableIter iter;
  gpointer item, factory;

  g_hash_table_remove_all (self->stats);
  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &item, &factory))
    fill_cell (self, item, factory);
}

static void
activate_cb (GtkColumnView *view, guint position, DwChildTable *self)
{
  g_autoptr (DwPlace) place = g_list_model_get_item (G_LIST_MODEL (self->children), position);

  if (place != NULL)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, place);
}

static void
dw_child_table_map (GtkWidget *widget)
{
  DwChildTable *self = DW_CHILD_TABLE (widget);

  GTK_WIDGET_CLASS (dw_child_table_parent_class)->map (widget);
  self->tick_id = dw_tick_watch (dw_tick_of (widget), tick_cb, self);
}

static void
dw_child_table_unmap (GtkWidget *widget)
{
  dw_tick_unwatch (dw_tick_of (widget), DW_CHILD_TABLE (widget)->tick_id);
  GTK_WIDGET_CLASS (dw_child_table_parent_class)->unmap (widget);
}

static void
dw_child_table_dispose (GObject *object)
{
  DwChildTable *self = DW_CHILD_TABLE (object);

  if (self->view != NULL)
    dw_late_list_set_model (GTK_WIDGET (self->view), NULL);
  self->view = NULL;
  g_clear_pointer (&self->window, gtk_widget_unparent);
  g_clear_object (&self->children);
  g_clear_object (&self->tree);
  g_clear_object (&self->alarms);
  g_clear_object (&self->place);
  g_clear_pointer (&self->person, dw_person_free);
  G_OBJECT_CLASS (dw_child_table_parent_class)->dispose (object);
}

static void
dw_child_table_finalize (GObject *object)
{
  DwChildTable *self = DW_CHILD_TABLE (object);

  g_hash_table_unref (self->stats);
  g_hash_table_unref (self->bound);
  G_OBJECT_CLASS (dw_child_table_parent_class)->finalize (object);
}

static void
dw_child_table_class_init (DwChildTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_child_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = dw_child_table_finalize;
  widget_class->map = dw_child_table_map;
  widget_class->unmap = dw_child_table_unmap;
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", DW_TYPE_CHILD_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, DW_TYPE_PLACE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
dw_child_table_init (DwChildTable *self)
{
  g_autoptr (GtkSingleSelection) selection = NULL;

  self->stats = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->bound = g_hash_table_new (NULL, NULL);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  self->children = g_list_store_new (DW_TYPE_PLACE);
  selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->children)));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  dw_late_list_set_model (GTK_WIDGET (self->view), GTK_SELECTION_MODEL (selection));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "dw-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Places below"), -1);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self, 0);
  add_column (self, "", 40, G_CALLBACK (setup_symbol_cb), NULL);
  add_column (self, _ ("Name"), 0, G_CALLBACK (setup_label_cb), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (number_columns); i++)
    add_column (self, _ (number_columns[i].title), number_columns[i].width, G_CALLBACK (setup_label_cb), &number_columns[i]);
  self->window = gtk_scrolled_window_new ();
  gtk_widget_set_vexpand (self->window, TRUE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->window), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->window, GTK_WIDGET (self));
}

GtkWidget *
dw_child_table_new (void)
{
  return g_object_new (DW_TYPE_CHILD_TABLE, NULL);
}

static void
alarms_changed_cb (DwAlarmList *alarms, DwChildTable *self)
{
  GtkStateFlags touched = GTK_STATE_FLAG_PRELIGHT | GTK_STATE_FLAG_FOCUS_WITHIN;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  g_hash_table_remove_all (self->stats);
  if ((gtk_widget_get_state_flags (GTK_WIDGET (self)) & touched) == 0)
    fill_children (self);
}

void
dw_child_table_set_source (DwChildTable *self, DwPlaceTree *tree, DwAlarmList *alarms)
{
  g_set_object (&self->tree, tree);
  g_set_object (&self->alarms, alarms);
  g_signal_connect_object (alarms, "counts-changed", G_CALLBACK (alarms_changed_cb), self, 0);
}

void
dw_child_table_set_place (DwChildTable *self, DwPlace *place, const DwPerson *person)
{
  g_set_object (&self->place, place);
  g_clear_pointer (&self->person, dw_person_free);
  self->person = person != NULL ? dw_person_copy (person) : NULL;
  g_hash_table_remove_all (self->stats);
  fill_children (self);
}

const char *
dw_child_table_get_title (DwChildTable *self)
{
  g_autoptr (DwPlace) first = g_list_model_get_item (G_LIST_MODEL (self->children), 0);

  return first != NULL ? _ (kind_titles[dw_place_get_kind (first)]) : NULL;
}
