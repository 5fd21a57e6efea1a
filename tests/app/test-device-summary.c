// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-device-order.h"
#include "dw-device-summary.h"
#include "dw-gateway-notice.h"
#include "dw-place-stats.h"
#include "dw-test-device.h"

/* One glance at a device, the order of many, the figures of a place: S1-11, S1-22, S1-23. */

static const char *const points[] = { "residual_current", "current_a", "current_b", "current_c", "temperature_1", "temperature_box", "breaker", NULL };

static DwDevice *
make_device (gint64 id, const char *name)
{
  DwDevice *device = dw_test_device_new (id, name, points);

  dw_device_set_rated_current (device, 63);
  dw_test_device_set_value (device, "residual_current", 64, DW_QUALITY_GOOD, DW_TEST_T0);
  dw_test_device_set_value (device, "current_a", 30.5, DW_QUALITY_GOOD, DW_TEST_T0);
  dw_test_device_set_value (device, "current_b", 48.3, DW_QUALITY_GOOD, DW_TEST_T0);
  dw_test_device_set_value (device, "current_c", 28.8, DW_QUALITY_GOOD, DW_TEST_T0);
  dw_test_device_set_value (device, "temperature_1", 35, DW_QUALITY_GOOD, DW_TEST_T0);
  dw_test_device_set_value (device, "temperature_box", 99, DW_QUALITY_GOOD, DW_TEST_T0);
  dw_test_device_set_value (device, "breaker", 1, DW_QUALITY_GOOD, DW_TEST_T0);
  return device;
}

static void
put_alarm (DwAlarmList *alarms, const char *id, gint64 device_id, DwAlarmKind kind, guint priority, DwAlarmState state)
{
  g_autoptr (DwAlarmRecord) record = dw_alarm_record_new ();

  g_free (record->id);
  record->id = g_strdup (id);
  record->device_id = device_id;
  record->place_id = 10;
  record->kind = kind;
  record->priority = priority;
  record->state = state;
  record->active = TRUE;
  record->begin_ms = DW_TEST_T0;
  dw_alarm_list_put (alarms, record);
}

static void
test_values (void)
{
  g_autoptr (DwDevice) device = make_device (1, "2AL1");
  DwDeviceSummary summary;

  dw_device_summary_make (device, NULL, DW_TEST_T0 + 2000, &summary);
  g_assert_cmpstr (summary.max_current->name, ==, "current_b");
  g_assert_cmpuint (summary.n_currents, ==, 3);
  g_assert_cmpfloat_with_epsilon (summary.load_percent, 48.3 / 63 * 100, 1e-9);
  g_assert_false (summary.load_old);
  /* The box's own temperature is the reference of the others, not the hottest cable. */
  g_assert_cmpstr (summary.max_temperature->name, ==, "temperature_1");
  g_assert_cmpuint (summary.n_good, ==, 7);
  g_assert_cmpint (summary.age_ms, ==, 2000);
  g_assert_cmpint (summary.state, ==, DW_SYMBOL_NORMAL);
}

static void
test_fresh_wins_over_old (void)
{
  g_autoptr (DwDevice) device = make_device (1, "2AL1");
  DwDeviceSummary summary;

  dw_test_device_set_value (device, "current_a", 30.5, DW_QUALITY_GOOD, DW_TEST_T0 + 60000);
  dw_device_summary_make (device, NULL, DW_TEST_T0 + 61000, &summary);
  g_assert_cmpstr (summary.max_current->name, ==, "current_a");
  g_assert_cmpuint (summary.n_old, ==, 6);
  g_assert_false (summary.all_old);
  dw_device_summary_make (device, NULL, DW_TEST_T0 + 600000, &summary);
  g_assert_true (summary.all_old);
  g_assert_true (summary.load_old);
}

static void
test_unknown_rating_has_no_load (void)
{
  g_autoptr (DwDevice) device = make_device (1, "2AL1");
  DwDeviceSummary summary;

  dw_device_set_rated_current (device, NAN);
  dw_device_summary_make (device, NULL, DW_TEST_T0, &summary);
  g_assert_true (isnan (summary.load_percent));
}

typedef struct
{
  const char *sentence;
  DwLinkState link;
  gboolean seen;
  DwAlarmKind kind;
  guint priority; /* 0 = no alarm */
  DwAlarmState state;
  guint symbol_priority;
  DwSymbolState symbol;
  gboolean abnormal;
} StateCase;

