// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-history-import.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "dw-files.h"
#include "dw-history-devices.h"
#include "dw-history-import-device.h"
#include "dw-history-lines.h"
#include "dw-history-writer.h"
#include "dw-store-error.h"
#include "dw-store-lock.h"

#define PROGRAM "dianweictl"
/* Enough that each batch closes some hours of every device of a district, little enough that a station beside waits for no more than a moment. */
#define BATCH_REPORTS 20000
#define FUTURE_MS G_GINT64_CONSTANT (86400000)
#define PROGRESS_STEP 0.1
#define STREAM_PROGRESS_STEP 0.02

/* Reports whose devices have rows of the same distance. */
typedef struct
{
  int period_ms;
  GPtrArray *reports;
} Batch;

typedef struct
{
  const DwHistoryImportOptions *options;
  DwHistoryImportResult *result;
  const char *path;
  gint64 latest_ms;
  DwHistoryDevices *known;
  GHashTable *by_text; /* device as written -> DwImportDevice, borrowed */
  GPtrArray *devices;  /* DwImportDevice */
  GHashTable *by_id;   /* the same by their numbers */
  GFile *file;         /* NULL: a stream */
  gint64 file_bytes;
  DwHistory *history;
  DwHistoryWriter *writer;
  GPtrArray *reports; /* not appended yet */
} Import;

/* --- devices --- */

static DwImportDevice *
ensure_device (Import *self, gint64 id)
{
  DwImportDevice *device = g_hash_table_lookup (self->by_id, &id);

  if (device != NULL)
    return device;
  device = dw_import_device_new (id);
  g_ptr_array_add (self->devices, device);
  g_hash_table_insert (self->by_id, &device->id, device);
  return device;
}

/* NULL with error. */
static DwImportDevice *
find_device (Import *self, const char *text, GError **error)
{
  DwImportDevice *device = g_hash_table_lookup (self->by_text, text);
  gint64 id;

  if (device != NULL)
    return device;
  if (!dw_history_devices_find (self->known, text, NULL, NULL, &id, error))
    return NULL;
  device = ensure_device (self, id);
  g_hash_table_insert (self->by_text, g_strdup (text), device);
  return device;
}

/* What a line says beside its values. */
static void
note_row (Import *self, DwImportDevice *device, const GArray *cells)
{
  gint64 time_ms = g_array_index (cells, DwHistoryCsvCell, 0).time_ms;

  dw_history_period_note (&device->period, time_ms);
  self->result->n_samples += cells->len;
  self->result->first_ms = self->result->first_ms == 0 ? time_ms : MIN (self->result->first_ms, time_ms);
  self->result->last_ms = MAX (self->result->last_ms, time_ms);
}

/* --- lines --- */

/* What happens with the samples of a good line. */
typedef gboolean (*TakeLine) (Import *self, DwImportDevice *device, GArray *cells, GError **error);

/* Of a file by its bytes, of a stream by its times. */
static double
get_fraction (const Import *self, DwHistoryLines *lines)
{
  const DwHistoryImportOptions *options = self->options;

  if (self->file != NULL)
    return self->file_bytes > 0 ? (double)dw_history_lines_get_bytes (lines) / (double)self->file_bytes : 1;
  return options->to_ms > options->from_ms ? (double)(self->result->last_ms - options->from_ms) / (double)(options->to_ms - options->from_ms) : 0;
}

static void
tell_progress (Import *self, const char *what, DwHistoryLines *lines, double *told)
{
  double step = self->file != NULL ? PROGRESS_STEP : STREAM_PROGRESS_STEP;
  double fraction = self->options->progress != NULL ? get_fraction (self, lines) : 0;

  if (fraction < *told + step)
    return;
  *told = floor (fraction / step) * step;
  self->options->progress (what, *told, self->options->data);
}

static gboolean
check_future (Import *self, GArray *cells, GError **error)
{
  if (cells->len == 0 || g_array_index (cells, DwHistoryCsvCell, 0).time_ms <= self->latest_ms)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("the time is more than a day in the future"));
  return FALSE;
}

