// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-journal.h"

/* An alarm is shown only after it is on disk, each line once and in order. */
typedef struct
{
  char *dir;
  DwClock *clock;
  DwStore *store;
  DwJournal *journal;
  guint shown;
  guint faults;
  guint recoveries;
} Fixture;

static void
stored_cb (const DwAlarmRecord *record, const DwEventRecord *event, gpointer data)
{
  Fixture *self = data;

  self->shown++;
}

static void
fault_cb (const char *problem, gpointer data)
{
  Fixture *self = data;

  if (problem)
    self->faults++;
  else
    self->recoveries++;
}

static void
open_fixture (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->dir = g_dir_make_tmp ("dianwei-journal-XXXXXX", &error);
  self->clock = dw_clock_new_fake (1789000000000);
  self->store = dw_store_open (self->dir, "test", self->clock, &error);
  g_assert_no_error (error);
  self->journal = dw_journal_new (self->store, stored_cb, fault_cb, self);
}

static void
close_fixture (Fixture *self, gconstpointer data)
{
  const char *argv[] = { "rm", "-rf", self->dir, NULL };

  dw_journal_free (self->journal);
  dw_store_close (self->store);
  dw_clock_unref (self->clock);
  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_free (self->dir);
}

static void
add_alarm (Fixture *self, guint number)
{
  g_autoptr (DwAlarmRecord) record = dw_alarm_record_new ();
  g_autoptr (DwEventRecord) event = dw_event_record_new ();

  g_free (record->id);
  record->id = g_strdup_printf ("alarm-%u", number);
  record->kind = DW_ALARM_RESIDUAL_HIGH;
  record->priority = 1;
  record->state = DW_ALARM_STATE_UNACK;
  record->active = TRUE;
  record->begin_ms = 1789000000000 + number;
  event->kind = DW_EVENT_ALARM;
  event->time_ms = record->begin_ms;
  g_free (event->type);
  event->type = g_strdup (dw_alarm_kind_word (record->kind));
  g_free (event->alarm_id);
  event->alarm_id = g_strdup (record->id);
  dw_journal_add (self->journal, record, event);
}

static guint
count_on_disk (Fixture *self)
{
  g_autoptr (GPtrArray) alarms = dw_store_load_alarms (self->store, 0, 0, NULL);

  return alarms->len;
}

static void
nothing_is_shown_before_it_is_on_disk (Fixture *self, gconstpointer data)
{
  add_alarm (self, 1);
  g_assert_cmpuint (self->shown, ==, 0);
  while (self->shown < 1)
    {
      g_main_context_iteration (NULL, TRUE);
      g_assert_cmpuint (count_on_disk (self), >=, self->shown);
    }
  g_assert_cmpuint (count_on_disk (self), ==, 1);
}

static void
many_lines_of_one_turn_arrive_once_each (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 500; i++)
    add_alarm (self, i);
  while (dw_journal_get_length (self->journal) > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (self->shown, ==, 500);
  g_assert_cmpuint (count_on_disk (self), ==, 500);
}

static void
lines_left_at_the_end_are_written (Fixture *self, gconstpointer data)
{
  add_alarm (self, 1);
  dw_journal_free (self->journal);
  g_assert_cmpuint (count_on_disk (self), ==, 1);
  self->journal = dw_journal_new (self->store, stored_cb, fault_cb, self);
}

static void
synced_cb (gboolean ok, gpointer data)
{
  *(int *)data = ok ? 1 : 2;
}

static void
those_who_wait_hear_after_the_sync (Fixture *self, gconstpointer data)
{
  int answer = 0;

  add_alarm (self, 1);
  dw_journal_when_synced (self->journal, synced_cb, &answer);
  g_assert_cmpint (answer, ==, 0);
  while (!answer)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (answer, ==, 1);
  g_assert_cmpuint (count_on_disk (self), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/journal/nothing-is-shown-before-it-is-on-disk", Fixture, NULL, open_fixture, nothing_is_shown_before_it_is_on_disk, close_fixture);
  g_test_add ("/journal/many-lines-of-one-turn-arrive-once-each", Fixture, NULL, open_fixture, many_lines_of_one_turn_arrive_once_each, close_fixture);
  g_test_add ("/journal/lines-left-at-the-end-are-written", Fixture, NULL, open_fixture, lines_left_at_the_end_are_written, close_fixture);
  g_test_add ("/journal/those-who-wait-hear-after-the-sync", Fixture, NULL, open_fixture, those_who_wait_hear_after_the_sync, close_fixture);
  return g_test_run ();
}
