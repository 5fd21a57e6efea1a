// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib/gstdio.h>
#include <math.h>

#include "dw-calendar.h"
#include "dw-energy-bars.h"
#include "dw-energy-table.h"
#include "dw-trend-choice.h"
#include "dw-trend-periods.h"
#include "dw-trend-table.h"
#include "dw-trend-words.h"

/* Plan: which channels of which devices a quantity means (S0-34, S2-19, S2-20); colours that stay; what hides and what stands alone; the target of win.show-trend;
 * hours, days and months of the bars and cells (S2-21, S4-04); rows of an export (S4-05). */

#define HOUR_MS (60 * 60 * G_GINT64_CONSTANT (1000))

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

/* --- bars and cells --- */

static gint64
at (GTimeZone *zone, const char *text)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, zone);

  return g_date_time_to_unix (time) * 1000;
}

static const struct
{
  const char *sentence, *zone, *time;
  DwSpanUnit unit;
  guint n_bars;
  const char *first, *words;
} bars[] = {
  { "a day has 24 hours", "Asia/Shanghai", "2026-11-19T14:00:00", DW_SPAN_DAY, 24, "2026-11-19T00:00:00", "2026-11-19" },
  { "or 23", "Europe/Berlin", "2026-03-29T14:00:00", DW_SPAN_DAY, 23, "2026-03-29T00:00:00", "2026-03-29" },
  { "or 25", "Europe/Berlin", "2026-10-25T14:00:00", DW_SPAN_DAY, 25, "2026-10-25T00:00:00", "2026-10-25" },
  { "a quarter of an hour gives its day", "Asia/Shanghai", "2026-11-19T14:00:00", DW_SPAN_QUARTER_HOUR, 24, "2026-11-19T00:00:00", "2026-11-19" },
  { "a week gives days", "Asia/Shanghai", "2026-11-19T14:00:00", DW_SPAN_WEEK, 7, "2026-11-16T00:00:00", "2026-11-16 — 11-22" },
  { "a month gives days", "Asia/Shanghai", "2026-02-19T14:00:00", DW_SPAN_MONTH, 28, "2026-02-01T00:00:00", "2026-02" },
  { "a year gives months", "Asia/Shanghai", "2026-02-19T14:00:00", DW_SPAN_YEAR, 12, "2026-01-01T00:00:00", "2026" },
};

static void
test_bars (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bars); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (bars[i].zone);
      g_autoptr (DwSpan) span = dw_span_new (at (zone, bars[i].time), zone);
      g_autoptr (GArray) edges = NULL;
      g_autofree char *words = NULL;

      g_test_message ("%s", bars[i].sentence);
      dw_span_set_unit (span, bars[i].unit, at (zone, bars[i].time));
      edges = dw_trend_periods_list_edges (span);
      words = dw_trend_periods_format (span);
      g_assert_cmpuint (edges->len, ==, bars[i].n_bars + 1);
      g_assert_cmpint (g_array_index (edges, gint64, 0), ==, at (zone, bars[i].first));
      g_assert_cmpint (dw_trend_periods_are_hours (span), ==, bars[i].unit <= DW_SPAN_DAY);
      g_assert_cmpstr (words, ==, bars[i].words);
    }
}

/* Two days of hours from the edges; each hour's mean is its index. */
static DwBuckets *
make_hours (GTimeZone *zone, const char *from, const char *to)
{
  g_autoptr (GArray) edges = dw_calendar_list_edges (at (zone, from), at (zone, to), DW_CALENDAR_HOUR, 100, zone);
  DwBuckets *buckets = dw_buckets_new ((const gint64 *)(void *)edges->data, edges->len - 1);

  for (guint i = 0; i < buckets->n; i++)
    buckets->buckets[i] = (DwBucket){ .count = 10, .weight_ms = HOUR_MS, .mean = i, .weighted_mean = i };
  return buckets;
}

