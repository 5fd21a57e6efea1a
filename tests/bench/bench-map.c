// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <adwaita.h>
#include <glib/gstdio.h>
#include <time.h>

#include "bench-times.h"
#include "dw-files.h"
#include "dw-map-view.h"
#include "dw-ui.h"

/* What a frame of the map costs while it is panned and zoomed, with 40 and with 2,000 schools, in a real window. Prints one JSON line.
 *
 * A frame is everything that the main thread does from the end of one paint to the end of the next: clusters made anew, marks set, layout, drawing. It is counted in time of the
 * processor, so that a busy machine does not count (bench-map N: with N schools only, 0 = what the ground alone costs; bench-map N FOLDER: leaves pictures of the zoom there, too); tiles are drawn by threads of their own and are not in it, taking them over is. Warm: the whole way is gone once before. */

#define WIDTH 1440
#define HEIGHT 800
#define N_FRAMES 120
#define PICTURE_FRAMES 7
#define SEED 20261129

typedef struct
{
  char *dir;
  DwClock *clock;
  DwStation *station;
  DwScope *scope;
  GtkWindow *window;
  DwMapView *map;
  GMainLoop *loop;
  guint frame;
  gboolean zooming;
  const char *folder; /* for pictures, NULL = none */
  gint64 last_us;
  double *times_ms;
} Bench;

static gint64
get_cpu_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64)now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* --- the district --- */

/* Towns with many schools and a country with few. */
static void
place_school (DwPlace *school, GRand *random)
{
  static const DwGeoPoint towns[] = { { 117.65, 39.02 }, { 117.80, 39.25 }, { 117.46, 38.84 }, { 117.20, 39.13 } };
  const DwGeoPoint *town = &towns[g_rand_int_range (random, 0, G_N_ELEMENTS (towns))];
  double spread = g_rand_double (random) < 0.8 ? 0.06 : 0.3;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  dw_place_set_fact (school, "longitude", g_ascii_dtostr (number, sizeof number, town->longitude + g_rand_double_range (random, -spread, spread)));
  dw_place_set_fact (school, "latitude", g_ascii_dtostr (number, sizeof number, town->latitude + g_rand_double_range (random, -spread, spread)));
}

/* One in fifty urgent, one in ten with something else, one in twenty off line. */
static void
add_school (Bench *self, guint index, GRand *random)
{
  DwPlaceTree *tree = dw_station_get_tree (self->station);
  g_autofree char *name = g_strdup_printf ("塘沽第%u小学", index + 1);
  g_autoptr (DwPlace) school = dw_place_new (1000 + index, DW_PLACE_SCHOOL, name);
  g_autoptr (DwDevice) device = dw_device_new (100000 + index, "1AL1");
  int chance = g_rand_int_range (random, 0, 100);
  guint active[5] = { 0, chance < 2, chance >= 2 && chance < 6, chance >= 6 && chance < 10, chance >= 10 && chance < 12 };

  place_school (school, random);
  dw_place_tree_add (tree, school, NULL);
  dw_device_set_place_id (device, 1000 + index);
  dw_device_set_link (device, chance >= 95 ? DW_LINK_DOWN : DW_LINK_ONLINE, dw_clock_wall_ms (self->clock));
  dw_place_tree_add_device (tree, device);
  dw_place_tree_set_alarms (tree, school, active, active);
}

static gboolean
open_station (Bench *self, guint n_schools)
{
  g_autofree char *data_dir = dw_files_find_data_dir ();
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  self->dir = g_dir_make_tmp ("dianwei-bench-XXXXXX", NULL);
  self->clock = dw_clock_new_system ();
  self->station = self->dir != NULL ? dw_station_new (self->dir, data_dir, "bench-map", self->clock, NULL) : NULL;
  if (self->station == NULL)
    return FALSE;
  dw_station_start_quietly (self->station);
  for (guint i = 0; i < n_schools; i++)
    add_school (self, i, random);
  dw_place_tree_refresh (dw_station_get_tree (self->station), dw_clock_wall_ms (self->clock));
  return TRUE;
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static void
close_station (Bench *self)
{
  dw_station_stop (self->station);
  g_object_unref (self->scope);
  g_object_unref (self->station);
  dw_clock_unref (self->clock);
  remove_folder (self->dir);
  g_free (self->dir);
}

/* --- frames --- */

static void
look (Bench *self)
{
  ShumateViewport *viewport = dw_map_pins_get_viewport (dw_map_view_get_pins (self->map));
  guint half = N_FRAMES / 2, step = self->frame < half ? self->frame : N_FRAMES - self->frame;

  if (self->zooming)
    shumate_viewport_set_zoom_level (viewport, 8 + 6.0 * step / half);
  else
    dw_map_pins_move (dw_map_view_get_pins (self->map), self->frame < half ? 9 : -9, self->frame < half ? 4 : -4);
}

/* What the frame before has shown, under the zoom it was taken at. */
static void
take_picture (Bench *self)
{
  GtkWidget *widget = GTK_WIDGET (self->window);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  double zoom = shumate_viewport_get_zoom_level (dw_map_pins_get_viewport (dw_map_view_get_pins (self->map)));
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autofree char *name = g_strdup_printf ("map-%03u-zoom-%.0f.png", self->frame, 100 * zoom), *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (widget)), node, &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));
  gdk_texture_save_to_png (texture, path);
}

