// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-text.h"

#include <math.h>

#include <gio/gio.h>

/* Numbers, ages, times and hex as people read them. Requirement S1-27 (times of events to the second). */

#define SECOND G_GINT64_CONSTANT (1000)
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

static const struct
{
  double value;
  int decimals;
  const char *text;
} numbers[] = {
  { 0, 0, "0" },
  { 0, 2, "0.00" },
  { 231.4, 1, "231.4" },
  { 642, 0, "642" },
  { -5.5, 1, "\u22125.5" },
  { 9999, 0, "9999" },
  { 10000, 0, "10\u202f000" },
  { -12345.678, 2, "\u221212\u202f345.68" },
  { 1234567.5, 1, "1\u202f234\u202f567.5" },
  { 123456, 0, "123\u202f456" },
  { 9999.96, 1, "10\u202f000.0" },
  { -0.04, 1, "0.0" },
  { -0.0, 0, "0" },
  { 0.05, 3, "0.050" },
  { 1, 9, "1.000000000" },
  { 1, 12, "1.000000000" },
  { 1.6, -1, "2" },
  { NAN, 1, "\u2014" },
  { INFINITY, 1, "\u2014" },
  { -INFINITY, 0, "\u2014" },
};

static void
test_numbers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *text = dw_text_number (numbers[i].value, numbers[i].decimals);

      g_assert_cmpstr (text, ==, numbers[i].text);
    }
}

static void
test_the_largest_number_fits (void)
{
  g_autofree char *text = dw_text_number (-G_MAXDOUBLE, 9);

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_true (g_str_has_suffix (text, ".000000000"));
}

typedef struct
{
  gint64 ms;
  const char *text;
} MsRow;

static const MsRow ages[] = {
  { -5 * SECOND, "0 s" },
  { 0, "0 s" },
  { 999, "0 s" },
  { 1000, "1 s" },
  { MINUTE - 1, "59 s" },
  { MINUTE, "1 min" },
  { 120 * MINUTE - 1, "119 min" },
  { 120 * MINUTE, "2 h" },
  { 48 * HOUR - 1, "47 h" },
  { 48 * HOUR, "2 d" },
  { 400 * DAY, "400 d" },
};

static const MsRow durations[] = {
  { -1, "00:00" },
  { 0, "00:00" },
  { 61 * SECOND, "01:01" },
  { 59 * MINUTE + 59 * SECOND, "59:59" },
  { 99 * MINUTE + 59 * SECOND + 999, "99:59" },
  { 100 * MINUTE, "1 h 40 min" },
  { 25 * HOUR + 30 * SECOND, "25 h 0 min" },
};

static const MsRow isos[] = {
  { 0, "1970-01-01T00:00:00.000Z" },
  { 1780000000123, "2026-05-28T20:26:40.123Z" },
  { -1, "1969-12-31T23:59:59.999Z" },
  { -1000, "1969-12-31T23:59:59.000Z" },
  { 951782400000, "2000-02-29T00:00:00.000Z" },
};

static void
check_rows (const MsRow *rows, guint n, char *(*func) (gint64))
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = func (rows[i].ms);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

static void
test_ages (void)
{
  check_rows (ages, G_N_ELEMENTS (ages), dw_text_age);
}

static void
test_durations (void)
{
  check_rows (durations, G_N_ELEMENTS (durations), dw_text_duration_clock);
}

static void
test_iso_times (void)
{
  check_rows (isos, G_N_ELEMENTS (isos), dw_text_time_iso);
}

/* The test runs in China's time zone: set in main. */
static void
test_local_times (void)
{
  static const MsRow full[] = { { 1780000000999, "2026-05-29 04:26:40" }, { -1, "1970-01-01 07:59:59" } };
  static const MsRow brief[] = { { 1780000000999, "05-29 04:26:40" } };
  static const MsRow day[] = { { 1780000000999, "04:26:40" } };

  check_rows (full, G_N_ELEMENTS (full), dw_text_time_full);
  check_rows (brief, G_N_ELEMENTS (brief), dw_text_time_short);
  check_rows (day, G_N_ELEMENTS (day), dw_text_time_of_day);
}

