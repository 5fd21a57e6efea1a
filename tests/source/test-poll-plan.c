// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-poll-plan.h"

/* Blocks in, reads out, as "function:address+count" with "/n" for a slower period. */

typedef struct
{
  const char *sentence;
  DwProfileBlock blocks[6];
  guint n_blocks;
  gboolean join;
  const char *reads;
  const char *parts;
} Row;

static const Row rows[] = {
  { "one-block-is-one-read", { { NULL, 3, 0x1000, 42, 1 } }, 1, TRUE, "3:4096+42", "0" },
  { "touching-blocks-are-joined", { { NULL, 3, 100, 10, 1 }, { NULL, 3, 110, 10, 1 } }, 2, TRUE, "3:100+20", "0,1" },
  { "a-gap-of-eight-is-read-over", { { NULL, 3, 100, 10, 1 }, { NULL, 3, 118, 2, 1 } }, 2, TRUE, "3:100+20", "0,1" },
  { "a-gap-of-nine-is-not", { { NULL, 3, 100, 10, 1 }, { NULL, 3, 119, 2, 1 } }, 2, TRUE, "3:100+10 3:119+2", "0 1" },
  { "125-registers-are-joined", { { NULL, 3, 0, 100, 1 }, { NULL, 3, 100, 25, 1 } }, 2, TRUE, "3:0+125", "0,1" },
  { "126-registers-are-not", { { NULL, 3, 0, 100, 1 }, { NULL, 3, 100, 26, 1 } }, 2, TRUE, "3:0+100 3:100+26", "0 1" },
  { "the-gap-counts-for-the-limit", { { NULL, 3, 0, 100, 1 }, { NULL, 3, 108, 18, 1 } }, 2, TRUE, "3:0+100 3:108+18", "0 1" },
  { "other-functions-stay-apart", { { NULL, 3, 100, 10, 1 }, { NULL, 4, 110, 10, 1 } }, 2, TRUE, "3:100+10 4:110+10", "0 1" },
  { "other-periods-stay-apart", { { NULL, 3, 100, 10, 1 }, { NULL, 3, 110, 10, 6 } }, 2, TRUE, "3:100+10 3:110+10/6", "0 1" },
  { "overlapping-blocks-are-joined", { { NULL, 3, 100, 10, 1 }, { NULL, 3, 105, 10, 1 } }, 2, TRUE, "3:100+15", "0,1" },
  { "a-block-inside-another-adds-nothing", { { NULL, 3, 100, 20, 1 }, { NULL, 3, 105, 5, 1 } }, 2, TRUE, "3:100+20", "0,1" },
  { "three-in-a-row-are-one", { { NULL, 3, 100, 10, 1 }, { NULL, 3, 112, 10, 1 }, { NULL, 3, 124, 10, 1 } }, 3, TRUE, "3:100+34", "0,1,2" },
  { "the-order-of-the-profile-is-kept", { { NULL, 4, 500, 10, 1 }, { NULL, 3, 100, 10, 1 } }, 2, TRUE, "4:500+10 3:100+10", "0 1" },
  { "parts-are-decoded-in-the-profiles-order", { { NULL, 3, 110, 10, 1 }, { NULL, 3, 100, 10, 1 } }, 2, TRUE, "3:100+20", "0,1" },
  { "bits-are-joined-up-to-2000", { { NULL, 1, 0, 1000, 1 }, { NULL, 1, 1000, 1000, 1 } }, 2, TRUE, "1:0+2000", "0,1" },
  { "2001-bits-are-not", { { NULL, 2, 0, 1000, 1 }, { NULL, 2, 1000, 1001, 1 } }, 2, TRUE, "2:0+1000 2:1000+1001", "0 1" },
  { "the-end-of-the-address-space-does-not-wrap", { { NULL, 3, 65530, 6, 1 }, { NULL, 3, 0, 6, 1 } }, 2, TRUE, "3:65530+6 3:0+6", "0 1" },
  { "without-joining-each-block-is-a-read", { { NULL, 3, 100, 10, 1 }, { NULL, 3, 110, 10, 1 } }, 2, FALSE, "3:100+10 3:110+10", "0 1" },
  { "a-factor-of-0-means-each-round", { { NULL, 3, 100, 10, 0 } }, 1, TRUE, "3:100+10", "0" },
  { "no-block-is-no-read", { { NULL } }, 0, TRUE, "", "" },
};

