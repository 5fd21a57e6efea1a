// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-data-sheet.h"
#include "report-kit.h"

/* Plan: what one cell becomes in CSV (S4-05, S0-44), the whole file byte by byte, times across a change of the clock, then everything that must leave the old
 * file in place: cancelled, the source of rows fails, a full disk, no folder, too many rows. XLSX is read back in test-data-sheet-readers.py. */

#define BOM "\xEF\xBB\xBF"
#define MADE_MS G_GINT64_CONSTANT (1764400000000)

/* --- rows for the writer --- */

typedef struct
{
  const DwDataSheetCell *cells;
  guint n_columns, n_rows;
  guint next;
} Rows;

static gboolean
next_row (DwDataSheetCell *cells, gpointer data, GError **error)
{
  Rows *rows = data;

  if (rows->next == rows->n_rows)
    return FALSE;
  memcpy (cells, rows->cells + (gsize)rows->next++ * rows->n_columns, rows->n_columns * sizeof *cells);
  return TRUE;
}

static char *
write_csv (const DwDataSheetColumn *columns, guint n_columns, const DwDataSheetCell *cells, guint n_rows, const char *zone_name, gint64 from_ms)
{
  ReportFolder folder = report_folder_new ("table.csv");
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zone_name);
  DwDataSheetHead head = { "Test", columns, n_columns, zone, from_ms, MADE_MS };
  Rows rows = { cells, n_columns, n_rows, 0 };
  g_autoptr (GError) error = NULL;
  char *text;

  g_assert_true (dw_data_sheet_write (folder.path, DW_DATA_SHEET_CSV, &head, next_row, &rows, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (folder.path, &text, NULL, NULL));
  report_folder_clear (&folder);
  return text;
}

/* --- one cell --- */

