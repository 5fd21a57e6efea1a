// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "bench-history-data.h"

#include <math.h>

/* Each device lives: its load follows the day of a school with switching on top, currents follow the load, voltages sag with it, temperatures lag behind, the counter
 * integrates. What is kept is what a register shows: rounded to its resolution after the noise of the measurement. Voltage and frequency of the grid are common to all. */

#define PERIOD_MS 5000
#define DAY_MS 86400000
/* One device is asked after the other. */
#define DEVICE_STEP_MS 17
#define JITTER_MS 250
#define N_DELTAS 1024

typedef enum {
  KIND_RESIDUAL,
  KIND_VOLTAGE,
  KIND_CURRENT,
  KIND_POWER,
  KIND_REACTIVE,
  KIND_TEMPERATURE,
  KIND_FACTOR,
  KIND_FREQUENCY,
  KIND_ENERGY,
  KIND_SWITCH,
} Kind;

typedef struct
{
  const char *name;
  Kind kind;
  guint8 digits;
  guint8 phase;
} Channel;

static const Channel CHANNELS[BENCH_HISTORY_N_CHANNELS] = {
  { "residual_current", KIND_RESIDUAL, 0, 0 },
  { "voltage_a", KIND_VOLTAGE, 1, 0 },
  { "voltage_b", KIND_VOLTAGE, 1, 1 },
  { "voltage_c", KIND_VOLTAGE, 1, 2 },
  { "current_a", KIND_CURRENT, 1, 0 },
  { "current_b", KIND_CURRENT, 1, 1 },
  { "current_c", KIND_CURRENT, 1, 2 },
  { "active_power_total", KIND_POWER, 2, 0 },
  { "reactive_power_total", KIND_REACTIVE, 2, 0 },
  { "temperature_1", KIND_TEMPERATURE, 1, 0 },
  { "temperature_2", KIND_TEMPERATURE, 1, 1 },
  { "temperature_3", KIND_TEMPERATURE, 0, 2 },
  { "temperature_4", KIND_TEMPERATURE, 0, 3 },
  { "power_factor_total", KIND_FACTOR, 3, 0 },
  { "frequency", KIND_FREQUENCY, 2, 0 },
  { "energy_active_import", KIND_ENERGY, 2, 0 },
  { "di_1", KIND_SWITCH, 0, 0 },
  { "di_2", KIND_SWITCH, 0, 1 },
  { "do_1", KIND_SWITCH, 0, 2 },
  { "do_2", KIND_SWITCH, 0, 3 },
};

static const double SCALES[] = { 1, 0.1, 0.01, 0.001 };
static const double FACTORS[] = { 1, 10, 100, 1000 };
static const char *const SHAPE_WORDS[] = { "normal", "constant", "random16", "half", "daily", "jitter" };

/* Share of the full load at each hour of a school day. */
static const double HOURS[25] = { 0.12, 0.11, 0.10, 0.10, 0.10, 0.13, 0.25, 0.45, 0.78, 0.85, 0.88, 0.82, 0.48, 0.42, 0.80, 0.86, 0.80, 0.60, 0.42, 0.52, 0.55, 0.38, 0.20, 0.14, 0.12 };

typedef struct
{
  guint64 state;
  double rated_a, residual_ma, step;
  double share[3], drift_v[3], factor;
  double rise_c[4];
  double energy_kwh;
  gint64 switches;
  /* of the tick at hand */
  double load, current_a[3], voltage_v[3], active_kw;
} Device;

struct _BenchHistoryData
{
  BenchHistorySpec spec;
  DwHistoryColumn columns[BENCH_HISTORY_N_CHANNELS];
  Device *devices;
  guint64 grid_state;
  double grid_v, grid_hz;
  gint64 tick;
  guint capacity;
  BenchBlock block;
  gint64 *last; /* number of each channel of each device */
  guint64 (*deltas)[2 * N_DELTAS + 1];
  guint64 n_deltas, n_same, n_samples;
};

gboolean
bench_shape_from_word (const char *word, BenchShape *shape)
{
  for (guint i = 0; i < G_N_ELEMENTS (SHAPE_WORDS); i++)
    if (g_str_equal (SHAPE_WORDS[i], word))
      {
        *shape = (BenchShape)i;
        return TRUE;
      }
  return FALSE;
}

const char *
bench_shape_word (BenchShape shape)
{
  return SHAPE_WORDS[shape];
}

/* splitmix64 (Steele, Lea, Flood 2014). */
static guint64
next_random (guint64 *state)
{
  guint64 z = *state += G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94D049BB133111EB);
  return z ^ (z >> 31);
}

static double
next_unit (guint64 *state)
{
  return (double)(next_random (state) >> 11) * 0x1p-53;
}

/* Nearly normal with deviation 1: bits that are set among 64 have deviation 4. */
static double
next_noise (guint64 *state)
{
  return ((double)__builtin_popcountll (next_random (state)) - 32) * 0.25;
}

