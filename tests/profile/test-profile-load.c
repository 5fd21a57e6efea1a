// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib.h>
#include <glib/gstdio.h>

#include "dw-files.h"
#include "dw-profile.h"

/* Every map that comes with the program loads, under every setting; and every way to write a wrong one that we could think of is
 * refused with the place and the reason. The wrong files are the good one below with one fragment replaced. */

static const char good_file[] =
  "{\"format\": 1, \"vendor\": \"V\", \"model\": \"M\", \"title\": {\"en\": \"Title\", \"zh_CN\": \"标题\"}, \"class\": \"meter\", \"unit\": 1,\n"
  " \"settings\": [{\"name\": \"pol\", \"title\": \"Polarity\", \"values\": [\"normal\", \"inverted\"], \"preset\": \"normal\"}],\n"
  " \"blocks\": [{\"name\": \"a\", \"function\": 3, \"address\": \"0x1000\", \"count\": 10}, {\"name\": \"b\", \"function\": 1, \"address\": 0, \"count\": 8}],\n"
  " \"rule_sets\": {\"probe\": [{\"below\": -50, \"quality\": \"sensor fault\"}]},\n"
  " \"points\": [\n"
  "  {\"name\": \"voltage_a\", \"block\": \"a\", \"address\": \"0x1000\", \"scale\": 0.1, \"decimals\": 1, \"range\": [0, 500]},\n"
  "  {\"name\": \"di_1\", \"block\": \"a\", \"address\": \"0x1001\", \"bit\": 0, \"invert_setting\": \"pol\"},\n"
  "  {\"name\": \"breaker\", \"block\": \"a\", \"address\": \"0x1001\", \"mask\": \"0xFF00\", \"map\": {\"0xF0\": 1, \"15\": 0}, \"other\": 2},\n"
  "  {\"name\": \"energy_active_import\", \"block\": \"a\", \"address\": \"0x1002\", \"type\": \"u32\"},\n"
  "  {\"name\": \"temperature_1\", \"block\": \"a\", \"address\": \"0x1005\", \"type\": \"s16\", \"rules\": \"probe\"},\n"
  "  {\"name\": \"do_1\", \"block\": \"b\", \"address\": 3}],\n"
  " \"flags\": [{\"flag\": \"alarm\", \"points\": [\"voltage_a\"], \"block\": \"a\", \"address\": \"0x1004\", \"bit\": 1}],\n"
  " \"thresholds\": [{\"name\": \"voltage_a\", \"write\": 6, \"address\": 5, \"min\": 10, \"max\": 100}],\n"
  " \"commands\": [{\"name\": \"limits\", \"verb\": \"set-limit\"},\n"
  "  {\"name\": \"trip\", \"verb\": \"trip\", \"function\": 6, \"address\": 9, \"words\": [0], \"readback\": {\"point\": \"breaker\", \"value\": 0}}],\n"
  " \"trip_reasons\": [{\"code\": 1, \"title\": \"leakage\"}]}\n";

typedef struct
{
  const char *sentence;
  const char *find, *replace;
  const char *place, *reason;
} WrongFile;

