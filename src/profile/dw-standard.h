// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

#include "dw-device.h"

G_BEGIN_DECLS

/* Versioned standard profiles (data/standards/ID.json): which limits belong to which class of point, with edition and clause. Limits live here, never in code. */
typedef struct _DwStandard DwStandard;

/* When the supply as a whole is disturbed. Ratios of the nominal phase voltage. */
typedef struct
{
  double nominal_v;
  double loss_ratio;    /* a phase below is lost ... */
  double normal_ratio;  /* ... when the others are above */
  double lost_ratio;    /* all below: supply lost */
  double shift_ratio;   /* neutral shift above: broken neutral ... */
  double balance_ratio; /* ... when the line voltages differ by less */
  double hysteresis_ratio;
  int on_delay_ms;
  int off_delay_ms;
  char clause[64];
} DwStandardSupply;

DwStandard *dw_standard_load (const char *path, GError **error); /* errors as for device profiles: file, path, reason */
void dw_standard_free (DwStandard *self);
const char *dw_standard_get_id (DwStandard *self);
const char *dw_standard_get_title (DwStandard *self);
const char *dw_standard_get_edition (DwStandard *self);
/* Fills limit for a point of a device class ("detector", "breaker", "meter"; "detector-final": a detector in a final box, for what is more urgent there) with a rated current (NaN unknown: no current limits). FALSE: no limit for it. */
gboolean dw_standard_get_limit (DwStandard *self, const char *device_class, DwPoint point, double rated_current_a, DwLimit *limit);
const DwStandardSupply *dw_standard_get_supply (DwStandard *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwStandard, dw_standard_free)

G_END_DECLS
