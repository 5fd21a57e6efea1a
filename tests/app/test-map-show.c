// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-names.h"
#include "dw-map-show.h"
#include "dw-map-words.h"
#include "dw-test-device.h"

#include <math.h>

/* What a person wants to see of the schools on the map (S1-19, S0-06): layer, priorities, type of organisation; and which marks have room for a name. */

typedef struct
{
  DwPlaceTree *tree;
  DwAlarmList *alarms;
  DwPlace *primary, *middle, *kindergarten;
} District;

static DwPlace *
add_school (DwPlaceTree *tree, gint64 id, const char *name, const char *org_type, const char *longitude)
{
  g_autoptr (DwPlace) place = dw_place_new (id, DW_PLACE_SCHOOL, name);

  dw_place_set_fact (place, "org_type", org_type);
  dw_place_set_fact (place, "longitude", longitude);
  dw_place_set_fact (place, "latitude", "39.02");
  g_assert_true (dw_place_tree_add (tree, place, NULL));
  return dw_place_tree_find (tree, id);
}

static District *
open_district (void)
{
  District *self = g_new0 (District, 1);

  self->tree = dw_place_tree_new ();
  self->alarms = dw_alarm_list_new ();
  self->primary = add_school (self->tree, 1, "First primary", "primary · bureau", "117.60");
  self->middle = add_school (self->tree, 2, "Second middle", "middle·bureau", "117.70");
  self->kindergarten = add_school (self->tree, 3, "Third kindergarten", "kindergarten", "117.80");
  dw_place_set_fact (self->kindergarten, "longitude", "");
  return self;
}

static void
close_district (District *self)
{
  g_object_unref (self->alarms);
  g_object_unref (self->tree);
  g_free (self);
}

/* One device that carries so much of its 100 A; NaN = it never told. */
static DwDevice *
add_device (District *self, gint64 id, DwPlace *school, double ampere, gint64 time_ms)
{
  static const char *const points[] = { "current_a", NULL };
  g_autoptr (DwDevice) device = dw_test_device_new (id, "1AL1", points);

  dw_device_set_place_id (device, dw_place_get_id (school));
  dw_device_set_rated_current (device, 100);
  if (!isnan (ampere))
    dw_test_device_set_value (device, "current_a", ampere, DW_QUALITY_GOOD, time_ms);
  dw_place_tree_add_device (self->tree, device);
  dw_place_tree_refresh (self->tree, DW_TEST_T0);
  return dw_place_tree_find_device (self->tree, id);
}

static DwMapSchools *
read_schools (District *self, const DwMapShow *show)
{
  DwMapSchools *schools = dw_map_schools_new (self->tree, self->alarms, NULL, NULL, FALSE, DW_TEST_T0);

  dw_map_schools_show (schools, self->tree, show, DW_TEST_T0);
  return schools;
}

static DwMapItem
get_item (const DwMapSchools *schools, guint index)
{
  g_assert_cmpuint (index, <, schools->items->len);
  return g_array_index (schools->items, DwMapItem, index);
}

static char *
describe (DwMapSchools *schools)
{
  g_autoptr (GPtrArray) clusters = dw_map_cluster_make ((const DwMapItem *)(void *)schools->items->data, schools->items->len, schools->layer, 12);

  return dw_map_words_describe (clusters->pdata[0], schools);
}

/* --- layers --- */

static void
words_of_layers_go_there_and_back (void)
{
  DwMapLayer layer = DW_MAP_LAYER_LOAD;

  for (DwMapLayer each = 0; each < DW_N_MAP_LAYERS; each++)
    g_assert_true (dw_map_layer_from_word (dw_map_layer_word (each), &layer) && layer == each);
  g_assert_false (dw_map_layer_from_word ("orders", &layer));
  g_assert_false (dw_map_layer_from_word (NULL, &layer));
  g_assert_cmpint (layer, ==, DW_N_MAP_LAYERS - 1);
}

static void
put_counts (District *self, DwPlace *place, guint urgent, guint notices)
{
  guint active[5] = { 0, urgent, 0, 0, notices };

  dw_place_tree_set_alarms (self->tree, place, active, active);
  dw_place_tree_refresh (self->tree, DW_TEST_T0);
}