static const WrongFile wrong_files[] = {
  /* head */
  { "an unknown key is refused", "\"unit\": 1", "\"units\": 1", "$.units", "is not a key of this place" },
  { "a key that stands twice is refused", "\"unit\": 1", "\"vendor\": \"W\"", "$", "the key \"vendor\" stands twice in one object" },
  { "another format is refused", "\"format\": 1", "\"format\": 2", "$.format", "must be 1…1, not 2" },
  { "a missing vendor is refused", "\"vendor\": \"V\", ", "", "$.vendor", "is missing" },
  { "an empty model is refused", "\"model\": \"M\"", "\"model\": \"\"", "$.model", "must not be empty" },
  { "a class outside the list is refused", "\"class\": \"meter\"", "\"class\": \"lamp\"", "$.class", "must be one of detector, breaker, meter, not \"lamp\"" },
  { "a number as class is refused", "\"class\": \"meter\"", "\"class\": 3", "$.class", "must be a string, not a number" },
  { "a title without English is refused", "\"en\": \"Title\", ", "", "$.title.en", "is missing" },
  { "a unit beyond Modbus is refused", "\"unit\": 1", "\"unit\": 248", "$.unit", "must be 1…247, not 248" },
  { "a time-out in words is refused", "\"unit\": 1", "\"timeout_ms\": \"soon\"", "$.timeout_ms", "must be a whole number" },
  { "aliases that are no list are refused", "\"unit\": 1", "\"aliases\": \"x\"", "$.aliases", "must be an array, not a string" },
  /* settings */
  { "a setting twice is refused", "\"preset\": \"normal\"}", "\"preset\": \"normal\"}, {\"name\": \"pol\", \"title\": \"P\", \"values\": [\"1\", \"2\"], \"preset\": \"1\"}", "$.settings[1].name", "a setting \"pol\" stands above already" },
  { "a preset outside the values is refused", "\"preset\": \"normal\"", "\"preset\": \"no\"", "$.settings[0].preset", "\"no\" is not one of the values" },
  { "a setting with one value is refused", "[\"normal\", \"inverted\"]", "[\"normal\"]", "$.settings[0].values", "must have at least two values" },
  { "a value that is no word is refused", "[\"normal\", \"inverted\"]", "[\"normal\", 7]", "$.settings[0].values[1]", "must be a string, not a number" },
  /* blocks */
  { "no blocks at all is refused", "\"blocks\": [{\"name\": \"a\", \"function\": 3, \"address\": \"0x1000\", \"count\": 10}, {\"name\": \"b\", \"function\": 1, \"address\": 0, \"count\": 8}]", "\"blocks\": []", "$.blocks", "must have at least one block" },
  { "a block over 125 registers is refused", "\"count\": 10", "\"count\": 126", "$.blocks[0].count", "must be 1…125, not 126" },
  { "an empty block is refused", "\"count\": 10", "\"count\": 0", "$.blocks[0].count", "must be 1…125, not 0" },
  { "a block of bits over 2000 is refused", "\"count\": 8", "\"count\": 2001", "$.blocks[1].count", "must be 1…2000, not 2001" },
  { "a block beyond the last address is refused", "\"address\": \"0x1000\", \"count\"", "\"address\": \"0xFFF8\", \"count\"", "$.blocks[0].count", "reaches beyond address 0xFFFF" },
  { "a writing function in a block is refused", "\"function\": 3", "\"function\": 6", "$.blocks[0].function", "must be 1…4, not 6" },
  { "an address above 16 bits is refused", "\"address\": \"0x1000\", \"count\"", "\"address\": \"0x10000\", \"count\"", "$.blocks[0].address", "must be 0…65535, not 65536" },
  { "an address that is no number is refused", "\"address\": \"0x1000\", \"count\"", "\"address\": \"1000H\", \"count\"", "$.blocks[0].address", "must be a whole number" },
  { "a fraction as address is refused", "\"address\": \"0x1000\", \"count\"", "\"address\": 1.5, \"count\"", "$.blocks[0].address", "must be a whole number" },
  { "two blocks of one name are refused", "{\"name\": \"b\"", "{\"name\": \"a\"", "$.blocks[1].name", "a block \"a\" stands above already" },
  { "a block that is a number is refused", "{\"name\": \"b\", \"function\": 1, \"address\": 0, \"count\": 8}", "7", "$.blocks[1].name", "is missing" },
  /* points */
  { "a point outside its block is refused", "\"name\": \"voltage_a\", \"block\": \"a\", \"address\": \"0x1000\"", "\"name\": \"voltage_a\", \"block\": \"a\", \"address\": \"0x0FFF\"", "$.points[0].address", "is outside the block a (0x1000, 10 registers)" },
  { "a point that ends outside its block is refused", "\"address\": \"0x1002\"", "\"address\": \"0x1009\"", "$.points[3].address", "is outside the block a (0x1000, 10 registers)" },
  { "a name outside the vocabulary is refused", "\"name\": \"voltage_a\", \"block\"", "\"name\": \"volts\", \"block\"", "$.points[0].name", "\"volts\" is not a name of the vocabulary" },
  { "a quantity with the wrong phase is refused", "\"name\": \"voltage_a\", \"block\"", "\"name\": \"residual_current_a\", \"block\"", "$.points[0].name", "\"residual_current_a\" is not a name of the vocabulary" },
  { "a point twice is refused", "\"name\": \"di_1\"", "\"name\": \"voltage_a\"", "$.points[1].name", "a point \"voltage_a\" stands above already" },
  { "an unknown block is refused", "\"name\": \"voltage_a\", \"block\": \"a\"", "\"name\": \"voltage_a\", \"block\": \"c\"", "$.points[0].block", "\"c\" is not a block of this profile" },
  { "a mask of 0 is refused", "\"mask\": \"0xFF00\"", "\"mask\": 0", "$.points[2].mask", "must be 1…65535, not 0" },
  { "masks that overlap are refused", "\"mask\": \"0xFF00\"", "\"mask\": \"0xFF01\"", "$.points[2].address", "reads the same bits as the point di_1" },
  { "registers that overlap are refused", "\"address\": \"0x1005\"", "\"address\": \"0x1003\"", "$.points[4].address", "reads the same bits as the point energy_active_import" },
  { "mask and bit together are refused", "\"mask\": \"0xFF00\"", "\"mask\": \"0xFF00\", \"bit\": 3", "$.points[2].mask", "stands beside bit: only one of them" },
  { "bit 16 is refused", "\"bit\": 0", "\"bit\": 16", "$.points[1].bit", "must be 0…15, not 16" },
  { "a mask in two registers is refused", "\"mask\": \"0xFF00\"", "\"mask\": \"0xFF00\", \"type\": \"u32\"", "$.points[2].type", "must be u16 where a mask or a bit is given" },
  { "a number in a block of coils is refused", "\"block\": \"b\", \"address\": 3", "\"block\": \"b\", \"address\": 3, \"type\": \"s16\"", "$.points[5].type", "a block of coils or discrete inputs has plain bits only" },
  { "an unknown type is refused", "\"type\": \"u32\"", "\"type\": \"u24\"", "$.points[3].type", "must be one of u16, s16, u32, s32, f32, u64, s64, not \"u24\"" },
  { "an unknown word order is refused", "\"type\": \"u32\"", "\"type\": \"u32\", \"order\": \"ABDC\"", "$.points[3].order", "must be one of ABCD, DCBA, BADC, CDAB, setting, not \"ABDC\"" },
  { "an order by a setting that is missing is refused", "\"type\": \"u32\"", "\"type\": \"u32\", \"order\": \"setting\"", "$.points[3].order", "needs a setting word_order with the values ABCD, DCBA, BADC, CDAB" },
  { "a scale in words is refused", "\"scale\": 0.1", "\"scale\": \"0.1\"", "$.points[0].scale", "must be a number, not a string" },
  { "a scale of 0 is refused", "\"scale\": 0.1", "\"scale\": 0", "$.points[0].scale", "must not be 0" },
  { "two scales are refused", "\"scale\": 0.1", "\"scale\": 0.1, \"scale_setting\": \"pol\"", "$.points[0].scale", "stands beside scale_setting: only one of them" },
  { "a scale by a setting of words is refused", "\"scale\": 0.1", "\"scale_setting\": \"pol\"", "$.points[0].scale_setting", "the value \"normal\" of the setting pol is not a factor" },
  { "a scale by an unknown setting is refused", "\"scale\": 0.1", "\"scale_setting\": \"x\"", "$.points[0].scale_setting", "\"x\" is not a setting of this profile" },
  { "too many decimals are refused", "\"decimals\": 1", "\"decimals\": 7", "$.points[0].decimals", "must be 0…6, not 7" },
  { "a range upside down is refused", "[0, 500]", "[500, 0]", "$.points[0].range", "the low end must be below the high end" },
  { "a range of one end is refused", "[0, 500]", "[500]", "$.points[0].range", "must be two numbers: low, high" },
  { "an unknown rule set is refused", "\"rules\": \"probe\"", "\"rules\": \"prob\"", "$.points[4].rules", "\"prob\" is not one of rule_sets" },
  { "a rule without a condition is refused", "\"rules\": \"probe\"", "\"rules\": [{\"quality\": \"good\"}]", "$.points[4].rules[0]", "must have exactly one of raw, below, above" },
  { "a rule with two conditions is refused", "\"rules\": \"probe\"", "\"rules\": [{\"raw\": 1, \"above\": 2, \"quality\": \"good\"}]", "$.points[4].rules[0]", "must have exactly one of raw, below, above" },
  { "an unknown quality is refused", "\"quality\": \"sensor fault\"", "\"quality\": \"bad\"", "$.rule_sets.probe[0].quality", "\"bad\" is not a quality" },
  { "a map key that is no number is refused", "\"0xF0\": 1", "\"F0\": 1", "$.points[2].map.F0", "the key must be a raw value, like 240 or 0xF0" },
  { "a map value that is no number is refused", "\"0xF0\": 1", "\"0xF0\": true", "$.points[2].map.0xF0", "must be a number, not true or false" },
  { "an unknown invert setting is refused", "\"invert_setting\": \"pol\"", "\"invert_setting\": \"x\"", "$.points[1].invert_setting", "\"x\" is not a setting of this profile" },
  { "a condition on an unknown setting is refused", "\"decimals\": 1", "\"when\": {\"setting\": \"x\", \"value\": \"y\"}", "$.points[0].when.setting", "\"x\" is not a setting of this profile" },
  { "a condition on an unknown value is refused", "\"decimals\": 1", "\"when\": {\"setting\": \"pol\", \"value\": \"y\"}", "$.points[0].when.value", "\"y\" is not a value of the setting pol" },
  /* flags */
  { "a flag about an unknown point is refused", "\"points\": [\"voltage_a\"]", "\"points\": [\"voltage_b\"]", "$.flags[0].points[0]", "\"voltage_b\" is not a point of this profile" },
  { "a flag about a point elsewhere is refused", "\"points\": [\"voltage_a\"]", "\"points\": [\"voltage_a\", \"do_1\"]", "$.flags[0].points[1]", "the point is in another block than the flag" },
  { "a flag about nothing is refused", "\"points\": [\"voltage_a\"]", "\"points\": []", "$.flags[0].points", "must name at least one point" },
  { "a flag without a bit is refused", "\"address\": \"0x1004\", \"bit\": 1", "\"address\": \"0x1004\"", "$.flags[0].bit", "is missing: a flag needs a bit or a mask" },
  { "a flag outside its block is refused", "\"address\": \"0x1004\"", "\"address\": \"0x100A\"", "$.flags[0].address", "is outside the block a (0x1000, 10 registers)" },
  { "an unknown flag is refused", "\"flag\": \"alarm\"", "\"flag\": \"fire\"", "$.flags[0].flag", "must be one of alarm, broken, short, over, under, not \"fire\"" },
  /* thresholds */
  { "a threshold of an unknown point is refused", "\"name\": \"voltage_a\", \"write\"", "\"name\": \"voltage_b\", \"write\"", "$.thresholds[0].name", "\"voltage_b\" is not a point of this profile" },
  { "a threshold with min above max is refused", "\"min\": 10", "\"min\": 101", "$.thresholds[0].min", "is above max" },
  { "a threshold without max is refused", ", \"max\": 100", "", "$.thresholds[0].max", "is missing" },
  { "a threshold beyond its register is refused", "\"max\": 100", "\"max\": 65536", "$.thresholds[0].max", "does not fit the register" },
  { "a threshold below its register is refused", "\"min\": 10", "\"min\": -1", "$.thresholds[0].min", "does not fit the register" },
  { "a threshold by a coil is refused", "\"write\": 6", "\"write\": 5", "$.thresholds[0].write", "must be 6 or 16, or left out for a limit that cannot be written" },
  { "two registers by function 6 are refused", "\"write\": 6", "\"write\": 6, \"type\": \"u32\"", "$.thresholds[0].write", "function 6 writes one register only" },
  { "a threshold twice is refused", "\"max\": 100}", "\"max\": 100}, {\"name\": \"voltage_a\", \"address\": 6, \"min\": 1, \"max\": 2}", "$.thresholds[1].name", "a threshold \"voltage_a\" stands above already" },
  /* commands */
  { "a read-back of a point that does not exist is refused", "\"point\": \"breaker\"", "\"point\": \"do_9\"", "$.commands[1].readback.point", "reads back \"do_9\", which is not a point of this profile" },
  { "an enabled command without read-back is refused", ", \"readback\": {\"point\": \"breaker\", \"value\": 0}", "", "$.commands[1].readback", "is missing: only a disabled command may go without" },
  { "a read-back by point and flag is refused", "\"value\": 0}", "\"value\": 0, \"flag\": \"alarm\"}", "$.commands[1].readback", "must have exactly one of point, flag" },
  { "an enabled command without words is refused", "\"words\": [0], ", "", "$.commands[1].enabled", "the command has no function or no words to write" },
  { "an enabled command without function is refused", "\"function\": 6, ", "", "$.commands[1].enabled", "the command has no function or no words to write" },
  { "two words by function 6 are refused", "\"words\": [0]", "\"words\": [0, 1]", "$.commands[1].words", "function 6 writes one word only" },
  { "a coil with another word is refused", "\"function\": 6, \"address\": 9, \"words\": [0]", "\"function\": 5, \"address\": 9, \"words\": [1]", "$.commands[1].words", "function 5 writes 0x0000 or 0xFF00 only" },
  { "function 15 is refused", "\"function\": 6, \"address\": 9", "\"function\": 15, \"address\": 9", "$.commands[1].function", "must be 5, 6 or 16" },
  { "a word above 16 bits is refused", "\"words\": [0]", "\"words\": [65536]", "$.commands[1].words[0]", "must be 0…65535, not 65536" },
  { "words beyond the last address are refused", "\"function\": 6, \"address\": 9, \"words\": [0]", "\"function\": 16, \"address\": 65535, \"words\": [0, 0]", "$.commands[1].words", "reach beyond address 0xFFFF" },
  { "an unknown verb is refused", "\"verb\": \"trip\"", "\"verb\": \"explode\"", "$.commands[1].verb", "\"explode\" is not a verb" },
  { "a command twice is refused", "\"name\": \"trip\"", "\"name\": \"limits\"", "$.commands[1].name", "a command \"limits\" stands above already" },
  { "polling slower than the time-out is refused", "\"words\": [0]", "\"words\": [0], \"poll_ms\": 2000, \"timeout_ms\": 1000", "$.commands[1].poll_ms", "is above timeout_ms" },
  { "a refusal by an unknown point is refused", "\"words\": [0]", "\"words\": [0], \"refuse\": {\"point\": \"local_lock\", \"value\": 1, \"code\": \"x\"}", "$.commands[1].refuse.point", "is refused by \"local_lock\", which is not a point of this profile" },
  { "set-limit with words of its own is refused", "\"verb\": \"set-limit\"", "\"verb\": \"set-limit\", \"words\": [1]", "$.commands[0].words", "a set-limit command takes its words from the thresholds" },
  { "set-limit without a writable threshold is refused", "\"write\": 6, ", "", "$.commands[0].enabled", "there is no threshold that can be written" },
  { "a trip reason twice is refused", "\"title\": \"leakage\"}", "\"title\": \"leakage\"}, {\"code\": 1, \"title\": \"x\"}", "$.trip_reasons[1].code", "stands above already" },
};

