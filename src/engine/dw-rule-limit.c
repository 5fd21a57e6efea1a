// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-rule.h"

/* Limits: a value at or beyond its limit, with hysteresis on the way back.
 *
 * High alarms know two limits, the one of the standard profile or the organisation and the one set in the device: the lower wins.
 * A device that latches its alarm says so with a flag; as long as it stands, the condition holds whatever the value does, so that an
 * alarm does not return before somebody reset the detector (S0-37). */

typedef enum {
  SIDE_HIGH,
  SIDE_LOW,
} Side;

typedef struct
{
  DwQuantity quantity;
  DwAlarmKind kind;
  Side side;
  gboolean warning;
  guint8 flags; /* DwReportFlags with which the device itself says so */
} LimitRow;

/* The alarm stands before the warning of the same point, so that the warning finds it raised already. */
static const LimitRow rows[] = {
  { DW_QUANTITY_RESIDUAL_CURRENT, DW_ALARM_RESIDUAL_HIGH, SIDE_HIGH, FALSE, DW_REPORT_ALARM | DW_REPORT_OVER },
  { DW_QUANTITY_RESIDUAL_CURRENT, DW_ALARM_RESIDUAL_WARNING, SIDE_HIGH, TRUE, 0 },
  { DW_QUANTITY_TEMPERATURE, DW_ALARM_TEMPERATURE_HIGH, SIDE_HIGH, FALSE, DW_REPORT_ALARM | DW_REPORT_OVER },
  { DW_QUANTITY_TEMPERATURE, DW_ALARM_TEMPERATURE_WARNING, SIDE_HIGH, TRUE, 0 },
  { DW_QUANTITY_CURRENT, DW_ALARM_OVERCURRENT, SIDE_HIGH, FALSE, DW_REPORT_ALARM | DW_REPORT_OVER },
  { DW_QUANTITY_CURRENT, DW_ALARM_OVERCURRENT_WARNING, SIDE_HIGH, TRUE, 0 },
  { DW_QUANTITY_VOLTAGE, DW_ALARM_OVERVOLTAGE, SIDE_HIGH, FALSE, DW_REPORT_OVER },
  { DW_QUANTITY_VOLTAGE, DW_ALARM_UNDERVOLTAGE, SIDE_LOW, FALSE, DW_REPORT_UNDER },
};

/* fmin passes over NaN. A device threshold of zero means that it is switched off there. */
static double
stricter_high (const DwChannel *channel)
{
  double own = channel->device_limit > 0 ? channel->device_limit : NAN;

  return fmin (channel->limit.high_alarm, own);
}

/* Voltages have one kind for each side: where no alarm limit is given, the warning limit makes a warning of it. */
static double
find_limit (const LimitRow *row,
            const DwChannel *channel,
            guint *priority)
{
  const DwLimit *limit = &channel->limit;
  double alarm = row->side == SIDE_HIGH ? stricter_high (channel) : limit->low_alarm;
  double warning = row->side == SIDE_HIGH ? limit->high_warning : limit->low_warning;
  gboolean use_warning = row->warning || (row->quantity == DW_QUANTITY_VOLTAGE && isnan (alarm));

  *priority = use_warning ? limit->warning_priority : limit->alarm_priority;
  return use_warning ? warning : alarm;
}

static gboolean
is_beyond (Side side,
           double value,
           double limit,
           double hysteresis)
{
  if (isnan (limit))
    return FALSE;
  return side == SIDE_HIGH ? value >= limit - hysteresis : value <= limit + hysteresis;
}

/* With a hysteresis of zero the limit itself still alarms; on the way back the value must get past limit minus hysteresis. */
static void
judge_row (const DwRuleContext *context,
           const LimitRow *row,
           const DwChannel *channel)
{
  DwFinding finding = dw_rule_begin (channel, row->kind);

  finding.limit = find_limit (row, channel, &finding.priority);
  finding.on_delay_ms = channel->limit.on_delay_ms;
  finding.off_delay_ms = channel->limit.off_delay_ms;
  if (dw_rule_is_usable (context, channel))
    {
      gboolean flagged = (channel->flags & row->flags) != 0;
      gboolean held = context->holds (context, channel->name, row->kind);
      double hysteresis = held && channel->limit.hysteresis > 0 ? channel->limit.hysteresis : 0;

      finding.latched = flagged;
      /* The device has waited already. */
      if (flagged)
        finding.on_delay_ms = 0;
      finding.verdict = flagged || is_beyond (row->side, channel->reading.value, finding.limit, hysteresis) ? DW_VERDICT_TRUE : DW_VERDICT_FALSE;
    }
  context->find (context, &finding);
}

static void
judge_limits (const DwRuleContext *context)
{
  for (guint i = 0; i < context->n_changed; i++)
    {
      const DwChannel *channel = dw_device_get_channel (context->device, context->changed[i]);

      for (guint r = 0; r < G_N_ELEMENTS (rows); r++)
        if (rows[r].quantity == channel->point.quantity)
          judge_row (context, &rows[r], channel);
    }
}

const DwRule dw_rule_limit = { "limit", judge_limits };
