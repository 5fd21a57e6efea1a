// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-proto-error.h"

/* The words are part of what dianweictl prints: never change one. */

static const char *const words[] = {
  [DW_PROTO_ERROR_ARGUMENT] = "argument",
  [DW_PROTO_ERROR_TRUNCATED] = "truncated",
  [DW_PROTO_ERROR_CHECKSUM] = "checksum",
  [DW_PROTO_ERROR_LENGTH] = "length",
  [DW_PROTO_ERROR_MISMATCH] = "mismatch",
  [DW_PROTO_ERROR_EXCEPTION] = "exception",
  [DW_PROTO_ERROR_VALUE] = "value",
};

G_DEFINE_QUARK (dw - proto - error - quark, dw_proto_error)

const char *
dw_proto_error_word (DwProtoError code)
{
  g_return_val_if_fail ((guint)code < G_N_ELEMENTS (words), "value");

  return words[code];
}