static char *
replace_once (const char *text, const char *find, const char *replace)
{
  const char *hit = strstr (text, find);

  g_assert_nonnull (hit);
  return g_strdup_printf ("%.*s%s%s", (int)(hit - text), text, replace, hit + strlen (find));
}

/* The text ends where its heap block ends, so that a reader that runs on is seen. */
static DwProfile *
parse_exact (const char *text, GError **error)
{
  gsize length = strlen (text);
  g_autofree char *exact = g_memdup2 (text, length);

  return dw_profile_parse (exact, (gssize)length, "wrong.json", error);
}

static void
test_good_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DwProfile) profile = parse_exact (good_file, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (profile->id, ==, "wrong");
  g_assert_cmpstr (profile->title, ==, "Title");
  g_assert_cmpuint (profile->n_points, ==, 6);
  g_assert_cmpuint (profile->points[2].mask, ==, 0xFF00);
  g_assert_cmpuint (profile->points[4].offset, ==, 5);
  g_assert_cmpuint (profile->commands[1].readback_point, ==, 2);
  g_assert_cmpuint (profile->commands[1].refuse_point, ==, G_MAXUINT);
  g_assert_cmpint (profile->commands[0].function, ==, 6);
  g_assert_cmpint (profile->commands[1].poll_ms, ==, 500);
  g_assert_cmpint (profile->commands[1].timeout_ms, ==, 10000);
  g_assert_cmpstr (profile->thresholds[0].unit, ==, "V");
}

