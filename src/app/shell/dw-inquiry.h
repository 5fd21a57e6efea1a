// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-scope.h"
#include "dw-station.h"

G_BEGIN_DECLS

/* What a card asks the station about, within a scope: a part of the card's instance. Zeroed it knows no station yet. A new question cancels the one before, so that answers cannot come in the
 * wrong order. Main thread. */
typedef struct
{
  DwStation *station;     /* owned, NULL before dw_inquiry_set */
  DwScope *scope;         /* owned, likewise */
  GCancellable *question; /* owned: of the question under way or of the last one; NULL = none was asked */
} DwInquiry;

void dw_inquiry_set (DwInquiry *self, DwStation *station, DwScope *scope);
/* For the questions that are asked next. Borrowed. */
GCancellable *dw_inquiry_begin (DwInquiry *self);
/* Nobody waits for the answer any more. */
void dw_inquiry_stop (DwInquiry *self);
/* Stops and lets go of everything; for dispose. */
void dw_inquiry_clear (DwInquiry *self);

G_END_DECLS
