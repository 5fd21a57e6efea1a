// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The rates of time-of-use tariffs (尖峰平谷), the dearest first. Any thread. */
typedef enum {
  DW_RATE_SHARP,
  DW_RATE_PEAK,
  DW_RATE_FLAT,
  DW_RATE_VALLEY,
  DW_RATE_DEEP_VALLEY,
  DW_N_RATES,
} DwRate;

/* "sharp", "peak", "flat", "valley", "deep-valley". */
const char *dw_rate_word (DwRate rate);
gboolean dw_rate_from_word (const char *word, DwRate *rate);
const char *dw_rate_title (DwRate rate); /* translated: 尖 峰 平 谷 深谷 */

G_END_DECLS
