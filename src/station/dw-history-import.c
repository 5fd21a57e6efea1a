// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-history-import.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "dw-files.h"
#include "dw-history-csv.h"
#include "dw-history-devices.h"
#include "dw-history.h"
#include "dw-store-error.h"
#include "dw-store-lock.h"

#define PROGRAM "dianweictl"
#define BATCH_REPORTS 5000
#define FUTURE_MS G_GINT64_CONSTANT (86400000)
#define PROGRESS_STEP 0.1

/* What the file says of one channel. The period is the distance of its samples that comes most often (a vote: Boyer and Moore 1981). */
typedef struct
{
  char name[40];
  guint8 digits;
  double largest;
  gint64 last_ms, period_ms;
  guint votes;
} Channel;

typedef struct
{
  gint64 id;
  GPtrArray *channels; /* Channel, in the order they come */
  GArray *columns;     /* DwHistoryColumn: what the history has, then what is new */
} Device;

typedef struct
{
  const DwHistoryImportOptions *options;
  DwHistoryImportResult *result;
  const char *path;
  gint64 latest_ms;
  DwHistoryDevices *known;
  GHashTable *by_text; /* device as written -> Device, borrowed */
  GPtrArray *devices;  /* Device */
  GFile *file;
  gint64 file_bytes;
  DwHistory *history;
  GPtrArray *reports; /* not appended yet */
} Import;

static void
device_free (gpointer data)
{
  Device *device = data;

  g_ptr_array_unref (device->channels);
  g_clear_pointer (&device->columns, g_array_unref);
  g_free (device);
}

/* --- devices and channels --- */

static Device *
ensure_device (Import *self, gint64 id)
{
  Device *device;

  for (guint i = 0; i < self->devices->len; i++)
    if (((Device *)self->devices->pdata[i])->id == id)
      return self->devices->pdata[i];
  device = g_new0 (Device, 1);
  device->id = id;
  device->channels = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->devices, device);
  return device;
}

/* NULL with error. */
static Device *
find_device (Import *self, const char *text, GError **error)
{
  Device *device = g_hash_table_lookup (self->by_text, text);
  gint64 id;

  if (device != NULL)
    return device;
  if (!dw_history_devices_find (self->known, text, NULL, NULL, &id, error))
    return NULL;
  device = ensure_device (self, id);
  g_hash_table_insert (self->by_text, g_strdup (text), device);
  return device;
}

static Channel *
ensure_channel (Device *device, const char *name)
{
  Channel *channel;

  for (guint i = 0; i < device->channels->len; i++)
    if (g_str_equal (((Channel *)device->channels->pdata[i])->name, name))
      return device->channels->pdata[i];
  channel = g_new0 (Channel, 1);
  g_strlcpy (channel->name, name, sizeof channel->name);
  g_ptr_array_add (device->channels, channel);
  return channel;
}

static void
vote (Channel *channel, gint64 time_ms)
{
  gint64 distance_ms = time_ms - channel->last_ms;
  gboolean first = channel->last_ms == 0;

  channel->last_ms = time_ms;
  if (first || distance_ms <= 0 || distance_ms > G_MAXINT)
    return;
  if (distance_ms == channel->period_ms)
    channel->votes++;
  else if (channel->votes > 0)
    channel->votes--;
  else
    {
      channel->period_ms = distance_ms;
      channel->votes = 1;
    }
}

static void
note_cell (Import *self, Device *device, const DwHistoryCsvCell *cell)
{
  Channel *channel = ensure_channel (device, cell->point);

  channel->digits = MAX (channel->digits, cell->digits);
  if (isfinite (cell->value))
    channel->largest = MAX (channel->largest, fabs (cell->value));
  vote (channel, cell->time_ms);
  self->result->n_samples++;
  self->result->first_ms = self->result->first_ms == 0 ? cell->time_ms : MIN (self->result->first_ms, cell->time_ms);
  self->result->last_ms = MAX (self->result->last_ms, cell->time_ms);
}

