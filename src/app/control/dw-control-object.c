// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib/gi18n-lib.h>

#include "dw-card.h"
#include "dw-control-parts.h"
#include "dw-text.h"
#include "dw-tick.h"
#include "dw-value.h"

/* What the operator must see before switching: the object with its live values. Rows that the device does not have are left out. */
typedef struct
{
  DwStation *station; /* strong */
  DwDevice *device;   /* strong */
  GPtrArray *values;  /* DwValue, borrowed, in the order of channels */
  GArray *channels;   /* guint index of each */
  int trip_reason;    /* index of the channel, -1 = none */
  GtkWidget *reason;
  GtkWidget *lines;
  GtkWidget *age;
  guint watch;
} Object;

static void
object_free (gpointer data)
{
  Object *self = data;

  g_ptr_array_unref (self->values);
  g_array_unref (self->channels);
  g_object_unref (self->device);
  g_object_unref (self->station);
  g_free (self);
}

/* The profile says what the device's code means. */
static void
show_trip_reason (Object *self)
{
  const DwChannel *channel = dw_device_get_channel (self->device, (guint)self->trip_reason);
  const char *reason = dw_station_get_trip_reason (self->station, dw_device_get_id (self->device), channel->reading.value);
  g_autofree char *code = dw_text_number (channel->reading.value, 0);

  if (channel->reading.time_ms == 0)
    gtk_label_set_text (GTK_LABEL (self->reason), "—");
  else
    gtk_label_set_text (GTK_LABEL (self->reason), reason != NULL ? reason : code);
}

static void
refresh (Object *self)
{
  gint64 now_ms = dw_clock_wall_ms (dw_station_get_clock (self->station));
  gint64 seen_ms = dw_device_get_last_seen_ms (self->device);
  g_autofree char *age = seen_ms ? dw_text_age (now_ms - seen_ms) : g_strdup ("—");

  for (guint i = 0; i < self->values->len; i++)
    dw_value_show (self->values->pdata[i], self->device, dw_device_get_channel (self->device, g_array_index (self->channels, guint, i)), now_ms);
  if (self->trip_reason >= 0)
    show_trip_reason (self);
  gtk_label_set_text (GTK_LABEL (self->age), age);
}

static void
tick_cb (gint64 now_ms, gpointer data)
{
  refresh (data);
}

static void
map_cb (GtkWidget *widget, Object *self)
{
  refresh (self);
  self->watch = self->watch ? self->watch : dw_tick_watch (dw_tick_of (widget), tick_cb, self);
}

static void
unmap_cb (GtkWidget *widget, Object *self)
{
  if (self->watch)
    dw_tick_unwatch (dw_tick_of (widget), self->watch);
  self->watch = 0;
}

static GtkWidget *
make_line (const char *title, GtkWidget *value)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (title);

  gtk_widget_add_css_class (label, "dw-second");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_halign (value, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), value);
  gtk_widget_add_css_class (line, "dw-line-row");
  return line;
}

static void
add_channel (Object *self, const char *name)
{
  int index = dw_device_find_channel_index (self->device, name);
  const DwChannel *channel;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;
  GtkWidget *value;
  guint position = (guint)index;

  if (index < 0)
    return;
  channel = dw_device_get_channel (self->device, position);
  title = dw_channel_title (channel);
  if (channel->point.quantity == DW_QUANTITY_TRIP_REASON)
    {
      self->trip_reason = index;
      self->reason = gtk_label_new ("");
      gtk_box_append (GTK_BOX (self->lines), make_line (title, self->reason));
      return;
    }
  text = dw_quantity_is_state (channel->point.quantity) ? g_strdup (title) : g_strdup_printf (C_ ("quantity", "%1$s (%2$s)"), title, dw_quantity_unit (channel->point.quantity));
  value = dw_value_new (14);
  g_ptr_array_add (self->values, value);
  g_array_append_val (self->channels, position);
  gtk_box_append (GTK_BOX (self->lines), make_line (text, value));
}

static void
add_last_operation (Object *self)
{
  gint64 last_ms;
  guint operations;
  g_autofree char *when = NULL;
  g_autofree char *text = NULL;

  dw_control_desk_get_history (self->station, self->device, &last_ms, &operations);
  when = last_ms ? dw_text_time_short (last_ms) : g_strdup ("—");
  text = g_strdup_printf ("%s · %u", when, operations);
  gtk_box_append (GTK_BOX (self->lines), make_line (_ ("Last operation, count"), gtk_label_new (text)));
}

static void
add_names (Object *self)
{
  DwPlace *place = dw_place_tree_get_device_place (dw_station_get_tree (self->station), self->device);
  g_autofree char *path = place ? dw_place_get_path (place) : g_strdup ("");
  const char *switch_name = dw_device_get_switch_name (self->device);
  GtkWidget *title = gtk_label_new (switch_name && *switch_name ? switch_name : dw_device_get_name (self->device));
  GtkWidget *where = gtk_label_new (path);

  gtk_widget_add_css_class (title, "dw-title");
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (where, "dw-second");
  gtk_label_set_xalign (GTK_LABEL (where), 0);
  gtk_label_set_wrap (GTK_LABEL (where), TRUE);
  gtk_box_append (GTK_BOX (self->lines), title);
  gtk_box_append (GTK_BOX (self->lines), where);
}

GtkWidget *
dw_control_object_new (DwStation *station, DwDevice *device)
{
  static const char *const shown[] = { "breaker", "local_lock", "trip_reason", "di_1", "do_1", "voltage_a", "voltage_b", "voltage_c", "residual_current", "current_a", "active_power_total" };
  GtkWidget *card = dw_card_new (_ ("Object"), NULL);
  Object *self = g_new0 (Object, 1);

  self->station = g_object_ref (station);
  self->device = g_object_ref (device);
  self->values = g_ptr_array_new ();
  self->channels = g_array_new (FALSE, FALSE, sizeof (guint));
  self->trip_reason = -1;
  self->age = gtk_label_new ("");
  self->lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_add_css_class (self->lines, "dw-dialog-pad");
  dw_card_append (DW_CARD (card), self->lines);
  add_names (self);
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    add_channel (self, shown[i]);
  gtk_box_append (GTK_BOX (self->lines), make_line (_ ("Age of the data"), self->age));
  add_last_operation (self);
  gtk_widget_set_size_request (card, 318, -1);
  g_object_set_data_full (G_OBJECT (card), "dw-control-object", self, object_free);
  g_signal_connect (card, "map", G_CALLBACK (map_cb), self);
  g_signal_connect (card, "unmap", G_CALLBACK (unmap_cb), self);
  return card;
}
