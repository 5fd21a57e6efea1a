// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-store.h"

G_BEGIN_DECLS

/* The way of alarms, events and audit lines to the disk. Lines given during one turn of the main loop leave as one transaction; a line is reported as stored
 * only after its sync. A write that fails is kept, tried again every second, and reported as a fault until it succeeds: nothing is dropped. Main thread. */
typedef struct _DwJournal DwJournal;

typedef void (*DwJournalStored) (const DwAlarmRecord *record, const DwEventRecord *event, gpointer data);
/* problem NULL: writing works again. */
typedef void (*DwJournalFault) (const char *problem, gpointer data);

DwJournal *dw_journal_new (DwStore *store, DwJournalStored stored, DwJournalFault fault, gpointer data);
/* Writes what is left, blocking; callbacks are not called any more. */
void dw_journal_free (DwJournal *self);
/* Copies what it gets; record or event may be NULL. */
void dw_journal_add (DwJournal *self, const DwAlarmRecord *record, const DwEventRecord *event);
void dw_journal_add_audit (DwJournal *self, DwAuditRow *row); /* takes row */
/* Calls func on the main thread when everything added so far is on disk (ok TRUE), or at once with FALSE when writing is failing now. */
typedef void (*DwJournalSynced) (gboolean ok, gpointer data);
void dw_journal_when_synced (DwJournal *self, DwJournalSynced func, gpointer data);
guint dw_journal_get_length (DwJournal *self);

G_END_DECLS
