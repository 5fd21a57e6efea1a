// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-store-fixture.h"

#include <signal.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include <sqlite3.h>

#define DEADLINE_SECONDS 10

char *
fixture_folder_new (void)
{
  g_autoptr (GError) error = NULL;
  char *dir = g_dir_make_tmp ("dianwei-store-XXXXXX", &error);

  g_assert_no_error (error);
  return dir;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

void
fixture_folder_remove (char *dir)
{
  remove_tree (dir);
  g_free (dir);
}

char *
fixture_read_file (const char *dir, const char *name, gsize *length)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autoptr (GError) error = NULL;
  char *bytes = NULL;

  g_file_get_contents (path, &bytes, length, &error);
  g_assert_no_error (error);
  return bytes;
}

void
fixture_write_file (const char *dir, const char *name, const char *bytes, gsize length)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  FILE *file = g_fopen (path, "we");

  /* Plain writing: g_file_set_contents would sync each of hundreds of files. */
  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (bytes, 1, length, file), ==, length);
  g_assert_cmpint (fclose (file), ==, 0);
}

static sqlite3 *
open_stranger (const char *dir, const char *name)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (handle, 5000);
  return handle;
}

void
fixture_run_sql_on (const char *dir, const char *name, const char *sql)
{
  sqlite3 *handle = open_stranger (dir, name);
  char *problem = NULL;

  sqlite3_exec (handle, sql, NULL, NULL, &problem);
  g_assert_cmpstr (problem, ==, NULL);
  sqlite3_close (handle);
}

void
fixture_run_sql (const char *dir, const char *sql)
{
  fixture_run_sql_on (dir, "station.db", sql);
}

gint64
fixture_read_number_of (const char *dir, const char *name, const char *sql)
{
  sqlite3 *handle = open_stranger (dir, name);
  sqlite3_stmt *stmt = NULL;
  gint64 number;

  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  number = sqlite3_column_int64 (stmt, 0);
  sqlite3_finalize (stmt);
  sqlite3_close (handle);
  return number;
}

gint64
fixture_read_number (const char *dir, const char *sql)
{
  return fixture_read_number_of (dir, "station.db", sql);
}

DwStore *
fixture_open (const char *dir)
{
  g_autoptr (DwClock) clock = dw_clock_new_fake (FIXTURE_NOW_MS);
  g_autoptr (GError) error = NULL;
  DwStore *store = dw_store_open (dir, "test", clock, &error);

  g_assert_no_error (error);
  g_assert_nonnull (store);
  return store;
}

void
fixture_commit (DwStore *store, DwStoreBatch *batch)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (dw_store_commit (store, batch, NULL, &error));
  g_assert_no_error (error);
}

void
fixture_set_text (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

static void
set_numbered (char **field, const char *format, guint n)
{
  g_autofree char *number = g_strdup_printf ("%u", n);
  g_auto (GStrv) parts = g_strsplit (format, "#", 2);
  g_autofree char *text = g_strjoinv (number, parts);

  fixture_set_text (field, text);
}

DwAlarmRecord *
fixture_alarm (guint n)
{
  DwAlarmRecord *record = dw_alarm_record_new ();

  set_numbered (&record->id, "alarm-#", n);
  record->device_id = 10 + n % 7;
  record->gateway_id = 3;
  record->place_id = 20 + n % 5;
  fixture_set_text (&record->channel, "residual_current");
  record->kind = DW_ALARM_RESIDUAL_HIGH;
  record->priority = 1 + n % 4;
  record->state = DW_ALARM_STATE_UNACK;
  record->active = TRUE;
  record->begin_ms = FIXTURE_NOW_MS + n;
  record->value = 642;
  record->peak = 650.5;
  record->limit = 300;
  record->occurrences = 1;
  set_numbered (&record->comment, "说明 #", n);
  return record;
}

DwEventRecord *
fixture_event (guint n, const char *alarm_id)
{
  DwEventRecord *event = dw_event_record_new ();

  event->time_ms = FIXTURE_NOW_MS + n;
  event->kind = DW_EVENT_ALARM;
  fixture_set_text (&event->type, "residual-high");
  event->priority = 1 + n % 4;
  event->device_id = 10 + n % 7;
  event->gateway_id = 3;
  event->place_id = 20 + n % 5;
  fixture_set_text (&event->channel, "residual_current");
  fixture_set_text (&event->alarm_id, alarm_id);
  event->value = 642;
  event->limit = 300;
  set_numbered (&event->note, "642 mA > 300 mA (#)", n);
  return event;
}

DwAuditRow *
fixture_audit (guint n)
{
  DwAuditRow *row = dw_audit_row_new ();

  row->time_ms = FIXTURE_NOW_MS + n;
  fixture_set_text (&row->actor, "W03");
  fixture_set_text (&row->role, "duty-guard");
  fixture_set_text (&row->act, "acknowledge");
  set_numbered (&row->object, "GW-03/#", n);
  fixture_set_text (&row->old_value, "unack");
  fixture_set_text (&row->new_value, "acked");
  set_numbered (&row->reason, "现场已查看 #", n);
  fixture_set_text (&row->result, "done");
  return row;
}

DwStoreBatch *
fixture_alarm_batch (guint n, gboolean with_audit)
{
  DwStoreBatch *batch = dw_store_batch_new ();
  g_autoptr (DwAlarmRecord) record = fixture_alarm (n);
  g_autoptr (DwEventRecord) event = fixture_event (n, record->id);
  g_autoptr (DwAuditRow) audit = fixture_audit (n);

  dw_store_batch_put_alarm (batch, record);
  dw_store_batch_add_event (batch, event);
  if (with_audit)
    dw_store_batch_add_audit (batch, audit);
  return batch;
}

void
fixture_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static gboolean
deadline_cb (gpointer data)
{
  g_error ("no answer within %d s", DEADLINE_SECONDS);
  return G_SOURCE_REMOVE;
}

void
fixture_await (GAsyncResult **result)
{
  guint deadline = g_timeout_add_seconds (DEADLINE_SECONDS, deadline_cb, NULL);

  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
}

GSubprocess *
fixture_spawn (const char *first_argument, ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  GSubprocess *child;
  va_list rest;

  g_ptr_array_add (arguments, g_file_read_link ("/proc/self/exe", NULL));
  va_start (rest, first_argument);
  for (const char *argument = first_argument; argument; argument = va_arg (rest, const char *))
    g_ptr_array_add (arguments, g_strdup (argument));
  va_end (rest);
  g_ptr_array_add (arguments, NULL);
  child = g_subprocess_newv ((const char *const *)arguments->pdata, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  return child;
}

GDataInputStream *
fixture_get_lines (GSubprocess *child)
{
  return g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
}

char *
fixture_read_line (GDataInputStream *lines)
{
  return g_data_input_stream_read_line (lines, NULL, NULL, NULL);
}

void
fixture_kill (GSubprocess *child)
{
  g_subprocess_send_signal (child, SIGKILL);
  g_subprocess_wait (child, NULL, NULL);
}

void
fixture_print_line (const char *line)
{
  g_autofree char *text = g_strconcat (line, "\n", NULL);
  gsize length = strlen (text);

  /* One write: a line that was begun is complete. */
  if (write (STDOUT_FILENO, text, length) != (gssize)length)
    _exit (1);
}

void
fixture_wait_for_parent (void)
{
  char byte;

  while (read (STDIN_FILENO, &byte, 1) > 0)
    ;
}
