// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>
#include <string.h>

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <utime.h>

#include "dw-base-map-source.h"
#include "dw-files.h"
#include "dw-map-desk.h"
#include "dw-map-ground.h"
#include "dw-map-view.h"
#include "dw-style.h"
#include "dw-test-frame.h"

/* Plan: what lies under the marks, on the screen (S1-19): a file of tiles is seen and its maker named; one that is gone leaves the built-in map and a sentence; a server is asked
 * for the right tiles under the program's own name; one that is silent, refuses or talks of other things leaves the built-in map and a sentence, and is asked again;
 * tiles are kept; marks are moved on a shifted map. Files come from tests/tools/make-mbtiles.py, servers live in this program. */

typedef struct
{
  DwTestFrame *frame;
  DwPerson *admin;
  char *file;

  SoupServer *server;
  guint port, status; /* what it answers */
  gboolean as_text;
  guint n_requests, n_known;
  char *agent;       /* of the last request */
  GHashTable *paths; /* that were asked for */
  GBytes *tile;
  const char *word; /* what is waited for */
} Fixture;

/* --- a server --- */

static void
answer_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  Fixture *self = data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  gsize length;
  const char *body = g_bytes_get_data (self->tile, &length);

  self->n_requests++;
  g_free (self->agent);
  self->agent = g_strdup (soup_message_headers_get_one (headers, "User-Agent"));
  g_hash_table_add (self->paths, g_strdup (path));
  if (g_strcmp0 (soup_message_headers_get_one (headers, "If-None-Match"), "\"tag\"") == 0)
    {
      self->n_known++;
      soup_server_message_set_status (message, 304, NULL);
      return;
    }
  soup_server_message_set_status (message, self->status, NULL);
  soup_message_headers_append (soup_server_message_get_response_headers (message), "ETag", "\"tag\"");
  if (self->as_text)
    soup_server_message_set_response (message, "text/html", SOUP_MEMORY_STATIC, "<p>Sign in to this network", 26);
  else
    soup_server_message_set_response (message, "image/png", SOUP_MEMORY_COPY, body, length);
}

static void
open_server (Fixture *self, guint port)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;

  self->server = soup_server_new ("server-header", "test", NULL);
  soup_server_add_handler (self->server, NULL, answer_cb, self, NULL);
  g_assert_true (soup_server_listen_local (self->server, port, SOUP_SERVER_LISTEN_IPV4_ONLY, &error));
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->port = (guint)g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify)g_uri_unref);
}

static void
close_server (Fixture *self)
{
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
}

/* --- a station with one school on the map --- */

static void
make_files (Fixture *self)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "tools", "make-mbtiles.py", NULL), *one = g_build_filename (self->frame->dir, "one.png", NULL), *bytes = NULL;
  g_autoptr (GSubprocess) child = NULL;
  gsize length;

  self->file = g_build_filename (self->frame->dir, "good.mbtiles", NULL);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, "python3", script, "good", self->file, "one-png", one, NULL);
  g_assert_true (g_subprocess_wait_check (child, NULL, NULL));
  g_assert_true (g_file_get_contents (one, &bytes, &length, NULL));
  self->tile = g_bytes_new (bytes, length);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->frame = dw_test_frame_open ();
  self->admin = dw_person_new ("S01", "", DW_ROLE_SYSTEM_ADMIN);
  self->status = 200;
  self->paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  make_files (self);
  dw_place_set_fact (self->frame->school, "longitude", "117.65");
  dw_place_set_fact (self->frame->school, "latitude", "39.02");
  dw_station_set_person (self->frame->station, self->admin);
  dw_map_view_refresh (DW_MAP_VIEW (dw_test_find (GTK_WIDGET (self->frame->window), DW_TYPE_MAP_VIEW)));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  dw_test_frame_close (self->frame);
  if (self->server != NULL)
    close_server (self);
  g_bytes_unref (self->tile);
  dw_person_free (self->admin);
  g_free (self->file);
  g_free (self->agent);
  g_hash_table_unref (self->paths);
}

static DwMapPins *
get_pins (Fixture *self)
{
  return DW_MAP_PINS (dw_test_find (GTK_WIDGET (self->frame->window), DW_TYPE_MAP_PINS));
}