static void
test_cells_in_autumn (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (DwBuckets) buckets = make_hours (zone, "2026-10-25T00:00:00", "2026-10-27T00:00:00");
  g_autoptr (GArray) days = NULL;
  g_autoptr (GArray) cells = dw_trend_periods_fold (buckets, zone, &days);

  g_assert_cmpuint (buckets->n, ==, 49);
  g_assert_cmpuint (days->len, ==, 2);
  g_assert_cmpuint (cells->len, ==, 48);
  g_assert_cmpfloat (g_array_index (cells, double, 1), ==, 1);
  /* 02:00 came twice: the second and the third hour of the day. */
  g_assert_cmpfloat (g_array_index (cells, double, 2), ==, 2.5);
  g_assert_cmpfloat (g_array_index (cells, double, 3), ==, 4);
  g_assert_cmpfloat (g_array_index (cells, double, 24), ==, 25);
}

static void
test_cells_in_spring (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (DwBuckets) buckets = make_hours (zone, "2026-03-29T00:00:00", "2026-03-30T00:00:00");
  g_autoptr (GArray) days = NULL;
  g_autoptr (GArray) cells = NULL;

  buckets->buckets[5].count = 0;
  cells = dw_trend_periods_fold (buckets, zone, &days);
  g_assert_cmpuint (buckets->n, ==, 23);
  g_assert_cmpuint (cells->len, ==, 24);
  g_assert_true (isnan (g_array_index (cells, double, 2)));
  g_assert_cmpfloat (g_array_index (cells, double, 3), ==, 2);
  g_assert_true (isnan (g_array_index (cells, double, 6)));
}

/* --- rows of an export --- */

static DwTrendTrace
make_samples (const gint64 *times, const double *values, guint n)
{
  DwTrendTrace trace = { .samples = dw_samples_new (n) };

  for (guint i = 0; i < n; i++)
    {
      trace.samples->times_ms[i] = times[i];
      trace.samples->values[i] = values[i];
      trace.samples->qualities[i] = isnan (values[i]) ? DW_QUALITY_SENSOR_FAULT : DW_QUALITY_GOOD;
    }
  return trace;
}

static const DwDataSheetCell *
get_cell (const DwTrendTable *table, guint row, guint column)
{
  return &g_array_index (table->cells, DwDataSheetCell, row * table->columns->len + column);
}

static void
test_rows_of_curves (void)
{
  DwTrendTrace first = make_samples ((const gint64[]){ 1000, 2000, 4000 }, (const double[]){ 1, NAN, 3 }, 3);
  DwTrendTrace second = make_samples ((const gint64[]){ 2000, 3000 }, (const double[]){ 20, 30 }, 2);
  DwTrendTableCurve curves[] = { { "2AL1", "mA", 0, &first }, { "3AL1", "mA", 0, &second }, { "4AL1", "mA", 0, NULL } };
  g_autoptr (DwTrendTable) table = dw_trend_table_new_curves (curves, G_N_ELEMENTS (curves));

  g_assert_cmpuint (table->columns->len, ==, 7);
  g_assert_cmpstr (g_array_index (table->columns, DwDataSheetColumn, 1).title, ==, "2AL1");
  g_assert_cmpstr (g_array_index (table->columns, DwDataSheetColumn, 1).unit, ==, "mA");
  g_assert_cmpuint (table->n_rows, ==, 4);
  g_assert_cmpint (get_cell (table, 1, 0)->time_ms, ==, 2000);
  g_assert_true (isnan (get_cell (table, 1, 1)->number));
  g_assert_cmpint (get_cell (table, 1, 2)->quality, ==, DW_QUALITY_SENSOR_FAULT);
  g_assert_cmpfloat (get_cell (table, 1, 3)->number, ==, 20);
  g_assert_cmpint (get_cell (table, 2, 2)->quality, ==, DW_QUALITY_NONE);
  g_assert_cmpfloat (get_cell (table, 3, 1)->number, ==, 3);
  g_assert_true (isnan (get_cell (table, 3, 5)->number));
  dw_samples_free (first.samples);
  dw_samples_free (second.samples);
}

