// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-sim-history-private.h"

/* See the header.
 *
 *   scenario ─▶ world at the begin ─▶ live through it ─▶ gains of the counters
 *   scenario ─▶ world at the begin, counters less the gains ─▶ live through it ─▶ lines
 *
 * Devices whose school says "past_period_s" have lines of that period, the others of the one that was asked for. Each period is a part of the world that
 * lives by itself; the part whose line comes next goes on, so that the lines of all are by time. */

#define MINUTE_MS G_GINT64_CONSTANT (60000)
#define HOUR_MS (60 * MINUTE_MS)
#define DAY_MS (24 * HOUR_MS)
/* Steps are no longer, so that what comes between two lines of a long period is not missed. */
#define STEP_MAX_MS (5 * MINUTE_MS)
#define UNDER_VOLTAGE 1 /* place of that limit of an LX47 */

typedef struct
{
  const DwSimHistoryOptions *options;
  const char *path;
  GPtrArray *parts; /* DwSimPart */
  DwSimLines lines;
} Past;

static gint64
get_end_ms (const Past *self)
{
  return self->options->end_ms / 1000 * 1000;
}

/* --- what happens --- */

/* The newest time of that kind that was over at the end. */
static gint64
find_time (const DwSimWorld *world, const DwSimScriptEntry *entry, gint64 end_ms)
{
  gint64 offset_ms = world->utc_offset_min * MINUTE_MS;
  gint64 day = (end_ms + offset_ms) / DAY_MS - entry->days_ago;
  gint64 time_ms = day * DAY_MS + (gint64)(entry->at_s * 1000.0) - offset_ms;

  return time_ms + (gint64)(entry->request.for_s * 1000.0) > end_ms ? time_ms - DAY_MS : time_ms;
}

static int
compare_happenings (gconstpointer a, gconstpointer b)
{
  gint64 left = ((const DwSimHappening *)a)->time_ms, right = ((const DwSimHappening *)b)->time_ms;

  return left < right ? -1 : left > right;
}

static void
plan_happenings (DwSimPart *part, gint64 end_ms)
{
  const DwSimWorld *world = part->scenario->world;

  g_array_set_size (part->happenings, 0);
  part->next = 0;
  for (guint i = 0; i < part->scenario->past->len; i++)
    {
      const DwSimScriptEntry *entry = part->scenario->past->pdata[i];
      DwSimHappening happening = { find_time (world, entry, end_ms), entry };

      if (happening.time_ms >= world->now_ms)
        g_array_append_val (part->happenings, happening);
    }
  g_array_sort (part->happenings, compare_happenings);
}

static gboolean
let_happen (DwSimPart *part, DwSimLife life, GError **error)
{
  for (; part->next < part->happenings->len; part->next++)
    {
      const DwSimHappening *happening = &g_array_index (part->happenings, DwSimHappening, part->next);
      const DwSimScriptEntry *entry = happening->entry;

      if (happening->time_ms > part->scenario->world->now_ms)
        return TRUE;
      if (entry->fault == NULL)
        dw_sim_part_replace_meter (part, entry, life);
      else if (!dw_sim_fault_apply (part->scenario->world, entry->fault, entry->target, &entry->request, error))
        return FALSE;
    }
  return TRUE;
}

/* --- parts --- */

static DwSimScenario *
load (const Past *self, GError **error)
{
  const DwSimHistoryOptions *options = self->options;
  gint64 end_ms = get_end_ms (self);
  DwSimScenarioOptions how = { .seed = options->seed, .start_ms = end_ms - options->days * DAY_MS, .now_ms = end_ms };

  return dw_sim_scenario_load (self->path, &how, error);
}

static int
get_period_s (const Past *self, const DwSimNode *node)
{
  return node->past_period_s > 0 ? node->past_period_s : self->options->period_s;
}

/* Breakers that a cut made open would stay so until a hand closed them, and nobody is there in the past. */
static void
forgo_under_voltage (DwSimWorld *world)
{
  for (guint i = 0; i < world->nodes->len; i++)
    ((DwSimNode *)world->nodes->pdata[i])->lx47.limits[UNDER_VOLTAGE] = 0;
}

/* Takes what does not belong to the part out of its world. */
static void
keep_own_nodes (const Past *self, DwSimPart *part)
{
  DwSimWorld *world = part->scenario->world;
  GPtrArray *all = world->nodes;

  world->nodes = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_sim_node_free);
  for (guint i = 0; i < all->len; i++)
    g_ptr_array_add (get_period_s (self, all->pdata[i]) == part->period_s ? world->nodes : part->others, all->pdata[i]);
  g_ptr_array_set_free_func (all, NULL);
  g_ptr_array_unref (all);
}

static gboolean
begin (const Past *self, DwSimPart *part, GError **error)
{
  const DwSimHistoryOptions *options = self->options;

  g_ptr_array_set_size (part->others, 0);
  part->scenario = load (self, error);
  if (part->scenario == NULL)
    return FALSE;
  keep_own_nodes (self, part);
  if (options->utc_offset_min != G_MAXINT)
    {
      part->scenario->world->utc_offset_min = options->utc_offset_min;
      dw_sim_world_settle (part->scenario->world);
    }
  forgo_under_voltage (part->scenario->world);
  plan_happenings (part, get_end_ms (self));
  return TRUE;
}

static void
part_free (gpointer data)
{
  DwSimPart *part = data;

  g_clear_pointer (&part->scenario, dw_sim_scenario_free);
  g_ptr_array_unref (part->others);
  g_array_unref (part->happenings);
  dw_sim_part_clear_counters (part);
  g_free (part);
}