static void
test_wrong_file (gconstpointer data)
{
  const WrongFile *row = data;
  g_autofree char *text = replace_once (good_file, row->find, row->replace);
  g_autofree char *expected = g_strdup_printf ("wrong.json: %s: %s", row->place, row->reason);
  g_autoptr (GError) error = NULL;
  g_autoptr (DwProfile) profile = parse_exact (text, &error);

  g_assert_null (profile);
  g_assert_nonnull (error);
  g_assert_cmpstr (error->message, ==, expected);
  g_assert_error (error, DW_PROFILE_ERROR, DW_PROFILE_ERROR_INVALID);
}

static const struct
{
  const char *text;
  const char *part; /* of the message */
} not_json[] = {
  { "", "not JSON: the file is empty" },
  { "{", "not JSON: " },
  { "{\"format\": 1", "not JSON: " },
  { "{\"format\": }", "not JSON: " },
  { "\xff\xfe", "not UTF-8 text" },
  { "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", "nested deeper than 32 levels" },
};

static void
test_not_json (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (not_json); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DwProfile) profile = parse_exact (not_json[i].text, &error);

      g_assert_null (profile);
      g_assert_error (error, DW_PROFILE_ERROR, DW_PROFILE_ERROR_SYNTAX);
      g_assert_true (g_str_has_prefix (error->message, "wrong.json: "));
      g_assert_nonnull (strstr (error->message, not_json[i].part));
    }
}