/* --- lines --- */

/* What happens with the samples of a good line. */
typedef gboolean (*TakeLine) (Import *self, Device *device, GArray *cells, GError **error);

static void
tell_progress (Import *self, const char *what, GInputStream *stream, double *told)
{
  double fraction = self->file_bytes > 0 ? (double)g_seekable_tell (G_SEEKABLE (stream)) / (double)self->file_bytes : 1;

  if (self->options->progress == NULL || fraction < *told + PROGRESS_STEP)
    return;
  *told = floor (fraction / PROGRESS_STEP) * PROGRESS_STEP;
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
read_line (Import *self, DwHistoryCsv *csv, const char *line, GArray *cells, Device **device, GError **error)
{
  *device = NULL;
  if (!dw_history_csv_parse (csv, line, cells, error) || !check_future (self, cells, error))
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
read_header (Import *self, GDataInputStream *lines, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *header = g_data_input_stream_read_line (lines, NULL, NULL, &problem);
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

/* The whole file through take. first: the pass that counts and complains. */
static gboolean
walk (Import *self, const char *what, gboolean first, TakeLine take, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (self->file, NULL, error);
  g_autoptr (GDataInputStream) lines = stream != NULL ? g_data_input_stream_new (G_INPUT_STREAM (stream)) : NULL;
  g_autoptr (DwHistoryCsv) csv = NULL;
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (DwHistoryCsvCell));
  double told = 0;

  if (lines == NULL)
    return FALSE;
  g_data_input_stream_set_newline_type (lines, G_DATA_STREAM_NEWLINE_TYPE_LF);
  csv = read_header (self, lines, error);
  if (csv == NULL)
    return FALSE;
  for (guint64 number = 2;; number++)
    {
      g_autoptr (GError) problem = NULL;
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, &problem);
      Device *device;

      if (line == NULL)
        return problem == NULL || (g_propagate_error (error, g_steal_pointer (&problem)), FALSE);
      if (!read_line (self, csv, line, cells, &device, &problem))
        {
          self->result->n_lines += first;
          if (first)
            note_bad (self, number, problem);
          continue;
        }
      self->result->n_lines += first && cells->len > 0;
      if (cells->len > 0 && !take (self, device, cells, error))
        return FALSE;
      tell_progress (self, what, G_INPUT_STREAM (stream), &told);
    }
}

static gboolean
note_line (Import *self, Device *device, GArray *cells, GError **error)
{
  for (guint i = 0; i < cells->len; i++)
    note_cell (self, device, &g_array_index (cells, DwHistoryCsvCell, i));
  return TRUE;
}

/* --- columns --- */

static DwHistoryColumn *
find_column (GArray *columns, const char *name, guint *index)
{
  for (*index = 0; *index < columns->len; ++*index)
    if (g_str_equal (g_array_index (columns, DwHistoryColumn, *index).name, name))
      return &g_array_index (columns, DwHistoryColumn, *index);
  return NULL;
}

static gboolean
check_size (const Device *device, const Channel *channel, guint8 digits, GError **error)
{
  if (channel->largest * pow (10, digits) <= (double)DW_HISTORY_MAX_NUMBER)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("Values of %s of device %lld are too large to be kept with %u decimals"), channel->name, (long long)device->id, digits);
  return FALSE;
}

/* What the device has stays in its place and never loses decimals; what is new comes behind. */
static gboolean
join_channel (Device *device, const Channel *channel, GError **error)
{
  guint index;
  DwHistoryColumn *column = find_column (device->columns, channel->name, &index);
  DwHistoryColumn added = { .digits = channel->digits, .period_ms = (int)channel->period_ms };

  if (column == NULL)
    {
      g_strlcpy (added.name, channel->name, sizeof added.name);
      g_array_append_val (device->columns, added);
      return check_size (device, channel, added.digits, error);
    }
  column->digits = MAX (column->digits, channel->digits);
  if (column->period_ms == 0)
    column->period_ms = (int)channel->period_ms;
  return check_size (device, channel, column->digits, error);
}

