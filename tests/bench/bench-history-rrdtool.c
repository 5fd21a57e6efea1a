// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "bench-history.h"

#ifdef HAVE_LIBRRD

#include <rrd.h>

/* librrd in this process: a file for each device with 20 data sources, the day at five seconds and its minutes. It knows averages only (no extremes are asked of it), whole
 * seconds, a fixed size, and it syncs nothing. Update strings are made outside the timed part. */

#define TIMED_TICKS 360

typedef struct
{
  const BenchPlan *plan;
  char **paths; /* of the devices */
  char *year;
  GPtrArray *updates; /* strings, device after device */
  guint n_ticks;
} Peer;

static char *
make_path (const BenchPlan *plan, const char *name, guint number)
{
  return g_strdup_printf ("%s/rrd/%s-%u.rrd", plan->dir, name, number);
}

static void
create (const char *path, guint n_sources, gint64 start_s, guint step_s, const char *const *archives)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n_sources; i++)
    g_ptr_array_add (arguments, g_strdup_printf ("DS:c%u:GAUGE:%u:U:U", i, 3 * step_s));
  for (guint i = 0; archives[i] != NULL; i++)
    g_ptr_array_add (arguments, g_strdup (archives[i]));
  rrd_clear_error ();
  if (rrd_create_r (path, step_s, (time_t)(start_s - step_s), (int)arguments->len, (const char **)arguments->pdata) != 0)
    g_error ("%s", rrd_get_error ());
}

static gpointer
open_peer (const BenchPlan *plan)
{
  static const char *const archives[] = { "RRA:AVERAGE:0.5:1:17400", "RRA:AVERAGE:0.5:12:1460", NULL };
  static const char *const year_archives[] = { "RRA:AVERAGE:0.5:1:10", "RRA:AVERAGE:0.5:1440:370", NULL };
  g_autofree char *dir = g_build_filename (plan->dir, "rrd", NULL);
  Peer *self = g_new0 (Peer, 1);

  g_assert_cmpint (g_mkdir_with_parents (dir, 0700), ==, 0);
  self->plan = plan;
  self->paths = g_new0 (char *, plan->n_devices + 1);
  self->updates = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < plan->n_devices; i++)
    {
      self->paths[i] = make_path (plan, "day", i);
      create (self->paths[i], BENCH_HISTORY_N_CHANNELS, plan->start_ms / 1000, (guint)plan->period_ms / 1000, archives);
    }
  self->year = make_path (plan, "year", 0);
  create (self->year, 1, plan->year_start_ms / 1000, 60, year_archives);
  return self;
}

static char *
make_update (const BenchBlock *block, guint row)
{
  GString *text = g_string_sized_new (128);

  g_string_append_printf (text, "%" G_GINT64_FORMAT, block->times_ms[row] / 1000);
  for (guint i = 0; i < BENCH_HISTORY_N_CHANNELS; i++)
    g_string_append_printf (text, ":%" G_GINT64_FORMAT, block->numbers[(gsize)row * BENCH_HISTORY_N_CHANNELS + i]);
  return g_string_free (text, FALSE);
}

static void
prepare (gpointer data, const BenchBlock *block, guint first, guint n_ticks)
{
  Peer *self = data;

  g_ptr_array_set_size (self->updates, 0);
  self->n_ticks = n_ticks;
  for (guint device = 0; device < block->n_devices; device++)
    for (guint tick = first; tick < first + n_ticks; tick++)
      g_ptr_array_add (self->updates, make_update (block, tick * block->n_devices + device));
}

static gboolean
write_ticks (gpointer data)
{
  Peer *self = data;

  for (guint device = 0; device < self->plan->n_devices; device++)
    {
      rrd_clear_error ();
      if (rrd_update_r (self->paths[device], NULL, (int)self->n_ticks, (const char **)self->updates->pdata + (gsize)device * self->n_ticks) != 0)
        {
          g_printerr ("bench-history: %s\n", rrd_get_error ());
          return FALSE;
        }
    }
  return TRUE;
}