static void
test_not_an_object (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DwProfile) profile = parse_exact ("[1]", &error);

  g_assert_null (profile);
  g_assert_cmpstr (error->message, ==, "wrong.json: $: must be an object, not an array");
}

static void
test_too_long (void)
{
  g_autofree char *text = g_strnfill ((1 << 20) + 1, ' ');
  g_autoptr (GError) error = NULL;
  g_autoptr (DwProfile) profile = dw_profile_parse (text, -1, "wrong.json", &error);

  g_assert_null (profile);
  g_assert_cmpstr (error->message, ==, "wrong.json: longer than 1048576 bytes");
}

static void
test_missing_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DwProfile) profile = dw_profile_load ("/nowhere/x.json", &error);

  g_assert_null (profile);
  g_assert_error (error, DW_PROFILE_ERROR, DW_PROFILE_ERROR_MISSING);
  g_assert_true (g_str_has_prefix (error->message, "/nowhere/x.json: cannot be read: "));
}

/* Cutting a good file anywhere must never do more harm than an error. */
static void
test_cut_files (void)
{
  for (gsize length = 0; length < sizeof good_file - 3; length += 7)
    {
      g_autofree char *cut = g_memdup2 (good_file, length);
      g_autoptr (GError) error = NULL;
      g_autoptr (DwProfile) profile = dw_profile_parse (cut != NULL ? cut : "", (gssize)length, "cut.json", &error);

      g_assert_null (profile);
      g_assert_nonnull (error);
    }
}

