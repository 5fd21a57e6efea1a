// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-modbus-frame.h"

G_BEGIN_DECLS

typedef enum {
  DW_CTL_FRAME_WRONG,
  DW_CTL_FRAME_REQUEST,
  DW_CTL_FRAME_REPLY,
} DwCtlFrameKind;

/* One frame of a row of bytes. */
typedef struct
{
  DwCtlFrameKind kind;
  const guint8 *bytes; /* borrowed */
  gsize length;
  gsize offset;            /* WRONG: which byte of it */
  DwProtoError reason;     /* WRONG */
  DwModbusRequest request; /* REQUEST; REPLY: the request before that it answers, function 0 when there is none */
  DwModbusReply reply;
} DwCtlFrame;

/* Takes the frame at the start of the bytes, which are not none. before: the frame taken before it, or NULL. */
void dw_ctl_frame_take (DwModbusFraming framing, const guint8 *bytes, gsize length, const DwCtlFrame *before, DwCtlFrame *frame);

G_END_DECLS