static void
device_init (Device *device, guint64 seed)
{
  device->state = seed;
  device->rated_a = 25 + 60 * next_unit (&device->state);
  device->residual_ma = 6 + 25 * next_unit (&device->state);
  device->factor = 0.88 + 0.08 * next_unit (&device->state);
  device->energy_kwh = 1000 + floor (90000 * next_unit (&device->state));
  device->switches = 1;
  for (guint i = 0; i < 3; i++)
    device->share[i] = 0.25 + 0.3 * next_unit (&device->state);
}

static void
fill_columns (BenchHistoryData *self)
{
  for (guint i = 0; i < BENCH_HISTORY_N_CHANNELS; i++)
    {
      g_strlcpy (self->columns[i].name, CHANNELS[i].name, sizeof self->columns[i].name);
      self->columns[i].digits = CHANNELS[i].digits;
      self->columns[i].period_ms = bench_history_data_get_period_ms (self);
    }
}

BenchHistoryData *
bench_history_data_new (const BenchHistorySpec *spec)
{
  BenchHistoryData *self = g_new0 (BenchHistoryData, 1);

  self->spec = *spec;
  self->grid_state = spec->seed;
  self->devices = g_new0 (Device, spec->n_devices);
  for (guint i = 0; i < spec->n_devices; i++)
    device_init (&self->devices[i], ((guint64)spec->seed << 32) + i + 1);
  self->last = g_new0 (gint64, spec->n_devices * BENCH_HISTORY_N_CHANNELS);
  self->deltas = g_malloc0 (BENCH_HISTORY_N_CHANNELS * sizeof *self->deltas);
  fill_columns (self);
  return self;
}

static void
block_clear (BenchHistoryData *self)
{
  for (guint i = 0; i < self->capacity * self->spec.n_devices; i++)
    dw_report_free (self->block.reports[i]);
  g_clear_pointer (&self->block.reports, g_free);
  g_clear_pointer (&self->block.times_ms, g_free);
  g_clear_pointer (&self->block.numbers, g_free);
}

void
bench_history_data_free (BenchHistoryData *self)
{
  if (self == NULL)
    return;
  block_clear (self);
  g_free (self->devices);
  g_free (self->last);
  g_free (self->deltas);
  g_free (self);
}

const DwHistoryColumn *
bench_history_data_get_columns (BenchHistoryData *self)
{
  return self->columns;
}

int
bench_history_data_get_period_ms (BenchHistoryData *self)
{
  return self->spec.shape == BENCH_SHAPE_DAILY ? DAY_MS : PERIOD_MS;
}

gint64
bench_history_data_get_device_id (guint index)
{
  return 1000 + 3 * (gint64)index;
}

static void
reserve (BenchHistoryData *self, guint n_ticks)
{
  guint n_rows = n_ticks * self->spec.n_devices;

  if (n_ticks <= self->capacity)
    return;
  block_clear (self);
  self->capacity = n_ticks;
  self->block.reports = g_new (DwReport *, n_rows);
  self->block.times_ms = g_new (gint64, n_rows);
  self->block.numbers = g_new (gint64, n_rows * BENCH_HISTORY_N_CHANNELS);
  for (guint i = 0; i < n_rows; i++)
    self->block.reports[i] = dw_report_new (bench_history_data_get_device_id (i % self->spec.n_devices), BENCH_HISTORY_N_CHANNELS);
}

/* --- how a device lives --- */

static void
live_grid (BenchHistoryData *self)
{
  self->grid_v += -0.01 * self->grid_v + 0.03 * next_noise (&self->grid_state);
  self->grid_hz += -0.05 * (self->grid_hz - 50) + 0.002 * next_noise (&self->grid_state);
}

static double
read_day (gint64 time_ms)
{
  double hour = (double)(time_ms % DAY_MS) / 3600000.0;
  int floor_hour = (int)hour;

  return HOURS[floor_hour] + (HOURS[floor_hour + 1] - HOURS[floor_hour]) * (hour - floor_hour);
}

/* Somebody switches something about every ten minutes. */
static void
live_load (Device *device, double day)
{
  if (next_random (&device->state) % 120 == 0)
    device->step = 0.15 * (next_unit (&device->state) - 0.5);
  device->load = MAX (0.02, day + device->step * day);
}

static void
live_phases (Device *device, double grid_v)
{
  device->active_kw = 0;
  for (guint i = 0; i < 3; i++)
    {
      device->drift_v[i] += -0.01 * device->drift_v[i] + 0.015 * next_noise (&device->state);
      device->voltage_v[i] = 231 - 4 * device->load + grid_v + device->drift_v[i];
      device->current_a[i] = device->rated_a * device->load * device->share[i] * (1 + 0.012 * next_noise (&device->state));
      device->active_kw += device->voltage_v[i] * device->current_a[i] * device->factor / 1000;
    }
}

static void
live_slow (Device *device, double hours)
{
  for (guint i = 0; i < 4; i++)
    device->rise_c[i] += ((14 + 4 * i) * device->load * device->load - device->rise_c[i]) * MIN (1, 2 * hours);
  device->energy_kwh += device->active_kw * hours;
  if (next_random (&device->state) % 20000 == 0)
    device->switches ^= 1 << (next_random (&device->state) % 4);
}

/* --- what its registers show --- */

