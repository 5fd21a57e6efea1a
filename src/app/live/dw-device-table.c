// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-device-table.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-detector-drawing.h"
#include "dw-device-order.h"
#include "dw-late-list.h"
#include "dw-symbol-view.h"
#include "dw-text.h"
#include "dw-tick.h"
#include "dw-trend-link.h"
#include "dw-value.h"

/* Columns are a table: title, width, how a cell is made and how it is filled. The cells on the screen are filled again once a second; those out of sight do not exist. */

typedef struct
{
  DwDevice *device;
  DwDeviceSummary summary;
  gint64 now_ms;
} Row;

typedef struct
{
  const char *title;
  int width; /* 0 = the rest */
  GtkWidget *(*make) (void);
  void (*fill) (DwDeviceTable *self, GtkWidget *cell, const Row *row);
} Column;

struct _DwDeviceTable
{
  GtkWidget parent_instance;

  GtkWidget *window; /* child: scrolled */
  GtkColumnView *view;
  DwPlaceTree *tree;   /* owned */
  DwAlarmList *alarms; /* owned */
  DwPlace *scope;      /* owned */
  GHashTable *bound;   /* GtkListItem* -> const Column* */
  guint tick_id;
};

G_DEFINE_FINAL_TYPE (DwDeviceTable, dw_device_table, GTK_TYPE_WIDGET)

enum {
  SIGNAL_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

char *
dw_place_words (DwPlace *place, DwPlace *scope)
{
  GString *words = g_string_new (NULL);

  for (; place != NULL && place != scope && dw_place_get_kind (place) > DW_PLACE_REGION; place = dw_place_get_parent (place))
    {
      if (words->len > 0)
        g_string_prepend (words, " / ");
      g_string_prepend (words, dw_place_get_name (place));
    }
  return g_string_free (words, FALSE);
}

/* The box's own name says nothing new beside the name of its device. */
char *
dw_device_place_words (DwPlaceTree *tree, DwDevice *device, DwPlace *scope)
{
  DwPlace *place = dw_place_tree_get_device_place (tree, device);
  DwPlace *box = place != NULL ? dw_place_get_ancestor (place, DW_PLACE_BOX) : NULL;
  DwPlace *school = place != NULL ? dw_place_get_ancestor (place, DW_PLACE_SCHOOL) : NULL;
  gboolean with_school = school != NULL && (scope == NULL || (scope != school && !dw_place_is_within (scope, school)));
  const char *address = box != NULL ? dw_place_get_fact (box, "address") : NULL;
  g_autofree char *path = dw_place_words (box != NULL && dw_place_get_parent (box) != NULL ? dw_place_get_parent (box) : place, school);
  const char *where = address != NULL && *address != '\0' ? address : path;

  if (!with_school)
    return g_strdup (where);
  return g_strjoin (" / ", dw_place_get_name (school), *where != '\0' ? where : NULL, NULL);
}

/* --- cells --- */

static GtkWidget *
make_symbol (void)
{
  return dw_symbol_view_new (14);
}

static GtkWidget *
make_text (void)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  return label;
}

static GtkWidget *
make_number (void)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  return label;
}

static GtkWidget *
make_value (void)
{
  return dw_value_new (13);
}

static void
set_text (GtkWidget *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), text) != 0)
    gtk_label_set_label (GTK_LABEL (label), text);
}

static void
fill_symbol (DwDeviceTable *self, GtkWidget *cell, const Row *row)
{
  dw_symbol_view_set (DW_SYMBOL_VIEW (cell), row->summary.priority, row->summary.state);
}

static void
fill_name (DwDeviceTable *self, GtkWidget *cell, const Row *row)
{
  set_text (cell, dw_device_get_name (row->device));
}

static void
fill_place (DwDeviceTable *self, GtkWidget *cell, const Row *row)
{
  g_autofree char *words = dw_device_place_words (self->tree, row->device, self->scope);

  set_text (cell, words);
}

static void
fill_address (DwDeviceTable *self, GtkWidget *cell, const Row *row)
{
  set_text (cell, dw_device_get_address (row->device));
}

static void
fill_value (GtkWidget *cell, const Row *row, const DwChannel *channel)
{
  DwReadingText reading;

  dw_reading_text_make (row->device, channel, row->now_ms, &reading);
  dw_value_set_priority (DW_VALUE (cell), channel != NULL && dw_quality_is_fresh (reading.quality) ? dw_channel_get_reached_priority (channel) : 0);
  dw_value_show (DW_VALUE (cell), row->device, channel, row->now_ms);
}

