// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-event-feed.h"

/* New events arrive in bursts when something big happens; the feed asks the store again at most once in a while and keeps what it has until the answer is there. */

#define REFRESH_DELAY_MS 400

struct _DwEventItem
{
  GObject parent_instance;

  DwEventRecord *record;
};

G_DEFINE_FINAL_TYPE (DwEventItem, dw_event_item, G_TYPE_OBJECT)

static void
dw_event_item_finalize (GObject *object)
{
  dw_event_record_free (DW_EVENT_ITEM (object)->record);
  G_OBJECT_CLASS (dw_event_item_parent_class)->finalize (object);
}

static void
dw_event_item_class_init (DwEventItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dw_event_item_finalize;
}

static void
dw_event_item_init (DwEventItem *self)
{
}

const DwEventRecord *
dw_event_item_get_record (DwEventItem *self)
{
  return self->record;
}

struct _DwEventFeed
{
  GObject parent_instance;

  DwStation *station; /* owned */
  DwPlace *place;     /* owned */
  gint64 device_id;
  guint kinds;
  guint limit;

  GPtrArray *items; /* DwEventItem */
  guint total;
  char *fault;
  gboolean set; /* somebody said what to show */
  GCancellable *running;
  guint refresh_id;
};

static void dw_event_feed_list_model_init (GListModelInterface *iface);

/* clang-format off */
G_DEFINE_FINAL_TYPE_WITH_CODE (DwEventFeed, dw_event_feed, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, dw_event_feed_list_model_init))
/* clang-format on */

enum {
  SIGNAL_STATE_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static GType
dw_event_feed_get_item_type (GListModel *list)
{
  return DW_TYPE_EVENT_ITEM;
}

static guint
dw_event_feed_get_n_items (GListModel *list)
{
  return DW_EVENT_FEED (list)->items->len;
}

static gpointer
dw_event_feed_get_item (GListModel *list, guint position)
{
  DwEventFeed *self = DW_EVENT_FEED (list);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position)) : NULL;
}

static void
dw_event_feed_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = dw_event_feed_get_item_type;
  iface->get_n_items = dw_event_feed_get_n_items;
  iface->get_item = dw_event_feed_get_item;
}

static GPtrArray *
make_items (GPtrArray *records)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < records->len; i++)
    {
      DwEventItem *item = g_object_new (DW_TYPE_EVENT_ITEM, NULL);

      item->record = dw_event_record_copy (g_ptr_array_index (records, i));
      g_ptr_array_add (items, item);
    }
  return items;
}

static gint64
get_id (GPtrArray *items, guint index)
{
  return dw_event_item_get_record (g_ptr_array_index (items, index))->id;
}

static void
replace_tail (DwEventFeed *self, guint keep, GPtrArray *items, guint from)
{
  guint removed = self->items->len - keep;

  g_ptr_array_set_size (self->items, (int)keep);
  for (guint i = from; i < items->len; i++)
    g_ptr_array_add (self->items, g_object_ref (g_ptr_array_index (items, i)));
  if (removed > 0 || self->items->len > keep)
    g_list_model_items_changed (G_LIST_MODEL (self), keep, removed, self->items->len - keep);
}

/* Rows that stay are kept as they are, so that the selection and the place in the list survive: only what is gone at the bottom and new at the top changes. */
static void
take_items (DwEventFeed *self, GPtrArray *items)
{
  guint added = 0, same = 0;

  while (self->items->len > 0 && added < items->len && get_id (items, added) != get_id (self->items, 0))
    added++;
  while (added + same < items->len && same < self->items->len && get_id (items, added + same) == get_id (self->items, same))
    same++;
  if (same == 0)
    added = 0;
  replace_tail (self, same, items, added + same);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (self->items, (int)i, g_object_ref (g_ptr_array_index (items, i)));
  if (added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, added);
}

