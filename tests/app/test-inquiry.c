// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-inquiry.h"

/* Plan: a new question cancels the one before and no other, stopping keeps what is asked about, and letting go is complete and may come twice, as dispose does. */

static void
test_a_new_question_cancels_the_one_before (void)
{
  DwInquiry inquiry = { 0 };
  g_autoptr (GCancellable) first = g_object_ref (dw_inquiry_begin (&inquiry)), second = NULL;

  g_assert_false (g_cancellable_is_cancelled (first));
  second = g_object_ref (dw_inquiry_begin (&inquiry));
  g_assert_true (g_cancellable_is_cancelled (first));
  g_assert_false (g_cancellable_is_cancelled (second));
  dw_inquiry_stop (&inquiry);
  g_assert_true (g_cancellable_is_cancelled (second));
  g_assert_false (g_cancellable_is_cancelled (dw_inquiry_begin (&inquiry)));
  dw_inquiry_clear (&inquiry);
}

static void
test_letting_go (void)
{
  DwPlaceTree *tree = dw_place_tree_new ();
  DwScope *scope = dw_scope_new (tree);
  DwInquiry inquiry = { 0 };
  g_autoptr (GCancellable) question = NULL;

  dw_inquiry_set (&inquiry, NULL, scope);
  question = g_object_ref (dw_inquiry_begin (&inquiry));
  dw_inquiry_stop (&inquiry);
  g_assert_true (inquiry.scope == scope);
  for (guint i = 0; i < 2; i++)
    dw_inquiry_clear (&inquiry);
  g_assert_null (inquiry.scope);
  g_assert_null (inquiry.question);
  g_assert_finalize_object (scope);
  g_assert_finalize_object (tree);
}

static void
test_nothing_was_asked (void)
{
  DwInquiry inquiry = { 0 };

  dw_inquiry_stop (&inquiry);
  dw_inquiry_clear (&inquiry);
  g_assert_null (inquiry.question);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/inquiry/a-new-question-cancels-the-one-before", test_a_new_question_cancels_the_one_before);
  g_test_add_func ("/inquiry/letting-go", test_letting_go);
  g_test_add_func ("/inquiry/nothing-was-asked", test_nothing_was_asked);
  return g_test_run ();
}
