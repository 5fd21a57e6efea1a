// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sim-script.h"

/* The script has random numbers of its own, so that it does not disturb the noise of the world. */

void
dw_sim_script_init (DwSimScript *self, DwSimScenario *scenario)
{
  *self = (DwSimScript){ .scenario = scenario, .stretch = 1.0 };
  self->rand = g_rand_new_with_seed (scenario->world->seed ^ 0x5c819u);
}

void
dw_sim_script_clear (DwSimScript *self)
{
  g_clear_pointer (&self->rand, g_rand_free);
}

static void
begin_again (DwSimScript *self, double now_s)
{
  self->next = 0;
  self->stretch = g_rand_double_range (self->rand, 1.0, 2.0);
  self->round_s = now_s + self->scenario->repeat_s * g_rand_double_range (self->rand, 0.7, 1.5);
}

void
dw_sim_script_run (DwSimScript *self)
{
  DwSimWorld *world = self->scenario->world;
  const GPtrArray *entries = self->scenario->script;
  double now_s = (world->now_ms - world->start_ms) / 1000.0;

  while (self->next < entries->len)
    {
      const DwSimScriptEntry *entry = g_ptr_array_index (entries, self->next);
      g_autoptr (GError) error = NULL;

      if (now_s < self->round_s + entry->at_s * self->stretch)
        return;
      self->next++;
      if (!dw_sim_fault_apply (world, entry->fault, entry->target, &entry->request, &error))
        g_warning ("Script: %s", error->message);
    }
  if (entries->len > 0 && self->scenario->repeat_s > 0.0)
    begin_again (self, now_s);
}
