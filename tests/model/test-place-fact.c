// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-place-fact.h"

#include <string.h>

/* What may stand in the facts of a place (S1-22, S0-02, S0-06), and how it is kept. */

static const struct
{
  const char *sentence, *key, *typed;
  const char *kept; /* NULL = refused */
} rows[] = {
  { "an address stays as it is, wide signs too", "address", "塘沽区广州道（北）12号", "塘沽区广州道（北）12号" },
  { "a line break in a cell is a blank", "address", "广州道\r\n12号", "广州道 12号" },
  { "blanks around go", "contact", "  钱秀英　", "钱秀英" },
  { "nothing stays nothing", "contact", "", "" },
  { "a land line", "phone", "022-65200001", "022-65200001" },
  { "a mobile and an extension", "phone", "13800138000, 022-65200001转8012", "13800138000, 022-65200001转8012" },
  { "wide digits", "phone", "０２２－６５２００００１", "022-65200001" },
  { "a whole area", "area_m2", "12500", "12500" },
  { "thousands and a unit", "area_m2", "12,500.5 ㎡", "12500.5" },
  { "another unit", "area_m2", "800平方米", "800" },
  { "an ISO date", "commissioned", "2025-03-01", "2025-03-01" },
  { "a date of Excel", "contract_end", "2027/3/1", "2027-03-01" },
  { "a Chinese date", "contract_end", "2027年12月31日", "2027-12-31" },
  { "a leap day", "contract_end", "2028.2.29", "2028-02-29" },
  { "degrees", "latitude", "39.0215", "39.021500" },
  { "degrees with the sign", "longitude", "117.6521°", "117.652100" },

  { "letters in a phone", "phone", "ask the porter", NULL },
  { "too few digits", "phone", "1234", NULL },
  { "no area", "area_m2", "0", NULL },
  { "an area below nothing", "area_m2", "-5", NULL },
  { "an area in words", "area_m2", "large", NULL },
  { "an area of hexadecimal digits", "area_m2", "0x10", NULL },
  { "no number at all", "area_m2", "nan", NULL },
  { "the unit alone", "area_m2", "㎡", NULL },
  { "a day that does not exist", "commissioned", "2025-02-29", NULL },
  { "a month that does not exist", "commissioned", "2025-13-01", NULL },
  { "a date with something behind it", "commissioned", "2025-03-01 x", NULL },
  { "a year alone", "commissioned", "2025", NULL },
  { "a year with two digits", "commissioned", "25-03-01", NULL },
  { "too far north", "latitude", "91", NULL },
  { "too far east", "longitude", "181", NULL },
  { "degrees in words", "latitude", "north", NULL },
  { "a fact that does not exist", "colour", "red", NULL },
};

static void
test_facts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *kept = NULL;

      kept = dw_place_fact_normalise (rows[i].key, rows[i].typed, &error);
      g_test_message ("%s: %s = “%s”", rows[i].sentence, rows[i].key, rows[i].typed);
      g_assert_cmpstr (kept, ==, rows[i].kept);
      g_assert_true ((kept == NULL) == (error != NULL));
    }
}

/* Kept text is kept again as it is: a second import changes nothing. */
static void
test_kept_is_kept (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *again = NULL;

      if (rows[i].kept == NULL)
        continue;
      again = dw_place_fact_normalise (rows[i].key, rows[i].kept, NULL);
      g_assert_cmpstr (again, ==, rows[i].kept);
    }
}

static void
test_length (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *fits = NULL, *name = NULL;

  g_assert_null (dw_place_name_normalise ("", NULL));
  g_assert_null (dw_place_name_normalise (" \n ", NULL));
  for (guint i = 0; i < 100; i++)
    g_string_append (text, "校");
  name = dw_place_name_normalise (text->str, NULL);
  g_assert_cmpstr (name, ==, text->str);
  g_string_append (text, "校");
  g_assert_null (dw_place_name_normalise (text->str, NULL));
  for (guint i = 101; i < 300; i++)
    g_string_append (text, "校");
  fits = dw_place_fact_normalise ("note", text->str, NULL);
  g_assert_nonnull (fits);
  g_string_append (text, "校");
  g_assert_null (dw_place_fact_normalise ("note", text->str, NULL));
}

