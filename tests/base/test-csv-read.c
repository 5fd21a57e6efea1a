// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-csv-read.h"

#include <string.h>

/* Tables as spreadsheets write them. GB18030 bytes are from Python's codec: "学校,电话".encode("gb18030"). */

#define GB_SCHOOL "\xd1\xa7\xd0\xa3"
#define GB_PHONE "\xb5\xe7\xbb\xb0"
#define UTF_SCHOOL "学校"
#define UTF_PHONE "电话"

typedef struct
{
  const char *sentence, *bytes;
  const char *rows; /* "line:field|field\n" for each row */
  const char *encoding;
  char separator;
} Good;

static const Good good[] = {
  { "commas, line feeds", "a,b\n1,2\n", "1:a|b\n2:1|2\n", "UTF-8", ',' },
  { "line ends of Windows", "a,b\r\n1,2\r\n", "1:a|b\n2:1|2\n", "UTF-8", ',' },
  { "line ends of old Macs", "a,b\r1,2\r", "1:a|b\n2:1|2\n", "UTF-8", ',' },
  { "no end of the last line", "a,b\n1,2", "1:a|b\n2:1|2\n", "UTF-8", ',' },
  { "semicolons", "a;b\n1,5;2\n", "1:a|b\n2:1,5|2\n", "UTF-8", ';' },
  { "tabs", "a\tb\n1\t2\n", "1:a|b\n2:1|2\n", "UTF-8", '\t' },
  { "a separator in a quoted heading does not count", "\"a,b,c\";d\n1;2\n", "1:a,b,c|d\n2:1|2\n", "UTF-8", ';' },
  { "Excel's line about the separator", "sep=;\r\na;b\r\n", "2:a|b\n", "UTF-8", ';' },
  { "one column", "a\n1\n", "1:a\n2:1\n", "UTF-8", ',' },
  { "quotes, with quotes and a separator in them", "a,b\n\"say \"\"x\"\", y\",2\n", "1:a|b\n2:say \"x\", y|2\n", "UTF-8", ',' },
  { "a line break in quotes; later lines keep their numbers", "a,b\n\"1\n2\",x\ny,z\n", "1:a|b\n2:1\n2|x\n4:y|z\n", "UTF-8", ',' },
  { "an empty quoted field", "a,b\n\"\",2\n", "1:a|b\n2:|2\n", "UTF-8", ',' },
  { "a quote inside a bare field is a letter", "a,b\n5\" pipe,2\n", "1:a|b\n2:5\" pipe|2\n", "UTF-8", ',' },
  { "blanks around fields go", "a , b\n 1,2 \n", "1:a|b\n2:1|2\n", "UTF-8", ',' },
  { "empty rows are left out, also those of separators", "a,b\n\n,\n1,2\n", "1:a|b\n4:1|2\n", "UTF-8", ',' },
  { "short and long rows stay as they are", "a,b\n1\n1,2,3\n", "1:a|b\n2:1\n3:1|2|3\n", "UTF-8", ',' },
  { "UTF-8 without a mark", UTF_SCHOOL "," UTF_PHONE "\n", "1:学校|电话\n", "UTF-8", ',' },
  { "UTF-8 with a mark", "\xef\xbb\xbf" UTF_SCHOOL "," UTF_PHONE "\n", "1:学校|电话\n", "UTF-8", ',' },
  { "GB18030", GB_SCHOOL "," GB_PHONE "\n", "1:学校|电话\n", "GB18030", ',' },
  { "GB18030 that could be Cyrillic in UTF-8", GB_SCHOOL ",b\n", "1:学校|b\n", "GB18030", ',' },
  { "one Western letter in UTF-8", "a m²,b\n", "1:a m²|b\n", "UTF-8", ',' },
  { "Western letters in UTF-8 that are no GB18030", "a,“é”\n", "1:a|“é”\n", "UTF-8", ',' },
  { "four bytes of GB18030: U+20000", "a," GB_SCHOOL "\x95\x32\x82\x36\n", "1:a|学校𠀀\n", "GB18030", ',' },
  { "nothing", "", "", "UTF-8", ',' },
  { "a mark alone", "\xef\xbb\xbf", "", "UTF-8", ',' },
  { "line ends alone", "\n\r\n", "", "UTF-8", ',' },
};

static char *
describe (const DwCsv *csv)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < csv->rows->len; i++)
    {
      const DwCsvRow *row = g_ptr_array_index (csv->rows, i);

      g_string_append_printf (text, "%u:", row->line);
      for (guint j = 0; j < row->fields->len; j++)
        g_string_append_printf (text, "%s%s", j > 0 ? "|" : "", dw_csv_row_get (row, j));
      g_string_append_c (text, '\n');
      g_assert_cmpstr (dw_csv_row_get (row, row->fields->len), ==, "");
    }
  return g_string_free (text, FALSE);
}

static void
test_good (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DwCsv) csv = dw_csv_read (good[i].bytes, strlen (good[i].bytes), &error);
      g_autofree char *rows = NULL;

      g_test_message ("%s", good[i].sentence);
      g_assert_no_error (error);
      rows = describe (csv);
      g_assert_cmpstr (rows, ==, good[i].rows);
      g_assert_cmpstr (csv->encoding, ==, good[i].encoding);
      g_assert_cmpint (csv->separator, ==, good[i].separator);
    }
}

static const struct
{
  const char *sentence, *bytes;
  gsize length;
  const char *says;
} bad[] = {
  { "a quote that does not end, where it began", "a,b\n1,\"2\n3,4\n", 13, "Line 2: a quote" },
  { "text behind a quote", "a,b\n\"1\"x,2\n", 11, "Line 2: text behind" },
  { "half a character of GB18030", "a,b\nc," GB_SCHOOL "\xb5", 11, "Line 2: the text is neither" },
  { "bytes of neither encoding", "a,b\n\xff\xff\n", 7, "Line 2: the text is neither" },
  { "a mark of UTF-8, then none", "\xef\xbb\xbf" GB_PHONE ",b\n", 10, "neither" },
  { "a spreadsheet", "PK\x03\x04", 4, "XLSX" },
  { "an old spreadsheet", "\xd0\xcf\x11\xe0\xa1", 5, "XLS" },
  { "UTF-16", "\xff\xfe"
              "a\0,\0",
    6, "UTF-16" },
  { "UTF-16 the other way", "\xfe\xff\0a", 4, "UTF-16" },
  { "zero bytes", "a,b\n\0,2\n", 8, "zero bytes" },
};

static void
test_bad (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[i].sentence);
      g_assert_null (dw_csv_read (bad[i].bytes, bad[i].length, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_nonnull (strstr (error->message, bad[i].says));
    }
}

/* Whatever the bytes are, the answer is rows or a sentence, and nothing is read behind the end (the sanitizer looks). */
static void
test_noise (void)
{
  static const char letters[] = "a,;\t\"\n\r\xd1\xa7\xef\xbb\xbf=";

  for (guint round = 0; round < 20000; round++)
    {
      gsize length = (gsize)g_test_rand_int_range (0, 40);
      g_autofree char *bytes = g_malloc (length + (length == 0));
      g_autoptr (GError) error = NULL;
      g_autoptr (DwCsv) csv = NULL;

      for (gsize i = 0; i < length; i++)
        bytes[i] = letters[g_test_rand_int_range (0, sizeof letters - 1)];
      csv = dw_csv_read (bytes, length, &error);
      g_assert_true ((csv == NULL) == (error != NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-read/good", test_good);
  g_test_add_func ("/csv-read/bad", test_bad);
  g_test_add_func ("/csv-read/noise", test_noise);
  return g_test_run ();
}
