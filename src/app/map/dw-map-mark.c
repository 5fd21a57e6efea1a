// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-mark.h"

#include <math.h>

#include "dw-blink.h"
#include "dw-label.h"
#include "dw-map-face.h"
#include "dw-style.h"
#include "dw-text.h"

struct _DwMapMark
{
  GtkWidget parent_instance;

  DwMapLayer layer;
  DwMapCluster cluster; /* a copy with a reference to its members */
  char *name;           /* owned; shown below it, NULL = not shown */

  PangoLayout *layout; /* kept */
};

G_DEFINE_FINAL_TYPE (DwMapMark, dw_map_mark, GTK_TYPE_WIDGET)

static const double disc_radius = 17;
static const double disc_symbol = 18;
static const double quiet_radius = 4;
static const double stale_size = 22;
static const double pill_height = DW_MAP_PILL_PX - 2;
/* Pointer targets are at least so large, however small the ring. */
static const int least_target = 24;

static gboolean
blinks (DwMapMark *self)
{
  return self->cluster.priority > 0 && self->cluster.members->len == 1 && dw_symbol_state_has_ring (self->cluster.state);
}

static const DwLabelStyle count_style = { .size = 14, .weight = 700, .color = DW_COLOR_TEXT, .align = DW_ALIGN_START };
static const DwLabelStyle school_style = { .size = 12, .weight = 400, .color = DW_COLOR_TEXT_2, .align = DW_ALIGN_START };
static const DwLabelStyle name_style = { .size = 12, .weight = 400, .color = DW_COLOR_TEXT, .align = DW_ALIGN_START };

static double
measure_text (DwMapMark *self, const DwLabelStyle *style, const char *text)
{
  int width;

  dw_label_layout_set (self->layout, style, text);
  pango_layout_get_pixel_size (self->layout, &width, NULL);
  return width;
}

static double
measure_part (DwMapMark *self, const DwMapPart *part)
{
  double symbol = part->has_symbol ? DW_MAP_PILL_SYMBOL_PX + DW_MAP_PILL_GAP_PX : 0;

  return symbol + (*part->digits != '\0' ? measure_text (self, &count_style, part->digits) : 0);
}

/* Between parts and schools is twice the DW_MAP_PILL_GAP_PX. */
static double
measure_pill (DwMapMark *self)
{
  DwMapPart parts[DW_MAP_MOST_PARTS];
  guint n_parts = dw_map_face_list_parts (&self->cluster, self->layer, parts);
  g_autofree char *schools = dw_map_face_make_school_text (&self->cluster);
  double width = 2 * DW_MAP_PILL_PAD_PX;

  for (guint i = 0; i < n_parts; i++)
    width += measure_part (self, &parts[i]) + (i + 1 < n_parts || *schools != '\0' ? 2 * DW_MAP_PILL_GAP_PX : 0);
  return ceil (width + (*schools != '\0' ? measure_text (self, &school_style, schools) : 0));
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
  if (dw_map_face_is_pill (&self->cluster, self->layer))
    size = orientation == GTK_ORIENTATION_HORIZONTAL ? measure_pill (self) + 2 : pill_height + 2;
  else if (self->cluster.priority > 0)
    size = 2 * disc_radius + 4;
  *minimum = *natural = (int)size;
}

/* --- drawing --- */

/* More than the device is rated for. */
static gboolean
is_overloaded (const DwMapMark *self)
{
  return self->layer == DW_MAP_LAYER_LOAD && !self->cluster.load_old && self->cluster.load_percent > 100;
}

static DwColor
get_edge (const DwMapMark *self)
{
  /* Amber is too light for a line: it has the tone of its text. */
  if (self->cluster.priority == 0)
    return is_overloaded (self) ? DW_COLOR_TEXT : DW_COLOR_LINE_STRONG;
  return dw_color_of_priority (self->cluster.priority, self->cluster.priority == 3 ? DW_TONE_TEXT : DW_TONE_SHAPE);
}

