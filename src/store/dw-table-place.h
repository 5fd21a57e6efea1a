// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-db.h"
#include "dw-store-rows.h"

G_BEGIN_DECLS

/* Inserts or updates by id; id 0 = new. id_out gets the id. A place below itself is refused. */
gboolean dw_table_place_put (DwDb *db, const DwPlaceRow *row, gint64 *id_out, GError **error);
gboolean dw_table_place_delete (DwDb *db, gint64 id, GError **error);
/* Parents before children, siblings by sort and id. */
GPtrArray *dw_table_place_load (DwDb *db, GError **error);

G_END_DECLS