static void
queried_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DwEventFeed) self = data;
  g_autoptr (GError) error = NULL;
  guint total = 0;
  g_autoptr (GPtrArray) records = dw_alarm_desk_query_finish (self->station, result, &total, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->running);
  g_clear_pointer (&self->fault, g_free);
  if (records != NULL)
    {
      g_autoptr (GPtrArray) items = make_items (records);

      take_items (self, items);
      self->total = total;
    }
  else
    self->fault = g_strdup (error->message);
  g_signal_emit (self, signals[SIGNAL_STATE_CHANGED], 0);
}

static void
cancel (DwEventFeed *self)
{
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
}

void
dw_event_feed_refresh (DwEventFeed *self)
{
  const DwEventFilter filter = { .place = self->place, .device_id = self->device_id, .kinds = self->kinds, .limit = self->limit };

  if (!self->set)
    return;
  cancel (self);
  self->running = g_cancellable_new ();
  dw_alarm_desk_query_async (self->station, &filter, self->running, queried_cb, g_object_ref (self));
}

static gboolean
refresh_cb (gpointer data)
{
  DwEventFeed *self = data;

  self->refresh_id = 0;
  dw_event_feed_refresh (self);
  return G_SOURCE_REMOVE;
}

static gboolean
concerns (DwEventFeed *self, const DwEventRecord *event)
{
  DwPlace *place;

  if (self->kinds != 0 && (self->kinds & (1u << event->kind)) == 0)
    return FALSE;
  if (self->device_id != 0)
    return event->device_id == self->device_id;
  place = dw_place_tree_find (dw_station_get_tree (self->station), event->place_id);
  return self->place == NULL || (place != NULL && dw_place_is_within (place, self->place));
}

static void
event_cb (DwStation *station, const DwEventRecord *event, DwEventFeed *self)
{
  if (self->set && self->refresh_id == 0 && concerns (self, event))
    self->refresh_id = g_timeout_add (REFRESH_DELAY_MS, refresh_cb, self);
}

static void
dw_event_feed_dispose (GObject *object)
{
  DwEventFeed *self = DW_EVENT_FEED (object);

  cancel (self);
  g_clear_object (&self->place);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (dw_event_feed_parent_class)->dispose (object);
}

static void
dw_event_feed_finalize (GObject *object)
{
  DwEventFeed *self = DW_EVENT_FEED (object);

  g_ptr_array_unref (self->items);
  g_free (self->fault);
  G_OBJECT_CLASS (dw_event_feed_parent_class)->finalize (object);
}

static void
dw_event_feed_class_init (DwEventFeedClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dw_event_feed_dispose;
  G_OBJECT_CLASS (klass)->finalize = dw_event_feed_finalize;
  signals[SIGNAL_STATE_CHANGED] = g_signal_new ("state-changed", DW_TYPE_EVENT_FEED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dw_event_feed_init (DwEventFeed *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

DwEventFeed *
dw_event_feed_new (DwStation *station, guint limit)
{
  DwEventFeed *self = g_object_new (DW_TYPE_EVENT_FEED, NULL);

  self->station = g_object_ref (station);
  self->limit = limit;
  g_signal_connect_object (station, "event", G_CALLBACK (event_cb), self, 0);
  return self;
}

void
dw_event_feed_set (DwEventFeed *self, DwPlace *place, gint64 device_id, guint kinds)
{
  if (self->set && self->place == place && self->device_id == device_id && self->kinds == kinds)
    return;
  g_set_object (&self->place, place);
  self->device_id = device_id;
  self->kinds = kinds;
  self->set = TRUE;
  self->total = 0;
  g_clear_pointer (&self->fault, g_free);
  replace_tail (self, 0, self->items, self->items->len);
  dw_event_feed_refresh (self);
  g_signal_emit (self, signals[SIGNAL_STATE_CHANGED], 0);
}

gboolean
dw_event_feed_is_loading (DwEventFeed *self)
{
  return self->running != NULL;
}

const char *
dw_event_feed_get_fault (DwEventFeed *self)
{
  return self->fault;
}

guint
dw_event_feed_get_total (DwEventFeed *self)
{
  return self->total;
}
