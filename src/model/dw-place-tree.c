// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-place-tree.h"

#include "dw-place-tree-private.h"

/* Structure of the tree: places by id, devices by id, and which device stands where. A device may arrive before its place and
 * may move; the tree follows its "place-id". Counting is in dw-place-tree-rollup.c. */

static void dw_place_tree_list_model_init (GListModelInterface *iface);

/* clang-format off */
G_DEFINE_FINAL_TYPE_WITH_CODE (DwPlaceTree, dw_place_tree, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, dw_place_tree_list_model_init))
/* clang-format on */

enum {
  SIGNAL_DEVICE_ADDED,
  SIGNAL_DEVICE_REMOVED,
  SIGNAL_ROLLUP_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
house_device (DwPlaceTree *self,
              DwDevice *device)
{
  DwPlace *place = dw_place_tree_find (self, dw_device_get_place_id (device));

  if (place == NULL)
    return;
  g_ptr_array_add (place->devices, device);
  g_hash_table_insert (self->homes, device, place);
}

static void
unhouse_device (DwPlaceTree *self,
                DwDevice *device)
{
  DwPlace *place = g_hash_table_lookup (self->homes, device);

  if (place == NULL)
    return;
  g_ptr_array_remove (place->devices, device);
  g_hash_table_remove (self->homes, device);
}

/* Devices that came before their place. Looked for only when there are such. */
static void
house_waiting_devices (DwPlaceTree *self,
                       DwPlace *place)
{
  guint n_devices = g_list_model_get_n_items (G_LIST_MODEL (self->devices));

  if (g_hash_table_size (self->homes) == n_devices)
    return;
  for (guint i = 0; i < n_devices; i++)
    {
      g_autoptr (DwDevice) device = g_list_model_get_item (G_LIST_MODEL (self->devices), i);

      if (dw_device_get_place_id (device) == place->id)
        house_device (self, device);
    }
}

static void
device_moved_cb (DwDevice *device,
                 GParamSpec *pspec,
                 DwPlaceTree *self)
{
  unhouse_device (self, device);
  house_device (self, device);
}

static GType
dw_place_tree_get_item_type (GListModel *model)
{
  return DW_TYPE_PLACE;
}

static guint
dw_place_tree_get_n_items (GListModel *model)
{
  return DW_PLACE_TREE (model)->roots->len;
}

static gpointer
dw_place_tree_get_item (GListModel *model,
                        guint position)
{
  DwPlaceTree *self = DW_PLACE_TREE (model);

  return position < self->roots->len ? g_object_ref (self->roots->pdata[position]) : NULL;
}

static void
dw_place_tree_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = dw_place_tree_get_item_type;
  iface->get_n_items = dw_place_tree_get_n_items;
  iface->get_item = dw_place_tree_get_item;
}

static void
dw_place_tree_finalize (GObject *object)
{
  DwPlaceTree *self = DW_PLACE_TREE (object);

  for (guint i = 0; i < self->order->len; i++)
    g_ptr_array_set_size (((DwPlace *)self->order->pdata[i])->devices, 0);
  g_hash_table_unref (self->homes);
  g_hash_table_unref (self->device_by_id);
  g_hash_table_unref (self->place_by_id);
  g_object_unref (self->devices);
  g_ptr_array_unref (self->order);
  g_ptr_array_unref (self->roots);
  G_OBJECT_CLASS (dw_place_tree_parent_class)->finalize (object);
}

