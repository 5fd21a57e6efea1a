// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the journal, see the header. A line waits in `next` until the end of this turn of the main loop, travels in `flight`,
// and is freed after its callback. Only one batch is in flight: the order on disk is the order of adding.

#include "dw-journal.h"

typedef struct
{
  DwAlarmRecord *record;
  DwEventRecord *event;
  DwAuditRow *audit;
  DwJournalSynced synced;
  gpointer synced_data;
} Line;

struct _DwJournal
{
  DwStore *store;
  DwJournalStored stored;
  DwJournalFault fault;
  gpointer data;

  GPtrArray *next;   /* Line */
  GPtrArray *flight; /* Line, NULL = nothing under way */
  guint flush_id;
  guint retry_id;
  gboolean failing;
  gboolean closing;
};

static void start_flight (DwJournal *self);

static void
line_free (gpointer data)
{
  Line *line = data;

  g_clear_pointer (&line->record, dw_alarm_record_free);
  g_clear_pointer (&line->event, dw_event_record_free);
  g_clear_pointer (&line->audit, dw_audit_row_free);
  g_free (line);
}

static DwStoreBatch *
make_batch (GPtrArray *lines)
{
  DwStoreBatch *batch = dw_store_batch_new ();

  for (guint i = 0; i < lines->len; i++)
    {
      Line *line = lines->pdata[i];

      if (line->record)
        dw_store_batch_put_alarm (batch, line->record);
      if (line->event)
        dw_store_batch_add_event (batch, line->event);
      if (line->audit)
        dw_store_batch_add_audit (batch, line->audit);
    }
  return batch;
}

static void
report_lines (DwJournal *self, GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      Line *line = lines->pdata[i];

      if (line->record || line->event)
        self->stored (line->record, line->event, self->data);
      if (line->synced)
        line->synced (TRUE, line->synced_data);
    }
}

static gboolean
retry_cb (gpointer data)
{
  DwJournal *self = data;

  self->retry_id = 0;
  start_flight (self);
  return G_SOURCE_REMOVE;
}

/* A command must not wait for a disk that may never come back: those who wait are told now. */
static void
fail_waiters (GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      Line *line = lines->pdata[i];

      if (line->synced)
        g_steal_pointer (&line->synced) (FALSE, line->synced_data);
    }
}

/* The lines go back to the head of the queue, in their order. */
static void
requeue_flight (DwJournal *self)
{
  g_ptr_array_extend_and_steal (self->flight, g_steal_pointer (&self->next));
  self->next = g_steal_pointer (&self->flight);
}

static void
flight_failed (DwJournal *self, const GError *error)
{
  g_warning ("cannot write alarms: %s", error->message);
  self->failing = TRUE;
  fail_waiters (self->flight);
  self->fault (error->message, self->data);
  requeue_flight (self);
  self->retry_id = g_timeout_add_seconds (1, retry_cb, self);
}

static void
flight_landed (DwJournal *self)
{
  g_autoptr (GPtrArray) landed = g_steal_pointer (&self->flight);

  if (self->failing)
    {
      self->failing = FALSE;
      self->fault (NULL, self->data);
    }
  report_lines (self, landed);
  start_flight (self);
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  DwJournal *self = data;
  g_autoptr (GError) error = NULL;
  gboolean ok = dw_store_commit_finish (self->store, result, NULL, &error);

  if (self->closing)
    {
      if (ok)
        g_clear_pointer (&self->flight, g_ptr_array_unref);
      else
        requeue_flight (self);
      return;
    }
  if (ok)
    flight_landed (self);
  else
    flight_failed (self, error);
}

static void
start_flight (DwJournal *self)
{
  if (self->flight || self->retry_id || self->next->len == 0)
    return;
  self->flight = g_steal_pointer (&self->next);
  self->next = g_ptr_array_new_with_free_func (line_free);
  dw_store_commit_async (self->store, make_batch (self->flight), NULL, committed_cb, self);
}

static gboolean
flush_cb (gpointer data)
{
  DwJournal *self = data;

  self->flush_id = 0;
  start_flight (self);
  return G_SOURCE_REMOVE;
}

static void
queue_line (DwJournal *self, Line *line)
{
  g_ptr_array_add (self->next, line);
  if (!self->flush_id)
    self->flush_id = g_idle_add_full (G_PRIORITY_DEFAULT, flush_cb, self, NULL);
}

DwJournal *
dw_journal_new (DwStore *store, DwJournalStored stored, DwJournalFault fault, gpointer data)
{
  DwJournal *self = g_new0 (DwJournal, 1);

  self->store = store;
  self->stored = stored;
  self->fault = fault;
  self->data = data;
  self->next = g_ptr_array_new_with_free_func (line_free);
  return self;
}

void
dw_journal_free (DwJournal *self)
{
  if (!self)
    return;
  self->closing = TRUE;
  g_clear_handle_id (&self->flush_id, g_source_remove);
  g_clear_handle_id (&self->retry_id, g_source_remove);
  while (self->flight)
    g_main_context_iteration (NULL, TRUE);
  if (self->next->len > 0)
    {
      g_autoptr (GError) error = NULL;

      if (!dw_store_commit (self->store, make_batch (self->next), NULL, &error))
        g_critical ("%u lines could not be written at the end: %s", self->next->len, error->message);
    }
  g_ptr_array_unref (self->next);
  g_free (self);
}

void
dw_journal_add (DwJournal *self, const DwAlarmRecord *record, const DwEventRecord *event)
{
  Line *line = g_new0 (Line, 1);

  line->record = record ? dw_alarm_record_copy (record) : NULL;
  line->event = event ? dw_event_record_copy (event) : NULL;
  queue_line (self, line);
}

void
dw_journal_add_audit (DwJournal *self, DwAuditRow *row)
{
  Line *line = g_new0 (Line, 1);

  line->audit = row;
  queue_line (self, line);
}

void
dw_journal_when_synced (DwJournal *self, DwJournalSynced func, gpointer data)
{
  Line *line;

  if (self->failing)
    {
      func (FALSE, data);
      return;
    }
  line = g_new0 (Line, 1);
  line->synced = func;
  line->synced_data = data;
  queue_line (self, line);
}

guint
dw_journal_get_length (DwJournal *self)
{
  return self->next->len + (self->flight ? self->flight->len : 0);
}
