// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-mini-chart.h"
#include "dw-oneline.h"
#include "dw-rc-bar.h"
#include "dw-spark.h"

/* Each drawing leaves ink where it must and none where it must not. Only pixels are looked at, in the colours of paper. */

#define MINUTE G_GINT64_CONSTANT (60000)

typedef struct
{
  cairo_surface_t *surface;
  cairo_t *cr;
  PangoLayout *text;
  DwPalette *palette;
} Canvas;

static Canvas
open_canvas (int width, int height)
{
  Canvas canvas;

  canvas.surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  canvas.cr = cairo_create (canvas.surface);
  canvas.text = dw_label_layout_new_cairo (canvas.cr);
  canvas.palette = dw_palette_new_print ();
  cairo_set_source_rgb (canvas.cr, 1, 1, 1);
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
get_pixel (Canvas *canvas, int x, int y)
{
  cairo_surface_flush (canvas->surface);
  return *(guint32 *)(void *)(cairo_image_surface_get_data (canvas->surface) + y * cairo_image_surface_get_stride (canvas->surface) + 4 * x) & 0xffffff;
}

static guint32
get_color (Canvas *canvas, DwColor color)
{
  const DwRgb *rgb = dw_palette_get (canvas->palette, color);

  return (guint32)lround (rgb->red * 255) << 16 | (guint32)lround (rgb->green * 255) << 8 | (guint32)lround (rgb->blue * 255);
}

static guint
count_color (Canvas *canvas, DwColor color)
{
  guint32 wanted = get_color (canvas, color);
  guint n = 0;

  for (int y = 0; y < cairo_image_surface_get_height (canvas->surface); y++)
    for (int x = 0; x < cairo_image_surface_get_width (canvas->surface); x++)
      n += get_pixel (canvas, x, y) == wanted;
  return n;
}

static guint
count_white (Canvas *canvas, int left, int top, int right, int bottom)
{
  guint n = 0;

  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++)
      n += get_pixel (canvas, x, y) == 0xffffff;
  return n;
}

