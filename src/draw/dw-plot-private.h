// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-plot.h"
#include "dw-scale.h"

G_BEGIN_DECLS

/* Inside of the plot, shared by its parts: data (dw-plot.c), layout (dw-plot-layout.c), layers (-frame, -line, -bars, -heat, -marks, -cursor), hits (-hit). */

#define DW_PLOT_WORDS_SIZE 11
#define DW_PLOT_LABEL_GAP 13
#define DW_PLOT_MARK_SIZE 14
#define DW_PLOT_BOX_SIZE 12
#define DW_PLOT_MARK_ROW 20
#define DW_PLOT_MAX_VALUE_TICKS 12
#define DW_PLOT_MAX_AREAS DW_PLOT_MAX_SERIES

/* A scale once it is rounded to whole steps. */
typedef struct
{
  gboolean used;
  double low, high;
  double ticks[DW_PLOT_MAX_VALUE_TICKS];
  guint n_ticks;
} DwPlotRange;

typedef struct
{
  DwPlotRect rect;
  DwPlotRange ranges[2]; /* by side */
  int series;            /* of multiples; -1 = all */
} DwPlotArea;

/* One series with what is kept of it. */
typedef struct
{
  DwPlotSeries info; /* texts and scale are own copies */
  DwPlotAxis own_scale;
  gboolean is_buckets;
  DwPlotSamples samples;
  DwPlotBuckets buckets;
  DwDecimateIndex *index; /* NULL until it pays, and for buckets */
  DwColumn *columns;
  guint n_columns, size; /* 0 = to be made */
  double min, max;       /* of the columns; min > max when there is none */
  int last;              /* last filled column, -1 = none */
  double label_y;        /* NaN = no direct label */
} DwPlotTrace;

typedef struct
{
  DwPlotMark info;
  double x, width; /* symbol's middle; width of its text */
  int row;         /* of symbols at the top of the area; -1 = no room for its text */
  gboolean to_left;
} DwPlotPlacedMark;

struct _DwPlot
{
  gint64 from_ms, to_ms;
  GTimeZone *zone;
  DwPlotMode mode;
  DwPlotAxis axes[2];
  char *empty_text;
  gboolean small;
  int solo; /* -1 = none */

  GPtrArray *traces; /* DwPlotTrace */
  GArray *bands, *limits, *gaps;
  GPtrArray *marks; /* DwPlotPlacedMark, in the order they were added */
  gboolean has_bars, has_heat;
  DwPlotBars bars;
  DwPlotHeat heat;
  double *heat_values;
  char **heat_labels;
  DwTimeTick own_ticks[DW_TIME_AXIS_MAX_TICKS];
  guint n_own_ticks;

  gint64 cursor_ms;
  char *cursor_title, *cursor_note;

  /* Layout of the last size. */
  gboolean laid_out;
  double width, height, columns_per_px;
  DwPlotRect rect; /* all areas together */
  DwPlotArea areas[DW_PLOT_MAX_AREAS];
  guint n_areas;
  gboolean has_labels, has_legend, has_right_axis;
  DwTimeTick ticks[DW_TIME_AXIS_MAX_TICKS];
  guint n_ticks;

  guint8 *mask; /* of dense series, kept from frame to frame */
  gsize mask_size;
};

/* What the layers ask for. */
typedef struct
{
  DwPlot *plot;
  cairo_t *cr;
  const DwPalette *palette;
  PangoLayout *text;
  gboolean vector; /* paper: paths, no pictures */
} DwPlotCanvas;

/* dw-plot.c */
void dw_plot_forget_columns (DwPlot *self);
DwPlotTrace *dw_plot_get_trace (DwPlot *self, int series);
gboolean dw_plot_is_visible (DwPlot *self, int series);

/* dw-plot-columns.c: reduces the visible series to n columns of the span, each only when its data, the span or n changed. */
void dw_plot_make_columns (DwPlot *self, DwPlotTrace *trace, guint n);
/* Samples, or buckets, that lie in the span. */
gsize dw_plot_count_in_span (DwPlot *self, const DwPlotTrace *trace);
/* More than one sample, or half a bucket, in a px: columns are drawn. */
gboolean dw_plot_is_dense (DwPlot *self, const DwPlotTrace *trace);

