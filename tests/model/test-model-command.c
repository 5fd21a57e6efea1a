// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-command.h"
#include "dw-person.h"

/* Commands and people as plain data that crosses threads: words are stable, copies are deep. */

static void
words_go_both_ways (void)
{
  static const char *const verbs[DW_N_VERBS] = { "reset", "silence", "trip", "close", "allow-close", "set-limit" };
  static const char *const roles[DW_N_ROLES] = { "duty-guard", "school-admin", "district-supervisor", "electrician", "system-admin" };

  for (guint i = 0; i < DW_N_VERBS; i++)
    {
      DwVerb verb;

      g_assert_cmpstr (dw_verb_word (i), ==, verbs[i]);
      g_assert_true (dw_verb_from_word (verbs[i], &verb));
      g_assert_cmpint (verb, ==, i);
    }
  for (guint i = 0; i < DW_N_ROLES; i++)
    {
      DwRole role;

      g_assert_cmpstr (dw_role_word (i), ==, roles[i]);
      g_assert_true (dw_role_from_word (roles[i], &role));
      g_assert_cmpint (role, ==, i);
    }
}

static void
unknown_words_are_refused (void)
{
  DwVerb verb;
  DwRole role;

  g_assert_false (dw_verb_from_word ("open", &verb));
  g_assert_false (dw_verb_from_word ("", &verb));
  g_assert_false (dw_verb_from_word (NULL, &verb));
  g_assert_false (dw_role_from_word ("root", &role));
}

static void
a_copy_of_a_command_is_deep (void)
{
  g_autoptr (DwCommand) command = dw_command_new (7, DW_VERB_SET_LIMIT, "thresholds");
  g_autoptr (DwCommand) copy = NULL;

  dw_command_set_argument (command, "residual_current", 300);
  copy = dw_command_copy (command);
  dw_command_set_argument (command, "residual_current", 500);
  g_assert_cmpstr (copy->id, ==, command->id);
  g_assert_cmpfloat (*(double *)g_hash_table_lookup (copy->arguments, "residual_current"), ==, 300);
}

static void
each_command_has_its_own_id (void)
{
  g_autoptr (DwCommand) first = dw_command_new (7, DW_VERB_TRIP, "trip");
  g_autoptr (DwCommand) second = dw_command_new (7, DW_VERB_TRIP, "trip");

  g_assert_true (g_uuid_string_is_valid (first->id));
  g_assert_cmpstr (first->id, !=, second->id);
  g_assert_null (first->arguments);
}

static void
the_log_of_a_result_has_milliseconds (void)
{
  g_autoptr (DwCommandResult) result = dw_command_result_new (DW_COMMAND_PENDING, NULL, NULL);
  g_autoptr (DwCommandResult) copy = NULL;

  dw_command_result_log (result, G_GINT64_CONSTANT (1700000000104), "TX %02X", 0x0A);
  copy = dw_command_result_copy (result);
  g_assert_cmpuint (copy->log->len, ==, 1);
  g_assert_true (g_str_has_suffix (copy->log->pdata[0], ".104 TX 0A"));
  g_assert_cmpstr (copy->code, ==, "");
}

static void
a_person_is_role_and_number (void)
{
  g_autoptr (DwPerson) person = dw_person_new ("W03", "Li", DW_ROLE_DUTY_GUARD);
  g_autoptr (DwPerson) copy = NULL;
  g_autofree char *title = NULL;
  gint64 place = 9;

  g_array_append_val (person->scope, place);
  copy = dw_person_copy (person);
  g_array_set_size (person->scope, 0);
  title = dw_person_title (copy);
  g_assert_cmpstr (title, ==, "Duty guard W03");
  g_assert_cmpint (g_array_index (copy->scope, gint64, 0), ==, 9);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/command/words-go-both-ways", words_go_both_ways);
  g_test_add_func ("/command/unknown-words-are-refused", unknown_words_are_refused);
  g_test_add_func ("/command/a-copy-of-a-command-is-deep", a_copy_of_a_command_is_deep);
  g_test_add_func ("/command/each-command-has-its-own-id", each_command_has_its_own_id);
  g_test_add_func ("/command/the-log-of-a-result-has-milliseconds", the_log_of_a_result_has_milliseconds);
  g_test_add_func ("/person/a-person-is-role-and-number", a_person_is_role_and_number);
  return g_test_run ();
}