static void
test_rows_of_buckets (void)
{
  g_autoptr (DwBuckets) buckets = dw_buckets_new ((const gint64[]){ 0, 1000, 2000 }, 2);
  DwTrendTrace trace = { .buckets = buckets };
  DwTrendTableCurve curve = { "2AL1", "mA", 0, &trace };
  g_autoptr (DwTrendTable) table = NULL;

  buckets->buckets[0] = (DwBucket){ .count = 3, .min = 1, .max = 9, .mean = 4 };
  table = dw_trend_table_new_curves (&curve, 1);
  g_assert_cmpuint (table->columns->len, ==, 4);
  g_assert_cmpuint (table->n_rows, ==, 2);
  g_assert_cmpfloat (get_cell (table, 0, 1)->number, ==, 4);
  g_assert_cmpfloat (get_cell (table, 0, 2)->number, ==, 1);
  g_assert_cmpfloat (get_cell (table, 0, 3)->number, ==, 9);
  g_assert_true (isnan (get_cell (table, 1, 1)->number));
}

static void
test_nothing_gives_no_rows (void)
{
  DwTrendTrace empty = { 0 };
  DwTrendTableCurve curve = { "2AL1", "mA", 0, &empty };
  g_autoptr (DwTrendTable) table = dw_trend_table_new_curves (&curve, 1);
  g_autoptr (DwTrendTable) none = dw_trend_table_new_curves (NULL, 0);

  g_assert_cmpuint (table->n_rows, ==, 0);
  g_assert_cmpuint (none->n_rows, ==, 0);
  g_assert_cmpuint (none->columns->len, ==, 1);
}

/* --- energy and cost (S2-22, S3-49) --- */

#define JANUARY_MS (1767196800 * G_GINT64_CONSTANT (1000)) /* 2026-01-01 in Shanghai */
#define N_MONTHS 6

/* One price for all hours and steps by month: 210 kWh @0.50, to 400 kWh @0.55, above @0.80. From July on a plan without prices. */
static DwTariff *
make_stepped (GTimeZone *zone)
{
  DwTariff *tariff = dw_tariff_new ("Tianjin 2026");

  dw_tariff_season_add_period (dw_tariff_set_add_season (&tariff->current, "All", 1, 1), 0, DW_RATE_FLAT);
  dw_tariff_season_add_period (dw_tariff_set_add_season (&tariff->next, "All", 1, 1), 0, DW_RATE_FLAT);
  tariff->current.prices = (DwPricePlan){ .has_price = { [DW_RATE_FLAT] = TRUE }, .price_e4 = { [DW_RATE_FLAT] = 5000 }, .tiers = { { 0, 0 }, { 21000, 500 }, { 40000, 3000 } }, .n_tiers = 3, .cycle = DW_PRICE_MONTH };
  tariff->switch_ms = dw_calendar_add (JANUARY_MS, DW_CALENDAR_MONTH, N_MONTHS, zone);
  return tariff;
}

