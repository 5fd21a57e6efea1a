// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: samples gathered into buckets of any edges, exactly, with as little reading as the edges allow:
//
//   a day that lies in one bucket      one slot of the row of hours
//   an hour that lies in one bucket    one slot of the row of hours
//   a minute that lies in one bucket   one slot of the row of minutes     (when few edges cut the hour, or all of them at whole minutes)
//   everything else                    the samples themselves
//
// An hour that is still open is read from its samples: aggregates exist for what is sealed. So is a sealed hour behind it, where a late sample may have come before its first. Where samples were deleted and only aggregates are left, a minute (an hour) that
// an edge cuts belongs to the bucket that holds its begin.

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-history-private.h"
#include "dw-store-error.h"

/* More cuts in an hour than this: decoding the samples once is less work than picking minutes. */
#define FEW_CUTS 12

typedef struct
{
  DwHistoryView *view;
  gint64 device_id;
  const char *name;
  const gint64 *edges_ms;
  guint n;
  guint at; /* the bucket that is being filled */
  DwHistoryTotals *totals;
  guint8 digits;   /* of the totals */
  gboolean filled; /* there is anything in them */
  int period_ms;   /* the longest of what is in them */
  /* The column in the layout looked at last. */
  gint64 layout_id;
  int column;
  DwHistoryColumn info;
} Gathering;

/* --- where things go --- */

static gint64
power_of_ten (guint n)
{
  return (gint64)dw_history_digits_divisor ((guint8)n);
}

static void
note_period (Gathering *self, int period_ms)
{
  self->period_ms = MAX (self->period_ms, period_ms);
}

/* Numbers of different digits are brought to the larger. */
static void
add_part (Gathering *self, guint bucket, DwHistoryTotals *part, guint8 digits)
{
  if (!self->filled)
    self->digits = digits;
  self->filled = TRUE;
  if (digits > self->digits)
    {
      for (guint i = 0; i < self->n; i++)
        dw_history_totals_scale (&self->totals[i], power_of_ten ((guint)(digits - self->digits)));
      self->digits = digits;
    }
  else if (digits < self->digits)
    dw_history_totals_scale (part, power_of_ten ((guint)(self->digits - digits)));
  dw_history_totals_add (&self->totals[bucket], part);
}

/* Moves on to the bucket that holds the time; FALSE when none does. Times come ascending. */
static gboolean
move_to (Gathering *self, gint64 time_ms)
{
  while (self->at < self->n && self->edges_ms[self->at + 1] <= time_ms)
    self->at++;
  return self->at < self->n && time_ms >= self->edges_ms[self->at];
}

/* The stretch lies in one bucket. */
static gboolean
holds (Gathering *self, gint64 from_ms, gint64 to_ms)
{
  return move_to (self, from_ms) && to_ms <= self->edges_ms[self->at + 1];
}

static gboolean
touches (const Gathering *self, gint64 from_ms, gint64 to_ms)
{
  return from_ms < self->edges_ms[self->n] && to_ms > self->edges_ms[0];
}

/* --- samples --- */

static void
gather_samples (Gathering *self, guint from, guint to)
{
  const DwHistoryRun *run = &self->view->run;

  if (from < to)
    note_period (self, run->period_ms);
  while (from < to)
    {
      DwHistoryTotals part = { 0 };
      guint end = from + 1;

      if (!move_to (self, run->times_ms[from]))
        {
          from++;
          continue;
        }
      while (end < to && run->times_ms[end] < self->edges_ms[self->at + 1])
        end++;
      dw_history_totals_add_samples (&part, run, from, end);
      add_part (self, self->at, &part, run->digits);
      from = end;
    }
}

/* missing: the hour's samples are not kept. */
static gboolean
gather_raw_hour (Gathering *self, gint64 hour, gboolean *missing, GError **error)
{
  if (!dw_history_view_read_hour (self->view, self->device_id, self->name, hour, missing, error))
    return FALSE;
  gather_samples (self, 0, self->view->run.n);
  return TRUE;
}

/* --- aggregates --- */

#define FOREIGN -2

/* The column of this channel in the layout, -1 = none, FOREIGN = the layout is not this device's. */
static int
find_column (Gathering *self, gint64 layout_id)
{
  DwHistoryLayout *layout;

  if (self->layout_id == layout_id)
    return self->column;
  layout = dw_history_view_layout (self->view, layout_id, NULL);
  self->layout_id = layout_id;
  self->column = layout == NULL || layout->device_id != self->device_id ? FOREIGN : dw_history_layout_find (layout, self->name);
  if (self->column >= 0)
    self->info = layout->columns[self->column];
  return self->column;
}