static void
fill_and_stroke (const DwMapMark *self, cairo_t *cr, const DwPalette *palette)
{
  dw_palette_set (palette, cr, DW_COLOR_RAISED);
  cairo_fill_preserve (cr);
  cairo_set_line_width (cr, self->cluster.priority > 0 || is_overloaded (self) ? 2 : 1);
  dw_palette_set (palette, cr, get_edge (self));
  cairo_stroke (cr);
}

/* A small triangle beside the upper right: more alarms than an hour ago, or fewer. */
static void
draw_trend (const DwMapMark *self, cairo_t *cr, const DwPalette *palette, double x, double y)
{
  double tip = self->cluster.trend == DW_MAP_TREND_RISING ? -3.5 : 3.5;

  if (self->cluster.trend == DW_MAP_TREND_STEADY)
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
  dw_symbol_draw (cr, palette, self->cluster.priority, self->cluster.state, x - disc_symbol / 2, y - disc_symbol / 2, disc_symbol, dw_blink_get_ring (GTK_WIDGET (self)));
  draw_trend (self, cr, palette, x + disc_radius - 4, y - disc_radius + 5);
}

static void
draw_quiet (const DwMapMark *self, cairo_t *cr, const DwPalette *palette, double x, double y)
{
  static const double dashes[] = { 2, 2 };
  gboolean unknown = self->cluster.empty || self->layer == DW_MAP_LAYER_LOAD;

  cairo_arc (cr, x, y, quiet_radius, 0, 2 * G_PI);
  dw_palette_set (palette, cr, DW_COLOR_RAISED);
  cairo_fill_preserve (cr);
  cairo_set_line_width (cr, 1.6);
  if (unknown)
    cairo_set_dash (cr, dashes, 2, 0);
  dw_palette_set (palette, cr, unknown ? DW_COLOR_STALE : DW_COLOR_OK);
  cairo_stroke (cr);
}

