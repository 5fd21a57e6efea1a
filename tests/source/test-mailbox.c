// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-mailbox.h"

/* What arrives is written down as one letter each: a report as its device number, a link change as "L". */

typedef struct
{
  DwClock *clock;
  DwMailbox *mailbox;
  GString *seen;
  guint n_wakes;
  guint n_reports;
  gboolean closes;
} Fixture;

static void
deliver_cb (gpointer owner, const DwMail *mail)
{
  Fixture *self = owner;

  if (mail->kind == DW_MAIL_REPORTS)
    {
      self->n_wakes++;
      self->n_reports += mail->reports->len;
      for (guint i = 0; i < mail->reports->len; i++)
        g_string_append_printf (self->seen, "%d", (int)((DwReport *)mail->reports->pdata[i])->device_id);
    }
  else
    g_string_append_c (self->seen, mail->kind == DW_MAIL_LINK ? 'L' : 'C');
  if (self->closes)
    dw_mailbox_close (self->mailbox);
}

static void
set_up (Fixture *self)
{
  self->clock = dw_clock_new_fake (1000);
  self->seen = g_string_new (NULL);
  self->mailbox = dw_mailbox_new (NULL, self->clock, deliver_cb, self);
}

static void
tear_down (Fixture *self)
{
  dw_mailbox_close (self->mailbox);
  dw_mailbox_unref (self->mailbox);
  dw_clock_unref (self->clock);
  g_string_free (self->seen, TRUE);
}

static void
post_link (Fixture *self)
{
  DwMail mail = { .kind = DW_MAIL_LINK, .id = 1, .link = DW_LINK_ONLINE };

  dw_mailbox_post (self->mailbox, &mail);
}

static void
post_report (Fixture *self, gint64 device_id)
{
  dw_mailbox_post_report (self->mailbox, dw_report_new (device_id, 3));
}

static void
deliver (Fixture *self)
{
  while (self->seen->len == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_order (void)
{
  Fixture self = { 0 };

  set_up (&self);
  post_report (&self, 1);
  post_report (&self, 2);
  post_link (&self);
  post_report (&self, 3);
  post_link (&self);
  post_link (&self);
  post_report (&self, 4);
  deliver (&self);
  g_assert_cmpstr (self.seen->str, ==, "12L3LL4");
  tear_down (&self);
}

static void
test_other_mail_does_not_cut_batches (void)
{
  Fixture self = { 0 };
  DwMail mail = { .kind = DW_MAIL_GATEWAY, .id = 1 };

  set_up (&self);
  post_report (&self, 1);
  post_link (&self);
  post_report (&self, 2);
  dw_mailbox_post (self.mailbox, &mail);
  post_report (&self, 3);
  deliver (&self);
  g_assert_cmpstr (self.seen->str, ==, "1LC23");
  g_assert_cmpuint (self.n_wakes, ==, 2);
  tear_down (&self);
}

static void
test_one_batch (void)
{
  Fixture self = { 0 };

  set_up (&self);
  for (guint i = 0; i < 1000; i++)
    post_report (&self, 7);
  deliver (&self);
  g_assert_cmpuint (self.n_wakes, ==, 1);
  g_assert_cmpuint (self.n_reports, ==, 1000);
  tear_down (&self);
}

static void
test_closed_delivers_nothing (void)
{
  Fixture self = { 0 };

  set_up (&self);
  post_report (&self, 1);
  post_link (&self);
  dw_mailbox_close (self.mailbox);
  post_report (&self, 2);
  post_link (&self);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (self.seen->str, ==, "");
  tear_down (&self);
}

static void
test_closed_while_delivering (void)
{
  Fixture self = { .closes = TRUE };

  set_up (&self);
  post_link (&self);
  post_report (&self, 1);
  post_link (&self);
  post_report (&self, 2);
  deliver (&self);
  g_assert_cmpstr (self.seen->str, ==, "L");
  tear_down (&self);
}

static gpointer
post_many (gpointer data)
{
  for (guint i = 0; i < 5000; i++)
    i % 50 == 0 ? post_link (data) : post_report (data, 1);
  return NULL;
}

static void
test_many_threads (void)
{
  Fixture self = { 0 };
  GThread *threads[8];

  set_up (&self);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("post", post_many, &self);
  while (self.seen->len < 8 * 5000)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (self.n_reports, ==, 8 * 4900);
  tear_down (&self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mailbox/the-order-of-posting-is-kept", test_order);
  g_test_add_func ("/mailbox/other-mail-does-not-cut-batches", test_other_mail_does_not_cut_batches);
  g_test_add_func ("/mailbox/a-thousand-reports-are-one-batch", test_one_batch);
  g_test_add_func ("/mailbox/closed-delivers-nothing", test_closed_delivers_nothing);
  g_test_add_func ("/mailbox/closed-while-delivering-stops-at-once", test_closed_while_delivering);
  g_test_add_func ("/mailbox/nothing-is-lost-between-threads", test_many_threads);
  return g_test_run ();
}
