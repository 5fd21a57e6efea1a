// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-mailbox.h"

/* Reports are many and alike, so they stand in an array of their own; the rarer mail remembers how many reports were posted before it.
 * That keeps the order without a tag on every report, and a normal batch is handed over as it was collected. */

#define BATCH_MS 50

typedef struct
{
  DwMail mail;
  guint reports_before;
} Letter;

struct _DwMailbox
{
  gint ref_count;
  GMutex mutex;
  GMainContext *context;
  DwClock *clock;
  DwMailFunc deliver;
  gpointer owner;      /* NULL after close; touched on the context's thread only */
  gboolean closed;     /* under mutex */
  GPtrArray *reports;  /* under mutex */
  GArray *letters;     /* under mutex */
  GSource *timer;      /* under mutex; armed when not NULL */
  gboolean timer_now;  /* the armed timer fires at once */
  gint64 delivered_us; /* under mutex: time of the last delivery */
};

static void
clear_letter (gpointer data)
{
  Letter *letter = data;

  g_clear_pointer (&letter->mail.limits, g_hash_table_unref);
  g_clear_pointer (&letter->mail.result, dw_command_result_free);
}

static GPtrArray *
new_reports (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)dw_report_free);
}

static GArray *
new_letters (void)
{
  GArray *letters = g_array_new (FALSE, TRUE, sizeof (Letter));

  g_array_set_clear_func (letters, clear_letter);
  return letters;
}

static void
deliver_reports (DwMailbox *self, GPtrArray *reports)
{
  DwMail mail = { .kind = DW_MAIL_REPORTS, .reports = reports };

  if (reports->len > 0 && self->owner != NULL)
    self->deliver (self->owner, &mail);
}

/* Hands over the reports from *from up to to, which is not a whole batch. The slice owns them, because a listener may keep it. */
static void
deliver_slice (DwMailbox *self, GPtrArray *reports, guint *from, guint to)
{
  g_autoptr (GPtrArray) slice = new_reports ();

  for (; *from < to; (*from)++)
    g_ptr_array_add (slice, g_steal_pointer (&reports->pdata[*from]));
  deliver_reports (self, slice);
}

static void
deliver_batch (DwMailbox *self, GPtrArray *reports, GArray *letters)
{
  guint from = 0;

  for (guint i = 0; i < letters->len; i++)
    {
      Letter *letter = &g_array_index (letters, Letter, i);

      if (letter->reports_before > from)
        deliver_slice (self, reports, &from, letter->reports_before);
      if (self->owner != NULL)
        self->deliver (self->owner, &letter->mail);
    }
  if (from == 0)
    deliver_reports (self, reports);
  else
    {
      deliver_slice (self, reports, &from, reports->len);
      g_ptr_array_set_free_func (reports, NULL);
    }
}

static gboolean
deliver_cb (gpointer data)
{
  DwMailbox *self = data;
  g_autoptr (GPtrArray) reports = NULL;
  g_autoptr (GArray) letters = NULL;

  g_mutex_lock (&self->mutex);
  reports = g_steal_pointer (&self->reports);
  letters = g_steal_pointer (&self->letters);
  self->reports = new_reports ();
  self->letters = new_letters ();
  self->delivered_us = dw_clock_mono_us (self->clock);
  g_clear_pointer (&self->timer, g_source_unref);
  g_mutex_unlock (&self->mutex);

  deliver_batch (self, reports, letters);
  return G_SOURCE_REMOVE;
}

static guint
find_delay_ms (DwMailbox *self)
{
  gint64 past_ms = (dw_clock_mono_us (self->clock) - self->delivered_us) / 1000;

  return past_ms < 0 || past_ms >= BATCH_MS ? 0 : (guint)(BATCH_MS - past_ms);
}

static void
disarm (DwMailbox *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

/* Under the mutex. A quiet line is delivered at once; under load the rest of the 50 ms is waited for. */
static void
arm (DwMailbox *self, gboolean now)
{
  if (self->timer != NULL && (!now || self->timer_now))
    return;
  disarm (self);
  self->timer = g_timeout_source_new (now ? 0 : find_delay_ms (self));
  self->timer_now = now;
  g_source_set_callback (self->timer, deliver_cb, dw_mailbox_ref (self), (GDestroyNotify)dw_mailbox_unref);
  g_source_attach (self->timer, self->context);
}

DwMailbox *
dw_mailbox_new (GMainContext *context, DwClock *clock, DwMailFunc deliver, gpointer owner)
{
  DwMailbox *self = g_new0 (DwMailbox, 1);

  self->ref_count = 1;
  g_mutex_init (&self->mutex);
  self->context = context != NULL ? g_main_context_ref (context) : NULL;
  self->clock = dw_clock_ref (clock);
  self->deliver = deliver;
  self->owner = owner;
  self->reports = new_reports ();
  self->letters = new_letters ();
  self->delivered_us = G_MININT32;
  return self;
}

DwMailbox *
dw_mailbox_ref (DwMailbox *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
dw_mailbox_unref (DwMailbox *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_ptr_array_unref (self->reports);
  g_array_unref (self->letters);
  g_clear_pointer (&self->context, g_main_context_unref);
  dw_clock_unref (self->clock);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

void
dw_mailbox_close (DwMailbox *self)
{
  GSource *timer;

  self->owner = NULL;
  g_mutex_lock (&self->mutex);
  self->closed = TRUE;
  timer = g_steal_pointer (&self->timer);
  g_ptr_array_set_size (self->reports, 0);
  g_array_set_size (self->letters, 0);
  g_mutex_unlock (&self->mutex);

  /* Outside the mutex: destroying may drop the last reference. */
  if (timer != NULL)
    g_source_destroy (timer);
  g_clear_pointer (&timer, g_source_unref);
}

void
dw_mailbox_post_report (DwMailbox *self, DwReport *report)
{
  g_mutex_lock (&self->mutex);
  if (!self->closed)
    {
      g_ptr_array_add (self->reports, g_steal_pointer (&report));
      arm (self, FALSE);
    }
  g_mutex_unlock (&self->mutex);
  g_clear_pointer (&report, dw_report_free);
}

/* Only a change of the link must stand exactly between the reports; the rest goes along with the letter before it, so as not to cut batches up. */
static guint
find_place (DwMailbox *self, DwMailKind kind)
{
  if (kind == DW_MAIL_LINK)
    return self->reports->len;
  return self->letters->len > 0 ? g_array_index (self->letters, Letter, self->letters->len - 1).reports_before : 0;
}

void
dw_mailbox_post (DwMailbox *self, const DwMail *mail)
{
  Letter letter = { .mail = *mail };

  g_mutex_lock (&self->mutex);
  letter.reports_before = find_place (self, mail->kind);
  if (!self->closed)
    {
      g_array_append_val (self->letters, letter);
      arm (self, mail->kind == DW_MAIL_COMMAND);
    }
  else
    clear_letter (&letter);
  g_mutex_unlock (&self->mutex);
}
