// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-control.h"
#include "engine-kit.h"

/* Control safety (domain facts 6; S0-37, S1-25): each refusal, each missing item, and that nothing runs twice. */

#define MINUTE_MS 60000

typedef struct
{
  DwClock *clock;
  DwControl *control;
  DwDevice *device; /* a breaker that is closed and fresh */
  DwControlPolicy policy;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  static const char *const names[] = { "breaker", "local_lock", "residual_current", NULL };

  fixture->clock = dw_clock_new_fake (KIT_NOW_MS);
  fixture->control = dw_control_new (fixture->clock);
  fixture->device = kit_device_new (7, names);
  dw_device_set_switch_name (fixture->device, "2AL1-QF3");
  kit_read_at (fixture->device, "breaker", 1, DW_QUALITY_GOOD, 0, KIT_NOW_MS);
  kit_read_at (fixture->device, "local_lock", 0, DW_QUALITY_GOOD, 0, KIT_NOW_MS);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  dw_control_free (fixture->control);
  g_object_unref (fixture->device);
  dw_clock_unref (fixture->clock);
}

static void
refresh (Fixture *fixture,
         double position)
{
  kit_read_at (fixture->device, "breaker", position, DW_QUALITY_GOOD, 0, dw_clock_wall_ms (fixture->clock));
  kit_read_at (fixture->device, "local_lock", 0, DW_QUALITY_GOOD, 0, dw_clock_wall_ms (fixture->clock));
}

static char *
select_verb (Fixture *fixture,
             DwVerb verb,
             const char *who,
             const char **code)
{
  g_autofree char *reason = NULL;
  char *token;

  dw_control_policy_init (&fixture->policy, verb, TRUE);
  token = dw_control_select (fixture->control, fixture->device, verb, &fixture->policy, who, code, &reason);
  g_assert_cmpint (token == NULL, ==, reason != NULL);
  return token;
}

/* --- refusals of select --- */

typedef struct
{
  const char *sentence;
  DwVerb verb;
  double position;
  DwQuality position_quality;
  double local_lock;
  DwQuality lock_quality;
  DwLinkState link;
  int age_ms;
  const char *tag;
  int last_operation_ago_ms; /* 0 = never */
  gboolean offered;
  const char *code; /* NULL = may be selected */
} Refusal;

#define GOOD DW_QUALITY_GOOD
#define ON DW_LINK_ONLINE

