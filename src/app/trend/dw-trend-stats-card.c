// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-trend-stats-card.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-card.h"
#include "dw-chip.h"
#include "dw-swatch.h"
#include "dw-text.h"
#include "dw-trend-words.h"

/* A line of the grid; all in the widget tree. The head has neither swatch nor chip. */
typedef struct
{
  GtkWidget *cells[DW_TREND_STATS_COLUMNS];
  GtkLabel *labels[DW_TREND_STATS_COLUMNS];
  DwSwatch *swatch;
  GtkWidget *chip;
} Row;

struct _DwTrendStatsCard
{
  GtkWidget parent_instance;

  /* in the widget tree */
  GtkWidget *card;
  GtkGrid *grid;
  GtkLabel *sentence;

  GArray *rows; /* Row, the head first */
};

G_DEFINE_FINAL_TYPE (DwTrendStatsCard, dw_trend_stats_card, GTK_TYPE_WIDGET)

typedef char *(*CellFunc) (const DwTrendStats *stats, int decimals, gint64 span_ms, GTimeZone *zone);

static char *
format_min (const DwTrendStats *stats, int decimals, gint64 span_ms, GTimeZone *zone)
{
  return dw_text_number (stats->min, decimals);
}

static char *
format_max (const DwTrendStats *stats, int decimals, gint64 span_ms, GTimeZone *zone)
{
  return dw_text_number (stats->max, decimals);
}

static char *
format_max_time (const DwTrendStats *stats, int decimals, gint64 span_ms, GTimeZone *zone)
{
  return stats->max_ms != 0 ? dw_trend_format_time (stats->max_ms, span_ms, zone) : g_strdup ("—");
}

/* One more decimal than the samples have: a mean is finer than what it is made of. */
static char *
format_mean (const DwTrendStats *stats, int decimals, gint64 span_ms, GTimeZone *zone)
{
  return dw_text_number (stats->weighted_mean, MIN (decimals + 1, 3));
}

static char *
format_median (const DwTrendStats *stats, int decimals, gint64 span_ms, GTimeZone *zone)
{
  return dw_text_number (stats->median, decimals);
}

static char *
format_p95 (const DwTrendStats *stats, int decimals, gint64 span_ms, GTimeZone *zone)
{
  return dw_text_number (stats->p95, decimals);
}

static char *
format_above (const DwTrendStats *stats, int decimals, gint64 span_ms, GTimeZone *zone)
{
  return dw_trend_format_duration (stats->above_warning_ms);
}

/* Rounded down: 94.98 % is not 95. */
static char *
format_coverage (const DwTrendStats *stats, int decimals, gint64 span_ms, GTimeZone *zone)
{
  return dw_text_number (isfinite (stats->coverage) ? floor (stats->coverage * 1000) / 10 : NAN, 1);
}

static const struct
{
  const char *title;
  gboolean with_unit;
  CellFunc format; /* NULL: the name */
} columns[DW_TREND_STATS_COLUMNS] = {
  { N_ ("Circuit"), FALSE, NULL },
  { N_ ("Min"), TRUE, format_min },
  { N_ ("Max"), TRUE, format_max },
  { N_ ("Max at"), FALSE, format_max_time },
  { N_ ("Mean"), TRUE, format_mean },
  { N_ ("Median"), TRUE, format_median },
  /* TRANSLATORS: the value that 95 % of the time is not exceeded. */
  { N_ ("95 %"), TRUE, format_p95 },
  { N_ ("Over warning"), FALSE, format_above },
  { N_ ("Coverage %"), FALSE, format_coverage },
};

/* The name keeps at least so much of the width. */
#define NAME_CHARS 10
#define COVERAGE_COLUMN (DW_TREND_STATS_COLUMNS - 1)

void
dw_trend_stats_titles (const char *unit, char *titles[DW_TREND_STATS_COLUMNS])
{
  for (guint i = 0; i < DW_TREND_STATS_COLUMNS; i++)
    titles[i] = columns[i].with_unit && *unit != '\0' ? g_strdup_printf ("%s %s", _ (columns[i].title), unit) : g_strdup (_ (columns[i].title));
}

void
dw_trend_stats_cells (const DwTrendStatsRow *row, gint64 span_ms, GTimeZone *zone, char *cells[DW_TREND_STATS_COLUMNS])
{
  cells[0] = g_strdup (row->name);
  for (guint i = 1; i < DW_TREND_STATS_COLUMNS; i++)
    cells[i] = row->stats != NULL ? columns[i].format (row->stats, row->decimals, span_ms, zone) : g_strdup ("…");
}

/* --- the grid: filled again and again while one pans, so that its widgets stay --- */

static GtkLabel *
label_new (gboolean number)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_xalign (label, number ? 1 : 0);
  gtk_widget_set_hexpand (GTK_WIDGET (label), TRUE);
  if (!number)
    {
      gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (label, NAME_CHARS);
    }
  return label;
}

/* The width that is left over belongs to the name. */
static GtkWidget *
cell_new (gboolean head, gboolean name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  gtk_widget_set_hexpand (box, name);
  gtk_widget_add_css_class (box, head ? "dw-stat-head" : "dw-stat-cell");
  return box;
}

