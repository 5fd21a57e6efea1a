// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-command.h"
#include "dw-person.h"
#include "dw-place-tree.h"

G_BEGIN_DECLS

/* May this person do this here? One table, asked by every desk, never by a page alone. Pure. */
typedef enum {
  DW_ACT_SEE,
  DW_ACT_SILENCE,
  DW_ACT_ACKNOWLEDGE,
  DW_ACT_TAKE_OVER,
  DW_ACT_COMMENT,
  DW_ACT_RESET,
  DW_ACT_SILENCE_ON_SITE,
  DW_ACT_TRIP,
  DW_ACT_CLOSE,
  DW_ACT_ALLOW_CLOSE,
  DW_ACT_SET_LIMIT,
  DW_ACT_CONFIGURE, /* gateways, devices, places */
  DW_ACT_READ_AUDIT,
  DW_N_ACTS,
} DwAct;

DwAct dw_act_of_verb (DwVerb verb);
/* TRUE = allowed. Else *reason (may be NULL) gets a plain translated sentence. place NULL = the whole station. */
gboolean dw_authority_check (const DwPerson *person, DwAct act, DwPlace *place, char **reason);
/* TRUE when this act needs a second person of their own (close, set limits). */
gboolean dw_authority_needs_second (DwAct act);
/* May second stand beside first for this act here? Somebody else, with the right role (set limits: who approves them), inside the scope. */
gboolean dw_authority_check_second (const DwPerson *second, const DwPerson *first, DwAct act, DwPlace *place, char **reason);

G_END_DECLS
