// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-device-board.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dw-class-strip.h"
#include "dw-detector-card.h"
#include "dw-device-order.h"
#include "dw-device-table.h"
#include "dw-empty.h"
#include "dw-gateway-notice.h"
#include "dw-late-list.h"
#include "dw-tick.h"
#include "dw-trend-link.h"

/* One list in one order feeds both views. It is put in order once a second at most, and not under the hand of the person who is about to press a card. */

struct _DwDeviceBoard
{
  GtkBox parent_instance;

  /* template children */
  DwClassStrip *classes;
  DwGatewayNotice *gateways;
  GtkToggleButton *show_all;
  GtkToggleButton *show_abnormal;
  GtkToggleButton *show_off_line;
  GtkDropDown *sort;
  GtkButton *reorder;
  GtkToggleButton *as_cards;
  GtkToggleButton *as_table;
  GtkStack *stack;
  GtkWidget *area;
  GtkGridView *grid;
  DwDeviceTable *table;
  DwEmpty *empty;

  DwPlaceTree *tree;   /* owned */
  DwAlarmList *alarms; /* owned */
  DwPlace *place;      /* owned, NULL = everything */
  DwPerson *person;    /* owned, NULL */
  GListStore *devices;
  DwBoardCounts counts;
  GtkEventController *pointer, *focus;
  guint tick_id;
};

G_DEFINE_FINAL_TYPE (DwDeviceBoard, dw_device_board, GTK_TYPE_BOX)

enum {
  SIGNAL_ACTIVATED,
  SIGNAL_COUNTS_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static gboolean
is_touched (DwDeviceBoard *self)
{
  return gtk_event_controller_motion_contains_pointer (GTK_EVENT_CONTROLLER_MOTION (self->pointer)) ||
         gtk_event_controller_focus_contains_focus (GTK_EVENT_CONTROLLER_FOCUS (self->focus));
}

static DwDevicePick
get_pick (DwDeviceBoard *self)
{
  DwDevicePick pick = { .sort = gtk_drop_down_get_selected (self->sort), .device_class = dw_class_strip_get_class (self->classes) };

  if (gtk_toggle_button_get_active (self->show_abnormal))
    pick.show = DW_DEVICE_SHOW_ABNORMAL;
  else if (gtk_toggle_button_get_active (self->show_off_line))
    pick.show = DW_DEVICE_SHOW_OFF_LINE;
  return pick;
}

/* Whether the list holds the same devices (in_order: also in the same order). */
static gboolean
is_same (DwDeviceBoard *self, GPtrArray *order, gboolean in_order)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (NULL, NULL);

  if (order->len != g_list_model_get_n_items (G_LIST_MODEL (self->devices)))
    return FALSE;
  for (guint i = 0; i < order->len; i++)
    g_hash_table_add (wanted, g_ptr_array_index (order, i));
  for (guint i = 0; i < order->len; i++)
    {
      g_autoptr (DwDevice) device = g_list_model_get_item (G_LIST_MODEL (self->devices), i);

      if (in_order ? device != g_ptr_array_index (order, i) : !g_hash_table_contains (wanted, device))
        return FALSE;
    }
  return TRUE;
}

static void
set_segment (GtkToggleButton *button, const char *title, guint n)
{
  g_autofree char *words = g_strdup_printf ("%s %u", title, n);

  if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), words) != 0)
    gtk_button_set_label (GTK_BUTTON (button), words);
}

static void
show_counts (DwDeviceBoard *self)
{
  const DwStateCount *all = &self->counts.all;

  set_segment (self->show_all, _ ("All"), all->total);
  set_segment (self->show_abnormal, _ ("Abnormal"), all->total - all->normal);
  set_segment (self->show_off_line, _ ("Off line"), all->off_line);
  dw_class_strip_show (self->classes, &self->counts);
}

static void
show_body (DwDeviceBoard *self)
{
  gboolean table = gtk_toggle_button_get_active (self->as_table);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->devices)) > 0)
    gtk_stack_set_visible_child_name (self->stack, table ? "table" : "cards");
  else if (self->counts.all.total == 0)
    {
      dw_empty_set (self->empty, "box", _ ("No devices yet"), _ ("Devices of this place appear here as soon as a gateway is set up."), NULL, NULL);
      gtk_stack_set_visible_child_name (self->stack, "empty");
    }
  else
    {
      gboolean quiet = gtk_toggle_button_get_active (self->show_abnormal) || gtk_toggle_button_get_active (self->show_off_line);

      dw_empty_set (self->empty, quiet ? "ok" : "filter", quiet ? _ ("Nothing abnormal here") : _ ("No device of this class here"), NULL, _ ("Show all devices"), "board.clear");
      gtk_stack_set_visible_child_name (self->stack, "empty");
    }
}

