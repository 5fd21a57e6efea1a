// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

/* A day at the smallest school, over real sockets, from the register to the disk and back.
 *
 *   alarm      a leakage step becomes an alarm that is stored before it is listed (S2-27, S1-28)
 *   acts       acknowledge, comment, take over: one event and one audit line each (S1-12)
 *   reset      remote reset, confirmed by the detector; while the cause holds it is not confirmed (S0-37, S1-25)
 *   breaker    trip and close with read-back, second person, local lock, minimum interval, stuck read-back (S1-16)
 *   limits     thresholds written, read back, and judged by the device (S1-16)
 *   restart    an alarm survives the end of the program and is not doubled
 */
#include <gio/gio.h>

#include "dw-alarm-desk.h"
#include "dw-archive-reader.h"
#include "dw-test-school.h"

typedef struct
{
  DwTestSchool *school;
  DwDevice *device;
  DwAlarmKind kind;
  DwAlarmState state;
} Expected;

static gboolean
has_alarm (gpointer data)
{
  Expected *expected = data;
  const DwAlarmRecord *record = dw_test_school_find_alarm (expected->school, expected->device, expected->kind);

  return record && record->state == expected->state;
}

static gboolean
has_no_alarm (gpointer data)
{
  Expected *expected = data;

  return dw_test_school_find_alarm (expected->school, expected->device, expected->kind) == NULL;
}

static void
wait_alarm (DwTestSchool *school, DwDevice *device, DwAlarmKind kind, DwAlarmState state)
{
  Expected expected = { school, device, kind, state };

  dw_test_wait (has_alarm, &expected, dw_alarm_kind_word (kind));
}

static void
wait_no_alarm (DwTestSchool *school, DwDevice *device, DwAlarmKind kind)
{
  Expected expected = { school, device, kind, DW_ALARM_STATE_NORM };

  dw_test_wait (has_no_alarm, &expected, "the alarm ends");
}

static void
raise_leakage (DwTestSchool *school)
{
  dw_test_school_wait_live (school);
  dw_test_school_tell (school, "fault leakage-step 2AL1 value=320");
  wait_alarm (school, school->detector, DW_ALARM_RESIDUAL_HIGH, DW_ALARM_STATE_UNACK);
}

static void
assert_result (DwCommandResult *result, const GError *error, DwCommandState state)
{
  g_assert_no_error (error);
  g_assert_nonnull (result);
  if (result->state != state)
    g_error ("%s (%s %s) instead of %s", dw_command_state_word (result->state), result->code, result->reason, dw_command_state_word (state));
  dw_command_result_free (result);
}

/* What another program reads in the folder at this moment. */
static GPtrArray *
read_alarms (DwTestSchool *school)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DwArchiveReader) archive = dw_archive_reader_open (school->dir, school->clock, &error);
  GPtrArray *alarms;

  g_assert_no_error (error);
  alarms = dw_archive_reader_load_alarms (archive, 0, 0, &error);
  g_assert_no_error (error);
  return alarms;
}

static GPtrArray *
read_audit (DwTestSchool *school)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DwArchiveReader) archive = dw_archive_reader_open (school->dir, school->clock, &error);
  GPtrArray *lines;

  g_assert_no_error (error);
  lines = dw_archive_reader_load_audit (archive, 0, 0, &error);
  g_assert_no_error (error);
  return lines;
}

static void
leakage_becomes_a_stored_alarm (void)
{
  DwTestSchool *school = dw_test_school_open ();
  g_autoptr (DwPerson) guard = dw_test_person (DW_ROLE_DUTY_GUARD);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) stored = NULL;
  const DwAlarmRecord *record;
  g_autofree char *id = NULL;

  raise_leakage (school);
  record = dw_test_school_find_alarm (school, school->detector, DW_ALARM_RESIDUAL_HIGH);
  id = g_strdup (record->id);
  g_assert_cmpstr (record->channel, ==, "residual_current");
  g_assert_cmpfloat (record->value, >=, 300);

  /* It is in the file that another program reads, at the moment when it is in the list. */
  stored = read_alarms (school);
  g_assert_cmpuint (stored->len, >=, 1);

  g_assert_true (dw_alarm_desk_acknowledge (school->station, guard, id, "seen", &error));
  wait_alarm (school, school->detector, DW_ALARM_RESIDUAL_HIGH, DW_ALARM_STATE_ACKED);
  g_assert_true (dw_alarm_desk_comment (school->station, guard, id, "phoned the canteen", &error));
  g_assert_true (dw_alarm_desk_take_over (school->station, guard, id, &error));
  g_assert_true (dw_alarm_desk_unacknowledge (school->station, guard, id, &error));
  wait_alarm (school, school->detector, DW_ALARM_RESIDUAL_HIGH, DW_ALARM_STATE_UNACK);
  dw_test_school_close (school);
}

