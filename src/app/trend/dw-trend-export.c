// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-trend-page-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dw-ask.h"
#include "dw-chart-paper.h"
#include "dw-energy-table.h"
#include "dw-style.h"
#include "dw-toast.h"
#include "dw-trend-periods.h"
#include "dw-trend-table.h"

/* What is shown, as a file. Everything is copied when the person asks, and written by a worker: the page goes on meanwhile.
 * The chart is copied as a record of its drawing, which can be played back on paper and into a picture. */

#define PICTURE_SCALE 2
/* Of the record: the width of a landscape page less its margins, in px of the screen. */
#define PAPER_WIDTH 990
#define PAPER_HEIGHT 430

typedef struct
{
  char *format, *path, *title, *note, *scope, *role;
  gint64 made_ms;
  GTimeZone *zone;
  /* what the format needs */
  cairo_surface_t *record;
  int width, height;
  DwPalette *palette;
  DwTrendTable *table;
  GPtrArray *cells; /* of the statistics, row by row */
  guint n_rows;
  char *titles[DW_TREND_STATS_COLUMNS];
} Export;

static void
export_free (Export *export)
{
  g_free (export->format);
  g_free (export->path);
  g_free (export->title);
  g_free (export->note);
  g_free (export->scope);
  g_free (export->role);
  g_clear_pointer (&export->zone, g_time_zone_unref);
  g_clear_pointer (&export->record, cairo_surface_destroy);
  g_clear_pointer (&export->palette, dw_palette_unref);
  dw_trend_table_free (export->table);
  g_clear_pointer (&export->cells, g_ptr_array_unref);
  for (guint i = 0; i < DW_TREND_STATS_COLUMNS; i++)
    g_free (export->titles[i]);
  g_free (export);
}

/* --- copies --- */

static void
record_plot (DwTrendPage *self, Export *export, int width, int height, const DwPalette *palette)
{
  cairo_t *cr;
  g_autoptr (PangoLayout) text = NULL;

  export->width = width;
  export->height = height;
  export->record = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, &(cairo_rectangle_t){ 0, 0, width, height });
  cr = cairo_create (export->record);
  text = dw_label_layout_new_cairo (cr);
  dw_plot_draw (dw_plot_view_get_plot (self->plot), cr, palette, text, 0, 0, width, height);
  cairo_destroy (cr);
  dw_plot_view_redraw (self->plot); /* it was laid out in another size */
}

static void
copy_picture (DwTrendPage *self, Export *export)
{
  export->palette = dw_palette_ref ((DwPalette *)dw_palette_of (GTK_WIDGET (self)));
  record_plot (self, export, MAX (gtk_widget_get_width (GTK_WIDGET (self->plot)), 320), MAX (gtk_widget_get_height (GTK_WIDGET (self->plot)), 160), export->palette);
}

static void
copy_stats (DwTrendPage *self, Export *export)
{
  const DwTrendChannel *channel = dw_trend_page_get_main_channel (self);

  export->cells = g_ptr_array_new_with_free_func (g_free);
  dw_trend_stats_titles (channel != NULL ? dw_trend_desk_unit (channel) : "", export->titles);
  for (guint i = 0; i < self->lines->len && dw_trend_choice_get_view (self->choice) == DW_TREND_VIEW_CURVE; i++)
    {
      const DwTrendLine *line = &g_array_index (self->lines, DwTrendLine, i);
      g_autofree char *name = dw_trend_line_name (line, dw_trend_page_find_device (self, line->channel.device_id));
      DwTrendStatsRow row = { .name = name, .stats = dw_trend_loader_find_stats (self->loader, &line->channel), .decimals = dw_trend_desk_decimals (&line->channel) };
      char *cells[DW_TREND_STATS_COLUMNS];

      dw_trend_stats_cells (&row, dw_span_get_length_ms (self->span), export->zone, cells);
      for (guint k = 0; k < DW_TREND_STATS_COLUMNS; k++)
        g_ptr_array_add (export->cells, cells[k]);
      export->n_rows++;
    }
}

static void
copy_page (DwTrendPage *self, Export *export)
{
  g_autoptr (DwPalette) print = dw_palette_new_print ();

  record_plot (self, export, PAPER_WIDTH, PAPER_HEIGHT, print);
  copy_stats (self, export);
}

static void
copy_right (DwTrendPage *self, GPtrArray *names, DwTrendTableCurve *curve)
{
  DwTrendChannel channel;
  const DwTrendTrace *trace = dw_trend_page_find_right (self, &channel);

  if (trace == NULL)
    return;
  g_ptr_array_add (names, dw_trend_page_name_right (self, &channel));
  *curve = (DwTrendTableCurve){ names->pdata[names->len - 1], dw_trend_desk_unit (&channel), dw_trend_desk_decimals (&channel), trace };
}