static const struct
{
  const char *sentence;
  DwDataSheetKind kind;
  int decimals;
  DwDataSheetCell cell;
  const char *expected;
} cell_cases[] = {
  { "plain text stays as it is", DW_DATA_SHEET_TEXT, 0, { .text = "2AL1 末端箱" }, "2AL1 末端箱" },
  { "no text is an empty cell", DW_DATA_SHEET_TEXT, 0, { .text = NULL }, "" },
  { "a comma asks for quotes", DW_DATA_SHEET_TEXT, 0, { .text = "a,b" }, "\"a,b\"" },
  { "quotes are doubled", DW_DATA_SHEET_TEXT, 0, { .text = "say \"no\"" }, "\"say \"\"no\"\"\"" },
  { "a line end within is kept in quotes", DW_DATA_SHEET_TEXT, 0, { .text = "a\nb" }, "\"a\nb\"" },
  { "a space at the end is kept in quotes", DW_DATA_SHEET_TEXT, 0, { .text = "a " }, "\"a \"" },
  { "= is guarded", DW_DATA_SHEET_TEXT, 0, { .text = "=1+1" }, "'=1+1" },
  { "= with a call is guarded and quoted", DW_DATA_SHEET_TEXT, 0, { .text = "=HYPERLINK(\"x\",\"y\")" }, "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"" },
  { "+ is guarded", DW_DATA_SHEET_TEXT, 0, { .text = "+cmd|' /C calc'!A0" }, "'+cmd|' /C calc'!A0" },
  { "- is guarded in text", DW_DATA_SHEET_TEXT, 0, { .text = "-2+3" }, "'-2+3" },
  { "@ is guarded", DW_DATA_SHEET_TEXT, 0, { .text = "@SUM(A1)" }, "'@SUM(A1)" },
  { "TAB is guarded", DW_DATA_SHEET_TEXT, 0, { .text = "\t=1" }, "\"'\t=1\"" },
  { "CR is guarded", DW_DATA_SHEET_TEXT, 0, { .text = "\r=1" }, "\"'\r=1\"" },
  { "the full-width = is guarded", DW_DATA_SHEET_TEXT, 0, { .text = "＝1+1" }, "'＝1+1" },
  { "a mark in the middle is harmless", DW_DATA_SHEET_TEXT, 0, { .text = "a=b" }, "a=b" },
  { "control characters are left out", DW_DATA_SHEET_TEXT, 0, { .text = "a\x01\x1f"
                                                                        "b" },
    "ab" },
  { "bytes that are no UTF-8 become the replacement character", DW_DATA_SHEET_TEXT, 0, { .text = "a\xff"
                                                                                                 "b" },
    "a\xEF\xBF\xBD"
    "b" },
  { "a number has the decimals of its column", DW_DATA_SHEET_NUMBER, 1, { .number = 230.14 }, "230.1" },
  { "a whole number has no point", DW_DATA_SHEET_NUMBER, 0, { .number = 283 }, "283" },
  { "a large number has no spaces", DW_DATA_SHEET_NUMBER, 1, { .number = 1234567.8 }, "1234567.8" },
  { "a negative number stays a number", DW_DATA_SHEET_NUMBER, 2, { .number = -3.5 }, "-3.50" },
  { "a zero from below has no sign", DW_DATA_SHEET_NUMBER, 1, { .number = -0.04 }, "0.0" },
  { "no number is an empty cell", DW_DATA_SHEET_NUMBER, 1, { .number = NAN }, "" },
  { "infinity is an empty cell", DW_DATA_SHEET_NUMBER, 1, { .number = INFINITY }, "" },
  { "no time is an empty cell", DW_DATA_SHEET_TIME, 0, { .time_ms = 0 }, "" },
  { "a quality is a word", DW_DATA_SHEET_QUALITY, 0, { .quality = DW_QUALITY_DOUBTFUL }, "Doubtful" },
  { "no quality is an empty cell", DW_DATA_SHEET_QUALITY, 0, { .quality = DW_QUALITY_NONE }, "" },
};

static void
test_cells (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cell_cases); i++)
    {
      /* A second column keeps an empty cell apart from an empty line. */
      DwDataSheetColumn columns[] = { { "A", NULL, cell_cases[i].kind, cell_cases[i].decimals }, { "B", NULL, DW_DATA_SHEET_TEXT, 0 } };
      DwDataSheetCell cells[] = { cell_cases[i].cell, { .text = "z" } };
      g_autofree char *expected = NULL;
      g_autofree char *text = NULL;

      g_test_message ("%s", cell_cases[i].sentence);
      text = write_csv (columns, 2, cells, 1, "UTC", 0);
      expected = g_strconcat (strchr (text, '\n') + 1, NULL);
      g_assert_true (g_str_has_suffix (expected, ",z\r\n"));
      expected[strlen (expected) - strlen (",z\r\n")] = '\0';
      if (cell_cases[i].kind == DW_DATA_SHEET_QUALITY && cell_cases[i].cell.quality != DW_QUALITY_NONE)
        g_assert_cmpstr (expected, ==, dw_quality_title (cell_cases[i].cell.quality));
      else
        g_assert_cmpstr (expected, ==, cell_cases[i].expected);
    }
}

static void
test_whole_file (void)
{
  static const DwDataSheetColumn columns[] = { { "Time", NULL, DW_DATA_SHEET_TIME, 3 }, { "Residual current", "mA", DW_DATA_SHEET_NUMBER, 0 }, { "Note", "", DW_DATA_SHEET_TEXT, 0 } };
  static const DwDataSheetCell cells[] = {
    { .time_ms = 1764400000123 },
    { .number = 283 },
    { .text = "a" }, /* 2025-11-29 07:06:40.123 UTC */
    { .time_ms = 1764400005000 },
    { .number = NAN },
    { .text = NULL },
  };
  g_autofree char *text = write_csv (columns, 3, cells, 2, "Asia/Shanghai", 1764400000000);

  g_assert_cmpstr (text, ==, BOM "\"Time (Asia/Shanghai, UTC+08:00)\",Residual current (mA),Note\r\n"
                                 "2025-11-29 15:06:40.123,283,a\r\n"
                                 "2025-11-29 15:06:45.000,,\r\n");
}

