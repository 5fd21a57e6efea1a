// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: means of minutes, one bucket a minute, of several channels of one device. Each row of minutes is read once for all of them, and of its sums only what a
// mean is made of; an open hour is unpacked once. What cannot be answered so (damage, sums that were deleted) is left to the way of all buckets, dw-history-buckets.c, hour by
// hour. What a sample stands for is nothing to a mean: a sealed hour behind an open one tells it as it is.
//
// Hours that are settled are kept as they were answered, empty ones too (dw-history-kept.c); of a day that is kept for all channels no row is fetched.

#include <math.h>

#include "dw-history-private.h"

typedef struct
{
  DwHistoryView *view;
  const DwHistoryChannel *channels; /* all of one device */
  guint n_channels;
  const gint64 *edges_ms; /* whole minutes, one after the other */
  guint n;
  double *means; /* channel after channel */
  DwHistoryKept *kept;
  const DwHistoryKeptDay **days; /* of each channel: room for what is kept */
  gint64 layout_id;              /* that the columns are of, -1 = none */
  guint *columns;                /* of each channel, NO_COLUMN = none */
  guint8 *digits;                /* of each */
  gboolean row_found;            /* what follows is of the day that is being read */
  gboolean has_sums;             /* the day */
  const guint8 *bytes;           /* of its row of minutes, NULL = none */
  gsize length;
} Work;

#define NO_COLUMN G_MAXUINT
/* For fewer channels an open hour is read column by column. */
#define WORTH_UNPACKING 3

gboolean
dw_history_edges_are_minutes (const gint64 *edges_ms, guint n)
{
  if (edges_ms[0] < 0 || edges_ms[0] % DW_HISTORY_MINUTE_MS != 0)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (edges_ms[i + 1] - edges_ms[i] != DW_HISTORY_MINUTE_MS)
      return FALSE;
  return TRUE;
}

/* Minutes of the hour within the span: from…to of the hour, and the bucket of the first. */
static guint
clip_hour (const Work *self, gint64 hour, guint *from, guint *to)
{
  gint64 first = hour * DW_HISTORY_MINUTES - self->edges_ms[0] / DW_HISTORY_MINUTE_MS;

  *from = first < 0 ? (guint)-first : 0;
  *to = (guint)CLAMP ((gint64)self->n - first, 0, DW_HISTORY_MINUTES);
  return (guint)MAX (first, 0);
}

/* --- an hour --- */

static void
note_columns (Work *self, const DwHistoryLayout *layout)
{
  self->layout_id = layout->id;
  for (guint i = 0; i < self->n_channels; i++)
    {
      int column = dw_history_layout_find (layout, self->channels[i].name);

      self->columns[i] = column >= 0 ? (guint)column : NO_COLUMN;
      self->digits[i] = column >= 0 ? layout->columns[column].digits : 0;
    }
}

/* FALSE: the layout is not this device's. */
static gboolean
find_columns (Work *self, gint64 layout_id)
{
  DwHistoryLayout *layout;

  if (layout_id == self->layout_id)
    return TRUE;
  layout = dw_history_view_layout (self->view, layout_id, NULL);
  if (layout == NULL || layout->device_id != self->channels->device_id)
    return FALSE;
  note_columns (self, layout);
  return TRUE;
}

static void
put_means (const Work *self, guint channel, gint64 hour, const DwHistorySums *sums)
{
  double divisor = dw_history_digits_divisor (self->digits[channel]);
  guint from, to, at = clip_hour (self, hour, &from, &to);
  double *means = self->means + (gsize)channel * self->n + at;

  for (guint i = from; i < to; i++)
    means[i - from] = sums->count[i] > 0 ? (double)sums->sum[i] / (divisor * (double)sums->count[i]) : NAN;
}

