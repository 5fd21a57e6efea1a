// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <string.h>

#include "dw-history-lines.h"
#include "dw-history-period.h"

/* The small parts of an import: lines of a stream, and how far apart the rows of a device are. */

/* --- lines --- */

static const struct
{
  const char *what, *text;
  const char *lines[4];
} texts[] = {
  { "three lines", "a\nbc\nd\n", { "a", "bc", "d" } },
  { "a last line without its end", "a\nbc", { "a", "bc" } },
  { "empty lines are lines", "\n\na\n", { "", "", "a" } },
  { "a carriage return belongs to the line", "a\r\nb\n", { "a\r", "b" } },
  { "nothing", "", { NULL } },
};

static void
test_lines (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (texts[i].text, -1, NULL);
      g_autoptr (DwHistoryLines) lines = dw_history_lines_new (stream);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", texts[i].what);
      for (guint k = 0; texts[i].lines[k] != NULL; k++)
        g_assert_cmpstr (dw_history_lines_next (lines, NULL, &error), ==, texts[i].lines[k]);
      g_assert_null (dw_history_lines_next (lines, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (dw_history_lines_get_bytes (lines), ==, strlen (texts[i].text));
    }
}

/* Lines longer than any buffer, and lines that lie across the ends of what was read. */
static void
test_long_lines (void)
{
  enum {
    N = 40,
  };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (DwHistoryLines) lines = NULL;
  gsize lengths[N];

  for (guint i = 0; i < N; i++)
    {
      lengths[i] = (gsize)g_test_rand_int_range (0, i % 10 == 9 ? 400000 : 9000);
      for (gsize k = 0; k < lengths[i]; k++)
        g_string_append_c (text, (char)('a' + i % 26));
      g_string_append_c (text, '\n');
    }
  stream = g_memory_input_stream_new_from_data (text->str, (gssize)text->len, NULL);
  lines = dw_history_lines_new (stream);
  for (guint i = 0; i < N; i++)
    {
      const char *line = dw_history_lines_next (lines, NULL, NULL);

      g_assert_nonnull (line);
      g_assert_cmpuint (strlen (line), ==, lengths[i]);
      g_assert_true (lengths[i] == 0 || (line[0] == (char)('a' + i % 26) && line[lengths[i] - 1] == line[0]));
    }
  g_assert_null (dw_history_lines_next (lines, NULL, NULL));
}

static void
test_cancelled (void)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data ("a\n", -1, NULL);
  g_autoptr (DwHistoryLines) lines = dw_history_lines_new (stream);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (dw_history_lines_next (lines, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* --- periods --- */

#define BEGIN_MS G_GINT64_CONSTANT (1795158000000)

static const struct
{
  const char *what;
  gint64 times_ms[8]; /* after the begin, until the first that is negative */
  int period_ms;
} rows[] = {
  { "no row", { -1 }, 0 },
  { "one row says nothing", { 0, -1 }, 0 },
  { "two rows", { 0, 900000, -1 }, 900000 },
  { "a gap does not change it", { 0, 60000, 120000, 7200000, 7260000, 7320000, -1 }, 60000 },
  { "the same time again says nothing", { 0, 0, 0, 60000, 60000, 120000, -1 }, 60000 },
  { "what goes back says nothing", { 60000, 0, 60000, 120000, -1 }, 60000 },
  { "a clock that trembles counts as whole seconds", { 0, 59960, 120030, 179990, -1 }, 60000 },
  { "but not below five seconds", { 0, 1980, 3970, 5960, -1 }, 1990 },
  { "of an even number the smaller of the two in the middle", { 0, 10000, 30000, -1 }, 10000 },
};

static void
test_periods (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      DwHistoryPeriod period;

      g_test_message ("%s", rows[i].what);
      dw_history_period_init (&period);
      for (guint k = 0; k < G_N_ELEMENTS (rows[i].times_ms) && rows[i].times_ms[k] >= 0; k++)
        dw_history_period_note (&period, BEGIN_MS + rows[i].times_ms[k]);
      g_assert_cmpint (dw_history_period_get_ms (&period), ==, rows[i].period_ms);
      dw_history_period_clear (&period);
    }
}

/* A year of minutes does not take the memory of a year; two hours of seconds at its end are not its period. */
static void
test_many_rows (void)
{
  DwHistoryPeriod period;
  gint64 time_ms = BEGIN_MS;

  dw_history_period_init (&period);
  for (guint i = 0; i < 365 * 1440; i++, time_ms += 60000)
    {
      dw_history_period_note (&period, time_ms);
      g_assert_true (i == 0 || i % 5000 != 0 || dw_history_period_get_ms (&period) == 60000);
    }
  for (guint i = 0; i < 7200; i++, time_ms += 1000)
    dw_history_period_note (&period, time_ms);
  g_assert_cmpint (dw_history_period_get_ms (&period), ==, 60000);
  g_assert_cmpuint (period.distances->len, <, 4096);
  dw_history_period_clear (&period);
}

/* What is known early is not for ever: two rows that lie far apart, and then the real ones. */
static void
test_better_knowledge (void)
{
  DwHistoryPeriod period;

  dw_history_period_init (&period);
  dw_history_period_note (&period, BEGIN_MS);
  dw_history_period_note (&period, BEGIN_MS + 3600000);
  g_assert_cmpint (dw_history_period_get_ms (&period), ==, 3600000);
  for (guint i = 1; i <= 10; i++)
    dw_history_period_note (&period, BEGIN_MS + 3600000 + i * 60000);
  g_assert_cmpint (dw_history_period_get_ms (&period), ==, 60000);
  dw_history_period_clear (&period);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history-rows/lines", test_lines);
  g_test_add_func ("/history-rows/long-lines", test_long_lines);
  g_test_add_func ("/history-rows/cancelled", test_cancelled);
  g_test_add_func ("/history-rows/periods", test_periods);
  g_test_add_func ("/history-rows/many-rows", test_many_rows);
  g_test_add_func ("/history-rows/better-knowledge", test_better_knowledge);
  return g_test_run ();
}
