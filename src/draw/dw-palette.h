// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* The named colours. The screen's two tables are read from the same CSS text that the toolkit loads, so that a colour has one home;
 * the print table belongs to paper alone and is built in. */
typedef enum {
  DW_COLOR_BG,          /* page ground */
  DW_COLOR_SURFACE,     /* card, table, panel */
  DW_COLOR_RAISED,      /* button, entry, tile, popover */
  DW_COLOR_HEADER,      /* header, status, dialog head */
  DW_COLOR_RAIL,        /* rail, step row */
  DW_COLOR_ZEBRA,       /* table head, sub head */
  DW_COLOR_HOVER,       /* hover */
  DW_COLOR_LINE,        /* hairline */
  DW_COLOR_LINE_STRONG, /* control border */
  DW_COLOR_TEXT,        /* main text */
  DW_COLOR_TEXT_2,      /* second text, icons */
  DW_COLOR_TEXT_3,      /* labels, notes, blocked */
  DW_COLOR_OLD,         /* old values */
  DW_COLOR_ACCENT,      /* selected, primary, now */
  DW_COLOR_ON_ACCENT,   /* text on accent */
  DW_COLOR_ACCENT_SOFT, /* selected row, checked segment */
  DW_COLOR_FOCUS,       /* focus outline */
  DW_COLOR_P1,          /* shape */
  DW_COLOR_ON_P1,       /* digit on the shape */
  DW_COLOR_P1_TEXT,     /* text in that priority */
  DW_COLOR_P1_TINT,     /* ground in that priority */
  DW_COLOR_P2,          /* shape */
  DW_COLOR_ON_P2,       /* digit on the shape */
  DW_COLOR_P2_TEXT,     /* text in that priority */
  DW_COLOR_P2_TINT,     /* ground in that priority */
  DW_COLOR_P3,          /* shape */
  DW_COLOR_ON_P3,       /* digit on the shape */
  DW_COLOR_P3_TEXT,     /* text in that priority */
  DW_COLOR_P3_TINT,     /* ground in that priority */
  DW_COLOR_P4,          /* shape */
  DW_COLOR_ON_P4,       /* digit on the shape */
  DW_COLOR_P4_TEXT,     /* text in that priority */
  DW_COLOR_P4_TINT,     /* ground in that priority */
  DW_COLOR_STALE,       /* old, off line */
  DW_COLOR_STALE_TINT,  /* hatch ground */
  DW_COLOR_OK,          /* hollow ring, verified */
  DW_COLOR_PHASE_A,     /* A */
  DW_COLOR_PHASE_B,     /* B */
  DW_COLOR_PHASE_C,     /* C */
  DW_COLOR_PHASE_N,     /* N */
  DW_COLOR_PHASE_PE,    /* PE */
  DW_COLOR_BAND,        /* normal band, bar ground */
  DW_COLOR_BASELINE,    /* learned baseline, last period */
  DW_COLOR_GRID,        /* grid */
  DW_COLOR_AXIS,        /* axis, plain bars */
  DW_COLOR_S1,          /* series 1 */
  DW_COLOR_S2,          /* series 2 */
  DW_COLOR_S3,          /* series 3 */
  DW_COLOR_S4,          /* series 4 */
  DW_COLOR_S5,          /* series 5 */
  DW_COLOR_S6,          /* series 6 */
  DW_COLOR_MAP_LAND,    /* land */
  DW_COLOR_MAP_SEA,     /* sea, rivers */
  DW_COLOR_MAP_LINE,    /* roads */
  DW_COLOR_MAP_LABEL,   /* place names */
  DW_N_COLORS,
} DwColor;

/* What of a priority a colour is for: the shape, the digit on it, text, ground. */
typedef enum { DW_TONE_SHAPE,
               DW_TONE_ON,
               DW_TONE_TEXT,
               DW_TONE_TINT } DwTone;

typedef struct
{
  double red, green, blue;
} DwRgb;

typedef struct _DwPalette DwPalette;

/* css: lines "@define-color dw_name #RRGGBB;". Every name must be there. Errors: G_MARKUP_ERROR_INVALID_CONTENT naming what is wrong or missing. */
DwPalette *dw_palette_new_from_css (const char *css, GError **error);
DwPalette *dw_palette_new_print (void);
DwPalette *dw_palette_ref (DwPalette *self);
void dw_palette_unref (DwPalette *self);

const DwRgb *dw_palette_get (const DwPalette *self, DwColor color);
/* Sets the source of cr. */
void dw_palette_set (const DwPalette *self, cairo_t *cr, DwColor color);
void dw_palette_set_alpha (const DwPalette *self, cairo_t *cr, DwColor color, double alpha);

/* priority 1…4. */
DwColor dw_color_of_priority (guint priority, DwTone tone);
/* "dw_bg". */
const char *dw_color_name (DwColor color);
gboolean dw_color_from_name (const char *name, DwColor *color);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwPalette, dw_palette_unref)

G_END_DECLS
