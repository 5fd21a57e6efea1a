// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sim-arcm.h"

#include <math.h>

#include "dw-sim-unit-words.h"

/* Registers, function 3:
 *   1000H…1029H  channel kinds, broken, short, alarm; residual current and temperatures; the same as captured at the alarm; DI, DO
 *   1033H…1037H  limits (function 16 writes them)
 *   1204H…121DH  voltages, their status and captured values; currents, their status and captured values
 *   1300H…1301H  energy, 0.01 kWh
 * Nothing else is mapped. Holes inside a block read 0. */

#define LATCH_MS 1000
#define ABSENT_TENTHS (-2000.0)

typedef enum { OUT_OVER_VOLTAGE,
               OUT_UNDER_VOLTAGE,
               OUT_OVER_CURRENT } Out;

void
dw_sim_arcm_init (DwSimNode *node)
{
  DwSimArcm *arcm = &node->arcm;

  *arcm = (DwSimArcm){
    .limits = { 300, 70, 70, 70, 70 },
    .reset_register = -1,
    .silence_register = -1,
    .trip_register = -1,
    .under_voltage_bit = 8,
    .over_voltage_v = 264.0,
    .under_voltage_v = 176.0,
    .over_current_a = 1.1 * node->rated_a,
    .ct_ratio = 1.0,
  };
  for (guint i = 0; i < DW_SIM_ARCM_CHANNELS; i++)
    arcm->over_since_ms[i] = G_MININT64;
  for (guint i = 0; i < G_N_ELEMENTS (arcm->out_since_ms); i++)
    arcm->out_since_ms[i] = G_MININT64;
}

/* NaN when the sensor is not there. Channel 0 is the residual current in mA, then °C. */
static double
get_channel (const DwSimNode *node, guint channel)
{
  return channel == 0 ? dw_sim_node_residual_ma (node) : dw_sim_node_temperature (node, (int)channel - 1);
}

/* Starts, keeps or forgets a delay. TRUE once it is over. */
static gboolean
holds_long (gint64 *since_ms, gboolean now, gint64 now_ms)
{
  if (!now)
    *since_ms = G_MININT64;
  else if (*since_ms == G_MININT64)
    *since_ms = now_ms;
  return now && now_ms - *since_ms > LATCH_MS;
}

static void
judge_channels (DwSimWorld *world, DwSimNode *node)
{
  DwSimArcm *arcm = &node->arcm;

  for (guint i = 0; i < DW_SIM_ARCM_CHANNELS; i++)
    {
      double value = get_channel (node, i);
      gboolean over = !isnan (value) && value > arcm->limits[i];

      if (!holds_long (&arcm->over_since_ms[i], over, world->now_ms) || (arcm->alarm & 1u << i) != 0)
        continue;
      arcm->alarm |= (guint16)(1u << i);
      arcm->captured[i] = value;
      arcm->silenced = FALSE;
    }
}

static gboolean
is_out (const DwSimNode *node, Out kind, int phase)
{
  const DwSimArcm *arcm = &node->arcm;

  if (node->share[phase] <= 0.0)
    return FALSE;
  switch (kind)
    {
    case OUT_OVER_VOLTAGE:
      return dw_sim_node_voltage (node, phase) > arcm->over_voltage_v;
    case OUT_UNDER_VOLTAGE:
      return dw_sim_node_voltage (node, phase) < arcm->under_voltage_v;
    case OUT_OVER_CURRENT:
    default:
      return dw_sim_node_current (node, phase) > arcm->over_current_a;
    }
}

/* Voltage and current have a live status bit; the values of the phases that were out stay until the reset. */
static void
judge_out (DwSimWorld *world, DwSimNode *node, Out kind)
{
  DwSimArcm *arcm = &node->arcm;
  gboolean any = FALSE;

  for (int phase = 0; phase < DW_SIM_PHASES; phase++)
    any = any || is_out (node, kind, phase);
  gboolean was = arcm->out[kind];
  arcm->out[kind] = holds_long (&arcm->out_since_ms[kind], any, world->now_ms);
  if (was || !arcm->out[kind])
    return;

  for (int phase = 0; phase < DW_SIM_PHASES; phase++)
    if (is_out (node, kind, phase))
      arcm->out_captured[kind][phase] = kind == OUT_OVER_CURRENT ? dw_sim_node_current (node, phase) : dw_sim_node_voltage (node, phase);
}

