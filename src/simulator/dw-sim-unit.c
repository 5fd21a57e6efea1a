// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sim-unit.h"

#include "dw-sim-adl400.h"
#include "dw-sim-arcm.h"
#include "dw-sim-dtsu666.h"
#include "dw-sim-lx47.h"
#include "dw-sim-points.h"

/* The table of models. */
typedef struct
{
  const char *profile;
  void (*init) (DwSimNode *node);
  void (*step) (DwSimWorld *world, DwSimNode *node);
  void (*serve) (DwSimWorld *world, DwSimNode *node, const DwModbusRequest *request, DwModbusReply *reply);
  const DwSimPoints *points;
} Model;

static const Model models[DW_SIM_N_MODELS] = {
  [DW_SIM_MODEL_ARCM300T] = { "acrel-arcm300t", dw_sim_arcm_init, dw_sim_arcm_step, dw_sim_arcm_serve, &dw_sim_arcm_points },
  [DW_SIM_MODEL_LX47] = { "lingxun-lx47le-125", dw_sim_lx47_init, dw_sim_lx47_step, dw_sim_lx47_serve, &dw_sim_lx47_points },
  [DW_SIM_MODEL_ADL400] = { "acrel-adl400", NULL, NULL, dw_sim_adl400_serve, &dw_sim_adl400_points },
  [DW_SIM_MODEL_DTSU666] = { "chint-dtsu666", NULL, NULL, dw_sim_dtsu666_serve, &dw_sim_dtsu666_points },
};

const char *
dw_sim_unit_profile (DwSimModel model)
{
  return models[model].profile;
}

gboolean
dw_sim_unit_from_profile (const char *profile, DwSimModel *model)
{
  for (guint i = 0; i < DW_SIM_N_MODELS; i++)
    if (g_strcmp0 (models[i].profile, profile) == 0 && profile != NULL)
      {
        *model = i;
        return TRUE;
      }
  return FALSE;
}

const DwSimPoints *
dw_sim_unit_points (DwSimModel model)
{
  return models[model].points;
}

void
dw_sim_unit_init (DwSimNode *node)
{
  if (models[node->model].init != NULL)
    models[node->model].init (node);
}

void
dw_sim_unit_step (DwSimWorld *world, DwSimNode *node)
{
  if (models[node->model].step != NULL)
    models[node->model].step (world, node);
}

static gboolean
is_write (guint8 function)
{
  return function == DW_MODBUS_WRITE_COIL || function == DW_MODBUS_WRITE_REGISTER || function == DW_MODBUS_WRITE_COILS ||
         function == DW_MODBUS_WRITE_REGISTERS;
}

void
dw_sim_unit_serve (DwSimWorld *world, DwSimNode *node, const DwModbusRequest *request, DwModbusReply *reply)
{
  const DwSimFaultState *refuse = &node->faults[DW_SIM_REFUSE_WRITES];

  memset (reply, 0, sizeof *reply);
  reply->unit = request->unit;
  reply->function = request->function;
  reply->address = request->address;
  reply->count = request->count;
  if (is_write (request->function))
    reply->words[0] = request->words[0];

  if (refuse->on && is_write (request->function))
    reply->exception = (guint8)refuse->value;
  else
    models[node->model].serve (world, node, request, reply);
}
