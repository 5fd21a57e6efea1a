// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <cairo.h>

#include "dw-decimate.h"
#include "dw-label.h"
#include "dw-palette.h"
#include "dw-time-axis.h"

G_BEGIN_DECLS

/* A chart over time: lines, bars or a heat map with axes, bands, limits, gaps, marks, cursor, direct labels. The same plot is drawn on a widget and on paper.
 *
 * Fill it (set span, axes; add series, bands, limits, gaps, marks), draw it, ask it what lies under the pointer. What is added is copied (texts, small structs),
 * except for the arrays of samples, buckets and bars: those are BORROWED and must live and stay as they are until dw_plot_clear or dw_plot_free.
 * Reduced columns are kept per series and made anew only when span, size or data change. One thread at a time.
 *
 * Every "add" returns the index of the new thing, or -1 with an error (G_IO_ERROR_INVALID_ARGUMENT, naming what and where), and then nothing has changed. */

typedef struct _DwPlot DwPlot;

DwPlot *dw_plot_new (void);
void dw_plot_free (DwPlot *self);
/* Takes away all series, bars, heat map, bands, limits, gaps, marks, cursor and own ticks; keeps span, zone, mode, axes. */
void dw_plot_clear (DwPlot *self);

/* Frame */

typedef enum {
  DW_PLOT_SHARED,     /* one area, one left axis, at most one more quantity on the right axis */
  DW_PLOT_MULTIPLES,  /* one area per visible series, shared time axis, each with a scale of its own */
  DW_PLOT_NORMALIZED, /* one area, every series as 0…100 % of its own range in the span */
} DwPlotMode;

typedef enum { DW_PLOT_LEFT,
               DW_PLOT_RIGHT } DwPlotSide;

typedef enum {
  DW_PLOT_SCALE_ZERO,    /* begins at 0 (or below, when there are negative values): currents, powers, counts */
  DW_PLOT_SCALE_DATA,    /* hugs the data: temperatures below zero, power factor, levels */
  DW_PLOT_SCALE_NOMINAL, /* at least 0.85…1.15 of nominal, wider when the data is: voltages */
  DW_PLOT_SCALE_FIXED,   /* low…high as given */
} DwPlotScale;

typedef struct
{
  DwPlotScale scale;
  double nominal;   /* > 0, for SCALE_NOMINAL */
  double low, high; /* low < high, for SCALE_FIXED */
  const char *unit; /* above the axis, right-aligned to its numbers; NULL when the unit stands elsewhere. Copied */
  int decimals;     /* of values in the read-out; -1 = as many as the ticks need */
} DwPlotAxis;

/* from_ms < to_ms. The start is shown at the left end of the area, the end at the right. */
gboolean dw_plot_set_span (DwPlot *self, gint64 from_ms, gint64 to_ms, GError **error);
/* Local time of the axis and the read-out; the system's unless set. Takes a reference of its own. */
void dw_plot_set_zone (DwPlot *self, GTimeZone *zone);
void dw_plot_set_mode (DwPlot *self, DwPlotMode mode);
gboolean dw_plot_set_axis (DwPlot *self, DwPlotSide side, const DwPlotAxis *axis, GError **error);
/* Shown in the middle when no visible series has a value in the span; NULL = nothing. Copied. */
void dw_plot_set_empty_text (DwPlot *self, const char *text);
/* Own ticks instead of those of the calendar (hours of a load day as "06"); n = 0 goes back. Copied, at most DW_TIME_AXIS_MAX_TICKS. */
void dw_plot_set_ticks (DwPlot *self, const DwTimeTick *ticks, guint n);
/* Narrow axis (30 instead of 40 px) and few ticks, for charts of a card. */
void dw_plot_set_small (DwPlot *self, gboolean small);

/* Lines */

typedef enum {
  DW_PLOT_STYLE_SINGLE, /* the only series of a chart: text colour */
  DW_PLOT_STYLE_S1,
  DW_PLOT_STYLE_S2,
  DW_PLOT_STYLE_S3,
  DW_PLOT_STYLE_S4,
  DW_PLOT_STYLE_S5,
  DW_PLOT_STYLE_S6,
  DW_PLOT_STYLE_S7, /* as s1 and s2, wider */
  DW_PLOT_STYLE_S8,
  DW_PLOT_STYLE_PHASE_A,
  DW_PLOT_STYLE_PHASE_B,
  DW_PLOT_STYLE_PHASE_C,
  DW_PLOT_STYLE_PHASE_N,
  DW_PLOT_STYLE_PHASE_PE,
  DW_PLOT_STYLE_PREVIOUS, /* the same hours of the period before */
  DW_PLOT_N_STYLES,
} DwPlotStyle;

