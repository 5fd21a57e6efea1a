// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-modbus-frame.h"
#include "dw-sim-world.h"

G_BEGIN_DECLS

/* One request in, the bytes and their timing out. Does to the bytes what the faults of gateway and device ask for. No sockets in here. */
#define DW_SIM_ANSWER_MAX 1024
#define DW_SIM_PIECES_MAX 20

typedef struct
{
  guint8 bytes[DW_SIM_ANSWER_MAX];
  gsize length;                          /* 0: silence */
  gsize piece_length[DW_SIM_PIECES_MAX]; /* sent one after the other, piece_gap_ms apart */
  guint n_pieces;
  int piece_gap_ms;
  int delay_ms;    /* of the device and its line, before the first piece */
  gboolean aside;  /* a late answer: the bus does not wait for it */
  DwSimNode *node; /* who answered, NULL for nobody */
  guint8 exception;
} DwSimAnswer;

/* frame: the request as it came, for echoes. */
void dw_sim_wire_answer (DwSimWorld *world, DwSimGateway *gateway, const DwModbusRequest *request, guint16 transaction, const guint8 *frame, gsize length, DwSimAnswer *answer);
/* The answer to a whole frame that makes no sense: exception 1 for a function that nobody knows, else 3. */
void dw_sim_wire_refuse (DwSimWorld *world, DwSimGateway *gateway, const DwModbusRequest *request, guint16 transaction, const guint8 *frame, gsize length, DwSimAnswer *answer);

G_END_DECLS
