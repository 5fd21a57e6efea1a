// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-rule.h"

/* Contacts. A breaker that opens without a command of ours has tripped: the condition stands until it is closed again, its value is the
 * reason code of the device. A breaker that is open when we first see it is no news, because nobody knows when it opened.
 * A digital input or output alarms only when its limit says so (high_alarm 1). */

#define POSITION_OPEN 0
#define POSITION_CLOSED 1

static void
see_closed (DwSwitchMemory *memory,
            const DwChannel *breaker)
{
  memory->open = FALSE;
  memory->seen_closed = TRUE;
  /* A reading that was on its way while we opened the breaker does not undo that. */
  if (memory->opened_by_us && breaker->reading.time_ms > memory->opened_wall_ms)
    memory->opened_by_us = FALSE;
}

static void
see_open (const DwRuleContext *context,
          const DwChannel *breaker)
{
  DwSwitchMemory *memory = context->memory;

  if (!memory->open && context->mono_ms < memory->expect_open_until_ms)
    {
      memory->opened_by_us = TRUE;
      memory->opened_wall_ms = breaker->reading.time_ms;
      memory->expect_open_until_ms = 0; /* One command explains one opening. */
    }
  memory->open = TRUE;
}

static double
read_trip_reason (const DwRuleContext *context)
{
  const DwChannel *reason = dw_rule_find_channel (context, "trip_reason");

  return dw_rule_is_usable (context, reason) ? reason->reading.value : NAN;
}

static void
judge_breaker (const DwRuleContext *context,
               const DwChannel *breaker)
{
  DwFinding finding = dw_rule_begin (breaker, DW_ALARM_TRIP);
  DwSwitchMemory *memory = context->memory;

  finding.value = NAN; /* The reason, not the position. */
  if (dw_rule_is_usable (context, breaker) && breaker->reading.value == POSITION_CLOSED)
    {
      see_closed (memory, breaker);
      finding.verdict = DW_VERDICT_FALSE;
    }
  else if (dw_rule_is_usable (context, breaker) && breaker->reading.value == POSITION_OPEN)
    {
      gboolean known = memory->seen_closed || context->holds (context, breaker->name, DW_ALARM_TRIP);

      see_open (context, breaker);
      finding.verdict = known && !memory->opened_by_us ? DW_VERDICT_TRUE : DW_VERDICT_FALSE;
      finding.value = read_trip_reason (context);
      finding.latched = TRUE;
    }
  context->find (context, &finding);
}

static void
judge_contact (const DwRuleContext *context,
               const DwChannel *channel)
{
  DwFinding finding = dw_rule_begin (channel, DW_ALARM_CONTACT);
  gboolean watched = channel->limit.high_alarm == 1;

  finding.limit = channel->limit.high_alarm;
  finding.priority = channel->limit.alarm_priority;
  finding.on_delay_ms = channel->limit.on_delay_ms;
  finding.off_delay_ms = channel->limit.off_delay_ms;
  if (!watched)
    finding.verdict = DW_VERDICT_FALSE;
  else if (dw_rule_is_usable (context, channel))
    finding.verdict = channel->reading.value == 1 ? DW_VERDICT_TRUE : DW_VERDICT_FALSE;
  context->find (context, &finding);
}

static void
judge_contacts (const DwRuleContext *context)
{
  for (guint i = 0; i < context->n_changed; i++)
    {
      const DwChannel *channel = dw_device_get_channel (context->device, context->changed[i]);

      if (channel->point.quantity == DW_QUANTITY_BREAKER)
        judge_breaker (context, channel);
      else if (channel->point.quantity == DW_QUANTITY_DI || channel->point.quantity == DW_QUANTITY_DO)
        judge_contact (context, channel);
    }
}

const DwRule dw_rule_contact = { "contact", judge_contacts };
