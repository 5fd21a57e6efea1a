// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the connections that read. They stay open, and of those that are free the one opened first is taken: the same question finds what the last answer left in its
// memory.

#include "dw-history-private.h"
#include "dw-migrate.h"

#define MOST_READERS 4

void
dw_history_reader_free (DwHistoryReader *self)
{
  if (self == NULL)
    return;
  dw_history_kept_free (self->kept);
  dw_db_close (self->db);
  g_free (self);
}

static DwDb *
open_db (DwHistory *self, GError **error)
{
  g_autoptr (DwDb) db = dw_db_open (self->path, DW_DB_READ, error);
  guint n_steps;

  dw_migrate_get_sample_steps (&n_steps);
  /* A day's minutes of a hundred devices, so that the same span asked again is not read again. */
  if (db == NULL || !dw_migrate_check (db, n_steps, error) || !dw_db_execute (db, "cache", "PRAGMA cache_size = -16384", error))
    return NULL;
  return g_steal_pointer (&db);
}

static void
lose_reader (DwHistory *self)
{
  g_mutex_lock (&self->pool_lock);
  self->n_readers--;
  g_cond_signal (&self->pool_freed);
  g_mutex_unlock (&self->pool_lock);
}

/* It is counted already. */
static DwHistoryReader *
open_reader (DwHistory *self, guint number, GError **error)
{
  DwDb *db = open_db (self, error);
  DwHistoryReader *reader;

  if (db == NULL)
    {
      lose_reader (self);
      return NULL;
    }
  reader = g_new0 (DwHistoryReader, 1);
  reader->db = db;
  reader->kept = dw_history_kept_new ();
  reader->number = number;
  return reader;
}

/* With the pool lock. NULL when none is free. */
static DwHistoryReader *
take_free (DwHistory *self)
{
  DwHistoryReader **readers = (DwHistoryReader **)self->free_readers->pdata;
  guint first = 0;

  if (self->free_readers->len == 0)
    return NULL;
  for (guint i = 1; i < self->free_readers->len; i++)
    if (readers[i]->number < readers[first]->number)
      first = i;
  return g_ptr_array_steal_index_fast (self->free_readers, first);
}

DwHistoryReader *
dw_history_take_reader (DwHistory *self, GError **error)
{
  DwHistoryReader *reader;
  guint number = 0;

  g_mutex_lock (&self->pool_lock);
  while (self->free_readers->len == 0 && self->n_readers >= MOST_READERS)
    g_cond_wait (&self->pool_freed, &self->pool_lock);
  reader = take_free (self);
  if (reader == NULL)
    number = self->n_readers++;
  g_mutex_unlock (&self->pool_lock);
  return reader != NULL ? reader : open_reader (self, number, error);
}

DwHistoryReader *
dw_history_try_take_reader (DwHistory *self)
{
  DwHistoryReader *reader;
  gboolean may_open;
  guint number;

  g_mutex_lock (&self->pool_lock);
  reader = take_free (self);
  number = self->n_readers;
  may_open = reader == NULL && number < MOST_READERS;
  self->n_readers += may_open;
  g_mutex_unlock (&self->pool_lock);
  return may_open ? open_reader (self, number, NULL) : reader;
}

void
dw_history_give_reader (DwHistory *self, DwHistoryReader *reader)
{
  g_mutex_lock (&self->pool_lock);
  g_ptr_array_add (self->free_readers, reader);
  g_cond_signal (&self->pool_freed);
  g_mutex_unlock (&self->pool_lock);
}
