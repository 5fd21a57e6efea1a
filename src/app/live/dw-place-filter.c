// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-place-filter.h"

#include <string.h>

/* A text is looked up in one walk over the whole tree, and what may be shown is kept in a set: a filter that searched below each place anew would walk the tree once per place. */

struct _DwPlaceFilter
{
  GtkFilter parent_instance;

  DwPlaceTree *tree; /* owned */
  DwPerson *person;  /* owned, NULL = sees everything */
  char *text;        /* folded, "" = none */
  gboolean abnormal;
  GHashTable *shown; /* DwPlace* as keys, compared by address only; NULL while nothing narrows by text or person */
};

G_DEFINE_FINAL_TYPE (DwPlaceFilter, dw_place_filter, GTK_TYPE_FILTER)

gboolean
dw_person_sees_place (const DwPerson *person, DwPlace *place)
{
  if (person == NULL || person->scope == NULL || person->scope->len == 0)
    return TRUE;
  for (; place != NULL; place = dw_place_get_parent (place))
    for (guint i = 0; i < person->scope->len; i++)
      if (g_array_index (person->scope, gint64, i) == dw_place_get_id (place))
        return TRUE;
  return FALSE;
}

gboolean
dw_person_may_enter (const DwPerson *person, DwPlaceTree *tree, DwPlace *place)
{
  if (place == NULL || dw_person_sees_place (person, place))
    return TRUE;
  for (guint i = 0; i < person->scope->len; i++)
    {
      DwPlace *own = dw_place_tree_find (tree, g_array_index (person->scope, gint64, i));

      if (own != NULL && dw_place_is_within (own, place))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_abnormal (DwPlace *place)
{
  const DwRollup *rollup = dw_place_get_rollup (place);

  return rollup->active[1] + rollup->active[2] + rollup->active[3] + rollup->active[4] + rollup->old > 0;
}

static gboolean
contains_folded (const char *haystack, const char *needle)
{
  g_autofree char *folded = g_utf8_casefold (haystack, -1);

  return strstr (folded, needle) != NULL;
}

static gboolean
has_matching_device (DwPlaceFilter *self, DwPlace *place)
{
  g_autoptr (GPtrArray) devices = dw_place_tree_list_devices (self->tree, place);

  for (guint i = 0; i < devices->len; i++)
    {
      DwDevice *device = g_ptr_array_index (devices, i);

      if (dw_device_get_place_id (device) == dw_place_get_id (place) &&
          (contains_folded (dw_device_get_name (device), self->text) || contains_folded (dw_device_get_address (device), self->text)))
        return TRUE;
    }
  return FALSE;
}

/* Only places without children are asked for devices one by one; devices stand at boxes and circuits. */
static gboolean
matches_itself (DwPlaceFilter *self, DwPlace *place)
{
  if (*self->text == '\0' || contains_folded (dw_place_get_name (place), self->text))
    return TRUE;
  return dw_place_get_kind (place) >= DW_PLACE_ROOM && has_matching_device (self, place);
}

/* Returns whether the place or something below it is shown. matched_above: a place above matched the text. */
static gboolean
walk (DwPlaceFilter *self, DwPlace *place, gboolean matched_above)
{
  gboolean matched = matched_above || matches_itself (self, place);
  gboolean shown = matched && dw_person_sees_place (self->person, place) && (!self->abnormal || is_abnormal (place));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (place));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (DwPlace) child = g_list_model_get_item (G_LIST_MODEL (place), i);

      shown |= walk (self, child, matched);
    }
  if (shown)
    g_hash_table_add (self->shown, place);
  return shown;
}

static gboolean
needs_set (DwPlaceFilter *self)
{
  return *self->text != '\0' || (self->person != NULL && self->person->scope != NULL && self->person->scope->len > 0);
}

void
dw_place_filter_refresh (DwPlaceFilter *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->tree));

  g_clear_pointer (&self->shown, g_hash_table_unref);
  if (needs_set (self))
    {
      self->shown = g_hash_table_new (NULL, NULL);
      for (guint i = 0; i < n; i++)
        {
          g_autoptr (DwPlace) root = g_list_model_get_item (G_LIST_MODEL (self->tree), i);

          walk (self, root, FALSE);
        }
    }
  gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}

void
dw_place_filter_set_person (DwPlaceFilter *self, const DwPerson *person)
{
  g_clear_pointer (&self->person, dw_person_free);
  self->person = person != NULL ? dw_person_copy (person) : NULL;
  dw_place_filter_refresh (self);
}

void
dw_place_filter_set_text (DwPlaceFilter *self, const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  g_strstrip (folded);
  if (strcmp (folded, self->text) == 0)
    return;
  g_free (self->text);
  self->text = g_steal_pointer (&folded);
  dw_place_filter_refresh (self);
}

void
dw_place_filter_set_abnormal (DwPlaceFilter *self, gboolean abnormal)
{
  if (self->abnormal == abnormal)
    return;
  self->abnormal = abnormal;
  dw_place_filter_refresh (self);
}

gboolean
dw_place_filter_is_narrowed (DwPlaceFilter *self)
{
  return self->abnormal || *self->text != '\0';
}

static gboolean
dw_place_filter_match (GtkFilter *filter, gpointer item)
{
  DwPlaceFilter *self = DW_PLACE_FILTER (filter);

  if (self->shown != NULL && !g_hash_table_contains (self->shown, item))
    return FALSE;
  return !self->abnormal || is_abnormal (item);
}

static GtkFilterMatch
dw_place_filter_get_strictness (GtkFilter *filter)
{
  DwPlaceFilter *self = DW_PLACE_FILTER (filter);

  return self->shown == NULL && !self->abnormal ? GTK_FILTER_MATCH_ALL : GTK_FILTER_MATCH_SOME;
}

static void
dw_place_filter_finalize (GObject *object)
{
  DwPlaceFilter *self = DW_PLACE_FILTER (object);

  g_clear_pointer (&self->shown, g_hash_table_unref);
  g_clear_pointer (&self->person, dw_person_free);
  g_clear_object (&self->tree);
  g_free (self->text);
  G_OBJECT_CLASS (dw_place_filter_parent_class)->finalize (object);
}

static void
dw_place_filter_class_init (DwPlaceFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dw_place_filter_finalize;
  GTK_FILTER_CLASS (klass)->match = dw_place_filter_match;
  GTK_FILTER_CLASS (klass)->get_strictness = dw_place_filter_get_strictness;
}

static void
dw_place_filter_init (DwPlaceFilter *self)
{
  self->text = g_strdup ("");
}

DwPlaceFilter *
dw_place_filter_new (DwPlaceTree *tree)
{
  DwPlaceFilter *self = g_object_new (DW_TYPE_PLACE_FILTER, NULL);

  self->tree = g_object_ref (tree);
  return self;
}
