// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-plot-view.h"

#include "dw-test-frame.h"

/* Plan: what the view makes of a wheel, a drag, a press and a key (S2-19): the time under the pointer, the direction, what lies beside the curves, and that bars take none
 * of it. The controllers of the view are told the events by their signals: pointer and wheel of a test display would be late or elsewhere. */

#define HOUR G_GINT64_CONSTANT (3600000)
#define DAY (24 * HOUR)
#define WIDTH 1074
#define HEIGHT 438

typedef struct
{
  GtkWidget *window;
  DwPlotView *view;
  double left, top, width, height; /* of the area */

  guint n_panned, n_zoomed, n_labels, n_marks;
  gint64 panned_ms, zoomed_ms;
  double factor;
  int label, mark;
} Kit;

static void
panned_cb (DwPlotView *view, gint64 delta_ms, Kit *kit)
{
  kit->n_panned++;
  kit->panned_ms += delta_ms;
}

static void
zoomed_cb (DwPlotView *view, double factor, gint64 at_ms, Kit *kit)
{
  kit->n_zoomed++;
  kit->factor = factor;
  kit->zoomed_ms = at_ms;
}

static void
label_pressed_cb (DwPlotView *view, int series, gboolean solo, Kit *kit)
{
  kit->n_labels++;
  kit->label = series;
  g_assert_false (solo);
}

static void
mark_pressed_cb (DwPlotView *view, int mark, Kit *kit)
{
  kit->n_marks++;
  kit->mark = mark;
}

static void
fill (DwPlot *plot)
{
  static const gint64 times[] = { 0, 6 * HOUR, 12 * HOUR, 18 * HOUR, DAY - 1 };
  static const double low[] = { 100, 100, 100, 100, 100 }, high[] = { 300, 300, 300, 300, 300 };
  const DwPlotSamples samples[] = { { .times_ms = times, .values = low, .n = 5 }, { .times_ms = times, .values = high, .n = 5 } };
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  dw_plot_set_zone (plot, zone);
  g_assert_true (dw_plot_set_span (plot, 0, DAY, NULL));
  g_assert_true (dw_plot_set_axis (plot, DW_PLOT_LEFT, &(DwPlotAxis){ .scale = DW_PLOT_SCALE_FIXED, .low = 0, .high = 400, .decimals = -1 }, NULL));
  g_assert_cmpint (dw_plot_add_samples (plot, &(DwPlotSeries){ .style = DW_PLOT_STYLE_S1, .label = "low" }, &samples[0], NULL), ==, 0);
  g_assert_cmpint (dw_plot_add_samples (plot, &(DwPlotSeries){ .style = DW_PLOT_STYLE_S2, .label = "high" }, &samples[1], NULL), ==, 1);
  dw_plot_add_mark (plot, &(DwPlotMark){ .kind = DW_PLOT_MARK_ALARM, .time_ms = 6 * HOUR, .priority = 1, .text = "412", .series = -1 }, NULL);
  dw_plot_add_mark (plot, &(DwPlotMark){ .kind = DW_PLOT_MARK_LETTER, .time_ms = 18 * HOUR, .letter = "O", .series = -1 }, NULL);
}

static void
set_up (Kit *kit, gconstpointer data)
{
  DwPlotRect area;

  kit->view = DW_PLOT_VIEW (dw_plot_view_new ());
  kit->window = gtk_window_new ();
  g_signal_connect (kit->view, "panned", G_CALLBACK (panned_cb), kit);
  g_signal_connect (kit->view, "zoomed", G_CALLBACK (zoomed_cb), kit);
  g_signal_connect (kit->view, "label-pressed", G_CALLBACK (label_pressed_cb), kit);
  g_signal_connect (kit->view, "mark-pressed", G_CALLBACK (mark_pressed_cb), kit);
  fill (dw_plot_view_get_plot (kit->view));
  gtk_window_set_child (GTK_WINDOW (kit->window), GTK_WIDGET (kit->view));
  dw_plot_lay_out (dw_plot_view_get_plot (kit->view), WIDTH, HEIGHT);
  area = dw_plot_get_area (dw_plot_view_get_plot (kit->view), 0);
  kit->left = area.x;
  kit->top = area.y;
  kit->width = area.width;
  kit->height = area.height;
}

static void
tear_down (Kit *kit, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (kit->window));
}

/* --- telling the controllers --- */

static GtkEventController *
find_controller (Kit *kit, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (kit->view));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (g_type_is_a (G_OBJECT_TYPE (controller), type))
        return controller; /* the widget holds it */
    }
  g_assert_not_reached ();
}

