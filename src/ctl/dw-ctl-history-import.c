// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib/gi18n-lib.h>

#include "dw-ctl-history.h"
#include "dw-ctl-json.h"
#include "dw-history-import.h"

/* dianweictl history import: each wrong line and the progress on stderr, the outcome on stdout. */

typedef struct
{
  const DwCtlVerb *verb;
  const char *path;
} Job;

static void
bad_line_cb (guint64 line, const char *what, gpointer data)
{
  const Job *job = data;

  g_printerr ("%s:%" G_GUINT64_FORMAT ": %s\n", job->path, line, what);
}

static void
progress_cb (const char *what, double fraction, gpointer data)
{
  const Job *job = data;

  g_printerr ("dianweictl %s: %s %.0f %%\n", job->verb->name, what, fraction * 100);
}

static void
print_json (gboolean ok, const DwHistoryImportResult *result, const GError *error)
{
  DwCtlJson *json = dw_ctl_json_new ();

  dw_ctl_json_add_boolean (json, "ok", ok);
  dw_ctl_json_add_integer (json, "lines", (gint64)result->n_lines);
  dw_ctl_json_add_integer (json, "bad", (gint64)result->n_bad);
  dw_ctl_json_add_integer (json, "devices", result->n_devices);
  dw_ctl_json_add_integer (json, "samples", (gint64)result->n_samples);
  dw_ctl_json_add_integer (json, "new", (gint64)result->n_new);
  dw_ctl_json_add_time (json, "first", result->first_ms);
  dw_ctl_json_add_time (json, "last", result->last_ms);
  if (!ok)
    dw_ctl_json_add_string (json, "text", error->message);
  dw_ctl_json_print (json);
}

static int
complain (const Job *job, const GError *error)
{
  if (error->domain == G_IO_ERROR && error->code == G_IO_ERROR_NOT_FOUND)
    return dw_ctl_complain (job->verb, DW_CTL_USAGE, "%s", error->message);
  return dw_ctl_complain (job->verb, DW_CTL_FAILED, "%s", error->message);
}

int
dw_ctl_history_import (const DwCtlVerb *verb, const char *path, const char *dir, gboolean skip_bad, int period_s, gboolean json)
{
  Job job = { verb, path };
  const DwHistoryImportOptions options = { .skip_bad = skip_bad, .bad_line = bad_line_cb, .progress = progress_cb, .data = &job, .period_ms = period_s * 1000 };
  g_autoptr (DwClock) clock = dw_clock_new_system ();
  g_autoptr (GError) error = NULL;
  DwHistoryImportResult result;
  gboolean ok = dw_history_import_run (dir, path, clock, &options, &result, &error);
  g_autofree char *n_samples = g_strdup_printf ("%" G_GUINT64_FORMAT, result.n_samples);
  g_autofree char *n_new = g_strdup_printf ("%" G_GUINT64_FORMAT, result.n_new);

  if (json)
    print_json (ok, &result, error);
  else if (ok)
    g_print (_ ("%s samples read, %s of them new\n"), n_samples, n_new);
  return ok ? DW_CTL_DONE : complain (&job, error);
}
