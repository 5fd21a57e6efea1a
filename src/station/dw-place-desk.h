// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-place-fact.h"
#include "dw-station.h"

G_BEGIN_DECLS

/* Names and facts of places (S1-22, S0-02, S0-06): who may change them, changing them, what they were. Each change and its audit line are one transaction. Main thread. */

/* For buttons. FALSE: *reason (may be NULL) is a plain sentence. */
gboolean dw_place_desk_may_change (DwStation *station, const DwPerson *person, DwPlace *place, char **reason);
/* facts: key -> text as typed (char*, "" takes the fact away), NULL = none; name NULL = as it is. All is checked before anything is written; what is the same already
 * writes nothing. Latitude and longitude come together and in WGS-84 (dw_place_position_normalise). Errors: DW_DESK_ERROR_DENIED, _INVALID "Phone: …", the store's. */
gboolean dw_place_desk_change (DwStation *station, const DwPerson *person, gint64 place_id, const char *name, GHashTable *facts, GError **error);

/* One thing that was changed. */
typedef struct
{
  gint64 time_ms;
  char *actor, *role;
  char *title;                 /* translated: "Phone" */
  char *old_value, *new_value; /* "" = not entered */
} DwPlaceChange;
void dw_place_change_free (DwPlaceChange *self);
/* Of this place, newest first, from at most limit audit lines. Array of DwPlaceChange. DW_DESK_ERROR_DENIED for who may not read the audit log. */
GPtrArray *dw_place_desk_list_changes (DwStation *station, const DwPerson *person, gint64 place_id, guint limit, GError **error);

G_END_DECLS
