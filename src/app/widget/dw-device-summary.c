// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-device-summary.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-text.h"

/* One walk over the channels; every page that shows a device in short shows these same numbers. */

double
dw_channel_get_alarm_limit (const DwChannel *channel)
{
  return fmin (channel->limit.high_alarm, channel->device_limit); /* fmin ignores a NaN */
}

double
dw_channel_get_warning_limit (const DwChannel *channel)
{
  double warning = channel->limit.high_warning;

  return warning >= dw_channel_get_alarm_limit (channel) ? NAN : warning;
}

const DwChannel *
dw_device_find_point (DwDevice *device, DwQuantity quantity, DwPhase phase, guint index)
{
  DwPoint wanted = { .quantity = quantity, .phase = phase, .index = index };

  for (guint i = 0; i < dw_device_get_n_channels (device); i++)
    {
      DwChannel *channel = dw_device_get_channel (device, i);

      if (dw_point_equal (channel->point, wanted))
        return channel;
    }
  return NULL;
}

static void
pick_worse_cb (gpointer data, gpointer user_data)
{
  DwAlarm **best = user_data;
  const DwAlarmRecord *record = dw_alarm_get_record (data);
  const DwAlarmRecord *kept = *best != NULL ? dw_alarm_get_record (*best) : NULL;

  if (kept == NULL || record->priority < kept->priority ||
      (record->priority == kept->priority && dw_alarm_record_is_unacked (record) && !dw_alarm_record_is_unacked (kept)))
    *best = data;
}

static void
count_quality (DwDeviceSummary *summary, DwQuality quality)
{
  guint *counts[] = {
    [DW_QUALITY_NONE] = &summary->n_none,
    [DW_QUALITY_GOOD] = &summary->n_good,
    [DW_QUALITY_OLD] = &summary->n_old,
    [DW_QUALITY_DOUBTFUL] = &summary->n_doubtful,
    [DW_QUALITY_SENSOR_FAULT] = &summary->n_fault,
    [DW_QUALITY_MANUAL] = &summary->n_good,
    [DW_QUALITY_ESTIMATED] = &summary->n_doubtful,
  };

  (*counts[quality])++;
}

/* A fresh value wins over one that is not; among equals the larger. */
static void
keep_larger (const DwChannel **kept, gboolean *kept_fresh, const DwChannel *channel, gboolean fresh)
{
  if (*kept != NULL && (*kept_fresh > fresh || (*kept_fresh == fresh && !(channel->reading.value > (*kept)->reading.value))))
    return;
  *kept = channel;
  *kept_fresh = fresh;
}

static void
take_channel (DwDeviceSummary *summary, const DwChannel *channel, gboolean fresh, gboolean fresh_kept[2])
{
  switch ((int)channel->point.quantity)
    {
    case DW_QUANTITY_RESIDUAL_CURRENT:
      summary->residual = channel;
      break;
    case DW_QUANTITY_CURRENT:
      if (channel->point.phase == DW_PHASE_N)
        break;
      if (summary->n_currents < G_N_ELEMENTS (summary->currents))
        summary->currents[summary->n_currents++] = channel;
      keep_larger (&summary->max_current, &fresh_kept[0], channel, fresh);
      break;
    case DW_QUANTITY_TEMPERATURE:
      if (channel->point.phase != DW_PHASE_BOX && channel->point.phase != DW_PHASE_AMBIENT)
        keep_larger (&summary->max_temperature, &fresh_kept[1], channel, fresh);
      break;
    case DW_QUANTITY_ACTIVE_POWER:
      if (summary->power == NULL || channel->point.phase == DW_PHASE_TOTAL)
        summary->power = channel;
      break;
    case DW_QUANTITY_BREAKER:
      summary->breaker = channel;
      break;
    default:
      break;
    }
}

static void
walk_channels (DwDevice *device, gint64 now_ms, DwDeviceSummary *summary)
{
  gboolean fresh_kept[2] = { FALSE, FALSE };

  for (guint i = 0; i < dw_device_get_n_channels (device); i++)
    {
      const DwChannel *channel = dw_device_get_channel (device, i);
      DwQuality quality = channel->reading.time_ms > 0 ? dw_reading_see_quality (device, channel, now_ms) : DW_QUALITY_NONE;

      count_quality (summary, quality);
      take_channel (summary, channel, dw_quality_is_fresh (quality), fresh_kept);
      if (channel == summary->max_current)
        summary->load_old = !dw_quality_is_fresh (quality);
    }
}