static gboolean
is_open (const Work *self, gint64 hour)
{
  GPtrArray *tails = dw_history_view_tails (self->view, self->channels->device_id);

  for (guint i = 0; i < tails->len; i++)
    if (((const DwHistoryTail *)tails->pdata[i])->hour == hour)
      return TRUE;
  return FALSE;
}

static void
sum_column (const DwHistoryBlock *block, guint column, gint64 begin_ms, DwHistorySums *sums)
{
  const gint64 *numbers = dw_history_block_numbers (block, column);
  const guint8 *qualities = dw_history_block_qualities (block, column);

  *sums = (DwHistorySums){ 0 };
  for (guint row = 0; row < block->n_rows; row++)
    if (qualities[row] == DW_QUALITY_GOOD)
      {
        gint64 minute = (block->times_ms[row] - begin_ms) / DW_HISTORY_MINUTE_MS;

        sums->count[minute]++;
        sums->sum[minute] += numbers[row];
      }
}

/* The samples of the hour, sealed and open together. */
static gboolean
read_open_hour (Work *self, gint64 hour, gboolean *is_read, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (DwHistoryBlock) block = self->n_channels >= WORTH_UNPACKING ? dw_history_view_read_block (self->view, self->channels->device_id, hour, &problem) : NULL;
  DwHistorySums sums;

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  *is_read = block != NULL;
  if (block == NULL)
    return TRUE;
  note_columns (self, block->layout);
  for (guint i = 0; i < self->n_channels; i++)
    if (self->columns[i] != NO_COLUMN)
      {
        sum_column (block, self->columns[i], hour * DW_HISTORY_HOUR_MS, &sums);
        put_means (self, i, hour, &sums);
      }
  self->layout_id = -1; /* a layout of both together has no number */
  return TRUE;
}

/* FALSE: this hour must be read in another way. */
static gboolean
read_table (Work *self, gint64 hour, const guint8 *bytes, gsize length)
{
  DwHistoryTableColumns walk;
  DwHistorySums sums;
  DwHistoryTable table;

  if (!dw_history_table_open (&table, DW_HISTORY_MINUTES_MAGIC, bytes, length, NULL) || table.number != hour || !find_columns (self, table.layout_id))
    return FALSE;
  walk = (DwHistoryTableColumns){ .table = &table };
  for (guint i = 0; i < self->n_channels; i++)
    {
      if (self->columns[i] == NO_COLUMN || self->columns[i] >= table.n_columns)
        continue;
      if (!dw_history_table_read_sums (&walk, self->columns[i], &sums, DW_HISTORY_MINUTES))
        return FALSE;
      put_means (self, i, hour, &sums);
    }
  return TRUE;
}

/* A day without a row of hours has no sums, here as in all buckets. Fetched when the first hour asks for it. */
static gboolean
find_row (Work *self, gint64 day, GError **error)
{
  gint64 key = dw_history_key (day, self->channels->device_id);
  const guint8 *bytes;
  gsize length;
  gboolean found = FALSE;

  if (self->row_found)
    return TRUE;
  if (!dw_table_history_get (self->view->db, DW_BLOBS_HOURS, key, &bytes, &length, &self->has_sums, error))
    return FALSE;
  if (self->has_sums && !dw_table_history_get (self->view->db, DW_BLOBS_MINUTES, key, &self->bytes, &self->length, &found, error))
    return FALSE;
  if (!found)
    self->bytes = NULL;
  self->row_found = TRUE;
  return TRUE;
}

static gboolean
read_hour (Work *self, gint64 hour, gboolean *is_read, GError **error)
{
  const guint8 *bytes, *table;
  gsize n, length;
  gboolean found;

  *is_read = FALSE;
  if (is_open (self, hour))
    return read_open_hour (self, hour, is_read, error);
  if (!find_row (self, hour / DW_HISTORY_DAY_HOURS, error))
    return FALSE;
  if (!self->has_sums)
    return TRUE;
  if (self->bytes != NULL && dw_history_find_minutes (self->bytes, self->length, hour, &table, &length))
    {
      *is_read = read_table (self, hour, table, length);
      return TRUE;
    }
  if (!dw_table_history_get (self->view->db, DW_BLOBS_MINUTES_OPEN, dw_history_key (hour, self->channels->device_id), &bytes, &n, &found, error))
    return FALSE;
  *is_read = found && dw_history_find_minutes (bytes, n, hour, &table, &length) && read_table (self, hour, table, length);
  return TRUE;
}