static void
painted_cb (GdkFrameClock *clock, Bench *self)
{
  gint64 now_us = get_cpu_us ();

  if (self->frame > 0)
    self->times_ms[self->frame - 1] = (double)(now_us - self->last_us) / 1000;
  if (self->folder != NULL && self->zooming && self->frame % PICTURE_FRAMES == 0)
    take_picture (self);
  self->last_us = get_cpu_us ();
  if (self->frame++ == N_FRAMES)
    g_main_loop_quit (self->loop);
  else
    look (self);
  gtk_widget_queue_draw (GTK_WIDGET (self->map));
}

static void
walk (Bench *self, gboolean zooming)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->window));
  gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), self);

  self->frame = 0;
  self->zooming = zooming;
  gtk_widget_queue_draw (GTK_WIDGET (self->map));
  g_main_loop_run (self->loop);
  g_signal_handler_disconnect (clock, id);
}

static void
print_times (Bench *self, guint n_schools, const char *way)
{
  BenchTimes times_ms = bench_times_rank (self->times_ms, N_FRAMES);
  char digits[3][G_ASCII_DTOSTR_BUF_SIZE];

  g_print (",\"%s_%u_ms\":{\"median\":%s,\"p99\":%s,\"most\":%s}", way, n_schools, g_ascii_formatd (digits[0], sizeof digits[0], "%.1f", times_ms.median),
           g_ascii_formatd (digits[1], sizeof digits[1], "%.1f", times_ms.p99), g_ascii_formatd (digits[2], sizeof digits[2], "%.1f", times_ms.most));
}

/* --- the window --- */

static gboolean
settled_cb (gpointer data)
{
  g_main_loop_quit (((Bench *)data)->loop);
  return G_SOURCE_REMOVE;
}

static void
wait_ms (Bench *self, guint ms)
{
  g_timeout_add (ms, settled_cb, self);
  g_main_loop_run (self->loop);
}

static void
open_window (Bench *self)
{
  self->scope = dw_scope_new (dw_station_get_tree (self->station));
  self->window = GTK_WINDOW (adw_window_new ());
  self->map = DW_MAP_VIEW (dw_map_view_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->map), "dw-page");
  dw_map_view_set_station (self->map, self->station, self->scope);
  adw_window_set_content (ADW_WINDOW (self->window), GTK_WIDGET (self->map));
  gtk_window_set_default_size (self->window, WIDTH, HEIGHT);
  gtk_window_present (self->window);
  wait_ms (self, 2000);
}

static gboolean
run (guint n_schools, const char *folder)
{
  Bench self = { .folder = folder, .loop = g_main_loop_new (NULL, FALSE), .times_ms = g_new0 (double, N_FRAMES + 1) };

  if (!open_station (&self, n_schools))
    return FALSE;
  open_window (&self);
  for (guint zooming = 0; zooming < 2; zooming++)
    {
      walk (&self, zooming);
      wait_ms (&self, 1000);
      walk (&self, zooming);
      print_times (&self, n_schools, zooming ? "zoom" : "pan");
    }
  gtk_window_destroy (self.window);
  wait_ms (&self, 100);
  close_station (&self);
  g_main_loop_unref (self.loop);
  g_free (self.times_ms);
  return TRUE;
}

int
main (int argc, char **argv)
{
  gboolean done;

  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_setenv ("GSK_RENDERER", "cairo", FALSE);
  if (!gtk_init_check ())
    {
      g_print ("{\"bench\":\"map\",\"skipped\":\"there is no display\"}\n");
      return 0;
    }
  adw_init ();
  dw_ui_init ();
  g_print ("{\"bench\":\"map\",\"seed\":%d,\"width\":%d,\"height\":%d,\"frames\":%d", SEED, WIDTH, HEIGHT, N_FRAMES);
  done = argc > 1 ? run ((guint)g_ascii_strtoull (argv[1], NULL, 10), argc > 2 ? argv[2] : NULL) : run (0, NULL) && run (40, NULL) && run (2000, NULL);
  g_print ("}\n");
  return done ? 0 : 1;
}
