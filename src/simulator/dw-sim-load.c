// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sim-load.h"

#include <math.h>

/* Percent of the peak at each full hour of a school day and of a day without school; straight lines between. The curves are made up after
 * what school boxes usually show: a steep rise from seven, lunch, the second half, a quick fall at five, and what never goes off. */
typedef struct
{
  const char *name;
  guint8 school_day[24];
  guint8 free_day[24];
  gboolean seasonal;      /* air conditioning: summer and winter */
  gboolean evening_study; /* stays on in the evening in a middle school */
} Curve;

static const Curve curves[DW_SIM_N_LOADS] = {
  [DW_SIM_LOAD_NONE] = { "none", { 0 }, { 0 }, FALSE, FALSE },
  [DW_SIM_LOAD_CONSTANT] = {
    "constant",
    { 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100 },
    { 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100 },
    FALSE,
    FALSE },
  [DW_SIM_LOAD_LIGHTING] = { "lighting", { 3, 3, 3, 3, 3, 4, 12, 55, 92, 95, 96, 92, 60, 65, 94, 95, 92, 70, 30, 15, 8, 5, 3, 3 }, { 3, 3, 3, 3, 3, 3, 3, 4, 8, 10, 10, 10, 8, 8, 10, 10, 8, 6, 5, 4, 3, 3, 3, 3 }, FALSE, TRUE },
  [DW_SIM_LOAD_CORRIDOR] = { "corridor", { 30, 30, 30, 30, 30, 32, 55, 85, 90, 80, 78, 82, 85, 80, 78, 80, 88, 92, 80, 60, 45, 35, 30, 30 }, { 30, 30, 30, 30, 30, 30, 28, 20, 15, 15, 15, 15, 15, 15, 15, 15, 18, 25, 30, 30, 30, 30, 30, 30 }, FALSE, TRUE },
  [DW_SIM_LOAD_SOCKETS] = { "sockets", { 8, 8, 8, 8, 8, 8, 10, 35, 78, 88, 92, 85, 48, 55, 86, 90, 80, 45, 22, 14, 10, 9, 8, 8 }, { 8, 8, 8, 8, 8, 8, 8, 8, 10, 12, 12, 12, 10, 10, 12, 12, 10, 9, 8, 8, 8, 8, 8, 8 }, FALSE, TRUE },
  [DW_SIM_LOAD_AIRCON] = { "aircon", { 2, 2, 2, 2, 2, 2, 10, 45, 80, 86, 90, 92, 70, 80, 95, 98, 90, 40, 12, 5, 2, 2, 2, 2 }, { 2, 2, 2, 2, 2, 2, 2, 2, 5, 8, 10, 12, 12, 12, 12, 10, 6, 4, 2, 2, 2, 2, 2, 2 }, TRUE, TRUE },
  [DW_SIM_LOAD_KITCHEN] = { "kitchen", { 6, 6, 6, 6, 12, 40, 70, 60, 45, 60, 88, 100, 80, 45, 25, 20, 25, 20, 10, 8, 6, 6, 6, 6 }, { 6, 6, 6, 6, 6, 6, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 6, 6, 6, 6, 6, 6, 6 }, FALSE, FALSE },
  [DW_SIM_LOAD_COLD_STORE] = { "cold-store", { 62, 60, 58, 58, 60, 66, 72, 78, 80, 84, 88, 92, 95, 96, 96, 94, 90, 85, 80, 76, 72, 70, 66, 64 }, { 60, 58, 56, 56, 56, 58, 60, 64, 68, 72, 76, 80, 82, 84, 84, 82, 78, 74, 70, 68, 66, 64, 62, 60 }, FALSE, FALSE },
  [DW_SIM_LOAD_COMPUTERS] = { "computers", { 22, 22, 22, 22, 22, 22, 24, 38, 86, 92, 94, 88, 42, 50, 90, 94, 88, 48, 26, 24, 22, 22, 22, 22 }, { 22, 22, 22, 22, 22, 22, 22, 22, 24, 26, 26, 26, 24, 24, 26, 26, 24, 22, 22, 22, 22, 22, 22, 22 }, FALSE, FALSE },
  [DW_SIM_LOAD_PUMP] = { "pump", { 10, 10, 10, 10, 15, 35, 65, 85, 70, 60, 65, 80, 85, 60, 55, 60, 70, 60, 40, 30, 25, 20, 15, 10 }, { 10, 10, 10, 10, 10, 12, 14, 16, 18, 18, 18, 20, 20, 18, 18, 18, 18, 16, 14, 12, 12, 10, 10, 10 }, FALSE, FALSE },
  [DW_SIM_LOAD_GYM] = { "gym", { 5, 5, 5, 5, 5, 5, 15, 40, 70, 85, 85, 70, 45, 55, 85, 88, 90, 75, 40, 20, 8, 5, 5, 5 }, { 5, 5, 5, 5, 5, 5, 5, 8, 25, 35, 35, 30, 25, 30, 35, 35, 30, 15, 8, 5, 5, 5, 5, 5 }, FALSE, FALSE },
  [DW_SIM_LOAD_OFFICE] = { "office", { 10, 10, 10, 10, 10, 10, 14, 50, 88, 92, 92, 86, 55, 66, 90, 92, 88, 60, 30, 18, 12, 10, 10, 10 }, { 10, 10, 10, 10, 10, 10, 10, 10, 14, 16, 16, 16, 14, 14, 16, 16, 14, 12, 10, 10, 10, 10, 10, 10 }, FALSE, FALSE },
};

