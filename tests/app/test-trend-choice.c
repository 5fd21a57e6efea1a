// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-trend-choice.h"
#include "dw-trend-words.h"

/* Plan: which channels of which devices a quantity means (S0-34, S2-19, S2-20); colours that stay; what hides and what stands alone; the target of win.show-trend. */

static const char *const detector[] = { "residual_current", "temperature_1", "temperature_2", "voltage_a", "voltage_b", "voltage_c", "voltage_ab", "voltage_bc", "voltage_ca",
                                        "current_a", "current_b", "current_c", "energy_active_import", "di_1", "do_1", "unbalance_voltage", "unbalance_current", "load_rate", NULL };
static const char *const meter[] = { "voltage_ab", "voltage_bc", "voltage_ca", "current_a", "active_power_a", "active_power_b", "active_power_c", "active_power_total", "power_factor_total", "frequency", NULL };
static const char *const bare[] = { "residual_current", NULL };
static const char *const contacts[] = { "di_1", "breaker", "local_lock", NULL };

static GArray *
make_channels (gint64 device_id, const char *const *names)
{
  GArray *channels = g_array_new (FALSE, TRUE, sizeof (DwTrendChannel));

  for (guint i = 0; names[i] != NULL; i++)
    {
      DwTrendChannel channel = { .device_id = device_id };

      g_strlcpy (channel.name, names[i], sizeof channel.name);
      g_array_append_val (channels, channel);
    }
  return channels;
}

/* Devices 1 and 2 are detectors, 3 is a meter, 4 has one channel, 5 contacts alone; there is no other. */
static GArray *
list (gint64 device_id, gpointer data)
{
  static const char *const *const devices[] = { NULL, detector, detector, meter, bare, contacts };

  return device_id > 0 && device_id < (gint64)G_N_ELEMENTS (devices) ? make_channels (device_id, devices[device_id]) : NULL;
}

/* --- quantity and channels --- */

typedef struct
{
  const char *sentence;
  const char *const *device;
  DwTrendKind kind;
  const char *pinned;
  gboolean alone;
  const char *picked; /* names with spaces between */
} PickCase;

static const PickCase picks[] = {
  { "leakage is one channel", detector, DW_TREND_KIND_RESIDUAL_CURRENT, NULL, TRUE, "residual_current" },
  { "current of one device: all phases", detector, DW_TREND_KIND_CURRENT, NULL, TRUE, "current_a current_b current_c" },
  { "current among several: phase A stands for it", detector, DW_TREND_KIND_CURRENT, NULL, FALSE, "current_a" },
  { "or the phase that was chosen", detector, DW_TREND_KIND_CURRENT, "current_c", FALSE, "current_c" },
  { "a channel of another quantity chooses nothing", detector, DW_TREND_KIND_CURRENT, "voltage_b", FALSE, "current_a" },
  { "nor does one that is not there", detector, DW_TREND_KIND_CURRENT, "current_n", FALSE, "current_a" },
  { "voltages between phases are left out where there are phases", detector, DW_TREND_KIND_VOLTAGE, NULL, TRUE, "voltage_a voltage_b voltage_c" },
  { "but one that was chosen is shown", detector, DW_TREND_KIND_VOLTAGE, "voltage_bc", FALSE, "voltage_bc" },
  { "three wires have line voltages alone", meter, DW_TREND_KIND_VOLTAGE, NULL, TRUE, "voltage_ab voltage_bc voltage_ca" },
  { "and the first stands for them", meter, DW_TREND_KIND_VOLTAGE, NULL, FALSE, "voltage_ab" },
  { "power among several is the total", meter, DW_TREND_KIND_ACTIVE_POWER, NULL, FALSE, "active_power_total" },
  { "power of one device: phases and total", meter, DW_TREND_KIND_ACTIVE_POWER, NULL, TRUE, "active_power_a active_power_b active_power_c active_power_total" },
  { "both unbalances", detector, DW_TREND_KIND_UNBALANCE, NULL, TRUE, "unbalance_voltage unbalance_current" },
  { "among several that of the voltage", detector, DW_TREND_KIND_UNBALANCE, NULL, FALSE, "unbalance_voltage" },
  { "all probes", detector, DW_TREND_KIND_TEMPERATURE, NULL, TRUE, "temperature_1 temperature_2" },
  { "not measured", bare, DW_TREND_KIND_VOLTAGE, NULL, TRUE, "" },
  { "not measured, among several", bare, DW_TREND_KIND_VOLTAGE, "voltage_a", FALSE, "" },
  { "contacts are no curves", contacts, DW_TREND_KIND_CURRENT, NULL, TRUE, "" },
};