static void
choose (Fixture *self, const DwMapSetup *setup)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (dw_map_desk_set_setup (self->frame->station, setup, &error));
  g_assert_no_error (error);
}

static void
choose_address (Fixture *self, const char *tail, gboolean gcj02)
{
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u%s", self->port, tail);
  DwMapSetup setup = { DW_MAP_ADDRESS, (char *)"", address, (char *)"© Somebody", (char *)"GS(2024)0650号", (char *)"", gcj02 };

  choose (self, &setup);
}

/* --- what is seen --- */

/* A desk of many programs and a sanitizer: a view of thirty tiles takes its time. */
enum {
  BETWEEN_LOOKS_MS = 300,
  MOST_LOOKS = 200,
};

/* Looks now and then, and lets everything run in between: to look at the screen takes longer than most events, and after the last tile there are none. */
static void
wait_for (DwTestCondition condition, Fixture *self, const char *what)
{
  guint looks = 0;

  while (!condition (self))
    {
      if (++looks == MOST_LOOKS)
        g_error ("%s did not come within %d looks; the server was asked %u times", what, MOST_LOOKS, self->n_requests);
      dw_test_frame_run_ms (BETWEEN_LOOKS_MS);
    }
}

static gboolean
holds_words (GtkWidget *widget, const char *words)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (holds_words (child, words))
      return TRUE;
  return FALSE;
}

static gboolean
says (gpointer data)
{
  Fixture *self = data;

  return holds_words (dw_test_find (GTK_WIDGET (self->frame->window), DW_TYPE_MAP_VIEW), self->word);
}

static gboolean
says_no_more (gpointer data)
{
  return !says (data);
}

static void
wait_for_words (Fixture *self, const char *words)
{
  self->word = words;
  wait_for (says, self, words);
}

/* What share of the map has one of the colours of the tiles, which no other part of the window has. */
static double
get_share_of_tiles (Fixture *self)
{
  enum { step = 7 };
  GtkWidget *pins = GTK_WIDGET (get_pins (self));
  int width = gtk_widget_get_width (pins), height = gtk_widget_get_height (pins), n = 0;
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (pins);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree guint32 *pixels = NULL;

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return 0;
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (pins)), node, &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));
  pixels = g_new (guint32, (gsize)(width * height));
  gdk_texture_download (texture, (guchar *)pixels, (gsize)width * 4);
  for (int i = 0; i < width * height; i += step)
    {
      guint red = pixels[i] >> 16 & 255, green = pixels[i] >> 8 & 255, blue = pixels[i] & 255;

      n += red == 240 && (green == 60 || green == 180) && (blue == 60 || blue == 180);
    }
  return (double)n * step / (width * height);
}

static gboolean
shows_tiles (gpointer data)
{
  return get_share_of_tiles (data) > 0.8;
}

static gboolean
shows_no_tiles (gpointer data)
{
  return get_share_of_tiles (data) == 0;
}

static gboolean
has_pin (gpointer data)
{
  return dw_map_pins_get_buttons (get_pins (data))->len == 1;
}

/* --- tests --- */

/* Zoom 12 is closer than the file goes: its tiles of zoom 10 are made larger. */
static void
test_file (Fixture *self, gconstpointer data)
{
  DwMapSetup setup = { DW_MAP_FILE, self->file, "", "", "GS(2024)0650号", "", FALSE }, back = { DW_MAP_BUILT_IN, self->file, "", "", "GS(2024)0650号", "", FALSE };

  wait_for_words (self, DW_BASE_MAP_LICENCE);
  wait_for (has_pin, self, "a mark for the school");
  g_assert_cmpfloat (get_share_of_tiles (self), ==, 0);
  choose (self, &setup);
  wait_for (shows_tiles, self, "the tiles of the file");
  wait_for_words (self, "© Survey & Co · GS(2024)0650号\n© OpenStreetMap contributors (ODbL)");
  g_assert_cmpuint (dw_map_pins_get_buttons (get_pins (self))->len, ==, 1);
  choose (self, &back);
  wait_for (shows_no_tiles, self, "the built-in map");
  wait_for_words (self, DW_BASE_MAP_LICENCE);
}