static const StateCase states[] = {
  { "a quiet device is normal", DW_LINK_ONLINE, TRUE, 0, 0, 0, 0, DW_SYMBOL_NORMAL, FALSE },
  { "an alarm shows its priority and state", DW_LINK_ONLINE, TRUE, DW_ALARM_RESIDUAL_HIGH, 1, DW_ALARM_STATE_UNACK, 1, DW_SYMBOL_UNACK, TRUE },
  { "an acknowledged alarm is still there", DW_LINK_ONLINE, TRUE, DW_ALARM_RESIDUAL_HIGH, 1, DW_ALARM_STATE_ACKED, 1, DW_SYMBOL_ACKED, TRUE },
  { "a silent device without an alarm is stale", DW_LINK_SILENT, TRUE, 0, 0, 0, 0, DW_SYMBOL_STALE, TRUE },
  { "its own silence is no worse symbol than being stale", DW_LINK_SILENT, TRUE, DW_ALARM_DEVICE_SILENT, 4, DW_ALARM_STATE_UNACK, 0, DW_SYMBOL_STALE, TRUE },
  { "a real alarm is not hidden by silence", DW_LINK_SILENT, TRUE, DW_ALARM_RESIDUAL_HIGH, 1, DW_ALARM_STATE_ACKED, 1, DW_SYMBOL_ACKED, TRUE },
  { "a lost gateway makes it stale", DW_LINK_DOWN, TRUE, 0, 0, 0, 0, DW_SYMBOL_STALE, TRUE },
  { "not asked yet is loading, not abnormal", DW_LINK_UNKNOWN, FALSE, 0, 0, 0, 0, DW_SYMBOL_STALE, FALSE },
};

static void
test_states (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      const StateCase *c = &states[i];
      g_autoptr (DwDevice) device = make_device (7, "2AL1");
      g_autoptr (DwAlarmList) alarms = dw_alarm_list_new ();
      DwDeviceSummary summary;

      g_test_message ("%s", c->sentence);
      dw_device_set_link (device, c->link, DW_TEST_T0);
      dw_device_set_last_seen_ms (device, c->seen ? DW_TEST_T0 : 0);
      if (c->priority > 0)
        put_alarm (alarms, "a", 7, c->kind, c->priority, c->state);
      dw_device_summary_make (device, alarms, DW_TEST_T0 + 1000, &summary);
      g_assert_cmpuint (summary.priority, ==, c->symbol_priority);
      g_assert_cmpint (summary.state, ==, c->symbol);
      g_assert_cmpint (dw_device_summary_is_abnormal (&summary), ==, c->abnormal);
    }
}

static void
test_limits (void)
{
  g_autoptr (DwDevice) device = make_device (1, "2AL1");
  DwChannel *channel = dw_device_find_channel (device, "residual_current");

  channel->limit.high_warning = 240;
  channel->limit.high_alarm = 300;
  g_assert_cmpfloat (dw_channel_get_alarm_limit (channel), ==, 300);
  channel->device_limit = 200;
  g_assert_cmpfloat (dw_channel_get_alarm_limit (channel), ==, 200);
  g_assert_true (isnan (dw_channel_get_warning_limit (channel)));
  channel->limit.high_alarm = NAN;
  channel->device_limit = 500;
  g_assert_cmpfloat (dw_channel_get_alarm_limit (channel), ==, 500);
  g_assert_cmpfloat (dw_channel_get_warning_limit (channel), ==, 240);
}

/* Five devices: 1 quiet with a high load, 2 urgent, 3 off line, 4 warned, 5 quiet. */
static GPtrArray *
make_district (DwAlarmList *alarms)
{
  GPtrArray *devices = g_ptr_array_new_with_free_func (g_object_unref);

  for (gint64 id = 1; id <= 5; id++)
    {
      g_autofree char *name = g_strdup_printf ("%c%d", (char)('f' - id), (int)id);

      g_ptr_array_add (devices, make_device (id, name));
    }
  dw_test_device_set_value (g_ptr_array_index (devices, 0), "current_a", 60, DW_QUALITY_GOOD, DW_TEST_T0);
  dw_device_set_link (g_ptr_array_index (devices, 2), DW_LINK_DOWN, DW_TEST_T0 - 41 * 60000);
  dw_device_set_address (g_ptr_array_index (devices, 2), 7, 3, "GW-07/3");
  dw_device_set_class (g_ptr_array_index (devices, 4), "meter");
  put_alarm (alarms, "u", 2, DW_ALARM_RESIDUAL_HIGH, 1, DW_ALARM_STATE_UNACK);
  put_alarm (alarms, "w", 4, DW_ALARM_RESIDUAL_WARNING, 3, DW_ALARM_STATE_ACKED);
  return devices;
}

typedef struct
{
  const char *sentence;
  DwDevicePick pick;
  const char *ids;
} OrderCase;

