// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-rule.h"

/* A probe that is broken, shorted or missing: the profile or the device itself marks the reading. A good reading ends it; an old or
 * doubtful one says nothing about the probe. */

#define ON_DELAY_MS 5000
#define OFF_DELAY_MS 5000

static DwVerdict
judge_quality (DwQuality quality)
{
  switch (quality)
    {
    case DW_QUALITY_SENSOR_FAULT:
      return DW_VERDICT_TRUE;
    case DW_QUALITY_GOOD:
      return DW_VERDICT_FALSE;
    case DW_QUALITY_NONE:
    case DW_QUALITY_OLD:
    case DW_QUALITY_DOUBTFUL:
    case DW_QUALITY_MANUAL:
    case DW_QUALITY_ESTIMATED:
    default:
      return DW_VERDICT_UNKNOWN;
    }
}

static void
judge_sensors (const DwRuleContext *context)
{
  for (guint i = 0; i < context->n_changed; i++)
    {
      const DwChannel *channel = dw_device_get_channel (context->device, context->changed[i]);
      DwFinding finding = dw_rule_begin (channel, DW_ALARM_SENSOR_FAULT);

      finding.verdict = judge_quality (channel->reading.quality);
      finding.value = NAN;
      finding.on_delay_ms = ON_DELAY_MS;
      finding.off_delay_ms = OFF_DELAY_MS;
      context->find (context, &finding);
    }
}

const DwRule dw_rule_sensor = { "sensor", judge_sensors };