static void
test_rc_bar (void)
{
  static const struct
  {
    const char *sentence;
    double value;
    gboolean old;
    DwColor ink, no_ink;
  } cases[] = {
    { "an alarm is filled in its colour", 412, FALSE, DW_COLOR_P1, DW_COLOR_P3 },
    { "a warning is filled in amber", 252, FALSE, DW_COLOR_P3, DW_COLOR_STALE_TINT },
    { "a normal value is grey", 64, FALSE, DW_COLOR_TEXT_2, DW_COLOR_P3 },
    { "an old value is hatched and not filled", 252, TRUE, DW_COLOR_STALE_TINT, DW_COLOR_P3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Canvas canvas = open_canvas (200, 80);
      DwRcBar bar;

      g_test_message ("%s", cases[i].sentence);
      dw_rc_bar_init (&bar);
      bar.value = cases[i].value;
      bar.old = cases[i].old;
      bar.warning = 240;
      bar.alarm = 300;
      dw_rc_bar_draw (&bar, canvas.cr, canvas.palette, NULL, 0, 0, 180, FALSE);
      g_assert_cmpuint (count_color (&canvas, cases[i].ink), >, 20);
      g_assert_cmpuint (count_color (&canvas, cases[i].no_ink), ==, 0);
      close_canvas (&canvas);
    }
}

static void
test_spark_gap_is_empty (void)
{
  static const gint64 times[] = { 0, 40, 60, 100 };
  static const double values[] = { 5, 5, 5, 5 };
  Canvas canvas = open_canvas (104, 20);
  DwSpark spark = { .lines = { { times, values, 4, 15, DW_STROKE_SINGLE } }, .n_lines = 1, .from_ms = 0, .to_ms = 100 };

  dw_spark_draw (&spark, canvas.cr, canvas.palette, 0, 0, 104, 20);
  g_assert_cmphex (get_pixel (&canvas, 52, 10), ==, 0xffffff);
  spark.lines[0].gap_ms = 50;
  dw_spark_draw (&spark, canvas.cr, canvas.palette, 0, 0, 104, 20);
  g_assert_cmphex (get_pixel (&canvas, 52, 10), !=, 0xffffff);
  close_canvas (&canvas);
}

static void
test_chart (void)
{
  static const gint64 times[] = { 0, MINUTE, 2 * MINUTE, 10 * MINUTE, 14 * MINUTE };
  static const double values[] = { 90, 92, 412, 400, 80 };
  static const guint8 doubtful[] = { 0, 0, 0, 1, 1 };
  Canvas canvas = open_canvas (446, 172);
  DwMiniChart chart;

  dw_mini_chart_init (&chart);
  chart.times_ms = times;
  chart.values = values;
  chart.doubtful = doubtful;
  chart.n = G_N_ELEMENTS (times);
  chart.to_ms = 15 * MINUTE;
  chart.gap_ms = 5 * MINUTE;
  chart.limits[0] = (DwChartLimit){ 300, "Alarm 300", FALSE };
  chart.limits[1] = (DwChartLimit){ 240, "Warning 240", TRUE };
  chart.n_limits = 2;
  chart.marks[0] = (DwChartMark){ 2 * MINUTE, 1, "14:29:58" };
  chart.n_marks = 1;
  chart.baseline_low = 78;
  chart.baseline_high = 106;
  dw_mini_chart_draw (&chart, canvas.cr, canvas.palette, canvas.text, 0, 0, 446, 172);
  g_assert_cmpuint (count_color (&canvas, DW_COLOR_P1), >, 30);
  /* Minute 5 lies in the hole, minute 0.5 does not. */
  g_assert_cmpuint (count_white (&canvas, 130, 30, 250, 60), <, 200);
  g_assert_cmpuint (count_white (&canvas, 36, 120, 60, 126), >, 40);
  g_assert_cmpuint (count_color (&canvas, DW_COLOR_TEXT), >, 30);
  close_canvas (&canvas);
}

static void
test_empty_chart_says_why (void)
{
  Canvas canvas = open_canvas (446, 172);
  DwMiniChart chart;

  dw_mini_chart_init (&chart);
  chart.to_ms = 15 * MINUTE;
  chart.gap_ms = MINUTE;
  chart.empty_text = "Waiting for the first value";
  dw_mini_chart_draw (&chart, canvas.cr, canvas.palette, canvas.text, 0, 0, 446, 172);
  g_assert_cmpuint (count_white (&canvas, 40, 20, 100, 60), >, 2000);
  g_assert_cmpuint (count_color (&canvas, DW_COLOR_TEXT_3), >, 20);
  close_canvas (&canvas);
}

static void
test_oneline (void)
{
  static const DwOnelineNode box = { .name = "2AL1", .value = "48.3 A", .position = DW_SWITCH_CLOSED, .priority = 1 };
  static const DwOnelineNode circuits[] = {
    { .name = "W1", .note = "Lights", .value = "8.2 A", .position = DW_SWITCH_CLOSED },
    { .name = "W5", .note = "Sockets", .value = "11.4 A", .position = DW_SWITCH_CLOSED, .priority = 1 },
    { .name = "W6", .note = "Spare", .position = DW_SWITCH_OPEN, .tagged = TRUE },
    { .name = "W7", .position = DW_SWITCH_UNKNOWN, .old = TRUE },
  };
  Canvas canvas = open_canvas (566, 285);

  dw_oneline_draw (&box, circuits, G_N_ELEMENTS (circuits), 1, canvas.cr, canvas.palette, canvas.text, 566, 285);
  g_assert_cmpuint (count_color (&canvas, DW_COLOR_P1_TINT), >, 1000);
  g_assert_cmpuint (count_color (&canvas, DW_COLOR_TEXT_2), >, 300);
  g_assert_cmpuint (count_color (&canvas, DW_COLOR_FOCUS), >, 50);
  dw_oneline_draw_transformer (canvas.cr, canvas.palette, 60, 40);
  g_assert_cmphex (get_pixel (&canvas, 42, 40), !=, 0xffffff);
  g_assert_cmphex (get_pixel (&canvas, 48, 40), ==, 0xffffff);
  close_canvas (&canvas);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/render/residual-bar-fills-by-level", test_rc_bar);
  g_test_add_func ("/render/a-gap-in-a-spark-has-no-ink", test_spark_gap_is_empty);
  g_test_add_func ("/render/chart-shows-line-limit-and-gap", test_chart);
  g_test_add_func ("/render/empty-chart-says-why", test_empty_chart_says_why);
  g_test_add_func ("/render/single-line-shows-alarm-and-switches", test_oneline);
  return g_test_run ();
}
