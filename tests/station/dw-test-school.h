// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-control-desk.h"
#include "dw-demo.h"
#include "dw-station.h"

G_BEGIN_DECLS

/* A small school for tests: the simulator as a child on loopback, a temporary folder, a station that polls it. One ARCM300T detector (unit 1) and one LX47LE-125
 * breaker (unit 2) on one Modbus TCP gateway. Nothing is scripted: a test says what happens. */
typedef struct
{
  char *dir;
  DwClock *clock;
  DwDemo *demo;
  DwStation *station;
  DwDevice *detector;
  DwDevice *breaker;
} DwTestSchool;

DwTestSchool *dw_test_school_open (void);
/* Another file with the same two devices. */
DwTestSchool *dw_test_school_open_scenario (const char *scenario);
/* Closes the station and opens it again on the same folder; the school lives on. */
void dw_test_school_reopen (DwTestSchool *self);
/* The two halves of it, for a test that works on the folder in between. */
void dw_test_school_close_station (DwTestSchool *self);
void dw_test_school_open_station (DwTestSchool *self);
void dw_test_school_close (DwTestSchool *self);
void dw_test_school_tell (DwTestSchool *self, const char *line);

/* Runs the main loop until condition is true; fails the test with what after 20 s. */
typedef gboolean (*DwTestCondition) (gpointer data);
void dw_test_wait (DwTestCondition condition, gpointer data, const char *what);
void dw_test_school_wait_live (DwTestSchool *self);

/* The first live alarm of that kind on the device, NULL. */
const DwAlarmRecord *dw_test_school_find_alarm (DwTestSchool *self, DwDevice *device, DwAlarmKind kind);
DwPerson *dw_test_person (DwRole role);
/* Walks select, confirm, execute. Returns the result, or NULL with error at the step that refused. form NULL: reason and everything that is asked for. */
DwCommandResult *dw_test_school_control (DwTestSchool *self, const DwPerson *person, DwDevice *device, DwVerb verb, const DwControlForm *form, GHashTable *arguments, GError **error);

G_END_DECLS
