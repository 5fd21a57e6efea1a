// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-tariff-file.h"

#include "dw-fuzz.h"

/* Tariff files. What is refused has a reason; what is accepted checks, is written and read back as the same text, and between two listed changes of two weeks round
 * a jump of the clock and round the switch the rate stays. */

#define DAY_MS G_GINT64_CONSTANT (86400000)
#define STEP_MS (17 * 60000)

static void
check_changes (const DwTariff *tariff, gint64 from_ms, GTimeZone *zone)
{
  gint64 to_ms = from_ms + 14 * DAY_MS;
  g_autoptr (GArray) changes = dw_tariff_list_changes (tariff, from_ms, to_ms, zone);
  guint next = 0;

  for (gint64 at_ms = from_ms + STEP_MS; at_ms < to_ms; at_ms += STEP_MS)
    {
      gboolean changed = FALSE;

      for (; next < changes->len && g_array_index (changes, gint64, next) <= at_ms; next++)
        changed = TRUE;
      g_assert_true (changed || dw_tariff_rate_at (tariff, at_ms, zone) == dw_tariff_rate_at (tariff, at_ms - STEP_MS, zone));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DwTariff) tariff = dw_tariff_file_from_text ((const char *)data, (gssize)size, "x", &error);
  g_autoptr (DwTariff) again = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autofree char *text = NULL;
  g_autofree char *second = NULL;

  g_assert_true ((tariff == NULL) == (error != NULL));
  if (tariff == NULL)
    return 0;
  problems = dw_tariff_check (tariff);
  g_assert_cmpuint (problems->len, ==, 0);
  text = dw_tariff_file_to_text (tariff);
  again = dw_tariff_file_from_text (text, -1, "y", &error);
  g_assert_no_error (error);
  second = dw_tariff_file_to_text (again);
  g_assert_cmpstr (second, ==, text);
  zone = g_time_zone_new_identifier ("Europe/Berlin");
  check_changes (tariff, 1774746000000 - 7 * DAY_MS, zone);
  if (tariff->switch_ms > 0)
    check_changes (tariff, tariff->switch_ms - 7 * DAY_MS, zone);
  return 0;
}
