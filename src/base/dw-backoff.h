// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Delays before a next try: first_ms, doubling to limit_ms, each spread by +-25 % so that many lines do not come back together. */
typedef struct
{
  int first_ms;
  int limit_ms;
  guint failures;
  guint32 seed;
} DwBackoff;

void dw_backoff_init (DwBackoff *self, int first_ms, int limit_ms, guint32 seed);
/* Counts one more failure and says how long to wait. */
int dw_backoff_next_ms (DwBackoff *self);
void dw_backoff_reset (DwBackoff *self);

G_END_DECLS