static void
fill_residual (DwDeviceTable *self, GtkWidget *cell, const Row *row)
{
  fill_value (cell, row, row->summary.residual);
}

static void
fill_current (DwDeviceTable *self, GtkWidget *cell, const Row *row)
{
  fill_value (cell, row, row->summary.max_current);
}

static void
fill_temperature (DwDeviceTable *self, GtkWidget *cell, const Row *row)
{
  fill_value (cell, row, row->summary.max_temperature);
}

static void
fill_power (DwDeviceTable *self, GtkWidget *cell, const Row *row)
{
  fill_value (cell, row, row->summary.power);
}

static void
fill_load (DwDeviceTable *self, GtkWidget *cell, const Row *row)
{
  g_autofree char *number = dw_text_number (row->summary.load_percent, 0);

  set_text (cell, number);
  gtk_widget_set_css_classes (cell, (const char *[]){ row->summary.load_old ? "dw-old" : "dw-num", NULL });
}

static void
fill_age (DwDeviceTable *self, GtkWidget *cell, const Row *row)
{
  g_autofree char *age = row->summary.age_ms >= 0 ? dw_text_age (row->summary.age_ms) : g_strdup ("\u2014");

  set_text (cell, age);
}

static void
fill_state (DwDeviceTable *self, GtkWidget *cell, const Row *row)
{
  static const char *const tones[] = { "", "dw-p1-text", "dw-p2-text", "dw-p3-text", "dw-p4-text" };
  g_autofree char *state = dw_device_summary_describe (&row->summary, row->device, row->now_ms);

  set_text (cell, state);
  gtk_widget_set_css_classes (cell, (const char *[]){ tones[row->summary.priority], NULL });
}

static void
fill_trend (DwDeviceTable *self, GtkWidget *cell, const Row *row)
{
  /* Once per row: a cell is filled again each second, its link stays. */
  if (g_object_get_data (G_OBJECT (cell), "dw-device") == row->device)
    return;
  g_object_set_data (G_OBJECT (cell), "dw-device", row->device);
  dw_trend_link_point_to (cell, dw_device_get_id (row->device), row->summary.residual != NULL ? row->summary.residual->name : NULL, 0, dw_device_get_name (row->device));
}

static const Column columns[] = {
  { "", 40, make_symbol, fill_symbol },
  { N_ ("Device"), 150, make_text, fill_name },
  { N_ ("Place"), 170, make_text, fill_place },
  { N_ ("Address"), 90, make_text, fill_address },
  { N_ ("Residual mA"), 92, make_value, fill_residual },
  { N_ ("Current A"), 84, make_value, fill_current },
  { N_ ("Temp. °C"), 76, make_value, fill_temperature },
  { N_ ("Power kW"), 84, make_value, fill_power },
  { N_ ("Load %"), 64, make_number, fill_load },
  { N_ ("Age"), 64, make_number, fill_age },
  { N_ ("State"), 0, make_text, fill_state },
  { "", 44, dw_trend_link_button_new, fill_trend },
};

/* --- rows --- */

static void
fill_cell (DwDeviceTable *self, GtkListItem *item, const Column *column, gint64 now_ms)
{
  Row row = { .device = gtk_list_item_get_item (item), .now_ms = now_ms };

  dw_device_summary_make (row.device, self->alarms, now_ms, &row.summary);
  column->fill (self, gtk_list_item_get_child (item), &row);
}

static void
tick_cb (gint64 now_ms, gpointer data)
{
  DwDeviceTable *self = data;
  GHashTableIter iter;
  gpointer item, column;

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &item, &column))
    fill_cell (self, item, column, now_ms);
}

static const Column *
get_column (GtkSignalListItemFactory *factory)
{
  return g_object_get_data (G_OBJECT (factory), "dw-column");
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, DwDeviceTable *self)
{
  gtk_list_item_set_child (item, get_column (factory)->make ());
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, DwDeviceTable *self)
{
  g_hash_table_insert (self->bound, item, (gpointer)get_column (factory));
  fill_cell (self, item, get_column (factory), dw_tick_now_ms (dw_tick_of (GTK_WIDGET (self))));
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, DwDeviceTable *self)
{
  g_hash_table_remove (self->bound, item);
}

