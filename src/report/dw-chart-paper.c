// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#include "dw-chart-paper-private.h"
#include "dw-label.h"
#include "dw-replace-file.h"

/* A page: running head, title and note, chart, table, foot. The chart gets what the table leaves, at least two fifths of the content's height; a table that is
 * longer goes on on further pages. */

#define A4_SHORT 595.0
#define A4_LONG 842.0
#define MARGIN_LEFT 51.0 /* binding */
#define MARGIN_RIGHT 45.0
#define HEAD_BASE 37.0      /* base line of the running head: it begins at 27 */
#define CONTENT_TOP 54.0    /* below the running head and its rule */
#define CONTENT_BOTTOM 50.0 /* from the lower edge */
#define FOOT_BASE 27.0      /* from the lower edge; letters end at 25 */
#define TITLE_SIZE 18.8
#define TITLE_BASE 20.0
#define NOTE_SIZE 8.2
#define NOTE_LINE 12.8
#define RUNNING_SIZE 8.2
#define FOOT_SIZE 7.9
#define LEAST_CHART_SHARE 0.4
#define PT_PER_PX 0.75
#define MAX_DOTS 16384

/* --- where things lie --- */

typedef struct
{
  double width, height; /* of the paper */
  double left, content_width;
  double top, bottom; /* of the content */
  double chart_top, chart_height;
  guint rows_first; /* of the table on the first page */
  guint rows_next;  /* on each further one */
  guint n_pages;
} Sheet;

static guint
count_rows (double height)
{
  return height >= 2 * PAPER_ROW ? (guint)(height / PAPER_ROW) - 1 : 0;
}

static void
lay_out_table (Sheet *sheet, const DwChartPaperTable *table)
{
  double below = sheet->bottom - sheet->chart_top;
  double most = below * (1 - LEAST_CHART_SHARE) - PAPER_TABLE_GAP;
  guint rest;

  sheet->rows_first = MIN (table->n_rows, count_rows (most));
  sheet->rows_next = count_rows (sheet->bottom - sheet->top);
  sheet->chart_height = below - PAPER_TABLE_GAP - PAPER_ROW * (sheet->rows_first + 1);
  rest = table->n_rows - sheet->rows_first;
  sheet->n_pages = 1 + (rest + sheet->rows_next - 1) / sheet->rows_next;
}

static Sheet
lay_out (const DwChartPaper *self)
{
  Sheet sheet = { .left = MARGIN_LEFT, .top = CONTENT_TOP, .n_pages = 1 };

  sheet.width = self->landscape ? A4_LONG : A4_SHORT;
  sheet.height = self->landscape ? A4_SHORT : A4_LONG;
  sheet.content_width = sheet.width - MARGIN_LEFT - MARGIN_RIGHT;
  sheet.bottom = sheet.height - CONTENT_BOTTOM;
  sheet.chart_top = sheet.top + TITLE_BASE + NOTE_LINE + 10;
  sheet.chart_height = sheet.bottom - sheet.chart_top;
  if (self->table != NULL && self->table->n_rows > 0)
    lay_out_table (&sheet, self->table);
  return sheet;
}

/* --- parts --- */

void
dw_paper_draw_rule (const DwPaperPen *pen, double x, double y, double width, DwColor color)
{
  dw_palette_set (pen->palette, pen->cr, color);
  cairo_set_line_width (pen->cr, PAPER_RULE);
  cairo_move_to (pen->cr, x, y);
  cairo_line_to (pen->cr, x + width, y);
  cairo_stroke (pen->cr);
}

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static char *
format_made (const DwChartPaper *self, const char *format)
{
  g_autoptr (GDateTime) epoch = g_date_time_new_from_unix_utc (0);
  g_autoptr (GDateTime) utc = g_date_time_add (epoch, self->made_ms * 1000);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, self->zone) : NULL;

  return local != NULL ? g_date_time_format (local, format) : g_strdup ("");
}

/* Scope, role and time, as far as they are given. */
static char *
make_foot (const DwChartPaper *self)
{
  g_autofree char *time = format_made (self, "%Y-%m-%d %H:%M:%S (UTC%:z)");
  const char *parts[] = { or_empty (self->scope), or_empty (self->role), time };
  GString *foot = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (*parts[i] != '\0')
      g_string_append_printf (foot, "%s%s", foot->len > 0 ? " · " : "", parts[i]);
  return g_string_free (foot, FALSE);
}

