// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sim-fault.h"

#include <math.h>

#include "dw-sim-lx47.h"
#include "dw-sim-world.h"

/* The table of faults, and switching them on and off. Most faults are only a state that physics or the servers look at; a breaker moves. */

static const DwSimFaultInfo infos[DW_SIM_N_FAULTS] = {
  [DW_SIM_LEAKAGE_STEP] = { "leakage-step", "mA added at once", 320, 0, 30000, 0, TRUE, FALSE },
  [DW_SIM_LEAKAGE_DRIFT] = { "leakage-drift", "mA added over over_s seconds", 160, 0, 30000, 0, TRUE, FALSE },
  [DW_SIM_LOOSE_JOINT] = { "loose-joint", "times the rise of a good joint", 6, 1, 100, 2, TRUE, FALSE },
  [DW_SIM_OVERLOAD] = { "overload", "% of the rated current", 120, 1, 1000, 0, TRUE, FALSE },
  [DW_SIM_PHASE_LOSS] = { "phase-loss", "", 0, 0, 0, 1, TRUE, FALSE },
  [DW_SIM_BROKEN_NEUTRAL] = { "broken-neutral", "", 0, 0, 0, 0, TRUE, FALSE },
  [DW_SIM_PROBE_ABSENT] = { "probe-absent", "number of the probe", 4, 1, 4, 0, TRUE, FALSE },
  [DW_SIM_BREAKER_TRIP] = { "breaker-trip", "reason code", 2, 0, 15, 0, TRUE, FALSE },
  [DW_SIM_LOCAL_LOCK] = { "local-lock", "", 0, 0, 0, 0, TRUE, FALSE },
  [DW_SIM_READBACK_STUCK] = { "readback-stuck", "", 0, 0, 0, 0, TRUE, FALSE },
  [DW_SIM_REFUSE_WRITES] = { "refuse-writes", "exception code", 4, 1, 11, 0, TRUE, FALSE },
  [DW_SIM_DEVICE_SILENT] = { "device-silent", "0 = no answer, 11 = the gateway answers exception 11", 0, 0, 11, 0, TRUE, FALSE },
  [DW_SIM_GATEWAY_SILENT] = { "gateway-silent", "0 = connected but mute, 1 = connections are cut", 0, 0, 1, 0, FALSE, TRUE },
  [DW_SIM_SLOW_ANSWERS] = { "slow-answers", "ms more for each answer", 800, 0, 60000, 0, TRUE, TRUE },
  [DW_SIM_GARBAGE_BYTES] = { "garbage-bytes", "bytes before each answer", 7, 1, 64, 0, TRUE, TRUE },
  [DW_SIM_ECHO] = { "echo", "", 0, 0, 0, 0, TRUE, TRUE },
  [DW_SIM_LATE_REPLY] = { "late-reply", "ms later for every second answer, without holding up the next", 1500, 0, 60000, 0, TRUE, TRUE },
  [DW_SIM_WRONG_TRANSACTION] = { "wrong-transaction", "", 0, 0, 0, 0, TRUE, TRUE },
  [DW_SIM_HALF_FRAMES] = { "half-frames", "pieces of each answer, 20 ms apart", 3, 2, 20, 0, TRUE, TRUE },
};

const DwSimFaultInfo *
dw_sim_fault_info (DwSimFaultId id)
{
  return &infos[id];
}

gboolean
dw_sim_fault_from_name (const char *name, DwSimFaultId *id)
{
  for (guint i = 0; i < DW_SIM_N_FAULTS; i++)
    if (g_strcmp0 (infos[i].name, name) == 0)
      {
        *id = i;
        return TRUE;
      }
  return FALSE;
}

/* Where the state of a fault is kept: with the device or with the gateway. */
static DwSimFaultState *
find_state (DwSimWorld *world, const char *name, const char *target, DwSimFaultId *id, DwSimNode **node, GError **error)
{
  if (!dw_sim_fault_from_name (name, id))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no fault is called \"%s\"", name);
      return NULL;
    }
  DwSimGateway *gateway = dw_sim_world_find_gateway (world, target);
  *node = dw_sim_world_find_node (world, target);
  if (*node == NULL && gateway == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no device or gateway is called \"%s\"", target);
  else if (*node != NULL && infos[*id].on_device)
    return &(*node)->faults[*id];
  else if (gateway != NULL && infos[*id].on_gateway)
    return &gateway->faults[*id];
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s needs a %s, \"%s\" is none", name,
                 infos[*id].on_device ? "device" : "gateway", target);
  return NULL;
}