static void
dw_place_tree_class_init (DwPlaceTreeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dw_place_tree_finalize;
  signals[SIGNAL_DEVICE_ADDED] = g_signal_new ("device-added", DW_TYPE_PLACE_TREE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, DW_TYPE_DEVICE);
  signals[SIGNAL_DEVICE_REMOVED] = g_signal_new ("device-removed", DW_TYPE_PLACE_TREE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, DW_TYPE_DEVICE);
  signals[SIGNAL_ROLLUP_CHANGED] = g_signal_new ("rollup-changed", DW_TYPE_PLACE_TREE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dw_place_tree_init (DwPlaceTree *self)
{
  self->roots = g_ptr_array_new_with_free_func (g_object_unref);
  self->order = g_ptr_array_new ();
  self->place_by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->devices = g_list_store_new (DW_TYPE_DEVICE);
  self->device_by_id = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->homes = g_hash_table_new (NULL, NULL);
}

void
dw_place_tree_emit_rollup_changed (DwPlaceTree *self)
{
  g_signal_emit (self, signals[SIGNAL_ROLLUP_CHANGED], 0);
}

DwPlaceTree *
dw_place_tree_new (void)
{
  return g_object_new (DW_TYPE_PLACE_TREE, NULL);
}

static void
append_root (DwPlaceTree *self,
             DwPlace *place)
{
  g_ptr_array_add (self->roots, g_object_ref (place));
  g_list_model_items_changed (G_LIST_MODEL (self), self->roots->len - 1, 0, 1);
}

gboolean
dw_place_tree_add (DwPlaceTree *self,
                   DwPlace *place,
                   DwPlace *parent)
{
  g_return_val_if_fail (DW_IS_PLACE_TREE (self), FALSE);
  g_return_val_if_fail (DW_IS_PLACE (place) && place->children->len == 0, FALSE);
  g_return_val_if_fail (parent == NULL || dw_place_tree_find (self, parent->id) == parent, FALSE);

  if (g_hash_table_contains (self->place_by_id, &place->id))
    return FALSE;
  g_hash_table_insert (self->place_by_id, &place->id, place);
  g_ptr_array_add (self->order, place);
  house_waiting_devices (self, place);
  if (parent != NULL)
    dw_place_append_child (parent, place);
  else
    append_root (self, place);
  return TRUE;
}

static void
remove_devices_of (DwPlaceTree *self,
                   DwPlace *place)
{
  while (place->devices->len > 0)
    dw_place_tree_remove_device (self, place->devices->pdata[place->devices->len - 1]);
}

/* Everything below goes out of the books first; the branch itself then leaves the tree in one piece. */
static void
forget_branch (DwPlaceTree *self,
               DwPlace *branch)
{
  guint kept = 0;
  g_autoptr (GPtrArray) gone = g_ptr_array_new ();

  for (guint i = 0; i < self->order->len; i++)
    {
      DwPlace *place = self->order->pdata[i];

      if (dw_place_is_within (place, branch))
        g_ptr_array_add (gone, place);
      else
        self->order->pdata[kept++] = place;
    }
  g_ptr_array_set_size (self->order, (int)kept);
  for (guint i = 0; i < gone->len; i++)
    {
      DwPlace *place = gone->pdata[i];

      remove_devices_of (self, place);
      g_hash_table_remove (self->place_by_id, &place->id);
    }
}

static void
remove_root (DwPlaceTree *self,
             DwPlace *place)
{
  guint position;

  if (!g_ptr_array_find (self->roots, place, &position))
    return;
  g_ptr_array_remove_index (self->roots, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

void
dw_place_tree_remove (DwPlaceTree *self,
                      DwPlace *place)
{
  g_autoptr (DwPlace) kept_alive = NULL;

  g_return_if_fail (DW_IS_PLACE_TREE (self));
  g_return_if_fail (DW_IS_PLACE (place));
  g_return_if_fail (dw_place_tree_find (self, place->id) == place);

  kept_alive = g_object_ref (place);
  forget_branch (self, place);
  if (place->parent != NULL)
    dw_place_remove_child (place->parent, place);
  else
    remove_root (self, place);
}

DwPlace *
dw_place_tree_find (DwPlaceTree *self,
                    gint64 place_id)
{
  g_return_val_if_fail (DW_IS_PLACE_TREE (self), NULL);
  return g_hash_table_lookup (self->place_by_id, &place_id);
}

void
dw_place_tree_add_device (DwPlaceTree *self,
                          DwDevice *device)
{
  gint64 id;

  g_return_if_fail (DW_IS_PLACE_TREE (self));
  g_return_if_fail (DW_IS_DEVICE (device));
  id = dw_device_get_id (device);
  g_return_if_fail (!g_hash_table_contains (self->device_by_id, &id));

  g_hash_table_insert (self->device_by_id, g_memdup2 (&id, sizeof id), device);
  house_device (self, device);
  g_list_store_append (self->devices, device);
  g_signal_connect_object (device, "notify::place-id", G_CALLBACK (device_moved_cb), self, 0);
  g_signal_emit (self, signals[SIGNAL_DEVICE_ADDED], 0, device);
}

void
dw_place_tree_remove_device (DwPlaceTree *self,
                             DwDevice *device)
{
  g_autoptr (DwDevice) kept_alive = NULL;
  gint64 id;
  guint position;

  g_return_if_fail (DW_IS_PLACE_TREE (self));
  g_return_if_fail (DW_IS_DEVICE (device));

  id = dw_device_get_id (device);
  if (g_hash_table_lookup (self->device_by_id, &id) != device)
    return;
  kept_alive = g_object_ref (device);
  g_signal_handlers_disconnect_by_func (device, device_moved_cb, self);
  unhouse_device (self, device);
  g_hash_table_remove (self->device_by_id, &id);
  if (g_list_store_find (self->devices, device, &position))
    g_list_store_remove (self->devices, position);
  g_signal_emit (self, signals[SIGNAL_DEVICE_REMOVED], 0, device);
}

DwDevice *
dw_place_tree_find_device (DwPlaceTree *self,
                           gint64 device_id)
{
  g_return_val_if_fail (DW_IS_PLACE_TREE (self), NULL);
  return g_hash_table_lookup (self->device_by_id, &device_id);
}

GListModel *
dw_place_tree_get_devices (DwPlaceTree *self)
{
  g_return_val_if_fail (DW_IS_PLACE_TREE (self), NULL);
  return G_LIST_MODEL (self->devices);
}

/* Depth first with a stack of our own: the depth of the tree is the user's, not ours. */
GPtrArray *
dw_place_tree_list_devices (DwPlaceTree *self,
                            DwPlace *place)
{
  GPtrArray *found;
  g_autoptr (GPtrArray) stack = g_ptr_array_new ();

  g_return_val_if_fail (DW_IS_PLACE_TREE (self), NULL);
  g_return_val_if_fail (place == NULL || DW_IS_PLACE (place), NULL);

  found = g_ptr_array_new_with_free_func (g_object_unref);
  if (place != NULL)
    g_ptr_array_add (stack, place);
  for (guint i = self->roots->len; place == NULL && i > 0; i--)
    g_ptr_array_add (stack, self->roots->pdata[i - 1]);
  while (stack->len > 0)
    {
      DwPlace *at = g_ptr_array_steal_index (stack, stack->len - 1);

      for (guint i = 0; i < at->devices->len; i++)
        g_ptr_array_add (found, g_object_ref (at->devices->pdata[i]));
      for (guint i = at->children->len; i > 0; i--)
        g_ptr_array_add (stack, at->children->pdata[i - 1]);
    }
  return found;
}

DwPlace *
dw_place_tree_get_device_place (DwPlaceTree *self,
                                DwDevice *device)
{
  g_return_val_if_fail (DW_IS_PLACE_TREE (self), NULL);
  return g_hash_table_lookup (self->homes, device);
}
