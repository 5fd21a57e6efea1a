// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <adwaita.h>
#include <math.h>
#include <time.h>

#include "bench-times.h"
#include "bench-year.h"
#include "dw-files.h"
#include "dw-trend-page-private.h"
#include "dw-ui.h"
#include "dw-window.h"

/* The year through the real page: four circuits' residual current in one chart of the whole window.
 *
 * First frame: from the choice of the year to the paint that has the curves, the file's pages thrown out of the kernel's memory before. Frames: from the end of one paint to the
 * end of the next, in time of the processor of the main thread; the wall's time between two frames tells what the eye sees. */

#define N_TRACES 4
#define N_CHANNELS 20
#define RUN_US (60 * G_USEC_PER_SEC)
#define MAX_FRAMES 20000
#define FRAMES_A_TURN 40

typedef struct
{
  const BenchYearPlan *plan;
  DwClock *clock, *wall;
  DwStation *station;
  DwSound *sound;
  GtkApplication *application;
  DwWindow *window;
  DwTrendPage *page;
  GMainLoop *loop;
  gint64 begin_us, last_us, last_cpu_us;
  guint n_frames;
  double *cpu_ms, *wall_ms;
} Look;

static gint64
get_cpu_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64)now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* --- the school --- */

static void
add_device (Look *self, guint index, char names[][40])
{
  DwChannel channels[N_CHANNELS] = { 0 };
  g_autofree char *name = g_strdup_printf ("2AL%u", index + 1);
  g_autoptr (DwDevice) device = dw_device_new (1000 + 3 * (gint64)index, name);

  for (guint i = 0; i < N_CHANNELS; i++)
    {
      g_strlcpy (channels[i].name, names[i], sizeof channels[i].name);
      channels[i].period_ms = 5000;
      g_assert_true (dw_point_from_name (names[i], &channels[i].point));
      dw_limit_init (&channels[i].limit);
    }
  dw_device_set_place_id (device, 2);
  dw_device_set_class (device, "detector");
  dw_device_set_channels (device, channels, N_CHANNELS);
  dw_place_tree_add_device (dw_station_get_tree (self->station), device);
}

static void
add_school (Look *self)
{
  DwPlaceTree *tree = dw_station_get_tree (self->station);
  g_autoptr (DwPlace) school = dw_place_new (1, DW_PLACE_SCHOOL, "School"), box = dw_place_new (2, DW_PLACE_BOX, "2AL");
  char names[N_CHANNELS][40];

  dw_place_tree_add (tree, school, NULL);
  dw_place_tree_add (tree, box, school);
  bench_year_name_channels (names);
  for (guint i = 0; i < self->plan->n_devices; i++)
    add_device (self, i, names);
}

static gboolean
open_station (Look *self, const char *dir)
{
  g_autofree char *data_dir = dw_files_find_data_dir ();
  g_autoptr (GError) error = NULL;

  self->wall = dw_clock_new_system ();
  self->clock = dw_clock_new_fake (self->plan->end_ms - 30000);
  self->station = dw_station_new (dir, data_dir, "bench-year", self->clock, &error);
  if (self->station == NULL)
    return FALSE;
  dw_station_start_quietly (self->station);
  add_school (self);
  return TRUE;
}

/* --- frames --- */

static gboolean
time_over_cb (gpointer data)
{
  g_main_loop_quit (((Look *)data)->loop);
  return G_SOURCE_REMOVE;
}

static void
wait_ms (Look *self, guint ms)
{
  g_timeout_add (ms, time_over_cb, self);
  g_main_loop_run (self->loop);
}

static gboolean
has_curves (Look *self)
{
  for (guint i = 0; i < N_TRACES; i++)
    {
      DwTrendChannel channel = { .device_id = 1000 + 3 * (gint64)i, .name = "residual_current" };
      const DwTrendTrace *trace = dw_trend_loader_find_trace (self->page->loader, &channel);

      if (trace == NULL || (trace->buckets == NULL && trace->samples == NULL))
        return FALSE;
    }
  return !dw_trend_loader_is_loading (self->page->loader);
}

static void
first_painted_cb (GdkFrameClock *frames, Look *self)
{
  if (has_curves (self))
    g_main_loop_quit (self->loop);
}

static double
time_first_frame (Look *self, const char *span)
{
  GdkFrameClock *frames = gtk_widget_get_frame_clock (GTK_WIDGET (self->window));
  gulong id = g_signal_connect (frames, "after-paint", G_CALLBACK (first_painted_cb), self);
  gint64 begin_us = dw_clock_mono_us (self->wall);

  dw_trend_loader_clear (self->page->loader);
  gtk_widget_activate_action (GTK_WIDGET (self->page), "trend.span", "s", span);
  g_main_loop_run (self->loop);
  g_signal_handler_disconnect (frames, id);
  return (double)(dw_clock_mono_us (self->wall) - begin_us) / 1000;
}

