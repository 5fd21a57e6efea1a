// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>
#include <string.h>

#include "dw-map-face.h"
#include "dw-map-label-layer.h"
#include "dw-map-leader-layer.h"
#include "dw-map-mark.h"
#include "dw-map-pins.h"
#include "dw-map-view.h"
#include "dw-overview-page.h"
#include "dw-style.h"
#include "dw-test-frame.h"

/* The overview in a window: it comes first, shows the school where its facts put it, leads to it by a press, and moves by keys (S1-19, S2-15). */

static DwMapPins *
get_pins (DwTestFrame *frame)
{
  return DW_MAP_PINS (dw_test_find (GTK_WIDGET (frame->window), DW_TYPE_MAP_PINS));
}

static gboolean
has_pin (gpointer data)
{
  return dw_map_pins_get_buttons (get_pins (data))->len == 1;
}

static DwTestFrame *
open_frame (void)
{
  DwTestFrame *frame = dw_test_frame_open ();

  dw_place_set_fact (frame->school, "longitude", "117.65");
  dw_place_set_fact (frame->school, "latitude", "39.02");
  dw_map_view_refresh (DW_MAP_VIEW (dw_test_find (GTK_WIDGET (frame->window), DW_TYPE_MAP_VIEW)));
  dw_test_frame_wait (has_pin, frame, "a mark for the school");
  return frame;
}

static void
the_overview_comes_first (void)
{
  DwTestFrame *frame = dw_test_frame_open ();

  g_assert_true (gtk_widget_get_mapped (dw_test_find (GTK_WIDGET (frame->window), DW_TYPE_OVERVIEW_PAGE)));
  dw_test_frame_close (frame);
}

static void
a_school_without_position_has_no_mark (void)
{
  DwTestFrame *frame = dw_test_frame_open ();

  dw_test_frame_run_ms (100);
  g_assert_cmpuint (dw_map_pins_get_buttons (get_pins (frame))->len, ==, 0);
  dw_test_frame_close (frame);
}

/* Within two pixels of the middle of the map. */
static gboolean
is_in_the_middle (gpointer data)
{
  GtkWidget *pins = GTK_WIDGET (get_pins (data)), *button = dw_map_pins_get_buttons (get_pins (data))->pdata[0];
  graphene_rect_t bounds;

  return gtk_widget_compute_bounds (button, pins, &bounds) && ABS (bounds.origin.x + bounds.size.width / 2 - gtk_widget_get_width (pins) / 2.0) < 2 && ABS (bounds.origin.y + bounds.size.height / 2 - gtk_widget_get_height (pins) / 2.0) < 2;
}

/* One school alone is what the first view is about. */
static void
the_school_stands_where_its_facts_say (void)
{
  DwTestFrame *frame = open_frame ();
  ShumateLocation *middle = SHUMATE_LOCATION (dw_map_pins_get_viewport (get_pins (frame)));
  DwGeoPoint at = { shumate_location_get_longitude (middle), shumate_location_get_latitude (middle) };

  g_assert_cmpfloat (dw_geo_distance_m (at, (DwGeoPoint){ 117.65, 39.02 }), <, dw_geo_metres_per_px (39.02, shumate_viewport_get_zoom_level (dw_map_pins_get_viewport (get_pins (frame)))));
  dw_test_frame_wait (is_in_the_middle, frame, "the mark in the middle");
  dw_test_frame_close (frame);
}

/* --- names of the ground --- */

static guint
count_texts (GskRenderNode *node)
{
  guint n = 0;

  if (gsk_render_node_get_node_type (node) == GSK_TEXT_NODE)
    return 1;
  if (gsk_render_node_get_node_type (node) == GSK_TRANSFORM_NODE)
    return count_texts (gsk_transform_node_get_child (node));
  for (guint i = 0; gsk_render_node_get_node_type (node) == GSK_CONTAINER_NODE && i < gsk_container_node_get_n_children (node); i++)
    n += count_texts (gsk_container_node_get_child (node, i));
  return n;
}

/* What the layer draws now; NULL: nothing. */
static GskRenderNode *
draw_layer (DwTestFrame *frame, GType type)
{
  GtkWidget *layer = dw_test_find (GTK_WIDGET (frame->window), type);
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  GTK_WIDGET_GET_CLASS (layer)->snapshot (layer, snapshot);
  return gtk_snapshot_free_to_node (snapshot);
}

static guint
count_names (DwTestFrame *frame)
{
  g_autoptr (GskRenderNode) node = draw_layer (frame, DW_TYPE_MAP_LABEL_LAYER);

  return node != NULL ? count_texts (node) : 0;
}

