// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-refuse.h"

/* Plan: the sentence arrives whole, also with its own per cent sign, and nobody has to ask for it. */

static void
test_sentence (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (dw_refuse (&error, "%s: longer than %d characters, 100 %% of them", "名称", 200));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_assert_cmpstr (error->message, ==, "名称: longer than 200 characters, 100 % of them");
}

static void
test_nobody_asks (void)
{
  g_assert_false (dw_refuse (NULL, "%s", "no sentence"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/refuse/sentence", test_sentence);
  g_test_add_func ("/refuse/nobody-asks", test_nobody_asks);
  return g_test_run ();
}