/* January to June: 210, 400 and 450 kWh; no readings; a counter that was set back; June has not begun. */
static DwEnergyAnswer *
make_months (const DwTariff *tariff, GTimeZone *zone)
{
  static const gint64 wh[N_MONTHS] = { 210000, 400000, 450000, 0, -1, 0 };
  static const guint flags[N_MONTHS] = { 0, DW_ENERGY_ROLLED, DW_ENERGY_GAP | DW_ENERGY_REPLACED, DW_ENERGY_NO_DATA, DW_ENERGY_RESET, DW_ENERGY_NO_DATA };
  static const double coverages[N_MONTHS] = { 1, 0.9996, 0.5, 0, 0.75, NAN };
  DwEnergyAnswer *answer = g_new0 (DwEnergyAnswer, 1);
  DwTariffStretch parts[N_MONTHS];
  gint64 edges_ms[N_MONTHS + 1] = { JANUARY_MS };
  DwTariffCost costs[N_MONTHS];

  answer->periods = g_new0 (DwEnergyPeriod, N_MONTHS);
  answer->n_periods = N_MONTHS;
  for (guint i = 0; i < N_MONTHS; i++)
    {
      edges_ms[i + 1] = dw_calendar_add (edges_ms[i], DW_CALENDAR_MONTH, 1, zone);
      parts[i] = (DwTariffStretch){ edges_ms[i], edges_ms[i + 1], wh[i] };
    }
  dw_tariff_cost_periods (tariff, parts, N_MONTHS, edges_ms, N_MONTHS, zone, costs);
  for (guint i = 0; i < N_MONTHS; i++)
    {
      double kwh = flags[i] & DW_ENERGY_NO_DATA ? NAN : (double)MAX (wh[i], 5000) / 1000;

      answer->periods[i] = (DwEnergyPeriod){ .from_ms = edges_ms[i], .to_ms = edges_ms[i + 1], .energy_kwh = kwh, .by_rate_kwh = { [DW_RATE_FLAT] = kwh }, .max_kw = NAN, .rate = DW_RATE_FLAT, .flags = flags[i], .coverage = coverages[i], .cost = costs[i] };
      answer->total_kwh += isnan (kwh) ? 0 : kwh;
      dw_tariff_cost_add (&answer->cost, &costs[i]);
    }
  answer->by_rate_kwh[DW_RATE_FLAT] = answer->total_kwh;
  answer->coverage = 0.65;
  answer->has_cost = TRUE;
  return answer;
}

static const char months_head[] = "\xEF\xBB\xBF"
                                  "Circuit,Stretch,\"From (Asia/Shanghai, UTC+08:00)\",\"To (Asia/Shanghai, UTC+08:00)\",Energy (kWh),Sharp (kWh),Peak (kWh),Flat (kWh),Valley (kWh),Deep valley (kWh),"
                                  "Cost (yuan),Price plan,Price step,Coverage (%),Note";

static const char *const months_lines[] = {
  "Meter 1,Month,2026-01-01 00:00:00,2026-02-01 00:00:00,210.00,0.00,0.00,210.00,0.00,0.00,105.00,Tianjin 2026,1,100.0,",
  "Meter 1,Month,2026-02-01 00:00:00,2026-03-01 00:00:00,400.00,0.00,0.00,400.00,0.00,0.00,209.50,Tianjin 2026,1\xE2\x80\x93"
  "2,100.0,The counter began again at 0",
  "Meter 1,Month,2026-03-01 00:00:00,2026-04-01 00:00:00,450.00,0.00,0.00,450.00,0.00,0.00,249.50,Tianjin 2026,1\xE2\x80\x93"
  "3,50.0,Readings are missing at the begin or the end: the share of this time is not known; The meter was replaced",
  "Meter 1,Month,2026-04-01 00:00:00,2026-05-01 00:00:00,,,,,,,,,,0.0,No readings",
  "Meter 1,Month,2026-05-01 00:00:00,2026-06-01 00:00:00,5.00,0.00,0.00,5.00,0.00,0.00,,Tianjin 2026,,75.0,"
  "\"The counter was set back: what it had counted since the last reading is lost; Energy of this time is missing, so the price step is not known\"",
  "Meter 1,Sum,2026-01-01 00:00:00,2026-07-01 00:00:00,1065.00,0.00,0.00,1065.00,0.00,0.00,,Tianjin 2026,,65.0,\"Energy of this time is missing, so the price step is not known\"",
  NULL,
};

static char *
write_table (const DwTrendTable *table, GTimeZone *zone, const char *ending)
{
  g_autofree char *dir = g_dir_make_tmp ("dianwei-energy-XXXXXX", NULL), *name = g_strconcat ("energy.", ending, NULL);
  char *path = g_build_filename (dir, name, NULL);
  g_autoptr (GError) error = NULL;

  dw_trend_table_write (table, path, "Energy and cost", zone, JANUARY_MS, NULL, &error);
  g_assert_no_error (error);
  return path;
}

static void
remove_file (const char *path)
{
  g_autofree char *dir = g_path_get_dirname (path);

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (dir), ==, 0);
}

