// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-station.h"

G_BEGIN_DECLS

/* A list of schools from a spreadsheet's CSV (dw-csv-read.h): first looked at, then, when the person says so, taken over whole or not at all. Columns are found by their
 * headings, Chinese or English, in any order; an empty cell leaves what is there. A school is known by its name and region. Main thread. */
typedef enum {
  DW_SCHOOL_ADDED,
  DW_SCHOOL_CHANGED,
  DW_SCHOOL_SAME,
  DW_SCHOOL_REFUSED,
  DW_N_SCHOOL_OUTCOMES,
} DwSchoolOutcome;

const char *dw_school_outcome_word (DwSchoolOutcome outcome);  /* "added", "changed", "same", "refused" */
const char *dw_school_outcome_title (DwSchoolOutcome outcome); /* translated */

typedef struct
{
  guint line; /* of the file, from 1 */
  DwSchoolOutcome outcome;
  char *name, *region; /* "" = not said */
  gint64 place_id;     /* 0 = a new school */
  GHashTable *facts;   /* what would be set: char* -> char* */
  GPtrArray *changes;  /* char*: "Phone: 1 → 2" */
  GPtrArray *problems; /* char*: "Line 12, column 电话: …"; why it is refused */
} DwSchoolRow;

typedef struct
{
  const char *encoding;
  char separator;
  GPtrArray *rows;            /* DwSchoolRow, in the order of the file */
  GPtrArray *ignored_columns; /* char*: headings that mean nothing here */
  GPtrArray *new_regions;     /* char*: regions that would be made */
  guint counts[DW_N_SCHOOL_OUTCOMES];
} DwSchoolImport;

/* Looks only. Errors, all naming what and where: the reader's; no heading for the name; a heading twice; no line below the headings (G_IO_ERROR_INVALID_DATA). */
DwSchoolImport *dw_school_import_new (DwStation *station, const char *bytes, gsize length, GError **error);
void dw_school_import_free (DwSchoolImport *self);
/* Takes over what was looked at, in one transaction with its audit lines. DW_DESK_ERROR_DENIED; _INVALID when rows are refused and leave_out_refused is FALSE, or when the
 * places have changed since it was looked at; the store's. Nothing is changed on any error. source: where it comes from, for the audit log. */
gboolean dw_school_import_apply (DwStation *station, const DwPerson *person, const DwSchoolImport *self, gboolean leave_out_refused, const char *source, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwSchoolImport, dw_school_import_free)

G_END_DECLS
