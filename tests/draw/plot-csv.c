// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>
#include <stdlib.h>

#include "dw-plot.h"

/* Draws a file with our chart, so that it can be looked at beside the picture of another program (tests/tools/gnuplot-beside.py):
 *
 *   plot-csv line|bars FILE ZONE GAP_MS OUT.png
 *
 * FILE: lines "time_ms value", ascending, UTC; "nan" is no value. line: samples, a gap is longer than GAP_MS. bars: each stands from its time to the next one's; the last
 * line only ends the one before. */

#define WIDTH 900
#define HEIGHT 380

typedef struct
{
  GArray *times_ms; /* gint64 */
  GArray *values;   /* double */
} Data;

static gboolean
read_file (const char *path, Data *data)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return FALSE;
  data->times_ms = g_array_new (FALSE, FALSE, sizeof (gint64));
  data->values = g_array_new (FALSE, FALSE, sizeof (double));
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *end = NULL;
      gint64 time_ms = g_ascii_strtoll (lines[i], &end, 10);
      double value = g_ascii_strtod (end, NULL);

      g_array_append_val (data->times_ms, time_ms);
      g_array_append_val (data->values, value);
    }
  return data->times_ms->len > 1;
}

static gboolean
fill (DwPlot *plot, const Data *data, gboolean bars, gint64 gap_ms, GError **error)
{
  const gint64 *times_ms = (const gint64 *)(gpointer)data->times_ms->data;
  const double *values = (const double *)(gpointer)data->values->data;
  guint n = data->times_ms->len;
  DwPlotSamples samples = { .times_ms = times_ms, .values = values, .n = n, .gap_ms = gap_ms };
  DwPlotBars stacks = { .edges_ms = times_ms, .n = n - 1, .n_parts = 1, .values = { values }, .tones = { DW_PLOT_TONE_CURRENT } };

  if (!dw_plot_set_span (plot, times_ms[0], times_ms[n - 1], error) || !dw_plot_set_axis (plot, DW_PLOT_LEFT, &(DwPlotAxis){ .scale = DW_PLOT_SCALE_ZERO, .decimals = -1 }, error))
    return FALSE;
  return bars ? dw_plot_set_bars (plot, &stacks, error) : dw_plot_add_samples (plot, &(DwPlotSeries){ .style = DW_PLOT_STYLE_S1, .no_last_dot = TRUE }, &samples, error) >= 0;
}

static gboolean
draw (DwPlot *plot, const char *path)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (DwPalette) palette = dw_palette_new_print ();
  g_autoptr (PangoLayout) text = dw_label_layout_new_cairo (cr);
  cairo_status_t status;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  dw_plot_draw (plot, cr, palette, text, 0, 0, WIDTH, HEIGHT);
  cairo_destroy (cr);
  status = cairo_surface_write_to_png (surface, path);
  cairo_surface_destroy (surface);
  return status == CAIRO_STATUS_SUCCESS;
}

int
main (int argc, char **argv)
{
  g_autoptr (GTimeZone) zone = argc == 6 ? g_time_zone_new_identifier (argv[3]) : NULL;
  g_autoptr (DwPlot) plot = dw_plot_new ();
  g_autoptr (GError) error = NULL;
  Data data = { NULL, NULL };
  gboolean fine;

  if (zone == NULL || !read_file (argv[2], &data))
    {
      g_printerr ("plot-csv line|bars FILE ZONE GAP_MS OUT.png\n");
      return EXIT_FAILURE;
    }
  dw_plot_set_zone (plot, zone);
  fine = fill (plot, &data, g_str_equal (argv[1], "bars"), g_ascii_strtoll (argv[4], NULL, 10), &error) && draw (plot, argv[5]);
  if (error != NULL)
    g_printerr ("plot-csv: %s\n", error->message);
  dw_plot_clear (plot);
  g_array_unref (data.times_ms);
  g_array_unref (data.values);
  return fine ? EXIT_SUCCESS : EXIT_FAILURE;
}
