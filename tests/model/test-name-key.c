// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-name-key.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

/* Names are found as people type them (search of S1-19): by text, pinyin, beginnings of syllables, initials. The readings are those of 现代汉语词典. */

static DwPinyin *
open_pinyin (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("DIANWEI_DATA"), "search", "second-readings.txt", NULL);
  g_autoptr (GError) error = NULL;
  DwPinyin *pinyin = dw_pinyin_new (path, &error);

  g_assert_no_error (error);
  return pinyin;
}

typedef struct
{
  const char *sentence, *name, *typed;
  DwNameRank rank;
} Row;

static const Row rows[] = {
  { "the whole name", "滨海新区塘沽第一小学", "滨海新区塘沽第一小学", DW_NAME_RANK_WHOLE },
  { "the beginning of the name", "滨海新区塘沽第一小学", "滨海", DW_NAME_RANK_TEXT_START },
  { "Chinese inside the name", "滨海新区塘沽第一小学", "塘沽", DW_NAME_RANK_TEXT_INSIDE },
  { "all initials", "滨海新区塘沽第一小学", "bhxqtgdyxx", DW_NAME_RANK_PINYIN_START },
  { "initials in capitals", "滨海新区塘沽第一小学", "BHXQ", DW_NAME_RANK_PINYIN_START },
  { "initials from inside", "滨海新区塘沽第一小学", "tgdyxx", DW_NAME_RANK_PINYIN_INSIDE },
  { "full pinyin of the beginning", "滨海新区塘沽第一小学", "binhai", DW_NAME_RANK_PINYIN_START },
  { "full pinyin of all", "滨海新区塘沽第一小学", "binhaixinqutanggudiyixiaoxue", DW_NAME_RANK_PINYIN_START },
  { "beginnings of syllables", "滨海新区塘沽第一小学", "binhxinq", DW_NAME_RANK_PINYIN_START },
  { "a syllable that is not finished yet", "滨海新区塘沽第一小学", "tangg", DW_NAME_RANK_PINYIN_INSIDE },
  { "Chinese and pinyin together", "滨海新区塘沽第一小学", "塘gu", DW_NAME_RANK_PINYIN_INSIDE },
  { "with an apostrophe between the syllables", "西安道小学", "xi'an", DW_NAME_RANK_PINYIN_START },
  { "two readings: 重 as chong", "重庆路", "chongqing", DW_NAME_RANK_PINYIN_START },
  { "two readings: 重 as zhong", "重型机械厂", "zhongxing", DW_NAME_RANK_PINYIN_START },
  { "two readings: 长 as chang", "长芦", "changlu", DW_NAME_RANK_PINYIN_START },
  { "two readings: 长 as zhang", "校长室", "xiaozhang", DW_NAME_RANK_PINYIN_START },
  { "two readings: 乐 as yue", "音乐教室", "yinyue", DW_NAME_RANK_PINYIN_START },
  { "two readings: 行 as hang", "银行街", "yinhang", DW_NAME_RANK_PINYIN_START },
  { "two readings: 曾 as zeng", "曾庄小学", "zengz", DW_NAME_RANK_PINYIN_START },
  { "two readings: 厦 as xia", "厦门路幼儿园", "xiamen", DW_NAME_RANK_PINYIN_START },
  { "two readings: 朝 as chao", "朝阳小学", "chaoyang", DW_NAME_RANK_PINYIN_START },
  { "two readings: 会 as kuai", "会计室", "kuaiji", DW_NAME_RANK_PINYIN_START },
  { "two readings: 大 as da", "大港", "dagang", DW_NAME_RANK_PINYIN_START },
  { "ü typed as v", "绿园幼儿园", "lvyuan", DW_NAME_RANK_PINYIN_START },
  { "ü typed as u", "旅顺路", "lushun", DW_NAME_RANK_PINYIN_START },
  { "ü of a character that is in no table, typed as v", "旅顺路", "lvshun", DW_NAME_RANK_PINYIN_START },
  { "Latin and digits", "教学楼A 二层 2AL1 末端箱", "2al1", DW_NAME_RANK_TEXT_INSIDE },
  { "mixed with pinyin, over the blanks", "教学楼A 二层 2AL1", "jxlaec2al1", DW_NAME_RANK_PINYIN_START },
  { "a full-width name", "２ＡＬ１ 箱", "2al1", DW_NAME_RANK_TEXT_START },
  { "a full-width question", "2AL1 箱", "２ＡＬ１", DW_NAME_RANK_TEXT_START },
  { "traditional characters are read, too", "濱海小學", "binhaixiaoxue", DW_NAME_RANK_PINYIN_START },
  { "an emoji in the name is skipped", "塘沽😀小学", "tgxx", DW_NAME_RANK_PINYIN_START },
  { "an emoji as the question", "塘沽😀小学", "😀", DW_NAME_RANK_TEXT_INSIDE },

  { "a wrong letter", "滨海新区塘沽第一小学", "bhxz", DW_NAME_RANK_NONE },
  { "initials with one left out", "滨海新区塘沽第一小学", "bxq", DW_NAME_RANK_NONE },
  { "the right letters in another order", "滨海新区塘沽第一小学", "haibin", DW_NAME_RANK_NONE },
  { "the end of a syllable is no beginning", "滨海", "inhai", DW_NAME_RANK_NONE },
  { "more than the name has", "滨海", "binhaix", DW_NAME_RANK_NONE },
  { "half a Latin name is not a beginning of a unit", "2AL1", "2l1", DW_NAME_RANK_NONE },
  { "another emoji", "塘沽😀小学", "😁", DW_NAME_RANK_NONE },
  { "an empty name", "", "a", DW_NAME_RANK_NONE },
  { "a reading of neither kind", "长芦", "zhonglu", DW_NAME_RANK_NONE },
  { "longer than can be read", "滨海", "bhbhbhbhbhbhbhbhbhbhbhbhbhbhbhbhbhbhbhbhbhbhbhbhbhbhbhbhbhbhbhbhbhbh", DW_NAME_RANK_NONE },
};

