// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-size-class.h"

#define NARROW_BELOW 1340
#define LOW_BELOW 800
/* The smallest screen that pages are made for. */
#define LEAST_WIDTH 1280

struct _DwSizeClass
{
  GtkWidget parent_instance;

  GtkWidget *child; /* in the widget tree */
  gboolean narrow, low;
  gboolean next_narrow, next_low;
  guint idle;
};

static void dw_size_class_buildable_init (GtkBuildableIface *iface);

/* clang-format off */
G_DEFINE_FINAL_TYPE_WITH_CODE (DwSizeClass, dw_size_class, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, dw_size_class_buildable_init))
/* clang-format on */

enum {
  PROP_0,
  PROP_NARROW,
  PROP_LOW,
  PROP_CHILD,
  N_PROPS,
};
static GParamSpec *properties[N_PROPS];

static void
apply (DwSizeClass *self, gboolean *current, gboolean next, const char *css_class, int property)
{
  if (*current == next)
    return;
  *current = next;
  if (next)
    gtk_widget_add_css_class (GTK_WIDGET (self), css_class);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), css_class);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static gboolean
apply_cb (gpointer data)
{
  DwSizeClass *self = data;

  self->idle = 0;
  apply (self, &self->narrow, self->next_narrow, "narrow", PROP_NARROW);
  apply (self, &self->low, self->next_low, "low", PROP_LOW);
  return G_SOURCE_REMOVE;
}

static int
measure_width (DwSizeClass *self)
{
  int minimum;

  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

/* The style must not change while sizes are handed out: it is applied before the next frame. */
static void
dw_size_class_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DwSizeClass *self = DW_SIZE_CLASS (widget);

  self->next_narrow = width < NARROW_BELOW;
  self->next_low = height < LOW_BELOW;
  if (self->idle == 0 && (self->next_narrow != self->narrow || self->next_low != self->low))
    self->idle = g_idle_add_full (GTK_PRIORITY_RESIZE - 1, apply_cb, self, NULL);
  if (self->child != NULL)
    gtk_widget_allocate (self->child, MAX (width, measure_width (self)), height, baseline, NULL);
}

static void
dw_size_class_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  DwSizeClass *self = DW_SIZE_CLASS (widget);

  if (self->child == NULL)
    return;
  gtk_widget_measure (self->child, orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
  /* A wide page needs more than a small screen has, and would not get to know that it has to be narrow before the window is too large: for one frame it is cut off instead. */
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MIN (*minimum, LEAST_WIDTH);
}

static void
set_child (DwSizeClass *self, GtkWidget *child)
{
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}

static void
dw_size_class_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  set_child (DW_SIZE_CLASS (buildable), GTK_WIDGET (child));
}

static void
dw_size_class_buildable_init (GtkBuildableIface *iface)
{
  iface->add_child = dw_size_class_add_child;
}

static void
dw_size_class_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DwSizeClass *self = DW_SIZE_CLASS (object);

  if (id == PROP_NARROW)
    g_value_set_boolean (value, self->narrow);
  else if (id == PROP_LOW)
    g_value_set_boolean (value, self->low);
  else if (id == PROP_CHILD)
    g_value_set_object (value, self->child);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dw_size_class_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CHILD)
    set_child (DW_SIZE_CLASS (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dw_size_class_dispose (GObject *object)
{
  DwSizeClass *self = DW_SIZE_CLASS (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->child, gtk_widget_unparent);
  G_OBJECT_CLASS (dw_size_class_parent_class)->dispose (object);
}

static void
dw_size_class_class_init (DwSizeClassClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = dw_size_class_get_property;
  object_class->set_property = dw_size_class_set_property;
  object_class->dispose = dw_size_class_dispose;
  widget_class->measure = dw_size_class_measure;
  widget_class->size_allocate = dw_size_class_size_allocate;
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOW] = g_param_spec_boolean ("low", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
dw_size_class_init (DwSizeClass *self)
{
}

gboolean
dw_size_class_is_narrow (DwSizeClass *self)
{
  return self->narrow;
}

gboolean
dw_size_class_is_low (DwSizeClass *self)
{
  return self->low;
}

DwSizeClass *
dw_size_class_of (GtkWidget *widget)
{
  GtkWidget *found = gtk_widget_get_ancestor (widget, DW_TYPE_SIZE_CLASS);

  return found != NULL ? DW_SIZE_CLASS (found) : NULL;
}
