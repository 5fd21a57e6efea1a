// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-icon.h"

#include <math.h>
#include <string.h>

/* A small reader of SVG path data: absolute commands only, which is all our icons use.
 *
 *   M x y   L x y   H x   V y   C x1 y1 x2 y2 x y   S x2 y2 x y   A rx ry turn large sweep x y   Z
 *
 * Numbers may stand without a separator where the grammar of SVG allows it (".8.8" is two numbers). A command letter may be followed by several
 * sets of arguments; further pairs behind M are lines. Arcs are circular (rx = ry); an oval is drawn with the mean radius. */

#define MAX_ARGUMENTS 7

typedef struct
{
  cairo_t *cr;
  const char *at;
  double x, y;                 /* current point */
  double control_x, control_y; /* second control point of the last curve, for S */
  double start_x, start_y;     /* of the sub-path, for Z */
} Reader;

static void
skip_separators (Reader *self)
{
  while (*self->at == ' ' || *self->at == ',')
    self->at++;
}

static gboolean
read_number (Reader *self, double *number)
{
  char *end = NULL;

  skip_separators (self);
  if (!g_ascii_isdigit (*self->at) && *self->at != '-' && *self->at != '.')
    return FALSE;
  *number = g_ascii_strtod (self->at, &end);
  if (end == self->at)
    return FALSE;
  self->at = end;
  return TRUE;
}

static void
move_reader (Reader *self, double x, double y)
{
  self->x = self->control_x = x;
  self->y = self->control_y = y;
}

static void
draw_move (Reader *self, const double *n)
{
  cairo_move_to (self->cr, n[0], n[1]);
  move_reader (self, n[0], n[1]);
  self->start_x = n[0];
  self->start_y = n[1];
}

static void
draw_line (Reader *self, const double *n)
{
  cairo_line_to (self->cr, n[0], n[1]);
  move_reader (self, n[0], n[1]);
}

static void
draw_horizontal (Reader *self, const double *n)
{
  draw_line (self, (double[]){ n[0], self->y });
}

static void
draw_vertical (Reader *self, const double *n)
{
  draw_line (self, (double[]){ self->x, n[0] });
}

static void
draw_curve (Reader *self, const double *n)
{
  cairo_curve_to (self->cr, n[0], n[1], n[2], n[3], n[4], n[5]);
  move_reader (self, n[4], n[5]);
  self->control_x = n[2];
  self->control_y = n[3];
}

/* The first control point mirrors the last one of the curve before. */
static void
draw_smooth_curve (Reader *self, const double *n)
{
  double x1 = 2 * self->x - self->control_x, y1 = 2 * self->y - self->control_y;

  draw_curve (self, (double[]){ x1, y1, n[0], n[1], n[2], n[3] });
}

/* From two points and a radius to centre and angles. A radius that is too small grows to half the distance, as SVG demands. */
static void
draw_arc (Reader *self, const double *n)
{
  double radius = (n[0] + n[1]) / 2;
  gboolean large = n[3] != 0, sweep = n[4] != 0;
  double half_x = (n[5] - self->x) / 2, half_y = (n[6] - self->y) / 2;
  double half = hypot (half_x, half_y);
  double height = radius > half ? sqrt (radius * radius - half * half) : 0;
  double side = large == sweep ? -1 : 1;
  double cx, cy, first, last;

  if (half < 1e-9)
    return;
  radius = MAX (radius, half);
  cx = self->x + half_x - side * height * half_y / half;
  cy = self->y + half_y + side * height * half_x / half;
  first = atan2 (self->y - cy, self->x - cx);
  last = atan2 (n[6] - cy, n[5] - cx);
  if (sweep)
    cairo_arc (self->cr, cx, cy, radius, first, last);
  else
    cairo_arc_negative (self->cr, cx, cy, radius, first, last);
  move_reader (self, n[5], n[6]);
}

static void
draw_close (Reader *self, const double *n)
{
  cairo_close_path (self->cr);
  move_reader (self, self->start_x, self->start_y);
}

static const struct
{
  char letter;
  guint n_arguments;
  void (*draw) (Reader *, const double *);
  char next; /* what further arguments mean */
} commands[] = {
  { 'M', 2, draw_move, 'L' },
  { 'L', 2, draw_line, 'L' },
  { 'H', 1, draw_horizontal, 'H' },
  { 'V', 1, draw_vertical, 'V' },
  { 'C', 6, draw_curve, 'C' },
  { 'S', 4, draw_smooth_curve, 'S' },
  { 'A', 7, draw_arc, 'A' },
  { 'Z', 0, draw_close, '\0' },
};

static int
find_command (char letter)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (commands[i].letter == letter)
      return (int)i;
  return -1;
}

static gboolean
read_arguments (Reader *self, guint n_arguments, double *numbers)
{
  for (guint i = 0; i < n_arguments; i++)
    if (!read_number (self, &numbers[i]))
      return FALSE;
  return TRUE;
}

gboolean
dw_path_append (cairo_t *cr, const char *data)
{
  Reader reader = { .cr = cr, .at = data };
  char letter = '\0';

  for (;;)
    {
      double numbers[MAX_ARGUMENTS] = { 0 };
      int command;

      skip_separators (&reader);
      if (*reader.at == '\0')
        return TRUE;
      if (g_ascii_isalpha (*reader.at))
        letter = *reader.at++;
      command = find_command (letter);
      if (command < 0 || !read_arguments (&reader, commands[command].n_arguments, numbers))
        return FALSE;
      commands[command].draw (&reader, numbers);
      letter = commands[command].next;
    }
}