/* forced: a person asked for it, so the order may move under the hand. */
static void
update (DwDeviceBoard *self, gint64 now_ms, gboolean forced)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) order = NULL;
  DwDevicePick pick = get_pick (self);
  DwBoardCounts before = self->counts;
  gboolean frozen;

  if (self->tree == NULL)
    return;
  all = dw_device_order_list (self->tree, self->place, self->person);
  order = dw_device_order_make (all, self->alarms, &pick, now_ms, &self->counts);
  frozen = !forced && is_touched (self) && is_same (self, order, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->reorder), frozen && !is_same (self, order, TRUE));
  if (!frozen && !is_same (self, order, TRUE))
    g_list_store_splice (self->devices, 0, g_list_model_get_n_items (G_LIST_MODEL (self->devices)), order->pdata, order->len);
  dw_gateway_notice_show (self->gateways, all, now_ms);
  show_counts (self);
  show_body (self);
  if (forced || memcmp (&before, &self->counts, sizeof before) != 0)
    g_signal_emit (self, signals[SIGNAL_COUNTS_CHANGED], 0);
}

static void
update_now (DwDeviceBoard *self)
{
  update (self, dw_tick_now_ms (dw_tick_of (GTK_WIDGET (self))), TRUE);
}

static void
pick_changed_cb (DwDeviceBoard *self)
{
  update_now (self);
}

static void
view_toggled_cb (DwDeviceBoard *self)
{
  show_body (self);
}

static void
tick_cb (gint64 now_ms, gpointer data)
{
  update (data, now_ms, FALSE);
}

static void
clear_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DwDeviceBoard *self = DW_DEVICE_BOARD (widget);

  gtk_toggle_button_set_active (self->show_all, TRUE);
  dw_class_strip_reset (self->classes);
}

static void
reorder_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  update_now (DW_DEVICE_BOARD (widget));
}

static void
grid_activate_cb (GtkGridView *grid, guint position, DwDeviceBoard *self)
{
  g_autoptr (DwDevice) device = g_list_model_get_item (G_LIST_MODEL (self->devices), position);

  if (device != NULL)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, device);
}

static void
table_activated_cb (DwDeviceTable *table, DwDevice *device, DwDeviceBoard *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, device);
}

static DwDetectorCard *
get_card (GtkListItem *item)
{
  return DW_DETECTOR_CARD (gtk_overlay_get_child (GTK_OVERLAY (gtk_list_item_get_child (item))));
}

/* The face of the card is one drawing; the one thing on it that can be pressed lies above. */
static void
setup_card_cb (GtkSignalListItemFactory *factory, GtkListItem *item, DwDeviceBoard *self)
{
  GtkWidget *overlay = gtk_overlay_new (), *trend = dw_trend_link_button_new ();

  gtk_widget_set_halign (trend, GTK_ALIGN_END);
  gtk_widget_set_valign (trend, GTK_ALIGN_START);
  gtk_widget_set_margin_top (trend, 6);
  gtk_widget_set_margin_end (trend, 6);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), dw_detector_card_new ());
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), trend);
  gtk_list_item_set_child (item, overlay);
}

static void
bind_card_cb (GtkSignalListItemFactory *factory, GtkListItem *item, DwDeviceBoard *self)
{
  DwDevice *device = gtk_list_item_get_item (item);
  g_autofree char *words = dw_device_place_words (self->tree, device, self->place);

  dw_detector_card_set_device (get_card (item), device, self->alarms, words);
  dw_trend_link_point_to (gtk_widget_get_last_child (gtk_list_item_get_child (item)), dw_device_get_id (device), NULL, 0, dw_device_get_name (device));
}

static void
unbind_card_cb (GtkSignalListItemFactory *factory, GtkListItem *item, DwDeviceBoard *self)
{
  dw_detector_card_set_device (get_card (item), NULL, NULL, NULL);
}

static void
dw_device_board_map (GtkWidget *widget)
{
  DwDeviceBoard *self = DW_DEVICE_BOARD (widget);

  GTK_WIDGET_CLASS (dw_device_board_parent_class)->map (widget);
  self->tick_id = dw_tick_watch (dw_tick_of (widget), tick_cb, self);
  update_now (self);
}

static void
dw_device_board_unmap (GtkWidget *widget)
{
  dw_tick_unwatch (dw_tick_of (widget), DW_DEVICE_BOARD (widget)->tick_id);
  GTK_WIDGET_CLASS (dw_device_board_parent_class)->unmap (widget);
}

