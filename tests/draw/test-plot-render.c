// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <cairo-pdf.h>
#include <math.h>

#include "dw-plot.h"

/* Every kind of layer leaves its ink, in the colours of screen by day and by night and of paper, and none where there is no data. Only pixels are looked at. */

#define MINUTE G_GINT64_CONSTANT (60000)
#define DAY (1440 * MINUTE)
#define N 1441

static const char *const palettes[] = { "palette-light.css", "palette-night.css", NULL };

typedef struct
{
  cairo_surface_t *surface;
  cairo_t *cr;
  PangoLayout *text;
  DwPalette *palette;
} Canvas;

static DwPalette *
open_palette (const char *name)
{
  g_autofree char *path = name ? g_build_filename (g_test_get_dir (G_TEST_DIST), "..", "ui", name, NULL) : NULL;
  g_autofree char *css = NULL;
  g_autoptr (GError) error = NULL;
  DwPalette *palette;

  if (!name)
    return dw_palette_new_print ();
  g_file_get_contents (path, &css, NULL, &error);
  g_assert_no_error (error);
  palette = dw_palette_new_from_css (css, &error);
  g_assert_no_error (error);
  return palette;
}

static Canvas
open_canvas (int width, int height, const char *palette)
{
  Canvas canvas = { .surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height), .palette = open_palette (palette) };

  canvas.cr = cairo_create (canvas.surface);
  canvas.text = dw_label_layout_new_cairo (canvas.cr);
  dw_palette_set (canvas.palette, canvas.cr, DW_COLOR_SURFACE);
  cairo_paint (canvas.cr);
  return canvas;
}

static void
close_canvas (Canvas *canvas)
{
  g_assert_cmpint (cairo_status (canvas->cr), ==, CAIRO_STATUS_SUCCESS);
  g_object_unref (canvas->text);
  dw_palette_unref (canvas->palette);
  cairo_destroy (canvas->cr);
  cairo_surface_destroy (canvas->surface);
}

static guint32
get_color (const Canvas *canvas, DwColor color)
{
  const DwRgb *rgb = dw_palette_get (canvas->palette, color);

  return (guint32)lround (rgb->red * 255) << 16 | (guint32)lround (rgb->green * 255) << 8 | (guint32)lround (rgb->blue * 255);
}

/* Pixels of just that colour in left…right, top…bottom (exclusive). */
static guint
count (const Canvas *canvas, DwColor color, int left, int top, int right, int bottom)
{
  guint32 wanted = get_color (canvas, color);
  guint n = 0;

  cairo_surface_flush (canvas->surface);
  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++)
      n += (*(guint32 *)(void *)(cairo_image_surface_get_data (canvas->surface) + y * cairo_image_surface_get_stride (canvas->surface) + 4 * x) & 0xffffff) == wanted;
  return n;
}

typedef struct
{
  gint64 times_ms[N], edges_ms[25];
  double values[N], mins[24], maxs[24], means[24], cells[72];
  guint8 qualities[N];
  guint8 tones[24];
} Data;

/* A load of 50…150; nothing from 10:00 to 14:00. */
static Data *
make_data (void)
{
  Data *data = g_new0 (Data, 1);

  for (int i = 0; i < N; i++)
    {
      data->times_ms[i] = i * MINUTE;
      data->values[i] = i >= 600 && i < 840 ? NAN : 100 + 50 * sin (i / 60.0);
      data->qualities[i] = i > 1200 ? 3 : 1;
    }
  for (int i = 0; i < 25; i++)
    data->edges_ms[i] = i * 60 * MINUTE;
  for (int i = 0; i < 24; i++)
    {
      data->means[i] = i == 5 ? NAN : 100 + i;
      data->mins[i] = data->means[i] - 30;
      data->maxs[i] = data->means[i] + 30;
      data->tones[i] = (guint8)(i % DW_PLOT_N_TONES);
    }
  for (int i = 0; i < 72; i++)
    data->cells[i] = i == 30 ? NAN : i;
  return data;
}

static DwPlot *
make_plot (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  DwPlot *plot = dw_plot_new ();

  dw_plot_set_zone (plot, zone);
  dw_plot_set_span (plot, 0, DAY, NULL);
  return plot;
}

static void
add_line (DwPlot *plot, Data *data, DwPlotStyle style)
{
  DwPlotSamples samples = { .times_ms = data->times_ms, .values = data->values, .qualities = data->qualities, .doubtful_qualities = 1u << 3, .n = N, .gap_ms = 2 * MINUTE };

  g_assert_cmpint (dw_plot_add_samples (plot, &(DwPlotSeries){ .style = style, .label = "2AL1", .no_last_dot = TRUE }, &samples, NULL), >=, 0);
}