static void
move (Kit *kit, double x, double y)
{
  g_signal_emit_by_name (find_controller (kit, GTK_TYPE_EVENT_CONTROLLER_MOTION), "motion", x, y);
}

static gboolean
scroll (Kit *kit, double dy)
{
  gboolean taken = FALSE;

  g_signal_emit_by_name (find_controller (kit, GTK_TYPE_EVENT_CONTROLLER_SCROLL), "scroll", 0.0, dy, &taken);
  return taken;
}

static void
press (Kit *kit, int n_press, double x, double y)
{
  g_signal_emit_by_name (find_controller (kit, GTK_TYPE_GESTURE_CLICK), "pressed", n_press, x, y);
}

static void
drag (Kit *kit, const char *what, double x)
{
  g_signal_emit_by_name (find_controller (kit, GTK_TYPE_GESTURE_DRAG), what, x, 0.0);
}

/* Within half a pixel, which is what a pointer can mean. */
static void
assert_time (const Kit *kit, gint64 time_ms, gint64 wanted_ms)
{
  g_assert_cmpint (ABS (time_ms - wanted_ms), <=, (gint64)(DAY / kit->width / 2) + 1);
}

/* --- wheel and drag --- */

static void
test_wheel (Kit *kit, gconstpointer data)
{
  move (kit, kit->left + kit->width / 4, kit->top + kit->height / 2);
  g_assert_true (scroll (kit, -1));
  g_assert_cmpuint (kit->n_zoomed, ==, 1);
  g_assert_cmpfloat (kit->factor, <, 1);
  assert_time (kit, kit->zoomed_ms, 6 * HOUR);
  g_assert_true (scroll (kit, 1));
  g_assert_cmpfloat (kit->factor, >, 1);
  /* One step there and one back is where one was. */
  g_assert_cmpfloat_with_epsilon (kit->factor * (1 / 1.25), 1, 1e-9);
}

/* The page scrolls where the chart does not zoom. */
static void
test_wheel_beside_the_area (Kit *kit, gconstpointer data)
{
  g_assert_false (scroll (kit, -1)); /* the pointer was never here */
  move (kit, kit->left - 20, kit->top + kit->height / 2);
  g_assert_false (scroll (kit, -1));
  move (kit, kit->left + kit->width / 2, kit->top + kit->height / 2);
  g_assert_false (scroll (kit, 0)); /* across */
  dw_plot_view_set_interactive (kit->view, FALSE);
  g_assert_false (scroll (kit, -1));
  g_assert_cmpuint (kit->n_zoomed, ==, 0);
}

/* What was under the pointer stays under it: to the right is to earlier times. */
static void
test_drag (Kit *kit, gconstpointer data)
{
  drag (kit, "drag-begin", kit->left + 100);
  drag (kit, "drag-update", kit->width / 8);
  assert_time (kit, kit->panned_ms, -3 * HOUR);
  drag (kit, "drag-update", kit->width / 4); /* counts from the begin */
  assert_time (kit, kit->panned_ms, -6 * HOUR);
  drag (kit, "drag-update", -kit->width / 8);
  assert_time (kit, kit->panned_ms, 3 * HOUR);
  g_assert_cmpuint (kit->n_panned, ==, 3);
}

static void
test_drag_of_bars_is_none (Kit *kit, gconstpointer data)
{
  dw_plot_view_set_interactive (kit->view, FALSE);
  drag (kit, "drag-begin", kit->left + 100);
  drag (kit, "drag-update", 200);
  g_assert_cmpuint (kit->n_panned, ==, 0);
  dw_plot_view_set_interactive (kit->view, TRUE);
  drag (kit, "drag-begin", kit->left + 100);
  drag (kit, "drag-update", 0.4); /* a hand that trembles */
  g_assert_cmpuint (kit->n_panned, ==, 0);
}

/* --- presses --- */

static const struct
{
  const char *sentence;
  double x_share, y_share; /* of the area */
  int n_press;
  int label, mark;   /* -1 = not told */
  gint64 zoom_hours; /* -1 = not told */
} presses[] = {
  { "on the area: nothing", 0.3, 0.6, 1, -1, -1, -1 },
  { "twice on the area: closer there", 0.75, 0.5, 2, -1, -1, 18 },
  { "on the label of the lower curve", 1.02, 0.75, 1, 0, -1, -1 },
  { "on the label of the upper curve", 1.02, 0.25, 1, 1, -1, -1 },
  { "beside the labels", 1.02, 0.5, 1, -1, -1, -1 },
  { "twice beside the area: nothing", -0.02, 0.5, 2, -1, -1, -1 },
  { "on the alarm", 0.25, 0.0175, 1, -1, 0, -1 },
  { "on the operation", 0.75, 0.0175, 1, -1, 1, -1 },
  { "the second press of two on a mark says nothing more", 0.75, 0.0175, 2, -1, -1, -1 },
};

