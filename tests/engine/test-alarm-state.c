// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-alarm-state.h"

/* The life cycle of an alarm against a table written out from ISA-18.2 as the domain facts (4.1) give it: 7 states by 11 events, each
 * with the condition there or gone and with an acknowledgement before or not. */

/* A cell: "-" no edge, one state word, or "there|gone"; "there" may be "acked-before/not-before". */
typedef struct
{
  const char *state;
  const char *cells[DW_N_ALARM_EVENTS];
} Row;

/* raise, return, ack, un-ack, re-alarm, shelve, un-shelve, suppress, un-suppress, out of service, in service */
static const Row rows[DW_N_ALARM_STATES] = {
  { "norm", { "unack", "-", "-", "-", "-", "shelved", "-", "suppressed", "-", "out-of-service", "-" } },
  { "unack", { "-", "rtn-unack", "acked", "-", "-", "shelved", "-", "suppressed", "-", "out-of-service", "-" } },
  { "acked", { "-", "norm", "-", "unack", "unack", "shelved", "-", "suppressed", "-", "out-of-service", "-" } },
  { "rtn-unack", { "unack", "-", "norm", "-", "-", "shelved", "-", "suppressed", "-", "out-of-service", "-" } },
  { "shelved", { "-", "-", "-", "-", "-", "-", "acked/unack|norm", "suppressed", "-", "out-of-service", "-" } },
  { "suppressed", { "-", "-", "-", "-", "-", "shelved", "-", "-", "unack|norm", "out-of-service", "-" } },
  { "out-of-service", { "-", "-", "-", "-", "-", "shelved", "-", "suppressed", "-", "-", "unack|norm" } },
};

static const char *const event_words[DW_N_ALARM_EVENTS] = { "raise", "return", "ack", "unack", "realarm", "shelve", "unshelve", "suppress", "unsuppress", "out-of-service", "in-service" };

static char *
pick (const char *cell,
      const char *separator,
      gboolean first)
{
  g_auto (GStrv) parts = g_strsplit (cell, separator, 2);

  return g_strdup (parts[1] == NULL || first ? parts[0] : parts[1]);
}

static void
check_cell (const Row *row,
            guint event,
            gboolean active,
            gboolean was_acked)
{
  g_autofree char *by_condition = pick (row->cells[event], "|", active);
  g_autofree char *expected = pick (by_condition, "/", was_acked);
  DwAlarmState state;
  DwAlarmState next = DW_N_ALARM_STATES;
  gboolean exists;

  g_assert_true (dw_alarm_state_from_word (row->state, &state));
  exists = dw_alarm_state_next (state, event, active, was_acked, &next);
  g_test_message ("%s + %s (%s, %s) -> %s", row->state, event_words[event], active ? "there" : "gone", was_acked ? "acked before" : "not acked", expected);
  g_assert_cmpstr (exists ? dw_alarm_state_word (next) : "-", ==, expected);
  if (!exists)
    g_assert_cmpint (next, ==, DW_N_ALARM_STATES);
}

static void
every_edge_is_the_standard_s (void)
{
  for (guint s = 0; s < G_N_ELEMENTS (rows); s++)
    for (guint e = 0; e < DW_N_ALARM_EVENTS; e++)
      for (guint variant = 0; variant < 4; variant++)
        check_cell (&rows[s], e, (variant & 1) != 0, (variant & 2) != 0);
}

/* Whatever happens in whatever order, an alarm that is acknowledged and gone comes to rest. */
static void
every_state_finds_back_to_normal (void)
{
  static const DwAlarmEvent ways[] = { DW_ALARM_EVENT_UNSHELVE, DW_ALARM_EVENT_UNSUPPRESS, DW_ALARM_EVENT_IN_SERVICE, DW_ALARM_EVENT_RETURN, DW_ALARM_EVENT_ACK };

  for (guint s = 0; s < DW_N_ALARM_STATES; s++)
    {
      DwAlarmState state = s;

      for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
        dw_alarm_state_next (state, ways[i], FALSE, FALSE, &state);
      g_assert_cmpint (state, ==, DW_ALARM_STATE_NORM);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/alarm-state/every-edge-is-the-standard-s", every_edge_is_the_standard_s);
  g_test_add_func ("/alarm-state/every-state-finds-back-to-normal", every_state_finds_back_to_normal);
  return g_test_run ();
}