/* Chosen yesterday, gone today. */
static void
test_file_gone (Fixture *self, gconstpointer data)
{
  DwMapSetup setup = { DW_MAP_FILE, self->file, "", "", "", "", FALSE };

  choose (self, &setup);
  g_assert_cmpint (g_remove (self->file), ==, 0);
  g_signal_emit_by_name (self->frame->station, "map-changed");
  wait_for_words (self, "The map file cannot be shown, this is the built-in map.");
  g_assert_true (shows_no_tiles (self));
}

/* The tile with the school by the usual formula: column 3386, row 1565 of zoom 12; from the south 4095 - 1565. */
static void
test_server (Fixture *self, gconstpointer data)
{
  open_server (self, 0);
  choose_address (self, "/{z}/{x}/{y}.png", FALSE);
  wait_for (shows_tiles, self, "the tiles of the server");
  wait_for_words (self, "© Somebody · GS(2024)0650号");
  g_assert_true (g_str_has_prefix (self->agent, "Dianwei/"));
  g_assert_true (g_hash_table_contains (self->paths, "/12/3386/1565.png"));
  choose_address (self, "/tms/{z}/{x}/{-y}.png", FALSE);
  wait_for (shows_tiles, self, "the tiles by rows from the south");
  g_assert_true (g_hash_table_contains (self->paths, "/tms/12/3386/2530.png"));
}

static void
make_old (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        make_old (child);
      else if (g_str_has_suffix (name, ".png"))
        g_assert_cmpint (g_utime (child, &(struct utimbuf){ 1000000000, 1000000000 }), ==, 0);
    }
}

/* As the rules of tile servers want: kept for a week, then asked for by the tag. */
static void
test_cache (Fixture *self, gconstpointer data)
{
  DwMapSetup back = { DW_MAP_BUILT_IN, "", "", "", "", "", FALSE };
  guint n_requests;

  open_server (self, 0);
  choose_address (self, "/kept/{z}/{x}/{y}.png", FALSE);
  wait_for (shows_tiles, self, "the tiles of the server");
  /* Those at the edge, and writing them down: until nothing is asked any more. */
  do
    {
      n_requests = self->n_requests;
      dw_test_frame_run_ms (1000);
    }
  while (self->n_requests != n_requests);
  choose (self, &back);
  wait_for (shows_no_tiles, self, "the built-in map");
  choose_address (self, "/kept/{z}/{x}/{y}.png", FALSE);
  wait_for (shows_tiles, self, "the tiles that were kept");
  g_assert_cmpuint (self->n_requests, ==, n_requests);
  choose (self, &back);
  wait_for (shows_no_tiles, self, "the built-in map once more");
  make_old (g_get_user_cache_dir ());
  choose_address (self, "/kept/{z}/{x}/{y}.png", FALSE);
  wait_for (shows_tiles, self, "the tiles that are old");
  g_assert_cmpuint (self->n_known, >, 0);
}

/* Nobody listens; then somebody does. */
static void
test_unreachable (Fixture *self, gconstpointer data)
{
  guint port;

  open_server (self, 0);
  port = self->port;
  close_server (self);
  choose_address (self, "/late/{z}/{x}/{y}.png", FALSE);
  wait_for_words (self, "The source of the base map is not reachable, this is the built-in map");
  g_assert_true (shows_no_tiles (self));
  open_server (self, port);
  g_signal_emit_by_name (g_network_monitor_get_default (), "network-changed", TRUE);
  wait_for (shows_tiles, self, "the tiles of the server that is back");
  self->word = "not reachable";
  wait_for (says_no_more, self, "no complaint");
}

static void
test_bad_answers (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *sentence, *tail;
    guint status;
    gboolean as_text;
    const char *words; /* NULL = nothing is said */
  } cases[] = {
    { "a wrong key", "/a/{z}/{x}/{y}", 403, FALSE, "the server refuses (403); is the key right?" },
    { "too many questions", "/b/{z}/{x}/{y}", 429, FALSE, "429" },
    { "a broken server", "/c/{z}/{x}/{y}", 500, FALSE, "500" },
    { "a page instead of a picture", "/d/{z}/{x}/{y}", 200, TRUE, "something that is no picture" },
    { "no tile at this place", "/e/{z}/{x}/{y}", 404, FALSE, NULL },
  };

  open_server (self, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].sentence);
      self->status = cases[i].status;
      self->as_text = cases[i].as_text;
      choose_address (self, cases[i].tail, FALSE);
      if (cases[i].words != NULL)
        wait_for_words (self, cases[i].words);
      else
        dw_test_frame_run_ms (500);
      self->word = "not reachable";
      g_assert_cmpint (says (self), ==, cases[i].words != NULL);
      g_assert_true (shows_no_tiles (self));
    }
}

