// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-operate.h"

G_BEGIN_DECLS

/* Names of the private interface and the a{sv} form of requests and results, for both ends. */
#define DW_REMOTE_PATH "/io/github/dianwei/Station"
#define DW_REMOTE_INTERFACE "io.github.dianwei.Station1"

GVariant *dw_remote_request_to_variant (const DwOperateRequest *request);
/* NULL with G_IO_ERROR_INVALID_ARGUMENT naming the field. */
DwOperateRequest *dw_remote_request_from_variant (GVariant *variant, GError **error);
GVariant *dw_remote_result_to_variant (const DwCommandResult *result);
DwCommandResult *dw_remote_result_from_variant (GVariant *variant);

G_END_DECLS