static gboolean
read_table (Gathering *self, const char magic[2], gint64 number, const guint8 *bytes, gsize length, guint n_slots, DwHistoryTotals *slots, gboolean *found, GError **error)
{
  DwHistoryTable table;
  int column;

  *found = FALSE;
  if (!dw_history_table_open (&table, magic, bytes, length, error))
    return FALSE;
  column = find_column (self, table.layout_id);
  if (table.number != number || column == FOREIGN)
    {
      g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_DAMAGED, _ ("Aggregates of the history are damaged: %s"), _ ("they belong elsewhere"));
      return FALSE;
    }
  if (column < 0 || (guint)column >= table.n_columns)
    return TRUE;
  *found = TRUE;
  return dw_history_table_read (&table, (guint)column, slots, n_slots, error);
}

typedef enum {
  SLOTS_NONE, /* this channel has nothing there */
  SLOTS_READ,
  SLOTS_DAMAGED, /* noted: the samples must tell */
} SlotsState;

static SlotsState
note_damage (Gathering *self, gint64 hour, GError *problem)
{
  dw_history_note_damage (self->view->history, self->device_id, hour, problem->message);
  return SLOTS_DAMAGED;
}

/* One day as it is read: its row of hours for this channel, and its row of minutes when something asks for it. */
typedef struct
{
  gint64 day;
  gboolean exists; /* there is anything sealed in this day */
  SlotsState state;
  DwHistoryTotals hours[DW_HISTORY_DAY_SLOTS];
  guint8 digits;
  int periods_ms[DW_HISTORY_DAY_SLOTS]; /* of each slot, the longest of its layouts */
  gboolean minutes_read;
  const guint8 *minutes;
  gsize minutes_length;
} Day;

static void
note_slot_periods (Day *day, const DwHistoryTotals *slots, int period_ms)
{
  for (guint i = 0; i < DW_HISTORY_DAY_SLOTS; i++)
    if (slots[i].count > 0 || slots[i].others > 0)
      day->periods_ms[i] = MAX (day->periods_ms[i], period_ms);
}

/* A day may have several layouts: their hours do not overlap. */
static gboolean
read_hours_row (Gathering *self, Day *day, DwByteReader row, GError **error)
{
  DwHistoryTotals slots[DW_HISTORY_DAY_SLOTS];
  gboolean found;

  while (row.position < row.length)
    {
      DwByteReader part = dw_bytes_take (&row, dw_varint_get (&row));

      if (!read_table (self, DW_HISTORY_HOURS_MAGIC, day->day, part.data, part.length, DW_HISTORY_DAY_SLOTS, slots, &found, error))
        return FALSE;
      if (!found)
        continue;
      if (day->state == SLOTS_READ && self->info.digits != day->digits)
        {
          day->state = SLOTS_DAMAGED; /* mixed digits: rare enough to be read from minutes */
          return TRUE;
        }
      day->state = SLOTS_READ;
      day->digits = self->info.digits;
      note_slot_periods (day, slots, self->info.period_ms);
      for (guint i = 0; i < DW_HISTORY_DAY_SLOTS; i++)
        dw_history_totals_add (&day->hours[i], &slots[i]);
    }
  return TRUE;
}

static gboolean
open_day (Gathering *self, Day *day, gint64 number, GError **error)
{
  g_autoptr (GError) problem = NULL;
  DwByteReader row = { 0 };

  *day = (Day){ .day = number };
  if (!dw_table_history_get (self->view->db, DW_BLOBS_HOURS, dw_history_key (number, self->device_id), &row.data, &row.length, &day->exists, error))
    return FALSE;
  if (day->exists && !read_hours_row (self, day, row, &problem))
    day->state = note_damage (self, number * DW_HISTORY_DAY_HOURS, problem);
  return TRUE;
}

/* The minutes of one hour: from the day's row, or the hour's own while the day is open. */
static gboolean
find_minutes (Gathering *self, Day *day, gint64 hour, const guint8 **table, gsize *length, gboolean *found, GError **error)
{
  const guint8 *bytes;
  gsize n;

  if (!day->minutes_read)
    {
      day->minutes_read = TRUE;
      if (!dw_table_history_get (self->view->db, DW_BLOBS_MINUTES, dw_history_key (day->day, self->device_id), &day->minutes, &day->minutes_length, found, error))
        return FALSE;
      if (!*found)
        day->minutes = NULL;
    }
  *found = day->minutes != NULL && dw_history_find_minutes (day->minutes, day->minutes_length, hour, table, length);
  if (*found)
    return TRUE;
  if (!dw_table_history_get (self->view->db, DW_BLOBS_MINUTES_OPEN, dw_history_key (hour, self->device_id), &bytes, &n, found, error))
    return FALSE;
  *found = *found && dw_history_find_minutes (bytes, n, hour, table, length);
  return TRUE;
}

