// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Five roles (domain facts 11). Rights are a table in engine/dw-authority.c. */
typedef enum {
  DW_ROLE_DUTY_GUARD,          /* 值班员 */
  DW_ROLE_SCHOOL_ADMIN,        /* 学校管理员 */
  DW_ROLE_DISTRICT_SUPERVISOR, /* 区级监管 */
  DW_ROLE_ELECTRICIAN,         /* 维保电工 */
  DW_ROLE_SYSTEM_ADMIN,        /* 系统管理员 */
  DW_N_ROLES,
} DwRole;

const char *dw_role_word (DwRole role); /* "duty-guard", "school-admin", "district-supervisor", "electrician", "system-admin" */
gboolean dw_role_from_word (const char *word, DwRole *role);
const char *dw_role_title (DwRole role);

/* Who acts. scope: place ids the person may see and act in; empty = everything. Plain, owned strings. */
typedef struct
{
  char *id; /* "W03" */
  char *name;
  DwRole role;
  GArray *scope; /* gint64 */
} DwPerson;

DwPerson *dw_person_new (const char *id, const char *name, DwRole role);
DwPerson *dw_person_copy (const DwPerson *self);
void dw_person_free (DwPerson *self);
/* "值班员 W03", translated. New string. */
char *dw_person_title (const DwPerson *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwPerson, dw_person_free)

G_END_DECLS
