// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-place.h"

#include <glib/gi18n-lib.h>

#include "dw-place-private.h"

/* A node of the place tree. It is the list model of its own children, so a tree view needs no second structure that could
 * disagree with this one. Counts are folded upwards by the tree (dw-place-tree-rollup.c), never by the place itself. */

static const struct
{
  const char *word;
  const char *title;
} kinds[DW_N_PLACE_KINDS] = {
  [DW_PLACE_DISTRICT] = { "district", N_ ("District") },
  [DW_PLACE_REGION] = { "region", N_ ("Region") },
  [DW_PLACE_SCHOOL] = { "school", N_ ("School") },
  [DW_PLACE_BUILDING] = { "building", N_ ("Building") },
  [DW_PLACE_ROOM] = { "room", N_ ("Room") },
  [DW_PLACE_BOX] = { "box", N_ ("Box") },
  [DW_PLACE_CIRCUIT] = { "circuit", N_ ("Circuit") },
};

static void dw_place_list_model_init (GListModelInterface *iface);

/* clang-format off */
G_DEFINE_FINAL_TYPE_WITH_CODE (DwPlace, dw_place, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, dw_place_list_model_init))
/* clang-format on */

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
emit_changed (DwPlace *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static GType
dw_place_get_item_type (GListModel *model)
{
  return DW_TYPE_PLACE;
}

static guint
dw_place_get_n_items (GListModel *model)
{
  return DW_PLACE (model)->children->len;
}

static gpointer
dw_place_get_item (GListModel *model,
                   guint position)
{
  DwPlace *self = DW_PLACE (model);

  return position < self->children->len ? g_object_ref (self->children->pdata[position]) : NULL;
}

static void
dw_place_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = dw_place_get_item_type;
  iface->get_n_items = dw_place_get_n_items;
  iface->get_item = dw_place_get_item;
}

static void
dw_place_finalize (GObject *object)
{
  DwPlace *self = DW_PLACE (object);

  /* A child that somebody still holds must not point at us. */
  for (guint i = 0; i < self->children->len; i++)
    ((DwPlace *)self->children->pdata[i])->parent = NULL;
  g_ptr_array_unref (self->children);
  g_ptr_array_unref (self->devices);
  g_hash_table_unref (self->facts);
  g_free (self->name);
  G_OBJECT_CLASS (dw_place_parent_class)->finalize (object);
}

