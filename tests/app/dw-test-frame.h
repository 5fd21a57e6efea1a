// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-station.h"
#include "dw-window.h"

G_BEGIN_DECLS

/* What the tests of the window share: a station on a fresh folder that polls nothing, one school with a box and a detector, a window.
 * Alarms are put into the live list by hand: there is no engine behind them. */
typedef struct
{
  char *dir;
  DwClock *clock;
  DwStation *station;
  GtkApplication *application;
  DwSound *sound;
  DwWindow *window;
  DwPlace *school, *box;
  DwDevice *device;
} DwTestFrame;

/* Initialises the toolkit. FALSE without a display: print the plan "skipped" and return. */
gboolean dw_test_frame_init (int *argc, char ***argv);
DwTestFrame *dw_test_frame_open (void);
/* The same on a clock that stands at now_ms and moves by hand, in a folder that prepare wrote into before the station came. */
typedef void (*DwTestPrepare) (const char *dir);
DwTestFrame *dw_test_frame_open_at (gint64 now_ms, DwTestPrepare prepare);
void dw_test_frame_close (DwTestFrame *self);

/* Borrowed from the tree. */
DwPlace *dw_test_frame_add_place (DwTestFrame *self, gint64 id, DwPlaceKind kind, const char *name, DwPlace *parent);
/* An unacknowledged alarm of that priority, begun age_ms ago. */
void dw_test_frame_put_alarm (DwTestFrame *self, const char *id, guint priority, DwAlarmState state, gint64 age_ms);
/* Runs the main loop until condition holds; fails with what after 30 s. */
typedef gboolean (*DwTestCondition) (gpointer data);
void dw_test_frame_wait (DwTestCondition condition, gpointer data, const char *what);
/* Runs the main loop for so long. */
void dw_test_frame_run_ms (guint ms);
/* The first widget of that type below, NULL. */
GtkWidget *dw_test_find (GtkWidget *widget, GType type);
/* The first button below with that label, NULL. */
GtkWidget *dw_test_find_button (GtkWidget *widget, const char *label);

G_END_DECLS
