// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: means of minutes that were unpacked, kept beside the connection that read them, so that days that are asked for again and again are unpacked once.
//
// What is kept is true for one state of the database. SQLite numbers the states that a connection sees: PRAGMA data_version changes when another connection, of this program or of
// another one, has committed something, and it does not for what the connection commits itself, which here is nothing. With a WAL the number goes up when a read transaction
// begins and finds that the WAL has gone on, in the same breath in which SQLite throws away the pages that the connection holds; until the transaction ends it stays. So a number
// that was read within the transaction belongs to what the transaction sees, and what is kept lives as long as SQLite's own pages do.

#include "dw-history-private.h"

/* Of channels, one day each: 8 MB. */
#define MOST_DAYS 720

typedef struct
{
  gint64 device_id, day;
  const char *name;
} Key;

typedef struct
{
  Key key;
  char *name; /* owned */
  DwHistoryKeptDay kept;
} Day;

struct _DwHistoryKept
{
  gint64 version;   /* of the database */
  GHashTable *days; /* Key -> Day */
  GPtrArray *ring;  /* Day, owned; when it is full the oldest is used again */
  guint oldest;
};

static guint
key_hash (gconstpointer data)
{
  const Key *key = data;

  return g_str_hash (key->name) ^ ((guint)key->device_id * 2654435761u + (guint)key->day * 40503u);
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  const Key *x = a, *y = b;

  return x->device_id == y->device_id && x->day == y->day && g_str_equal (x->name, y->name);
}

static void
day_free (gpointer data)
{
  Day *day = data;

  g_free (day->name);
  g_free (day);
}

DwHistoryKept *
dw_history_kept_new (void)
{
  DwHistoryKept *self = g_new0 (DwHistoryKept, 1);

  self->days = g_hash_table_new (key_hash, key_equal);
  self->ring = g_ptr_array_new_with_free_func (day_free);
  return self;
}

void
dw_history_kept_free (DwHistoryKept *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->days);
  g_ptr_array_unref (self->ring);
  g_free (self);
}

void
dw_history_kept_set_version (DwHistoryKept *self, gint64 version)
{
  if (version == self->version)
    return;
  g_hash_table_remove_all (self->days);
  g_ptr_array_set_size (self->ring, 0);
  self->oldest = 0;
  self->version = version;
}

const DwHistoryKeptDay *
dw_history_kept_find (DwHistoryKept *self, const DwHistoryChannel *channel, gint64 day)
{
  const Day *found = g_hash_table_lookup (self->days, &(Key){ channel->device_id, day, channel->name });

  return found != NULL ? &found->kept : NULL;
}

static Day *
take_room (DwHistoryKept *self)
{
  Day *day;

  if (self->ring->len < MOST_DAYS)
    {
      day = g_new (Day, 1);
      g_ptr_array_add (self->ring, day);
      return day;
    }
  day = self->ring->pdata[self->oldest];
  self->oldest = (self->oldest + 1) % MOST_DAYS;
  g_hash_table_remove (self->days, &day->key);
  g_free (day->name);
  return day;
}

DwHistoryKeptDay *
dw_history_kept_add (DwHistoryKept *self, const DwHistoryChannel *channel, gint64 day)
{
  Day *room = g_hash_table_lookup (self->days, &(Key){ channel->device_id, day, channel->name });

  if (room != NULL)
    return &room->kept;
  room = take_room (self);
  room->name = g_strdup (channel->name);
  room->key = (Key){ channel->device_id, day, room->name };
  room->kept.hours = 0;
  g_hash_table_add (self->days, &room->key);
  return &room->kept;
}