/* The night of 2026-10-25 has 02:30 twice in Berlin: 00:30 and 01:30 UTC. */
static void
test_repeated_hour (void)
{
  static const DwDataSheetColumn columns[] = { { "Time", NULL, DW_DATA_SHEET_TIME, 0 } };
  static const DwDataSheetCell cells[] = { { .time_ms = 1792888200000 }, { .time_ms = 1792891800000 } };
  g_autofree char *text = write_csv (columns, 1, cells, 2, "Europe/Berlin", 1792888200000);

  g_assert_cmpstr (text, ==, BOM "\"Time (Europe/Berlin, UTC+02:00)\"\r\n2026-10-25 02:30:00\r\n2026-10-25 02:30:00+01:00\r\n");
}

static void
test_head_alone (void)
{
  static const DwDataSheetColumn columns[] = { { "=A", NULL, DW_DATA_SHEET_TEXT, 0 }, { "B", "kW", DW_DATA_SHEET_NUMBER, 2 } };
  g_autofree char *text = write_csv (columns, 2, NULL, 0, "UTC", 0);

  g_assert_cmpstr (text, ==, BOM "'=A,B (kW)\r\n");
}

/* --- long tables and those that end early --- */

typedef struct
{
  guint64 n_rows;
  guint64 next;
  guint64 stop_at; /* here the table is cancelled or fails; 0 = never */
  GCancellable *cancellable;
  guint64 told; /* by the progress, the last */
  guint tells;
} Counter;

static gboolean
next_number (DwDataSheetCell *cells, gpointer data, GError **error)
{
  Counter *counter = data;

  if (counter->next == counter->n_rows)
    return FALSE;
  if (counter->stop_at > 0 && counter->next == counter->stop_at)
    {
      if (counter->cancellable == NULL)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, "the source is gone");
          return FALSE;
        }
      g_cancellable_cancel (counter->cancellable);
    }
  cells[0].time_ms = 1764400000000 + (gint64)counter->next * 5000;
  cells[1].number = (double)counter->next / 10;
  cells[2].text = "text";
  counter->next++;
  return TRUE;
}

static void
progress_cb (guint64 rows, gpointer data)
{
  Counter *counter = data;

  g_assert_cmpuint (rows, >=, counter->told);
  counter->told = rows;
  counter->tells++;
}

static gboolean
write_numbers (const char *path, DwDataSheetFormat format, Counter *counter, GError **error)
{
  static const DwDataSheetColumn columns[] = { { "Time", NULL, DW_DATA_SHEET_TIME, 0 }, { "Number", "kW", DW_DATA_SHEET_NUMBER, 1 }, { "Text", NULL, DW_DATA_SHEET_TEXT, 0 } };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  DwDataSheetHead head = { "Numbers", columns, 3, zone, 1764400000000, MADE_MS };

  return dw_data_sheet_write (path, format, &head, next_number, counter, progress_cb, counter, counter->cancellable, error);
}

static const char *const names[] = { [DW_DATA_SHEET_CSV] = "table.csv", [DW_DATA_SHEET_XLSX] = "table.xlsx" };

