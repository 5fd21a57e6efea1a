// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib.h>

#include <math.h>

#include "dw-files.h"
#include "dw-profile.h"
#include "dw-text.h"

/* Register images -> values. The images are the data bytes of reply frames with known contents; the values beside them were worked
 * out by hand from the tables of the makers, not by running the program. */

#define FAULT NAN

typedef struct
{
  const char *point;
  double value; /* FAULT: sensor fault, no value */
  guint flags;
} Expected;

typedef struct
{
  const char *sentence;
  const char *profile, *block;
  const char *settings; /* JSON of one device, NULL = none */
  const char *hex;      /* the registers, as on the wire */
  Expected expected[28];
} Golden;

/* Block A of the detector: channel 5 wire broken, channel 1 alarm, 642 mA, 38.5, 41.2, −5.5, −200.0 °C, DI1 closed, DO bit 1 set. */
#define ARCM_A_HEAD "001E 0010 0000 0001 0000 0282 0181 019C FFC9 F830"
#define ARCM_A_MIDDLE "0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0277 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000"
#define ARCM_A ARCM_A_HEAD ARCM_A_MIDDLE "0001 0002"
#define ARCM_B_VOLTAGES "090A 08F1 08FD 0FA8 0F96 0F8A 0000 0000 0000"
#define ARCM_B_CAPTURED "09C4 09C4 09C4 0708 0708 0708"
#define ARCM_B_CURRENTS "3039 02A6 0000 0000 0000 0000"
/* Registers 4…27H of the breaker: 49.9 Hz, 23 mA, N 25 °C, A 31 °C, then the phases, the last trip, the totals and 123.456 kWh. */
#define LX_TAIL "01F3 0017 0041 0047 00E6 04D2 0062 0457 0064 0474 0000 0000" \
                "0046 00E5 0000 0064 0000 0000 0000 0002 0000"                \
                "0118 00E7 0001 0050 0001 0000 0001 0000 0000"                \
                "0458 0064 0475 0001 E240 0000"