static gboolean
leakage_is_gone (gpointer data)
{
  DwTestSchool *school = data;

  return dw_device_find_channel (school->detector, "residual_current")->reading.value < 200;
}

static void
reset_counts_only_when_the_detector_confirms (void)
{
  DwTestSchool *school = dw_test_school_open ();
  g_autoptr (DwPerson) admin = dw_test_person (DW_ROLE_SCHOOL_ADMIN);
  GError *error = NULL;

  raise_leakage (school);
  assert_result (dw_test_school_control (school, admin, school->detector, DW_VERB_RESET, NULL, NULL, &error), error, DW_COMMAND_UNCONFIRMED);
  dw_test_school_tell (school, "clear leakage-step 2AL1");
  dw_test_wait (leakage_is_gone, school, "the cause is gone");
  /* The cause is gone, but the detector holds its alarm until it is reset. */
  g_assert_true (dw_test_school_find_alarm (school, school->detector, DW_ALARM_RESIDUAL_HIGH)->active);
  assert_result (dw_test_school_control (school, admin, school->detector, DW_VERB_RESET, NULL, NULL, &error), error, DW_COMMAND_CONFIRMED);
  wait_alarm (school, school->detector, DW_ALARM_RESIDUAL_HIGH, DW_ALARM_STATE_RTN_UNACK);
  g_assert_cmpint (dw_test_school_find_alarm (school, school->detector, DW_ALARM_RESIDUAL_HIGH)->reset, ==, DW_RESET_REMOTE);
  dw_test_school_close (school);
}

static void
limits_have_names_for_people (void)
{
  DwTestSchool *school = dw_test_school_open ();
  g_autoptr (GPtrArray) limits = dw_control_desk_list_limits (school->station, school->breaker);

  g_assert_cmpuint (limits->len, >, 0);
  for (guint i = 0; i < limits->len; i++)
    g_assert_null (strchr (((DwControlLimit *)limits->pdata[i])->title, '_'));
  dw_test_school_close (school);
}

static void
breaker_trips_and_closes_with_read_back (void)
{
  DwTestSchool *school = dw_test_school_open ();
  g_autoptr (DwPerson) admin = dw_test_person (DW_ROLE_SCHOOL_ADMIN);
  GError *error = NULL;

  dw_test_school_wait_live (school);
  assert_result (dw_test_school_control (school, admin, school->breaker, DW_VERB_TRIP, NULL, NULL, &error), error, DW_COMMAND_CONFIRMED);
  g_assert_cmpstr (dw_station_get_trip_reason (school->station, dw_device_get_id (school->breaker), 2), ==, "leakage");
  g_assert_null (dw_station_get_trip_reason (school->station, dw_device_get_id (school->breaker), 200));
  wait_no_alarm (school, school->breaker, DW_ALARM_TRIP);

  /* Closing again within the minimum interval is refused. */
  g_assert_null (dw_test_school_control (school, admin, school->breaker, DW_VERB_CLOSE, NULL, NULL, &error));
  g_assert_error (error, DW_DESK_ERROR, DW_DESK_ERROR_REFUSED);
  g_clear_error (&error);
  dw_test_school_close (school);
}

static void
stuck_breaker_is_not_a_success (void)
{
  DwTestSchool *school = dw_test_school_open ();
  g_autoptr (DwPerson) admin = dw_test_person (DW_ROLE_SCHOOL_ADMIN);
  GError *error = NULL;

  dw_test_school_wait_live (school);
  dw_test_school_tell (school, "fault readback-stuck QF5");
  assert_result (dw_test_school_control (school, admin, school->breaker, DW_VERB_TRIP, NULL, NULL, &error), error, DW_COMMAND_UNCONFIRMED);
  dw_test_school_close (school);
}

