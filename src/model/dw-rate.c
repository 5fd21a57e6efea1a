// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-rate.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *word;
  const char *title;
} rates[DW_N_RATES] = {
  [DW_RATE_SHARP] = { "sharp", N_ ("Sharp") },
  [DW_RATE_PEAK] = { "peak", N_ ("Peak") },
  [DW_RATE_FLAT] = { "flat", N_ ("Flat") },
  [DW_RATE_VALLEY] = { "valley", N_ ("Valley") },
  [DW_RATE_DEEP_VALLEY] = { "deep-valley", N_ ("Deep valley") },
};

const char *
dw_rate_word (DwRate rate)
{
  g_return_val_if_fail ((guint)rate < DW_N_RATES, "");
  return rates[rate].word;
}

gboolean
dw_rate_from_word (const char *word, DwRate *rate)
{
  for (guint i = 0; i < DW_N_RATES; i++)
    if (g_strcmp0 (word, rates[i].word) == 0)
      {
        *rate = i;
        return TRUE;
      }
  return FALSE;
}

const char *
dw_rate_title (DwRate rate)
{
  g_return_val_if_fail ((guint)rate < DW_N_RATES, "");
  return _ (rates[rate].title);
}
