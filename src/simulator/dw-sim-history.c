// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sim-history.h"

#include <math.h>

#include "dw-sim-unit.h"

/* See the header.
 *
 *   scenario ─▶ world at the begin ─▶ live through it ─▶ gains of the counters
 *   scenario ─▶ world at the begin, counters less the gains ─▶ live through it ─▶ lines */

#define MINUTE_MS G_GINT64_CONSTANT (60000)
#define HOUR_MS (60 * MINUTE_MS)
#define DAY_MS (24 * HOUR_MS)
#define CHUNK_BYTES (1 << 18)
/* Registers count in whole steps and cut off what is less: what the sum of many small gains is too large by must not show. */
#define COUNTER_DOUBT 1e-6
#define UNDER_VOLTAGE 1 /* place of that limit of an LX47 */

typedef struct
{
  gint64 time_ms;
  const DwSimScriptEntry *entry;
} Happening;

typedef struct
{
  const DwSimHistoryOptions *options;
  DwSimScenario *scenario;
  GArray *happenings;                        /* Happening, by time */
  guint next;                                /* of them */
  GPtrArray *columns;                        /* names, borrowed */
  const DwSimPoint **cells[DW_SIM_N_MODELS]; /* the model's point of each column, NULL = none */
  gboolean *is_short;                        /* node -> its counters would have begun below zero */
  GString *text;
  GOutputStream *out; /* NULL: nobody writes down */
} Past;

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
  gint64 left = ((const Happening *)a)->time_ms, right = ((const Happening *)b)->time_ms;

  return left < right ? -1 : left > right;
}

static void
plan_happenings (Past *self)
{
  const DwSimWorld *world = self->scenario->world;

  g_array_set_size (self->happenings, 0);
  self->next = 0;
  for (guint i = 0; i < self->scenario->past->len; i++)
    {
      const DwSimScriptEntry *entry = self->scenario->past->pdata[i];
      Happening happening = { find_time (world, entry, self->options->end_ms / 1000 * 1000), entry };

      if (happening.time_ms >= world->now_ms)
        g_array_append_val (self->happenings, happening);
    }
  g_array_sort (self->happenings, compare_happenings);
}

static gboolean
let_happen (Past *self, GError **error)
{
  for (; self->next < self->happenings->len; self->next++)
    {
      const Happening *happening = &g_array_index (self->happenings, Happening, self->next);
      const DwSimScriptEntry *entry = happening->entry;

      if (happening->time_ms > self->scenario->world->now_ms)
        return TRUE;
      if (!dw_sim_fault_apply (self->scenario->world, entry->fault, entry->target, &entry->request, error))
        return FALSE;
    }
  return TRUE;
}

/* --- lines --- */

static const double POWERS[] = { 1, 10, 100, 1000, 10000 };

/* The number in so many decimals, without those that are 0. */
static void
append_number (GString *text, gint64 number, guint digits)
{
  char buffer[32];
  char *at = buffer + sizeof buffer;
  guint64 rest = (guint64)ABS (number);

  for (; digits > 0 && rest % 10 == 0; digits--)
    rest /= 10;
  for (guint i = 0; i <= digits || rest > 0; i++, rest /= 10)
    {
      if (i > 0 && i == digits)
        *--at = '.';
      *--at = (char)('0' + rest % 10);
    }
  if (number < 0)
    *--at = '-';
  g_string_append_len (text, at, buffer + sizeof buffer - at);
}

static void
append_value (GString *text, const DwSimPoint *point, double value)
{
  double scaled = point->is_counter ? floor ((value - COUNTER_DOUBT) * POWERS[point->digits]) : round (value * POWERS[point->digits]);

  append_number (text, (gint64)MAX (scaled, point->is_counter ? 0.0 : scaled), point->digits);
}

static gboolean
is_silent (const DwSimNode *node)
{
  return node->faults[DW_SIM_DEVICE_SILENT].on || node->gateway->faults[DW_SIM_GATEWAY_SILENT].on;
}

