// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sim-wire.h"

#include "dw-sim-unit.h"

/* See the header. A Modbus TCP gateway answers for a unit that it does not have with exception 0BH; behind an RTU line there is only silence. */

#define PIECE_GAP_MS 20

/* The fault of the device, else that of its gateway; NULL when neither is on. */
static DwSimFaultState *
find_fault (DwSimGateway *gateway, DwSimNode *node, DwSimFaultId id)
{
  if (node != NULL && node->faults[id].on)
    return &node->faults[id];
  return gateway->faults[id].on ? &gateway->faults[id] : NULL;
}

static void
append (DwSimAnswer *answer, const guint8 *bytes, gsize length)
{
  gsize room = DW_SIM_ANSWER_MAX - answer->length;
  gsize taken = MIN (room, length);

  memcpy (answer->bytes + answer->length, bytes, taken);
  answer->length += taken;
}

/* Noise of a line. Never 0 nor the unit's own address, which would look like the head of a frame. */
static void
append_garbage (DwSimWorld *world, DwSimAnswer *answer, const DwSimFaultState *fault, guint8 unit)
{
  for (int i = 0; i < (int)fault->value; i++)
    {
      guint8 byte = (guint8)(0xf0 | g_rand_int_range (world->rand, 0, 16));

      byte = byte == unit ? 0xe7 : byte;
      append (answer, &byte, 1);
    }
}

static void
cut_into_pieces (DwSimAnswer *answer, guint n_pieces)
{
  gsize left = answer->length;

  answer->n_pieces = CLAMP (n_pieces, 1, DW_SIM_PIECES_MAX);
  answer->piece_gap_ms = PIECE_GAP_MS;
  for (guint i = 0; i < answer->n_pieces; i++)
    {
      gsize share = i + 1 == answer->n_pieces ? left : MIN (left, MAX (answer->length / answer->n_pieces, 1));

      answer->piece_length[i] = share;
      left -= share;
    }
}

static void
delay_answer (DwSimGateway *gateway, DwSimAnswer *answer)
{
  DwSimFaultState *slow = find_fault (gateway, answer->node, DW_SIM_SLOW_ANSWERS);
  DwSimFaultState *late = find_fault (gateway, answer->node, DW_SIM_LATE_REPLY);

  answer->delay_ms = gateway->delay_ms;
  if (slow != NULL)
    answer->delay_ms += (int)slow->value;
  if (late != NULL && late->turns++ % 2 == 0)
    {
      answer->delay_ms += (int)late->value;
      answer->aside = TRUE;
    }
}

static void
frame_answer (DwSimWorld *world, DwSimGateway *gateway, const DwModbusReply *reply, guint16 transaction, const guint8 *request_frame, gsize request_length, DwSimAnswer *answer)
{
  DwSimFaultState *pieces = find_fault (gateway, answer->node, DW_SIM_HALF_FRAMES);
  DwSimFaultState *garbage = find_fault (gateway, answer->node, DW_SIM_GARBAGE_BYTES);
  DwModbusReply sent = *reply;
  guint8 frame[DW_MODBUS_FRAME_MAX];

  if (find_fault (gateway, answer->node, DW_SIM_WRONG_TRANSACTION) != NULL)
    {
      transaction++;
      if (gateway->rtu) /* RTU has no transactions: the wrong unit speaks. */
        sent.unit = reply->unit == 247 ? 1 : reply->unit + 1;
    }
  gsize length = dw_modbus_frame_reply (gateway->rtu ? DW_MODBUS_FRAMING_RTU : DW_MODBUS_FRAMING_TCP, &sent, transaction, frame, NULL);

  if (find_fault (gateway, answer->node, DW_SIM_ECHO) != NULL)
    append (answer, request_frame, request_length);
  if (garbage != NULL)
    append_garbage (world, answer, garbage, reply->unit);
  append (answer, frame, length);
  cut_into_pieces (answer, pieces != NULL ? (guint)pieces->value : 1);
  delay_answer (gateway, answer);
  answer->exception = reply->exception;
}

static void
make_exception (const DwModbusRequest *request, guint8 exception, DwModbusReply *reply)
{
  memset (reply, 0, sizeof *reply);
  reply->unit = request->unit;
  reply->function = request->function;
  reply->exception = exception;
}

/* What the unit (or the gateway for it) says; refusal is the exception of a request that makes no sense, 0 for one that does. FALSE: nothing. */
static gboolean
make_reply (DwSimWorld *world, DwSimGateway *gateway, const DwModbusRequest *request, guint8 refusal, DwModbusReply *reply)
{
  DwSimNode *node = gateway->units[request->unit];
  const DwSimFaultState *silent = node != NULL ? &node->faults[DW_SIM_DEVICE_SILENT] : NULL;

  if (gateway->faults[DW_SIM_GATEWAY_SILENT].on || (node == NULL && gateway->rtu))
    return FALSE;
  if (silent != NULL && silent->on && silent->value < 1.0)
    return FALSE;

  if (node == NULL)
    make_exception (request, DW_MODBUS_GATEWAY_SILENT, reply);
  else if (silent->on)
    make_exception (request, (guint8)silent->value, reply);
  else if (refusal != 0)
    make_exception (request, refusal, reply);
  else
    dw_sim_unit_serve (world, node, request, reply);
  return TRUE;
}

void
dw_sim_wire_answer (DwSimWorld *world, DwSimGateway *gateway, const DwModbusRequest *request, guint16 transaction, const guint8 *frame, gsize length, DwSimAnswer *answer)
{
  DwModbusReply reply;

  memset (answer, 0, sizeof *answer);
  answer->node = gateway->units[request->unit];
  if (make_reply (world, gateway, request, 0, &reply))
    frame_answer (world, gateway, &reply, transaction, frame, length, answer);
}

void
dw_sim_wire_refuse (DwSimWorld *world, DwSimGateway *gateway, const DwModbusRequest *request, guint16 transaction, const guint8 *frame, gsize length, DwSimAnswer *answer)
{
  gboolean known = (request->function >= DW_MODBUS_READ_COILS && request->function <= DW_MODBUS_WRITE_REGISTER) ||
                   request->function == DW_MODBUS_WRITE_COILS || request->function == DW_MODBUS_WRITE_REGISTERS;
  DwModbusReply reply;

  memset (answer, 0, sizeof *answer);
  answer->node = gateway->units[request->unit];
  if (make_reply (world, gateway, request, known ? DW_MODBUS_ILLEGAL_VALUE : DW_MODBUS_ILLEGAL_FUNCTION, &reply))
    frame_answer (world, gateway, &reply, transaction, frame, length, answer);
}
