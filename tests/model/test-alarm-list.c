// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-alarm-list.h"
#include "dw-event.h"

/* The list of live alarms: order, counts, the one for the alarm bar; and the vocabulary of alarms and events (S1-28). */

static DwAlarmRecord *
make_record (const char *id,
             guint priority,
             DwAlarmState state,
             gint64 begin_ms)
{
  DwAlarmRecord *record = dw_alarm_record_new ();

  g_free (record->id);
  record->id = g_strdup (id);
  record->priority = priority;
  record->state = state;
  record->begin_ms = begin_ms;
  record->active = state != DW_ALARM_STATE_RTN_UNACK;
  record->device_id = 7;
  return record;
}

static void
put (DwAlarmList *list,
     const char *id,
     guint priority,
     DwAlarmState state,
     gint64 begin_ms)
{
  g_autoptr (DwAlarmRecord) record = make_record (id, priority, state, begin_ms);

  dw_alarm_list_put (list, record);
}

static char *
join_ids (DwAlarmList *list)
{
  GString *ids = g_string_new ("");

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (DwAlarm) alarm = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_string_append (ids, dw_alarm_get_record (alarm)->id);
    }
  return g_string_free (ids, FALSE);
}

static void
assert_order (DwAlarmList *list,
              const char *expected)
{
  g_autofree char *ids = join_ids (list);

  g_assert_cmpstr (ids, ==, expected);
}

static void
unacknowledged_then_priority_then_newest (void)
{
  g_autoptr (DwAlarmList) list = dw_alarm_list_new ();

  put (list, "a", 1, DW_ALARM_STATE_ACKED, 100);
  put (list, "b", 3, DW_ALARM_STATE_UNACK, 100);
  put (list, "c", 2, DW_ALARM_STATE_RTN_UNACK, 50);
  put (list, "d", 3, DW_ALARM_STATE_UNACK, 200);
  put (list, "e", 1, DW_ALARM_STATE_SHELVED, 900);
  put (list, "f", 4, DW_ALARM_STATE_ACKED, 900);
  assert_order (list, "cdbafe");
}

static void
the_order_does_not_depend_on_arrival (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < 50; round++)
    {
      const char *ids[] = { "a", "b", "c", "d", "e", "f" };
      const guint priorities[] = { 1, 3, 2, 3, 1, 4 };
      const DwAlarmState states[] = { DW_ALARM_STATE_ACKED, DW_ALARM_STATE_UNACK, DW_ALARM_STATE_RTN_UNACK, DW_ALARM_STATE_UNACK, DW_ALARM_STATE_SHELVED, DW_ALARM_STATE_ACKED };
      const gint64 begins[] = { 100, 100, 50, 200, 900, 900 };
      g_autoptr (DwAlarmList) list = dw_alarm_list_new ();
      gboolean done[6] = { FALSE };

      for (guint n = 0; n < 6; n++)
        {
          guint i;

          do
            i = (guint)g_rand_int_range (random, 0, 6);
          while (done[i]);
          done[i] = TRUE;
          put (list, ids[i], priorities[i], states[i], begins[i]);
        }
      assert_order (list, "cdbafe");
    }
}

static void
acknowledging_moves_an_alarm_down (void)
{
  g_autoptr (DwAlarmList) list = dw_alarm_list_new ();
  DwAlarm *alarm;

  put (list, "a", 1, DW_ALARM_STATE_UNACK, 100);
  put (list, "b", 4, DW_ALARM_STATE_UNACK, 100);
  alarm = dw_alarm_list_find (list, "a");
  put (list, "a", 1, DW_ALARM_STATE_ACKED, 100);
  assert_order (list, "ba");
  g_assert_true (dw_alarm_list_find (list, "a") == alarm);
}

static void
normal_leaves_the_list (void)
{
  g_autoptr (DwAlarmList) list = dw_alarm_list_new ();

  put (list, "a", 1, DW_ALARM_STATE_UNACK, 100);
  put (list, "a", 1, DW_ALARM_STATE_NORM, 100);
  put (list, "x", 1, DW_ALARM_STATE_NORM, 100);
  assert_order (list, "");
  g_assert_null (dw_alarm_list_find (list, "a"));
  g_assert_null (dw_alarm_list_get_foremost (list));
}

static void
count_cb (gpointer object,
          guint *n_calls)
{
  (*n_calls)++;
}

