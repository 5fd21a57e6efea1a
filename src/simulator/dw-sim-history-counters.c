// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sim-history-private.h"

/* Counters of a past that ends where the scenario begins (E). The first life goes from E over A, where the meter was replaced, to R.
 *
 *   a meter that stays        second life from E - (R - E)                         to E
 *   one that was replaced     second life from its last reading - (A - E) to that reading, then from E - (R - A) to E */

#define N_COUNTERS 8

typedef struct _DwSimCounters
{
  double values[N_COUNTERS]; /* total, phases, tariffs */
} DwSimCounters;

static double *
list_counter (DwSimNode *node, guint i)
{
  if (i == 0)
    return &node->energy_kwh;
  return i <= DW_SIM_PHASES ? &node->energy_phase_kwh[i - 1] : &node->tariff_kwh[i - 1 - DW_SIM_PHASES];
}

static void
read_counters (DwSimNode *node, DwSimCounters *counters)
{
  for (guint i = 0; i < N_COUNTERS; i++)
    counters->values[i] = *list_counter (node, i);
}

static void
write_counters (DwSimNode *node, const DwSimCounters *counters)
{
  for (guint i = 0; i < N_COUNTERS; i++)
    *list_counter (node, i) = counters->values[i];
}

static gboolean
are_short (const DwSimCounters *counters)
{
  for (guint i = 0; i < N_COUNTERS; i++)
    if (counters->values[i] < 0.0)
      return TRUE;
  return FALSE;
}

void
dw_sim_part_note_counters (DwSimPart *self)
{
  GPtrArray *nodes = self->scenario->world->nodes;
  guint n = MAX (nodes->len, 1);

  self->begun = g_new0 (DwSimCounters, n);
  self->at = g_new0 (DwSimCounters, n);
  self->after = g_new0 (DwSimCounters, n);
  self->is_short = g_new0 (gboolean, n);
  for (guint i = 0; i < nodes->len; i++)
    read_counters (nodes->pdata[i], &self->begun[i]);
}

/* NULL: it stays. */
static const DwSimScriptEntry *
find_replacement (const DwSimPart *self, const DwSimNode *node)
{
  for (guint i = 0; i < self->happenings->len; i++)
    {
      const DwSimScriptEntry *entry = g_array_index (self->happenings, DwSimHappening, i).entry;

      if (entry->fault == NULL && g_str_equal (entry->target, node->key))
        return entry;
    }
  return NULL;
}

static void
set_node_back (DwSimPart *self, guint i, DwSimNode *lived)
{
  DwSimNode *node = self->scenario->world->nodes->pdata[i];
  const DwSimScriptEntry *replaced = find_replacement (self, node);
  const DwSimCounters *begun = &self->begun[i];
  const DwSimCounters *until = &self->at[i];
  DwSimCounters reached, first;

  read_counters (lived, &reached);
  for (guint k = 0; k < N_COUNTERS; k++)
    {
      double last = replaced != NULL && begun->values[0] > 0.0 ? replaced->reading * (begun->values[k] / begun->values[0]) : begun->values[k];
      double gained = (replaced != NULL ? until->values[k] : reached.values[k]) - begun->values[k];

      first.values[k] = last - gained;
      self->after[i].values[k] = replaced != NULL ? begun->values[k] - (reached.values[k] - until->values[k]) : 0.0;
    }
  self->is_short[i] = are_short (&first) || are_short (&self->after[i]);
  write_counters (node, &first);
}

void
dw_sim_part_set_counters_back (DwSimPart *self, const GPtrArray *lived)
{
  for (guint i = 0; i < lived->len; i++)
    set_node_back (self, i, lived->pdata[i]);
}

void
dw_sim_part_replace_meter (DwSimPart *self, const DwSimScriptEntry *entry, DwSimLife life)
{
  GPtrArray *nodes = self->scenario->world->nodes;

  for (guint i = 0; i < nodes->len; i++)
    {
      DwSimNode *node = nodes->pdata[i];

      if (!g_str_equal (node->key, entry->target))
        continue;
      if (life == DW_SIM_FIRST_LIFE)
        read_counters (node, &self->at[i]);
      else
        write_counters (node, &self->after[i]);
    }
}

void
dw_sim_part_clear_counters (DwSimPart *self)
{
  g_free (self->begun);
  g_free (self->at);
  g_free (self->after);
  g_free (self->is_short);
}