static DwSimPart *
ensure_part (Past *self, int period_s)
{
  DwSimPart *part;

  for (guint i = 0; i < self->parts->len; i++)
    if (((DwSimPart *)self->parts->pdata[i])->period_s == period_s)
      return self->parts->pdata[i];
  part = g_new0 (DwSimPart, 1);
  part->period_s = period_s;
  part->others = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_sim_node_free);
  part->happenings = g_array_new (FALSE, FALSE, sizeof (DwSimHappening));
  g_ptr_array_add (self->parts, part);
  return part;
}

/* The parts, not begun yet, and the columns of all. */
static gboolean
find_parts (Past *self, GError **error)
{
  g_autoptr (DwSimScenario) scenario = load (self, error);

  if (scenario == NULL)
    return FALSE;
  for (guint i = 0; i < scenario->world->nodes->len; i++)
    ensure_part (self, get_period_s (self, scenario->world->nodes->pdata[i]));
  dw_sim_lines_add_columns (&self->lines, scenario->world->nodes);
  return TRUE;
}

/* --- living --- */

/* The parts with lines that are nearer than asked for in the last hours stay as they are. */
static gint64
get_step_ms (const Past *self, const DwSimPart *part)
{
  gint64 offset_ms = part->scenario->world->utc_offset_min * MINUTE_MS;
  gint64 recent_ms = (get_end_ms (self) + offset_ms) / HOUR_MS * HOUR_MS - offset_ms - HOUR_MS;
  gboolean is_recent = self->options->recent_period_s > 0 && part->scenario->world->now_ms >= recent_ms;

  return (is_recent ? MIN (self->options->recent_period_s, part->period_s) : part->period_s) * G_GINT64_CONSTANT (1000);
}

static void
advance (DwSimWorld *world, gint64 span_ms)
{
  while (span_ms > 0)
    {
      world->step_ms = MIN (span_ms, STEP_MAX_MS);
      dw_sim_world_advance (world, world->step_ms);
      span_ms -= world->step_ms;
    }
}

static gint64
get_next_ms (const Past *self, const DwSimPart *part)
{
  return MIN (part->scenario->world->now_ms + get_step_ms (self, part), get_end_ms (self));
}

/* On to the time of the part's next line. */
static void
go_on (const Past *self, DwSimPart *part)
{
  advance (part->scenario->world, get_next_ms (self, part) - part->scenario->world->now_ms);
}

static gboolean
live_first (const Past *self, DwSimPart *part, GError **error)
{
  while (let_happen (part, DW_SIM_FIRST_LIFE, error))
    {
      if (part->scenario->world->now_ms >= get_end_ms (self))
        return TRUE;
      go_on (self, part);
    }
  return FALSE;
}

static gboolean
learn_gains (const Past *self, DwSimPart *part, GError **error)
{
  g_autoptr (DwSimScenario) lived = NULL;

  if (!begin (self, part, error))
    return FALSE;
  dw_sim_part_note_counters (part);
  if (!live_first (self, part, error))
    return FALSE;
  lived = g_steal_pointer (&part->scenario);
  if (!begin (self, part, error))
    return FALSE;
  dw_sim_part_set_counters_back (part, lived->world->nodes);
  return TRUE;
}

/* The part whose next line comes first. NULL: all have come to the end. */
static DwSimPart *
find_next (const Past *self)
{
  DwSimPart *next = NULL;

  for (guint i = 0; i < self->parts->len; i++)
    {
      DwSimPart *part = self->parts->pdata[i];

      if (part->scenario->world->now_ms < get_end_ms (self) && (next == NULL || get_next_ms (self, part) < get_next_ms (self, next)))
        next = part;
    }
  return next;
}

static gboolean
stand (Past *self, DwSimPart *part, GError **error)
{
  return let_happen (part, DW_SIM_SECOND_LIFE, error) && dw_sim_lines_write (&self->lines, part, error);
}

static gboolean
live_again (Past *self, GError **error)
{
  DwSimPart *part;

  dw_sim_lines_write_header (&self->lines);
  for (guint i = 0; i < self->parts->len; i++)
    if (!stand (self, self->parts->pdata[i], error))
      return FALSE;
  while ((part = find_next (self)) != NULL)
    {
      go_on (self, part);
      if (!stand (self, part, error))
        return FALSE;
    }
  return dw_sim_lines_finish (&self->lines, error);
}

static gboolean
live_twice (Past *self, GError **error)
{
  if (!find_parts (self, error))
    return FALSE;
  for (guint i = 0; i < self->parts->len; i++)
    if (!learn_gains (self, self->parts->pdata[i], error))
      return FALSE;
  return live_again (self, error);
}

/* --- options --- */

static gboolean
check_range (const char *name, int value, int least, int most, GError **error)
{
  if (value >= least && value <= most)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s: %d is not a number from %d to %d", name, value, least, most);
  return FALSE;
}

static gboolean
check_options (const DwSimHistoryOptions *options, GError **error)
{
  return check_range ("--history-days", options->days, 1, DW_SIM_HISTORY_MAX_DAYS, error) && check_range ("--history-period", options->period_s, 1, 3600, error) &&
         check_range ("--history-recent-period", options->recent_period_s, 0, 3600, error) &&
         (options->utc_offset_min == G_MAXINT || check_range ("--utc-offset-min", options->utc_offset_min, -720, 840, error));
}

gboolean
dw_sim_history_write (const char *scenario_path, const DwSimHistoryOptions *options, GOutputStream *out, GError **error)
{
  Past self = { .options = options, .path = scenario_path };
  gboolean ok;

  if (!check_options (options, error))
    return FALSE;
  self.parts = g_ptr_array_new_with_free_func (part_free);
  dw_sim_lines_init (&self.lines, out);
  ok = live_twice (&self, error);
  g_ptr_array_unref (self.parts);
  dw_sim_lines_clear (&self.lines);
  return ok;
}