static void
add_buckets (DwPlot *plot, Data *data)
{
  DwPlotBuckets buckets = { .edges_ms = data->edges_ms, .mins = data->mins, .maxs = data->maxs, .means = data->means, .n = 24 };

  g_assert_cmpint (dw_plot_add_buckets (plot, &(DwPlotSeries){ .style = DW_PLOT_STYLE_S2, .label = "食堂" }, &buckets, NULL), >=, 0);
}

static void
fill_line (DwPlot *plot, Data *data)
{
  add_line (plot, data, DW_PLOT_STYLE_S1);
}

static void
fill_buckets (DwPlot *plot, Data *data)
{
  add_buckets (plot, data);
}

static void
fill_bars (DwPlot *plot, Data *data)
{
  g_assert_true (dw_plot_set_bars (plot, &(DwPlotBars){ .edges_ms = data->edges_ms, .n = 24, .n_parts = 1, .values = { data->means }, .bar_tones = data->tones }, NULL));
}

static void
fill_stack (DwPlot *plot, Data *data)
{
  g_assert_true (dw_plot_set_bars (plot, &(DwPlotBars){ .edges_ms = data->edges_ms, .n = 24, .n_parts = 2, .values = { data->means, data->maxs }, .tones = { DW_PLOT_TONE_FLAT, DW_PLOT_TONE_PEAK }, .labels = { "平", "峰" } }, NULL));
}

static void
fill_heat (DwPlot *plot, Data *data)
{
  static const char *const days[] = { "11-01", NULL, "11-03" };

  g_assert_true (dw_plot_set_heat (plot, &(DwPlotHeat){ .n_days = 3, .values = data->cells, .day_labels = days, .low = 1, .high = 0, .cursor_day = 1, .cursor_hour = 2 }, NULL));
}

static void
fill_frame (DwPlot *plot, Data *data)
{
  dw_plot_add_band (plot, &(DwPlotBand){ .kind = DW_PLOT_BAND_NORMAL, .low = 20, .high = 60, .series = -1, .text = "正常" }, NULL);
  dw_plot_add_limit (plot, &(DwPlotLimit){ .value = 300, .series = -1, .text = "报警 300" }, NULL);
  dw_plot_add_limit (plot, &(DwPlotLimit){ .value = 240, .warning = TRUE, .series = -1, .text = "预警 240" }, NULL);
}

static void
fill_marks (DwPlot *plot, Data *data)
{
  for (guint priority = 1; priority <= 4; priority++)
    dw_plot_add_mark (plot, &(DwPlotMark){ .kind = DW_PLOT_MARK_ALARM, .time_ms = priority * 200 * MINUTE, .priority = priority, .text = "预警 283", .series = -1 }, NULL);
  dw_plot_add_mark (plot, &(DwPlotMark){ .kind = DW_PLOT_MARK_LETTER, .time_ms = 1000 * MINUTE, .letter = "操", .series = -1 }, NULL);
  dw_plot_add_mark (plot, &(DwPlotMark){ .kind = DW_PLOT_MARK_CLOCK, .time_ms = 1100 * MINUTE, .text = "时钟", .series = -1 }, NULL);
}

static void
fill_cursor (DwPlot *plot, Data *data)
{
  add_line (plot, data, DW_PLOT_STYLE_PHASE_A);
  dw_plot_set_cursor (plot, 300 * MINUTE, NULL, "1 min 均值");
}

static const struct
{
  const char *sentence;
  void (*fill) (DwPlot *, Data *);
  DwColor ink[3];
  guint n_inks, least;
} layers[] = {
  { "a line in its colour", fill_line, { DW_COLOR_S1 }, 1, 100 },
  { "buckets with their envelope", fill_buckets, { DW_COLOR_S2 }, 1, 100 },
  { "bars by tone, peaks with a cap", fill_bars, { DW_COLOR_S4, DW_COLOR_AXIS, DW_COLOR_TEXT }, 3, 100 },
  { "a stack of two", fill_stack, { DW_COLOR_S4, DW_COLOR_AXIS, DW_COLOR_TEXT }, 3, 100 },
  { "a heat map from band to second text", fill_heat, { DW_COLOR_BAND, DW_COLOR_TEXT_2, DW_COLOR_FOCUS }, 3, 60 },
  { "band and limits", fill_frame, { DW_COLOR_BAND, DW_COLOR_P1, DW_COLOR_P3_TEXT }, 3, 100 },
  { "marks of alarms", fill_marks, { DW_COLOR_P1, DW_COLOR_P2, DW_COLOR_P3 }, 3, 20 },
  { "cursor and read-out", fill_cursor, { DW_COLOR_RAISED, DW_COLOR_TEXT, DW_COLOR_PHASE_A }, 3, 100 },
};

