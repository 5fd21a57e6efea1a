// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "bench-year.h"

#include <gtk/gtk.h>

/* A school's year at five seconds: what it takes on disk, how long its year takes from the disk to the first frame, and what each frame costs while one pans and zooms in it
 * for a minute, through the real page in a real window. Prints one JSON line. A folder that was filled before is looked at as it is (--dir), so that the long part is done
 * once. */

#define SEED 20260921
#define DAY_MS G_GINT64_CONSTANT (86400000)
#define START_MS (G_GINT64_CONSTANT (1735660800000)) /* 2025-01-01 00:00 in Shanghai */

void
bench_year_add_number (GString *json, const char *name, double number)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (json, ",\"%s\":%s", name, g_ascii_formatd (digits, sizeof digits, "%.2f", number));
}

static gboolean
is_filled (const char *dir)
{
  g_autofree char *path = g_build_filename (dir, "history", "samples.db", NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* What is there, whatever the options say: the folder may have been filled with others. */
static void
weigh (const char *dir, GString *json)
{
  g_autoptr (GError) error = NULL;
  DwHistory *history = dw_history_open (dir, DW_HISTORY_READ, NULL, &error);
  DwHistoryStats stats = { 0 };
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (history == NULL || !dw_history_read_stats (history, &stats, &error))
    g_error ("%s", error->message);
  dw_history_close (history);
  g_string_append_printf (json, ",\"samples\":%" G_GINT64_FORMAT ",\"bytes\":%" G_GINT64_FORMAT ",\"bytes_per_sample\":%s", stats.samples, stats.file_bytes,
                          g_ascii_formatd (digits, sizeof digits, "%.4f", (double)stats.file_bytes / (double)MAX (stats.samples, 1)));
}

static void
fill (const char *dir, const BenchYearPlan *plan, GString *json)
{
  BenchYearFill fill = { 0 };

  if (is_filled (dir))
    return;
  bench_year_fill (dir, plan, &fill);
  g_string_append_printf (json, ",\"ingest_per_s\":%.0f", (double)fill.n_samples / MAX (fill.seconds, 1e-6));
}

int
main (int argc, char **argv)
{
  g_autofree char *dir = NULL;
  int n_devices = 20, n_days = 365;
  gboolean fill_only = FALSE, ask_only = FALSE;
  const GOptionEntry entries[] = {
    { "dir", 0, 0, G_OPTION_ARG_FILENAME, &dir, "The data folder; filled when it is empty", "DIR" },
    { "devices", 0, 0, G_OPTION_ARG_INT, &n_devices, "Of 20 channels each", "N" },
    { "days", 0, 0, G_OPTION_ARG_INT, &n_days, "From the begin of 2025 on", "N" },
    { "fill-only", 0, 0, G_OPTION_ARG_NONE, &fill_only, "Ask nothing", NULL },
    { "ask-only", 0, 0, G_OPTION_ARG_NONE, &ask_only, "Open no window", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) json = g_string_new ("{\"bench\":\"year\"");
  BenchYearPlan plan;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || dir == NULL || n_devices < 4 || n_days < 1)
    {
      g_printerr ("bench-year: %s\n", error != NULL ? error->message : "--dir is needed, at least 4 devices and a day");
      return 2;
    }
  g_setenv ("TZ", "Asia/Shanghai", TRUE);
  plan = (BenchYearPlan){ SEED, (guint)n_devices, (guint)n_days, START_MS, START_MS + n_days * DAY_MS };
  g_string_append_printf (json, ",\"seed\":%d,\"devices\":%d,\"channels\":20,\"days\":%d", SEED, n_devices, n_days);
  fill (dir, &plan, json);
  weigh (dir, json);
  if (!fill_only)
    bench_year_ask (dir, &plan, json);
  if (!fill_only && !ask_only)
    bench_year_look (dir, &plan, json);
  g_print ("%s}\n", json->str);
  return 0;
}
