// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-blink.h"

/* The set of blinking widgets hangs at the display, as the style does. */

#define HALF_PERIOD_MS 250

typedef struct
{
  GHashTable *widgets; /* borrowed widgets: they leave when unmapped */
  guint source;
  gboolean shown;
} Blink;

static void
blink_free (gpointer data)
{
  Blink *self = data;

  g_clear_handle_id (&self->source, g_source_remove);
  g_hash_table_unref (self->widgets);
  g_free (self);
}

static Blink *
blink_get (GtkWidget *widget)
{
  static const char key[] = "dw-blink";
  GObject *display = G_OBJECT (gtk_widget_get_display (widget));
  Blink *self = g_object_get_data (display, key);

  if (self == NULL)
    {
      self = g_new0 (Blink, 1);
      self->widgets = g_hash_table_new (NULL, NULL);
      self->shown = TRUE;
      g_object_set_data_full (display, key, self, blink_free);
    }
  return self;
}

static gboolean
turn_cb (gpointer data)
{
  Blink *self = data;
  GHashTableIter iter;
  gpointer widget;

  self->shown = !self->shown;
  g_hash_table_iter_init (&iter, self->widgets);
  while (g_hash_table_iter_next (&iter, &widget, NULL))
    gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

static gboolean
has_reduced_motion (GtkWidget *widget)
{
  gboolean animations = TRUE;

  g_object_get (gtk_widget_get_settings (widget), "gtk-enable-animations", &animations, NULL);
  return !animations;
}

void
dw_blink_watch (GtkWidget *widget)
{
  Blink *self = blink_get (widget);

  g_hash_table_add (self->widgets, widget);
  if (self->source == 0 && !has_reduced_motion (widget))
    self->source = g_timeout_add (HALF_PERIOD_MS, turn_cb, self);
}

void
dw_blink_unwatch (GtkWidget *widget)
{
  Blink *self = blink_get (widget);

  g_hash_table_remove (self->widgets, widget);
  if (g_hash_table_size (self->widgets) > 0)
    return;
  g_clear_handle_id (&self->source, g_source_remove);
  self->shown = TRUE;
}

DwRing
dw_blink_get_ring (GtkWidget *widget)
{
  if (has_reduced_motion (widget))
    return DW_RING_DOUBLE;
  return blink_get (widget)->shown ? DW_RING_SHOWN : DW_RING_HIDDEN;
}
