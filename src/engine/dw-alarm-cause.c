// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib/gi18n-lib.h>

#include "dw-alarm-engine-private.h"

/* Cause and symptom: an alarm that only repeats what another one of the same device says, or what our own switching brought about,
 * does not speak. Nothing of class 1 is ever held back. */

typedef struct
{
  DwAlarmKind child;
  DwAlarmKind parent;
  gboolean same_point;
} FoldRow;

static const FoldRow folds[] = {
  { DW_ALARM_RESIDUAL_WARNING, DW_ALARM_RESIDUAL_HIGH, TRUE },
  { DW_ALARM_TEMPERATURE_WARNING, DW_ALARM_TEMPERATURE_HIGH, TRUE },
  { DW_ALARM_OVERCURRENT_WARNING, DW_ALARM_OVERCURRENT, TRUE },
  { DW_ALARM_UNDERVOLTAGE, DW_ALARM_PHASE_LOSS, FALSE },
  { DW_ALARM_UNDERVOLTAGE, DW_ALARM_SUPPLY_LOST, FALSE },
  { DW_ALARM_UNDERVOLTAGE, DW_ALARM_BROKEN_NEUTRAL, FALSE },
  { DW_ALARM_OVERVOLTAGE, DW_ALARM_BROKEN_NEUTRAL, FALSE },
  { DW_ALARM_PHASE_LOSS, DW_ALARM_SUPPLY_LOST, FALSE },
};

/* What an open breaker brings about behind it. */
static gboolean
follows_opening (DwAlarmKind kind)
{
  return kind == DW_ALARM_PHASE_LOSS || kind == DW_ALARM_UNDERVOLTAGE || kind == DW_ALARM_SUPPLY_LOST;
}

static gboolean
is_active_parent (const DwAlarmPoint *parent,
                  const DwAlarmPoint *child,
                  const FoldRow *row)
{
  return parent->kind == row->parent && parent->record != NULL && parent->record->active && (!row->same_point || strcmp (parent->channel, child->channel) == 0);
}

static const DwAlarmPoint *
find_parent (const DwAlarmPoint *child)
{
  const GPtrArray *points = child->subject->points;

  for (guint r = 0; r < G_N_ELEMENTS (folds); r++)
    {
      if (folds[r].child != child->kind)
        continue;
      for (guint i = 0; i < points->len; i++)
        if (is_active_parent (points->pdata[i], child, &folds[r]))
          return points->pdata[i];
    }
  return NULL;
}

/* Only a breaker that stands in a circuit has a known "below". One that is entered at its box may be the incomer or one of many
 * feeders; there it explains only what its own device measures, so that nothing real is hidden. */
static gboolean
lies_below (DwAlarmEngine *self,
            const DwAlarmSubject *subject,
            const DwAlarmSubject *breaker)
{
  DwPlace *place;
  DwPlace *circuit;

  if (subject == breaker)
    return TRUE;
  if (self->tree == NULL)
    return FALSE;
  place = dw_place_tree_find (self->tree, subject->place_id);
  circuit = dw_place_tree_find (self->tree, breaker->place_id);
  return place != NULL && circuit != NULL && dw_place_get_kind (circuit) == DW_PLACE_CIRCUIT && dw_place_is_within (place, circuit);
}

static gboolean
is_switched_off (DwAlarmEngine *self,
                 const DwAlarmSubject *subject)
{
  GHashTableIter iter;
  gpointer breaker;

  if (subject->memory.open)
    return TRUE;
  g_hash_table_iter_init (&iter, self->opened);
  while (g_hash_table_iter_next (&iter, &breaker, NULL))
    if (lies_below (self, subject, breaker))
      return TRUE;
  return FALSE;
}

/* A new alarm waits as soon as the gateway is missed; one that speaks already is taken back only when the gateway's own alarm has come,
 * so that a short loss of the gateway leaves no trace. */
static gboolean
is_behind_lost_gateway (DwAlarmEngine *self,
                        const DwAlarmPoint *point)
{
  DwAlarmSubject *gateway;
  DwAlarmPoint *down;

  if (point->kind != DW_ALARM_DEVICE_SILENT)
    return FALSE;
  gateway = g_hash_table_lookup (self->gateways, &point->subject->gateway_id);
  down = gateway != NULL ? dw_alarm_subject_find_point (gateway, "", DW_ALARM_GATEWAY_DOWN) : NULL;
  if (down == NULL)
    return FALSE;
  if (point->record != NULL)
    return down->record != NULL && down->record->active;
  return down->holds || (down->record != NULL && down->record->active);
}

const char *
dw_alarm_engine_why_held_back (DwAlarmEngine *self,
                               const DwAlarmPoint *point)
{
  const DwAlarmPoint *parent;

  if (follows_opening (point->kind) && is_switched_off (self, point->subject))
    return _ ("The breaker is open");
  if (is_behind_lost_gateway (self, point))
    return dw_alarm_kind_title (DW_ALARM_GATEWAY_DOWN);
  parent = find_parent (point);
  return parent != NULL ? dw_alarm_kind_title (parent->kind) : NULL;
}

void
dw_alarm_engine_unsettle (DwAlarmEngine *self,
                          DwAlarmSubject *subject)
{
  if (subject->points->len > 0)
    g_hash_table_add (self->unsettled, subject);
}

void
dw_alarm_engine_unsettle_all (DwAlarmEngine *self)
{
  GHashTableIter iter;
  gpointer subject;

  g_hash_table_iter_init (&iter, self->devices);
  while (g_hash_table_iter_next (&iter, NULL, &subject))
    dw_alarm_engine_unsettle (self, subject);
}
