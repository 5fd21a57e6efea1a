// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-alarm-engine-private.h"

/* A device or a gateway as the engine keeps it: the points that are not quiet, and nothing of how they live (dw-alarm-point.c). */

static void
point_free (DwAlarmPoint *self)
{
  dw_alarm_record_free (self->record);
  g_free (self->channel);
  g_free (self);
}

void
dw_alarm_subject_free (DwAlarmSubject *self)
{
  g_ptr_array_unref (self->points);
  g_free (self->reset_by);
  g_free (self);
}

DwAlarmSubject *
dw_alarm_subject_new (void)
{
  DwAlarmSubject *self = g_new0 (DwAlarmSubject, 1);

  self->points = g_ptr_array_new_with_free_func ((GDestroyNotify)point_free);
  self->reset_by = g_strdup ("");
  return self;
}

DwAlarmPoint *
dw_alarm_subject_find_point (DwAlarmSubject *self,
                             const char *channel,
                             DwAlarmKind kind)
{
  for (guint i = 0; i < self->points->len; i++)
    {
      DwAlarmPoint *point = self->points->pdata[i];

      if (point->kind == kind && strcmp (point->channel, channel) == 0)
        return point;
    }
  return NULL;
}

DwAlarmPoint *
dw_alarm_subject_add_point (DwAlarmSubject *self,
                            const char *channel,
                            DwAlarmKind kind)
{
  DwAlarmPoint *point = g_new0 (DwAlarmPoint, 1);

  point->subject = self;
  point->channel = g_strdup (channel);
  point->kind = kind;
  point->due_ms = G_MAXINT64;
  point->expires_ms = G_MAXINT64;
  point->value = NAN;
  point->limit = NAN;
  g_ptr_array_add (self->points, point);
  return point;
}
