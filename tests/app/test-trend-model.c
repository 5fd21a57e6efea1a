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

/* Plan: hours, days and months of the bars and cells (S2-21, S4-04); rows of an export (S4-05); names and durations. */

#define HOUR_MS (60 * 60 * G_GINT64_CONSTANT (1000))

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
