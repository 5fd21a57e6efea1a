// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-trend-kind.h"

G_BEGIN_DECLS

/* What is chosen on the trend page: devices (at most eight), one quantity, how it is drawn and what lies over it. No widgets, no data. Main thread.
 * Signal "changed" (guint: bits of DwTrendChange). */
#define DW_TYPE_TREND_CHOICE (dw_trend_choice_get_type ())
G_DECLARE_FINAL_TYPE (DwTrendChoice, dw_trend_choice, DW, TREND_CHOICE, GObject)

typedef enum {
  DW_TREND_CHANGE_LINES = 1 << 0, /* other channels are asked: devices, quantity, view, right axis, previous period */
  DW_TREND_CHANGE_LOOK = 1 << 1,  /* the same data drawn another way */
} DwTrendChange;

/* How several lines share the plot. */
typedef enum {
  DW_TREND_MODE_SAME,  /* one axis */
  DW_TREND_MODE_SPLIT, /* one plot below the other */
  DW_TREND_MODE_NORM,  /* each from its least to its largest */
  DW_N_TREND_MODES,
} DwTrendMode;

typedef enum {
  DW_TREND_VIEW_CURVE,
  DW_TREND_VIEW_LOAD, /* energy by hour, day or month */
  DW_TREND_VIEW_HEAT, /* hour × day of one channel */
  DW_N_TREND_VIEWS,
} DwTrendView;

typedef enum {
  DW_TREND_OVERLAY_LIMITS,
  DW_TREND_OVERLAY_MARKS,
  DW_TREND_OVERLAY_PREVIOUS,
  DW_TREND_OVERLAY_RIGHT, /* a second quantity of the first device on the right axis */
  DW_N_TREND_OVERLAYS,
} DwTrendOverlay;

const char *dw_trend_mode_word (DwTrendMode mode); /* "same", "split", "normalised" */
gboolean dw_trend_mode_from_word (const char *word, DwTrendMode *mode);
const char *dw_trend_view_word (DwTrendView view); /* "curve", "load", "heat-map" */
gboolean dw_trend_view_from_word (const char *word, DwTrendView *view);

#define DW_TREND_MAX_ITEMS 8

/* One line of the list. The slot is its colour and dash: it stays with the device when others leave. */
typedef struct
{
  gint64 device_id;
  char pinned[40]; /* the channel that a person chose, "" = the one that stands for the device */
  gboolean shown;
  guint slot; /* 0 … DW_TREND_MAX_ITEMS - 1, no slot twice */
} DwTrendItem;

/* One curve. */
typedef struct
{
  DwTrendChannel channel;
  guint slot;      /* of its item; in a plot of one device the number of the curve */
  DwPhase phase;   /* of a plot of one device: the curve has the colour of that phase; else DW_PHASE_NONE */
  gboolean alone;  /* all curves are of one device */
  gboolean hidden; /* by the legend */
} DwTrendLine;

DwTrendChoice *dw_trend_choice_new (void);
guint dw_trend_choice_get_n_items (DwTrendChoice *self);
const DwTrendItem *dw_trend_choice_get_item (DwTrendChoice *self, guint index);
int dw_trend_choice_find (DwTrendChoice *self, gint64 device_id);
/* A channel that is named chooses its quantity too; NULL or "" = the one that stands for the device. A device that is there already gets the channel pinned.
 * FALSE when the list is full. */
gboolean dw_trend_choice_add (DwTrendChoice *self, gint64 device_id, const char *channel);
void dw_trend_choice_remove (DwTrendChoice *self, gint64 device_id);
void dw_trend_choice_clear (DwTrendChoice *self);
void dw_trend_choice_set_shown (DwTrendChoice *self, gint64 device_id, gboolean shown);

DwTrendKind dw_trend_choice_get_kind (DwTrendChoice *self);
void dw_trend_choice_set_kind (DwTrendChoice *self, DwTrendKind kind);
DwTrendKind dw_trend_choice_get_right_kind (DwTrendChoice *self);
void dw_trend_choice_set_right_kind (DwTrendChoice *self, DwTrendKind kind);
DwTrendMode dw_trend_choice_get_mode (DwTrendChoice *self);
void dw_trend_choice_set_mode (DwTrendChoice *self, DwTrendMode mode);
DwTrendView dw_trend_choice_get_view (DwTrendChoice *self);
void dw_trend_choice_set_view (DwTrendChoice *self, DwTrendView view);
gboolean dw_trend_choice_has_overlay (DwTrendChoice *self, DwTrendOverlay overlay);
void dw_trend_choice_set_overlay (DwTrendChoice *self, DwTrendOverlay overlay, gboolean on);

/* Legend: hides one curve or shows it again; solo hides all others, or shows all again when it was alone. */
void dw_trend_choice_toggle_line (DwTrendChoice *self, const DwTrendChannel *channel);
void dw_trend_choice_show_all_lines (DwTrendChoice *self);
void dw_trend_choice_solo_line (DwTrendChoice *self, const GArray *lines, const DwTrendChannel *channel);

/* What the desk can show of a device (dw_trend_desk_list_channels); array of DwTrendChannel, NULL when the device is gone. */
typedef GArray *(*DwTrendListFunc) (gint64 device_id, gpointer data);
/* The curves of what is chosen; array of DwTrendLine. Devices without the quantity give none. */
GArray *dw_trend_choice_list_lines (DwTrendChoice *self, DwTrendListFunc list, gpointer data);
/* The curve of the right axis: that quantity of the first shown device; FALSE = none. */
gboolean dw_trend_choice_find_right (DwTrendChoice *self, DwTrendListFunc list, gpointer data, DwTrendChannel *channel);
/* Which quantities the chosen devices have: a bit per DwTrendKind. */
guint dw_trend_choice_list_kinds (DwTrendChoice *self, DwTrendListFunc list, gpointer data);

gboolean dw_trend_channel_equal (const DwTrendChannel *a, const DwTrendChannel *b);

/* "DEVICE_ID", "DEVICE_ID:CHANNEL", either with "@TIME_MS" (0 = no time). FALSE and nothing changed when it is no such text. */
gboolean dw_trend_parse_target (const char *text, DwTrendChannel *channel, gint64 *time_ms);

G_END_DECLS