/* What is refused, and in which words the audit log says so. Each row leaves exactly one line. */
static const struct
{
  const char *sentence;
  DwRole role;
  DwVerb verb;
  const char *second, *password;
  const char *switch_name;
  const char *audit_result;
} refusals[] = {
  { "a duty guard may not trip", DW_ROLE_DUTY_GUARD, DW_VERB_TRIP, "A12", DW_DEMO_PASSWORD, "2AL1-QF5", "denied" },
  { "a system administrator has no control right", DW_ROLE_SYSTEM_ADMIN, DW_VERB_TRIP, "A12", DW_DEMO_PASSWORD, "2AL1-QF5", "denied" },
  { "a closed breaker cannot be closed", DW_ROLE_SCHOOL_ADMIN, DW_VERB_CLOSE, "D02", DW_DEMO_PASSWORD, "2AL1-QF5", "refused: already-closed" },
  { "a wrong password of the second person is denied", DW_ROLE_SCHOOL_ADMIN, DW_VERB_TRIP, "D02", "guess", "2AL1-QF5", "denied" },
  { "nobody is their own second person", DW_ROLE_SCHOOL_ADMIN, DW_VERB_TRIP, "A12", DW_DEMO_PASSWORD, "2AL1-QF5", "denied" },
};

typedef struct
{
  DwTestSchool *school;
  guint n_lines;
} LineCount;

static gboolean
has_more_lines (gpointer data)
{
  LineCount *count = data;
  g_autoptr (GPtrArray) lines = read_audit (count->school);

  return lines->len > count->n_lines;
}

static guint
count_audit (DwTestSchool *school)
{
  g_autoptr (GPtrArray) lines = read_audit (school);

  return lines->len;
}

static void
refusals_leave_one_audit_line (void)
{
  DwTestSchool *school = dw_test_school_open ();

  dw_test_school_wait_live (school);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (DwPerson) person = dw_test_person (refusals[i].role);
      DwControlForm form = { "test", refusals[i].switch_name, refusals[i].second, refusals[i].password, TRUE, "" };
      g_autoptr (GError) error = NULL;
      LineCount count = { school, count_audit (school) };
      g_autoptr (GPtrArray) lines = NULL;

      g_test_message ("%s", refusals[i].sentence);
      g_assert_null (dw_test_school_control (school, person, school->breaker, refusals[i].verb, &form, NULL, &error));
      g_assert_nonnull (error);
      g_assert_cmpstr (error->message, !=, "");
      dw_test_wait (has_more_lines, &count, "the audit line is stored");
      lines = read_audit (school);
      g_assert_cmpuint (lines->len, ==, count.n_lines + 1);
      g_assert_cmpstr (((DwArchiveAuditLine *)lines->pdata[lines->len - 1])->result, ==, refusals[i].audit_result);
    }
  dw_test_school_close (school);
}

static void
device_selected_elsewhere_is_refused (void)
{
  DwTestSchool *school = dw_test_school_open ();
  g_autoptr (DwPerson) admin = dw_test_person (DW_ROLE_SCHOOL_ADMIN);
  g_autofree char *token = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;

  dw_test_school_wait_live (school);
  token = dw_control_desk_select (school->station, admin, "D02 · window 1", school->breaker, DW_VERB_TRIP, &error);
  g_assert_no_error (error);
  again = dw_control_desk_select (school->station, admin, "A12 · window 2", school->breaker, DW_VERB_TRIP, &error);
  g_assert_null (again);
  g_assert_error (error, DW_DESK_ERROR, DW_DESK_ERROR_REFUSED);
  dw_control_desk_release (school->station, token);
  g_clear_error (&error);
  again = dw_control_desk_select (school->station, admin, "A12 · window 2", school->breaker, DW_VERB_TRIP, &error);
  g_assert_no_error (error);
  dw_control_desk_release (school->station, again);
  dw_test_school_close (school);
}