static void
hidden_priorities_are_neither_counted_nor_shown (void)
{
  static const struct
  {
    const char *sentence;
    guint priorities, shown;
    guint active[5];
  } rows[] = {
    { "all", 0, 1, { 0, 2, 0, 0, 3 } },
    { "all but urgent", 1u << 2 | 1u << 3 | 1u << 4, 4, { 0, 0, 0, 0, 3 } },
    { "urgent alone", 1u << 1, 1, { 0, 2, 0, 0, 0 } },
    { "one that nobody has", 1u << 3, 0, { 0 } },
  };
  District *self = open_district ();

  add_device (self, 100, self->primary, 20, DW_TEST_T0);
  put_counts (self, self->primary, 2, 3);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DwMapSchools) schools = read_schools (self, &(DwMapShow){ .priorities = rows[i].priorities });
      DwMapItem item = get_item (schools, 0);

      g_test_message ("%s", rows[i].sentence);
      g_assert_cmpuint (item.priority, ==, rows[i].shown);
      g_assert_cmpmem (item.active, sizeof item.active, rows[i].active, sizeof rows[i].active);
    }
  close_district (self);
}

static void
toggling_hides_and_shows (void)
{
  guint priorities = dw_map_toggle_priority (0, 3);

  g_assert_cmpuint (priorities, ==, 1u << 1 | 1u << 2 | 1u << 4);
  g_assert_cmpuint (dw_map_toggle_priority (priorities, 3), ==, 0);
  g_assert_cmpuint (dw_map_toggle_priority (1u << 2, 1), ==, 1u << 1 | 1u << 2);
  /* The last one hidden: all are shown again, never none. */
  g_assert_cmpuint (dw_map_toggle_priority (1u << 2, 2), ==, 0);
}

static void
the_layer_of_links_counts_devices_and_no_alarms (void)
{
  District *self = open_district ();
  g_autoptr (DwMapSchools) schools = NULL;
  g_autofree char *words = NULL;

  add_device (self, 100, self->primary, 20, DW_TEST_T0);
  dw_device_set_link (add_device (self, 101, self->primary, 20, DW_TEST_T0), DW_LINK_SILENT, DW_TEST_T0);
  put_counts (self, self->primary, 1, 0);
  schools = read_schools (self, &(DwMapShow){ .layer = DW_MAP_LAYER_OFF_LINE });
  g_assert_cmpuint (get_item (schools, 0).off_line, ==, 1);
  g_assert_cmpuint (get_item (schools, 0).devices, ==, 2);
  g_assert_cmpint (get_item (schools, 0).state, ==, DW_SYMBOL_STALE);
  g_assert_cmpuint (get_item (schools, 0).priority, ==, 0);
  g_assert_cmpuint (get_item (schools, 0).active[1], ==, 0);
  g_assert_cmpint (get_item (schools, 1).state, ==, DW_SYMBOL_NORMAL);
  words = describe (schools);
  g_assert_cmpstr (words, ==, "First primary, 1 of 2 devices off line");
  close_district (self);
}

