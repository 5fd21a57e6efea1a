// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-ctl-event.h"

#include <math.h>

#include "dw-ctl-json.h"
#include "dw-quantity.h"
#include "dw-text.h"

/* Events and live alarms as lines. */

#define DECIMALS 3

/* As many of three decimals as say something: the store knows the value, not the device's resolution. */
static int
useful_decimals (double value)
{
  int decimals = DECIMALS;

  while (decimals > 0 && isfinite (value) && fabs (value * pow (10, decimals - 1) - round (value * pow (10, decimals - 1))) < 1e-3)
    decimals--;
  return decimals;
}

static const char *
find_unit (const char *channel)
{
  DwPoint point;

  return *channel != '\0' && dw_point_from_name (channel, &point) ? dw_quantity_unit (point.quantity) : "";
}

static void
add_measure (DwCtlJson *json, const char *channel, double value, double limit)
{
  dw_ctl_json_add_string (json, "channel", channel);
  dw_ctl_json_add_number (json, "value", value, useful_decimals (value));
  dw_ctl_json_add_number (json, "limit", limit, useful_decimals (limit));
  dw_ctl_json_add_string (json, "unit", find_unit (channel));
}

static DwCtlJson *
begin_line (const char *what)
{
  DwCtlJson *json = dw_ctl_json_new ();

  if (what != NULL)
    dw_ctl_json_add_string (json, "what", what);
  return json;
}

static void
add_names (DwCtlJson *json, const DwCtlNames *names)
{
  dw_ctl_json_add_string (json, "place", names->place);
  dw_ctl_json_add_string (json, "device", names->device);
  dw_ctl_json_add_string (json, "gateway", names->gateway);
}

static void
print_event_json (const DwEventRecord *event, const DwCtlNames *names, const char *what)
{
  DwCtlJson *json = begin_line (what);

  if (event->id > 0)
    dw_ctl_json_add_integer (json, "id", event->id);
  dw_ctl_json_add_time (json, "time", event->time_ms);
  dw_ctl_json_add_string (json, "kind", dw_event_kind_word (event->kind));
  dw_ctl_json_add_string (json, "type", event->type);
  dw_ctl_json_add_integer (json, "priority", event->priority);
  add_names (json, names);
  add_measure (json, event->channel, event->value, event->limit);
  dw_ctl_json_add_string (json, "alarm", event->alarm_id);
  dw_ctl_json_add_string (json, "actor", event->actor);
  dw_ctl_json_add_string (json, "note", event->note);
  dw_ctl_json_print (json);
}

static char *
describe_measure (const char *channel, double value)
{
  g_autofree char *digits = isfinite (value) ? dw_ctl_format_number (value, useful_decimals (value)) : NULL;

  return digits != NULL ? g_strdup_printf ("%s %s %s", channel, digits, find_unit (channel)) : g_strdup (channel);
}

void
dw_ctl_print_event (const DwEventRecord *event, const DwCtlNames *names, const char *what, gboolean json)
{
  g_autofree char *time = dw_text_time_full (event->time_ms);
  g_autofree char *measure = describe_measure (event->channel, event->value);
  g_autofree char *priority = event->priority > 0 ? g_strdup_printf ("P%u ", event->priority) : g_strdup ("");

  if (json)
    {
      print_event_json (event, names, what);
      return;
    }
  g_print ("%s  %s%s  %s  %s  %s  %s\n", time, priority, dw_event_record_title (event), *names->place != '\0' ? names->place : names->gateway, names->device, measure,
           event->note);
}

void
dw_ctl_print_alarm (const DwAlarmRecord *alarm, const DwCtlNames *names, const char *what, gboolean json)
{
  g_autofree char *time = dw_text_time_full (alarm->begin_ms);
  g_autofree char *measure = describe_measure (alarm->channel, alarm->peak);
  DwCtlJson *line;

  if (!json)
    {
      g_print ("%s  P%u %s  %s  %s  %s  %s\n", time, alarm->priority, dw_alarm_kind_title (alarm->kind), *names->place != '\0' ? names->place : names->gateway,
               names->device, measure, dw_alarm_state_title (alarm->state));
      return;
    }
  line = begin_line (what);
  dw_ctl_json_add_string (line, "alarm", alarm->id);
  dw_ctl_json_add_time (line, "begin", alarm->begin_ms);
  dw_ctl_json_add_time (line, "end", alarm->end_ms);
  dw_ctl_json_add_string (line, "type", dw_alarm_kind_word (alarm->kind));
  dw_ctl_json_add_integer (line, "priority", alarm->priority);
  dw_ctl_json_add_string (line, "state", dw_alarm_state_word (alarm->state));
  dw_ctl_json_add_boolean (line, "active", alarm->active);
  add_names (line, names);
  add_measure (line, alarm->channel, alarm->value, alarm->limit);
  dw_ctl_json_add_number (line, "peak", alarm->peak, useful_decimals (alarm->peak));
  dw_ctl_json_add_string (line, "owner", alarm->owner);
  dw_ctl_json_print (line);
}

gboolean
dw_ctl_parse_time (const char *text, gint64 *wall_ms)
{
  g_autofree char *full = strlen (text) == strlen ("2026-03-05") ? g_strdup_printf ("%sT00:00:00", text) : g_strdup (text);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (g_strdelimit (full, " ", 'T'), zone);

  if (time == NULL)
    return FALSE;
  *wall_ms = g_date_time_to_unix (time) * 1000 + g_date_time_get_microsecond (time) / 1000;
  return TRUE;
}
