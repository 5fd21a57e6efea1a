// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What can be wrong with bytes. Each code is something the caller does differently. */
typedef enum {
  DW_PROTO_ERROR_ARGUMENT,  /* the request itself is impossible (too many registers): a programming or configuration fault */
  DW_PROTO_ERROR_TRUNCATED, /* ends before its own length says */
  DW_PROTO_ERROR_CHECKSUM,
  DW_PROTO_ERROR_LENGTH,    /* a length field that cannot be */
  DW_PROTO_ERROR_MISMATCH,  /* well formed, but not the answer to this request */
  DW_PROTO_ERROR_EXCEPTION, /* the device refuses */
  DW_PROTO_ERROR_VALUE,     /* a field has no meaning */
} DwProtoError;

#define DW_PROTO_ERROR (dw_proto_error_quark ())
GQuark dw_proto_error_quark (void);
/* "argument", "truncated", "checksum", "length", "mismatch", "exception", "value": kept stable, printed by dianweictl. */
const char *dw_proto_error_word (DwProtoError code);

G_END_DECLS
