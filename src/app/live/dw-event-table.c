// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-event-table.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-device-table.h"
#include "dw-empty.h"
#include "dw-late-list.h"
#include "dw-notice.h"
#include "dw-symbol-view.h"
#include "dw-text.h"

#define LIMIT 500

struct _DwEventTable
{
  GtkBox parent_instance;

  /* template children */
  GtkDropDown *kind;
  GtkLabel *total;
  DwNotice *notice;
  GtkStack *stack;
  GtkColumnView *view;
  DwEmpty *empty;

  DwStation *station; /* owned */
  DwPlace *place;     /* owned */
  DwEventFeed *feed;  /* owned */
};

G_DEFINE_FINAL_TYPE (DwEventTable, dw_event_table, GTK_TYPE_BOX)

/* Entries of the drop-down, in the order of the interface file. */
static const guint kind_masks[] = {
  0,
  1u << DW_EVENT_ALARM,
  1u << DW_EVENT_FAULT,
  1u << DW_EVENT_TRIP,
  1u << DW_EVENT_COMMS,
  1u << DW_EVENT_RESTORE,
  1u << DW_EVENT_CONTROL,
  1u << DW_EVENT_OPERATION,
};

typedef struct
{
  const char *title;
  int width; /* 0 = the rest */
  gboolean number;
  char *(*make) (DwEventTable *self, const DwEventRecord *record);
} Column;

static char *
make_time (DwEventTable *self, const DwEventRecord *record)
{
  return dw_text_time_short (record->time_ms);
}

static char *
make_kind (DwEventTable *self, const DwEventRecord *record)
{
  return g_strdup (dw_event_kind_title (record->kind));
}

static char *
make_title (DwEventTable *self, const DwEventRecord *record)
{
  return g_strdup (dw_event_record_title (record));
}

static char *
make_device (DwEventTable *self, const DwEventRecord *record)
{
  DwDevice *device = dw_place_tree_find_device (dw_station_get_tree (self->station), record->device_id);

  return g_strdup (device != NULL ? dw_device_get_name (device) : "");
}

static char *
make_place (DwEventTable *self, const DwEventRecord *record)
{
  return dw_place_words (dw_place_tree_find (dw_station_get_tree (self->station), record->place_id), self->place);
}

static const DwChannel *
find_channel (DwEventTable *self, const DwEventRecord *record)
{
  DwDevice *device = dw_place_tree_find_device (dw_station_get_tree (self->station), record->device_id);

  return device != NULL ? dw_device_find_channel (device, record->channel) : NULL;
}

static char *
make_number (DwEventTable *self, const DwEventRecord *record, double value)
{
  const DwChannel *channel = find_channel (self, record);
  g_autofree char *number = NULL;

  if (isnan (value) || (channel != NULL && dw_quantity_is_state (channel->point.quantity)))
    return g_strdup ("");
  number = dw_text_number (value, channel != NULL ? channel->decimals : 1);
  return g_strjoin (" ", number, channel != NULL ? dw_quantity_unit (channel->point.quantity) : "", NULL);
}

static char *
make_value (DwEventTable *self, const DwEventRecord *record)
{
  return make_number (self, record, record->value);
}

static char *
make_limit (DwEventTable *self, const DwEventRecord *record)
{
  return make_number (self, record, record->limit);
}

static char *
make_actor (DwEventTable *self, const DwEventRecord *record)
{
  return g_strdup (record->actor);
}

static char *
make_note (DwEventTable *self, const DwEventRecord *record)
{
  return g_strdup (record->note);
}

static const Column columns[] = {
  { N_ ("Time"), 104, FALSE, make_time },
  { N_ ("Kind"), 54, FALSE, make_kind },
  { N_ ("What happened"), 130, FALSE, make_title },
  { N_ ("Device"), 120, FALSE, make_device },
  { N_ ("Place"), 124, FALSE, make_place },
  { N_ ("Value"), 80, TRUE, make_value },
  { N_ ("Limit"), 72, TRUE, make_limit },
  { N_ ("By"), 62, FALSE, make_actor },
  { N_ ("Remark"), 0, FALSE, make_note },
};

static const Column *
get_column (GtkSignalListItemFactory *factory)
{
  return g_object_get_data (G_OBJECT (factory), "dw-column");
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, DwEventTable *self)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (label), get_column (factory)->number ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, DwEventTable *self)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  g_autofree char *text = get_column (factory)->make (self, dw_event_item_get_record (gtk_list_item_get_item (item)));

  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_widget_set_tooltip_text (label, *text != '\0' ? text : NULL);
}

static void
setup_symbol_cb (GtkSignalListItemFactory *factory, GtkListItem *item, DwEventTable *self)
{
  gtk_list_item_set_child (item, dw_symbol_view_new (14));
}

static void
bind_symbol_cb (GtkSignalListItemFactory *factory, GtkListItem *item, DwEventTable *self)
{
  const DwEventRecord *record = dw_event_item_get_record (gtk_list_item_get_item (item));
  GtkWidget *symbol = gtk_list_item_get_child (item);

  gtk_widget_set_visible (symbol, record->priority > 0);
  if (record->priority > 0)
    dw_symbol_view_set (DW_SYMBOL_VIEW (symbol), record->priority, record->kind == DW_EVENT_RESTORE ? DW_SYMBOL_SHELVED : DW_SYMBOL_ACKED);
}

