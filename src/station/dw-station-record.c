// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-station-private.h"

/* What the desks and the intake ask of the station itself: lines for the audit and the history, the name of a device in them, and keys for its
 * tables. It stands below them, because the station builds and runs them. */

void
dw_station_audit (DwStation *self, const DwPerson *person, const char *act, const char *object, const char *old_value, const char *new_value, const char *reason, const char *result)
{
  DwAuditRow *row = dw_audit_row_new ();

  row->time_ms = dw_clock_wall_ms (self->clock);
  g_free (row->actor);
  row->actor = g_strdup (person ? person->id : self->program);
  g_free (row->role);
  row->role = g_strdup (person ? dw_role_word (person->role) : "");
  g_free (row->act);
  row->act = g_strdup (act);
  g_free (row->object);
  row->object = g_strdup (object ? object : "");
  g_free (row->old_value);
  row->old_value = g_strdup (old_value ? old_value : "");
  g_free (row->new_value);
  row->new_value = g_strdup (new_value ? new_value : "");
  g_free (row->reason);
  row->reason = g_strdup (reason ? reason : "");
  g_free (row->result);
  row->result = g_strdup (result ? result : "");
  dw_journal_add_audit (self->journal, row);
}

void
dw_station_add_event (DwStation *self, DwEventRecord *event)
{
  g_autoptr (DwEventRecord) owned = event;

  owned->time_ms = owned->time_ms ? owned->time_ms : dw_clock_wall_ms (self->clock);
  dw_journal_add (self->journal, NULL, owned);
}

char *
dw_station_name_device (DwStation *self, DwDevice *device)
{
  DwPlace *place = dw_place_tree_get_device_place (self->tree, device);
  g_autofree char *path = place ? dw_place_get_path (place) : g_strdup ("");

  return g_strdup_printf ("%s%s%s (%s)", path, *path ? " / " : "", dw_device_get_name (device), dw_device_get_address (device));
}
gint64 *
dw_id_new (gint64 id)
{
  gint64 *copy = g_new (gint64, 1);

  *copy = id;
  return copy;
}