/* --- what is kept --- */

static guint32
bit_of (gint64 hour)
{
  return 1u << hour % DW_HISTORY_DAY_HOURS;
}

/* Hours that neither are open nor lie behind one that is: what they say changes with the database alone. */
static guint32
list_settled (const Work *self, gint64 first_hour, gint64 end_hour)
{
  guint32 hours = 0;

  for (gint64 hour = first_hour; hour < end_hour; hour++)
    if (!dw_history_view_is_unsettled (self->view, self->channels->device_id, hour, hour))
      hours |= bit_of (hour);
  return hours;
}

/* Of these hours of the day those that are kept of all channels. */
static guint32
find_kept (Work *self, gint64 day, guint32 hours)
{
  for (guint i = 0; i < self->n_channels && hours != 0; i++)
    {
      self->days[i] = dw_history_kept_find (self->kept, &self->channels[i], day);
      hours &= self->days[i] != NULL ? self->days[i]->hours : 0;
    }
  return hours;
}

/* Returns which of the hours were answered. */
static guint32
take_kept (Work *self, gint64 first_hour, gint64 end_hour, guint32 hours)
{
  hours = find_kept (self, first_hour / DW_HISTORY_DAY_HOURS, hours);
  for (guint i = 0; i < self->n_channels && hours != 0; i++)
    for (gint64 hour = first_hour; hour < end_hour; hour++)
      if (hours & bit_of (hour))
        {
          guint from, to, at = clip_hour (self, hour, &from, &to);

          memcpy (self->means + (gsize)i * self->n + at, self->days[i]->means + hour % DW_HISTORY_DAY_HOURS * DW_HISTORY_MINUTES + from, (to - from) * sizeof *self->means);
        }
  return hours;
}

/* Those of the hours that were asked for whole. */
static guint32
list_whole (const Work *self, gint64 first_hour, gint64 end_hour, guint32 hours)
{
  guint from, to;

  clip_hour (self, first_hour, &from, &to);
  if (from > 0)
    hours &= ~bit_of (first_hour);
  clip_hour (self, end_hour - 1, &from, &to);
  return to < DW_HISTORY_MINUTES ? hours & ~bit_of (end_hour - 1) : hours;
}

static void
keep_hours (const Work *self, guint channel, gint64 first_hour, gint64 end_hour, guint32 hours)
{
  DwHistoryKeptDay *kept = dw_history_kept_add (self->kept, &self->channels[channel], first_hour / DW_HISTORY_DAY_HOURS);

  for (gint64 hour = first_hour; hour < end_hour; hour++)
    if (hours & bit_of (hour))
      {
        guint from, to, at = clip_hour (self, hour, &from, &to);

        memcpy (kept->means + hour % DW_HISTORY_DAY_HOURS * DW_HISTORY_MINUTES, self->means + (gsize)channel * self->n + at, DW_HISTORY_MINUTES * sizeof *self->means);
      }
  kept->hours |= hours;
}

static void
keep_answers (const Work *self, gint64 first_hour, gint64 end_hour, guint32 hours)
{
  hours = list_whole (self, first_hour, end_hour, hours);
  for (guint i = 0; i < self->n_channels && hours != 0; i++)
    keep_hours (self, i, first_hour, end_hour, hours);
}

/* --- a day --- */

