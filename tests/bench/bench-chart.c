// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib/gstdio.h>
#include <math.h>
#include <time.h>

#include "bench-times.h"
#include "dw-clock.h"
#include "dw-plot-span.h"
#include "dw-plot.h"

/* How long the first picture of many points takes, and what a frame costs of the processor while panning and zooming through a year.
 *
 * Pictures: a file of doubles to a PNG of 1600 x 600, by a process of its own, its start included. The peer is gnuplot with its fastest terminal on the same
 * file, in the same run. Frames: four traces of a year of 5 s samples, drawn by themselves, on an image. Prints one JSON line. */

#define WIDTH 1600
#define HEIGHT 600
#define N_FRAMES 300
#define SAMPLES_A_YEAR 6307200
#define PERIOD_MS 5000
#define N_TRACES 4
#define SEED 20261129

static gint64
get_cpu_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (gint64)now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* A load that wanders, with noise and rare spikes. */
static double *
make_values (guint seed, gsize n)
{
  double *values = g_new (double, n);
  guint64 state = seed;
  double level = 100;

  for (gsize i = 0; i < n; i++)
    {
      double chance;

      state = state * G_GUINT64_CONSTANT (6364136223846793005) + G_GUINT64_CONSTANT (1442695040888963407);
      chance = (double)(state >> 40) / (double)(1 << 24);
      level += (chance - 0.5) * 0.2 + (100 - level) * 0.00001;
      values[i] = level + (chance - 0.5) * 8 + (chance > 0.999999 ? 200 : 0);
    }
  return values;
}

typedef struct
{
  cairo_surface_t *surface;
  cairo_t *cr;
  PangoLayout *text;
  DwPalette *palette;
} Canvas;

static void
open_canvas (Canvas *self)
{
  self->surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  self->cr = cairo_create (self->surface);
  self->text = dw_label_layout_new_cairo (self->cr);
  self->palette = dw_palette_new_print ();
}

static void
close_canvas (Canvas *self)
{
  g_object_unref (self->text);
  dw_palette_unref (self->palette);
  cairo_destroy (self->cr);
  cairo_surface_destroy (self->surface);
}

static void
draw (Canvas *self, DwPlot *plot)
{
  cairo_set_source_rgb (self->cr, 1, 1, 1);
  cairo_paint (self->cr);
  dw_plot_draw (plot, self->cr, self->palette, self->text, 0, 0, WIDTH, HEIGHT);
}

/* What the process of its own does: bench-chart --draw FILE PNG. */
static int
draw_file (const char *path, const char *png)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (DwPlot) plot = dw_plot_new ();
  DwPlotSamples samples = { .period_ms = PERIOD_MS };
  Canvas canvas;

  if (!file)
    return 1;
  samples.values = (const double *)(const void *)g_mapped_file_get_contents (file);
  samples.n = g_mapped_file_get_length (file) / sizeof (double);
  dw_plot_set_span (plot, 0, (gint64)samples.n * PERIOD_MS, NULL);
  dw_plot_add_samples (plot, &(DwPlotSeries){ .style = DW_PLOT_STYLE_SINGLE }, &samples, NULL);
  open_canvas (&canvas);
  draw (&canvas, plot);
  cairo_surface_write_to_png (canvas.surface, png);
  close_canvas (&canvas);
  return 0;
}

/* Seconds until the process has ended; NaN when it cannot be run. */
static double
time_process (DwClock *clock, const char *const *arguments)
{
  gint64 start_us = dw_clock_mono_us (clock);
  int status = 1;

  if (!g_spawn_sync (NULL, (char **)arguments, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status, NULL) || !g_spawn_check_wait_status (status, NULL))
    return NAN;
  return (double)(dw_clock_mono_us (clock) - start_us) / G_USEC_PER_SEC;
}

static double
time_own (DwClock *clock, const char *self, const char *path, const char *png)
{
  const char *arguments[] = { self, "--draw", path, png, NULL };

  return time_process (clock, arguments);
}

static double
time_peer (DwClock *clock, const char *path, const char *png, gsize n)
{
  g_autofree char *script = g_strdup_printf ("set terminal png size %d,%d; set output '%s'; plot '%s' binary format='%%double' array=(%" G_GSIZE_FORMAT ") using 1 with lines notitle", WIDTH, HEIGHT, png, path, n);
  const char *arguments[] = { "gnuplot", "-e", script, NULL };

  return time_process (clock, arguments);
}

static void
print_number (const char *name, double number, const char *format)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (isfinite (number))
    g_print (",\"%s\":%s", name, g_ascii_formatd (digits, sizeof digits, format, number));
  else
    g_print (",\"%s\":null", name);
}