static void
dw_device_board_dispose (GObject *object)
{
  DwDeviceBoard *self = DW_DEVICE_BOARD (object);

  if (self->grid != NULL)
    dw_late_list_set_model (GTK_WIDGET (self->grid), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), DW_TYPE_DEVICE_BOARD);
  self->grid = NULL;
  g_clear_object (&self->devices);
  g_clear_object (&self->tree);
  g_clear_object (&self->alarms);
  g_clear_object (&self->place);
  g_clear_pointer (&self->person, dw_person_free);
  G_OBJECT_CLASS (dw_device_board_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DwDeviceBoard, classes);
  gtk_widget_class_bind_template_child (widget_class, DwDeviceBoard, gateways);
  gtk_widget_class_bind_template_child (widget_class, DwDeviceBoard, show_all);
  gtk_widget_class_bind_template_child (widget_class, DwDeviceBoard, show_abnormal);
  gtk_widget_class_bind_template_child (widget_class, DwDeviceBoard, show_off_line);
  gtk_widget_class_bind_template_child (widget_class, DwDeviceBoard, sort);
  gtk_widget_class_bind_template_child (widget_class, DwDeviceBoard, reorder);
  gtk_widget_class_bind_template_child (widget_class, DwDeviceBoard, as_cards);
  gtk_widget_class_bind_template_child (widget_class, DwDeviceBoard, as_table);
  gtk_widget_class_bind_template_child (widget_class, DwDeviceBoard, stack);
  gtk_widget_class_bind_template_child (widget_class, DwDeviceBoard, area);
  gtk_widget_class_bind_template_child (widget_class, DwDeviceBoard, grid);
  gtk_widget_class_bind_template_child (widget_class, DwDeviceBoard, table);
  gtk_widget_class_bind_template_child (widget_class, DwDeviceBoard, empty);
}

static void
dw_device_board_class_init (DwDeviceBoardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DW_TYPE_CLASS_STRIP);
  g_type_ensure (DW_TYPE_GATEWAY_NOTICE);
  g_type_ensure (DW_TYPE_DEVICE_TABLE);
  g_type_ensure (DW_TYPE_EMPTY);
  G_OBJECT_CLASS (klass)->dispose = dw_device_board_dispose;
  widget_class->map = dw_device_board_map;
  widget_class->unmap = dw_device_board_unmap;
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", DW_TYPE_DEVICE_BOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, DW_TYPE_DEVICE);
  signals[SIGNAL_COUNTS_CHANGED] = g_signal_new ("counts-changed", DW_TYPE_DEVICE_BOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dianwei/Dianwei/live/dw-device-board.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, pick_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, grid_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, table_activated_cb);
  gtk_widget_class_install_action (widget_class, "board.clear", NULL, clear_cb);
  gtk_widget_class_install_action (widget_class, "board.reorder", NULL, reorder_cb);
}

static void
dw_device_board_init (DwDeviceBoard *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->devices = g_list_store_new (DW_TYPE_DEVICE);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->devices)));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_card_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_card_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_card_cb), self, 0);
  gtk_grid_view_set_factory (self->grid, factory);
  dw_late_list_set_model (GTK_WIDGET (self->grid), GTK_SELECTION_MODEL (selection));
  self->pointer = gtk_event_controller_motion_new ();
  self->focus = gtk_event_controller_focus_new ();
  gtk_widget_add_controller (self->area, self->pointer);
  gtk_widget_add_controller (self->area, self->focus);
}

GtkWidget *
dw_device_board_new (void)
{
  return g_object_new (DW_TYPE_DEVICE_BOARD, NULL);
}

void
dw_device_board_set_source (DwDeviceBoard *self, DwPlaceTree *tree, DwAlarmList *alarms)
{
  g_set_object (&self->tree, tree);
  g_set_object (&self->alarms, alarms);
  dw_device_table_set_model (self->table, G_LIST_MODEL (self->devices), tree, alarms);
}

void
dw_device_board_set_place (DwDeviceBoard *self, DwPlace *place, const DwPerson *person)
{
  g_set_object (&self->place, place);
  g_clear_pointer (&self->person, dw_person_free);
  self->person = person != NULL ? dw_person_copy (person) : NULL;
  dw_device_table_set_scope (self->table, place);
  /* The words of a card depend on the place, so every card is bound anew. */
  g_list_store_remove_all (self->devices);
  update_now (self);
}

guint
dw_device_board_get_total (DwDeviceBoard *self)
{
  return self->counts.all.total;
}

GListModel *
dw_device_board_get_devices (DwDeviceBoard *self)
{
  return G_LIST_MODEL (self->devices);
}

void
dw_device_board_set_show (DwDeviceBoard *self, const char *show)
{
  GtkToggleButton *button = self->show_all;

  if (g_strcmp0 (show, "abnormal") == 0)
    button = self->show_abnormal;
  else if (g_strcmp0 (show, "off-line") == 0)
    button = self->show_off_line;
  gtk_toggle_button_set_active (button, TRUE);
}

void
dw_device_board_set_table (DwDeviceBoard *self, gboolean table)
{
  gtk_toggle_button_set_active (table ? self->as_table : self->as_cards, TRUE);
}
