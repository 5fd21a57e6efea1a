// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-quantity.h"

/* The vocabulary of points (S0-34): each name is one point and back, everything else is refused. */

static const struct
{
  const char *name;
  DwPoint point;
} good[] = {
  { "residual_current", { DW_QUANTITY_RESIDUAL_CURRENT, DW_PHASE_NONE, 0 } },
  { "temperature_1", { DW_QUANTITY_TEMPERATURE, DW_PHASE_NONE, 1 } },
  { "temperature_16", { DW_QUANTITY_TEMPERATURE, DW_PHASE_NONE, 16 } },
  { "temperature_a", { DW_QUANTITY_TEMPERATURE, DW_PHASE_A, 0 } },
  { "temperature_n", { DW_QUANTITY_TEMPERATURE, DW_PHASE_N, 0 } },
  { "temperature_box", { DW_QUANTITY_TEMPERATURE, DW_PHASE_BOX, 0 } },
  { "temperature_ambient", { DW_QUANTITY_TEMPERATURE, DW_PHASE_AMBIENT, 0 } },
  { "voltage_a", { DW_QUANTITY_VOLTAGE, DW_PHASE_A, 0 } },
  { "voltage_ab", { DW_QUANTITY_VOLTAGE, DW_PHASE_AB, 0 } },
  { "voltage_ca", { DW_QUANTITY_VOLTAGE, DW_PHASE_CA, 0 } },
  { "current_n", { DW_QUANTITY_CURRENT, DW_PHASE_N, 0 } },
  { "active_power_total", { DW_QUANTITY_ACTIVE_POWER, DW_PHASE_TOTAL, 0 } },
  { "reactive_power_b", { DW_QUANTITY_REACTIVE_POWER, DW_PHASE_B, 0 } },
  { "apparent_power_c", { DW_QUANTITY_APPARENT_POWER, DW_PHASE_C, 0 } },
  { "power_factor_total", { DW_QUANTITY_POWER_FACTOR, DW_PHASE_TOTAL, 0 } },
  { "frequency", { DW_QUANTITY_FREQUENCY, DW_PHASE_NONE, 0 } },
  { "energy_active_import", { DW_QUANTITY_ENERGY_ACTIVE_IMPORT, DW_PHASE_NONE, 0 } },
  { "energy_active_import_deep_valley", { DW_QUANTITY_ENERGY_ACTIVE_IMPORT, DW_PHASE_DEEP_VALLEY, 0 } },
  { "energy_active_export_sharp", { DW_QUANTITY_ENERGY_ACTIVE_EXPORT, DW_PHASE_SHARP, 0 } },
  { "thd_voltage_b", { DW_QUANTITY_THD_VOLTAGE, DW_PHASE_B, 0 } },
  { "di_1", { DW_QUANTITY_DI, DW_PHASE_NONE, 1 } },
  { "do_16", { DW_QUANTITY_DO, DW_PHASE_NONE, 16 } },
  { "breaker", { DW_QUANTITY_BREAKER, DW_PHASE_NONE, 0 } },
  { "local_lock", { DW_QUANTITY_LOCAL_LOCK, DW_PHASE_NONE, 0 } },
  { "trip_reason", { DW_QUANTITY_TRIP_REASON, DW_PHASE_NONE, 0 } },
  { "status_7", { DW_QUANTITY_STATUS, DW_PHASE_NONE, 7 } },
  { "voltage_status", { DW_QUANTITY_STATUS, DW_PHASE_NONE, 1001 } },
};

static const struct
{
  const char *name;
  const char *why;
} bad[] = {
  { "", "an empty name" },
  { "temperature", "a temperature without a place" },
  { "temperature_0", "numbers begin at one" },
  { "temperature_17", "there are sixteen" },
  { "temperature_01", "one spelling for each number" },
  { "temperature_1 ", "a blank at the end" },
  { "temperature_-1", "a negative number" },
  { "temperature_99999999999999999999", "a number that does not fit" },
  { "temperature_total", "a phase that temperatures do not have" },
  { "temperature_1_a", "two places" },
  { "voltage", "a voltage without a phase" },
  { "voltage_n", "the neutral has no voltage of its own" },
  { "voltage_1", "phases have letters" },
  { "current_ab", "currents are not between phases" },
  { "residual_current_a", "residual current has no phase" },
  { "frequency_a", "frequency has no phase" },
  { "breaker_1", "one breaker a device" },
  { "di", "an input without number" },
  { "di_17", "there are sixteen" },
  { "Voltage_a", "capital letters" },
  { "voltage-a", "a hyphen" },
  { "voltagea", "no separator" },
  { "voltage_", "nothing after the separator" },
  { "status", "a status without a word" },
  { "status_", "a status with an empty word" },
  { "status_Über", "letters outside the alphabet" },
  { "_status", "a status without a word" },
  { "energy_active_import_night", "a rate that does not exist" },
};