static void
counts_leave_out_what_is_set_aside (void)
{
  g_autoptr (DwAlarmList) list = dw_alarm_list_new ();
  guint n_calls = 0;

  g_signal_connect (list, "counts-changed", G_CALLBACK (count_cb), &n_calls);
  put (list, "a", 1, DW_ALARM_STATE_UNACK, 100);
  put (list, "b", 1, DW_ALARM_STATE_ACKED, 100);
  put (list, "c", 1, DW_ALARM_STATE_SUPPRESSED, 100);
  put (list, "d", 2, DW_ALARM_STATE_RTN_UNACK, 100);
  put (list, "e", 2, DW_ALARM_STATE_OUT_OF_SERVICE, 100);
  g_assert_cmpuint (dw_alarm_list_count (list, 1), ==, 2);
  g_assert_cmpuint (dw_alarm_list_count_unacked (list, 1), ==, 1);
  g_assert_cmpuint (dw_alarm_list_count (list, 2), ==, 1);
  g_assert_cmpuint (dw_alarm_list_count_unacked (list, 2), ==, 1);
  g_assert_cmpuint (dw_alarm_list_count (list, 0), ==, 3);
  g_assert_cmpuint (dw_alarm_list_count_unacked (list, 0), ==, 2);
  g_assert_cmpuint (n_calls, ==, 5);
  put (list, "a", 1, DW_ALARM_STATE_UNACK, 100);
  g_assert_cmpuint (n_calls, ==, 5);
}

static const char *
foremost_id (DwAlarmList *list)
{
  DwAlarm *alarm = dw_alarm_list_get_foremost (list);

  return alarm != NULL ? dw_alarm_get_record (alarm)->id : NULL;
}

/* The bar asks for priority first, the list for acknowledgement first (ui 2.2). */
static void
the_bar_shows_the_highest_priority (void)
{
  g_autoptr (DwAlarmList) list = dw_alarm_list_new ();

  put (list, "s", 1, DW_ALARM_STATE_SUPPRESSED, 999);
  g_assert_null (foremost_id (list));
  put (list, "a", 2, DW_ALARM_STATE_ACKED, 100);
  g_assert_cmpstr (foremost_id (list), ==, "a");
  put (list, "b", 3, DW_ALARM_STATE_UNACK, 200);
  g_assert_cmpstr (foremost_id (list), ==, "a");
  put (list, "c", 2, DW_ALARM_STATE_UNACK, 50);
  g_assert_cmpstr (foremost_id (list), ==, "c");
  put (list, "d", 2, DW_ALARM_STATE_UNACK, 60);
  g_assert_cmpstr (foremost_id (list), ==, "d");
}

static void
collect_cb (gpointer item,
            gpointer data)
{
  g_string_append (data, dw_alarm_get_record (item)->id);
}

static void
alarms_are_found_by_device (void)
{
  g_autoptr (DwAlarmList) list = dw_alarm_list_new ();
  g_autoptr (DwAlarmRecord) other = make_record ("o", 1, DW_ALARM_STATE_UNACK, 1);
  g_autoptr (GString) ids = g_string_new ("");

  other->device_id = 8;
  dw_alarm_list_put (list, other);
  put (list, "a", 1, DW_ALARM_STATE_UNACK, 1);
  put (list, "a", 1, DW_ALARM_STATE_ACKED, 1);
  dw_alarm_list_foreach_device (list, 7, collect_cb, ids);
  g_assert_cmpstr (ids->str, ==, "a");
  put (list, "a", 1, DW_ALARM_STATE_NORM, 1);
  g_string_truncate (ids, 0);
  dw_alarm_list_foreach_device (list, 7, collect_cb, ids);
  dw_alarm_list_foreach_device (list, 9, collect_cb, ids);
  g_assert_cmpstr (ids->str, ==, "");
}