static const OrderCase orders[] = {
  { "the worst comes first, equals keep the order of the tree", { DW_DEVICE_SHOW_ALL, DW_DEVICE_SORT_SEVERITY, NULL }, "2 4 3 1 5" },
  { "by tree", { DW_DEVICE_SHOW_ALL, DW_DEVICE_SORT_TREE, NULL }, "1 2 3 4 5" },
  { "by name", { DW_DEVICE_SHOW_ALL, DW_DEVICE_SORT_NAME, NULL }, "5 4 3 2 1" },
  { "by load, the heaviest first", { DW_DEVICE_SHOW_ALL, DW_DEVICE_SORT_LOAD, NULL }, "1 2 3 4 5" },
  { "only the abnormal ones", { DW_DEVICE_SHOW_ABNORMAL, DW_DEVICE_SORT_SEVERITY, NULL }, "2 4 3" },
  { "only those off line", { DW_DEVICE_SHOW_OFF_LINE, DW_DEVICE_SORT_SEVERITY, NULL }, "3" },
  { "only meters", { DW_DEVICE_SHOW_ALL, DW_DEVICE_SORT_SEVERITY, "meter" }, "5" },
  { "abnormal breakers: none", { DW_DEVICE_SHOW_ABNORMAL, DW_DEVICE_SORT_SEVERITY, "breaker" }, "" },
};

static void
test_order (void)
{
  g_autoptr (DwAlarmList) alarms = dw_alarm_list_new ();
  g_autoptr (GPtrArray) devices = make_district (alarms);

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autoptr (GPtrArray) order = dw_device_order_make (devices, alarms, &orders[i].pick, DW_TEST_T0 + 1000, NULL);
      g_autoptr (GString) ids = g_string_new (NULL);

      g_test_message ("%s", orders[i].sentence);
      for (guint k = 0; k < order->len; k++)
        g_string_append_printf (ids, "%s%d", k > 0 ? " " : "", (int)dw_device_get_id (g_ptr_array_index (order, k)));
      g_assert_cmpstr (ids->str, ==, orders[i].ids);
    }
}

static void
test_counts (void)
{
  g_autoptr (DwAlarmList) alarms = dw_alarm_list_new ();
  g_autoptr (GPtrArray) devices = make_district (alarms);
  const DwDevicePick pick = { .show = DW_DEVICE_SHOW_OFF_LINE };
  DwBoardCounts counts;
  g_autoptr (GPtrArray) order = dw_device_order_make (devices, alarms, &pick, DW_TEST_T0 + 1000, &counts);

  g_assert_cmpuint (counts.all.total, ==, 5);
  g_assert_cmpuint (counts.all.normal, ==, 2);
  g_assert_cmpuint (counts.all.active[1], ==, 1);
  g_assert_cmpuint (counts.all.active[3], ==, 1);
  g_assert_cmpuint (counts.all.off_line, ==, 1);
  g_assert_cmpuint (counts.classes[dw_device_class_find ("meter")].normal, ==, 1);
  g_assert_cmpuint (counts.classes[dw_device_class_find ("detector")].total, ==, 4);
  g_assert_cmpuint (dw_device_class_find ("unheard-of"), ==, 3);
}

static void
test_lost_gateway_is_one_sentence (void)
{
  g_autoptr (DwAlarmList) alarms = dw_alarm_list_new ();
  g_autoptr (GPtrArray) devices = make_district (alarms);
  g_autofree char *one = dw_gateway_notice_describe (devices, DW_TEST_T0), *two = NULL, *none = NULL;

  g_assert_cmpstr (one, ==, "GW-07 off line 41 min, 1 device is old with it");
  dw_device_set_link (g_ptr_array_index (devices, 0), DW_LINK_DOWN, DW_TEST_T0 - 60000);
  dw_device_set_address (g_ptr_array_index (devices, 0), 8, 1, "GW-08/1");
  two = dw_gateway_notice_describe (devices, DW_TEST_T0);
  g_assert_true (g_str_has_prefix (two, "2 gateways off line, the first for 41 min"));
  dw_device_set_link (g_ptr_array_index (devices, 0), DW_LINK_ONLINE, DW_TEST_T0);
  dw_device_set_link (g_ptr_array_index (devices, 2), DW_LINK_SILENT, DW_TEST_T0);
  none = dw_gateway_notice_describe (devices, DW_TEST_T0);
  g_assert_null (none);
}