static char *
join_names (const GArray *channels)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < channels->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "", g_array_index (channels, DwTrendChannel, i).name);
  return g_string_free (names, FALSE);
}

static void
test_picks (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (picks); i++)
    {
      g_autoptr (GArray) channels = make_channels (7, picks[i].device);
      g_autoptr (GArray) picked = dw_trend_kind_pick (picks[i].kind, channels, picks[i].pinned, picks[i].alone);
      g_autofree char *names = join_names (picked);

      g_test_message ("%s", picks[i].sentence);
      g_assert_cmpstr (names, ==, picks[i].picked);
      g_assert_cmpint (dw_trend_kind_is_in (picks[i].kind, channels), ==, *picks[i].picked != '\0');
    }
}

static void
test_at_most_eight_curves (void)
{
  static const char *const probes[] = { "temperature_1", "temperature_2", "temperature_3", "temperature_4", "temperature_5", "temperature_6", "temperature_7", "temperature_8", "temperature_9", NULL };
  g_autoptr (GArray) channels = make_channels (7, probes);
  g_autoptr (GArray) picked = dw_trend_kind_pick (DW_TREND_KIND_TEMPERATURE, channels, NULL, TRUE);

  g_assert_cmpuint (picked->len, ==, DW_TREND_MAX_LINES);
}

static void
test_kind_words (void)
{
  DwTrendKind kind = DW_TREND_KIND_THD;

  for (guint i = 0; i < DW_N_TREND_KINDS; i++)
    {
      g_assert_true (dw_trend_kind_from_word (dw_trend_kind_word ((DwTrendKind)i), &kind));
      g_assert_cmpint (kind, ==, i);
    }
  kind = DW_TREND_KIND_THD;
  g_assert_false (dw_trend_kind_from_word ("colour", &kind));
  g_assert_false (dw_trend_kind_of_channel ("di_1", &kind));
  g_assert_false (dw_trend_kind_of_channel ("", &kind));
  g_assert_cmpint (kind, ==, DW_TREND_KIND_THD);
}

/* --- items, colours, legend --- */

static void
count_cb (DwTrendChoice *choice, guint change, guint *counts)
{
  counts[change]++;
}

static void
test_colours_stay (void)
{
  g_autoptr (DwTrendChoice) choice = dw_trend_choice_new ();

  for (gint64 id = 1; id <= 3; id++)
    g_assert_true (dw_trend_choice_add (choice, id, NULL));
  dw_trend_choice_remove (choice, 2);
  g_assert_cmpuint (dw_trend_choice_get_item (choice, 1)->slot, ==, 2);
  g_assert_true (dw_trend_choice_add (choice, 9, NULL));
  g_assert_cmpuint (dw_trend_choice_get_item (choice, 2)->slot, ==, 1);
}

static void
test_eight_is_full (void)
{
  g_autoptr (DwTrendChoice) choice = dw_trend_choice_new ();
  guint counts[4] = { 0 };

  for (gint64 id = 1; id <= 8; id++)
    g_assert_true (dw_trend_choice_add (choice, id, NULL));
  g_signal_connect (choice, "changed", G_CALLBACK (count_cb), counts);
  g_assert_false (dw_trend_choice_add (choice, 9, NULL));
  g_assert_cmpuint (dw_trend_choice_get_n_items (choice), ==, 8);
  g_assert_cmpuint (counts[DW_TREND_CHANGE_LINES], ==, 0);
  g_assert_true (dw_trend_choice_add (choice, 3, "current_b"));
  g_assert_cmpuint (dw_trend_choice_get_n_items (choice), ==, 8);
  g_assert_cmpstr (dw_trend_choice_get_item (choice, 2)->pinned, ==, "current_b");
  g_assert_cmpint (dw_trend_choice_get_kind (choice), ==, DW_TREND_KIND_CURRENT);
}