static GtkWidget *
chip_new (void)
{
  /* TRANSLATORS: a chip before the coverage of incomplete data: one short word. */
  GtkWidget *chip = dw_chip_new (_ ("gaps"));

  dw_chip_set (DW_CHIP (chip), _ ("gaps"), 3, FALSE);
  gtk_widget_set_halign (chip, GTK_ALIGN_END);
  gtk_widget_set_hexpand (chip, TRUE);
  return chip;
}

/* The line's name has its swatch, a poor coverage its mark. */
static void
add_row (DwTrendStatsCard *self)
{
  gboolean head = self->rows->len == 0;
  Row row = { .swatch = head ? NULL : DW_SWATCH (dw_swatch_new (DW_PLOT_STYLE_SINGLE)), .chip = head ? NULL : chip_new () };

  for (guint i = 0; i < DW_TREND_STATS_COLUMNS; i++)
    {
      row.cells[i] = cell_new (head, i == 0);
      row.labels[i] = label_new (i > 0);
      if (i == 0 && !head)
        gtk_box_append (GTK_BOX (row.cells[i]), GTK_WIDGET (row.swatch));
      if (i == COVERAGE_COLUMN && !head)
        gtk_box_append (GTK_BOX (row.cells[i]), row.chip);
      gtk_box_append (GTK_BOX (row.cells[i]), GTK_WIDGET (row.labels[i]));
      gtk_grid_attach (self->grid, row.cells[i], (int)i, (int)self->rows->len, 1, 1);
    }
  g_array_append_val (self->rows, row);
}

static void
remove_row (DwTrendStatsCard *self)
{
  Row *row = &g_array_index (self->rows, Row, self->rows->len - 1);

  for (guint i = 0; i < DW_TREND_STATS_COLUMNS; i++)
    gtk_grid_remove (self->grid, row->cells[i]);
  g_array_set_size (self->rows, self->rows->len - 1);
}

static void
set_texts (const Row *row, char *texts[DW_TREND_STATS_COLUMNS])
{
  for (guint i = 0; i < DW_TREND_STATS_COLUMNS; i++)
    {
      gtk_label_set_label (row->labels[i], texts[i]);
      g_free (texts[i]);
    }
}

static gboolean
is_incomplete (const DwTrendStats *stats)
{
  return stats != NULL && isfinite (stats->coverage) && stats->coverage < DW_TREND_FULL_COVERAGE;
}

static void
mark_coverage (const Row *row, gboolean incomplete)
{
  GtkWidget *label = GTK_WIDGET (row->labels[COVERAGE_COLUMN]);

  gtk_widget_set_visible (row->chip, incomplete);
  gtk_widget_set_hexpand (label, !incomplete);
  if (incomplete)
    gtk_widget_add_css_class (label, "dw-p3-text");
  else
    gtk_widget_remove_css_class (label, "dw-p3-text");
}

static void
fill_row (const Row *row, const DwTrendStatsRow *line, gint64 span_ms, GTimeZone *zone)
{
  char *cells[DW_TREND_STATS_COLUMNS];

  dw_trend_stats_cells (line, span_ms, zone, cells);
  set_texts (row, cells);
  dw_swatch_set_style (row->swatch, line->style);
  mark_coverage (row, is_incomplete (line->stats));
}

void
dw_trend_stats_card_fill (DwTrendStatsCard *self, const DwTrendStatsRow *rows, guint n_rows, const char *unit, gint64 span_ms, GTimeZone *zone)
{
  char *titles[DW_TREND_STATS_COLUMNS];

  while (self->rows->len < n_rows + 1)
    add_row (self);
  while (self->rows->len > n_rows + 1)
    remove_row (self);
  dw_trend_stats_titles (unit, titles);
  set_texts (&g_array_index (self->rows, Row, 0), titles);
  for (guint i = 0; i < n_rows; i++)
    fill_row (&g_array_index (self->rows, Row, i + 1), &rows[i], span_ms, zone);
}

void
dw_trend_stats_card_set_sentence (DwTrendStatsCard *self, const char *sentence)
{
  gtk_label_set_label (self->sentence, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->sentence), sentence != NULL);
}

static void
dw_trend_stats_card_dispose (GObject *object)
{
  g_clear_pointer (&DW_TREND_STATS_CARD (object)->card, gtk_widget_unparent);
  G_OBJECT_CLASS (dw_trend_stats_card_parent_class)->dispose (object);
}

static void
dw_trend_stats_card_finalize (GObject *object)
{
  g_array_unref (DW_TREND_STATS_CARD (object)->rows);
  G_OBJECT_CLASS (dw_trend_stats_card_parent_class)->finalize (object);
}

static void
dw_trend_stats_card_class_init (DwTrendStatsCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dw_trend_stats_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = dw_trend_stats_card_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
dw_trend_stats_card_init (DwTrendStatsCard *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->card = dw_card_new (_ ("Statistics"), _ ("of this span, good samples only"));
  self->grid = GTK_GRID (gtk_grid_new ());
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->sentence = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "dw-table-text");
  gtk_label_set_xalign (self->sentence, 0);
  gtk_label_set_wrap (self->sentence, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->sentence), "dw-stat-sentence");
  gtk_widget_set_visible (GTK_WIDGET (self->sentence), FALSE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->grid));
  dw_card_append (DW_CARD (self->card), scrolled);
  dw_card_append (DW_CARD (self->card), GTK_WIDGET (self->sentence));
  gtk_widget_set_parent (self->card, GTK_WIDGET (self));
}
