// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-people.h"

#include <glib/gstdio.h>

/* Passwords (S0-39): right ones pass, everything else does not, and the file never holds one in clear. */
typedef struct
{
  char *dir;
  DwClock *clock;
  DwStore *store;
  DwPeople *people;
} Fixture;

static void
open_fixture (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->dir = g_dir_make_tmp ("dianwei-people-XXXXXX", &error);
  self->clock = dw_clock_new_fake (1789000000000);
  self->store = dw_store_open (self->dir, "test", self->clock, &error);
  g_assert_no_error (error);
  self->people = dw_people_load (self->store, &error);
  g_assert_no_error (error);
}

static void
close_fixture (Fixture *self, gconstpointer data)
{
  const char *argv[] = { "rm", "-rf", self->dir, NULL };

  dw_people_free (self->people);
  dw_store_close (self->store);
  dw_clock_unref (self->clock);
  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_free (self->dir);
}

static void
put (Fixture *self, const char *id, const char *password)
{
  g_autoptr (DwPerson) person = dw_person_new (id, "钱老师", DW_ROLE_SCHOOL_ADMIN);
  g_autoptr (GError) error = NULL;

  g_assert_true (dw_people_put (self->people, person, password, &error));
  g_assert_no_error (error);
}

static void
only_the_right_password_passes (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *sentence, *id, *password;
    gboolean passes;
  } rows[] = {
    { "the right one", "A12", "correct horse", TRUE },
    { "another one", "A12", "correct house", FALSE },
    { "the right one with a blank", "A12", "correct horse ", FALSE },
    { "an empty one", "A12", "", FALSE },
    { "none", "A12", NULL, FALSE },
    { "of somebody else", "B7", "correct horse", FALSE },
    { "of nobody", "", "correct horse", FALSE },
    { "a person without a password never passes", "E07", "", FALSE },
    { "a person without a password never passes with one", "E07", "x", FALSE },
  };

  put (self, "A12", "correct horse");
  put (self, "E07", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].sentence);
      g_assert_cmpint (dw_people_verify (self->people, rows[i].id, rows[i].password), ==, rows[i].passes);
    }
}

static void
people_survive_and_passwords_are_not_readable (Fixture *self, gconstpointer data)
{
  g_autofree char *stored = NULL;

  put (self, "A12", "correct horse");
  put (self, "A12", NULL); /* keeps the password */
  dw_people_free (self->people);
  self->people = dw_people_load (self->store, NULL);
  g_assert_cmpuint (dw_people_list (self->people)->len, ==, 1);
  g_assert_true (dw_people_verify (self->people, "A12", "correct horse"));
  stored = dw_store_get_setting (self->store, "people");
  g_assert_null (strstr (stored, "correct horse"));
  g_assert_nonnull (strstr (stored, "argon2id$"));
}

static void
damaged_secrets_never_pass (Fixture *self, gconstpointer data)
{
  static const char *const secrets[] = { "", "argon2id$19456$2$00$00", "argon2id$99999999$2$00112233445566778899aabbccddeeff$00", "plain", "argon2id$0$0$$", "argon2id$19456$2$zz112233445566778899aabbccddeeff$00" };

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    {
      g_autofree char *json = g_strdup_printf ("[{\"id\":\"A12\",\"name\":\"\",\"role\":\"school-admin\",\"secret\":\"%s\",\"scope\":[]}]", secrets[i]);

      g_assert_true (dw_store_set_setting (self->store, "people", json, NULL));
      dw_people_free (self->people);
      self->people = dw_people_load (self->store, NULL);
      g_assert_false (dw_people_verify (self->people, "A12", ""));
      g_assert_false (dw_people_verify (self->people, "A12", "plain"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/people/only-the-right-password-passes", Fixture, NULL, open_fixture, only_the_right_password_passes, close_fixture);
  g_test_add ("/people/people-survive-and-passwords-are-not-readable", Fixture, NULL, open_fixture, people_survive_and_passwords_are_not_readable, close_fixture);
  g_test_add ("/people/damaged-secrets-never-pass", Fixture, NULL, open_fixture, damaged_secrets_never_pass, close_fixture);
  return g_test_run ();
}
