// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-store.h"

G_BEGIN_DECLS

/* What the tests of the store share: a folder of its own that goes away, rows with every field set, and answers awaited with a deadline. */
#define FIXTURE_NOW_MS G_GINT64_CONSTANT (1790000000000)

char *fixture_folder_new (void);
/* Removes the folder with everything in it, and frees dir. */
void fixture_folder_remove (char *dir);
char *fixture_read_file (const char *dir, const char *name, gsize *length);
void fixture_write_file (const char *dir, const char *name, const char *bytes, gsize length);
/* Runs SQL on dir/station.db beside the program, as a stranger would. */
void fixture_run_sql (const char *dir, const char *sql);
gint64 fixture_read_number (const char *dir, const char *sql);
/* The same on another database file. */
void fixture_run_sql_on (const char *dir, const char *name, const char *sql);
gint64 fixture_read_number_of (const char *dir, const char *name, const char *sql);

DwStore *fixture_open (const char *dir);
/* Commits and asserts success. */
void fixture_commit (DwStore *store, DwStoreBatch *batch);

/* n makes the strings and numbers differ. */
DwAlarmRecord *fixture_alarm (guint n);
DwEventRecord *fixture_event (guint n, const char *alarm_id);
DwAuditRow *fixture_audit (guint n);
/* An alarm with its event, and an audit line when asked for. */
DwStoreBatch *fixture_alarm_batch (guint n, gboolean with_audit);
void fixture_set_text (char **field, const char *text);

/* A callback that stores the result in a GAsyncResult*. */
void fixture_result_cb (GObject *source, GAsyncResult *result, gpointer data);
/* Iterates the main context until *result is set; fails the test after ten seconds. */
void fixture_await (GAsyncResult **result);

/* This test program once more, with arguments; its standard input and output are pipes. It ends when its input is closed, if it waits with fixture_wait_for_parent. */
GSubprocess *fixture_spawn (const char *first_argument, ...) G_GNUC_NULL_TERMINATED;
/* The next line of what it prints, NULL at the end. Free it. */
char *fixture_read_line (GDataInputStream *lines);
GDataInputStream *fixture_get_lines (GSubprocess *child);
/* kill -9, and waits until it is gone. */
void fixture_kill (GSubprocess *child);
/* In the child. */
void fixture_print_line (const char *line);
void fixture_wait_for_parent (void);

G_END_DECLS