static void
activate_cb (GtkColumnView *view, guint position, DwDeviceTable *self)
{
  g_autoptr (DwDevice) device = g_list_model_get_item (G_LIST_MODEL (gtk_column_view_get_model (view)), position);

  if (device != NULL)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, device);
}

/* Ctrl+L: the curve of the row that has the focus. */
static gboolean
show_trend_cb (GtkWidget *view, GVariant *args, gpointer data)
{
  GtkSelectionModel *model = gtk_column_view_get_model (GTK_COLUMN_VIEW (view));
  DwDevice *device = model != NULL ? gtk_single_selection_get_selected_item (GTK_SINGLE_SELECTION (model)) : NULL;

  return device != NULL && dw_trend_link_follow (view, dw_device_get_id (device), NULL, 0);
}

static void
add_shortcut (GtkWidget *view)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_l, GDK_CONTROL_MASK), gtk_callback_action_new (show_trend_cb, NULL, NULL));

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
  gtk_widget_add_controller (view, controller);
}

static void
add_column (DwDeviceTable *self, const Column *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) view_column = NULL;

  g_object_set_data (G_OBJECT (factory), "dw-column", (gpointer)column);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  view_column = gtk_column_view_column_new (*column->title != '\0' ? _ (column->title) : "", factory);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  if (column->width > 0)
    gtk_column_view_column_set_fixed_width (view_column, column->width);
  else
    gtk_column_view_column_set_expand (view_column, TRUE);
  gtk_column_view_append_column (self->view, view_column);
}

static void
dw_device_table_map (GtkWidget *widget)
{
  DwDeviceTable *self = DW_DEVICE_TABLE (widget);

  GTK_WIDGET_CLASS (dw_device_table_parent_class)->map (widget);
  self->tick_id = dw_tick_watch (dw_tick_of (widget), tick_cb, self);
}

static void
dw_device_table_unmap (GtkWidget *widget)
{
  DwDeviceTable *self = DW_DEVICE_TABLE (widget);

  dw_tick_unwatch (dw_tick_of (widget), self->tick_id);
  GTK_WIDGET_CLASS (dw_device_table_parent_class)->unmap (widget);
}

static void
dw_device_table_dispose (GObject *object)
{
  DwDeviceTable *self = DW_DEVICE_TABLE (object);

  if (self->view != NULL)
    dw_late_list_set_model (GTK_WIDGET (self->view), NULL);
  self->view = NULL;
  g_clear_pointer (&self->window, gtk_widget_unparent);
  g_clear_object (&self->tree);
  g_clear_object (&self->alarms);
  g_clear_object (&self->scope);
  G_OBJECT_CLASS (dw_device_table_parent_class)->dispose (object);
}

static void
dw_device_table_finalize (GObject *object)
{
  g_hash_table_unref (DW_DEVICE_TABLE (object)->bound);
  G_OBJECT_CLASS (dw_device_table_parent_class)->finalize (object);
}

static void
dw_device_table_class_init (DwDeviceTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_device_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = dw_device_table_finalize;
  widget_class->map = dw_device_table_map;
  widget_class->unmap = dw_device_table_unmap;
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", DW_TYPE_DEVICE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, DW_TYPE_DEVICE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
dw_device_table_init (DwDeviceTable *self)
{
  self->bound = g_hash_table_new (NULL, NULL);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "dw-table");
  gtk_column_view_set_reorderable (self->view, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Devices"), -1);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self, 0);
  add_shortcut (GTK_WIDGET (self->view));
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    add_column (self, &columns[i]);
  self->window = gtk_scrolled_window_new ();
  gtk_widget_add_css_class (self->window, "dw-card");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->window), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->window, GTK_WIDGET (self));
}

GtkWidget *
dw_device_table_new (void)
{
  return g_object_new (DW_TYPE_DEVICE_TABLE, NULL);
}

void
dw_device_table_set_model (DwDeviceTable *self, GListModel *devices, DwPlaceTree *tree, DwAlarmList *alarms)
{
  g_autoptr (GtkSingleSelection) selection = gtk_single_selection_new (g_object_ref (devices));

  g_set_object (&self->tree, tree);
  g_set_object (&self->alarms, alarms);
  dw_late_list_set_model (GTK_WIDGET (self->view), GTK_SELECTION_MODEL (selection));
}

void
dw_device_table_set_scope (DwDeviceTable *self, DwPlace *place)
{
  g_set_object (&self->scope, place);
}
