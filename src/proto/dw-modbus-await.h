// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-modbus-frame.h"

G_BEGIN_DECLS

/* Private to the receiver: what the outstanding request makes us look for. */
typedef enum {
  DW_MODBUS_AWAIT_REPLY,
  DW_MODBUS_AWAIT_EXCEPTION,
  DW_MODBUS_AWAIT_ECHO,
} DwModbusAwaitKind;
#define DW_MODBUS_AWAIT_KINDS 3

/* A frame of known length that begins with known bytes. */
typedef struct
{
  const guint8 *bytes; /* points into the same DwModbusAwait */
  gsize length;
  gsize frame_length; /* 0: not looked for */
} DwModbusPattern;

typedef struct
{
  DwModbusFraming framing;
  gboolean active;
  DwModbusRequest request;
  DwModbusPattern patterns[DW_MODBUS_AWAIT_KINDS];
  guint8 reply_start[12];
  guint8 exception_start[8];
  guint8 frame[DW_MODBUS_FRAME_MAX];
  gboolean line_echoes; /* the last request that was answered was echoed before */
  gboolean echo_seen;
} DwModbusAwait;

void dw_modbus_await_set (DwModbusAwait *self, const DwModbusRequest *request, guint16 transaction, const guint8 *frame, gsize length);
/* The request got its reply, normal or exception. */
void dw_modbus_await_done (DwModbusAwait *self);
void dw_modbus_await_note_echo (DwModbusAwait *self);
/* Do the available bytes begin like the pattern, as far as they go? FALSE when it is not looked for. */
gboolean dw_modbus_pattern_fits (const DwModbusPattern *pattern, const guint8 *bytes, gsize available);
/* Is the whole frame at bytes, which begins like the pattern, what it seems to be? */
gboolean dw_modbus_await_is_sound (const DwModbusAwait *self, DwModbusAwaitKind kind, const guint8 *bytes);

G_END_DECLS
