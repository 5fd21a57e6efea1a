// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-plot-view-private.h"
#include "dw-style.h"

/* The picture of the data costs milliseconds, the cursor microseconds: following the pointer draws the second over what is kept of the first. */

/* Columns to ask for before the first layout. */
#define USUAL_COLUMNS 960

G_DEFINE_FINAL_TYPE (DwPlotView, dw_plot_view, GTK_TYPE_WIDGET)

static guint resized_signal;

/* --- drawing --- */

static PangoLayout *
get_layout (DwPlotView *self)
{
  if (self->layout == NULL)
    self->layout = dw_label_layout_new (gtk_widget_get_pango_context (GTK_WIDGET (self)));
  return self->layout;
}

static void
drop_picture (DwPlotView *self)
{
  g_clear_object (&self->picture);
}

typedef void (*DrawFunc) (DwPlot *plot, cairo_t *cr, const DwPalette *palette, PangoLayout *text, double x, double y, double width, double height);

static cairo_surface_t *
draw_surface (DwPlotView *self, DrawFunc draw, int width, int height, int scale)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width * scale, height * scale);
  cairo_t *cr = cairo_create (surface);

  cairo_surface_set_device_scale (surface, scale, scale);
  draw (self->plot, cr, dw_palette_of (GTK_WIDGET (self)), get_layout (self), 0, 0, width, height);
  cairo_destroy (cr);
  cairo_surface_set_device_scale (surface, 1, 1); /* from here on it is pixels */
  cairo_surface_flush (surface);
  return surface;
}

static void
update_picture (DwPlotView *self, int width, int height)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  if (self->picture != NULL && self->picture_width == width && self->picture_height == height && self->picture_scale == scale)
    return;
  drop_picture (self);
  self->picture = dw_picture_new (draw_surface (self, dw_plot_draw_data, width, height, scale));
  self->picture_width = width;
  self->picture_height = height;
  self->picture_scale = scale;
}

static void
dw_plot_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DwPlotView *self = DW_PLOT_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height);
  cairo_t *cr;

  if (width < 1 || height < 1)
    return;
  update_picture (self, width, height);
  gdk_paintable_snapshot (GDK_PAINTABLE (self->picture), snapshot, width, height);
  if (self->cursor_ms == DW_PLOT_NO_TIME)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  dw_plot_draw_cursor (self->plot, cr, dw_palette_of (widget), get_layout (self), 0, 0, width, height);
  cairo_destroy (cr);
}

static void
dw_plot_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = across ? 160 : MIN (120, DW_PLOT_VIEW (widget)->natural_height);
  *natural = across ? *minimum : DW_PLOT_VIEW (widget)->natural_height;
}

static void
dw_plot_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DwPlotView *self = DW_PLOT_VIEW (widget);

  dw_plot_lay_out (self->plot, width, height);
  if (self->told_columns == dw_plot_view_get_columns (self))
    return;
  self->told_columns = dw_plot_view_get_columns (self);
  g_signal_emit (self, resized_signal, 0);
}

static void
style_changed_cb (DwPlotView *self)
{
  drop_picture (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
dw_plot_view_show_cursor (DwPlotView *self)
{
  dw_plot_set_cursor (self->plot, self->cursor_ms, NULL, self->note);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
dw_plot_view_get_ends (DwPlotView *self, double *left, double *right)
{
  DwPlotRect area = dw_plot_get_n_areas (self->plot) > 0 ? dw_plot_get_area (self->plot, 0) : (DwPlotRect){ 0, 0, 2, 2 };

  *left = area.x;
  *right = area.x + area.width;
}

/* --- the class --- */

static void
dw_plot_view_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (dw_plot_view_parent_class)->realize (widget);
  g_signal_connect_object (dw_style_get (gtk_widget_get_display (widget)), "changed", G_CALLBACK (style_changed_cb), widget, G_CONNECT_SWAPPED);
}

static void
dw_plot_view_unrealize (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (dw_style_get (gtk_widget_get_display (widget)), style_changed_cb, widget);
  drop_picture (DW_PLOT_VIEW (widget));
  GTK_WIDGET_CLASS (dw_plot_view_parent_class)->unrealize (widget);
}

static void
dw_plot_view_dispose (GObject *object)
{
  g_clear_object (&DW_PLOT_VIEW (object)->layout);
  drop_picture (DW_PLOT_VIEW (object));
  G_OBJECT_CLASS (dw_plot_view_parent_class)->dispose (object);
}

static void
dw_plot_view_finalize (GObject *object)
{
  dw_plot_free (DW_PLOT_VIEW (object)->plot);
  g_free (DW_PLOT_VIEW (object)->note);
  G_OBJECT_CLASS (dw_plot_view_parent_class)->finalize (object);
}

static void
dw_plot_view_class_init (DwPlotViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_plot_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = dw_plot_view_finalize;
  widget_class->snapshot = dw_plot_view_snapshot;
  widget_class->measure = dw_plot_view_measure;
  widget_class->size_allocate = dw_plot_view_size_allocate;
  widget_class->realize = dw_plot_view_realize;
  widget_class->unrealize = dw_plot_view_unrealize;
  gtk_widget_class_set_css_name (widget_class, "dwplot");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  dw_plot_view_hand_class_init (widget_class);
  resized_signal = g_signal_new ("resized", DW_TYPE_PLOT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dw_plot_view_init (DwPlotView *self)
{
  self->plot = dw_plot_new ();
  self->interactive = TRUE;
  self->natural_height = 400;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  dw_plot_view_hand_init (self);
}

GtkWidget *
dw_plot_view_new (void)
{
  return g_object_new (DW_TYPE_PLOT_VIEW, NULL);
}

DwPlot *
dw_plot_view_get_plot (DwPlotView *self)
{
  return self->plot;
}

void
dw_plot_view_redraw (DwPlotView *self)
{
  drop_picture (self);
  if (gtk_widget_get_width (GTK_WIDGET (self)) > 0)
    dw_plot_lay_out (self->plot, gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)));
  dw_plot_view_show_cursor (self);
}

void
dw_plot_view_set_interactive (DwPlotView *self, gboolean interactive)
{
  self->interactive = interactive;
  if (!interactive)
    dw_plot_view_put_cursor (self, DW_PLOT_NO_TIME);
}

void
dw_plot_view_set_natural_height (DwPlotView *self, int height)
{
  if (self->natural_height == height)
    return;
  self->natural_height = height;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
dw_plot_view_set_note (DwPlotView *self, const char *note)
{
  if (g_strcmp0 (self->note, note) == 0)
    return;
  g_free (self->note);
  self->note = g_strdup (note);
  dw_plot_view_show_cursor (self);
}

guint
dw_plot_view_get_columns (DwPlotView *self)
{
  double left, right;

  dw_plot_view_get_ends (self, &left, &right);
  return right - left > 2 ? (guint)(right - left) : USUAL_COLUMNS;
}

void
dw_plot_view_set_words (DwPlotView *self, const char *words)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

GdkTexture *
dw_plot_view_take_picture (DwPlotView *self, int width, int height)
{
  cairo_surface_t *surface = draw_surface (self, dw_plot_draw, width, height, 1);
  gsize stride = (gsize)cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), stride * (gsize)height, (GDestroyNotify)cairo_surface_destroy, surface);

  drop_picture (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}