static gboolean
has_no_names (gpointer data)
{
  return count_names (data) == 0;
}

static gboolean
has_names (gpointer data)
{
  return count_names (data) > 0;
}

/* Over the ground and below the marks; far from all towns there is nothing to write. */
static void
names_lie_between_ground_and_marks (void)
{
  DwTestFrame *frame = open_frame ();
  GtkWidget *layer = dw_test_find (GTK_WIDGET (frame->window), DW_TYPE_MAP_LABEL_LAYER);

  g_assert_true (SHUMATE_IS_MAP_LAYER (gtk_widget_get_prev_sibling (layer)));
  g_assert_true (DW_IS_MAP_LEADER_LAYER (gtk_widget_get_next_sibling (layer)));
  g_assert_true (SHUMATE_IS_MARKER_LAYER (gtk_widget_get_next_sibling (gtk_widget_get_next_sibling (layer))));
  dw_test_frame_wait (has_names, frame, "the names around the school");
  shumate_location_set_location (SHUMATE_LOCATION (dw_map_pins_get_viewport (get_pins (frame))), 38.3, 119.5);
  dw_test_frame_wait (has_no_names, frame, "the open sea");
  dw_test_frame_close (frame);
}

/* --- marks that were moved aside --- */

/* The pixel of the layer, without what lies below it; 0: nothing is drawn there. */
static guint32
get_leader_pixel (DwTestFrame *frame, int x, int y)
{
  g_autoptr (GskRenderNode) node = draw_layer (frame, DW_TYPE_MAP_LEADER_LAYER);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 1, 1);
  cairo_t *cr = cairo_create (surface);
  guint32 pixel;

  cairo_translate (cr, -x, -y);
  if (node != NULL)
    gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  pixel = *(guint32 *)(void *)cairo_image_surface_get_data (surface);
  cairo_surface_destroy (surface);
  return pixel;
}

/* So many px east and south of the pixel (200, 200). */
static DwGeoPoint
get_point (DwTestFrame *frame, double east_px, double south_px)
{
  return dw_map_pins_get_point (get_pins (frame), 200 + east_px, 200 + south_px);
}

static guint32
get_color (DwTestFrame *frame, DwColor color)
{
  const DwRgb *rgb = dw_palette_get (dw_palette_of (GTK_WIDGET (frame->window)), color);

  return 0xff000000u | (guint32)lround (rgb->red * 255) << 16 | (guint32)lround (rgb->green * 255) << 8 | (guint32)lround (rgb->blue * 255);
}

/* From the mark at (200, 200) to its place, which has a dot; nearby there is nothing to say. */
static void
a_mark_that_was_moved_aside_has_a_line (void)
{
  static const struct
  {
    const char *sentence;
    double east_px, south_px;
    int on_x, on_y; /* a pixel half way */
    gboolean drawn;
  } rows[] = {
    { "it stands at its place", 0, 0, 200, 200, FALSE },
    { "some pixels are as good", 4, 3, 202, 201, FALSE },
    { "its place is east", 60, 0, 230, 200, TRUE },
    { "its place is north", 0, -60, 200, 170, TRUE },
    { "its place is south-west", -60, 60, 170, 230, TRUE },
  };
  DwTestFrame *frame = open_frame ();
  DwMapLeaderLayer *layer = DW_MAP_LEADER_LAYER (dw_test_find (GTK_WIDGET (frame->window), DW_TYPE_MAP_LEADER_LAYER));

  for (guint night = 0; night < 2; night++)
    {
      dw_style_set_night (dw_style_get (gtk_widget_get_display (GTK_WIDGET (frame->window))), night > 0);
      for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
        {
          g_autoptr (GArray) leaders = g_array_new (FALSE, FALSE, sizeof (DwMapLeader));
          DwMapLeader leader = { get_point (frame, 0.5, 0.5), get_point (frame, rows[i].east_px + 0.5, rows[i].south_px + 0.5) };

          g_test_message ("%s, %s", rows[i].sentence, night ? "night" : "day");
          g_array_append_val (leaders, leader);
          dw_map_leader_layer_show (layer, leaders);
          g_assert_cmpint (get_leader_pixel (frame, rows[i].on_x, rows[i].on_y) != 0, ==, rows[i].drawn);
          g_assert_cmphex (get_leader_pixel (frame, 200 + (int)rows[i].east_px, 200 + (int)rows[i].south_px), ==, rows[i].drawn ? get_color (frame, DW_COLOR_TEXT_3) : 0);
        }
    }
  dw_style_set_night (dw_style_get (gtk_widget_get_display (GTK_WIDGET (frame->window))), FALSE);
  dw_test_frame_close (frame);
}

