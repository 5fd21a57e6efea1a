// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-plot-view.h"

#include <math.h>

#include "dw-picture.h"
#include "dw-style.h"

/* The picture of the data costs milliseconds, the cursor microseconds: following the pointer draws the second over what is kept of the first. */

#define CURSOR_STEPS 240
#define WHEEL_FACTOR 1.25
/* Columns to ask for before the first layout. */
#define USUAL_COLUMNS 960

struct _DwPlotView
{
  GtkWidget parent_instance;

  DwPlot *plot; /* owned */
  PangoLayout *layout;
  DwPicture *picture; /* NULL = to be drawn anew */
  int picture_width, picture_height, picture_scale;
  gboolean interactive;
  int natural_height;

  gint64 cursor_ms;
  gboolean cursor_stays; /* put there by a jump: neither a pointer that comes or goes nor the focus takes it away */
  char *note;
  double pointer_x, pointer_y; /* NaN = elsewhere */
  double drag_x;
  guint told_columns; /* by "resized" */
};

G_DEFINE_FINAL_TYPE (DwPlotView, dw_plot_view, GTK_TYPE_WIDGET)

enum {
  SIGNAL_PANNED,
  SIGNAL_ZOOMED,
  SIGNAL_CURSOR_MOVED,
  SIGNAL_LABEL_PRESSED,
  SIGNAL_MARK_PRESSED,
  SIGNAL_RESIZED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

/* --- drawing --- */

static PangoLayout *
get_layout (DwPlotView *self)
{
  if (self->layout == NULL)
    self->layout = dw_label_layout_new (gtk_widget_get_pango_context (GTK_WIDGET (self)));
  return self->layout;
}

static void
drop_picture (DwPlotView *self)
{
  g_clear_object (&self->picture);
}

typedef void (*DrawFunc) (DwPlot *plot, cairo_t *cr, const DwPalette *palette, PangoLayout *text, double x, double y, double width, double height);

static cairo_surface_t *
draw_surface (DwPlotView *self, DrawFunc draw, int width, int height, int scale)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width * scale, height * scale);
  cairo_t *cr = cairo_create (surface);

  cairo_surface_set_device_scale (surface, scale, scale);
  draw (self->plot, cr, dw_palette_of (GTK_WIDGET (self)), get_layout (self), 0, 0, width, height);
  cairo_destroy (cr);
  cairo_surface_set_device_scale (surface, 1, 1); /* from here on it is pixels */
  cairo_surface_flush (surface);
  return surface;
}

static void
update_picture (DwPlotView *self, int width, int height)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  if (self->picture != NULL && self->picture_width == width && self->picture_height == height && self->picture_scale == scale)
    return;
  drop_picture (self);
  self->picture = dw_picture_new (draw_surface (self, dw_plot_draw_data, width, height, scale));
  self->picture_width = width;
  self->picture_height = height;
  self->picture_scale = scale;
}

static void
dw_plot_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DwPlotView *self = DW_PLOT_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height);
  cairo_t *cr;

  if (width < 1 || height < 1)
    return;
  update_picture (self, width, height);
  gdk_paintable_snapshot (GDK_PAINTABLE (self->picture), snapshot, width, height);
  if (self->cursor_ms == DW_PLOT_NO_TIME)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  dw_plot_draw_cursor (self->plot, cr, dw_palette_of (widget), get_layout (self), 0, 0, width, height);
  cairo_destroy (cr);
}

static void
dw_plot_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = across ? 160 : MIN (120, DW_PLOT_VIEW (widget)->natural_height);
  *natural = across ? *minimum : DW_PLOT_VIEW (widget)->natural_height;
}

static void
dw_plot_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DwPlotView *self = DW_PLOT_VIEW (widget);

  dw_plot_lay_out (self->plot, width, height);
  if (self->told_columns == dw_plot_view_get_columns (self))
    return;
  self->told_columns = dw_plot_view_get_columns (self);
  g_signal_emit (self, signals[SIGNAL_RESIZED], 0);
}

