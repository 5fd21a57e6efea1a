// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-mark.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-blink.h"
#include "dw-label.h"
#include "dw-style.h"

struct _DwMapMark
{
  GtkWidget parent_instance;

  guint n_members;
  guint priority;
  DwSymbolState state;
  guint active[5];
  guint n_old;
  DwMapTrend trend;
  gboolean empty;

  PangoLayout *layout; /* kept */
};

G_DEFINE_FINAL_TYPE (DwMapMark, dw_map_mark, GTK_TYPE_WIDGET)

static const double disc_radius = 17;
static const double disc_symbol = 18;
static const double quiet_radius = 4;
static const double stale_size = 22;
static const double pill_height = 30;
static const double pill_symbol = 15;
static const double pill_pad = 10;
static const double gap = 4;
/* Pointer targets are at least so large, however small the ring. */
static const int least_target = 24;

static gboolean
blinks (DwMapMark *self)
{
  return self->priority > 0 && self->n_members == 1 && dw_symbol_state_has_ring (self->state);
}

/* --- what a pill says --- */

/* The two highest priorities that have alarms. */
static guint
list_parts (const DwMapMark *self, guint parts[2])
{
  guint n_parts = 0;

  for (guint priority = 1; priority <= 4 && n_parts < 2; priority++)
    if (self->active[priority] > 0)
      parts[n_parts++] = priority;
  return n_parts;
}

static char *
make_school_text (const DwMapMark *self)
{
  /* TRANSLATORS: on a small mark of the map that stands for several schools: keep it short. */
  return g_strdup_printf (ngettext ("%u school", "%u schools", self->n_members), self->n_members);
}

static const DwLabelStyle count_style = { .size = 14, .weight = 700, .color = DW_COLOR_TEXT, .align = DW_ALIGN_START };
static const DwLabelStyle school_style = { .size = 12, .weight = 400, .color = DW_COLOR_TEXT_2, .align = DW_ALIGN_START };

static double
measure_text (DwMapMark *self, const DwLabelStyle *style, const char *text)
{
  int width;

  dw_label_layout_set (self->layout, style, text);
  pango_layout_get_pixel_size (self->layout, &width, NULL);
  return width;
}

static double
measure_pill (DwMapMark *self)
{
  guint parts[2], n_parts = list_parts (self, parts);
  g_autofree char *schools = make_school_text (self);
  double width = 2 * pill_pad + measure_text (self, &school_style, schools);

  for (guint i = 0; i < n_parts; i++)
    {
      g_autofree char *count = g_strdup_printf ("%u", self->active[parts[i]]);

      width += pill_symbol + gap + measure_text (self, &count_style, count) + 2 * gap;
    }
  if (n_parts == 0 && self->n_old > 0)
    width += pill_symbol + gap;
  return ceil (width);
}

static void
ensure_layout (DwMapMark *self)
{
  if (self->layout == NULL)
    self->layout = dw_label_layout_new (gtk_widget_get_pango_context (GTK_WIDGET (self)));
}

static void
dw_map_mark_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  DwMapMark *self = DW_MAP_MARK (widget);
  double size = least_target;

  ensure_layout (self);
  if (self->n_members > 1)
    size = orientation == GTK_ORIENTATION_HORIZONTAL ? measure_pill (self) + 2 : pill_height + 2;
  else if (self->priority > 0)
    size = 2 * disc_radius + 4;
  *minimum = *natural = (int)size;
}

/* --- drawing --- */

static DwColor
get_edge (const DwMapMark *self)
{
  /* Amber is too light for a line: it has the tone of its text. */
  if (self->priority == 0)
    return DW_COLOR_LINE_STRONG;
  return dw_color_of_priority (self->priority, self->priority == 3 ? DW_TONE_TEXT : DW_TONE_SHAPE);
}

static void
fill_and_stroke (const DwMapMark *self, cairo_t *cr, const DwPalette *palette)
{
  dw_palette_set (palette, cr, DW_COLOR_RAISED);
  cairo_fill_preserve (cr);
  cairo_set_line_width (cr, self->priority > 0 ? 2 : 1);
  dw_palette_set (palette, cr, get_edge (self));
  cairo_stroke (cr);
}

/* A small triangle beside the upper right: more alarms than an hour ago, or fewer. */
static void
draw_trend (const DwMapMark *self, cairo_t *cr, const DwPalette *palette, double x, double y)
{
  double tip = self->trend == DW_MAP_TREND_RISING ? -3.5 : 3.5;

  if (self->trend == DW_MAP_TREND_STEADY)
    return;
  cairo_move_to (cr, x - 4, y - tip);
  cairo_line_to (cr, x + 4, y - tip);
  cairo_line_to (cr, x, y + tip);
  cairo_close_path (cr);
  dw_palette_set (palette, cr, DW_COLOR_RAISED);
  cairo_set_line_width (cr, 2);
  cairo_stroke_preserve (cr);
  dw_palette_set (palette, cr, DW_COLOR_TEXT);
  cairo_fill (cr);
}

static void
draw_disc (DwMapMark *self, cairo_t *cr, const DwPalette *palette, double x, double y)
{
  cairo_arc (cr, x, y, disc_radius - 1, 0, 2 * G_PI);
  fill_and_stroke (self, cr, palette);
  dw_symbol_draw (cr, palette, self->priority, self->state, x - disc_symbol / 2, y - disc_symbol / 2, disc_symbol, dw_blink_get_ring (GTK_WIDGET (self)));
  draw_trend (self, cr, palette, x + disc_radius - 4, y - disc_radius + 5);
}

