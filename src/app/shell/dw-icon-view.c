// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-icon-view.h"

#include "dw-icon.h"
#include "dw-style.h"

struct _DwIconView
{
  GtkWidget parent_instance;

  char *icon; /* owned */
  int size;
};

G_DEFINE_FINAL_TYPE (DwIconView, dw_icon_view, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_ICON,
  PROP_SIZE,
  N_PROPS,
};
static GParamSpec *properties[N_PROPS];

static void
dw_icon_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = DW_ICON_VIEW (widget)->size;
}

static void
dw_icon_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DwIconView *self = DW_ICON_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr = NULL;
  GdkRGBA color;

  if (self->icon == NULL)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));
  dw_style_get_text_color (widget, &color);
  gdk_cairo_set_source_rgba (cr, &color);
  dw_icon_draw (cr, self->icon, (width - self->size) / 2.0, (height - self->size) / 2.0, self->size);
  cairo_destroy (cr);
}

static void
dw_icon_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DwIconView *self = DW_ICON_VIEW (object);

  if (id == PROP_ICON)
    g_value_set_string (value, self->icon);
  else if (id == PROP_SIZE)
    g_value_set_int (value, self->size);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dw_icon_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DwIconView *self = DW_ICON_VIEW (object);

  if (id == PROP_ICON)
    dw_icon_view_set_icon (self, g_value_get_string (value));
  else if (id == PROP_SIZE)
    {
      self->size = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
    }
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dw_icon_view_finalize (GObject *object)
{
  g_free (DW_ICON_VIEW (object)->icon);
  G_OBJECT_CLASS (dw_icon_view_parent_class)->finalize (object);
}

static void
dw_icon_view_class_init (DwIconViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = dw_icon_view_get_property;
  object_class->set_property = dw_icon_view_set_property;
  object_class->finalize = dw_icon_view_finalize;
  widget_class->measure = dw_icon_view_measure;
  widget_class->snapshot = dw_icon_view_snapshot;
  properties[PROP_ICON] = g_param_spec_string ("icon", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SIZE] = g_param_spec_int ("size", NULL, NULL, 8, 96, 16, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "dwicon");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
dw_icon_view_init (DwIconView *self)
{
  self->size = 16;
}

GtkWidget *
dw_icon_view_new (const char *icon, int size)
{
  return g_object_new (DW_TYPE_ICON_VIEW, "icon", icon, "size", size, NULL);
}

void
dw_icon_view_set_icon (DwIconView *self, const char *icon)
{
  if (g_strcmp0 (self->icon, icon) == 0)
    return;
  g_free (self->icon);
  self->icon = g_strdup (icon);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
