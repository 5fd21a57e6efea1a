// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-worker.h"

/* One queue, one thread, answers on the caller's context. */

#define JOBS 1000

/* Holds the worker until the test lets it go. */
typedef struct
{
  GMutex mutex;
  GCond cond;
  gboolean entered, open;
} Gate;

static void
enter_gate (gpointer data)
{
  Gate *gate = data;

  g_mutex_lock (&gate->mutex);
  gate->entered = TRUE;
  g_cond_broadcast (&gate->cond);
  while (!gate->open)
    g_cond_wait (&gate->cond, &gate->mutex);
  g_mutex_unlock (&gate->mutex);
}

static void
wait_until_entered (Gate *gate)
{
  g_mutex_lock (&gate->mutex);
  while (!gate->entered)
    g_cond_wait (&gate->cond, &gate->mutex);
  g_mutex_unlock (&gate->mutex);
}

static void
open_gate (Gate *gate)
{
  g_mutex_lock (&gate->mutex);
  gate->open = TRUE;
  g_cond_broadcast (&gate->cond);
  g_mutex_unlock (&gate->mutex);
}

typedef struct
{
  GArray *order;
  int number;
} Job;

static void
note_job (gpointer data)
{
  Job *job = data;

  g_array_append_val (job->order, job->number);
}

static void
test_jobs_run_in_order_and_all_before_the_end (void)
{
  DwWorker *worker = dw_worker_new ("test");
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (int));

  for (int i = 0; i < JOBS; i++)
    {
      Job *job = g_new (Job, 1);

      *job = (Job){ order, i };
      dw_worker_push (worker, note_job, job, g_free);
    }
  dw_worker_stop_and_free (worker);
  g_assert_cmpuint (order->len, ==, JOBS);
  for (int i = 0; i < JOBS; i++)
    g_assert_cmpint (g_array_index (order, int, i), ==, i);
}

static void
note_thread (gpointer data)
{
  struct
  {
    DwWorker *worker;
    gboolean inside;
  } *seen = data;

  seen->inside = dw_worker_is_current (seen->worker);
}

static void
test_a_worker_knows_its_own_thread (void)
{
  DwWorker *other = dw_worker_new ("other");
  struct
  {
    DwWorker *worker;
    gboolean inside;
  } seen = { dw_worker_new ("test"), FALSE }, foreign = { seen.worker, TRUE };

  g_assert_false (dw_worker_is_current (seen.worker));
  dw_worker_push (seen.worker, note_thread, &seen, NULL);
  dw_worker_push (other, note_thread, &foreign, NULL);
  dw_worker_stop_and_free (other);
  dw_worker_stop_and_free (seen.worker);
  g_assert_true (seen.inside);
  g_assert_false (foreign.inside);
}

static void
test_length_counts_waiting_and_running (void)
{
  DwWorker *worker = dw_worker_new ("test");
  Gate gate = { 0 };

  g_assert_cmpuint (dw_worker_get_length (worker), ==, 0);
  dw_worker_push (worker, enter_gate, &gate, NULL);
  dw_worker_push (worker, enter_gate, &gate, NULL);
  wait_until_entered (&gate);
  g_assert_cmpuint (dw_worker_get_length (worker), ==, 2);
  open_gate (&gate);
  dw_worker_stop_and_free (worker);
}

/* Tasks. */

typedef struct
{
  GMainLoop *loop;
  GThread *thread; /* where the answer came */
  int value;
  GError *error;
} Answer;

static void
add_task_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  if (GPOINTER_TO_INT (task_data) < 0)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "negative");
  else
    g_task_return_int (task, GPOINTER_TO_INT (task_data) + 1);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  answer->thread = g_thread_self ();
  answer->value = (int)g_task_propagate_int (G_TASK (result), &answer->error);
  g_main_loop_quit (answer->loop);
}

static void
push_number (DwWorker *worker, GObject *source, int number, GCancellable *cancellable, Answer *answer)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, answered_cb, answer);

  g_task_set_task_data (task, GINT_TO_POINTER (number), NULL);
  dw_worker_push_task (worker, task, add_task_thread);
}

