// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan: each kind of line has the class that the table of ui.md and requirement S0-43 say · what nobody knows is "other", what people do is nothing · every line has exactly one class ·
// words there and back · sums.

#include "dw-event-class.h"

static const struct
{
  const char *sentence;
  DwEventKind kind;
  const char *type;
  int expected; /* -1 = counts as nothing */
} CASES[] = {
  { "leakage alarm", DW_EVENT_ALARM, "residual-high", DW_EVENT_CLASS_RESIDUAL },
  { "leakage warning", DW_EVENT_ALARM, "residual-warning", DW_EVENT_CLASS_RESIDUAL },
  { "hot joint", DW_EVENT_ALARM, "temperature-high", DW_EVENT_CLASS_TEMPERATURE },
  { "warm joint", DW_EVENT_ALARM, "temperature-warning", DW_EVENT_CLASS_TEMPERATURE },
  { "overload", DW_EVENT_ALARM, "overcurrent", DW_EVENT_CLASS_LOAD },
  { "supply lost", DW_EVENT_ALARM, "supply-lost", DW_EVENT_CLASS_LOAD },
  { "broken neutral", DW_EVENT_ALARM, "broken-neutral", DW_EVENT_CLASS_LOAD },
  { "over-voltage", DW_EVENT_ALARM, "overvoltage", DW_EVENT_CLASS_LOAD },
  { "trip", DW_EVENT_TRIP, "trip", DW_EVENT_CLASS_OTHER },
  { "contact", DW_EVENT_ALARM, "contact", DW_EVENT_CLASS_OTHER },
  { "an alarm of a later version", DW_EVENT_ALARM, "arc-fault", DW_EVENT_CLASS_OTHER },
  { "an alarm without a type", DW_EVENT_ALARM, "", DW_EVENT_CLASS_OTHER },
  { "broken probe", DW_EVENT_FAULT, "sensor-fault", DW_EVENT_CLASS_SENSOR },
  { "a fault is a fault whatever its type says", DW_EVENT_FAULT, "residual-high", DW_EVENT_CLASS_SENSOR },
  { "silent detector", DW_EVENT_COMMS, "device-silent", DW_EVENT_CLASS_COMMS },
  { "gateway down", DW_EVENT_COMMS, "gateway-down", DW_EVENT_CLASS_COMMS },
  { "leakage over", DW_EVENT_RESTORE, "residual-high", DW_EVENT_CLASS_RESTORED },
  { "detector back", DW_EVENT_RESTORE, "device-silent", DW_EVENT_CLASS_RESTORED },
  { "acknowledged", DW_EVENT_OPERATION, "acknowledge", -1 },
  { "tripped by a person", DW_EVENT_CONTROL, "trip", -1 },
};

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      DwEventClass which = DW_N_EVENT_CLASSES;

      g_test_message ("%s", CASES[i].sentence);
      g_assert_cmpint (dw_event_class_of (CASES[i].kind, CASES[i].type, &which), ==, CASES[i].expected >= 0);
      g_assert_cmpint (CASES[i].expected >= 0 ? (int)which : -1, ==, CASES[i].expected);
    }
}

/* The masks that lists are filtered by divide all lines: a line is in the one class that it is counted in, and in no other. */
static void
test_masks_divide_lines (void)
{
  for (guint kind = 0; kind < DW_N_EVENT_KINDS; kind++)
    for (guint type = 0; type < DW_N_ALARM_KINDS; type++)
      {
        DwEventClass which = DW_N_EVENT_CLASSES;
        gboolean counted = dw_event_class_of ((DwEventKind)kind, dw_alarm_kind_word ((DwAlarmKind)type), &which);
        guint n_kinds = 0;

        for (guint i = 0; i < DW_N_EVENT_CLASSES; i++)
          n_kinds += (dw_event_class_kinds ((DwEventClass)i) >> kind) & 1;
        g_assert_cmpint (counted, ==, n_kinds > 0);
        if (counted)
          g_assert_true (dw_event_class_kinds (which) & (1u << kind));
      }
}

static void
test_words (void)
{
  DwEventClass which = DW_N_EVENT_CLASSES;

  for (guint i = 0; i < DW_N_EVENT_CLASSES; i++)
    {
      g_assert_true (dw_event_class_from_word (dw_event_class_word ((DwEventClass)i), &which));
      g_assert_cmpuint (which, ==, i);
      g_assert_cmpstr (dw_event_class_title ((DwEventClass)i), !=, "");
    }
  g_assert_false (dw_event_class_from_word ("Residual", &which));
  g_assert_false (dw_event_class_from_word ("", &which));
}

static void
test_sums (void)
{
  static const guint counts[DW_N_EVENT_CLASSES] = { 1, 20, 300, 4000, 50000, 600000, 7000000 };

  g_assert_cmpuint (dw_event_class_sum (counts, DW_EVENT_CLASSES_HAZARDS), ==, 4321);
  g_assert_cmpuint (dw_event_class_sum (counts, DW_EVENT_CLASSES_FAULTS), ==, 650000);
  g_assert_cmpuint (dw_event_class_sum (counts, DW_EVENT_CLASSES_RESTORED), ==, 7000000);
  g_assert_cmpuint (dw_event_class_sum (counts, 0), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/event-class/table", test_table);
  g_test_add_func ("/event-class/masks-divide-lines", test_masks_divide_lines);
  g_test_add_func ("/event-class/words", test_words);
  g_test_add_func ("/event-class/sums", test_sums);
  return g_test_run ();
}
