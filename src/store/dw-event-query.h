// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which lines of the event table. Zero or NULL = no condition. */
typedef struct
{
  guint kinds;           /* bit per DwEventKind, 0 = all */
  guint classes;         /* bit per DwEventClass, 0 = all */
  guint priorities;      /* bit 1…4, 0 = all */
  guint states;          /* bit per DwAlarmState of the occurrence it belongs to, 0 = all */
  gint64 from_ms, to_ms; /* half-open, 0 = open */
  GArray *place_ids;     /* gint64, NULL = all: lines at exactly these places */
  gint64 device_id;      /* 0 = all */
  char *alarm_id;        /* NULL = all */
  char *text;            /* in note, channel, actor; NULL */
  gboolean oldest_first;
  guint offset, limit; /* limit 0 = all */
} DwEventQuery;
void dw_event_query_init (DwEventQuery *self);
void dw_event_query_clear (DwEventQuery *self);
DwEventQuery *dw_event_query_copy (const DwEventQuery *self);
void dw_event_query_free (DwEventQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwEventQuery, dw_event_query_free)

G_END_DECLS