void
dw_sim_arcm_step (DwSimWorld *world, DwSimNode *node)
{
  judge_channels (world, node);
  for (Out kind = OUT_OVER_VOLTAGE; kind <= OUT_OVER_CURRENT; kind++)
    judge_out (world, node, kind);
}

void
dw_sim_arcm_reset (DwSimWorld *world, DwSimNode *node)
{
  DwSimArcm *arcm = &node->arcm;

  arcm->alarm = 0;
  arcm->silenced = FALSE;
  memset (arcm->captured, 0, sizeof arcm->captured);
  memset (arcm->out_captured, 0, sizeof arcm->out_captured);
  memset (arcm->out, 0, sizeof arcm->out);
  dw_sim_arcm_step (world, node);
}

gboolean
dw_sim_arcm_sounds (const DwSimNode *node)
{
  return node->arcm.alarm != 0 && !node->arcm.silenced;
}

static guint16
get_broken_bits (const DwSimNode *node)
{
  guint16 bits = 0;

  for (guint i = 1; i < DW_SIM_ARCM_CHANNELS; i++)
    if (isnan (get_channel (node, i)))
      bits |= (guint16)(1u << i);
  return bits;
}

static guint16
get_output_bits (const DwSimNode *node)
{
  guint16 bits = dw_sim_arcm_sounds (node) ? 1 : 0;

  if (node->breaker.state == DW_SIM_BREAKER_OPENING)
    bits |= 2;
  return node->arcm.do_inverted ? bits ^ 3 : bits;
}

static guint16
read_bits (const DwSimNode *node, guint address)
{
  switch (address)
    {
    case 0x1000:
      return 0x001e; /* channel 1 residual current, 2 to 5 temperature */
    case 0x1001:
      return get_broken_bits (node);
    case 0x1003:
      return node->arcm.alarm;
    case 0x1028:
      return dw_sim_breaker_conducts (&node->breaker) ? 1 : 0;
    case 0x1029:
      return get_output_bits (node);
    case 0x120d:
      return (guint16)((node->arcm.out[OUT_OVER_VOLTAGE] ? 1u : 0u) |
                       (node->arcm.out[OUT_UNDER_VOLTAGE] ? 1u << node->arcm.under_voltage_bit : 0u));
    case 0x121a:
      return node->arcm.out[OUT_OVER_CURRENT] ? 1 : 0;
    default:
      return 0;
    }
}

static guint16
read_channel (const DwSimNode *node, guint index)
{
  double value = get_channel (node, index);

  if (index == 0)
    return dw_sim_unit_word (value);
  return dw_sim_unit_signed_word (isnan (value) ? ABSENT_TENTHS : value * 10.0);
}

static guint16
read_captured_channel (const DwSimNode *node, guint index)
{
  double value = node->arcm.captured[index];

  return index == 0 ? dw_sim_unit_word (value) : dw_sim_unit_signed_word (value * 10.0);
}

static guint16
read_limit (const DwSimNode *node, guint index)
{
  return node->arcm.limits[index];
}

static guint16
read_voltage (const DwSimNode *node, guint index)
{
  double volts = index < 3 ? dw_sim_node_voltage (node, (int)index) : dw_sim_node_line_voltage (node, (int)index - 3);

  return dw_sim_unit_word (volts * 10.0);
}

static guint16
read_captured_voltage (const DwSimNode *node, guint index)
{
  return dw_sim_unit_word (node->arcm.out_captured[index / 3][index % 3] * 10.0);
}

static guint16
read_current (const DwSimNode *node, guint index)
{
  return dw_sim_unit_word (dw_sim_node_current (node, (int)index) / node->arcm.ct_ratio * 1000.0);
}

static guint16
read_captured_current (const DwSimNode *node, guint index)
{
  return dw_sim_unit_word (node->arcm.out_captured[OUT_OVER_CURRENT][index] / node->arcm.ct_ratio * 1000.0);
}