static DwProfileSet *
load_set (void)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *data_dir = dw_files_find_data_dir ();
  DwProfileSet *set = dw_profile_set_load (data_dir, NULL, problems);

  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (const char *)g_ptr_array_index (problems, i));
  g_assert_cmpuint (problems->len, ==, 0);
  return set;
}

static const char *const expected_profiles[][2] = {
  { "acrel-arcm300t", "arcm300t" },
  { "lingxun-lx47le-125", "lx47le-125" },
  { "acrel-adl400", "adl400" },
  { "acrel-adl400-secondary", "adl400-secondary" },
  { "acrel-adw300", "adw300" },
  { "chint-dtsu666", "dtsu666" },
  { "eastron-sdm630", "sdm630" },
  { "acrel-ddsy1352", "ddsy1352" },
  { "schneider-iem3000", "iem3000" },
};

static void
test_data_files (void)
{
  g_autoptr (DwProfileSet) set = load_set ();

  g_assert_cmpuint (dw_profile_set_list (set)->len, ==, G_N_ELEMENTS (expected_profiles));
  for (guint i = 0; i < G_N_ELEMENTS (expected_profiles); i++)
    {
      DwProfile *profile = dw_profile_set_find (set, expected_profiles[i][0]);

      g_assert_nonnull (profile);
      g_assert_cmpstr (profile->id, ==, expected_profiles[i][0]);
      g_assert_true (dw_profile_set_find (set, expected_profiles[i][1]) == profile);
    }
  g_assert_null (dw_profile_set_find (set, "acrel"));
  g_assert_null (dw_profile_set_find (set, NULL));
}

/* A point named in the data prints under the same name everywhere, and has room in a channel. */
static void
test_data_names (void)
{
  g_autoptr (DwProfileSet) set = load_set ();
  GPtrArray *list = dw_profile_set_list (set);

  for (guint i = 0; i < list->len; i++)
    {
      DwProfile *profile = g_ptr_array_index (list, i);
      g_autofree DwChannel *channels = dw_profile_make_channels (profile);

      for (guint j = 0; j < profile->n_points; j++)
        {
          g_autofree char *name = dw_point_to_name (profile->points[j].point);

          g_assert_cmpstr (name, ==, profile->points[j].name);
          g_assert_cmpstr (channels[j].name, ==, name);
          g_assert_cmpint (channels[j].reading.quality, ==, DW_QUALITY_NONE);
          g_assert_cmpint (channels[j].period_ms, >=, profile->period_ms);
        }
    }
}

