// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-tariff.h"

G_BEGIN_DECLS

/* A tariff as JSON text; docs/tariffs.md describes the format. What is read has passed dw_tariff_check. Errors (DW_PROFILE_ERROR) name file, JSON path and reason. Any thread. */
DwTariff *dw_tariff_file_load (const char *path, GError **error);
/* length -1: terminated by NUL. name is what messages call the text. */
DwTariff *dw_tariff_file_from_text (const char *text, gssize length, const char *name, GError **error);
/* New string that dw_tariff_file_from_text reads back, if the tariff checks. */
char *dw_tariff_file_to_text (const DwTariff *tariff);

G_END_DECLS