static void
test_impossible_times_are_a_dash (void)
{
  static const MsRow rows[] = { { G_MAXINT64, "\u2014" }, { G_MININT64, "\u2014" } };

  check_rows (rows, G_N_ELEMENTS (rows), dw_text_time_full);
  check_rows (rows, G_N_ELEMENTS (rows), dw_text_time_iso);
}

static void
test_hex_is_upper_case_with_spaces (void)
{
  static const guint8 bytes[] = { 0x01, 0x03, 0xc0, 0xd5 };
  g_autofree char *text = dw_text_hex (bytes, sizeof bytes);
  g_autofree char *one = dw_text_hex (bytes, 1);
  g_autofree char *none = dw_text_hex (NULL, 0);

  g_assert_cmpstr (text, ==, "01 03 C0 D5");
  g_assert_cmpstr (one, ==, "01");
  g_assert_cmpstr (none, ==, "");
}

static const struct
{
  const char *text;
  const char *hex; /* NULL: refused */
  const char *place;
} hexes[] = {
  { "01 03 C0 D5", "01 03 C0 D5", NULL },
  { "0103c0d5", "01 03 C0 D5", NULL },
  { "  01\t03\r\nC0\nD5 \n", "01 03 C0 D5", NULL },
  { "0x01 0x03 0XC0 0xd5", "01 03 C0 D5", NULL },
  { "0x0103C0D5", "01 03 C0 D5", NULL },
  { "0 1", NULL, "1" },
  { "", "", NULL },
  { " ", "", NULL },
  { "00", "00", NULL },
  { "1", NULL, "1" },
  { "01 0", NULL, "4" },
  { "01 0 3", NULL, "4" },
  { "01 G3", NULL, "3" },
  { "01 3G", NULL, "4" },
  { "01,03", NULL, "2" },
  { "01 \u00e9", NULL, "3" },
  { "0x", "", NULL },
  { "0x0x", NULL, "3" },
};

static void
test_hex_is_read_in_any_usual_form (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (hexes); i++)
    {
      g_autofree char *exact = g_strdup (hexes[i].text);
      g_autoptr (GError) error = NULL;
      g_autoptr (GByteArray) bytes = dw_text_parse_hex (exact, &error);
      g_autofree char *back = bytes ? dw_text_hex (bytes->data, bytes->len) : NULL;

      g_test_message ("“%s”", hexes[i].text);
      g_assert_cmpstr (back, ==, hexes[i].hex);
      if (hexes[i].hex)
        {
          g_assert_no_error (error);
          continue;
        }
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
      g_assert_true (g_str_has_suffix (error->message, hexes[i].place));
    }
}

static void
test_every_byte_survives_hex (void)
{
  guint8 all[256];
  g_autofree char *text = NULL;
  g_autoptr (GByteArray) back = NULL;

  for (guint i = 0; i < sizeof all; i++)
    all[i] = (guint8)i;
  text = dw_text_hex (all, sizeof all);
  back = dw_text_parse_hex (text, NULL);
  g_assert_cmpmem (back->data, back->len, all, sizeof all);
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "Asia/Shanghai", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/numbers", test_numbers);
  g_test_add_func ("/text/the-largest-number-fits", test_the_largest_number_fits);
  g_test_add_func ("/text/ages", test_ages);
  g_test_add_func ("/text/durations", test_durations);
  g_test_add_func ("/text/iso-times", test_iso_times);
  g_test_add_func ("/text/local-times", test_local_times);
  g_test_add_func ("/text/impossible-times-are-a-dash", test_impossible_times_are_a_dash);
  g_test_add_func ("/text/hex-is-upper-case-with-spaces", test_hex_is_upper_case_with_spaces);
  g_test_add_func ("/text/hex-is-read-in-any-usual-form", test_hex_is_read_in_any_usual_form);
  g_test_add_func ("/text/every-byte-survives-hex", test_every_byte_survives_hex);
  return g_test_run ();
}