static const Golden golden_rows[] = {
  { "block A of the detector", "acrel-arcm300t", "residual", NULL, ARCM_A, { { "residual_current", 642, DW_REPORT_ALARM }, { "temperature_1", 38.5 }, { "temperature_2", 41.2 }, { "temperature_3", -5.5 }, { "temperature_4", FAULT }, { "di_1", 1 }, { "di_2", 0 }, { "do_1", 0 }, { "do_2", 1 } } },
  { "inverted DO", "acrel-arcm300t", "residual", "{\"settings\": {\"do_polarity\": \"inverted\"}}", ARCM_A, { { "do_1", 1 }, { "do_2", 0 }, { "di_1", 1 } } },
  { "a broken wire hides a plausible value", "acrel-arcm300t", "residual", NULL, "001E 0001 0000 0000 0000 0282 0181 019C FFC9 0100" ARCM_A_MIDDLE "0000 0000", { { "residual_current", FAULT }, { "temperature_1", 38.5 }, { "temperature_4", 25.6 } } },
  { "a shorted sensor keeps its alarm bit", "acrel-arcm300t", "residual", NULL, "001E 0000 0002 0002 0000 0282 0181 019C FFC9 0100" ARCM_A_MIDDLE "0000 0000", { { "residual_current", 642 }, { "temperature_1", FAULT, DW_REPORT_ALARM }, { "temperature_2", 41.2 } } },
  { "bits of channels that do not exist mean nothing", "acrel-arcm300t", "residual", NULL, "001E FFE0 FFE0 FFE0 0000 0282 0181 019C FFC9 0100" ARCM_A_MIDDLE "FFF0 FFFC", { { "residual_current", 642 }, { "temperature_1", 38.5 }, { "temperature_2", 41.2 }, { "temperature_3", -5.5 }, { "temperature_4", 25.6 }, { "di_1", 0 }, { "di_4", 0 }, { "do_1", 0 }, { "do_2", 0 } } },
  { "the limits of an absent probe", "acrel-arcm300t", "residual", NULL, "001E 0000 0000 0000 0000 FFFF FE0C FE0D 07D0 07CF" ARCM_A_MIDDLE "0000 0000", { { "residual_current", 65535 }, { "temperature_1", FAULT }, { "temperature_2", -49.9 }, { "temperature_3", FAULT }, { "temperature_4", 199.9 } } },
  { "block B of the detector, bit 8", "acrel-arcm300t", "electric", NULL, ARCM_B_VOLTAGES "0100" ARCM_B_CAPTURED "3039 02A6 0000 0000 0000 0000 0001 7530 7530 7530", { { "voltage_a", 231.4, DW_REPORT_UNDER }, { "voltage_b", 228.9, DW_REPORT_UNDER }, { "voltage_c", 230.1, DW_REPORT_UNDER }, { "voltage_ab", 400.8 }, { "voltage_bc", 399.0 }, { "voltage_ca", 397.8 }, { "current_a", 12.345, DW_REPORT_OVER }, { "current_b", 0.678, DW_REPORT_OVER }, { "current_c", 0, DW_REPORT_OVER } } },
  { "block B of the detector, bit 8 where bit 4 counts", "acrel-arcm300t", "electric", "{\"settings\": {\"undervoltage_bit\": \"bit4\"}}", ARCM_B_VOLTAGES "0100" ARCM_B_CAPTURED ARCM_B_CURRENTS "0000 0000 0000 0000", { { "voltage_a", 231.4 }, { "voltage_c", 230.1 }, { "current_a", 12.345 } } },
  { "block B of the detector, bit 4 where bit 4 counts", "acrel-arcm300t", "electric", "{\"settings\": {\"undervoltage_bit\": \"bit4\"}}", ARCM_B_VOLTAGES "0011" ARCM_B_CAPTURED ARCM_B_CURRENTS "0000 0000 0000 0000", { { "voltage_a", 231.4, DW_REPORT_UNDER | DW_REPORT_OVER }, { "voltage_ab", 400.8 } } },
  { "larger current transformers", "acrel-arcm300t", "electric", "{\"settings\": {\"current_scale\": \"0.1\"}}", ARCM_B_VOLTAGES "0000" ARCM_B_CAPTURED ARCM_B_CURRENTS "0000 0000 0000 0000", { { "current_a", 1234.5 }, { "current_b", 67.8 } } },
  { "energy of the detector", "acrel-arcm300t", "energy", NULL, "000C 0D40", { { "energy_active_import", 7898.24 } } },
  { "energy of the detector in whole kWh", "acrel-arcm300t", "energy", "{\"settings\": {\"energy_scale\": \"1\"}}", "000C 0D40", { { "energy_active_import", 789824 } } },
  { "a closed breaker", "lingxun-lx47le-125", "input", NULL, "00F0 0000 0000 0F72" LX_TAIL, { { "breaker", 1 }, { "local_lock", 0 }, { "trip_reason", 2 }, { "residual_current", 23 }, { "frequency", 49.9 }, { "temperature_n", 25 }, { "temperature_a", 31 }, { "temperature_b", 30 }, { "temperature_c", FAULT }, { "voltage_a", 230 }, { "voltage_b", 229 }, { "voltage_c", 231 }, { "current_a", 12.34 }, { "current_b", 0 }, { "current_c", 0.01 }, { "power_factor_a", 0.98 }, { "power_factor_b", 1 }, { "power_factor_c", 0.8 }, { "active_power_a", 1.111 }, { "reactive_power_a", 0.1 }, { "apparent_power_a", 1.14 }, { "active_power_b", 0 }, { "active_power_c", 0.001 }, { "active_power_total", 1.112 }, { "reactive_power_total", 0.1 }, { "apparent_power_total", 1.141 }, { "energy_active_import", 123.456 } } },
  { "an open and locked breaker", "lingxun-lx47le-125", "input", NULL, "010F 0000 0000 0000" LX_TAIL, { { "breaker", 0 }, { "local_lock", 1 } } },
  { "a breaker in travel is neither", "lingxun-lx47le-125", "input", NULL, "0000 0000 0000 0000" LX_TAIL, { { "breaker", 2 }, { "local_lock", 0 } } },
  { "a breaker with a strange state is neither", "lingxun-lx47le-125", "input", NULL, "FEF1 0000 0000 0000" LX_TAIL, { { "breaker", 2 }, { "local_lock", 0 } } },
  { "a meter of floats", "eastron-sdm630", "measured", NULL, "4366 3333 4366 0000 7FC0 0000 4120 0000 0000 0000 8000 0000 447A 0000 C47A 0000 0000 0000 0000 0000 0000 0000 0000 0000"
                                                             "0000 0000 0000 0000 0000 0000 3F80 0000 BF00 0000 7F80 0000"
                                                             "0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000"
                                                             "451C 4000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 4248 0000 47F1 2000 0000 0000",
    { { "voltage_a", 230.2 }, { "voltage_b", 230 }, { "voltage_c", FAULT }, { "current_a", 10 }, { "current_b", 0 }, { "current_c", 0 }, { "active_power_a", 1 }, { "active_power_b", -1 }, { "power_factor_a", 1 }, { "power_factor_b", -0.5 }, { "power_factor_c", FAULT }, { "active_power_total", 2.5 }, { "frequency", 50 }, { "energy_active_import", 123456 } } },
  { "the secondary view of the ADL400", "acrel-adl400-secondary", "measured", NULL, "0902 0000 08FC 03B2 0000 FFFF", { { "voltage_a", 230.6 }, { "voltage_b", 0 }, { "voltage_c", 230 }, { "current_a", 9.46 }, { "current_b", 0 }, { "current_c", 655.35 } } },
  { "signed powers of the ADL400", "acrel-adl400-secondary", "power", NULL, "FFFF FFFF 0000 0001 0001 0000 7FFF FFFF", { { "active_power_a", -0.001 }, { "active_power_b", 0.001 }, { "active_power_c", 65.536 }, { "active_power_total", 2147483.647 } } },
  { "energies of the ADL400", "acrel-adl400", "energy", NULL, "0001 0000 0000 0001 0000 0002 0000 0003 0000 0004 FFFF FFFF 0000 0000 0000 000A 0000 0000 0000 0000", { { "energy_active_import", 6553.6 }, { "energy_active_import_sharp", 0.1 }, { "energy_active_import_valley", 0.4 }, { "energy_active_export", 429496729.5 }, { "energy_active_export_peak", 1 } } },
  { "the ADW300", "acrel-adw300", "measured", NULL, "08FC 0000 0898 0000 0000 0000 03B2 0000 0001 0000 0000 03E8 FFFF FC18 0000 0000 0000 0001", { { "voltage_a", 230 }, { "voltage_b", 0 }, { "voltage_c", 220 }, { "current_a", 9.46 }, { "current_c", 0.01 }, { "active_power_a", 1 }, { "active_power_b", -1 }, { "active_power_c", 0 }, { "active_power_total", 0.001 } } },
  { "energies of the DTSU666", "chint-dtsu666", "energy", NULL, "47F1 2000 0000 0000 0000 0000 0000 0000 0000 0000 3FC0 0000", { { "energy_active_import", 123456 }, { "energy_active_export", 1.5 } } },
  { "energies of the prepaid meter", "acrel-ddsy1352", "energy", NULL, "000C 0D40 0000 0001 0000 0064 0000 0000 FFFF FFFF", { { "energy_active_import", 7898.24 }, { "energy_active_import_sharp", 0.01 }, { "energy_active_import_peak", 1 }, { "energy_active_import_valley", 42949672.95 } } },
  { "64-bit energies", "schneider-iem3000", "energy", NULL, "0000 0000 0001 E240 FFFF FFFF FFFF FFFF", { { "energy_active_import", 123.456 }, { "energy_active_export", -0.001 } } },
};

