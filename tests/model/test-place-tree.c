// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-place-tree.h"

/* The place tree (S1-20): structure as list models, roll-up of alarms, devices and old data to every place above. */

#define NOW_MS G_GINT64_CONSTANT (1700000000000)

typedef struct
{
  DwPlaceTree *tree;
  DwPlace *district;
  DwPlace *school;
  DwPlace *building;
  DwPlace *box;
  DwPlace *circuit;
  DwPlace *other_school;
} Fixture;

static DwPlace *
add (DwPlaceTree *tree,
     gint64 id,
     DwPlaceKind kind,
     const char *name,
     DwPlace *parent)
{
  g_autoptr (DwPlace) place = dw_place_new (id, kind, name);

  g_assert_true (dw_place_tree_add (tree, place, parent));
  return place; /* Borrowed from the tree from here on. */
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->tree = dw_place_tree_new ();
  fixture->district = add (fixture->tree, 1, DW_PLACE_DISTRICT, "Binhai", NULL);
  fixture->school = add (fixture->tree, 2, DW_PLACE_SCHOOL, "First School", fixture->district);
  fixture->building = add (fixture->tree, 3, DW_PLACE_BUILDING, "Block A", fixture->school);
  fixture->box = add (fixture->tree, 4, DW_PLACE_BOX, "2AL1", fixture->building);
  fixture->circuit = add (fixture->tree, 5, DW_PLACE_CIRCUIT, "W5", fixture->box);
  fixture->other_school = add (fixture->tree, 6, DW_PLACE_SCHOOL, "Second School", fixture->district);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_object_unref (fixture->tree);
}

static DwDevice *
add_device (Fixture *fixture,
            gint64 id,
            gint64 place_id,
            DwLinkState link,
            gint64 last_seen_ms)
{
  g_autoptr (DwDevice) device = dw_device_new (id, "detector");
  DwChannel channel = { .name = "residual_current", .period_ms = 2000 };

  dw_device_set_channels (device, &channel, 1);
  dw_device_set_place_id (device, place_id);
  dw_device_set_link (device, link, NOW_MS);
  dw_device_set_last_seen_ms (device, last_seen_ms);
  dw_place_tree_add_device (fixture->tree, device);
  return device;
}

static void
places_are_list_models_of_their_children (Fixture *fixture,
                                          gconstpointer data)
{
  g_autoptr (DwPlace) first = g_list_model_get_item (G_LIST_MODEL (fixture->tree), 0);
  g_autoptr (DwPlace) second = g_list_model_get_item (G_LIST_MODEL (fixture->district), 1);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->tree)), ==, 1);
  g_assert_true (first == fixture->district);
  g_assert_true (second == fixture->other_school);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->district), 2));
  g_assert_true (dw_place_get_parent (fixture->circuit) == fixture->box);
  g_assert_true (dw_place_get_ancestor (fixture->circuit, DW_PLACE_SCHOOL) == fixture->school);
  g_assert_true (dw_place_get_ancestor (fixture->school, DW_PLACE_SCHOOL) == fixture->school);
  g_assert_null (dw_place_get_ancestor (fixture->district, DW_PLACE_SCHOOL));
  g_assert_true (dw_place_is_within (fixture->circuit, fixture->school));
  g_assert_false (dw_place_is_within (fixture->circuit, fixture->other_school));
}

static void
an_id_stands_once (Fixture *fixture,
                   gconstpointer data)
{
  g_autoptr (DwPlace) twin = dw_place_new (3, DW_PLACE_BUILDING, "Block B");

  g_assert_false (dw_place_tree_add (fixture->tree, twin, fixture->other_school));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->other_school)), ==, 0);
}