typedef struct
{
  DwPlotStyle style;
  DwPlotSide side;   /* normalised and multiples take no notice of it, except for the unit */
  const char *label; /* at the line's right end and in the read-out; NULL = none. Copied */
  const char *unit;  /* multiples: of this area; NULL = that of its axis. Copied */
  gboolean chosen;   /* drawn wider and on top */
  gboolean hidden;
  gboolean no_last_dot;    /* no dot at the last sample: set it when the span has ended in the past */
  gint64 shift_ms;         /* added to every time: a period before, drawn over the present one */
  const DwPlotAxis *scale; /* multiples: the area's own scale; NULL = that of its side. Copied */
} DwPlotSeries;

#define DW_PLOT_MAX_SERIES 16

int dw_plot_add_samples (DwPlot *self, const DwPlotSeries *series, const DwPlotSamples *samples, GError **error);
/* Line of the means over the envelope of lowest and highest. */
int dw_plot_add_buckets (DwPlot *self, const DwPlotSeries *series, const DwPlotBuckets *buckets, GError **error);
guint dw_plot_get_n_series (DwPlot *self);
void dw_plot_set_hidden (DwPlot *self, int series, gboolean hidden);
/* Only this one is shown, hidden or not; -1 = all that are not hidden. */
void dw_plot_set_solo (DwPlot *self, int series);
void dw_plot_set_chosen (DwPlot *self, int series); /* -1 = none */
/* A short line with the colour and dashes of a style, for swatches beside names; y is its middle. */
void dw_plot_draw_swatch (cairo_t *cr, const DwPalette *palette, DwPlotStyle style, double x, double y, double width);

/* Bars */

typedef enum {
  DW_PLOT_TONE_COUNT,   /* plain */
  DW_PLOT_TONE_CURRENT, /* current period */
  DW_PLOT_TONE_SHARP,   /* 尖: as peak, with a cap twice as thick */
  DW_PLOT_TONE_PEAK,    /* 峰, with the cap that makes it readable in grey */
  DW_PLOT_TONE_FLAT,    /* 平 */
  DW_PLOT_TONE_VALLEY,  /* 谷 */
  DW_PLOT_TONE_DEEP,    /* 深谷: as valley, hatched light */
  DW_PLOT_TONE_PREVIOUS,
  DW_PLOT_N_TONES,
} DwPlotTone;

#define DW_PLOT_MAX_PARTS 6

/* Bar i stands on edges_ms[i] … edges_ms[i + 1]. One set per plot. Arrays borrowed. */
typedef struct
{
  const gint64 *edges_ms; /* n + 1, rising */
  guint n;
  guint n_parts;                           /* 1…6: stacked upwards from the first */
  const double *values[DW_PLOT_MAX_PARTS]; /* n each; NaN = missing, the place is hatched when all parts are */
  DwPlotTone tones[DW_PLOT_MAX_PARTS];     /* of each part */
  const guint8 *bar_tones;                 /* n, DwPlotTone of each bar of a plain chart, instead of tones[0]; NULL */
  const guint8 *doubtful;                  /* n, not 0: outlined with dots (incomplete data); NULL */
  const char *labels[DW_PLOT_MAX_PARTS];   /* legend at the right; NULL = none. Copied */
  DwPlotSide side;
} DwPlotBars;

gboolean dw_plot_set_bars (DwPlot *self, const DwPlotBars *bars, GError **error);

/* Heat map: 24 hours across, days down, in grey steps; it takes the whole plot, nothing else is drawn. Copied. */
typedef struct
{
  guint n_days;
  const double *values;          /* n_days * 24, day by day; NaN = missing, hatched */
  const char *const *day_labels; /* n_days; NULL entries and NULL are fine */
  double low, high;              /* of the steps; low > high: from the data */
  int cursor_day, cursor_hour;   /* outlined cell; -1 = none */
} DwPlotHeat;

#define DW_PLOT_MAX_DAYS 400
#define DW_PLOT_HEAT_STEPS 7

gboolean dw_plot_set_heat (DwPlot *self, const DwPlotHeat *heat, GError **error);
/* 0…6, the step that a value is painted in; -1 = missing. */
int dw_plot_heat_step (double low, double high, double value);

/* Around the data. series: the area it belongs to in multiples, and the series whose scale holds when normalised; -1 = every area with a series of that side. */

typedef enum {
  DW_PLOT_BAND_NORMAL,   /* normal or permitted range */
  DW_PLOT_BAND_BASELINE, /* learned */
} DwPlotBandKind;

typedef struct
{
  DwPlotBandKind kind;
  double low, high; /* low < high */
  DwPlotSide side;
  int series;
  const char *text; /* under its lower edge at the left; NULL. Copied */
} DwPlotBand;

typedef struct
{
  double value;
  gboolean warning; /* else the set value of the alarm */
  DwPlotSide side;
  int series;
  const char *text; /* above the line at the left; NULL. Copied */
} DwPlotLimit;

typedef struct
{
  gint64 from_ms, to_ms; /* from < to */
  int series;
  const char *text; /* "缺 110 min", shown where it fits; NULL. Copied */
} DwPlotGap;