static DwProfileSet *
load_set (void)
{
  g_autofree char *data_dir = dw_files_find_data_dir ();

  return dw_profile_set_load (data_dir, NULL, NULL);
}

/* As many words as the block has, in a heap block of just that size. */
static guint16 *
make_words (const char *hex, guint n_words)
{
  g_autoptr (GByteArray) bytes = dw_text_parse_hex (hex, NULL);
  guint16 *words = g_new0 (guint16, n_words);

  g_assert_nonnull (bytes);
  g_assert_cmpuint (bytes->len, ==, n_words * 2);
  for (guint i = 0; i < n_words; i++)
    words[i] = (guint16)(bytes->data[2 * i] << 8 | bytes->data[2 * i + 1]);
  return words;
}

static void
check_value (const DwProfile *profile, const Expected *expected, const struct DwReportValue *values)
{
  int index = dw_profile_find_point (profile, expected->point);
  const struct DwReportValue *got = &values[index];

  g_assert_cmpint (index, >=, 0);
  g_test_message ("%s: %.9g, %s, flags %x", expected->point, got->value, dw_quality_word (got->quality), got->flags);
  g_assert_cmpuint (got->flags, ==, expected->flags);
  g_assert_cmpint (got->quality, ==, isnan (expected->value) ? DW_QUALITY_SENSOR_FAULT : DW_QUALITY_GOOD);
  if (isnan (expected->value))
    g_assert_true (isnan (got->value));
  else
    g_assert_cmpfloat_with_epsilon (got->value, expected->value, 1e-12 + fabs (expected->value) * 1e-7);
}

