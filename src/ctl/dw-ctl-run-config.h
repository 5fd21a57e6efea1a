// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-setup-desk.h"

G_BEGIN_DECLS

/* The configuration of a headless station, read whole before anything is touched. Described in docs/dianweictl.md. */
typedef struct
{
  DwDeviceSetup *setup; /* gateway_id and place_id are filled when it is applied */
  char *box;            /* where it stands, below the school */
} DwCtlRunUnit;

typedef struct
{
  DwGatewaySetup *setup;
  char *school;
  GPtrArray *units; /* DwCtlRunUnit */
} DwCtlRunGateway;

typedef struct
{
  char *data_dir;
  GPtrArray *gateways; /* DwCtlRunGateway */
} DwCtlRunConfig;

/* Errors: G_IO_ERROR_INVALID_DATA with file, path and reason; the file's own. */
DwCtlRunConfig *dw_ctl_run_config_load (const char *path, GError **error);
void dw_ctl_run_config_free (DwCtlRunConfig *self);
/* Adds to the station what it has not, changes what is different; the names of gateways and the numbers of units tell which is which.
 * What the file does not name is left alone. Through the set-up desk, as the system administrator "dianweictl". */
gboolean dw_ctl_run_config_apply (const DwCtlRunConfig *self, DwStation *station, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwCtlRunConfig, dw_ctl_run_config_free)

G_END_DECLS