static void
paths_read_as_people_say_them (Fixture *fixture,
                               gconstpointer data)
{
  const struct
  {
    DwPlace *place;
    const char *path;
  } rows[] = {
    { fixture->district, "Binhai" },
    { fixture->school, "First School" },
    { fixture->building, "First School / Block A" },
    { fixture->box, "First School / Block A 2AL1" },
    { fixture->circuit, "First School / Block A 2AL1 / W5" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = dw_place_get_path (rows[i].place);

      g_assert_cmpstr (path, ==, rows[i].path);
    }
}

static void
alarms_roll_up_to_every_place_above (Fixture *fixture,
                                     gconstpointer data)
{
  const guint active[5] = { 0, 1, 0, 2, 0 };
  const guint unacked[5] = { 0, 1, 0, 0, 0 };
  const guint one_note[5] = { 0, 0, 0, 0, 1 };
  const guint none[5] = { 0 };

  dw_place_tree_set_alarms (fixture->tree, fixture->circuit, active, unacked);
  dw_place_tree_set_alarms (fixture->tree, fixture->building, one_note, none);
  dw_place_tree_refresh (fixture->tree, NOW_MS);
  g_assert_cmpuint (dw_place_get_rollup (fixture->district)->active[1], ==, 1);
  g_assert_cmpuint (dw_place_get_rollup (fixture->district)->active[3], ==, 2);
  g_assert_cmpuint (dw_place_get_rollup (fixture->district)->active[4], ==, 1);
  g_assert_cmpuint (dw_place_get_rollup (fixture->school)->unacked[1], ==, 1);
  g_assert_cmpuint (dw_place_get_rollup (fixture->box)->active[4], ==, 0);
  g_assert_cmpuint (dw_place_get_rollup (fixture->other_school)->active[1], ==, 0);

  dw_place_tree_set_alarms (fixture->tree, fixture->circuit, none, none);
  dw_place_tree_refresh (fixture->tree, NOW_MS);
  g_assert_cmpuint (dw_place_get_rollup (fixture->district)->active[1], ==, 0);
}

static void
devices_roll_up_with_their_age (Fixture *fixture,
                                gconstpointer data)
{
  const DwRollup *rollup;

  add_device (fixture, 10, 5, DW_LINK_ONLINE, NOW_MS - 1000);
  add_device (fixture, 11, 5, DW_LINK_ONLINE, NOW_MS - 9000);
  add_device (fixture, 12, 4, DW_LINK_SILENT, NOW_MS - 60000);
  add_device (fixture, 13, 6, DW_LINK_UNKNOWN, 0);
  add_device (fixture, 14, 6, DW_LINK_DOWN, 0);
  dw_place_tree_refresh (fixture->tree, NOW_MS);

  rollup = dw_place_get_rollup (fixture->circuit);
  g_assert_cmpuint (rollup->devices, ==, 2);
  g_assert_cmpuint (rollup->online, ==, 2);
  g_assert_cmpuint (rollup->old, ==, 1);
  g_assert_cmpint (rollup->oldest_ms, ==, NOW_MS - 9000);

  rollup = dw_place_get_rollup (fixture->school);
  g_assert_cmpuint (rollup->devices, ==, 3);
  g_assert_cmpuint (rollup->online, ==, 2);
  g_assert_cmpuint (rollup->old, ==, 2);
  g_assert_cmpint (rollup->oldest_ms, ==, NOW_MS - 60000);

  /* One was never asked, which is not old; one is unreachable, which is, without a time. */
  rollup = dw_place_get_rollup (fixture->other_school);
  g_assert_cmpuint (rollup->devices, ==, 2);
  g_assert_cmpuint (rollup->old, ==, 1);
  g_assert_cmpint (rollup->oldest_ms, ==, 0);
}

static void
count_cb (guint *n_calls)
{
  (*n_calls)++;
}

static void
only_places_that_differ_are_told (Fixture *fixture,
                                  gconstpointer data)
{
  const guint active[5] = { 0, 1, 0, 0, 0 };
  guint n_school = 0;
  guint n_other = 0;
  guint n_refreshes = 0;

  dw_place_tree_refresh (fixture->tree, NOW_MS);
  g_signal_connect_swapped (fixture->school, "changed", G_CALLBACK (count_cb), &n_school);
  g_signal_connect_swapped (fixture->other_school, "changed", G_CALLBACK (count_cb), &n_other);
  g_signal_connect_swapped (fixture->tree, "rollup-changed", G_CALLBACK (count_cb), &n_refreshes);
  dw_place_tree_set_alarms (fixture->tree, fixture->circuit, active, active);
  dw_place_tree_refresh (fixture->tree, NOW_MS);
  dw_place_tree_refresh (fixture->tree, NOW_MS);
  g_assert_cmpuint (n_school, ==, 1);
  g_assert_cmpuint (n_other, ==, 0);
  g_assert_cmpuint (n_refreshes, ==, 1);
}

static void
devices_are_listed_in_tree_order (Fixture *fixture,
                                  gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) of_school = NULL;

  add_device (fixture, 20, 6, DW_LINK_ONLINE, NOW_MS);
  add_device (fixture, 21, 5, DW_LINK_ONLINE, NOW_MS);
  add_device (fixture, 22, 4, DW_LINK_ONLINE, NOW_MS);
  all = dw_place_tree_list_devices (fixture->tree, NULL);
  of_school = dw_place_tree_list_devices (fixture->tree, fixture->school);
  g_assert_cmpuint (of_school->len, ==, 2);
  g_assert_cmpint (dw_device_get_id (of_school->pdata[0]), ==, 22);
  g_assert_cmpint (dw_device_get_id (of_school->pdata[1]), ==, 21);
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpint (dw_device_get_id (all->pdata[2]), ==, 20);
}

static void
a_device_is_followed_when_it_moves (Fixture *fixture,
                                    gconstpointer data)
{
  DwDevice *device = add_device (fixture, 30, 5, DW_LINK_ONLINE, NOW_MS);

  g_assert_true (dw_place_tree_get_device_place (fixture->tree, device) == fixture->circuit);
  dw_device_set_place_id (device, 6);
  g_assert_true (dw_place_tree_get_device_place (fixture->tree, device) == fixture->other_school);
  dw_device_set_place_id (device, 999);
  g_assert_null (dw_place_tree_get_device_place (fixture->tree, device));
  dw_place_tree_refresh (fixture->tree, NOW_MS);
  g_assert_cmpuint (dw_place_get_rollup (fixture->district)->devices, ==, 0);
}

