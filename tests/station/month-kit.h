// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <sqlite3.h>

#include "dw-clock.h"
#include "dw-person.h"
#include "dw-station.h"

/* A station on a folder with random regions, schools, circuits, devices and lines (printed seed), several people with different scopes, and a second look at its tables. The clock is fake, the
 * zone is Shanghai (UTC+8, no daylight saving); the times were computed with Python's datetime. */

#define KIT_MARCH_MS G_GINT64_CONSTANT (1740758400000)      /* 2025-03-01 00:00 */
#define KIT_APRIL_MS G_GINT64_CONSTANT (1743436800000)      /* 2025-04-01 00:00 */
#define KIT_APRIL_SAME_MS G_GINT64_CONSTANT (1745116200000) /* 2025-04-20 10:30 */
#define KIT_MAY_MS G_GINT64_CONSTANT (1746028800000)        /* 2025-05-01 00:00 */
#define KIT_NOW_MS G_GINT64_CONSTANT (1747708200000)        /* 2025-05-20 10:30 */

#define MONTH_KIT_N_PEOPLE 5

typedef struct
{
  char *dir;
  DwClock *clock;
  DwStation *station;
  sqlite3 *db; /* a second look at the same file */
  GTimeZone *zone;
  GArray *places; /* gint64 ids of every place */
} MonthKit;

typedef struct
{
  const char *id;
  DwRole role;
  const char *scope_sql; /* ids of the scope; NULL = no limit */
} MonthKitPerson;

extern const MonthKitPerson month_kit_people[MONTH_KIT_N_PEOPLE];

/* For g_test_add. */
void month_kit_set_up (MonthKit *self, gconstpointer data);
void month_kit_tear_down (MonthKit *self, gconstpointer data);