static SlotsState
read_minutes (Gathering *self, Day *day, gint64 hour, DwHistoryTotals *slots, gboolean *ok, GError **error)
{
  g_autoptr (GError) problem = NULL;
  const guint8 *table;
  gsize length;
  gboolean found;

  *ok = find_minutes (self, day, hour, &table, &length, &found, error);
  if (!*ok || !found)
    return SLOTS_NONE;
  if (!read_table (self, DW_HISTORY_MINUTES_MAGIC, hour, table, length, DW_HISTORY_MINUTES, slots, &found, &problem))
    return note_damage (self, hour, problem);
  return found ? SLOTS_READ : SLOTS_NONE;
}

/* Samples of the minute only. They were read before. */
static void
gather_minute_of_run (Gathering *self, gint64 from_ms)
{
  const DwHistoryRun *run = &self->view->run;
  guint from = 0, to;

  while (from < run->n && run->times_ms[from] < from_ms)
    from++;
  for (to = from; to < run->n && run->times_ms[to] < from_ms + DW_HISTORY_MINUTE_MS; to++)
    ;
  gather_samples (self, from, to);
}

static gboolean
gather_cut_minute (Gathering *self, gint64 hour, gint64 from_ms, DwHistoryTotals *slot, guint8 digits, gboolean *run_read, gboolean *missing, GError **error)
{
  if (!*run_read && !dw_history_view_read_hour (self->view, self->device_id, self->name, hour, missing, error))
    return FALSE;
  *run_read = TRUE;
  if (!*missing)
    gather_minute_of_run (self, from_ms);
  else if (move_to (self, from_ms))
    add_part (self, self->at, slot, digits);
  return TRUE;
}

static gboolean
gather_minutes (Gathering *self, gint64 hour, DwHistoryTotals *slots, GError **error)
{
  guint8 digits = self->info.digits;
  gboolean run_read = FALSE, missing = FALSE;

  note_period (self, self->info.period_ms);
  for (guint i = 0; i < DW_HISTORY_MINUTES; i++)
    {
      gint64 from_ms = hour * DW_HISTORY_HOUR_MS + i * DW_HISTORY_MINUTE_MS, to_ms = from_ms + DW_HISTORY_MINUTE_MS;

      if ((slots[i].count == 0 && slots[i].others == 0) || !touches (self, from_ms, to_ms))
        continue;
      if (holds (self, from_ms, to_ms))
        add_part (self, self->at, &slots[i], digits);
      else if (!gather_cut_minute (self, hour, from_ms, &slots[i], digits, &run_read, &missing, error))
        return FALSE;
    }
  return TRUE;
}

/* --- hours --- */

/* Edges within the hour: how many, and whether all lie at whole minutes. */
static gboolean
minutes_are_best (const Gathering *self, gint64 hour)
{
  gint64 from_ms = hour * DW_HISTORY_HOUR_MS, to_ms = from_ms + DW_HISTORY_HOUR_MS;
  guint n_cuts = 0;
  gboolean whole = TRUE;

  for (guint i = self->at > 0 ? self->at - 1 : 0; i <= self->n && self->edges_ms[i] < to_ms; i++)
    {
      if (self->edges_ms[i] <= from_ms)
        continue;
      n_cuts++;
      whole &= self->edges_ms[i] % DW_HISTORY_MINUTE_MS == 0;
    }
  return whole || n_cuts <= FEW_CUTS;
}

/* One slot of the row of hours into the bucket that is being filled. */
static void
add_slot (Gathering *self, Day *day, guint slot)
{
  note_period (self, day->periods_ms[slot]);
  add_part (self, self->at, &day->hours[slot], day->digits);
}

/* What is left of an hour whose samples are gone, by its begin. */
static void
gather_by_begin (Gathering *self, Day *day, gint64 hour)
{
  DwHistoryTotals *slot = &day->hours[hour % DW_HISTORY_DAY_HOURS];

  if (day->state == SLOTS_READ && (slot->count > 0 || slot->others > 0) && move_to (self, hour * DW_HISTORY_HOUR_MS))
    add_slot (self, day, hour % DW_HISTORY_DAY_HOURS);
}

static gboolean
gather_fine (Gathering *self, Day *day, gint64 hour, GError **error)
{
  DwHistoryTotals slots[DW_HISTORY_MINUTES];
  gboolean ok, missing = FALSE;

  if (!minutes_are_best (self, hour))
    {
      if (!gather_raw_hour (self, hour, &missing, error))
        return FALSE;
      if (!missing)
        return TRUE;
    }
  if (read_minutes (self, day, hour, slots, &ok, error) == SLOTS_READ)
    return gather_minutes (self, hour, slots, error);
  if (!ok)
    return FALSE;
  /* No minutes that can be read: the samples tell, and where they are gone the hour. */
  if (!missing && !gather_raw_hour (self, hour, &missing, error))
    return FALSE;
  if (missing)
    gather_by_begin (self, day, hour);
  return TRUE;
}

