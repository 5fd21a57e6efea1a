// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib/gi18n-lib.h>

#include "dw-control-parts.h"
#include "dw-style.h"

/* --- the lock's countdown --- */

struct _DwLockBar
{
  GtkBox parent_instance;

  GtkWidget *area;
  GtkWidget *label;
  double part;
  gboolean late;
};

G_DEFINE_FINAL_TYPE (DwLockBar, dw_lock_bar, GTK_TYPE_BOX)

enum {
  LATE_MS = 10000,
  RING_SIZE = 56,
};

static void
draw_bar (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  DwLockBar *self = data;
  const DwPalette *palette = dw_palette_of (GTK_WIDGET (area));

  dw_palette_set (palette, cr, DW_COLOR_BASELINE);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
  dw_palette_set (palette, cr, self->late ? DW_COLOR_P3 : DW_COLOR_ACCENT);
  cairo_rectangle (cr, 0, 0, width * self->part, height);
  cairo_fill (cr);
}

static void
dw_lock_bar_class_init (DwLockBarClass *klass)
{
}

static void
dw_lock_bar_init (DwLockBar *self)
{
  GtkWidget *words = gtk_label_new (_ ("This desk has locked the device"));

  gtk_box_set_spacing (GTK_BOX (self), 8);
  self->area = gtk_drawing_area_new ();
  self->label = gtk_label_new ("");
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (self->area), 120);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (self->area), 8);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->area), draw_bar, self, NULL);
  gtk_widget_set_valign (self->area, GTK_ALIGN_CENTER);
  gtk_label_set_width_chars (GTK_LABEL (self->label), 5);
  gtk_label_set_xalign (GTK_LABEL (self->label), 1);
  gtk_widget_add_css_class (words, "dw-second");
  gtk_box_append (GTK_BOX (self), words);
  gtk_box_append (GTK_BOX (self), self->area);
  gtk_box_append (GTK_BOX (self), self->label);
}

GtkWidget *
dw_lock_bar_new (void)
{
  return g_object_new (DW_TYPE_LOCK_BAR, NULL);
}

void
dw_lock_bar_set (DwLockBar *self, int remaining_ms, int total_ms)
{
  g_autofree char *text = g_strdup_printf ("%d s", (MAX (remaining_ms, 0) + 999) / 1000);

  gtk_widget_set_visible (GTK_WIDGET (self), remaining_ms >= 0);
  self->part = total_ms > 0 ? CLAMP ((double)remaining_ms / total_ms, 0, 1) : 0;
  self->late = remaining_ms < LATE_MS;
  gtk_label_set_text (GTK_LABEL (self->label), text);
  if (self->late)
    gtk_widget_add_css_class (self->label, "dw-bold");
  else
    gtk_widget_remove_css_class (self->label, "dw-bold");
  gtk_widget_queue_draw (self->area);
}

/* --- the ring of the outcome --- */

struct _DwResultRing
{
  GtkDrawingArea parent_instance;

  DwCommandState state;
  double part;
};

G_DEFINE_FINAL_TYPE (DwResultRing, dw_result_ring, GTK_TYPE_DRAWING_AREA)

static void
draw_arc (cairo_t *cr, double size, double part)
{
  cairo_new_path (cr);
  cairo_arc (cr, size / 2, size / 2, size / 2 - 4, -G_PI / 2, -G_PI / 2 + 2 * G_PI * part);
  cairo_stroke (cr);
}

static void
draw_tick (cairo_t *cr, double size)
{
  cairo_move_to (cr, size * 0.30, size * 0.52);
  cairo_line_to (cr, size * 0.45, size * 0.67);
  cairo_line_to (cr, size * 0.72, size * 0.36);
  cairo_stroke (cr);
}

static void
draw_bang (cairo_t *cr, double size)
{
  cairo_move_to (cr, size / 2, size * 0.28);
  cairo_line_to (cr, size / 2, size * 0.56);
  cairo_move_to (cr, size / 2, size * 0.70);
  cairo_line_to (cr, size / 2, size * 0.72);
  cairo_stroke (cr);
}

static DwColor
color_of (DwCommandState state)
{
  static const DwColor colors[] = {
    [DW_COMMAND_PENDING] = DW_COLOR_ACCENT,
    [DW_COMMAND_ACCEPTED] = DW_COLOR_ACCENT,
    [DW_COMMAND_CONFIRMED] = DW_COLOR_OK,
    [DW_COMMAND_UNCONFIRMED] = DW_COLOR_P3_TEXT,
    [DW_COMMAND_REFUSED] = DW_COLOR_P2,
    [DW_COMMAND_EXPIRED] = DW_COLOR_P3_TEXT,
    [DW_COMMAND_UNREACHABLE] = DW_COLOR_P2,
  };

  return colors[state];
}

static void
draw_ring (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  DwResultRing *self = data;
  const DwPalette *palette = dw_palette_of (GTK_WIDGET (area));
  gboolean running = self->state == DW_COMMAND_PENDING || self->state == DW_COMMAND_ACCEPTED;

  cairo_set_line_width (cr, 5);
  if (running)
    {
      dw_palette_set (palette, cr, DW_COLOR_BASELINE);
      draw_arc (cr, RING_SIZE, 1);
    }
  dw_palette_set (palette, cr, color_of (self->state));
  draw_arc (cr, RING_SIZE, running ? self->part : 1);
  if (self->state == DW_COMMAND_CONFIRMED)
    draw_tick (cr, RING_SIZE);
  else if (!running)
    draw_bang (cr, RING_SIZE);
}

static void
dw_result_ring_class_init (DwResultRingClass *klass)
{
}

static void
dw_result_ring_init (DwResultRing *self)
{
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (self), RING_SIZE);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (self), RING_SIZE);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self), draw_ring, self, NULL);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_START);
}

GtkWidget *
dw_result_ring_new (void)
{
  return g_object_new (DW_TYPE_RESULT_RING, NULL);
}

void
dw_result_ring_set (DwResultRing *self, DwCommandState state, double part)
{
  self->state = state;
  self->part = CLAMP (part, 0, 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, dw_command_state_title (state), -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