static DwTrendTable *
make_months_table (const DwTariff *tariff, const DwEnergyAnswer *answer, GTimeZone *zone)
{
  const DwEnergyTableCircuit circuit = { "Meter 1", answer };

  return dw_energy_table_new (&circuit, 1, tariff, "Month", answer->periods[N_MONTHS - 1].from_ms, zone);
}

/* What is not known is an empty cell with the reason beside it, never 0. */
static void
test_energy_and_cost_in_csv (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  g_autoptr (DwTariff) tariff = make_stepped (zone);
  DwEnergyAnswer *answer = make_months (tariff, zone);
  g_autoptr (DwTrendTable) table = make_months_table (tariff, answer, zone);
  g_autofree char *path = write_table (table, zone, "csv"), *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\r\n", -1);
  g_assert_cmpstr (lines[0], ==, months_head);
  for (guint i = 0; months_lines[i] != NULL; i++)
    g_assert_cmpstr (lines[1 + i], ==, months_lines[i]);
  g_assert_cmpstr (lines[G_N_ELEMENTS (months_lines)], ==, "");
  remove_file (path);
  dw_energy_answer_free (answer);
}

/* The same as numbers that a spreadsheet adds up: read by another program. */
static void
test_energy_and_cost_in_xlsx (void)
{
  static const char script[] = "import re,sys,zipfile\n"
                               "x = zipfile.ZipFile(sys.argv[1]).read('xl/worksheets/sheet1.xml').decode()\n"
                               "print(' '.join(re.findall(r'<c r=\"K[0-9]+\"[^>]*><v>([^<]*)</v>', x)[-3:]), end='')\n";
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  g_autoptr (DwTariff) tariff = make_stepped (zone);
  DwEnergyAnswer *answer = make_months (tariff, zone);
  g_autoptr (DwTrendTable) table = make_months_table (tariff, answer, zone);
  g_autofree char *path = write_table (table, zone, "xlsx"), *read = NULL;
  g_autoptr (GSubprocess) child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, "python3", "-c", script, path, NULL);

  g_assert_true (g_subprocess_communicate_utf8 (child, NULL, NULL, &read, NULL, NULL));
  g_assert_cmpstr (read, ==, "105 209.5 249.5");
  remove_file (path);
  dw_energy_answer_free (answer);
}

static const char *
get_text (const DwTrendTable *table, guint row, guint column)
{
  return get_cell (table, row, column)->text;
}

/* Without prices the note says so, without any reading nothing is summed up to 0, and where the plans switch within a period both are named. */
static void
test_costs_that_are_not_there (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  g_autoptr (DwTariff) tariff = make_stepped (zone);
  DwEnergyAnswer *answer = make_months (tariff, zone);
  g_autoptr (DwTrendTable) without = NULL, empty = NULL, switched = NULL;

  answer->has_cost = FALSE;
  without = make_months_table (tariff, answer, zone);
  g_assert_true (isnan (get_cell (without, 0, 10)->number));
  g_assert_null (get_text (without, 0, 11));
  g_assert_cmpstr (get_text (without, 0, 14), ==, "The tariff has no prices");
  answer->has_cost = TRUE;
  tariff->next.prices = tariff->current.prices;
  tariff->switch_ms = JANUARY_MS + 24 * HOUR_MS;
  switched = make_months_table (tariff, answer, zone);
  g_assert_cmpstr (get_text (switched, 0, 11), ==, "Tianjin 2026; Tianjin 2026 from 2026-01-02");
  g_assert_cmpstr (get_text (switched, 1, 11), ==, "Tianjin 2026 from 2026-01-02");
  for (guint i = 0; i < N_MONTHS; i++)
    answer->periods[i].energy_kwh = NAN;
  answer->total_kwh = 0;
  empty = make_months_table (tariff, answer, zone);
  g_assert_true (isnan (get_cell (empty, empty->n_rows - 1, 4)->number));
  g_assert_true (isnan (get_cell (empty, empty->n_rows - 1, 7)->number));
  g_assert_true (isnan (get_cell (empty, empty->n_rows - 1, 10)->number));
  g_assert_cmpstr (get_text (empty, empty->n_rows - 1, 14), ==, "No readings");
  dw_energy_answer_free (answer);
}

