// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-school-list.h"

#include <glib/gi18n-lib.h>

#include "dw-pick-list.h"

/* A school that has devices, but none on line, says so. */
static const char *
describe (DwPlace *school)
{
  const DwRollup *rollup = dw_place_get_rollup (school);

  return rollup->devices > 0 && rollup->online == 0 ? _ ("off line") : NULL;
}

void
dw_school_list_popup (GtkWidget *widget, const GdkRectangle *area, GPtrArray *schools)
{
  dw_school_list_popup_for (widget, area, schools, "win.show-place");
}

void
dw_school_list_popup_for (GtkWidget *widget, const GdkRectangle *area, GPtrArray *schools, const char *action)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_pick_row_free);

  for (guint i = 0; i < schools->len; i++)
    g_ptr_array_add (rows, dw_pick_row_new (dw_place_get_name (schools->pdata[i]), describe (schools->pdata[i]), dw_place_get_id (schools->pdata[i])));
  dw_pick_list_popup (widget, area, rows, action, _ ("No school"));
}
