// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-search.h"

#include "dw-search-keys.h"
#include "dw-test-frame.h"

/* The search over everything: what is found by what, in which order, for whom; and what was opened before. */

static gboolean
readings_ready_cb (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
is_set (gpointer data)
{
  return *(gboolean *)data;
}

static DwTestFrame *
open_district (void)
{
  static gboolean ready = FALSE;
  DwTestFrame *frame = dw_test_frame_open ();
  DwPlace *region = dw_test_frame_add_place (frame, 3000, DW_PLACE_REGION, "塘沽", NULL);
  DwPlace *first = dw_test_frame_add_place (frame, 3001, DW_PLACE_SCHOOL, "滨海新区塘沽第一小学", region);
  DwPlace *second = dw_test_frame_add_place (frame, 3002, DW_PLACE_SCHOOL, "重庆路第一小学", region);
  DwPlace *box = dw_test_frame_add_place (frame, 3003, DW_PLACE_BOX, "2AL1 末端箱", first);

  dw_test_frame_add_place (frame, 3004, DW_PLACE_CIRCUIT, "W5 东侧插座回路", box);
  dw_test_frame_add_place (frame, 3005, DW_PLACE_BOX, "2AL1 照明箱", second);
  dw_test_frame_add_place (frame, 3006, DW_PLACE_BUILDING, "教学楼A", first);
  dw_place_set_fact (first, "contact", "钱秀英");
  dw_place_set_fact (first, "phone", "022-65200001");
  if (!ready)
    {
      dw_search_keys_prepare (G_OBJECT (frame->station), readings_ready_cb, &ready);
      dw_test_frame_wait (is_set, &ready, "the readings are there");
    }
  return frame;
}

/* "group/title" of each hit in a line of its own, English. */
static char *
list_hits (DwTestFrame *frame, const char *typed)
{
  g_autoptr (GPtrArray) hits = dw_search_find (frame->station, typed);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < hits->len; i++)
    {
      const DwSearchHit *hit = g_ptr_array_index (hits, i);

      g_string_append_printf (text, "%s/%s\n", hit->group, hit->title);
    }
  return g_string_free (text, FALSE);
}

static const struct
{
  const char *sentence, *typed, *hits;
} rows[] = {
  { "a school by its initials", "bhxqtgdyxx", "Schools/滨海新区塘沽第一小学\n" },
  { "a school by the second reading of its first character", "chongqing", "Schools/重庆路第一小学\n" },
  { "the one that is the word comes before the one that has it", "塘沽", "Schools/滨海新区塘沽第一小学\nDistricts and regions/塘沽\n" },
  { "of two the shorter name comes first", "dyxx", "Schools/重庆路第一小学\nSchools/滨海新区塘沽第一小学\n" },
  { "a box by its number, with every box of that number", "2al1 箱", "Boxes/2AL1 末端箱\nBoxes/2AL1 照明箱\n" },
  { "a box of one school: the school's initials, then the box", "bhxq 2al1", "Boxes/2AL1 末端箱\n" },
  { "the same in the other order", "2AL1 binhai", "Boxes/2AL1 末端箱\n" },
  { "full-width digits", "２ＡＬ１ 末端", "Boxes/2AL1 末端箱\n" },
  { "a circuit by what it feeds", "dcczuo", "Circuits/W5 东侧插座回路\n" },
  { "a circuit by number and school", "w5 bhxq", "Circuits/W5 东侧插座回路\n" },
  { "a person by initials", "qxy", "People/钱秀英\n" },
  { "a person by phone", "652000", "People/钱秀英\n" },
  { "a building", "jxl", "Buildings and rooms/教学楼A\n" },
  { "a device", "detector", "Devices/Detector 2AL1\n" },
  { "the school's own name is not enough for what is below it", "chongqinglu", "Schools/重庆路第一小学\n" },
  { "nothing typed", "", "" },
  { "blanks", "   ", "" },
  { "a word that nothing has", "xyzzy", "" },
  { "one of two words that nothing has", "bhxq xyzzy", "" },
  { "an emoji", "😀", "" },
};