static void
test_long_table (gconstpointer data)
{
  DwDataSheetFormat format = GPOINTER_TO_UINT (data);
  ReportFolder folder = report_folder_new (names[format]);
  Counter counter = { .n_rows = 100000 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_assert_true (write_numbers (folder.path, format, &counter, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (counter.told, ==, 100000);
  g_assert_cmpuint (counter.tells, ==, 101);
  bytes = report_read_file (folder.path);
  g_assert_cmpuint (g_bytes_get_size (bytes), >, 100000);
  report_folder_clear (&folder);
}

static void
test_same_bytes (gconstpointer data)
{
  DwDataSheetFormat format = GPOINTER_TO_UINT (data);
  g_autoptr (GBytes) first = NULL;

  for (guint i = 0; i < 2; i++)
    {
      ReportFolder folder = report_folder_new (names[format]);
      Counter counter = { .n_rows = 50 };
      g_autoptr (GBytes) bytes = NULL;

      g_assert_true (write_numbers (folder.path, format, &counter, NULL));
      bytes = report_read_file (folder.path);
      if (first == NULL)
        first = g_bytes_ref (bytes);
      g_assert_true (g_bytes_equal (first, bytes));
      report_folder_clear (&folder);
    }
}

static void
assert_is_old (const ReportFolder *folder)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (folder->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "old");
  report_folder_assert_alone (folder);
}

static ReportFolder
make_old_file (DwDataSheetFormat format)
{
  ReportFolder folder = report_folder_new (names[format]);

  g_assert_true (g_file_set_contents (folder.path, "old", -1, NULL));
  return folder;
}

static void
test_cancelled (gconstpointer data)
{
  DwDataSheetFormat format = GPOINTER_TO_UINT (data);
  ReportFolder folder = make_old_file (format);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Counter counter = { .n_rows = 100000, .stop_at = 5000, .cancellable = cancellable };
  g_autoptr (GError) error = NULL;

  g_assert_false (write_numbers (folder.path, format, &counter, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (counter.next, <, 6000);
  assert_is_old (&folder);
  report_folder_clear (&folder);
}

/* Also the very last row may be the one at which somebody presses cancel. */
static void
test_cancelled_at_the_end (gconstpointer data)
{
  DwDataSheetFormat format = GPOINTER_TO_UINT (data);
  ReportFolder folder = make_old_file (format);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Counter counter = { .n_rows = 10, .stop_at = 9, .cancellable = cancellable };
  g_autoptr (GError) error = NULL;

  g_assert_false (write_numbers (folder.path, format, &counter, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_is_old (&folder);
  report_folder_clear (&folder);
}

static void
test_source_fails (gconstpointer data)
{
  DwDataSheetFormat format = GPOINTER_TO_UINT (data);
  ReportFolder folder = make_old_file (format);
  Counter counter = { .n_rows = 100, .stop_at = 50 };
  g_autoptr (GError) error = NULL;

  g_assert_false (write_numbers (folder.path, format, &counter, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);
  assert_is_old (&folder);
  report_folder_clear (&folder);
}

static void
test_full_disk (gconstpointer data)
{
  DwDataSheetFormat format = GPOINTER_TO_UINT (data);
  static const gsize limits[] = { 1, 600, 5000, 100000 };

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      ReportFolder folder = make_old_file (format);
      Counter counter = { .n_rows = 100000 };
      g_autoptr (GError) error = NULL;
      gboolean written;

      g_test_message ("full after %" G_GSIZE_FORMAT " bytes", limits[i]);
      report_set_file_limit (limits[i]);
      written = write_numbers (folder.path, format, &counter, &error);
      report_set_file_limit (0);
      g_assert_false (written);
      g_assert_nonnull (error);
      g_assert_nonnull (strstr (error->message, folder.path));
      assert_is_old (&folder);
      report_folder_clear (&folder);
    }
}

static void
test_no_folder (gconstpointer data)
{
  DwDataSheetFormat format = GPOINTER_TO_UINT (data);
  ReportFolder folder = report_folder_new (names[format]);
  g_autofree char *missing = g_build_filename (folder.dir, "no", "such", "table", NULL);
  const char *paths[] = { missing, folder.dir, "/proc/dianwei-table" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      Counter counter = { .n_rows = 10 };
      g_autoptr (GError) error = NULL;

      g_assert_false (write_numbers (paths[i], format, &counter, &error));
      g_assert_nonnull (error);
      g_assert_nonnull (strstr (error->message, paths[i]));
      g_assert_cmpuint (counter.next, ==, 0);
    }
  report_folder_clear (&folder);
}

/* --- what a format cannot hold --- */

static void
test_too_wide (void)
{
  ReportFolder folder = make_old_file (DW_DATA_SHEET_CSV);
  g_autofree DwDataSheetColumn *columns = g_new0 (DwDataSheetColumn, DW_DATA_SHEET_MAX_COLUMNS + 1);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  static const guint counts[] = { 0, DW_DATA_SHEET_MAX_COLUMNS + 1 };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      DwDataSheetHead head = { "Test", columns, counts[i], zone, 0, MADE_MS };
      Rows rows = { NULL, counts[i], 0, 0 };
      g_autoptr (GError) error = NULL;

      g_assert_false (dw_data_sheet_write (folder.path, DW_DATA_SHEET_CSV, &head, next_row, &rows, NULL, NULL, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    }
  assert_is_old (&folder);
  report_folder_clear (&folder);
}

static void
test_too_long_text (void)
{
  ReportFolder folder = make_old_file (DW_DATA_SHEET_XLSX);
  static const DwDataSheetColumn columns[] = { { "Note", NULL, DW_DATA_SHEET_TEXT, 0 } };
  g_autofree char *text = g_strnfill (32768, 'x');
  DwDataSheetCell cell = { .text = text };
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  DwDataSheetHead head = { "Test", columns, 1, zone, 0, MADE_MS };
  Rows rows = { &cell, 1, 1, 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (dw_data_sheet_write (folder.path, DW_DATA_SHEET_XLSX, &head, next_row, &rows, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_nonnull (strstr (error->message, "Note"));
  assert_is_old (&folder);
  report_folder_clear (&folder);
}

static void
test_format_of_path (void)
{
  g_assert_cmpint (dw_data_sheet_format_of_path ("/a/b.xlsx"), ==, DW_DATA_SHEET_XLSX);
  g_assert_cmpint (dw_data_sheet_format_of_path ("B.XLSX"), ==, DW_DATA_SHEET_XLSX);
  g_assert_cmpint (dw_data_sheet_format_of_path ("b.csv"), ==, DW_DATA_SHEET_CSV);
  g_assert_cmpint (dw_data_sheet_format_of_path ("xlsx"), ==, DW_DATA_SHEET_CSV);
}

static void
add_for_both (const char *path, GTestDataFunc func)
{
  g_autofree char *csv = g_strconcat ("/data-sheet/csv/", path, NULL);
  g_autofree char *xlsx = g_strconcat ("/data-sheet/xlsx/", path, NULL);

  g_test_add_data_func (csv, GUINT_TO_POINTER (DW_DATA_SHEET_CSV), func);
  g_test_add_data_func (xlsx, GUINT_TO_POINTER (DW_DATA_SHEET_XLSX), func);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data-sheet/a-cell-is-what-its-kind-says", test_cells);
  g_test_add_func ("/data-sheet/the-whole-file-byte-by-byte", test_whole_file);
  g_test_add_func ("/data-sheet/the-repeated-hour-can-be-told-apart", test_repeated_hour);
  g_test_add_func ("/data-sheet/no-rows-still-have-a-head", test_head_alone);
  add_for_both ("a-hundred-thousand-rows", test_long_table);
  add_for_both ("the-same-rows-give-the-same-bytes", test_same_bytes);
  add_for_both ("cancelled-leaves-the-old-file", test_cancelled);
  add_for_both ("cancelled-at-the-last-row-too", test_cancelled_at_the_end);
  add_for_both ("a-failing-source-leaves-the-old-file", test_source_fails);
  add_for_both ("a-full-disk-leaves-the-old-file", test_full_disk);
  add_for_both ("an-impossible-place-is-named", test_no_folder);
  g_test_add_func ("/data-sheet/too-many-columns-are-refused", test_too_wide);
  g_test_add_func ("/data-sheet/text-too-long-for-a-cell-is-refused", test_too_long_text);
  g_test_add_func ("/data-sheet/the-ending-names-the-format", test_format_of_path);
  return g_test_run ();
}
