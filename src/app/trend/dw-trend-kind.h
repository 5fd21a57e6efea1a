// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-quantity.h"
#include "dw-trend-desk.h"

G_BEGIN_DECLS

/* What a person chooses to see of several devices at once: one quantity. Which channels of a device that means is decided here. Pure, any thread. */
typedef enum {
  DW_TREND_KIND_RESIDUAL_CURRENT,
  DW_TREND_KIND_CURRENT,
  DW_TREND_KIND_VOLTAGE,
  DW_TREND_KIND_TEMPERATURE,
  DW_TREND_KIND_ACTIVE_POWER,
  DW_TREND_KIND_POWER_FACTOR,
  DW_TREND_KIND_UNBALANCE,
  DW_TREND_KIND_LOAD_RATE,
  DW_TREND_KIND_REACTIVE_POWER,
  DW_TREND_KIND_APPARENT_POWER,
  DW_TREND_KIND_FREQUENCY,
  DW_TREND_KIND_THD,
  DW_TREND_KIND_ENERGY,
  DW_N_TREND_KINDS,
} DwTrendKind;

#define DW_TREND_MAX_LINES 8

const char *dw_trend_kind_word (DwTrendKind kind); /* "residual-current", … stable: parameter of an action */
gboolean dw_trend_kind_from_word (const char *word, DwTrendKind *kind);
const char *dw_trend_kind_title (DwTrendKind kind); /* translated, as a chip says it */
/* Which quantity a channel belongs to; FALSE for one that is no curve (a contact, a lock). */
gboolean dw_trend_kind_of_channel (const char *name, DwTrendKind *kind);
/* Phase of a channel's name, DW_PHASE_NONE where it has none. */
DwPhase dw_trend_channel_phase (const char *name);
/* The value axis begins at zero. */
gboolean dw_trend_kind_is_from_zero (DwTrendKind kind);

/* Of channels (array of DwTrendChannel) those of this kind, in the order they are drawn; an array of DwTrendChannel.
 *   alone  the device is the only one: all its channels of the kind, at most DW_TREND_MAX_LINES (of voltages the phases, or the line voltages where there are no phases)
 *   else   one: the pinned channel where it is of this kind, else the one that stands for the device (total, without phase, phase A, the first). */
GArray *dw_trend_kind_pick (DwTrendKind kind, const GArray *channels, const char *pinned, gboolean alone);
/* The channels hold one of this kind. */
gboolean dw_trend_kind_is_in (DwTrendKind kind, const GArray *channels);

G_END_DECLS
