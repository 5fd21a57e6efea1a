// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-sim-world.h"

G_BEGIN_DECLS

/* A scenario file: the places and devices of some schools, their gateways, and what happens. The workstation reads the same file for its
 * demo folder, so places and devices carry more than is used here. The format is described in docs/simulator.md. */
typedef struct
{
  double at_s;
  int days_ago;   /* of the past */
  char *fault;    /* NULL, in the past only: the meter is replaced */
  double reading; /* kWh: the last of the old meter */
  char *target;
  DwSimFaultRequest request;
} DwSimScriptEntry;

typedef struct
{
  char *title;
  DwSimWorld *world;
  GPtrArray *script; /* DwSimScriptEntry*, by time */
  GPtrArray *past;   /* DwSimScriptEntry*: at_s is the local time of a day before now, see dw-sim-history.h */
  double repeat_s;   /* pause before the script begins again, 0 = once */
} DwSimScenario;

typedef struct
{
  gint64 seed;     /* < 0: the file's */
  gint64 start_ms; /* 0: the file's "start_at" on the day of now_ms, else now_ms */
  gint64 now_ms;   /* wall time */
} DwSimScenarioOptions;

/* Errors are G_IO_ERROR_INVALID_DATA with file, JSON path and reason, or what reading the file gave. */
DwSimScenario *dw_sim_scenario_load (const char *path, const DwSimScenarioOptions *options, GError **error);
DwSimScenario *dw_sim_scenario_parse (const char *json, gssize length, const char *name_for_errors, const DwSimScenarioOptions *options, GError **error);
void dw_sim_scenario_free (DwSimScenario *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwSimScenario, dw_sim_scenario_free)

G_END_DECLS
