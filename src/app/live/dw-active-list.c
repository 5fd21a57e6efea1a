// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-active-list.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-device-table.h"
#include "dw-empty.h"
#include "dw-late-list.h"
#include "dw-symbol-view.h"
#include "dw-text.h"
#include "dw-tick.h"

/* The alarm list keeps itself in order; this is a window on those of one place. */

struct _DwActiveList
{
  GtkWidget parent_instance;

  GtkWidget *stack;
  GtkListView *view;
  DwPlaceTree *tree;
  DwPlace *place;
  GtkCustomFilter *filter;
  GtkFilterListModel *shown;
  GHashTable *bound; /* GtkListItem* as keys */
  guint tick_id;
};

G_DEFINE_FINAL_TYPE (DwActiveList, dw_active_list, GTK_TYPE_WIDGET)

/* The labels of a row, in the order in which they were appended. */
enum {
  ROW_SYMBOL,
  ROW_WORDS,
  ROW_VALUE,
  ROW_AGE,
};

static GtkWidget *
get_part (GtkListItem *item, guint index)
{
  GtkWidget *part = gtk_widget_get_first_child (gtk_list_item_get_child (item));

  for (; index > 0; index--)
    part = gtk_widget_get_next_sibling (part);
  return part;
}

static GtkWidget *
label_new (float xalign, const char *css_class)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, DwActiveList *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words = label_new (0, NULL), *value = label_new (1, "dw-num"), *age = label_new (1, "dw-note");

  gtk_widget_set_hexpand (words, TRUE);
  gtk_label_set_width_chars (GTK_LABEL (age), 7);
  gtk_label_set_ellipsize (GTK_LABEL (value), PANGO_ELLIPSIZE_NONE);
  gtk_box_append (GTK_BOX (row), dw_symbol_view_new (14));
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), value);
  gtk_box_append (GTK_BOX (row), age);
  gtk_list_item_set_child (item, row);
}

static void
show_age (GtkListItem *item, gint64 now_ms)
{
  const DwAlarmRecord *record = dw_alarm_get_record (gtk_list_item_get_item (item));
  g_autofree char *age = dw_text_age (now_ms - record->begin_ms);

  gtk_label_set_label (GTK_LABEL (get_part (item, ROW_AGE)), age);
}

static char *
make_value (DwActiveList *self, const DwAlarmRecord *record)
{
  DwDevice *device = dw_place_tree_find_device (self->tree, record->device_id);
  const DwChannel *channel = device != NULL ? dw_device_find_channel (device, record->channel) : NULL;
  g_autofree char *value = NULL, *limit = NULL;

  if (channel == NULL || isnan (record->value) || dw_quantity_is_state (channel->point.quantity))
    return g_strdup ("");
  value = dw_text_number (record->peak, channel->decimals);
  limit = dw_text_number (record->limit, channel->decimals);
  return g_strdup_printf ("%s / %s %s", value, limit, dw_quantity_unit (channel->point.quantity));
}

static char *
make_words (DwActiveList *self, const DwAlarmRecord *record)
{
  DwDevice *device = dw_place_tree_find_device (self->tree, record->device_id);
  g_autofree char *where = device != NULL ? dw_device_place_words (self->tree, device, self->place) : dw_place_words (dw_place_tree_find (self->tree, record->place_id), self->place);

  if (device == NULL)
    return g_strjoin (" · ", dw_alarm_kind_title (record->kind), *where != '\0' ? where : NULL, NULL);
  return g_strjoin (" · ", dw_alarm_kind_title (record->kind), dw_device_get_name (device), *where != '\0' ? where : NULL, NULL);
}

static void
fill_row (DwActiveList *self, GtkListItem *item)
{
  const DwAlarmRecord *record = dw_alarm_get_record (gtk_list_item_get_item (item));
  g_autofree char *words = make_words (self, record);
  g_autofree char *value = make_value (self, record);
  g_autofree char *symbol = dw_symbol_describe (record->priority, (DwSymbolState)record->state);
  g_autofree char *spoken = g_strjoin (", ", symbol, words, value, NULL);

  dw_symbol_view_set (DW_SYMBOL_VIEW (get_part (item, ROW_SYMBOL)), record->priority, (DwSymbolState)record->state);
  gtk_label_set_label (GTK_LABEL (get_part (item, ROW_WORDS)), words);
  gtk_widget_set_tooltip_text (get_part (item, ROW_WORDS), words);
  gtk_label_set_label (GTK_LABEL (get_part (item, ROW_VALUE)), value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_list_item_get_child (item)), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  show_age (item, dw_tick_now_ms (dw_tick_of (GTK_WIDGET (self))));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, DwActiveList *self)
{
  g_hash_table_add (self->bound, item);
  fill_row (self, item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, DwActiveList *self)
{
  g_hash_table_remove (self->bound, item);
}

static void
fill_rows (DwActiveList *self)
{
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    fill_row (self, item);
}

static void
tick_cb (gint64 now_ms, gpointer data)
{
  fill_rows (data);
}

static gboolean
match (gpointer item, gpointer data)
{
  DwActiveList *self = data;
  DwPlace *place = dw_place_tree_find (self->tree, dw_alarm_get_record (item)->place_id);

  return self->place == NULL || (place != NULL && dw_place_is_within (place, self->place));
}

static void
show_emptiness (DwActiveList *self)
{
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->shown)) == 0;

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), empty ? "empty" : "list");
}

