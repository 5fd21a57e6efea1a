// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the person has been: for back and forward. Pure. */
typedef struct
{
  char *page_id;
  gint64 place_id; /* 0 = everything */
} DwTrailStop;

typedef struct _DwTrail DwTrail;

DwTrail *dw_trail_new (void);
void dw_trail_free (DwTrail *self);
/* Going somewhere ends what lay ahead. The same stop twice is one. At most 50 are kept. */
void dw_trail_push (DwTrail *self, const char *page_id, gint64 place_id);
/* Borrowed, NULL at the end. */
const DwTrailStop *dw_trail_back (DwTrail *self);
const DwTrailStop *dw_trail_forward (DwTrail *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwTrail, dw_trail_free)

G_END_DECLS
