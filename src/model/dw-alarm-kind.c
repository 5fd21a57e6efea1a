// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib/gi18n-lib.h>

#include "dw-alarm.h"

/* The table of alarm kinds: stable word, title, event kind, default priority, and what a person without an electrician at hand does
 * now (S1-03, S1-06). A limit may give an alarm another priority than the default; the steps stay.
 * Priorities: 1 life and fire, 2 act now, 3 today, 4 note. */

typedef struct
{
  const char *word;
  const char *title;
  DwEventKind event;
  guint priority;
  const char *guidance;
} KindInfo;

#define STEPS_LEAKAGE N_ ("1. Keep people away from the box; do not touch metal housings or wet floors.\n"       \
                          "2. Switch off the loads of this circuit one by one and watch the residual current.\n" \
                          "3. The load at which it falls is the suspect: unplug it and label it.\n"              \
                          "4. If it does not fall, call the electrician for an insulation test of the line.")
#define STEPS_LEAKAGE_WARNING N_ ("1. Look at the trend: a step or a slow rise?\n"               \
                                  "2. Ask what was started or became wet at the time it rose.\n" \
                                  "3. Plan an insulation check with the electrician today.")
#define STEPS_HEAT N_ ("1. Go to the box with a fire extinguisher; look and smell before opening it.\n" \
                       "2. Reduce the load of this circuit at once.\n"                                  \
                       "3. Smoke or glowing: cut the supply upstream, evacuate, call 119.\n"            \
                       "4. Have the electrician tighten and check the joints without voltage.")
#define STEPS_HEAT_WARNING N_ ("1. Compare the phases: one hot joint or the whole box?\n" \
                               "2. Reduce the load, clear the ventilation openings.\n"    \
                               "3. Have the joints checked today.")
#define STEPS_OVERLOAD N_ ("1. Switch off heaters, air conditioners and other large loads of this circuit.\n" \
                           "2. Watch the current fall below the limit.\n"                                     \
                           "3. If it stays high, call the electrician; do not fit a larger breaker.")
#define STEPS_OVERLOAD_WARNING N_ ("1. Find out which loads run on this circuit.\n" \
                                   "2. Move loads to another circuit or another time.")
#define STEPS_VOLTAGE_HIGH N_ ("1. Compare the three phases and the other boxes.\n" \
                               "2. Switch off sensitive equipment.\n"               \
                               "3. High everywhere: call the power supplier.")
#define STEPS_VOLTAGE_LOW N_ ("1. Compare the three phases and the other boxes.\n"        \
                              "2. Reduce large loads; watch whether the voltage rises.\n" \
                              "3. Low everywhere: call the power supplier.")
#define STEPS_PHASE_LOSS N_ ("1. Switch off motors and pumps of this box at once.\n"  \
                             "2. Look for a blown fuse or a tripped pole upstream.\n" \
                             "3. Call the electrician; do not force anything closed.")
#define STEPS_SUPPLY_LOST N_ ("1. Check whether the neighbouring boxes have supply.\n" \
                              "2. Check lifts, emergency lighting and the kitchen.\n"  \
                              "3. Ask the power supplier for cause and duration.")
#define STEPS_NEUTRAL N_ ("1. Danger: single-phase equipment gets up to 400 V. Have everything unplugged now.\n" \
                          "2. Keep people away from metal housings.\n"                                           \
                          "3. Call the electrician at once; a person on site decides about switching off.")
#define STEPS_TRIP N_ ("1. Do not close again before the cause is known.\n"                     \
                       "2. Look at the trip reason, look and smell at the box and the loads.\n" \
                       "3. Note the diagnosis; only then may it be closed.")
#define STEPS_CONTACT N_ ("1. Look up what this contact means at this box.\n" \
                          "2. Check it on site.")
#define STEPS_SENSOR N_ ("1. The point is not watched until this is repaired.\n" \
                         "2. Check the probe and its wire: broken or shorted?\n" \
                         "3. Order a replacement probe.")
#define STEPS_SILENT N_ ("1. The circuit is not watched while the detector is silent.\n" \
                         "2. Check the detector's supply lamp and the bus terminals.\n"  \
                         "3. Check address and baud rate after a replacement.")
#define STEPS_GATEWAY N_ ("1. Nothing behind this gateway is watched: have the boxes looked at on site.\n" \
                          "2. Check its supply and network lamps, restart it once.\n"                      \
                          "3. Check the network line of the school.")

