// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-history-reader.h"

#include <glib/gi18n-lib.h>

#include "dw-history-devices.h"
#include "dw-history.h"
#include "dw-store-error.h"

/* The history, read only, with the names of the set-up beside the numbers. */

/* Of a point that the device had once: what it was kept with is not asked for. */
#define FORMER_DECIMALS DW_HISTORY_MAX_DIGITS

struct _DwHistoryReader
{
  char *dir;
  DwHistory *history;
  DwHistoryDevices *devices;
  GArray *latest; /* DwHistoryLatest, NULL = not read yet */
};

DwHistoryReader *
dw_history_reader_open (const char *dir, DwClock *clock, GError **error)
{
  g_autoptr (DwHistoryReader) self = g_new0 (DwHistoryReader, 1);
  g_autofree char *path = g_build_filename (dir, "history", "samples.db", NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("The folder %s holds no history"), dir);
      return NULL;
    }
  self->dir = g_strdup (dir);
  self->devices = dw_history_devices_load (dir, clock, error);
  self->history = self->devices != NULL ? dw_history_open (dir, DW_HISTORY_READ, NULL, error) : NULL;
  return self->history != NULL ? g_steal_pointer (&self) : NULL;
}

void
dw_history_reader_close (DwHistoryReader *self)
{
  if (self == NULL)
    return;
  dw_history_close (self->history);
  g_free (self->dir);
  g_clear_pointer (&self->devices, dw_history_devices_free);
  g_clear_pointer (&self->latest, g_array_unref);
  g_free (self);
}

/* --- channels --- */

static gboolean
is_known_cb (gint64 device_id, gpointer data)
{
  DwHistoryReader *self = data;
  g_autoptr (GArray) columns = dw_history_get_columns (self->history, device_id, NULL);

  return columns != NULL && columns->len > 0;
}

static char *
join_names (GArray *columns)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", g_array_index (columns, DwHistoryColumn, i).name);
  return g_string_free (names, FALSE);
}

static gboolean
has_samples (DwHistoryReader *self, gint64 device_id, const char *name)
{
  const gint64 edges_ms[] = { 0, G_MAXINT64 / 2 };
  g_autoptr (DwBuckets) buckets = dw_history_read_buckets (self->history, device_id, name, edges_ms, 1, NULL, NULL);

  return buckets != NULL && buckets->buckets[0].count + buckets->buckets[0].others > 0;
}

static gboolean
find_point (DwHistoryReader *self, DwHistoryReaderChannel *channel, GError **error)
{
  g_autoptr (GArray) columns = dw_history_get_columns (self->history, channel->device_id, error);
  g_autofree char *names = NULL;

  if (columns == NULL)
    return FALSE;
  for (guint i = 0; i < columns->len; i++)
    {
      const DwHistoryColumn *column = &g_array_index (columns, DwHistoryColumn, i);

      if (!g_str_equal (column->name, channel->name))
        continue;
      channel->decimals = column->digits;
      channel->period_ms = column->period_ms;
      return TRUE;
    }
  channel->decimals = FORMER_DECIMALS;
  if (has_samples (self, channel->device_id, channel->name))
    return TRUE;
  names = join_names (columns);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("Device %lld has no channel “%s” in the history; it has: %s"), (long long)channel->device_id, channel->name, names);
  return FALSE;
}

gboolean
dw_history_reader_find_channel (DwHistoryReader *self, const char *text, DwHistoryReaderChannel *channel, GError **error)
{
  const char *colon = strrchr (text, ':');
  g_autofree char *device = colon != NULL ? g_strndup (text, (gsize)(colon - text)) : NULL;

  *channel = (DwHistoryReaderChannel){ 0 };
  if (colon == NULL || colon == text || colon[1] == '\0' || strlen (colon + 1) >= sizeof channel->name)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("“%s” is not DEVICE:POINT, as in GW-03/17:residual_current"), text);
      return FALSE;
    }
  g_strlcpy (channel->name, colon + 1, sizeof channel->name);
  return dw_history_devices_find (self->devices, device, is_known_cb, self, &channel->device_id, error) && find_point (self, channel, error);
}

static gboolean
add_channels (DwHistoryReader *self, gint64 device_id, GArray *channels, GError **error)
{
  g_autoptr (GArray) columns = dw_history_get_columns (self->history, device_id, error);

  if (columns == NULL)
    return FALSE;
  for (guint i = 0; i < columns->len; i++)
    {
      const DwHistoryColumn *column = &g_array_index (columns, DwHistoryColumn, i);
      DwHistoryReaderChannel channel = { .device_id = device_id, .decimals = column->digits, .period_ms = column->period_ms };

      g_strlcpy (channel.name, column->name, sizeof channel.name);
      g_array_append_val (channels, channel);
    }
  return TRUE;
}

GArray *
dw_history_reader_list_channels (DwHistoryReader *self, GError **error)
{
  g_autoptr (GArray) channels = g_array_new (FALSE, FALSE, sizeof (DwHistoryReaderChannel));
  g_autoptr (GArray) devices = dw_history_list_devices (self->history, error);

  if (devices == NULL)
    return NULL;
  for (guint i = 0; i < devices->len; i++)
    if (!add_channels (self, g_array_index (devices, gint64, i), channels, error))
      return NULL;
  return g_steal_pointer (&channels);
}

/* --- samples --- */

