// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-history-bits.h"

G_BEGIN_DECLS

/* Parts of a blob that are checked by themselves, and runs of numbers behind their length. Pure, any thread. */
#define DW_HISTORY_CRC_BYTES 4

/* Appends the bytes and their CRC-32, little endian. */
void dw_history_put_checked (GByteArray *out, const GByteArray *part);
/* The next length bytes and their CRC-32 off the reader; a bad reader when they do not agree. */
DwByteReader dw_history_take_checked (DwByteReader *reader, guint64 length);
/* A run of numbers (dw-history-codec.h) behind its length in bytes. */
void dw_history_put_run (GByteArray *out, const gint64 *numbers, guint n, gint64 step);
gboolean dw_history_take_run (DwByteReader *reader, gint64 *numbers, guint n);

G_END_DECLS
