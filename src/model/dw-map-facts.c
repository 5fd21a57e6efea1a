// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-facts.h"

DwMapFacts *
dw_map_facts_copy (const DwMapFacts *self)
{
  DwMapFacts *copy = g_memdup2 (self, sizeof *self);

  copy->name = g_strdup (self->name);
  copy->format = g_strdup (self->format);
  copy->attribution = g_strdup (self->attribution);
  return copy;
}

void
dw_map_facts_free (DwMapFacts *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->format);
  g_free (self->attribution);
  g_free (self);
}
