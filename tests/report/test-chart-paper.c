// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-chart-paper.h"
#include "dw-label.h"
#include "report-kit.h"

/* Plan: pages and pictures as files; the same input gives the same bytes; nothing but a whole file takes the place of the old one. What stands on the pages is read
 * back in test-paper-readers.py. */

#define MADE_MS G_GINT64_CONSTANT (1764400000000)

typedef struct
{
  guint calls;
  double width, height;
  GCancellable *cancel; /* while drawing */
} Drawing;

static void
draw_cb (cairo_t *cr, PangoLayout *text, const DwPalette *palette, double width, double height, gpointer data)
{
  static const DwLabelStyle style = { .size = 11, .color = DW_COLOR_TEXT };
  Drawing *drawing = data;

  drawing->calls++;
  drawing->width = width;
  drawing->height = height;
  if (drawing->cancel != NULL)
    g_cancellable_cancel (drawing->cancel);
  dw_palette_set (palette, cr, DW_COLOR_P1);
  cairo_rectangle (cr, 0, 0, width / 2, height);
  cairo_fill (cr);
  dw_label_draw (cr, text, palette, &style, "Alarm 300", 4, 20);
}

static DwChartPaper
make_paper (Drawing *drawing, GTimeZone *zone)
{
  return (DwChartPaper){ .head = "Head", .title = "Title", .note = "Note", .scope = "School", .role = "Guard", .made_ms = MADE_MS, .zone = zone, .draw = draw_cb, .draw_data = drawing };
}

static void
test_pages_are_the_same_bytes (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  g_autoptr (GBytes) first = NULL;

  for (guint i = 0; i < 3; i++)
    {
      ReportFolder folder = report_folder_new ("chart.pdf");
      Drawing drawing = { 0 };
      DwChartPaper paper = make_paper (&drawing, zone);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = NULL;

      paper.made_ms += i == 2 ? 1000 : 0;
      g_assert_true (dw_chart_paper_write_pdf (&paper, folder.path, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (drawing.calls, ==, 1);
      bytes = report_read_file (folder.path);
      g_assert_true (g_str_has_prefix (g_bytes_get_data (bytes, NULL), "%PDF-"));
      if (first == NULL)
        first = g_bytes_ref (bytes);
      /* The third page was made a second later: that must show. */
      g_assert_cmpint (g_bytes_equal (first, bytes), ==, i < 2);
      report_folder_clear (&folder);
    }
}

/* A4 less the margins 51 and 45 pt, in pixels of 1/96 inch. */
static void
test_chart_fills_the_content (void)
{
  static const struct
  {
    gboolean landscape;
    double width;
  } cases[] = { { FALSE, (595 - 51 - 45) / 0.75 }, { TRUE, (842 - 51 - 45) / 0.75 } };
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ReportFolder folder = report_folder_new ("chart.pdf");
      Drawing drawing = { 0 };
      DwChartPaper paper = make_paper (&drawing, zone);

      paper.landscape = cases[i].landscape;
      g_assert_true (dw_chart_paper_write_pdf (&paper, folder.path, NULL, NULL));
      g_assert_cmpfloat_with_epsilon (drawing.width, cases[i].width, 0.01);
      g_assert_cmpfloat (drawing.height, >, 500);
      report_folder_clear (&folder);
    }
}

static void
test_table_takes_room_from_the_chart (void)
{
  static const DwChartPaperColumn columns[] = { { "A", 1, FALSE } };
  static const char *const cells[] = { "1", "2", "3" };
  DwChartPaperTable table = { columns, 1, cells, 3 };
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  double heights[2];

  for (guint i = 0; i < 2; i++)
    {
      ReportFolder folder = report_folder_new ("chart.pdf");
      Drawing drawing = { 0 };
      DwChartPaper paper = make_paper (&drawing, zone);

      paper.table = i == 1 ? &table : NULL;
      g_assert_true (dw_chart_paper_write_pdf (&paper, folder.path, NULL, NULL));
      heights[i] = drawing.height * 0.75;
      report_folder_clear (&folder);
    }
  /* Four rows of 18 pt and a gap. */
  g_assert_cmpfloat_with_epsilon (heights[0] - heights[1], 4 * 18 + 14, 0.01);
}

static void
test_faults_leave_the_old_page (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GCancellable) before = g_cancellable_new ();
  g_autoptr (GCancellable) within = g_cancellable_new ();
  DwChartPaperTable no_columns = { NULL, 0, NULL, 1 };
  const struct
  {
    const char *sentence;
    GCancellable *cancellable, *cancel;
    const DwChartPaperTable *table;
    gsize limit;
    int code; /* of G_IO_ERROR, -1 = any */
  } cases[] = {
    { "cancelled before it begins", before, NULL, NULL, 0, G_IO_ERROR_CANCELLED },
    { "cancelled while it is drawn", within, within, NULL, 0, G_IO_ERROR_CANCELLED },
    { "a table without columns", NULL, NULL, &no_columns, 0, G_IO_ERROR_INVALID_ARGUMENT },
    { "a full disk", NULL, NULL, NULL, 300, -1 },
  };

  g_cancellable_cancel (before);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ReportFolder folder = report_folder_new ("chart.pdf");
      Drawing drawing = { .cancel = cases[i].cancel };
      DwChartPaper paper = make_paper (&drawing, zone);
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      gboolean written;

      g_test_message ("%s", cases[i].sentence);
      g_assert_true (g_file_set_contents (folder.path, "old", -1, NULL));
      paper.table = cases[i].table;
      if (cases[i].limit > 0)
        report_set_file_limit (cases[i].limit);
      written = dw_chart_paper_write_pdf (&paper, folder.path, cases[i].cancellable, &error);
      report_set_file_limit (0);
      g_assert_false (written);
      g_assert_nonnull (error);
      if (cases[i].code >= 0)
        g_assert_error (error, G_IO_ERROR, cases[i].code);
      else
        g_assert_nonnull (strstr (error->message, folder.path));
      g_assert_true (g_file_get_contents (folder.path, &text, NULL, NULL));
      g_assert_cmpstr (text, ==, "old");
      report_folder_clear (&folder);
    }
}