/* What the list announces must rebuild it exactly, or a view shows rows that are not there. */
static void
mirror_cb (GListModel *list,
           guint position,
           guint removed,
           guint added,
           GPtrArray *mirror)
{
  if (removed > 0)
    g_ptr_array_remove_range (mirror, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (mirror, (int)(position + i), g_list_model_get_item (list, position + i));
}

static void
announcements_rebuild_the_list (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (DwAlarmList) list = dw_alarm_list_new ();
  g_autoptr (GPtrArray) mirror = g_ptr_array_new_with_free_func (g_object_unref);

  g_test_message ("seed %u", seed);
  g_signal_connect (list, "items-changed", G_CALLBACK (mirror_cb), mirror);
  for (guint n = 0; n < 2000; n++)
    {
      char id[] = { (char)('a' + g_rand_int_range (random, 0, 20)), '\0' };

      put (list, id, (guint)g_rand_int_range (random, 1, 5), (DwAlarmState)g_rand_int_range (random, 0, DW_N_ALARM_STATES), g_rand_int_range (random, 0, 5));
      g_assert_cmpuint (mirror->len, ==, g_list_model_get_n_items (G_LIST_MODEL (list)));
      for (guint i = 0; i < mirror->len; i++)
        {
          g_autoptr (DwAlarm) alarm = g_list_model_get_item (G_LIST_MODEL (list), i);

          g_assert_true (alarm == mirror->pdata[i]);
        }
    }
}

static void
words_go_both_ways (void)
{
  for (guint i = 0; i < DW_N_ALARM_KINDS; i++)
    {
      DwAlarmKind kind;

      g_assert_true (dw_alarm_kind_from_word (dw_alarm_kind_word (i), &kind));
      g_assert_cmpint (kind, ==, i);
      g_assert_cmpuint (dw_alarm_kind_priority (i), >=, 1);
      g_assert_cmpuint (dw_alarm_kind_priority (i), <=, 4);
      g_assert_cmpstr (dw_alarm_kind_title (i), !=, "");
      g_assert_true (g_str_has_prefix (dw_alarm_kind_guidance (i), "1. "));
    }
  for (guint i = 0; i < DW_N_ALARM_STATES; i++)
    {
      DwAlarmState state;

      g_assert_true (dw_alarm_state_from_word (dw_alarm_state_word (i), &state));
      g_assert_cmpint (state, ==, i);
    }
  for (guint i = 0; i < DW_N_EVENT_KINDS; i++)
    {
      DwEventKind kind;

      g_assert_true (dw_event_kind_from_word (dw_event_kind_word (i), &kind));
      g_assert_cmpint (kind, ==, i);
    }
}

/* S1-28: alarm, fault, trip and communication are different kinds of event. */
static void
kinds_of_event_stay_apart (void)
{
  g_assert_cmpint (dw_alarm_kind_event (DW_ALARM_RESIDUAL_HIGH), ==, DW_EVENT_ALARM);
  g_assert_cmpint (dw_alarm_kind_event (DW_ALARM_SENSOR_FAULT), ==, DW_EVENT_FAULT);
  g_assert_cmpint (dw_alarm_kind_event (DW_ALARM_TRIP), ==, DW_EVENT_TRIP);
  g_assert_cmpint (dw_alarm_kind_event (DW_ALARM_DEVICE_SILENT), ==, DW_EVENT_COMMS);
  g_assert_cmpint (dw_alarm_kind_event (DW_ALARM_GATEWAY_DOWN), ==, DW_EVENT_COMMS);
}

static void
titles_of_events_tell_trip_from_tripped (void)
{
  static const struct
  {
    DwEventKind kind;
    const char *type;
    const char *title;
  } rows[] = {
    { DW_EVENT_TRIP, "trip", "Trip" },
    { DW_EVENT_ALARM, "residual-high", "Residual current alarm" },
    { DW_EVENT_RESTORE, "residual-high", "Residual current alarm" },
    { DW_EVENT_OPERATION, "acknowledge", "Acknowledge" },
    { DW_EVENT_CONTROL, "reset", "Reset" },
    { DW_EVENT_OPERATION, "something-new", "Operation" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DwEventRecord) event = dw_event_record_new ();
      g_autoptr (DwEventRecord) copy = NULL;

      g_free (event->type);
      event->type = g_strdup (rows[i].type);
      event->kind = rows[i].kind;
      copy = dw_event_record_copy (event);
      g_assert_cmpstr (dw_event_record_title (copy), ==, rows[i].title);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/alarm-list/unacknowledged-then-priority-then-newest", unacknowledged_then_priority_then_newest);
  g_test_add_func ("/alarm-list/the-order-does-not-depend-on-arrival", the_order_does_not_depend_on_arrival);
  g_test_add_func ("/alarm-list/acknowledging-moves-an-alarm-down", acknowledging_moves_an_alarm_down);
  g_test_add_func ("/alarm-list/normal-leaves-the-list", normal_leaves_the_list);
  g_test_add_func ("/alarm-list/counts-leave-out-what-is-set-aside", counts_leave_out_what_is_set_aside);
  g_test_add_func ("/alarm-list/the-bar-shows-the-highest-priority", the_bar_shows_the_highest_priority);
  g_test_add_func ("/alarm-list/alarms-are-found-by-device", alarms_are_found_by_device);
  g_test_add_func ("/alarm-list/announcements-rebuild-the-list", announcements_rebuild_the_list);
  g_test_add_func ("/alarm/words-go-both-ways", words_go_both_ways);
  g_test_add_func ("/alarm/kinds-of-event-stay-apart/S1-28", kinds_of_event_stay_apart);
  g_test_add_func ("/event/titles-of-events-tell-trip-from-tripped", titles_of_events_tell_trip_from_tripped);
  return g_test_run ();
}