static guint16
read_energy (const DwSimNode *node, guint index)
{
  guint32 hundredths = (guint32)fmod (node->energy_kwh * 100.0, 4294967296.0);

  return (guint16)(index == 0 ? hundredths >> 16 : hundredths & 0xffff);
}

typedef struct
{
  guint16 first, count;
} Range;

static const Range blocks[] = { { 0x1000, 42 }, { 0x1033, 5 }, { 0x1204, 26 }, { 0x1300, 2 } };

static const struct
{
  Range range;
  guint16 (*read) (const DwSimNode *node, guint index);
} registers[] = {
  { { 0x1005, 5 }, read_channel },
  { { 0x1015, 5 }, read_captured_channel },
  { { 0x1033, 5 }, read_limit },
  { { 0x1204, 6 }, read_voltage },
  { { 0x120e, 6 }, read_captured_voltage },
  { { 0x1214, 3 }, read_current },
  { { 0x121b, 3 }, read_captured_current },
  { { 0x1300, 2 }, read_energy },
};

static gboolean
is_within (const Range *range, guint address)
{
  return address >= range->first && address < (guint)range->first + range->count;
}

static gboolean
read_register (const DwSimWorld *world, const DwSimNode *node, guint16 address, guint16 *word)
{
  gboolean mapped = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    mapped = mapped || is_within (&blocks[i], address);
  if (!mapped)
    return FALSE;

  *word = read_bits (node, address);
  for (guint i = 0; i < G_N_ELEMENTS (registers); i++)
    if (is_within (&registers[i].range, address))
      *word = registers[i].read (node, address - registers[i].range.first);
  return TRUE;
}

/* 10 to 3000 mA and 1 to 200 °C; one wrong value refuses the whole write. */
static guint8
write_limits (DwSimNode *node, const DwModbusRequest *request)
{
  guint first = request->address - 0x1033u;

  for (guint i = 0; i < request->count; i++)
    {
      guint16 low = first + i == 0 ? 10 : 1, high = first + i == 0 ? 3000 : 200;

      if (request->words[i] < low || request->words[i] > high)
        return DW_MODBUS_ILLEGAL_VALUE;
    }
  if (!node->faults[DW_SIM_READBACK_STUCK].on)
    memcpy (node->arcm.limits + first, request->words, request->count * sizeof request->words[0]);
  return DW_MODBUS_OK;
}

static void
carry_out (DwSimWorld *world, DwSimNode *node, int address)
{
  DwSimArcm *arcm = &node->arcm;

  if (node->faults[DW_SIM_READBACK_STUCK].on)
    return;
  if (address == arcm->reset_register)
    dw_sim_arcm_reset (world, node);
  else if (address == arcm->silence_register)
    arcm->silenced = TRUE;
  else
    dw_sim_breaker_move (&node->breaker, FALSE, world->now_ms);
}

/* The registers of reset, silence and trip are not public: each device of a scenario names its own, and 1 is the only word they take. */
static guint8
write_command (DwSimWorld *world, DwSimNode *node, const DwModbusRequest *request)
{
  const DwSimArcm *arcm = &node->arcm;
  int address = request->address;

  if (address != arcm->reset_register && address != arcm->silence_register && address != arcm->trip_register)
    return DW_MODBUS_ILLEGAL_ADDRESS;
  if (request->count != 1)
    return DW_MODBUS_ILLEGAL_ADDRESS;
  if (request->words[0] != 1)
    return DW_MODBUS_ILLEGAL_VALUE;

  carry_out (world, node, address);
  return DW_MODBUS_OK;
}

void
dw_sim_arcm_serve (DwSimWorld *world, DwSimNode *node, const DwModbusRequest *request, DwModbusReply *reply)
{
  gboolean limits = request->address >= 0x1033 && request->address + request->count <= 0x1038;

  if (request->function == DW_MODBUS_READ_HOLDING)
    dw_sim_unit_read_words (world, node, request, read_register, reply);
  else if (request->function == DW_MODBUS_WRITE_REGISTERS && limits)
    reply->exception = write_limits (node, request);
  else if (request->function == DW_MODBUS_WRITE_REGISTERS || request->function == DW_MODBUS_WRITE_REGISTER)
    reply->exception = write_command (world, node, request);
  else
    reply->exception = DW_MODBUS_ILLEGAL_FUNCTION;
}
