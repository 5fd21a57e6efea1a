// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-stroke-sample.h"

#include "dw-style.h"

struct _DwStrokeSample
{
  GtkWidget parent_instance;

  DwStroke stroke;
};

G_DEFINE_FINAL_TYPE (DwStrokeSample, dw_stroke_sample, GTK_TYPE_WIDGET)

static const int length = 26;
static const int thickness = 8;

static void
dw_stroke_sample_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? length : thickness;
}

static void
dw_stroke_sample_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));

  dw_stroke_apply (DW_STROKE_SAMPLE (widget)->stroke, cr, dw_palette_of (widget), TRUE);
  cairo_set_line_width (cr, 2);
  cairo_move_to (cr, 0, height / 2.0);
  cairo_line_to (cr, width, height / 2.0);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
dw_stroke_sample_class_init (DwStrokeSampleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = dw_stroke_sample_measure;
  widget_class->snapshot = dw_stroke_sample_snapshot;
  gtk_widget_class_set_css_name (widget_class, "dwstroke");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
dw_stroke_sample_init (DwStrokeSample *self)
{
}

GtkWidget *
dw_stroke_sample_new (DwStroke stroke)
{
  DwStrokeSample *self = g_object_new (DW_TYPE_STROKE_SAMPLE, NULL);

  self->stroke = stroke;
  return GTK_WIDGET (self);
}
