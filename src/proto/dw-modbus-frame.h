// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-modbus-pdu.h"

G_BEGIN_DECLS

/* Modbus framing, incremental. Feed bytes as they come, take results until NEED_MORE. Pure, no I/O; one thread at a time.
 *
 * Receiver rules kept here: bytes may come one by one or several frames at once; a frame is consumed only when whole and its checksum right;
 * a bad checksum costs one byte and the hunt goes on; an echo of our own request is dropped; a frame that does not answer the outstanding
 * request (unit, function, count, transaction id) is counted and dropped, never taken for a reply; the awaited reply is found at any offset behind noise.
 * The same bytes give the same results however they are cut into feeds. Bytes fed before expect answer nothing.
 * Functions 5 and 6 answer with the bytes of their request: on a line that echoed the last answered request the first such frame is the echo, else it is the reply. */
#define DW_MODBUS_FRAME_MAX 260

typedef enum {
  DW_MODBUS_FRAMING_TCP, /* MBAP header, no CRC */
  DW_MODBUS_FRAMING_RTU, /* address, PDU, CRC: on a serial line or over TCP */
} DwModbusFraming;

typedef enum {
  DW_MODBUS_NEED_MORE,
  DW_MODBUS_REPLY,   /* *reply answers the outstanding request; the request is no longer outstanding */
  DW_MODBUS_DROPPED, /* something was dropped and counted; call again */
} DwModbusResult;

typedef struct
{
  guint64 frames;  /* whole and right: replies, unsolicited and echoes */
  guint64 replies; /* with the exceptions */
  guint64 exceptions;
  guint64 bad_checksum;
  guint64 bad_length;  /* TCP: headers that cannot be, one for each run of noise; replies cut off and begun again */
  guint64 unsolicited; /* well formed, not ours: late replies, wrong unit, wrong transaction */
  guint64 echoes;
  guint64 skipped_bytes; /* in no frame */
} DwModbusCounters;

typedef struct _DwModbusReceiver DwModbusReceiver;

DwModbusReceiver *dw_modbus_receiver_new (DwModbusFraming framing);
void dw_modbus_receiver_free (DwModbusReceiver *self);
/* Forgets buffered bytes and the outstanding request; counters stay. */
void dw_modbus_receiver_reset (DwModbusReceiver *self);
/* The request just sent, with its frame (for echo detection; NULL, 0 when the line cannot echo) and transaction id (TCP). Replaces the one before. */
void dw_modbus_receiver_expect (DwModbusReceiver *self, const DwModbusRequest *request, guint16 transaction, const guint8 *frame, gsize length);
void dw_modbus_receiver_feed (DwModbusReceiver *self, const guint8 *bytes, gsize length);
/* DROPPED: why tells the reason (DwProtoError) when not NULL: MISMATCH an echo or unsolicited (the counters tell which), CHECKSUM, LENGTH, TRUNCATED. */
DwModbusResult dw_modbus_receiver_next (DwModbusReceiver *self, DwModbusReply *reply, DwProtoError *why);
const DwModbusCounters *dw_modbus_receiver_get_counters (const DwModbusReceiver *self);
/* The bytes of the frame that the last REPLY or DROPPED spoke of (a damaged one costs a single byte, but is shown whole); valid until the next call. For frame logs. */
const guint8 *dw_modbus_receiver_get_last_frame (const DwModbusReceiver *self, gsize *length);

/* Request -> whole frame. Returns its length, 0 with DW_PROTO_ERROR_ARGUMENT. transaction is ignored for RTU. */
gsize dw_modbus_frame_request (DwModbusFraming framing, const DwModbusRequest *request, guint16 transaction, guint8 frame[DW_MODBUS_FRAME_MAX], GError **error);
gsize dw_modbus_frame_reply (DwModbusFraming framing, const DwModbusReply *reply, guint16 transaction, guint8 frame[DW_MODBUS_FRAME_MAX], GError **error);

/* One frame of a server's input: TRUE and *used bytes when a whole request stands at the start of the buffer; FALSE without error: more bytes needed;
 * FALSE with error: drop *used bytes and go on; a whole frame with a wrong field has *used > 1 and request->unit and function set, so that a server can answer with an exception. Knows functions 1-6, 15, 16 for RTU lengths; TCP carries any function (request->function set, VALUE error with the header parsed for unknown ones). */
gboolean dw_modbus_frame_take_request (DwModbusFraming framing, const guint8 *bytes, gsize length, DwModbusRequest *request, guint16 *transaction, gsize *used, GError **error);

/* One lone frame, exactly length bytes (dianweictl decode). offset: where it is wrong, may be NULL. request may be NULL. */
gboolean dw_modbus_frame_decode_reply (DwModbusFraming framing, const guint8 *bytes, gsize length, const DwModbusRequest *request, DwModbusReply *reply, gsize *offset, GError **error);

gboolean dw_modbus_frame_decode_request (DwModbusFraming framing, const guint8 *bytes, gsize length, DwModbusRequest *request, gsize *offset, GError **error);

/* Bytes of the reply that answers request, for deadlines. */
gsize dw_modbus_frame_reply_length (DwModbusFraming framing, const DwModbusRequest *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwModbusReceiver, dw_modbus_receiver_free)

G_END_DECLS
