// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-sim-history-private.h"
#include "dw-sim-unit.h"

/* The past as text: one column for each point that any device measures, numbers with the decimals that the registers can say. */

#define CHUNK_BYTES (1 << 18)
/* Registers count in whole steps and cut off what is less: what the sum of many small gains is too large by must not show. */
#define COUNTER_DOUBT 1e-6

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
append_line (DwSimLines *self, const DwSimWorld *world, const DwSimNode *node, gboolean is_short)
{
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
flush (DwSimLines *self, gsize least, GError **error)
{
  gboolean ok = self->text->len < least || g_output_stream_write_all (self->out, self->text->str, self->text->len, NULL, NULL, error);

  if (self->text->len >= least)
    g_string_truncate (self->text, 0);
  return ok;
}

gboolean
dw_sim_lines_write (DwSimLines *self, const DwSimPart *part, GError **error)
{
  const DwSimWorld *world = part->scenario->world;

  for (guint i = 0; i < world->nodes->len; i++)
    {
      const DwSimNode *node = world->nodes->pdata[i];

      if (node->gateway != NULL && !is_silent (node))
        append_line (self, world, node, part->is_short[i]);
    }
  return flush (self, CHUNK_BYTES, error);
}

gboolean
dw_sim_lines_finish (DwSimLines *self, GError **error)
{
  return flush (self, 0, error);
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
collect_columns (DwSimLines *self, const DwSimNode *node)
{
  const DwSimPoints *list = node->gateway != NULL ? dw_sim_unit_points (node->model) : NULL;

  for (guint i = 0; list != NULL && i < list->n_points; i++)
    if (!g_ptr_array_find_with_equal_func (self->columns, list->points[i].name, g_str_equal, NULL))
      g_ptr_array_add (self->columns, (gpointer)list->points[i].name);
}

void
dw_sim_lines_add_columns (DwSimLines *self, const GPtrArray *nodes)
{
  for (guint i = 0; i < nodes->len; i++)
    collect_columns (self, nodes->pdata[i]);
}

void
dw_sim_lines_write_header (DwSimLines *self)
{
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

void
dw_sim_lines_init (DwSimLines *self, GOutputStream *out)
{
  *self = (DwSimLines){ .columns = g_ptr_array_new (), .text = g_string_sized_new (2 * CHUNK_BYTES), .out = out };
}

void
dw_sim_lines_clear (DwSimLines *self)
{
  g_ptr_array_unref (self->columns);
  for (guint model = 0; model < DW_SIM_N_MODELS; model++)
    g_free (self->cells[model]);
  g_string_free (self->text, TRUE);
}
