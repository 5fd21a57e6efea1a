// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Daily load curves. Pure. */
typedef enum {
  DW_SIM_LOAD_NONE,
  DW_SIM_LOAD_CONSTANT,
  DW_SIM_LOAD_LIGHTING,
  DW_SIM_LOAD_CORRIDOR,
  DW_SIM_LOAD_SOCKETS,
  DW_SIM_LOAD_AIRCON,
  DW_SIM_LOAD_KITCHEN,
  DW_SIM_LOAD_COLD_STORE,
  DW_SIM_LOAD_COMPUTERS,
  DW_SIM_LOAD_PUMP,
  DW_SIM_LOAD_GYM,
  DW_SIM_LOAD_OFFICE,
  DW_SIM_N_LOADS,
} DwSimLoadKind;

typedef enum {
  DW_SIM_SCHOOL_PRIMARY,
  DW_SIM_SCHOOL_MIDDLE, /* evening study until half past nine */
  DW_SIM_SCHOOL_KINDERGARTEN,
  DW_SIM_N_SCHOOLS,
} DwSimSchoolKind;

gboolean dw_sim_load_from_name (const char *name, DwSimLoadKind *kind);
const char *dw_sim_load_name (DwSimLoadKind kind);
gboolean dw_sim_school_from_name (const char *name, DwSimSchoolKind *kind);

/* Days since 1970. No school on weekends, in the long vacations and on the holidays of fixed date; those of the moon's calendar are not known here. */
gboolean dw_sim_load_is_school_day (gint64 day);
/* Share (0…1) of the load's peak. hour 0…24, month 1…12. */
double dw_sim_load_share (DwSimLoadKind kind, DwSimSchoolKind school, double hour, gboolean is_school_day, int month);

G_END_DECLS