/* One school alone stands where it belongs. */
static void
one_school_has_no_line (void)
{
  DwTestFrame *frame = open_frame ();
  g_autoptr (GskRenderNode) node = draw_layer (frame, DW_TYPE_MAP_LEADER_LAYER);

  g_assert_null (node);
  dw_test_frame_close (frame);
}

static gboolean
shows_live (gpointer data)
{
  DwTestFrame *frame = data;

  return g_strcmp0 (dw_window_get_page_id (frame->window), "live") == 0;
}

static void
a_press_leads_to_the_school (void)
{
  DwTestFrame *frame = open_frame ();

  gtk_widget_activate (dw_map_pins_get_buttons (get_pins (frame))->pdata[0]);
  dw_test_frame_wait (shows_live, frame, "the page of the project");
  g_assert_true (dw_scope_get_place (dw_page_get_scope (dw_window_find_page (frame->window, "live"))) == frame->school);
  dw_test_frame_close (frame);
}

static void
actions_move_the_map_and_bring_it_back (void)
{
  DwTestFrame *frame = open_frame ();
  ShumateViewport *viewport = dw_map_pins_get_viewport (get_pins (frame));
  double zoom = shumate_viewport_get_zoom_level (viewport), longitude = shumate_location_get_longitude (SHUMATE_LOCATION (viewport));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_pins (frame)), "map.zoom-out", NULL));
  g_assert_cmpfloat (shumate_viewport_get_zoom_level (viewport), ==, zoom - 1);
  dw_map_pins_move (get_pins (frame), 80, 0);
  g_assert_cmpfloat (shumate_location_get_longitude (SHUMATE_LOCATION (viewport)), >, longitude);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_pins (frame)), "map.fit", NULL));
  g_assert_cmpfloat (shumate_viewport_get_zoom_level (viewport), ==, zoom);
  g_assert_cmpfloat_with_epsilon (shumate_location_get_longitude (SHUMATE_LOCATION (viewport)), longitude, 1e-6);
  dw_test_frame_close (frame);
}

static void
the_button_stays_while_the_school_changes (void)
{
  DwTestFrame *frame = open_frame ();
  GtkWidget *button = dw_map_pins_get_buttons (get_pins (frame))->pdata[0];

  dw_test_frame_put_alarm (frame, "a", 2, DW_ALARM_STATE_UNACK, 1000);
  dw_test_frame_run_ms (100);
  g_assert_true (dw_map_pins_get_buttons (get_pins (frame))->pdata[0] == button);
  dw_test_frame_close (frame);
}

static DwMapView *
get_view (DwTestFrame *frame)
{
  return DW_MAP_VIEW (dw_test_find (GTK_WIDGET (frame->window), DW_TYPE_MAP_VIEW));
}

static gboolean
has_no_pin (gpointer data)
{
  return dw_map_pins_get_buttons (get_pins (data))->len == 0;
}

/* S0-06: the filter is an action with a state, and an unknown layer changes nothing. */
static void
layer_and_type_are_chosen_by_actions (void)
{
  DwTestFrame *frame = open_frame ();
  g_autofree char *layer = NULL, *org_type = NULL;

  dw_place_set_fact (frame->school, "org_type", "primary · bureau");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_pins (frame)), "map.layer", "s", "load"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_pins (frame)), "map.layer", "s", "orders"));
  g_object_get (get_view (frame), "layer", &layer, NULL);
  g_assert_cmpstr (layer, ==, "load");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_pins (frame)), "map.org-type", "s", "middle"));
  dw_test_frame_wait (has_no_pin, frame, "no mark of another type");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_pins (frame)), "map.org-type", "s", "bureau"));
  dw_test_frame_wait (has_pin, frame, "the mark of its owner");
  dw_test_frame_close (frame);
}

static void
priorities_are_those_of_the_scope (void)
{
  DwTestFrame *frame = open_frame ();
  DwScope *scope = dw_page_get_scope (dw_window_find_page (frame->window, "overview"));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_pins (frame)), "map.toggle-priority", "i", 4));
  g_assert_cmpuint (dw_scope_get_priorities (scope), ==, 1u << 1 | 1u << 2 | 1u << 3);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_pins (frame)), "map.toggle-priority", "i", 4));
  g_assert_cmpuint (dw_scope_get_priorities (scope), ==, 0);
  dw_test_frame_close (frame);
}

/* --- marks --- */

