// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include "dw-plot-view-private.h"

/* Pointer, wheel, drag, keys and focus: where the cursor is, and what the page around the view is told of them. */

#define CURSOR_STEPS 240
#define WHEEL_FACTOR 1.25

enum {
  SIGNAL_PANNED,
  SIGNAL_ZOOMED,
  SIGNAL_CURSOR_MOVED,
  SIGNAL_LABEL_PRESSED,
  SIGNAL_MARK_PRESSED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

/* --- cursor --- */

void
dw_plot_view_put_cursor (DwPlotView *self, gint64 time_ms)
{
  self->cursor_stays = FALSE;
  if (self->cursor_ms == time_ms)
    return;
  self->cursor_ms = time_ms;
  dw_plot_view_show_cursor (self);
  g_signal_emit (self, signals[SIGNAL_CURSOR_MOVED], 0, time_ms);
}

void
dw_plot_view_set_cursor_ms (DwPlotView *self, gint64 time_ms)
{
  dw_plot_view_put_cursor (self, time_ms);
  self->cursor_stays = time_ms != DW_PLOT_NO_TIME;
}

gint64
dw_plot_view_get_cursor_ms (DwPlotView *self)
{
  return self->cursor_ms;
}

void
dw_plot_view_move_cursor (DwPlotView *self, int steps)
{
  double left, right, x;

  dw_plot_view_get_ends (self, &left, &right);
  x = self->cursor_ms != DW_PLOT_NO_TIME ? dw_plot_x_at (self->plot, self->cursor_ms) + steps * (right - left) / CURSOR_STEPS : (left + right) / 2;
  dw_plot_view_put_cursor (self, dw_plot_time_at (self->plot, CLAMP (x, left, right)));
}

gboolean
dw_plot_view_go_mark (DwPlotView *self, gboolean forward)
{
  gint64 from_ms = self->cursor_ms != DW_PLOT_NO_TIME ? self->cursor_ms : (forward ? G_MININT64 + 1 : G_MAXINT64);
  int mark = dw_plot_find_mark (self->plot, from_ms, forward);

  if (mark >= 0)
    dw_plot_view_put_cursor (self, dw_plot_get_mark (self->plot, mark)->time_ms);
  return mark >= 0;
}

void
dw_plot_view_zoom (DwPlotView *self, double factor)
{
  double left, right;

  dw_plot_view_get_ends (self, &left, &right);
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
    dw_plot_view_put_cursor (self, is_on_area (&hit) ? hit.time_ms : DW_PLOT_NO_TIME);
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
    dw_plot_view_put_cursor (self, DW_PLOT_NO_TIME);
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

  dw_plot_view_get_ends (self, &left, &right);
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
    dw_plot_view_put_cursor (self, DW_PLOT_NO_TIME);
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

void
dw_plot_view_hand_class_init (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].keyval, keys[i].modifiers, keys[i].action, NULL);
  signals[SIGNAL_PANNED] = g_signal_new ("panned", DW_TYPE_PLOT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_ZOOMED] = g_signal_new ("zoomed", DW_TYPE_PLOT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_INT64);
  signals[SIGNAL_CURSOR_MOVED] = g_signal_new ("cursor-moved", DW_TYPE_PLOT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_LABEL_PRESSED] = g_signal_new ("label-pressed", DW_TYPE_PLOT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_BOOLEAN);
  signals[SIGNAL_MARK_PRESSED] = g_signal_new ("mark-pressed", DW_TYPE_PLOT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

void
dw_plot_view_hand_init (DwPlotView *self)
{
  self->cursor_ms = DW_PLOT_NO_TIME;
  self->pointer_x = self->pointer_y = NAN;
  add_controllers (self);
}