static gboolean
set_columns (Import *self, GError **error)
{
  for (guint i = 0; i < self->devices->len; i++)
    {
      Device *device = self->devices->pdata[i];

      device->columns = dw_history_get_columns (self->history, device->id, error);
      if (device->columns == NULL)
        return FALSE;
      for (guint j = 0; j < device->channels->len; j++)
        if (!join_channel (device, device->channels->pdata[j], error))
          return FALSE;
    }
  for (guint i = 0; i < self->devices->len; i++)
    {
      const Device *device = self->devices->pdata[i];

      if (device->channels->len > 0 && !dw_history_set_columns (self->history, device->id, (const DwHistoryColumn *)(gpointer)device->columns->data, device->columns->len, error))
        return FALSE;
    }
  return TRUE;
}

/* --- writing --- */

static gboolean
append (Import *self, GError **error)
{
  gboolean ok = self->reports->len == 0 || dw_history_append (self->history, self->reports, 0, error);

  g_ptr_array_set_size (self->reports, 0);
  return ok;
}

/* Lines of one device and time that follow each other are one report. */
static DwReport *
get_report (Import *self, const Device *device, gint64 time_ms)
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
write_line (Import *self, Device *device, GArray *cells, GError **error)
{
  for (guint i = 0; i < cells->len; i++)
    {
      const DwHistoryCsvCell *cell = &g_array_index (cells, DwHistoryCsvCell, i);
      DwReport *report = get_report (self, device, cell->time_ms);
      guint index;

      /* A channel that was not there in the first pass: somebody changed the file meanwhile. */
      if (find_column (device->columns, cell->point, &index) == NULL || report->values[index].quality != DW_QUALITY_NONE)
        continue;
      report->values[index].value = cell->value;
      report->values[index].quality = cell->quality;
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
  if (!walk (self, _ ("writing"), FALSE, write_line, error) || !append (self, error) || !dw_history_seal (self->history, 0, error) || !dw_history_read_stats (self->history, &after, error))
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
  g_clear_pointer (&self->history, dw_history_close);
  return ok;
}

static gboolean
scan (Import *self, GError **error)
{
  g_autofree char *count = NULL;

  if (!walk (self, _ ("reading"), TRUE, note_line, error))
    return FALSE;
  self->result->n_devices = self->devices->len;
  if (self->result->n_bad == 0 || self->options->skip_bad)
    return TRUE;
  count = g_strdup_printf ("%" G_GUINT64_FORMAT, self->result->n_bad);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("%s: lines that are wrong: %s; nothing was imported"), self->path, count);
  return FALSE;
}

static void
import_clear (Import *self)
{
  g_clear_pointer (&self->known, dw_history_devices_free);
  g_hash_table_unref (self->by_text);
  g_ptr_array_unref (self->devices);
  g_ptr_array_unref (self->reports);
  g_object_unref (self->file);
}

gboolean
dw_history_import_run (const char *dir, const char *path, DwClock *clock, const DwHistoryImportOptions *options, DwHistoryImportResult *result, GError **error)
{
  Import self = { .options = options, .result = result, .path = path, .latest_ms = dw_clock_wall_ms (clock) + FUTURE_MS, .file = g_file_new_for_path (path) };
  g_autoptr (GFileInfo) info = g_file_query_info (self.file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  gboolean ok;

  *result = (DwHistoryImportResult){ 0 };
  self.file_bytes = info != NULL ? g_file_info_get_size (info) : 0;
  self.by_text = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.devices = g_ptr_array_new_with_free_func (device_free);
  self.reports = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_report_free);
  self.known = dw_history_devices_load (dir, clock, error);
  ok = self.known != NULL && scan (&self, error) && open_and_write (&self, dir, error);
  import_clear (&self);
  return ok;
}
