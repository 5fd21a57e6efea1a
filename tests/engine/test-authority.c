// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-authority.h"

/* The whole matrix of roles and acts, written out from domain facts 11, and the scope (rights are asked below the pages, S1-12, S1-25). */

/* Columns: duty guard, school administrator, district supervisor, electrician, system administrator. "y" may, "-" may not. */
static const struct
{
  DwAct act;
  const char *rights;
  gboolean second;
} matrix[] = {
  { DW_ACT_SEE, "yyyyy", FALSE },
  { DW_ACT_SILENCE, "yyy--", FALSE },
  { DW_ACT_ACKNOWLEDGE, "yyy--", FALSE },
  { DW_ACT_TAKE_OVER, "yyyy-", FALSE },
  { DW_ACT_COMMENT, "yyyy-", FALSE },
  { DW_ACT_RESET, "yyyy-", FALSE },
  { DW_ACT_SILENCE_ON_SITE, "yyyy-", FALSE },
  { DW_ACT_TRIP, "-yyy-", FALSE },
  { DW_ACT_CLOSE, "-yyy-", TRUE },
  { DW_ACT_ALLOW_CLOSE, "-yyy-", FALSE },
  { DW_ACT_SET_LIMIT, "---y-", TRUE },
  { DW_ACT_CONFIGURE, "----y", FALSE },
  { DW_ACT_READ_AUDIT, "-yy-y", FALSE },
};

static void
each_role_may_what_the_table_says (void)
{
  G_STATIC_ASSERT (G_N_ELEMENTS (matrix) == DW_N_ACTS);
  for (guint a = 0; a < G_N_ELEMENTS (matrix); a++)
    for (guint role = 0; role < DW_N_ROLES; role++)
      {
        g_autoptr (DwPerson) person = dw_person_new ("W03", "Li", role);
        g_autofree char *reason = NULL;
        gboolean allowed = dw_authority_check (person, matrix[a].act, NULL, &reason);

        g_test_message ("act %u, %s", matrix[a].act, dw_role_word (role));
        g_assert_cmpint (allowed, ==, matrix[a].rights[role] == 'y');
        g_assert_cmpint (reason == NULL, ==, allowed);
        g_assert_cmpint (dw_authority_check (person, matrix[a].act, NULL, NULL), ==, allowed);
        g_assert_cmpint (dw_authority_needs_second (matrix[a].act), ==, matrix[a].second);
      }
}

static void
nobody_may_nothing (void)
{
  g_autoptr (DwPerson) strange = dw_person_new ("X", "X", (DwRole)99);

  for (guint act = 0; act < DW_N_ACTS; act++)
    {
      g_autofree char *reason = NULL;

      g_assert_false (dw_authority_check (NULL, act, NULL, &reason));
      g_assert_nonnull (reason);
      g_assert_false (dw_authority_check (strange, act, NULL, NULL));
    }
}

/* Whoever sets up does not operate, whoever operates does not set up. */
static void
administration_and_operation_are_apart (void)
{
  for (guint role = 0; role < DW_N_ROLES; role++)
    {
      g_autoptr (DwPerson) person = dw_person_new ("W03", "Li", role);
      gboolean configures = dw_authority_check (person, DW_ACT_CONFIGURE, NULL, NULL);
      gboolean operates = FALSE;

      for (guint verb = 0; verb < DW_N_VERBS; verb++)
        operates |= dw_authority_check (person, dw_act_of_verb (verb), NULL, NULL);
      g_assert_false (configures && operates);
    }
}

static void
each_verb_is_its_own_act (void)
{
  g_assert_cmpint (dw_act_of_verb (DW_VERB_RESET), ==, DW_ACT_RESET);
  g_assert_cmpint (dw_act_of_verb (DW_VERB_SILENCE), ==, DW_ACT_SILENCE_ON_SITE);
  g_assert_cmpint (dw_act_of_verb (DW_VERB_TRIP), ==, DW_ACT_TRIP);
  g_assert_cmpint (dw_act_of_verb (DW_VERB_CLOSE), ==, DW_ACT_CLOSE);
  g_assert_cmpint (dw_act_of_verb (DW_VERB_ALLOW_CLOSE), ==, DW_ACT_ALLOW_CLOSE);
  g_assert_cmpint (dw_act_of_verb (DW_VERB_SET_LIMIT), ==, DW_ACT_SET_LIMIT);
}

typedef struct
{
  DwPlaceTree *tree;
  DwPlace *district;
  DwPlace *school;
  DwPlace *circuit;
  DwPlace *other;
  DwPerson *person;
} Fixture;

