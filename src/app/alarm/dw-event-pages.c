// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-event-pages.h"

/* The list is cut into blocks; a block is absent, asked for (its rows hold the place), or there. Blocks that nobody looked at for long are dropped, so that scrolling
 * through a year does not keep a year. A new question leaves the old blocks alone until its first answer. */

#define BLOCK 200
#define MAX_BLOCKS 40

typedef struct
{
  GPtrArray *rows; /* always BLOCK or fewer: an item keeps its identity */
  guint64 used;    /* counter of the last look */
} Block;

struct _DwEventPages
{
  GObject parent_instance;

  DwStation *station;        /* owned */
  DwEventFilter filter;      /* owns text and alarm_id */
  GCancellable *cancellable; /* owned: of the question as a whole */
  GHashTable *blocks;        /* index -> Block */
  guint total;
  guint64 looks;
  gboolean loading;
  char *error; /* owned */
};

static void dw_event_pages_list_init (GListModelInterface *iface);

/* clang-format off */
G_DEFINE_FINAL_TYPE_WITH_CODE (DwEventPages, dw_event_pages, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, dw_event_pages_list_init))
/* clang-format on */

enum {
  SIGNAL_STATE_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static void
block_free (gpointer data)
{
  Block *block = data;

  g_clear_pointer (&block->rows, g_ptr_array_unref);
  g_free (block);
}

static void
clear_filter (DwEventPages *self)
{
  g_free ((char *)self->filter.text);
  g_free ((char *)self->filter.alarm_id);
  self->filter = (DwEventFilter){ 0 };
}

static void
copy_filter (DwEventPages *self, const DwEventFilter *filter)
{
  g_autofree char *text = g_strdup (filter->text);
  g_autofree char *alarm_id = g_strdup (filter->alarm_id);

  clear_filter (self);
  self->filter = *filter;
  self->filter.text = g_steal_pointer (&text);
  self->filter.alarm_id = g_steal_pointer (&alarm_id);
}

/* --- asking --- */

typedef struct
{
  DwEventPages *pages;       /* owned */
  GCancellable *cancellable; /* owned: tells whether the question still stands */
  guint index;
  gboolean first; /* the answer that brings a new list */
} Request;

static void
request_free (Request *self)
{
  g_object_unref (self->pages);
  g_object_unref (self->cancellable);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static GPtrArray *
make_rows (DwEventPages *self, GPtrArray *events)
{
  GPtrArray *rows = g_ptr_array_new_full (events->len, g_object_unref);

  for (guint i = 0; i < events->len; i++)
    g_ptr_array_add (rows, dw_alarm_row_new_event (self->station, g_ptr_array_index (events, i)));
  return rows;
}

static void
drop_oldest_block (DwEventPages *self)
{
  GHashTableIter iter;
  gpointer index, value, oldest_index = NULL;
  Block *oldest = NULL;

  g_hash_table_iter_init (&iter, self->blocks);
  while (g_hash_table_iter_next (&iter, &index, &value))
    if (oldest == NULL || ((Block *)value)->used < oldest->used)
      {
        oldest = value;
        oldest_index = index;
      }
  g_hash_table_remove (self->blocks, oldest_index);
}

static void
put_block (DwEventPages *self, guint index, GPtrArray *rows)
{
  Block *block = g_new0 (Block, 1);

  block->rows = rows;
  block->used = ++self->looks;
  g_hash_table_insert (self->blocks, GUINT_TO_POINTER (index), block);
}

/* The first answer brings the length; everything that was shown before goes. */
static void
start_list (DwEventPages *self, GPtrArray *events, guint total)
{
  guint before = self->total;

  g_hash_table_remove_all (self->blocks);
  put_block (self, 0, make_rows (self, events));
  self->total = total;
  self->loading = FALSE;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, total);
}

static void
fill_block (DwEventPages *self, guint index, GPtrArray *events)
{
  guint first = index * BLOCK, n_rows = first < self->total ? MIN (BLOCK, self->total - first) : 0;

  put_block (self, index, make_rows (self, events));
  g_list_model_items_changed (G_LIST_MODEL (self), first, n_rows, n_rows);
}

static void
fail (DwEventPages *self, const Request *request, const GError *error)
{
  if (!request->first)
    g_hash_table_remove (self->blocks, GUINT_TO_POINTER (request->index));
  g_free (self->error);
  self->error = g_strdup (error->message);
  self->loading = FALSE;
}

static void
block_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Request) request = data;
  DwEventPages *self = request->pages;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;
  guint total = 0;

  if (g_cancellable_is_cancelled (request->cancellable))
    return;
  events = dw_alarm_desk_query_finish (self->station, result, &total, &error);
  if (events == NULL)
    fail (self, request, error);
  else if (request->first)
    start_list (self, events, total);
  else
    fill_block (self, request->index, events);
  g_signal_emit (self, signals[SIGNAL_STATE_CHANGED], 0);
}