static void
add_column (DwEventTable *self, const char *title, int width, GCallback setup, GCallback bind, const Column *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) view_column = NULL;

  g_object_set_data (G_OBJECT (factory), "dw-column", (gpointer)column);
  g_signal_connect_object (factory, "setup", setup, self, 0);
  g_signal_connect_object (factory, "bind", bind, self, 0);
  view_column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  if (width > 0)
    gtk_column_view_column_set_fixed_width (view_column, width);
  else
    gtk_column_view_column_set_expand (view_column, TRUE);
  gtk_column_view_append_column (self->view, view_column);
}

static void
activate_cb (GtkColumnView *view, guint position, DwEventTable *self)
{
  g_autoptr (DwEventItem) item = g_list_model_get_item (G_LIST_MODEL (self->feed), position);
  const DwEventRecord *record = dw_event_item_get_record (item);

  if (*record->alarm_id != '\0')
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-alarm", "s", record->alarm_id);
  else if (record->device_id != 0)
    {
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, record->device_id);

      gtk_widget_activate_action (GTK_WIDGET (self), "win.show-device", "s", id);
    }
}

static void
show_total (DwEventTable *self)
{
  guint shown = g_list_model_get_n_items (G_LIST_MODEL (self->feed)), total = dw_event_feed_get_total (self->feed);
  g_autofree char *words = NULL;

  if (shown < total)
    words = g_strdup_printf (_ ("the newest %1$u of %2$u lines"), shown, total);
  else
    words = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u line", "%u lines", total), total);
  gtk_label_set_label (self->total, words);
}

static void
state_changed_cb (DwEventFeed *feed, DwEventTable *self)
{
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (feed)) == 0;

  if (dw_event_feed_get_fault (feed) != NULL)
    dw_notice_show (self->notice, DW_NOTICE_WARNING, dw_event_feed_get_fault (feed), _ ("Try again"), "events.refresh");
  else
    dw_notice_hide (self->notice);
  show_total (self);
  if (!empty)
    gtk_stack_set_visible_child_name (self->stack, "table");
  else if (dw_event_feed_is_loading (feed))
    gtk_stack_set_visible_child_name (self->stack, "loading");
  else
    {
      gboolean narrowed = gtk_drop_down_get_selected (self->kind) > 0;

      dw_empty_set (self->empty, narrowed ? "filter" : "ok", narrowed ? _ ("No record of this kind here") : _ ("Nothing has happened here yet"), NULL,
                    narrowed ? _ ("Show all kinds") : NULL, "events.clear");
      gtk_stack_set_visible_child_name (self->stack, "empty");
    }
}

static void
ask (DwEventTable *self)
{
  guint kind = gtk_drop_down_get_selected (self->kind);

  if (self->feed != NULL)
    dw_event_feed_set (self->feed, self->place, 0, kind < G_N_ELEMENTS (kind_masks) ? kind_masks[kind] : 0);
}

static void
kind_changed_cb (DwEventTable *self)
{
  ask (self);
}

static void
refresh_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dw_event_table_refresh (DW_EVENT_TABLE (widget));
}

static void
clear_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_drop_down_set_selected (DW_EVENT_TABLE (widget)->kind, 0);
}

static void
dw_event_table_dispose (GObject *object)
{
  DwEventTable *self = DW_EVENT_TABLE (object);

  if (self->view != NULL)
    dw_late_list_set_model (GTK_WIDGET (self->view), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), DW_TYPE_EVENT_TABLE);
  self->view = NULL;
  g_clear_object (&self->feed);
  g_clear_object (&self->place);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (dw_event_table_parent_class)->dispose (object);
}

static void
dw_event_table_class_init (DwEventTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DW_TYPE_EMPTY);
  g_type_ensure (DW_TYPE_NOTICE);
  G_OBJECT_CLASS (klass)->dispose = dw_event_table_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dianwei/Dianwei/live/dw-event-table.ui");
  gtk_widget_class_bind_template_child (widget_class, DwEventTable, kind);
  gtk_widget_class_bind_template_child (widget_class, DwEventTable, total);
  gtk_widget_class_bind_template_child (widget_class, DwEventTable, notice);
  gtk_widget_class_bind_template_child (widget_class, DwEventTable, stack);
  gtk_widget_class_bind_template_child (widget_class, DwEventTable, view);
  gtk_widget_class_bind_template_child (widget_class, DwEventTable, empty);
  gtk_widget_class_bind_template_callback (widget_class, kind_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_install_action (widget_class, "events.refresh", NULL, refresh_cb);
  gtk_widget_class_install_action (widget_class, "events.clear", NULL, clear_cb);
}

static void
dw_event_table_init (DwEventTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_column (self, "", 34, G_CALLBACK (setup_symbol_cb), G_CALLBACK (bind_symbol_cb), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    add_column (self, _ (columns[i].title), columns[i].width, G_CALLBACK (setup_cb), G_CALLBACK (bind_cb), &columns[i]);
}

GtkWidget *
dw_event_table_new (void)
{
  return g_object_new (DW_TYPE_EVENT_TABLE, NULL);
}

void
dw_event_table_set_station (DwEventTable *self, DwStation *station)
{
  g_autoptr (GtkSingleSelection) selection = NULL;

  g_set_object (&self->station, station);
  self->feed = dw_event_feed_new (station, LIMIT);
  g_signal_connect_object (self->feed, "state-changed", G_CALLBACK (state_changed_cb), self, 0);
  selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->feed)));
  dw_late_list_set_model (GTK_WIDGET (self->view), GTK_SELECTION_MODEL (selection));
}

void
dw_event_table_set_place (DwEventTable *self, DwPlace *place)
{
  g_set_object (&self->place, place);
  ask (self);
}

void
dw_event_table_refresh (DwEventTable *self)
{
  if (self->feed != NULL)
    dw_event_feed_refresh (self->feed);
}