DwSamples *
dw_history_reader_read_samples (DwHistoryReader *self, const DwHistoryReaderChannel *channel, gint64 from_ms, gint64 to_ms, GError **error)
{
  return dw_history_read_samples (self->history, channel->device_id, channel->name, from_ms, to_ms, NULL, error);
}

DwBuckets *
dw_history_reader_read_buckets (DwHistoryReader *self, const DwHistoryReaderChannel *channel, gint64 from_ms, gint64 to_ms, guint n, GError **error)
{
  g_autofree gint64 *edges_ms = g_new (gint64, (gsize)n + 1);

  if (n == 0 || to_ms - from_ms < n)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("The span is shorter than the buckets are many"));
      return NULL;
    }
  for (guint i = 0; i <= n; i++)
    edges_ms[i] = from_ms + (gint64)((double)(to_ms - from_ms) * i / n);
  edges_ms[n] = to_ms;
  return dw_history_read_buckets (self->history, channel->device_id, channel->name, edges_ms, n, NULL, error);
}

gboolean
dw_history_reader_get_latest (DwHistoryReader *self, const DwHistoryReaderChannel *channel, DwReading *reading, GError **error)
{
  *reading = (DwReading){ .quality = DW_QUALITY_NONE };
  if (self->latest == NULL)
    self->latest = dw_history_read_latest (self->history, error);
  if (self->latest == NULL)
    return FALSE;
  for (guint i = 0; i < self->latest->len; i++)
    {
      const DwHistoryLatest *latest = &g_array_index (self->latest, DwHistoryLatest, i);

      if (latest->device_id == channel->device_id && g_str_equal (latest->name, channel->name))
        *reading = latest->reading;
    }
  return TRUE;
}

gboolean
dw_history_reader_find_near (DwHistoryReader *self, gint64 device_id, gint64 time_ms, gint64 *before_ms, gint64 *after_ms, GError **error)
{
  return dw_history_find_near (self->history, device_id, time_ms, before_ms, after_ms, error);
}

const char *
dw_history_reader_get_device_name (DwHistoryReader *self, gint64 device_id)
{
  return dw_history_devices_get_name (self->devices, device_id);
}

const char *
dw_history_reader_get_device_address (DwHistoryReader *self, gint64 device_id)
{
  return dw_history_devices_get_address (self->devices, device_id);
}

/* --- facts --- */

/* With an opening of its own: damage that it comes upon is not that of the channel asked for. */
gboolean
dw_history_reader_get_span (DwHistoryReader *self, gint64 *first_ms, gint64 *last_ms, GError **error)
{
  g_autoptr (DwHistory) history = dw_history_open (self->dir, DW_HISTORY_READ, NULL, error);
  DwHistoryStats stats;

  if (history == NULL || !dw_history_read_stats (history, &stats, error))
    return FALSE;
  *first_ms = stats.first_ms;
  *last_ms = stats.last_ms;
  return TRUE;
}

/* The mean over all channels. */
static gboolean
measure_coverage (DwHistoryReader *self, DwHistoryReaderFacts *facts, GError **error)
{
  g_autoptr (GArray) channels = dw_history_reader_list_channels (self, error);
  double sum = 0;

  if (channels == NULL)
    return FALSE;
  for (guint i = 0; i < channels->len; i++)
    {
      g_autoptr (DwBuckets) buckets = dw_history_reader_read_buckets (self, &g_array_index (channels, DwHistoryReaderChannel, i), facts->first_ms, facts->last_ms + 1, 1, error);

      if (buckets == NULL)
        return FALSE;
      sum += dw_buckets_get_coverage (buckets, 0);
    }
  facts->coverage = channels->len > 0 ? sum / channels->len : 0;
  return TRUE;
}

gboolean
dw_history_reader_get_facts (DwHistoryReader *self, DwHistoryReaderFacts *facts, GError **error)
{
  DwHistoryStats stats;

  *facts = (DwHistoryReaderFacts){ 0 };
  if (!dw_history_read_stats (self->history, &stats, error))
    return FALSE;
  facts->file_bytes = stats.file_bytes;
  facts->chunk_bytes = stats.sealed_bytes;
  facts->aggregate_bytes = stats.aggregate_bytes;
  facts->bytes_last_day = stats.bytes_last_day;
  facts->samples = stats.samples;
  facts->open_samples = stats.open_samples;
  facts->chunks = stats.chunks;
  facts->first_ms = stats.first_ms;
  facts->last_ms = stats.last_ms;
  return stats.samples == 0 || measure_coverage (self, facts, error);
}

GArray *
dw_history_reader_verify (DwHistoryReader *self, gint64 *checked_chunks, GError **error)
{
  g_autoptr (GArray) found = dw_history_verify (self->history, checked_chunks, NULL, error);
  GArray *findings;

  if (found == NULL)
    return NULL;
  findings = g_array_new (FALSE, FALSE, sizeof (DwHistoryReaderFinding));
  for (guint i = 0; i < found->len; i++)
    {
      const DwHistoryFinding *from = &g_array_index (found, DwHistoryFinding, i);
      DwHistoryReaderFinding finding = { .device_id = from->device_id, .from_ms = from->from_ms, .to_ms = from->to_ms };

      g_strlcpy (finding.problem, from->problem, sizeof finding.problem);
      g_array_append_val (findings, finding);
    }
  return findings;
}

char *
dw_history_reader_dup_damage (DwHistoryReader *self)
{
  return dw_history_dup_damage (self->history);
}