static const Refusal refusals[] = {
  { "a closed breaker may be tripped", DW_VERB_TRIP, 1, GOOD, 0, GOOD, ON, 0, NULL, 0, TRUE, NULL },
  { "an open one may be closed", DW_VERB_CLOSE, 0, GOOD, 0, GOOD, ON, 0, NULL, 0, TRUE, NULL },
  { "not what the device does not have", DW_VERB_TRIP, 1, GOOD, 0, GOOD, ON, 0, NULL, 0, FALSE, "not-offered" },
  { "not a silent device", DW_VERB_TRIP, 1, GOOD, 0, GOOD, DW_LINK_SILENT, 0, NULL, 0, TRUE, "link-down" },
  { "not behind a lost gateway", DW_VERB_RESET, 1, GOOD, 0, GOOD, DW_LINK_DOWN, 0, NULL, 0, TRUE, "link-down" },
  { "not a device that was never asked", DW_VERB_RESET, 1, GOOD, 0, GOOD, DW_LINK_UNKNOWN, 0, NULL, 0, TRUE, "link-down" },
  { "a position of two periods is fresh enough", DW_VERB_TRIP, 1, GOOD, 0, GOOD, ON, 2 * KIT_PERIOD_MS, NULL, 0, TRUE, NULL },
  { "an older position is not", DW_VERB_TRIP, 1, GOOD, 0, GOOD, ON, 2 * KIT_PERIOD_MS + 1, NULL, 0, TRUE, "data-old" },
  { "a reset needs a device that speaks", DW_VERB_RESET, 1, GOOD, 0, GOOD, ON, 2 * KIT_PERIOD_MS + 1, NULL, 0, TRUE, "data-old" },
  { "a doubtful position is none", DW_VERB_TRIP, 1, DW_QUALITY_DOUBTFUL, 0, GOOD, ON, 0, NULL, 0, TRUE, "data-old" },
  { "nor one never read", DW_VERB_TRIP, 1, DW_QUALITY_NONE, 0, GOOD, ON, 0, NULL, 0, TRUE, "data-old" },
  { "closing needs to know the lock", DW_VERB_CLOSE, 0, GOOD, 0, DW_QUALITY_DOUBTFUL, ON, 0, NULL, 0, TRUE, "data-old" },
  { "tripping does not", DW_VERB_TRIP, 1, GOOD, 0, DW_QUALITY_DOUBTFUL, ON, 0, NULL, 0, TRUE, NULL },
  { "not while it moves", DW_VERB_CLOSE, 2, GOOD, 0, GOOD, ON, 0, NULL, 0, TRUE, "in-travel" },
  { "an open breaker is not tripped", DW_VERB_TRIP, 0, GOOD, 0, GOOD, ON, 0, NULL, 0, TRUE, "already-open" },
  { "a closed one is not closed", DW_VERB_CLOSE, 1, GOOD, 0, GOOD, ON, 0, NULL, 0, TRUE, "already-closed" },
  { "nor allowed to close", DW_VERB_ALLOW_CLOSE, 1, GOOD, 0, GOOD, ON, 0, NULL, 0, TRUE, "already-closed" },
  { "nobody closes against the lock on site", DW_VERB_CLOSE, 0, GOOD, 1, GOOD, ON, 0, NULL, 0, TRUE, "local-lock" },
  { "nor allows it", DW_VERB_ALLOW_CLOSE, 0, GOOD, 1, GOOD, ON, 0, NULL, 0, TRUE, "local-lock" },
  { "a locked breaker may still be tripped", DW_VERB_TRIP, 1, GOOD, 1, GOOD, ON, 0, NULL, 0, TRUE, NULL },
  { "a tag forbids closing", DW_VERB_CLOSE, 0, GOOD, 0, GOOD, ON, 0, "working", 0, TRUE, "tagged" },
  { "a tag does not forbid tripping", DW_VERB_TRIP, 1, GOOD, 0, GOOD, ON, 0, "working", 0, TRUE, NULL },
  { "not a moment after the last operation", DW_VERB_CLOSE, 0, GOOD, 0, GOOD, ON, 0, NULL, 5 * MINUTE_MS - 1, TRUE, "too-soon" },
  { "but after five minutes", DW_VERB_CLOSE, 0, GOOD, 0, GOOD, ON, 0, NULL, 5 * MINUTE_MS, TRUE, NULL },
  { "a clock that was set back does not lock it", DW_VERB_CLOSE, 0, GOOD, 0, GOOD, ON, 0, NULL, -MINUTE_MS, TRUE, NULL },
  { "a reset needs no interval", DW_VERB_RESET, 1, GOOD, 0, GOOD, ON, 0, NULL, 1, TRUE, NULL },
  { "a reset does not mind the lock", DW_VERB_RESET, 1, GOOD, 1, GOOD, ON, 0, NULL, 0, TRUE, NULL },
};

static void
check_refusal (Fixture *fixture,
               const Refusal *row)
{
  gint64 then_ms = KIT_NOW_MS - row->age_ms;
  const char *code = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *token = NULL;
  DwControlPolicy policy;

  dw_control_policy_init (&policy, row->verb, row->offered);
  dw_device_set_link (fixture->device, row->link, KIT_NOW_MS);
  kit_read_at (fixture->device, "breaker", row->position, row->position_quality, 0, then_ms);
  kit_read_at (fixture->device, "local_lock", row->local_lock, row->lock_quality, 0, then_ms);
  dw_control_set_tag (fixture->control, 7, row->tag);
  dw_control_set_history (fixture->control, 7, row->last_operation_ago_ms != 0 ? KIT_NOW_MS - row->last_operation_ago_ms : 0, 3);
  token = dw_control_select (fixture->control, fixture->device, row->verb, &policy, "W03", &code, &reason);
  g_assert_cmpstr (code, ==, row->code);
  g_assert_cmpint (token == NULL, ==, row->code != NULL);
  g_assert_cmpint (reason == NULL, ==, row->code == NULL);
  if (token != NULL)
    dw_control_release (fixture->control, token);
  g_assert_cmpint (dw_control_can_select (fixture->control, fixture->device, row->verb, &policy, "W03", NULL, NULL), ==, row->code == NULL);
}

