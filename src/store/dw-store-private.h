// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-commit-queue.h"
#include "dw-db.h"
#include "dw-sample-log.h"
#include "dw-store-lock.h"
#include "dw-store.h"
#include "dw-worker.h"

G_BEGIN_DECLS

struct _DwStore
{
  char *dir;
  DwStoreLock *lock;      /* NULL when read-only */
  DwCommitQueue *commits; /* NULL when read-only; owns the writing connection */
  DwSampleLog *samples;
  char *start_fault; /* NULL = none */

  /* Long questions, answered on a thread of their own. */
  DwWorker *reader;
  DwDb *reader_db;

  /* Short questions, answered at once on the caller's thread. */
  DwDb *prompt_db;
};

G_END_DECLS
