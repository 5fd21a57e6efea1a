// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-profile.h"

G_BEGIN_DECLS

/* New limits for a device as the write requests that set them. Pure. */
#define DW_LIMIT_WORDS 4 /* registers kept for each threshold */

typedef struct
{
  GArray *requests;   /* DwModbusRequest without unit, each to be sent once */
  guint16 *words;     /* DW_LIMIT_WORDS for each threshold: what must stand there afterwards */
  gboolean *is_asked; /* for each threshold */
  guint n_thresholds;
} DwLimitWrites;

/* arguments: name -> double*. current: the registers as they stand (DW_LIMIT_WORDS a threshold), for those that lie between two that change.
 * NULL with *code ("unknown-limit", "read-only-limit", "out-of-range", "no-limit") and *name, the limit at fault (borrowed, may be NULL). */
DwLimitWrites *dw_limit_writes_new (const DwProfile *profile, GHashTable *arguments, const guint16 *current, const char **code, const char **name);
void dw_limit_writes_free (DwLimitWrites *self);
/* Whether the registers read back are what was asked for. */
gboolean dw_limit_writes_match (const DwLimitWrites *self, const DwProfile *profile, const guint16 *words);
/* "residual_current 300 mA, temperature_1 60 °C": the limits asked for, with the values of words. New string. */
char *dw_limit_writes_describe (const DwLimitWrites *self, const DwProfile *profile, const guint16 *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwLimitWrites, dw_limit_writes_free)

G_END_DECLS
