// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-tick.h"

/* Watchers may come and go while a tick runs: the ids are listed first, and each is looked up again before its turn. */

#define PERIOD_S 1

typedef struct
{
  DwTickFunc func;
  gpointer data;
} Watcher;

struct _DwTick
{
  DwClock *clock;       /* owned */
  GHashTable *watchers; /* id -> Watcher */
  guint last_id;
  guint source;
};

static void
tick_free (gpointer data)
{
  DwTick *self = data;

  g_clear_handle_id (&self->source, g_source_remove);
  g_hash_table_unref (self->watchers);
  dw_clock_unref (self->clock);
  g_free (self);
}

static DwTick *
tick_new (void)
{
  DwTick *self = g_new0 (DwTick, 1);

  self->clock = dw_clock_new_system ();
  self->watchers = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return self;
}

DwTick *
dw_tick_get (GdkDisplay *display)
{
  static const char key[] = "dw-tick";
  DwTick *self = g_object_get_data (G_OBJECT (display), key);

  if (self == NULL)
    {
      self = tick_new ();
      g_object_set_data_full (G_OBJECT (display), key, self, tick_free);
    }
  return self;
}

DwTick *
dw_tick_of (GtkWidget *widget)
{
  return dw_tick_get (gtk_widget_get_display (widget));
}

void
dw_tick_set_clock (DwTick *self, DwClock *clock)
{
  dw_clock_ref (clock);
  dw_clock_unref (self->clock);
  self->clock = clock;
}

gint64
dw_tick_now_ms (DwTick *self)
{
  return dw_clock_wall_ms (self->clock);
}

static gboolean
tick_cb (gpointer data)
{
  DwTick *self = data;
  gint64 now_ms = dw_tick_now_ms (self);
  g_autoptr (GList) ids = g_hash_table_get_keys (self->watchers);

  for (GList *id = ids; id != NULL; id = id->next)
    {
      Watcher *watcher = g_hash_table_lookup (self->watchers, id->data);

      if (watcher != NULL)
        watcher->func (now_ms, watcher->data);
    }
  return G_SOURCE_CONTINUE;
}

guint
dw_tick_watch (DwTick *self, DwTickFunc func, gpointer data)
{
  Watcher *watcher = g_new0 (Watcher, 1);

  watcher->func = func;
  watcher->data = data;
  g_hash_table_insert (self->watchers, GUINT_TO_POINTER (++self->last_id), watcher);
  if (self->source == 0)
    self->source = g_timeout_add_seconds (PERIOD_S, tick_cb, self);
  return self->last_id;
}

void
dw_tick_unwatch (DwTick *self, guint id)
{
  g_hash_table_remove (self->watchers, GUINT_TO_POINTER (id));
  if (g_hash_table_size (self->watchers) == 0)
    g_clear_handle_id (&self->source, g_source_remove);
}