static const char *const school_names[DW_SIM_N_SCHOOLS] = { "primary", "middle", "kindergarten" };

/* Share of the air conditioning that the month asks for. */
static const guint8 season[12] = { 80, 75, 45, 25, 40, 80, 100, 95, 65, 30, 50, 75 };

gboolean
dw_sim_load_from_name (const char *name, DwSimLoadKind *kind)
{
  for (guint i = 0; i < DW_SIM_N_LOADS; i++)
    if (g_str_equal (curves[i].name, name))
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

const char *
dw_sim_load_name (DwSimLoadKind kind)
{
  return curves[kind].name;
}

gboolean
dw_sim_school_from_name (const char *name, DwSimSchoolKind *kind)
{
  for (guint i = 0; i < DW_SIM_N_SCHOOLS; i++)
    if (g_str_equal (school_names[i], name))
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

static double
interpolate (const guint8 points[24], double hour)
{
  double whole = floor (hour);
  guint from = (guint)whole % 24;
  double part = hour - whole;

  return (points[from] * (1.0 - part) + points[(from + 1) % 24] * part) / 100.0;
}

/* First and last day without school, month · 100 + day. */
static const struct
{
  int first, last;
} holidays[] = {
  { 101, 101 },  /* new year */
  { 120, 218 },  /* winter vacation, with the spring festival */
  { 404, 405 },  /* tomb-sweeping */
  { 501, 505 },  /* labour */
  { 708, 831 },  /* summer vacation */
  { 1001, 1007 } /* national days */
};

gboolean
dw_sim_load_is_school_day (gint64 day)
{
  GDate date;
  int place;

  /* 1 January 1970 was a Thursday, and is day 719163 of GDate. */
  if ((day + 3) % 7 > 4)
    return FALSE;
  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32)(719163 + MAX (day, 0)));
  place = (int)g_date_get_month (&date) * 100 + g_date_get_day (&date);
  for (guint i = 0; i < G_N_ELEMENTS (holidays); i++)
    if (place >= holidays[i].first && place <= holidays[i].last)
      return FALSE;
  return TRUE;
}

double
dw_sim_load_share (DwSimLoadKind kind, DwSimSchoolKind school, double hour, gboolean is_school_day, int month)
{
  const Curve *curve = &curves[kind];
  double share = interpolate (is_school_day ? curve->school_day : curve->free_day, hour);

  if (is_school_day && school == DW_SIM_SCHOOL_MIDDLE && curve->evening_study && hour >= 17.5 && hour < 21.5)
    share = MAX (share, 0.8);
  if (curve->seasonal)
    share *= season[CLAMP (month, 1, 12) - 1] / 100.0;
  return share;
}
