// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

#include "dw-history-frame.h"

G_BEGIN_DECLS

/* history/samples.journal: what was appended and is not sealed yet, in a file of its own that is only ever added to: one write and one sync for each append, without the
 * pages that a database would write for it. When most of it is sealed the writer begins it anew with what is still open; the new file takes the place of the old one at once
 * (rename), so a reader has the one or the other. Blocking; not thread-safe: the writer's lock, or the model lock of a reader, is held. */
typedef struct _DwHistoryJournal DwHistoryJournal;

/* path: of the file, which need not be there. */
DwHistoryJournal *dw_history_journal_new (const char *path);
/* A writer that has begun leaves the end and gives unused room back. */
void dw_history_journal_free (DwHistoryJournal *self);

/* --- reading --- */
/* The whole file as it is now; empty when there is none. */
gboolean dw_history_journal_load (DwHistoryJournal *self, GError **error);
void dw_history_journal_unload (DwHistoryJournal *self);
/* There is more in the file, or another file, than what was loaded last. */
gboolean dw_history_journal_has_changed (const DwHistoryJournal *self);

/* What the loaded file says. */
typedef struct
{
  void (*begin) (const DwHistoryJournalHead *head, gpointer data); /* unless the head is damaged */
  void (*row) (const guint8 *records, gsize length, gpointer data);
  void (*lost) (const char *problem, gpointer data); /* once at each place: rows before the next one are missing; problem is translated. Of another history's journal nothing else comes. */
} DwHistoryJournalReader;
void dw_history_journal_walk (const DwHistoryJournal *self, guint64 owner, const DwHistoryJournalReader *reader, gpointer data);

/* --- writing: after dw_history_journal_renew --- */
/* Begins the file anew with these frames' records: array of GByteArray. On failure the old file is still the one. */
gboolean dw_history_journal_renew (DwHistoryJournal *self, const DwHistoryJournalHead *head, GPtrArray *frames, GError **error);
/* Gives the file that is there a second name that says that it is damaged, before it is begun anew. */
void dw_history_journal_keep_damaged (const DwHistoryJournal *self);
/* On disk when it returns TRUE. FALSE: taken back as far as the disk allows. */
gboolean dw_history_journal_add (DwHistoryJournal *self, const GByteArray *records, GError **error);
/* Without a sync of its own: what comes next brings it to the disk. Failure costs nothing but work at the next opening. */
void dw_history_journal_mention (DwHistoryJournal *self, const GByteArray *records);
/* Takes the frame back that was added last. */
void dw_history_journal_undo (DwHistoryJournal *self);
/* Bytes in use. */
gsize dw_history_journal_get_size (const DwHistoryJournal *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwHistoryJournal, dw_history_journal_free)

G_END_DECLS