static DwTrendTable *
copy_curves (DwTrendPage *self)
{
  DwTrendTableCurve curves[DW_TREND_MAX_LINES + 1];
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  guint n = MIN (self->lines->len, DW_TREND_MAX_LINES);

  for (guint i = 0; i < n; i++)
    {
      const DwTrendLine *line = &g_array_index (self->lines, DwTrendLine, i);
      char *name = dw_trend_line_name (line, dw_trend_page_find_device (self, line->channel.device_id));

      g_ptr_array_add (names, name);
      curves[i] = (DwTrendTableCurve){
        .name = name,
        .unit = dw_trend_desk_unit (&line->channel),
        .decimals = dw_trend_desk_decimals (&line->channel),
        .trace = dw_trend_loader_find_trace (self->loader, &line->channel),
      };
    }
  copy_right (self, names, &curves[n]);
  return dw_trend_table_new_curves (curves, names->len);
}

static void
copy_table (DwTrendPage *self, Export *export)
{
  const DwTrendChannel *channel = dw_trend_page_get_main_channel (self);
  DwTrendView view = dw_trend_choice_get_view (self->choice);

  if (view == DW_TREND_VIEW_LOAD && self->load != NULL)
    export->table = dw_trend_table_new_load (self->load);
  else if (view == DW_TREND_VIEW_HEAT && channel != NULL && dw_trend_loader_get_heat (self->loader) != NULL)
    export->table = dw_trend_table_new_hours (dw_trend_loader_get_heat (self->loader), export->title, dw_trend_desk_unit (channel), dw_trend_desk_decimals (channel));
  else
    export->table = copy_curves (self);
}

/* Of one circuit what the card shows, of all that are shown where their load is. */
static guint
list_circuits (DwTrendPage *self, DwEnergyTableCircuit *circuits)
{
  gint64 device_ids[DW_TREND_MAX_ITEMS];
  guint n = dw_trend_page_list_energy_devices (self, device_ids);

  for (guint i = 0; i < n; i++)
    circuits[i] = (DwEnergyTableCircuit){ dw_device_get_name (dw_trend_page_find_device (self, device_ids[i])), dw_trend_loader_find_energy (self->loader, device_ids[i]) };
  return n;
}

static const char *
name_period (DwSpan *span)
{
  if (dw_trend_periods_are_hours (span))
    return _ ("Hour");
  return dw_span_get_unit (span) == DW_SPAN_YEAR ? _ ("Month") : _ ("Day");
}

static void
copy_energy (DwTrendPage *self, Export *export)
{
  DwEnergyTableCircuit circuits[DW_TREND_MAX_ITEMS];
  guint n = list_circuits (self, circuits);

  g_free (export->title);
  export->title = g_strdup (_ ("Energy and cost"));
  export->table = dw_energy_table_new (circuits, n, dw_trend_desk_get_tariff (dw_page_get_station (DW_PAGE (self))), name_period (self->span), export->made_ms, export->zone);
}

/* --- writing, on a worker --- */

static void
play_cb (cairo_t *cr, PangoLayout *text, const DwPalette *palette, double width, double height, gpointer data)
{
  const Export *export = data;
  double scale = MIN (width / export->width, height / export->height);

  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, export->record, 0, 0);
  cairo_paint (cr);
}

static gboolean
write_png (Export *export, GError **error)
{
  return dw_chart_paper_write_png (export->path, export->width, export->height, PICTURE_SCALE, export->palette, play_cb, export, error);
}

static gboolean
write_pdf (Export *export, GError **error)
{
  DwChartPaperColumn columns[DW_TREND_STATS_COLUMNS];
  DwChartPaperTable table = { .columns = columns, .n_columns = DW_TREND_STATS_COLUMNS, .cells = (const char *const *)(void *)export->cells->pdata, .n_rows = export->n_rows };
  DwChartPaper paper = {
    .head = _ ("Dianwei"),
    .title = export->title,
    .note = export->note,
    .scope = export->scope,
    .role = export->role,
    .made_ms = export->made_ms,
    .zone = export->zone,
    .landscape = TRUE,
    .draw = play_cb,
    .draw_data = export,
    .table = export->n_rows > 0 ? &table : NULL,
  };

  for (guint i = 0; i < DW_TREND_STATS_COLUMNS; i++)
    columns[i] = (DwChartPaperColumn){ .title = export->titles[i], .width_share = i == 0 ? 2.4 : 1, .is_number = i > 0 };
  return dw_chart_paper_write_pdf (&paper, export->path, NULL, error);
}

static gboolean
write_table (Export *export, GError **error)
{
  return dw_trend_table_write (export->table, export->path, export->title, export->zone, export->made_ms, NULL, error);
}