/* Own and peer in turn, the best of three of each, so that a slow moment of the machine does not decide; the peer's longest picture is made once. */
static void
run_picture (DwClock *clock, const char *self, const char *folder, gsize n)
{
  g_autofree char *path = g_build_filename (folder, "values.bin", NULL), *png = g_build_filename (folder, "picture.png", NULL), *name = g_strdup_printf ("png_%" G_GSIZE_FORMAT "m", n / 1000000);
  g_autofree char *peer_name = g_strconcat ("gnuplot_", name, NULL), *ratio_name = g_strconcat ("gnuplot_over_own_", name, NULL);
  g_autofree double *values = make_values (SEED, n);
  double own = NAN, peer = NAN;

  if (!g_file_set_contents (path, (const char *)values, (gssize)(n * sizeof (double)), NULL))
    return;
  for (guint i = 0; i < 3; i++)
    {
      own = fmin (own, time_own (clock, self, path, png));
      if (i == 0 || (isfinite (peer) && n < 100000000))
        peer = fmin (peer, time_peer (clock, path, png, n));
    }
  print_number (name, own, "%.4f");
  print_number (peer_name, peer, "%.4f");
  print_number (ratio_name, peer / own, "%.2f");
  g_remove (path);
  g_remove (png);
}

/* In and out by a tenth, to and fro by a twentieth, from the whole year down to a quarter of an hour and back. */
static DwPlotSpan
get_next_span (DwPlotSpan span, guint frame, gint64 end_ms)
{
  gint64 middle_ms = span.from_ms + (span.to_ms - span.from_ms) / 2;

  if (frame % 2 == 0)
    return dw_plot_span_pan (span, frame % 16 < 8 ? 0.05 : -0.05, 0, end_ms);
  return dw_plot_span_zoom (span, middle_ms, frame % N_FRAMES < N_FRAMES / 2 ? 0.9 : 1 / 0.9, 0, end_ms);
}

static DwPlot *
make_frame_plot (const gint64 *times_ms, double *const *values, gsize n)
{
  static const DwPlotStyle styles[N_TRACES] = { DW_PLOT_STYLE_S1, DW_PLOT_STYLE_S2, DW_PLOT_STYLE_S3, DW_PLOT_STYLE_S4 };
  DwPlot *plot = dw_plot_new ();

  for (guint i = 0; i < N_TRACES; i++)
    {
      DwPlotSamples samples = { .times_ms = times_ms, .values = values[i], .n = n, .gap_ms = 2 * PERIOD_MS };

      dw_plot_add_samples (plot, &(DwPlotSeries){ .style = styles[i], .label = "2AL1" }, &samples, NULL);
    }
  return plot;
}

static void
run_frames (gsize n)
{
  g_autofree gint64 *times_ms = g_new (gint64, n);
  g_autofree double *times_used_ms = g_new (double, N_FRAMES);
  DwPlotSpan span = { 0, (gint64)n * PERIOD_MS };
  double *values[N_TRACES];
  DwPlot *plot;
  Canvas canvas;
  BenchTimes ranked_ms;
  gint64 start_us;

  for (gsize i = 0; i < n; i++)
    times_ms[i] = (gint64)i * PERIOD_MS;
  for (guint i = 0; i < N_TRACES; i++)
    values[i] = make_values (SEED + i, n);
  open_canvas (&canvas);
  plot = make_frame_plot (times_ms, values, n);
  dw_plot_set_span (plot, span.from_ms, span.to_ms, NULL);
  start_us = get_cpu_us ();
  draw (&canvas, plot);
  print_number ("first_frame_ms", (double)(get_cpu_us () - start_us) / 1000, "%.2f");
  for (guint i = 0; i < N_FRAMES; i++)
    {
      span = get_next_span (span, i, (gint64)n * PERIOD_MS);
      dw_plot_set_span (plot, span.from_ms, span.to_ms, NULL);
      start_us = get_cpu_us ();
      draw (&canvas, plot);
      times_used_ms[i] = (double)(get_cpu_us () - start_us) / 1000;
    }
  ranked_ms = bench_times_rank (times_used_ms, N_FRAMES);
  print_number ("frame_ms_median", ranked_ms.median, "%.2f");
  print_number ("frame_ms_p99", ranked_ms.p99, "%.2f");
  print_number ("frame_ms_most", ranked_ms.most, "%.2f");
  dw_plot_free (plot);
  close_canvas (&canvas);
  for (guint i = 0; i < N_TRACES; i++)
    g_free (values[i]);
}

int
main (int argc, char **argv)
{
  gboolean quick = argc > 1 && g_str_equal (argv[1], "--quick");
  g_autoptr (DwClock) clock = dw_clock_new_system ();
  g_autofree char *folder = NULL;

  if (argc == 4 && g_str_equal (argv[1], "--draw"))
    return draw_file (argv[2], argv[3]);
  folder = g_dir_make_tmp ("dianwei-bench-XXXXXX", NULL);
  if (!folder)
    return 1;
  g_print ("{\"bench\":\"chart\",\"seed\":%d,\"width\":%d,\"height\":%d,\"traces\":%d,\"samples_per_trace\":%d", SEED, WIDTH, HEIGHT, N_TRACES, quick ? SAMPLES_A_YEAR / 12 : SAMPLES_A_YEAR);
  run_frames (quick ? SAMPLES_A_YEAR / 12 : SAMPLES_A_YEAR);
  run_picture (clock, argv[0], folder, 1000000);
  if (!quick)
    {
      run_picture (clock, argv[0], folder, 10000000);
      run_picture (clock, argv[0], folder, 100000000);
    }
  g_print ("}\n");
  g_rmdir (folder);
  return 0;
}