static void
check_untouched (const DwProfile *profile, guint block, const struct DwReportValue *values)
{
  for (guint i = 0; i < profile->n_points; i++)
    if (profile->points[i].block != block)
      g_assert_cmpint (values[i].flags, ==, 0xEE);
}

static void
test_golden (gconstpointer data)
{
  const Golden *row = data;
  g_autoptr (DwProfileSet) set = load_set ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DwProfile) profile = dw_profile_apply_device_settings (dw_profile_set_find (set, row->profile), row->settings, &error);
  g_autofree struct DwReportValue *values = NULL;
  g_autofree guint16 *words = NULL;
  int block;

  g_assert_no_error (error);
  block = dw_profile_find_block (profile, row->block);
  g_assert_cmpint (block, >=, 0);
  words = make_words (row->hex, profile->blocks[block].count);
  values = g_new (struct DwReportValue, profile->n_points);
  memset (values, 0xEE, profile->n_points * sizeof *values);
  dw_profile_decode_block (profile, (guint)block, words, values);
  for (guint i = 0; row->expected[i].point != NULL; i++)
    check_value (profile, &row->expected[i], values);
  check_untouched (profile, (guint)block, values);
}

/* Rules and words that no built-in map has. */
static const char odd_file[] =
  "{\"format\": 1, \"vendor\": \"V\", \"model\": \"M\", \"title\": \"T\", \"class\": \"detector\","
  " \"settings\": [{\"name\": \"word_order\", \"title\": \"Order\", \"values\": [\"ABCD\", \"CDAB\", \"BADC\", \"DCBA\"], \"preset\": \"CDAB\"}],"
  " \"blocks\": [{\"name\": \"a\", \"function\": 3, \"address\": 100, \"count\": 6}, {\"name\": \"coils\", \"function\": 1, \"address\": 0, \"count\": 4}],"
  " \"points\": ["
  "  {\"name\": \"temperature_1\", \"block\": \"a\", \"address\": 100, \"rules\": [{\"raw\": 65535, \"quality\": \"none\"}, {\"above\": 100, \"quality\": \"doubtful\"}]},"
  "  {\"name\": \"voltage_a\", \"block\": \"a\", \"address\": 101, \"range\": [10, 20]},"
  "  {\"name\": \"status_4\", \"block\": \"a\", \"address\": 102, \"map\": {\"1\": 1, \"2\": 0}},"
  "  {\"name\": \"di_3\", \"block\": \"a\", \"address\": 103, \"mask\": \"0x0F00\", \"scale\": 2, \"offset\": 1},"
  "  {\"name\": \"active_power_a\", \"block\": \"a\", \"address\": 104, \"type\": \"f32\", \"order\": \"setting\"},"
  "  {\"name\": \"do_1\", \"block\": \"coils\", \"address\": 1},"
  "  {\"name\": \"do_2\", \"block\": \"coils\", \"address\": 3}]}";

static const struct
{
  guint16 words[6];
  const char *point;
  double value;
  DwQuality quality;
} odd_rows[] = {
  { { 65535 }, "temperature_1", 65535, DW_QUALITY_NONE },
  { { 100 }, "temperature_1", 100, DW_QUALITY_DOUBTFUL },
  { { 99 }, "temperature_1", 99, DW_QUALITY_GOOD },
  { { 0, 10 }, "voltage_a", 10, DW_QUALITY_GOOD },
  { { 0, 20 }, "voltage_a", 20, DW_QUALITY_GOOD },
  { { 0, 9 }, "voltage_a", 9, DW_QUALITY_DOUBTFUL },
  { { 0, 21 }, "voltage_a", 21, DW_QUALITY_DOUBTFUL },
  { { 0, 0, 2 }, "status_4", 0, DW_QUALITY_GOOD },
  { { 0, 0, 3 }, "status_4", NAN, DW_QUALITY_DOUBTFUL },
  { { 0, 0, 0, 0xF5FF }, "di_3", 11, DW_QUALITY_GOOD },
  { { 0, 0, 0, 0, 0x2000, 0x47F1 }, "active_power_a", 123456, DW_QUALITY_GOOD },
};

