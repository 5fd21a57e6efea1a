// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _DwSimWorld DwSimWorld;

/* Everything that can go wrong in the simulated school. World faults change currents, temperatures and breakers; wire faults change bytes. */
typedef enum {
  DW_SIM_LEAKAGE_STEP,
  DW_SIM_LEAKAGE_DRIFT,
  DW_SIM_LOOSE_JOINT,
  DW_SIM_OVERLOAD,
  DW_SIM_PHASE_LOSS,
  DW_SIM_BROKEN_NEUTRAL,
  DW_SIM_PROBE_ABSENT,
  DW_SIM_BREAKER_TRIP,
  DW_SIM_LOCAL_LOCK,
  DW_SIM_READBACK_STUCK,
  DW_SIM_REFUSE_WRITES,
  DW_SIM_DEVICE_SILENT,
  DW_SIM_GATEWAY_SILENT,
  DW_SIM_SLOW_ANSWERS,
  DW_SIM_GARBAGE_BYTES,
  DW_SIM_ECHO,
  DW_SIM_LATE_REPLY,
  DW_SIM_WRONG_TRANSACTION,
  DW_SIM_HALF_FRAMES,
  DW_SIM_N_FAULTS,
} DwSimFaultId;

typedef struct
{
  gboolean on;
  double value;
  int phase;       /* 0…2 */
  double over_s;   /* drift: time of the rise */
  gint64 since_ms; /* world time */
  gint64 until_ms; /* world time, 0 = until cleared */
  guint turns;     /* answers given under it, for faults that spare every second one */
} DwSimFaultState;

/* What a person or a script asks for. NaN = the fault's own preset. */
typedef struct
{
  double value;
  int phase; /* -1 = preset */
  double over_s;
  double for_s; /* <= 0 or NaN: until cleared */
} DwSimFaultRequest;

#define DW_SIM_FAULT_REQUEST_INIT \
  {                               \
    NAN, -1, NAN, NAN             \
  }

typedef struct
{
  const char *name;
  const char *value_meaning; /* for the list of faults */
  double preset, min, max;
  int phase;
  gboolean on_device, on_gateway;
} DwSimFaultInfo;

const DwSimFaultInfo *dw_sim_fault_info (DwSimFaultId id);
gboolean dw_sim_fault_from_name (const char *name, DwSimFaultId *id);

/* target is the key of a device or the name of a gateway. Errors are G_IO_ERROR_NOT_FOUND or G_IO_ERROR_INVALID_ARGUMENT with a sentence. */
gboolean dw_sim_fault_apply (DwSimWorld *world, const char *name, const char *target, const DwSimFaultRequest *request, GError **error);
gboolean dw_sim_fault_clear (DwSimWorld *world, const char *name, const char *target, GError **error);
void dw_sim_fault_clear_all (DwSimWorld *world);
/* Ends what has run out. Called by the world at each step. */
void dw_sim_fault_expire (DwSimWorld *world);

G_END_DECLS