static void
append_line (Past *self, const DwSimNode *node, gboolean is_short)
{
  const DwSimWorld *world = self->scenario->world;

  g_string_append_printf (self->text, "%" G_GINT64_FORMAT ",%s/%u", world->now_ms, node->gateway->name, node->unit);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const DwSimPoint *point = self->cells[node->model][i];
      double value = point == NULL || (point->is_counter && is_short) ? NAN : point->get (world, node, point->index) * point->scale;

      g_string_append_c (self->text, ',');
      if (isfinite (value))
        append_value (self->text, point, value);
    }
  g_string_append_c (self->text, '\n');
}

static gboolean
flush (Past *self, gsize least, GError **error)
{
  gboolean ok = self->text->len < least || g_output_stream_write_all (self->out, self->text->str, self->text->len, NULL, NULL, error);

  if (self->text->len >= least)
    g_string_truncate (self->text, 0);
  return ok;
}

static gboolean
write_lines (Past *self, GError **error)
{
  const DwSimWorld *world = self->scenario->world;

  for (guint i = 0; self->out != NULL && i < world->nodes->len; i++)
    {
      const DwSimNode *node = world->nodes->pdata[i];

      if (node->gateway != NULL && !is_silent (node))
        append_line (self, node, self->is_short[i]);
    }
  return self->out == NULL || flush (self, CHUNK_BYTES, error);
}

/* --- columns --- */

static const DwSimPoint *
find_point (const DwSimPoints *list, const char *name)
{
  for (guint i = 0; list != NULL && i < list->n_points; i++)
    if (g_str_equal (list->points[i].name, name))
      return &list->points[i];
  return NULL;
}

static void
collect_columns (Past *self, const DwSimNode *node)
{
  const DwSimPoints *list = node->gateway != NULL ? dw_sim_unit_points (node->model) : NULL;

  for (guint i = 0; list != NULL && i < list->n_points; i++)
    if (!g_ptr_array_find_with_equal_func (self->columns, list->points[i].name, g_str_equal, NULL))
      g_ptr_array_add (self->columns, (gpointer)list->points[i].name);
}

static void
append_header (Past *self)
{
  const GPtrArray *nodes = self->scenario->world->nodes;

  for (guint i = 0; i < nodes->len; i++)
    collect_columns (self, nodes->pdata[i]);
  for (guint model = 0; model < DW_SIM_N_MODELS; model++)
    {
      self->cells[model] = g_new0 (const DwSimPoint *, MAX (self->columns->len, 1));
      for (guint i = 0; i < self->columns->len; i++)
        self->cells[model][i] = find_point (dw_sim_unit_points (model), self->columns->pdata[i]);
    }
  g_string_append (self->text, "time,device");
  for (guint i = 0; i < self->columns->len; i++)
    g_string_append_printf (self->text, ",%s", (const char *)self->columns->pdata[i]);
  g_string_append_c (self->text, '\n');
}

/* --- living --- */

static gboolean
begin (Past *self, const char *path, GError **error)
{
  const DwSimHistoryOptions *options = self->options;
  gint64 end_ms = options->end_ms / 1000 * 1000;
  DwSimScenarioOptions how = { .seed = options->seed, .start_ms = end_ms - options->days * DAY_MS, .now_ms = end_ms };

  g_clear_pointer (&self->scenario, dw_sim_scenario_free);
  self->scenario = dw_sim_scenario_load (path, &how, error);
  if (self->scenario == NULL)
    return FALSE;
  if (options->utc_offset_min != G_MAXINT)
    {
      self->scenario->world->utc_offset_min = options->utc_offset_min;
      dw_sim_world_settle (self->scenario->world);
    }
  plan_happenings (self);
  return TRUE;
}

/* Breakers that a cut made open would stay so until a hand closed them, and nobody is there in the past. */
static void
forgo_under_voltage (DwSimWorld *world)
{
  for (guint i = 0; i < world->nodes->len; i++)
    ((DwSimNode *)world->nodes->pdata[i])->lx47.limits[UNDER_VOLTAGE] = 0;
}

