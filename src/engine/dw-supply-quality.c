// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-supply-quality.h"

#include <math.h>

/* The standard's formula for line voltages is
 *
 *      L = (Uab⁴ + Ubc⁴ + Uca⁴) / (Uab² + Ubc² + Uca²)²      ε = sqrt ((1 − √(3 − 6L)) / (1 + √(3 − 6L)))
 *
 * Near balance 1 − √(3 − 6L) is the difference of two equal numbers: half of the digits are lost, and 380/380/380 V gives 10⁻⁶ %. With
 * Q the sum of the squares, D the sum of the squared differences of the squares and s = √(3 − 6L) = √(1 − 2D/Q²) the same is
 *
 *      ε = √(2D) / (Q (1 + s))
 *
 * and 0 is 0. In a triangle s is 4√3 of its area over Q; Kahan's order of Heron's formula keeps the digits when it is flat.
 *
 * Phase voltages at 120° have the sequences (Ua + Ub + Uc) / 3 and √(((Ua−Ub)² + (Ub−Uc)² + (Uc−Ua)²) / 2) / 3. */

/* So much longer than the other two together may one line voltage seem, because readings are rounded and not of one instant. */
#define CLOSING_TOLERANCE 0.01

static gboolean
are_magnitudes (const double *values, guint n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    {
      if (!isfinite (values[i]) || values[i] < 0)
        return FALSE;
      sum += values[i];
    }
  return sum > 0;
}

static double
square (double value)
{
  return value * value;
}

static double
sum_squared_differences (double a, double b, double c)
{
  return square (a - b) + square (b - c) + square (c - a);
}

static void
sort_descending (const double values[3], double sorted[3])
{
  sorted[0] = fmax (values[0], fmax (values[1], values[2]));
  sorted[2] = fmin (values[0], fmin (values[1], values[2]));
  sorted[1] = fmax (fmin (values[0], values[1]), fmin (fmax (values[0], values[1]), values[2]));
}

/* 16 times the squared area; NaN when the sides do not close. */
static double
find_heron (const double sides[3])
{
  double s[3];
  double slack;

  sort_descending (sides, s);
  slack = s[2] - (s[0] - s[1]);
  if (slack < -CLOSING_TOLERANCE * s[0])
    return NAN;
  return (s[0] + (s[1] + s[2])) * fmax (0, slack) * (s[2] + (s[0] - s[1])) * (s[0] + (s[1] - s[2]));
}

double
dw_supply_unbalance_of_lines (const double line_v[3])
{
  double heron;
  double squares;
  double differences;

  if (!are_magnitudes (line_v, 3))
    return NAN;
  heron = find_heron (line_v);
  if (isnan (heron))
    return NAN;
  squares = square (line_v[0]) + square (line_v[1]) + square (line_v[2]);
  differences = sum_squared_differences (square (line_v[0]), square (line_v[1]), square (line_v[2]));
  return 100 * fmin (1, sqrt (2 * differences) / (squares + sqrt (3 * heron)));
}

double
dw_supply_unbalance_of_phases (const double phase_v[3])
{
  if (!are_magnitudes (phase_v, 3))
    return NAN;
  return 100 * sqrt (sum_squared_differences (phase_v[0], phase_v[1], phase_v[2]) / 2) / (phase_v[0] + phase_v[1] + phase_v[2]);
}

double
dw_supply_voltage_unbalance (const double line_v[3], const double phase_v[3], gboolean *approximate)
{
  double unbalance = dw_supply_unbalance_of_lines (line_v);

  *approximate = isnan (unbalance);
  return *approximate ? dw_supply_unbalance_of_phases (phase_v) : unbalance;
}

double
dw_supply_current_unbalance (const double current_a[3])
{
  double most;
  double least;

  if (!are_magnitudes (current_a, 3))
    return NAN;
  most = fmax (current_a[0], fmax (current_a[1], current_a[2]));
  least = fmin (current_a[0], fmin (current_a[1], current_a[2]));
  return 100 * (most - least) / most;
}

double
dw_supply_load_rate (const double *current_a, guint n, double rated_a)
{
  double most = 0;

  if (n == 0 || !isfinite (rated_a) || rated_a <= 0)
    return NAN;
  for (guint i = 0; i < n; i++)
    {
      if (!isfinite (current_a[i]) || current_a[i] < 0)
        return NAN;
      most = fmax (most, current_a[i]);
    }
  return 100 * most / rated_a;
}

double
dw_supply_power_factor (double active_kw, double apparent_kva)
{
  if (!isfinite (active_kw) || !isfinite (apparent_kva) || apparent_kva <= 0)
    return NAN;
  return CLAMP (active_kw / apparent_kva, -1.0, 1.0);
}
