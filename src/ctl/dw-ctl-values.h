// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-ctl-json.h"
#include "dw-profile.h"

G_BEGIN_DECLS

/* Registers that were read: where, and what stood there (bits: one word each, 0 or 1). */
typedef struct
{
  guint8 function;
  guint16 address;
  guint16 count;
  const guint16 *words;
} DwCtlWindow;

/* Values of the points that lie wholly in the window, the others untouched. values: as many as the profile has points. TRUE when there is one. */
gboolean dw_ctl_decode_window (const DwProfile *profile, const DwCtlWindow *window, struct DwReportValue *values);
/* Thresholds that lie wholly in the window: name -> double*. */
GHashTable *dw_ctl_decode_thresholds (const DwProfile *profile, const DwCtlWindow *window);

/* "values":[{"name":…,"value":…,"unit":…,"quality":…}], without those never asked for. */
void dw_ctl_json_add_values (DwCtlJson *json, const DwProfile *profile, const struct DwReportValue *values);
/* "thresholds":{"residual_current":300,…} */
void dw_ctl_json_add_thresholds (DwCtlJson *json, const DwProfile *profile, GHashTable *thresholds);
/* The same as a table for people, on stdout. */
void dw_ctl_print_values (const DwProfile *profile, const struct DwReportValue *values, GHashTable *thresholds);

G_END_DECLS
