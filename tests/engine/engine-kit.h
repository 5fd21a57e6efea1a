// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-alarm-engine.h"

G_BEGIN_DECLS

/* Things that several engine tests need: devices made from point names, readings, and rules run on their own. */

#define KIT_NOW_MS G_GINT64_CONSTANT (1700000000000)
#define KIT_PERIOD_MS 2000

/* names is NULL-terminated. On line, no limits. */
DwDevice *kit_device_new (gint64 id, const char *const *names);
/* A reading at time_ms; returns the channel's index. */
guint kit_read_at (DwDevice *device, const char *name, double value, DwQuality quality, guint8 flags, gint64 time_ms);

/* Runs one rule over all channels of the device. */
typedef struct
{
  GArray *findings; /* DwFinding; channel names belong to the device */
  GHashTable *held; /* "channel kind-word" that held before */
  DwSwitchMemory memory;
  DwSupplyPolicy supply;
  gint64 mono_ms;
  DwRuleContext context;
} KitProbe;

KitProbe *kit_probe_new (void);
void kit_probe_free (KitProbe *self);
/* Forgets the findings of the last run, keeps what the rule remembers. Channels whose reading was never made are not "changed". */
void kit_probe_run (KitProbe *self, const DwRule *rule, DwDevice *device);
void kit_probe_hold (KitProbe *self, const char *channel, DwAlarmKind kind, gboolean holds);
/* NULL when the rule said nothing about it. */
const DwFinding *kit_probe_find (KitProbe *self, const char *channel, DwAlarmKind kind);
/* Nothing said counts as UNKNOWN. */
DwVerdict kit_probe_verdict (KitProbe *self, const char *channel, DwAlarmKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KitProbe, kit_probe_free)

G_END_DECLS