static void
test_hits (void)
{
  DwTestFrame *frame = open_district ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *hits = list_hits (frame, rows[i].typed);

      g_test_message ("%s: %s", rows[i].sentence, rows[i].typed);
      g_assert_cmpstr (hits, ==, rows[i].hits);
    }
  dw_test_frame_close (frame);
}

/* At most five of a group, and the best ones. */
static void
test_five_of_a_group (void)
{
  DwTestFrame *frame = open_district ();
  g_autoptr (GPtrArray) hits = NULL;

  for (gint64 i = 0; i < 20; i++)
    dw_test_frame_add_place (frame, 4000 + i, DW_PLACE_SCHOOL, i == 19 ? "汉沽" : "新建汉沽小学", NULL);
  hits = dw_search_find (frame->station, "hangu");
  g_assert_cmpuint (hits->len, ==, 5);
  g_assert_cmpstr (((DwSearchHit *)hits->pdata[0])->title, ==, "汉沽");
  dw_test_frame_close (frame);
}

/* A name that changes is found by the new one at once. */
static void
test_renamed (void)
{
  DwTestFrame *frame = open_district ();
  g_autofree char *before = list_hits (frame, "bhxq"), *old = NULL, *new = NULL;

  dw_place_set_name (dw_place_tree_find (dw_station_get_tree (frame->station), 3001), "大港第三中学");
  old = list_hits (frame, "bhxq");
  new = list_hits (frame, "dgdszx");
  g_assert_cmpstr (before, !=, "");
  g_assert_cmpstr (old, ==, "");
  g_assert_cmpstr (new, ==, "Schools/大港第三中学\n");
  dw_test_frame_close (frame);
}

/* Rights limit what exists at all: whoever looks after one school does not find another. */
static void
test_scope (void)
{
  DwTestFrame *frame = open_district ();
  g_autoptr (DwPerson) person = dw_person_new ("A12", "", DW_ROLE_SCHOOL_ADMIN);
  g_autofree char *schools = NULL, *boxes = NULL;
  gint64 own = 3002;
  DwSearchHit other = { "", (char *)"", (char *)"", "win.show-place", (char *)"3001" };

  g_array_append_val (person->scope, own);
  g_assert_true (dw_search_hit_is_there (&other, frame->station));
  dw_station_set_person (frame->station, person);
  schools = list_hits (frame, "dyxx");
  boxes = list_hits (frame, "2al1");
  g_assert_cmpstr (schools, ==, "Schools/重庆路第一小学\n");
  g_assert_cmpstr (boxes, ==, "Boxes/2AL1 照明箱\n");
  g_assert_false (dw_search_hit_is_there (&other, frame->station));
  dw_test_frame_close (frame);
}

static void
test_gone (void)
{
  DwTestFrame *frame = open_district ();
  DwPlaceTree *tree = dw_station_get_tree (frame->station);
  DwSearchHit place = { "", (char *)"", (char *)"", "win.show-place", (char *)"3004" };
  DwSearchHit device = { "", (char *)"", (char *)"", "win.show-device", (char *)"2001" };
  DwSearchHit alarm = { "", (char *)"", (char *)"", "win.show-alarm", (char *)"none" };

  g_assert_true (dw_search_hit_is_there (&place, frame->station));
  g_assert_true (dw_search_hit_is_there (&device, frame->station));
  g_assert_false (dw_search_hit_is_there (&alarm, frame->station));
  dw_place_tree_remove (tree, dw_place_tree_find (tree, 3004));
  dw_place_tree_remove_device (tree, frame->device);
  g_assert_false (dw_search_hit_is_there (&place, frame->station));
  g_assert_false (dw_search_hit_is_there (&device, frame->station));
  dw_test_frame_close (frame);
}

int
main (int argc, char **argv)
{
  if (!dw_test_frame_init (&argc, &argv))
    return 0;
  g_test_add_func ("/search/hits", test_hits);
  g_test_add_func ("/search/five-of-a-group", test_five_of_a_group);
  g_test_add_func ("/search/renamed", test_renamed);
  g_test_add_func ("/search/scope", test_scope);
  g_test_add_func ("/search/gone", test_gone);
  return g_test_run ();
}