static void
test_a_task_answers_on_the_callers_thread (void)
{
  DwWorker *worker = dw_worker_new ("test");
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Answer answer = { .loop = loop };

  push_number (worker, NULL, 41, NULL, &answer);
  g_main_loop_run (loop);
  g_assert_no_error (answer.error);
  g_assert_cmpint (answer.value, ==, 42);
  g_assert_true (answer.thread == g_thread_self ());
  dw_worker_stop_and_free (worker);
}

static void
test_a_task_answers_with_its_error (void)
{
  DwWorker *worker = dw_worker_new ("test");
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Answer answer = { .loop = loop };

  push_number (worker, NULL, -1, NULL, &answer);
  g_main_loop_run (loop);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_clear_error (&answer.error);
  dw_worker_stop_and_free (worker);
}

static void
fail_if_run_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_assert_not_reached ();
}

static void
push_doomed (DwWorker *worker, GCancellable *cancellable, Answer *answer)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, answered_cb, answer);

  dw_worker_push_task (worker, task, fail_if_run_thread);
}

static void
test_a_cancelled_task_does_not_run (void)
{
  DwWorker *worker = dw_worker_new ("test");
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Answer answer = { .loop = loop };

  g_cancellable_cancel (cancellable);
  push_doomed (worker, cancellable, &answer);
  g_assert_cmpuint (dw_worker_get_length (worker), ==, 0);
  g_main_loop_run (loop);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&answer.error);
  dw_worker_stop_and_free (worker);
}

static void
test_a_task_cancelled_while_it_waits_does_not_run (void)
{
  DwWorker *worker = dw_worker_new ("test");
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Answer answer = { .loop = loop };
  Gate gate = { 0 };

  dw_worker_push (worker, enter_gate, &gate, NULL);
  push_doomed (worker, cancellable, &answer);
  wait_until_entered (&gate);
  g_cancellable_cancel (cancellable);
  open_gate (&gate);
  g_main_loop_run (loop);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&answer.error);
  dw_worker_stop_and_free (worker);
}

static void
note_end_cb (gpointer data, GObject *object)
{
  *(GThread **)data = g_thread_self ();
}

static void
test_what_a_task_held_is_freed_on_the_callers_thread (void)
{
  for (int round = 0; round < 200; round++)
    {
      DwWorker *worker = dw_worker_new ("test");
      g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
      GObject *source = g_object_new (G_TYPE_OBJECT, NULL);
      Answer answer = { .loop = loop };
      GThread *freed_on = NULL;

      g_object_weak_ref (source, note_end_cb, &freed_on);
      push_number (worker, source, 1, NULL, &answer);
      g_object_unref (source);
      g_main_loop_run (loop);
      dw_worker_stop_and_free (worker);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_assert_true (freed_on == g_thread_self ());
    }
}

static void
test_stopping_from_inside_is_refused (void)
{
  if (g_test_subprocess ())
    {
      DwWorker *worker = dw_worker_new ("test");

      dw_worker_push (worker, (DwWorkerFunc)dw_worker_stop_and_free, worker, NULL);
      dw_worker_stop_and_free (worker);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*dw_worker_is_current*");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/worker/" name, func)
  ADD ("jobs-run-in-order-and-all-before-the-end", test_jobs_run_in_order_and_all_before_the_end);
  ADD ("a-worker-knows-its-own-thread", test_a_worker_knows_its_own_thread);
  ADD ("length-counts-waiting-and-running", test_length_counts_waiting_and_running);
  ADD ("a-task-answers-on-the-callers-thread", test_a_task_answers_on_the_callers_thread);
  ADD ("a-task-answers-with-its-error", test_a_task_answers_with_its_error);
  ADD ("a-cancelled-task-does-not-run", test_a_cancelled_task_does_not_run);
  ADD ("a-task-cancelled-while-it-waits-does-not-run", test_a_task_cancelled_while_it_waits_does_not_run);
  ADD ("what-a-task-held-is-freed-on-the-callers-thread", test_what_a_task_held_is_freed_on_the_callers_thread);
  ADD ("stopping-from-inside-is-refused", test_stopping_from_inside_is_refused);
#undef ADD
  return g_test_run ();
}
