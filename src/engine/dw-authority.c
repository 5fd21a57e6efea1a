// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-authority.h"

#include <glib/gi18n-lib.h>

/* Who may do what: one table of roles and acts, and the scope of the person. Administration is kept apart from operation: who sets up
 * gateways and accounts may not operate anything, who operates may not set up. A system administrator sees what they set up.
 *
 * "On own order" of the electrician means: inside the places assigned, which is the scope. */

typedef enum {
  NO,
  YES,
} Right;

typedef struct
{
  Right rights[DW_N_ROLES];
  gboolean anywhere; /* concerns this desk, not a place */
  gboolean second;   /* needs a second person */
} ActRow;

/* Columns: duty guard, school administrator, district supervisor, electrician, system administrator. */
static const ActRow acts[DW_N_ACTS] = {
  [DW_ACT_SEE] = { { YES, YES, YES, YES, YES } },
  [DW_ACT_SILENCE] = { { YES, YES, YES, NO, NO }, .anywhere = TRUE },
  [DW_ACT_ACKNOWLEDGE] = { { YES, YES, YES, NO, NO } },
  [DW_ACT_TAKE_OVER] = { { YES, YES, YES, YES, NO } },
  [DW_ACT_COMMENT] = { { YES, YES, YES, YES, NO } },
  [DW_ACT_RESET] = { { YES, YES, YES, YES, NO } },
  [DW_ACT_SILENCE_ON_SITE] = { { YES, YES, YES, YES, NO } },
  [DW_ACT_TRIP] = { { NO, YES, YES, YES, NO } },
  [DW_ACT_CLOSE] = { { NO, YES, YES, YES, NO }, .second = TRUE },
  [DW_ACT_ALLOW_CLOSE] = { { NO, YES, YES, YES, NO } },
  [DW_ACT_SET_LIMIT] = { { NO, NO, NO, YES, NO }, .second = TRUE },
  [DW_ACT_CONFIGURE] = { { NO, NO, NO, NO, YES } },
  [DW_ACT_READ_AUDIT] = { { NO, YES, YES, NO, YES } },
};

/* Who may stand beside the one who acts: closing needs somebody who could close too, limits need who approves them. */
static const Right seconds_close[DW_N_ROLES] = { NO, YES, YES, YES, NO };
static const Right seconds_limit[DW_N_ROLES] = { NO, NO, YES, NO, NO };

static const DwAct act_of_verb[DW_N_VERBS] = {
  [DW_VERB_RESET] = DW_ACT_RESET,
  [DW_VERB_SILENCE] = DW_ACT_SILENCE_ON_SITE,
  [DW_VERB_TRIP] = DW_ACT_TRIP,
  [DW_VERB_CLOSE] = DW_ACT_CLOSE,
  [DW_VERB_ALLOW_CLOSE] = DW_ACT_ALLOW_CLOSE,
  [DW_VERB_SET_LIMIT] = DW_ACT_SET_LIMIT,
};

static const char *const sentences[DW_N_ACTS] = {
  [DW_ACT_SEE] = N_ ("The role %s may not look here."),
  [DW_ACT_SILENCE] = N_ ("The role %s may not silence alarms."),
  [DW_ACT_ACKNOWLEDGE] = N_ ("The role %s may not acknowledge alarms."),
  [DW_ACT_TAKE_OVER] = N_ ("The role %s may not take over alarms."),
  [DW_ACT_COMMENT] = N_ ("The role %s may not comment on alarms."),
  [DW_ACT_RESET] = N_ ("The role %s may not reset devices."),
  [DW_ACT_SILENCE_ON_SITE] = N_ ("The role %s may not silence devices on site."),
  [DW_ACT_TRIP] = N_ ("The role %s may request a trip, but not carry it out."),
  [DW_ACT_CLOSE] = N_ ("The role %s may not close breakers."),
  [DW_ACT_ALLOW_CLOSE] = N_ ("The role %s may not allow closing."),
  [DW_ACT_SET_LIMIT] = N_ ("The role %s may not change limits in devices."),
  [DW_ACT_CONFIGURE] = N_ ("The role %s may not change the set-up."),
  [DW_ACT_READ_AUDIT] = N_ ("The role %s may not read the audit log."),
};

DwAct
dw_act_of_verb (DwVerb verb)
{
  g_return_val_if_fail ((guint)verb < DW_N_VERBS, DW_ACT_TRIP);
  return act_of_verb[verb];
}

static gboolean
is_in_scope (const DwPerson *person,
             DwPlace *place)
{
  if (person->scope->len == 0)
    return TRUE;
  for (; place != NULL; place = dw_place_get_parent (place))
    for (guint i = 0; i < person->scope->len; i++)
      if (g_array_index (person->scope, gint64, i) == dw_place_get_id (place))
        return TRUE;
  return FALSE;
}

static gboolean
refuse (char **reason,
        char *sentence)
{
  if (reason != NULL)
    *reason = sentence;
  else
    g_free (sentence);
  return FALSE;
}

gboolean
dw_authority_check (const DwPerson *person,
                    DwAct act,
                    DwPlace *place,
                    char **reason)
{
  g_return_val_if_fail ((guint)act < DW_N_ACTS, FALSE);

  if (person == NULL || (guint)person->role >= DW_N_ROLES)
    return refuse (reason, g_strdup (_ ("Nobody is signed in.")));
  if (acts[act].rights[person->role] != YES)
    return refuse (reason, g_strdup_printf (_ (sentences[act]), dw_role_title (person->role)));
  if (!acts[act].anywhere && !is_in_scope (person, place))
    return refuse (reason, g_strdup (_ ("This place is outside your area.")));
  return TRUE;
}

gboolean
dw_authority_needs_second (DwAct act)
{
  g_return_val_if_fail ((guint)act < DW_N_ACTS, TRUE);
  return acts[act].second;
}

gboolean
dw_authority_check_second (const DwPerson *second,
                           const DwPerson *first,
                           DwAct act,
                           DwPlace *place,
                           char **reason)
{
  const Right *rights = act == DW_ACT_SET_LIMIT ? seconds_limit : seconds_close;

  g_return_val_if_fail ((guint)act < DW_N_ACTS, FALSE);

  if (second == NULL || (guint)second->role >= DW_N_ROLES)
    return refuse (reason, g_strdup (_ ("A second person is needed.")));
  if (first != NULL && strcmp (first->id, second->id) == 0)
    return refuse (reason, g_strdup (_ ("The second person must be somebody else.")));
  if (rights[second->role] != YES)
    return refuse (reason, g_strdup_printf (_ ("The role %s may not be the second person here."), dw_role_title (second->role)));
  if (!is_in_scope (second, place))
    return refuse (reason, g_strdup (_ ("This place is outside the second person's area.")));
  return TRUE;
}
