// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-empty.h"
#include "dw-energy-bars.h"
#include "dw-notice.h"
#include "dw-peak-valley-card.h"
#include "dw-plot-view.h"
#include "dw-span-picker.h"
#include "dw-trend-list.h"
#include "dw-trend-loader.h"
#include "dw-trend-page.h"
#include "dw-trend-stats-card.h"
#include "dw-trend-words.h"

G_BEGIN_DECLS

/* For dw-trend-page.c and its parts below alone: -actions, -gestures, -query, -keep, -chart, -curves, -legend, -stats, -export.
 *
 *   actions -> choice, span -> (query) loader -> (chart, stats) plot, table, card */
struct _DwTrendPage
{
  DwPage parent_instance;

  /* template children */
  DwTrendList *list;
  DwSpanPicker *picker;
  GtkLabel *points, *title, *cursor;
  GtkBox *modes, *views, *legend;
  GtkMenuButton *export_button;
  DwNotice *notice;
  GtkStack *content;
  DwPlotView *plot;
  GtkButton *nearest;
  DwEmpty *empty;
  DwTrendStatsCard *stats;
  DwPeakValleyCard *peak_valley;

  DwSpan *span;                /* owned */
  DwTrendChoice *choice;       /* owned */
  DwTrendLoader *loader;       /* owned */
  GSimpleActionGroup *actions; /* owned */
  GArray *lines;               /* DwTrendLine: what is drawn now */
  DwEnergyBars *load;          /* borrowed by the plot, owned here */
  GPtrArray *legend_values;    /* GtkLabel of each line, borrowed */
  char *legend_key;            /* what the legend was made for */

  char *person_id; /* whose choice is shown; NULL = nobody was asked yet */
  guint keep_id;   /* the choice is kept when the hand rests */

  guint ask_id;  /* a question waits for the hand to rest */
  guint tick_id; /* while mapped */
  guint n_ticks;
  gboolean asked; /* since the page was mapped */
};

/* dw-trend-gestures.c */
void dw_trend_page_bind_gestures (GtkWidgetClass *widget_class);

/* dw-trend-query.c */
GArray *dw_trend_page_list_channels (gint64 device_id, gpointer page); /* DwTrendListFunc */
DwDevice *dw_trend_page_find_device (DwTrendPage *self, gint64 device_id);
gint64 dw_trend_page_now_ms (DwTrendPage *self);
/* Works out the lines and asks for them, at once or when the hand rests. Nothing happens while the page is out of sight. */
void dw_trend_page_ask (DwTrendPage *self);
void dw_trend_page_ask_soon (DwTrendPage *self);
/* The time went on. */
void dw_trend_page_follow (DwTrendPage *self);
/* The circuit of the peak-valley card: the first that counts energy, 0 = none. */
gint64 dw_trend_page_find_energy_device (DwTrendPage *self);
/* Those whose energies are asked for: where their load is drawn all that are shown, else the one of the card. device_ids: DW_TREND_MAX_ITEMS. */
guint dw_trend_page_list_energy_devices (DwTrendPage *self, gint64 *device_ids);
/* There are such, and of each one the answer for the span that is shown is there: not one of the span before. */
gboolean dw_trend_page_has_energies (DwTrendPage *self);

/* dw-trend-keep.c */
/* What the person who sits here had chosen, once for each who comes. */
void dw_trend_page_remember (DwTrendPage *self);
void dw_trend_page_keep_soon (DwTrendPage *self);
/* What is still to be kept. */
void dw_trend_page_keep_now (DwTrendPage *self);

/* dw-trend-chart.c */
void dw_trend_page_fill_chart (DwTrendPage *self);
DwPlot *dw_trend_page_get_plot (DwTrendPage *self);
/* Something that cannot be drawn is a fault of the program: it goes to the log. Takes the error, which may be NULL. */
void dw_trend_page_complain (const char *what, GError *error);
/* Unit and decimals of what is chosen. */
const DwTrendChannel *dw_trend_page_get_main_channel (DwTrendPage *self); /* NULL = no line */

/* dw-trend-curves.c */
void dw_trend_page_fill_curves (DwTrendPage *self);
/* The curve of the right axis, NULL = none. */
const DwTrendTrace *dw_trend_page_find_right (DwTrendPage *self, DwTrendChannel *channel);
char *dw_trend_page_name_right (DwTrendPage *self, const DwTrendChannel *channel); /* "1AL1 教学楼 · Temperature", new string */

/* dw-trend-legend.c */
void dw_trend_page_fill_legend (DwTrendPage *self);
/* The line of a curve in the plot; NULL for those that are none (the period before, the right axis). Borrowed until the lines change. */
const DwTrendLine *dw_trend_page_find_line (DwTrendPage *self, int series);
/* Values at the cursor, without one the newest. */
void dw_trend_page_show_cursor (DwTrendPage *self);
/* The same as text, a line for each curve; new string. */
char *dw_trend_page_format_values (DwTrendPage *self);

/* dw-trend-stats.c */
void dw_trend_page_fill_stats (DwTrendPage *self);
void dw_trend_page_fill_card (DwTrendPage *self);

/* dw-trend-actions.c */
void dw_trend_page_install_actions (DwTrendPage *self);
void dw_trend_page_update_actions (DwTrendPage *self);

/* dw-trend-export.c; format: "png", "pdf", "csv", "xlsx" */
void dw_trend_page_export (DwTrendPage *self, const char *format);

G_END_DECLS
