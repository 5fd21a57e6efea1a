// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-profile.h"

#include <math.h>

/* Registers -> values. First each point of the block on its own, then the bits that speak about other points. A value that is not
 * there (absent probe, float that is no number) is NaN with its quality, so that no caller can take it for a reading. */

static double
read_raw (const DwProfilePoint *point, const guint16 *words)
{
  guint16 mask = point->mask;
  guint16 bits;

  if (mask == 0)
    return dw_register_decode (words, point->type, point->order);
  bits = words[0] & mask;
  while ((mask & 1) == 0)
    {
      bits >>= 1;
      mask >>= 1;
    }
  return bits;
}

static double
apply_map (const DwProfilePoint *point, double raw)
{
  for (guint i = 0; i < point->n_map; i++)
    if ((double)point->map[i].raw == raw)
      return point->map[i].value;
  return point->other_value;
}

static gboolean
rule_matches (const DwProfileRule *rule, double raw, double value)
{
  switch (rule->kind)
    {
    case DW_PROFILE_RULE_EQUAL:
      return raw == rule->a;
    case DW_PROFILE_RULE_BELOW:
      return value <= rule->a;
    case DW_PROFILE_RULE_ABOVE:
      return value >= rule->a;
    default:
      return FALSE;
    }
}

static DwQuality
judge_value (const DwProfilePoint *point, double raw, double value)
{
  for (guint i = 0; i < point->n_rules; i++)
    if (rule_matches (&point->rules[i], raw, value))
      return point->rules[i].quality;
  if (!isfinite (raw))
    return DW_QUALITY_SENSOR_FAULT;
  if (!isfinite (value) || value < point->range_low || value > point->range_high)
    return DW_QUALITY_DOUBTFUL;
  return DW_QUALITY_GOOD;
}

static void
decode_point (const DwProfile *self, const DwProfilePoint *point, const guint16 *words, struct DwReportValue *slot)
{
  double raw = read_raw (point, words);
  double value = point->n_map > 0 ? apply_map (point, raw) : raw * point->scale + point->offset_value;

  if (point->invert_setting != NULL && g_strcmp0 (dw_profile_get_setting (self, point->invert_setting), "inverted") == 0)
    value = value == 0 ? 1 : 0;
  slot->quality = judge_value (point, raw, value);
  slot->value = slot->quality == DW_QUALITY_SENSOR_FAULT || !isfinite (value) ? NAN : value;
  slot->flags = 0;
}

static void
apply_flag (const DwProfileFlag *flag, const guint16 *words, struct DwReportValue *slot)
{
  if ((words[flag->offset] & flag->mask) == 0)
    return;
  switch (flag->kind)
    {
    case DW_PROFILE_FLAG_ALARM:
      slot->flags |= DW_REPORT_ALARM;
      break;
    case DW_PROFILE_FLAG_OVER:
      slot->flags |= DW_REPORT_OVER;
      break;
    case DW_PROFILE_FLAG_UNDER:
      slot->flags |= DW_REPORT_UNDER;
      break;
    case DW_PROFILE_FLAG_BROKEN:
    case DW_PROFILE_FLAG_SHORT:
    default:
      slot->quality = DW_QUALITY_SENSOR_FAULT;
      slot->value = NAN;
      break;
    }
}

void
dw_profile_decode_block (const DwProfile *self, guint block, const guint16 *words, struct DwReportValue *values)
{
  for (guint i = 0; i < self->n_points; i++)
    if (self->points[i].block == block)
      decode_point (self, &self->points[i], words + self->points[i].offset, &values[i]);
  for (guint i = 0; i < self->n_flags; i++)
    if (self->flags[i].block == block)
      apply_flag (&self->flags[i], words, &values[self->flags[i].point]);
}