static void
local_lock_refuses_closing (void)
{
  DwTestSchool *school = dw_test_school_open ();
  g_autoptr (DwPerson) admin = dw_test_person (DW_ROLE_SCHOOL_ADMIN);
  g_autoptr (GError) error = NULL;
  DwChannel *lock;

  dw_test_school_wait_live (school);
  lock = dw_device_find_channel (school->breaker, "local_lock");
  g_assert_nonnull (lock);
  dw_test_school_tell (school, "fault local-lock QF5");
  while (lock->reading.value != 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (dw_test_school_control (school, admin, school->breaker, DW_VERB_CLOSE, NULL, NULL, &error));
  g_assert_error (error, DW_DESK_ERROR, DW_DESK_ERROR_REFUSED);
  dw_test_school_close (school);
}

static void
limits_are_written_and_read_back (void)
{
  DwTestSchool *school = dw_test_school_open ();
  g_autoptr (DwPerson) admin = dw_test_person (DW_ROLE_ELECTRICIAN);
  g_autoptr (GHashTable) limits = g_hash_table_new (g_str_hash, g_str_equal);
  double wanted = 450, impossible = 99999;
  GError *error = NULL;

  dw_test_school_wait_live (school);
  g_hash_table_insert (limits, (char *)"residual_current", &impossible);
  g_assert_null (dw_test_school_control (school, admin, school->detector, DW_VERB_SET_LIMIT, NULL, limits, &error));
  g_assert_error (error, DW_DESK_ERROR, DW_DESK_ERROR_INVALID);
  g_clear_error (&error);
  dw_test_school_reopen (school);
  dw_test_school_wait_live (school);
  g_hash_table_insert (limits, (char *)"residual_current", &wanted);
  assert_result (dw_test_school_control (school, admin, school->detector, DW_VERB_SET_LIMIT, NULL, limits, &error), error, DW_COMMAND_CONFIRMED);
  g_assert_cmpfloat (dw_device_find_channel (school->detector, "residual_current")->device_limit, ==, 450);
  dw_test_school_close (school);
}

static void
alarm_survives_a_restart_once (void)
{
  DwTestSchool *school = dw_test_school_open ();
  g_autofree char *id = NULL;
  g_autoptr (GPtrArray) stored = NULL;
  guint found = 0;

  raise_leakage (school);
  id = g_strdup (dw_test_school_find_alarm (school, school->detector, DW_ALARM_RESIDUAL_HIGH)->id);
  dw_test_school_reopen (school);
  g_assert_cmpstr (dw_test_school_find_alarm (school, school->detector, DW_ALARM_RESIDUAL_HIGH)->id, ==, id);
  dw_test_school_wait_live (school);
  stored = read_alarms (school);
  for (guint i = 0; i < stored->len; i++)
    found += ((DwAlarmRecord *)stored->pdata[i])->kind == DW_ALARM_RESIDUAL_HIGH;
  g_assert_cmpuint (found, ==, 1);
  dw_test_school_close (school);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/station-day/leakage-becomes-a-stored-alarm", leakage_becomes_a_stored_alarm);
  g_test_add_func ("/station-day/reset-counts-only-when-the-detector-confirms", reset_counts_only_when_the_detector_confirms);
  g_test_add_func ("/station-day/limits-have-names-for-people", limits_have_names_for_people);
  g_test_add_func ("/station-day/breaker-trips-and-closes-with-read-back", breaker_trips_and_closes_with_read_back);
  g_test_add_func ("/station-day/stuck-breaker-is-not-a-success", stuck_breaker_is_not_a_success);
  g_test_add_func ("/station-day/refusals-leave-one-audit-line", refusals_leave_one_audit_line);
  g_test_add_func ("/station-day/device-selected-elsewhere-is-refused", device_selected_elsewhere_is_refused);
  g_test_add_func ("/station-day/local-lock-refuses-closing", local_lock_refuses_closing);
  g_test_add_func ("/station-day/limits-are-written-and-read-back", limits_are_written_and_read_back);
  g_test_add_func ("/station-day/alarm-survives-a-restart-once", alarm_survives_a_restart_once);
  return g_test_run ();
}
