// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-alarm-bar.h"
#include "dw-alarm-counter.h"
#include "dw-key-button.h"

G_BEGIN_DECLS

/* For dw-alarm-bar.c and dw-alarm-bar-text.c alone. */
struct _DwAlarmBar
{
  GtkBox parent_instance;

  /* template children */
  DwAlarmCounter *counter_1, *counter_2, *counter_3, *counter_4;
  GtkLabel *line_1, *line_2, *kind;
  GtkLabel *value, *unit, *limit, *age, *state;
  GtkWidget *figures, *value_box, *rule;
  DwKeyButton *silence, *acknowledge;
  GtkWidget *trend;

  DwStation *station;        /* owned */
  GCancellable *cancellable; /* owned */
  DwAlarm *shown;            /* owned, NULL = nothing active */
  DwAlarm *walked;           /* owned, NULL = the foremost */
  gint64 walked_until_ms;
  gint64 lost_since_ms; /* 0 = connected */
  gint64 last_end_ms;   /* 0 = unknown */
  guint tick;
};

gint64 dw_alarm_bar_now_ms (DwAlarmBar *self);
/* Writes what the labels say. */
void dw_alarm_bar_update_text (DwAlarmBar *self);

G_END_DECLS
