// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-gateway-source.h"

G_BEGIN_DECLS

/* The last 500 frames of one connection. Adding copies the bytes and nothing else; hex and words are made when somebody looks. Any thread. */
#define DW_FRAME_LOG_LENGTH 500

typedef enum {
  DW_FRAME_SENT,
  DW_FRAME_REPLY,
  DW_FRAME_DROPPED, /* well formed or not: why says it */
  DW_FRAME_LATE,    /* came after the time-out and was thrown away */
} DwFrameKind;

typedef struct _DwFrameLog DwFrameLog;

DwFrameLog *dw_frame_log_new (DwModbusFraming framing);
void dw_frame_log_free (DwFrameLog *self);
/* why: only for DROPPED. Bytes beyond DW_MODBUS_FRAME_MAX are cut off. */
void dw_frame_log_add (DwFrameLog *self, gint64 time_ms, DwFrameKind kind, DwProtoError why, const guint8 *bytes, gsize length);
/* Newest last; array of DwFrameLine. */
GPtrArray *dw_frame_log_list (DwFrameLog *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwFrameLog, dw_frame_log_free)

G_END_DECLS
