// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-oneline-view.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dw-device-summary.h"
#include "dw-oneline.h"
#include "dw-style.h"
#include "dw-tick.h"

/* Only what is known is drawn: which circuits hang on the box says the tree, whether a switch is closed says a breaker that answers. */

typedef struct
{
  DwPlace *place;   /* owned */
  DwDevice *device; /* owned, NULL */
  char *name, *note, *value;
  DwOnelineNode node;
} Node;

struct _DwOnelineView
{
  GtkWidget parent_instance;

  PangoLayout *layout;
  DwPlaceTree *tree;
  DwAlarmList *alarms;
  GPtrArray *nodes; /* Node; the first is the box */
  int chosen;       /* as dw_oneline_hit says it */
  guint tick_id;
};

G_DEFINE_FINAL_TYPE (DwOnelineView, dw_oneline_view, GTK_TYPE_WIDGET)

#define NOTHING_CHOSEN (-2)

static const int view_height = 236;

static DwDevice *
find_own_device (DwPlaceTree *tree, DwPlace *place)
{
  g_autoptr (GPtrArray) devices = dw_place_tree_list_devices (tree, place);

  for (guint i = 0; i < devices->len; i++)
    if (dw_device_get_place_id (g_ptr_array_index (devices, i)) == dw_place_get_id (place))
      return g_ptr_array_index (devices, i);
  return NULL;
}

static void
node_free (gpointer data)
{
  Node *node = data;

  g_clear_object (&node->place);
  g_clear_object (&node->device);
  g_free (node->name);
  g_free (node->note);
  g_free (node->value);
  g_free (node);
}

/* "W5 东侧插座": the short mark in bold, what hangs on it below. */
static void
split_name (const char *full, char **name, char **note)
{
  const char *space = strchr (full, ' ');

  *name = space != NULL ? g_strndup (full, space - full) : g_strdup (full);
  *note = g_strdup (space != NULL ? space + 1 : "");
}

static Node *
node_new (DwPlaceTree *tree, DwPlace *place, gboolean is_box)
{
  Node *node = g_new0 (Node, 1);
  DwDevice *device = find_own_device (tree, place);

  node->place = g_object_ref (place);
  node->device = device != NULL ? g_object_ref (device) : NULL;
  if (is_box)
    node->name = g_strdup (dw_place_get_name (place));
  else
    split_name (dw_place_get_name (place), &node->name, &node->note);
  return node;
}

static DwSwitchPosition
get_position (const DwDeviceSummary *summary, DwDevice *device, gint64 now_ms)
{
  const DwChannel *breaker = summary->breaker;

  if (breaker == NULL || !dw_quality_is_fresh (dw_reading_see_quality (device, breaker, now_ms)))
    return DW_SWITCH_UNKNOWN;
  if (breaker->reading.value == 1)
    return DW_SWITCH_CLOSED;
  return breaker->reading.value == 0 ? DW_SWITCH_OPEN : DW_SWITCH_UNKNOWN;
}

static void
update_node (DwOnelineView *self, Node *node, gint64 now_ms)
{
  DwDeviceSummary summary;
  DwReadingText current;

  node->node = (DwOnelineNode){ .name = node->name, .note = node->note, .old = node->device == NULL };
  g_clear_pointer (&node->value, g_free);
  if (node->device == NULL)
    node->value = g_strdup (_ ("not measured"));
  else
    {
      dw_device_summary_make (node->device, self->alarms, now_ms, &summary);
      dw_reading_text_make (node->device, summary.max_current, now_ms, &current);
      node->value = dw_reading_text_with_unit (&current, summary.max_current);
      node->node.priority = summary.priority;
      node->node.old = summary.off_line || summary.all_old;
      node->node.position = get_position (&summary, node->device, now_ms);
    }
  node->node.value = node->value;
}

static void
update (DwOnelineView *self, gint64 now_ms)
{
  for (guint i = 0; i < self->nodes->len; i++)
    update_node (self, g_ptr_array_index (self->nodes, i), now_ms);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
tick_cb (gint64 now_ms, gpointer data)
{
  update (data, now_ms);
}

static Node *
get_node (DwOnelineView *self, int index)
{
  return index >= -1 && index + 1 < (int)self->nodes->len ? g_ptr_array_index (self->nodes, index + 1) : NULL;
}

static void
dw_oneline_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DwOnelineView *self = DW_ONELINE_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  guint n = self->nodes->len - 1;
  g_autofree DwOnelineNode *circuits = g_new (DwOnelineNode, MAX (n, 1));
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));

  for (guint i = 0; i < n; i++)
    circuits[i] = get_node (self, (int)i)->node;
  if (self->layout == NULL)
    self->layout = dw_label_layout_new (gtk_widget_get_pango_context (widget));
  dw_oneline_draw (&get_node (self, -1)->node, circuits, n, gtk_widget_has_focus (widget) ? self->chosen : NOTHING_CHOSEN, cr, dw_palette_of (widget), self->layout, width, height);
  cairo_destroy (cr);
}

