// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The value that would stand at index if the values were sorted. They are put into another order. No NaN; n at least 1. Linear time on average, whatever the order is. */
double dw_series_select (double *values, gsize n, gsize index);

G_END_DECLS
