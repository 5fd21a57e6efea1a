// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-scope.h"

/* What the person is looking at is an object too: tree, table, breadcrumb and search read and write the same one. */

struct _DwScope
{
  GObject parent_instance;

  DwPlaceTree *tree; /* owned */
  DwPlace *place;    /* owned, NULL = everything */
  guint priorities;  /* bits 1…4, 0 = all */
};

G_DEFINE_FINAL_TYPE (DwScope, dw_scope, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_PLACE,
  PROP_PRIORITIES,
  N_PROPS,
};
static GParamSpec *properties[N_PROPS];

static void
dw_scope_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PLACE)
    g_value_set_object (value, DW_SCOPE (object)->place);
  else if (id == PROP_PRIORITIES)
    g_value_set_uint (value, DW_SCOPE (object)->priorities);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dw_scope_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PLACE)
    dw_scope_set_place (DW_SCOPE (object), g_value_get_object (value));
  else if (id == PROP_PRIORITIES)
    dw_scope_set_priorities (DW_SCOPE (object), g_value_get_uint (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dw_scope_dispose (GObject *object)
{
  DwScope *self = DW_SCOPE (object);

  g_clear_object (&self->place);
  g_clear_object (&self->tree);
  G_OBJECT_CLASS (dw_scope_parent_class)->dispose (object);
}

static void
dw_scope_class_init (DwScopeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dw_scope_dispose;
  object_class->get_property = dw_scope_get_property;
  object_class->set_property = dw_scope_set_property;
  properties[PROP_PLACE] = g_param_spec_object ("place", NULL, NULL, DW_TYPE_PLACE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PRIORITIES] = g_param_spec_uint ("priorities", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
dw_scope_init (DwScope *self)
{
}

DwScope *
dw_scope_new (DwPlaceTree *tree)
{
  DwScope *self = g_object_new (DW_TYPE_SCOPE, NULL);

  self->tree = g_object_ref (tree);
  return self;
}

DwPlaceTree *
dw_scope_get_tree (DwScope *self)
{
  return self->tree;
}

DwPlace *
dw_scope_get_place (DwScope *self)
{
  return self->place;
}

void
dw_scope_set_place (DwScope *self, DwPlace *place)
{
  if (g_set_object (&self->place, place))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLACE]);
}

guint
dw_scope_get_priorities (DwScope *self)
{
  return self->priorities;
}

void
dw_scope_set_priorities (DwScope *self, guint priorities)
{
  if (self->priorities == priorities)
    return;
  self->priorities = priorities;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PRIORITIES]);
}

gboolean
dw_scope_contains (DwScope *self, DwPlace *place)
{
  return self->place == NULL || (place != NULL && dw_place_is_within (place, self->place));
}
