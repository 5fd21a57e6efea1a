// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-alarm-desk.h"
#include "dw-alarm-row.h"

G_BEGIN_DECLS

/* Lines of history as a list of any length: knows how many there are, reads blocks of 200 when somebody looks. GListModel of DwAlarmRow; a line that is still being
 * read is a row "…". What is stored later does not move the list: it is as of the moment of the question.
 * Signals "state-changed"; see the getters. Main thread. */
#define DW_TYPE_EVENT_PAGES (dw_event_pages_get_type ())
G_DECLARE_FINAL_TYPE (DwEventPages, dw_event_pages, DW, EVENT_PAGES, GObject)

DwEventPages *dw_event_pages_new (DwStation *station);
/* Asks anew. The old lines stay until the first block is there. */
void dw_event_pages_ask (DwEventPages *self, const DwEventFilter *filter);
/* The first block is under way. */
gboolean dw_event_pages_is_loading (DwEventPages *self);
/* Plain sentence of the last failure, NULL. */
const char *dw_event_pages_get_error (DwEventPages *self);

G_END_DECLS
