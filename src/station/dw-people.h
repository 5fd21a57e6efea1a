// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-person.h"
#include "dw-store.h"

G_BEGIN_DECLS

/* Who may sign in, be the second person, and with which password. Kept as one setting of the store; passwords as Argon2id with salt and parameters. Main thread. */
typedef struct _DwPeople DwPeople;

DwPeople *dw_people_load (DwStore *store, GError **error);
void dw_people_free (DwPeople *self);
/* Array of DwPerson, borrowed. */
GPtrArray *dw_people_list (DwPeople *self);
const DwPerson *dw_people_find (DwPeople *self, const char *id); /* NULL */
/* Adds or replaces; password NULL keeps the old one (or none). Stored at once. */
gboolean dw_people_put (DwPeople *self, const DwPerson *person, const char *password, GError **error);
/* Constant time; FALSE for unknown people and for people without a password. Takes some 30 ms on purpose. */
gboolean dw_people_verify (DwPeople *self, const char *id, const char *password);

G_END_DECLS