/* --- names --- */

static void
test_labels (void)
{
  static const struct
  {
    const char *name, *label;
  } rows[] = {
    { "2AL1 二层末端箱", "2AL1" },
    { "1AL1 W3 教室插座", "1AL1 W3" },
    { "ST-AP2 食堂冷库箱", "ST-AP2" },
    { "冷库电能表", "冷库电能表" },
    { "教学楼A 2AL1", "教学楼A 2AL1" },
    { "Detector 2AL1", "Detector 2AL1" },
    { "2AL1二层", "2AL1二层" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DwDevice) device = dw_device_new (1, rows[i].name);
      g_autofree char *label = dw_trend_device_label (device);

      g_assert_cmpstr (label, ==, rows[i].label);
    }
}

static void
test_durations (void)
{
  static const struct
  {
    gint64 ms;
    const char *text;
  } rows[] = { { 0, "—" }, { -1, "—" }, { 5000, "5 s" }, { 119999, "119 s" }, { 120000, "2 min" }, { 18 * 60000, "18 min" }, { 2 * HOUR_MS, "2.0 h" }, { 31 * HOUR_MS, "31.0 h" } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = dw_trend_format_duration (rows[i].ms);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

/* A sum shows no less than its bars: 0.13 of one hour is not 0.1 of the day (S2-22). */
static void
test_energy_decimals (void)
{
  static const struct
  {
    double value;
    int decimals;
  } rows[] = { { 327.5, 1 }, { 10, 1 }, { 9.99, 2 }, { 0.13, 2 }, { 0.1, 2 }, { 0.099, 3 }, { 0.004, 3 }, { 0, 1 }, { -5, 1 }, { NAN, 1 }, { INFINITY, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (dw_energy_decimals (rows[i].value), ==, rows[i].decimals);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trend-model/picks", test_picks);
  g_test_add_func ("/trend-model/at-most-eight-curves", test_at_most_eight_curves);
  g_test_add_func ("/trend-model/kind-words", test_kind_words);
  g_test_add_func ("/trend-model/colours-stay", test_colours_stay);
  g_test_add_func ("/trend-model/eight-is-full", test_eight_is_full);
  g_test_add_func ("/trend-model/one-device-has-phases-several-have-one-each", test_one_device_has_phases_several_have_one_each);
  g_test_add_func ("/trend-model/unchecked-and-vanished-devices-have-no-curve", test_unchecked_and_vanished_devices_have_no_curve);
  g_test_add_func ("/trend-model/legend-hides-and-shows-alone", test_legend_hides_and_shows_alone);
  g_test_add_func ("/trend-model/quantities-are-those-that-are-there", test_quantities_are_those_that_are_there);
  g_test_add_func ("/trend-model/right-axis-is-another-quantity-of-the-first", test_right_axis_is_another_quantity_of_the_first);
  g_test_add_func ("/trend-model/targets", test_targets);
  g_test_add_func ("/trend-model/bars", test_bars);
  g_test_add_func ("/trend-model/cells-in-autumn", test_cells_in_autumn);
  g_test_add_func ("/trend-model/cells-in-spring", test_cells_in_spring);
  g_test_add_func ("/trend-model/rows-of-curves", test_rows_of_curves);
  g_test_add_func ("/trend-model/rows-of-buckets", test_rows_of_buckets);
  g_test_add_func ("/trend-model/nothing-gives-no-rows", test_nothing_gives_no_rows);
  g_test_add_func ("/trend-model/energy-and-cost-in-csv", test_energy_and_cost_in_csv);
  g_test_add_func ("/trend-model/energy-and-cost-in-xlsx", test_energy_and_cost_in_xlsx);
  g_test_add_func ("/trend-model/costs-that-are-not-there", test_costs_that_are_not_there);
  g_test_add_func ("/trend-model/labels", test_labels);
  g_test_add_func ("/trend-model/durations", test_durations);
  g_test_add_func ("/trend-model/energy-decimals", test_energy_decimals);
  return g_test_run ();
}