static gboolean
read_line (Import *self, DwHistoryCsv *csv, char *line, GArray *cells, DwImportDevice **device, GError **error)
{
  *device = NULL;
  if (!dw_history_csv_parse_in_place (csv, line, cells, error) || !check_future (self, cells, error))
    return FALSE;
  if (cells->len == 0)
    return TRUE;
  *device = find_device (self, g_array_index (cells, DwHistoryCsvCell, 0).device, error);
  return *device != NULL;
}

static void
note_bad (Import *self, guint64 line, const GError *problem)
{
  self->result->n_bad++;
  if (self->options->bad_line != NULL)
    self->options->bad_line (line, problem->message, self->options->data);
}

static DwHistoryCsv *
read_header (Import *self, DwHistoryLines *lines, GError **error)
{
  g_autoptr (GError) problem = NULL;
  const char *header = dw_history_lines_next (lines, self->options->cancellable, &problem);
  DwHistoryCsv *csv;

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  csv = dw_history_csv_new (header != NULL ? header : "", NULL, error);
  if (csv == NULL)
    g_prefix_error (error, "%s: ", self->path);
  return csv;
}

/* A pass over the lines. */
typedef struct
{
  const char *what;
  gboolean is_first; /* it counts and complains */
  gboolean is_only;  /* a wrong line ends it */
  TakeLine take;
} Pass;

/* FALSE: the pass is over. */
static gboolean
take_bad_line (Import *self, const Pass *pass, guint64 number, GError *problem, GError **error)
{
  self->result->n_lines += pass->is_first;
  if (pass->is_first)
    note_bad (self, number, problem);
  if (!pass->is_only)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s:%" G_GUINT64_FORMAT ": %s", self->path, number, problem->message);
  return FALSE;
}

static gboolean
walk_lines (Import *self, DwHistoryLines *lines, const Pass *pass, GError **error)
{
  g_autoptr (DwHistoryCsv) csv = read_header (self, lines, error);
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (DwHistoryCsvCell));
  double told = 0;

  if (csv == NULL)
    return FALSE;
  for (guint64 number = 2;; number++)
    {
      g_autoptr (GError) problem = NULL;
      char *line = dw_history_lines_next (lines, self->options->cancellable, &problem);
      DwImportDevice *device;

      if (line == NULL)
        return problem == NULL || (g_propagate_error (error, g_steal_pointer (&problem)), FALSE);
      if (!read_line (self, csv, line, cells, &device, &problem))
        {
          if (!take_bad_line (self, pass, number, problem, error))
            return FALSE;
          continue;
        }
      self->result->n_lines += pass->is_first && cells->len > 0;
      if (cells->len > 0 && !pass->take (self, device, cells, error))
        return FALSE;
      tell_progress (self, pass->what, lines, &told);
    }
}

/* The whole file. */
static gboolean
walk (Import *self, const Pass *pass, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (self->file, NULL, error);
  g_autoptr (DwHistoryLines) lines = stream != NULL ? dw_history_lines_new (G_INPUT_STREAM (stream)) : NULL;

  return lines != NULL && walk_lines (self, lines, pass, error);
}

static gboolean
note_line (Import *self, DwImportDevice *device, GArray *cells, GError **error)
{
  note_row (self, device, cells);
  dw_import_device_note_cells (device, cells);
  return TRUE;
}

/* --- columns --- */

static int
get_period_ms (const Import *self, DwImportDevice *device)
{
  return self->options->period_ms > 0 ? self->options->period_ms : dw_history_period_get_ms (&device->period);
}

static gboolean
set_columns (Import *self, GError **error)
{
  for (guint i = 0; i < self->devices->len; i++)
    {
      DwImportDevice *device = self->devices->pdata[i];

      device->columns = dw_history_get_columns (self->history, device->id, error);
      if (device->columns == NULL)
        return FALSE;
      if (!dw_import_device_join_channels (device, get_period_ms (self, device), error))
        return FALSE;
    }
  for (guint i = 0; i < self->devices->len; i++)
    {
      const DwImportDevice *device = self->devices->pdata[i];

      if (device->channels->len > 0 && !dw_history_set_columns (self->history, device->id, (const DwHistoryColumn *)(gpointer)device->columns->data, device->columns->len, error))
        return FALSE;
    }
  return TRUE;
}

