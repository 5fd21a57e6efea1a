// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-control-private.h"

/* What is remembered of one switch beyond its locks: operations, a trip without diagnosis, a tag. Steps write it, the check reads it. */

void
dw_control_switch_free (DwControlSwitch *self)
{
  g_free (self->tag);
  g_free (self);
}

DwControlSwitch *
dw_control_get_switch (DwControl *self,
                       gint64 device_id)
{
  DwControlSwitch *entry = g_hash_table_lookup (self->switches, &device_id);

  if (entry != NULL)
    return entry;
  entry = g_new0 (DwControlSwitch, 1);
  g_hash_table_insert (self->switches, g_memdup2 (&device_id, sizeof device_id), entry);
  return entry;
}

void
dw_control_set_history (DwControl *self,
                        gint64 device_id,
                        gint64 last_ms,
                        guint operations)
{
  DwControlSwitch *entry = dw_control_get_switch (self, device_id);

  entry->last_ms = last_ms;
  entry->operations = operations;
}

void
dw_control_get_history (DwControl *self,
                        gint64 device_id,
                        gint64 *last_ms,
                        guint *operations)
{
  DwControlSwitch *entry = dw_control_get_switch (self, device_id);

  if (last_ms != NULL)
    *last_ms = entry->last_ms;
  if (operations != NULL)
    *operations = entry->operations;
}

void
dw_control_set_tripped (DwControl *self,
                        gint64 device_id,
                        gboolean tripped)
{
  dw_control_get_switch (self, device_id)->tripped = tripped;
}

void
dw_control_set_tag (DwControl *self,
                    gint64 device_id,
                    const char *tag)
{
  DwControlSwitch *entry = dw_control_get_switch (self, device_id);
  char *copy = g_strdup (tag);

  g_free (entry->tag);
  entry->tag = copy;
}