static void
each_obstacle_refuses_with_its_word (Fixture *fixture,
                                     gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_test_message ("%s", refusals[i].sentence);
      check_refusal (fixture, &refusals[i]);
    }
}

static void
every_code_has_a_sentence (void)
{
  static const char *const codes[] = { "not-offered", "locked-by-other", "link-down", "data-old", "in-travel", "already-open", "already-closed", "local-lock", "tagged", "too-soon", "lock-expired", "not-confirmed", "already-executed", "incomplete" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *sentence = dw_control_describe_code (codes[i], "W03");

      g_assert_cmpstr (sentence, !=, codes[i]);
    }
}

/* --- locks --- */

static void
one_device_has_one_lock (Fixture *fixture,
                         gconstpointer data)
{
  const char *code = NULL;
  g_autofree char *token = select_verb (fixture, DW_VERB_TRIP, "W03", &code);
  g_autofree char *other = select_verb (fixture, DW_VERB_RESET, "dianweictl W04", &code);

  g_assert_nonnull (token);
  g_assert_null (other);
  g_assert_cmpstr (code, ==, "locked-by-other");
  g_assert_cmpstr (dw_control_get_holder (fixture->control, 7), ==, "W03");
  /* The same person at another desk is another desk. */
  other = select_verb (fixture, DW_VERB_RESET, "W03", &code);
  g_assert_null (other);
  dw_control_release (fixture->control, token);
  g_assert_null (dw_control_get_holder (fixture->control, 7));
  other = select_verb (fixture, DW_VERB_RESET, "dianweictl W04", &code);
  g_assert_nonnull (other);
}

static void
a_lock_ends_after_its_time (Fixture *fixture,
                            gconstpointer data)
{
  const char *code = NULL;
  g_autofree char *token = select_verb (fixture, DW_VERB_TRIP, "W03", NULL);
  g_autofree char *other = NULL;
  g_autoptr (GArray) freed = g_array_new (FALSE, FALSE, sizeof (gint64));
  DwControlConfirmation form = { .reason = "fire", .switch_name = "2AL1-QF3" };

  g_assert_cmpint (dw_control_get_remaining_ms (fixture->control, token), ==, 30000);
  dw_clock_advance_ms (fixture->clock, 29999);
  dw_control_tick (fixture->control, freed);
  g_assert_cmpuint (freed->len, ==, 0);
  g_assert_cmpint (dw_control_get_remaining_ms (fixture->control, token), ==, 1);
  dw_clock_advance_ms (fixture->clock, 1);
  g_assert_cmpint (dw_control_get_remaining_ms (fixture->control, token), ==, -1);
  g_assert_false (dw_control_confirm (fixture->control, token, &form, NULL, &code));
  g_assert_cmpstr (code, ==, "lock-expired");
  g_assert_null (dw_control_get_holder (fixture->control, 7));
  dw_control_tick (fixture->control, freed);
  g_assert_cmpuint (freed->len, ==, 1);
  g_assert_cmpint (g_array_index (freed, gint64, 0), ==, 7);
  refresh (fixture, 1);
  other = select_verb (fixture, DW_VERB_TRIP, "W04", &code);
  g_assert_nonnull (other);
}

/* --- confirm --- */

typedef struct
{
  const char *sentence;
  DwVerb verb;
  gboolean tripped;
  DwControlConfirmation form;
  guint n_missing;
} Confirmation;

