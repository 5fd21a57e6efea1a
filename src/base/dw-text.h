// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text for people: numbers with fixed decimals, ages, times. All functions return new strings; all are pure. */

/* Fixed decimals, U+2212 as minus, a narrow no-break space (U+202F) between thousands from five digits on. NaN gives "—". */
char *dw_text_number (double value, int decimals);
/* "n s" below 60 s, "n min" below 120 min, "n h" below 48 h, else "n 天"/"n d" (translated). Negative ages count as 0. */
char *dw_text_age (gint64 age_ms);
/* mm:ss to 99:59, then "h h min". For the alarm bar. */
char *dw_text_duration_clock (gint64 duration_ms);
/* Local time, "YYYY-MM-DD HH:MM:SS" (full) · "MM-DD HH:MM:SS" · "HH:MM:SS". */
char *dw_text_time_full (gint64 wall_ms);
char *dw_text_time_short (gint64 wall_ms);
char *dw_text_time_of_day (gint64 wall_ms);
/* UTC, ISO 8601 with milliseconds and Z. For files and protocols. */
char *dw_text_time_iso (gint64 wall_ms);
/* Upper-case hex with single spaces. */
char *dw_text_hex (const guint8 *bytes, gsize length);
/* Reads hex with or without spaces, "0x" and line breaks; NULL with error (G_IO_ERROR_INVALID_ARGUMENT naming the offset) when odd or foreign. */
GByteArray *dw_text_parse_hex (const char *text, GError **error);

G_END_DECLS
