// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sim-meter.h"

#include <math.h>

#include "dw-sim-unit-words.h"

/* See the header. The words are made by hand here, not with the codec of the workstation. */

double
dw_sim_meter_voltage (const DwSimWorld *world, const DwSimNode *node, int index)
{
  return dw_sim_node_voltage (node, index);
}

double
dw_sim_meter_current (const DwSimWorld *world, const DwSimNode *node, int index)
{
  return dw_sim_node_current (node, index);
}

double
dw_sim_meter_active (const DwSimWorld *world, const DwSimNode *node, int index)
{
  return dw_sim_node_active_w (node, index);
}

double
dw_sim_meter_reactive (const DwSimWorld *world, const DwSimNode *node, int index)
{
  return dw_sim_node_reactive_var (node, index);
}

double
dw_sim_meter_power_factor (const DwSimWorld *world, const DwSimNode *node, int index)
{
  return dw_sim_node_power_factor (node, index);
}

double
dw_sim_meter_active_total (const DwSimWorld *world, const DwSimNode *node, int index)
{
  return dw_sim_node_active_w (node, 0) + dw_sim_node_active_w (node, 1) + dw_sim_node_active_w (node, 2);
}

double
dw_sim_meter_reactive_total (const DwSimWorld *world, const DwSimNode *node, int index)
{
  return dw_sim_node_reactive_var (node, 0) + dw_sim_node_reactive_var (node, 1) + dw_sim_node_reactive_var (node, 2);
}

double
dw_sim_meter_apparent_total (const DwSimWorld *world, const DwSimNode *node, int index)
{
  return hypot (dw_sim_meter_active_total (world, node, 0), dw_sim_meter_reactive_total (world, node, 0));
}

double
dw_sim_meter_power_factor_total (const DwSimWorld *world, const DwSimNode *node, int index)
{
  double apparent = dw_sim_meter_apparent_total (world, node, 0);

  return apparent > 0.0 ? dw_sim_meter_active_total (world, node, 0) / apparent : 1.0;
}

double
dw_sim_meter_frequency (const DwSimWorld *world, const DwSimNode *node, int index)
{
  return world->frequency_hz;
}

double
dw_sim_meter_energy (const DwSimWorld *world, const DwSimNode *node, int index)
{
  return node->energy_kwh;
}

double
dw_sim_meter_energy_phase (const DwSimWorld *world, const DwSimNode *node, int index)
{
  return node->energy_phase_kwh[index];
}

double
dw_sim_meter_tariff (const DwSimWorld *world, const DwSimNode *node, int index)
{
  return node->tariff_kwh[index];
}

double
dw_sim_meter_one (const DwSimWorld *world, const DwSimNode *node, int index)
{
  return 1.0;
}

static guint32
encode (double value, DwSimMeterType type)
{
  float narrow = (float)value;
  guint32 bits;

  switch (type)
    {
    case DW_SIM_METER_F32:
      memcpy (&bits, &narrow, sizeof bits);
      return bits;
    case DW_SIM_METER_S32:
      return (guint32)(gint32)CLAMP (round (value), -2147483648.0, 2147483647.0);
    case DW_SIM_METER_U32:
      return (guint32)CLAMP (round (value), 0.0, 4294967295.0);
    case DW_SIM_METER_U16:
    default:
      return dw_sim_unit_word (value);
    }
}

static gboolean
find_block (const DwSimMeterMap *map, guint address, guint16 *fill)
{
  for (guint i = 0; i < map->n_blocks; i++)
    if (address >= map->blocks[i].first && address < (guint)map->blocks[i].first + map->blocks[i].count)
      {
        *fill = map->blocks[i].fill;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_word (const DwSimMeterMap *map, const DwSimWorld *world, const DwSimNode *node, guint address, guint16 *word)
{
  if (!find_block (map, address, word))
    return FALSE;
  for (guint i = 0; i < map->n_entries; i++)
    {
      const DwSimMeterEntry *entry = &map->entries[i];
      guint width = entry->type == DW_SIM_METER_U16 ? 1 : 2;

      if (address < entry->address || address >= entry->address + width * entry->repeat)
        continue;
      guint offset = address - entry->address;
      guint32 bits = encode (entry->get (world, node, (int)(offset / width)) * entry->scale, entry->type);
      *word = (guint16)(width == 2 && offset % 2 == 0 ? bits >> 16 : bits & 0xffff);
    }
  return TRUE;
}

void
dw_sim_meter_serve (const DwSimMeterMap *map, const DwSimWorld *world, const DwSimNode *node, const DwModbusRequest *request, DwModbusReply *reply)
{
  if (request->function != DW_MODBUS_READ_HOLDING)
    {
      reply->exception = DW_MODBUS_ILLEGAL_FUNCTION;
      return;
    }
  for (guint i = 0; i < request->count && i < DW_MODBUS_READ_MAX; i++)
    if (!read_word (map, world, node, request->address + i, &reply->words[i]))
      {
        reply->exception = DW_MODBUS_ILLEGAL_ADDRESS;
        return;
      }
}