static void
test_place_stats (void)
{
  g_autoptr (DwPlaceTree) tree = dw_place_tree_new ();
  g_autoptr (DwAlarmList) alarms = dw_alarm_list_new ();
  g_autoptr (DwPlace) school = dw_place_new (9, DW_PLACE_SCHOOL, "School"), box = dw_place_new (10, DW_PLACE_BOX, "2AL1"), other = dw_place_new (11, DW_PLACE_BOX, "3AL1");
  g_autoptr (DwDevice) a = make_device (1, "a"), b = make_device (2, "b");
  g_autofree char *online = NULL;
  DwPlaceStats stats;

  dw_place_tree_add (tree, school, NULL);
  dw_place_tree_add (tree, box, school);
  dw_place_tree_add (tree, other, school);
  dw_device_set_place_id (a, 10);
  dw_device_set_place_id (b, 11);
  dw_place_tree_add_device (tree, a);
  dw_place_tree_add_device (tree, b);
  dw_device_set_link (b, DW_LINK_DOWN, DW_TEST_T0);
  put_alarm (alarms, "u", 1, DW_ALARM_RESIDUAL_HIGH, 1, DW_ALARM_STATE_UNACK);
  put_alarm (alarms, "f", 1, DW_ALARM_SENSOR_FAULT, 4, DW_ALARM_STATE_ACKED);
  put_alarm (alarms, "s", 1, DW_ALARM_OVERVOLTAGE, 3, DW_ALARM_STATE_SHELVED);
  dw_place_stats_make (tree, alarms, school, NULL, DW_TEST_T0 + 1000, &stats);
  g_assert_cmpuint (stats.alarms, ==, 1);
  g_assert_cmpuint (stats.alarm_priority, ==, 1);
  g_assert_cmpuint (stats.faults, ==, 1);
  g_assert_cmpuint (stats.boxes, ==, 2);
  g_assert_cmpuint (stats.devices, ==, 2);
  g_assert_cmpuint (stats.online, ==, 1);
  g_assert_cmpfloat_with_epsilon (stats.load_percent, 48.3 / 63 * 100, 1e-9);
  online = dw_place_stats_online_text (&stats);
  g_assert_cmpstr (online, ==, "50.0");
  dw_place_stats_make (tree, alarms, other, NULL, DW_TEST_T0 + 1000, &stats);
  g_assert_cmpuint (stats.alarms, ==, 0);
  g_assert_true (stats.load_old);
}

static void
test_scope_hides_devices (void)
{
  g_autoptr (DwPlaceTree) tree = dw_place_tree_new ();
  g_autoptr (DwPlace) school = dw_place_new (9, DW_PLACE_SCHOOL, "School"), box = dw_place_new (10, DW_PLACE_BOX, "2AL1"), other = dw_place_new (11, DW_PLACE_BOX, "3AL1");
  g_autoptr (DwDevice) a = make_device (1, "a"), b = make_device (2, "b");
  g_autoptr (DwPerson) person = dw_person_new ("W03", "W03", DW_ROLE_DUTY_GUARD);
  g_autoptr (GPtrArray) seen = NULL, all = NULL;
  gint64 scope = 11;

  dw_place_tree_add (tree, school, NULL);
  dw_place_tree_add (tree, box, school);
  dw_place_tree_add (tree, other, school);
  dw_device_set_place_id (a, 10);
  dw_device_set_place_id (b, 11);
  dw_place_tree_add_device (tree, a);
  dw_place_tree_add_device (tree, b);
  all = dw_device_order_list (tree, school, person);
  g_assert_cmpuint (all->len, ==, 2);
  g_array_append_val (person->scope, scope);
  seen = dw_device_order_list (tree, school, person);
  g_assert_cmpuint (seen->len, ==, 1);
  g_assert_true (g_ptr_array_index (seen, 0) == b);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/device-summary/picks-what-matters", test_values);
  g_test_add_func ("/device-summary/fresh-wins-over-old", test_fresh_wins_over_old);
  g_test_add_func ("/device-summary/no-load-without-a-rating", test_unknown_rating_has_no_load);
  g_test_add_func ("/device-summary/symbol-follows-alarm-and-link", test_states);
  g_test_add_func ("/device-summary/the-tighter-limit-counts", test_limits);
  g_test_add_func ("/device-order/worst-first-and-stable", test_order);
  g_test_add_func ("/device-order/counts-do-not-depend-on-what-is-picked", test_counts);
  g_test_add_func ("/device-order/scope-hides-devices", test_scope_hides_devices);
  g_test_add_func ("/gateway-notice/a-lost-gateway-is-one-sentence", test_lost_gateway_is_one_sentence);
  g_test_add_func ("/place-stats/unhandled-alarms-and-faults-are-apart", test_place_stats);
  return g_test_run ();
}