static void
dw_oneline_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? view_height : 200;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? view_height : 480;
}

static void
speak (DwOnelineView *self)
{
  Node *node = get_node (self, self->chosen);
  g_autofree char *words = node != NULL ? g_strdup_printf ("%s, %s", dw_place_get_name (node->place), node->value != NULL ? node->value : "") : NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words != NULL ? words : _ ("Single line"), -1);
}

static void
open_node (DwOnelineView *self, int index)
{
  Node *node = get_node (self, index);
  g_autofree char *id = NULL;

  if (node == NULL || node->device == NULL)
    return;
  id = g_strdup_printf ("%" G_GINT64_FORMAT, dw_device_get_id (node->device));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-device", "s", id);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, DwOnelineView *self)
{
  DwOnelineLayout layout;

  dw_oneline_lay_out (self->nodes->len - 1, gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)), &layout);
  open_node (self, dw_oneline_hit (&layout, x, y));
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, DwOnelineView *self)
{
  int last = (int)self->nodes->len - 2;

  if (key == GDK_KEY_Right && self->chosen < last)
    self->chosen++;
  else if (key == GDK_KEY_Left && self->chosen > -1)
    self->chosen--;
  else if (key == GDK_KEY_Up)
    self->chosen = -1;
  else if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_space)
    open_node (self, self->chosen);
  else
    return GDK_EVENT_PROPAGATE;
  speak (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return GDK_EVENT_STOP;
}

static void
dw_oneline_view_map (GtkWidget *widget)
{
  DwOnelineView *self = DW_ONELINE_VIEW (widget);

  GTK_WIDGET_CLASS (dw_oneline_view_parent_class)->map (widget);
  self->tick_id = dw_tick_watch (dw_tick_of (widget), tick_cb, self);
  update (self, dw_tick_now_ms (dw_tick_of (widget)));
}

static void
dw_oneline_view_unmap (GtkWidget *widget)
{
  dw_tick_unwatch (dw_tick_of (widget), DW_ONELINE_VIEW (widget)->tick_id);
  GTK_WIDGET_CLASS (dw_oneline_view_parent_class)->unmap (widget);
}

static void
dw_oneline_view_dispose (GObject *object)
{
  DwOnelineView *self = DW_ONELINE_VIEW (object);

  g_clear_object (&self->layout);
  g_clear_object (&self->tree);
  g_clear_object (&self->alarms);
  G_OBJECT_CLASS (dw_oneline_view_parent_class)->dispose (object);
}

static void
dw_oneline_view_finalize (GObject *object)
{
  g_ptr_array_unref (DW_ONELINE_VIEW (object)->nodes);
  G_OBJECT_CLASS (dw_oneline_view_parent_class)->finalize (object);
}

static void
dw_oneline_view_class_init (DwOnelineViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_oneline_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = dw_oneline_view_finalize;
  widget_class->snapshot = dw_oneline_view_snapshot;
  widget_class->measure = dw_oneline_view_measure;
  widget_class->map = dw_oneline_view_map;
  widget_class->unmap = dw_oneline_view_unmap;
  gtk_widget_class_set_css_name (widget_class, "dwoneline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
dw_oneline_view_init (DwOnelineView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->nodes = g_ptr_array_new_with_free_func (node_free);
  self->chosen = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
dw_oneline_view_new (DwPlaceTree *tree, DwAlarmList *alarms, DwPlace *box)
{
  DwOnelineView *self = g_object_new (DW_TYPE_ONELINE_VIEW, NULL);

  self->tree = g_object_ref (tree);
  self->alarms = g_object_ref (alarms);
  g_ptr_array_add (self->nodes, node_new (tree, box, TRUE));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (box)); i++)
    {
      g_autoptr (DwPlace) child = g_list_model_get_item (G_LIST_MODEL (box), i);

      g_ptr_array_add (self->nodes, node_new (tree, child, FALSE));
    }
  speak (self);
  return GTK_WIDGET (self);
}