static gboolean
gather_hour (Gathering *self, Day *day, gint64 hour, GError **error)
{
  gint64 from_ms = hour * DW_HISTORY_HOUR_MS, to_ms = from_ms + DW_HISTORY_HOUR_MS;
  DwHistoryTotals *slot = &day->hours[hour % DW_HISTORY_DAY_HOURS];
  gboolean unsettled = dw_history_view_is_unsettled (self->view, self->device_id, hour, hour), missing = FALSE;

  if (!touches (self, from_ms, to_ms))
    return TRUE;
  if (unsettled && !gather_raw_hour (self, hour, &missing, error))
    return FALSE;
  if (unsettled && !missing)
    return TRUE;
  if (!day->exists || day->state == SLOTS_NONE || (day->state == SLOTS_READ && slot->count == 0 && slot->others == 0))
    return TRUE;
  if (day->state == SLOTS_READ && holds (self, from_ms, to_ms))
    {
      add_slot (self, day, hour % DW_HISTORY_DAY_HOURS);
      return TRUE;
    }
  move_to (self, from_ms);
  return gather_fine (self, day, hour, error);
}

static gboolean
gather_day (Gathering *self, gint64 number, GError **error)
{
  gint64 from_ms = number * DW_HISTORY_DAY_MS;
  gint64 first_hour = number * DW_HISTORY_DAY_HOURS;
  gboolean open = dw_history_view_is_unsettled (self->view, self->device_id, first_hour, first_hour + DW_HISTORY_DAY_HOURS - 1);
  Day day;

  if (!open_day (self, &day, number, error))
    return FALSE;
  if (!day.exists && !open)
    return TRUE;
  if (!open && day.state == SLOTS_READ && holds (self, from_ms, from_ms + DW_HISTORY_DAY_MS))
    {
      add_slot (self, &day, DW_HISTORY_DAY_HOURS);
      return TRUE;
    }
  for (guint i = 0; i < DW_HISTORY_DAY_HOURS; i++)
    if (!gather_hour (self, &day, first_hour + i, error))
      return FALSE;
  return TRUE;
}

/* --- the whole --- */

static DwBuckets *
answer (const Gathering *self)
{
  DwBuckets *buckets = dw_buckets_new (self->edges_ms, self->n);

  buckets->period_ms = self->period_ms > 0 ? self->period_ms : dw_history_find_period (self->view->history, self->device_id, self->name);
  for (guint i = 0; i < self->n; i++)
    dw_history_totals_to_bucket (&self->totals[i], self->digits, &buckets->buckets[i]);
  return buckets;
}

/* Room that is kept for the next channel: several are often asked for over the same edges. */
static DwHistoryTotals *
prepare_totals (DwHistoryView *view, guint n)
{
  if (n > view->n_totals)
    {
      g_free (view->totals);
      view->totals = g_new (DwHistoryTotals, n);
      view->n_totals = n;
    }
  memset (view->totals, 0, n * sizeof *view->totals);
  return view->totals;
}

static gboolean
gather (Gathering *self, GError **error)
{
  gint64 first_hour, last_hour, first_day, last_day;

  self->totals = prepare_totals (self->view, self->n);
  self->layout_id = -1;
  if (!dw_history_view_extent (self->view, self->device_id, &first_hour, &last_hour))
    return TRUE;
  first_day = MAX (MAX (self->edges_ms[0], 0) / DW_HISTORY_DAY_MS, first_hour / DW_HISTORY_DAY_HOURS);
  last_day = MIN ((self->edges_ms[self->n] - 1) / DW_HISTORY_DAY_MS, last_hour / DW_HISTORY_DAY_HOURS);
  for (gint64 day = first_day; day <= last_day; day++)
    if (dw_history_view_cancelled (self->view, error) || !gather_day (self, day, error))
      return FALSE;
  return TRUE;
}

DwBuckets *
dw_history_view_gather (DwHistoryView *view, gint64 device_id, const char *name, const gint64 *edges_ms, guint n, GError **error)
{
  Gathering self = { .view = view, .device_id = device_id, .name = name, .edges_ms = edges_ms, .n = n };

  return gather (&self, error) ? answer (&self) : NULL;
}

gboolean
dw_history_view_gather_means (DwHistoryView *view, const DwHistoryChannel *channel, const gint64 *edges_ms, guint n, double *means, GError **error)
{
  Gathering self = { .view = view, .device_id = channel->device_id, .name = channel->name, .edges_ms = edges_ms, .n = n };
  double divisor;

  if (!gather (&self, error))
    return FALSE;
  divisor = dw_history_digits_divisor (self.digits);
  for (guint i = 0; i < n; i++)
    means[i] = self.totals[i].count > 0 ? (double)self.totals[i].sum / (divisor * (double)self.totals[i].count) : NAN;
  return TRUE;
}