static void
style_changed_cb (DwPlotView *self)
{
  drop_picture (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- cursor --- */

static void
show_cursor (DwPlotView *self)
{
  dw_plot_set_cursor (self->plot, self->cursor_ms, NULL, self->note);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
put_cursor (DwPlotView *self, gint64 time_ms)
{
  self->cursor_stays = FALSE;
  if (self->cursor_ms == time_ms)
    return;
  self->cursor_ms = time_ms;
  show_cursor (self);
  g_signal_emit (self, signals[SIGNAL_CURSOR_MOVED], 0, time_ms);
}

void
dw_plot_view_set_cursor_ms (DwPlotView *self, gint64 time_ms)
{
  put_cursor (self, time_ms);
  self->cursor_stays = time_ms != DW_PLOT_NO_TIME;
}

gint64
dw_plot_view_get_cursor_ms (DwPlotView *self)
{
  return self->cursor_ms;
}

static void
get_ends (DwPlotView *self, double *left, double *right)
{
  DwPlotRect area = dw_plot_get_n_areas (self->plot) > 0 ? dw_plot_get_area (self->plot, 0) : (DwPlotRect){ 0, 0, 2, 2 };

  *left = area.x;
  *right = area.x + area.width;
}

void
dw_plot_view_move_cursor (DwPlotView *self, int steps)
{
  double left, right, x;

  get_ends (self, &left, &right);
  x = self->cursor_ms != DW_PLOT_NO_TIME ? dw_plot_x_at (self->plot, self->cursor_ms) + steps * (right - left) / CURSOR_STEPS : (left + right) / 2;
  put_cursor (self, dw_plot_time_at (self->plot, CLAMP (x, left, right)));
}

gboolean
dw_plot_view_go_mark (DwPlotView *self, gboolean forward)
{
  gint64 from_ms = self->cursor_ms != DW_PLOT_NO_TIME ? self->cursor_ms : (forward ? G_MININT64 + 1 : G_MAXINT64);
  int mark = dw_plot_find_mark (self->plot, from_ms, forward);

  if (mark >= 0)
    put_cursor (self, dw_plot_get_mark (self->plot, mark)->time_ms);
  return mark >= 0;
}

void
dw_plot_view_zoom (DwPlotView *self, double factor)
{
  double left, right;

  get_ends (self, &left, &right);
  g_signal_emit (self, signals[SIGNAL_ZOOMED], 0, factor, self->cursor_ms != DW_PLOT_NO_TIME ? self->cursor_ms : dw_plot_time_at (self->plot, (left + right) / 2));
}

/* --- pointer --- */

DwPlotHit
dw_plot_view_get_hit (DwPlotView *self)
{
  if (isnan (self->pointer_x))
    return (DwPlotHit){ .kind = DW_PLOT_HIT_NONE, .area = -1, .series = -1, .mark = -1, .bar = -1, .part = -1, .day = -1, .hour = -1, .time_ms = DW_PLOT_NO_TIME };
  return dw_plot_hit (self->plot, self->pointer_x, self->pointer_y);
}

/* Beside the curves there is no time under the pointer. */
static gboolean
is_on_area (const DwPlotHit *hit)
{
  return hit->area >= 0 && hit->time_ms != DW_PLOT_NO_TIME;
}

/* The toolkit repeats the motion when something is laid out anew: a pointer that did not move must not take away the cursor of the keys. */
static void
motion_cb (DwPlotView *self, double x, double y)
{
  DwPlotHit hit;

  if (x == self->pointer_x && y == self->pointer_y)
    return;
  self->pointer_x = x;
  self->pointer_y = y;
  hit = dw_plot_view_get_hit (self);
  if (self->interactive)
    put_cursor (self, is_on_area (&hit) ? hit.time_ms : DW_PLOT_NO_TIME);
  else
    g_signal_emit (self, signals[SIGNAL_CURSOR_MOVED], 0, DW_PLOT_NO_TIME);
}

/* Also when what lay over the chart goes away: the list that was jumped from. */
static void
enter_cb (DwPlotView *self, double x, double y)
{
  if (!self->cursor_stays)
    motion_cb (self, x, y);
  self->pointer_x = x;
  self->pointer_y = y;
}

static void
leave_cb (DwPlotView *self)
{
  self->pointer_x = self->pointer_y = NAN;
  if ((!gtk_widget_has_focus (GTK_WIDGET (self)) && !self->cursor_stays) || !self->interactive)
    put_cursor (self, DW_PLOT_NO_TIME);
  g_signal_emit (self, signals[SIGNAL_CURSOR_MOVED], 0, self->cursor_ms);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, DwPlotView *self)
{
  DwPlotHit hit = dw_plot_hit (self->plot, x, y);
  gboolean control = (gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture)) & GDK_CONTROL_MASK) != 0;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (hit.kind == DW_PLOT_HIT_LABEL)
    g_signal_emit (self, signals[SIGNAL_LABEL_PRESSED], 0, hit.series, control);
  else if (hit.kind == DW_PLOT_HIT_MARK)
    {
      if (n_press == 1)
        g_signal_emit (self, signals[SIGNAL_MARK_PRESSED], 0, hit.mark);
    }
  else if (n_press == 2 && self->interactive && is_on_area (&hit))
    g_signal_emit (self, signals[SIGNAL_ZOOMED], 0, 0.5, hit.time_ms);
}

static void
drag_begin_cb (DwPlotView *self, double x, double y)
{
  self->drag_x = 0;
}

/* offset_x counts from the begin of the drag; the span has followed what came before. */
static void
drag_update_cb (DwPlotView *self, double offset_x, double offset_y)
{
  double left, right, moved = offset_x - self->drag_x;
  gint64 step_ms;

  get_ends (self, &left, &right);
  if (!self->interactive || fabs (moved) < 1 || right <= left)
    return;
  self->drag_x = offset_x;
  step_ms = dw_plot_time_at (self->plot, left + MIN (fabs (moved), right - left)) - dw_plot_time_at (self->plot, left);
  g_signal_emit (self, signals[SIGNAL_PANNED], 0, moved > 0 ? -step_ms : step_ms);
}

static gboolean
scroll_cb (DwPlotView *self, double dx, double dy)
{
  DwPlotHit hit = dw_plot_view_get_hit (self);

  if (!self->interactive || !is_on_area (&hit) || dy == 0)
    return GDK_EVENT_PROPAGATE;
  g_signal_emit (self, signals[SIGNAL_ZOOMED], 0, dy > 0 ? WHEEL_FACTOR : 1 / WHEEL_FACTOR, hit.time_ms);
  return GDK_EVENT_STOP;
}

static void
focus_left_cb (DwPlotView *self)
{
  if (isnan (self->pointer_x) && !self->cursor_stays)
    put_cursor (self, DW_PLOT_NO_TIME);
}

static void
add_controllers (DwPlotView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new (), *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL | GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new (), *drag = gtk_gesture_drag_new ();

  g_signal_connect_swapped (motion, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, scroll);
  gtk_widget_add_controller (widget, focus);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
}

/* --- keys --- */

static const struct
{
  guint keyval;
  GdkModifierType modifiers;
  const char *action;
} keys[] = {
  { GDK_KEY_Left, 0, "trend.cursor-back" },
  { GDK_KEY_KP_Left, 0, "trend.cursor-back" },
  { GDK_KEY_Right, 0, "trend.cursor-on" },
  { GDK_KEY_KP_Right, 0, "trend.cursor-on" },
  { GDK_KEY_Left, GDK_SHIFT_MASK, "trend.earlier" },
  { GDK_KEY_Right, GDK_SHIFT_MASK, "trend.later" },
  { GDK_KEY_plus, 0, "trend.zoom-in" },
  { GDK_KEY_plus, GDK_SHIFT_MASK, "trend.zoom-in" },
  { GDK_KEY_equal, 0, "trend.zoom-in" },
  { GDK_KEY_KP_Add, 0, "trend.zoom-in" },
  { GDK_KEY_minus, 0, "trend.zoom-out" },
  { GDK_KEY_KP_Subtract, 0, "trend.zoom-out" },
  { GDK_KEY_Home, 0, "trend.now" },
  { GDK_KEY_r, 0, "trend.reset" },
  { GDK_KEY_c, 0, "trend.copy" },
  { GDK_KEY_n, 0, "trend.next-mark" },
  { GDK_KEY_p, 0, "trend.previous-mark" },
};

/* --- the class --- */

static void
dw_plot_view_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (dw_plot_view_parent_class)->realize (widget);
  g_signal_connect_object (dw_style_get (gtk_widget_get_display (widget)), "changed", G_CALLBACK (style_changed_cb), widget, G_CONNECT_SWAPPED);
}

