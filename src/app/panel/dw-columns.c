// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-columns.h"

/* A box would give the outer columns what their content likes; here a long word in one card must not push the others about. */

struct _DwColumns
{
  GtkWidget parent_instance;

  gboolean narrow;
};

static void dw_columns_buildable_init (GtkBuildableIface *iface);

/* clang-format off */
G_DEFINE_FINAL_TYPE_WITH_CODE (DwColumns, dw_columns, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, dw_columns_buildable_init))
/* clang-format on */

enum {
  PROP_0,
  PROP_NARROW,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static const int gap = 10;
static const int min_middle = 300;

static void
get_widths (DwColumns *self, int *left, int *right)
{
  *left = self->narrow ? 500 : 568;
  *right = self->narrow ? 248 : 290;
}

static void
dw_columns_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  int left, right;

  get_widths (DW_COLUMNS (widget), &left, &right);
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? left + right + min_middle + 2 * gap : 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    }
}

static void
dw_columns_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  int left, right, x = 0, widths[3];
  guint i = 0;

  get_widths (DW_COLUMNS (widget), &left, &right);
  widths[0] = left;
  widths[1] = MAX (0, width - left - right - 2 * gap);
  widths[2] = right;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && i < G_N_ELEMENTS (widths); child = gtk_widget_get_next_sibling (child), i++)
    {
      int minimum;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      gtk_widget_size_allocate (child, &(GtkAllocation){ x, 0, MAX (widths[i], minimum), height }, -1);
      x += widths[i] + gap;
    }
}

static void
dw_columns_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  gtk_widget_set_parent (GTK_WIDGET (child), GTK_WIDGET (buildable));
}

static void
dw_columns_buildable_init (GtkBuildableIface *iface)
{
  iface->add_child = dw_columns_add_child;
}

static void
dw_columns_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, DW_COLUMNS (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dw_columns_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    {
      DW_COLUMNS (object)->narrow = g_value_get_boolean (value);
      gtk_widget_queue_resize (GTK_WIDGET (object));
    }
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dw_columns_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (dw_columns_parent_class)->dispose (object);
}

static void
dw_columns_class_init (DwColumnsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = dw_columns_get_property;
  object_class->set_property = dw_columns_set_property;
  object_class->dispose = dw_columns_dispose;
  widget_class->measure = dw_columns_measure;
  widget_class->size_allocate = dw_columns_size_allocate;
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
dw_columns_init (DwColumns *self)
{
}

GtkWidget *
dw_columns_new (void)
{
  return g_object_new (DW_TYPE_COLUMNS, NULL);
}
