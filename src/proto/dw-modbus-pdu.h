// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-proto-error.h"

G_BEGIN_DECLS

/* Modbus application protocol: requests, replies, exceptions <-> PDU bytes. Pure; any thread.
 * Limits of the protocol: 125 registers a read, 123 a write, 2000 bits a read, 1968 bits a write, PDU 253 bytes. */
#define DW_MODBUS_PDU_MAX 253
#define DW_MODBUS_READ_MAX 125
#define DW_MODBUS_WRITE_MAX 123
#define DW_MODBUS_BITS_MAX 2000
#define DW_MODBUS_BITS_WRITE_MAX 1968

typedef enum {
  DW_MODBUS_READ_COILS = 1,
  DW_MODBUS_READ_DISCRETE = 2,
  DW_MODBUS_READ_HOLDING = 3,
  DW_MODBUS_READ_INPUT = 4,
  DW_MODBUS_WRITE_COIL = 5,
  DW_MODBUS_WRITE_REGISTER = 6,
  DW_MODBUS_WRITE_COILS = 15,
  DW_MODBUS_WRITE_REGISTERS = 16,
} DwModbusFunction;

typedef enum {
  DW_MODBUS_OK = 0,
  DW_MODBUS_ILLEGAL_FUNCTION = 1,
  DW_MODBUS_ILLEGAL_ADDRESS = 2,
  DW_MODBUS_ILLEGAL_VALUE = 3,
  DW_MODBUS_DEVICE_FAILURE = 4,
  DW_MODBUS_ACKNOWLEDGE = 5,
  DW_MODBUS_BUSY = 6,
  DW_MODBUS_GATEWAY_PATH = 10,
  DW_MODBUS_GATEWAY_SILENT = 11, /* the device behind the gateway is silent: a time-out of that device */
} DwModbusException;

typedef struct
{
  guint8 unit;
  guint8 function;                                 /* DwModbusFunction */
  guint16 address;                                 /* 0-based, as sent */
  guint16 count;                                   /* registers or bits; 1 for functions 5 and 6 */
  guint16 words[DW_MODBUS_WRITE_MAX];              /* functions 6, 16; function 5: words[0] FF00 or 0000 */
  guint8 bits[(DW_MODBUS_BITS_WRITE_MAX + 7) / 8]; /* function 15, first bit = bit 0 of byte 0 */
} DwModbusRequest;

typedef struct
{
  guint8 unit;
  guint8 function;                   /* without the 80H of an exception */
  guint8 exception;                  /* DwModbusException, 0 = normal */
  guint16 address;                   /* writes: echoed; reads: copied from the request when known */
  guint16 count;                     /* registers or bits */
  guint16 words[DW_MODBUS_READ_MAX]; /* functions 3, 4; 6: the echoed value; 5: FF00 or 0000 */
  guint8 bits[DW_MODBUS_BITS_MAX / 8];
} DwModbusReply;

/* Where and how a frame or PDU is wrong: the same as a GError, but without an allocation, for code that meets wrong bytes all day. */
typedef struct
{
  DwProtoError code;
  gsize offset;
} DwModbusFault;

/* Request -> PDU. Returns its length, 0 with DW_PROTO_ERROR_ARGUMENT. */
gsize dw_modbus_request_encode (const DwModbusRequest *request, guint8 pdu[DW_MODBUS_PDU_MAX], GError **error);
/* PDU -> request, for servers. TRUNCATED, LENGTH or VALUE. request->unit is left alone. */
gboolean dw_modbus_request_decode (const guint8 *pdu, gsize length, DwModbusRequest *request, GError **error);
/* Reply -> PDU, for servers. reply->exception makes an exception. */
gsize dw_modbus_reply_encode (const DwModbusReply *reply, guint8 pdu[DW_MODBUS_PDU_MAX], GError **error);
/* PDU -> reply. With request NULL only the reply's own structure is checked (a decode of a lone frame).
 * An exception reply is TRUE with reply->exception set. MISMATCH when it does not answer the request. */
gboolean dw_modbus_reply_decode (const guint8 *pdu, gsize length, const DwModbusRequest *request, DwModbusReply *reply, GError **error);

/* As the two decoders above, without GError. reply->unit is the request's, or 0. */
gboolean dw_modbus_request_parse (const guint8 *pdu, gsize length, DwModbusRequest *request, DwModbusFault *fault);
gboolean dw_modbus_reply_parse (const guint8 *pdu, gsize length, const DwModbusRequest *request, DwModbusReply *reply, DwModbusFault *fault);
void dw_modbus_fault_to_error (const DwModbusFault *fault, GError **error);

/* "illegal address", ... for people and logs. */
const char *dw_modbus_exception_text (guint8 exception);

G_END_DECLS
