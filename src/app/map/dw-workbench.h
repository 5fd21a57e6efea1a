// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-scope.h"
#include "dw-shift.h"
#include "dw-station.h"

G_BEGIN_DECLS

/* One line of the workbench: so many things wait, press to see them. */
typedef struct
{
  const char *icon;  /* name in draw/dw-icon.c */
  const char *title; /* source string, translate when shown */
  /* How many within the scope, for the person who sits here; *priority: of the worst, 0 = none. */
  guint (*count) (DwStation *station, DwScope *scope, gint64 now_ms, guint *priority);
  /* Shows the list of exactly what was counted; widget is the line. */
  void (*open) (GtkWidget *widget, DwStation *station, DwScope *scope);
} DwWorkbenchLine;

/* Adds a line for all workbenches made from now on, after those that are there. line is borrowed for ever: a static table. A module that knows of things that wait calls this once,
 * before the first window. */
void dw_workbench_add_line (const DwWorkbenchLine *line);

/* Quick workbench (S1-17): what waits, and the unacknowledged alarms, which can be acknowledged here. */
#define DW_TYPE_WORKBENCH (dw_workbench_get_type ())
G_DECLARE_FINAL_TYPE (DwWorkbench, dw_workbench, DW, WORKBENCH, GtkWidget)

GtkWidget *dw_workbench_new (void);
void dw_workbench_refresh (DwWorkbench *self);
/* New alarms of the shift, for the foot. */
void dw_workbench_set_shift (DwWorkbench *self, const DwShift *shift, guint total);
void dw_workbench_set_station (DwWorkbench *self, DwStation *station, DwScope *scope);

G_END_DECLS
