// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sim-lx47.h"

#include <math.h>

#include "dw-sim-unit-words.h"

/* Input registers (function 4) 0…27H, holding registers (3, 6, 16) 0…13, coils (1, 5) 0…4.
 * Input register 0: high byte bit 0 locally locked, low byte F0H closed, 0FH open, 00H on the way. */

#define CLOSED_BYTE 0xf0
#define OPEN_BYTE 0x0f
#define ORDER_CLOSE 0xff00
#define ORDER_OPEN 0x0000
#define ORDER_REGISTER 13
#define FIRST_LIMIT 2
#define BAUD_9600 3

enum {
  COIL_CLOSE,
  COIL_REMOTE_LOCK,
  COIL_MANUAL,
  COIL_CLEAR_RECORDS,
  COIL_SELF_TEST,
  N_COILS,
};

static guint16
read_state (const DwSimNode *node)
{
  guint16 word = node->faults[DW_SIM_LOCAL_LOCK].on ? 0x0100 : 0;

  if (node->breaker.state == DW_SIM_BREAKER_CLOSED)
    word |= CLOSED_BYTE;
  else if (node->breaker.state == DW_SIM_BREAKER_OPEN)
    word |= OPEN_BYTE;
  return word;
}

/* Registers 1…3: four nibbles each, the newest in the low nibble of register 3. */
static guint16
read_records (const DwSimNode *node, guint address)
{
  const guint8 *records = node->lx47.records + (3 - address) * 4;

  return (guint16)(records[0] | records[1] << 4 | records[2] << 8 | records[3] << 12);
}

static guint16
encode_temperature (double celsius)
{
  return dw_sim_unit_word (celsius + 40.0);
}

/* V, A, PF, P, Q, S of the n-th connected phase. */
static guint16
read_phase (const DwSimNode *node, int nth, guint index)
{
  int phase = dw_sim_lx47_find_phase (node, nth);

  if (phase < 0)
    return 0;
  switch (index)
    {
    case 0:
      return dw_sim_unit_word (dw_sim_node_voltage (node, phase));
    case 1:
      return dw_sim_unit_word (dw_sim_node_current (node, phase) * 100.0);
    case 2:
      return dw_sim_unit_word (dw_sim_node_power_factor (node, phase) * 100.0);
    case 3:
      return dw_sim_unit_word (dw_sim_node_active_w (node, phase));
    case 4:
      return dw_sim_unit_word (dw_sim_node_reactive_var (node, phase));
    default:
      return dw_sim_unit_word (dw_sim_node_apparent_va (node, phase));
    }
}

static guint16
read_pole_temperature (const DwSimNode *node, int nth)
{
  int phase = dw_sim_lx47_find_phase (node, nth);

  return phase < 0 ? 0 : encode_temperature (dw_sim_node_temperature (node, phase));
}

static guint16
read_energy (const DwSimNode *node, guint index)
{
  guint32 wh = (guint32)fmod (node->energy_kwh * 1000.0, 4294967296.0);

  return (guint16)(index == 0 ? wh >> 16 : wh & 0xffff);
}

static guint16
read_total (const DwSimNode *node, guint index)
{
  double p = dw_sim_lx47_sum_phases (node, dw_sim_node_active_w), q = dw_sim_lx47_sum_phases (node, dw_sim_node_reactive_var);
  double values[] = { p, q, hypot (p, q) };

  return dw_sim_unit_word (values[index]);
}

static guint16
read_single (const DwSimWorld *world, const DwSimNode *node, guint16 address)
{
  switch (address)
    {
    case 0x00:
      return read_state (node);
    case 0x01:
    case 0x02:
    case 0x03:
      return read_records (node, address);
    case 0x04:
      return dw_sim_unit_word (world->frequency_hz * 10.0);
    case 0x05:
      return dw_sim_unit_word (dw_sim_node_residual_ma (node));
    case 0x06:
      return encode_temperature (dw_sim_node_temperature (node, 3));
    case 0x17:
      return node->lx47.reason;
    default:
      return 0;
    }
}

static gboolean
read_input (const DwSimWorld *world, const DwSimNode *node, guint16 address, guint16 *word)
{
  static const guint16 temperature[DW_SIM_PHASES] = { 0x07, 0x10, 0x19 };

  if (address > 0x27)
    return FALSE;
  *word = read_single (world, node, address);
  for (int nth = 0; nth < DW_SIM_PHASES; nth++)
    {
      if (address == temperature[nth])
        *word = read_pole_temperature (node, nth);
      else if (address > temperature[nth] && address <= temperature[nth] + 6)
        *word = read_phase (node, nth, address - temperature[nth] - 1u);
    }
  if (address >= 0x22 && address <= 0x24)
    *word = read_total (node, address - 0x22u);
  else if (address == 0x25 || address == 0x26)
    *word = read_energy (node, address - 0x25u);
  return TRUE;
}