static const Confirmation confirmations[] = {
  { "a reset needs a reason", DW_VERB_RESET, FALSE, { .reason = "checked on site" }, 0 },
  { "not a blank one", DW_VERB_RESET, FALSE, { .reason = "  " }, 1 },
  { "not none", DW_VERB_RESET, FALSE, { 0 }, 1 },
  { "a trip needs reason and name", DW_VERB_TRIP, FALSE, { .reason = "fire", .switch_name = "2AL1-QF3" }, 0 },
  { "the right name", DW_VERB_TRIP, FALSE, { .reason = "fire", .switch_name = "2AL1-QF2" }, 1 },
  { "letter by letter", DW_VERB_TRIP, FALSE, { .reason = "fire", .switch_name = "2al1-qf3" }, 1 },
  { "a trip needs no second person", DW_VERB_TRIP, FALSE, { .reason = "fire", .switch_name = "2AL1-QF3", .second_person = "" }, 0 },
  { "closing needs everything", DW_VERB_CLOSE, FALSE, { .reason = "repaired", .switch_name = "2AL1-QF3", .second_person = "E01", .no_one_working = TRUE }, 0 },
  { "closing needs a second person", DW_VERB_CLOSE, FALSE, { .reason = "repaired", .switch_name = "2AL1-QF3", .no_one_working = TRUE }, 1 },
  { "who is somebody else", DW_VERB_CLOSE, FALSE, { .reason = "repaired", .switch_name = "2AL1-QF3", .second_person = "W03", .no_one_working = TRUE }, 1 },
  { "closing needs the tick", DW_VERB_CLOSE, FALSE, { .reason = "repaired", .switch_name = "2AL1-QF3", .second_person = "E01" }, 1 },
  { "closing after a trip needs a diagnosis", DW_VERB_CLOSE, TRUE, { .reason = "repaired", .switch_name = "2AL1-QF3", .second_person = "E01", .no_one_working = TRUE }, 1 },
  { "and is possible with one", DW_VERB_CLOSE, TRUE, { .reason = "repaired", .switch_name = "2AL1-QF3", .second_person = "E01", .no_one_working = TRUE, .diagnosis = "kettle" }, 0 },
  { "everything missing is listed", DW_VERB_CLOSE, TRUE, { 0 }, 5 },
  { "allowing to close needs tick and diagnosis", DW_VERB_ALLOW_CLOSE, TRUE, { .reason = "repaired" }, 2 },
  { "limits need a second person", DW_VERB_SET_LIMIT, FALSE, { .reason = "season" }, 1 },
};

static void
each_missing_item_is_listed (Fixture *fixture,
                             gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (confirmations); i++)
    {
      const Confirmation *row = &confirmations[i];
      gboolean closes = row->verb == DW_VERB_CLOSE || row->verb == DW_VERB_ALLOW_CLOSE;
      g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *token = NULL;
      const char *code = NULL;

      g_test_message ("%s", row->sentence);
      refresh (fixture, closes ? 0 : 1);
      dw_control_set_tripped (fixture->control, 7, row->tripped);
      token = select_verb (fixture, row->verb, "dianweictl W03", NULL);
      g_assert_nonnull (token);
      g_assert_cmpint (dw_control_confirm (fixture->control, token, &row->form, missing, &code), ==, row->n_missing == 0);
      g_assert_cmpuint (missing->len, ==, row->n_missing);
      g_assert_cmpstr (code, ==, row->n_missing == 0 ? NULL : "incomplete");
      g_assert_cmpint (dw_control_begin (fixture->control, token, &code), ==, row->n_missing == 0);
      dw_control_finish (fixture->control, token, DW_COMMAND_REFUSED);
      dw_control_release (fixture->control, token);
    }
}

static void
without_a_switch_name_the_device_s_name_is_typed (Fixture *fixture,
                                                  gconstpointer data)
{
  DwControlConfirmation form = { .reason = "fire", .switch_name = "" };
  g_autofree char *token = NULL;

  dw_device_set_switch_name (fixture->device, "");
  token = select_verb (fixture, DW_VERB_TRIP, "W03", NULL);
  g_assert_false (dw_control_confirm (fixture->control, token, &form, NULL, NULL));
  form.switch_name = dw_device_get_name (fixture->device);
  g_assert_true (dw_control_confirm (fixture->control, token, &form, NULL, NULL));
}

