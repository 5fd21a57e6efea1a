// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: work that is shared among some threads, and waiting until all of it is done.

#include "dw-history-parts.h"

typedef struct
{
  GMutex mutex;
  GCond done;
  guint n_pending;
} Rendezvous;

typedef struct
{
  DwHistoryPartFunc func;
  gpointer part;
  Rendezvous *rendezvous;
} Errand;

static void
errand_cb (gpointer data, gpointer user_data)
{
  Errand *errand = data;
  Rendezvous *rendezvous = errand->rendezvous;

  errand->func (errand->part);
  g_mutex_lock (&rendezvous->mutex);
  if (--rendezvous->n_pending == 0)
    g_cond_signal (&rendezvous->done);
  g_mutex_unlock (&rendezvous->mutex);
}

/* Made once, kept for ever. */
static GThreadPool *
get_pool (void)
{
  static gsize pool = 0;

  if (g_once_init_enter (&pool))
    g_once_init_leave (&pool, (gsize)g_thread_pool_new (errand_cb, NULL, DW_HISTORY_MOST_PARTS, FALSE, NULL));
  return (GThreadPool *)pool; // NOLINT(performance-no-int-to-ptr)
}

static void
wait_for_all (Rendezvous *rendezvous)
{
  g_mutex_lock (&rendezvous->mutex);
  while (rendezvous->n_pending > 0)
    g_cond_wait (&rendezvous->done, &rendezvous->mutex);
  g_mutex_unlock (&rendezvous->mutex);
}

void
dw_history_run_parts (DwHistoryPartFunc func, gpointer parts, gsize size, guint n)
{
  Errand errands[DW_HISTORY_MOST_PARTS];
  Rendezvous rendezvous = { .n_pending = n - 1 };

  g_return_if_fail (n > 0 && n <= DW_HISTORY_MOST_PARTS);

  g_mutex_init (&rendezvous.mutex);
  g_cond_init (&rendezvous.done);
  for (guint i = 1; i < n; i++)
    {
      errands[i] = (Errand){ func, (char *)parts + i * size, &rendezvous };
      g_thread_pool_push (get_pool (), &errands[i], NULL);
    }
  func (parts);
  wait_for_all (&rendezvous);
  g_mutex_clear (&rendezvous.mutex);
  g_cond_clear (&rendezvous.done);
}

gboolean
dw_history_end_parts (gpointer parts, gsize size, guint n, GError **error)
{
  GError *problem = NULL;

  for (guint i = 0; i < n; i++)
    {
      DwHistoryPart *part = (gpointer)((char *)parts + i * size);

      dw_history_view_end (part->view);
      if (problem == NULL)
        problem = g_steal_pointer (&part->error);
      g_clear_error (&part->error);
    }
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);
  return FALSE;
}
