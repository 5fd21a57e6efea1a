// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-history-bits.h"

G_BEGIN_DECLS

/* Runs of whole numbers as few bytes, and back. Lossless for every gint64. Pure, any thread. */

/* Appends the numbers to out. step: what neighbours usually differ by when it is known (the period of times), else 0. How many they are is not written. */
void dw_history_codec_encode (GByteArray *out, const gint64 *numbers, guint n, gint64 step);
/* Takes n numbers off the reader, which must end with them. FALSE when the bytes make no sense. */
gboolean dw_history_codec_decode (DwByteReader *bytes, gint64 *numbers, guint n);

G_END_DECLS