static void
draw_running (const DwPaperPen *pen, const DwChartPaper *self, const Sheet *sheet, guint page)
{
  DwLabelStyle head = { .size = RUNNING_SIZE, .color = DW_COLOR_TEXT_3, .width = sheet->content_width };
  DwLabelStyle foot = { .size = FOOT_SIZE, .color = DW_COLOR_TEXT_3, .width = sheet->content_width - 90 };
  DwLabelStyle number = { .size = FOOT_SIZE, .color = DW_COLOR_TEXT_3, .align = DW_ALIGN_END };
  g_autofree char *left = make_foot (self);
  /* TRANSLATORS: number of the page and how many there are. */
  g_autofree char *right = g_strdup_printf (_ ("Page %u of %u"), page + 1, sheet->n_pages);

  dw_label_draw (pen->cr, pen->text, pen->palette, &head, or_empty (self->head), sheet->left, HEAD_BASE);
  dw_paper_draw_rule (pen, sheet->left, HEAD_BASE + 5, sheet->content_width, DW_COLOR_LINE_STRONG);
  dw_label_draw (pen->cr, pen->text, pen->palette, &foot, left, sheet->left, sheet->height - FOOT_BASE);
  dw_label_draw (pen->cr, pen->text, pen->palette, &number, right, sheet->left + sheet->content_width, sheet->height - FOOT_BASE);
}

static void
draw_title (const DwPaperPen *pen, const DwChartPaper *self, const Sheet *sheet)
{
  DwLabelStyle title = { .size = TITLE_SIZE, .weight = 700, .color = DW_COLOR_TEXT, .width = sheet->content_width };
  DwLabelStyle note = { .size = NOTE_SIZE, .color = DW_COLOR_TEXT_2, .width = sheet->content_width };

  dw_label_draw (pen->cr, pen->text, pen->palette, &title, or_empty (self->title), sheet->left, sheet->top + TITLE_BASE);
  dw_label_draw (pen->cr, pen->text, pen->palette, &note, or_empty (self->note), sheet->left, sheet->top + TITLE_BASE + NOTE_LINE + 2);
}

static void
draw_chart (const DwPaperPen *pen, const DwChartPaper *self, const Sheet *sheet)
{
  cairo_save (pen->cr);
  cairo_translate (pen->cr, sheet->left, sheet->chart_top);
  cairo_scale (pen->cr, PT_PER_PX, PT_PER_PX);
  pango_cairo_update_layout (pen->cr, pen->text);
  self->draw (pen->cr, pen->text, pen->palette, sheet->content_width / PT_PER_PX, sheet->chart_height / PT_PER_PX, self->draw_data);
  cairo_restore (pen->cr);
  pango_cairo_update_layout (pen->cr, pen->text);
}

static void
draw_page (const DwPaperPen *pen, const DwChartPaper *self, const Sheet *sheet, guint page)
{
  guint first = page == 0 ? 0 : sheet->rows_first + (page - 1) * sheet->rows_next;
  double table_top = page == 0 ? sheet->chart_top + sheet->chart_height + PAPER_TABLE_GAP : sheet->top;
  guint most = page == 0 ? sheet->rows_first : sheet->rows_next;

  draw_running (pen, self, sheet, page);
  if (page == 0)
    {
      draw_title (pen, self, sheet);
      draw_chart (pen, self, sheet);
    }
  if (self->table != NULL && self->table->n_rows > 0)
    dw_paper_draw_table (pen, self->table, first, MIN (most, self->table->n_rows - first), sheet->left, table_top, sheet->content_width);
}

/* --- files --- */

static cairo_status_t
write_cb (void *closure, const unsigned char *bytes, unsigned int length)
{
  return dw_replace_file_write (closure, bytes, length) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

/* Without a date of its own cairo writes the machine's clock into the file. */
static void
set_metadata (cairo_surface_t *surface, const DwChartPaper *self)
{
  g_autofree char *made = format_made (self, "%Y-%m-%dT%H:%M:%S%:z");

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, or_empty (self->title));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, made);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Dianwei " DW_VERSION);
}