/* Placing counts on the sizes that are estimated without a font. */
static void
no_mark_is_larger_than_the_room_it_has (void)
{
  static const struct
  {
    guint n_members, active[5], n_old, off_line;
    double load;
  } rows[] = {
    { 1, { 0 }, 0, 0, NAN },
    { 1, { 0, 1 }, 0, 0, NAN },
    { 1, { 0 }, 1, 3, 5 },
    { 2, { 0 }, 1, 12, 87 },
    { 9, { 0, 0, 8, 9, 0 }, 0, 1, 100 },
    { 88, { 0, 0, 88, 88, 8 }, 8, 888, 128 },
    { 2000, { 0, 0, 1888, 2666, 0 }, 8, 4000, 888 },
  };
  DwTestFrame *frame = open_frame ();
  g_autoptr (GtkWidget) mark = g_object_ref_sink (dw_map_mark_new ());

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (DwMapLayer layer = 0; layer < DW_N_MAP_LAYERS; layer++)
      {
        g_autoptr (GArray) members = g_array_new (FALSE, TRUE, sizeof (guint));
        DwMapCluster cluster = { .members = members, .n_old = rows[i].n_old, .off_line = rows[i].off_line, .load_percent = rows[i].load, .load_old = rows[i].n_old > 0 };
        int width, height;

        g_array_set_size (members, rows[i].n_members);
        memcpy (cluster.active, rows[i].active, sizeof cluster.active);
        cluster.priority = rows[i].active[1] > 0 ? 1 : rows[i].active[2] > 0 ? 2
                                                                             : 0;
        cluster.state = cluster.priority == 0 && rows[i].n_old > 0 ? DW_SYMBOL_STALE : DW_SYMBOL_UNACK;
        dw_map_face_measure (&cluster, layer);
        dw_map_mark_set (DW_MAP_MARK (mark), &cluster, layer, NULL);
        gtk_widget_measure (mark, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
        gtk_widget_measure (mark, GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
        g_test_message ("row %u, layer %d: %d by %d px", i, layer, width, height);
        /* What can be pressed may be larger than what is seen. */
        g_assert_cmpfloat (width, <=, MAX (2 * cluster.half_width, 24));
        g_assert_cmpfloat (height, <=, MAX (2 * cluster.half_height, 24));
        g_assert_cmpfloat (2 * cluster.half_width, <=, 1.35 * width + 12);
      }
  dw_test_frame_close (frame);
}

/* At rest tiles lie pixel on pixel. */
static void
the_map_rests_on_whole_pixels (void)
{
  DwTestFrame *frame = open_frame ();
  double x, y;

  dw_map_pins_move (get_pins (frame), 10.3, -7.6);
  dw_test_frame_run_ms (100);
  dw_geo_to_px (dw_map_pins_get_point (get_pins (frame), 0, 0), shumate_viewport_get_zoom_level (dw_map_pins_get_viewport (get_pins (frame))), &x, &y);
  g_assert_cmpfloat (fabs (x - round (x)), <, 0.02);
  g_assert_cmpfloat (fabs (y - round (y)), <, 0.02);
  dw_test_frame_close (frame);
}

static void
the_number_of_hazards_opens_their_list (void)
{
  DwTestFrame *frame = open_frame ();

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (frame->window), "win.show-hazards", "s", "month:alarm,trip"));
  g_assert_cmpstr (dw_window_get_page_id (frame->window), ==, "hazards");
  dw_test_frame_close (frame);
}

int
main (int argc, char *argv[])
{
  if (!dw_test_frame_init (&argc, &argv))
    return 0;
  g_test_add_func ("/map-view/first", the_overview_comes_first);
  g_test_add_func ("/map-view/no-position", a_school_without_position_has_no_mark);
  g_test_add_func ("/map-view/position", the_school_stands_where_its_facts_say);
  g_test_add_func ("/map-view/names", names_lie_between_ground_and_marks);
  g_test_add_func ("/map-view/leader", a_mark_that_was_moved_aside_has_a_line);
  g_test_add_func ("/map-view/no-leader", one_school_has_no_line);
  g_test_add_func ("/map-view/press", a_press_leads_to_the_school);
  g_test_add_func ("/map-view/actions", actions_move_the_map_and_bring_it_back);
  g_test_add_func ("/map-view/stays", the_button_stays_while_the_school_changes);
  g_test_add_func ("/map-view/choices", layer_and_type_are_chosen_by_actions);
  g_test_add_func ("/map-view/priorities", priorities_are_those_of_the_scope);
  g_test_add_func ("/map-view/room", no_mark_is_larger_than_the_room_it_has);
  g_test_add_func ("/map-view/pixels", the_map_rests_on_whole_pixels);
  g_test_add_func ("/map-view/list", the_number_of_hazards_opens_their_list);
  return g_test_run ();
}
