// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <string.h>

#include "dw-geo-names.h"

/* Plan: rows that are names, rows that are not and why, by line; the good rows of a list with bad ones; limits (S1-19). */

static const struct
{
  const char *sentence, *text;
  guint n_names;
  const char *problem; /* of the first; NULL = none */
} rows[] = {
  { "one name", "region 117.655 39.055 塘沽\n", 1, NULL },
  { "no line end", "town 117.7 39.04 开发区", 1, NULL },
  { "a name of several words", "sea 118.15 38.75 Bohai Bay\n", 1, NULL },
  { "columns by tabs", "water\t117.49\t38.76\t独流减河\n", 1, NULL },
  { "lines as Windows ends them", "region 117 39 A\r\nregion 118 39 B\r\n", 2, NULL },
  { "the mark that editors of Windows put in front", "\xef\xbb\xbfregion 117 39 A\n", 1, NULL },
  { "remarks and empty lines", "# remark\n\n   \nregion 117 39 A\n  # another\n", 1, NULL },
  { "nothing", "", 0, NULL },
  { "south and west", "town -58.4 -34.6 Buenos Aires\n", 1, NULL },
  { "a class that nobody knows", "region 117 39 A\nvillage 117 39 B\n", 1, "line 2: the class" },
  { "a class in capitals", "Region 117 39 A\n", 0, "line 1: the class" },
  { "two columns", "region 117\n", 0, "line 1: expected" },
  { "no name", "region 117 39\n", 0, "line 1: expected" },
  { "longitude and latitude swapped", "region 39.055 117.655 塘沽\n", 0, "line 1: longitude" },
  { "a decimal comma", "region 117,655 39,055 塘沽\n", 0, "line 1: longitude" },
  { "degrees and minutes", "region 117°39' 39°03' 塘沽\n", 0, "line 1: longitude" },
  { "not a number", "region nan 39 A\n", 0, "line 1: longitude" },
  { "an endless number", "region inf 39 A\n", 0, "line 1: longitude" },
  { "letters that are no letters", "region 117 39 \xff\xfe\n", 0, "line 1: this is not UTF-8" },
  { "a list in GBK", "region 117 39 \xcc\xc1\xb9\xc1\n", 0, "line 1: this is not UTF-8" },
  { "a bell in the name", "region 117 39 A\aB\n", 0, "line 1: the name has a control" },
  { "a name of 40 characters", "region 117 39 一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十\n", 1, NULL },
  { "a name of 41 characters", "region 117 39 一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一\n", 0, "line 1: the name is longer" },
};

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GPtrArray) names = dw_geo_names_parse (rows[i].text, problems);

      g_test_message ("%s", rows[i].sentence);
      g_assert_cmpuint (names->len, ==, rows[i].n_names);
      g_assert_cmpuint (problems->len, ==, rows[i].problem != NULL);
      if (rows[i].problem != NULL)
        g_assert_true (g_str_has_prefix (problems->pdata[0], rows[i].problem));
    }
}

static void
test_values (void)
{
  g_autoptr (GPtrArray) names = dw_geo_names_parse ("# x\n water  117.490   38.760  独流减河 (north) \n", NULL);
  const DwGeoName *name = names->pdata[0];

  g_assert_cmpuint (names->len, ==, 1);
  g_assert_cmpint (name->name_class, ==, DW_GEO_NAME_WATER);
  g_assert_cmpfloat (name->point.longitude, ==, 117.49);
  g_assert_cmpfloat (name->point.latitude, ==, 38.76);
  g_assert_cmpstr (name->text, ==, "独流减河 (north)");
}

/* Every bad row is named, the good ones stay. */
static void
test_all_problems (void)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) names = dw_geo_names_parse ("bad\nregion 117 39 A\nregion 200 39 B\n\ntown 117 39 C\nregion 1\n", problems);

  g_assert_cmpuint (names->len, ==, 2);
  g_assert_cmpuint (problems->len, ==, 3);
  g_assert_true (g_str_has_prefix (problems->pdata[0], "line 1:"));
  g_assert_true (g_str_has_prefix (problems->pdata[1], "line 3:"));
  g_assert_true (g_str_has_prefix (problems->pdata[2], "line 6:"));
}

static char *
repeat (const char *row, gsize times)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < times; i++)
    g_string_append (text, row);
  return g_string_free (text, FALSE);
}

static void
test_limits (void)
{
  g_autofree char *full = repeat ("sea 118 38 B\n", DW_GEO_NAMES_MAX_ROWS), *more = repeat ("sea 118 38 B\n", DW_GEO_NAMES_MAX_ROWS + 1), *large = repeat ("# remark ", 40000);
  g_autoptr (GPtrArray) none = g_ptr_array_new (), one = g_ptr_array_new_with_free_func (g_free), size = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) names = dw_geo_names_parse (full, none), cut = dw_geo_names_parse (more, one), nothing = dw_geo_names_parse (large, size);

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (names->len, ==, DW_GEO_NAMES_MAX_ROWS);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpstr (one->pdata[0], ==, "line 5001: a list has at most 5000 names");
  g_assert_cmpuint (cut->len, ==, DW_GEO_NAMES_MAX_ROWS);
  g_assert_cmpuint (size->len, ==, 1);
  g_assert_cmpuint (nothing->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geo-names/rows", test_rows);
  g_test_add_func ("/geo-names/values", test_values);
  g_test_add_func ("/geo-names/all-problems", test_all_problems);
  g_test_add_func ("/geo-names/limits", test_limits);
  return g_test_run ();
}