static void
test_one_device_has_phases_several_have_one_each (void)
{
  g_autoptr (DwTrendChoice) choice = dw_trend_choice_new ();
  g_autoptr (GArray) alone = NULL;
  g_autoptr (GArray) both = NULL;

  dw_trend_choice_add (choice, 1, NULL);
  dw_trend_choice_set_kind (choice, DW_TREND_KIND_CURRENT);
  alone = dw_trend_choice_list_lines (choice, list, NULL);
  g_assert_cmpuint (alone->len, ==, 3);
  g_assert_cmpint (g_array_index (alone, DwTrendLine, 0).phase, ==, DW_PHASE_A);
  g_assert_cmpint (dw_trend_line_style (&g_array_index (alone, DwTrendLine, 1), 3), ==, DW_PLOT_STYLE_PHASE_B);
  dw_trend_choice_add (choice, 3, NULL);
  dw_trend_choice_add (choice, 4, NULL);
  both = dw_trend_choice_list_lines (choice, list, NULL);
  g_assert_cmpuint (both->len, ==, 2);
  g_assert_cmpint (g_array_index (both, DwTrendLine, 0).phase, ==, DW_PHASE_NONE);
  g_assert_cmpint (dw_trend_line_style (&g_array_index (both, DwTrendLine, 1), 2), ==, DW_PLOT_STYLE_S2);
}

static void
test_unchecked_and_vanished_devices_have_no_curve (void)
{
  g_autoptr (DwTrendChoice) choice = dw_trend_choice_new ();
  g_autoptr (GArray) lines = NULL;

  dw_trend_choice_add (choice, 1, NULL);
  dw_trend_choice_add (choice, 2, NULL);
  dw_trend_choice_add (choice, 77, NULL);
  dw_trend_choice_set_shown (choice, 2, FALSE);
  dw_trend_choice_set_shown (choice, 4711, FALSE);
  lines = dw_trend_choice_list_lines (choice, list, NULL);
  g_assert_cmpuint (lines->len, ==, 1);
  g_assert_cmpint (g_array_index (lines, DwTrendLine, 0).channel.device_id, ==, 1);
}

static guint
count_hidden (DwTrendChoice *choice)
{
  g_autoptr (GArray) lines = dw_trend_choice_list_lines (choice, list, NULL);
  guint n = 0;

  for (guint i = 0; i < lines->len; i++)
    n += g_array_index (lines, DwTrendLine, i).hidden;
  return n;
}

static void
test_legend_hides_and_shows_alone (void)
{
  g_autoptr (DwTrendChoice) choice = dw_trend_choice_new ();
  g_autoptr (GArray) lines = NULL;
  g_autoptr (GArray) solo = NULL;
  DwTrendChannel second = { 2, "residual_current" };
  guint counts[4] = { 0 };

  for (gint64 id = 1; id <= 2; id++)
    dw_trend_choice_add (choice, id, NULL);
  dw_trend_choice_add (choice, 4, NULL);
  g_signal_connect (choice, "changed", G_CALLBACK (count_cb), counts);
  dw_trend_choice_toggle_line (choice, &second);
  g_assert_cmpuint (count_hidden (choice), ==, 1);
  dw_trend_choice_toggle_line (choice, &second);
  g_assert_cmpuint (count_hidden (choice), ==, 0);
  lines = dw_trend_choice_list_lines (choice, list, NULL);
  dw_trend_choice_solo_line (choice, lines, &second);
  g_assert_cmpuint (count_hidden (choice), ==, 2);
  solo = dw_trend_choice_list_lines (choice, list, NULL);
  dw_trend_choice_solo_line (choice, solo, &second);
  g_assert_cmpuint (count_hidden (choice), ==, 0);
  g_assert_cmpuint (counts[DW_TREND_CHANGE_LOOK], ==, 4);
  g_assert_cmpuint (counts[DW_TREND_CHANGE_LINES], ==, 0);
}

