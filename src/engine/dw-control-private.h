// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-control.h"

G_BEGIN_DECLS

/* Shared by dw-control.c (locks and steps), below it dw-control-check.c (may this be done to this device now), below both dw-control-switch.c
 * (what is remembered of a switch). */

typedef struct
{
  char *token;
  DwDevice *device; /* owned */
  DwVerb verb;
  DwControlPolicy policy;
  char *who;
  DwControlStep step;
  gint64 ends_ms; /* monotonic */
} DwControlLock;

/* What is remembered of one switch beyond its locks. */
typedef struct
{
  gint64 last_ms; /* wall, 0 = never */
  guint operations;
  gboolean tripped; /* a protection trip without diagnosis note */
  char *tag;        /* NULL = none */
} DwControlSwitch;

struct _DwControl
{
  DwClock *clock;
  GHashTable *locks;    /* gint64, owned -> DwControlLock, owned */
  GHashTable *switches; /* gint64, owned -> DwControlSwitch, owned */
  GQueue executed;      /* char*: tokens that ran, newest first, a bounded number */
};

void dw_control_switch_free (DwControlSwitch *self);
/* Made at the first question. */
DwControlSwitch *dw_control_get_switch (DwControl *self, gint64 device_id);
/* NULL = free; a lock that timed out counts as free. */
DwControlLock *dw_control_find_lock (DwControl *self, gint64 device_id);
/* Why the verb cannot be done to the device now, whoever asks: a code, NULL = it can. */
const char *dw_control_check_device (DwControl *self, DwDevice *device, DwVerb verb, const DwControlPolicy *policy);
gboolean dw_control_is_switching (DwVerb verb);

G_END_DECLS