/* The conversion itself is proved in tests/base/test-geo.c. */
static void
test_position (void)
{
  static const struct
  {
    const char *sentence, *latitude, *longitude;
    DwPlaceGrid grid;
    const char *says; /* NULL = kept */
  } positions[] = {
    { "WGS-84", "39.0215", "117.6521", DW_PLACE_GRID_WGS84, NULL },
    { "neither", "", "", DW_PLACE_GRID_WGS84, NULL },
    { "neither, of the other grid", "", "", DW_PLACE_GRID_GCJ02, NULL },
    { "one missing", "39.0215", "", DW_PLACE_GRID_WGS84, "needs" },
    { "the other missing", "", "117.6521", DW_PLACE_GRID_WGS84, "needs" },
    { "exchanged", "117.6521", "39.0215", DW_PLACE_GRID_WGS84, "exchanged" },
    { "words", "here", "there", DW_PLACE_GRID_WGS84, "decimal degrees" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (positions); i++)
    {
      g_autofree char *latitude = NULL, *longitude = NULL;
      g_autoptr (GError) error = NULL;
      gboolean kept = dw_place_position_normalise (positions[i].latitude, positions[i].longitude, positions[i].grid, &latitude, &longitude, &error);

      g_test_message ("%s", positions[i].sentence);
      g_assert_cmpint (kept, ==, positions[i].says == NULL);
      if (!kept)
        g_assert_nonnull (strstr (error->message, positions[i].says));
    }
}

/* In Tianjin GCJ-02 lies north and east of WGS-84 by some hundred metres: what was typed in it is kept further south and west. */
static void
test_shifted_position (void)
{
  g_autofree char *latitude = NULL, *longitude = NULL;

  g_assert_true (dw_place_position_normalise ("39.0215", "117.6521", DW_PLACE_GRID_GCJ02, &latitude, &longitude, NULL));
  g_assert_cmpfloat_with_epsilon (39.0215 - g_ascii_strtod (latitude, NULL), 0.001, 0.0009);
  g_assert_cmpfloat_with_epsilon (117.6521 - g_ascii_strtod (longitude, NULL), 0.006, 0.002);
}

static void
test_grids (void)
{
  static const struct
  {
    const char *word;
    int grid; /* -1 = unknown */
  } words[] = {
    { "WGS-84", DW_PLACE_GRID_WGS84 },
    { "wgs84", DW_PLACE_GRID_WGS84 },
    { "ＷＧＳ８４", DW_PLACE_GRID_WGS84 },
    { "CGCS 2000", DW_PLACE_GRID_WGS84 },
    { "GCJ-02", DW_PLACE_GRID_GCJ02 },
    { "高德", DW_PLACE_GRID_GCJ02 },
    { "火星坐标", DW_PLACE_GRID_GCJ02 },
    { "", -1 },
    { "BD-09", -1 },
    { "百度", -1 },
    { "WGS-72", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      DwPlaceGrid grid = DW_N_PLACE_GRIDS;
      gboolean known = dw_place_grid_from_word (words[i].word, &grid);

      g_test_message ("“%s”", words[i].word);
      g_assert_cmpint (known ? (int)grid : -1, ==, words[i].grid);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/place-fact/facts", test_facts);
  g_test_add_func ("/place-fact/kept-is-kept", test_kept_is_kept);
  g_test_add_func ("/place-fact/length", test_length);
  g_test_add_func ("/place-fact/position", test_position);
  g_test_add_func ("/place-fact/shifted-position", test_shifted_position);
  g_test_add_func ("/place-fact/grids", test_grids);
  return g_test_run ();
}