/* --- pictures --- */

static guint32
get_pixel (cairo_surface_t *surface, int x, int y)
{
  return *(guint32 *)(void *)(cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface) + 4 * x) & 0xffffff;
}

static void
test_picture_has_the_size_asked_for (void)
{
  static const struct
  {
    int width, height;
    double scale;
    int dots_x, dots_y;
  } cases[] = { { 1600, 600, 1, 1600, 600 }, { 800, 300, 2, 1600, 600 }, { 1, 1, 1, 1, 1 }, { 101, 51, 1.5, 152, 77 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ReportFolder folder = report_folder_new ("chart.png");
      Drawing drawing = { 0 };
      g_autoptr (GError) error = NULL;
      cairo_surface_t *surface;

      g_assert_true (dw_chart_paper_write_png (folder.path, cases[i].width, cases[i].height, cases[i].scale, NULL, draw_cb, &drawing, &error));
      g_assert_no_error (error);
      g_assert_cmpfloat (drawing.width, ==, cases[i].width);
      surface = cairo_image_surface_create_from_png (folder.path);
      g_assert_cmpint (cairo_image_surface_get_width (surface), ==, cases[i].dots_x);
      g_assert_cmpint (cairo_image_surface_get_height (surface), ==, cases[i].dots_y);
      if (cases[i].dots_x > 100)
        {
          g_assert_cmphex (get_pixel (surface, cases[i].dots_x - 1, cases[i].dots_y - 1), ==, 0xffffff);
          g_assert_cmphex (get_pixel (surface, 1, cases[i].dots_y - 1), !=, 0xffffff);
        }
      cairo_surface_destroy (surface);
      report_folder_clear (&folder);
    }
}

static void
test_impossible_pictures (void)
{
  static const struct
  {
    int width, height;
    double scale;
  } cases[] = { { 0, 100, 1 }, { 100, -1, 1 }, { 100, 100, 0 }, { 16385, 10, 1 }, { 8193, 10, 2 }, { 10, 10, NAN }, { 1, 1, 0.2 } };
  ReportFolder folder = report_folder_new ("chart.png");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Drawing drawing = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_false (dw_chart_paper_write_png (folder.path, cases[i].width, cases[i].height, cases[i].scale, NULL, draw_cb, &drawing, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
      g_assert_cmpuint (drawing.calls, ==, 0);
    }
  g_assert_false (g_file_test (folder.path, G_FILE_TEST_EXISTS));
  report_folder_clear (&folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-paper/the-same-page-has-the-same-bytes", test_pages_are_the_same_bytes);
  g_test_add_func ("/chart-paper/the-chart-fills-the-content", test_chart_fills_the_content);
  g_test_add_func ("/chart-paper/a-table-takes-room-from-the-chart", test_table_takes_room_from_the_chart);
  g_test_add_func ("/chart-paper/faults-leave-the-old-page", test_faults_leave_the_old_page);
  g_test_add_func ("/chart-paper/a-picture-has-the-size-asked-for", test_picture_has_the_size_asked_for);
  g_test_add_func ("/chart-paper/impossible-pictures-are-refused", test_impossible_pictures);
  return g_test_run ();
}