static void
activate_cb (GtkListView *view, guint position, DwActiveList *self)
{
  g_autoptr (DwAlarm) alarm = g_list_model_get_item (G_LIST_MODEL (self->shown), position);
  g_autofree char *id = NULL;

  if (alarm == NULL || dw_alarm_get_record (alarm)->device_id == 0)
    return;
  id = g_strdup_printf ("%" G_GINT64_FORMAT, dw_alarm_get_record (alarm)->device_id);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-device", "s", id);
}

static void
dw_active_list_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (dw_active_list_parent_class)->map (widget);
  DW_ACTIVE_LIST (widget)->tick_id = dw_tick_watch (dw_tick_of (widget), tick_cb, widget);
}

static void
dw_active_list_unmap (GtkWidget *widget)
{
  dw_tick_unwatch (dw_tick_of (widget), DW_ACTIVE_LIST (widget)->tick_id);
  GTK_WIDGET_CLASS (dw_active_list_parent_class)->unmap (widget);
}

static void
dw_active_list_dispose (GObject *object)
{
  DwActiveList *self = DW_ACTIVE_LIST (object);

  if (self->view != NULL)
    dw_late_list_set_model (GTK_WIDGET (self->view), NULL);
  self->view = NULL;
  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (self->filter, NULL, NULL, NULL);
  g_clear_object (&self->filter);
  g_clear_object (&self->shown);
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_object (&self->tree);
  g_clear_object (&self->place);
  G_OBJECT_CLASS (dw_active_list_parent_class)->dispose (object);
}

static void
dw_active_list_finalize (GObject *object)
{
  g_hash_table_unref (DW_ACTIVE_LIST (object)->bound);
  G_OBJECT_CLASS (dw_active_list_parent_class)->finalize (object);
}

static void
dw_active_list_class_init (DwActiveListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_active_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = dw_active_list_finalize;
  widget_class->map = dw_active_list_map;
  widget_class->unmap = dw_active_list_unmap;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
empty_new (void)
{
  GtkWidget *empty = dw_empty_new ();

  dw_empty_set (DW_EMPTY (empty), "ok", _ ("No active alarm here"), NULL, NULL, NULL);
  return empty;
}

static void
dw_active_list_init (DwActiveList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *window = gtk_scrolled_window_new ();

  self->bound = g_hash_table_new (NULL, NULL);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  self->view = GTK_LIST_VIEW (gtk_list_view_new (NULL, factory));
  gtk_list_view_set_single_click_activate (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "dw-lines");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Active alarms"), -1);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self, 0);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), GTK_WIDGET (self->view));
  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_stack_add_named (GTK_STACK (self->stack), window, "list");
  gtk_stack_add_named (GTK_STACK (self->stack), empty_new (), "empty");
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
}

GtkWidget *
dw_active_list_new (void)
{
  return g_object_new (DW_TYPE_ACTIVE_LIST, NULL);
}

void
dw_active_list_set_source (DwActiveList *self, DwPlaceTree *tree, DwAlarmList *alarms)
{
  g_autoptr (GtkNoSelection) selection = NULL;

  g_set_object (&self->tree, tree);
  self->filter = gtk_custom_filter_new (match, self, NULL);
  self->shown = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (alarms)), GTK_FILTER (g_object_ref (self->filter)));
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (show_emptiness), self, G_CONNECT_SWAPPED);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->shown)));
  dw_late_list_set_model (GTK_WIDGET (self->view), GTK_SELECTION_MODEL (selection));
  show_emptiness (self);
}

void
dw_active_list_set_place (DwActiveList *self, DwPlace *place)
{
  g_set_object (&self->place, place);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  fill_rows (self);
  show_emptiness (self);
}
