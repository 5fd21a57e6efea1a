// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-label.h"
#include "dw-palette.h"

G_BEGIN_DECLS

/* Single line diagram: a box with its bus and the circuits that leave it, and the signs it is made of. */

typedef enum {
  DW_SWITCH_UNKNOWN, /* no position is measured, or it is old */
  DW_SWITCH_CLOSED,
  DW_SWITCH_OPEN,
} DwSwitchPosition;

/* All strings borrowed; note may be NULL. */
typedef struct
{
  const char *name;
  const char *note;  /* second line: what hangs on it */
  const char *value; /* third line: "11.4 A", or why there is none */
  DwSwitchPosition position;
  guint priority; /* highest active alarm, 0 = none */
  gboolean old;
  gboolean tagged;
} DwOnelineNode;

typedef struct
{
  double x, y, width, height;
} DwOnelineRect;

typedef struct
{
  double feed_y;     /* where the feed comes in from above */
  DwOnelineRect box; /* the box itself */
  double bus_y, bus_x, bus_width;
  double step;     /* from circuit to circuit */
  double first_x;  /* middle of the first circuit */
  double switch_y; /* middle of the switches */
  double text_y;   /* top of the words below */
  guint n_shown;   /* circuits that have room; the rest is counted, not drawn */
} DwOnelineLayout;

void dw_oneline_lay_out (guint n_circuits, double width, double height, DwOnelineLayout *layout);
double dw_oneline_get_circuit_x (const DwOnelineLayout *layout, guint index);
/* -1: the box, 0…: a circuit; -2: nothing there. */
int dw_oneline_hit (const DwOnelineLayout *layout, double x, double y);
/* chosen: index as above, drawn with the focus outline; -2 = none. */
void dw_oneline_draw (const DwOnelineNode *box, const DwOnelineNode *circuits, guint n_circuits, int chosen, cairo_t *cr, const DwPalette *palette, PangoLayout *text, double width, double height);

/* Signs. (x, y) is the middle. */
void dw_oneline_draw_switch (cairo_t *cr, const DwPalette *palette, double x, double y, DwSwitchPosition position, DwColor color);
/* Live: solid; open or dead: dashed. */
void dw_oneline_draw_wire (cairo_t *cr, const DwPalette *palette, double from_x, double from_y, double to_x, double to_y, gboolean live, DwColor color);
void dw_oneline_draw_transformer (cairo_t *cr, const DwPalette *palette, double x, double y);

G_END_DECLS
