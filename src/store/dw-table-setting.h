// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-db.h"

G_BEGIN_DECLS

/* value NULL removes the key. */
gboolean dw_table_setting_put (DwDb *db, const char *key, const char *value, GError **error);
/* value NULL when there is no such key. */
gboolean dw_table_setting_get (DwDb *db, const char *key, char **value, GError **error);

G_END_DECLS