static void
dw_plot_view_unrealize (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (dw_style_get (gtk_widget_get_display (widget)), style_changed_cb, widget);
  drop_picture (DW_PLOT_VIEW (widget));
  GTK_WIDGET_CLASS (dw_plot_view_parent_class)->unrealize (widget);
}

static void
dw_plot_view_dispose (GObject *object)
{
  g_clear_object (&DW_PLOT_VIEW (object)->layout);
  drop_picture (DW_PLOT_VIEW (object));
  G_OBJECT_CLASS (dw_plot_view_parent_class)->dispose (object);
}

static void
dw_plot_view_finalize (GObject *object)
{
  dw_plot_free (DW_PLOT_VIEW (object)->plot);
  g_free (DW_PLOT_VIEW (object)->note);
  G_OBJECT_CLASS (dw_plot_view_parent_class)->finalize (object);
}

static void
dw_plot_view_class_init (DwPlotViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_plot_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = dw_plot_view_finalize;
  widget_class->snapshot = dw_plot_view_snapshot;
  widget_class->measure = dw_plot_view_measure;
  widget_class->size_allocate = dw_plot_view_size_allocate;
  widget_class->realize = dw_plot_view_realize;
  widget_class->unrealize = dw_plot_view_unrealize;
  gtk_widget_class_set_css_name (widget_class, "dwplot");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].keyval, keys[i].modifiers, keys[i].action, NULL);
  signals[SIGNAL_PANNED] = g_signal_new ("panned", DW_TYPE_PLOT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_ZOOMED] = g_signal_new ("zoomed", DW_TYPE_PLOT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_INT64);
  signals[SIGNAL_CURSOR_MOVED] = g_signal_new ("cursor-moved", DW_TYPE_PLOT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_LABEL_PRESSED] = g_signal_new ("label-pressed", DW_TYPE_PLOT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_BOOLEAN);
  signals[SIGNAL_RESIZED] = g_signal_new ("resized", DW_TYPE_PLOT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_MARK_PRESSED] = g_signal_new ("mark-pressed", DW_TYPE_PLOT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
dw_plot_view_init (DwPlotView *self)
{
  self->plot = dw_plot_new ();
  self->interactive = TRUE;
  self->natural_height = 400;
  self->cursor_ms = DW_PLOT_NO_TIME;
  self->pointer_x = self->pointer_y = NAN;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  add_controllers (self);
}

GtkWidget *
dw_plot_view_new (void)
{
  return g_object_new (DW_TYPE_PLOT_VIEW, NULL);
}

DwPlot *
dw_plot_view_get_plot (DwPlotView *self)
{
  return self->plot;
}

void
dw_plot_view_redraw (DwPlotView *self)
{
  drop_picture (self);
  if (gtk_widget_get_width (GTK_WIDGET (self)) > 0)
    dw_plot_lay_out (self->plot, gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)));
  show_cursor (self);
}

void
dw_plot_view_set_interactive (DwPlotView *self, gboolean interactive)
{
  self->interactive = interactive;
  if (!interactive)
    put_cursor (self, DW_PLOT_NO_TIME);
}

void
dw_plot_view_set_natural_height (DwPlotView *self, int height)
{
  if (self->natural_height == height)
    return;
  self->natural_height = height;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
dw_plot_view_set_note (DwPlotView *self, const char *note)
{
  if (g_strcmp0 (self->note, note) == 0)
    return;
  g_free (self->note);
  self->note = g_strdup (note);
  show_cursor (self);
}

guint
dw_plot_view_get_columns (DwPlotView *self)
{
  double left, right;

  get_ends (self, &left, &right);
  return right - left > 2 ? (guint)(right - left) : USUAL_COLUMNS;
}

void
dw_plot_view_set_words (DwPlotView *self, const char *words)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

GdkTexture *
dw_plot_view_take_picture (DwPlotView *self, int width, int height)
{
  cairo_surface_t *surface = draw_surface (self, dw_plot_draw, width, height, 1);
  gsize stride = (gsize)cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), stride * (gsize)height, (GDestroyNotify)cairo_surface_destroy, surface);

  drop_picture (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}