static gboolean
draw_pages (cairo_t *cr, const DwChartPaper *self, const Sheet *sheet, GCancellable *cancellable, GError **error)
{
  DwPaperPen pen = { cr, dw_label_layout_new_cairo (cr), dw_palette_new_print () };
  gboolean cancelled = FALSE;

  for (guint page = 0; page < sheet->n_pages && !cancelled; page++)
    {
      draw_page (&pen, self, sheet, page);
      cairo_show_page (cr);
      cancelled = g_cancellable_set_error_if_cancelled (cancellable, error);
    }
  g_object_unref (pen.text);
  dw_palette_unref (pen.palette);
  return !cancelled;
}

static void
note_status (DwReplaceFile *file, cairo_status_t status)
{
  if (status != CAIRO_STATUS_SUCCESS)
    dw_replace_file_note_failure (file, 0);
}

static gboolean
check_table (const DwChartPaperTable *table, GError **error)
{
  if (table == NULL || (table->n_columns > 0 && table->n_columns <= DW_CHART_PAPER_MAX_COLUMNS && table->n_rows <= DW_CHART_PAPER_MAX_ROWS))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("A table on paper has 1 to %d columns and at most %d rows, not %u and %u"), DW_CHART_PAPER_MAX_COLUMNS, DW_CHART_PAPER_MAX_ROWS, table->n_columns, table->n_rows);
  return FALSE;
}

gboolean
dw_chart_paper_write_pdf (const DwChartPaper *self, const char *path, GCancellable *cancellable, GError **error)
{
  Sheet sheet = lay_out (self);
  g_autoptr (DwReplaceFile) file = NULL;
  cairo_surface_t *surface;
  cairo_t *cr;
  gboolean drawn;

  if (!check_table (self->table, error) || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  file = dw_replace_file_new (path, error);
  if (file == NULL)
    return FALSE;
  surface = cairo_pdf_surface_create_for_stream (write_cb, file, sheet.width, sheet.height);
  set_metadata (surface, self);
  cr = cairo_create (surface);
  drawn = draw_pages (cr, self, &sheet, cancellable, error);
  note_status (file, cairo_status (cr));
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  note_status (file, cairo_surface_status (surface));
  cairo_surface_destroy (surface);
  return drawn && dw_replace_file_commit (file, error);
}

static gboolean
check_size (int width, int height, double scale, GError **error)
{
  double largest = MAX (width, height) * scale;

  if (width > 0 && height > 0 && scale > 0 && MIN (width, height) * scale >= 1 && largest <= MAX_DOTS)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("A picture has 1 to %d dots a side, not %d × %d at scale %g"), MAX_DOTS, width, height, scale);
  return FALSE;
}

static cairo_surface_t *
draw_picture (int width, int height, double scale, const DwPalette *palette, DwChartPaperDraw draw, gpointer draw_data)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int)(width * scale + 0.5), (int)(height * scale + 0.5));
  cairo_t *cr = cairo_create (surface);
  PangoLayout *text;

  dw_palette_set (palette, cr, DW_COLOR_SURFACE);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  text = dw_label_layout_new_cairo (cr);
  draw (cr, text, palette, width, height, draw_data);
  g_object_unref (text);
  cairo_destroy (cr);
  return surface;
}

gboolean
dw_chart_paper_write_png (const char *path, int width, int height, double scale, const DwPalette *palette, DwChartPaperDraw draw, gpointer draw_data, GError **error)
{
  g_autoptr (DwPalette) print = dw_palette_new_print ();
  g_autoptr (DwReplaceFile) file = NULL;
  cairo_surface_t *surface;

  if (!check_size (width, height, scale, error))
    return FALSE;
  file = dw_replace_file_new (path, error);
  if (file == NULL)
    return FALSE;
  surface = draw_picture (width, height, scale, palette != NULL ? palette : print, draw, draw_data);
  note_status (file, cairo_surface_write_to_png_stream (surface, write_cb, file));
  cairo_surface_destroy (surface);
  return dw_replace_file_commit (file, error);
}