static void
tell (DwSimWorld *world, DwSimFaultId id, const char *target, gboolean on)
{
  if (world->fault_func != NULL)
    world->fault_func (id, target, on, world->fault_data);
}

static void
trip_breaker (DwSimNode *node, double reason)
{
  if (node->model == DW_SIM_MODEL_LX47)
    dw_sim_lx47_trip (node, (guint8)reason);
  else
    dw_sim_breaker_trip (&node->breaker);
}

gboolean
dw_sim_fault_apply (DwSimWorld *world, const char *name, const char *target, const DwSimFaultRequest *request, GError **error)
{
  DwSimFaultId id;
  DwSimNode *node;
  DwSimFaultState *state = find_state (world, name, target, &id, &node, error);

  if (state == NULL)
    return FALSE;
  double value = isnan (request->value) ? infos[id].preset : request->value;
  if (value < infos[id].min || value > MAX (infos[id].max, infos[id].min))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s: value must be %g to %g", name, infos[id].min, infos[id].max);
      return FALSE;
    }
  *state = (DwSimFaultState){
    .on = TRUE,
    .value = value,
    .phase = request->phase < 0 ? infos[id].phase : request->phase,
    .over_s = request->over_s > 0.0 ? request->over_s : 60.0,
    .since_ms = world->now_ms,
    .until_ms = request->for_s > 0.0 ? world->now_ms + (gint64)(request->for_s * 1000.0) : 0,
  };
  if (id == DW_SIM_BREAKER_TRIP)
    trip_breaker (node, value);
  tell (world, id, target, TRUE);
  return TRUE;
}

/* Clearing a trip means that somebody stands before the box and closes by hand, unless it was operated for another reason since. */
static void
end_fault (DwSimWorld *world, DwSimFaultId id, const char *target, DwSimNode *node, DwSimFaultState *state)
{
  state->on = FALSE;
  if (id == DW_SIM_BREAKER_TRIP && (node->model != DW_SIM_MODEL_LX47 || node->lx47.reason == (guint8)state->value))
    node->breaker.state = DW_SIM_BREAKER_CLOSED;
  tell (world, id, target, FALSE);
}

gboolean
dw_sim_fault_clear (DwSimWorld *world, const char *name, const char *target, GError **error)
{
  DwSimFaultId id;
  DwSimNode *node;
  DwSimFaultState *state = find_state (world, name, target, &id, &node, error);

  if (state == NULL)
    return FALSE;
  if (state->on)
    end_fault (world, id, target, node, state);
  return TRUE;
}

/* Ends every fault of one owner, or only those that have run out. */
static void
end_faults (DwSimWorld *world, DwSimFaultState *faults, const char *target, DwSimNode *node, gboolean all)
{
  for (guint id = 0; id < DW_SIM_N_FAULTS; id++)
    {
      gboolean over = all || (faults[id].until_ms > 0 && faults[id].until_ms <= world->now_ms);

      if (faults[id].on && over)
        end_fault (world, id, target, node, &faults[id]);
    }
}

static void
end_all_faults (DwSimWorld *world, gboolean all)
{
  for (guint n = 0; n < world->nodes->len; n++)
    {
      DwSimNode *node = g_ptr_array_index (world->nodes, n);
      end_faults (world, node->faults, node->key, node, all);
    }
  for (guint n = 0; n < world->gateways->len; n++)
    {
      DwSimGateway *gateway = g_ptr_array_index (world->gateways, n);
      end_faults (world, gateway->faults, gateway->name, NULL, all);
    }
}

void
dw_sim_fault_clear_all (DwSimWorld *world)
{
  end_all_faults (world, TRUE);
}

void
dw_sim_fault_expire (DwSimWorld *world)
{
  end_all_faults (world, FALSE);
}
