// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-limit-writes.h"

/* Limits asked for in, write requests out, as "function@address=words". */

/* ARCM300T-like: five side by side with function 16; one apart; two with function 6; one with two registers; one that cannot be written. */
static DwProfileThreshold thresholds[] = {
  { 0, (char *)"residual_current", 3, 16, 0x1033, DW_REGISTER_U16, 0, 1, (char *)"mA", 20, 1000 },
  { 0, (char *)"temperature_1", 3, 16, 0x1034, DW_REGISTER_S16, 0, 1, (char *)"°C", 45, 140 },
  { 0, (char *)"temperature_2", 3, 16, 0x1035, DW_REGISTER_S16, 0, 1, (char *)"°C", 45, 140 },
  { 0, (char *)"temperature_3", 3, 16, 0x1036, DW_REGISTER_S16, 0, 1, (char *)"°C", 45, 140 },
  { 0, (char *)"over_voltage", 3, 16, 0x2000, DW_REGISTER_U16, 0, 0.1, (char *)"V", 230, 300 },
  { 0, (char *)"current_a", 3, 6, 10, DW_REGISTER_U16, 0, 0.01, (char *)"A", 0, 600 },
  { 0, (char *)"current_b", 3, 6, 11, DW_REGISTER_U16, 0, 0.01, (char *)"A", 0, 600 },
  { 0, (char *)"active_power_total", 3, 16, 0x3000, DW_REGISTER_U32, 0, 1, (char *)"W", 0, 1e6 },
  { 0, (char *)"frequency", 3, 0, 0x4000, DW_REGISTER_U16, 0, 1, (char *)"Hz", 45, 55 },
};

static const DwProfile profile = { .thresholds = thresholds, .n_thresholds = G_N_ELEMENTS (thresholds) };

static const struct
{
  const char *sentence;
  const char *arguments; /* "name=value name=value" */
  const char *requests;  /* or the code */
} rows[] = {
  { "one-limit-is-one-register", "temperature_1=80", "16@1034=0050" },
  { "neighbours-are-one-request", "residual_current=600 temperature_1=80", "16@1033=0258,0050" },
  { "what-lies-between-keeps-its-value", "residual_current=600 temperature_2=90", "16@1033=0258,0001,005A" },
  { "all-of-a-group-is-one-request", "residual_current=600 temperature_1=80 temperature_2=90 temperature_3=100", "16@1033=0258,0050,005A,0064" },
  { "far-limits-are-two-requests", "residual_current=600 over_voltage=250", "16@1033=0258 16@2000=09C4" },
  { "function-6-is-one-request-each", "current_a=63 current_b=40.5", "6@000A=189C 6@000B=0FD2" },
  { "two-registers-are-written-together", "active_power_total=100000", "16@3000=0001,86A0" },
  { "the-lowest-value-is-allowed", "residual_current=20", "16@1033=0014" },
  { "the-highest-value-is-allowed", "residual_current=1000", "16@1033=03E8" },
  { "above-the-range-is-refused", "residual_current=1000.5", "out-of-range" },
  { "below-the-range-is-refused", "temperature_1=44", "out-of-range" },
  { "no-number-is-refused", "temperature_1=nan", "out-of-range" },
  { "infinity-is-refused", "temperature_1=inf", "out-of-range" },
  { "one-wrong-of-two-refuses-both", "residual_current=600 temperature_1=400", "out-of-range" },
  { "an-unknown-name-is-refused", "voltage_a=250", "unknown-limit" },
  { "a-limit-that-cannot-be-written-is-refused", "frequency=50", "read-only-limit" },
  { "nothing-asked-is-refused", "", "no-limit" },
};

static GHashTable *
parse_arguments (const char *text)
{
  GHashTable *arguments = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++)
    {
      g_auto (GStrv) pair = g_strsplit (words[i], "=", 2);
      double value = g_ascii_strtod (pair[1], NULL);

      g_hash_table_insert (arguments, g_strdup (pair[0]), g_memdup2 (&value, sizeof value));
    }
  return arguments;
}

static char *
describe_requests (const DwLimitWrites *writes)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < writes->requests->len; i++)
    {
      const DwModbusRequest *request = &g_array_index (writes->requests, DwModbusRequest, i);

      g_string_append_printf (text, "%s%u@%04X=", i > 0 ? " " : "", request->function, request->address);
      for (guint j = 0; j < request->count; j++)
        g_string_append_printf (text, "%s%04X", j > 0 ? "," : "", request->words[j]);
    }
  return g_string_free (text, FALSE);
}

static void
test_row (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_autoptr (GHashTable) arguments = parse_arguments (rows[row].arguments);
  guint16 current[G_N_ELEMENTS (thresholds) * DW_LIMIT_WORDS] = { 0 };
  const char *code = NULL, *name = NULL;
  g_autoptr (DwLimitWrites) writes = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (thresholds); i++)
    current[i * DW_LIMIT_WORDS] = 1;
  writes = dw_limit_writes_new (&profile, arguments, current, &code, &name);
  text = writes != NULL ? describe_requests (writes) : g_strdup (code);
  g_assert_cmpstr (text, ==, rows[row].requests);
  g_assert_true ((writes != NULL) == (code == NULL));
}

static void
test_match (void)
{
  g_autoptr (GHashTable) arguments = parse_arguments ("residual_current=600 active_power_total=100000");
  guint16 words[G_N_ELEMENTS (thresholds) * DW_LIMIT_WORDS] = { 0 };
  const char *code = NULL, *name = NULL;
  g_autoptr (DwLimitWrites) writes = dw_limit_writes_new (&profile, arguments, words, &code, &name);
  g_autofree char *text = NULL;

  g_assert_false (dw_limit_writes_match (writes, &profile, words));
  words[0] = 600;
  g_assert_false (dw_limit_writes_match (writes, &profile, words));
  words[7 * DW_LIMIT_WORDS] = 1;
  words[7 * DW_LIMIT_WORDS + 1] = 0x86a0;
  g_assert_true (dw_limit_writes_match (writes, &profile, words));
  /* What was not asked for may be anything. */
  words[DW_LIMIT_WORDS] = 99;
  g_assert_true (dw_limit_writes_match (writes, &profile, words));
  text = dw_limit_writes_describe (writes, &profile, words);
  g_assert_cmpstr (text, ==, "residual_current 600 mA, active_power_total 100\xe2\x80\xaf"
                             "000 W");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/limit-writes/%s", rows[i].sentence);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_row);
    }
  g_test_add_func ("/limit-writes/only-equal-registers-match", test_match);
  return g_test_run ();
}