static void
dw_place_class_init (DwPlaceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dw_place_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", DW_TYPE_PLACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dw_place_init (DwPlace *self)
{
  self->facts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->children = g_ptr_array_new_with_free_func (g_object_unref);
  self->devices = g_ptr_array_new ();
}

void
dw_place_append_child (DwPlace *self,
                       DwPlace *child)
{
  child->parent = self;
  g_ptr_array_add (self->children, g_object_ref (child));
  g_list_model_items_changed (G_LIST_MODEL (self), self->children->len - 1, 0, 1);
}

void
dw_place_remove_child (DwPlace *self,
                       DwPlace *child)
{
  guint position;

  if (!g_ptr_array_find (self->children, child, &position))
    return;
  child->parent = NULL;
  g_ptr_array_remove_index (self->children, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

static gboolean
rollup_equal (const DwRollup *a,
              const DwRollup *b)
{
  return memcmp (a, b, G_STRUCT_OFFSET (DwRollup, old) + sizeof a->old) == 0 && a->oldest_ms == b->oldest_ms;
}

gboolean
dw_place_adopt_rollup (DwPlace *self)
{
  if (rollup_equal (&self->rollup, &self->next))
    return FALSE;
  self->rollup = self->next;
  emit_changed (self);
  return TRUE;
}

void
dw_place_fold_into_parent (DwPlace *self)
{
  DwRollup *sum;
  const DwRollup *part = &self->next;

  if (self->parent == NULL)
    return;
  sum = &self->parent->next;
  for (guint i = 1; i < G_N_ELEMENTS (sum->active); i++)
    {
      sum->active[i] += part->active[i];
      sum->unacked[i] += part->unacked[i];
    }
  sum->devices += part->devices;
  sum->online += part->online;
  sum->old += part->old;
  if (part->oldest_ms != 0 && (sum->oldest_ms == 0 || part->oldest_ms < sum->oldest_ms))
    sum->oldest_ms = part->oldest_ms;
}

const char *
dw_place_kind_word (DwPlaceKind kind)
{
  g_return_val_if_fail ((guint)kind < DW_N_PLACE_KINDS, "");
  return kinds[kind].word;
}

gboolean
dw_place_kind_from_word (const char *word,
                         DwPlaceKind *kind)
{
  for (guint i = 0; i < DW_N_PLACE_KINDS; i++)
    if (g_strcmp0 (word, kinds[i].word) == 0)
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

const char *
dw_place_kind_title (DwPlaceKind kind)
{
  g_return_val_if_fail ((guint)kind < DW_N_PLACE_KINDS, "");
  return _ (kinds[kind].title);
}

DwPlace *
dw_place_new (gint64 id,
              DwPlaceKind kind,
              const char *name)
{
  DwPlace *self;

  g_return_val_if_fail ((guint)kind < DW_N_PLACE_KINDS, NULL);

  self = g_object_new (DW_TYPE_PLACE, NULL);
  self->id = id;
  self->kind = kind;
  self->name = g_strdup (name != NULL ? name : "");
  return self;
}

gint64
dw_place_get_id (DwPlace *self)
{
  g_return_val_if_fail (DW_IS_PLACE (self), 0);
  return self->id;
}

DwPlaceKind
dw_place_get_kind (DwPlace *self)
{
  g_return_val_if_fail (DW_IS_PLACE (self), DW_PLACE_DISTRICT);
  return self->kind;
}

const char *
dw_place_get_name (DwPlace *self)
{
  g_return_val_if_fail (DW_IS_PLACE (self), "");
  return self->name;
}

void
dw_place_set_name (DwPlace *self,
                   const char *name)
{
  g_return_if_fail (DW_IS_PLACE (self));
  g_return_if_fail (name != NULL);

  if (strcmp (self->name, name) == 0)
    return;
  g_free (self->name);
  self->name = g_strdup (name);
  emit_changed (self);
}

DwPlace *
dw_place_get_parent (DwPlace *self)
{
  g_return_val_if_fail (DW_IS_PLACE (self), NULL);
  return self->parent;
}

DwPlace *
dw_place_get_ancestor (DwPlace *self,
                       DwPlaceKind kind)
{
  g_return_val_if_fail (self == NULL || DW_IS_PLACE (self), NULL);

  for (DwPlace *place = self; place != NULL; place = place->parent)
    if (place->kind == kind)
      return place;
  return NULL;
}

gboolean
dw_place_is_within (DwPlace *self,
                    DwPlace *ancestor)
{
  g_return_val_if_fail (self == NULL || DW_IS_PLACE (self), FALSE);

  for (DwPlace *place = self; place != NULL; place = place->parent)
    if (place == ancestor)
      return TRUE;
  return FALSE;
}

/* The school and the circuit stand alone, what lies between is one phrase: people say "teaching building, second floor, box 2AL1". */
static const char *
separator_between (DwPlace *parent,
                   DwPlace *child)
{
  if (parent->kind <= DW_PLACE_SCHOOL || child->kind == DW_PLACE_CIRCUIT)
    return " / ";
  return " ";
}

char *
dw_place_get_path (DwPlace *self)
{
  GString *path;

  g_return_val_if_fail (DW_IS_PLACE (self), NULL);

  path = g_string_new (self->name);
  for (DwPlace *place = self; place->kind > DW_PLACE_SCHOOL && place->parent != NULL; place = place->parent)
    {
      g_string_prepend (path, separator_between (place->parent, place));
      g_string_prepend (path, place->parent->name);
    }
  return g_string_free (path, FALSE);
}

const char *
dw_place_get_fact (DwPlace *self,
                   const char *key)
{
  g_return_val_if_fail (DW_IS_PLACE (self), NULL);
  return g_hash_table_lookup (self->facts, key);
}

void
dw_place_set_fact (DwPlace *self,
                   const char *key,
                   const char *value)
{
  g_return_if_fail (DW_IS_PLACE (self));
  g_return_if_fail (key != NULL);

  if (g_strcmp0 (dw_place_get_fact (self, key), value) == 0)
    return;
  if (value == NULL)
    g_hash_table_remove (self->facts, key);
  else
    g_hash_table_replace (self->facts, g_strdup (key), g_strdup (value));
  emit_changed (self);
}

GHashTable *
dw_place_get_facts (DwPlace *self)
{
  g_return_val_if_fail (DW_IS_PLACE (self), NULL);
  return self->facts;
}

const DwRollup *
dw_place_get_rollup (DwPlace *self)
{
  g_return_val_if_fail (DW_IS_PLACE (self), NULL);
  return &self->rollup;
}
