// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-month-figures.h"

G_BEGIN_DECLS

/* The lines of the month card: a name, a bar and a number of hazards; pressing one filters by its place and shows exactly these hazards. What stood in the box goes. */
void dw_month_lines_show_regions (GtkWidget *box, const DwMonthFigures *figures);
/* The eight schools with the highest rate per 100 circuits. */
void dw_month_lines_show_schools (GtkWidget *box, const DwMonthFigures *figures);
/* Colours of the classes in the bars of the regions. */
GtkWidget *dw_month_lines_make_legend (void);

G_END_DECLS