static DwPlace *
add (DwPlaceTree *tree,
     gint64 id,
     DwPlaceKind kind,
     DwPlace *parent)
{
  g_autoptr (DwPlace) place = dw_place_new (id, kind, "place");

  g_assert_true (dw_place_tree_add (tree, place, parent));
  return place;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  gint64 school_id = 2;

  fixture->tree = dw_place_tree_new ();
  fixture->district = add (fixture->tree, 1, DW_PLACE_DISTRICT, NULL);
  fixture->school = add (fixture->tree, school_id, DW_PLACE_SCHOOL, fixture->district);
  fixture->circuit = add (fixture->tree, 3, DW_PLACE_CIRCUIT, fixture->school);
  fixture->other = add (fixture->tree, 4, DW_PLACE_SCHOOL, fixture->district);
  fixture->person = dw_person_new ("A01", "Wang", DW_ROLE_SCHOOL_ADMIN);
  g_array_append_val (fixture->person->scope, school_id);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_object_unref (fixture->tree);
  dw_person_free (fixture->person);
}

static void
the_scope_holds_for_everything_below (Fixture *fixture,
                                      gconstpointer data)
{
  const struct
  {
    const char *sentence;
    DwPlace *place;
    gboolean allowed;
  } rows[] = {
    { "the school itself", fixture->school, TRUE },
    { "a circuit of it", fixture->circuit, TRUE },
    { "another school", fixture->other, FALSE },
    { "the district above", fixture->district, FALSE },
    { "the whole station", NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *reason = NULL;

      g_test_message ("%s", rows[i].sentence);
      g_assert_cmpint (dw_authority_check (fixture->person, DW_ACT_RESET, rows[i].place, &reason), ==, rows[i].allowed);
      g_assert_cmpint (dw_authority_check (fixture->person, DW_ACT_SEE, rows[i].place, NULL), ==, rows[i].allowed);
    }
}

static void
silence_is_about_the_desk_not_a_place (Fixture *fixture,
                                       gconstpointer data)
{
  g_assert_true (dw_authority_check (fixture->person, DW_ACT_SILENCE, NULL, NULL));
}

static void
a_scope_gives_no_right (Fixture *fixture,
                        gconstpointer data)
{
  fixture->person->role = DW_ROLE_DUTY_GUARD;
  g_assert_false (dw_authority_check (fixture->person, DW_ACT_TRIP, fixture->circuit, NULL));
}

static void
the_second_person_is_another_one_with_the_right (Fixture *fixture,
                                                 gconstpointer data)
{
  static const struct
  {
    const char *sentence;
    DwAct act;
    const char *id;
    DwRole role;
    gint64 scope;
    gboolean allowed;
  } rows[] = {
    { "an electrician for closing", DW_ACT_CLOSE, "E1", DW_ROLE_ELECTRICIAN, 0, TRUE },
    { "a supervisor for closing", DW_ACT_CLOSE, "S1", DW_ROLE_DISTRICT_SUPERVISOR, 0, TRUE },
    { "a guard may not", DW_ACT_CLOSE, "W1", DW_ROLE_DUTY_GUARD, 0, FALSE },
    { "a system administrator may not", DW_ACT_CLOSE, "R1", DW_ROLE_SYSTEM_ADMIN, 0, FALSE },
    { "not oneself", DW_ACT_CLOSE, "A01", DW_ROLE_SCHOOL_ADMIN, 0, FALSE },
    { "not somebody of another school", DW_ACT_CLOSE, "E2", DW_ROLE_ELECTRICIAN, 4, FALSE },
    { "somebody of this school", DW_ACT_CLOSE, "E3", DW_ROLE_ELECTRICIAN, 2, TRUE },
    { "the supervisor approves limits", DW_ACT_SET_LIMIT, "S1", DW_ROLE_DISTRICT_SUPERVISOR, 0, TRUE },
    { "another electrician does not", DW_ACT_SET_LIMIT, "E1", DW_ROLE_ELECTRICIAN, 0, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DwPerson) second = dw_person_new (rows[i].id, "N", rows[i].role);
      g_autofree char *reason = NULL;
      gboolean allowed;

      g_test_message ("%s", rows[i].sentence);
      if (rows[i].scope != 0)
        g_array_append_val (second->scope, rows[i].scope);
      allowed = dw_authority_check_second (second, fixture->person, rows[i].act, fixture->circuit, &reason);
      g_assert_cmpint (allowed, ==, rows[i].allowed);
      g_assert_cmpint (reason == NULL, ==, allowed);
    }
  g_assert_false (dw_authority_check_second (NULL, fixture->person, DW_ACT_CLOSE, fixture->circuit, NULL));
}

#define ADD(name, func) g_test_add ("/authority/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/authority/each-role-may-what-the-table-says", each_role_may_what_the_table_says);
  g_test_add_func ("/authority/nobody-may-nothing", nobody_may_nothing);
  g_test_add_func ("/authority/administration-and-operation-are-apart", administration_and_operation_are_apart);
  g_test_add_func ("/authority/each-verb-is-its-own-act", each_verb_is_its_own_act);
  ADD ("the-scope-holds-for-everything-below", the_scope_holds_for_everything_below);
  ADD ("silence-is-about-the-desk-not-a-place", silence_is_about_the_desk_not_a_place);
  ADD ("a-scope-gives-no-right", a_scope_gives_no_right);
  ADD ("the-second-person-is-another-one-with-the-right", the_second_person_is_another_one_with_the_right);
  return g_test_run ();
}