/* --- execute --- */

static char *
confirm_trip (Fixture *fixture)
{
  DwControlConfirmation form = { .reason = "fire", .switch_name = "2AL1-QF3" };
  char *token = select_verb (fixture, DW_VERB_TRIP, "W03", NULL);

  g_assert_nonnull (token);
  g_assert_true (dw_control_confirm (fixture->control, token, &form, NULL, NULL));
  return token;
}

static void
a_command_runs_once (Fixture *fixture,
                     gconstpointer data)
{
  const char *code = NULL;
  g_autofree char *token = confirm_trip (fixture);
  DwControlConfirmation form = { .reason = "again", .switch_name = "2AL1-QF3" };

  g_assert_true (dw_control_begin (fixture->control, token, &code));
  g_assert_false (dw_control_begin (fixture->control, token, &code));
  g_assert_cmpstr (code, ==, "already-executed");
  g_assert_false (dw_control_confirm (fixture->control, token, &form, NULL, &code));
  g_assert_cmpstr (code, ==, "already-executed");
  dw_control_finish (fixture->control, token, DW_COMMAND_CONFIRMED);
  g_assert_false (dw_control_begin (fixture->control, token, &code));
  g_assert_cmpstr (code, ==, "already-executed");
}

static void
nothing_runs_unconfirmed (Fixture *fixture,
                          gconstpointer data)
{
  const char *code = NULL;
  g_autofree char *token = select_verb (fixture, DW_VERB_TRIP, "W03", NULL);

  g_assert_false (dw_control_begin (fixture->control, token, &code));
  g_assert_cmpstr (code, ==, "not-confirmed");
  g_assert_false (dw_control_begin (fixture->control, "no such token", &code));
  g_assert_cmpstr (code, ==, "lock-expired");
}

static void
a_confirmation_that_is_spoilt_again_does_not_run (Fixture *fixture,
                                                  gconstpointer data)
{
  const char *code = NULL;
  DwControlConfirmation empty = { 0 };
  g_autofree char *token = confirm_trip (fixture);

  g_assert_false (dw_control_confirm (fixture->control, token, &empty, NULL, NULL));
  g_assert_false (dw_control_begin (fixture->control, token, &code));
  g_assert_cmpstr (code, ==, "not-confirmed");
}

/* Between select and execute the world goes on. */
static void
the_device_is_looked_at_once_more (Fixture *fixture,
                                   gconstpointer data)
{
  const char *code = NULL;
  g_autofree char *token = confirm_trip (fixture);

  kit_read_at (fixture->device, "breaker", 0, DW_QUALITY_GOOD, 0, KIT_NOW_MS);
  g_assert_false (dw_control_begin (fixture->control, token, &code));
  g_assert_cmpstr (code, ==, "already-open");
  kit_read_at (fixture->device, "breaker", 1, DW_QUALITY_GOOD, 0, KIT_NOW_MS);
  dw_device_set_link (fixture->device, DW_LINK_SILENT, KIT_NOW_MS);
  g_assert_false (dw_control_begin (fixture->control, token, &code));
  g_assert_cmpstr (code, ==, "link-down");
}

static void
a_running_command_keeps_its_device (Fixture *fixture,
                                    gconstpointer data)
{
  const char *code = NULL;
  g_autofree char *token = confirm_trip (fixture);
  g_autofree char *other = NULL;
  g_autoptr (GArray) freed = g_array_new (FALSE, FALSE, sizeof (gint64));

  dw_clock_advance_ms (fixture->clock, 29000);
  refresh (fixture, 1);
  g_assert_true (dw_control_begin (fixture->control, token, NULL));
  dw_clock_advance_ms (fixture->clock, 9000);
  dw_control_release (fixture->control, token);
  dw_control_tick (fixture->control, freed);
  g_assert_cmpuint (freed->len, ==, 0);
  other = select_verb (fixture, DW_VERB_RESET, "W04", &code);
  g_assert_cmpstr (code, ==, "locked-by-other");
  /* Should the desk die over it, the device comes free all the same. */
  dw_clock_advance_ms (fixture->clock, 11001);
  dw_control_tick (fixture->control, freed);
  g_assert_cmpuint (freed->len, ==, 1);
}