static double
measure (const BenchHistoryData *self, Device *device, const Channel *channel)
{
  switch (channel->kind)
    {
    case KIND_RESIDUAL:
      return device->residual_ma * (1 + 0.6 * device->load) + 1.0 * next_noise (&device->state);
    case KIND_VOLTAGE:
      return device->voltage_v[channel->phase] + 0.12 * next_noise (&device->state);
    case KIND_CURRENT:
      return device->current_a[channel->phase];
    case KIND_POWER:
      return device->active_kw;
    case KIND_REACTIVE:
      return device->active_kw * sqrt (1 / (device->factor * device->factor) - 1) + 0.02 * next_noise (&device->state);
    case KIND_TEMPERATURE:
      return 21 + device->rise_c[channel->phase] + 0.05 * next_noise (&device->state);
    case KIND_FACTOR:
      return device->factor + 0.02 * device->load + 0.0016 * next_noise (&device->state);
    case KIND_FREQUENCY:
      return self->grid_hz + 0.006 * next_noise (&device->state);
    case KIND_ENERGY:
      return device->energy_kwh;
    case KIND_SWITCH:
    default:
      return (double)(device->switches >> channel->phase & 1);
    }
}

static gint64
read_register (const BenchHistoryData *self, Device *device, guint channel)
{
  if (self->spec.shape == BENCH_SHAPE_RANDOM16)
    return (gint64)(next_random (&device->state) & 0xffff);
  if (self->spec.shape == BENCH_SHAPE_CONSTANT)
    return 200 + 10 * channel;
  return (gint64)floor (measure (self, device, &CHANNELS[channel]) * FACTORS[CHANNELS[channel].digits] + 0.5);
}

static void
count_delta (BenchHistoryData *self, guint device, guint channel, gint64 number)
{
  gint64 *last = &self->last[device * BENCH_HISTORY_N_CHANNELS + channel];
  gint64 delta = CLAMP (number - *last, -N_DELTAS, N_DELTAS);

  *last = number;
  if (self->tick == 0)
    return;
  self->deltas[channel][delta + N_DELTAS]++;
  self->n_deltas++;
  self->n_same += delta == 0;
}

static void
fill_row (BenchHistoryData *self, guint row, guint index, gint64 time_ms)
{
  Device *device = &self->devices[index];
  DwReport *report = self->block.reports[row];
  gint64 *numbers = self->block.numbers + (gsize)row * BENCH_HISTORY_N_CHANNELS;

  report->time_ms = time_ms;
  self->block.times_ms[row] = time_ms;
  for (guint i = 0; i < BENCH_HISTORY_N_CHANNELS; i++)
    {
      gboolean missing = self->spec.shape == BENCH_SHAPE_HALF && (next_random (&device->state) & 1);

      numbers[i] = read_register (self, device, i);
      report->values[i].value = missing ? NAN : (double)numbers[i] * SCALES[CHANNELS[i].digits];
      report->values[i].quality = missing ? DW_QUALITY_NONE : DW_QUALITY_GOOD;
      self->n_samples += !missing;
      count_delta (self, index, i, numbers[i]);
    }
}

static void
fill_tick (BenchHistoryData *self, guint tick)
{
  gint64 tick_ms = self->spec.start_ms + self->tick * bench_history_data_get_period_ms (self);
  double hours = bench_history_data_get_period_ms (self) / 3600000.0;
  double day = read_day (tick_ms);

  live_grid (self);
  for (guint i = 0; i < self->spec.n_devices; i++)
    {
      Device *device = &self->devices[i];
      gint64 late_ms = self->spec.shape == BENCH_SHAPE_JITTER ? (gint64)(next_random (&device->state) % JITTER_MS) : 0;

      live_load (device, day);
      live_phases (device, self->grid_v);
      live_slow (device, hours);
      fill_row (self, tick * self->spec.n_devices + i, i, tick_ms + i * DEVICE_STEP_MS + late_ms);
    }
  self->tick++;
}

const BenchBlock *
bench_history_data_fill (BenchHistoryData *self, guint n_ticks)
{
  reserve (self, n_ticks);
  if (self->tick == 0)
    self->grid_hz = 50;
  for (guint i = 0; i < n_ticks; i++)
    fill_tick (self, i);
  self->block.n_ticks = n_ticks;
  self->block.n_devices = self->spec.n_devices;
  return &self->block;
}

void
bench_history_data_get_facts (BenchHistoryData *self, BenchHistoryFacts *facts)
{
  double n = (double)self->n_deltas / BENCH_HISTORY_N_CHANNELS;
  double bits = 0;

  for (guint i = 0; i < BENCH_HISTORY_N_CHANNELS; i++)
    for (guint j = 0; j <= 2 * N_DELTAS; j++)
      if (self->deltas[i][j] > 0)
        bits -= (double)self->deltas[i][j] * log2 ((double)self->deltas[i][j] / n);
  facts->entropy_bytes = self->n_deltas > 0 ? bits / 8 / (double)self->n_deltas : 0;
  facts->unchanged = self->n_deltas > 0 ? (double)self->n_same / (double)self->n_deltas : 0;
  facts->samples = self->n_samples;
}