static char *
describe_reads (const DwPollPlan *plan)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < plan->n_reads; i++)
    {
      const DwPollRead *read = &plan->reads[i];

      g_string_append_printf (text, "%s%u:%u+%u", i > 0 ? " " : "", read->function, read->address, read->count);
      if (read->period_factor > 1)
        g_string_append_printf (text, "/%u", read->period_factor);
    }
  return g_string_free (text, FALSE);
}

static char *
describe_parts (const DwPollPlan *plan)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < plan->n_reads; i++)
    for (guint j = 0; j < plan->reads[i].n_parts; j++)
      g_string_append_printf (text, "%s%u", j > 0 ? "," : i > 0 ? " "
                                                                : "",
                              plan->parts[plan->reads[i].first_part + j]);
  return g_string_free (text, FALSE);
}

static void
test_blocks (gconstpointer data)
{
  const Row *row = data;
  DwProfile profile = { .blocks = (DwProfileBlock *)row->blocks, .n_blocks = row->n_blocks };
  g_autoptr (DwPollPlan) plan = dw_poll_plan_new_blocks (&profile, row->join);
  g_autofree char *reads = describe_reads (plan);
  g_autofree char *parts = describe_parts (plan);

  g_assert_cmpstr (reads, ==, row->reads);
  g_assert_cmpstr (parts, ==, row->parts);
}

/* ARCM300T: five limits side by side; LX47LE-125: six, one of them of another width would stretch the read. */
static void
test_limits_are_one_read (void)
{
  DwProfileThreshold thresholds[] = {
    { .read_function = 3, .address = 0x1034, .type = DW_REGISTER_U16 },
    { .read_function = 3, .address = 0x1033, .type = DW_REGISTER_U16 },
    { .read_function = 3, .address = 0x1035, .type = DW_REGISTER_U32 },
    { .read_function = 3, .address = 0x2000, .type = DW_REGISTER_U16 },
  };
  DwProfile profile = { .thresholds = thresholds, .n_thresholds = G_N_ELEMENTS (thresholds) };
  g_autoptr (DwPollPlan) plan = dw_poll_plan_new_limits (&profile);
  g_autofree char *reads = describe_reads (plan);

  g_assert_cmpstr (reads, ==, "3:4147+4 3:8192+1");
}

static const struct
{
  const char *sentence;
  DwProfileBlock blocks[3];
  guint n_blocks;
  gboolean found;
  guint8 function;
  guint16 address, count;
} fence_rows[] = {
  { "the-shortest-read-of-the-first-block", { { NULL, 3, 100, 10, 1 } }, 1, TRUE, 3, 100, 1 },
  { "not-the-length-of-another-block", { { NULL, 3, 100, 10, 1 }, { NULL, 3, 300, 1, 1 } }, 2, TRUE, 3, 100, 2 },
  { "a-length-of-another-function-does-not-matter", { { NULL, 3, 100, 10, 1 }, { NULL, 4, 300, 1, 1 } }, 2, TRUE, 3, 100, 1 },
  { "one-register-alone-has-none", { { NULL, 3, 100, 1, 1 } }, 1, FALSE, 0, 0, 0 },
  { "the-second-block-when-the-first-has-none", { { NULL, 3, 100, 1, 1 }, { NULL, 3, 300, 3, 1 } }, 2, TRUE, 3, 300, 2 },
  { "bits-are-counted-in-bytes", { { NULL, 1, 0, 8, 1 } }, 1, FALSE, 0, 0, 0 },
  { "two-bytes-of-bits-have-one", { { NULL, 1, 0, 16, 1 } }, 1, TRUE, 1, 0, 1 },
};