typedef enum {
  DW_PLOT_MARK_ALARM,  /* symbol of its priority */
  DW_PLOT_MARK_LETTER, /* box with one letter: control, order, note */
  DW_PLOT_MARK_CLOCK,  /* vertical mark with its text: the clock was set */
} DwPlotMarkKind;

typedef struct
{
  DwPlotMarkKind kind;
  gint64 time_ms;
  guint priority;     /* alarms: 1…4 */
  const char *letter; /* boxes: one character, "操". Copied */
  const char *text;   /* beside it; NULL. Copied */
  int series;
  gpointer data; /* the caller's, handed back by index only; not touched */
} DwPlotMark;

int dw_plot_add_band (DwPlot *self, const DwPlotBand *band, GError **error);
int dw_plot_add_limit (DwPlot *self, const DwPlotLimit *limit, GError **error);
int dw_plot_add_gap (DwPlot *self, const DwPlotGap *gap, GError **error);
int dw_plot_add_mark (DwPlot *self, const DwPlotMark *mark, GError **error);
const DwPlotMark *dw_plot_get_mark (DwPlot *self, int mark);
guint dw_plot_get_n_marks (DwPlot *self);
/* The mark nearest after (forward) or before time_ms; -1 = none. */
int dw_plot_find_mark (DwPlot *self, gint64 time_ms, gboolean forward);

/* Cursor */

#define DW_PLOT_NO_TIME G_MININT64

/* Vertical line and read-out box with the value of every visible series at that time. title: NULL = local time; note: at the right of the title, NULL. Copied.
 * DW_PLOT_NO_TIME takes it away. Does not touch what is kept of the data, so that following the pointer is cheap. */
void dw_plot_set_cursor (DwPlot *self, gint64 time_ms, const char *title, const char *note);

typedef struct
{
  gint64 time_ms;  /* of the sample, or start of the bucket, shift included */
  double value;    /* of the sample, or mean of the bucket */
  double min, max; /* the same as value for samples */
  gboolean doubtful;
} DwPlotValue;

/* What a series says at a time: the sample nearest to it, if it is not further away than gap_ms; the bucket that holds it. FALSE: nothing there, value is NaN. */
gboolean dw_plot_get_value (DwPlot *self, int series, gint64 time_ms, DwPlotValue *value);

/* Drawing */

/* On an image the columns of dense series are pixels of it, device scale included; on PDF, PS and SVG everything is paths. A widget draws the data into an image
 * surface of its own and shows that as a texture: a recording surface, as GTK gives it, would play all of it back in every frame. */

/* Everything: dw_plot_draw_data and dw_plot_draw_cursor. text: from dw_label_layout_new. Leaves cr as it was. */
void dw_plot_draw (DwPlot *self, cairo_t *cr, const DwPalette *palette, PangoLayout *text, double x, double y, double width, double height);
/* All but the cursor: what a widget keeps as a picture. */
void dw_plot_draw_data (DwPlot *self, cairo_t *cr, const DwPalette *palette, PangoLayout *text, double x, double y, double width, double height);
void dw_plot_draw_cursor (DwPlot *self, cairo_t *cr, const DwPalette *palette, PangoLayout *text, double x, double y, double width, double height);

/* Where things came to lie, in px from the plot's own corner. */
typedef struct
{
  double x, y, width, height;
} DwPlotRect;

/* Lays out without drawing; drawing does it by itself. */
void dw_plot_lay_out (DwPlot *self, double width, double height);
guint dw_plot_get_n_areas (DwPlot *self);
DwPlotRect dw_plot_get_area (DwPlot *self, guint area);

/* Hits: x, y from the plot's corner, in the layout of the last drawing or dw_plot_lay_out. */

typedef enum {
  DW_PLOT_HIT_NONE,   /* outside of every area and label */
  DW_PLOT_HIT_AREA,   /* inside an area, near nothing */
  DW_PLOT_HIT_SAMPLE, /* within 12 px of a line */
  DW_PLOT_HIT_BAR,
  DW_PLOT_HIT_CELL,
  DW_PLOT_HIT_MARK,
  DW_PLOT_HIT_LABEL, /* direct label or legend entry of a series */
} DwPlotHitKind;

typedef struct
{
  DwPlotHitKind kind;
  gint64 time_ms;    /* under x, held within the span; DW_PLOT_NO_TIME in a heat map */
  int area;          /* -1 = none */
  int series;        /* sample, label; -1 = none */
  int mark;          /* -1 = none */
  int bar, part;     /* -1 = none; part -1: above the bar */
  int day, hour;     /* -1 = none */
  DwPlotValue value; /* of the sample, bar part (value only) or cell */
  double distance;   /* px to the sample */
} DwPlotHit;

DwPlotHit dw_plot_hit (DwPlot *self, double x, double y);
gint64 dw_plot_time_at (DwPlot *self, double x);
double dw_plot_x_at (DwPlot *self, gint64 time_ms);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwPlot, dw_plot_free)

G_END_DECLS
