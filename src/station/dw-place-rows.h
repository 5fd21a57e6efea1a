// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-station-private.h"

G_BEGIN_DECLS

/* What the desks that change places share: a place as a row and back. */

/* facts NULL = none. New string. */
char *dw_place_rows_to_json (GHashTable *facts);
/* char* -> char*, both owned. */
GHashTable *dw_place_rows_from_json (const char *json);
/* facts of the place (NULL = a new one) with those of changed (NULL = none) over them; "" takes one away. New table. */
GHashTable *dw_place_rows_merge (DwPlace *place, GHashTable *changed);
/* Adds the audit line of a changed place to the batch. old_json, new_json: facts, with "name" when that changed. */
void dw_place_rows_add_audit (DwStation *station, DwStoreBatch *batch, const DwPerson *person, const char *act, gint64 place_id, const char *name, const char *old_json, const char *new_json);
/* What was committed becomes visible: the place is made, renamed, gets all of facts (others go). */
void dw_place_rows_show (DwStation *station, gint64 id, gint64 parent_id, DwPlaceKind kind, const char *name, GHashTable *facts);

G_END_DECLS