/* --- writing --- */

static void
add_to_batch (GArray *batches, int period_ms, DwReport *report)
{
  Batch batch = { .period_ms = period_ms };

  for (guint i = 0; i < batches->len; i++)
    if (g_array_index (batches, Batch, i).period_ms == period_ms)
      {
        g_ptr_array_add (g_array_index (batches, Batch, i).reports, report);
        return;
      }
  batch.reports = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_report_free);
  g_ptr_array_add (batch.reports, report);
  g_array_append_val (batches, batch);
}

/* What has gathered, to the thread that writes. */
static gboolean
append (Import *self, GError **error)
{
  g_autoptr (GArray) batches = g_array_new (FALSE, FALSE, sizeof (Batch));
  gboolean ok = TRUE;

  for (guint i = 0; i < self->reports->len; i++)
    {
      DwReport *report = g_steal_pointer (&self->reports->pdata[i]);
      DwImportDevice *device = g_hash_table_lookup (self->by_id, &report->device_id);

      if (self->file == NULL && self->options->seen != NULL)
        self->options->seen (report, device->columns, self->options->data);
      add_to_batch (batches, get_period_ms (self, device), report);
    }
  g_ptr_array_set_size (self->reports, 0);
  for (guint i = 0; i < batches->len; i++)
    {
      const Batch *batch = &g_array_index (batches, Batch, i);

      if (ok)
        ok = dw_history_writer_push (self->writer, batch->reports, batch->period_ms, error);
      else
        g_ptr_array_unref (batch->reports);
    }
  return ok;
}

/* Lines of one device and time that follow each other are one report. */
static DwReport *
get_report (Import *self, const DwImportDevice *device, gint64 time_ms)
{
  DwReport *last = self->reports->len > 0 ? self->reports->pdata[self->reports->len - 1] : NULL;
  DwReport *report;

  if (last != NULL && last->device_id == device->id && last->time_ms == time_ms)
    return last;
  report = dw_report_new (device->id, device->columns->len);
  report->time_ms = time_ms;
  for (guint i = 0; i < report->n_values; i++)
    {
      report->values[i].value = NAN;
      report->values[i].quality = DW_QUALITY_NONE;
    }
  g_ptr_array_add (self->reports, report);
  return report;
}

static gboolean
write_line (Import *self, DwImportDevice *device, GArray *cells, GError **error)
{
  guint index = 0;

  for (guint i = 0; i < cells->len; i++)
    {
      const DwHistoryCsvCell *cell = &g_array_index (cells, DwHistoryCsvCell, i);
      DwReport *report = get_report (self, device, cell->time_ms);

      /* A channel that was not there in the first pass: somebody changed the file meanwhile. */
      if (dw_import_device_find_column (device, cell->point, &index) == NULL || report->values[index].quality != DW_QUALITY_NONE)
        continue;
      report->values[index].value = cell->value;
      report->values[index].quality = cell->quality;
      index++;
    }
  return self->reports->len < BATCH_REPORTS || append (self, error);
}

static gboolean
write_all (Import *self, GError **error)
{
  DwHistoryStats before;
  DwHistoryStats after;

  if (!dw_history_read_stats (self->history, &before, error) || !set_columns (self, error))
    return FALSE;
  self->writer = dw_history_writer_new (self->history);
  if (!walk (self, &(Pass){ _ ("writing"), FALSE, FALSE, write_line }, error) || !append (self, error) || !dw_history_writer_finish (self->writer, error) || !dw_history_seal (self->history, 0, error) || !dw_history_read_stats (self->history, &after, error))
    return FALSE;
  self->result->n_new = (guint64)(after.samples - before.samples);
  return TRUE;
}