static void
a_device_may_come_before_its_place (Fixture *fixture,
                                    gconstpointer data)
{
  DwDevice *device = add_device (fixture, 31, 40, DW_LINK_ONLINE, NOW_MS);
  DwPlace *late;

  g_assert_null (dw_place_tree_get_device_place (fixture->tree, device));
  late = add (fixture->tree, 40, DW_PLACE_BOX, "3AL1", fixture->building);
  g_assert_true (dw_place_tree_get_device_place (fixture->tree, device) == late);
}

static void
a_branch_goes_with_its_devices (Fixture *fixture,
                                gconstpointer data)
{
  guint n_removed = 0;

  add_device (fixture, 32, 5, DW_LINK_ONLINE, NOW_MS);
  add_device (fixture, 33, 6, DW_LINK_ONLINE, NOW_MS);
  g_signal_connect_swapped (fixture->tree, "device-removed", G_CALLBACK (count_cb), &n_removed);
  dw_place_tree_remove (fixture->tree, fixture->school);
  g_assert_cmpuint (n_removed, ==, 1);
  g_assert_null (dw_place_tree_find (fixture->tree, 5));
  g_assert_null (dw_place_tree_find_device (fixture->tree, 32));
  g_assert_nonnull (dw_place_tree_find_device (fixture->tree, 33));
  g_assert_cmpuint (g_list_model_get_n_items (dw_place_tree_get_devices (fixture->tree)), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->district)), ==, 1);
  dw_place_tree_remove (fixture->tree, fixture->district);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->tree)), ==, 0);
}

static void
facts_are_told_once (Fixture *fixture,
                     gconstpointer data)
{
  guint n_calls = 0;

  g_signal_connect_swapped (fixture->school, "changed", G_CALLBACK (count_cb), &n_calls);
  dw_place_set_fact (fixture->school, "phone", "022-1");
  dw_place_set_fact (fixture->school, "phone", "022-1");
  dw_place_set_name (fixture->school, "First School");
  g_assert_cmpuint (n_calls, ==, 1);
  g_assert_cmpstr (dw_place_get_fact (fixture->school, "phone"), ==, "022-1");
  dw_place_set_fact (fixture->school, "phone", NULL);
  g_assert_null (dw_place_get_fact (fixture->school, "phone"));
  g_assert_cmpuint (n_calls, ==, 2);
}

/* A district: 400 schools of 20 detectors. Refreshing must stay far below a frame; the bound is generous for a checked build. */
static void
a_district_refreshes_quickly (void)
{
  g_autoptr (DwPlaceTree) tree = dw_place_tree_new ();
  DwPlace *district = add (tree, 1, DW_PLACE_DISTRICT, "Binhai", NULL);
  gint64 next_id = 2;
  double seconds;

  for (guint s = 0; s < 400; s++)
    {
      DwPlace *school = add (tree, next_id++, DW_PLACE_SCHOOL, "School", district);

      for (guint d = 0; d < 20; d++)
        {
          g_autoptr (DwDevice) device = dw_device_new (next_id, "detector");
          DwPlace *circuit = add (tree, next_id++, DW_PLACE_CIRCUIT, "W", school);

          dw_device_set_place_id (device, dw_place_get_id (circuit));
          dw_place_tree_add_device (tree, device);
        }
    }
  g_test_timer_start ();
  dw_place_tree_refresh (tree, NOW_MS);
  seconds = g_test_timer_elapsed ();
  g_test_minimized_result (seconds, "one refresh of 8,000 devices: %.2f ms", seconds * 1000);
  g_assert_cmpuint (dw_place_get_rollup (district)->devices, ==, 8000);
  g_assert_cmpfloat (seconds, <, 0.5);
}

#define ADD(name, func) g_test_add ("/place-tree/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("places-are-list-models-of-their-children", places_are_list_models_of_their_children);
  ADD ("an-id-stands-once", an_id_stands_once);
  ADD ("paths-read-as-people-say-them", paths_read_as_people_say_them);
  ADD ("alarms-roll-up-to-every-place-above", alarms_roll_up_to_every_place_above);
  ADD ("devices-roll-up-with-their-age", devices_roll_up_with_their_age);
  ADD ("only-places-that-differ-are-told", only_places_that_differ_are_told);
  ADD ("devices-are-listed-in-tree-order", devices_are_listed_in_tree_order);
  ADD ("a-device-is-followed-when-it-moves", a_device_is_followed_when_it_moves);
  ADD ("a-device-may-come-before-its-place", a_device_may_come_before_its_place);
  ADD ("a-branch-goes-with-its-devices", a_branch_goes_with_its_devices);
  ADD ("facts-are-told-once", facts_are_told_once);
  g_test_add_func ("/place-tree/a-district-refreshes-quickly", a_district_refreshes_quickly);
  return g_test_run ();
}
