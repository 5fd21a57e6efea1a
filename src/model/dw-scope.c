// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-scope.h"

/* What the person looks at is an object too: pages follow its property instead of telling each other. */

struct _DwScope
{
  GObject parent_instance;

  DwPlace *place; /* owned */
};

G_DEFINE_FINAL_TYPE (DwScope, dw_scope, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_PLACE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
dw_scope_dispose (GObject *object)
{
  g_clear_object (&DW_SCOPE (object)->place);
  G_OBJECT_CLASS (dw_scope_parent_class)->dispose (object);
}

static void
dw_scope_get_property (GObject *object,
                       guint id,
                       GValue *value,
                       GParamSpec *pspec)
{
  if (id == PROP_PLACE)
    g_value_set_object (value, DW_SCOPE (object)->place);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dw_scope_set_property (GObject *object,
                       guint id,
                       const GValue *value,
                       GParamSpec *pspec)
{
  if (id == PROP_PLACE)
    dw_scope_set_place (DW_SCOPE (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dw_scope_class_init (DwScopeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dw_scope_dispose;
  object_class->get_property = dw_scope_get_property;
  object_class->set_property = dw_scope_set_property;
  properties[PROP_PLACE] = g_param_spec_object ("place", NULL, NULL, DW_TYPE_PLACE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
dw_scope_init (DwScope *self)
{
}

DwScope *
dw_scope_new (void)
{
  return g_object_new (DW_TYPE_SCOPE, NULL);
}

DwPlace *
dw_scope_get_place (DwScope *self)
{
  g_return_val_if_fail (DW_IS_SCOPE (self), NULL);
  return self->place;
}

void
dw_scope_set_place (DwScope *self,
                    DwPlace *place)
{
  g_return_if_fail (DW_IS_SCOPE (self));
  g_return_if_fail (place == NULL || DW_IS_PLACE (place));

  if (g_set_object (&self->place, place))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLACE]);
}

gboolean
dw_scope_contains (DwScope *self,
                   DwPlace *place)
{
  g_return_val_if_fail (DW_IS_SCOPE (self), FALSE);
  return self->place == NULL || dw_place_is_within (place, self->place);
}