/* The lock of the folder first: a station that works on it has the history open. */
static gboolean
open_and_write (Import *self, const char *dir, GError **error)
{
  g_autoptr (DwStoreLock) lock = NULL;
  g_autoptr (GError) problem = NULL;
  gboolean ok;

  if (!dw_files_ensure_dir (dir, error))
    return FALSE;
  lock = dw_store_lock_take (dir, PROGRAM, &problem);
  if (lock == NULL)
    {
      if (g_error_matches (problem, DW_STORE_ERROR, DW_STORE_ERROR_LOCKED))
        g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BUSY, problem->message);
      else
        g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  self->history = dw_history_open (dir, DW_HISTORY_WRITE, NULL, error);
  ok = self->history != NULL && write_all (self, error);
  g_clear_pointer (&self->writer, dw_history_writer_free);
  g_clear_pointer (&self->history, dw_history_close);
  return ok;
}

static gboolean
scan (Import *self, GError **error)
{
  g_autofree char *count = NULL;

  if (!walk (self, &(Pass){ _ ("reading"), TRUE, FALSE, note_line }, error))
    return FALSE;
  self->result->n_devices = self->devices->len;
  if (self->result->n_bad == 0 || self->options->skip_bad)
    return TRUE;
  count = g_strdup_printf ("%" G_GUINT64_FORMAT, self->result->n_bad);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("%s: lines that are wrong: %s; nothing was imported"), self->path, count);
  return FALSE;
}

static void
import_init (Import *self, const char *path, DwClock *clock, const DwHistoryImportOptions *options, DwHistoryImportResult *result)
{
  *result = (DwHistoryImportResult){ 0 };
  *self = (Import){ .options = options, .result = result, .path = path, .latest_ms = dw_clock_wall_ms (clock) + FUTURE_MS };
  self->by_text = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->devices = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_import_device_free);
  self->reports = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_report_free);
}

static void
import_clear (Import *self)
{
  g_clear_pointer (&self->writer, dw_history_writer_free);
  g_clear_pointer (&self->known, dw_history_devices_free);
  g_hash_table_unref (self->by_text);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->devices);
  g_ptr_array_unref (self->reports);
  g_clear_object (&self->file);
}

gboolean
dw_history_import_run (const char *dir, const char *path, DwClock *clock, const DwHistoryImportOptions *options, DwHistoryImportResult *result, GError **error)
{
  g_autoptr (GFileInfo) info = NULL;
  Import self;
  gboolean ok;

  import_init (&self, path, clock, options, result);
  self.file = g_file_new_for_path (path);
  info = g_file_query_info (self.file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  self.file_bytes = info != NULL ? g_file_info_get_size (info) : 0;
  self.known = dw_history_devices_load (dir, clock, error);
  ok = self.known != NULL && scan (&self, error) && open_and_write (&self, dir, error);
  import_clear (&self);
  return ok;
}

/* --- a stream into the history of others --- */

static gboolean
borrow_columns (Import *self, DwImportDevice *device, GError **error)
{
  if (device->columns == NULL)
    device->columns = dw_history_get_columns (self->history, device->id, error);
  return device->columns != NULL;
}

static gboolean
stream_line (Import *self, DwImportDevice *device, GArray *cells, GError **error)
{
  if (!borrow_columns (self, device, error) || !dw_import_device_check_cells (device, cells, error))
    return FALSE;
  note_row (self, device, cells);
  return write_line (self, device, cells, error);
}

static gboolean
write_stream (Import *self, GInputStream *stream, gint64 now_ms, GError **error)
{
  g_autoptr (DwHistoryLines) lines = dw_history_lines_new (stream);

  self->writer = dw_history_writer_new (self->history);
  if (!walk_lines (self, lines, &(Pass){ _ ("writing"), TRUE, TRUE, stream_line }, error) || !append (self, error))
    return FALSE;
  self->result->n_devices = self->devices->len;
  return dw_history_writer_finish (self->writer, error) && dw_history_seal (self->history, now_ms, error);
}

gboolean
dw_history_import_stream (DwHistory *history, const char *dir, GInputStream *stream, const char *name, DwClock *clock, const DwHistoryImportOptions *options, DwHistoryImportResult *result, GError **error)
{
  Import self;
  gboolean ok;

  import_init (&self, name, clock, options, result);
  self.history = history;
  self.known = dw_history_devices_load (dir, clock, error);
  ok = self.known != NULL && write_stream (&self, stream, dw_clock_wall_ms (clock), error);
  import_clear (&self);
  return ok;
}