static gboolean
read_holding (const DwSimWorld *world, const DwSimNode *node, guint16 address, guint16 *word)
{
  if (address > ORDER_REGISTER)
    return FALSE;
  *word = 0;
  if (address == 0)
    *word = node->unit;
  else if (address == 1)
    *word = BAUD_9600;
  else if (address >= FIRST_LIMIT && address < FIRST_LIMIT + DW_SIM_LX47_LIMITS)
    *word = node->lx47.limits[address - FIRST_LIMIT];
  else if (address == ORDER_REGISTER)
    *word = dw_sim_breaker_conducts (&node->breaker) ? ORDER_CLOSE : ORDER_OPEN;
  return TRUE;
}

static guint8
check_word (guint16 address, guint16 word)
{
  if (address == ORDER_REGISTER)
    return word == ORDER_CLOSE || word == ORDER_OPEN ? DW_MODBUS_OK : DW_MODBUS_ILLEGAL_VALUE;
  return address >= FIRST_LIMIT && address < FIRST_LIMIT + DW_SIM_LX47_LIMITS ? DW_MODBUS_OK : DW_MODBUS_ILLEGAL_ADDRESS;
}

static guint8
write_words (DwSimWorld *world, DwSimNode *node, const DwModbusRequest *request)
{
  for (guint i = 0; i < request->count; i++)
    {
      guint8 exception = check_word ((guint16)(request->address + i), request->words[i]);

      if (exception != DW_MODBUS_OK)
        return exception;
    }
  for (guint i = 0; i < request->count; i++)
    {
      guint address = request->address + i;

      if (address == ORDER_REGISTER)
        dw_sim_lx47_order (world, node, request->words[i] == ORDER_CLOSE);
      else if (!node->faults[DW_SIM_READBACK_STUCK].on)
        node->lx47.limits[address - FIRST_LIMIT] = request->words[i];
    }
  return DW_MODBUS_OK;
}

static gboolean
get_coil (const DwSimNode *node, guint coil)
{
  const gboolean coils[N_COILS] = {
    [COIL_CLOSE] = dw_sim_breaker_conducts (&node->breaker),
    [COIL_REMOTE_LOCK] = node->lx47.remote_lock,
    [COIL_MANUAL] = node->lx47.manual,
  };

  return coils[coil];
}

static void
read_coils (const DwSimNode *node, const DwModbusRequest *request, DwModbusReply *reply)
{
  if (request->address + request->count > N_COILS)
    {
      reply->exception = DW_MODBUS_ILLEGAL_ADDRESS;
      return;
    }
  for (guint i = 0; i < request->count; i++)
    if (get_coil (node, request->address + i))
      reply->bits[i / 8] |= (guint8)(1u << i % 8);
}

static guint8
write_coil (DwSimWorld *world, DwSimNode *node, const DwModbusRequest *request)
{
  gboolean on = request->words[0] == ORDER_CLOSE;

  switch (request->address)
    {
    case COIL_CLOSE:
      dw_sim_lx47_order (world, node, on);
      return DW_MODBUS_OK;
    case COIL_REMOTE_LOCK:
      node->lx47.remote_lock = on;
      return DW_MODBUS_OK;
    case COIL_MANUAL:
      node->lx47.manual = on;
      return DW_MODBUS_OK;
    case COIL_CLEAR_RECORDS:
      if (on)
        memset (node->lx47.records, DW_SIM_REASON_NONE, sizeof node->lx47.records);
      return DW_MODBUS_OK;
    case COIL_SELF_TEST:
      if (on)
        dw_sim_lx47_trip (node, DW_SIM_REASON_LEAKAGE);
      return DW_MODBUS_OK;
    default:
      return DW_MODBUS_ILLEGAL_ADDRESS;
    }
}

void
dw_sim_lx47_serve (DwSimWorld *world, DwSimNode *node, const DwModbusRequest *request, DwModbusReply *reply)
{
  switch (request->function)
    {
    case DW_MODBUS_READ_INPUT:
      dw_sim_unit_read_words (world, node, request, read_input, reply);
      break;
    case DW_MODBUS_READ_HOLDING:
      dw_sim_unit_read_words (world, node, request, read_holding, reply);
      break;
    case DW_MODBUS_WRITE_REGISTER:
    case DW_MODBUS_WRITE_REGISTERS:
      reply->exception = write_words (world, node, request);
      break;
    case DW_MODBUS_READ_COILS:
      read_coils (node, request, reply);
      break;
    case DW_MODBUS_WRITE_COIL:
      reply->exception = write_coil (world, node, request);
      break;
    default:
      reply->exception = DW_MODBUS_ILLEGAL_FUNCTION;
    }
}