static void
send_request (DwEventPages *self, guint index, gboolean first)
{
  Request *request = g_new0 (Request, 1);
  DwEventFilter filter = self->filter;

  *request = (Request){ g_object_ref (self), g_object_ref (self->cancellable), index, first };
  filter.offset = index * BLOCK;
  filter.limit = BLOCK;
  dw_alarm_desk_query_async (self->station, &filter, self->cancellable, block_read_cb, request);
}

static void
ask_block (DwEventPages *self, guint index)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < BLOCK; i++)
    g_ptr_array_add (rows, dw_alarm_row_new_loading ());
  if (g_hash_table_size (self->blocks) >= MAX_BLOCKS)
    drop_oldest_block (self);
  put_block (self, index, rows);
  /* While a new question is under way the answer to the old one is of no use. */
  if (!self->loading)
    send_request (self, index, FALSE);
}

void
dw_event_pages_ask (DwEventPages *self, const DwEventFilter *filter)
{
  copy_filter (self, filter);
  if (self->filter.to_ms == 0)
    self->filter.to_ms = dw_clock_wall_ms (dw_station_get_clock (self->station)) + 1;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_pointer (&self->error, g_free);
  self->loading = TRUE;
  send_request (self, 0, TRUE);
  g_signal_emit (self, signals[SIGNAL_STATE_CHANGED], 0);
}

gboolean
dw_event_pages_is_loading (DwEventPages *self)
{
  return self->loading;
}

const char *
dw_event_pages_get_error (DwEventPages *self)
{
  return self->error;
}

/* --- the list model --- */

static GType
dw_event_pages_get_item_type (GListModel *model)
{
  return DW_TYPE_ALARM_ROW;
}

static guint
dw_event_pages_get_n_items (GListModel *model)
{
  return DW_EVENT_PAGES (model)->total;
}

static gpointer
dw_event_pages_get_item (GListModel *model, guint position)
{
  DwEventPages *self = DW_EVENT_PAGES (model);
  guint index = position / BLOCK;
  Block *block = NULL;

  if (position >= self->total)
    return NULL;
  if (!g_hash_table_contains (self->blocks, GUINT_TO_POINTER (index)))
    ask_block (self, index);
  block = g_hash_table_lookup (self->blocks, GUINT_TO_POINTER (index));
  block->used = ++self->looks;
  /* Fewer than asked for: lines were removed meanwhile. */
  if (position % BLOCK >= block->rows->len)
    g_ptr_array_add (block->rows, dw_alarm_row_new_loading ());
  return g_object_ref (g_ptr_array_index (block->rows, MIN (position % BLOCK, block->rows->len - 1)));
}

static void
dw_event_pages_list_init (GListModelInterface *iface)
{
  iface->get_item_type = dw_event_pages_get_item_type;
  iface->get_n_items = dw_event_pages_get_n_items;
  iface->get_item = dw_event_pages_get_item;
}

static void
dw_event_pages_dispose (GObject *object)
{
  DwEventPages *self = DW_EVENT_PAGES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (dw_event_pages_parent_class)->dispose (object);
}

static void
dw_event_pages_finalize (GObject *object)
{
  DwEventPages *self = DW_EVENT_PAGES (object);

  clear_filter (self);
  g_object_unref (self->cancellable);
  g_hash_table_unref (self->blocks);
  g_free (self->error);
  G_OBJECT_CLASS (dw_event_pages_parent_class)->finalize (object);
}

static void
dw_event_pages_class_init (DwEventPagesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dw_event_pages_dispose;
  G_OBJECT_CLASS (klass)->finalize = dw_event_pages_finalize;
  signals[SIGNAL_STATE_CHANGED] = g_signal_new ("state-changed", DW_TYPE_EVENT_PAGES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dw_event_pages_init (DwEventPages *self)
{
  self->cancellable = g_cancellable_new ();
  self->blocks = g_hash_table_new_full (NULL, NULL, NULL, block_free);
}

DwEventPages *
dw_event_pages_new (DwStation *station)
{
  DwEventPages *self = g_object_new (DW_TYPE_EVENT_PAGES, NULL);

  self->station = g_object_ref (station);
  return self;
}
