// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

/* Published and constructed exchanges of real device maps, as RTU frames. */
typedef struct
{
  const char *says;
  const char *request;
  const char *reply;
} GoldenExchange;

static const GoldenExchange golden_exchanges[] = {
  { "arcm300-block-a", "01 03 10 00 00 2A C0 D5",
    "01 03 54 00 1E 00 10 00 00 00 01 00 00 02 82 01 81 01 9C FF C9 F8 30 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 "
    "02 77 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 00 02 94 35" },
  { "arcm300-block-b", "01 03 12 04 00 1A 80 B8",
    "01 03 34 09 0A 08 F1 08 FD 0F A8 0F 96 0F 8A 00 00 00 00 00 00 01 00 09 C4 09 C4 09 C4 07 08 07 08 07 08 30 39 02 A6 00 00 00 00 00 00 00 00 00 01 75 30 "
    "75 30 75 30 F1 18" },
  { "arcm300-thresholds", "01 03 10 33 00 05 71 06", "01 03 0A 02 58 00 50 00 5A 00 64 00 78 57 4A" },
  { "arcm300-set-thresholds", "01 10 10 33 00 05 0A 02 58 00 50 00 5A 00 64 00 78 51 3B", "01 10 10 33 00 05 F4 C5" },
  { "lx47le-close", "01 06 00 0D FF 00 59 F9", "01 06 00 0D FF 00 59 F9" },
  { "lx47le-open", "01 06 00 0D 00 00 18 09", "01 06 00 0D 00 00 18 09" },
  { "lx47le-close-by-coil", "01 05 00 00 FF 00 8C 3A", "01 05 00 00 FF 00 8C 3A" },
  { "lx47le-open-by-coil", "01 05 00 00 00 00 CD CA", "01 05 00 00 00 00 CD CA" },
  { "adl400-current", "01 03 00 64 00 01 C5 D5", "01 03 02 03 B2 38 C1" },
  { "ddsy1352-trip", "01 10 00 57 00 02 04 00 01 00 01 27 75", "01 10 00 57 00 02 F0 18" },
  { "ddsy1352-close", "01 10 00 57 00 02 04 00 01 00 00 E6 B5", "01 10 00 57 00 02 F0 18" },
  { "dtsu666-voltage", "01 03 20 06 00 02 2F CA", "01 03 04 45 0F E0 00 96 FC" },
  { "sdm630-voltage", "01 04 00 00 00 02 71 CB", "01 04 04 43 66 33 33 5A FA" },
};

/* Requests whose replies are not published. */
static const char *const golden_requests[] = {
  "01 03 13 00 00 02 C0 8F",
  "01 04 00 00 00 28 F0 14",
  "01 03 00 00 00 02 C4 0B",
};