/* Down to a quarter of an hour and out again, to and fro meanwhile: a hand on wheel and drag. */
static void
move_on (Look *self)
{
  gint64 length_ms = dw_span_get_length_ms (self->page->span), middle_ms = dw_span_get_from_ms (self->page->span) + length_ms / 2;
  guint turn = self->n_frames / FRAMES_A_TURN;

  if (self->n_frames % 2 == 0)
    g_signal_emit_by_name (self->page->plot, "panned", turn % 2 == 0 ? -length_ms / 50 : length_ms / 50);
  else
    g_signal_emit_by_name (self->page->plot, "zoomed", turn / 8 % 2 == 0 ? 0.93 : 1 / 0.93, middle_ms);
}

static void
painted_cb (GdkFrameClock *frames, Look *self)
{
  gint64 now_us = dw_clock_mono_us (self->wall), cpu_us = get_cpu_us ();

  if (self->last_us != 0 && self->n_frames < MAX_FRAMES)
    {
      self->cpu_ms[self->n_frames] = (double)(cpu_us - self->last_cpu_us) / 1000;
      self->wall_ms[self->n_frames++] = (double)(now_us - self->last_us) / 1000;
    }
  self->last_us = now_us;
  self->last_cpu_us = cpu_us;
  if (now_us - self->begin_us > RUN_US)
    g_main_loop_quit (self->loop);
  else
    move_on (self);
}

static void
run_minute (Look *self)
{
  GdkFrameClock *frames = gtk_widget_get_frame_clock (GTK_WIDGET (self->window));
  gulong id = g_signal_connect (frames, "after-paint", G_CALLBACK (painted_cb), self);

  self->begin_us = dw_clock_mono_us (self->wall);
  gtk_widget_queue_draw (GTK_WIDGET (self->page));
  g_main_loop_run (self->loop);
  g_signal_handler_disconnect (frames, id);
}

/* --- figures --- */

static void
print_times (GString *json, const char *name, double *times, guint n)
{
  g_autofree char *median = g_strconcat (name, "_median", NULL), *p99 = g_strconcat (name, "_p99", NULL), *most = g_strconcat (name, "_most", NULL);
  BenchTimes ranked;

  if (n == 0)
    return;
  ranked = bench_times_rank (times, n);
  bench_year_add_number (json, median, ranked.median);
  bench_year_add_number (json, p99, ranked.p99);
  bench_year_add_number (json, most, ranked.most);
}

static void
open_page (Look *self)
{
  self->application = gtk_application_new ("io.github.dianwei.BenchYear", G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (self->application), NULL, NULL);
  self->sound = dw_sound_new (self->station);
  self->window = dw_window_new (self->application, self->station, self->sound);
  self->page = DW_TREND_PAGE (dw_window_find_page (self->window, "trend"));
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show-page", "s", "trend");
  wait_ms (self, 1500);
  for (guint i = 0; i < N_TRACES; i++)
    dw_trend_choice_add (self->page->choice, 1000 + 3 * (gint64)i, NULL);
  wait_ms (self, 1500);
}

static void
close_page (Look *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  wait_ms (self, 100);
  dw_sound_free (self->sound);
  g_object_unref (self->application);
  dw_station_stop (self->station);
  g_object_unref (self->station);
  dw_clock_unref (self->clock);
  dw_clock_unref (self->wall);
}

void
bench_year_look (const char *dir, const BenchYearPlan *plan, GString *json)
{
  Look self = { .plan = plan, .loop = g_main_loop_new (NULL, FALSE), .cpu_ms = g_new0 (double, MAX_FRAMES), .wall_ms = g_new0 (double, MAX_FRAMES) };

  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_setenv ("GSK_RENDERER", "cairo", FALSE);
  if (!gtk_init_check ())
    {
      g_string_append (json, ",\"skipped\":\"there is no display\"");
      return;
    }
  adw_init ();
  dw_ui_init ();
  if (!open_station (&self, dir))
    g_error ("the folder cannot be opened");
  open_page (&self);
  bench_year_forget (dir);
  bench_year_add_number (json, "first_frame_cold_ms", time_first_frame (&self, "year"));
  wait_ms (&self, 3000);
  time_first_frame (&self, "day");
  bench_year_add_number (json, "first_frame_warm_ms", time_first_frame (&self, "year"));
  wait_ms (&self, 20000); /* statistics of every sample of the year */
  run_minute (&self);
  g_string_append_printf (json, ",\"frames\":%u", self.n_frames);
  print_times (json, "frame_cpu_ms", self.cpu_ms, self.n_frames);
  print_times (json, "frame_wall_ms", self.wall_ms, self.n_frames);
  close_page (&self);
  g_main_loop_unref (self.loop);
  g_free (self.cpu_ms);
  g_free (self.wall_ms);
}