static void
test_quantities_are_those_that_are_there (void)
{
  g_autoptr (DwTrendChoice) choice = dw_trend_choice_new ();
  guint mask;

  dw_trend_choice_add (choice, 4, NULL);
  g_assert_cmphex (dw_trend_choice_list_kinds (choice, list, NULL), ==, 1u << DW_TREND_KIND_RESIDUAL_CURRENT);
  dw_trend_choice_add (choice, 3, NULL);
  mask = dw_trend_choice_list_kinds (choice, list, NULL);
  g_assert_true (mask & (1u << DW_TREND_KIND_FREQUENCY));
  g_assert_false (mask & (1u << DW_TREND_KIND_LOAD_RATE));
  dw_trend_choice_clear (choice);
  g_assert_cmphex (dw_trend_choice_list_kinds (choice, list, NULL), ==, 0);
}

static void
test_right_axis_is_another_quantity_of_the_first (void)
{
  g_autoptr (DwTrendChoice) choice = dw_trend_choice_new ();
  DwTrendChannel channel = { 0 };

  dw_trend_choice_add (choice, 4, NULL);
  g_assert_false (dw_trend_choice_find_right (choice, list, NULL, &channel));
  dw_trend_choice_add (choice, 2, NULL);
  g_assert_true (dw_trend_choice_find_right (choice, list, NULL, &channel));
  g_assert_cmpint (channel.device_id, ==, 2);
  g_assert_cmpstr (channel.name, ==, "temperature_1");
  dw_trend_choice_set_kind (choice, DW_TREND_KIND_TEMPERATURE);
  g_assert_false (dw_trend_choice_find_right (choice, list, NULL, &channel));
}

/* --- the target of win.show-trend --- */

static const struct
{
  const char *text;
  gboolean fine;
  gint64 device_id;
  const char *name;
  gint64 time_ms;
} targets[] = {
  { "2001", TRUE, 2001, "", 0 },
  { "2001:residual_current", TRUE, 2001, "residual_current", 0 },
  { "2001@1700000000000", TRUE, 2001, "", 1700000000000 },
  { "2001:current_a@1700000000000", TRUE, 2001, "current_a", 1700000000000 },
  { "", FALSE, 0, NULL, 0 },
  { "box", FALSE, 0, NULL, 0 },
  { "0", FALSE, 0, NULL, 0 },
  { "-5", FALSE, 0, NULL, 0 },
  { "2001:", FALSE, 0, NULL, 0 },
  { "2001:@5", FALSE, 0, NULL, 0 },
  { "2001@", FALSE, 0, NULL, 0 },
  { "2001@soon", FALSE, 0, NULL, 0 },
  { "2001@5x", FALSE, 0, NULL, 0 },
  { "2001 ", FALSE, 0, NULL, 0 },
  { "2001:a_name_that_is_longer_than_any_of_the_vocabulary", FALSE, 0, NULL, 0 },
};

static void
test_targets (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      DwTrendChannel channel = { .device_id = -1 };
      gint64 time_ms = -1;

      g_test_message ("\"%s\"", targets[i].text);
      g_assert_cmpint (dw_trend_parse_target (targets[i].text, &channel, &time_ms), ==, targets[i].fine);
      g_assert_cmpint (channel.device_id, ==, targets[i].fine ? targets[i].device_id : -1);
      g_assert_cmpint (time_ms, ==, targets[i].fine ? targets[i].time_ms : -1);
      if (targets[i].fine)
        g_assert_cmpstr (channel.name, ==, targets[i].name);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trend-choice/picks", test_picks);
  g_test_add_func ("/trend-choice/at-most-eight-curves", test_at_most_eight_curves);
  g_test_add_func ("/trend-choice/kind-words", test_kind_words);
  g_test_add_func ("/trend-choice/colours-stay", test_colours_stay);
  g_test_add_func ("/trend-choice/eight-is-full", test_eight_is_full);
  g_test_add_func ("/trend-choice/one-device-has-phases-several-have-one-each", test_one_device_has_phases_several_have_one_each);
  g_test_add_func ("/trend-choice/unchecked-and-vanished-devices-have-no-curve", test_unchecked_and_vanished_devices_have_no_curve);
  g_test_add_func ("/trend-choice/legend-hides-and-shows-alone", test_legend_hides_and_shows_alone);
  g_test_add_func ("/trend-choice/quantities-are-those-that-are-there", test_quantities_are_those_that_are_there);
  g_test_add_func ("/trend-choice/right-axis-is-another-quantity-of-the-first", test_right_axis_is_another_quantity_of_the_first);
  g_test_add_func ("/trend-choice/targets", test_targets);
  return g_test_run ();
}
