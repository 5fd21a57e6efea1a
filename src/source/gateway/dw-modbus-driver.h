// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-frame-log.h"
#include "dw-link.h"

G_BEGIN_DECLS

/* One request and its reply over an open link, with every rule of a careful receiver: one request in flight, only the matching reply counts,
 * after a time-out the line is left alone until it is silent. One thread. */
typedef enum {
  DW_EXCHANGE_OK,
  DW_EXCHANGE_EXCEPTION,  /* the device is there and refuses: reply->exception */
  DW_EXCHANGE_SILENT,     /* no answer in time, or the gateway says that the device gave none (exceptions 0AH, 0BH) */
  DW_EXCHANGE_GARBLED,    /* no answer in time, but bytes that were no frames; the link may be closed for that (dw_modbus_driver_is_distrusted) */
  DW_EXCHANGE_IMPOSSIBLE, /* such a request cannot be written in the protocol: a fault of the profile; nothing was sent */
  DW_EXCHANGE_LOST,       /* the link is closed */
} DwExchange;

typedef struct
{
  guint64 requests, replies, timeouts, exceptions, bad_frames, unsolicited, echoes, bytes_sent, bytes_received;
  int delay_ms; /* smoothed time from request to reply */
} DwDriverCounters;

typedef struct _DwModbusDriver DwModbusDriver;

/* link and log are borrowed. log may be NULL. timeout_ms: per request; pause_ms: least silence between a reply and the next request. */
DwModbusDriver *dw_modbus_driver_new (DwModbusFraming framing, DwLink *link, DwClock *clock, DwFrameLog *log, int timeout_ms, int pause_ms);
void dw_modbus_driver_free (DwModbusDriver *self);
/* With the settings of a configuration. timeout_ms 0 there means: what the unit's profile says (dw_modbus_driver_set_timeout), else 500,
 * and on RTU the line time of the reply besides. */
DwModbusDriver *dw_modbus_driver_new_for_config (const DwGatewayConfig *config, DwLink *link, DwClock *clock, DwFrameLog *log);

/* For a unit, when the configuration leaves it open. */
void dw_modbus_driver_set_timeout (DwModbusDriver *self, guint8 unit, int timeout_ms);

/* On RTU without transaction ids a late reply looks like the reply to the next request of equal length. The fence is a read with a length of its own:
 * after a time-out of the unit it goes out first, and only when it was answered the next read is sent. count 0: no fence. */
void dw_modbus_driver_set_fence (DwModbusDriver *self, guint8 unit, guint8 function, guint16 address, guint16 count);

/* reply is filled for OK and EXCEPTION. */
DwExchange dw_modbus_driver_exchange (DwModbusDriver *self, const DwModbusRequest *request, DwModbusReply *reply);
/* A read with its values as words; bits become one word each. words holds count entries and is filled for OK. exception may be NULL; 0 = none. */
DwExchange dw_modbus_driver_read (DwModbusDriver *self, guint8 unit, guint8 function, guint16 address, guint16 count, guint16 *words, guint8 *exception);

/* After dw_link_open: forgets half frames of the old connection. */
void dw_modbus_driver_reset (DwModbusDriver *self);
/* Closes the link because what comes over it cannot be trusted. The driver does this by itself when a stream lost its frame boundaries or never
 * falls silent. is_distrusted tells such a close from one by the other side, until the reset. */
void dw_modbus_driver_distrust (DwModbusDriver *self);
gboolean dw_modbus_driver_is_distrusted (const DwModbusDriver *self);
gboolean dw_modbus_driver_is_open (const DwModbusDriver *self);
DwDriverCounters dw_modbus_driver_get_counters (const DwModbusDriver *self);
/* The frame sent last and the reply it got (length 0 = none). Valid until the next exchange. For the log of a command. */
const guint8 *dw_modbus_driver_get_last_sent (const DwModbusDriver *self, gsize *length);
const guint8 *dw_modbus_driver_get_last_reply (const DwModbusDriver *self, gsize *length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwModbusDriver, dw_modbus_driver_free)

G_END_DECLS
