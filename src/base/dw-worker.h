// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One thread and one queue. Inside: straight blocking code. Answers come back as GTasks on the caller's main context.
 * Use it for work that must keep its order and must not block the main loop (the database, a PDF). */
typedef struct _DwWorker DwWorker;

typedef void (*DwWorkerFunc) (gpointer data);

DwWorker *dw_worker_new (const char *name);
/* Lets the queue run empty, then joins the thread. Not from the worker itself. */
void dw_worker_stop_and_free (DwWorker *self);

/* Any thread. Jobs run in the order pushed. destroy runs on the worker after func. */
void dw_worker_push (DwWorker *self, DwWorkerFunc func, gpointer data, GDestroyNotify destroy);
/* Runs func (task, source, task_data, cancellable) on the worker; a task cancelled before its turn returns its error without running.
 * Takes no reference from the caller; the task and its data are freed on the task's main context. */
void dw_worker_push_task (DwWorker *self, GTask *task, GTaskThreadFunc func);
/* Jobs waiting or running. Any thread. */
guint dw_worker_get_length (DwWorker *self);
/* TRUE on the worker's own thread: for assertions. */
gboolean dw_worker_is_current (DwWorker *self);

G_END_DECLS
