// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-clock.h"
#include "dw-month-figures.h"

G_BEGIN_DECLS

/* The figures of the overview from a station's folder, which is only looked at: no lock, also while a station works on it. For dianweictl overview. Blocking; one thread. */
typedef struct _DwMonthReader DwMonthReader;

/* Errors: the store's. G_IO_ERROR_NOT_FOUND when the folder holds no data. */
DwMonthReader *dw_month_reader_open (const char *dir, DwClock *clock, GError **error);
void dw_month_reader_close (DwMonthReader *self);

typedef struct
{
  gint64 place_id;       /* 0 = everything */
  const char *person_id; /* whose scope counts; NULL = no limit */
  gint64 month_ms;       /* any time of the local month */
  gint64 now_ms;
  GTimeZone *zone;
} DwMonthReaderQuestion;

/* Errors: the store's; G_IO_ERROR_NOT_FOUND naming the place or the person that is not set up. */
DwMonthFigures *dw_month_reader_count (DwMonthReader *self, const DwMonthReaderQuestion *question, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwMonthReader, dw_month_reader_close)

G_END_DECLS