static gint64
get_step_ms (const Past *self, gint64 end_ms)
{
  gint64 offset_ms = self->scenario->world->utc_offset_min * MINUTE_MS;
  gint64 recent_ms = (end_ms + offset_ms) / HOUR_MS * HOUR_MS - offset_ms - HOUR_MS;
  gboolean is_recent = self->options->recent_period_s > 0 && self->scenario->world->now_ms >= recent_ms;

  return (is_recent ? self->options->recent_period_s : self->options->period_s) * G_GINT64_CONSTANT (1000);
}

/* Steps are no longer than a minute, so that what comes between two lines of a long period is not missed. */
static void
advance (DwSimWorld *world, gint64 span_ms)
{
  while (span_ms > 0)
    {
      world->step_ms = MIN (span_ms, MINUTE_MS);
      dw_sim_world_advance (world, world->step_ms);
      span_ms -= world->step_ms;
    }
}

static gboolean
live (Past *self, GError **error)
{
  DwSimWorld *world = self->scenario->world;
  gint64 end_ms = self->options->end_ms / 1000 * 1000;

  forgo_under_voltage (world);
  for (;;)
    {
      if (!let_happen (self, error) || !write_lines (self, error))
        return FALSE;
      if (world->now_ms >= end_ms)
        return TRUE;
      advance (world, MIN (get_step_ms (self, end_ms), end_ms - world->now_ms));
    }
}

static void
set_back (double *counters, const double *reached, guint n, gboolean *is_short)
{
  for (guint i = 0; i < n; i++)
    {
      counters[i] -= reached[i] - counters[i];
      *is_short |= counters[i] < 0.0;
    }
}

/* The world that begins has the readings of its end; lived has what it counts to from there. */
static void
set_counters_back (Past *self, const GPtrArray *lived)
{
  const GPtrArray *begun = self->scenario->world->nodes;

  self->is_short = g_new0 (gboolean, MAX (begun->len, 1));
  for (guint i = 0; i < begun->len; i++)
    {
      DwSimNode *node = begun->pdata[i];
      const DwSimNode *reached = lived->pdata[i];

      set_back (&node->energy_kwh, &reached->energy_kwh, 1, &self->is_short[i]);
      set_back (node->energy_phase_kwh, reached->energy_phase_kwh, G_N_ELEMENTS (node->energy_phase_kwh), &self->is_short[i]);
      set_back (node->tariff_kwh, reached->tariff_kwh, G_N_ELEMENTS (node->tariff_kwh), &self->is_short[i]);
    }
}

static gboolean
live_twice (Past *self, const char *path, GOutputStream *out, GError **error)
{
  g_autoptr (DwSimScenario) lived = NULL;

  if (!begin (self, path, error) || !live (self, error))
    return FALSE;
  lived = g_steal_pointer (&self->scenario);
  if (!begin (self, path, error))
    return FALSE;
  set_counters_back (self, lived->world->nodes);
  self->out = out;
  append_header (self);
  return live (self, error) && flush (self, 0, error);
}

static void
past_clear (Past *self)
{
  g_clear_pointer (&self->scenario, dw_sim_scenario_free);
  g_array_unref (self->happenings);
  g_ptr_array_unref (self->columns);
  for (guint model = 0; model < DW_SIM_N_MODELS; model++)
    g_free (self->cells[model]);
  g_free (self->is_short);
  g_string_free (self->text, TRUE);
}

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
  Past self = { .options = options };
  gboolean ok;

  if (!check_options (options, error))
    return FALSE;
  self.happenings = g_array_new (FALSE, FALSE, sizeof (Happening));
  self.columns = g_ptr_array_new ();
  self.text = g_string_sized_new (2 * CHUNK_BYTES);
  ok = live_twice (&self, scenario_path, out, error);
  past_clear (&self);
  return ok;
}
