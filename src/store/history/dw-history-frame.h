// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The bytes of the journal's file: a head, then frames, each the records of one append. The format stands in dw-history-frame.c. Pure, any thread; bytes that are read are
 * hostile. */

#define DW_HISTORY_JOURNAL_HEAD_BYTES 32
#define DW_HISTORY_FRAME_HEAD_BYTES 16

typedef struct
{
  guint64 owner; /* number of the history that the journal belongs to */
  guint64 seals; /* how often it had sealed when the journal was begun: what was sealed until then does not stand here */
} DwHistoryJournalHead;

void dw_history_journal_head_put (GByteArray *out, const DwHistoryJournalHead *head);
/* FALSE: too short, not of this kind or version, or damaged; *head is as before. */
gboolean dw_history_journal_head_get (const guint8 *bytes, gsize length, DwHistoryJournalHead *head);

/* Appends a frame. seq counts from 1 in each file. length 0 is the end that a writer leaves when it closes. */
void dw_history_frame_put (GByteArray *out, gint64 seq, const guint8 *records, gsize length);

typedef struct
{
  const guint8 *bytes; /* of the whole file, borrowed */
  gsize length;
  gsize position; /* behind the last frame that was found; begin with the head's length */
  gint64 seq;     /* of that frame; begin with 0 */
  gboolean ended; /* the writer's end was seen: nothing that came before may be missing */
} DwHistoryFrames;

typedef struct
{
  gboolean follows_loss; /* frames before it cannot be read */
  const guint8 *records; /* borrowed */
  gsize length;          /* 0: there are no more frames, only what is missing before the end is told */
} DwHistoryFrame;

/* The next frame that can be read. FALSE: none is left; what lies behind was never finished. */
gboolean dw_history_frames_next (DwHistoryFrames *self, DwHistoryFrame *frame);

G_END_DECLS
