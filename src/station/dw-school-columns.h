// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-csv-read.h"

G_BEGIN_DECLS

/* What the columns of a list of schools mean, by their headings. Pure. */
typedef enum {
  DW_SCHOOL_COLUMN_NAME,
  DW_SCHOOL_COLUMN_REGION,
  DW_SCHOOL_COLUMN_ADDRESS, /* from here to NOTE: facts of dw-place-fact.h */
  DW_SCHOOL_COLUMN_CONTACT,
  DW_SCHOOL_COLUMN_PHONE,
  DW_SCHOOL_COLUMN_EMERGENCY_PHONE,
  DW_SCHOOL_COLUMN_AREA,
  DW_SCHOOL_COLUMN_TYPE,
  DW_SCHOOL_COLUMN_SUPPLIER,
  DW_SCHOOL_COLUMN_COMMISSIONED,
  DW_SCHOOL_COLUMN_CONTRACT_END,
  DW_SCHOOL_COLUMN_NOTE,
  DW_SCHOOL_COLUMN_LATITUDE,
  DW_SCHOOL_COLUMN_LONGITUDE,
  DW_SCHOOL_COLUMN_GRID,
  DW_N_SCHOOL_COLUMNS,
} DwSchoolColumn;

typedef struct
{
  int at[DW_N_SCHOOL_COLUMNS]; /* column of the file, -1 = not there */
  guint n_columns;             /* headings */
} DwSchoolColumns;

/* Key of the fact that a column is; NULL for name, region and grid. */
const char *dw_school_column_fact (DwSchoolColumn column);
/* FALSE with G_IO_ERROR_INVALID_DATA: no column of names, or two that mean the same. ignored gets the headings (char*, new) that mean nothing. */
gboolean dw_school_columns_read (DwSchoolColumns *self, const DwCsvRow *headings, GPtrArray *ignored, GError **error);
/* The cell as it stands there, "" when there is no such column. Borrowed. */
const char *dw_school_columns_get (const DwSchoolColumns *self, const DwCsvRow *row, DwSchoolColumn column);

G_END_DECLS
