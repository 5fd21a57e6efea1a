// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-alarm.h"

G_BEGIN_DECLS

/* One line of history. Strings owned, never NULL. */
typedef struct
{
  gint64 id; /* row id, 0 before it is stored */
  gint64 time_ms;
  DwEventKind kind;
  char *type;     /* stable word: alarm kind word, "acknowledge", "reset", "trip", "close", "add-gateway" … */
  guint priority; /* 0 = none */
  gint64 device_id;
  gint64 gateway_id;
  gint64 place_id;
  char *channel;
  char *alarm_id; /* occurrence it belongs to, "" */
  double value;   /* NaN = none */
  double limit;   /* NaN = none */
  char *actor;    /* who did it, "" for the machine */
  char *note;     /* remark: reason, old -> new, result */
} DwEventRecord;

DwEventRecord *dw_event_record_new (void);
DwEventRecord *dw_event_record_copy (const DwEventRecord *self);
void dw_event_record_free (DwEventRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwEventRecord, dw_event_record_free)
/* Translated title of the event's type: the kind title, 确认, 复位 … */
const char *dw_event_record_title (const DwEventRecord *self);

G_END_DECLS