static void
draw_quiet (const DwMapMark *self, cairo_t *cr, const DwPalette *palette, double x, double y)
{
  static const double dashes[] = { 2, 2 };

  cairo_arc (cr, x, y, quiet_radius, 0, 2 * G_PI);
  dw_palette_set (palette, cr, DW_COLOR_RAISED);
  cairo_fill_preserve (cr);
  cairo_set_line_width (cr, 1.6);
  if (self->empty)
    cairo_set_dash (cr, dashes, 2, 0);
  dw_palette_set (palette, cr, self->empty ? DW_COLOR_STALE : DW_COLOR_OK);
  cairo_stroke (cr);
}

static void
draw_single (DwMapMark *self, cairo_t *cr, const DwPalette *palette, double x, double y)
{
  if (self->priority > 0)
    draw_disc (self, cr, palette, x, y);
  else if (self->state == DW_SYMBOL_STALE && !self->empty)
    dw_symbol_draw (cr, palette, 0, DW_SYMBOL_STALE, x - stale_size / 2, y - stale_size / 2, stale_size, DW_RING_HIDDEN);
  else
    draw_quiet (self, cr, palette, x, y);
}

static void
outline_pill (cairo_t *cr, double width, double height)
{
  double radius = pill_height / 2 - 1;

  cairo_new_sub_path (cr);
  cairo_arc (cr, width - radius - 2, height / 2, radius, -G_PI / 2, G_PI / 2);
  cairo_arc (cr, radius + 2, height / 2, radius, G_PI / 2, 3 * G_PI / 2);
  cairo_close_path (cr);
}

/* A pill speaks for many schools and does not blink; a new alarm in it shows as a filled symbol. */
static void
draw_pill (DwMapMark *self, cairo_t *cr, const DwPalette *palette, double width, double height)
{
  guint parts[2], n_parts = list_parts (self, parts);
  g_autofree char *schools = make_school_text (self);
  double x = pill_pad, top = (height - pill_symbol) / 2, base = height / 2 + 5;

  outline_pill (cr, width, height);
  fill_and_stroke (self, cr, palette);
  for (guint i = 0; i < n_parts; i++)
    {
      g_autofree char *count = g_strdup_printf ("%u", self->active[parts[i]]);

      dw_symbol_draw (cr, palette, parts[i], DW_SYMBOL_ACKED, x, top, pill_symbol, DW_RING_HIDDEN);
      x += pill_symbol + gap;
      x += dw_label_draw (cr, self->layout, palette, &count_style, count, x, base) + 2 * gap;
    }
  if (n_parts == 0 && self->n_old > 0)
    {
      dw_symbol_draw (cr, palette, 0, DW_SYMBOL_STALE, x, top, pill_symbol, DW_RING_HIDDEN);
      x += pill_symbol + gap;
    }
  dw_label_draw (cr, self->layout, palette, &school_style, schools, x, base - 0.5);
  draw_trend (self, cr, palette, width - 8, 6);
}

static void
dw_map_mark_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DwMapMark *self = DW_MAP_MARK (widget);
  double width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (-4, -4, (float)width + 8, (float)height + 8));

  ensure_layout (self);
  if (self->n_members > 1)
    draw_pill (self, cr, dw_palette_of (widget), width, height);
  else
    draw_single (self, cr, dw_palette_of (widget), width / 2, height / 2);
  cairo_destroy (cr);
}

/* --- the class --- */

static void
dw_map_mark_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (dw_map_mark_parent_class)->map (widget);
  if (blinks (DW_MAP_MARK (widget)))
    dw_blink_watch (widget);
}

static void
dw_map_mark_unmap (GtkWidget *widget)
{
  dw_blink_unwatch (widget);
  GTK_WIDGET_CLASS (dw_map_mark_parent_class)->unmap (widget);
}

static void
dw_map_mark_dispose (GObject *object)
{
  g_clear_object (&DW_MAP_MARK (object)->layout);
  G_OBJECT_CLASS (dw_map_mark_parent_class)->dispose (object);
}

static void
dw_map_mark_class_init (DwMapMarkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_map_mark_dispose;
  widget_class->measure = dw_map_mark_measure;
  widget_class->snapshot = dw_map_mark_snapshot;
  widget_class->map = dw_map_mark_map;
  widget_class->unmap = dw_map_mark_unmap;
  gtk_widget_class_set_css_name (widget_class, "dwmapmark");
}

static void
dw_map_mark_init (DwMapMark *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

GtkWidget *
dw_map_mark_new (void)
{
  return g_object_new (DW_TYPE_MAP_MARK, NULL);
}

void
dw_map_mark_set (DwMapMark *self, const DwMapCluster *cluster)
{
  self->n_members = cluster->members->len;
  self->priority = cluster->priority;
  self->state = cluster->state;
  memcpy (self->active, cluster->active, sizeof self->active);
  self->n_old = cluster->n_old;
  self->trend = cluster->trend;
  self->empty = cluster->empty;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    (blinks (self) ? dw_blink_watch : dw_blink_unwatch) (GTK_WIDGET (self));
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