/* Nothing is made up: a school without a reading has no load, and what is old says so. */
static void
the_layer_of_load_shows_the_highest_that_is_known (void)
{
  static const struct
  {
    const char *sentence;
    double first, second; /* A of 100 */
    gint64 first_ms, second_ms;
    double load;
    gboolean old;
    const char *words;
  } rows[] = {
    { "nothing was ever read", NAN, NAN, 0, 0, NAN, FALSE, "First primary, load rate not known" },
    { "the higher of two", 40, 65, DW_TEST_T0, DW_TEST_T0, 65, FALSE, "First primary, load rate 65 %" },
    { "more than rated", 40, 112.4, DW_TEST_T0, DW_TEST_T0, 112.4, FALSE, "First primary, load rate 112 %" },
    { "a fresh low one before an old high one", 40, 95, DW_TEST_T0, DW_TEST_T0 - 600000, 40, FALSE, "First primary, load rate 40 %" },
    { "only old ones", 40, NAN, DW_TEST_T0 - 600000, 0, 40, TRUE, "First primary, load rate 40 %, old" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      District *self = open_district ();
      g_autoptr (DwMapSchools) schools = NULL;
      g_autofree char *words = NULL;
      DwMapItem item;

      g_test_message ("%s", rows[i].sentence);
      add_device (self, 100, self->primary, rows[i].first, rows[i].first_ms);
      add_device (self, 101, self->primary, rows[i].second, rows[i].second_ms);
      schools = read_schools (self, &(DwMapShow){ .layer = DW_MAP_LAYER_LOAD, .org_type = "primary" });
      item = get_item (schools, 0);
      g_assert_true (isnan (rows[i].load) ? isnan (item.load_percent) : fabs (item.load_percent - rows[i].load) < 1e-9);
      g_assert_cmpint (item.load_old, ==, rows[i].old);
      words = describe (schools);
      g_assert_cmpstr (words, ==, rows[i].words);
      close_district (self);
    }
}

static void
a_cluster_has_the_highest_fresh_load (void)
{
  DwMapItem items[] = { { .id = 1, .point = { 117, 39 }, .load_percent = 120, .load_old = TRUE }, { .id = 2, .point = { 117, 39 }, .load_percent = 30 }, { .id = 3, .point = { 117, 39 }, .load_percent = NAN }, { .id = 4, .point = { 117, 39 }, .load_percent = 70 } };
  g_autoptr (GPtrArray) clusters = dw_map_cluster_make (items, G_N_ELEMENTS (items), DW_MAP_LAYER_LOAD, 10);
  g_autoptr (GPtrArray) unknown = dw_map_cluster_make (items + 2, 1, DW_MAP_LAYER_LOAD, 10);

  g_assert_cmpfloat (((DwMapCluster *)clusters->pdata[0])->load_percent, ==, 70);
  g_assert_false (((DwMapCluster *)clusters->pdata[0])->load_old);
  g_assert_true (isnan (((DwMapCluster *)unknown->pdata[0])->load_percent));
}

/* --- types --- */

static void
both_parts_of_the_type_can_be_chosen (void)
{
  static const struct
  {
    const char *org_type;
    guint n_items, n_missing;
  } rows[] = {
    { NULL, 2, 1 },
    { "", 2, 1 },
    { "primary", 1, 0 },
    { "bureau", 2, 0 },
    { "kindergarten", 0, 1 },
    { "primary · bureau", 0, 0 },
    { "prim", 0, 0 },
    { "university", 0, 0 },
  };
  District *self = open_district ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DwMapSchools) schools = read_schools (self, &(DwMapShow){ .org_type = rows[i].org_type });

      g_test_message ("%s", rows[i].org_type != NULL ? rows[i].org_type : "NULL");
      g_assert_cmpuint (schools->items->len, ==, rows[i].n_items);
      g_assert_cmpuint (schools->placed->len, ==, rows[i].n_items);
      g_assert_cmpuint (schools->n_missing, ==, rows[i].n_missing);
      g_assert_cmpuint (schools->places->len, ==, 3);
    }
  close_district (self);
}

static void
types_are_listed_once_and_sorted (void)
{
  District *self = open_district ();
  g_autoptr (DwMapSchools) schools = dw_map_schools_new (self->tree, self->alarms, NULL, NULL, FALSE, DW_TEST_T0);
  g_autoptr (GPtrArray) types = dw_map_schools_list_types (schools, 0);
  g_autoptr (GPtrArray) owners = dw_map_schools_list_types (schools, 1);

  g_assert_cmpuint (types->len, ==, 3);
  g_assert_cmpstr (types->pdata[0], ==, "kindergarten");
  g_assert_cmpstr (types->pdata[2], ==, "primary");
  g_assert_cmpuint (owners->len, ==, 1);
  g_assert_cmpstr (owners->pdata[0], ==, "bureau");
  close_district (self);
}

/* --- names --- */