static void
check_choice (DwProfile *profile, const DwProfileSetting *setting, const char *value)
{
  g_autofree char *json = g_strdup_printf ("{\"settings\": {\"%s\": \"%s\"}}", setting->name, value);
  g_autoptr (GError) error = NULL;
  g_autoptr (DwProfile) effective = dw_profile_apply_device_settings (profile, json, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (dw_profile_get_setting (effective, setting->name), ==, value);
}

static void
test_data_settings (void)
{
  g_autoptr (DwProfileSet) set = load_set ();
  GPtrArray *list = dw_profile_set_list (set);

  for (guint i = 0; i < list->len; i++)
    {
      DwProfile *profile = g_ptr_array_index (list, i);

      for (guint j = 0; j < profile->n_settings; j++)
        for (guint k = 0; profile->settings[j].values[k] != NULL; k++)
          check_choice (profile, &profile->settings[j], profile->settings[j].values[k]);
    }
}

/* A set whose folder has a broken file loads the others and names the broken one; the user's file wins over the program's. */
static void
test_user_folder (void)
{
  g_autofree char *dir = g_dir_make_tmp ("dianwei-profiles-XXXXXX", NULL);
  g_autofree char *broken = g_build_filename (dir, "broken.json", NULL);
  g_autofree char *own = g_build_filename (dir, "acrel-adl400.json", NULL);
  g_autofree char *other = g_build_filename (dir, "notes.txt", NULL);
  g_autofree char *data_dir = dw_files_find_data_dir ();
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (DwProfileSet) set = NULL;

  g_assert_true (g_file_set_contents (broken, "{}", -1, NULL));
  g_assert_true (g_file_set_contents (own, good_file, -1, NULL));
  g_assert_true (g_file_set_contents (other, "no profile", -1, NULL));
  set = dw_profile_set_load (data_dir, dir, problems);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_true (g_str_has_suffix (g_ptr_array_index (problems, 0), "broken.json: $.format: is missing"));
  g_assert_cmpstr (dw_profile_set_find (set, "acrel-adl400")->vendor, ==, "V");
  g_assert_null (dw_profile_set_find (set, "adl400"));
  g_assert_cmpuint (dw_profile_set_list (set)->len, ==, G_N_ELEMENTS (expected_profiles));
  g_remove (broken);
  g_remove (own);
  g_remove (other);
  g_rmdir (dir);
}

static void
test_no_folder (void)
{
  g_autoptr (DwProfileSet) set = dw_profile_set_load ("/nowhere", NULL, NULL);

  g_assert_cmpuint (dw_profile_set_list (set)->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/profile/load/the-good-file-loads", test_good_file);
  for (guint i = 0; i < G_N_ELEMENTS (wrong_files); i++)
    {
      g_autofree char *sentence = g_strdelimit (g_strdup (wrong_files[i].sentence), " ", '-');
      g_autofree char *path = g_strdup_printf ("/profile/load/%s", sentence);

      g_test_add_data_func (path, &wrong_files[i], test_wrong_file);
    }
  g_test_add_func ("/profile/load/what-is-not-json-is-refused", test_not_json);
  g_test_add_func ("/profile/load/what-is-not-an-object-is-refused", test_not_an_object);
  g_test_add_func ("/profile/load/a-file-of-more-than-a-mebibyte-is-refused", test_too_long);
  g_test_add_func ("/profile/load/a-missing-file-is-refused", test_missing_file);
  g_test_add_func ("/profile/load/a-cut-file-is-refused", test_cut_files);
  g_test_add_func ("/profile/data/every-file-loads", test_data_files);
  g_test_add_func ("/profile/data/every-name-is-of-the-vocabulary", test_data_names);
  g_test_add_func ("/profile/data/every-value-of-every-setting-loads", test_data_settings);
  g_test_add_func ("/profile/set/a-broken-file-costs-that-file", test_user_folder);
  g_test_add_func ("/profile/set/a-missing-folder-is-an-empty-set", test_no_folder);
  return g_test_run ();
}