static void
test_presses (Kit *kit, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (presses); i++)
    {
      kit->n_zoomed = kit->n_labels = kit->n_marks = 0;
      g_test_message ("%s", presses[i].sentence);
      press (kit, presses[i].n_press, kit->left + presses[i].x_share * kit->width, kit->top + presses[i].y_share * kit->height);
      g_assert_cmpuint (kit->n_labels, ==, presses[i].label >= 0);
      g_assert_cmpuint (kit->n_marks, ==, presses[i].mark >= 0);
      g_assert_cmpuint (kit->n_zoomed, ==, presses[i].zoom_hours >= 0);
      if (presses[i].label >= 0)
        g_assert_cmpint (kit->label, ==, presses[i].label);
      if (presses[i].mark >= 0)
        g_assert_cmpint (kit->mark, ==, presses[i].mark);
      if (presses[i].zoom_hours >= 0)
        assert_time (kit, kit->zoomed_ms, presses[i].zoom_hours * HOUR);
    }
}

/* --- pointer, cursor, hits --- */

static void
test_pointer_carries_the_cursor (Kit *kit, gconstpointer data)
{
  move (kit, kit->left + kit->width / 2, kit->top + 50);
  assert_time (kit, dw_plot_view_get_cursor_ms (kit->view), 12 * HOUR);
  g_assert_cmpint (dw_plot_view_get_hit (kit->view).kind, ==, DW_PLOT_HIT_AREA);
  move (kit, kit->left + kit->width / 4, kit->top + 0.75 * kit->height);
  g_assert_cmpint (dw_plot_view_get_hit (kit->view).kind, ==, DW_PLOT_HIT_SAMPLE);
  g_assert_cmpint (dw_plot_view_get_hit (kit->view).series, ==, 0);
  g_assert_cmpfloat (dw_plot_view_get_hit (kit->view).value.value, ==, 100);
  move (kit, kit->left - 10, kit->top + 50);
  g_assert_cmpint (dw_plot_view_get_cursor_ms (kit->view), ==, DW_PLOT_NO_TIME);
  move (kit, kit->left + 10, kit->top + 50);
  g_signal_emit_by_name (find_controller (kit, GTK_TYPE_EVENT_CONTROLLER_MOTION), "leave");
  g_assert_cmpint (dw_plot_view_get_cursor_ms (kit->view), ==, DW_PLOT_NO_TIME);
  g_assert_cmpint (dw_plot_view_get_hit (kit->view).kind, ==, DW_PLOT_HIT_NONE);
}

/* The toolkit says the same place again when something is laid out anew. */
static void
test_a_pointer_that_rests_leaves_the_cursor_of_the_keys (Kit *kit, gconstpointer data)
{
  move (kit, kit->left + kit->width / 2, kit->top + 50);
  dw_plot_view_move_cursor (kit->view, -60);
  assert_time (kit, dw_plot_view_get_cursor_ms (kit->view), 6 * HOUR);
  move (kit, kit->left + kit->width / 2, kit->top + 50);
  assert_time (kit, dw_plot_view_get_cursor_ms (kit->view), 6 * HOUR);
}

/* A jump from a list that lies over the chart: the list closes, the focus goes back to where it was, the pointer is over the chart without having moved. */
static void
test_a_cursor_of_a_jump_stays_until_the_hand_moves (Kit *kit, gconstpointer data)
{
  static const char *const news[] = { "leave", "enter", "focus", "leave" };

  dw_plot_view_set_cursor_ms (kit->view, 3 * HOUR);
  for (guint i = 0; i < G_N_ELEMENTS (news); i++)
    {
      if (g_str_equal (news[i], "focus"))
        g_signal_emit_by_name (find_controller (kit, GTK_TYPE_EVENT_CONTROLLER_FOCUS), "leave");
      else if (g_str_equal (news[i], "enter"))
        g_signal_emit_by_name (find_controller (kit, GTK_TYPE_EVENT_CONTROLLER_MOTION), "enter", kit->left + kit->width / 2, kit->top + 50);
      else
        g_signal_emit_by_name (find_controller (kit, GTK_TYPE_EVENT_CONTROLLER_MOTION), "leave");
      g_assert_cmpint (dw_plot_view_get_cursor_ms (kit->view), ==, 3 * HOUR);
    }
  move (kit, kit->left + kit->width / 2, kit->top + 50);
  assert_time (kit, dw_plot_view_get_cursor_ms (kit->view), 12 * HOUR);
  g_signal_emit_by_name (find_controller (kit, GTK_TYPE_EVENT_CONTROLLER_MOTION), "leave");
  g_assert_cmpint (dw_plot_view_get_cursor_ms (kit->view), ==, DW_PLOT_NO_TIME);
}

