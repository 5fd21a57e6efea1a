// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-rc-bar-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-device-summary.h"
#include "dw-rc-bar.h"
#include "dw-style.h"
#include "dw-text.h"

struct _DwRcBarView
{
  GtkWidget parent_instance;

  PangoLayout *layout;
  DwRcBar bar;
  char *warning_text, *alarm_text;
};

G_DEFINE_FINAL_TYPE (DwRcBarView, dw_rc_bar_view, GTK_TYPE_WIDGET)

static void
dw_rc_bar_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? DW_RC_BAR_LARGE_HEIGHT : 200;
}

static void
dw_rc_bar_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DwRcBarView *self = DW_RC_BAR_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (-8, 0, (float)width + 16, (float)height));

  if (self->layout == NULL)
    self->layout = dw_label_layout_new (gtk_widget_get_pango_context (widget));
  dw_rc_bar_draw (&self->bar, cr, dw_palette_of (widget), self->layout, 0, 0, width, TRUE);
  cairo_destroy (cr);
}

static void
dw_rc_bar_view_dispose (GObject *object)
{
  DwRcBarView *self = DW_RC_BAR_VIEW (object);

  g_clear_object (&self->layout);
  g_clear_pointer (&self->warning_text, g_free);
  g_clear_pointer (&self->alarm_text, g_free);
  dw_rc_bar_init (&self->bar);
  G_OBJECT_CLASS (dw_rc_bar_view_parent_class)->dispose (object);
}

static void
dw_rc_bar_view_class_init (DwRcBarViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_rc_bar_view_dispose;
  widget_class->measure = dw_rc_bar_view_measure;
  widget_class->snapshot = dw_rc_bar_view_snapshot;
  gtk_widget_class_set_css_name (widget_class, "dwrcbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_METER);
}

static void
dw_rc_bar_view_init (DwRcBarView *self)
{
  dw_rc_bar_init (&self->bar);
}

GtkWidget *
dw_rc_bar_view_new (void)
{
  return g_object_new (DW_TYPE_RC_BAR_VIEW, NULL);
}

static char *
name_limit (const char *format, double limit)
{
  g_autofree char *number = isnan (limit) ? NULL : dw_text_number (limit, 0);

  return number != NULL ? g_strdup_printf (format, number) : NULL;
}

void
dw_rc_bar_view_show (DwRcBarView *self, DwDevice *device, const DwChannel *channel, gint64 now_ms)
{
  DwReadingText reading;

  dw_reading_text_make (device, channel, now_ms, &reading);
  dw_rc_bar_init (&self->bar);
  g_clear_pointer (&self->warning_text, g_free);
  g_clear_pointer (&self->alarm_text, g_free);
  if (channel != NULL)
    {
      self->bar.value = reading.quality == DW_QUALITY_NONE || reading.quality == DW_QUALITY_SENSOR_FAULT ? NAN : channel->reading.value;
      self->bar.old = reading.quality == DW_QUALITY_OLD;
      self->bar.warning = dw_channel_get_warning_limit (channel);
      self->bar.alarm = dw_channel_get_alarm_limit (channel);
      self->warning_text = name_limit (_ ("Warning %s"), self->bar.warning);
      self->alarm_text = name_limit (_ ("Alarm %s"), self->bar.alarm);
      self->bar.warning_text = self->warning_text;
      self->bar.alarm_text = self->alarm_text;
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Residual current against its limits"),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, reading.digits, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
