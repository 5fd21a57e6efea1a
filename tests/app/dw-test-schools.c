// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-test-schools.h"

#include <math.h>

DwMapItem *
dw_test_schools_make (guint n, guint32 seed, gint32 n_priorities)
{
  static const DwGeoPoint towns[] = { { 117.65, 39.02 }, { 117.80, 39.25 }, { 117.46, 38.84 }, { 117.20, 39.13 } };
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  DwMapItem *items = g_new0 (DwMapItem, n);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < n; i++)
    {
      const DwGeoPoint *town = &towns[g_rand_int_range (random, 0, G_N_ELEMENTS (towns))];
      double spread = g_rand_double (random) < 0.8 ? 0.06 : 0.3;
      guint priority = (guint)g_rand_int_range (random, 0, n_priorities);

      items[i] = (DwMapItem){ .id = i + 1, .priority = priority > 4 ? 0 : priority, .load_percent = NAN };
      items[i].point = (DwGeoPoint){ town->longitude + g_rand_double_range (random, -spread, spread), town->latitude + g_rand_double_range (random, -spread, spread) };
      if (i % 50 == 1)
        items[i].point = items[i - 1].point;
      items[i].state = items[i].priority > 0 ? DW_SYMBOL_UNACK : i % 20 == 0 ? DW_SYMBOL_STALE
                                                                             : DW_SYMBOL_NORMAL;
      items[i].active[items[i].priority] = items[i].priority > 0;
    }
  return items;
}