static void
only_what_may_have_moved_counts (Fixture *fixture,
                                 gconstpointer data)
{
  static const struct
  {
    DwCommandState state;
    gboolean timed;
    guint operations;
  } rows[] = {
    { DW_COMMAND_REFUSED, FALSE, 0 },
    { DW_COMMAND_EXPIRED, FALSE, 0 },
    { DW_COMMAND_UNREACHABLE, FALSE, 0 },
    { DW_COMMAND_UNCONFIRMED, TRUE, 0 },
    { DW_COMMAND_CONFIRMED, TRUE, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *token = NULL;
      gint64 last_ms;
      guint operations;

      dw_control_set_history (fixture->control, 7, 0, 0);
      token = confirm_trip (fixture);
      g_assert_true (dw_control_begin (fixture->control, token, NULL));
      dw_control_finish (fixture->control, token, rows[i].state);
      g_assert_null (dw_control_get_holder (fixture->control, 7));
      dw_control_get_history (fixture->control, 7, &last_ms, &operations);
      g_assert_cmpint (last_ms, ==, rows[i].timed ? KIT_NOW_MS : 0);
      g_assert_cmpuint (operations, ==, rows[i].operations);
    }
}

static void
a_confirmed_closing_settles_the_trip (Fixture *fixture,
                                      gconstpointer data)
{
  DwControlConfirmation form = { .reason = "repaired", .switch_name = "2AL1-QF3", .second_person = "E01", .no_one_working = TRUE, .diagnosis = "kettle" };
  g_autofree char *token = NULL;
  g_autofree char *next = NULL;

  refresh (fixture, 0);
  dw_control_set_tripped (fixture->control, 7, TRUE);
  token = select_verb (fixture, DW_VERB_CLOSE, "W03", NULL);
  g_assert_true (dw_control_confirm (fixture->control, token, &form, NULL, NULL));
  g_assert_true (dw_control_begin (fixture->control, token, NULL));
  dw_control_finish (fixture->control, token, DW_COMMAND_CONFIRMED);
  dw_clock_advance_ms (fixture->clock, 5 * MINUTE_MS);
  refresh (fixture, 0);
  form.diagnosis = NULL;
  next = select_verb (fixture, DW_VERB_CLOSE, "W03", NULL);
  g_assert_true (dw_control_confirm (fixture->control, next, &form, NULL, NULL));
}

#define ADD(name, func) g_test_add ("/control/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("each-obstacle-refuses-with-its-word", each_obstacle_refuses_with_its_word);
  g_test_add_func ("/control/every-code-has-a-sentence", every_code_has_a_sentence);
  ADD ("one-device-has-one-lock", one_device_has_one_lock);
  ADD ("a-lock-ends-after-its-time", a_lock_ends_after_its_time);
  ADD ("each-missing-item-is-listed", each_missing_item_is_listed);
  ADD ("without-a-switch-name-the-device-s-name-is-typed", without_a_switch_name_the_device_s_name_is_typed);
  ADD ("a-command-runs-once", a_command_runs_once);
  ADD ("nothing-runs-unconfirmed", nothing_runs_unconfirmed);
  ADD ("a-confirmation-that-is-spoilt-again-does-not-run", a_confirmation_that_is_spoilt_again_does_not_run);
  ADD ("the-device-is-looked-at-once-more", the_device_is_looked_at_once_more);
  ADD ("a-running-command-keeps-its-device", a_running_command_keeps_its_device);
  ADD ("only-what-may-have-moved-counts", only_what_may_have_moved_counts);
  ADD ("a-confirmed-closing-settles-the-trip", a_confirmed_closing_settles_the_trip);
  return g_test_run ();
}
