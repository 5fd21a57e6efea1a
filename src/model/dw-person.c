// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-person.h"

#include <glib/gi18n-lib.h>

/* Who acts: identity, role and scope as plain values. What a role may do stands in the engine's authority table, not here. */

static const struct
{
  const char *word;
  const char *title;
} roles[DW_N_ROLES] = {
  [DW_ROLE_DUTY_GUARD] = { "duty-guard", N_ ("Duty guard") },
  [DW_ROLE_SCHOOL_ADMIN] = { "school-admin", N_ ("School administrator") },
  [DW_ROLE_DISTRICT_SUPERVISOR] = { "district-supervisor", N_ ("District supervisor") },
  [DW_ROLE_ELECTRICIAN] = { "electrician", N_ ("Maintenance electrician") },
  [DW_ROLE_SYSTEM_ADMIN] = { "system-admin", N_ ("System administrator") },
};

const char *
dw_role_word (DwRole role)
{
  g_return_val_if_fail ((guint)role < DW_N_ROLES, "");
  return roles[role].word;
}

gboolean
dw_role_from_word (const char *word,
                   DwRole *role)
{
  for (guint i = 0; i < DW_N_ROLES; i++)
    if (g_strcmp0 (word, roles[i].word) == 0)
      {
        *role = i;
        return TRUE;
      }
  return FALSE;
}

const char *
dw_role_title (DwRole role)
{
  g_return_val_if_fail ((guint)role < DW_N_ROLES, "");
  return _ (roles[role].title);
}

DwPerson *
dw_person_new (const char *id,
               const char *name,
               DwRole role)
{
  DwPerson *self = g_new0 (DwPerson, 1);

  self->id = g_strdup (id != NULL ? id : "");
  self->name = g_strdup (name != NULL ? name : "");
  self->role = role;
  self->scope = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

DwPerson *
dw_person_copy (const DwPerson *self)
{
  DwPerson *copy = dw_person_new (self->id, self->name, self->role);

  g_array_append_vals (copy->scope, self->scope->data, self->scope->len);
  return copy;
}

void
dw_person_free (DwPerson *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_array_unref (self->scope);
  g_free (self);
}

char *
dw_person_title (const DwPerson *self)
{
  return g_strdup_printf ("%s %s", dw_role_title (self->role), self->id);
}
