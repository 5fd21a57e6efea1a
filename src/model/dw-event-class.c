// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-event-class.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define KIND(name) (1u << DW_EVENT_##name)
#define TYPE(name) (1u << DW_ALARM_##name)
#define HAZARD_KINDS (KIND (ALARM) | KIND (TRIP))

static const struct
{
  const char *word, *title;
  guint kinds, types;
} classes[DW_N_EVENT_CLASSES] = {
  [DW_EVENT_CLASS_RESIDUAL] = { "residual", NC_ ("class", "Residual current"), HAZARD_KINDS, TYPE (RESIDUAL_HIGH) | TYPE (RESIDUAL_WARNING) },
  [DW_EVENT_CLASS_TEMPERATURE] = { "temperature", NC_ ("class", "Temperature"), HAZARD_KINDS, TYPE (TEMPERATURE_HIGH) | TYPE (TEMPERATURE_WARNING) },
  [DW_EVENT_CLASS_LOAD] = { "load", NC_ ("class", "Load/voltage"), HAZARD_KINDS, TYPE (OVERCURRENT) | TYPE (OVERCURRENT_WARNING) | TYPE (OVERVOLTAGE) | TYPE (UNDERVOLTAGE) | TYPE (PHASE_LOSS) | TYPE (SUPPLY_LOST) | TYPE (BROKEN_NEUTRAL) },
  [DW_EVENT_CLASS_OTHER] = { "other", NC_ ("class", "Other"), HAZARD_KINDS, 0 },
  [DW_EVENT_CLASS_SENSOR] = { "sensor", NC_ ("class", "Device fault"), KIND (FAULT), 0 },
  [DW_EVENT_CLASS_COMMS] = { "comms", NC_ ("class", "Communication"), KIND (COMMS), 0 },
  [DW_EVENT_CLASS_RESTORED] = { "restored", NC_ ("class", "Restored"), KIND (RESTORE), 0 },
};

const char *
dw_event_class_word (DwEventClass which)
{
  return classes[which].word;
}

gboolean
dw_event_class_from_word (const char *word, DwEventClass *which)
{
  for (guint i = 0; i < DW_N_EVENT_CLASSES; i++)
    if (strcmp (classes[i].word, word) == 0)
      {
        *which = (DwEventClass)i;
        return TRUE;
      }
  return FALSE;
}

const char *
dw_event_class_title (DwEventClass which)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "class", classes[which].title);
}

guint
dw_event_class_kinds (DwEventClass which)
{
  return classes[which].kinds;
}

guint
dw_event_class_types (DwEventClass which)
{
  return classes[which].types;
}

gboolean
dw_event_class_of (DwEventKind kind, const char *type, DwEventClass *which)
{
  DwAlarmKind alarm;
  guint bit = dw_alarm_kind_from_word (type, &alarm) ? 1u << alarm : 0;

  /* In the order of the table: the class without types of its own comes after those that have some. */
  for (guint i = 0; i < DW_N_EVENT_CLASSES; i++)
    if ((classes[i].kinds & (1u << kind)) && (classes[i].types == 0 || (classes[i].types & bit)))
      {
        *which = (DwEventClass)i;
        return TRUE;
      }
  return FALSE;
}

guint
dw_event_class_sum (const guint counts[DW_N_EVENT_CLASSES], guint mask)
{
  guint sum = 0;

  for (guint i = 0; i < DW_N_EVENT_CLASSES; i++)
    if (mask & (1u << i))
      sum += counts[i];
  return sum;
}