/* The side of a pixel on the ground, in metres: 156,543.034 m on the equator at level 0 of the web's projection. */
static double
get_pixel_m (ShumateViewport *viewport)
{
  return 156543.034 * cos (39.02 * G_PI / 180) / exp2 (shumate_viewport_get_zoom_level (viewport));
}

/* 117.65 E, 39.02 N is 117.656154 E, 39.020800 N in GCJ-02 (the published formula, evaluated in Python), 540 m from there. The fact of the school stays. The map rests on
 * whole pixels, so that its middle is within one of them. */
static void
test_shifted (Fixture *self, gconstpointer data)
{
  ShumateLocation *middle = SHUMATE_LOCATION (dw_map_pins_get_viewport (get_pins (self)));
  DwGeoPoint at;

  open_server (self, 0);
  choose_address (self, "/shifted/{z}/{x}/{y}", TRUE);
  wait_for (has_pin, self, "a mark for the school");
  wait_for (shows_tiles, self, "the tiles of the server");
  dw_map_pins_fit (get_pins (self));
  at = (DwGeoPoint){ shumate_location_get_longitude (middle), shumate_location_get_latitude (middle) };
  g_assert_cmpfloat (dw_geo_distance_m (at, (DwGeoPoint){ 117.656154, 39.020800 }), <, 2 + get_pixel_m (SHUMATE_VIEWPORT (middle)));
  g_assert_cmpfloat (get_pixel_m (SHUMATE_VIEWPORT (middle)), <, 100);
  g_assert_cmpstr (dw_place_get_fact (self->frame->school, "longitude"), ==, "117.65");
}

/* --- tiles on screens with finer pixels --- */

static void
filled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (shumate_map_source_fill_tile_finish (SHUMATE_MAP_SOURCE (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *)data = TRUE;
}

static int
draw_tile (Fixture *self, DwBaseMap *map, int fineness)
{
  g_autoptr (ShumateMapSource) source = dw_base_map_source_new (map, dw_palette_of (GTK_WIDGET (get_pins (self))), fineness);
  g_autoptr (ShumateTile) tile = g_object_ref_sink (shumate_tile_new_full (842, 391, 256, 10));
  gboolean filled = FALSE;

  shumate_map_source_fill_tile_async (source, tile, NULL, filled_cb, &filled);
  while (!filled)
    g_main_context_iteration (NULL, TRUE);
  return gdk_paintable_get_intrinsic_width (shumate_tile_get_paintable (tile));
}

/* Drawn for the pixels of the screen, within reason; what the map takes for the size of a tile stays. */
static void
test_fine_tiles (Fixture *self, gconstpointer data)
{
  static const struct
  {
    int fineness, width;
  } rows[] = { { 1, 256 }, { 2, 512 }, { 3, 768 }, { 9, 768 }, { 0, 256 } };
  g_autofree char *data_dir = dw_files_find_data_dir ();
  g_autoptr (DwBaseMap) map = dw_base_map_load (data_dir, NULL, FALSE, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (draw_tile (self, map, rows[i].fineness), ==, rows[i].width);
}

int
main (int argc, char *argv[])
{
  g_autofree char *cache = g_dir_make_tmp ("dianwei-tiles-XXXXXX", NULL);
  const char *clean[] = { "rm", "-rf", cache, NULL };
  int result;

  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  if (!dw_test_frame_init (&argc, &argv))
    return 0;
#define ADD(path, function) g_test_add ("/map-ground/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("file", test_file);
  ADD ("file-gone", test_file_gone);
  ADD ("server", test_server);
  ADD ("cache", test_cache);
  ADD ("unreachable", test_unreachable);
  ADD ("bad-answers", test_bad_answers);
  ADD ("shifted", test_shifted);
  ADD ("fine-tiles", test_fine_tiles);
#undef ADD
  result = g_test_run ();
  g_spawn_sync (NULL, (char **)clean, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  return result;
}