static const KindInfo kinds[DW_N_ALARM_KINDS] = {
  [DW_ALARM_RESIDUAL_HIGH] = { "residual-high", N_ ("Residual current alarm"), DW_EVENT_ALARM, 1, STEPS_LEAKAGE },
  [DW_ALARM_RESIDUAL_WARNING] = { "residual-warning", N_ ("Residual current warning"), DW_EVENT_ALARM, 3, STEPS_LEAKAGE_WARNING },
  [DW_ALARM_TEMPERATURE_HIGH] = { "temperature-high", N_ ("Over-temperature alarm"), DW_EVENT_ALARM, 2, STEPS_HEAT },
  [DW_ALARM_TEMPERATURE_WARNING] = { "temperature-warning", N_ ("Temperature warning"), DW_EVENT_ALARM, 3, STEPS_HEAT_WARNING },
  [DW_ALARM_OVERCURRENT] = { "overcurrent", N_ ("Overload alarm"), DW_EVENT_ALARM, 2, STEPS_OVERLOAD },
  [DW_ALARM_OVERCURRENT_WARNING] = { "overcurrent-warning", N_ ("Overload warning"), DW_EVENT_ALARM, 3, STEPS_OVERLOAD_WARNING },
  [DW_ALARM_OVERVOLTAGE] = { "overvoltage", N_ ("Over-voltage"), DW_EVENT_ALARM, 3, STEPS_VOLTAGE_HIGH },
  [DW_ALARM_UNDERVOLTAGE] = { "undervoltage", N_ ("Under-voltage"), DW_EVENT_ALARM, 3, STEPS_VOLTAGE_LOW },
  [DW_ALARM_PHASE_LOSS] = { "phase-loss", N_ ("Phase loss"), DW_EVENT_ALARM, 2, STEPS_PHASE_LOSS },
  [DW_ALARM_SUPPLY_LOST] = { "supply-lost", N_ ("Supply lost"), DW_EVENT_ALARM, 2, STEPS_SUPPLY_LOST },
  [DW_ALARM_BROKEN_NEUTRAL] = { "broken-neutral", N_ ("Broken neutral"), DW_EVENT_ALARM, 1, STEPS_NEUTRAL },
  [DW_ALARM_TRIP] = { "trip", N_ ("Trip"), DW_EVENT_TRIP, 2, STEPS_TRIP },
  [DW_ALARM_CONTACT] = { "contact", N_ ("Contact operated"), DW_EVENT_ALARM, 3, STEPS_CONTACT },
  [DW_ALARM_SENSOR_FAULT] = { "sensor-fault", N_ ("Sensor fault"), DW_EVENT_FAULT, 4, STEPS_SENSOR },
  [DW_ALARM_DEVICE_SILENT] = { "device-silent", N_ ("Detector does not answer"), DW_EVENT_COMMS, 4, STEPS_SILENT },
  [DW_ALARM_GATEWAY_DOWN] = { "gateway-down", N_ ("Gateway off line"), DW_EVENT_COMMS, 4, STEPS_GATEWAY },
};

const char *
dw_alarm_kind_word (DwAlarmKind kind)
{
  g_return_val_if_fail ((guint)kind < DW_N_ALARM_KINDS, "");
  return kinds[kind].word;
}

gboolean
dw_alarm_kind_from_word (const char *word,
                         DwAlarmKind *kind)
{
  for (guint i = 0; i < DW_N_ALARM_KINDS; i++)
    if (g_strcmp0 (word, kinds[i].word) == 0)
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

const char *
dw_alarm_kind_title (DwAlarmKind kind)
{
  g_return_val_if_fail ((guint)kind < DW_N_ALARM_KINDS, "");
  return _ (kinds[kind].title);
}

DwEventKind
dw_alarm_kind_event (DwAlarmKind kind)
{
  g_return_val_if_fail ((guint)kind < DW_N_ALARM_KINDS, DW_EVENT_ALARM);
  return kinds[kind].event;
}

guint
dw_alarm_kind_priority (DwAlarmKind kind)
{
  g_return_val_if_fail ((guint)kind < DW_N_ALARM_KINDS, 4);
  return kinds[kind].priority;
}

const char *
dw_alarm_kind_guidance (DwAlarmKind kind)
{
  g_return_val_if_fail ((guint)kind < DW_N_ALARM_KINDS, "");
  return _ (kinds[kind].guidance);
}
