// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-stack-bar-view.h"

#include "dw-style.h"

static const int bar_height = 14;

struct _DwStackBarView
{
  GtkWidget parent_instance;

  PangoLayout *layout;
  DwStackBar bar;
};

G_DEFINE_FINAL_TYPE (DwStackBarView, dw_stack_bar_view, GTK_TYPE_WIDGET)

static void
dw_stack_bar_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? bar_height : 60;
}

static void
dw_stack_bar_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DwStackBarView *self = DW_STACK_BAR_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));

  if (self->layout == NULL)
    self->layout = dw_label_layout_new (gtk_widget_get_pango_context (widget));
  dw_stack_bar_draw (&self->bar, cr, dw_palette_of (widget), self->layout, width, height);
  cairo_destroy (cr);
}

static void
dw_stack_bar_view_dispose (GObject *object)
{
  g_clear_object (&DW_STACK_BAR_VIEW (object)->layout);
  G_OBJECT_CLASS (dw_stack_bar_view_parent_class)->dispose (object);
}

static void
dw_stack_bar_view_class_init (DwStackBarViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_stack_bar_view_dispose;
  widget_class->measure = dw_stack_bar_view_measure;
  widget_class->snapshot = dw_stack_bar_view_snapshot;
  gtk_widget_class_set_css_name (widget_class, "dwstackbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
dw_stack_bar_view_init (DwStackBarView *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
}

GtkWidget *
dw_stack_bar_view_new (void)
{
  return g_object_new (DW_TYPE_STACK_BAR_VIEW, NULL);
}

void
dw_stack_bar_view_show (DwStackBarView *self, const DwStackBar *bar)
{
  self->bar = *bar;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
