// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-swatch.h"

#include "dw-style.h"

struct _DwSwatch
{
  GtkWidget parent_instance;

  DwPlotStyle style;
};

G_DEFINE_FINAL_TYPE (DwSwatch, dw_swatch, GTK_TYPE_WIDGET)

static const int length = 30;
static const int thickness = 10;

static void
dw_swatch_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? length : thickness;
}

static void
dw_swatch_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));

  dw_plot_draw_swatch (cr, dw_palette_of (widget), DW_SWATCH (widget)->style, 1, height / 2.0, width - 2);
  cairo_destroy (cr);
}

static void
dw_swatch_class_init (DwSwatchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = dw_swatch_measure;
  widget_class->snapshot = dw_swatch_snapshot;
  gtk_widget_class_set_css_name (widget_class, "dwswatch");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
dw_swatch_init (DwSwatch *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
dw_swatch_new (DwPlotStyle style)
{
  DwSwatch *self = g_object_new (DW_TYPE_SWATCH, NULL);

  self->style = style;
  return GTK_WIDGET (self);
}

void
dw_swatch_set_style (DwSwatch *self, DwPlotStyle style)
{
  if (self->style == style)
    return;
  self->style = style;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