static void
test_layers (void)
{
  g_autofree Data *data = make_data ();

  for (guint p = 0; p < G_N_ELEMENTS (palettes); p++)
    for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
      {
        g_autoptr (DwPlot) plot = make_plot ();
        Canvas canvas = open_canvas (1000, 446, palettes[p]);

        g_test_message ("%s: %s", palettes[p] ? palettes[p] : "paper", layers[i].sentence);
        layers[i].fill (plot, data);
        dw_plot_draw (plot, canvas.cr, canvas.palette, canvas.text, 0, 0, 1000, 446);
        for (guint k = 0; k < layers[i].n_inks; k++)
          g_assert_cmpuint (count (&canvas, layers[i].ink[k], 0, 0, 1000, 446), >=, layers[i].least);
        close_canvas (&canvas);
      }
}

/* 10:00 to 14:00 is 409 to 557 px of the area; nothing is drawn from one end to the other, whether by samples or by columns. */
static void
test_a_gap_has_no_line (void)
{
  static const int widths[] = { 1900, 1000 };
  g_autofree Data *data = make_data ();

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autoptr (DwPlot) plot = make_plot ();
      Canvas canvas = open_canvas (widths[i], 446, NULL);
      double width = widths[i] - 40 - 74;
      int from = (int)(40 + width * 600 / 1440) + 3, to = (int)(40 + width * 840 / 1440) - 3;

      add_line (plot, data, DW_PLOT_STYLE_S1);
      dw_plot_draw (plot, canvas.cr, canvas.palette, canvas.text, 0, 0, widths[i], 446);
      g_assert_cmpuint (count (&canvas, DW_COLOR_S1, from, 14, to, 422), ==, 0);
      g_assert_cmpuint (count (&canvas, DW_COLOR_S1, 40, 14, from, 422), >, 50);
      g_assert_cmpuint (count (&canvas, DW_COLOR_SURFACE, from, 14, to, 422), >, 20000);
      dw_plot_add_gap (plot, &(DwPlotGap){ 600 * MINUTE, 840 * MINUTE, 0, "缺 240 min" }, NULL);
      dw_plot_draw (plot, canvas.cr, canvas.palette, canvas.text, 0, 0, widths[i], 446);
      g_assert_cmpuint (count (&canvas, DW_COLOR_SURFACE, from, 14, to, 422), <, 2000);
      close_canvas (&canvas);
    }
}

/* One sample of 400 among 500,000 of 100 leaves ink at its place, and only there. */
static void
test_a_spike_leaves_ink (void)
{
  enum {
    MANY = 500000
  };
  g_autofree double *values = g_new (double, MANY);
  DwPlotSamples samples = { .period_ms = DAY / MANY, .values = values, .n = MANY };
  g_autoptr (DwPlot) plot = make_plot ();
  Canvas canvas = open_canvas (1012, 438, NULL);
  guint ground;

  for (guint i = 0; i < MANY; i++)
    values[i] = 100;
  values[MANY / 2] = 390;
  dw_plot_set_span (plot, 0, samples.period_ms * MANY, NULL);
  dw_plot_add_samples (plot, &(DwPlotSeries){ .style = DW_PLOT_STYLE_SINGLE }, &samples, NULL);
  dw_plot_draw (plot, canvas.cr, canvas.palette, canvas.text, 0, 0, 1012, 438);
  ground = count (&canvas, DW_COLOR_SURFACE, 519, 130, 522, 180);
  g_assert_cmpuint (ground, <=, 100);
  g_assert_cmpuint (count (&canvas, DW_COLOR_SURFACE, 530, 130, 533, 180), >, 140);
  close_canvas (&canvas);
}

static void
test_modes_and_sizes (void)
{
  static const struct
  {
    int width, height;
  } sizes[] = { { 446, 172 }, { 1000, 446 }, { 1600, 600 }, { 60, 40 }, { 1, 1 } };
  g_autofree Data *data = make_data ();

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint mode = DW_PLOT_SHARED; mode <= DW_PLOT_NORMALIZED; mode++)
      {
        g_autoptr (DwPlot) plot = make_plot ();
        Canvas canvas = open_canvas (sizes[i].width, sizes[i].height, NULL);

        dw_plot_set_mode (plot, mode);
        dw_plot_set_axis (plot, DW_PLOT_LEFT, &(DwPlotAxis){ .unit = "mA", .decimals = 0 }, NULL);
        fill_line (plot, data);
        fill_buckets (plot, data);
        fill_frame (plot, data);
        fill_marks (plot, data);
        fill_cursor (plot, data);
        dw_plot_draw (plot, canvas.cr, canvas.palette, canvas.text, 0, 0, sizes[i].width, sizes[i].height);
        if (sizes[i].width >= 446)
          g_assert_cmpuint (count (&canvas, DW_COLOR_S1, 0, 0, sizes[i].width, sizes[i].height), >, 50);
        close_canvas (&canvas);
      }
}