static void
test_odd_rules (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DwProfile) profile = dw_profile_parse (odd_file, -1, "odd.json", &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (odd_rows); i++)
    {
      g_autofree guint16 *words = g_memdup2 (odd_rows[i].words, sizeof odd_rows[i].words);
      struct DwReportValue values[7] = { 0 };
      int index = dw_profile_find_point (profile, odd_rows[i].point);

      dw_profile_decode_block (profile, 0, words, values);
      g_assert_cmpint (values[index].quality, ==, odd_rows[i].quality);
      g_assert_true (values[index].value == odd_rows[i].value || (isnan (values[index].value) && isnan (odd_rows[i].value)));
    }
}

static void
test_word_orders (void)
{
  static const struct
  {
    const char *order;
    guint16 words[2];
  } rows[] = { { "ABCD", { 0x47F1, 0x2000 } }, { "DCBA", { 0x0020, 0xF147 } }, { "BADC", { 0xF147, 0x0020 } }, { "CDAB", { 0x2000, 0x47F1 } } };
  g_autoptr (DwProfile) profile = dw_profile_parse (odd_file, -1, "odd.json", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"settings\": {\"word_order\": \"%s\"}}", rows[i].order);
      g_autoptr (DwProfile) effective = dw_profile_apply_device_settings (profile, json, NULL);
      guint16 words[6] = { 0, 0, 0, 0, rows[i].words[0], rows[i].words[1] };
      struct DwReportValue values[7] = { 0 };

      dw_profile_decode_block (effective, 0, words, values);
      g_assert_cmpfloat (values[4].value, ==, 123456);
    }
}

static void
test_coils (void)
{
  g_autoptr (DwProfile) profile = dw_profile_parse (odd_file, -1, "odd.json", NULL);
  struct DwReportValue values[7] = { 0 };
  guint16 bits[4] = { 0, 1, 1, 0 };

  dw_profile_decode_block (profile, 1, bits, values);
  g_assert_cmpfloat (values[5].value, ==, 1);
  g_assert_cmpfloat (values[6].value, ==, 0);
  g_assert_cmpint (values[0].quality, ==, DW_QUALITY_NONE);
}

/* The decimals of the screen are those of the quantity, fewer where the device resolves less. */
static void
test_channels (void)
{
  static const struct
  {
    const char *profile, *point;
    guint decimals;
  } rows[] = {
    { "arcm300t", "residual_current", 0 },
    { "arcm300t", "temperature_1", 1 },
    { "arcm300t", "voltage_a", 1 },
    { "arcm300t", "current_a", 1 },
    { "arcm300t", "energy_active_import", 1 },
    { "lx47le-125", "voltage_a", 0 },
    { "lx47le-125", "temperature_a", 0 },
    { "sdm630", "energy_active_import", 2 },
    { "sdm630", "active_power_a", 2 },
  };
  g_autoptr (DwProfileSet) set = load_set ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      DwProfile *profile = dw_profile_set_find (set, rows[i].profile);
      g_autofree DwChannel *channels = dw_profile_make_channels (profile);
      int index = dw_profile_find_point (profile, rows[i].point);

      g_assert_cmpstr (channels[index].name, ==, rows[i].point);
      g_assert_cmpuint (channels[index].decimals, ==, rows[i].decimals);
      g_assert_true (isnan (channels[index].device_limit));
      g_assert_true (isnan (channels[index].limit.high_alarm));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (golden_rows); i++)
    {
      g_autofree char *sentence = g_strdelimit (g_strdup (golden_rows[i].sentence), " ,", '-');
      g_autofree char *path = g_strdup_printf ("/profile/decode/%s", sentence);

      g_test_add_data_func (path, &golden_rows[i], test_golden);
    }
  g_test_add_func ("/profile/decode/rules-ranges-maps-and-masks-hold", test_odd_rules);
  g_test_add_func ("/profile/decode/the-word-order-is-a-setting", test_word_orders);
  g_test_add_func ("/profile/decode/coils-are-bits", test_coils);
  g_test_add_func ("/profile/channels/decimals-are-those-of-the-screen", test_channels);
  return g_test_run ();
}