static void
names_are_points_and_back (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      DwPoint point;
      g_autofree char *name = NULL;

      g_test_message ("%s", good[i].name);
      g_assert_true (dw_point_from_name (good[i].name, &point));
      g_assert_true (dw_point_equal (point, good[i].point));
      name = dw_point_to_name (point);
      g_assert_cmpstr (name, ==, good[i].name);
    }
}

static void
other_names_are_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      DwPoint point;

      g_test_message ("%s: %s", bad[i].name, bad[i].why);
      g_assert_false (dw_point_from_name (bad[i].name, &point));
    }
}

static void
status_words_keep_their_number (void)
{
  DwPoint first;
  DwPoint other;
  DwPoint again;
  g_autofree char *name = NULL;

  g_assert_true (dw_point_from_name ("status_door", &first));
  g_assert_true (dw_point_from_name ("status_surge", &other));
  g_assert_cmpuint (first.index, !=, other.index);
  name = dw_point_to_name (first);
  g_assert_true (dw_point_from_name (name, &again));
  g_assert_true (dw_point_equal (first, again));
}

static void
titles_name_the_place (void)
{
  static const struct
  {
    const char *name;
    const char *title;
  } rows[] = {
    { "residual_current", "Residual current" },
    { "temperature_2", "Temperature 2" },
    { "temperature_box", "Temperature, box" },
    { "voltage_a", "Voltage, phase A" },
    { "voltage_ab", "Voltage A–B" },
    { "active_power_total", "Active power, total" },
    { "di_3", "DI 3" },
    { "status_5", "Status 5" },
    { "voltage_status", "Voltage status" },
    { "status_door", "Status" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      DwPoint point;
      g_autofree char *title = NULL;

      g_assert_true (dw_point_from_name (rows[i].name, &point));
      title = dw_point_title (point);
      g_assert_cmpstr (title, ==, rows[i].title);
    }
}

static void
units_and_decimals_are_those_of_the_screen (void)
{
  static const struct
  {
    DwQuantity quantity;
    const char *unit;
    int decimals;
    gboolean state;
  } rows[] = {
    { DW_QUANTITY_RESIDUAL_CURRENT, "mA", 0, FALSE },
    { DW_QUANTITY_TEMPERATURE, "°C", 0, FALSE },
    { DW_QUANTITY_VOLTAGE, "V", 1, FALSE },
    { DW_QUANTITY_CURRENT, "A", 1, FALSE },
    { DW_QUANTITY_ACTIVE_POWER, "kW", 2, FALSE },
    { DW_QUANTITY_REACTIVE_POWER, "kvar", 2, FALSE },
    { DW_QUANTITY_APPARENT_POWER, "kVA", 2, FALSE },
    { DW_QUANTITY_POWER_FACTOR, "", 3, FALSE },
    { DW_QUANTITY_FREQUENCY, "Hz", 2, FALSE },
    { DW_QUANTITY_ENERGY_ACTIVE_IMPORT, "kWh", 1, FALSE },
    { DW_QUANTITY_THD_VOLTAGE, "%", 1, FALSE },
    { DW_QUANTITY_DI, "", 0, TRUE },
    { DW_QUANTITY_BREAKER, "", 0, TRUE },
    { DW_QUANTITY_LOCAL_LOCK, "", 0, TRUE },
    { DW_QUANTITY_STATUS, "", 0, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpstr (dw_quantity_unit (rows[i].quantity), ==, rows[i].unit);
      g_assert_cmpint (dw_quantity_decimals (rows[i].quantity), ==, rows[i].decimals);
      g_assert_cmpint (dw_quantity_is_state (rows[i].quantity), ==, rows[i].state);
    }
  for (guint i = 0; i < DW_N_QUANTITIES; i++)
    g_assert_cmpstr (dw_quantity_title (i), !=, "");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quantity/names-are-points-and-back", names_are_points_and_back);
  g_test_add_func ("/quantity/other-names-are-refused", other_names_are_refused);
  g_test_add_func ("/quantity/status-words-keep-their-number", status_words_keep_their_number);
  g_test_add_func ("/quantity/titles-name-the-place", titles_name_the_place);
  g_test_add_func ("/quantity/units-and-decimals-are-those-of-the-screen", units_and_decimals_are_those_of_the_screen);
  return g_test_run ();
}