static void
draw_single (DwMapMark *self, cairo_t *cr, const DwPalette *palette, double x, double y)
{
  if (self->cluster.priority > 0)
    draw_disc (self, cr, palette, x, y);
  else if (self->cluster.state == DW_SYMBOL_STALE && !self->cluster.empty)
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

static double
draw_part (DwMapMark *self, const DwMapPart *part, cairo_t *cr, const DwPalette *palette, double x, double height)
{
  double width = 0;

  if (part->has_symbol)
    {
      dw_symbol_draw (cr, palette, part->priority, part->state, x, (height - DW_MAP_PILL_SYMBOL_PX) / 2, DW_MAP_PILL_SYMBOL_PX, DW_RING_HIDDEN);
      width = DW_MAP_PILL_SYMBOL_PX + DW_MAP_PILL_GAP_PX;
    }
  if (*part->digits != '\0')
    width += dw_label_draw (cr, self->layout, palette, &count_style, part->digits, x + width, height / 2 + 5);
  return width + 2 * DW_MAP_PILL_GAP_PX;
}

/* A pill speaks for many schools and does not blink; a new alarm in it shows as a filled symbol. */
static void
draw_pill (DwMapMark *self, cairo_t *cr, const DwPalette *palette, double width, double height)
{
  DwMapPart parts[DW_MAP_MOST_PARTS];
  guint n_parts = dw_map_face_list_parts (&self->cluster, self->layer, parts);
  g_autofree char *schools = dw_map_face_make_school_text (&self->cluster);
  double x = DW_MAP_PILL_PAD_PX;

  outline_pill (cr, width, height);
  fill_and_stroke (self, cr, palette);
  for (guint i = 0; i < n_parts; i++)
    x += draw_part (self, &parts[i], cr, palette, x, height);
  dw_label_draw (cr, self->layout, palette, &school_style, schools, x, height / 2 + 4.5);
  draw_trend (self, cr, palette, width - 8, 6);
}

/* Below the mark, on a ground that lets the map through. Beyond the widget: what is placed is the mark, not its name. */
static void
draw_name (DwMapMark *self, cairo_t *cr, const DwPalette *palette, double middle, double top)
{
  double width = measure_text (self, &name_style, self->name);

  cairo_rectangle (cr, middle - width / 2 - 3, top, width + 6, DW_MAP_NAME_HEIGHT_PX);
  dw_palette_set_alpha (palette, cr, DW_COLOR_SURFACE, 0.8);
  cairo_fill (cr);
  dw_label_draw (cr, self->layout, palette, &name_style, self->name, middle - width / 2, top + 12);
}

/* What may be drawn on: the mark with its ring, and the name below it. */
static graphene_rect_t
get_extent (DwMapMark *self, double width, double height)
{
  double beside = self->name != NULL ? MAX (measure_text (self, &name_style, self->name) / 2 + 4 - width / 2, 4) : 4;
  double below = self->name != NULL ? DW_MAP_NAME_HEIGHT_PX + 2 : 4;

  return GRAPHENE_RECT_INIT ((float)-beside, -4, (float)(width + 2 * beside), (float)(height + 4 + below));
}

static void
dw_map_mark_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DwMapMark *self = DW_MAP_MARK (widget);
  double width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  graphene_rect_t extent;
  cairo_t *cr;

  ensure_layout (self);
  extent = get_extent (self, width, height);
  cr = gtk_snapshot_append_cairo (snapshot, &extent);
  if (dw_map_face_is_pill (&self->cluster, self->layer))
    draw_pill (self, cr, dw_palette_of (widget), width, height);
  else
    draw_single (self, cr, dw_palette_of (widget), width / 2, height / 2);
  if (self->name != NULL)
    draw_name (self, cr, dw_palette_of (widget), width / 2, height + 1);
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
dw_map_mark_finalize (GObject *object)
{
  g_array_unref (DW_MAP_MARK (object)->cluster.members);
  g_free (DW_MAP_MARK (object)->name);
  G_OBJECT_CLASS (dw_map_mark_parent_class)->finalize (object);
}

static void
dw_map_mark_class_init (DwMapMarkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_map_mark_dispose;
  G_OBJECT_CLASS (klass)->finalize = dw_map_mark_finalize;
  widget_class->measure = dw_map_mark_measure;
  widget_class->snapshot = dw_map_mark_snapshot;
  widget_class->map = dw_map_mark_map;
  widget_class->unmap = dw_map_mark_unmap;
  gtk_widget_class_set_css_name (widget_class, "dwmapmark");
}

static void
dw_map_mark_init (DwMapMark *self)
{
  self->cluster.members = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

GtkWidget *
dw_map_mark_new (void)
{
  return g_object_new (DW_TYPE_MAP_MARK, NULL);
}

static gboolean
is_same (const DwMapMark *self, const DwMapCluster *cluster, DwMapLayer layer, const char *name)
{
  gboolean same_load = self->cluster.load_percent == cluster->load_percent || (isnan (self->cluster.load_percent) && isnan (cluster->load_percent));

  return self->layer == layer && self->cluster.members->len == cluster->members->len && self->cluster.priority == cluster->priority && self->cluster.state == cluster->state &&
         memcmp (self->cluster.active, cluster->active, sizeof self->cluster.active) == 0 && self->cluster.n_old == cluster->n_old && self->cluster.off_line == cluster->off_line && same_load &&
         self->cluster.load_old == cluster->load_old && self->cluster.trend == cluster->trend && self->cluster.empty == cluster->empty && g_strcmp0 (self->name, name) == 0;
}

/* Asked at each step of a pan: what is the same costs nothing. */
gboolean
dw_map_mark_set (DwMapMark *self, const DwMapCluster *cluster, DwMapLayer layer, const char *name)
{
  if (is_same (self, cluster, layer, name))
    return FALSE;
  self->layer = layer;
  g_array_ref (cluster->members);
  g_array_unref (self->cluster.members);
  self->cluster = *cluster;
  g_free (self->name);
  self->name = g_strdup (name);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    (blinks (self) ? dw_blink_watch : dw_blink_unwatch) (GTK_WIDGET (self));
  gtk_widget_queue_resize (GTK_WIDGET (self));
  return TRUE;
}