/* So many px east of a point, at that zoom. */
static DwMapItem
make_item (gint64 id, double east_px, double south_px, guint priority, double zoom)
{
  double x, y;
  DwMapItem item = { .id = id, .priority = priority, .state = priority > 0 ? DW_SYMBOL_UNACK : DW_SYMBOL_NORMAL };

  dw_geo_to_px ((DwGeoPoint){ 117.65, 39.02 }, zoom, &x, &y);
  x = (floor (x / DW_MAP_CELL_PX) + 0.5) * DW_MAP_CELL_PX;
  y = (floor (y / DW_MAP_CELL_PX) + 0.5) * DW_MAP_CELL_PX;
  item.point = dw_geo_from_px (x + east_px, y + south_px, zoom);
  if (priority > 0)
    item.active[priority] = 1;
  return item;
}

static void
names_stand_where_they_cover_nothing (void)
{
  static const struct
  {
    const char *sentence;
    guint priority[2];
    double east_px, south_px, zoom;
    gboolean shown[2]; /* the worse one first */
  } rows[] = {
    { "far apart both have theirs", { 1, 2 }, 200, 0, 10, { TRUE, TRUE } },
    { "side by side the worse one has room", { 1, 2 }, 40, 0, 10, { TRUE, FALSE } },
    { "below it stands another mark", { 1, 2 }, 0, 40, 10, { FALSE, TRUE } },
    { "quiet ones are named close by only", { 2, 0 }, 200, 0, 10, { TRUE, FALSE } },
    { "close by quiet ones are, too", { 2, 0 }, 200, 0, 12, { TRUE, TRUE } },
  };
  static const char *const names[] = { "塘沽示范一小", "塘沽蓝湾中学" };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      DwMapItem items[] = { make_item (1, 0, 0, rows[i].priority[0], rows[i].zoom), make_item (2, rows[i].east_px, rows[i].south_px, rows[i].priority[1], rows[i].zoom) };
      g_autoptr (GPtrArray) clusters = dw_map_cluster_make (items, 2, DW_MAP_LAYER_ALARMS, rows[i].zoom);

      g_test_message ("%s", rows[i].sentence);
      g_assert_cmpuint (clusters->len, ==, 2);
      dw_map_names_place (clusters, names, rows[i].zoom);
      g_assert_cmpint (((DwMapCluster *)clusters->pdata[0])->name != NULL, ==, rows[i].shown[0]);
      g_assert_cmpint (((DwMapCluster *)clusters->pdata[1])->name != NULL, ==, rows[i].shown[1]);
    }
}

/* --- words with numbers --- */

static void
one_is_no_plural (void)
{
  static const struct
  {
    guint devices, off_line;
    const char *words;
  } rows[] = { { 0, 0, "not installed yet" }, { 1, 0, "1 device" }, { 2, 0, "2 devices" }, { 1, 1, "1 device, 1 off line" }, { 46, 1, "46 devices, 1 off line" } };
  static const struct
  {
    guint alarms, faults;
    const char *words;
  } counts[] = { { 0, 0, "Unhandled: 0 alarms, 0 faults" }, { 1, 1, "Unhandled: 1 alarm, 1 fault" }, { 1, 2, "Unhandled: 1 alarm, 2 faults" }, { 21, 1, "Unhandled: 21 alarms, 1 fault" } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *words = dw_map_words_count_devices (rows[i].devices, rows[i].off_line);

      g_assert_cmpstr (words, ==, rows[i].words);
    }
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *words = dw_map_words_count_unhandled (counts[i].alarms, counts[i].faults);

      g_assert_cmpstr (words, ==, counts[i].words);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map-show/layers", words_of_layers_go_there_and_back);
  g_test_add_func ("/map-show/priorities", hidden_priorities_are_neither_counted_nor_shown);
  g_test_add_func ("/map-show/toggle", toggling_hides_and_shows);
  g_test_add_func ("/map-show/off-line", the_layer_of_links_counts_devices_and_no_alarms);
  g_test_add_func ("/map-show/load", the_layer_of_load_shows_the_highest_that_is_known);
  g_test_add_func ("/map-show/cluster-load", a_cluster_has_the_highest_fresh_load);
  g_test_add_func ("/map-show/types", both_parts_of_the_type_can_be_chosen);
  g_test_add_func ("/map-show/list-types", types_are_listed_once_and_sorted);
  g_test_add_func ("/map-names/room", names_stand_where_they_cover_nothing);
  g_test_add_func ("/map-words/plurals", one_is_no_plural);
  return g_test_run ();
}