static gboolean
is_comms_only (const DwDeviceSummary *summary)
{
  return summary->alarm == NULL || dw_alarm_kind_event (dw_alarm_get_record (summary->alarm)->kind) == DW_EVENT_COMMS;
}

static void
decide_state (DwDevice *device, DwDeviceSummary *summary)
{
  DwLinkState link = dw_device_get_link (device);

  summary->off_line = link == DW_LINK_SILENT || link == DW_LINK_DOWN;
  summary->loading = link == DW_LINK_UNKNOWN || (!summary->off_line && dw_device_get_last_seen_ms (device) == 0);
  summary->priority = dw_device_get_alarm_priority (device);
  summary->state = dw_device_get_alarm_unacked (device) ? DW_SYMBOL_UNACK : DW_SYMBOL_ACKED;
  if (summary->alarm != NULL)
    {
      summary->priority = dw_alarm_get_record (summary->alarm)->priority;
      summary->state = (DwSymbolState)dw_alarm_get_record (summary->alarm)->state;
    }
  if (summary->off_line && is_comms_only (summary))
    {
      summary->priority = 0;
      summary->state = DW_SYMBOL_STALE;
    }
  else if (summary->priority == 0)
    summary->state = summary->loading ? DW_SYMBOL_STALE : DW_SYMBOL_NORMAL;
}

void
dw_device_summary_make (DwDevice *device, DwAlarmList *alarms, gint64 now_ms, DwDeviceSummary *summary)
{
  gint64 seen_ms = dw_device_get_last_seen_ms (device);
  double rated = dw_device_get_rated_current (device);

  *summary = (DwDeviceSummary){ .load_percent = NAN, .age_ms = seen_ms > 0 ? MAX (0, now_ms - seen_ms) : -1 };
  if (alarms != NULL)
    dw_alarm_list_foreach_device (alarms, dw_device_get_id (device), pick_worse_cb, &summary->alarm);
  walk_channels (device, now_ms, summary);
  summary->all_old = summary->n_old > 0 && summary->n_good + summary->n_doubtful == 0;
  decide_state (device, summary);
  if (summary->max_current != NULL && summary->max_current->reading.time_ms > 0 && rated > 0)
    summary->load_percent = summary->max_current->reading.value / rated * 100;
}

char *
dw_device_summary_describe (const DwDeviceSummary *summary, DwDevice *device, gint64 now_ms)
{
  gint64 since_ms = dw_device_get_link_since_ms (device);
  const char *position = NULL;

  if (summary->priority > 0 && summary->alarm != NULL)
    {
      const DwAlarmRecord *record = dw_alarm_get_record (summary->alarm);

      /* TRANSLATORS: kind of an alarm and its state: "Residual current alarm, unacknowledged". */
      return g_strdup_printf (_ ("%1$s %2$s"), dw_alarm_kind_title (record->kind), dw_alarm_state_title (record->state));
    }
  if (summary->off_line)
    {
      g_autofree char *age = dw_text_age (since_ms > 0 ? now_ms - since_ms : 0);

      return g_strdup_printf (dw_device_get_link (device) == DW_LINK_DOWN ? _ ("Gateway lost %s") : _ ("No answer %s"), age);
    }
  if (summary->loading)
    return g_strdup (_ ("Waiting for the first value"));
  if (summary->breaker != NULL)
    position = dw_channel_state_word (summary->breaker, summary->breaker->reading.value);
  if (summary->n_old + summary->n_doubtful + summary->n_fault > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u point not good", "%u points not good", summary->n_old + summary->n_doubtful + summary->n_fault),
                            summary->n_old + summary->n_doubtful + summary->n_fault);
  /* TRANSLATORS: position of the breaker, then the quality of all its values: "Closed · quality good". */
  return position != NULL ? g_strdup_printf (_ ("%s · quality good"), position) : g_strdup (_ ("Quality good"));
}

int
dw_device_summary_get_weight (const DwDeviceSummary *summary)
{
  gboolean unacked = summary->state == DW_SYMBOL_UNACK || summary->state == DW_SYMBOL_RTN_UNACK;

  if (summary->priority > 0)
    return 100 - (int)summary->priority * 10 + (unacked ? 5 : 0);
  if (summary->off_line)
    return 20;
  if (summary->n_old + summary->n_doubtful + summary->n_fault > 0)
    return 10;
  return summary->loading ? 5 : 0;
}

gboolean
dw_device_summary_is_abnormal (const DwDeviceSummary *summary)
{
  return summary->priority > 0 || summary->off_line;
}