/* A column reaches to the last value of the one before it (NULL = none), so that a steep line has no holes. */
void dw_plot_reach_back (const DwColumn *column, const DwColumn *before, double *low, double *high);

/* dw-plot-layout.c */
void dw_plot_lay_out_at (DwPlot *self, double width, double height, double columns_per_px);
double dw_plot_x_of (const DwPlot *self, gint64 time_ms);
double dw_plot_y_in (const DwPlotArea *area, DwPlotSide side, double value);
/* y of a value of a series in an area: its side's scale, or its own range when normalised. */
double dw_plot_y_of (DwPlot *self, const DwPlotArea *area, int series, DwPlotSide side, double value);
/* Whether a thing that belongs to "series" is seen in this area. */
gboolean dw_plot_is_in_area (const DwPlotArea *area, int series);
/* The same for what stands on the scale of a side: in multiples, "every area" are those whose series belong to that side. */
gboolean dw_plot_is_on_scale (DwPlot *self, const DwPlotArea *area, int series, DwPlotSide side);
double dw_plot_estimate_width (const char *text);
/* Moves n places (any order) so that they are at least gap apart: pushed down in order of height, then the whole stack up when it leaves top…bottom.
 * FALSE when they do not fit; nothing is moved then. NaN is left alone. */
gboolean dw_plot_stack_labels (double *ys, guint n, double gap, double top, double bottom);
/* dw-plot-place.c */
void dw_plot_place_labels (DwPlot *self);
void dw_plot_place_marks (DwPlot *self);
DwPlotRect dw_plot_get_label_rect (DwPlot *self, int series);
DwPlotRect dw_plot_get_mark_rect (DwPlot *self, int mark);
DwPlotRect dw_plot_get_bar_rect (DwPlot *self, guint bar, int part);
DwPlotRect dw_plot_get_cell_rect (DwPlot *self, guint day, guint hour);

/* Styles: dw-plot-style.c */
void dw_plot_style_apply (DwPlotStyle style, gboolean chosen, cairo_t *cr, const DwPalette *palette);
DwColor dw_plot_style_color (DwPlotStyle style);
double dw_plot_style_width (DwPlotStyle style, gboolean chosen);
const double *dw_plot_style_dashes (DwPlotStyle style, int *n);
DwColor dw_plot_tone_color (DwPlotTone tone);
double dw_plot_tone_cap (DwPlotTone tone);
double dw_plot_half_pixel (double position);
void dw_plot_hatch (const DwPlotCanvas *canvas, const DwPlotRect *rect);
void dw_plot_write (const DwPlotCanvas *canvas, const char *words, DwColor color, DwAlign align, double x, double y);
/* "120", "0.25", "1.2e+09". */
char *dw_plot_format_value (double value, int decimals);
int dw_plot_get_decimals (const DwPlotRange *range);

/* Layers */
void dw_plot_draw_grid (const DwPlotCanvas *canvas, const DwPlotArea *area);
void dw_plot_draw_value_axis (const DwPlotCanvas *canvas, const DwPlotArea *area);
void dw_plot_draw_time_axis (const DwPlotCanvas *canvas);
void dw_plot_draw_bands (const DwPlotCanvas *canvas, const DwPlotArea *area);
void dw_plot_draw_limits (const DwPlotCanvas *canvas, const DwPlotArea *area);
void dw_plot_draw_gaps (const DwPlotCanvas *canvas, const DwPlotArea *area);
void dw_plot_draw_gap_texts (const DwPlotCanvas *canvas, const DwPlotArea *area);
void dw_plot_draw_lines (const DwPlotCanvas *canvas, const DwPlotArea *area);
/* One dense series as pixels; strength 0…1 of its envelope. */
void dw_plot_draw_dense (const DwPlotCanvas *canvas, const DwPlotArea *area, int series, double strength);
/* A polyline through all samples as pixels, for less than one sample in a px. */
void dw_plot_draw_samples_as_pixels (const DwPlotCanvas *canvas, const DwPlotArea *area, int series);
void dw_plot_draw_labels (const DwPlotCanvas *canvas);
void dw_plot_draw_bars (const DwPlotCanvas *canvas, const DwPlotArea *area);
void dw_plot_draw_marks (const DwPlotCanvas *canvas, const DwPlotArea *area);
void dw_plot_draw_heat (const DwPlotCanvas *canvas);

G_END_DECLS