/* The keys move on from there, and theirs goes with the focus. */
static void
test_keys_take_the_cursor_of_a_jump_along (Kit *kit, gconstpointer data)
{
  dw_plot_view_set_cursor_ms (kit->view, 12 * HOUR);
  dw_plot_view_move_cursor (kit->view, -60);
  assert_time (kit, dw_plot_view_get_cursor_ms (kit->view), 6 * HOUR);
  g_signal_emit_by_name (find_controller (kit, GTK_TYPE_EVENT_CONTROLLER_FOCUS), "leave");
  g_assert_cmpint (dw_plot_view_get_cursor_ms (kit->view), ==, DW_PLOT_NO_TIME);
}

static void
test_cursor_steps_and_ends (Kit *kit, gconstpointer data)
{
  dw_plot_view_move_cursor (kit->view, 1); /* there is none: the middle */
  assert_time (kit, dw_plot_view_get_cursor_ms (kit->view), 12 * HOUR);
  dw_plot_view_move_cursor (kit->view, 1);
  assert_time (kit, dw_plot_view_get_cursor_ms (kit->view), 12 * HOUR + DAY / 240);
  dw_plot_view_move_cursor (kit->view, 1000);
  assert_time (kit, dw_plot_view_get_cursor_ms (kit->view), DAY);
  dw_plot_view_move_cursor (kit->view, -1000);
  assert_time (kit, dw_plot_view_get_cursor_ms (kit->view), 0);
}

static void
test_marks_one_after_the_other (Kit *kit, gconstpointer data)
{
  g_assert_true (dw_plot_view_go_mark (kit->view, TRUE));
  g_assert_cmpint (dw_plot_view_get_cursor_ms (kit->view), ==, 6 * HOUR);
  g_assert_true (dw_plot_view_go_mark (kit->view, TRUE));
  g_assert_cmpint (dw_plot_view_get_cursor_ms (kit->view), ==, 18 * HOUR);
  g_assert_false (dw_plot_view_go_mark (kit->view, TRUE));
  g_assert_cmpint (dw_plot_view_get_cursor_ms (kit->view), ==, 18 * HOUR);
  dw_plot_view_set_cursor_ms (kit->view, DW_PLOT_NO_TIME);
  g_assert_true (dw_plot_view_go_mark (kit->view, FALSE));
  g_assert_cmpint (dw_plot_view_get_cursor_ms (kit->view), ==, 18 * HOUR);
}

/* Keys zoom at the cursor, without one in the middle. */
static void
test_zoom_of_the_keys (Kit *kit, gconstpointer data)
{
  dw_plot_view_zoom (kit->view, 0.5);
  assert_time (kit, kit->zoomed_ms, 12 * HOUR);
  dw_plot_view_set_cursor_ms (kit->view, 18 * HOUR);
  dw_plot_view_zoom (kit->view, 2);
  g_assert_cmpint (kit->zoomed_ms, ==, 18 * HOUR);
  g_assert_cmpfloat (kit->factor, ==, 2);
}

int
main (int argc, char **argv)
{
  if (!dw_test_frame_init (&argc, &argv))
    return 0;
#define ADD(path, func) g_test_add ("/plot-view/" path, Kit, NULL, set_up, func, tear_down)
  ADD ("wheel", test_wheel);
  ADD ("wheel-beside-the-area", test_wheel_beside_the_area);
  ADD ("drag", test_drag);
  ADD ("drag-of-bars-is-none", test_drag_of_bars_is_none);
  ADD ("presses", test_presses);
  ADD ("pointer-carries-the-cursor", test_pointer_carries_the_cursor);
  ADD ("a-pointer-that-rests-leaves-the-cursor-of-the-keys", test_a_pointer_that_rests_leaves_the_cursor_of_the_keys);
  ADD ("a-cursor-of-a-jump-stays-until-the-hand-moves", test_a_cursor_of_a_jump_stays_until_the_hand_moves);
  ADD ("keys-take-the-cursor-of-a-jump-along", test_keys_take_the_cursor_of_a_jump_along);
  ADD ("cursor-steps-and-ends", test_cursor_steps_and_ends);
  ADD ("marks-one-after-the-other", test_marks_one_after_the_other);
  ADD ("zoom-of-the-keys", test_zoom_of_the_keys);
#undef ADD
  return g_test_run ();
}
