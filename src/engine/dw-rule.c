// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-rule.h"

#include <math.h>

/* What all rules share: which readings may judge, and the beginning of a finding. */

gboolean
dw_rule_is_usable (const DwRuleContext *context,
                   const DwChannel *channel)
{
  if (channel == NULL || channel->reading.quality != DW_QUALITY_GOOD || !isfinite (channel->reading.value))
    return FALSE;
  if (channel->period_ms <= 0)
    return TRUE;
  return context->newest_ms - channel->reading.time_ms <= 2 * (gint64)channel->period_ms;
}

gboolean
dw_rule_has_changed (const DwRuleContext *context,
                     DwQuantity quantity)
{
  for (guint i = 0; i < context->n_changed; i++)
    if (dw_device_get_channel (context->device, context->changed[i])->point.quantity == quantity)
      return TRUE;
  return FALSE;
}

const DwChannel *
dw_rule_find_channel (const DwRuleContext *context,
                      const char *name)
{
  return dw_device_find_channel (context->device, name);
}

DwFinding
dw_rule_begin (const DwChannel *channel,
               DwAlarmKind kind)
{
  return (DwFinding){
    .channel = channel->name,
    .kind = kind,
    .verdict = DW_VERDICT_UNKNOWN,
    .value = channel->reading.value,
    .limit = NAN,
    .fresh_ms = 2 * channel->period_ms,
  };
}
