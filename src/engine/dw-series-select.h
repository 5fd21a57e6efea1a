// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The value that would stand at index if the values were sorted. They are put into another order. No NaN; n at least 1. Linear time on average, whatever the order is. */
double dw_series_select (double *values, gsize n, gsize index);

/* The same for several indices at once, and the values stay as they are: found[i] is what would stand at indices[i]. All values lie in min…max, which are the least and the
 * largest of them. Exact: the values are counted in 65,536 equal steps from min to max, and only the step that holds an index is looked into. Room for the values of the fullest
 * such step is taken meanwhile. */
void dw_series_select_many (const double *values, gsize n, double min, double max, const gsize *indices, guint n_indices, double *found);

G_END_DECLS