static void
test_fence (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  DwProfile profile = { .blocks = (DwProfileBlock *)fence_rows[row].blocks, .n_blocks = fence_rows[row].n_blocks };
  g_autoptr (DwPollPlan) plan = dw_poll_plan_new_blocks (&profile, TRUE);
  const DwPollPlan *plans[] = { plan };
  DwPollRead fence = { 0 };

  g_assert_cmpint (dw_poll_plan_find_fence (plans, 1, &fence), ==, fence_rows[row].found);
  g_assert_cmpuint (fence.function, ==, fence_rows[row].function);
  g_assert_cmpuint (fence.address, ==, fence_rows[row].address);
  g_assert_cmpuint (fence.count, ==, fence_rows[row].count);
}

static void
test_fence_differs_from_all_plans (void)
{
  DwProfileBlock blocks[] = { { NULL, 3, 100, 10, 1 } };
  DwProfileThreshold thresholds[] = { { .read_function = 3, .address = 700, .type = DW_REGISTER_U16 } };
  DwProfile profile = { .blocks = blocks, .n_blocks = 1, .thresholds = thresholds, .n_thresholds = 1 };
  g_autoptr (DwPollPlan) plan = dw_poll_plan_new_blocks (&profile, TRUE);
  g_autoptr (DwPollPlan) limits = dw_poll_plan_new_limits (&profile);
  const DwPollPlan *plans[] = { plan, limits };
  DwPollRead fence = { 0 };

  g_assert_true (dw_poll_plan_find_fence (plans, 2, &fence));
  g_assert_cmpuint (fence.count, ==, 2);
}

static void
test_silent_devices_are_asked_less (void)
{
  guint asked = 0, at_once = 0;

  for (guint failed = 0; failed < 3; failed++)
    for (guint round = 0; round < 10; round++)
      g_assert_true (dw_poll_is_due (failed, round, 5));
  for (guint round = 100; round < 200; round++)
    asked += dw_poll_is_due (3, round, 5);
  g_assert_cmpuint (asked, ==, 10);

  /* Ten silent devices do not meet in one round. */
  for (guint index = 0; index < 10; index++)
    at_once += dw_poll_is_due (50, 123, index);
  g_assert_cmpuint (at_once, ==, 1);
}

static void
test_slow_blocks (void)
{
  guint first[6] = { 0 };

  g_assert_cmpuint (dw_poll_next (0, 1, 7), ==, 1);
  g_assert_cmpuint (dw_poll_next (41, 1, 7), ==, 42);
  g_assert_cmpuint (dw_poll_next (41, 6, 7), ==, 47);
  g_assert_cmpuint (dw_poll_next (41, 0, 7), ==, 42);
  for (guint index = 0; index < 60; index++)
    first[dw_poll_next (0, 6, index) - 1]++;
  for (guint i = 0; i < G_N_ELEMENTS (first); i++)
    g_assert_cmpuint (first[i], ==, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/poll-plan/%s", rows[i].sentence);

      g_test_add_data_func (path, &rows[i], test_blocks);
    }
  for (guint i = 0; i < G_N_ELEMENTS (fence_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/poll-plan/fence/%s", fence_rows[i].sentence);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_fence);
    }
  g_test_add_func ("/poll-plan/fence/differs-from-all-plans", test_fence_differs_from_all_plans);
  g_test_add_func ("/poll-plan/limits-are-one-read", test_limits_are_one_read);
  g_test_add_func ("/poll-plan/silent-devices-are-asked-less", test_silent_devices_are_asked_less);
  g_test_add_func ("/poll-plan/slow-blocks-are-spread-over-the-rounds", test_slow_blocks);
  return g_test_run ();
}
