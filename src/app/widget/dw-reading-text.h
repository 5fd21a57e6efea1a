// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-device.h"

G_BEGIN_DECLS

/* A reading as a person must see it: digits, quality, age, in one place for every widget (design table 6.1). Pure. */
typedef struct
{
  char digits[48];   /* "228.4", "＜ 10", "Closed", "—" */
  DwQuality quality; /* at that moment: good turns to old by itself */
  gint64 age_ms;     /* -1 = never received */
} DwReadingText;

/* The quality alone, as a person must see it at that moment. */
DwQuality dw_reading_see_quality (DwDevice *device, const DwChannel *channel, gint64 now_ms);
/* channel may be NULL: "—" of quality NONE. */
void dw_reading_text_make (DwDevice *device, const DwChannel *channel, gint64 now_ms, DwReadingText *text);
/* Words for tooltip and screen reader: "Good, 3 s ago", "Old, last at 14:14:05", "Sensor fault". New string. */
char *dw_reading_text_describe (const DwReadingText *text, gint64 time_ms);
/* "2.1 A", "Closed": with the unit when there are digits. New string. */
char *dw_reading_text_with_unit (const DwReadingText *text, const DwChannel *channel);
/* The value may be shown as if it were live. */
gboolean dw_quality_is_fresh (DwQuality quality);

/* The name a person gave the point, else its title. New string. */
char *dw_channel_title (const DwChannel *channel);
/* Words of a switched point: "Closed", "Open", "Active" … "" for measured ones. */
const char *dw_channel_state_word (const DwChannel *channel, double value);

G_END_DECLS