static void
test_nothing_to_draw (void)
{
  static const double odd[] = { NAN, 1e300, -1e300, INFINITY };
  static const gint64 times[] = { 0, MINUTE, 2 * MINUTE, DAY };

  for (guint n = 0; n <= 4; n++)
    {
      g_autoptr (DwPlot) plot = make_plot ();
      Canvas canvas = open_canvas (446, 172, NULL);

      dw_plot_set_empty_text (plot, "无数据");
      dw_plot_add_samples (plot, &(DwPlotSeries){ .style = DW_PLOT_STYLE_SINGLE, .label = "a" }, &(DwPlotSamples){ .times_ms = times, .values = odd, .n = n }, NULL);
      dw_plot_set_cursor (plot, 0, NULL, NULL);
      dw_plot_draw (plot, canvas.cr, canvas.palette, canvas.text, 0, 0, 446, 172);
      close_canvas (&canvas);
    }
}

/* Without labels at the right the last time stands at the edge of the plot: whole, and within. */
static void
test_the_last_time_stays_within (void)
{
  g_autofree Data *data = make_data ();

  for (int width = 300; width < 1000; width += 37)
    {
      Canvas canvas = open_canvas (width + 40, 172, NULL);
      g_autoptr (DwPlot) plot = make_plot ();

      g_assert_true (dw_plot_set_span (plot, -480 * MINUTE, DAY - 480 * MINUTE, NULL)); /* from midnight to midnight in Shanghai */
      g_assert_cmpint (dw_plot_add_samples (plot, &(DwPlotSeries){ .style = DW_PLOT_STYLE_SINGLE, .no_last_dot = TRUE }, &(DwPlotSamples){ .times_ms = data->times_ms, .values = data->values, .n = N }, NULL), ==, 0);
      dw_plot_draw (plot, canvas.cr, canvas.palette, canvas.text, 0, 0, width, 172);
      /* Its last column of pixels is free: nothing was cut off at the edge. */
      g_assert_cmpuint (count (&canvas, DW_COLOR_SURFACE, width - 1, 172 - 22, width, 172), ==, 22);
      close_canvas (&canvas);
    }
}

static cairo_status_t
write_cb (void *data, const unsigned char *bytes, unsigned int n)
{
  g_byte_array_append (data, bytes, n);
  return CAIRO_STATUS_SUCCESS;
}

/* On paper a plot stays made of paths: no picture is put in. */
static void
test_paper_is_vectors (void)
{
  g_autofree Data *data = make_data ();
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (DwPlot) plot = make_plot ();
  g_autoptr (DwPalette) palette = dw_palette_new_print ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (write_cb, bytes, 500, 144);
  cairo_t *cr = cairo_create (surface);
  PangoLayout *text = dw_label_layout_new_cairo (cr);
  g_autoptr (GString) all = NULL;

  add_line (plot, data, DW_PLOT_STYLE_S1);
  fill_frame (plot, data);
  fill_marks (plot, data);
  dw_plot_draw (plot, cr, palette, text, 0, 0, 500, 144);
  g_object_unref (text);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  all = g_string_new_len ((const char *)bytes->data, bytes->len);
  g_assert_cmpuint (all->len, >, 2000);
  g_assert_null (g_strstr_len (all->str, (gssize)all->len, "/Subtype /Image"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot-render/every-layer-leaves-its-ink", test_layers);
  g_test_add_func ("/plot-render/a-gap-has-no-line", test_a_gap_has_no_line);
  g_test_add_func ("/plot-render/a-spike-among-many-leaves-ink", test_a_spike_leaves_ink);
  g_test_add_func ("/plot-render/modes-and-sizes", test_modes_and_sizes);
  g_test_add_func ("/plot-render/nothing-to-draw", test_nothing_to_draw);
  g_test_add_func ("/plot-render/the-last-time-stays-within", test_the_last_time_stays_within);
  g_test_add_func ("/plot-render/paper-is-vectors", test_paper_is_vectors);
  return g_test_run ();
}