static const struct
{
  const char *format, *ending, *name; /* name: of the kind of file, for the dialog */
  void (*copy) (DwTrendPage *self, Export *export);
  gboolean (*write) (Export *export, GError **error);
} formats[] = {
  { "png", "png", N_ ("PNG pictures"), copy_picture, write_png },
  { "pdf", "pdf", N_ ("PDF documents"), copy_page, write_pdf },
  { "csv", "csv", N_ ("CSV tables"), copy_table, write_table },
  { "xlsx", "xlsx", N_ ("XLSX workbooks"), copy_table, write_table },
  { "energy-csv", "csv", N_ ("CSV tables"), copy_energy, write_table },
  { "energy-xlsx", "xlsx", N_ ("XLSX workbooks"), copy_energy, write_table },
};

static int
find_format (const char *format)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (strcmp (formats[i].format, format) == 0)
      return (int)i;
  return -1;
}

static void
write_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Export *export = data;
  GError *error = NULL;

  if (formats[find_format (export->format)].write (export, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Export *export = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    text = g_strdup_printf (_ ("Exported: %s"), export->path);
  else
    text = g_strdup_printf (_ ("Not exported: %s"), error->message);
  dw_toast_show (GTK_WIDGET (source), text);
}

/* --- asking where --- */

typedef struct
{
  DwTrendPage *page; /* owned */
  char *format;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->page);
  g_free (question->format);
  g_free (question);
}

static Export *
export_new (DwTrendPage *self, const char *format, const char *path)
{
  Export *export = g_new0 (Export, 1);
  DwStation *station = dw_page_get_station (DW_PAGE (self));
  DwPlace *place = dw_scope_get_place (dw_page_get_scope (DW_PAGE (self)));

  export->format = g_strdup (format);
  export->path = g_strdup (path);
  export->title = g_strdup (gtk_label_get_label (self->title));
  export->note = dw_span_format (self->span);
  export->scope = place != NULL ? dw_place_get_path (place) : g_strdup (_ ("All places"));
  export->role = g_strdup (dw_station_get_person (station)->name);
  export->made_ms = dw_trend_page_now_ms (self);
  export->zone = g_time_zone_ref (dw_span_get_zone (self->span));
  return export;
}

static gboolean
is_of_energy (int index)
{
  return formats[index].copy == copy_energy;
}

/* A file without a circuit that is shown would look like a whole one. */
static gboolean
has_rows (DwTrendPage *self, int index)
{
  if (!is_of_energy (index) || dw_trend_page_has_energies (self))
    return TRUE;
  dw_toast_show (GTK_WIDGET (self), dw_trend_page_find_energy_device (self) == 0 ? _ ("None of these circuits has an energy counter") : _ ("The energies are not read yet"));
  return FALSE;
}

static void
path_chosen_cb (const char *path, gpointer data)
{
  Question *question = data;
  g_autoptr (GTask) task = NULL;
  Export *export;

  /* What there was to write may have gone while the dialog was open. */
  if (!has_rows (question->page, find_format (question->format)))
    return;
  task = g_task_new (question->page, NULL, written_cb, NULL);
  export = export_new (question->page, question->format, path);
  formats[find_format (question->format)].copy (question->page, export);
  g_task_set_task_data (task, export, (GDestroyNotify)export_free);
  g_task_run_in_thread (task, write_thread);
}

/* "剩余电流 2026-11-19.csv", "电量与电费 2026-11.csv": a name that every file system takes. */
static char *
suggest_name (DwTrendPage *self, int index)
{
  g_autofree char *span = is_of_energy (index) ? dw_trend_periods_format (self->span) : dw_span_format (self->span);
  const char *title = is_of_energy (index) ? _ ("Energy and cost") : dw_trend_kind_title (dw_trend_choice_get_kind (self->choice));
  g_autofree char *name = g_strdup_printf ("%s %s.%s", title, span, formats[index].ending);

  return g_strdup (g_strdelimit (name, ":/\\*?\"<>|", '-'));
}

void
dw_trend_page_export (DwTrendPage *self, const char *format)
{
  int index = find_format (format);
  g_autofree char *name = index >= 0 ? suggest_name (self, index) : NULL;
  Question *question;

  if (index < 0 || !has_rows (self, index))
    return;
  question = g_new0 (Question, 1);
  question->page = g_object_ref (self);
  question->format = g_strdup (format);
  dw_ask_path (GTK_WIDGET (self), &(DwPathQuestion){ .heading = _ ("Export the trend"), .verb = _ ("Export"), .name = name, .kind = _ (formats[index].name), .ending = formats[index].ending }, path_chosen_cb, question, question_free);
}