static void
test_names_are_found (void)
{
  g_autoptr (DwPinyin) pinyin = open_pinyin ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DwNameKey) key = dw_name_key_new (pinyin, rows[i].name);
      g_autoptr (DwNameQuery) query = dw_name_query_new (rows[i].typed);

      g_test_message ("%s: %s by %s", rows[i].sentence, rows[i].name, rows[i].typed);
      g_assert_cmpuint (dw_name_query_get_n_words (query), ==, 1);
      g_assert_cmpint (dw_name_query_rank (query, 0, key), ==, rows[i].rank);
    }
}

static void
test_words (void)
{
  static const struct
  {
    const char *typed;
    guint n_words;
  } questions[] = {
    { "", 0 },
    { "   ", 0 },
    { "\t", 0 },
    { "　", 0 },
    { "'", 0 },
    { "bin hai", 2 },
    { " 塘沽　2AL1 ", 2 },
    { "\xff\xfe", 0 },
  };
  g_autoptr (GString) many = g_string_new (NULL);
  g_autoptr (DwNameQuery) most = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autoptr (DwNameQuery) query = dw_name_query_new (questions[i].typed);

      g_test_message ("question %u", i);
      g_assert_cmpuint (dw_name_query_get_n_words (query), ==, questions[i].n_words);
    }
  for (guint i = 0; i < 1000; i++)
    g_string_append (many, "a ");
  most = dw_name_query_new (many->str);
  g_assert_cmpuint (dw_name_query_get_n_words (most), ==, 32);
}

/* Without readings names are still found by their text. */
static void
test_without_pinyin (void)
{
  g_autoptr (DwNameKey) key = dw_name_key_new (NULL, "塘沽第一小学2AL1");
  g_autoptr (DwNameQuery) text = dw_name_query_new ("第一"), pinyin = dw_name_query_new ("diyi");

  g_assert_cmpint (dw_name_query_rank (text, 0, key), ==, DW_NAME_RANK_TEXT_INSIDE);
  g_assert_cmpint (dw_name_query_rank (pinyin, 0, key), ==, DW_NAME_RANK_NONE);
}

static void
test_wrong_tables (void)
{
  static const struct
  {
    const char *sentence, *text, *names;
  } tables[] = {
    { "two characters", "长 chang\n重庆 chong\n", "line 2" },
    { "no reading", "长\n", "line 1" },
    { "tones", "# table\n\n长 cháng\n", "line 3" },
    { "no Chinese character", "a a\n", "line 1" },
    { "not UTF-8", "\xb3\xa4 chang\n", "UTF-8" },
  };
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "dianwei-readings-XXXXXX", NULL);
  int fd = g_mkstemp (path);

  g_close (fd, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", tables[i].sentence);
      g_assert_true (g_file_set_contents (path, tables[i].text, -1, NULL));
      g_assert_null (dw_pinyin_new (path, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_nonnull (strstr (error->message, tables[i].names));
      g_assert_nonnull (strstr (error->message, path));
    }
  remove (path);
  g_assert_null (dw_pinyin_new (path, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/name-key/names-are-found", test_names_are_found);
  g_test_add_func ("/name-key/words", test_words);
  g_test_add_func ("/name-key/without-pinyin", test_without_pinyin);
  g_test_add_func ("/name-key/wrong-tables", test_wrong_tables);
  return g_test_run ();
}