static void
settle (gpointer data)
{
  Peer *self = data;

  for (guint day = 0; day < BENCH_YEAR_DAYS; day++)
    {
      g_autoptr (GPtrArray) updates = g_ptr_array_new_with_free_func (g_free);

      for (guint i = day * 1440; i < (day + 1) * 1440; i++)
        g_ptr_array_add (updates, g_strdup_printf ("%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, self->plan->year_start_ms / 1000 + (gint64)i * 60, self->plan->year_numbers[i]));
      rrd_clear_error ();
      if (rrd_update_r (self->year, NULL, (int)updates->len, (const char **)updates->pdata) != 0)
        g_error ("%s", rrd_get_error ());
    }
}

static guint64
fetch (const char *path, gint64 start_ms, gint64 end_ms, gulong step_s)
{
  time_t start = (time_t)(start_ms / 1000);
  time_t end = (time_t)(end_ms / 1000) - (time_t)step_s;
  gulong n_sources = 0;
  gulong n = 0;
  char **names = NULL;
  rrd_value_t *values = NULL;

  rrd_clear_error ();
  if (rrd_fetch_r (path, "AVERAGE", &start, &end, &step_s, &n_sources, &names, &values) != 0)
    return 0;
  for (gulong i = 0; i < n_sources; i++)
    free (names[i]);
  free (names);
  free (values);
  n = (gulong)(end - start) / MAX (step_s, 1);
  return n;
}

static guint64
fetch_minutes (Peer *self, guint n_devices, guint per_device)
{
  guint64 n = 0;

  for (guint i = 0; i < n_devices; i++)
    n += fetch (self->paths[i], self->plan->start_ms, self->plan->end_ms, 60) * per_device;
  return n;
}

static guint64
ask_latest (Peer *self)
{
  guint64 n = 0;

  for (guint i = 0; i < self->plan->n_devices; i++)
    {
      time_t when;
      gulong n_sources = 0;
      char **names = NULL;
      char **values = NULL;

      if (rrd_lastupdate_r (self->paths[i], &when, &n_sources, &names, &values) != 0)
        return 0;
      for (gulong j = 0; j < n_sources; j++)
        {
          free (names[j]);
          free (values[j]);
        }
      free (names);
      free (values);
      n += n_sources;
    }
  return n;
}

static guint64
ask (gpointer data, BenchAsk what)
{
  Peer *self = data;

  switch (what)
    {
    case BENCH_ASK_RAW_DAY:
      return fetch (self->paths[3], self->plan->start_ms, self->plan->end_ms, (gulong)self->plan->period_ms / 1000);
    case BENCH_ASK_THOUSAND:
      return fetch (self->paths[3], self->plan->start_ms, self->plan->end_ms, 60);
    case BENCH_ASK_ACROSS:
      return fetch_minutes (self, self->plan->n_devices, 1);
    case BENCH_ASK_WITHIN:
      return fetch_minutes (self, BENCH_WITHIN_DEVICES, BENCH_HISTORY_N_CHANNELS);
    case BENCH_ASK_LATEST:
      return ask_latest (self);
    case BENCH_ASK_YEAR:
      return fetch (self->year, self->plan->year_start_ms, self->plan->year_start_ms + (gint64)BENCH_YEAR_DAYS * BENCH_DAY_MS, 86400);
    case BENCH_N_ASKS:
    default:
      return 0;
    }
}

static gint64
measure (gpointer data, guint64 *n_samples)
{
  Peer *self = data;
  gint64 bytes = 0;

  for (guint i = 0; i < self->plan->n_devices; i++)
    bytes += bench_measure_folder (self->paths[i]);
  *n_samples = (guint64)((self->plan->end_ms - self->plan->start_ms) / self->plan->period_ms) * self->plan->n_devices * BENCH_HISTORY_N_CHANNELS;
  return bytes;
}

static void
close_peer (gpointer data)
{
  Peer *self = data;

  g_ptr_array_unref (self->updates);
  g_strfreev (self->paths);
  g_free (self->year);
  g_free (self);
}

const BenchStore *
bench_store_rrdtool (void)
{
  static const BenchStore store = { "rrdtool", "averages only, no sync, whole seconds; a thousand buckets are its 1,440 minutes; taking in of single ticks timed on the first half hour", { { 1, TIMED_TICKS }, { 12, G_MAXUINT } }, open_peer, prepare, write_ticks, settle, ask, measure, close_peer };

  return &store;
}

#else

const BenchStore *
bench_store_rrdtool (void)
{
  g_printerr ("bench-history: built without librrd\n");
  return NULL;
}

#endif
