// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-detector-card.h"

#include <string.h>

#include "dw-blink.h"
#include "dw-card.h"
#include "dw-detector-drawing.h"
#include "dw-style.h"
#include "dw-text.h"
#include "dw-tick.h"

/* The card looks at its device when it draws; "changed" and the tick only ask for a drawing, the tick only when a word differs. */

struct _DwDetectorCard
{
  GtkWidget parent_instance;

  DwDevice *device;    /* owned */
  DwAlarmList *alarms; /* owned */
  char *place;
  PangoLayout *layout;
  gulong changed_id;
  guint tick_id;
  char *spoken; /* the words of the accessible name */
};

G_DEFINE_FINAL_TYPE (DwDetectorCard, dw_detector_card, GTK_TYPE_WIDGET)

static char *
describe (DwDetectorCard *self, const DwDeviceSummary *summary, gint64 now_ms)
{
  const DwChannel *measures[] = { summary->residual, summary->max_current, summary->max_temperature, summary->power };
  g_autofree char *state = dw_device_summary_describe (summary, self->device, now_ms);
  GString *words = g_string_new (dw_device_get_name (self->device));

  g_string_append_printf (words, ", %s, %s", self->place, state);
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    if (measures[i] != NULL)
      {
        g_autofree char *title = dw_channel_title (measures[i]);
        g_autofree char *value = NULL;
        DwReadingText reading;

        dw_reading_text_make (self->device, measures[i], now_ms, &reading);
        value = dw_reading_text_with_unit (&reading, measures[i]);
        g_string_append_printf (words, ", %s %s", title, value);
      }
  return g_string_free (words, FALSE);
}

static void
update (DwDetectorCard *self, gint64 now_ms)
{
  DwDeviceSummary summary;
  g_autofree char *words = NULL;

  if (self->device == NULL)
    return;
  dw_device_summary_make (self->device, self->alarms, now_ms, &summary);
  words = describe (self, &summary, now_ms);
  dw_mark_set (GTK_WIDGET (self), summary.priority, summary.off_line);
  if (dw_symbol_state_has_ring (summary.state) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    dw_blink_watch (GTK_WIDGET (self));
  else
    dw_blink_unwatch (GTK_WIDGET (self));
  if (g_strcmp0 (words, self->spoken) == 0)
    return;
  g_free (self->spoken);
  self->spoken = g_steal_pointer (&words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->spoken, -1);
}

static void
changed_cb (DwDevice *device, DwDetectorCard *self)
{
  update (self, dw_tick_now_ms (dw_tick_of (GTK_WIDGET (self))));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
tick_cb (gint64 now_ms, gpointer data)
{
  update (data, now_ms);
  gtk_widget_queue_draw (GTK_WIDGET (data));
}

static void
dw_detector_card_map (GtkWidget *widget)
{
  DwDetectorCard *self = DW_DETECTOR_CARD (widget);

  GTK_WIDGET_CLASS (dw_detector_card_parent_class)->map (widget);
  self->tick_id = dw_tick_watch (dw_tick_of (widget), tick_cb, self);
  update (self, dw_tick_now_ms (dw_tick_of (widget)));
}

static void
dw_detector_card_unmap (GtkWidget *widget)
{
  DwDetectorCard *self = DW_DETECTOR_CARD (widget);

  dw_tick_unwatch (dw_tick_of (widget), self->tick_id);
  self->tick_id = 0;
  dw_blink_unwatch (widget);
  GTK_WIDGET_CLASS (dw_detector_card_parent_class)->unmap (widget);
}

static void
dw_detector_card_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;

  /* The border of 2 is part of the 178. */
  *minimum = across ? DW_DETECTOR_FACE_WIDTH - 20 : DW_DETECTOR_FACE_HEIGHT - 4;
  *natural = across ? DW_DETECTOR_FACE_WIDTH : DW_DETECTOR_FACE_HEIGHT - 4;
}

static void
dw_detector_card_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DwDetectorCard *self = DW_DETECTOR_CARD (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  DwDeviceSummary summary;
  DwDetectorFace face = { .device = self->device, .summary = &summary, .place = self->place, .now_ms = dw_tick_now_ms (dw_tick_of (widget)), .ring = dw_blink_get_ring (widget) };
  cairo_t *cr;

  if (self->device == NULL)
    return;
  if (self->layout == NULL)
    self->layout = dw_label_layout_new (gtk_widget_get_pango_context (widget));
  dw_device_summary_make (self->device, self->alarms, face.now_ms, &summary);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));
  dw_detector_face_draw (&face, cr, dw_palette_of (widget), self->layout, width, height);
  cairo_destroy (cr);
}

static void
dw_detector_card_dispose (GObject *object)
{
  DwDetectorCard *self = DW_DETECTOR_CARD (object);

  dw_detector_card_set_device (self, NULL, NULL, NULL);
  g_clear_object (&self->layout);
  G_OBJECT_CLASS (dw_detector_card_parent_class)->dispose (object);
}

static void
dw_detector_card_finalize (GObject *object)
{
  DwDetectorCard *self = DW_DETECTOR_CARD (object);

  g_free (self->place);
  g_free (self->spoken);
  G_OBJECT_CLASS (dw_detector_card_parent_class)->finalize (object);
}

static void
dw_detector_card_class_init (DwDetectorCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_detector_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = dw_detector_card_finalize;
  widget_class->map = dw_detector_card_map;
  widget_class->unmap = dw_detector_card_unmap;
  widget_class->measure = dw_detector_card_measure;
  widget_class->snapshot = dw_detector_card_snapshot;
  gtk_widget_class_set_css_name (widget_class, "dwdetectorcard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
dw_detector_card_init (DwDetectorCard *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "dw-card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "dw-detector-card");
}

GtkWidget *
dw_detector_card_new (void)
{
  return g_object_new (DW_TYPE_DETECTOR_CARD, NULL);
}

void
dw_detector_card_set_device (DwDetectorCard *self, DwDevice *device, DwAlarmList *alarms, const char *place)
{
  if (self->device != NULL)
    g_clear_signal_handler (&self->changed_id, self->device);
  g_set_object (&self->device, device);
  g_set_object (&self->alarms, alarms);
  g_free (self->place);
  self->place = g_strdup (place != NULL ? place : "");
  if (device == NULL)
    return;
  self->changed_id = g_signal_connect (device, "changed", G_CALLBACK (changed_cb), self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    update (self, dw_tick_now_ms (dw_tick_of (GTK_WIDGET (self))));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