/* As all buckets are read. */
static gboolean
read_otherwise (const Work *self, gint64 first_hour, gint64 end_hour, GError **error)
{
  guint from, to, at = clip_hour (self, first_hour, &from, &to);
  guint end = (guint)CLAMP (end_hour * DW_HISTORY_MINUTES - self->edges_ms[0] / DW_HISTORY_MINUTE_MS, 0, (gint64)self->n);

  for (guint i = 0; i < self->n_channels; i++)
    if (!dw_history_view_gather_means (self->view, &self->channels[i], self->edges_ms + at, end - at, self->means + (gsize)i * self->n + at, error))
      return FALSE;
  return TRUE;
}

/* Hours that follow each other in one go. */
static gboolean
read_rest (const Work *self, const gboolean *is_read, gint64 first_hour, guint n_hours, GError **error)
{
  for (guint i = 0, end; i < n_hours; i = end)
    {
      for (end = i + 1; end < n_hours && is_read[end] == is_read[i]; end++)
        ;
      if (!is_read[i] && !read_otherwise (self, first_hour + i, first_hour + end, error))
        return FALSE;
    }
  return TRUE;
}

/* Hours from…to, all of one day. The rest comes last: it uses the statement to which the row belongs. */
static gboolean
unpack_day (Work *self, gint64 first_hour, gint64 end_hour, guint32 known, GError **error)
{
  gboolean is_read[DW_HISTORY_DAY_HOURS] = { FALSE };

  self->row_found = FALSE;
  for (gint64 hour = first_hour; hour < end_hour; hour++)
    {
      gboolean *done = &is_read[hour - first_hour];

      *done = (known & bit_of (hour)) != 0;
      if (!*done && !read_hour (self, hour, done, error))
        return FALSE;
    }
  return read_rest (self, is_read, first_hour, (guint)(end_hour - first_hour), error);
}

static gboolean
read_day (Work *self, gint64 first_hour, gint64 end_hour, GError **error)
{
  guint32 settled = list_settled (self, first_hour, end_hour), known = take_kept (self, first_hour, end_hour, settled);

  if (!unpack_day (self, first_hour, end_hour, known, error))
    return FALSE;
  keep_answers (self, first_hour, end_hour, settled & ~known);
  return TRUE;
}

static gboolean
read_days (Work *self, GError **error)
{
  gint64 first_hour, last_hour, hour, end_hour;

  if (!dw_history_view_extent (self->view, self->channels->device_id, &first_hour, &last_hour))
    return TRUE;
  hour = MAX (first_hour, self->edges_ms[0] / DW_HISTORY_HOUR_MS);
  end_hour = MIN (last_hour, (self->edges_ms[self->n] - 1) / DW_HISTORY_HOUR_MS) + 1;
  while (hour < end_hour)
    {
      gint64 next = MIN ((hour / DW_HISTORY_DAY_HOURS + 1) * DW_HISTORY_DAY_HOURS, end_hour);

      if (dw_history_view_cancelled (self->view, error) || !read_day (self, hour, next, error))
        return FALSE;
      hour = next;
    }
  return TRUE;
}

gboolean
dw_history_view_minute_means (DwHistoryView *view, const DwHistoryChannel *channels, guint n_channels, const gint64 *edges_ms, guint n, double *means, GError **error)
{
  g_autofree guint *columns = g_new (guint, n_channels);
  g_autofree guint8 *digits = g_new (guint8, n_channels);
  g_autofree const DwHistoryKeptDay **days = g_new (const DwHistoryKeptDay *, n_channels);
  Work self = { .view = view, .channels = channels, .n_channels = n_channels, .edges_ms = edges_ms, .n = n, .means = means, .layout_id = -1, .columns = columns, .digits = digits, .days = days };

  self.kept = dw_history_view_get_kept (view, error);
  if (self.kept == NULL)
    return FALSE;
  for (gsize i = 0; i < (gsize)n_channels * n; i++)
    means[i] = NAN;
  return read_days (&self, error);
}
