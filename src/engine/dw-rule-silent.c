// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-rule.h"

/* Communication: the gateway is there but the device does not answer. When the gateway itself is down its devices are not judged:
 * one alarm of the gateway stands for all of them, an alarm that stood before stays as it is. */

/* One lost answer in between is no news; the bus has repeated already. */
#define ON_DELAY_MS 3000
#define OFF_DELAY_MS 3000

static const DwVerdict verdicts[] = {
  [DW_LINK_UNKNOWN] = DW_VERDICT_UNKNOWN,
  [DW_LINK_ONLINE] = DW_VERDICT_FALSE,
  [DW_LINK_SILENT] = DW_VERDICT_TRUE,
  [DW_LINK_DOWN] = DW_VERDICT_UNKNOWN,
};

static DwFinding
begin_link (DwAlarmKind kind,
            DwVerdict verdict)
{
  return (DwFinding){
    .channel = "",
    .kind = kind,
    .verdict = verdict,
    .value = NAN,
    .limit = NAN,
    .on_delay_ms = ON_DELAY_MS,
    .off_delay_ms = OFF_DELAY_MS,
  };
}

static void
judge_link (const DwRuleContext *context)
{
  DwFinding finding = begin_link (DW_ALARM_DEVICE_SILENT, verdicts[dw_device_get_link (context->device)]);

  context->find (context, &finding);
}

DwFinding
dw_rule_judge_gateway (gboolean down)
{
  return begin_link (DW_ALARM_GATEWAY_DOWN, down ? DW_VERDICT_TRUE : DW_VERDICT_FALSE);
}

const DwRule dw_rule_silent = { "silent", judge_link };
