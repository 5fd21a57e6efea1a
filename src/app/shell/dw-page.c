// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-page.h"

/* The base of all pages: a bin with the station, the scope and the span. */

typedef struct
{
  DwStation *station; /* owned */
  DwScope *scope;     /* owned */
  DwSpan *span;       /* owned */
  GtkWidget *child;   /* owned: the template of a subclass may drop it first */
} DwPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (DwPage, dw_page, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_STATION,
  PROP_SCOPE,
  PROP_SPAN,
  PROP_CHILD,
  N_PROPS,
};
static GParamSpec *properties[N_PROPS];

enum {
  SIGNAL_BADGE_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static DwPagePrivate *
get_private (DwPage *self)
{
  return dw_page_get_instance_private (self);
}

static void
remove_child (DwPage *self)
{
  DwPagePrivate *priv = get_private (self);

  if (priv->child != NULL && gtk_widget_get_parent (priv->child) == GTK_WIDGET (self))
    gtk_widget_unparent (priv->child);
  g_clear_object (&priv->child);
}

static void
default_show_place (DwPage *self, DwPlace *place)
{
  dw_scope_set_place (get_private (self)->scope, place);
}

static void
default_grab_start_focus (DwPage *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
dw_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DwPagePrivate *priv = get_private (DW_PAGE (object));

  switch (id)
    {
    case PROP_STATION:
      g_value_set_object (value, priv->station);
      break;
    case PROP_SCOPE:
      g_value_set_object (value, priv->scope);
      break;
    case PROP_SPAN:
      g_value_set_object (value, priv->span);
      break;
    case PROP_CHILD:
      g_value_set_object (value, priv->child);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dw_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DwPagePrivate *priv = get_private (DW_PAGE (object));

  switch (id)
    {
    case PROP_STATION:
      priv->station = g_value_dup_object (value);
      break;
    case PROP_SCOPE:
      priv->scope = g_value_dup_object (value);
      break;
    case PROP_SPAN:
      priv->span = g_value_dup_object (value);
      break;
    case PROP_CHILD:
      dw_page_set_child (DW_PAGE (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dw_page_dispose (GObject *object)
{
  DwPagePrivate *priv = get_private (DW_PAGE (object));

  remove_child (DW_PAGE (object));
  g_clear_object (&priv->span);
  g_clear_object (&priv->scope);
  g_clear_object (&priv->station);
  G_OBJECT_CLASS (dw_page_parent_class)->dispose (object);
}

static void
dw_page_class_init (DwPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags construct = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = dw_page_get_property;
  object_class->set_property = dw_page_set_property;
  object_class->dispose = dw_page_dispose;
  klass->show_place = default_show_place;
  klass->grab_start_focus = default_grab_start_focus;

  properties[PROP_STATION] = g_param_spec_object ("station", NULL, NULL, DW_TYPE_STATION, construct);
  properties[PROP_SCOPE] = g_param_spec_object ("scope", NULL, NULL, DW_TYPE_SCOPE, construct);
  properties[PROP_SPAN] = g_param_spec_object ("span", NULL, NULL, DW_TYPE_SPAN, construct);
  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_BADGE_CHANGED] = g_signal_new ("badge-changed", DW_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "dwpage");
}

static void
dw_page_init (DwPage *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "dw-page");
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
}

DwStation *
dw_page_get_station (DwPage *self)
{
  return get_private (self)->station;
}

DwScope *
dw_page_get_scope (DwPage *self)
{
  return get_private (self)->scope;
}

DwSpan *
dw_page_get_span (DwPage *self)
{
  return get_private (self)->span;
}

GtkWidget *
dw_page_get_child (DwPage *self)
{
  return get_private (self)->child;
}

void
dw_page_set_child (DwPage *self, GtkWidget *child)
{
  DwPagePrivate *priv = get_private (self);

  if (priv->child == child)
    return;
  remove_child (self);
  if (child != NULL)
    {
      priv->child = g_object_ref_sink (child);
      gtk_widget_set_parent (child, GTK_WIDGET (self));
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHILD]);
}

void
dw_page_show_place (DwPage *self, DwPlace *place)
{
  DW_PAGE_GET_CLASS (self)->show_place (self, place);
}

void
dw_page_show_device (DwPage *self, DwDevice *device)
{
  if (DW_PAGE_GET_CLASS (self)->show_device != NULL)
    DW_PAGE_GET_CLASS (self)->show_device (self, device);
}

void
dw_page_show_alarm (DwPage *self, const char *alarm_id)
{
  if (DW_PAGE_GET_CLASS (self)->show_alarm != NULL)
    DW_PAGE_GET_CLASS (self)->show_alarm (self, alarm_id);
}

void
dw_page_show_trend (DwPage *self, const char *target)
{
  if (DW_PAGE_GET_CLASS (self)->show_trend != NULL)
    DW_PAGE_GET_CLASS (self)->show_trend (self, target);
}

void
dw_page_go_root (DwPage *self)
{
  if (DW_PAGE_GET_CLASS (self)->go_root != NULL)
    DW_PAGE_GET_CLASS (self)->go_root (self);
}

void
dw_page_grab_start_focus (DwPage *self)
{
  DW_PAGE_GET_CLASS (self)->grab_start_focus (self);
}

gboolean
dw_page_focus_filter (DwPage *self)
{
  return DW_PAGE_GET_CLASS (self)->focus_filter != NULL && DW_PAGE_GET_CLASS (self)->focus_filter (self);
}

void
dw_page_refresh (DwPage *self)
{
  if (DW_PAGE_GET_CLASS (self)->refresh != NULL)
    DW_PAGE_GET_CLASS (self)->refresh (self);
}

void
dw_page_get_rail_badge (DwPage *self, DwRailBadge *badge)
{
  *badge = (DwRailBadge){ 0 };
  if (DW_PAGE_GET_CLASS (self)->get_rail_badge != NULL)
    DW_PAGE_GET_CLASS (self)->get_rail_badge (self, badge);
}

void
dw_page_emit_badge_changed (DwPage *self)
{
  g_signal_emit (self, signals[SIGNAL_BADGE_CHANGED], 0);
}
